#include "cr/debt.h"

#include <stdlib.h>
#include <string.h>

#include "asof.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "runs.h"

/* The allocations of items, which come in the order of the items. */
struct moves {
	struct cr *cr;
	const struct cr_runs *runs;	/* NULL: all that come are known */
	struct cr_stmt *st;
	int rc;			/* of the step that found the next one */
	struct cr_stmt *claims;	/* the same of money that paid claims */
	int rc_claims;
	struct cr_interest_event *v;	/* of one item, by date */
	size_t n, cap;
};

static enum cr_interest_what
what_of(const char *kind)
{
	if (strcmp(kind, "credit") == 0)
		return CR_INTEREST_CREDIT;
	if (strcmp(kind, "void") == 0)
		return CR_INTEREST_VOID;
	if (strcmp(kind, "payment") == 0 || strcmp(kind, "erp") == 0)
		return CR_INTEREST_PAYMENT;
	return CR_INTEREST_WAIVER;
}

/*
 * Columns: item, date, cents, kind, date of the credit note, run,
 * undone_by. Those of a day stay in the order they came.
 */
static void
add_move(struct moves *m)
{
	struct cr_interest_event e = {
		.date = cr_col_date(m->st, 1),
		.amount = cr_col_money(m->st, 2),
		.what = what_of(cr_col_text(m->st, 3)),
	};
	size_t i;

	if (!cr_col_null(m->st, 4))
		e.date = cr_col_date(m->st, 4);
	cr_grow(&m->v, m->n, &m->cap, sizeof(*m->v));
	for (i = m->n++; i > 0 && m->v[i - 1].date.days > e.date.days; i--)
		m->v[i] = m->v[i - 1];
	m->v[i] = e;
}

/* Take the moves of D's item; those of others before it are passed. */
static int
take_moves(struct moves *m, struct cr_debt *d)
{
	int64_t item;

	m->n = 0;
	for (; m->rc == 1; m->rc = cr_step(m->cr, m->st)) {
		if ((item = cr_col_int(m->st, 0)) > d->item.item)
			break;
		if (item == d->item.item && (m->runs == NULL ||
		    cr_runs_known(m->runs, cr_col_int(m->st, 5),
		    cr_col_int(m->st, 6))))
			add_move(m);
	}
	d->events = m->v;
	d->n = m->n;
	return m->rc < 0 ? m->rc : CR_OK;
}

/*
 * Money that paid what was claimed for D's item, among the moves of D. It
 * is none of them for the balance of the item.
 */
static int
take_claimed(struct moves *m, struct cr_debt *d)
{
	int64_t item;
	size_t i;

	for (; m->rc_claims == 1; m->rc_claims = cr_step(m->cr, m->claims)) {
		if ((item = cr_col_int(m->claims, 0)) > d->item.item)
			break;
		if (item < d->item.item || (m->runs != NULL &&
		    !cr_runs_known(m->runs, cr_col_int(m->claims, 3),
		    cr_col_int(m->claims, 4))))
			continue;
		cr_grow(&m->v, m->n, &m->cap, sizeof(*m->v));
		for (i = m->n++; i > 0 && m->v[i - 1].date.days >
		    cr_col_int(m->claims, 1); i--)
			m->v[i] = m->v[i - 1];
		m->v[i] = (struct cr_interest_event){
			.date = cr_col_date(m->claims, 1),
			.amount = cr_col_money(m->claims, 2),
			.what = CR_INTEREST_CLAIMED,
		};
	}
	d->events = m->v;
	d->n = m->n;
	return m->rc_claims < 0 ? m->rc_claims : CR_OK;
}

/* Begin to read it: what is dated to DAY. */
static int
begin_claimed(struct moves *m, struct cr_date day)
{
	static const char sql[] =
	    "SELECT c.item AS i, a.date, a.amount_cents, a.run, "
	    "    coalesce(a.undone_by, 0) "
	    "FROM claim_alloc a JOIN claim c ON c.id = a.claim "
	    "WHERE a.date <= :day AND c.item IS NOT NULL "
	    "    AND c.kind IN ('interest', 'flat40', 'penalty') "
	    "    AND (:past OR a.undone_by IS NULL) ORDER BY i, a.id";

	m->claims = cr_sql(m->cr, sql);
	cr_bind_date(m->claims, ":day", day);
	cr_bind_int(m->claims, ":past", m->runs != NULL);
	m->rc_claims = cr_step(m->cr, m->claims);
	return m->rc_claims < 0 ? m->rc_claims : CR_OK;
}

/* Add the moves of D to *SUM, as many TIMES: 1 or -1. */
static int
add_moves(struct moves *m, const struct cr_debt *d, struct cr_money *sum,
    bool minus)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (!(minus ? cr_money_sub : cr_money_add)(sum,
		    d->events[i].amount))
			return cr_fail(m->cr, CR_ELIMIT,
			    "a balance is too large");
	return CR_OK;
}

/* ---- What is open now: the kept balances -------------------------------- */

static void
take_open(struct cr_stmt *st, struct cr_open *o)
{
	o->item = cr_col_int(st, 0);
	o->debtor = cr_col_int(st, 1);
	o->creditor = cr_col_int(st, 2);
	o->date.days = (int32_t)cr_col_int(st, 3);
	o->due.days = (int32_t)cr_col_int(st, 4);
	o->open = cr_col_money(st, 5);
	cr_asof_currency(o, cr_col_text(st, 6));
}

static int
open_each(struct cr *cr, struct cr_date due,
    int (*each)(void *ctx, struct cr_debt *d), void *ctx)
{
	static const char sql[] =
	    "SELECT item, debtor, creditor, date, due, open_cents, currency "
	    "FROM open_item WHERE due < :due AND open_cents > 0 "
	    "ORDER BY item";
	static const char sql_moves[] =
	    "SELECT a.item, a.date, a.amount_cents, a.kind, "
	    "    (SELECT date FROM doc WHERE id = a.peer / 1000) "
	    "FROM open_item o CROSS JOIN alloc a ON a.item = o.item "
	    "WHERE o.due < :due AND o.open_cents > 0 AND undone_by IS NULL "
	    "ORDER BY o.item, a.id";
	struct moves m = { .cr = cr, .st = cr_sql(cr, sql_moves) };
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_debt d;
	int rc;

	cr_bind_date(st, ":due", due);
	cr_bind_date(m.st, ":due", due);
	if ((rc = m.rc = cr_step(cr, m.st)) >= 0 &&
	    (rc = begin_claimed(&m,
	    (struct cr_date){ INT32_MAX })) == CR_OK)
		while ((rc = cr_step(cr, st)) == 1) {
			take_open(st, &d.item);
			d.left = d.item.open;
			if ((rc = take_moves(&m, &d)) != 0 || (rc = add_moves(
			    &m, &d, &d.item.open, false)) != 0 ||
			    (rc = take_claimed(&m, &d)) != 0 ||
			    (rc = each(ctx, &d)) != 0)
				break;
		}
	cr_reset(st);
	cr_reset(m.st);
	if (m.claims != NULL)
		cr_reset(m.claims);
	free(m.v);
	return rc;
}

/* ---- Everything, as it was on a day ------------------------------------- */

static int
tell_all(struct moves *m, const struct cr_told *t, struct cr_date due,
    bool paid, int (*each)(void *ctx, struct cr_debt *d), void *ctx)
{
	struct cr_debt d;
	size_t i;
	int rc = 0;

	for (i = 0; i < t->n && rc == 0; i++) {
		d.item = t->v[i];
		if (d.item.open.cents <= 0 || d.item.due.days >= due.days)
			continue;
		d.left = d.item.open;
		if ((rc = take_moves(m, &d)) == 0 && (rc = add_moves(m, &d,
		    &d.left, true)) == 0 && (rc = take_claimed(m, &d)) == 0 &&
		    (paid || d.left.cents > 0))
			rc = each(ctx, &d);
	}
	return rc;
}

static int
told_each(struct cr *cr, const struct cr_as_of *as_of, struct cr_date due,
    bool paid, int (*each)(void *ctx, struct cr_debt *d), void *ctx)
{
	static const char sql[] =
	    "SELECT item, date, amount_cents, kind, "
	    "    (SELECT date FROM doc WHERE id = peer / 1000), run, "
	    "    coalesce(undone_by, 0) "
	    "FROM alloc WHERE date <= :day ORDER BY item, id";
	struct cr_runs runs = { 0 };
	struct cr_told told = { 0 };
	struct moves m = { .cr = cr, .runs = &runs };
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK &&
	    (rc = cr_told_items(cr, &runs, 0, &told)) == CR_OK) {
		m.st = cr_sql(cr, sql);
		cr_bind_date(m.st, ":day", as_of->day);
		if ((rc = m.rc = cr_step(cr, m.st)) >= 0 &&
		    (rc = begin_claimed(&m, as_of->day)) == CR_OK)
			rc = tell_all(&m, &told, due, paid, each, ctx);
		cr_reset(m.st);
		if (m.claims != NULL)
		cr_reset(m.claims);
	}
	cr_runs_release(&runs);
	free(told.v);
	free(m.v);
	return rc;
}

int
cr_debt_each(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_date due, bool paid,
    int (*each)(void *ctx, struct cr_debt *d), void *ctx)
{
	int rc = paid ? 0 : cr_open_is_kept(cr, as_of->day);

	if (rc < 0)
		return rc;
	return rc ? open_each(cr, due, each, ctx) :
	    told_each(cr, as_of, due, paid, each, ctx);
}

/* Credits on their way to EACH. */
struct credits {
	int (*each)(void *ctx, int64_t debtor);
	void *ctx;
};

static int
tell_item(void *ctx, const struct cr_open *o)
{
	const struct credits *c = ctx;

	return o->open.cents < 0 ? c->each(c->ctx, o->debtor) : 0;
}

static int
tell_entry(void *ctx, const struct cr_open *o)
{
	const struct credits *c = ctx;

	return o->open.cents > 0 && o->debtor != 0 ?
	    c->each(c->ctx, o->debtor) : 0;
}

int
cr_debt_credits(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t debtor), void *ctx)
{
	static const char sql[] =
	    "SELECT debtor FROM open_item WHERE open_cents < 0";
	struct credits c = { each, ctx };
	struct cr_stmt *st;
	int rc = cr_open_is_kept(cr, as_of->day);

	if (rc == 1) {
		st = cr_sql(cr, sql);
		while ((rc = cr_step(cr, st)) == 1)
			if ((rc = each(ctx, cr_col_int(st, 0))) != 0)
				break;
		cr_reset(st);
	} else if (rc == 0) {
		rc = cr_open_each(cr, as_of, tell_item, &c);
	}
	return rc != 0 ? rc : cr_open_entry_each(cr, as_of, tell_entry, &c);
}

int
cr_debt_stops(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t debtor, struct cr_date day), void *ctx)
{
	static const char sql[] =
	    "SELECT party, from_day, run, coalesce(lifted_by, 0) FROM hold "
	    "WHERE kind = 'insolvency' AND party IS NOT NULL";
	struct cr_runs runs = { 0 };
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK)
		while ((rc = cr_step(cr, st)) == 1)
			if (cr_runs_known(&runs, cr_col_int(st, 2),
			    cr_col_int(st, 3)) && (rc = each(ctx,
			    cr_col_int(st, 0), cr_col_date(st, 1))) != 0)
				break;
	cr_reset(st);
	cr_runs_release(&runs);
	return rc;
}

const char *
cr_debt_number(struct cr *cr, int64_t doc)
{
	static const char sql[] = "SELECT number FROM doc WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_int(st, 1, doc);
	return cr_step(cr, st) == 1 ? cr_col_text(st, 0) : "";
}

int
cr_debt_notified(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t item, const char *level,
    struct cr_date sent), void *ctx)
{
	static const char sql[] =
	    "SELECT i.item, i.level_name, n.sent_day "
	    "FROM notice n JOIN notice_item i ON i.notice = n.id "
	    "WHERE n.state = 'sent' AND n.sent_day <= :day "
	    "ORDER BY i.item, n.sent_day, n.id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0), cr_col_text(st, 1),
		    cr_col_date(st, 2))) != 0)
			break;
	cr_reset(st);
	return rc;
}
