#include "cr/bank_sort.h"

#include <string.h>

#include "cr/str.h"

/* What a movement is to us, by what the bank calls it. */

/* CBI causali; XML has them as 48// or 47//00, the bank's own behind. */
static const char returned[] = "08 35 37 42 55 Z9 ZA";
static const char charged[] = "16 66";
/* credits that are nobody's payment: interest, giro, loans, reversals */
static const char not_paid[] = "18 19 34 68 79 Z1 ZS";
static const char cheque[] = "05 13 AB Z2";
static const char bill[] = "29 30 56";
static const char debit[] = "06 Z7 Z8";

/* ISO 20022 external bank transaction sub-families, and families */
static const char *const iso_returned[] = { "UPDD", "PRDD", "RCDD", "UPCQ",
    "UDFT", NULL };
static const char *const iso_debited[] = { "RDDT", NULL };
static const char *const iso_charged[] = { "CHRG", "COMM", "FEES", NULL };
static const char *const iso_not_paid[] = { "LDAS", "ACMT", "CAMT", "ICDT",
    "IRCT", "INTR", NULL };

bool
cr_bank_causale(const char *code, char to[3])
{
	size_t i;

	if (code == NULL)
		return false;
	for (i = 0; i < 2; i++) {
		if (!cr_is_digit(code[i]) && !cr_is_alpha(code[i]))
			return false;
		to[i] = cr_upper(code[i]);
	}
	to[2] = '\0';
	return code[2] == '\0' || code[2] == '/' || code[2] == ' ';
}

static const char *const words[] = { "receipt", "return", "charge", "other" };

const char *
cr_bank_sort_word(enum cr_bank_sort sort)
{
	return words[sort];
}

static bool
is_one_of(const char *causale, const char *list)
{
	return causale[0] != '\0' && strstr(list, causale) != NULL;
}

/* Is one of the words a part of the code, between marks? */
static bool
has_word(const char *code, const char *const *list)
{
	const char *s;
	size_t i, n;

	for (s = code; s != NULL && *s != '\0'; s += n + (s[n] != '\0')) {
		n = strcspn(s, "/+-,; ");
		for (i = 0; list[i] != NULL; i++)
			if (strlen(list[i]) == n &&
			    strncmp(list[i], s, n) == 0)
				return true;
	}
	return false;
}

static bool
says(const char *text, const char *word)
{
	size_t n = strlen(word), i;

	for (; text != NULL && *text != '\0'; text++) {
		for (i = 0; i < n && cr_upper(text[i]) == word[i]; i++)
			;
		if (i == n)
			return true;
	}
	return false;
}

static bool
says_any(const struct cr_rec_entry *e, const char *const *list)
{
	size_t i;

	for (i = 0; list[i] != NULL; i++)
		if (says(e->remittance, list[i]) || says(e->note, list[i]))
			return true;
	return false;
}

static bool
is_charge(const struct cr_rec_entry *e, const char *causale)
{
	return is_one_of(causale, charged) || has_word(e->code, iso_charged);
}

/* Without a causale only words tell: MT940 and the tables of banks. */
static bool
words_say_returned(const struct cr_rec_entry *e)
{
	static const char *const unpaid[] = { "INSOLUT", "UNPAID",
	    "IMPAGAT", NULL };

	return says_any(e, unpaid);
}

static bool
words_say_charge(const struct cr_rec_entry *e)
{
	static const char *const cost[] = { "COMMISSION", "SPESE", "ONERI",
	    "COMPETENZE", "CANONE", NULL };

	return says_any(e, cost);
}

static bool
is_return(const struct cr_rec_entry *e, const char *causale)
{
	return is_one_of(causale, returned) ||
	    has_word(e->code, iso_returned) ||
	    (e->code != NULL && cr_ends(e->code, "RTI"));
}

/* Reports of advances, portfolio and securities: no money in an account. */
static bool
is_no_cash(const char *source)
{
	return cr_streq(source, "ra") || cr_streq(source, "rp") ||
	    cr_streq(source, "dt");
}

enum cr_bank_sort
cr_bank_sort(const struct cr_rec_entry *e)
{
	char causale[3] = "";

	if (is_no_cash(e->source))
		return CR_BANK_OTHER;
	if (!cr_bank_causale(e->code, causale))
		causale[0] = '\0';
	if (is_charge(e, causale))
		return CR_BANK_CHARGE;
	if (e->amount.v.cents > 0) {
		/* what we had paid, by wire or debit, came back */
		if (has_word(e->code, iso_not_paid) ||
		    (has_word(e->code, iso_debited) &&
		    has_word(e->code, iso_returned)))
			return CR_BANK_OTHER;
		if (is_return(e, causale))
			return CR_BANK_RETURN;
		if (e->return_reason != NULL)
			return CR_BANK_OTHER;
		return is_one_of(causale, not_paid) ? CR_BANK_OTHER :
		    CR_BANK_RECEIPT;
	}
	/* a credit taken back, by the bank or by who had paid */
	if (is_return(e, causale) || e->return_reason != NULL || e->reversal)
		return CR_BANK_RETURN;
	if (causale[0] != '\0')
		return CR_BANK_OTHER;
	if (words_say_charge(e))
		return CR_BANK_CHARGE;
	return words_say_returned(e) ? CR_BANK_RETURN : CR_BANK_OTHER;
}

const char *
cr_bank_kind(const struct cr_rec_entry *e, enum cr_bank_sort sort)
{
	char causale[3] = "";

	if (sort == CR_BANK_RETURN)
		return "INS";
	if (sort != CR_BANK_RECEIPT)
		return e->code;
	if (!cr_bank_causale(e->code, causale))
		return "BON";
	return is_one_of(causale, cheque) ? "ASS" :
	    is_one_of(causale, bill) ? "RIB" :
	    is_one_of(causale, debit) ? "SDD" : "BON";
}

bool
cr_bank_is_interim(const char *source)
{
	return cr_streq(source, "camt052") || cr_streq(source, "mt942");
}

bool
cr_bank_is_ref(const char *ref)
{
	char said[16];
	size_t n = 0;

	for (; ref != NULL && *ref != '\0'; ref++)
		if (cr_is_digit(*ref) || cr_is_alpha(*ref)) {
			if (n == sizeof(said) - 1)
				return true;
			said[n++] = cr_upper(*ref);
		}
	said[n] = '\0';
	return n > 0 && strcmp(said, "0") != 0 &&
	    strcmp(said, "NOTPROVIDED") != 0 && strcmp(said, "NONREF") != 0;
}
