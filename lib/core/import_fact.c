#include "importing.h"

#include <stdlib.h>
#include <string.h>

#include "cr/risk_facts.h"
#include "cr/str.h"

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

static struct cr_money
figure(const struct cr_opt_money *m)
{
	struct cr_money none = { CR_NO_FIGURE };

	return m->set ? m->v : none;
}

/* The currency of FIGURES amounts; no amount has none. TAKEN: it is none. */
static int
put_currency(struct importing *im, const struct cr_record *r,
    const char *said, bool figures, char to[CR_CURRENCY_SIZE])
{
	*to = '\0';
	if (!figures)
		return CR_OK;
	if (said == NULL)
		said = "EUR";
	if (strlen(said) != CR_CURRENCY_SIZE - 1)
		return cr_import_refuse(im, r, "\"%s\" is no currency", said);
	memcpy(to, said, CR_CURRENCY_SIZE);
	return CR_OK;
}

/* Providers are known by their names in lower case. */
static const char *
provider(struct importing *im, const char *said)
{
	char *s = cr_collapse(cr_arena_strdup(&im->arena, said ? said : "")),
	    *p;

	for (p = s; *p != '\0'; p++)
		*p = cr_lower(*p);
	return s;
}

static int
no_kind(struct importing *im, const struct cr_record *r, const char *kind)
{
	return cr_import_refuse(im, r, "kind \"%s\" of %s is not known",
	    kind ? kind : "", cr_record_word(r->type));
}

/* Figures that contradict each other: the columns may be others. */
static void
doubt(struct importing *im, const struct cr_record *r,
    const struct cr_balance_sheet *b)
{
	const struct cr_money *f = b->figures;
	struct cr_money sum = f[CR_SHEET_EQUITY];

	if (cr_figure_is_known(f[CR_SHEET_CURRENT_ASSETS]) &&
	    f[CR_SHEET_CURRENT_ASSETS].cents > f[CR_SHEET_ASSETS].cents)
		cr_warn(im->cr, r->file, r->line, "current assets are more "
		    "than all assets of \"%s\"", r->u.sheet.debtor);
	if (cr_figure_is_known(sum) &&
	    cr_figure_is_known(f[CR_SHEET_LIABILITIES]) &&
	    cr_money_add(&sum, f[CR_SHEET_LIABILITIES]) &&
	    sum.cents > f[CR_SHEET_ASSETS].cents)
		cr_warn(im->cr, r->file, r->line, "equity and liabilities "
		    "are more than the assets of \"%s\"", r->u.sheet.debtor);
}

int
cr_import_sheet(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_sheet *s = &r->u.sheet;
	struct cr_balance_sheet b = {
		.day = s->date, .filed = s->filed, .source = s->source,
		.figures = {
			[CR_SHEET_ASSETS] = figure(&s->assets),
			[CR_SHEET_CURRENT_ASSETS] =
			    figure(&s->current_assets),
			[CR_SHEET_CURRENT_LIABILITIES] =
			    figure(&s->current_liabilities),
			[CR_SHEET_RETAINED] = figure(&s->retained),
			[CR_SHEET_EBIT] = figure(&s->ebit),
			[CR_SHEET_EQUITY] = figure(&s->equity),
			[CR_SHEET_LIABILITIES] = figure(&s->liabilities),
			[CR_SHEET_SALES] = figure(&s->sales),
		},
	};
	int rc;

	if ((rc = put_currency(im, r, s->currency, true, b.currency)) !=
	    CR_OK || (rc = cr_import_whom(im, r, s->debtor, &b.party)) !=
	    CR_OK)
		return rc;
	rc = cr_balance_sheet_add(im->cr, &b);
	if (rc > CR_RISK_SAME)
		doubt(im, r, &b);
	return count(im, r, rc);
}

int
cr_import_score(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_score *s = &r->u.score;
	struct cr_score_given g = {
		.provider = provider(im, s->provider), .score = s->score,
		.day = s->date, .until = s->until, .note = s->note,
	};
	int rc = cr_import_whom(im, r, s->debtor, &g.party);

	return rc != CR_OK ? rc :
	    count(im, r, cr_score_given_add(im->cr, &g));
}

int
cr_import_adverse(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_adverse *s = &r->u.adverse;
	struct cr_adverse a = {
		.day = s->date, .until = s->until,
		.amount = figure(&s->amount), .reference = s->ref,
		.source = s->source, .note = s->note,
	};
	int rc;

	if (!cr_adverse_parse(s->kind, &a.kind))
		return no_kind(im, r, s->kind);
	if ((rc = put_currency(im, r, s->currency, s->amount.set,
	    a.currency)) != CR_OK ||
	    (rc = cr_import_whom(im, r, s->debtor, &a.party)) != CR_OK)
		return rc;
	return count(im, r, cr_adverse_add(im->cr, &a));
}

int
cr_import_asset(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_asset *s = &r->u.asset;
	struct cr_asset a = {
		.value = figure(&s->value), .burden = figure(&s->burden),
		.day = s->date, .until = s->until, .reference = s->ref,
		.source = s->source, .note = s->note,
	};
	int rc;

	if (!cr_asset_parse(s->kind, &a.kind))
		return no_kind(im, r, s->kind);
	if ((rc = put_currency(im, r, s->currency, s->value.set ||
	    s->burden.set, a.currency)) != CR_OK ||
	    (rc = cr_import_whom(im, r, s->debtor, &a.party)) != CR_OK)
		return rc;
	return count(im, r, cr_asset_add(im->cr, &a));
}

int
cr_import_commitment(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_commitment *s = &r->u.commitment;
	struct cr_commitment c = {
		.reference = s->number, .day = s->date,
		.expected = s->expected, .amount = s->amount.v,
		.note = s->note,
	};
	int rc;

	if (!cr_commitment_parse(s->kind, &c.kind))
		return no_kind(im, r, s->kind);
	if ((rc = put_currency(im, r, s->currency, true, c.currency)) !=
	    CR_OK || (rc = cr_import_who(im, r, s->debtor, "debtor",
	    &c.debtor)) != CR_OK || (rc = cr_import_creditor(im, r,
	    s->creditor, &c.creditor)) != CR_OK)
		return rc;
	return count(im, r, cr_commitment_add(im->cr, &c));
}

/* A plafond that does not say since when: is it the one in force? */
struct in_force {
	const struct cr_plafond *p;
	bool same;
};

static int
compare_plafond(void *ctx, const struct cr_plafond *had)
{
	struct in_force *f = ctx;
	const struct cr_plafond *p = f->p;

	if (p->kind == had->kind && strcmp(p->provider, had->provider) == 0)
		f->same = p->amount.cents == had->amount.cents &&
		    strcmp(p->currency, had->currency) == 0 &&
		    p->covered_bp == had->covered_bp &&
		    p->until.days == had->until.days &&
		    cr_streq(p->note, had->note);
	return 0;
}

/*
 * It counts from today on, unless it is known. One that is over was known
 * till then at least.
 */
static int
date_plafond(struct importing *im, struct cr_plafond *p, bool *same)
{
	struct cr_risk_ask ask = { .as_of = { im->cr->today, true },
	    .party = p->party };
	struct in_force f = { .p = p };
	int rc;

	p->day = im->cr->today;
	if (cr_date_is_set(p->until) && p->until.days < p->day.days)
		p->day = p->until;
	rc = cr_plafond_each(im->cr, &ask, compare_plafond, &f);
	*same = f.same;
	return rc;
}

int
cr_import_plafond(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_plafond *s = &r->u.plafond;
	struct cr_plafond p = {
		.provider = provider(im, s->provider), .day = s->date,
		.until = s->until, .amount = s->amount.v, .note = s->note,
		.covered_bp = s->covered_bp < 0 ? 10000 : s->covered_bp,
	};
	bool same = false;
	int rc;

	if (!cr_plafond_parse(s->kind, &p.kind))
		return no_kind(im, r, s->kind);
	if ((rc = put_currency(im, r, s->currency, true, p.currency)) !=
	    CR_OK || (rc = cr_import_whom(im, r, s->debtor, &p.party)) !=
	    CR_OK)
		return rc;
	if (!cr_date_is_set(p.day) &&
	    (rc = date_plafond(im, &p, &same)) != CR_OK)
		return rc;
	return count(im, r, same ? CR_RISK_SAME :
	    cr_plafond_add(im->cr, &p));
}
