#include "match_act.h"

#include <stdlib.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/claim.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/entry.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/mem.h"

/* Proposals: listed, booked, refused; and money that is nobody's. */

/* ---- What the acts have in common --------------------------------------- */

int
cr_match_act(struct cr *cr, const char *what, struct match_act *a,
    int (*go)(struct match_act *a), int (*each)(void *ctx,
    const struct cr_match_row *r), void *ctx)
{
	int err;

	a->cr = cr;
	cr_arena_init(&a->rows.arena);
	if ((err = cr_db_begin(cr)) == CR_OK &&
	    (err = cr_run_begin(cr, what)) == CR_OK)
		err = go(a);
	if (err == CR_OK && a->changed && !cr->dry_run)
		err = cr_db_commit(cr);
	else if (cr_db_in_transaction(cr))
		cr_db_rollback(cr);
	if (err == CR_OK)
		err = cr_match_rows_tell(&a->rows, each, ctx);
	cr_match_rows_release(&a->rows);
	return err;
}

int
cr_match_pass(struct cr *cr, int err)
{
	if (err != CR_ENOTFOUND && err != CR_EINPUT)
		return err;
	cr_refuse(cr, NULL, 0, "%s", cr_errmsg(cr));
	return CR_OK;
}

/* ---- Reading proposals -------------------------------------------------- */

struct reading {
	struct match_rows *rows;
	struct cr_match_row row;
	struct cr *cr;
	size_t n;
};

static int
read_part(void *ctx, const struct cr_matched_part *p)
{
	struct reading *g = ctx;

	g->row.item = p->item;
	g->row.peer = p->peer;
	g->row.claim = p->claim;
	g->row.amount = p->amount;
	g->row.kind = p->kind;
	cr_match_rows_add(g->rows, &g->row);
	return 0;
}

/* The heads of proposals; their parts are read when all heads are. */
static int
read_head(void *ctx, const struct cr_matched *m)
{
	struct reading *g = ctx;
	struct cr_match_row row = {
		.id = m->id, .entry = m->entry, .debtor = m->debtor,
		.state = m->state, .rule = m->rule, .reasons = m->reasons,
		.confidence = m->confidence,
	};

	g->n++;
	cr_match_rows_add(g->rows, &row);
	return 0;
}

static int
read_parts(struct cr *cr, const struct match_rows *heads,
    struct match_rows *rows)
{
	struct reading g = { .rows = rows, .cr = cr };
	struct cr_open o;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < heads->n && err == CR_OK; i++) {
		g.row = heads->v[i];
		if ((err = cr_entry_open(cr, g.row.entry, &o)) != CR_OK)
			break;
		g.row.date = o.date;
		err = cr_matched_part_each(cr, g.row.id, read_part, &g);
	}
	return err;
}

/* The proposals that KEY means: one, or those of an entry. */
static int
heads_of(struct cr *cr, struct cr_key key, struct match_rows *heads)
{
	struct reading g = { .rows = heads };
	int err = cr_matched_each(cr, "waiting",
	    key.kind == CR_KEY_ENTRY ? key.id : 0,
	    key.kind == CR_KEY_MATCH ? key.id : 0, read_head, &g);

	if (err == CR_OK && g.n == 0)
		return cr_fail(cr, CR_ENOTFOUND, "no proposal waits as "
		    "%s:%lld", cr_key_word(key.kind), (long long)key.id);
	return err;
}

int
cr_match_pending(struct cr *cr, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx)
{
	struct match_rows heads = { 0 }, rows = { 0 };
	struct reading g = { .rows = &heads };
	size_t i;
	int err = CR_OK;

	cr_arena_init(&heads.arena);
	cr_arena_init(&rows.arena);
	if (keys == NULL)
		err = cr_matched_each(cr, "waiting", 0, 0, read_head, &g);
	for (i = 0; keys != NULL && i < keys->n && err == CR_OK; i++)
		err = cr_match_pass(cr, heads_of(cr, keys->v[i], &heads));
	if (err == CR_OK && (err = read_parts(cr, &heads, &rows)) == CR_OK)
		err = cr_match_rows_tell(&rows, each, ctx);
	cr_match_rows_release(&heads);
	cr_match_rows_release(&rows);
	return err;
}

/* ---- Booking what was proposed ------------------------------------------ */

/* Is SUM more than what is open, or of the other sign? */
static bool
is_over(struct cr_money sum, struct cr_money open)
{
	return sum.cents != 0 && ((sum.cents > 0) != (open.cents > 0) ||
	    cr_money_abs(sum).cents > cr_money_abs(open).cents);
}

/* What the rows together take from the item or claim of the row at R. */
static int
check_row(struct cr *cr, const struct cr_match_row *r,
    const struct cr_match_row *v, size_t n)
{
	struct cr_key key = { r->claim ? CR_KEY_CLAIM : CR_KEY_ITEM,
		r->claim ? r->claim : r->item };
	struct cr_money sum = { 0 };
	char text[CR_KEY_SIZE];
	struct cr_open o;
	size_t k;
	int err;

	for (k = 0; k < n; k++)
		if (v[k].item == r->item && v[k].claim == r->claim &&
		    !cr_money_add(&sum, v[k].amount))
			return cr_fail(cr, CR_ELIMIT, "a sum is too large");
	if ((err = r->claim ? cr_claim_open(cr, r->claim, &o) :
	    cr_item_open(cr, r->item, &o)) != CR_OK)
		return err;
	return !is_over(sum, o.open) ? CR_OK : cr_fail(cr, CR_EINPUT,
	    "%s has less open than ent:%lld would give it",
	    cr_key_format(key, text), (long long)r->entry);
}

bool
cr_match_is_money(const char *kind)
{
	return strcmp(kind, "payment") == 0 || strcmp(kind, "claim") == 0;
}

/* What all rows together take from each of them, and of the money. */
int
cr_match_check_rows(struct cr *cr, const struct cr_match_row *v, size_t n)
{
	struct cr_money money = { 0 };
	struct cr_open o;
	size_t i;
	int err;

	for (i = 0; i < n; i++) {
		if (cr_match_is_money(v[i].kind) &&
		    !cr_money_add(&money, v[i].amount))
			return cr_fail(cr, CR_ELIMIT, "a sum is too large");
		if ((err = check_row(cr, &v[i], v, n)) != CR_OK)
			return err;
	}
	if (n == 0 || (err = cr_entry_open(cr, v->entry, &o)) != CR_OK)
		return n == 0 ? CR_OK : err;
	return !is_over(money, o.open) ? CR_OK : cr_fail(cr, CR_EINPUT,
	    "ent:%lld has less left than is given away",
	    (long long)v->entry);
}

/* One row: of an item, with its number among the allocations, or a claim. */
static int
book_row(struct cr *cr, const struct cr_match_row *r, struct cr_matched *m)
{
	struct cr_claim_alloc c = { .claim = r->claim, .entry = r->entry,
		.date = r->date, .amount = r->amount };
	struct cr_alloc a = { .item = r->item, .peer = r->peer,
		.entry = cr_match_is_money(r->kind) ? r->entry : 0,
		.date = r->date, .amount = r->amount, .kind = r->kind };
	int err;

	if (r->claim != 0)
		return cr_claim_alloc_add(cr, &c);
	if ((err = cr_alloc_add(cr, &a)) != CR_OK)
		return err;
	m->alloc_to = cr_db_last_id(cr);
	if (m->alloc_from == 0)
		m->alloc_from = m->alloc_to;
	return CR_OK;
}

/* Rows N of one match: allocations, balances, whose money it is. */
int
cr_match_book_rows(struct match_act *a, struct cr_match_row *v, size_t n)
{
	struct cr_matched m = { .entry = v->entry, .debtor = v->debtor,
		.state = "booked", .rule = v->rule, .reasons = v->reasons,
		.confidence = v->confidence };
	struct cr_open o;
	size_t i;
	int err = cr_entry_open(a->cr, v->entry, &o);

	if (err == CR_OK && o.debtor == 0)
		err = cr_match_set_debtor(a->cr, v->entry, 0, v->debtor);
	for (i = 0; i < n && err == CR_OK; i++)
		err = book_row(a->cr, &v[i], &m);
	if (err == CR_OK)
		err = cr_matched_add(a->cr, &m);
	for (i = 0; i < n && err == CR_OK; i++) {
		v[i].id = m.id;
		v[i].state = "booked";
		cr_match_rows_add(&a->rows, &v[i]);
	}
	a->changed = true;
	return err == CR_OK ? cr_match_note(a->cr, "match", v->entry, m.id) :
	    err;
}

int
cr_match_note(struct cr *cr, const char *act, int64_t entry, int64_t id)
{
	struct cr_key key = { CR_KEY_ENTRY, entry };
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_addf(&b, "{\"match\":\"match:%lld\"}", (long long)id);
	err = cr_journal(cr, act, key, id ? b.s : NULL);
	cr_buf_release(&b);
	return err;
}

struct accepting {
	struct match_act a;
	const struct cr_keys *keys;
	bool refuse;
	const char *reason;
};

static int
accept_one(struct accepting *g, const struct cr_match_row *head)
{
	struct match_rows one = { .v = NULL }, rows = { .v = NULL };
	int err;

	cr_arena_init(&one.arena);
	cr_arena_init(&rows.arena);
	cr_match_rows_add(&one, head);
	err = read_parts(g->a.cr, &one, &rows);
	if (err == CR_OK)
		err = cr_match_check_rows(g->a.cr, rows.v, rows.n);
	if (err == CR_OK && rows.n > 0 &&
	    (err = cr_matched_end(g->a.cr, head->id)) == CR_OK)
		err = cr_match_book_rows(&g->a, rows.v, rows.n);
	cr_match_rows_release(&one);
	cr_match_rows_release(&rows);
	return err;
}

static int
refuse_one(struct accepting *g, const struct cr_match_row *head)
{
	struct match_rows one = { .v = NULL }, rows = { .v = NULL };
	struct cr_matched m = { .entry = head->entry, .debtor = head->debtor,
		.state = "refused", .rule = head->rule,
		.reasons = head->reasons, .confidence = head->confidence };
	struct cr_matched_part p;
	size_t i;
	int err;

	cr_arena_init(&one.arena);
	cr_arena_init(&rows.arena);
	cr_match_rows_add(&one, head);
	if ((err = read_parts(g->a.cr, &one, &rows)) == CR_OK &&
	    (err = cr_matched_end(g->a.cr, head->id)) == CR_OK)
		err = cr_matched_add(g->a.cr, &m);
	for (i = 0; i < rows.n && err == CR_OK; i++) {
		p = (struct cr_matched_part){ rows.v[i].item, rows.v[i].peer,
			rows.v[i].claim, rows.v[i].amount, rows.v[i].kind };
		err = cr_matched_part_add(g->a.cr, m.id, (int64_t)i + 1, &p);
		rows.v[i].id = m.id;
		rows.v[i].state = "refused";
		cr_match_rows_add(&g->a.rows, &rows.v[i]);
	}
	g->a.changed = true;
	if (err == CR_OK)
		err = cr_match_note(g->a.cr, "match-refuse", m.entry, m.id);
	cr_match_rows_release(&one);
	cr_match_rows_release(&rows);
	return err;
}

/* Of an entry's proposals the best is booked; but all are refused. */
static int
decide_key(struct accepting *g, struct cr_key key)
{
	struct match_rows heads = { 0 };
	size_t i;
	int err;

	cr_arena_init(&heads.arena);
	err = heads_of(g->a.cr, key, &heads);
	for (i = 0; i < heads.n && err == CR_OK; i++) {
		err = g->refuse ? refuse_one(g, &heads.v[i]) :
		    accept_one(g, &heads.v[i]);
		if (!g->refuse)
			break;
	}
	cr_match_rows_release(&heads);
	return err;
}

static int
decide(struct match_act *a)
{
	struct accepting *g = (struct accepting *)(void *)a;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < g->keys->n && err == CR_OK; i++)
		err = cr_match_pass(a->cr, decide_key(g, g->keys->v[i]));
	return err;
}

int
cr_match_accept(struct cr *cr, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx)
{
	struct accepting g = { .keys = keys };

	return cr_match_act(cr, "--accept", &g.a, decide, each, ctx);
}

int
cr_match_refuse(struct cr *cr, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx)
{
	struct accepting g = { .keys = keys, .refuse = true };

	return cr_match_act(cr, "--refuse", &g.a, decide, each, ctx);
}

static int
end_all(struct cr *cr, const char *state, int64_t entry)
{
	struct match_rows heads = { 0 };
	struct reading g = { .rows = &heads };
	size_t i;
	int err;

	cr_arena_init(&heads.arena);
	err = cr_matched_each(cr, state, entry, 0, read_head, &g);
	for (i = 0; i < heads.n && err == CR_OK; i++)
		err = cr_matched_end(cr, heads.v[i].id);
	cr_match_rows_release(&heads);
	return err;
}

int
cr_match_end_waiting(struct cr *cr, int64_t entry)
{
	return end_all(cr, "waiting", entry);
}

static int
is_bank(void *ctx, const struct cr_receipt *r)
{
	*(bool *)ctx = r->bank;
	return 0;
}

int
cr_match_set_free(struct cr *cr, int64_t entry)
{
	struct cr_open o;
	bool bank = false;
	int err = end_all(cr, "booked", entry);

	if (err != CR_OK || (err = cr_receipt_each(cr, entry, is_bank,
	    &bank)) != CR_OK || !bank ||
	    (err = cr_entry_open(cr, entry, &o)) != CR_OK || o.debtor == 0)
		return err;
	err = cr_match_set_debtor(cr, entry, o.debtor, 0);
	o.debtor = 0;
	return err == CR_OK ? cr_open_entry_put(cr, &o) : err;
}

/* ---- Nobody's ----------------------------------------------------------- */

static int
count_head(void *ctx, const struct cr_matched *m)
{
	size_t *n = ctx;

	(void)m;
	++*n;
	return 0;
}

static int
ignore_one(struct accepting *g, int64_t entry)
{
	struct cr_matched m = { .entry = entry, .state = "ignored",
		.rule = "manual", .reasons = g->reason, .confidence = 10000 };
	struct cr_match_row row = { .entry = entry, .state = "ignored",
		.rule = "manual", .reasons = g->reason, .confidence = 10000 };
	struct cr_open o;
	size_t n = 0;
	int err = cr_entry_open(g->a.cr, entry, &o);

	if (err == CR_OK && (err = cr_matched_each(g->a.cr, "ignored", entry,
	    0, count_head, &n)) == CR_OK && n > 0)
		return CR_OK;
	if (err == CR_OK && o.open.cents == 0)
		return cr_fail(g->a.cr, CR_EINPUT, "nothing of ent:%lld is "
		    "left to ignore", (long long)entry);
	if (err == CR_OK)
		err = cr_match_end_waiting(g->a.cr, entry);
	if (err != CR_OK || (err = cr_matched_add(g->a.cr, &m)) != CR_OK)
		return err;
	g->a.changed = true;
	row.id = m.id;
	row.date = o.date;
	cr_match_rows_add(&g->a.rows, &row);
	return cr_match_note(g->a.cr, "match-ignore", entry, m.id);
}

static int
ignore(struct match_act *a)
{
	struct accepting *g = (struct accepting *)(void *)a;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < g->keys->n && err == CR_OK; i++)
		err = cr_match_pass(a->cr, g->keys->v[i].kind != CR_KEY_ENTRY ?
		    cr_fail(a->cr, CR_EINPUT, "only entries are ignored "
		    "(ent:1)") : ignore_one(g, g->keys->v[i].id));
	return err;
}

int
cr_match_ignore(struct cr *cr, const struct cr_keys *keys,
    const char *reason, int (*each)(void *ctx,
    const struct cr_match_row *r), void *ctx)
{
	struct accepting g = { .keys = keys, .reason = reason };

	return cr_match_act(cr, "--ignore", &g.a, ignore, each, ctx);
}
