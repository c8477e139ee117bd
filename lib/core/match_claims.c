#include "matching.h"

#include <stdlib.h>
#include <string.h>

#include "cr/claim.h"
#include "cr/cr.h"
#include "cr/doc.h"
#include "cr/mem.h"
#include "judging.h"

/* What is asked beside the principal, and the money that pays it. */

#define FEW 16			/* claims that are added up */

/* ---- Reading ------------------------------------------------------------ */


static int
add(void *ctx, const struct cr_claim *c)
{
	struct matching *m = ctx;
	struct claims *k = &m->claims;
	int currency;
	struct claim *to;
	int64_t at = NO_DUE;

	if (c->open.cents <= 0)
		return 0;
	if ((currency = cr_dues_currency_add(m->cr, &m->dues,
	    c->currency)) < 0)
		return currency;
	if (k->n >= NO_DUE - 1)
		return cr_fail(m->cr, CR_ELIMIT, "too many claims");
	cr_map_get(&k->first, &c->debtor, sizeof(c->debtor), &at);
	cr_map_put(&k->first, &c->debtor, sizeof(c->debtor), (int64_t)k->n);
	cr_grow(&k->v, k->n, &k->cap, sizeof(*k->v));
	to = &k->v[k->n++];
	*to = (struct claim){ .id = c->id, .item = c->item,
		.debtor = c->debtor, .creditor = c->creditor,
		.open = c->open.cents, .day = c->day.days,
		.interest = c->kind == CR_CLAIM_INTEREST,
		.currency = (uint8_t)currency, .next = (uint32_t)at };
	return 0;
}

int
cr_claims_load(struct matching *m)
{
	const struct cr_as_of now = { m->cr->today, true };

	cr_map_init(&m->claims.first);
	return cr_claim_each(m->cr, &now, false, add, m);
}

void
cr_claims_release(struct claims *k)
{
	cr_map_release(&k->first);
	free(k->v);
}

/* ---- Which ones --------------------------------------------------------- */

/* Claims on a debtor that the receipt may pay. */
struct some {
	uint32_t v[FEW];
	size_t n;
	bool more;		/* than these */
	int64_t sum;
};

/* The items are those of V: a claim on one of their documents counts. */
static bool
is_on(const struct matching *m, const struct claim *c, const uint32_t *v,
    size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i] != NO_DUE && m->dues.v[v[i]].item / CR_ITEMS ==
		    c->item / CR_ITEMS)
			return true;
	return false;
}

/*
 * The open claims on DEBTOR; with N, those on the documents of the items V,
 * and with LOOSE those that are on no document too.
 */
static void
gather(const struct matching *m, int64_t debtor, const uint32_t *v, size_t n,
    bool loose, struct some *s)
{
	const struct claim *c;
	int64_t at;
	uint32_t i;

	*s = (struct some){ .n = 0 };
	if (!cr_map_get(&m->claims.first, &debtor, sizeof(debtor), &at))
		return;
	for (i = (uint32_t)at; i != NO_DUE; i = c->next) {
		c = &m->claims.v[i];
		if (c->open <= 0 || c->creditor != m->r->creditor ||
		    c->currency != m->currency)
			continue;
		if (n > 0 && !is_on(m, c, v, n) && !(loose && c->item == 0))
			continue;
		if (s->n == FEW) {
			s->more = true;
			return;
		}
		s->v[s->n++] = i;
		s->sum += c->open;
	}
}

static bool
pay(struct matching *m, const uint32_t *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (m->trial.n == PARTS_MAX)
			return false;
		m->trial.v[m->trial.n++] = (struct part){ .due = NO_DUE,
			.peer = NO_DUE, .cents = m->claims.v[v[i]].open,
			.kind = "claim", .claim = v[i] };
		m->trial.debtor = m->claims.v[v[i]].debtor;
	}
	m->trial.why |= CR_WHY_CLAIM;
	return true;
}

/* Those of S that come to CENTS: all, one alone, or the only sum; or none. */
static size_t
choose(const struct matching *m, const struct some *s, int64_t cents,
    uint32_t to[FEW], bool *added)
{
	int64_t v[FEW];
	bool pick[FEW] = { false };
	uint64_t tried;
	size_t i, n = 0;
	int found;

	*added = false;
	if (s->more || s->n == 0)
		return 0;
	for (i = 0; i < s->n; i++)
		v[i] = m->claims.v[s->v[i]].open;
	if (s->sum == cents) {
		memset(pick, true, s->n * sizeof(*pick));
		found = 1;
	} else {
		found = cr_match_subset(v, s->n, cents, pick, &tried);
	}
	for (i = 0; i < s->n && found == 1; i++)
		if (pick[i])
			to[n++] = s->v[i];
	*added = n > 1 && n < s->n;
	return n;
}

/* ---- What is over ------------------------------------------------------- */

bool
cr_judge_claims(struct judging *j, int64_t over)
{
	struct matching *m = j->m;
	int64_t left = m->left;
	struct some s;
	uint32_t v[FEW];
	bool added, ok;
	size_t n;

	if (j->c->several || m->claims.n == 0)
		return false;
	gather(m, j->c->debtor, j->v, j->n, false, &s);
	if ((n = choose(m, &s, over, v, &added)) == 0) {
		gather(m, j->c->debtor, NULL, 0, true, &s);
		n = choose(m, &s, over, v, &added);
	}
	if (n == 0)
		return false;
	m->left -= over;
	cr_judge_try(j, CR_WHY_EXACT);
	ok = cr_match_fill(m, j->v, j->n, NULL, 0, NULL) && pay(m, v, n);
	m->left = left;
	if (ok)
		cr_judge_keep(j, added ? cr_judge_payer(j, WAITS, WEAK, WEAK) :
		    cr_judge_payer(j, QUITE, WELL, WAITS));
	return ok;
}

/* ---- Nothing but claims ------------------------------------------------- */

void
cr_match_only_claims(struct matching *m, uint32_t why, int32_t sure)
{
	struct some s;
	uint32_t v[FEW];
	bool added;
	size_t n;

	gather(m, m->who.party, NULL, 0, true, &s);
	if ((n = choose(m, &s, m->left, v, &added)) == 0)
		return;
	cr_match_try(m, n > 1 ? CR_MATCH_SUM : CR_MATCH_AMOUNT,
	    why | CR_WHY_EXACT);
	if (pay(m, v, n))
		cr_match_keep(m, added ? sure - 1000 : sure);
}

/* ---- Costs and interest first ------------------------------------------- */

/* Costs before interest (art. 1194 c.c.), and the older ones first. */
static int
by_rank(const struct matching *m, uint32_t x, uint32_t y)
{
	const struct claim *a = &m->claims.v[x], *b = &m->claims.v[y];

	if (a->interest != b->interest)
		return a->interest ? 1 : -1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* The claims that F's money meets first, in their order. */
static void
find_first(const struct matching *m, const struct finding *f, struct some *s)
{
	uint32_t items[PARTS_MAX], c;
	size_t i, k, n = 0;

	for (i = 0; i < f->n; i++)
		items[i] = f->v[i].due;
	gather(m, f->debtor, items, f->n, true, s);
	for (i = 0; i < s->n; i++) {
		c = s->v[i];
		if (m->claims.v[c].day > m->r->date.days)
			continue;
		for (k = n++; k > 0 && by_rank(m, c, s->v[k - 1]) < 0; k--)
			s->v[k] = s->v[k - 1];
		s->v[k] = c;
	}
	s->n = n;
}

/* The money of F that nothing got, then what its last items got. */
static int64_t
take_off(const struct matching *m, struct finding *f, int64_t wanted)
{
	int64_t rest = m->left, got, by;
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->v[i].kind, "payment") == 0)
			rest -= f->v[i].cents;
	got = rest < wanted ? rest : wanted;
	for (i = f->n; i-- > 0 && got < wanted;) {
		if (strcmp(f->v[i].kind, "payment") != 0)
			continue;
		by = wanted - got;
		if (by > f->v[i].cents)
			by = f->v[i].cents;
		f->v[i].cents -= by;
		got += by;
	}
	return got;
}

/* Nothing is left of it, or it explained a sum that is another one now. */
static bool
is_void(const struct part *p)
{
	return p->cents == 0 || strcmp(p->kind, "rounding") == 0 ||
	    strcmp(p->kind, "charges") == 0 ||
	    strcmp(p->kind, "discount") == 0;
}

void
cr_match_claims_first(struct matching *m)
{
	struct finding *f = &m->found;
	struct some s;
	int64_t got, by;
	size_t i, n;

	if (f->n == 0 || m->claims.n == 0 || (f->why & CR_WHY_CLAIM))
		return;
	find_first(m, f, &s);
	for (by = 0, i = 0; i < s.n; i++)
		by += m->claims.v[s.v[i]].open;
	if (s.n == 0 || f->n + s.n > PARTS_MAX ||
	    (got = take_off(m, f, by)) == 0)
		return;
	for (n = i = 0; i < f->n; i++)
		if (!is_void(&f->v[i]))
			f->v[n++] = f->v[i];
	f->n = n;
	for (i = 0; i < s.n && got > 0; i++, got -= by) {
		by = m->claims.v[s.v[i]].open;
		by = by < got ? by : got;
		f->v[f->n++] = (struct part){ .due = NO_DUE, .peer = NO_DUE,
			.cents = by, .kind = "claim", .claim = s.v[i] };
	}
	f->why |= CR_WHY_CLAIM;
}
