#include "cr/story.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "runs.h"

/* A change of an item that was recorded after the day: to be taken back. */
struct later {
	int64_t item;
	size_t seq;		/* the last act first */
	bool due;		/* the due date; else the amount */
	int64_t old, new;
};

/* The reading: items and allocations, both in the order of the items. */
struct reading {
	struct cr *cr;
	struct cr_runs runs;
	struct later *later;
	size_t nlater, cap_later, at_later;
	struct cr_stmt *alloc;
	int rc_alloc;		/* of the step that found the next one */
	struct cr_movement *moves;
	size_t nmoves, cap_moves;
};

static int
by_item(const void *a, const void *b)
{
	const struct later *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static void
add_later(struct reading *r, struct cr_stmt *st)
{
	const char *old = cr_col_text(st, 2), *new = cr_col_text(st, 3);
	struct later *l;

	cr_grow(&r->later, r->nlater, &r->cap_later, sizeof(*r->later));
	l = &r->later[r->nlater];
	l->item = cr_col_int(st, 0);
	l->seq = r->nlater;
	l->due = strcmp(cr_col_text(st, 1), "due") == 0;
	if (old != NULL && new != NULL &&
	    cr_parse_int(old, strlen(old), &l->old) &&
	    cr_parse_int(new, strlen(new), &l->new))
		r->nlater++;
}

/* Undoing a change was an act of its own, which went the other way. */
static int
load_later(struct reading *r)
{
	static const char sql[] =
	    "SELECT item, field, old, new, run AS act, id, 0 FROM change "
	    "WHERE item IS NOT NULL AND field IN ('due', 'amount_cents') "
	    "UNION ALL "
	    "SELECT item, field, new, old, undone_by, id, 1 FROM change "
	    "WHERE item IS NOT NULL AND field IN ('due', 'amount_cents') "
	    "    AND undone_by IS NOT NULL "
	    "ORDER BY act DESC, id DESC";
	struct cr_stmt *st = cr_sql(r->cr, sql);
	int rc;

	if (r->runs.all)
		return CR_OK;
	while ((rc = cr_step(r->cr, st)) == 1)
		if (!cr_runs_happened(&r->runs, cr_col_int(st, 4)))
			add_later(r, st);
	if (r->nlater > 1)
		qsort(r->later, r->nlater, sizeof(*r->later), by_item);
	return rc;
}

static void
take_back(struct reading *r, struct cr_story *s)
{
	const struct later *l;

	for (; r->at_later < r->nlater; r->at_later++) {
		l = &r->later[r->at_later];
		if (l->item > s->item)
			break;
		if (l->item < s->item)
			continue;
		if (l->due)
			s->due.days = (int32_t)l->old;
		else
			s->amount.cents += l->old - l->new;
	}
}

/* Keep the movements by date; those of a day in the order they came. */
static void
add_move(struct reading *r, const struct cr_movement *m)
{
	size_t i;

	cr_grow(&r->moves, r->nmoves, &r->cap_moves, sizeof(*r->moves));
	for (i = r->nmoves++; i > 0 &&
	    r->moves[i - 1].date.days > m->date.days; i--)
		r->moves[i] = r->moves[i - 1];
	r->moves[i] = *m;
}

/* The allocations of ITEM; those of items that do not count are passed. */
static int
take_moves(struct reading *r, int64_t item)
{
	struct cr_stmt *st = r->alloc;
	struct cr_movement m;
	const char *kind;

	r->nmoves = 0;
	for (; r->rc_alloc == 1; r->rc_alloc = cr_step(r->cr, st)) {
		if (cr_col_int(st, 0) > item)
			break;
		if (cr_col_int(st, 0) < item || !cr_runs_known(&r->runs,
		    cr_col_int(st, 4), cr_col_int(st, 5)))
			continue;
		kind = cr_col_text(st, 3);
		m.date = cr_col_date(st, 1);
		m.amount = cr_col_money(st, 2);
		m.money = strcmp(kind, "payment") == 0 ||
		    strcmp(kind, "erp") == 0;
		add_move(r, &m);
	}
	return r->rc_alloc < 0 ? r->rc_alloc : CR_OK;
}

static int
tell(struct reading *r, struct cr_stmt *st,
    int (*each)(void *ctx, const struct cr_story *s), void *ctx)
{
	struct cr_story s = {
		.item = cr_col_int(st, 0),
		.debtor = cr_col_int(st, 1),
		.issue = cr_col_date(st, 2),
		.due = cr_col_date(st, 3),
		.amount = cr_col_money(st, 4),
	};
	int rc;

	take_back(r, &s);
	if ((rc = take_moves(r, s.item)) != CR_OK)
		return rc;
	s.moves = r->moves;
	s.nmoves = r->nmoves;
	return each(ctx, &s);
}

static int
tell_all(struct reading *r, const char *currency,
    int (*each)(void *ctx, const struct cr_story *s), void *ctx,
    int64_t *others)
{
	static const char sql[] =
	    "SELECT item.id, debtor, date, due, amount_cents, item.run, "
	    "    coalesce(item.undone_by, 0), currency "
	    "FROM item JOIN doc ON doc.id = item.doc WHERE date <= :day "
	    "ORDER BY item.id";
	struct cr_stmt *st = cr_sql(r->cr, sql);
	int rc;

	cr_bind_int(st, ":day", r->runs.until);
	while ((rc = cr_step(r->cr, st)) == 1) {
		if (!cr_runs_known(&r->runs, cr_col_int(st, 5),
		    cr_col_int(st, 6)))
			continue;
		if (strcmp(cr_col_text(st, 7), currency) != 0) {
			++*others;
			continue;
		}
		if ((rc = tell(r, st, each, ctx)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_story_each(struct cr *cr, const struct cr_as_of *as_of,
    const char *currency, int (*each)(void *ctx, const struct cr_story *s),
    void *ctx, int64_t *others)
{
	static const char sql[] =
	    "SELECT item, date, amount_cents, kind, run, "
	    "    coalesce(undone_by, 0) "
	    "FROM alloc WHERE date <= :day ORDER BY item, id";
	struct reading r = { .cr = cr };
	int rc;

	*others = 0;
	if ((rc = cr_runs_load(cr, &r.runs, as_of)) == CR_OK &&
	    (rc = load_later(&r)) == CR_OK) {
		r.alloc = cr_sql(cr, sql);
		cr_bind_int(r.alloc, ":day", as_of->day.days);
		if ((r.rc_alloc = rc = cr_step(cr, r.alloc)) >= 0)
			rc = tell_all(&r, currency, each, ctx, others);
		cr_reset(r.alloc);
	}
	cr_runs_release(&r.runs);
	free(r.later);
	free(r.moves);
	return rc;
}

int
cr_unpaid_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t debtor, struct cr_date date,
    const char *kind), void *ctx)
{
	static const char sql[] =
	    "SELECT debtor, date, run, coalesce(undone_by, 0), kind "
	    "FROM entry "
	    "WHERE amount_cents < 0 AND debtor IS NOT NULL AND date <= :day "
	    "AND id NOT IN (SELECT entry FROM alloc "
	    "    JOIN item ON item.id = alloc.item "
	    "    WHERE entry IS NOT NULL AND alloc.amount_cents < 0 "
	    "    AND item.amount_cents < 0)";
	struct cr_runs runs;
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK) {
		st = cr_sql(cr, sql);
		cr_bind_int(st, ":day", runs.until);
		while ((rc = cr_step(cr, st)) == 1)
			if (cr_runs_known(&runs, cr_col_int(st, 2),
			    cr_col_int(st, 3)) && (rc = each(ctx,
			    cr_col_int(st, 0), cr_col_date(st, 1),
			    cr_col_text(st, 4))) != 0)
				break;
		cr_reset(st);
	}
	cr_runs_release(&runs);
	return rc;
}
