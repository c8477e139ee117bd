#include "query.h"

#include <stdlib.h>
#include <string.h>

#include "asof.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/facts.h"
#include "runs.h"

/* ---- Balances and parties of another day -------------------------------- */

static int
keep_item(void *ctx, const struct cr_open *o)
{
	static const char sql[] =
	    "INSERT INTO past_item (item, debtor, creditor, date, due, "
	    "    open_cents, currency) "
	    "VALUES (:item, :debtor, :creditor, :date, :due, :open, "
	    "    :currency)";
	struct cr *cr = ctx;
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_int(st, 1, o->item);
	cr_put_int(st, 2, o->debtor);
	cr_put_int(st, 3, o->creditor);
	cr_put_int(st, 4, o->date.days);
	cr_put_int(st, 5, o->due.days);
	cr_put_int(st, 6, o->open.cents);
	cr_put_text(st, 7, o->currency, -1);
	return cr_exec(cr, st);
}

static int
keep_party(void *ctx, const struct cr_facts *f)
{
	static const char sql[] =
	    "INSERT INTO past_party (id, code, name, area, category, agent, "
	    "    depot) "
	    "VALUES (:id, :code, :name, :area, :category, "
	    "    nullif(:agent, 0), nullif(:depot, 0))";
	struct cr *cr = ctx;
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":id", f->id);
	cr_bind_text(st, ":code", f->code);
	cr_bind_text(st, ":name", f->name);
	cr_bind_text(st, ":area", f->area);
	cr_bind_text(st, ":category", f->category);
	cr_bind_int(st, ":agent", f->agent);
	cr_bind_int(st, ":depot", f->depot);
	return cr_exec(cr, st);
}

static int
keep_open(void *ctx, const struct cr_open *o)
{
	static const char sql[] =
	    "INSERT INTO past_entry (entry, debtor, currency, open_cents) "
	    "VALUES (:entry, nullif(:debtor, 0), :currency, :open) "
	    "ON CONFLICT (entry) DO UPDATE SET open_cents = :open";
	struct cr *cr = ctx;
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_int(st, 1, o->item);
	cr_put_int(st, 2, o->debtor);
	cr_put_text(st, 3, o->currency, -1);
	cr_put_int(st, 4, o->open.cents);
	return cr_exec(cr, st);
}

/* Entries of the day, if they are asked for; else what is on account. */
static int
keep_entries(struct cr_query_sql *s)
{
	const struct cr_as_of *as_of = &s->q->as_of;
	struct cr_runs runs = { 0 };
	struct cr_told told = { 0 };
	size_t i;
	int rc = CR_OK;

	if (s->q->entries && (rc = cr_runs_load(s->cr, &runs, as_of)) ==
	    CR_OK)
		rc = cr_told_entries(s->cr, &runs, 0, &told);
	for (i = 0; i < told.n && rc == CR_OK; i++) {
		told.v[i].open.cents = 0;
		rc = keep_open(s->cr, &told.v[i]);
	}
	cr_runs_release(&runs);
	free(told.v);
	return rc != CR_OK ? rc :
	    cr_open_entry_each(s->cr, as_of, keep_open, s->cr);
}

static int
prepare_past(struct cr_query_sql *s)
{
	static const char tables[] =
	    "CREATE TEMPORARY TABLE past_item (item INTEGER PRIMARY KEY, "
	    "    debtor INTEGER, creditor INTEGER, date INTEGER, "
	    "    due INTEGER, open_cents INTEGER, currency TEXT);"
	    "CREATE TEMPORARY TABLE past_entry (entry INTEGER PRIMARY KEY, "
	    "    debtor INTEGER, currency TEXT, open_cents INTEGER);"
	    "CREATE TEMPORARY TABLE past_party (id INTEGER PRIMARY KEY, "
	    "    code TEXT, name TEXT, area TEXT, category TEXT, "
	    "    agent INTEGER, depot INTEGER);";
	const struct cr_as_of *as_of = &s->q->as_of;
	int rc;

	if ((rc = cr_open_is_kept(s->cr, as_of->day)) < 0)
		return rc;
	s->past = rc == 0;
	if (!s->past)
		return CR_OK;
	if ((rc = cr_facts_differ(s->cr, as_of)) < 0)
		return rc;
	s->literal = rc == 1;
	if ((rc = cr_db_script(s->cr, tables)) != CR_OK ||
	    (!s->q->entries &&
	    (rc = cr_open_each(s->cr, as_of, keep_item, s->cr)) != CR_OK) ||
	    ((s->q->entries || s->q->debtors) &&
	    (rc = keep_entries(s)) != CR_OK))
		return rc;
	return s->literal ? cr_facts_each(s->cr, as_of, keep_party, s->cr) :
	    CR_OK;
}

/* ---- Keys --------------------------------------------------------------- */

static int
keep_key(struct cr *cr, const struct cr_key *key)
{
	static const char sql_item[] =
	    "INSERT INTO asked_item (id) VALUES (:id) "
	    "ON CONFLICT (id) DO NOTHING";
	/* the items of a document are numbered from doc * 1000 on */
	static const char sql_doc[] =
	    "INSERT INTO asked_item (id) SELECT id FROM item "
	    "WHERE id > :id * 1000 AND id < :id * 1000 + 1000 "
	    "ON CONFLICT (id) DO NOTHING";
	static const char sql_party[] =
	    "INSERT INTO asked_party (id) VALUES (:id) "
	    "ON CONFLICT (id) DO NOTHING";
	struct cr_stmt *st;

	if (key->kind == CR_KEY_BILL)	/* kept where bills are asked for */
		return CR_OK;
	st = cr_sql(cr, key->kind == CR_KEY_ITEM ||
	    key->kind == CR_KEY_ENTRY ? sql_item :
	    key->kind == CR_KEY_DOC ? sql_doc : sql_party);

	cr_bind_int(st, ":id", key->id);
	return cr_exec(cr, st);
}

static int
prepare_keys(struct cr_query_sql *s)
{
	static const char tables[] =
	    "CREATE TEMPORARY TABLE asked_item (id INTEGER PRIMARY KEY);"
	    "CREATE TEMPORARY TABLE asked_party (id INTEGER PRIMARY KEY);";
	size_t i;
	int err = cr_db_script(s->cr, tables);

	for (i = 0; i < s->q->nkeys && err == CR_OK; i++)
		err = keep_key(s->cr, &s->q->keys[i]);
	return err;
}

static const char sql_drop[] =
	"DROP TABLE IF EXISTS temp.past_item;"
	"DROP TABLE IF EXISTS temp.past_entry;"
	"DROP TABLE IF EXISTS temp.past_party;"
	"DROP TABLE IF EXISTS temp.asked_item;"
	"DROP TABLE IF EXISTS temp.asked_party;";

int
cr_query_prepare(struct cr_query_sql *s)
{
	int err;

	if ((err = cr_db_script(s->cr, sql_drop)) == CR_OK &&
	    (err = prepare_past(s)) == CR_OK && s->q->keyed)
		err = prepare_keys(s);
	return err;
}

int
cr_query_knows_all(struct cr *cr, const struct cr_as_of *as_of)
{
	static const char sql[] = "SELECT coalesce(min(day), 0), "
	    "    coalesce(max(day), 0) FROM run";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	if (rc == 1)
		rc = as_of->restated ||
		    as_of->day.days < cr_col_int(st, 0) ||
		    as_of->day.days >= cr_col_int(st, 1);
	cr_reset(st);
	return rc;
}
