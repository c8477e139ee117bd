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
	    "INSERT INTO claim (debtor, creditor, item, kind, day, from_day, "
	    "    amount_cents, currency, regime, rates, reason, state, run) "
	    "VALUES (:debtor, :creditor, nullif(:item, 0), :kind, :day, "
	    "    :from, :amount, :currency, :regime, :rates, :reason, "
	    "    'open', :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_int(st, ":debtor", c->debtor);
	cr_bind_int(st, ":creditor", c->creditor);
	cr_bind_int(st, ":item", c->item);
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

int
cr_claim_end(struct cr *cr, int64_t id, enum cr_claim_state state)
{
	static const char now[] =
	    "UPDATE claim SET state = :state, ended_by = :run "
	    "WHERE id = :id AND state = 'open' AND undone_by IS NULL";
	static const char log[] =
	    "INSERT INTO claim_end (claim, state, run) "
	    "VALUES (:id, :state, :run)";
	struct cr_stmt *st = cr_sql(cr, now);
	int err;

	cr_bind_int(st, ":id", id);
	cr_bind_text(st, ":state", states[state]);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) != CR_OK)
		return err;
	if (cr_db_changes(cr) == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no open claim:%lld",
		    (long long)id);
	st = cr_sql(cr, log);
	cr_bind_int(st, ":id", id);
	cr_bind_text(st, ":state", states[state]);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

/* An end of a claim that was known on the day: there is one at most. */
struct end {
	int64_t claim;
	enum cr_claim_state state;
};

struct ends {
	struct end *v;
	size_t n, cap, at;	/* by claim; AT: the next one to come */
};

static int
load_ends(struct cr *cr, const struct cr_runs *runs, struct ends *e)
{
	static const char sql[] =
	    "SELECT claim, state, run, coalesce(undone_by, 0) "
	    "FROM claim_end ORDER BY claim";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		if (!cr_runs_known(runs, cr_col_int(st, 2),
		    cr_col_int(st, 3)))
			continue;
		cr_grow(&e->v, e->n, &e->cap, sizeof(*e->v));
		e->v[e->n].claim = cr_col_int(st, 0);
		e->v[e->n++].state = (enum cr_claim_state)index_of(states,
		    CR_CLAIM_STATES, cr_col_text(st, 1));
	}
	return rc;
}

static void
take_row(struct cr_stmt *st, struct ends *e, struct cr_claim *c)
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
	while (e->at < e->n && e->v[e->at].claim < c->id)
		e->at++;
	if (e->at < e->n && e->v[e->at].claim == c->id)
		c->state = e->v[e->at].state;
}

static int
tell(struct cr *cr, const struct cr_runs *runs, struct ends *e, bool all,
    int (*each)(void *ctx, const struct cr_claim *c), void *ctx)
{
	static const char sql[] =
	    "SELECT id, debtor, creditor, coalesce(item, 0), kind, day, "
	    "    from_day, amount_cents, currency, regime, rates, reason, "
	    "    run, coalesce(undone_by, 0) "
	    "FROM claim ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_claim c;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		if (!cr_runs_known(runs, cr_col_int(st, 12),
		    cr_col_int(st, 13)))
			continue;
		take_row(st, e, &c);
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
	struct cr_runs runs = { 0 };
	struct ends ends = { 0 };
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK &&
	    (rc = load_ends(cr, &runs, &ends)) == CR_OK)
		rc = tell(cr, &runs, &ends, all, each, ctx);
	cr_runs_release(&runs);
	free(ends.v);
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
