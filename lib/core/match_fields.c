#include "cr/match.h"

#include <stdio.h>
#include <string.h>

#include "cr/i18n.h"
#include "cr/print.h"

static const char *const rules[] = {
	[CR_MATCH_KEY] = "key", [CR_MATCH_RF] = "rf",
	[CR_MATCH_NUMBER] = "number", [CR_MATCH_AMOUNT] = "amount",
	[CR_MATCH_SUM] = "sum", [CR_MATCH_REST] = "rest",
	[CR_MATCH_OLDEST] = "oldest", [CR_MATCH_MANUAL] = "manual",
};

/* In the order of the bits of enum cr_match_reason. */
static const struct {
	const char *word, *text;
} whys[] = {
	{ "end-to-end", N_("our own key came back") },
	{ "rf", N_("creditor reference") },
	{ "cited", N_("the text names the documents") },
	{ "exact", N_("the amount is exact") },
	{ "debtor", N_("the entry says whose it is") },
	{ "tax-code", N_("payer known by tax code") },
	{ "iban", N_("payer known by account") },
	{ "name", N_("payer known by name") },
	{ "unknown-payer", N_("payer not known") },
	{ "other-payer", N_("another debtor pays") },
	{ "credit-note", N_("a credit note is taken off") },
	{ "instalment", N_("an instalment") },
	{ "rounding", N_("rounded") },
	{ "charges", N_("bank charges were kept back") },
	{ "discount", N_("a discount was taken") },
	{ "withheld", N_("tax was withheld") },
	{ "split-vat", N_("VAT is paid by the debtor (split payment)") },
	{ "other-year", N_("the year in the text is another") },
	{ "short-number", N_("the number is short") },
	{ "bare", N_("a number without a word for it") },
	{ "part", N_("paid in part") },
	{ "overpaid", N_("more was paid than is open") },
	{ "cut", N_("the text was cut") },
	{ "ambiguous", N_("there are other answers") },
	{ "not-found", N_("a document in the text is not open") },
	{ "all-open", N_("all that he owes") },
	{ "early", N_("before the document's date") },
	{ "several-debtors", N_("documents of several debtors") },
	{ "oldest", N_("oldest first") },
	{ "manual", N_("by hand") },
	{ "chance", N_("so many items add up to anything") },
	{ "claim", N_("interest or costs that were claimed") },
};

const char *
cr_match_rule_word(enum cr_match_rule rule)
{
	return rules[rule];
}

char *
cr_match_reasons(uint32_t reasons, char *to)
{
	size_t i, n = 0;

	*to = '\0';
	for (i = 0; i < sizeof(whys) / sizeof(whys[0]); i++)
		if (reasons & (uint32_t)1 << i)
			n += (size_t)snprintf(to + n, CR_WHY_SIZE - n, "%s%s",
			    n ? " " : "", whys[i].word);
	return to;
}

static const char *
text_of(const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(whys) / sizeof(whys[0]); i++)
		if (strlen(whys[i].word) == n &&
		    strncmp(whys[i].word, word, n) == 0)
			return _(whys[i].text);
	return NULL;
}

char *
cr_match_reasons_text(const char *words, char to[2 * CR_WHY_SIZE])
{
	const char *text;
	size_t n = 0, len;

	*to = '\0';
	while (*words != '\0' && n < 2 * CR_WHY_SIZE) {
		len = strcspn(words, " ");
		if ((text = text_of(words, len)) == NULL) {
			/* a person's own words */
			snprintf(to, 2 * CR_WHY_SIZE, "%s", words);
			return to;
		}
		n += (size_t)snprintf(to + n, 2 * CR_WHY_SIZE - n, "%s%s",
		    n ? ", " : "", text);
		words += len + (words[len] != '\0');
	}
	return to;
}

enum { MATCH, ENTRY, ITEM, PARTY, DATE, AMOUNT, KIND, PEER, STATE, RULE,
    CONFIDENCE, REASONS, WHY, CLAIM, BILL };

const struct cr_field cr_match_fields[CR_MATCH_FIELDS] = {
	[MATCH] = { "match", CR_KEY, N_("Match"), N_("the match"), 0 },
	[ENTRY] = { "entry", CR_KEY, N_("Entry"), N_("the money"), 0 },
	[ITEM] = { "item", CR_KEY, N_("Item"), N_("what it pays"), 0 },
	[PARTY] = { "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	[DATE] = { "date", CR_DATE, N_("Date"), N_("of the money"), 0 },
	[AMOUNT] = { "amount_cents", CR_CENTS, N_("Amount"),
	    N_("what the item gets; negative: what it gives back"), 0 },
	[KIND] = { "kind", CR_TEXT, N_("Kind"), N_("payment, claim, bill, "
	    "credit, rounding, charges, discount, withheld, vat"), 0 },
	[PEER] = { "peer", CR_KEY, N_("Peer"),
	    N_("the credit note, or what it is taken off"), 1 },
	[STATE] = { "state", CR_TEXT, N_("State"),
	    N_("booked, waiting, refused, ignored, unbound, tied, untied"),
	    0 },
	[RULE] = { "rule", CR_TEXT, N_("Rule"), N_("key, rf, number, "
	    "amount, sum, rest, oldest, manual"), 0 },
	[CONFIDENCE] = { "confidence_bp", CR_BP, N_("Confidence"),
	    N_("10000 is certain"), 0 },
	[REASONS] = { "reasons", CR_TEXT, N_("Reasons"),
	    N_("words for and against"), 0 },
	[WHY] = { "why", CR_TEXT, N_("Why"),
	    N_("the same for people, in their language"), 1 },
	[CLAIM] = { "claim", CR_KEY, N_("Claim"),
	    N_("what it pays instead of an item"), 0 },
	[BILL] = { "bill", CR_KEY, N_("Bill"),
	    N_("that collects the item"), 1 },
};

int
cr_match_put(void *ctx, const struct cr_match_row *r)
{
	struct cr_printer *p = ctx;
	char why[2 * CR_WHY_SIZE];

	if (r->id != 0)
		cr_put_key(p, MATCH, CR_KEY_MATCH, r->id);
	if (r->entry != 0)
		cr_put_key(p, ENTRY, CR_KEY_ENTRY, r->entry);
	if (r->bill != 0)
		cr_put_key(p, BILL, CR_KEY_BILL, r->bill);
	if (r->item != 0)
		cr_put_key(p, ITEM, CR_KEY_ITEM, r->item);
	if (r->claim != 0)
		cr_put_key(p, CLAIM, CR_KEY_CLAIM, r->claim);
	if (r->item != 0 || r->claim != 0)
		cr_put_cents(p, AMOUNT, r->amount);
	if (r->debtor != 0)
		cr_put_key(p, PARTY, CR_KEY_PARTY, r->debtor);
	cr_put_date(p, DATE, r->date);
	cr_put_text_cell(p, KIND, r->kind);
	if (r->peer != 0)
		cr_put_key(p, PEER, CR_KEY_ITEM, r->peer);
	cr_put_text_cell(p, STATE, r->state);
	cr_put_text_cell(p, RULE, r->rule);
	cr_put_count(p, CONFIDENCE, r->confidence);
	cr_put_text_cell(p, REASONS, r->reasons);
	cr_put_text_cell(p, WHY, cr_match_reasons_text(r->reasons, why));
	cr_print_row(p);
	return 0;
}
