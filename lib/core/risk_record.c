#include "risk_record.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

/* Canonical records as what sources tell of a party. */

bool
cr_risk_record_is(enum cr_record_type type)
{
	switch (type) {
	case CR_RECORD_SHEET:
	case CR_RECORD_SCORE:
	case CR_RECORD_ADVERSE:
	case CR_RECORD_ASSET:
	case CR_RECORD_COMMITMENT:
	case CR_RECORD_PLAFOND:
		return true;
	default:
		return false;
	}
}

static struct cr_money
figure(const struct cr_opt_money *m)
{
	struct cr_money none = { CR_NO_FIGURE };

	return m->set ? m->v : none;
}

/* The currency of FIGURES amounts; no amount has none. */
static int
put_currency(struct cr *cr, const char *said, bool figures,
    char to[CR_CURRENCY_SIZE])
{
	*to = '\0';
	if (!figures)
		return CR_OK;
	if (said == NULL)
		said = "EUR";
	if (strlen(said) != CR_CURRENCY_SIZE - 1)
		return cr_fail(cr, CR_EINPUT, "\"%s\" is no currency", said);
	memcpy(to, said, CR_CURRENCY_SIZE);
	return CR_OK;
}

/* Providers are known by their names in lower case. */
static const char *
provider(struct cr_arena *a, const char *said)
{
	char *s = cr_collapse(cr_arena_strdup(a, said ? said : "")), *p;

	for (p = s; *p != '\0'; p++)
		*p = cr_lower(*p);
	return s;
}

static int
no_kind(struct cr *cr, const struct cr_record *r, const char *kind)
{
	return cr_fail(cr, CR_EINPUT, "kind \"%s\" of %s is not known",
	    kind ? kind : "", cr_record_word(r->type));
}

static int
add_sheet(struct cr *cr, const struct cr_rec_sheet *s, int64_t party)
{
	struct cr_balance_sheet b = {
		.party = party, .day = s->date, .filed = s->filed,
		.source = s->source,
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

	put_currency(cr, s->currency, true, b.currency);
	return cr_balance_sheet_add(cr, &b);
}

static int
add_score(struct cr *cr, struct cr_arena *a, const struct cr_rec_score *s,
    int64_t party)
{
	struct cr_score_given g = { .party = party,
		.provider = provider(a, s->provider), .score = s->score,
		.day = s->date, .until = s->until, .note = s->note };

	return cr_score_given_add(cr, &g);
}

static int
add_adverse(struct cr *cr, const struct cr_rec_adverse *s, int64_t party)
{
	struct cr_adverse a = { .party = party, .day = s->date,
		.until = s->until, .amount = figure(&s->amount),
		.reference = s->ref, .source = s->source, .note = s->note };

	cr_adverse_parse(s->kind, &a.kind);
	put_currency(cr, s->currency, s->amount.set, a.currency);
	return cr_adverse_add(cr, &a);
}

static int
add_asset(struct cr *cr, const struct cr_rec_asset *s, int64_t party)
{
	struct cr_asset a = { .party = party, .value = figure(&s->value),
		.burden = figure(&s->burden), .day = s->date,
		.until = s->until, .reference = s->ref, .source = s->source,
		.note = s->note };

	cr_asset_parse(s->kind, &a.kind);
	put_currency(cr, s->currency, s->value.set || s->burden.set,
	    a.currency);
	return cr_asset_add(cr, &a);
}

static int
add_commitment(struct cr *cr, const struct cr_rec_commitment *s,
    int64_t debtor, int64_t creditor)
{
	struct cr_commitment c = { .debtor = debtor, .creditor = creditor,
		.reference = s->number, .day = s->date,
		.expected = s->expected, .amount = s->amount.v,
		.note = s->note };

	cr_commitment_parse(s->kind, &c.kind);
	put_currency(cr, s->currency, true, c.currency);
	return cr_commitment_add(cr, &c);
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
date_plafond(struct cr *cr, struct cr_plafond *p, bool *same)
{
	struct cr_risk_ask ask = { .as_of = { cr->today, true },
	    .party = p->party };
	struct in_force f = { .p = p };
	int rc;

	p->day = cr->today;
	if (cr_date_is_set(p->until) && p->until.days < p->day.days)
		p->day = p->until;
	rc = cr_plafond_each(cr, &ask, compare_plafond, &f);
	*same = f.same;
	return rc;
}

static int
add_plafond(struct cr *cr, struct cr_arena *a,
    const struct cr_rec_plafond *s, int64_t party)
{
	struct cr_plafond p = { .party = party,
		.provider = provider(a, s->provider), .day = s->date,
		.until = s->until, .amount = s->amount.v, .note = s->note,
		.covered_bp = s->covered_bp < 0 ? 10000 : s->covered_bp };
	bool same = false;
	int rc;

	cr_plafond_parse(s->kind, &p.kind);
	put_currency(cr, s->currency, true, p.currency);
	if (!cr_date_is_set(p.day) && (rc = date_plafond(cr, &p, &same)) !=
	    CR_OK)
		return rc;
	return same ? CR_RISK_SAME : cr_plafond_add(cr, &p);
}

/* The kind of R, of those that have one. */
static bool
has_kind(const struct cr_record *r, const char **said)
{
	enum cr_adverse_kind adverse;
	enum cr_asset_kind asset;
	enum cr_commitment_kind commitment;
	enum cr_plafond_kind plafond;

	switch (r->type) {
	case CR_RECORD_ADVERSE:
		*said = r->u.adverse.kind;
		return *said != NULL && cr_adverse_parse(*said, &adverse);
	case CR_RECORD_ASSET:
		*said = r->u.asset.kind;
		return *said != NULL && cr_asset_parse(*said, &asset);
	case CR_RECORD_COMMITMENT:
		*said = r->u.commitment.kind;
		return *said != NULL &&
		    cr_commitment_parse(*said, &commitment);
	case CR_RECORD_PLAFOND:
		*said = r->u.plafond.kind;
		return *said != NULL && cr_plafond_parse(*said, &plafond);
	default:
		return true;
	}
}

static const char *
currency_of(const struct cr_record *r)
{
	switch (r->type) {
	case CR_RECORD_SHEET:
		return r->u.sheet.currency;
	case CR_RECORD_ADVERSE:
		return r->u.adverse.amount.set ? r->u.adverse.currency : NULL;
	case CR_RECORD_ASSET:
		return r->u.asset.value.set || r->u.asset.burden.set ?
		    r->u.asset.currency : NULL;
	case CR_RECORD_COMMITMENT:
		return r->u.commitment.currency;
	case CR_RECORD_PLAFOND:
		return r->u.plafond.currency;
	default:
		return NULL;
	}
}

int
cr_risk_record_check(struct cr *cr, const struct cr_record *r)
{
	char currency[CR_CURRENCY_SIZE];
	const char *kind = NULL;

	return has_kind(r, &kind) ? put_currency(cr, currency_of(r), true,
	    currency) : no_kind(cr, r, kind);
}

int
cr_risk_record(struct cr *cr, struct cr_arena *a, const struct cr_record *r,
    int64_t party, int64_t creditor)
{
	int err = cr_risk_record_check(cr, r);

	if (err != CR_OK)
		return err;
	switch (r->type) {
	case CR_RECORD_SHEET:
		return add_sheet(cr, &r->u.sheet, party);
	case CR_RECORD_SCORE:
		return add_score(cr, a, &r->u.score, party);
	case CR_RECORD_ADVERSE:
		return add_adverse(cr, &r->u.adverse, party);
	case CR_RECORD_ASSET:
		return add_asset(cr, &r->u.asset, party);
	case CR_RECORD_COMMITMENT:
		return add_commitment(cr, &r->u.commitment, party,
		    creditor);
	case CR_RECORD_PLAFOND:
		return add_plafond(cr, a, &r->u.plafond, party);
	default:
		return cr_fail(cr, CR_EINPUT, "record \"%s\" is not known",
		    cr_record_word(r->type));
	}
}
