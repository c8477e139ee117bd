#include "rate_run.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/late.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/party.h"
#include "cr/str.h"

/* ---- Rating and keeping ------------------------------------------------ */

int
cr_rate_book(struct rate_run *run)
{
	const struct cr_model *m = run->opts->model;
	int err;

	if (run->booked)
		return CR_OK;
	run->booked = true;
	if ((err = cr_run_begin(run->cr, m->name)) != CR_OK)
		return err;
	return cr_rating_model_save(run->cr, m->digest, m->name, m->text);
}

static int
keep(struct rate_run *run, const struct cr_rating *r)
{
	const char *digest = run->opts->model->digest;
	const char *currency = run->opts->currency;
	int rc;

	if ((rc = cr_rating_differs(run->cr, r, digest, currency)) <= 0 ||
	    (rc = cr_rate_book(run)) != CR_OK)
		return rc;
	run->kept++;
	return cr_rating_save(run->cr, r, digest, currency);
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
	    "\"rated\":%lld,\"kept\":%lld,\"segments\":%lld}",
	    cr_date_iso(run->window.day, day), run->opts->model->digest,
	    (long long)run->rated, (long long)run->kept,
	    (long long)run->segments);
	err = cr_journal(run->cr, "rate", none, detail.s);
	cr_buf_release(&detail);
	return err;
}

static int
add_name(void *ctx, int64_t party, const char *code, const char *name)
{
	struct rate_run *run = ctx;
	struct rate_debtor *d;

	if ((size_t)party >= run->n || (d = run->debtors[party]) == NULL)
		return 0;
	d->name = cr_arena_strdup(&run->arena, name);
	if (code != NULL)
		d->code = cr_arena_strdup(&run->arena, code);
	return 0;
}

/* All are, so that their segments can be told; who is wanted is kept. */
static int
rate_all(struct rate_run *run)
{
	struct rate_debtor *d;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < run->n && err == CR_OK; i++) {
		if ((d = run->debtors[i]) == NULL)
			continue;
		d->rating.party = d->party;
		d->rating.standing = d->standing;
		d->rating.learned_bp = CR_NOT_KNOWN;
		cr_rate_debtor(run->opts->model, &run->window, &d->behaviour,
		    &run->all, &d->rating);
		run->rated += d->wanted;
		if (d->wanted && run->writes)
			err = keep(run, &d->rating);
	}
	if (err == CR_OK && (err = cr_rate_segments(run)) == CR_OK &&
	    run->booked)
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
	    (err = cr_rate_gather_standing(run)) == CR_OK &&
	    (err = cr_party_names(run->cr, add_name, run)) == CR_OK)
		err = rate_all(run);
	if (run->writes && err == CR_OK)
		err = cr_db_commit(run->cr);
	if (run->writes && err != CR_OK)
		cr_db_rollback(run->cr);
	return err;
}

static int
add_learned(void *ctx, const struct cr_foretold *f)
{
	struct rate_run *run = ctx;
	size_t i = (size_t)f->party;

	if (i < run->n && run->debtors[i] != NULL && run->debtors[i]->wanted)
		run->debtors[i]->rating.learned_bp = f->p_bp;
	return 0;
}

/* The probability of default, where the ledger's own history taught one. */
static int
foretell(struct rate_run *run)
{
	const struct cr_late_opts opts = { .model = run->opts->model,
		.as_of = run->opts->as_of, .currency = run->opts->currency };

	return cr_default_each(run->cr, &opts, add_learned, run);
}

static int
tell(struct rate_run *run, int (*each)(void *ctx, const struct cr_rating *r,
    const char *code, const char *name), void *ctx)
{
	const struct rate_debtor *d;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < run->n && err == CR_OK; i++) {
		d = run->debtors[i];
		if (d != NULL && d->wanted && d->name != NULL)
			err = each(ctx, &d->rating, d->code, d->name);
	}
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
	if ((err = rate_and_keep(&run)) == CR_OK &&
	    (err = foretell(&run)) == CR_OK)
		err = tell(&run, each, ctx);
	free(run.debtors);
	free(run.marks);
	cr_arena_release(&run.arena);
	return err;
}
