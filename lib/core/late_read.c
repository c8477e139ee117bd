#include "late.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/history.h"
#include "cr/hold.h"
#include "cr/mem.h"

enum { THURSDAY = 3 };		/* what 1970-01-01 was, from Monday */

struct reading {
	struct cr *cr;
	struct cr_late_past *past;
	const char *currency;
	const struct cr_learn *learn;
	struct cr_date until, knowledge;
	int32_t first;		/* the ledger's first day */
	size_t cap;
	struct cr_late_event *dispute;	/* on items, by number and day */
	size_t ndisputes, at, cap_disputes, cap_insolvent;
};

/* The day on which a fact of DATE, recorded on RUN, was known. */
static int32_t
known_on(const struct reading *r, int32_t date, int32_t run)
{
	return date < r->first || run < date ? date : run;
}

/* ---- Holds --------------------------------------------------------------- */

static void
add_event(struct cr_late_event **v, size_t *n, size_t *cap, int64_t id,
    int32_t day)
{
	cr_grow(v, *n, cap, sizeof(**v));
	(*v)[(*n)++] = (struct cr_late_event){ id, day };
}

static int
add_hold(void *ctx, const struct cr_hold *h)
{
	struct reading *r = ctx;
	struct cr_late_past *p = r->past;
	int32_t day;

	if (h->set.days > r->knowledge.days || h->from.days > r->until.days)
		return 0;
	day = known_on(r, h->from.days, h->set.days);
	if (h->on.kind == CR_KEY_ITEM && h->kind == CR_HOLD_DISPUTE)
		add_event(&r->dispute, &r->ndisputes, &r->cap_disputes,
		    h->on.id, day);
	else if (h->on.kind == CR_KEY_PARTY && h->kind == CR_HOLD_INSOLVENCY)
		add_event(&p->insolvent, &p->ninsolvent, &r->cap_insolvent,
		    h->on.id, day);
	return 0;
}

static int
by_id(const void *a, const void *b)
{
	const struct cr_late_event *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->day > y->day) - (x->day < y->day);
}

static int
read_holds(struct reading *r)
{
	static const struct cr_key any;
	struct cr_late_past *p = r->past;
	int err = cr_hold_each(r->cr, any, CR_DATE_NONE, add_hold, r);

	if (r->ndisputes > 1)
		qsort(r->dispute, r->ndisputes, sizeof(*r->dispute), by_id);
	if (p->ninsolvent > 1)
		qsort(p->insolvent, p->ninsolvent, sizeof(*p->insolvent),
		    by_id);
	return err;
}

/* Items come in the order of their numbers, as the disputes. */
static bool
is_disputed(struct reading *r, const struct cr_late_item *i)
{
	while (r->at < r->ndisputes && r->dispute[r->at].id < i->id)
		r->at++;
	return r->at < r->ndisputes && r->dispute[r->at].id == i->id &&
	    r->dispute[r->at].day <= i->due;
}

/* ---- Items --------------------------------------------------------------- */

/* The number of a method; its name has no blanks, and is not too long. */
static uint8_t
method_of(struct cr_late_past *p, const char *word)
{
	char name[CR_EFFECT_SIZE - sizeof("method:") + 1];
	size_t i;

	if (word == NULL || *word == '\0')
		return 0;
	for (i = 0; i + 1 < sizeof(name) && word[i] != '\0'; i++)
		name[i] = (unsigned char)word[i] <= ' ' ? '_' : word[i];
	name[i] = '\0';
	for (i = 0; i < p->nmethods; i++)
		if (strcmp(p->method[i], name) == 0)
			return (uint8_t)(i + 1);
	if (p->nmethods == CR_LATE_METHODS)
		return 0;
	if (p->method == NULL)
		p->method = cr_calloc(CR_LATE_METHODS, sizeof(*p->method));
	memcpy(p->method[i], name, strlen(name) + 1);
	return (uint8_t)++p->nmethods;
}

static bool
is_weekend(int32_t day)
{
	return ((day + THURSDAY) % 7 + 7) % 7 >= 5;
}

static bool
is_august(int32_t day)
{
	int y, m, d;

	cr_date_to_ymd((struct cr_date){ day }, &y, &m, &d);
	return m == 8;
}

/* What became of an item, told move by move. */
struct life {
	int64_t amount, open;	/* cents */
	int64_t arrears;	/* open DAYS after the due date */
	bool money, void_, settled;
};

/* No more than a hundredth is left of it. */
static bool
settles(const struct life *l)
{
	return l->open <= l->amount / 100;
}

static void
move(struct reading *r, const struct cr_history_move *m, struct life *l,
    struct cr_late_item *i)
{
	int32_t known = known_on(r, m->move.date.days, m->known.from);

	if (m->move.date.days <= i->due + r->learn->days)
		l->arrears -= m->move.amount.cents;
	l->open -= m->move.amount.cents;
	l->void_ = l->void_ || m->move.kind == CR_MOVE_VOID;
	l->money = l->money || m->move.kind == CR_MOVE_PAID ||
	    m->move.kind == CR_MOVE_WRITEOFF;
	if (!l->settled && settles(l)) {
		l->settled = true;
		i->paid = m->move.date.days;
		i->known = known;
		i->lost = m->move.kind == CR_MOVE_WRITEOFF;
	} else if (l->settled && !settles(l)) {
		l->settled = false;
		if (i->back == 0) {
			i->first = i->paid;
			i->first_known = i->known;
		}
		i->back = known;
		i->paid = i->known = CR_LATE_NEVER;
		i->lost = false;
	}
}

/*
 * Add an item, unless it is a credit note, was never issued, or no money
 * was ever expected to come for it.
 */
static int
add(void *ctx, const struct cr_history *h)
{
	struct reading *r = ctx;
	struct cr_late_past *p = r->past;
	struct cr_story s;
	struct cr_late_item i = { .paid = CR_LATE_NEVER,
		.known = CR_LATE_NEVER };
	struct life l = { 0 };
	size_t k;

	if (!cr_history_tell(h, r->until, r->knowledge, &s) ||
	    s.amount.cents <= 0)
		return 0;
	if (strcmp(s.currency, r->currency) != 0) {
		p->others++;
		return 0;
	}
	i.id = s.item;
	i.debtor = (int32_t)s.debtor;
	i.issue = s.issue.days;
	i.due = s.due.days;
	i.seen = known_on(r, i.issue, h->known.from);
	l.amount = l.open = l.arrears = s.amount.cents;
	for (k = 0; k < h->nmoves &&
	    h->moves[k].move.date.days <= r->until.days; k++)
		if (cr_known_on(h->moves[k].known, r->knowledge))
			move(r, &h->moves[k], &l, &i);
	if (l.void_ || (l.settled && !l.money))
		return 0;
	i.open = l.open;
	i.amount = (float)s.amount.cents / 100;
	if (i.due + r->learn->days < r->until.days && l.arrears > 0)
		i.arrears = (float)l.arrears / 100;
	i.weekend = is_weekend(i.due);
	i.august = is_august(i.due);
	i.disputed = is_disputed(r, &i);
	p->disputes = p->disputes || i.disputed;
	i.method = method_of(p, h->method);
	cr_grow(&p->v, p->n, &r->cap, sizeof(*p->v));
	p->v[p->n++] = i;
	return 0;
}

/* ---- Order --------------------------------------------------------------- */

static int
by_day(const void *a, const void *b)
{
	const struct cr_late_item *x = a, *y = b;

	if (x->seen != y->seen)
		return x->seen < y->seen ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/*
 * By debtor, in place: what stands where another debtor's items go is put
 * where its own go, until one comes that stays.
 */
static void
group(struct cr_late_past *p)
{
	struct cr_late_item x, y;
	size_t *next, *start, i, d, debtors = 0;

	for (i = 0; i < p->n; i++)
		if ((size_t)p->v[i].debtor >= debtors)
			debtors = (size_t)p->v[i].debtor + 1;
	start = cr_calloc(debtors + 1, sizeof(*start));
	next = cr_calloc(debtors + 1, sizeof(*next));
	for (i = 0; i < p->n; i++)
		start[p->v[i].debtor + 1]++;
	for (d = 0; d < debtors; d++)
		next[d + 1] = start[d + 1] += start[d];
	for (d = 0; d < debtors; d++) {
		while (next[d] < start[d + 1]) {
			x = p->v[next[d]];
			while ((size_t)x.debtor != d) {
				y = p->v[next[x.debtor]];
				p->v[next[x.debtor]++] = x;
				x = y;
			}
			p->v[next[d]++] = x;
		}
	}
	free(start);
	free(next);
}

/* By debtor, then by the day seen. */
static void
sort(struct cr_late_past *p)
{
	size_t i, end;

	group(p);
	for (i = 0; i < p->n; i = end) {
		end = cr_late_end(p, i);
		qsort(p->v + i, end - i, sizeof(*p->v), by_day);
	}
}

int
cr_late_read(struct cr *cr, const struct cr_as_of *as_of,
    const char *currency, const struct cr_learn *learn,
    struct cr_late_past *past)
{
	struct reading r = { .cr = cr, .past = past, .currency = currency,
		.learn = learn, .until = as_of->day };
	struct cr_date first;
	int err;

	*past = (struct cr_late_past){ .until = as_of->day };
	if ((err = cr_first_day(cr, &first)) == CR_OK &&
	    (err = cr_knowledge(cr, as_of, &r.knowledge)) == CR_OK) {
		r.first = cr_date_is_set(first) ? first.days : INT32_MAX;
		if ((err = read_holds(&r)) == CR_OK)
			err = cr_history_each(cr, as_of->day, r.knowledge,
			    add, &r);
	}
	free(r.dispute);
	sort(past);
	return err;
}

void
cr_late_release(struct cr_late_past *past)
{
	free(past->v);
	free(past->method);
	free(past->insolvent);
	*past = (struct cr_late_past){ .n = 0 };
}

size_t
cr_late_end(const struct cr_late_past *past, size_t i)
{
	int32_t debtor = past->v[i].debtor;

	while (i < past->n && past->v[i].debtor == debtor)
		i++;
	return i;
}
