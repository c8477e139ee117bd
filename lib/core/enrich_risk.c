#include "enriching.h"

#include "cr/risk_facts.h"
#include "cr/str.h"
#include "risk_record.h"

/* What registers and bureaus tell of a party, into the tables of such facts. */

static void
if_absent(const char **text, const char *usual)
{
	if (cr_is_empty(*text))
		*text = usual;
}

static void
if_no_day(struct cr_date *day, struct cr_date usual)
{
	if (!cr_date_is_set(*day))
		*day = usual;
}

/*
 * What the answer does not say is said by its being asked: who told it, and
 * since when it is known. An event and a balance sheet have a day of their
 * own.
 */
static void
complete(const struct enriching *e, struct cr_record *r)
{
	const char *source = e->at->config->source;
	struct cr_date day = e->lookup.day;

	switch (r->type) {
	case CR_RECORD_SHEET:
		if_absent(&r->u.sheet.source, source);
		break;
	case CR_RECORD_SCORE:
		if_absent(&r->u.score.provider, source);
		if_no_day(&r->u.score.date, day);
		break;
	case CR_RECORD_ADVERSE:
		if_absent(&r->u.adverse.source, source);
		break;
	case CR_RECORD_ASSET:
		if_absent(&r->u.asset.source, source);
		if_no_day(&r->u.asset.date, day);
		break;
	case CR_RECORD_PLAFOND:
		/* its day: from when it is known to be so high */
		if_absent(&r->u.plafond.provider, source);
		break;
	default:
		break;
	}
}

/* What R lacks that it cannot do without; NULL: nothing. */
static const char *
lacking(const struct cr_record *r)
{
	switch (r->type) {
	case CR_RECORD_SHEET:
		return cr_date_is_set(r->u.sheet.date) ? NULL : "date";
	case CR_RECORD_ADVERSE:
		return cr_date_is_set(r->u.adverse.date) ? NULL : "date";
	case CR_RECORD_PLAFOND:
		return r->u.plafond.amount.set ? NULL : "amount_cents";
	default:
		return NULL;
	}
}

static const char *
with_money(struct enriching *e, const char *what,
    const struct cr_opt_money *m, const char *currency, const char *beside)
{
	const char *s;
	struct cr_buf b;

	cr_buf_init(&b);
	cr_buf_adds(&b, what);
	if (m->set) {
		cr_buf_adds(&b, b.len > 0 ? " " : "");
		cr_money_format(&b, m->v, '.', 0);
		cr_buf_addf(&b, " %s", currency ? currency : "EUR");
	}
	if (!cr_is_empty(beside))
		cr_buf_addf(&b, "%s%s", b.len > 0 ? " " : "", beside);
	s = cr_arena_strndup(&e->arena, b.s, b.len);
	cr_buf_release(&b);
	return s;
}

static const char *
day(struct enriching *e, struct cr_date d)
{
	char text[CR_DATE_SIZE];

	return cr_arena_strdup(&e->arena, cr_date_iso(d, text));
}

/* One row that says what it is. */
static void
tell(struct enriching *e, const struct cr_record *r, enum cr_enrich_how how)
{
	const struct cr_rec_adverse *a = &r->u.adverse;
	const struct cr_rec_asset *x = &r->u.asset;
	const struct cr_rec_plafond *p = &r->u.plafond;
	const char *field, *value;

	switch (r->type) {
	case CR_RECORD_SHEET:
		field = day(e, r->u.sheet.date);
		value = with_money(e, "", &r->u.sheet.assets,
		    r->u.sheet.currency, NULL);
		break;
	case CR_RECORD_SCORE:
		field = r->u.score.provider;
		value = r->u.score.score;
		break;
	case CR_RECORD_ADVERSE:
		field = a->kind;
		value = with_money(e, day(e, a->date), &a->amount,
		    a->currency, a->ref);
		break;
	case CR_RECORD_ASSET:
		field = x->kind;
		value = with_money(e, "", &x->value, x->currency, x->ref);
		break;
	default:
		field = p->kind;
		value = with_money(e, "", &p->amount, p->currency,
		    p->provider);
		break;
	}
	cr_enrich_fact(e, cr_record_word(r->type), field, value, NULL, how);
}

int
cr_enrich_risk(struct enriching *e, const struct cr_record *said)
{
	struct cr_record r = *said;
	const char *lacks;
	int rc;

	if (!cr_risk_record_is(r.type))
		return cr_fail(e->cr, CR_EINPUT, "a look-up cannot tell of "
		    "\"%s\"", cr_record_word(r.type));
	complete(e, &r);
	if ((lacks = lacking(&r)) != NULL)
		return cr_fail(e->cr, CR_EINPUT, "\"%s\" of %s is missing",
		    lacks, cr_record_word(r.type));
	rc = cr_risk_record(e->cr, &e->arena, &r, e->party.id, 0);
	if (rc < 0)
		return rc;
	tell(e, &r, rc == CR_RISK_NEW ? CR_ENRICH_NEW :
	    rc == CR_RISK_REPLACED ? CR_ENRICH_REPLACED : CR_ENRICH_SAME);
	return CR_OK;
}
