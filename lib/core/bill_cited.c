#include "bill_bank.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/remittance.h"

/*
 * A payment that came back and is in no slip that we know: an ERP had booked
 * it. The words of the bank and the sum tell which, if they tell just one.
 */

struct citing {
	struct cr *cr;
	const struct cr_bank_movement *m;
	struct cr_remittance refs;
	int64_t entry, debtor;
	int n;			/* payments found */
};

/* "RATA 2 DI 3": of equal instalments it is that one. */
static bool
is_instalment(const struct citing *c, int64_t item)
{
	return c->refs.instalment == 0 || item % 1000 == c->refs.instalment;
}

static int
weigh(void *ctx, const struct cr_bank_paid *p)
{
	struct citing *c = ctx;
	int64_t last;
	int rc;

	if (p->entry == c->entry || !is_instalment(c, p->item) ||
	    !cr_remittance_names(&c->refs, p->number, p->date))
		return 0;
	if ((rc = cr_bill_paid_before(c->cr, p->item, p->amount, c->m->date,
	    &last)) != 1)
		return rc;
	c->entry = p->entry;
	c->debtor = p->debtor;
	c->n++;
	return 0;
}

int
cr_bill_cited(struct cr *cr, const struct cr_bank_movement *m, int64_t *entry,
    int64_t *debtor)
{
	struct citing c = { .cr = cr, .m = m };
	const char *text = m->text[CR_BT_REMITTANCE];
	int rc;

	if (m->amount.cents >= 0 || text == NULL)
		return 0;
	cr_remittance_read(text, strlen(text), cr_date_year(m->date),
	    &c.refs);
	if (c.refs.n == 0 || (rc = cr_bank_paid_each(cr, m, weigh, &c)) < 0)
		return c.refs.n == 0 ? 0 : rc;
	*entry = c.entry;
	*debtor = c.debtor;
	return c.n == 1;
}
