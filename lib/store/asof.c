#include "asof.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "runs.h"

static int
by_item(const void *key, const void *row)
{
	int64_t k = *(const int64_t *)key;
	int64_t i = ((const struct cr_open *)row)->item;

	return (k > i) - (k < i);
}

struct cr_open *
cr_told_find(const struct cr_told *t, int64_t item)
{
	return t->n == 0 ? NULL :
	    bsearch(&item, t->v, t->n, sizeof(*t->v), by_item);
}

/*
 * Rows of SQL (id, debtor, creditor, date, due, cents, currency, run,
 * undone_by) that count; those dated later do not. DEBTOR 0: of everybody.
 */
static int
load(struct cr *cr, const char *sql, const struct cr_runs *r, int64_t debtor,
    struct cr_told *t)
{
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_open *o;
	int rc;

	cr_bind_int(st, ":day", r->until);
	cr_bind_int(st, ":debtor", debtor);
	while ((rc = cr_step(cr, st)) == 1) {
		if (!cr_runs_known(r, cr_col_int(st, 7), cr_col_int(st, 8)))
			continue;
		cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
		o = &t->v[t->n++];
		o->item = cr_col_int(st, 0);
		o->debtor = cr_col_int(st, 1);
		o->creditor = cr_col_int(st, 2);
		o->date = cr_col_date(st, 3);
		o->due = cr_col_date(st, 4);
		o->open = cr_col_money(st, 5);
		cr_asof_currency(o, cr_col_text(st, 6));
	}
	return rc;
}

/*
 * Take the allocations that count (row, date, cents, run, undone_by) off.
 * An allocation of a row that does not count does not either.
 */
static int
reduce(struct cr *cr, const char *sql, const struct cr_runs *r,
    const struct cr_told *t)
{
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_open *o;
	int rc;

	cr_bind_int(st, ":day", r->until);
	while ((rc = cr_step(cr, st)) == 1) {
		if (!cr_runs_known(r, cr_col_int(st, 2), cr_col_int(st, 3)) ||
		    (o = cr_told_find(t, cr_col_int(st, 0))) == NULL)
			continue;
		if (!cr_money_sub(&o->open, cr_col_money(st, 1))) {
			cr_reset(st);
			return cr_fail(cr, CR_ELIMIT,
			    "a balance is too large");
		}
	}
	return rc;
}

/* What one field of an item was: the change, or its undoing, taken back. */
static void
take_back(struct cr_open *o, const char *field, const char *now,
    const char *then)
{
	int64_t a, b;

	if (now == NULL || then == NULL ||
	    !cr_parse_int(now, strlen(now), &a) ||
	    !cr_parse_int(then, strlen(then), &b))
		return;
	if (strcmp(field, "due") == 0)
		o->due.days = (int32_t)b;
	else if (strcmp(field, "amount_cents") == 0)
		o->open.cents += b - a;
}

/*
 * Items are kept as they are now. Walk back over what changed them since,
 * last act first; undoing a change was an act of its own.
 */
static int
unchange(struct cr *cr, const struct cr_runs *r, const struct cr_told *t)
{
	static const char sql[] =
	    "SELECT item, field, old, new, run AS act, id, 0 FROM change "
	    "WHERE item IS NOT NULL UNION ALL "
	    "SELECT item, field, new, old, undone_by, id, 1 FROM change "
	    "WHERE item IS NOT NULL AND undone_by IS NOT NULL "
	    "ORDER BY act DESC, id DESC";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_open *o;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		if (cr_runs_happened(r, cr_col_int(st, 4)) ||
		    (o = cr_told_find(t, cr_col_int(st, 0))) == NULL)
			continue;
		take_back(o, cr_col_text(st, 1), cr_col_text(st, 3),
		    cr_col_text(st, 2));
	}
	return rc;
}

int
cr_told_items(struct cr *cr, const struct cr_runs *r, int64_t debtor,
    struct cr_told *t)
{
#define COLUMNS "SELECT item.id, debtor, creditor, date, due, " \
	"amount_cents, currency, item.run, coalesce(item.undone_by, 0) "
	static const char of_all[] = COLUMNS
	    "FROM item JOIN doc ON doc.id = item.doc WHERE date <= :day "
	    "    AND :debtor = 0 ORDER BY item.id";
	/* of one debtor the documents are passed over, and not the items */
	static const char of_one[] = COLUMNS
	    "FROM doc CROSS JOIN item ON item.id > doc.id * 1000 "
	    "    AND item.id < doc.id * 1000 + 1000 "
	    "WHERE date <= :day AND debtor = :debtor ORDER BY item.id";
#undef COLUMNS
	int rc;

	if ((rc = load(cr, debtor != 0 ? of_one : of_all, r, debtor,
	    t)) != 0)
		return rc;
	return unchange(cr, r, t);
}

/*
 * What an entry was: whose, and whether it was apart, which stands in the
 * place of its due day. An entry that has changed nothing is not met here.
 */
static int
unchange_entries(struct cr *cr, const struct cr_runs *r,
    const struct cr_told *t)
{
	static const char sql[] =
	    "SELECT entry, field, old, run AS act, id FROM change "
	    "WHERE entry IS NOT NULL UNION ALL "
	    "SELECT entry, field, new, undone_by, id FROM change "
	    "WHERE entry IS NOT NULL AND undone_by IS NOT NULL "
	    "ORDER BY act DESC, id DESC";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_open *o;
	int64_t v;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		if (cr_runs_happened(r, cr_col_int(st, 3)) ||
		    (o = cr_told_find(t, cr_col_int(st, 0))) == NULL)
			continue;
		v = cr_col_int(st, 2);	/* NULL is 0, nobody */
		if (strcmp(cr_col_text(st, 1), "apart") == 0)
			o->due.days = (int32_t)v;
		else if (strcmp(cr_col_text(st, 1), "debtor") == 0)
			o->debtor = v;
	}
	return rc;
}

int
cr_told_entries(struct cr *cr, const struct cr_runs *r, int64_t debtor,
    struct cr_told *t)
{
	static const char sql[] =
	    "SELECT id, coalesce(debtor, 0), creditor, date, apart, "
	    "    amount_cents, currency, run, coalesce(undone_by, 0) "
	    "FROM entry WHERE date <= :day AND (apart = 0 AND "
	    "    (:debtor = 0 OR debtor = :debtor) OR id IN "
	    "    (SELECT entry FROM change WHERE entry IS NOT NULL)) "
	    "ORDER BY id";
	size_t i, n = 0;
	int rc;

	if ((rc = load(cr, sql, r, debtor, t)) != 0 ||
	    (rc = unchange_entries(cr, r, t)) != 0)
		return rc;
	for (i = 0; i < t->n; i++) {
		if (t->v[i].due.days != 0 ||
		    (debtor != 0 && t->v[i].debtor != debtor))
			continue;
		t->v[n] = t->v[i];
		t->v[n].due = t->v[n].date;
		n++;
	}
	t->n = n;
	return 0;
}

static int
tell(const struct cr_told *t, int (*each)(void *ctx, const struct cr_open *o),
    void *ctx)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < t->n && rc == 0; i++)
		if (t->v[i].open.cents != 0)
			rc = each(ctx, &t->v[i]);
	return rc;
}

int
cr_asof_items(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx)
{
	static const char sql_alloc[] =
	    "SELECT item, amount_cents, run, coalesce(undone_by, 0) "
	    "FROM alloc WHERE date <= :day";
	struct cr_runs r = { 0 };
	struct cr_told t = { 0 };
	int rc;

	if ((rc = cr_runs_load(cr, &r, as_of)) == 0 &&
	    (rc = cr_told_items(cr, &r, 0, &t)) == 0 &&
	    (rc = reduce(cr, sql_alloc, &r, &t)) == 0)
		rc = tell(&t, each, ctx);
	cr_runs_release(&r);
	free(t.v);
	return rc;
}

/* Money that came before the invoice it paid is on account till then. */
int
cr_asof_entries(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx)
{
	static const char sql_alloc[] =
	    "SELECT entry, amount_cents, alloc.run, "
	    "    coalesce(alloc.undone_by, 0) "
	    "FROM alloc JOIN doc ON doc.id = alloc.item / 1000 "
	    "WHERE entry IS NOT NULL AND alloc.date <= :day "
	    "    AND doc.date <= :day UNION ALL "
	    "SELECT entry, amount_cents, run, coalesce(undone_by, 0) "
	    "FROM claim_alloc WHERE date <= :day";
	struct cr_runs r = { 0 };
	struct cr_told t = { 0 };
	int rc;

	if ((rc = cr_runs_load(cr, &r, as_of)) == 0 &&
	    (rc = cr_told_entries(cr, &r, 0, &t)) == 0 &&
	    (rc = reduce(cr, sql_alloc, &r, &t)) == 0)
		rc = tell(&t, each, ctx);
	cr_runs_release(&r);
	free(t.v);
	return rc;
}
