#include "enriching.h"

#include <stdlib.h>
#include <string.h>

#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/str.h"

#define BOOK_TRIES 60		/* of the door's five seconds each */

/* What an answer says becomes rows: one transaction an answer. */

struct cr_enrich_row *
cr_enrich_row(struct enriching *e)
{
	struct cr_enrich_row *r;

	cr_grow(&e->row, e->nrows, &e->crows, sizeof(*e->row));
	r = &e->row[e->nrows++];
	*r = (struct cr_enrich_row){ .party = e->party.id,
	    .name = e->party.name, .lookup = e->at->config->name,
	    .asked = e->lookup.asked, .state = e->lookup.state,
	    .source = e->at->config->source, .day = e->lookup.day,
	    .until = e->lookup.until, .reason = e->lookup.reason };
	return r;
}

static const char *
copy(struct enriching *e, const char *s)
{
	return s ? cr_arena_strdup(&e->arena, s) : NULL;
}

void
cr_enrich_fact(struct enriching *e, const char *fact, const char *field,
    const char *value, const char *ours, enum cr_enrich_how how)
{
	struct cr_enrich_row *r = cr_enrich_row(e);

	r->fact = fact;
	r->field = copy(e, field);
	r->value = copy(e, value);
	r->ours = copy(e, ours);
	r->how = how;
	e->changed += how == CR_ENRICH_NEW || how == CR_ENRICH_REPLACED;
}

/* A note: what its name says, in the words of the register. */
static int
book_note(struct enriching *e, const struct cr_looked_fact *f)
{
	struct cr_finding note = { .lookup = e->lookup.id,
	    .party = e->party.id, .field = f->note, .value = f->value };
	bool added;
	int err = cr_finding_add(e->cr, &note, &added);

	if (err == CR_OK)
		cr_enrich_fact(e, "note", f->note, f->value, NULL, added ?
		    CR_ENRICH_NEW : CR_ENRICH_SAME);
	return err;
}

static int
book_fact(struct enriching *e, const struct cr_looked_fact *f)
{
	int err = f->note != NULL ? book_note(e, f) :
	    f->record.type == CR_RECORD_PARTY ?
	    cr_enrich_party(e, &f->record.u.party) :
	    cr_enrich_risk(e, &f->record);

	if (err != CR_EINPUT)
		return err;
	cr_refuse(e->cr, NULL, 0, "pty:%lld: %s: %s",
	    (long long)e->party.id, e->at->config->name, cr_errmsg(e->cr));
	return CR_OK;
}

static int
book_facts(struct enriching *e)
{
	struct cr_looked_facts facts = { .v = NULL };
	const char *answer = e->lookup.answer;
	const char *whom = cr_arena_printf(&e->arena, "pty:%lld: %s",
	    (long long)e->party.id, e->at->config->name);
	size_t i;
	int err;

	if (answer == NULL || strcmp(e->lookup.state, "refused") == 0)
		return CR_OK;
	err = cr_looker_read(e->at->looker, e->cr, &e->arena, whom, answer,
	    strlen(answer), &facts);
	for (i = 0; i < facts.n && err == CR_OK; i++)
		err = book_fact(e, &facts.v[i]);
	free(facts.v);
	return err;
}

static int
journal(struct enriching *e, bool again)
{
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_adds(&b, "{\"lookup\":");
	cr_buf_json(&b, e->at->config->name);
	cr_buf_adds(&b, ",\"asked\":");
	cr_buf_json(&b, e->lookup.asked);
	cr_buf_addf(&b, ",\"state\":\"%s\",\"new\":%u", e->lookup.state,
	    e->changed);
	if (e->lookup.sha256 != NULL)
		cr_buf_addf(&b, ",\"sha256\":\"%s\"", e->lookup.sha256);
	cr_buf_addc(&b, '}');
	err = cr_journal(e->cr, again ? "lookup-read" : "lookup",
	    (struct cr_key){ CR_KEY_PARTY, e->party.id }, b.s);
	cr_buf_release(&b);
	return err;
}

static int
set_pace(struct enriching *e, const struct enrich_lane *l)
{
	struct cr_pace pace = { l->due, l->failures };

	return cr_pace_set(e->cr, l->config->name, &pace);
}

static int
book(struct enriching *e)
{
	struct cr_lookup row = e->lookup;
	bool again = e->lookup.id != 0;
	int err;

	if (e->cr->run == 0 && (err = cr_run_begin(e->cr, e->opts->accept ?
	    "--accept" : "")) != CR_OK)
		return err;
	if (row.shares != 0)	/* the other row has the answer */
		row.answer = row.sha256 = NULL;
	if (!again && (err = cr_lookup_add(e->cr, &row, &e->lookup.id)) !=
	    CR_OK)
		return err;
	if ((err = book_facts(e)) != CR_OK ||
	    (err = journal(e, again)) != CR_OK)
		return err;
	return set_pace(e, e->at);
}

/*
 * Begin a transaction: what was answered, and may have been paid, waits for
 * the ledger as long as it takes another run to write a million rows.
 */
static int
begin(struct cr *cr)
{
	int tries = BOOK_TRIES, err;

	while ((err = cr_db_begin(cr)) == CR_EBUSY && --tries > 0)
		continue;
	return err;
}

int
cr_enrich_book(struct enriching *e)
{
	struct cr *cr = e->cr;
	int64_t run = cr->run;
	bool again = e->lookup.id != 0;
	int err;

	e->changed = 0;
	if ((err = begin(cr)) != CR_OK)
		return err;
	err = book(e);
	/* Reading again what we know leaves no trace. */
	if (err == CR_OK && !cr->dry_run && (!again || e->changed > 0))
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	if (err != CR_OK || cr->dry_run || (again && e->changed == 0))
		cr->run = run;
	return err;
}

int
cr_enrich_book_pace(struct enriching *e, struct enrich_lane *l)
{
	int err = begin(e->cr);

	if (err != CR_OK)
		return err;
	if ((err = set_pace(e, l)) == CR_OK)
		return cr_db_commit(e->cr);
	cr_db_rollback(e->cr);
	return err;
}
