#include "cr/claim.h"

#include "asof.h"
#include "cr/cr.h"
#include "cr/db.h"

/* Money against claims: rows, balances, states. */

int
cr_claim_open(struct cr *cr, int64_t id, struct cr_open *o)
{
	static const char sql[] =
	    "SELECT debtor, creditor, day, currency, CASE WHEN state = 'open' "
	    "    THEN amount_cents - coalesce((SELECT sum(amount_cents) "
	    "    FROM claim_alloc WHERE claim = :id AND undone_by IS NULL), "
	    "    0) ELSE 0 END "
	    "FROM claim WHERE id = :id AND undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no claim:%lld",
		    (long long)id);
	if (rc < 0)
		return rc;
	*o = (struct cr_open){ .item = id, .debtor = cr_col_int(st, 0),
	    .creditor = cr_col_int(st, 1), .date = cr_col_date(st, 2),
	    .due = cr_col_date(st, 2), .open = cr_col_money(st, 4) };
	cr_asof_currency(o, cr_col_text(st, 3));
	cr_reset(st);
	return CR_OK;
}

/*
 * The present state of the claims of WHICH, a query with :id, by what ended
 * them and by what they were paid.
 */
#define PAID(what) "SELECT " what " FROM claim_alloc AS a " \
	"WHERE a.claim = claim.id AND a.undone_by IS NULL GROUP BY a.claim " \
	"HAVING sum(a.amount_cents) = claim.amount_cents"
#define SETTLE(which) "UPDATE claim SET state = coalesce(" \
	"(SELECT e.state FROM claim_end AS e WHERE e.claim = claim.id " \
	"AND e.undone_by IS NULL), (" PAID("'paid'") "), 'open'), " \
	"ended_by = coalesce((SELECT e.run FROM claim_end AS e " \
	"WHERE e.claim = claim.id AND e.undone_by IS NULL), (" \
	PAID("max(a.run)") ")) WHERE id IN (" which ")"

static int
settle(struct cr *cr, const char *sql, int64_t id)
{
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

int
cr_claims_undone(struct cr *cr, int64_t run)
{
	static const char sql[] = SETTLE("SELECT claim FROM claim_end "
	    "WHERE run = :id UNION SELECT claim FROM claim_alloc "
	    "WHERE run = :id OR id IN (SELECT alloc FROM claim_unbound "
	    "WHERE run = :id)");

	return settle(cr, sql, run);
}

static int
settle_one(struct cr *cr, int64_t claim)
{
	static const char sql[] = SETTLE(":id");

	return settle(cr, sql, claim);
}

int
cr_claim_alloc_insert(struct cr *cr, const struct cr_claim_alloc *a)
{
	static const char sql[] =
	    "INSERT INTO claim_alloc (claim, entry, date, amount_cents, run) "
	    "VALUES (:claim, :entry, :date, :amount, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_int(st, ":claim", a->claim);
	cr_bind_int(st, ":entry", a->entry);
	cr_bind_date(st, ":date", a->date);
	cr_bind_money(st, ":amount", a->amount);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK &&
	    (err = cr_horizon(cr, a->date)) == CR_OK)
		err = settle_one(cr, a->claim);
	return err;
}

/* The entry has so much less, or more when BY is negative. */
static int
reduce_entry(struct cr *cr, int64_t entry, struct cr_money by)
{
	struct cr_open o;
	int err = cr_entry_open(cr, entry, &o);

	if (err == CR_OK && !cr_money_sub(&o.open, by))
		err = cr_fail(cr, CR_ELIMIT, "a balance is too large");
	return err == CR_OK ? cr_open_entry_put(cr, &o) : err;
}

int
cr_claim_alloc_add(struct cr *cr, const struct cr_claim_alloc *a)
{
	int err = reduce_entry(cr, a->entry, a->amount);

	return err == CR_OK ? cr_claim_alloc_insert(cr, a) : err;
}

int
cr_claim_alloc_undo(struct cr *cr, const struct cr_claim_alloc *a)
{
	static const char mark[] =
	    "UPDATE claim_alloc SET undone_by = :run WHERE id = :id";
	static const char note[] =
	    "INSERT INTO claim_unbound (alloc, run) VALUES (:id, :run)";
	static const char *const sql[] = { mark, note };
	struct cr_stmt *st;
	size_t i;
	int err;

	for (i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		st = cr_sql(cr, sql[i]);
		cr_bind_int(st, ":run", cr->run);
		cr_bind_int(st, ":id", a->id);
		if ((err = cr_exec(cr, st)) != CR_OK)
			return err;
	}
	err = reduce_entry(cr, a->entry, cr_money_neg(a->amount));
	return err == CR_OK ? settle_one(cr, a->claim) : err;
}

int
cr_claim_alloc_each(struct cr *cr, int64_t claim, int64_t entry,
    int (*each)(void *ctx, const struct cr_claim_alloc *a), void *ctx)
{
#define ROWS "SELECT id, claim, entry, date, amount_cents FROM claim_alloc "
	static const char of_claim[] = ROWS
	    "WHERE claim = :id AND undone_by IS NULL ORDER BY id";
	static const char of_entry[] = ROWS
	    "WHERE entry = :id AND undone_by IS NULL ORDER BY id";
#undef ROWS
	struct cr_stmt *st = cr_sql(cr, claim != 0 ? of_claim : of_entry);
	struct cr_claim_alloc a;
	int rc;

	cr_bind_int(st, ":id", claim != 0 ? claim : entry);
	while ((rc = cr_step(cr, st)) == 1) {
		a = (struct cr_claim_alloc){
			.id = cr_col_int(st, 0), .claim = cr_col_int(st, 1),
			.entry = cr_col_int(st, 2),
			.date = cr_col_date(st, 3),
			.amount = cr_col_money(st, 4),
		};
		if ((rc = each(ctx, &a)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}
