#include "cbi.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/str.h"
#include "cr/taxid.h"

/* Account reporting: RH, EC, RA, RP, DT (CBI-RND-001). */

#define AMOUNT_LENGTH 15
#define RECOVERY "93011"	/* a statement that is sent again */

/*
 * "000000006000,00" and its sign. Only a portfolio (RP) may count cents
 * without a comma.
 */
static int
amount(struct cbi *c, int sign, int from, struct cr_money *out)
{
	const char *s = CBI_AT(c, from);
	int64_t v = 0;
	int i, comma = -1;

	for (i = 0; i < AMOUNT_LENGTH; i++) {
		if (s[i] == ',' && comma < 0)
			comma = i;
		else if (cr_is_digit(s[i]))
			v = v * 10 + (s[i] - '0');
		else
			break;
	}
	if (i < AMOUNT_LENGTH || (comma < 0 ? memcmp(c->flow.type, "RP", 2) !=
	    0 : comma != AMOUNT_LENGTH - 3) || v > CR_MONEY_MAX_CENTS)
		return cr_fail(c->b->cr, CR_EINPUT, "\"%s\" in position %d "
		    "is no amount", cr_cbi_show(c, from,
		    from + AMOUNT_LENGTH - 1), from);
	if (*CBI_AT(c, sign) != 'C' && *CBI_AT(c, sign) != 'D')
		return cr_fail(c->b->cr, CR_EINPUT, "\"%s\" in position %d is "
		    "neither credit nor debit", cr_cbi_show(c, sign, sign),
		    sign);
	out->cents = *CBI_AT(c, sign) == 'D' ? -v : v;
	return CR_OK;
}

/* The IBAN that the bank writes, or that the coordinates make. */
static void
account(struct cbi *c)
{
	memcpy(c->account, CBI_AT(c, 100), 4);
	memcpy(c->account + 4, CBI_AT(c, 52), 23);
	c->account[27] = '\0';
	if (!cr_iban_is_valid(c->account) &&
	    !cr_cbi_account(c, 53, 58, 63, c->account))
		*c->account = '\0';
}

static bool
is_currency(const char *s)
{
	int i;

	for (i = 0; i < 3; i++)
		if (s[i] < 'A' || s[i] > 'Z')
			return false;
	return true;
}

/* 61: the opening balance of an account. */
static int
opening(struct cbi *c)
{
	struct cr_rec_balance *bal = &c->balance.u.balance;
	struct cr_money v;
	int rc;

	if (c->in_statement)
		return cr_fail(c->b->cr, CR_EINPUT, "a statement begins "
		    "before the closing balance of the one before it");
	cr_record_init(&c->balance, CR_RECORD_BALANCE);
	c->flow.items++;
	c->in_statement = true;
	c->duplicate = memcmp(CBI_AT(c, 29), RECOVERY, 5) == 0;
	account(c);
	if (!cr_is_empty(c->account))
		bal->account = c->account;
	if (is_currency(CBI_AT(c, 75))) {
		memcpy(c->currency, CBI_AT(c, 75), 3);
		bal->currency = c->currency;
	}
	snprintf(c->statement_id, sizeof(c->statement_id), "%s/%s/%s",
	    c->flow.parties, c->flow.support, cr_cbi_show(c, 4, 10));
	bal->statement_id = c->statement_id;
	bal->statement = ++c->b->statement;
	bal->source = c->flow.word;
	if (!cr_cbi_is_blank(c, 85, 99)) {
		if ((rc = amount(c, 84, 85, &v)) != CR_OK)
			return rc;
		bal->opening = (struct cr_opt_money){ true, v };
	}
	return CR_OK;
}

/* Hand on the movement whose records are over. */
static int
put_entry(struct cbi *c)
{
	int rc;

	if (!c->has_out)
		return CR_OK;
	c->has_out = false;
	cr_cbi_info_end(c);
	rc = cr_btext_emit(c->b, &c->out, c->out_line);
	cr_arena_clear(&c->b->arena);
	return rc;
}

/* A day that is missing is the other one; both is too many. */
static int
days(struct cbi *c, struct cr_rec_entry *e)
{
	bool value = cr_cbi_date(c, 14, &e->value);
	bool booked = cr_cbi_date(c, 20, &e->booked);

	if (!cr_date_is_set(e->booked) && !cr_date_is_set(e->value))
		return cr_fail(c->b->cr, CR_EINPUT, "\"%s\" and \"%s\" "
		    "are no days of a movement", cr_cbi_show(c, 14, 19),
		    cr_cbi_show(c, 20, 25));
	if (!value)
		cr_btext_warn(c->b, c->b->line, "the value date \"%s\" is no "
		    "date and is left out", cr_cbi_show(c, 14, 19));
	if (!booked || !cr_date_is_set(e->booked)) {
		cr_btext_warn(c->b, c->b->line, "the booking date \"%s\" is "
		    "no date: the value date is taken", cr_cbi_show(c, 20, 25));
		e->booked = e->value;
	}
	return CR_OK;
}

/* What the customer's reference is, and what the bank says of it. */
static void
reference(struct cbi *c, struct cr_rec_entry *e)
{
	char *type = cr_cbi_text(c, 78, 86), *text = cr_cbi_text(c, 87, 120);

	e->servicer_ref = cr_cbi_text(c, 62, 77);
	e->note = text;
	if (type == NULL)
		return;
	if (text != NULL && strchr(text, ' ') == NULL &&
	    strpbrk(text, "0123456789") != NULL)
		e->payment_id = text;
	e->note = text == NULL ? type :
	    cr_arena_printf(&c->b->arena, "%s %s", type, text);
}

/* 62: a movement. */
static int
movement(struct cbi *c)
{
	struct cr_rec_entry *e = &c->out.u.entry;
	struct cr_rec_balance *bal = &c->balance.u.balance;
	int rc;

	if (!c->in_statement)
		return cr_fail(c->b->cr, CR_EINPUT,
		    "a movement stands in no statement");
	c->out.type = CR_RECORD_ENTRY;
	c->out.u.entry = c->blank;
	c->has_out = true;
	c->out_line = c->b->line;
	if ((rc = days(c, e)) != CR_OK ||
	    (rc = amount(c, 26, 27, &e->amount.v)) != CR_OK ||
	    (rc = cr_btext_add(c->b, bal, e->amount.v)) != CR_OK)
		return rc;
	e->amount.set = true;
	e->statement = bal->statement;
	e->account = bal->account;
	e->currency = bal->currency;
	e->statement_id = bal->statement_id;
	e->entry = bal->entries;
	e->code = cr_cbi_text(c, 42, 43);
	e->bank_code = cr_cbi_text(c, 44, 45);
	e->cheque = cr_cbi_text(c, 46, 61);
	e->source = c->flow.word;
	e->duplicate = c->duplicate;
	reference(c, e);
	return CR_OK;
}

/* 64: the closing balance; what is liquid of it is not told. */
static int
closing(struct cbi *c)
{
	struct cr_rec_balance *bal = &c->balance.u.balance;
	struct cr_money v;
	int rc;

	if (!c->in_statement)
		return cr_fail(c->b->cr, CR_EINPUT,
		    "a closing balance stands in no statement");
	c->in_statement = false;
	if (!cr_cbi_date(c, 14, &bal->date))
		cr_btext_warn(c->b, c->b->line, "the day \"%s\" of the "
		    "closing balance is no date and is left out",
		    cr_cbi_show(c, 14, 19));
	if (!cr_cbi_is_blank(c, 21, 35)) {
		if ((rc = amount(c, 20, 21, &v)) != CR_OK)
			return rc;
		bal->closing = (struct cr_opt_money){ true, v };
	}
	return cr_btext_balance(c->b, &c->balance, c->b->line);
}

int
cr_cbi_report(struct cbi *c)
{
	const char *type = CBI_AT(c, 2);
	int rc = CR_OK;

	if (memcmp(type, "63", 2) == 0) {
		if (c->has_out)
			cr_cbi_info(c);
		return CR_OK;
	}
	if ((rc = put_entry(c)) != CR_OK)
		return rc;
	if (memcmp(type, "61", 2) == 0)
		return opening(c);
	if (memcmp(type, "62", 2) == 0)
		return movement(c);
	if (memcmp(type, "64", 2) == 0)
		return closing(c);
	if (memcmp(type, "65", 2) != 0)
		cr_btext_warn(c->b, c->b->line, "record \"%s\" of the CBI "
		    "flow %s is not known and is passed over",
		    cr_cbi_show(c, 2, 3), c->flow.type);
	return CR_OK;
}

int
cr_cbi_report_end(struct cbi *c)
{
	int64_t statements = cr_cbi_number(c, 46, 52);

	if (c->has_out || c->in_statement)
		return cr_fail(c->b->cr, CR_EINPUT, "statement %d of the CBI "
		    "flow %s \"%s\" has no closing balance", c->b->statement,
		    c->flow.type, c->flow.support);
	if (statements >= 0 && statements != c->flow.items)
		cr_btext_warn(c->b, c->b->line, "the CBI flow %s \"%s\" says "
		    "that it has %lld statements, it has %d", c->flow.type,
		    c->flow.support, (long long)statements, c->flow.items);
	return CR_OK;
}
