#include "cr/dunning.h"

#include <stdbool.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "pairs.h"

int
cr_dunning_methods(struct cr *cr,
    int (*each)(void *ctx, int64_t item, const char *method), void *ctx)
{
	static const char sql[] =
	    "SELECT id, method FROM item "
	    "WHERE method IS NOT NULL AND undone_by IS NULL ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);

	return cr_each_word(cr, st, each, ctx);
}

int
cr_dunning_unpaid(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t item, struct cr_date returned),
    void *ctx)
{
	static const char sql[] =
	    "SELECT item, date FROM alloc "
	    "WHERE amount_cents < 0 AND kind = 'payment' AND date <= :day "
	    "    AND undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_date(st, ":day", day);
	return cr_each_day(cr, st, each, ctx);
}

int
cr_dunning_segments(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t party, char abc, const char *class_name),
    void *ctx)
{
	static const char sql[] =
	    "SELECT r.party, r.class, (SELECT s.abc FROM segment s "
	    "    WHERE s.party = r.party AND s.day <= :day "
	    "    AND s.undone_by IS NULL ORDER BY s.day DESC, s.id DESC "
	    "    LIMIT 1) FROM rating r "
	    "WHERE r.day <= :day AND r.undone_by IS NULL "
	    "    AND NOT EXISTS (SELECT 1 FROM rating l "
	    "    WHERE l.party = r.party AND l.undone_by IS NULL "
	    "    AND l.day <= :day AND (l.day > r.day OR "
	    "    (l.day = r.day AND l.id > r.id))) ORDER BY r.party";
	struct cr_stmt *st = cr_sql(cr, sql);
	const char *abc;
	int rc;

	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1) {
		abc = cr_col_text(st, 2);
		if ((rc = each(ctx, cr_col_int(st, 0), abc ? abc[0] : '\0',
		    cr_col_text(st, 1))) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

static const char *
keep(struct cr_arena *a, const char *s)
{
	return s != NULL ? cr_arena_strdup(a, s) : NULL;
}

int
cr_dunning_contact(struct cr *cr, int64_t party, const char *channel,
    struct cr_arena *a, const char **address, const char **name)
{
	static const char sql[] =
	    "SELECT id, purpose <> '', address, name FROM contact "
	    "WHERE party = :party AND channel = :channel AND "
	    "    ended_by IS NULL AND purpose IN ('dunning', '')";
	struct cr_stmt *st = cr_sql(cr, sql);
	bool meant = false, found = false;
	int64_t best = 0;
	int rc;

	cr_bind_int(st, ":party", party);
	cr_bind_text(st, ":channel", channel);
	/* There are few: to look at all takes less than to sort them. */
	while ((rc = cr_step(cr, st)) == 1) {
		if (found && (cr_col_int(st, 1) < meant ||
		    (cr_col_int(st, 1) == meant && cr_col_int(st, 0) < best)))
			continue;
		found = true;
		best = cr_col_int(st, 0);
		meant = cr_col_int(st, 1) != 0;
		*address = cr_arena_strdup(a, cr_col_text(st, 2));
		*name = keep(a, cr_col_text(st, 3));
	}
	cr_reset(st);
	return rc < 0 ? rc : found;
}

static int
line(struct cr *cr, struct cr_stmt *st, const char *what, int64_t id,
    struct cr_arena *a, struct cr_dunning_line *out)
{
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no %s:%lld", what,
		    (long long)id);
	if (rc < 0)
		return rc;
	*out = (struct cr_dunning_line){
		.number = cr_arena_strdup(a, cr_col_text(st, 0)),
		.date = cr_col_date(st, 1),
		.due = cr_col_date(st, 2),
		.amount = cr_col_money(st, 3),
		.iban = keep(a, cr_col_text(st, 4)),
		.code = keep(a, cr_col_text(st, 5)),
		.contract = keep(a, cr_col_text(st, 6)),
	};
	cr_reset(st);
	return CR_OK;
}

int
cr_dunning_item(struct cr *cr, int64_t item, struct cr_arena *a,
    struct cr_dunning_line *out)
{
	static const char sql[] =
	    "SELECT doc.number, doc.date, item.due, item.amount_cents, "
	    "    item.iban, item.code, (SELECT CASE WHEN min(r.id) = max(r.id) "
	    "    THEN min(r.id) END FROM doc_reference r "
	    "    WHERE r.doc = item.doc AND r.kind = 'contract') "
	    "FROM item JOIN doc ON doc.id = item.doc WHERE item.id = :id";

	return line(cr, cr_sql(cr, sql), "item", item, a, out);
}

int
cr_dunning_items(struct cr *cr, int (*each)(void *ctx, int64_t item,
    const struct cr_dunning_line *line), void *ctx)
{
	static const char sql[] =
	    "SELECT o.item, doc.number, doc.date, item.due, "
	    "    item.amount_cents, item.iban, item.code FROM open_item o "
	    "JOIN item ON item.id = o.item JOIN doc ON doc.id = item.doc "
	    "ORDER BY o.item";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_dunning_line line = { .contract = NULL };
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		line.number = cr_col_text(st, 1);
		line.date = cr_col_date(st, 2);
		line.due = cr_col_date(st, 3);
		line.amount = cr_col_money(st, 4);
		line.iban = cr_col_text(st, 5);
		line.code = cr_col_text(st, 6);
		if ((rc = each(ctx, cr_col_int(st, 0), &line)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_dunning_contracts(struct cr *cr, int (*each)(void *ctx, int64_t doc,
    const char *contract), void *ctx)
{
	static const char sql[] =
	    "SELECT doc, min(id) FROM doc_reference WHERE kind = 'contract' "
	    "GROUP BY doc HAVING min(id) = max(id) ORDER BY doc";

	return cr_each_word(cr, cr_sql(cr, sql), each, ctx);
}

int
cr_dunning_entry(struct cr *cr, int64_t entry, struct cr_arena *a,
    struct cr_dunning_line *out)
{
	static const char sql[] =
	    "SELECT coalesce(kind, ref), date, date, amount_cents, NULL, NULL, "
	    "    NULL "
	    "FROM entry WHERE id = :id";

	return line(cr, cr_sql(cr, sql), "ent", entry, a, out);
}

int
cr_dunning_copy(struct cr *cr, int64_t item, struct cr_arena *a,
    struct cr_dunning_copy *out)
{
	static const char sql[] =
	    "SELECT d.id, d.number, d.date, p.code, c.code, f.name, f.sha256 "
	    "FROM item i JOIN doc d ON d.id = i.doc "
	    "JOIN party p ON p.id = d.debtor "
	    "JOIN party c ON c.id = d.creditor "
	    "LEFT JOIN einvoice e ON e.doc = d.id AND e.discarded_by IS NULL "
	    "LEFT JOIN file f ON f.id = e.file WHERE i.id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", item);
	if ((rc = cr_step(cr, st)) == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no item:%lld",
		    (long long)item);
	if (rc < 0)
		return rc;
	*out = (struct cr_dunning_copy){
		.doc = cr_col_int(st, 0),
		.number = cr_arena_strdup(a, cr_col_text(st, 1)),
		.date = cr_col_date(st, 2),
		.debtor = keep(a, cr_col_text(st, 3)),
		.creditor = keep(a, cr_col_text(st, 4)),
		.file = keep(a, cr_col_text(st, 5)),
		.sha256 = keep(a, cr_col_text(st, 6)),
	};
	cr_reset(st);
	return CR_OK;
}

int
cr_dunning_why(struct cr *cr, int64_t item, struct cr_arena *a,
    const char **code)
{
	static const char sql[] =
	    "SELECT o.reason FROM bill_item b "
	    "JOIN outcome o ON o.bill = b.bill "
	    "WHERE b.item = :item AND b.undone_by IS NULL "
	    "    AND o.outcome = 'unpaid' AND o.undone_by IS NULL "
	    "    AND o.reason IS NOT NULL ORDER BY o.day DESC, o.id DESC "
	    "LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":item", item);
	if ((rc = cr_step(cr, st)) == 1)
		*code = cr_arena_strdup(a, cr_col_text(st, 0));
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}
