#include "dun_letter.h"

#include <inttypes.h>
#include <string.h>

#include "cr/config.h"
#include "cr/dunning.h"
#include "cr/epc.h"
#include "cr/party.h"
#include "cr/str.h"
#include "say.h"

#define REFERENCE_MAX 140	/* what a transfer holds */

static const char *
amount(const struct dun_letter *l, struct cr_money m)
{
	return cr_say_amount(l->arena, m, l->text->language);
}

static const char *
date(const struct dun_letter *l, struct cr_date d)
{
	return cr_say_date(l->arena, d, l->text->language);
}

static const char *
number(const struct dun_letter *l, int64_t n)
{
	return cr_say_number(l->arena, n);
}

/* An amount, where there is one. */
static void
set_amount(const struct dun_letter *l, enum cr_letter_word word,
    struct cr_money m)
{
	if (m.cents > 0)
		cr_values_set(l->v, word, amount(l, m));
}

/* ---- Who ---------------------------------------------------------------- */

static int
contact(const struct dun_letter *l, int64_t party, const char *channel,
    enum cr_letter_word word)
{
	const char *address, *name;
	int rc = cr_dunning_contact(l->cr, party, channel, l->arena, &address,
	    &name);

	if (rc == 1)
		cr_values_set(l->v, word, address);
	return rc < 0 ? rc : CR_OK;
}

/* Who told the debtor's PEC, as a served act has to say. */
static int
put_source(const struct dun_letter *l)
{
	const char *pec = cr_values_get(l->v, CR_LETTER_DEBTOR_PEC), *source;
	struct cr_date day;
	int rc;

	if (pec == NULL)
		return CR_OK;
	if ((rc = cr_contact_source(l->cr, l->a->party.id, "pec", pec,
	    l->arena, &source, &day)) != 1)
		return rc;
	cr_values_set(l->v, CR_LETTER_DEBTOR_PEC_SOURCE, source);
	cr_values_set(l->v, CR_LETTER_DEBTOR_PEC_DAY, date(l, day));
	return CR_OK;
}

static void
put_head(struct dun_letter *l)
{
	const struct cr_letterhead *h = &l->head;

	cr_values_set(l->v, CR_LETTER_PLACE, h->place);
	cr_values_set(l->v, CR_LETTER_CREDITOR_REA, h->rea);
	cr_values_set(l->v, CR_LETTER_SIGNER, h->signer);
	cr_values_set(l->v, CR_LETTER_SIGNER_ROLE, h->role);
	cr_values_set(l->v, CR_LETTER_HANDOVER, h->hand_over);
	cr_values_set(l->v, CR_LETTER_HANDOVER_CONTACT,
	    h->hand_over_contact);
}

static int
put_creditor(struct dun_letter *l, const char **iban)
{
	struct dun_creditor c;
	const struct cr_party *p = &c.party;
	int err;

	if ((err = cr_dun_kept_creditor(l->cr, l->kept, l->letters,
	    l->a->creditor, l->arena, &c)) != CR_OK)
		return err;
	l->head = c.head;
	*iban = l->head.iban != NULL ? l->head.iban : p->iban;
	put_head(l);
	cr_values_set(l->v, CR_LETTER_CREDITOR_NAME,
	    l->head.name ? l->head.name : p->name);
	cr_values_set(l->v, CR_LETTER_CREDITOR_STREET, p->street);
	cr_values_set(l->v, CR_LETTER_CREDITOR_CITY, cr_say_city(l->arena, p));
	cr_values_set(l->v, CR_LETTER_CREDITOR_VAT, cr_say_vat(l->arena, p));
	cr_values_set(l->v, CR_LETTER_CREDITOR_TAX_CODE, p->tax_code);
	cr_values_set(l->v, CR_LETTER_CREDITOR_EMAIL, c.email);
	cr_values_set(l->v, CR_LETTER_CREDITOR_PEC, c.pec);
	cr_values_set(l->v, CR_LETTER_CREDITOR_PHONE, c.phone);
	return CR_OK;
}

static int
put_debtor(struct dun_letter *l)
{
	const struct cr_party *p = &l->a->party;
	int rc;

	cr_values_set(l->v, CR_LETTER_DEBTOR_NAME, p->name);
	cr_values_set(l->v, CR_LETTER_DEBTOR_STREET, p->street);
	cr_values_set(l->v, CR_LETTER_DEBTOR_CITY, cr_say_city(l->arena, p));
	cr_values_set(l->v, CR_LETTER_DEBTOR_VAT, cr_say_vat(l->arena, p));
	cr_values_set(l->v, CR_LETTER_DEBTOR_TAX_CODE, p->tax_code);
	cr_values_set(l->v, CR_LETTER_DEBTOR_CODE, p->code);
	if ((rc = contact(l, p->id, "mobile", CR_LETTER_DEBTOR_PHONE)) ||
	    (rc = contact(l, p->id, "pec", CR_LETTER_DEBTOR_PEC)) ||
	    (rc = put_source(l)))
		return rc;
	return contact(l, p->id, "phone", CR_LETTER_DEBTOR_PHONE);
}

/*
 * "PEC all'indirizzo x@pec.example, tratto da INI-PEC il 30/09/2026": which
 * register it is from belongs to what is served by PEC (art. 3-bis L.
 * 53/1994).
 */
static int
put_channel(struct dun_letter *l, enum cr_channel channel,
    const char *address)
{
	const char *by = cr_letter_by(l->text, cr_channel_word(channel));
	const char *source = NULL, *from, *on;
	struct cr_date day;
	int rc = 0;

	if (by == NULL)
		return CR_OK;
	if (!cr_channel_facts(channel)->postal)
		by = cr_arena_printf(l->arena, "%s %s", by, address);
	if (channel == CR_CHANNEL_PEC && (rc = cr_contact_source(l->cr,
	    l->a->party.id, "pec", address, l->arena, &source, &day)) == 1) {
		from = cr_letter_drawn_from(l->text, &on);
		by = cr_arena_printf(l->arena, "%s, %s %s %s %s", by, from,
		    source, on, date(l, day));
	}
	cr_values_set(l->v, CR_LETTER_CHANNEL, by);
	return rc < 0 ? rc : CR_OK;
}

/* ---- How much ----------------------------------------------------------- */

/* What is to be paid now: what is overdue, else all; credits are off. */
static struct cr_money
due_now(const struct cr_dun_notice *n)
{
	struct cr_money m = { (n->overdue.cents > 0 ? n->overdue.cents :
	    n->claim.cents) - n->credit.cents };

	if (m.cents < 0)
		m.cents = 0;
	return m;
}

static void
put_sums(struct dun_letter *l)
{
	const struct cr_dun_notice *n = l->n;
	struct cr_money net = { n->claim.cents - n->credit.cents };
	struct cr_date today = l->cr->today;
	bool euro = cr_streq(l->a->currency, "EUR");
	int y, m, d;

	cr_date_to_ymd(today, &y, &m, &d);
	cr_values_set(l->v, CR_LETTER_NUMBER, cr_arena_printf(l->arena,
	    "%" PRId64 "-%04d%02d%02d-%d%s%s", l->a->debtor, y, m, d,
	    n->level->order, euro ? "" : "-", euro ? "" : l->a->currency));
	cr_values_set(l->v, CR_LETTER_DATE, date(l, today));
	cr_values_set(l->v, CR_LETTER_CURRENCY, l->a->currency);
	cr_values_set(l->v, CR_LETTER_CLAIM, amount(l, n->claim));
	if (n->credit.cents != 0)
		cr_values_set(l->v, CR_LETTER_CREDIT, amount(l, n->credit));
	cr_values_set(l->v, CR_LETTER_NET, amount(l, net));
	if (n->overdue.cents > 0) {
		cr_values_set(l->v, CR_LETTER_OVERDUE, amount(l, n->overdue));
		cr_values_set(l->v, CR_LETTER_DUE_NOW, amount(l, due_now(n)));
	}
	set_amount(l, CR_LETTER_COMING,
	    (struct cr_money){ n->claim.cents - n->overdue.cents });
	if (!cr_date_is_set(n->term))
		return;
	if (n->grant == 0)
		cr_values_set(l->v, CR_LETTER_TERM_DATE, date(l, n->term));
	cr_values_set(l->v, CR_LETTER_TERM_DAYS, number(l, n->grant > 0 ?
	    n->grant : n->term.days - today.days));
}

/* ---- The items ---------------------------------------------------------- */

/* That a bank returned it, when, why, and what it took for that. */
static void
put_unpaid(struct dun_letter *l, const struct cr_dun_item *it,
    const char *code, struct cr_values *row)
{
	struct cr_money charges = cr_dun_letter_charges(l, it->item);

	cr_values_lend(row, CR_LETTER_ITEM_UNPAID, "1");
	cr_values_lend(row, CR_LETTER_ITEM_RETURNED, date(l, it->returned));
	if (code != NULL)
		cr_values_lend(row, CR_LETTER_ITEM_WHY,
		    cr_letter_why(l->text, code));
	if (charges.cents > 0)
		cr_values_lend(row, CR_LETTER_ITEM_CHARGES,
		    amount(l, charges));
}

/* A row of all items, and the same of those past due or those to come. */
static void
put_item(struct dun_letter *l, const struct cr_dun_item *it,
    const struct cr_dunning_line *line, const char *why)
{
	struct cr_values *row = cr_values_row(l->v, CR_LETTER_ITEMS);
	struct cr_money paid = { line->amount.cents - it->open.cents };
	struct cr_money held = { it->open.cents - it->claim.cents };
	int32_t late = l->cr->today.days - it->due.days;

	cr_values_lend(row, CR_LETTER_ITEM_NUMBER, line->number);
	cr_values_lend(row, CR_LETTER_ITEM_DATE, date(l, line->date));
	cr_values_lend(row, CR_LETTER_ITEM_DUE, date(l, it->due));
	cr_values_lend(row, CR_LETTER_ITEM_AMOUNT, amount(l, line->amount));
	if (paid.cents != 0)
		cr_values_lend(row, CR_LETTER_ITEM_PAID, amount(l, paid));
	if (held.cents != 0)
		cr_values_lend(row, CR_LETTER_ITEM_HELD, amount(l, held));
	cr_values_lend(row, CR_LETTER_ITEM_CLAIM, amount(l, it->claim));
	if (late > 0)
		cr_values_lend(row, CR_LETTER_ITEM_DAYS_LATE,
		    number(l, late));
	if (it->unpaid)
		put_unpaid(l, it, why, row);
	cr_values_row_as(l->v, late > 0 ? CR_LETTER_OVERDUE_ITEMS :
	    CR_LETTER_COMING_ITEMS, row);
}

/*
 * Where to pay: the account that all items name, else the creditor's. What
 * an item that the bank collects names may be the debtor's own.
 */
static void
choose_iban(const struct dun_letter *l, const struct cr_dun_item *it,
    const char *named, const char *own, const char **iban)
{
	if (named == NULL || cr_policy_is_bank(l->n->policy, it->method))
		named = own;
	if (it == l->n->items[0])
		*iban = named;
	else if (!cr_streq(*iban, named))
		*iban = own;
}

/* The numbers of the documents that are claimed, as many as fit. */
static void
add_reference(struct cr_buf *reference, const char *doc)
{
	if (reference->len + strlen(doc) + 2 > REFERENCE_MAX)
		return;
	if (reference->len > 0)
		cr_buf_adds(reference, ", ");
	cr_buf_adds(reference, doc);
}

/* The items, where to pay them, and what to quote. */
static int
put_items(struct dun_letter *l, const char *own_iban)
{
	const struct cr_dun_item *it;
	const char *iban = NULL, *contract = NULL, *why;
	struct cr_dunning_line line;
	struct cr_buf reference;
	int32_t late = 0;
	size_t i;
	int err = CR_OK;

	cr_buf_init_max(&reference, REFERENCE_MAX);
	for (i = 0; i < l->n->nitems && err == CR_OK; i++) {
		it = l->n->items[i];
		why = NULL;
		if ((err = cr_dun_kept_line(l->cr, l->kept, it, l->arena,
		    &line)) != CR_OK || (it->unpaid &&
		    (err = cr_dunning_why(l->cr, it->item, l->arena,
		    &why)) != CR_OK))
			break;
		put_item(l, it, &line, why);
		cr_dun_letter_interest(l, it->item, line.number);
		if (l->cr->today.days - it->due.days > late)
			late = l->cr->today.days - it->due.days;
		choose_iban(l, it, line.iban, own_iban, &iban);
		/* the one that all of them come from, or none */
		if (i == 0 || !cr_streq(contract, line.contract))
			contract = i == 0 ? line.contract : NULL;
		if (l->n->overdue.cents == 0 ||
		    it->due.days < l->cr->today.days)
			add_reference(&reference, line.number);
	}
	cr_values_set(l->v, CR_LETTER_IBAN, iban);
	cr_values_set(l->v, CR_LETTER_CONTRACT, contract);
	cr_values_set(l->v, CR_LETTER_REFERENCE, reference.s);
	if (late > 0)
		cr_values_set(l->v, CR_LETTER_DAYS_LATE, number(l, late));
	cr_buf_release(&reference);
	return err;
}

static int
put_credits(struct dun_letter *l)
{
	const struct credit *c;
	struct cr_dunning_line line;
	struct cr_values *row;
	size_t i;
	int err;

	for (i = 0; l->n->credit.cents > 0 && i < l->a->ncredits; i++) {
		c = &l->a->credits[i];
		err = c->item != 0 ?
		    cr_dunning_item(l->cr, c->item, l->arena, &line) :
		    cr_dunning_entry(l->cr, c->entry, l->arena, &line);
		if (err != CR_OK)
			return err;
		row = cr_values_row(l->v, CR_LETTER_CREDITS);
		cr_values_set(row, CR_LETTER_CREDIT_NUMBER, line.number);
		cr_values_set(row, CR_LETTER_CREDIT_DATE, date(l, line.date));
		cr_values_set(row, CR_LETTER_CREDIT_AMOUNT,
		    amount(l, c->open));
		if (c->item != 0)
			cr_values_set(row, CR_LETTER_CREDIT_NOTE, "1");
	}
	return CR_OK;
}

/* ---- How to pay --------------------------------------------------------- */

static void
put_payment(struct dun_letter *l, struct cr_money total)
{
	const char *iban = cr_values_get(l->v, CR_LETTER_IBAN);
	struct cr_epc e = {
		.bic = l->head.iban != NULL && cr_streq(iban, l->head.iban) ?
		    l->head.bic : NULL,
		.name = cr_values_get(l->v, CR_LETTER_CREDITOR_NAME),
		.iban = iban, .amount = total,
		.text = cr_values_get(l->v, CR_LETTER_REFERENCE),
	};
	struct cr_buf b;

	cr_values_set(l->v, CR_LETTER_TOTAL, amount(l, total));
	cr_values_set(l->v, CR_LETTER_BIC, e.bic);
	if (iban == NULL || !cr_streq(l->a->currency, "EUR"))
		return;
	cr_buf_init(&b);
	if (cr_epc_text(&b, &e))
		l->values.epc = cr_arena_strdup(l->arena, b.s);
	cr_buf_release(&b);
}

int
cr_dun_letter_values(struct dun_letter *l, enum cr_channel channel,
    const char *address)
{
	const char *iban;
	struct cr_money total = due_now(l->n);
	int err;

	l->v = cr_values_new(l->arena, cr_letter_words);
	l->values = (struct cr_letter_values){ .v = l->v, .head = &l->head,
	    .fax = address, .day = l->cr->today };
	if ((err = put_creditor(l, &iban)) != CR_OK ||
	    (err = put_debtor(l)) != CR_OK)
		return err;
	if ((err = put_channel(l, channel, address)) != CR_OK)
		return err;
	put_sums(l);
	if ((err = put_items(l, iban)) != CR_OK ||
	    (err = put_credits(l)) != CR_OK)
		return err;
	if ((err = cr_dun_letter_claims(l, &total)) != CR_OK)
		return err;
	put_payment(l, total);
	return CR_OK;
}
