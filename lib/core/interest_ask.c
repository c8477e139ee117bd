#include "cr/interest_ask.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

static int
ask_day(struct cr *cr, struct cr_date *d, const char *name, const char *s,
    size_t n)
{
	*d = cr->today;
	if ((n == 5 && memcmp(s, "today", n) == 0) ||
	    cr_date_parse(s, n, CR_DATE_ISO, d) ||
	    cr_date_parse(s, n, CR_DATE_DMY, d))
		return CR_OK;
	return cr_fail(cr, CR_EUSAGE, "--%s: \"%.*s\" is not a day", name,
	    (int)n, s);
}

/*
 * 1234.56, 1234,56 or 1.234,56: a comma marks the decimals, and then points
 * may mark thousands. 1.234 could be either and is refused.
 */
static int
ask_amount(struct cr *cr, struct cr_money *m, const char *name,
    const char *value)
{
	struct cr_money_style style = { .mark = '.' };
	const char *mark;

	if (strchr(value, ',') != NULL)
		style = (struct cr_money_style){ .mark = ',', .group = '.' };
	mark = strchr(value, style.mark);
	if ((mark != NULL && strlen(mark) > 3) ||
	    !cr_money_parse(value, strlen(value), &style, m) || m->cents <= 0)
		return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is not a positive "
		    "amount (1234,56)", name, value);
	return CR_OK;
}

/* "2025-04-30:3000,00", put where it belongs by its day. */
static int
ask_event(struct cr *cr, struct cr_interest_asked *a, const char *name,
    const char *value)
{
	struct cr_interest_event e = { .what = strcmp(name, "pay") == 0 ?
	    CR_INTEREST_PAYMENT : CR_INTEREST_CREDIT };
	const char *colon = strchr(value, ':');
	size_t i;
	int err;

	if (colon == NULL)
		return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is not a day and "
		    "an amount (2026-01-31:1234,56)", name, value);
	if (a->debt.n == CR_INTEREST_EVENTS)
		return cr_fail(cr, CR_EUSAGE, "--%s: more than %d", name,
		    CR_INTEREST_EVENTS);
	if ((err = ask_day(cr, &e.date, name, value,
	    (size_t)(colon - value))) != CR_OK ||
	    (err = ask_amount(cr, &e.amount, name, colon + 1)) != CR_OK)
		return err;
	for (i = a->debt.n++; i > 0 &&
	    a->events[i - 1].date.days > e.date.days; i--)
		a->events[i] = a->events[i - 1];
	a->events[i] = e;
	return CR_OK;
}

/* The one of two words that VALUE is. */
static int
ask_either(struct cr *cr, bool *to, const char *name, const char *value,
    const char *no, const char *yes)
{
	*to = strcmp(value, yes) == 0;
	if (*to || strcmp(value, no) == 0)
		return CR_OK;
	return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is neither %s nor %s",
	    name, value, no, yes);
}

static int
ask_percent(struct cr *cr, struct cr_interest_asked *a, const char *name,
    const char *value)
{
	struct cr_interest_terms *t = &a->rules.terms;

	if (strcmp(name, "assume-rate") == 0) {
		t->assume = true;
		return cr_percent_parse(value, &t->assume_bp, NULL) ? CR_OK :
		    cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is not a percentage "
		    "(2,15)", name, value);
	}
	a->rules.everybody = true;
	t->regime = CR_REGIME_CONTRACT;
	if (cr_percent_parse(value, &t->contract_bp, &t->contract_points))
		return CR_OK;
	return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is not a percentage "
	    "(9,00, or +5,00 over the reference rate)", name, value);
}

/* What is one word of more than two. */
static int
ask_word(struct cr *cr, struct cr_interest_asked *a, const char *name,
    const char *value)
{
	struct cr_interest_rules *r = &a->rules;

	if (strcmp(name, "art6") == 0) {
		a->has_art6 = true;
		return cr_art6_parse(value, &r->art6) ? CR_OK : cr_fail(cr,
		    CR_EUSAGE, "--%s: \"%s\" is none of per-invoice, "
		    "per-debtor and none", name, value);
	}
	if (strcmp(name, "basis") == 0)
		return cr_basis_parse(value, &r->terms.basis) ? CR_OK :
		    cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is none of 365, "
		    "act and 360", name, value);
	if (strcmp(name, "total") == 0)
		return cr_interest_rows_parse(value, &a->rows) ? CR_OK :
		    cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is neither item nor "
		    "debtor", name, value);
	r->everybody = true;
	return cr_regime_parse(value, &r->terms.regime) ? CR_OK : cr_fail(cr,
	    CR_EUSAGE, "--%s: \"%s\" is none of mora, mora7, food, food62, "
	    "subfornitura, legal, legal4 and contract", name, value);
}

static int
ask_how(struct cr *cr, struct cr_interest_asked *a, const char *name,
    const char *value)
{
	struct cr_interest_terms *t = &a->rules.terms;

	if (strcmp(name, "impute") == 0)
		return ask_either(cr, &t->principal_first, name, value,
		    "costs-first", "principal-first");
	if (strcmp(name, "nc") == 0)
		return ask_either(cr, &t->ab_initio, name, value, "date",
		    "ab-initio");
	if (strcmp(name, "round") == 0)
		return ask_either(cr, &t->round_rows, name, value, "item",
		    "rows");
	return ask_word(cr, a, name, value);
}

static struct cr_date *
day_of(struct cr_interest_asked *a, const char *name)
{
	const struct {
		const char *name;
		struct cr_date *day;
	} days[] = {
		{ "as-of", &a->opts.as_of.day }, { "due", &a->debt.due },
		{ "demand-day", &a->rules.demand },
		{ "notice-day", &a->debt.start }, { "to", &a->opts.to },
	};
	size_t i;

	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		if (strcmp(days[i].name, name) == 0)
			return days[i].day;
	return NULL;
}

static int
ask_flag(struct cr_interest_asked *a, const char *name)
{
	if (strcmp(name, "all") == 0)
		a->all = true;
	else if (strcmp(name, "book") == 0)
		a->book = true;
	else if (strcmp(name, "paid") == 0)
		a->opts.paid = true;
	return CR_OK;
}

static int
take(struct cr *cr, struct cr_interest_asked *a, const char *name,
    const char *value)
{
	struct cr_date *day = day_of(a, name);

	if (value == NULL)
		return ask_flag(a, name);
	if (day != NULL) {
		a->has_to |= day == &a->opts.to;
		a->has_as_of |= day == &a->opts.as_of.day;
		return ask_day(cr, day, name, value, strlen(value));
	}
	if (strcmp(name, "capital") == 0) {
		a->figures = true;
		return ask_amount(cr, &a->debt.amount, name, value);
	}
	if (strcmp(name, "pay") == 0 || strcmp(name, "credit") == 0)
		return ask_event(cr, a, name, value);
	if (strcmp(name, "assume-rate") == 0 ||
	    strcmp(name, "contract-rate") == 0)
		return ask_percent(cr, a, name, value);
	return ask_how(cr, a, name, value);
}

/* The debt of the command line is nobody's: a company's, where not said. */
static int
end_figures(struct cr *cr, struct cr_interest_asked *a)
{
	struct cr_interest_rules *r = &a->rules;
	enum cr_regime regime;

	if (!cr_date_is_set(a->debt.due))
		return cr_fail(cr, CR_EUSAGE, "--capital needs a --due day");
	if (a->all || a->book || a->has_as_of || a->opts.paid)
		return cr_fail(cr, CR_EUSAGE, "--capital is of no ledger: "
		    "--all, --as-of, --book and --paid make no sense");
	if (!r->everybody && !r->otherwise)
		r->terms.regime = CR_REGIME_MORA;
	if (r->terms.regime == CR_REGIME_LEGAL && cr_date_is_set(r->demand))
		r->terms.regime = CR_REGIME_LEGAL4;
	regime = r->terms.regime;
	a->debt.demand = r->demand;
	a->debt.flat = r->art6 != CR_ART6_NONE &&
	    cr_interest_has_flat(regime) &&
	    (regime != CR_REGIME_CONTRACT || a->has_art6);
	return CR_OK;
}

/* Do the words fit together? */
static int
fit(struct cr *cr, struct cr_interest_asked *a)
{
	struct cr_interest_opts *o = &a->opts;
	const struct cr_interest_terms *t = &a->rules.terms;

	if (a->rules.everybody && t->regime == CR_REGIME_CONTRACT &&
	    t->contract_bp == 0)
		return cr_fail(cr, CR_EUSAGE, "--regime contract needs a "
		    "--contract-rate");
	if (a->figures)
		return end_figures(cr, a);
	if (a->debt.n > 0 || cr_date_is_set(a->debt.due) ||
	    cr_date_is_set(a->debt.start))
		return cr_fail(cr, CR_EUSAGE, "--due, --pay, --credit and "
		    "--notice-day are of a --capital");
	if (a->book && (a->has_as_of || o->to.days > cr->today.days))
		return cr_fail(cr, CR_EUSAGE, "--book: what is claimed is "
		    "what is known today, to a day that has come");
	if (a->has_as_of && !a->has_to)
		o->to = o->as_of.day;
	if (!a->has_as_of)
		o->as_of = (struct cr_as_of){ o->to, true };
	return CR_OK;
}

bool
cr_interest_ask(struct cr_interest_asked *a, const char *name,
    const char *value)
{
	if (a->n == CR_INTEREST_WORDS)
		return false;
	a->words[a->n].name = name;
	a->words[a->n++].value = value;
	return true;
}

int
cr_interest_ask_end(struct cr *cr, struct cr_interest_asked *a,
    const struct cr_interest_rules *rules)
{
	size_t i;
	int err = CR_OK;

	a->rules = *rules;
	a->opts.rules = &a->rules;
	a->opts.to = cr->today;
	a->debt = (struct cr_interest_debt){ .due = CR_DATE_NONE,
	    .start = CR_DATE_NONE, .demand = CR_DATE_NONE,
	    .stop = CR_DATE_NONE, .events = a->events };
	for (i = 0; i < a->n && err == CR_OK; i++)
		err = take(cr, a, a->words[i].name, a->words[i].value);
	return err == CR_OK ? fit(cr, a) : err;
}
