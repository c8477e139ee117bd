#include "cr/balance.h"

#include "asof.h"
#include "cr/cr.h"
#include "cr/db.h"

int
cr_horizon(struct cr *cr, struct cr_date d)
{
	static const char sql[] =
	    "UPDATE run SET horizon = max(coalesce(horizon, :day), :day) "
	    "WHERE id = :run";
	struct cr_stmt *st;

	if (d.days <= cr->today.days || d.days <= cr->horizon.days)
		return CR_OK;
	st = cr_sql(cr, sql);
	cr_bind_date(st, ":day", d);
	cr_bind_int(st, ":run", cr->run);
	cr->horizon = d;
	return cr_exec(cr, st);
}

int
cr_open_is_kept(struct cr *cr, struct cr_date day)
{
	static const char sql[] =
	    "SELECT max(day), max(coalesce(horizon, day)) FROM run";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	if (rc == 1)
		rc = cr_col_int(st, 0) <= day.days &&
		    cr_col_int(st, 1) <= day.days;
	cr_reset(st);
	return rc;
}

/* Rows of open_item or open_entry, as kept. */
static int
kept_each(struct cr *cr, const char *sql,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx)
{
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_open o;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		o.item = cr_col_int(st, 0);
		o.debtor = cr_col_int(st, 1);
		o.creditor = cr_col_int(st, 2);
		o.date.days = (int32_t)cr_col_int(st, 3);
		o.due.days = (int32_t)cr_col_int(st, 4);
		o.open = cr_col_money(st, 5);
		cr_asof_currency(&o, cr_col_text(st, 6));
		if ((rc = each(ctx, &o)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_open_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx)
{
	static const char sql[] =
	    "SELECT item, debtor, creditor, date, due, open_cents, currency "
	    "FROM open_item ORDER BY item";
	int rc = cr_open_is_kept(cr, as_of->day);

	if (rc < 0)
		return rc;
	return rc ? kept_each(cr, sql, each, ctx) :
	    cr_asof_items(cr, as_of, each, ctx);
}

int
cr_open_entry_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx)
{
	static const char sql[] =
	    "SELECT entry, debtor, creditor, date, date, open_cents, currency "
	    "FROM open_entry ORDER BY entry";
	int rc = cr_open_is_kept(cr, as_of->day);

	if (rc < 0)
		return rc;
	return rc ? kept_each(cr, sql, each, ctx) :
	    cr_asof_entries(cr, as_of, each, ctx);
}

static int
open_one(struct cr *cr, const char *sql, int64_t id, const char *what,
    struct cr_open *o)
{
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no %s:%lld", what,
		    (long long)id);
	if (rc < 0)
		return rc;
	o->item = id;
	o->debtor = cr_col_int(st, 0);
	o->creditor = cr_col_int(st, 1);
	o->date = cr_col_date(st, 2);
	o->due = cr_col_date(st, 3);
	o->open = cr_col_money(st, 4);
	cr_asof_currency(o, cr_col_text(st, 5));
	cr_reset(st);
	return CR_OK;
}

int
cr_item_open(struct cr *cr, int64_t item, struct cr_open *o)
{
	static const char sql[] =
	    "SELECT doc.debtor, doc.creditor, doc.date, item.due, "
	    "    coalesce(open_cents, 0), doc.currency "
	    "FROM item JOIN doc ON doc.id = item.doc "
	    "LEFT JOIN open_item ON open_item.item = item.id "
	    "WHERE item.id = :id AND item.undone_by IS NULL";

	return open_one(cr, sql, item, "item", o);
}

int
cr_entry_open(struct cr *cr, int64_t entry, struct cr_open *o)
{
	static const char sql[] =
	    "SELECT coalesce(entry.debtor, 0), entry.creditor, entry.date, "
	    "    entry.date, coalesce(open_cents, 0), entry.currency "
	    "FROM entry LEFT JOIN open_entry ON open_entry.entry = entry.id "
	    "WHERE entry.id = :id AND undone_by IS NULL";

	return open_one(cr, sql, entry, "ent", o);
}

/* 1 is the row; the others in the order of the columns. */
static void
put_values(struct cr_stmt *st, const struct cr_open *o)
{
	cr_put_int(st, 1, o->item);
	if (o->debtor != 0)
		cr_put_int(st, 2, o->debtor);
	cr_put_int(st, 3, o->creditor);
	cr_put_int(st, 4, o->date.days);
	cr_put_int(st, 5, o->open.cents);
	cr_put_text(st, 6, o->currency, -1);
	if (cr_date_is_set(o->due))
		cr_put_int(st, 7, o->due.days);
}

static int
put(struct cr *cr, const char *upsert, const char *drop,
    const struct cr_open *o)
{
	struct cr_stmt *st = cr_sql(cr, o->open.cents == 0 ? drop : upsert);

	if (o->open.cents == 0)
		cr_put_int(st, 1, o->item);
	else
		put_values(st, o);
	return cr_exec(cr, st);
}

int
cr_open_add(struct cr *cr, const struct cr_open *o)
{
#define INTO "INSERT INTO open_item (item, debtor, creditor, date, " \
	    "open_cents, currency, due) "
	static const struct cr_insert insert = {
		INTO "VALUES (:item, :debtor, :creditor, :date, :open, "
		    ":currency, :due)", INTO, 7, NULL, 0,
	};
#undef INTO
	struct cr_stmt *st;

	if (o->open.cents == 0)
		return CR_OK;
	st = cr_insert(cr, &insert);
	put_values(st, o);
	return cr_insert_row(cr, st, NULL);
}

int
cr_open_put(struct cr *cr, const struct cr_open *o)
{
	static const char upsert[] =
	    "INSERT INTO open_item (item, debtor, creditor, date, "
	    "    open_cents, currency, due) "
	    "VALUES (:item, :debtor, :creditor, :date, :open, :currency, :due) "
	    "ON CONFLICT (item) DO UPDATE SET open_cents = :open, due = :due";
	static const char drop[] = "DELETE FROM open_item WHERE item = :item";

	return put(cr, upsert, drop, o);
}

int
cr_open_entry_put(struct cr *cr, const struct cr_open *o)
{
	static const char upsert[] =
	    "INSERT INTO open_entry (entry, debtor, creditor, date, "
	    "    open_cents, currency) "
	    "VALUES (:entry, :debtor, :creditor, :date, :open, :currency) "
	    "ON CONFLICT (entry) DO UPDATE SET open_cents = :open, "
	    "    debtor = :debtor";
	static const char drop[] =
	    "DELETE FROM open_entry WHERE entry = :entry";
	struct cr_open e = *o;

	e.due = CR_DATE_NONE;	/* it has none */
	return put(cr, upsert, drop, &e);
}

int
cr_alloc_insert(struct cr *cr, const struct cr_alloc *a)
{
#define INTO "INSERT INTO alloc (item, entry, peer, date, amount_cents, " \
	    "kind, run) "
	static const struct cr_insert insert = {
		INTO "VALUES (:item, :entry, :peer, :date, :amount, :kind, "
		    ":run)", INTO, 7, NULL, 0,
	};
#undef INTO
	struct cr_stmt *st = cr_insert(cr, &insert);
	int err;

	cr_put_int(st, 1, a->item);
	if (a->entry != 0)
		cr_put_int(st, 2, a->entry);
	if (a->peer != 0)
		cr_put_int(st, 3, a->peer);
	cr_put_int(st, 4, a->date.days);
	cr_put_int(st, 5, a->amount.cents);
	cr_put_text(st, 6, a->kind, -1);
	cr_put_int(st, 7, cr->run);
	if ((err = cr_insert_row(cr, st, NULL)) == CR_OK)
		err = cr_horizon(cr, a->date);
	return err;
}

static int
reduce(struct cr *cr, struct cr_open *o, struct cr_money by)
{
	if (cr_money_sub(&o->open, by))
		return CR_OK;
	return cr_fail(cr, CR_ELIMIT, "a balance is too large");
}

int
cr_alloc_add(struct cr *cr, const struct cr_alloc *a)
{
	struct cr_open item, entry;
	int err;

	if ((err = cr_item_open(cr, a->item, &item)) != CR_OK ||
	    (err = reduce(cr, &item, a->amount)) != CR_OK ||
	    (err = cr_open_put(cr, &item)) != CR_OK)
		return err;
	if (a->entry != 0 &&
	    ((err = cr_entry_open(cr, a->entry, &entry)) != CR_OK ||
	    (err = reduce(cr, &entry, a->amount)) != CR_OK ||
	    (err = cr_open_entry_put(cr, &entry)) != CR_OK))
		return err;
	return cr_alloc_insert(cr, a);
}
