/* What a letter says of interest, fees and charges. */

#include "dun_letter.h"

#include <inttypes.h>

#include "cr/dun_claims.h"
#include "cr/str.h"
#include "say.h"

static void
set_amount(const struct dun_letter *l, struct cr_values *to, size_t word,
    struct cr_money m)
{
	if (m.cents > 0)
		cr_values_set(to, word, cr_say_amount(l->arena, m,
		    l->text->language));
}

static void
put_segment(struct dun_letter *l, const char *doc,
    const struct cr_dun_segment *d)
{
	struct cr_values *row = cr_values_row(l->v, CR_LETTER_INTEREST_ITEMS);
	const char *language = l->text->language;

	cr_values_set(row, CR_LETTER_INTEREST_NUMBER, doc);
	set_amount(l, row, CR_LETTER_INTEREST_PRINCIPAL, d->s.principal);
	cr_values_set(row, CR_LETTER_INTEREST_FROM,
	    cr_say_date(l->arena, d->s.from, language));
	cr_values_set(row, CR_LETTER_INTEREST_UNTIL,
	    cr_say_date(l->arena, d->s.to, language));
	cr_values_set(row, CR_LETTER_INTEREST_DAYS,
	    cr_arena_printf(l->arena, "%" PRId32, d->s.days));
	cr_values_set(row, CR_LETTER_INTEREST_RATE,
	    cr_say_rate(l->arena, d->s.rate_bp, language));
	cr_values_set(row, CR_LETTER_INTEREST_AMOUNT,
	    cr_say_amount(l->arena, d->s.interest, language));
	cr_values_set(row, CR_LETTER_INTEREST_REGIME, d->regime);
}

void
cr_dun_letter_interest(struct dun_letter *l, int64_t item, const char *doc)
{
	const struct cr_dun_claims *c = l->n->claims;
	size_t i;

	for (i = 0; c != NULL && i < c->nsegments; i++)
		if (c->segments[i].item == item)
			put_segment(l, doc, &c->segments[i]);
}

struct cr_money
cr_dun_letter_charges(const struct dun_letter *l, int64_t item)
{
	const struct cr_dun_claims *c = l->n->claims;
	struct cr_money sum = { 0 };
	size_t i;

	for (i = 0; c != NULL && i < c->n; i++)
		if (c->v[i].item == item && c->v[i].kind == CR_CLAIM_CHARGE)
			sum.cents += c->v[i].amount.cents;
	return sum;
}

int
cr_dun_letter_claims(struct dun_letter *l, struct cr_money *total)
{
	static const enum cr_letter_word words[CR_CLAIM_KINDS] = {
		[CR_CLAIM_INTEREST] = CR_LETTER_INTEREST,
		[CR_CLAIM_FLAT40] = CR_LETTER_FLAT40,
		[CR_CLAIM_PENALTY] = CR_LETTER_PENALTY,
		[CR_CLAIM_FEE] = CR_LETTER_FEES,
		[CR_CLAIM_CHARGE] = CR_LETTER_CHARGES,
	};
	const struct cr_dun_claims *c = l->n->claims;
	int i;

	if (c == NULL)
		return CR_OK;
	for (i = 0; i < CR_CLAIM_KINDS; i++)
		set_amount(l, l->v, words[i], c->of[i]);
	set_amount(l, l->v, CR_LETTER_CLAIMS, c->total);
	if (c->of[CR_CLAIM_INTEREST].cents > 0) {
		cr_values_set(l->v, CR_LETTER_INTEREST_TO,
		    cr_say_date(l->arena, c->to, l->text->language));
		set_amount(l, l->v, CR_LETTER_PER_DIEM,
		    cr_interest_per_diem(c->per_diem_micro));
	}
	if (!cr_money_add(total, c->total))
		return cr_fail(l->cr, CR_ELIMIT, "the claims on \"%s\" "
		    "overflow", l->a->party.name);
	return CR_OK;
}
