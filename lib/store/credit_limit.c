#include "cr/credit_limit.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"
#include "runs.h"

static const char *const states[CR_KEPT_STATES] = {
	[CR_KEPT_COUNTS] = "counts",
	[CR_KEPT_PENDING] = "pending",
	[CR_KEPT_FUTURE] = "future",
	[CR_KEPT_ENDED] = "ended",
	[CR_KEPT_REFUSED] = "refused",
	[CR_KEPT_WITHDRAWN] = "withdrawn",
};

static const char *const acts[CR_LIMIT_ACTS] = {
	[CR_LIMIT_NOTHING] = "",
	[CR_LIMIT_APPROVE] = "approve",
	[CR_LIMIT_REFUSE] = "refuse",
	[CR_LIMIT_WITHDRAW] = "withdraw",
};

const char *
cr_kept_word(enum cr_kept_state state)
{
	return states[state];
}

const char *
cr_limit_act_word(enum cr_limit_act act)
{
	return acts[act];
}

bool
cr_kept_parse(const char *word, enum cr_kept_state *out)
{
	int i;

	for (i = 0; i < CR_KEPT_STATES; i++)
		if (strcmp(word, states[i]) == 0) {
			*out = (enum cr_kept_state)i;
			return true;
		}
	return false;
}

static void
bind_text(struct cr_stmt *st, const char *name, const char *text)
{
	if (cr_is_empty(text))
		cr_bind_null(st, name);
	else
		cr_bind_text(st, name, text);
}

int
cr_credit_limit_add(struct cr *cr, struct cr_credit_limit *l)
{
	static const char sql[] =
	    "INSERT INTO credit_limit (party, origin, amount_cents, "
	    "    currency, day, until_day, reason, who, asks, class, part, "
	    "    rules, detail, run) "
	    "VALUES (:party, :origin, :amount, :currency, :day, :until, "
	    "    :reason, :who, :asks, :class, :part, :rules, :detail, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_int(st, ":party", l->party);
	cr_bind_text(st, ":origin", l->computed ? "computed" : "set");
	cr_bind_money(st, ":amount", l->amount);
	cr_bind_text(st, ":currency", l->currency);
	cr_bind_date(st, ":day", l->day);
	cr_bind_date(st, ":until", l->until);
	bind_text(st, ":reason", l->reason);
	cr_bind_text(st, ":who", l->who != NULL ? l->who : cr->operator);
	cr_bind_int(st, ":asks", l->asks);
	bind_text(st, ":class", l->class_name);
	bind_text(st, ":part", l->part);
	bind_text(st, ":rules", l->rules);
	bind_text(st, ":detail", l->detail);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		l->id = cr_db_last_id(cr);
	return err;
}

int
cr_credit_limit_act(struct cr *cr, int64_t id, enum cr_limit_act act,
    const char *reason)
{
	static const char sql[] =
	    "INSERT INTO limit_act (credit_limit, act, reason, who, run) "
	    "VALUES (:limit, :act, :reason, :who, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":limit", id);
	cr_bind_text(st, ":act", acts[act]);
	bind_text(st, ":reason", reason);
	cr_bind_text(st, ":who", cr->operator);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

int
cr_limit_rules_keep(struct cr *cr, const char *digest, const char *text)
{
	static const char sql[] =
	    "INSERT INTO limit_rules (digest, text, run) "
	    "VALUES (:digest, :text, :run) ON CONFLICT (digest) DO NOTHING";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":digest", digest);
	cr_bind_text(st, ":text", text);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

static enum cr_limit_act
parse_act(const char *word)
{
	int i;

	for (i = CR_LIMIT_APPROVE; i < CR_LIMIT_WITHDRAW; i++)
		if (strcmp(acts[i], word) == 0)
			break;
	return (enum cr_limit_act)i;
}

#define COLUMNS "l.id, l.party, l.origin, l.amount_cents, l.currency, " \
	"l.day, l.until_day, l.reason, l.who, l.asks, l.class, l.part, " \
	"l.rules, l.detail, l.run, coalesce(l.undone_by, 0), r.day"

/* Columns as above; text is borrowed. */
static void
take(struct cr_stmt *st, struct cr_credit_limit *l)
{
	*l = (struct cr_credit_limit){ .id = cr_col_int(st, 0),
		.party = cr_col_int(st, 1),
		.computed = *cr_col_text(st, 2) == 'c',
		.amount = cr_col_money(st, 3), .day = cr_col_date(st, 5),
		.until = cr_col_date(st, 6), .reason = cr_col_text(st, 7),
		.who = cr_col_text(st, 8), .asks = cr_col_int(st, 9) != 0,
		.class_name = cr_col_text(st, 10),
		.part = cr_col_text(st, 11), .rules = cr_col_text(st, 12),
		.detail = cr_col_text(st, 13), .told = cr_col_date(st, 16),
		.acted = CR_DATE_NONE };
	strncpy(l->currency, cr_col_text(st, 4), sizeof(l->currency) - 1);
}

/* The last act on L that was known; its texts until the next call. */
static int
find_act(struct cr *cr, const struct cr_runs *r, struct cr_credit_limit *l)
{
	static const char sql[] =
	    "SELECT act, r.day, who, reason, a.run, "
	    "    coalesce(a.undone_by, 0) FROM limit_act a "
	    "JOIN run r ON r.id = a.run WHERE credit_limit = :id "
	    "ORDER BY a.id DESC";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", l->id);
	while ((rc = cr_step(cr, st)) == 1) {
		if (!cr_runs_known(r, cr_col_int(st, 4), cr_col_int(st, 5)))
			continue;
		l->act = parse_act(cr_col_text(st, 0));
		l->acted = cr_col_date(st, 1);
		l->actor = cr_col_text(st, 2);
		l->act_reason = cr_col_text(st, 3);
		return CR_OK;
	}
	return rc;
}

int
cr_credit_limit_each(struct cr *cr, const struct cr_as_of *as_of,
    int64_t party, int (*each)(void *ctx, const struct cr_credit_limit *l),
    void *ctx)
{
	static const char all[] = "SELECT " COLUMNS " FROM credit_limit l "
	    "JOIN run r ON r.id = l.run ORDER BY l.party, l.day, l.id";
	static const char one[] = "SELECT " COLUMNS " FROM credit_limit l "
	    "JOIN run r ON r.id = l.run WHERE l.party = :party "
	    "ORDER BY l.day, l.id";
	struct cr_runs r = { 0 };
	struct cr_credit_limit l;
	struct cr_stmt *st;
	int rc = cr_runs_load(cr, &r, as_of);

	if (rc != 0)
		goto out;
	st = cr_sql(cr, party != 0 ? one : all);
	if (party != 0)
		cr_bind_int(st, ":party", party);
	while ((rc = cr_step(cr, st)) == 1) {
		if (!cr_runs_known(&r, cr_col_int(st, 14),
		    cr_col_int(st, 15)))
			continue;
		take(st, &l);
		if ((rc = find_act(cr, &r, &l)) != CR_OK ||
		    (rc = each(ctx, &l)) != 0)
			break;
	}
	cr_reset(st);
out:
	cr_runs_release(&r);
	return rc;
}

static void
keep(struct cr_arena *a, const char **text)
{
	if (*text != NULL)
		*text = cr_arena_strdup(a, *text);
}

int
cr_credit_limit_get(struct cr *cr, int64_t id, struct cr_arena *a,
    struct cr_credit_limit *out)
{
	static const char sql[] = "SELECT " COLUMNS " FROM credit_limit l "
	    "JOIN run r ON r.id = l.run WHERE l.id = :id "
	    "AND l.undone_by IS NULL";
	struct cr_runs r = { .all = true };
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc, err;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) != 1)
		return rc;
	take(st, out);
	err = find_act(cr, &r, out);
	keep(a, &out->reason);
	keep(a, &out->who);
	keep(a, &out->class_name);
	keep(a, &out->part);
	keep(a, &out->rules);
	keep(a, &out->detail);
	keep(a, &out->actor);
	keep(a, &out->act_reason);
	cr_reset(st);
	return err != CR_OK ? err : 1;
}

enum cr_kept_state
cr_kept_state(const struct cr_credit_limit *l, struct cr_date day)
{
	if (l->act == CR_LIMIT_REFUSE)
		return CR_KEPT_REFUSED;
	if (l->act == CR_LIMIT_WITHDRAW)
		return CR_KEPT_WITHDRAWN;
	if (cr_date_is_set(l->until) && l->until.days < day.days)
		return CR_KEPT_ENDED;
	if (l->asks && l->act != CR_LIMIT_APPROVE)
		return CR_KEPT_PENDING;
	return l->day.days > day.days ? CR_KEPT_FUTURE : CR_KEPT_COUNTS;
}

bool
cr_kept_before(const struct cr_credit_limit *a,
    const struct cr_credit_limit *b)
{
	if (a->computed != b->computed)
		return b->computed;
	if (a->day.days != b->day.days)
		return a->day.days > b->day.days;
	return a->id > b->id;
}

/* The limits of one party after those of another. */
struct in_force {
	struct cr_date day;
	const char *currency;
	struct cr_credit_limit best;	/* id 0: none; its texts are gone */
	int (*each)(void *ctx, int64_t party, struct cr_money limit);
	void *ctx;
};

static int
tell_best(struct in_force *f)
{
	return f->best.id == 0 ? 0 : f->each(f->ctx, f->best.party,
	    f->best.amount);
}

static int
take_best(void *ctx, const struct cr_credit_limit *l)
{
	struct in_force *f = ctx;
	int rc;

	if (strcmp(l->currency, f->currency) != 0 ||
	    cr_kept_state(l, f->day) != CR_KEPT_COUNTS)
		return 0;
	if (f->best.party != l->party) {
		if ((rc = tell_best(f)) != 0)
			return rc;
		f->best = *l;
	} else if (cr_kept_before(l, &f->best)) {
		f->best = *l;
	}
	return 0;
}

int
cr_limit_in_force_each(struct cr *cr, const struct cr_as_of *as_of,
    const char *currency,
    int (*each)(void *ctx, int64_t party, struct cr_money limit), void *ctx)
{
	struct in_force f = { .day = as_of->day, .currency = currency,
		.each = each, .ctx = ctx };
	int rc = cr_credit_limit_each(cr, as_of, 0, take_best, &f);

	return rc != 0 ? rc : tell_best(&f);
}
