#include "cr/balance.h"
#include "cr/claim.h"
#include "cr/db.h"
#include "cr/error.h"

/*
 * Balances told again from what they are made of: after an undoing, and to
 * prove that the kept ones are right.
 */
int
cr_open_undone(struct cr *cr, int64_t run)
{
#define UNBOUND "(SELECT alloc FROM unbound WHERE run = :run)"
#define TOUCHED "(SELECT id FROM item WHERE run = :run " \
	    "UNION SELECT item FROM alloc WHERE run = :run " \
	    "UNION SELECT item FROM alloc WHERE id IN " UNBOUND " " \
	    "UNION SELECT item FROM change " \
	    "    WHERE run = :run AND item IS NOT NULL)"
#define ENTRIES "(SELECT id FROM entry WHERE run = :run " \
	    "UNION SELECT entry FROM alloc " \
	    "    WHERE run = :run AND entry IS NOT NULL " \
	    "UNION SELECT entry FROM alloc WHERE entry IS NOT NULL " \
	    "    AND id IN " UNBOUND " " \
	    "UNION SELECT entry FROM claim_alloc WHERE run = :run " \
	    "    OR id IN (SELECT alloc FROM claim_unbound " \
	    "    WHERE run = :run) " \
	    "UNION SELECT entry FROM change " \
	    "    WHERE run = :run AND entry IS NOT NULL)"
	static const char *const sql[] = {
	    "DELETE FROM open_item WHERE item IN " TOUCHED,
	    "INSERT INTO open_item (item, debtor, creditor, date, due, "
	    "    open_cents, currency) "
	    "SELECT id, debtor, creditor, date, due, amount - paid, currency "
	    "FROM (SELECT item.id, debtor, creditor, date, due, currency, "
	    "    amount_cents AS amount, "
	    "    coalesce((SELECT sum(amount_cents) FROM alloc "
	    "    WHERE alloc.item = item.id AND undone_by IS NULL), 0) "
	    "    AS paid "
	    "    FROM item JOIN doc ON doc.id = item.doc "
	    "    WHERE item.undone_by IS NULL AND item.id IN " TOUCHED ") "
	    "AS t WHERE amount <> paid",
	    "DELETE FROM open_entry WHERE entry IN " ENTRIES,
	    "INSERT INTO open_entry (entry, debtor, creditor, date, "
	    "    open_cents, currency) "
	    "SELECT id, debtor, creditor, date, amount - used, currency "
	    "FROM (SELECT id, debtor, creditor, date, currency, "
	    "    amount_cents AS amount, "
	    "    coalesce((SELECT u.sum FROM (SELECT entry, "
	    "    sum(amount_cents) AS sum FROM alloc "
	    "    WHERE undone_by IS NULL AND entry IN " ENTRIES
	    "    GROUP BY entry) AS u WHERE u.entry = entry.id), 0) "
	    "    + coalesce((SELECT sum(amount_cents) FROM claim_alloc AS c "
	    "    WHERE c.entry = entry.id AND c.undone_by IS NULL), 0) "
	    "    AS used "
	    "    FROM entry WHERE undone_by IS NULL AND apart = 0 "
	    "    AND id IN " ENTRIES ") "
	    "AS t WHERE amount <> used",
	};
	struct cr_stmt *st;
	size_t i;
	int err;

	for (i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		st = cr_sql(cr, sql[i]);
		cr_bind_int(st, ":run", run);
		if ((err = cr_exec(cr, st)) != CR_OK)
			return err;
	}
	return cr_claims_undone(cr, run);
#undef UNBOUND
#undef TOUCHED
#undef ENTRIES
}

int
cr_open_check(struct cr *cr, int (*each)(void *ctx, const char *key,
    struct cr_money kept, struct cr_money right), void *ctx)
{
	static const char sql[] =
	    "SELECT * FROM (SELECT 'item:' || i.id AS key, "
	    "    coalesce(o.open_cents, 0) AS kept, CASE WHEN "
	    "    i.undone_by IS NULL THEN i.amount_cents - coalesce(a.sum, 0) "
	    "    ELSE 0 END AS wanted "
	    "    FROM item AS i LEFT JOIN open_item AS o ON o.item = i.id "
	    "    LEFT JOIN (SELECT item, sum(amount_cents) AS sum FROM alloc "
	    "    WHERE undone_by IS NULL GROUP BY item) AS a "
	    "    ON a.item = i.id UNION ALL "
	    "SELECT 'ent:' || e.id, coalesce(o.open_cents, 0), CASE WHEN "
	    "    e.undone_by IS NULL AND e.apart = 0 "
	    "    THEN e.amount_cents - coalesce(a.sum, 0) "
	    "    - coalesce(c.sum, 0) "
	    "    ELSE 0 END "
	    "    FROM entry AS e LEFT JOIN open_entry AS o ON o.entry = e.id "
	    "    LEFT JOIN (SELECT entry, sum(amount_cents) AS sum "
	    "    FROM alloc WHERE undone_by IS NULL GROUP BY entry) AS a "
	    "    ON a.entry = e.id LEFT JOIN (SELECT entry, "
	    "    sum(amount_cents) AS sum FROM claim_alloc "
	    "    WHERE undone_by IS NULL GROUP BY entry) AS c "
	    "    ON c.entry = e.id UNION ALL "
	    /* a claim is paid when nothing is left of it, and never more */
	    "SELECT 'claim:' || c.id, CASE state WHEN 'paid' "
	    "    THEN CASE WHEN EXISTS (SELECT 1 FROM claim_end AS e "
	    "        WHERE e.claim = c.id AND e.undone_by IS NULL) "
	    "        THEN a.sum ELSE c.amount_cents END "
	    "    WHEN 'superseded' THEN 0 "
	    "    ELSE min(a.sum, c.amount_cents - 1) END, a.sum "
	    "    FROM claim AS c JOIN (SELECT claim, sum(amount_cents) AS sum "
	    "    FROM claim_alloc WHERE undone_by IS NULL GROUP BY claim) "
	    "    AS a ON a.claim = c.id) AS t WHERE kept <> wanted";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_text(st, 0), cr_col_money(st, 1),
		    cr_col_money(st, 2))) != 0)
			break;
	cr_reset(st);
	return rc;
}
