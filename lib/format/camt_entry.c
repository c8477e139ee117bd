#include "camt.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

/*
 * A movement and its parts are kept until the movement ends, because what
 * the bank says of all of it stands behind them. Beyond this many it is
 * given away before.
 */
#define PARTS_MAX ((size_t)8192)
#define PARTS_BYTES ((size_t)4 * 1024 * 1024)

#define CODE_MAX 80	/* a code put together */

static const char *
get(const struct camt *c, int field)
{
	return cr_walk_get(c->w, field);
}

/* The text of a field of a part. */
static const char *
of(const struct camt *c, const struct part *p, int field)
{
	return cr_walk_at(c->w, p->at[field - F_TX]);
}

/* -1 for a debit, 1 for a credit, 0 for neither. */
static int
mark_of(const char *s)
{
	return cr_streq(s, "CRDT") ? 1 : cr_streq(s, "DBIT") ? -1 : 0;
}

/* The movement, as messages call it: "Stmt[1]/Ntry[2]". */
#define MOVEMENT_OF(c) \
	(c)->element, (int)(c)->statement, (int)(c)->entry

/* It has no amount: it is shown, and nobody can book it. */
static void
refuse(struct camt *c, const char *amount, const char *mark)
{
	int64_t line = cr_xml_line(c->w->xml);

	if (amount == NULL || mark == NULL)
		cr_refuse(c->cr, c->file, line, "%s[%d]/Ntry[%d]/%s is "
		    "missing: the movement cannot be booked", MOVEMENT_OF(c),
		    amount == NULL ? "Amt" : "CdtDbtInd");
	else if (mark_of(mark) == 0)
		cr_refuse(c->cr, c->file, line, "%s[%d]/Ntry[%d]/CdtDbtInd "
		    "\"%s\" is neither CRDT nor DBIT: the movement cannot be "
		    "booked", MOVEMENT_OF(c), mark);
	else
		cr_refuse(c->cr, c->file, line, "%s[%d]/Ntry[%d]/Amt \"%s\" "
		    "is no amount in whole cents: the movement cannot be "
		    "booked", MOVEMENT_OF(c), amount);
}

static void
warn(struct camt *c, const char *name, const char *text)
{
	cr_warn(c->cr, c->file, cr_xml_line(c->w->xml),
	    "%s[%d]/Ntry[%d]/%s \"%s\" makes no sense and is left out",
	    MOVEMENT_OF(c), name, text);
}

static struct cr_date
day(struct camt *c, const char *name, const char *text)
{
	struct cr_date d = CR_DATE_NONE;

	if (text != NULL && !cr_iso_date(text, &d))
		warn(c, name, text);
	return d;
}

static bool
is_true(const char *s)
{
	return cr_streq(s, "true") || cr_streq(s, "1");
}

/* "PMNT/RCDT/ESCT", or the code of the bank's or country's own list. */
static const char *
code_of(const char *domain, const char *family, const char *sub,
    const char *own, char to[CODE_MAX])
{
	const char *part[] = { domain, family, sub };
	size_t i, n = 0, len;

	if (domain == NULL)
		return own;
	for (i = 0; i < 3 && part[i] != NULL; i++) {
		len = strlen(part[i]);
		if (n + len + 2 > CODE_MAX)
			return own;
		if (i > 0)
			to[n++] = '/';
		memcpy(to + n, part[i], len);
		n += len;
	}
	to[n] = '\0';
	return to;
}

/* The sum of charges, if they are of the currency of the movement. */
static struct cr_opt_money
charges_of(struct camt *c, const char *each, const char *currency,
    const char *total)
{
	const char *own = get(c, F_AMOUNT_CURRENCY), *bad = NULL;
	struct cr_opt_money sum = { false, { 0 } };

	if (currency == NULL || own == NULL || strcmp(currency, own) == 0)
		sum = cr_iso_sum(each != NULL ? each : total, &bad);
	if (bad != NULL)
		warn(c, "Chrgs", bad);
	return sum;
}

/* What is said of the movement, and so of its parts. */
static void
fill_movement(struct camt *c, struct cr_record *r)
{
	struct cr_rec_entry *e = &r->u.entry;
	const char *copy = get(c, F_COPY);

	cr_record_init(r, CR_RECORD_ENTRY);
	r->file = c->file;
	r->line = cr_xml_line(c->w->xml);
	e->statement = c->statement;
	e->account = cr_camt_account(c);
	e->entry = c->entry;
	e->booked = c->booked;
	e->value = c->value;
	e->currency = get(c, F_AMOUNT_CURRENCY);
	e->status = get(c, F_STATUS);
	e->source = c->source;
	e->reversal = is_true(get(c, F_REVERSAL));
	if (copy == NULL)
		copy = get(c, F_MESSAGE_COPY);
	e->duplicate = cr_streq(copy, "DUPL") || cr_streq(copy, "CODU");
	e->payment_id = get(c, F_BATCH_PAYMENT);
	e->message_id = get(c, F_BATCH_MESSAGE);
	e->statement_id = get(c, F_STATEMENT_ID);
	e->bank_message_id = get(c, F_MESSAGE_ID);
}

/* The code of a part, or else of all of the movement. */
static void
fill_code(struct camt *c, const struct part *p, struct cr_rec_entry *e,
    char code[CODE_MAX])
{
	const char *own = get(c, F_PROPRIETARY);

	e->code = NULL;
	if (p != NULL) {
		own = of(c, p, F_TX_PROPRIETARY);
		e->code = code_of(of(c, p, F_TX_DOMAIN), of(c, p, F_TX_FAMILY),
		    of(c, p, F_TX_SUBFAMILY), own, code);
	}
	if (e->code == NULL) {
		own = get(c, F_PROPRIETARY);
		e->code = code_of(get(c, F_DOMAIN), get(c, F_FAMILY),
		    get(c, F_SUBFAMILY), own, code);
	}
	e->bank_code = e->code != own ? own : NULL;
}

/* Are these the same account? */
static bool
is_ours(const struct camt *c, const char *account)
{
	const char *ours = cr_camt_account(c);

	return account != NULL && ours != NULL && strcmp(account, ours) == 0;
}

/*
 * The other side is the one whose account is not ours. Where that does not
 * tell, it is who paid a credit or was paid by a debit; but a return keeps
 * the roles of the payment that it returns, if it names that side at all.
 */
static bool
other_is_debtor(const struct camt *c, const struct part *p,
    const struct cr_rec_entry *e, const char *debtor, const char *creditor)
{
	const char *mark = of(c, p, F_TX_MARK);
	bool credit = mark_of(mark != NULL ? mark : get(c, F_MARK)) > 0;

	if (is_ours(c, debtor) != is_ours(c, creditor))
		return is_ours(c, creditor);
	if (!p->returned && !e->reversal)
		return credit;
	return credit ? creditor == NULL && of(c, p, F_CREDITOR) == NULL :
	    debtor != NULL || of(c, p, F_DEBTOR) != NULL;
}

static const char *
first(const char *a, const char *b)
{
	return a != NULL ? a : b;
}

static void
fill_party(struct camt *c, const struct part *p, struct cr_rec_entry *e)
{
	const char *debtor = first(of(c, p, F_DEBTOR_IBAN),
	    of(c, p, F_DEBTOR_ACCOUNT));
	const char *creditor = first(of(c, p, F_CREDITOR_IBAN),
	    of(c, p, F_CREDITOR_ACCOUNT));

	if (other_is_debtor(c, p, e, debtor, creditor)) {
		e->name = first(of(c, p, F_DEBTOR),
		    first(of(c, p, F_ULTIMATE_DEBTOR), of(c, p, F_INITIATOR)));
		e->iban = debtor;
		e->tax_code = cr_iso_tax_code(of(c, p, F_DEBTOR_CODE));
	} else {
		e->name = first(of(c, p, F_CREDITOR),
		    of(c, p, F_ULTIMATE_CREDITOR));
		e->iban = creditor;
		e->tax_code = cr_iso_tax_code(of(c, p, F_CREDITOR_CODE));
	}
}

/*
 * What a part amounts to: its own amount, or that of the transaction, or in
 * the currency of the movement what was instructed.
 */
static void
fill_amount(struct camt *c, const struct part *p, struct cr_opt_money *to,
    const char **currency)
{
	const char *text = of(c, p, F_TX_OWN), *mark = of(c, p, F_TX_MARK);
	int at = F_TX_OWN, sign;

	if (text == NULL)
		text = of(c, p, at = F_TX_AMOUNT);
	if (text == NULL)
		text = of(c, p, at = F_TX_INSTRUCTED);
	*currency = first(text != NULL ? of(c, p, at + 1) : NULL,
	    get(c, F_AMOUNT_CURRENCY));
	if (text == NULL || (at == F_TX_INSTRUCTED &&
	    !cr_streq(*currency, get(c, F_AMOUNT_CURRENCY))))
		goto none;
	sign = mark_of(mark != NULL ? mark : get(c, F_MARK));
	if (sign != 0 && (to->set = cr_iso_amount(text, &to->v))) {
		if (sign < 0)
			to->v = cr_money_neg(to->v);
		return;
	}
	warn(c, "TxDtls/Amt", text);
none:
	*currency = get(c, F_AMOUNT_CURRENCY);
	*to = (struct cr_opt_money){ false, { 0 } };
}

static void
fill_part(struct camt *c, const struct part *p, struct cr_rec_entry *e)
{
	e->end_to_end = of(c, p, F_END_TO_END);
	e->servicer_ref = of(c, p, F_TX_REF);
	e->remittance = of(c, p, F_REMITTANCE);
	e->creditor_ref = of(c, p, F_REFERENCE);
	e->document_refs = of(c, p, F_DOCUMENTS);
	e->return_reason = first(of(c, p, F_REASON),
	    of(c, p, F_REASON_PROPRIETARY));
	e->mandate = of(c, p, F_MANDATE);
	e->payment_id = first(of(c, p, F_TX_PAYMENT), e->payment_id);
	e->message_id = first(of(c, p, F_TX_MESSAGE), e->message_id);
	fill_party(c, p, e);
	e->charges = charges_of(c, of(c, p, F_TX_CHARGE),
	    first(of(c, p, F_TX_CHARGE_CURRENCY),
	    of(c, p, F_TX_CHARGE_TOTAL_CURRENCY)),
	    of(c, p, F_TX_CHARGE_TOTAL));
}

/* The only part stands in one record with its movement. */
static void
fill_only(struct camt *c, const struct part *p, struct cr_rec_entry *e)
{
	const char *currency;

	fill_part(c, p, e);
	e->tx_note = of(c, p, F_TX_NOTE);
	fill_amount(c, p, &e->tx_amount, &currency);
	if (e->tx_amount.set && e->amount.set &&
	    e->tx_amount.v.cents == e->amount.v.cents)
		e->tx_amount.set = false;
}

/* The amount by its mark; without both there is no movement. */
static void
fill_own_amount(struct camt *c, struct cr_rec_entry *e)
{
	const char *amount = get(c, F_AMOUNT), *mark = get(c, F_MARK);

	if (amount == NULL || mark_of(mark) == 0 ||
	    !cr_iso_amount(amount, &e->amount.v)) {
		refuse(c, amount, mark);
		return;
	}
	e->amount.set = true;
	if (mark_of(mark) < 0)
		e->amount.v = cr_money_neg(e->amount.v);
}

/* What is booked counts in the balance; BOOK is understood. */
static void
add_up(struct camt *c, const struct cr_rec_entry *e)
{
	char currency[CURRENCY_SIZE];

	if (!e->amount.set || !(e->status == NULL ||
	    strcmp(e->status, "BOOK") == 0))
		return;
	cr_iso_currency(currency, e->currency);
	if (*c->currency == '\0')
		cr_iso_currency(c->currency, e->currency);
	if (strcmp(c->currency, currency) != 0 ||
	    !cr_money_add(&c->sum, e->amount.v))
		c->mixed = true;
}

/* The movement, with its only part. */
static int
give_movement(struct camt *c)
{
	struct cr_record r;
	struct cr_rec_entry *e = &r.u.entry;
	const struct part *only = c->nparts == 1 ? c->parts : NULL;
	struct cr_opt_money charges;
	char code[CODE_MAX];

	c->booked = day(c, "BookgDt", get(c, F_BOOKED));
	c->value = day(c, "ValDt", get(c, F_VALUE));
	fill_movement(c, &r);
	fill_own_amount(c, e);
	e->note = get(c, F_NOTE);
	if (only != NULL)
		fill_only(c, only, e);
	e->servicer_ref = first(e->servicer_ref, get(c, F_REF));
	fill_code(c, only, e, code);
	charges = charges_of(c, get(c, F_CHARGE),
	    first(get(c, F_CHARGE_CURRENCY), get(c, F_CHARGE_TOTAL_CURRENCY)),
	    get(c, F_CHARGE_TOTAL));
	if (!e->charges.set)
		e->charges = charges;
	add_up(c, e);
	return cr_camt_emit(c, &r);
}

static int
give_part(struct camt *c, const struct part *p, int32_t tx)
{
	struct cr_record r;
	struct cr_rec_entry *e = &r.u.entry;
	char code[CODE_MAX];

	fill_movement(c, &r);
	e->tx = tx;
	fill_part(c, p, e);
	fill_amount(c, p, &e->amount, &e->currency);
	fill_code(c, p, e, code);
	e->note = of(c, p, F_TX_NOTE);
	return cr_camt_emit(c, &r);
}

static int
give_parts(struct camt *c)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < c->nparts && err == CR_OK; i++)
		err = give_part(c, &c->parts[i], ++c->tx);
	c->nparts = 0;
	return err;
}

/* Forget the parts that were given away, and what stood behind them. */
static void
forget_parts(struct camt *c)
{
	int i;

	for (i = F_ENTRY; i < F_TX; i++)
		if (c->w->at[i] > c->room)
			c->w->at[i] = 0;
	c->w->passing.len = c->room;
}

/* Give away what there is, to make room. */
static int
make_room(struct camt *c)
{
	int err = CR_OK;

	if (!c->begun) {
		cr_warn(c->cr, c->file, cr_xml_line(c->w->xml),
		    "%s[%d]/Ntry[%d] has very many parts: what the bank says "
		    "of all of them behind them is left out", MOVEMENT_OF(c));
		err = give_movement(c);
	}
	c->begun = true;
	if (err == CR_OK)
		err = give_parts(c);
	forget_parts(c);
	return err;
}

int
cr_camt_part(struct camt *c)
{
	struct part *p = &c->parts[c->nparts++];

	memcpy(p->at, c->w->at + F_TX, sizeof(p->at));
	if (c->nparts < PARTS_MAX && c->w->passing.len < PARTS_BYTES)
		return CR_OK;
	return make_room(c);
}

int
cr_camt_entry(struct camt *c)
{
	int err = CR_OK;

	if (!c->begun)
		err = give_movement(c);
	if (err != CR_OK || (c->nparts < 2 && !c->begun))
		return err;
	return give_parts(c);
}
