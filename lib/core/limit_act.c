#include "cr/limit_act.h"

#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/operator.h"
#include "cr/party.h"
#include "cr/str.h"
#include "limiting.h"

bool
cr_limiting_is_one(int err)
{
	return err == CR_ENOTFOUND || err == CR_EUSAGE || err == CR_EEXIST ||
	    err == CR_EINPUT;
}

/* Told and passed over, or a reason to stop. */
static int
pass(struct limiting *g, int err)
{
	if (!cr_limiting_is_one(err))
		return err;
	cr_refuse(g->cr, NULL, 0, "%s", cr_errmsg(g->cr));
	return CR_OK;
}

int
cr_limiting_begin(struct cr *cr, const struct cr_limit_rules *rules,
    const char *what, struct limiting *g)
{
	int err;

	*g = (struct limiting){ .cr = cr, .rules = rules };
	cr_arena_init(&g->arena);
	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	return cr_run_begin(cr, what);
}

static void
add(struct limiting *g, int64_t id)
{
	cr_grow(&g->v, g->n, &g->cap, sizeof(*g->v));
	g->v[g->n++] = id;
}

/* ---- What is in force ---------------------------------------------------- */

/* The limit that counts on a day, beside one that is left out. */
struct seek {
	const char *currency;
	struct cr_date day;
	int64_t but;
	struct cr_credit_limit best;	/* id 0: none; its texts are gone */
	const struct cr_limit_ask *same;	/* NULL: not looked for */
	int64_t found;			/* one that says just that */
};

static bool
is_same(const struct cr_credit_limit *l, const struct cr_limit_ask *ask)
{
	return !l->computed && l->amount.cents == ask->amount.cents &&
	    l->day.days == ask->from.days &&
	    l->until.days == ask->until.days;
}

static int
look(void *ctx, const struct cr_credit_limit *l)
{
	struct seek *s = ctx;
	enum cr_kept_state state = cr_kept_state(l, s->day);

	if (strcmp(l->currency, s->currency) != 0 || l->id == s->but)
		return 0;
	if (s->same != NULL && is_same(l, s->same) &&
	    state <= CR_KEPT_FUTURE)
		s->found = l->id;
	if (state == CR_KEPT_COUNTS && (s->best.id == 0 ||
	    cr_kept_before(l, &s->best)))
		s->best = *l;
	return 0;
}

static int
seek(struct cr *cr, int64_t party, struct seek *s)
{
	struct cr_as_of now = { .day = cr->today, .restated = true };

	s->day = cr->today;
	return cr_credit_limit_each(cr, &now, party, look, s);
}

/* A limit to be told, as it stands in this transaction. */
static int
remember(struct limiting *g, int64_t id)
{
	struct seek s = { .but = 0 };
	struct cr_credit_limit l;
	int rc = cr_credit_limit_get(g->cr, id, &g->arena, &l);

	s.currency = l.currency;
	if (rc != 1 || (rc = seek(g->cr, l.party, &s)) != CR_OK)
		return rc;
	l.in_force = s.best.id == id;
	cr_grow(&g->told, g->ntold, &g->captold, sizeof(*g->told));
	g->told[g->ntold++] = l;
	return CR_OK;
}

int
cr_limiting_end(struct limiting *g, int err, cr_kept_fn *each, void *ctx)
{
	size_t i;

	for (i = 0; i < g->n && err == CR_OK; i++)
		err = remember(g, g->v[i]);
	if (err == CR_OK && g->changed && !g->cr->dry_run)
		err = cr_db_commit(g->cr);
	else
		cr_db_rollback(g->cr);
	for (i = 0; i < g->ntold && err == CR_OK; i++)
		err = each(ctx, &g->told[i]);
	free(g->v);
	free(g->told);
	cr_arena_release(&g->arena);
	return err;
}

/* ---- Setting ------------------------------------------------------------- */

static int
check(struct limiting *g, int64_t party, const struct cr_limit_ask *ask)
{
	int32_t longest = g->rules->longest;
	struct cr_party p;
	int rc = cr_party_get(g->cr, party, &g->arena, &p);

	if (rc <= 0)
		return rc < 0 ? rc : cr_fail(g->cr, CR_ENOTFOUND,
		    "there is no pty:%lld", (long long)party);
	if (cr_is_empty(ask->reason))
		return cr_fail(g->cr, CR_EUSAGE, "a limit needs a reason");
	if (!cr_date_is_set(ask->until))
		return longest == 0 ? CR_OK : cr_fail(g->cr, CR_EUSAGE,
		    "a limit that is set must end within %d days",
		    (int)longest);
	if (ask->until.days < ask->from.days ||
	    ask->until.days < g->cr->today.days)
		return cr_fail(g->cr, CR_EUSAGE, "the last day of the limit "
		    "is past");
	if (longest > 0 && ask->until.days - ask->from.days > longest)
		return cr_fail(g->cr, CR_EUSAGE, "a limit that is set must "
		    "end within %d days", (int)longest);
	return CR_OK;
}

/* Does somebody have to approve it? */
static bool
asks(const struct cr_limit_rules *r, const struct cr_limit_ask *ask,
    const struct cr_credit_limit *now)
{
	if (r->approval == CR_APPROVAL_NEVER ||
	    ask->amount.cents <= r->autonomy.cents)
		return false;
	return r->approval == CR_APPROVAL_ALWAYS || (now->id != 0 &&
	    ask->amount.cents > now->amount.cents);
}

static void
detail_of(struct cr_buf *b, const struct cr_credit_limit *l,
    const char *reason)
{
	char day[CR_DATE_SIZE];

	cr_buf_addf(b, "{\"limit\":\"lim:%lld\",\"cents\":%lld,"
	    "\"currency\":\"%s\",\"from\":\"%s\",\"until\":",
	    (long long)l->id, (long long)l->amount.cents, l->currency,
	    cr_date_iso(l->day, day));
	if (cr_date_is_set(l->until))
		cr_buf_addf(b, "\"%s\"", cr_date_iso(l->until, day));
	else
		cr_buf_adds(b, "null");
	cr_buf_addf(b, ",\"asks\":%s,\"reason\":", l->asks ? "true" :
	    "false");
	cr_buf_json(b, cr_is_empty(reason) ? "" : reason);
	cr_buf_addc(b, '}');
}

static int
book(struct limiting *g, const char *act, const struct cr_credit_limit *l,
    const char *reason)
{
	struct cr_key key = { CR_KEY_PARTY, l->party };
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	detail_of(&b, l, reason);
	err = cr_journal(g->cr, act, key, b.s);
	cr_buf_release(&b);
	g->changed = true;
	add(g, l->id);
	return err;
}

int
cr_limiting_set(struct limiting *g, int64_t party,
    const struct cr_limit_ask *ask)
{
	struct seek s = { .currency = ask->currency, .same = ask };
	struct cr_credit_limit l = { .party = party, .amount = ask->amount,
		.day = ask->from, .until = ask->until,
		.reason = ask->reason };
	int err;

	if ((err = check(g, party, ask)) != CR_OK ||
	    (err = seek(g->cr, party, &s)) != CR_OK)
		return err;
	if (s.found != 0) {
		cr_note(g->cr, NULL, 0, "pty:%lld has that limit already",
		    (long long)party);
		add(g, s.found);
		return CR_OK;
	}
	strncpy(l.currency, ask->currency, sizeof(l.currency) - 1);
	l.asks = asks(g->rules, ask, &s.best);
	if ((err = cr_credit_limit_add(g->cr, &l)) != CR_OK)
		return err;
	return book(g, "limit-set", &l, ask->reason);
}

int
cr_limit_set(struct cr *cr, const struct cr_limit_rules *rules,
    const struct cr_keys *keys, const struct cr_limit_ask *ask,
    cr_kept_fn *each, void *ctx)
{
	struct limiting g;
	size_t i;
	int err = cr_limiting_begin(cr, rules, "--set", &g);

	for (i = 0; i < keys->n && err == CR_OK; i++)
		err = pass(&g, cr_limiting_set(&g, keys->v[i].id, ask));
	return cr_limiting_end(&g, err, each, ctx);
}

/* ---- Deciding ------------------------------------------------------------ */

static const char *const journal_acts[] = {
	[CR_LIMIT_APPROVE] = "limit-approve",
	[CR_LIMIT_REFUSE] = "limit-refuse",
	[CR_LIMIT_WITHDRAW] = "limit-withdraw",
};

static int
needs_role(struct limiting *g, int64_t id)
{
	int rc = cr_operator_has(g->cr, "approve");

	if (rc != 0)
		return rc < 0 ? rc : CR_OK;
	return cr_fail(g->cr, CR_EUSAGE, "lim:%lld: operator \"%s\" has no "
	    "role approve", (long long)id, g->cr->operator);
}

/* Another one than who asked decides, where one knows who is who. */
static int
check_decider(struct limiting *g, const struct cr_credit_limit *l)
{
	int rc = cr_operator_any(g->cr);

	if (rc <= 0)
		return rc;
	if (strcmp(l->who, g->cr->operator) == 0)
		return cr_fail(g->cr, CR_EUSAGE, "lim:%lld: \"%s\" asked for "
		    "it; somebody else decides", (long long)l->id, l->who);
	return needs_role(g, l->id);
}

/* Withdrawing a low limit is granting a higher one. */
static int
check_withdraw(struct limiting *g, const struct cr_credit_limit *l,
    enum cr_kept_state state)
{
	struct seek s = { .currency = l->currency, .but = l->id };
	int err;

	if (state != CR_KEPT_COUNTS || g->rules->approval ==
	    CR_APPROVAL_NEVER)
		return CR_OK;
	if ((err = seek(g->cr, l->party, &s)) != CR_OK)
		return err;
	return s.best.id == 0 || s.best.amount.cents > l->amount.cents ?
	    needs_role(g, l->id) : CR_OK;
}

static int
decide(struct limiting *g, int64_t id, enum cr_limit_act act,
    const char *reason)
{
	struct cr_credit_limit l;
	enum cr_kept_state state;
	int rc = cr_credit_limit_get(g->cr, id, &g->arena, &l);

	if (rc <= 0)
		return rc < 0 ? rc : cr_fail(g->cr, CR_ENOTFOUND,
		    "there is no lim:%lld", (long long)id);
	if (l.computed)
		return cr_fail(g->cr, CR_EUSAGE, "lim:%lld is computed: set "
		    "another one instead", (long long)id);
	state = cr_kept_state(&l, g->cr->today);
	if (act == CR_LIMIT_WITHDRAW ? state > CR_KEPT_FUTURE :
	    state != CR_KEPT_PENDING)
		return state == CR_KEPT_COUNTS ? cr_fail(g->cr, CR_EEXIST,
		    "lim:%lld counts already", (long long)id) :
		    cr_fail(g->cr, CR_EEXIST, "lim:%lld is %s",
		    (long long)id, cr_kept_word(state));
	rc = act == CR_LIMIT_WITHDRAW ? check_withdraw(g, &l, state) :
	    check_decider(g, &l);
	if (rc != CR_OK ||
	    (rc = cr_credit_limit_act(g->cr, id, act, reason)) != CR_OK)
		return rc;
	return book(g, journal_acts[act], &l, reason);
}

int
cr_limit_decide(struct cr *cr, const struct cr_limit_rules *rules,
    const struct cr_keys *keys, enum cr_limit_act act, const char *reason,
    cr_kept_fn *each, void *ctx)
{
	static const char *const what[] = {
		[CR_LIMIT_APPROVE] = "--approve",
		[CR_LIMIT_REFUSE] = "--refuse",
		[CR_LIMIT_WITHDRAW] = "--withdraw",
	};
	struct limiting g;
	size_t i;
	int err = cr_limiting_begin(cr, rules, what[act], &g);

	for (i = 0; i < keys->n && err == CR_OK; i++)
		err = pass(&g, decide(&g, keys->v[i].id, act, reason));
	return cr_limiting_end(&g, err, each, ctx);
}
