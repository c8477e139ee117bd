#include "importing.h"

#include <string.h>

#include "cr/bank.h"
#include "cr/bank_sort.h"
#include "cr/str.h"

/* What statements say of themselves, and whether one follows another. */

static int
tell_gap(struct importing *im, const struct cr_record *r,
    const struct cr_statement *s)
{
	char day[CR_DATE_SIZE], before[CR_DATE_SIZE];
	struct cr_money last;
	struct cr_date at;
	int rc;

	if (!s->has_opening || !cr_date_is_set(s->day) ||
	    strcmp(s->source, "rh") == 0)
		return CR_OK;
	if ((rc = cr_statement_follows(im->cr, s, &last, &at)) != 0)
		return rc == 1 ? CR_OK : rc;
	cr_warn(im->cr, r->file, r->line, "account %s: the statement of %s "
	    "begins with %s, but that of %s ended with %s: one is missing",
	    r->u.balance.account, cr_date_iso(s->day, day),
	    cr_import_amount(im, s->opening), cr_date_iso(at, before),
	    cr_import_amount(im, last));
	return CR_OK;
}

int
cr_import_balance(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_balance *b = &r->u.balance;
	struct cr_statement s = {
		.file = im->file_id, .n = b->statement,
		.source = b->source ? b->source : "-",
		.number = b->statement_id, .day = b->date,
		.currency = b->currency, .has_opening = b->opening.set,
		.has_closing = b->closing.set, .opening = b->opening.v,
		.closing = b->closing.v, .sum = b->entries_sum,
		.entries = b->entries, .agrees = (int)b->agrees,
	};
	int rc;

	if ((rc = cr_import_entry_end(im)) != CR_OK)
		return rc;
	if (cr_bank_is_interim(b->source) ||
	    (!b->opening.set && !b->closing.set))
		return CR_OK;
	if (cr_is_empty(b->account))
		return cr_import_refuse(im, r, "the account is missing");
	if ((rc = cr_import_account(im, r, b->account, b->currency)) != CR_OK)
		return rc;
	s.account = im->bank.account.id;
	if ((rc = cr_statement_known(im->cr, &s)) < 0)
		return rc;
	if (rc == 1) {
		im->file->unchanged++;
		return CR_OK;
	}
	if ((rc = tell_gap(im, r, &s)) != CR_OK)
		return rc;
	im->file->added++;
	im->bank.rows++;
	return cr_statement_add(im->cr, &s);
}
