#include "judging.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/doc.h"

/* ---- Confidence --------------------------------------------------------- */

static int32_t
at_most(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

int32_t
cr_judge_payer(const struct judging *j, int32_t same, int32_t unknown,
    int32_t other)
{
	return j->payer == SAME ? same : j->payer == UNKNOWN ? unknown : other;
}

/* What numbers that nothing calls one take away from CONFIDENCE. */
static int32_t
weigh_bare(const struct judging *j, int32_t confidence, bool exact)
{
	const struct cited *c = j->c;

	if (!(c->why & CR_WHY_BARE))
		return confidence;
	if (j->payer != SAME)
		confidence = at_most(confidence, exact && c->strong &&
		    cr_dues_is_rare(&j->m->dues, j->m->left) ? JUST : WAITS);
	return exact ? confidence : at_most(confidence, WEAK);
}

/* One number and a usual amount meet by chance. */
static bool
may_be_chance(const struct judging *j)
{
	return j->c->n == 1 && !j->c->dated && j->payer == UNKNOWN &&
	    j->rule == CR_MATCH_NUMBER &&
	    !cr_dues_is_rare(&j->m->dues, j->m->left);
}

/* What the documents themselves take away from CONFIDENCE. */
static int32_t
weigh(const struct judging *j, int32_t confidence, bool exact)
{
	const struct cited *c = j->c;

	if (c->several)
		confidence = at_most(confidence, WAITS);
	if (c->why & CR_WHY_OTHER_YEAR)
		confidence = at_most(confidence, !exact ? WEAK :
		    cr_judge_payer(j, WELL, DOUBT, WEAK));
	if (c->why & CR_WHY_AMBIGUOUS)
		confidence = at_most(confidence, GUESS);
	if (c->missing)
		confidence = at_most(confidence, exact ? JUST : WEAK);
	if (!c->strong && j->payer != SAME)
		confidence = at_most(confidence, exact && j->payer == UNKNOWN ?
		    WELL : WEAK);
	if (may_be_chance(j))
		confidence = at_most(confidence, c->year ? WELL : WAITS);
	return weigh_bare(j, confidence, exact);
}

static uint32_t
reasons(const struct judging *j, uint32_t more)
{
	uint32_t why = j->c->why | more;

	why |= j->payer == UNKNOWN ? CR_WHY_UNKNOWN_PAYER :
	    j->payer == OTHER ? CR_WHY_OTHER_PAYER | j->m->who.why :
	    j->m->who.why;
	if (!j->c->strong && j->payer != SAME)
		why |= CR_WHY_SHORT_NUMBER;
	if (j->c->missing)
		why |= CR_WHY_NOT_FOUND;
	if (j->c->several)
		why |= CR_WHY_SEVERAL_DEBTORS;
	return why;
}

/* ---- The ways in which an amount can be right --------------------------- */

void
cr_judge_fill(struct judging *j, const uint32_t *v, size_t n, const int64_t *of,
    int64_t residue, const char *kind, uint32_t why, int32_t confidence)
{
	bool credit = false;
	size_t i;

	for (i = 0; i < n; i++)
		credit |= j->m->dues.v[v[i]].open < 0;
	cr_match_try(j->m, j->rule, reasons(j, why | (credit ?
	    CR_WHY_CREDIT_NOTE : 0)));
	if (cr_match_fill(j->m, v, n, of, residue, kind))
		cr_match_keep(j->m, weigh(j, confidence,
		    (why & CR_WHY_EXACT) != 0));
}

void
cr_judge_try(struct judging *j, uint32_t why)
{
	cr_match_try(j->m, j->rule, reasons(j, why));
}

void
cr_judge_keep(struct judging *j, int32_t confidence)
{
	cr_match_keep(j->m, weigh(j, confidence,
	    (j->m->trial.why & CR_WHY_EXACT) != 0));
}

static void
exact(struct judging *j)
{
	int32_t other = j->c->dated || j->c->n > 1 || (j->c->strong &&
	    cr_dues_is_rare(&j->m->dues, j->m->left)) ? WELL : WAITS;

	if (j->rule != CR_MATCH_NUMBER)
		cr_judge_fill(j, j->v, j->n, NULL, 0, NULL, CR_WHY_EXACT,
		    cr_judge_payer(j, CERTAIN, CERTAIN, VERY));
	else
		cr_judge_fill(j, j->v, j->n, NULL, 0, NULL, CR_WHY_EXACT,
		    cr_judge_payer(j, CERTAIN, VERY, other));
}

/*
 * Some of the instalments of one document, all else whole: one of them, or
 * the first so many. Of equal ones the one that is due first is meant,
 * unless the text counts them.
 */
static void
try_instalments(struct judging *j, size_t from, size_t to)
{
	struct matching *m = j->m;
	uint32_t v[PARTS_MAX / 2];
	int64_t rest = m->left - j->sum, sum = 0;
	size_t i, k, n = 0;

	for (i = from; i < to; i++)
		rest += m->dues.v[j->v[i]].open;
	for (i = 0; i < j->n; i++)
		if (i < from || i >= to)
			v[n++] = j->v[i];
	for (i = from; i < to; i++) {	/* the first so many */
		sum += m->dues.v[j->v[i]].open;
		if (sum != rest)
			continue;
		for (k = from; k <= i; k++)
			v[n++] = j->v[k];
		cr_judge_fill(j, v, n, NULL, 0, NULL, CR_WHY_EXACT |
		    CR_WHY_INSTALMENT, cr_judge_payer(j, VERY, QUITE, WAITS));
		return;
	}
	for (i = from; i < to; i++)
		if (m->dues.v[j->v[i]].open == rest) {
			v[n++] = j->v[i];
			cr_judge_fill(j, v, n, NULL, 0, NULL, CR_WHY_EXACT |
			    CR_WHY_INSTALMENT, cr_judge_payer(j, VERY, QUITE,
			    WAITS));
			return;
		}
}

/*
 * The instalment that the text counts: RATA 2 DI 3. When it is not open, or
 * has another amount, no other one is meant either.
 */
static bool
counted_instalment(struct judging *j)
{
	struct matching *m = j->m;
	const struct due *d;
	size_t i;

	if (j->c->n != 1 || m->rem.instalment == 0)
		return false;
	for (i = 0; i < j->n; i++) {
		d = &m->dues.v[j->v[i]];
		if ((d->instalment ? d->instalment : d->item % CR_ITEMS) !=
		    m->rem.instalment || d->open != m->left)
			continue;
		cr_judge_fill(j, &j->v[i], 1, NULL, 0, NULL, CR_WHY_EXACT |
		    CR_WHY_INSTALMENT, cr_judge_payer(j, VERY, VERY, WAITS));
		return true;
	}
	return m->dues.v[j->v[0]].instalment != 0;
}

static void
instalments(struct judging *j)
{
	const struct due *d = j->m->dues.v;
	size_t from, to;

	if (counted_instalment(j))
		return;
	for (from = 0; from < j->n; from = to) {
		for (to = from + 1; to < j->n && d[j->v[to]].item / CR_ITEMS ==
		    d[j->v[from]].item / CR_ITEMS; to++)
			;
		if (to - from > 1)
			try_instalments(j, from, to);
	}
}

/* ---- With items that the text does not name ----------------------------- */

#define MORE_MAX 32

/* Other open items of the debtor: invoices, or credit notes. */
static size_t
others(const struct judging *j, bool credit, int32_t date, uint32_t *v,
    int64_t *cents)
{
	const struct due *d = j->m->dues.v;
	uint32_t i;
	size_t n = 0, k;

	for (i = cr_dues_debtor(&j->m->dues, j->c->debtor); i != NO_DUE;
	    i = d[i].next_debtor) {
		if (!cr_match_may_pay(j->m, i) || d[i].credit != credit ||
		    (date != 0 && d[i].date != date))
			continue;
		for (k = 0; k < j->n && j->v[k] != i; k++)
			;
		if (k < j->n)
			continue;
		if (n == MORE_MAX)
			return MORE_MAX + 1;
		v[n] = i;
		cents[n++] = d[i].open;
	}
	return n;
}

/* So many sums that one of them is any amount by chance. */
static bool
by_chance(uint64_t tried, const int64_t *cents, size_t n)
{
	uint64_t range = 0;
	size_t i;

	for (i = 0; i < n; i++)
		range += (uint64_t)llabs(cents[i]);
	return n > 2 && tried > range / 1000;
}

/* Add those of the others that make it exact, if there is one such choice. */
static bool
complete(struct judging *j, bool credit, int32_t date, uint32_t why,
    int32_t same, int32_t unknown)
{
	uint32_t v[MORE_MAX], all[PARTS_MAX / 2];
	int64_t cents[MORE_MAX], wanted = j->m->left - j->sum;
	bool pick[MORE_MAX] = { false };
	size_t n = others(j, credit, date, v, cents), i, k = j->n;
	uint64_t tried;
	int found;

	if (n > MORE_MAX || n + j->n > PARTS_MAX / 2 ||
	    (found = cr_match_subset(cents, n, wanted, pick, &tried)) < 1)
		return false;
	memcpy(all, j->v, j->n * sizeof(*all));
	for (i = 0; i < n; i++)
		if (pick[i])
			all[k++] = v[i];
	if (found > 1)
		cr_judge_fill(j, all, k, NULL, 0, NULL, why | CR_WHY_AMBIGUOUS,
		    GUESS);
	else if (by_chance(tried, cents, n))
		cr_judge_fill(j, all, k, NULL, 0, NULL, why | CR_WHY_CHANCE,
		    WEAK);
	else
		cr_judge_fill(j, all, k, NULL, 0, NULL, why | CR_WHY_EXACT,
		    cr_judge_payer(j, same, unknown, WEAK));
	return found == 1;
}

static void
with_others(struct judging *j)
{
	bool cut = j->m->rem.cut || j->m->rem.more;
	int32_t date = j->m->dues.v[j->v[j->n - 1]].date;

	if (j->c->several)
		return;
	if (j->m->left < j->sum) {
		complete(j, true, 0, CR_WHY_CREDIT_NOTE, QUITE, JUST);
		return;
	}
	if (!cut) {
		complete(j, false, 0, 0, WAITS, WEAK);
		return;
	}
	j->rule = CR_MATCH_REST;
	if (!complete(j, false, date, CR_WHY_CUT, QUITE, WELL))
		complete(j, false, 0, CR_WHY_CUT, WELL, JUST);
}

/* ---- Too little, too much ----------------------------------------------- */

/* Is there another item of the payer that has just the amount? */
static bool
rival(const struct judging *j)
{
	const struct due *d = j->m->dues.v;
	uint32_t i;

	for (i = cr_dues_debtor(&j->m->dues, j->c->debtor); i != NO_DUE;
	    i = d[i].next_debtor)
		if (d[i].open == j->m->left && cr_match_may_pay(j->m, i))
			return true;
	return false;
}

/*
 * Less than all: the debt that the payer names is paid in part (art. 1193
 * c.c.). Which of several he means, he has to say.
 */
static void
in_part(struct judging *j)
{
	struct matching *m = j->m;
	int64_t left = m->left, by;
	int32_t confidence;
	size_t i;

	if (j->c->several)
		return;
	cr_match_try(m, j->rule, reasons(j, CR_WHY_PART));
	for (i = 0; i < j->n && left > 0; i++) {
		by = m->dues.v[j->v[i]].open;
		by = by < left ? by : left;
		if (by > 0)
			cr_match_part(m, j->v[i], NO_DUE, by, "payment");
		left -= by > 0 ? by : 0;
	}
	confidence = j->c->n > 1 || rival(j) ? WEAK : m->rem.deposit ||
	    m->rem.instalment > 0 ? cr_judge_payer(j, WELL, WAITS, WEAK) :
	    cr_judge_payer(j, JUST, WEAK, WEAK);
	if (left == 0)
		cr_match_keep(m, weigh(j, confidence, false));
}

static void
too_much(struct judging *j)
{
	struct matching *m = j->m;
	int64_t left = m->left;

	if (cr_judge_claims(j, left - j->sum))
		return;
	m->left = j->sum;
	cr_judge_fill(j, j->v, j->n, NULL, 0, NULL, CR_WHY_OVERPAID,
	    cr_judge_payer(j, WAITS, WEAK, WEAK));
	m->left = left;
}

/* ---- All of it ---------------------------------------------------------- */

static void
gather(struct judging *j)
{
	const struct dues *d = &j->m->dues;
	int64_t doc;
	uint32_t k;
	size_t i;

	for (i = 0; i < j->c->n; i++) {
		doc = d->v[j->c->v[i]].item / CR_ITEMS;
		for (k = j->c->v[i]; k < d->n && d->v[k].item / CR_ITEMS ==
		    doc && j->n < PARTS_MAX / 2; k++) {
			if (!cr_match_may_pay(j->m, k))
				continue;
			j->v[j->n++] = k;
			j->sum += d->v[k].open;
			if (j->rule == CR_MATCH_KEY)
				break;		/* a key is of one item */
		}
	}
}

void
cr_match_judge(struct matching *m, const struct cited *c,
    enum cr_match_rule rule)
{
	struct judging j = { .m = m, .c = c, .rule = rule };
	int64_t residue;

	j.payer = m->who.party == 0 ? UNKNOWN :
	    m->who.party == c->debtor ? SAME : OTHER;
	gather(&j);
	if (j.n == 0 || j.sum <= 0)
		return;
	if (j.sum == m->left) {
		exact(&j);
		return;
	}
	residue = j.sum - m->left;
	instalments(&j);
	cr_judge_residue(&j, residue);
	with_others(&j);
	if (residue > 0)
		in_part(&j);
	else
		too_much(&j);
}
