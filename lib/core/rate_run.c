#include "rate_run.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/party.h"
#include "cr/str.h"

/* ---- Rating and keeping ------------------------------------------------ */

/* The run is booked when there is something to keep, not before. */
static int
keep(struct rate_run *run, const struct cr_rating *r)
{
	const struct cr_model *m = run->opts->model;
	const char *currency = run->opts->currency;
	int rc;

	if ((rc = cr_rating_differs(run->cr, r, m->digest, currency)) <= 0)
		return rc;
	if (run->kept++ == 0 &&
	    ((rc = cr_run_begin(run->cr, m->name)) != CR_OK ||
	    (rc = cr_rating_model_save(run->cr, m->digest, m->name,
	    m->text)) != CR_OK))
		return rc;
	return cr_rating_save(run->cr, r, m->digest, currency);
}

static int
journal(struct rate_run *run)
{
	struct cr_key none = { .kind = CR_KEY_NONE };
	char day[CR_DATE_SIZE];
	struct cr_buf detail;
	int err;

	cr_buf_init(&detail);
	cr_buf_addf(&detail, "{\"day\":\"%s\",\"model\":\"%s\","
	    "\"rated\":%lld,\"kept\":%lld}",
	    cr_date_iso(run->window.day, day), run->opts->model->digest,
	    (long long)run->rated, (long long)run->kept);
	err = cr_journal(run->cr, "rate", none, detail.s);
	cr_buf_release(&detail);
	return err;
}

static int
rate_all(struct rate_run *run)
{
	struct rate_debtor *d;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < run->n && err == CR_OK; i++) {
		if ((d = run->debtors[i]) == NULL || !d->wanted)
			continue;
		d->rating.party = d->party;
		d->rating.standing = d->standing;
		cr_rate_debtor(run->opts->model, &run->window, &d->behaviour,
		    &run->all, &d->rating);
		run->rated++;
		if (run->writes)
			err = keep(run, &d->rating);
	}
	if (err == CR_OK && run->kept > 0)
		err = journal(run);
	return err;
}

/* In one transaction, so that all is seen at one moment. */
static int
rate_and_keep(struct rate_run *run)
{
	int err;

	if (run->writes && (err = cr_db_begin(run->cr)) != CR_OK)
		return err;
	if ((err = cr_rate_gather(run)) == CR_OK &&
	    (err = cr_rate_gather_standing(run)) == CR_OK)
		err = rate_all(run);
	if (run->writes && err == CR_OK)
		err = cr_db_commit(run->cr);
	if (run->writes && err != CR_OK)
		cr_db_rollback(run->cr);
	return err;
}

static int
tell(struct rate_run *run, int (*each)(void *ctx, const struct cr_rating *r,
    const char *code, const char *name), void *ctx)
{
	struct cr_party party;
	struct cr_arena a;
	size_t i;
	int err = CR_OK;

	cr_arena_init(&a);
	for (i = 0; i < run->n && err == CR_OK; i++) {
		if (run->debtors[i] == NULL || !run->debtors[i]->wanted)
			continue;
		cr_arena_clear(&a);
		if ((err = cr_party_get(run->cr, run->debtors[i]->party, &a,
		    &party)) == 1)
			err = each(ctx, &run->debtors[i]->rating, party.code,
			    party.name);
	}
	cr_arena_release(&a);
	return err;
}

int
cr_rate(struct cr *cr, const struct cr_rate_opts *opts,
    int (*each)(void *ctx, const struct cr_rating *r, const char *code,
    const char *name), void *ctx)
{
	struct rate_run run = { .cr = cr, .opts = opts };
	int err;

	cr_arena_init(&run.arena);
	cr_behaviour_init(&run.all);
	run.writes = !cr->dry_run && !opts->as_of.restated;
	cr_rate_window(&run.window, opts->model, opts->as_of.day);
	if ((err = rate_and_keep(&run)) == CR_OK)
		err = tell(&run, each, ctx);
	free(run.debtors);
	free(run.marks);
	cr_arena_release(&run.arena);
	return err;
}
