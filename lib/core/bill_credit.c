#include "bill_bank.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/bank_sort.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"

/*
 * A bank credits the bills of a slip in one sum, of all or of those due on
 * one day. Which they are, the sum tells if it does so in one way only.
 */

#define DUE_BEFORE 120		/* days before the credit, and after */
#define DUE_AFTER 400

struct waiting {
	int64_t id;
	const char *slip;
	int32_t due;
	int64_t cents;
	bool riba;
};

struct slips {
	struct cr *cr;
	struct cr_arena arena;
	const struct cr_bank_movement *m;
	struct waiting *v;
	size_t n, cap;
};

/*
 * It counts what a bill was on the day of the credit: what came back later
 * had been credited too.
 */
static int
keep(void *ctx, const struct cr_bill *b, enum cr_bill_state state)
{
	struct slips *s = ctx;
	struct cr_date at;
	int64_t id;
	int rc;

	if (strcmp(b->currency, s->m->currency) != 0 ||
	    state == CR_BILL_NONE)
		return 0;
	if ((rc = cr_outcome_last(s->cr, b->id, s->m->date, &id, &state,
	    &at)) < 0)
		return rc;
	if (state != CR_BILL_PRESENTED && state != CR_BILL_PAID)
		return 0;
	if ((rc = cr_outcome_has(s->cr, b->id, "credited", 0)) != 0)
		return rc < 0 ? rc : 0;
	cr_grow(&s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n++] = (struct waiting){
		.id = b->id, .due = b->due.days, .cents = b->amount.cents,
		.slip = cr_arena_strdup(&s->arena, b->slip ? b->slip : ""),
		.riba = strcmp(b->source, "riba") == 0,
	};
	return 0;
}

static int
by_slip(const void *x, const void *y)
{
	return strcmp(((const struct waiting *)x)->slip,
	    ((const struct waiting *)y)->slip);
}

static int
by_due(const void *x, const void *y)
{
	const struct waiting *a = x, *b = y;

	return (a->due > b->due) - (a->due < b->due);
}

static int
by_both(const void *x, const void *y)
{
	int c = by_slip(x, y);

	return c != 0 ? c : by_due(x, y);
}

static int
by_id(const void *x, const void *y)
{
	const struct waiting *a = x, *b = y;

	return (a->id > b->id) - (a->id < b->id);
}

/* How many groups by COMPARE have the sum; FROM and TO are the last one. */
static int
groups(struct slips *s, int (*compare)(const void *, const void *),
    size_t *from, size_t *to)
{
	size_t i, k;
	int64_t sum;
	int found = 0;

	qsort(s->v, s->n, sizeof(*s->v), compare);
	for (i = 0; i < s->n; i = k) {
		sum = 0;
		for (k = i; k < s->n && compare(&s->v[i], &s->v[k]) == 0; k++)
			sum += s->v[k].cents;
		if (sum != s->m->amount.cents)
			continue;
		*from = i;
		*to = k;
		found++;
	}
	return found;
}

/* The bank may name the slip: then it is that one or none. */
static void
only_named(struct slips *s)
{
	const char *id = s->m->text[CR_BT_PAYMENT_ID];
	size_t i, n = 0;

	for (i = 0; id != NULL && i < s->n; i++)
		n += strcmp(s->v[i].slip, id) == 0;
	if (n == 0)
		return;
	for (i = n = 0; i < s->n; i++)
		if (strcmp(s->v[i].slip, id) == 0)
			s->v[n++] = s->v[i];
	s->n = n;
}

static int
book(struct slips *s, size_t from, size_t to, int64_t *bills)
{
	static const struct cr_money none = { 0 };
	char causale[3] = "";
	bool after;		/* "dopo incasso": only what was paid */
	size_t i;
	int rc = CR_OK;

	cr_bank_causale(s->m->text[CR_BT_CODE], causale);
	for (i = from; i < to && rc == CR_OK; i++) {
		after = s->v[i].riba && strcmp(causale, "56") == 0;
		rc = cr_bill_told(s->cr, s->m, s->v[i].id, after ? "paid" :
		    "credited", none);
		++*bills;
	}
	return rc != CR_OK ? rc : cr_bank_set_apart(s->cr, s->m->entry);
}

int
cr_bill_credit(struct cr *cr, const struct cr_bank_movement *m,
    int64_t *bills)
{
	static int (*const ways[])(const void *, const void *) = { by_slip,
	    by_both, by_due, by_id };
	struct slips s = { .cr = cr, .m = m };
	struct cr_bill_query q = {
		.creditor = m->creditor, .account = m->account,
		.from = { m->date.days - DUE_BEFORE },
		.to = { m->date.days + DUE_AFTER },
	};
	size_t i, from = 0, to = 0;
	int rc, found = 0;

	cr_arena_init(&s.arena);
	if ((rc = cr_bill_each(cr, &q, keep, &s)) == 0 && s.n > 0) {
		only_named(&s);
		for (i = 0; i < 4 && found == 0; i++)
			found = groups(&s, ways[i], &from, &to);
		if (found == 1)
			rc = book(&s, from, to, bills);
	}
	free(s.v);
	cr_arena_release(&s.arena);
	return rc < 0 ? rc : found == 1;
}
