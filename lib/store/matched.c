#include "cr/matched.h"

#include "cr/balance.h"
#include "cr/claim.h"
#include "cr/cr.h"
#include "cr/db.h"

int
cr_matched_add(struct cr *cr, struct cr_matched *m)
{
	static const char sql[] =
	    "INSERT INTO matching (entry, debtor, state, rule, "
	    "    confidence_bp, reasons, run, alloc_from, alloc_to) "
	    "VALUES (:entry, :debtor, :state, :rule, :confidence, :reasons, "
	    "    :run, :from, :to)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_put_int(st, 1, m->entry);
	if (m->debtor != 0)
		cr_put_int(st, 2, m->debtor);
	cr_put_text(st, 3, m->state, -1);
	cr_put_text(st, 4, m->rule, -1);
	cr_put_int(st, 5, m->confidence);
	cr_put_text(st, 6, m->reasons, -1);
	cr_put_int(st, 7, cr->run);
	if (m->alloc_to != 0) {
		cr_put_int(st, 8, m->alloc_from);
		cr_put_int(st, 9, m->alloc_to);
	}
	if ((err = cr_exec(cr, st)) == CR_OK)
		m->id = cr_db_last_id(cr);
	return err;
}

int
cr_matched_part_add(struct cr *cr, int64_t matched, int64_t n,
    const struct cr_matched_part *p)
{
	static const char sql[] =
	    "INSERT INTO matching_part (matching, n, item, peer, "
	    "    amount_cents, kind, claim) "
	    "VALUES (:matching, :n, :item, :peer, :amount, :kind, :claim)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_int(st, 1, matched);
	cr_put_int(st, 2, n);
	if (p->item != 0)
		cr_put_int(st, 3, p->item);
	if (p->peer != 0)
		cr_put_int(st, 4, p->peer);
	cr_put_int(st, 5, p->amount.cents);
	cr_put_text(st, 6, p->kind, -1);
	if (p->claim != 0)
		cr_put_int(st, 7, p->claim);
	return cr_exec(cr, st);
}

#define MATCHINGS \
	"SELECT id, entry, coalesce(debtor, 0), state, rule, reasons, " \
	"    confidence_bp, coalesce(alloc_from, 0), " \
	"    coalesce(alloc_to, -1) FROM matching "

int
cr_matched_each(struct cr *cr, const char *state, int64_t entry, int64_t id,
    int (*each)(void *ctx, const struct cr_matched *m), void *ctx)
{
	static const char of_entry[] = MATCHINGS
	    "WHERE entry = :key AND state = :state AND ended_by IS NULL "
	    "ORDER BY entry, confidence_bp DESC, id";
	static const char one[] = MATCHINGS
	    "WHERE id = :key AND state = :state AND ended_by IS NULL";
	static const char all[] = MATCHINGS
	    "WHERE :key = 0 AND state = :state AND ended_by IS NULL "
	    "ORDER BY entry, confidence_bp DESC, id";
	struct cr_stmt *st = cr_sql(cr, entry ? of_entry : id ? one : all);
	struct cr_matched m;
	int rc;

	cr_bind_int(st, ":key", entry ? entry : id);
	cr_bind_text(st, ":state", state);
	while ((rc = cr_step(cr, st)) == 1) {
		m = (struct cr_matched){
			.id = cr_col_int(st, 0), .entry = cr_col_int(st, 1),
			.debtor = cr_col_int(st, 2),
			.state = cr_col_text(st, 3),
			.rule = cr_col_text(st, 4),
			.reasons = cr_col_text(st, 5),
			.confidence = (int32_t)cr_col_int(st, 6),
			.alloc_from = cr_col_int(st, 7),
			.alloc_to = cr_col_int(st, 8),
		};
		if ((rc = each(ctx, &m)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_matched_part_each(struct cr *cr, int64_t matched,
    int (*each)(void *ctx, const struct cr_matched_part *p), void *ctx)
{
	static const char sql[] =
	    "SELECT coalesce(item, 0), coalesce(peer, 0), amount_cents, "
	    "    kind, coalesce(claim, 0) "
	    "FROM matching_part WHERE matching = :matching ORDER BY n";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_matched_part p;
	int rc;

	cr_bind_int(st, ":matching", matched);
	while ((rc = cr_step(cr, st)) == 1) {
		p = (struct cr_matched_part){
			.item = cr_col_int(st, 0), .peer = cr_col_int(st, 1),
			.amount = cr_col_money(st, 2),
			.kind = cr_col_text(st, 3),
			.claim = cr_col_int(st, 4),
		};
		if ((rc = each(ctx, &p)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_matched_end(struct cr *cr, int64_t id)
{
	static const char sql[] =
	    "UPDATE matching SET ended_by = :run WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":run", cr->run);
	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

int
cr_bound_each(struct cr *cr, int64_t entry,
    int (*each)(void *ctx, const struct cr_bound *b), void *ctx)
{
	/* there is no index of allocations by entry: see cr-match(1) */
	static const char sql[] =
	    "SELECT id, item, coalesce(entry, 0), amount_cents, kind, 0 "
	    "FROM alloc WHERE undone_by IS NULL AND (entry = :entry "
	    "OR id IN (SELECT a.id FROM matching AS m JOIN alloc AS a "
	    "    ON a.id BETWEEN m.alloc_from AND m.alloc_to "
	    "    WHERE m.entry = :entry)) UNION ALL "
	    "SELECT id, 0, entry, amount_cents, 'claim', claim "
	    "FROM claim_alloc WHERE undone_by IS NULL AND entry = :entry "
	    "ORDER BY 6, 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_bound b;
	int rc;

	cr_bind_int(st, ":entry", entry);
	while ((rc = cr_step(cr, st)) == 1) {
		b = (struct cr_bound){
			.alloc = cr_col_int(st, 0), .item = cr_col_int(st, 1),
			.entry = cr_col_int(st, 2),
			.amount = cr_col_money(st, 3),
			.kind = cr_col_text(st, 4),
			.claim = cr_col_int(st, 5),
		};
		if ((rc = each(ctx, &b)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

static int
raise(struct cr *cr, struct cr_open *o, struct cr_money by)
{
	return cr_money_add(&o->open, by) ? CR_OK :
	    cr_fail(cr, CR_ELIMIT, "a balance is too large");
}

static int
undo_claim(struct cr *cr, const struct cr_bound *b)
{
	struct cr_claim_alloc a = { .id = b->alloc, .claim = b->claim,
		.entry = b->entry, .amount = b->amount };

	return cr_claim_alloc_undo(cr, &a);
}

int
cr_bound_undo(struct cr *cr, const struct cr_bound *b)
{
	static const char mark[] =
	    "UPDATE alloc SET undone_by = :run WHERE id = :id";
	static const char note[] =
	    "INSERT INTO unbound (alloc, run) VALUES (:alloc, :run)";
	struct cr_stmt *st;
	struct cr_open o;
	int err;

	if (b->claim != 0)
		return undo_claim(cr, b);
	st = cr_sql(cr, mark);
	cr_bind_int(st, ":run", cr->run);
	cr_bind_int(st, ":id", b->alloc);
	if ((err = cr_exec(cr, st)) != CR_OK)
		return err;
	st = cr_sql(cr, note);
	cr_bind_int(st, ":alloc", b->alloc);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) != CR_OK ||
	    (err = cr_item_open(cr, b->item, &o)) != CR_OK ||
	    (err = raise(cr, &o, b->amount)) != CR_OK ||
	    (err = cr_open_put(cr, &o)) != CR_OK || b->entry == 0)
		return err;
	if ((err = cr_entry_open(cr, b->entry, &o)) == CR_OK &&
	    (err = raise(cr, &o, b->amount)) == CR_OK)
		err = cr_open_entry_put(cr, &o);
	return err;
}
