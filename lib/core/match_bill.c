#include "match_act.h"

#include <stdlib.h>
#include <string.h>

#include "cr/bills.h"
#include "cr/cr.h"
#include "cr/key.h"
#include "cr/mem.h"

/* Bills among what a person binds: which items they collect. */

static int
tie(struct match_act *a, int64_t bill, int64_t item, struct cr_money amount,
    bool untie)
{
	struct cr_match_row row = { .bill = bill, .item = item,
		.kind = "bill", .state = untie ? "untied" : "tied",
		.rule = "manual", .reasons = "manual", .confidence = 10000,
		.date = a->cr->today };
	int err = untie ? cr_bill_untie(a->cr, bill, item, &amount) :
	    cr_bill_tie(a->cr, bill, item, &amount, &row.debtor);

	row.amount = amount;
	if (err == CR_OK) {
		a->changed = true;
		cr_match_rows_add(&a->rows, &row);
	}
	return err;
}

/* The items that a bill is tied to; it is untied from all of them. */
struct tied {
	int64_t *v;
	size_t n, cap;
};

static int
keep(void *ctx, int64_t item, struct cr_money amount)
{
	struct tied *t = ctx;

	(void)amount;
	cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
	t->v[t->n++] = item;
	return 0;
}

static int
untie_all(struct match_act *a, int64_t bill)
{
	static const struct cr_money none = { 0 };
	struct tied t = { .n = 0 };
	size_t i;
	int err = cr_bill_item_each(a->cr, bill, keep, &t);

	if (err == CR_OK && t.n == 0)
		err = cr_fail(a->cr, CR_ENOTFOUND, "bill:%lld is tied to "
		    "nothing", (long long)bill);
	for (i = 0; i < t.n && err == CR_OK; i++)
		err = tie(a, bill, t.v[i], none, true);
	free(t.v);
	return err;
}

int
cr_match_bill(struct match_act *a, char *const *words, size_t n, size_t *i,
    bool untie)
{
	struct cr_key bill, key;
	struct cr_money amount;
	const char *s;
	size_t len, items = 0;
	int err = CR_OK;

	if (!cr_key_parse(words[*i], strlen(words[*i]), &bill))
		return cr_fail(a->cr, CR_EUSAGE, "\"%s\" is no bill (as "
		    "bill:5)", words[*i]);
	for (++*i; *i < n && err == CR_OK; ++*i) {
		s = words[*i];
		len = strcspn(s, "=");
		if (!cr_key_parse(s, len, &key) || key.kind != CR_KEY_ITEM)
			break;
		amount.cents = 0;
		items++;
		if (s[len] == '=' && (err = cr_match_amount(a->cr, s, s + len +
		    1, &amount.cents)) != CR_OK)
			break;
		err = tie(a, bill.id, key.id, amount, untie);
	}
	if (err == CR_OK && items == 0)
		err = untie ? untie_all(a, bill.id) : cr_fail(a->cr,
		    CR_EUSAGE, "bill:%lld collects which items?",
		    (long long)bill.id);
	return err;
}
