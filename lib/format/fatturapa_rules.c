#include "cr/fatturapa.h"

#include <string.h>

#include "cr/str.h"

/*
 * TipoDocumento. TD16 to TD23 and TD27 to TD29 are written by the customer,
 * or to oneself, for the tax office: nobody is owed anything by them.
 */
enum { RECEIVABLE = 1, CREDIT = 2 };

static const struct document_type {
	char code[5];
	unsigned char effect;
} document_types[] = {
	{ "TD01", RECEIVABLE },		/* invoice */
	{ "TD02", RECEIVABLE },		/* advance on an invoice */
	{ "TD03", RECEIVABLE },		/* advance on a fee note */
	{ "TD04", RECEIVABLE | CREDIT },	/* credit note */
	{ "TD05", RECEIVABLE },		/* debit note */
	{ "TD06", RECEIVABLE },		/* fee note */
	{ "TD07", RECEIVABLE },		/* simplified invoice */
	{ "TD08", RECEIVABLE | CREDIT },	/* simplified credit note */
	{ "TD09", RECEIVABLE },		/* simplified debit note */
	{ "TD16", 0 },			/* domestic reverse charge */
	{ "TD17", 0 },			/* services from abroad */
	{ "TD18", 0 },			/* goods from the Union */
	{ "TD19", 0 },			/* goods, art. 17 c. 2 DPR 633/72 */
	{ "TD20", 0 },			/* regularising self-invoice */
	{ "TD21", 0 },			/* beyond the export ceiling */
	{ "TD22", 0 },			/* out of a VAT warehouse */
	{ "TD23", 0 },			/* the same, with VAT paid */
	{ "TD24", RECEIVABLE },		/* deferred, art. 21 c. 4 a) */
	{ "TD25", RECEIVABLE },		/* deferred, art. 21 c. 4 b) */
	{ "TD26", RECEIVABLE },		/* sale of depreciable goods */
	{ "TD27", 0 },			/* own use, gifts */
	{ "TD28", 0 },			/* from San Marino with VAT */
	{ "TD29", 0 },			/* missing invoice, reported */
};

/* Paid when issued: cash, cashier's cheque, Treasury cash, card, kept back. */
static const char immediate[][5] = { "MP01", "MP03", "MP04", "MP08", "MP22" };
#define MP_LAST 23

static const struct document_type *
find_type(const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(document_types) / sizeof(*document_types); i++)
		if (cr_streq(type, document_types[i].code))
			return &document_types[i];
	return NULL;
}

static bool
has_effect(const char *type, unsigned char effect)
{
	const struct document_type *t = find_type(type);

	return t != NULL && (t->effect & effect) != 0;
}

bool
cr_td_is_known(const char *type)
{
	return find_type(type) != NULL;
}

bool
cr_td_is_receivable(const char *type)
{
	return has_effect(type, RECEIVABLE);
}

bool
cr_td_is_credit(const char *type)
{
	return has_effect(type, CREDIT);
}

bool
cr_mp_is_known(const char *m)
{
	int n;

	if (m == NULL || strlen(m) != 4 || m[0] != 'M' || m[1] != 'P' ||
	    !cr_is_digit(m[2]) || !cr_is_digit(m[3]))
		return false;
	n = (m[2] - '0') * 10 + (m[3] - '0');
	return n >= 1 && n <= MP_LAST;
}

bool
cr_mp_is_immediate(const char *method)
{
	size_t i;

	for (i = 0; i < sizeof(immediate) / sizeof(*immediate); i++)
		if (cr_streq(method, immediate[i]))
			return true;
	return false;
}

static struct cr_due
after(struct cr_date from, int32_t days, const char *source)
{
	return (struct cr_due){ { from.days + days }, source };
}

/* What the instalment itself says of its due date, if anything. */
static bool
own_due(const struct cr_rec_invoice *inv, const struct cr_rec_instalment *i,
    struct cr_due *out)
{
	bool from = cr_date_is_set(i->terms_from);

	if (cr_date_is_set(i->due))
		*out = after(i->due, 0, "stated");
	else if (i->terms_days >= 0)
		*out = after(from ? i->terms_from : inv->date, i->terms_days,
		    "terms");
	else if (from)
		*out = after(i->terms_from, 0, "reference");
	else if (cr_mp_is_immediate(i->method) || cr_streq(i->terms, "TP03"))
		*out = after(inv->date, 0, "issue");
	else
		return false;
	return true;
}

struct cr_due
cr_instalment_due(const struct cr_rec_invoice *inv, size_t k,
    int32_t party_days, struct cr_date received)
{
	struct cr_due due;

	if (k < inv->ninstalments && own_due(inv, &inv->instalments[k], &due))
		return due;
	if (party_days >= 0)
		return after(inv->date, party_days, "party");
	return after(cr_date_is_set(received) ? received : inv->date,
	    CR_LEGAL_TERM_DAYS, "legal");
}

size_t
cr_instalment_count(const struct cr_rec_invoice *inv)
{
	return inv->ninstalments > 0 ? inv->ninstalments : 1;
}

/* Do the instalments, as written, owe what the document credits? */
static bool
is_reversed(const struct cr_rec_invoice *inv)
{
	struct cr_money sum = { 0 };
	size_t i;

	for (i = 0; i < inv->ninstalments; i++)
		if (!inv->instalments[i].alternative)
			cr_money_add(&sum, inv->instalments[i].amount);
	return inv->due.cents < 0 && sum.cents > 0;
}

struct cr_money
cr_instalment_amount(const struct cr_rec_invoice *inv, size_t k)
{
	const struct cr_rec_instalment *i;

	if (inv->ninstalments == 0)
		return inv->due;
	i = &inv->instalments[k];
	if (i->alternative)
		return (struct cr_money){ 0 };
	return is_reversed(inv) ? cr_money_neg(i->amount) : i->amount;
}

bool
cr_warning_is_serious(const char *warning)
{
	static const char *const mild[] = {
		"total-missing:", "total-net:", "due-derived:", "due-legal:",
		"cn-unlinked:", "ns-odd:", "iban-odd:",
	};
	size_t i;

	for (i = 0; i < sizeof(mild) / sizeof(*mild); i++)
		if (cr_starts(warning, mild[i]))
			return false;
	return true;
}
