#include "cr/story.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/history.h"
#include "runs.h"

/* Histories on their way to stories of one day and one currency. */
struct telling {
	struct cr_date until, knowledge;
	const char *currency;
	int (*each)(void *ctx, const struct cr_story *s);
	void *ctx;
	int64_t *others;
};

static int
tell(void *ctx, const struct cr_history *h)
{
	struct telling *t = ctx;
	struct cr_story s;

	if (!cr_history_tell(h, t->until, t->knowledge, &s))
		return 0;
	if (strcmp(s.currency, t->currency) != 0) {
		++*t->others;
		return 0;
	}
	return t->each(t->ctx, &s);
}

int
cr_story_each(struct cr *cr, const struct cr_as_of *as_of,
    const char *currency, int (*each)(void *ctx, const struct cr_story *s),
    void *ctx, int64_t *others)
{
	struct telling t = { .until = as_of->day, .currency = currency,
		.each = each, .ctx = ctx, .others = others };
	int err = cr_knowledge(cr, as_of, &t.knowledge);

	*others = 0;
	return err == CR_OK ? cr_history_each(cr, as_of->day, t.knowledge,
	    tell, &t) : err;
}

size_t
cr_story_paid(const struct cr_story *s, struct cr_movement *to)
{
	struct cr_movement back;
	size_t i, n = 0;

	for (i = 0; i < s->nmoves; i++) {
		if (s->moves[i].kind != CR_MOVE_PAID ||
		    s->moves[i].amount.cents == 0)
			continue;
		if (s->moves[i].amount.cents > 0) {
			to[n++] = s->moves[i];
			continue;
		}
		back = s->moves[i];
		for (; n > 0 && back.amount.cents < 0; n--) {
			if (!cr_money_add(&to[n - 1].amount, back.amount) ||
			    to[n - 1].amount.cents > 0)
				break;
			back.amount = to[n - 1].amount;
		}
	}
	return n;
}

int
cr_story_open(const struct cr_story *s, struct cr_money *open)
{
	size_t i;

	*open = s->amount;
	for (i = 0; i < s->nmoves; i++)
		if (!cr_money_sub(open, s->moves[i].amount))
			return CR_ELIMIT;
	return CR_OK;
}

int
cr_unpaid_told(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_unpaid *u), void *ctx)
{
	static const char sql[] =
	    /* bills that were never counted as paid moved no money */
	    "SELECT b.debtor, o.day, o.run, coalesce(o.undone_by, 0), 'INS', "
	    "    coalesce(o.amount_cents, b.amount_cents), b.currency "
	    "FROM outcome o JOIN bill b ON b.id = o.bill "
	    "WHERE o.outcome = 'unpaid' AND o.again IS NULL "
	    "    AND o.entry IS NULL AND b.debtor IS NOT NULL "
	    "    AND o.day <= :day UNION ALL "
	    "SELECT debtor, date, run, coalesce(undone_by, 0), kind, "
	    "    -amount_cents, currency FROM entry "
	    "WHERE amount_cents < 0 AND debtor IS NOT NULL AND apart = 0 "
	    "AND date <= :day "
	    /* an ERP's row of what a bank told too is the same event */
	    "AND NOT (ref NOT LIKE 'bill:%' AND EXISTS (SELECT 1 "
	    "    FROM bill b JOIN outcome o ON o.bill = b.id "
	    "    WHERE b.amount_cents = -entry.amount_cents "
	    "    AND b.debtor = entry.debtor AND o.outcome = 'unpaid' "
	    "    AND o.again IS NULL AND o.day <= :day "
	    "    AND abs(o.day - entry.date) <= 30 "
	    "    AND (:all OR (SELECT day FROM run WHERE id = o.run) "
	    "    <= :day) AND (o.undone_by IS NULL OR (NOT :all AND "
	    "    (SELECT day FROM run WHERE id = o.undone_by) > :day)))) "
	    "AND id NOT IN (SELECT entry FROM alloc "
	    "    JOIN item ON item.id = alloc.item "
	    "    WHERE entry IS NOT NULL AND alloc.amount_cents < 0 "
	    "    AND item.amount_cents < 0)";
	struct cr_unpaid u;
	struct cr_runs runs;
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK) {
		st = cr_sql(cr, sql);
		cr_bind_int(st, ":day", runs.until);
		cr_bind_int(st, ":all", runs.all);
		while ((rc = cr_step(cr, st)) == 1) {
			if (!cr_runs_known(&runs, cr_col_int(st, 2),
			    cr_col_int(st, 3)))
				continue;
			u = (struct cr_unpaid){
				.debtor = cr_col_int(st, 0),
				.date = cr_col_date(st, 1),
				.kind = cr_col_text(st, 4),
				.amount = cr_col_money(st, 5),
				.currency = cr_col_text(st, 6),
			};
			if ((rc = each(ctx, &u)) != 0)
				break;
		}
		cr_reset(st);
	}
	cr_runs_release(&runs);
	return rc;
}

/* Who asks for no amount. */
struct unpaid_call {
	int (*each)(void *ctx, int64_t debtor, struct cr_date date,
	    const char *kind);
	void *ctx;
};

static int
tell_unpaid(void *ctx, const struct cr_unpaid *u)
{
	struct unpaid_call *c = ctx;

	return c->each(c->ctx, u->debtor, u->date, u->kind);
}

int
cr_unpaid_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t debtor, struct cr_date date,
    const char *kind), void *ctx)
{
	struct unpaid_call c = { each, ctx };

	return cr_unpaid_told(cr, as_of, tell_unpaid, &c);
}
