#include "cr/interest_rules.h"

#include <string.h>

#include "cr/key.h"
#include "cr/money.h"
#include "cr/str.h"

#define PERCENT_MAX 100000	/* basis points: a slip, not a rate */

static const char *usual_formal[] = { "messa-in-mora" };

void
cr_interest_rules_init(struct cr_interest_rules *r)
{
	*r = (struct cr_interest_rules){
		.formal = usual_formal, .nformal = 1,
		.demand = CR_DATE_NONE,
	};
}

bool
cr_basis_parse(const char *word, enum cr_interest_basis *out)
{
	static const char *const words[] = {
		[CR_BASIS_365] = "365",
		[CR_BASIS_ACT] = "act",
		[CR_BASIS_360] = "360",
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (cr_streq(words[i], word)) {
			*out = (enum cr_interest_basis)i;
			return true;
		}
	return false;
}

bool
cr_art6_parse(const char *word, enum cr_art6 *out)
{
	static const char *const words[] = {
		[CR_ART6_INVOICE] = "per-invoice",
		[CR_ART6_DEBTOR] = "per-debtor",
		[CR_ART6_NONE] = "none",
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (cr_streq(words[i], word)) {
			*out = (enum cr_art6)i;
			return true;
		}
	return false;
}

bool
cr_percent_parse(const char *text, int32_t *bp, bool *points)
{
	struct cr_money_style style = { .mark = '.' };
	struct cr_money v;
	bool over = *text == '+';

	if (over && points == NULL)
		return false;
	text += over;
	if (strchr(text, ',') != NULL)
		style.mark = ',';
	if ((!cr_is_digit(*text)) ||
	    !cr_money_parse(text, strlen(text), &style, &v) ||
	    v.cents < 0 || v.cents > PERCENT_MAX)
		return false;
	*bp = (int32_t)v.cents;
	if (points != NULL)
		*points = over;
	return true;
}

bool
cr_interest_is_business(const struct cr_interest_subject *who)
{
	return !cr_is_empty(who->vat) || cr_streq(who->kind, "company") ||
	    cr_streq(who->kind, "pa");
}

static bool
names_debtor(const struct cr_interest_rule *r,
    const struct cr_interest_subject *who)
{
	char key[CR_KEY_SIZE];

	cr_key_format((struct cr_key){ CR_KEY_PARTY, who->debtor }, key);
	return strcmp(r->name, key) == 0 || cr_streq(r->name, who->code) ||
	    cr_streq(r->name, who->vat);
}

static const struct cr_interest_rule *
find_rule(const struct cr_interest_rules *r,
    const struct cr_interest_subject *who)
{
	size_t i;

	for (i = 0; i < r->ndebtors; i++)
		if (names_debtor(&r->debtors[i], who))
			return &r->debtors[i];
	for (i = 0; i < r->ncategories; i++)
		if (cr_streq(r->categories[i].name, who->category))
			return &r->categories[i];
	return NULL;
}

void
cr_interest_choose(const struct cr_interest_rules *r,
    const struct cr_interest_subject *who, struct cr_interest_terms *out)
{
	const struct cr_interest_rule *rule = NULL;

	*out = r->terms;
	if (r->everybody)
		return;
	if ((rule = find_rule(r, who)) != NULL) {
		out->regime = rule->regime;
		out->contract_bp = rule->contract_bp;
		out->contract_points = rule->contract_points;
	} else if (!r->otherwise) {
		out->regime = cr_interest_is_business(who) ?
		    CR_REGIME_MORA : CR_REGIME_LEGAL;
	}
	/* art. 1284 c. 4: no rate was agreed, and there is a demand */
	if (out->regime == CR_REGIME_LEGAL && cr_date_is_set(r->demand))
		out->regime = CR_REGIME_LEGAL4;
}
