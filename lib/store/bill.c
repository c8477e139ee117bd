#include "cr/bill.h"

#include <string.h>

#include "collected.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "pairs.h"

static const char *const words[] = { "", "presented", "paid", "unpaid",
    "recalled", "refused" };

const char *
cr_bill_word(enum cr_bill_state state)
{
	return words[state];
}

enum cr_bill_state
cr_bill_parse(const char *word)
{
	int i;

	for (i = 1; word != NULL && i <= CR_BILL_REFUSED; i++)
		if (strcmp(words[i], word) == 0)
			return (enum cr_bill_state)i;
	return CR_BILL_NONE;
}

int
cr_bill_add(struct cr *cr, struct cr_bill *b)
{
	static const char sql[] =
	    "INSERT INTO bill (creditor, source, ref, debtor, due, "
	    "    amount_cents, currency, account, slip, safe, remittance, "
	    "    run) "
	    "VALUES (:creditor, :source, :ref, :debtor, :due, :amount, "
	    "    :currency, :account, :slip, :safe, :remittance, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_int(st, ":creditor", b->creditor);
	cr_bind_text(st, ":source", b->source);
	cr_bind_text(st, ":ref", b->ref);
	if (b->debtor != 0)
		cr_bind_int(st, ":debtor", b->debtor);
	cr_bind_date(st, ":due", b->due);
	cr_bind_money(st, ":amount", b->amount);
	cr_bind_text(st, ":currency", b->currency);
	if (b->account != 0)
		cr_bind_int(st, ":account", b->account);
	cr_bind_text(st, ":slip", b->slip);
	cr_bind_date(st, ":safe", b->safe);
	cr_bind_text(st, ":remittance", b->remittance);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		b->id = cr_db_last_id(cr);
	return err;
}

#define COLUMNS "b.id, b.creditor, coalesce(b.debtor, 0), " \
	"coalesce(b.account, 0), b.source, b.ref, b.due, b.safe, " \
	"b.amount_cents, b.currency, b.slip, b.remittance"

/* What tells the state of a bill: the last of its events that can. */
#define STATE_OF(bill) "(SELECT o.outcome FROM outcome o WHERE o.bill = " \
	bill " AND o.undone_by IS NULL AND o.outcome IN ('presented', " \
	"'paid', 'unpaid', 'recalled', 'refused') " \
	"ORDER BY o.day DESC, o.id DESC LIMIT 1)"

static void
take(struct cr_stmt *st, struct cr_bill *b)
{
	*b = (struct cr_bill){
		.id = cr_col_int(st, 0), .creditor = cr_col_int(st, 1),
		.debtor = cr_col_int(st, 2), .account = cr_col_int(st, 3),
		.source = cr_col_text(st, 4), .ref = cr_col_text(st, 5),
		.due = cr_col_date(st, 6), .safe = cr_col_date(st, 7),
		.amount = cr_col_money(st, 8),
		.slip = cr_col_text(st, 10),
		.remittance = cr_col_text(st, 11),
	};
	strncat(b->currency, cr_col_text(st, 9), CR_CURRENCY_SIZE - 1);
}

static const char *
keep(struct cr_arena *a, const char *s)
{
	return s != NULL ? cr_arena_strdup(a, s) : NULL;
}

int
cr_bill_get(struct cr *cr, int64_t id, struct cr_arena *a,
    struct cr_bill *out)
{
	static const char sql[] = "SELECT " COLUMNS " FROM bill b "
	    "WHERE b.id = :id AND b.undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 1) {
		take(st, out);
		out->source = keep(a, out->source);
		out->ref = keep(a, out->ref);
		out->slip = keep(a, out->slip);
		out->remittance = keep(a, out->remittance);
	}
	cr_reset(st);
	return rc;
}

int
cr_bill_each(struct cr *cr, const struct cr_bill_query *q,
    int (*each)(void *ctx, const struct cr_bill *b, enum cr_bill_state state),
    void *ctx)
{
	static const char by_ref[] = "SELECT " COLUMNS ", " STATE_OF("b.id")
	    " FROM bill b WHERE b.ref = :ref AND b.undone_by IS NULL "
	    "AND b.creditor = :creditor ORDER BY b.id";
	static const char by_amount[] = "SELECT " COLUMNS ", "
	    STATE_OF("b.id") " FROM bill b WHERE b.amount_cents = :amount "
	    "AND b.due BETWEEN :from AND :to AND b.creditor = :creditor "
	    "AND b.undone_by IS NULL AND (b.account IS NULL "
	    "    OR b.account = :account) ORDER BY b.id";
	static const char others[] = "SELECT " COLUMNS ", " STATE_OF("b.id")
	    " FROM bill b WHERE b.creditor = :creditor "
	    "AND b.undone_by IS NULL AND (:slip IS NULL OR b.slip = :slip) "
	    "AND (:from IS NULL OR b.due BETWEEN :from AND :to) "
	    "AND (:account IS NULL OR b.account IS NULL "
	    "    OR b.account = :account) ORDER BY b.id";
	struct cr_stmt *st;
	struct cr_bill b;
	int rc;

	if (q->ref != NULL) {
		st = cr_sql(cr, by_ref);
		cr_bind_text(st, ":ref", q->ref);
	} else if (q->amount.cents != 0) {
		st = cr_sql(cr, by_amount);
		cr_bind_money(st, ":amount", q->amount);
	} else {
		st = cr_sql(cr, others);
		cr_bind_text(st, ":slip", q->slip);
	}
	cr_bind_int(st, ":creditor", q->creditor);
	if (q->ref == NULL) {
		cr_bind_date(st, ":from", q->from);
		cr_bind_date(st, ":to", q->to);
		if (q->account != 0)
			cr_bind_int(st, ":account", q->account);
	}
	while ((rc = cr_step(cr, st)) == 1) {
		take(st, &b);
		if ((rc = each(ctx, &b, cr_bill_parse(cr_col_text(st,
		    12)))) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_bill_item_add(struct cr *cr, int64_t bill, int64_t item,
    struct cr_money amount)
{
	static const char sql[] =
	    "INSERT INTO bill_item (bill, item, amount_cents, run) "
	    "VALUES (:bill, :item, :amount, :run) ON CONFLICT (bill, item) "
	    "WHERE undone_by IS NULL "
	    "DO UPDATE SET amount_cents = :amount, run = :run";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":bill", bill);
	cr_bind_int(st, ":item", item);
	cr_bind_money(st, ":amount", amount);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

int
cr_bill_item_end(struct cr *cr, int64_t bill, int64_t item)
{
	static const char sql[] =
	    "UPDATE bill_item SET undone_by = :run "
	    "WHERE bill = :bill AND item = :item AND undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":run", cr->run);
	cr_bind_int(st, ":bill", bill);
	cr_bind_int(st, ":item", item);
	return cr_exec(cr, st);
}

int
cr_bill_item_barred(struct cr *cr, int64_t bill, int64_t item)
{
	/* a run that undoes another is no person's word about the bill */
	static const char sql[] =
	    "SELECT 1 FROM bill_item AS i JOIN run ON run.id = i.undone_by "
	    "WHERE i.bill = :bill AND (:item = 0 OR i.item = :item) "
	    "AND run.tool = 'cr-match' LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":bill", bill);
	cr_bind_int(st, ":item", item);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

int
cr_bill_item_each(struct cr *cr, int64_t bill,
    int (*each)(void *ctx, int64_t item, struct cr_money amount), void *ctx)
{
	static const char sql[] = "SELECT item, amount_cents FROM bill_item "
	    "WHERE bill = :bill AND undone_by IS NULL ORDER BY item";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":bill", bill);
	return cr_each_amount(cr, st, each, ctx);
}

int
cr_entry_allocs_each(struct cr *cr, int64_t entry,
    int (*each)(void *ctx, int64_t item, struct cr_money amount), void *ctx)
{
	static const char sql[] = "SELECT item, sum(amount_cents) FROM alloc "
	    "WHERE entry = :entry AND undone_by IS NULL GROUP BY item "
	    "HAVING sum(amount_cents) <> 0 ORDER BY item";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":entry", entry);
	return cr_each_amount(cr, st, each, ctx);
}

int
cr_bill_paid_before(struct cr *cr, int64_t item, struct cr_money amount,
    struct cr_date day, int64_t *entry)
{
	/* what went back since took the same sum away again */
	static const char sql[] =
	    "SELECT max(e.id) FROM alloc a JOIN entry e ON e.id = a.entry "
	    "WHERE a.item = :item AND a.undone_by IS NULL "
	    "AND e.date <= :day AND abs(a.amount_cents) = :amount "
	    "AND e.ref NOT LIKE 'bill:%' "
	    "AND upper(e.kind) IN (" COLLECTED ", 'INS') "
	    "HAVING sum(a.amount_cents) > 0";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":item", item);
	cr_bind_money(st, ":amount", amount);
	cr_bind_date(st, ":day", day);
	if ((rc = cr_step(cr, st)) == 1)
		*entry = cr_col_int(st, 0);
	cr_reset(st);
	return rc;
}

int
cr_bill_held_each(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t item, struct cr_money amount,
    struct cr_date safe), void *ctx)
{
	static const char sql[] =
	    "SELECT i.item, i.amount_cents, b.safe FROM bill b "
	    "JOIN bill_item i ON i.bill = b.id AND i.undone_by IS NULL "
	    "WHERE b.safe >= :day AND b.undone_by IS NULL "
	    "AND " STATE_OF("b.id") " = 'presented' ORDER BY b.id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0), cr_col_money(st, 1),
		    cr_col_date(st, 2))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_bill_unpaid_each(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t item, struct cr_date returned),
    void *ctx)
{
	static const char sql[] =
	    "SELECT i.item, max(o.day) FROM outcome o "
	    "JOIN bill_item i ON i.bill = o.bill AND i.undone_by IS NULL "
	    "WHERE o.outcome = 'unpaid' AND o.day <= :day "
	    "AND o.undone_by IS NULL AND " STATE_OF("i.bill") " = 'unpaid' "
	    "GROUP BY i.item";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_date(st, ":day", day);
	return cr_each_day(cr, st, each, ctx);
}

int
cr_bill_loose_each(struct cr *cr,
    int (*each)(void *ctx, int64_t bill, struct cr_date due), void *ctx)
{
	static const char sql[] =
	    "SELECT b.id, b.due FROM bill b WHERE b.debtor IS NOT NULL "
	    "AND b.undone_by IS NULL AND NOT EXISTS (SELECT 1 "
	    "    FROM bill_item i WHERE i.bill = b.id "
	    "    AND i.undone_by IS NULL) ORDER BY b.id";

	return cr_each_day(cr, cr_sql(cr, sql), each, ctx);
}

int
cr_bill_silent_each(struct cr *cr, struct cr_date day, bool credited,
    int (*each)(void *ctx, int64_t bill, struct cr_date due), void *ctx)
{
	static const char sql[] =
	    "SELECT b.id, b.due FROM bill b WHERE b.safe < :day "
	    "AND b.undone_by IS NULL AND " STATE_OF("b.id") " = 'presented' "
	    "AND (:credited = 0 OR EXISTS (SELECT 1 FROM outcome c "
	    "    WHERE c.bill = b.id AND c.outcome = 'credited' "
	    "    AND c.undone_by IS NULL)) ORDER BY b.id";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_date(st, ":day", day);
	cr_bind_int(st, ":credited", credited);
	return cr_each_day(cr, st, each, ctx);
}

int
cr_doc_debtors_each(struct cr *cr, int64_t after,
    int (*each)(void *ctx, int64_t doc, int64_t debtor), void *ctx)
{
	static const char sql[] = "SELECT id, debtor FROM doc "
	    "WHERE id > :after AND undone_by IS NULL AND void_by IS NULL "
	    "ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":after", after);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0),
		    cr_col_int(st, 1))) != 0)
			break;
	cr_reset(st);
	return rc;
}
