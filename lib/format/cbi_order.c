#include "cbi.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/str.h"

/*
 * Orders of collection as presented, and their outcomes: Ri.Ba. (IB,
 * CBI-RIB-001), MAV (IM, CBI-ICI-001), RID (IR). One order is the records
 * from 14 to 70; in the outcome the banks of record 14 stand elsewhere.
 */

#define SUM_FROM 53		/* in EF */
#define SUM_LENGTH 15

/* Which of the causes are known; the others change nothing. */
static const struct cause {
	const char *code;
	const char *outcome;
	const char *reason;	/* as ISO 20022 says it */
} causes[] = {
	{ "30000", "presented", NULL },
	{ "30010", "paid", NULL },
	{ "42010", "unpaid", NULL },
	{ "30006", "refused", NULL },	/* returned unprocessed */
	{ "30007", "refused", NULL },	/* not domiciled there */
	{ "30008", "recalled", NULL },
	{ "30009", "refused", NULL },	/* presented beyond the terms */
	{ "16000", "memo", NULL },	/* charges */
	{ "37000", "memo", NULL },	/* unpaid ones debited again */
	{ "07000", "paid", NULL },	/* in what comes from a bank */
	{ "07006", "refused", NULL },
	{ "07008", "recalled", NULL },
	{ "07010", "unpaid", NULL },	/* struck off */
	{ "07011", "paid", NULL },	/* after it was struck off */
	{ "50000", "presented", NULL },
	{ "50001", "unpaid", "AC04" },
	{ "50002", "refused", NULL },	/* too late */
	{ "50003", "unpaid", "AM04" },
	{ "50004", "unpaid", "MS02" },	/* the debtor objects */
	{ "50006", "refused", NULL },
	{ "50007", "refused", NULL },	/* technical, or no mandate */
	{ "50008", "recalled", NULL },
	{ "50009", "unpaid", NULL },	/* contested */
	{ "50010", "paid", NULL },
};

static const struct {
	char type[3];
	const char *source;
} sources[] = { { "IB", "riba" }, { "IM", "mav" }, { "IR", "rid" } };

static const struct cause *
find_cause(const char *code)
{
	size_t i;

	for (i = 0; i < sizeof(causes) / sizeof(*causes); i++)
		if (memcmp(causes[i].code, code, 5) == 0)
			return &causes[i];
	return NULL;
}

static const char *
source_of(const struct cbi *c)
{
	size_t i = 0;

	while (memcmp(sources[i].type, c->flow.type, 2) != 0)
		i++;
	return sources[i].source;
}

/*
 * Is the order of record 14 as its creditor presented it? Then his account
 * stands in front of the debtor's bank. Only MAV have one cause for both.
 */
static bool
is_presented(const struct cbi *c, const struct cause *cause)
{
	if (cause != NULL && strcmp(cause->code, "07000") == 0)
		return !cr_cbi_is_blank(c, 58, 69) &&
		    cr_cbi_is_blank(c, 80, 91);
	return cause != NULL && strcmp(cause->outcome, "presented") == 0;
}

/* Hand on the order whose records are over. */
static int
put_order(struct cbi *c)
{
	int rc;

	if (!c->has_out)
		return CR_OK;
	c->has_out = false;
	rc = cr_btext_emit(c->b, &c->out, c->out_line);
	cr_arena_clear(&c->b->arena);
	return rc;
}

/* Cents without a comma; their sign only counts for the sums of EF. */
static int
amount(struct cbi *c, struct cr_rec_outcome *o)
{
	struct cr_money v = { cr_cbi_number(c, 34, 46) };
	char sign = *CBI_AT(c, 47);

	if (v.cents < 0)
		return cr_fail(c->b->cr, CR_EINPUT, "\"%s\" in position 34 "
		    "is no amount", cr_cbi_show(c, 34, 46));
	if (!cr_money_add(sign == '+' ? &c->flow.plus : &c->flow.minus, v))
		return cr_fail(c->b->cr, CR_ELIMIT,
		    "the sum of the flow is too large");
	o->amount = (struct cr_opt_money){ true, v };
	return CR_OK;
}

/* Whose account, and the debtor's bank, whose place depends on the way. */
static void
banks(struct cbi *c, struct cr_rec_outcome *o, bool presented)
{
	int ours = presented ? 48 : 70, theirs = presented ? 70 : 48;

	if (cr_cbi_account(c, ours, ours + 5, ours + 10, c->account))
		o->account = cr_arena_strdup(&c->b->arena, c->account);
	if (!cr_cbi_is_blank(c, theirs, theirs + 9))
		o->note = cr_arena_printf(&c->b->arena, "ABI %s CAB %s",
		    cr_cbi_show(c, theirs, theirs + 4),
		    cr_cbi_show(c, theirs + 5, theirs + 9));
}

static void
tell_unknown(struct cbi *c, const struct cr_rec_outcome *o)
{
	cr_btext_warn(c->b, c->b->line, "order %d: the cause \"%s\" is not "
	    "known and changes nothing", o->tx, o->code ? o->code : "");
}

/* 14 (10 for the memos of MAV): the order and what became of it. */
static int
begin_order(struct cbi *c)
{
	struct cr_rec_outcome *o = &c->out.u.outcome;
	const struct cause *cause = find_cause(CBI_AT(c, 29));
	int rc;

	if ((rc = put_order(c)) != CR_OK)
		return rc;
	cr_record_init(&c->out, CR_RECORD_OUTCOME);
	c->has_out = true;
	c->out_line = c->b->line;
	o->tx = ++c->flow.items;
	o->source = source_of(c);
	o->currency = "EUR";
	o->date = c->flow.created;
	o->message_id = cr_is_empty(c->flow.support) ? NULL : c->flow.support;
	o->code = cr_cbi_text(c, 29, 33);
	if (cause == NULL) {
		tell_unknown(c, o);
	} else {
		o->outcome = is_presented(c, cause) ? "presented" :
		    cause->outcome;
		o->reason = cause->reason;
	}
	if (!cr_cbi_date(c, 23, &o->due))
		return cr_fail(c->b->cr, CR_EINPUT, "the due date \"%s\" is "
		    "no date", cr_cbi_show(c, 23, 28));
	banks(c, o, is_presented(c, cause));
	o->creditor = cr_cbi_text(c, 92, 96);
	o->debtor = cr_cbi_text(c, 98, 113);
	return amount(c, o);
}

/* The number without the zeros that fill its place. */
static char *
receipt_number(struct cbi *c)
{
	char *s = cr_cbi_text(c, 11, 20);

	while (s != NULL && s[0] == '0' && s[1] != '\0')
		s++;
	return s;
}

/* A day that only some banks write; what is none is left out. */
static struct cr_date
day(struct cbi *c, int from)
{
	struct cr_date d;

	return cr_cbi_date(c, from, &d) ? d : CR_DATE_NONE;
}

/*
 * 51: the key that comes back; and in an outcome what it cost, the day that
 * was debited, and the day it was paid.
 */
static void
keys(struct cbi *c, struct cr_rec_outcome *o)
{
	int64_t charges = cr_cbi_number(c, 87, 91);
	struct cr_date paid;

	o->ref = receipt_number(c);
	if (o->outcome != NULL && strcmp(o->outcome, "presented") == 0)
		return;
	o->payment_id = cr_cbi_text(c, 75, 86);
	if (charges > 0)
		o->charges = (struct cr_opt_money){ true, { charges } };
	o->value = day(c, 92);
	paid = day(c, 110);
	if (cr_date_is_set(paid))
		o->date = paid;
}

int
cr_cbi_order(struct cbi *c)
{
	struct cr_rec_outcome *o = &c->out.u.outcome;
	int type = (int)cr_cbi_number(c, 2, 3);

	if (type == 14 || type == 10)
		return begin_order(c);
	if (!c->has_out)
		return cr_fail(c->b->cr, CR_EINPUT, "record \"%s\" stands "
		    "in no order", cr_cbi_show(c, 2, 3));
	if (type == 30) {
		o->name = cr_cbi_text(c, 11, 70);
		o->tax_code = cr_cbi_text(c, 71, 86);
	} else if (type == 50) {
		o->remittance = cr_cbi_text(c, 11, 90);
	} else if (type == 51) {
		keys(c, o);
	} else if (type != 20 && type != 40 && type != 59 && type != 70) {
		cr_btext_warn(c->b, c->b->line, "record \"%s\" of the CBI "
		    "flow %s is not known and is passed over",
		    cr_cbi_show(c, 2, 3), c->flow.type);
	}
	return CR_OK;
}

/* Only what EF states is compared, and told: banks differ in what it is. */
static void
check_sum(struct cbi *c, int from, const char *what, struct cr_money have)
{
	int64_t v = cr_cbi_number(c, from, from + SUM_LENGTH - 1);

	if (v >= 0 && v != have.cents)
		cr_btext_warn(c->b, c->b->line, "the CBI flow %s \"%s\" says "
		    "that its orders with \"%s\" are %lld cents, they are "
		    "%lld", c->flow.type, c->flow.support, what, (long long)v,
		    (long long)have.cents);
}

int
cr_cbi_order_end(struct cbi *c)
{
	int64_t orders = cr_cbi_number(c, 46, 52);

	if (orders >= 0 && orders != c->flow.items)
		cr_btext_warn(c->b, c->b->line, "the CBI flow %s \"%s\" says "
		    "that it has %lld orders, it has %d", c->flow.type,
		    c->flow.support, (long long)orders, c->flow.items);
	check_sum(c, SUM_FROM, "-", c->flow.minus);
	check_sum(c, SUM_FROM + SUM_LENGTH, "+", c->flow.plus);
	return put_order(c);
}
