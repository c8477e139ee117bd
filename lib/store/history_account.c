#include "history.h"

#include <stdlib.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"

/* Whose an entry was, or whether it had no balance, before a day. */
struct change {
	int64_t entry;
	size_t seq;		/* the last act first */
	int32_t day;
	bool apart;		/* the field; else the debtor */
	int64_t old;		/* 0: nobody */
};

struct reading {
	struct cr *cr;
	struct cr_runs runs;
	int32_t since;
	struct change *changes;
	size_t nchanges, cap_changes;
	int (*each)(void *ctx, const struct cr_account_move *m);
	void *ctx;
};

static int
by_entry(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->entry != y->entry)
		return x->entry < y->entry ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* Undoing a change was an act of its own, which went the other way. */
static int
load_changes(struct reading *r)
{
	static const char sql[] =
	    "SELECT entry, field, old, run AS act, id FROM change "
	    "WHERE entry IS NOT NULL UNION ALL "
	    "SELECT entry, field, new, undone_by, id FROM change "
	    "WHERE entry IS NOT NULL AND undone_by IS NOT NULL "
	    "ORDER BY act DESC, id DESC";
	struct cr_stmt *st = cr_sql(r->cr, sql);
	struct change *c;
	int rc;

	while ((rc = cr_step(r->cr, st)) == 1) {
		if (r->runs.day[cr_col_int(st, 3)] <= r->since)
			continue;
		cr_grow(&r->changes, r->nchanges, &r->cap_changes,
		    sizeof(*r->changes));
		c = &r->changes[r->nchanges];
		c->entry = cr_col_int(st, 0);
		c->seq = r->nchanges++;
		c->day = r->runs.day[cr_col_int(st, 3)];
		c->apart = strcmp(cr_col_text(st, 1), "apart") == 0;
		c->old = cr_col_int(st, 2);
	}
	if (r->nchanges > 1)
		qsort(r->changes, r->nchanges, sizeof(*r->changes), by_entry);
	return rc;
}

/* The changes of ENTRY: where they begin and where they end. */
static void
changes_of(const struct reading *r, int64_t entry, size_t *begin, size_t *end)
{
	size_t low = 0, high = r->nchanges, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (r->changes[mid].entry < entry)
			low = mid + 1;
		else
			high = mid;
	}
	*begin = low;
	while (low < r->nchanges && r->changes[low].entry == entry)
		low++;
	*end = low;
}

/*
 * Tell M, which is now as it stands (and has no balance if APART), in as
 * many parts as there were times between the changes of its entry.
 */
static int
tell(struct reading *r, const struct cr_account_move *now, int64_t entry,
    bool now_apart)
{
	struct cr_account_move m;
	int32_t start = now->known.from, next;
	size_t i, begin, end;
	bool apart;
	int rc = 0;

	changes_of(r, entry, &begin, &end);
	for (; rc == 0 && start < now->known.until; start = next) {
		m = *now;
		apart = now_apart;
		next = now->known.until;
		for (i = begin; i < end; i++) {
			if (r->changes[i].day <= start)
				continue;
			if (r->changes[i].day < next)
				next = r->changes[i].day;
			if (r->changes[i].apart)
				apart = r->changes[i].old != 0;
			else
				m.debtor = r->changes[i].old;
		}
		m.known = (struct cr_known){ start, next };
		if (!apart)
			rc = r->each(r->ctx, &m);
	}
	return rc;
}

static struct cr_date
later(struct cr_date a, struct cr_date b)
{
	return a.days > b.days ? a : b;
}

/*
 * Rows of SQL (debtor, creditor, currency, date, cents, run, undone_by,
 * entry, apart; of an allocation then its own run and undone_by, its date
 * and that of its document). An allocation counts as long as both it and its
 * entry do, and from the day of its document on.
 */
static int
read_rows(struct reading *r, const char *sql, bool alloc)
{
	struct cr_stmt *st = cr_sql(r->cr, sql);
	struct cr_account_move m;
	struct cr_known own;
	int rc;

	cr_bind_int(st, ":day", r->runs.until);
	while ((rc = cr_step(r->cr, st)) == 1) {
		m.debtor = cr_col_int(st, 0);
		m.creditor = cr_col_int(st, 1);
		cr_history_currency(m.currency, cr_col_text(st, 2));
		m.date = cr_col_date(st, 3);
		m.amount = cr_col_money(st, 4);
		m.known = cr_history_known(&r->runs, cr_col_int(st, 5),
		    cr_col_int(st, 6));
		if (alloc) {
			own = cr_history_known(&r->runs, cr_col_int(st, 9),
			    cr_col_int(st, 10));
			if (own.from > m.known.from)
				m.known.from = own.from;
			if (own.until < m.known.until)
				m.known.until = own.until;
			m.date = later(m.date, later(cr_col_date(st, 11),
			    cr_col_date(st, 12)));
			m.amount = cr_money_neg(m.amount);
		}
		if ((rc = tell(r, &m, cr_col_int(st, 7),
		    cr_col_int(st, 8) != 0)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_account_each(struct cr *cr, struct cr_date until, struct cr_date since,
    int (*each)(void *ctx, const struct cr_account_move *m), void *ctx)
{
	static const char sql[] =
	    "SELECT coalesce(debtor, 0), creditor, currency, date, "
	    "    amount_cents, run, coalesce(undone_by, 0), id, apart "
	    "FROM entry WHERE date <= :day";
	static const char sql_alloc[] =
	    "SELECT coalesce(e.debtor, 0), e.creditor, e.currency, e.date, "
	    "    a.amount_cents, e.run, coalesce(e.undone_by, 0), e.id, "
	    "    e.apart, a.run, coalesce(a.undone_by, 0), a.date, doc.date "
	    "FROM alloc a JOIN entry e ON e.id = a.entry "
	    "    JOIN doc ON doc.id = a.item / 1000 "
	    "WHERE a.date <= :day AND e.date <= :day AND doc.date <= :day "
	    "UNION ALL "
	    "SELECT coalesce(e.debtor, 0), e.creditor, e.currency, e.date, "
	    "    a.amount_cents, e.run, coalesce(e.undone_by, 0), e.id, "
	    "    e.apart, a.run, coalesce(a.undone_by, 0), a.date, a.date "
	    "FROM claim_alloc a JOIN entry e ON e.id = a.entry "
	    "WHERE a.date <= :day AND e.date <= :day";
	const struct cr_as_of as_of = { .day = until, .restated = true };
	struct reading r = { .cr = cr, .since = since.days, .each = each,
		.ctx = ctx };
	int rc;

	if ((rc = cr_runs_load(cr, &r.runs, &as_of)) == CR_OK &&
	    (rc = load_changes(&r)) == CR_OK &&
	    (rc = read_rows(&r, sql, false)) == 0)
		rc = read_rows(&r, sql_alloc, true);
	cr_runs_release(&r.runs);
	free(r.changes);
	return rc;
}
