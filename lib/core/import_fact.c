#include "importing.h"

#include "risk_record.h"

/*
 * What sources tell of debtors: balance sheets, scores, adverse events, what
 * they own, orders, plafonds. Another telling under the same key replaces
 * the one before, which counts as a change.
 */

/* ADDED is what the ledger said of it. */
static int
count(struct importing *im, const struct cr_record *r, int added)
{
	switch (added) {
	case CR_RISK_SAME:
		im->file->unchanged++;
		return CR_OK;
	case CR_RISK_NEW:
		im->file->added++;
		return CR_OK;
	case CR_RISK_REPLACED:
		im->file->changed++;
		return CR_OK;
	default:
		return cr_import_fault(im, r, added);
	}
}

/* Figures that contradict each other: the columns may be others. */
static void
doubt(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_sheet *s = &r->u.sheet;
	struct cr_money sum = s->equity.v;

	if (s->current_assets.set &&
	    s->current_assets.v.cents > s->assets.v.cents)
		cr_warn(im->cr, r->file, r->line, "current assets are more "
		    "than all assets of \"%s\"", s->debtor);
	if (s->equity.set && s->liabilities.set &&
	    cr_money_add(&sum, s->liabilities.v) &&
	    sum.cents > s->assets.v.cents)
		cr_warn(im->cr, r->file, r->line, "equity and liabilities "
		    "are more than the assets of \"%s\"", s->debtor);
}

/* Whom it is told of. */
static const char *
debtor_of(const struct cr_record *r)
{
	switch (r->type) {
	case CR_RECORD_SHEET:
		return r->u.sheet.debtor;
	case CR_RECORD_SCORE:
		return r->u.score.debtor;
	case CR_RECORD_ADVERSE:
		return r->u.adverse.debtor;
	case CR_RECORD_ASSET:
		return r->u.asset.debtor;
	case CR_RECORD_PLAFOND:
		return r->u.plafond.debtor;
	default:
		return r->u.commitment.debtor;
	}
}

int
cr_import_fact(struct importing *im, const struct cr_record *r)
{
	int64_t party, creditor = 0;
	int rc;

	/* before its party, which may be a new one */
	if ((rc = cr_risk_record_check(im->cr, r)) != CR_OK)
		return cr_import_fault(im, r, rc);
	if (r->type != CR_RECORD_COMMITMENT)
		rc = cr_import_whom(im, r, debtor_of(r), &party);
	else if ((rc = cr_import_who(im, r, debtor_of(r), "debtor",
	    &party)) == CR_OK)
		rc = cr_import_creditor(im, r, r->u.commitment.creditor,
		    &creditor);
	if (rc != CR_OK)
		return rc;
	rc = cr_risk_record(im->cr, &im->arena, r, party, creditor);
	if (r->type == CR_RECORD_SHEET && rc > CR_RISK_SAME)
		doubt(im, r);
	if (r->type == CR_RECORD_COMMITMENT && im->opts->snapshot && rc >= 0)
		cr_import_order_listed(im, &r->u.commitment, party, creditor);
	return count(im, r, rc);
}
