#include "cr/history.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "history.h"

/* The reading: items and allocations, both in the order of the items. */
struct reading {
	struct cr *cr;
	struct cr_runs runs;
	int32_t since;
	struct cr_history_change *changes;
	size_t nchanges, cap_changes, at_change;
	struct cr_stmt *alloc;
	int rc_alloc;		/* of the step that found the next one */
	struct cr_history_move *moves;
	size_t nmoves, cap_moves;
	struct cr_movement *scratch;
	size_t cap_scratch;
};

int
cr_first_day(struct cr *cr, struct cr_date *day)
{
	static const char sql[] = "SELECT min(day) FROM run";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	*day = rc == 1 ? cr_col_date(st, 0) : CR_DATE_NONE;
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}

int
cr_knowledge(struct cr *cr, const struct cr_as_of *as_of, struct cr_date *day)
{
	struct cr_date first;
	int err = cr_first_day(cr, &first);

	*day = CR_KNOWN_NOW;
	if (err == CR_OK && !as_of->restated && cr_date_is_set(first) &&
	    as_of->day.days >= first.days)
		*day = as_of->day;
	return err;
}

/* ---- Changes ------------------------------------------------------------ */

static int
by_item(const void *a, const void *b)
{
	const struct cr_history_change *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static void
add_change(struct reading *r, struct cr_stmt *st)
{
	const char *old = cr_col_text(st, 2), *new = cr_col_text(st, 3);
	struct cr_history_change *c;

	cr_grow(&r->changes, r->nchanges, &r->cap_changes,
	    sizeof(*r->changes));
	c = &r->changes[r->nchanges];
	c->item = cr_col_int(st, 0);
	c->seq = r->nchanges;
	c->due = strcmp(cr_col_text(st, 1), "due") == 0;
	c->day = r->runs.day[cr_col_int(st, 4)];
	if (c->day > r->since && old != NULL && new != NULL &&
	    cr_parse_int(old, strlen(old), &c->old) &&
	    cr_parse_int(new, strlen(new), &c->new))
		r->nchanges++;
}

/* Undoing a change was an act of its own, which went the other way. */
static int
load_changes(struct reading *r)
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

	if (r->since == CR_KNOWN_NOW.days)
		return CR_OK;
	while ((rc = cr_step(r->cr, st)) == 1)
		add_change(r, st);
	if (r->nchanges > 1)
		qsort(r->changes, r->nchanges, sizeof(*r->changes), by_item);
	return rc;
}

static void
take_changes(struct reading *r, struct cr_history *h)
{
	while (r->at_change < r->nchanges &&
	    r->changes[r->at_change].item < h->now.item)
		r->at_change++;
	h->changes = r->changes + r->at_change;
	h->nchanges = 0;
	while (r->at_change < r->nchanges &&
	    r->changes[r->at_change].item == h->now.item) {
		r->at_change++;
		h->nchanges++;
	}
}

/* ---- Movements ---------------------------------------------------------- */

static enum cr_move_kind
kind_of(const char *kind)
{
	return strcmp(kind, "payment") == 0 || strcmp(kind, "erp") == 0 ?
	    CR_MOVE_PAID : strcmp(kind, "rounding") == 0 ?
	    CR_MOVE_ROUNDING : strcmp(kind, "writeoff") == 0 ?
	    CR_MOVE_WRITEOFF : strcmp(kind, "void") == 0 ?
	    CR_MOVE_VOID : CR_MOVE_CREDIT;
}

/* Keep the movements by date; those of a day in the order they came. */
static void
add_move(struct reading *r, const struct cr_history_move *m)
{
	size_t i;

	cr_grow(&r->moves, r->nmoves, &r->cap_moves, sizeof(*r->moves));
	for (i = r->nmoves++; i > 0 &&
	    r->moves[i - 1].move.date.days > m->move.date.days; i--)
		r->moves[i] = r->moves[i - 1];
	r->moves[i] = *m;
}

/* The allocations of ITEM; those of items that are not told are passed. */
static int
take_moves(struct reading *r, int64_t item)
{
	struct cr_stmt *st = r->alloc;
	struct cr_history_move m;

	r->nmoves = 0;
	for (; r->rc_alloc == 1; r->rc_alloc = cr_step(r->cr, st)) {
		if (cr_col_int(st, 0) > item)
			break;
		if (cr_col_int(st, 0) < item)
			continue;
		m.move.date = cr_col_date(st, 1);
		m.move.amount = cr_col_money(st, 2);
		m.move.kind = kind_of(cr_col_text(st, 3));
		m.known = cr_history_known(&r->runs, cr_col_int(st, 4),
		    cr_col_int(st, 5));
		add_move(r, &m);
	}
	if (r->nmoves > r->cap_scratch) {
		r->cap_scratch = r->cap_moves;
		r->scratch = cr_reallocarray(r->scratch, r->cap_scratch,
		    sizeof(*r->scratch));
	}
	return r->rc_alloc < 0 ? r->rc_alloc : CR_OK;
}

/* ---- Items -------------------------------------------------------------- */

static int
item(struct reading *r, struct cr_stmt *st,
    int (*each)(void *ctx, const struct cr_history *h), void *ctx)
{
	struct cr_history h = { .now = {
		.item = cr_col_int(st, 0),
		.debtor = cr_col_int(st, 1),
		.creditor = cr_col_int(st, 2),
		.issue = cr_col_date(st, 3),
		.due = cr_col_date(st, 4),
		.amount = cr_col_money(st, 5),
	} };
	int err;

	cr_history_currency(h.now.currency, cr_col_text(st, 6));
	h.known = cr_history_known(&r->runs, cr_col_int(st, 7),
	    cr_col_int(st, 8));
	h.method = cr_col_text(st, 9);
	take_changes(r, &h);
	if ((err = take_moves(r, h.now.item)) != CR_OK)
		return err;
	h.moves = r->moves;
	h.nmoves = r->nmoves;
	h.scratch = r->scratch;
	return each(ctx, &h);
}

static int
read_all(struct reading *r, int (*each)(void *ctx, const struct cr_history *h),
    void *ctx)
{
	static const char sql[] =
	    "SELECT item.id, debtor, creditor, date, due, amount_cents, "
	    "    currency, item.run, coalesce(item.undone_by, 0), method "
	    "FROM item JOIN doc ON doc.id = item.doc WHERE date <= :day "
	    "ORDER BY item.id";
	static const char sql_alloc[] =
	    "SELECT item, date, amount_cents, kind, run, "
	    "    coalesce(undone_by, 0) "
	    "FROM alloc WHERE date <= :day ORDER BY item, id";
	struct cr_stmt *st = cr_sql(r->cr, sql);
	int rc;

	r->alloc = cr_sql(r->cr, sql_alloc);
	cr_bind_int(st, ":day", r->runs.until);
	cr_bind_int(r->alloc, ":day", r->runs.until);
	if ((rc = r->rc_alloc = cr_step(r->cr, r->alloc)) >= 0)
		while ((rc = cr_step(r->cr, st)) == 1)
			if ((rc = item(r, st, each, ctx)) != 0)
				break;
	cr_reset(st);
	cr_reset(r->alloc);
	return rc;
}

int
cr_history_each(struct cr *cr, struct cr_date until, struct cr_date since,
    int (*each)(void *ctx, const struct cr_history *h), void *ctx)
{
	struct reading r = { .cr = cr, .since = since.days };
	const struct cr_as_of as_of = { .day = until, .restated = true };
	int rc;

	if ((rc = cr_runs_load(cr, &r.runs, &as_of)) == CR_OK &&
	    (rc = load_changes(&r)) == CR_OK)
		rc = read_all(&r, each, ctx);
	cr_runs_release(&r.runs);
	free(r.changes);
	free(r.moves);
	free(r.scratch);
	return rc;
}

bool
cr_history_tell(const struct cr_history *h, struct cr_date until,
    struct cr_date knowledge, struct cr_story *s)
{
	const struct cr_history_change *c;
	size_t i;

	if (!cr_known_on(h->known, knowledge) ||
	    h->now.issue.days > until.days)
		return false;
	*s = h->now;
	for (i = 0; i < h->nchanges; i++) {
		c = &h->changes[i];
		if (c->day <= knowledge.days)
			continue;
		if (c->due)
			s->due.days = (int32_t)c->old;
		else
			s->amount.cents += c->old - c->new;
	}
	for (i = 0; i < h->nmoves && h->moves[i].move.date.days <= until.days;
	    i++)
		if (cr_known_on(h->moves[i].known, knowledge))
			h->scratch[s->nmoves++] = h->moves[i].move;
	s->moves = h->scratch;
	return true;
}
