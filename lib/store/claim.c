#include "cr/claim.h"

#include <stdio.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "runs.h"

static const char *const kinds[CR_CLAIM_KINDS] = {
	[CR_CLAIM_INTEREST] = "interest",
	[CR_CLAIM_FLAT40] = "flat40",
	[CR_CLAIM_PENALTY] = "penalty",
	[CR_CLAIM_FEE] = "fee",
	[CR_CLAIM_CHARGE] = "charge",
};

static const char *const states[CR_CLAIM_STATES] = {
	[CR_CLAIM_OPEN] = "open",
	[CR_CLAIM_PAID] = "paid",
	[CR_CLAIM_WAIVED] = "waived",
	[CR_CLAIM_SUPERSEDED] = "superseded",
};

const char *
cr_claim_kind_word(enum cr_claim_kind kind)
{
	return kinds[kind];
}

const char *
cr_claim_state_word(enum cr_claim_state state)
{
	return states[state];
}

/* The index of WORD, which a CHECK has kept to one of the N WORDS. */
static int
index_of(const char *const *words, int n, const char *word)
{
	int i;

	for (i = 0; i < n - 1 && !cr_streq(words[i], word); i++)
		;
	return i;
}

int
cr_claim_add(struct cr *cr, struct cr_claim *c)
{
	static const char sql[] =
	    "INSERT INTO claim (debtor, creditor, item, notice, kind, day, "
	    "    from_day, amount_cents, currency, regime, rates, reason, "
	    "    state, run) "
	    "VALUES (:debtor, :creditor, nullif(:item, 0), "
	    "    nullif(:notice, 0), :kind, :day, :from, :amount, :currency, "
	    "    :regime, :rates, :reason, 'open', :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_int(st, ":debtor", c->debtor);
	cr_bind_int(st, ":creditor", c->creditor);
	cr_bind_int(st, ":item", c->item);
	cr_bind_int(st, ":notice", c->notice);
	cr_bind_text(st, ":kind", kinds[c->kind]);
	cr_bind_date(st, ":day", c->day);
	cr_bind_date(st, ":from", c->from);
	cr_bind_money(st, ":amount", c->amount);
	cr_bind_text(st, ":currency", c->currency);
	cr_bind_text(st, ":regime", c->regime);
	cr_bind_text(st, ":rates", c->rates);
	cr_bind_text(st, ":reason", c->reason);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		c->id = cr_db_last_id(cr);
	return err;
}

/* What SQL says of claim ID is written. */
static int
write_end(struct cr *cr, const char *sql, int64_t id,
    enum cr_claim_state state, const char *reason)
{
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":id", id);
	cr_bind_text(st, ":state", states[state]);
	cr_bind_int(st, ":run", cr->run);
	if (reason != NULL)
		cr_bind_text(st, ":reason", reason);
	return cr_exec(cr, st);
}

struct paid {
	struct cr_claim_alloc *v;
	size_t n, cap;
};

static int
take_paid(void *ctx, const struct cr_claim_alloc *a)
{
	struct paid *p = ctx;

	cr_grow(&p->v, p->n, &p->cap, sizeof(*p->v));
	p->v[p->n++] = *a;
	return 0;
}

/* No money stays with a claim that another one stands for. */
static int
set_free(struct cr *cr, int64_t id)
{
	struct paid p = { .n = 0 };
	size_t i;
	int err = cr_claim_alloc_each(cr, id, 0, take_paid, &p);

	for (i = 0; i < p.n && err == CR_OK; i++)
		err = cr_claim_alloc_undo(cr, &p.v[i]);
	free(p.v);
	return err;
}

int
cr_claim_end(struct cr *cr, int64_t id, enum cr_claim_state state)
{
	return cr_claim_close(cr, id, state, NULL);
}

int
cr_claim_close(struct cr *cr, int64_t id, enum cr_claim_state state,
    const char *reason)
{
	static const char now[] =
	    "UPDATE claim SET state = :state, ended_by = :run "
	    "WHERE id = :id AND state = 'open' AND undone_by IS NULL";
	static const char log[] =
	    "INSERT INTO claim_end (claim, state, run) "
	    "VALUES (:id, :state, :run)";
	static const char why[] =
	    "INSERT INTO claim_end (claim, state, run, reason) "
	    "VALUES (:id, :state, :run, :reason)";
	int err = state == CR_CLAIM_SUPERSEDED ? set_free(cr, id) : CR_OK;

	if (err != CR_OK || (err = write_end(cr, now, id, state,
	    NULL)) != CR_OK)
		return err;
	if (cr_db_changes(cr) == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no open claim:%lld",
		    (long long)id);
	return write_end(cr, reason != NULL ? why : log, id, state, reason);
}

/* ---- As they were on a day ---------------------------------------------- */

/* What happened to a claim that was known on the day. */
struct event {
	int64_t claim;
	enum cr_claim_state end;	/* OPEN: money came in instead */
	char *reason;			/* of the end; or NULL */
	struct cr_money amount;
};

struct events {
	struct event *v;
	size_t n, cap, at;	/* by claim; AT: the next one to come */
};

static int
load_events(struct cr *cr, const struct cr_runs *runs, int64_t debtor,
    struct events *e)
{
#define ENDS "SELECT claim AS c, state, 0, run, coalesce(undone_by, 0), " \
	"reason FROM claim_end WHERE true "
#define PAID "SELECT claim, 'open', amount_cents, run, " \
	"coalesce(undone_by, 0), NULL FROM claim_alloc WHERE date <= :day "
#define OF "AND claim IN (SELECT id FROM claim WHERE debtor = :debtor) "
	static const char of_all[] = ENDS "UNION ALL " PAID "ORDER BY c";
	static const char of_one[] = ENDS OF "UNION ALL " PAID OF
	    "ORDER BY c";
#undef ENDS
#undef PAID
#undef OF
	struct cr_stmt *st = cr_sql(cr, debtor != 0 ? of_one : of_all);
	struct event *to;
	int rc;

	cr_bind_int(st, ":day", runs->until);
	if (debtor != 0)
		cr_bind_int(st, ":debtor", debtor);
	while ((rc = cr_step(cr, st)) == 1) {
		if (!cr_runs_known(runs, cr_col_int(st, 3),
		    cr_col_int(st, 4)))
			continue;
		cr_grow(&e->v, e->n, &e->cap, sizeof(*e->v));
		to = &e->v[e->n++];
		to->claim = cr_col_int(st, 0);
		to->end = (enum cr_claim_state)index_of(states,
		    CR_CLAIM_STATES, cr_col_text(st, 1));
		to->amount = cr_col_money(st, 2);
		to->reason = cr_col_null(st, 5) ? NULL :
		    cr_strdup(cr_col_text(st, 5));
	}
	return rc;
}

/* State and balance of C, by the events of it. */
static void
settle(struct events *e, struct cr_claim *c)
{
	c->open = c->amount;
	for (; e->at < e->n && e->v[e->at].claim <= c->id; e->at++) {
		if (e->v[e->at].claim < c->id)
			continue;
		if (e->v[e->at].end == CR_CLAIM_OPEN) {
			cr_money_sub(&c->open, e->v[e->at].amount);
			continue;
		}
		c->state = e->v[e->at].end;
		c->ended = e->v[e->at].reason;
	}
	if (c->state == CR_CLAIM_OPEN && c->open.cents == 0)
		c->state = CR_CLAIM_PAID;
	if (c->state != CR_CLAIM_OPEN)
		c->open.cents = 0;
}

static void
take_row(struct cr_stmt *st, struct cr_claim *c)
{
	*c = (struct cr_claim){ .id = cr_col_int(st, 0) };
	c->debtor = cr_col_int(st, 1);
	c->creditor = cr_col_int(st, 2);
	c->item = cr_col_int(st, 3);
	c->kind = (enum cr_claim_kind)index_of(kinds, CR_CLAIM_KINDS,
	    cr_col_text(st, 4));
	c->day = cr_col_date(st, 5);
	c->from = cr_col_date(st, 6);
	c->amount = cr_col_money(st, 7);
	snprintf(c->currency, sizeof(c->currency), "%s", cr_col_text(st, 8));
	c->regime = cr_col_text(st, 9);
	c->rates = cr_col_text(st, 10);
	c->reason = cr_col_text(st, 11);
	c->notice = cr_col_int(st, 14);
}

static struct cr_stmt *
claims_of(struct cr *cr, int64_t debtor)
{
#define ROWS "SELECT id, debtor, creditor, coalesce(item, 0), kind, day, " \
	"from_day, amount_cents, currency, regime, rates, reason, run, " \
	"coalesce(undone_by, 0), coalesce(notice, 0) FROM claim "
	static const char of_all[] = ROWS "ORDER BY id";
	static const char of_one[] = ROWS "WHERE debtor = :debtor ORDER BY id";
#undef ROWS
	struct cr_stmt *st = cr_sql(cr, debtor != 0 ? of_one : of_all);

	if (debtor != 0)
		cr_bind_int(st, ":debtor", debtor);
	return st;
}

static int
tell(struct cr *cr, const struct cr_runs *runs, struct events *e, bool all,
    int64_t debtor, int (*each)(void *ctx, const struct cr_claim *c),
    void *ctx)
{
	struct cr_stmt *st = claims_of(cr, debtor);
	struct cr_claim c;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		if (!cr_runs_known(runs, cr_col_int(st, 12),
		    cr_col_int(st, 13)))
			continue;
		take_row(st, &c);
		settle(e, &c);
		if ((all || c.state != CR_CLAIM_SUPERSEDED) &&
		    (rc = each(ctx, &c)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_claim_each(struct cr *cr, const struct cr_as_of *as_of, bool all,
    int (*each)(void *ctx, const struct cr_claim *c), void *ctx)
{
	return cr_claim_each_of(cr, as_of, all, 0, each, ctx);
}

int
cr_claim_each_of(struct cr *cr, const struct cr_as_of *as_of, bool all,
    int64_t debtor, int (*each)(void *ctx, const struct cr_claim *c),
    void *ctx)
{
	struct cr_runs runs = { 0 };
	struct events events = { 0 };
	size_t i;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK &&
	    (rc = load_events(cr, &runs, debtor, &events)) == CR_OK)
		rc = tell(cr, &runs, &events, all, debtor, each,
		    ctx);
	cr_runs_release(&runs);
	for (i = 0; i < events.n; i++)
		free(events.v[i].reason);
	free(events.v);
	return rc;
}

int
cr_rates_keep(struct cr *cr, const char *digest, const char *text)
{
	static const char sql[] =
	    "INSERT INTO rates (digest, text, run) "
	    "VALUES (:digest, :text, :run) ON CONFLICT (digest) DO NOTHING";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":digest", digest);
	cr_bind_text(st, ":text", text);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}
