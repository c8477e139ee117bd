#include "judging.h"

#include <stdlib.h>

#include "cr/cr.h"
#include "cr/doc.h"

/* What payers keep back, and what it is called. */

/* Tax that debtors keep back, as parts of the gross amount. */
static const struct share {
	int32_t num, den;
	bool vat;		/* split payment (art. 17-ter DPR 633/72) */
} shares[] = {
	{ 20, 122, false },	/* art. 25 DPR 600/73, VAT 22 % */
	{ 2000, 12688, false },	/* the same, with 4 % for the pension fund */
	{ 20, 100, false },	/* the same, without VAT */
	{ 4, 122, false }, { 4, 110, false },	/* art. 25-ter: condominiums */
	{ 11, 122, false }, { 8, 122, false },	/* art. 25 DL 78/2010 */
	{ 1150, 12200, false }, { 460, 12200, false },	/* art. 25-bis */
	{ 22, 122, true }, { 10, 110, true }, { 5, 105, true },
	{ 4, 104, true },
};

static int64_t
share_of(int64_t cents, const struct share *s)
{
	struct cr_money out = { 0 };

	return cr_money_scale((struct cr_money){ cents }, s->num, s->den,
	    &out) ? out.cents : 0;
}

/* Does keeping back S explain the residue? OF is how much of each. */
static bool
share_explains(const struct judging *j, const struct share *s,
    int64_t residue, int64_t *of)
{
	int64_t sum = 0;
	size_t i, last = 0;

	for (i = 0; i < j->n; i++) {
		of[i] = share_of(j->m->dues.v[j->v[i]].open, s);
		sum += of[i];
		if (j->m->dues.v[j->v[i]].open > 0)
			last = i;
	}
	if (llabs(sum - residue) > (int64_t)j->n)
		return false;
	of[last] += residue - sum;
	return true;
}

static void
shares_kept(struct judging *j, int64_t residue)
{
	int64_t of[PARTS_MAX / 2];
	bool pa = cr_payers_is_pa(&j->m->payers, j->c->debtor);
	bool said = j->m->rem.deduction;
	const struct share *s;
	size_t i;

	for (i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		s = &shares[i];
		if (!share_explains(j, s, residue, of))
			continue;
		if (s->vat)
			cr_judge_fill(j, j->v, j->n, of, residue, "vat",
			    CR_WHY_SPLIT_VAT, pa || said ?
			    cr_judge_payer(j, QUITE, WELL, WAITS) : WAITS);
		else
			cr_judge_fill(j, j->v, j->n, of, residue, "withheld",
			    CR_WHY_WITHHELD, said ?
			    cr_judge_payer(j, QUITE, WELL, WEAK) :
			    cr_judge_payer(j, WELL, DOUBT, WEAK));
	}
}

/* What the invoice itself says that the debtor keeps back. */
static void
declared(struct judging *j, int64_t residue)
{
	int64_t of[PARTS_MAX / 2] = { 0 }, sum[2] = { 0, 0 };
	struct cr_money kept[2];
	size_t i, k;
	int64_t last = 0, doc;

	for (k = 0; k < 2; k++) {
		for (i = 0; i < j->n; i++) {
			doc = j->m->dues.v[j->v[i]].item / CR_ITEMS;
			of[i] = 0;
			if (doc == last || cr_due_deductions(j->m->cr, doc,
			    &kept[0], &kept[1]) != 1)
				continue;
			of[i] = kept[k].cents;
			sum[k] += of[i];
			last = doc;
		}
		last = 0;
		if (sum[k] == residue && residue > 0)
			cr_judge_fill(j, j->v, j->n, of, residue, k ? "vat" :
			    "withheld", k ? CR_WHY_SPLIT_VAT :
			    CR_WHY_WITHHELD, cr_judge_payer(j, VERY, WELL,
			    WAITS));
	}
}

static void
small_residue(struct judging *j, int64_t residue)
{
	const struct cr_match_opts *o = j->m->opts;
	int64_t size = llabs(residue);

	if (size <= o->tolerance &&
	    size <= j->sum / 10000 * o->tolerance_bp +
	    j->sum % 10000 * o->tolerance_bp / 10000)
		cr_judge_fill(j, j->v, j->n, NULL, residue, "rounding",
		    CR_WHY_ROUNDING, cr_judge_payer(j, VERY, WELL, WEAK));
	if (residue <= 0)
		return;
	if (j->m->r->charges.cents == residue)
		cr_judge_fill(j, j->v, j->n, NULL, residue, "charges",
		    CR_WHY_CHARGES, cr_judge_payer(j, VERY, QUITE, WAITS));
	else if (residue <= o->charges && residue <= j->sum / 5)
		cr_judge_fill(j, j->v, j->n, NULL, residue, "charges",
		    CR_WHY_CHARGES, j->m->who.foreign ?
		    cr_judge_payer(j, WELL, JUST, WEAK) : WAITS);
}

/* A whole per cent of all, to the cent. */
static bool
is_per_cent(int64_t residue, int64_t sum, int32_t most_bp)
{
	struct cr_money m = { 0 };
	int32_t bp;

	for (bp = 50; bp <= most_bp; bp += 50)
		if (cr_money_scale((struct cr_money){ sum }, bp, 10000, &m) &&
		    llabs(m.cents - residue) <= 1)
			return true;
	return false;
}

static void
discounted(struct judging *j, int64_t residue)
{
	const struct cr_match_opts *o = j->m->opts;
	bool said = j->m->rem.deduction;
	int64_t most = j->sum / 10000 * 2 * o->discount_bp;

	if (said && residue <= most)
		cr_judge_fill(j, j->v, j->n, NULL, residue, "discount",
		    CR_WHY_DISCOUNT, cr_judge_payer(j, WELL, JUST, WEAK));
	else if (is_per_cent(residue, j->sum, o->discount_bp))
		cr_judge_fill(j, j->v, j->n, NULL, residue, "discount",
		    CR_WHY_DISCOUNT, cr_judge_payer(j, DOUBT, WAITS, WEAK));
}

void
cr_judge_residue(struct judging *j, int64_t residue)
{
	small_residue(j, residue);
	if (residue <= 0)
		return;
	declared(j, residue);
	shares_kept(j, residue);
	discounted(j, residue);
}
