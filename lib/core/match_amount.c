#include "matching.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"

/* What a known payer pays when his text does not say it. */

#define ITEMS_MAX 32		/* that are added up */
#define OLDEST_MAX 200		/* that are paid oldest first */
#define EARLY_DAYS 3		/* that a payment may be before its invoice */

enum { SURE = 9800, SURE_SUM = 9700, BY_NAME = 9650, BY_NAME_SUM = 9550,
    EARLY = 9300, CONFLICT = 9000, CHANCE = 8000, GUESS = 6000,
    DEMANDED = 9600 };

struct paying {
	struct matching *m;
	uint32_t v[ITEMS_MAX];
	int64_t cents[ITEMS_MAX];
	size_t n;
	bool more;		/* than these */
	int64_t sum;		/* of all */
	uint32_t exact;		/* the item of that amount, due first */
	size_t nexact;
};

static void
gather(struct paying *p)
{
	const struct due *d = p->m->dues.v;
	uint32_t i;

	p->exact = NO_DUE;
	for (i = cr_dues_debtor(&p->m->dues, p->m->who.party); i != NO_DUE;
	    i = d[i].next_debtor) {
		if (!cr_match_may_pay(p->m, i))
			continue;
		p->sum += d[i].open;
		if (d[i].open == p->m->left) {
			p->nexact++;
			if (p->exact == NO_DUE || d[i].due <=
			    d[p->exact].due)
				p->exact = i;
		}
		if (p->n == ITEMS_MAX) {
			p->more = true;
			continue;
		}
		p->v[p->n] = i;
		p->cents[p->n++] = d[i].open;
	}
}

/* A text that names what is not open, or comes to another sum, objects. */
static bool
objects(const struct matching *m)
{
	size_t i;

	for (i = 0; i < m->rem.n; i++)
		if (m->rem.v[i].how != CR_REF_BARE && !m->rem.v[i].cut)
			return true;
	return *m->rem.rf != '\0';
}

static int32_t
limit(const struct matching *m, int32_t confidence, uint32_t why)
{
	if ((why & CR_WHY_NOT_FOUND) && confidence > CONFLICT)
		confidence = CONFLICT;
	if ((why & CR_WHY_EARLY) && confidence > EARLY)
		confidence = EARLY;
	if (m->rem.deposit && confidence > CONFLICT)
		confidence = CONFLICT;
	return confidence;
}

static uint32_t
reasons(const struct matching *m)
{
	return m->who.why | (objects(m) ? CR_WHY_NOT_FOUND : 0);
}

static void
keep(struct matching *m, enum cr_match_rule rule, uint32_t why,
    const uint32_t *v, size_t n, int32_t confidence)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (m->dues.v[v[i]].date > m->r->date.days + EARLY_DAYS)
			why |= CR_WHY_EARLY;
		if (m->dues.v[v[i]].open < 0)
			why |= CR_WHY_CREDIT_NOTE;
	}
	cr_match_try(m, rule, why);
	if (cr_match_fill(m, v, n, NULL, 0, NULL))
		cr_match_keep(m, limit(m, confidence, why));
}

static void
add_up(struct paying *p)
{
	struct matching *m = p->m;
	uint32_t v[ITEMS_MAX], why = reasons(m) | CR_WHY_EXACT;
	bool pick[ITEMS_MAX] = { false };
	int32_t sure = m->who.sure ? SURE_SUM : BY_NAME_SUM;
	uint64_t tried, range = 0;
	size_t i, n = 0;
	int found;

	if (p->more || p->n < 2)
		return;
	found = cr_match_subset(p->cents, p->n, m->left, pick, &tried);
	if (found < 1)
		return;
	for (i = 0; i < p->n; i++) {
		range += (uint64_t)llabs(p->cents[i]);
		if (pick[i])
			v[n++] = p->v[i];
	}
	if (n == p->n)
		why |= CR_WHY_ALL_OPEN;
	if (found > 1)
		keep(m, CR_MATCH_SUM, why | CR_WHY_AMBIGUOUS, v, n, GUESS);
	else if (n < p->n && tried > range / 1000)
		keep(m, CR_MATCH_SUM, why | CR_WHY_CHANCE, v, n, CHANCE);
	else
		keep(m, CR_MATCH_SUM, why, v, n, sure);
}

void
cr_match_by_amount(struct matching *m)
{
	struct paying p = { .m = m };
	uint32_t why = reasons(m) | CR_WHY_EXACT;

	if (m->who.party == 0)
		return;
	gather(&p);
	if (p.nexact == 1)
		keep(m, CR_MATCH_AMOUNT, why, &p.exact, 1, m->who.sure ? SURE :
		    BY_NAME);
	else if (p.nexact > 1)
		keep(m, CR_MATCH_AMOUNT, why | CR_WHY_AMBIGUOUS, &p.exact, 1,
		    GUESS);
	else
		add_up(&p);
	if (p.nexact == 0 && m->claims.n > 0)
		cr_match_only_claims(m, reasons(m), limit(m, m->who.sure ?
		    SURE : BY_NAME, why));
}

/* ---- Oldest first ------------------------------------------------------- */

/*
 * The order of art. 1193 c.c. where the payer named nothing: what is overdue
 * before what is not, and the oldest of that. Securities and rates that
 * would come between are not known here.
 */
static int
by_age(const struct due *a, const struct due *b, int32_t today)
{
	bool late_a = a->due < today, late_b = b->due < today;

	if (late_a != late_b)
		return late_a ? -1 : 1;
	if (a->due != b->due)
		return a->due < b->due ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

/* The oldest of the debtor's invoices, in their order. */
static size_t
oldest(const struct matching *m, uint32_t v[OLDEST_MAX])
{
	const struct due *d = m->dues.v;
	uint32_t i;
	size_t n = 0, k;

	for (i = cr_dues_debtor(&m->dues, m->who.party); i != NO_DUE;
	    i = d[i].next_debtor) {
		if (!cr_match_may_pay(m, i) || d[i].open < 0)
			continue;
		if (n == OLDEST_MAX && by_age(&d[i], &d[v[n - 1]],
		    m->cr->today.days) > 0)
			continue;
		for (k = n < OLDEST_MAX ? n++ : n - 1; k > 0 &&
		    by_age(&d[i], &d[v[k - 1]], m->cr->today.days) < 0; k--)
			v[k] = v[k - 1];
		v[k] = i;
	}
	return n;
}

void
cr_match_oldest_first(struct matching *m)
{
	uint32_t v[OLDEST_MAX];
	int64_t left = m->left, by;
	size_t n, i;

	if (m->who.party == 0 || !m->who.sure)
		return;
	n = oldest(m, v);
	cr_match_try(m, CR_MATCH_OLDEST, m->who.why | CR_WHY_OLDEST);
	for (i = 0; i < n && left > 0; i++) {
		by = m->dues.v[v[i]].open;
		by = by < left ? by : left;
		if (!cr_match_part(m, v[i], NO_DUE, by, "payment"))
			break;
		left -= by;
	}
	if (m->trial.n > 0)
		cr_match_keep(m, DEMANDED);
}
