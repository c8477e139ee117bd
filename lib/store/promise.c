#include "cr/promise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "runs.h"

static const char *const words[CR_PROMISE_STATES] = {
	[CR_PROMISE_OPEN] = "open",
	[CR_PROMISE_KEPT] = "kept",
	[CR_PROMISE_PARTLY] = "partly",
	[CR_PROMISE_BROKEN] = "broken",
	[CR_PROMISE_WITHDRAWN] = "withdrawn",
};

const char *
cr_promise_word(enum cr_promise_state state)
{
	return words[state];
}

bool
cr_promise_parse(const char *word, enum cr_promise_state *out)
{
	int i;

	for (i = 0; i < CR_PROMISE_STATES; i++)
		if (cr_streq(words[i], word)) {
			*out = (enum cr_promise_state)i;
			return true;
		}
	return false;
}

int
cr_promise_add(struct cr *cr, struct cr_promise *p)
{
	static const char sql[] =
	    "INSERT INTO promise (debtor, creditor, currency, from_day, day, "
	    "    until_day, amount_cents, since, run) "
	    "VALUES (:debtor, :creditor, :currency, :from, :day, :until, "
	    "    :amount, :since, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_int(st, ":debtor", p->debtor);
	if (p->creditor != 0)
		cr_bind_int(st, ":creditor", p->creditor);
	else
		cr_bind_null(st, ":creditor");
	cr_bind_text(st, ":currency", p->currency);
	cr_bind_date(st, ":from", p->from);
	cr_bind_date(st, ":day", p->day);
	cr_bind_date(st, ":until", p->until);
	cr_bind_money(st, ":amount", p->amount);
	cr_bind_int(st, ":since", p->since != 0 ? p->since : cr->run);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		p->id = cr_db_last_id(cr);
	return err;
}

/* A promise, and what is gathered of it. */
struct row {
	struct cr_promise p;
	int32_t limit;		/* the last day of money that is looked at */
	int64_t open;		/* of its items, then */
	bool items;		/* there are any */
	bool holds;		/* one was not, before its end */
};

struct reading {
	struct cr *cr;
	struct cr_runs runs;
	struct row *v;
	size_t n, cap;
};

static struct row *
find(const struct reading *r, int64_t id)
{
	size_t lo = 0, hi = r->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (r->v[mid].p.id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < r->n && r->v[lo].p.id == id ? &r->v[lo] : NULL;
}

static int
read_promises(struct reading *r, struct cr_date since)
{
	static const char sql[] =
	    "SELECT id, debtor, coalesce(creditor, 0), currency, from_day, "
	    "    day, until_day, amount_cents, run, since FROM promise "
	    "WHERE :since IS NULL OR until_day >= :since ORDER BY id";
	struct cr_stmt *st = cr_sql(r->cr, sql);
	struct row *w;
	int rc;

	cr_bind_date(st, ":since", since);
	while ((rc = cr_step(r->cr, st)) == 1) {
		if (!cr_runs_happened(&r->runs, cr_col_int(st, 8)))
			continue;
		cr_grow(&r->v, r->n, &r->cap, sizeof(*r->v));
		w = &r->v[r->n++];
		*w = (struct row){ .p = { .id = cr_col_int(st, 0),
		    .debtor = cr_col_int(st, 1),
		    .creditor = cr_col_int(st, 2),
		    .from = cr_col_date(st, 4), .day = cr_col_date(st, 5),
		    .until = cr_col_date(st, 6),
		    .amount = cr_col_money(st, 7),
		    .since = cr_col_int(st, 9),
		    .last = CR_DATE_NONE } };
		snprintf(w->p.currency, sizeof(w->p.currency), "%s",
		    cr_col_text(st, 3));
		w->limit = w->p.until.days < r->runs.until ?
		    w->p.until.days : r->runs.until;
	}
	return rc;
}

/* Its holds, whether all were lifted, and what was told of it. */
static int
read_holds(struct reading *r)
{
	static const char holds[] =
	    "SELECT promise, id, lifted_by, (SELECT day FROM run "
	    "    WHERE run.id = lifted_by) FROM hold "
	    "WHERE promise IS NOT NULL ORDER BY id DESC";
	static const char told[] =
	    "SELECT promise, state, run, coalesce(undone_by, 0) "
	    "FROM promise_told ORDER BY rowid";
	struct cr_stmt *st = cr_sql(r->cr, holds);
	struct row *w;
	int rc;

	while ((rc = cr_step(r->cr, st)) == 1) {
		if ((w = find(r, cr_col_int(st, 0))) == NULL)
			continue;
		w->p.hold = cr_col_int(st, 1);
		if (cr_col_null(st, 2) || !cr_runs_happened(&r->runs,
		    cr_col_int(st, 2)) || cr_col_int(st, 3) >
		    w->p.until.days)
			w->holds = true;
	}
	if (rc != 0)
		return rc;
	st = cr_sql(r->cr, told);
	while ((rc = cr_step(r->cr, st)) == 1)
		if ((w = find(r, cr_col_int(st, 0))) != NULL &&
		    cr_runs_known(&r->runs, cr_col_int(st, 2),
		    cr_col_int(st, 3)))
			cr_promise_parse(cr_col_text(st, 1), &w->p.told);
	return rc;
}

/* Does money of DAY, booked by RUN, come within the days of W? */
static bool
is_within(const struct row *w, int32_t day, int64_t run)
{
	return day <= w->limit && (day > w->p.from.days ||
	    (day == w->p.from.days && run > w->p.since));
}

static int
add_money(struct reading *r, struct row *w, int32_t day,
    struct cr_money amount)
{
	if (!cr_money_add(&w->p.came, amount))
		return cr_fail(r->cr, CR_ELIMIT, "the sum of what came for "
		    "hold:%lld is too large", (long long)w->p.hold);
	if (amount.cents > 0 && day > w->p.last.days)
		w->p.last.days = day;
	return 0;
}

/* What one item of the promise W received, and what is left of it. */
static int
add_item(struct reading *r, struct row *w, int64_t item)
{
	static const char amount[] =
	    "SELECT amount_cents FROM item WHERE id = :item";
	static const char allocs[] =
	    "SELECT a.amount_cents, coalesce(e.date, a.date), a.date, a.run, "
	    "    coalesce(a.undone_by, 0), a.kind IN ('payment', 'erp', "
	    "    'charges') FROM alloc a LEFT JOIN entry e ON e.id = a.entry "
	    "WHERE a.item = :item";
	struct cr_stmt *st = cr_sql(r->cr, amount);
	struct cr_money m;
	int rc;

	cr_bind_int(st, ":item", item);
	if ((rc = cr_step(r->cr, st)) == 1)
		w->open += cr_col_int(st, 0);
	cr_reset(st);
	w->items = true;
	st = cr_sql(r->cr, allocs);
	cr_bind_int(st, ":item", item);
	while (rc >= 0 && (rc = cr_step(r->cr, st)) == 1) {
		if (!cr_runs_known(&r->runs, cr_col_int(st, 3),
		    cr_col_int(st, 4)))
			continue;
		m = cr_col_money(st, 0);
		if (cr_col_int(st, 2) <= w->limit)
			w->open -= m.cents;
		if (cr_col_int(st, 5) != 0 && is_within(w,
		    (int32_t)cr_col_int(st, 1), cr_col_int(st, 3)) &&
		    (rc = add_money(r, w, (int32_t)cr_col_int(st, 1), m)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

/* A pair of a promise and an item that it is for. */
struct pair {
	int64_t promise, item;
};

struct pairs {
	struct pair *v;
	size_t n, cap;
};

static int
read_pairs(struct reading *r, const char *sql, struct pairs *p)
{
	struct cr_stmt *st = cr_sql(r->cr, sql);
	int rc;

	while ((rc = cr_step(r->cr, st)) == 1) {
		if (find(r, cr_col_int(st, 0)) == NULL ||
		    !cr_runs_known(&r->runs, cr_col_int(st, 2),
		    cr_col_int(st, 3)))
			continue;
		cr_grow(&p->v, p->n, &p->cap, sizeof(*p->v));
		p->v[p->n++] = (struct pair){ cr_col_int(st, 0),
		    cr_col_int(st, 1) };
	}
	return rc;
}

/*
 * The items of all promises: those that are held one by one, and of a party
 * those of documents that there were on the day it gave its word. Documents
 * are gone through once for all parties, since no index leads to them.
 */
static int
read_items(struct reading *r)
{
	static const char items[] =
	    "SELECT promise, item, hold.run, 0 FROM hold "
	    "WHERE promise IS NOT NULL AND item IS NOT NULL";
	static const char parties[] =
	    "SELECT hold.promise, item.id, item.run, "
	    "    coalesce(item.undone_by, 0) "
	    "FROM doc CROSS JOIN hold ON hold.party = doc.debtor "
	    "    AND hold.promise IS NOT NULL "
	    "JOIN promise ON promise.id = hold.promise "
	    "    AND promise.currency = doc.currency "
	    "    AND doc.date <= promise.from_day "
	    "    AND coalesce(promise.creditor, doc.creditor) = doc.creditor "
	    "JOIN item ON item.id BETWEEN doc.id * 1000 AND "
	    "    doc.id * 1000 + 999 "
	    "WHERE EXISTS (SELECT 1 FROM hold WHERE promise IS NOT NULL "
	    "    AND party IS NOT NULL)";
	struct pairs p = { 0 };
	size_t i;
	int rc;

	if ((rc = read_pairs(r, items, &p)) == 0)
		rc = read_pairs(r, parties, &p);
	for (i = 0; i < p.n && rc == 0; i++)
		rc = add_item(r, find(r, p.v[i].promise), p.v[i].item);
	free(p.v);
	return rc;
}

/* What of an entry is on account, by what is known. */
static int
on_account(struct reading *r, int64_t entry, struct cr_money *left)
{
	static const char sql[] =
	    "SELECT amount_cents, run, coalesce(undone_by, 0) FROM alloc "
	    "WHERE entry = :entry";
	struct cr_stmt *st = cr_sql(r->cr, sql);
	int rc;

	cr_bind_int(st, ":entry", entry);
	while ((rc = cr_step(r->cr, st)) == 1)
		if (cr_runs_known(&r->runs, cr_col_int(st, 1),
		    cr_col_int(st, 2)) &&
		    !cr_money_sub(left, cr_col_money(st, 0))) {
			rc = cr_fail(r->cr, CR_ELIMIT, "a balance is too "
			    "large");
			break;
		}
	cr_reset(st);
	return rc;
}

struct money {
	int64_t entry, promise, run;
	int32_t day;
	struct cr_money amount;
};

static int
read_account(struct reading *r)
{
	static const char sql[] =
	    "SELECT entry.id, promise.id, entry.run, entry.date, "
	    "    entry.amount_cents, coalesce(entry.undone_by, 0) "
	    "FROM entry CROSS JOIN promise "
	    "    ON promise.debtor = entry.debtor "
	    "    AND promise.currency = entry.currency "
	    "    AND coalesce(promise.creditor, entry.creditor) = "
	    "    entry.creditor AND entry.date BETWEEN promise.from_day "
	    "    AND promise.until_day "
	    "WHERE entry.apart = 0 AND entry.amount_cents > 0";
	struct cr_stmt *st = cr_sql(r->cr, sql);
	struct money *v = NULL;
	size_t n = 0, cap = 0, i;
	struct row *w;
	int rc;

	while ((rc = cr_step(r->cr, st)) == 1) {
		if (find(r, cr_col_int(st, 1)) == NULL ||
		    !cr_runs_known(&r->runs, cr_col_int(st, 2),
		    cr_col_int(st, 5)))
			continue;
		cr_grow(&v, n, &cap, sizeof(*v));
		v[n++] = (struct money){ cr_col_int(st, 0),
		    cr_col_int(st, 1), cr_col_int(st, 2),
		    (int32_t)cr_col_int(st, 3), cr_col_money(st, 4) };
	}
	for (i = 0; i < n && rc == 0; i++) {
		w = find(r, v[i].promise);
		if (!is_within(w, v[i].day, v[i].run))
			continue;
		rc = on_account(r, v[i].entry, &v[i].amount);
		if (rc == 0 && v[i].amount.cents > 0)
			rc = add_money(r, w, v[i].day, v[i].amount);
	}
	free(v);
	return rc;
}

static enum cr_promise_state
judge(const struct row *w, struct cr_date day)
{
	if (w->p.came.cents >= w->p.amount.cents || (w->items &&
	    w->open <= 0))
		return CR_PROMISE_KEPT;
	if (!w->holds)
		return CR_PROMISE_WITHDRAWN;
	if (day.days <= w->p.until.days)
		return CR_PROMISE_OPEN;
	return w->p.came.cents > 0 ? CR_PROMISE_PARTLY : CR_PROMISE_BROKEN;
}

int
cr_promise_each(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_date since, int (*each)(void *ctx, const struct cr_promise *p),
    void *ctx)
{
	struct reading r = { .cr = cr };
	size_t i;
	int rc;

	if ((rc = cr_runs_load(cr, &r.runs, as_of)) == 0 &&
	    (rc = read_promises(&r, since)) == 0 && r.n > 0 &&
	    (rc = read_holds(&r)) == 0 && (rc = read_items(&r)) == 0)
		rc = read_account(&r);
	for (i = 0; i < r.n && rc == 0; i++) {
		r.v[i].p.state = judge(&r.v[i], as_of->day);
		rc = each(ctx, &r.v[i].p);
	}
	cr_runs_release(&r.runs);
	free(r.v);
	return rc;
}

int
cr_promise_tell(struct cr *cr, const struct cr_promise *p)
{
	static const char sql[] =
	    "INSERT INTO promise_told (promise, state, came_cents, day, run) "
	    "VALUES (:promise, :state, :came, :day, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":promise", p->id);
	cr_bind_text(st, ":state", words[p->state]);
	cr_bind_money(st, ":came", p->came);
	cr_bind_date(st, ":day", cr->today);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}
