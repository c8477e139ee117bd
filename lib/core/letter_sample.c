#include "letter_sample.h"

#include <stdio.h>
#include <string.h>

#include "cr/epc.h"
#include "cr/letterhead.h"
#include "cr/str.h"
#include "say.h"

#define IBAN "IT60X0542811101000000123456"

/* The invented companies; an invoice in part paid, one returned, one due. */
static const struct {
	enum cr_letter_word word;
	const char *text;
} texts[] = {
	{ CR_LETTER_NUMBER, "1017-20260930-3" },
	{ CR_LETTER_PLACE, "Padova" },
	{ CR_LETTER_CREDITOR_NAME, "Officine Brenta S.r.l." },
	{ CR_LETTER_CREDITOR_STREET, "Via del Porto 7" },
	{ CR_LETTER_CREDITOR_CITY, "35121 Padova (PD)" },
	{ CR_LETTER_CREDITOR_VAT, "IT01234567897" },
	{ CR_LETTER_CREDITOR_TAX_CODE, "01234567897" },
	{ CR_LETTER_CREDITOR_REA, "PD-123456" },
	{ CR_LETTER_CREDITOR_EMAIL, "crediti@brenta.example" },
	{ CR_LETTER_CREDITOR_PEC, "brenta@pec.example" },
	{ CR_LETTER_CREDITOR_PHONE, "049 000000" },
	{ CR_LETTER_DEBTOR_NAME, "Caffè Rossi & Figli S.n.c." },
	{ CR_LETTER_DEBTOR_STREET, "Via Roma 1" },
	{ CR_LETTER_DEBTOR_CITY, "39100 Bolzano (BZ)" },
	{ CR_LETTER_DEBTOR_VAT, "IT07643520567" },
	{ CR_LETTER_DEBTOR_TAX_CODE, "07643520567" },
	{ CR_LETTER_DEBTOR_CODE, "C1017" },
	{ CR_LETTER_DEBTOR_PHONE, "+39 347 0000000" },
	{ CR_LETTER_DEBTOR_PEC, "rossi@pec.example" },
	{ CR_LETTER_DEBTOR_PEC_SOURCE, "INI-PEC" },
	{ CR_LETTER_CURRENCY, "EUR" },
	{ CR_LETTER_IBAN, IBAN },
	{ CR_LETTER_SIGNER, "Anna Neri" },
	{ CR_LETTER_HANDOVER, "Studio legale Verdi" },
	{ CR_LETTER_HANDOVER_CONTACT, "tel. 049 111111" },
};

/* In cents; the sums follow from them. */
enum { PART_AMOUNT = 244000, PART_PAID = 44000, RETURNED = 122000,
    COMING = 61000, CREDIT = 12000, CHARGES = 450, FLAT = 8000,
    RATE_BP = 1015 };

static const char *
amount(const struct dun_letter *l, int64_t cents)
{
	return cr_say_amount(l->arena, (struct cr_money){ cents },
	    l->text->language);
}

static void
set(struct dun_letter *l, enum cr_letter_word word, int64_t cents)
{
	cr_values_set(l->v, word, amount(l, cents));
}

/* The day DAYS from today. */
static const char *
day(const struct dun_letter *l, int32_t days)
{
	return cr_say_date(l->arena, (struct cr_date){
	    l->cr->today.days + days }, l->text->language);
}

static const char *
number(const struct dun_letter *l, int n)
{
	return cr_arena_printf(l->arena, "%d", n);
}

/* An invoice of AMOUNT, LATE days late, in the LIST and that of all. */
static struct cr_values *
add_item(struct dun_letter *l, enum cr_letter_word list, const char *doc,
    int64_t cents, int64_t paid, int late)
{
	struct cr_values *row = cr_values_row(l->v, list);

	cr_values_set(row, CR_LETTER_ITEM_NUMBER, doc);
	cr_values_set(row, CR_LETTER_ITEM_DATE, day(l, -late - 60));
	cr_values_set(row, CR_LETTER_ITEM_DUE, day(l, -late));
	cr_values_set(row, CR_LETTER_ITEM_AMOUNT, amount(l, cents));
	cr_values_set(row, CR_LETTER_ITEM_CLAIM, amount(l, cents - paid));
	if (paid != 0)
		cr_values_set(row, CR_LETTER_ITEM_PAID, amount(l, paid));
	if (late > 0)
		cr_values_set(row, CR_LETTER_ITEM_DAYS_LATE, number(l, late));
	return row;
}

static void
add_overdue(struct dun_letter *l, enum cr_letter_word list)
{
	struct cr_values *row;

	add_item(l, list, "1042/26", PART_AMOUNT, PART_PAID, 65);
	row = add_item(l, list, "1077/26", RETURNED, 0, 35);
	cr_values_set(row, CR_LETTER_ITEM_UNPAID, "1");
	cr_values_set(row, CR_LETTER_ITEM_RETURNED, day(l, -31));
	cr_values_set(row, CR_LETTER_ITEM_CHARGES, amount(l, CHARGES));
}

static int64_t
add_interest(struct dun_letter *l, const char *doc, int64_t principal,
    int days)
{
	struct cr_values *row = cr_values_row(l->v, CR_LETTER_INTEREST_ITEMS);
	int64_t cents = (principal * RATE_BP * days * 2 + 3650000) / 7300000;

	cr_values_set(row, CR_LETTER_INTEREST_NUMBER, doc);
	cr_values_set(row, CR_LETTER_INTEREST_PRINCIPAL,
	    amount(l, principal));
	cr_values_set(row, CR_LETTER_INTEREST_FROM, day(l, 1 - days));
	cr_values_set(row, CR_LETTER_INTEREST_UNTIL, day(l, 0));
	cr_values_set(row, CR_LETTER_INTEREST_DAYS, number(l, days));
	cr_values_set(row, CR_LETTER_INTEREST_RATE, cr_say_rate(l->arena,
	    RATE_BP, l->text->language));
	cr_values_set(row, CR_LETTER_INTEREST_AMOUNT, amount(l, cents));
	cr_values_set(row, CR_LETTER_INTEREST_REGIME, "mora");
	return cents;
}

static void
add_credit(struct dun_letter *l)
{
	struct cr_values *row = cr_values_row(l->v, CR_LETTER_CREDITS);

	cr_values_set(row, CR_LETTER_CREDIT_NUMBER, "NC 18/26");
	cr_values_set(row, CR_LETTER_CREDIT_DATE, day(l, -20));
	cr_values_set(row, CR_LETTER_CREDIT_AMOUNT, amount(l, CREDIT));
	cr_values_set(row, CR_LETTER_CREDIT_NOTE, "1");
}

/* What is overdue, with all that is asked beside it: the sum of it. */
static int64_t
put_overdue(struct dun_letter *l)
{
	int64_t part = PART_AMOUNT - PART_PAID, overdue = part + RETURNED;
	int64_t interest, claims;

	add_overdue(l, CR_LETTER_ITEMS);
	add_overdue(l, CR_LETTER_OVERDUE_ITEMS);
	add_credit(l);
	interest = add_interest(l, "1042/26", part, 65) +
	    add_interest(l, "1077/26", RETURNED, 35);
	claims = interest + FLAT + CHARGES;
	set(l, CR_LETTER_OVERDUE, overdue);
	set(l, CR_LETTER_CREDIT, CREDIT);
	set(l, CR_LETTER_DUE_NOW, overdue - CREDIT);
	set(l, CR_LETTER_INTEREST, interest);
	cr_values_set(l->v, CR_LETTER_INTEREST_TO, day(l, 0));
	set(l, CR_LETTER_PER_DIEM, (overdue * RATE_BP * 2 + 3650000) / 7300000);
	set(l, CR_LETTER_FLAT40, FLAT);
	set(l, CR_LETTER_CHARGES, CHARGES);
	set(l, CR_LETTER_CLAIMS, claims);
	cr_values_set(l->v, CR_LETTER_DAYS_LATE, "65");
	return overdue - CREDIT + claims;
}

/* The sum that is to be paid. */
static int64_t
put_items(struct dun_letter *l, bool coming)
{
	int64_t sum = coming ? COMING : put_overdue(l);
	int64_t overdue = coming ? 0 : PART_AMOUNT - PART_PAID + RETURNED;

	add_item(l, CR_LETTER_ITEMS, "1131/26", COMING, 0, -7);
	add_item(l, CR_LETTER_COMING_ITEMS, "1131/26", COMING, 0, -7);
	set(l, CR_LETTER_COMING, COMING);
	set(l, CR_LETTER_CLAIM, overdue + COMING);
	set(l, CR_LETTER_NET, overdue + COMING - (coming ? 0 : CREDIT));
	set(l, CR_LETTER_TOTAL, sum);
	cr_values_set(l->v, CR_LETTER_REFERENCE, coming ? "1131/26" :
	    "1042/26, 1077/26");
	return sum;
}

static void
put_payment(struct dun_letter *l, int64_t sum)
{
	struct cr_epc e = { .iban = cr_values_get(l->v, CR_LETTER_IBAN),
	    .bic = l->head.bic, .amount = { sum },
	    .name = l->head.name ? l->head.name :
	    cr_values_get(l->v, CR_LETTER_CREDITOR_NAME),
	    .text = cr_values_get(l->v, CR_LETTER_REFERENCE) };
	struct cr_buf b;

	cr_buf_init(&b);
	if (cr_epc_text(&b, &e))
		l->values.epc = cr_arena_strdup(l->arena, b.s);
	cr_buf_release(&b);
}

static void
put_debtors(struct dun_letter *l)
{
	struct cr_values *row = cr_values_row(l->v, CR_LETTER_DEBTORS);

	cr_values_set(row, CR_LETTER_DEBTORS_NAME, texts[11].text);
	cr_values_set(row, CR_LETTER_DEBTORS_CODE, "C1017");
	cr_values_set(row, CR_LETTER_DEBTORS_CITY, "39100 Bolzano (BZ)");
	cr_values_set(row, CR_LETTER_DEBTORS_PHONE, "+39 347 0000000");
	cr_values_set(row, CR_LETTER_DEBTORS_LEVEL, "sollecito-2");
	cr_values_set(row, CR_LETTER_DEBTORS_CHANNEL, "email");
	cr_values_set(row, CR_LETTER_DEBTORS_CURRENCY, "EUR");
	cr_values_set(row, CR_LETTER_DEBTORS_CLAIM, amount(l, 371000));
	cr_values_set(row, CR_LETTER_DEBTORS_DAYS_LATE, "65");
	cr_values_set(row, CR_LETTER_DEBTORS_DOCUMENTS,
	    "1042/26, 1077/26, 1131/26");
}

/* What the configuration says of the creditor's paper goes before. */
static void
put_head(struct dun_letter *l)
{
	const struct cr_letterhead *h = &l->head;
	const struct {
		enum cr_letter_word word;
		const char *text;
	} own[] = {
		{ CR_LETTER_CREDITOR_NAME, h->name },
		{ CR_LETTER_PLACE, h->place },
		{ CR_LETTER_CREDITOR_REA, h->rea },
		{ CR_LETTER_IBAN, h->iban },
		{ CR_LETTER_BIC, h->bic },
		{ CR_LETTER_SIGNER, h->signer },
		{ CR_LETTER_SIGNER_ROLE, h->role },
		{ CR_LETTER_HANDOVER, h->hand_over },
		{ CR_LETTER_HANDOVER_CONTACT, h->hand_over_contact },
	};
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i].text != NULL)
			cr_values_set(l->v, own[i].word, own[i].text);
}

static void
put_channel(struct dun_letter *l, enum cr_channel channel)
{
	const char *by = cr_letter_by(l->text, cr_channel_word(channel));

	if (by == NULL)
		return;
	cr_values_set(l->v, CR_LETTER_CHANNEL, channel == CR_CHANNEL_PEC ?
	    cr_arena_printf(l->arena, "%s rossi@pec.example", by) :
	    channel == CR_CHANNEL_FAX ? cr_arena_printf(l->arena,
	    "%s %s", by, l->values.fax) : by);
}

void
cr_letter_sample(struct dun_letter *l, enum cr_channel channel, bool coming)
{
	size_t i;

	l->v = cr_values_new(l->arena, cr_letter_words);
	l->values = (struct cr_letter_values){ .v = l->v, .head = &l->head,
	    .fax = "0471 000000", .day = l->cr->today };
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		cr_values_set(l->v, texts[i].word, texts[i].text);
	put_head(l);
	put_channel(l, channel);
	cr_values_set(l->v, CR_LETTER_DATE, day(l, 0));
	cr_values_set(l->v, CR_LETTER_TERM_DAYS, "15");
	cr_values_set(l->v, CR_LETTER_TERM_DATE, day(l, 15));
	put_payment(l, put_items(l, coming));
	put_debtors(l);
}
