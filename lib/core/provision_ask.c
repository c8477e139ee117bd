#include "cr/provision_ask.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

#define WITHIN 180		/* days, of limitation */
#define WITHIN_MAX 36500

void
cr_provision_ask_init(struct cr *cr, struct cr_provision_asked *a)
{
	*a = (struct cr_provision_asked){
		.by = CR_BY_DEBTOR, .as_of = { .day = cr->today },
		.currency = "EUR", .within = WITHIN,
	};
}

static int
ask_report(struct cr *cr, struct cr_provision_asked *a,
    enum cr_provision_report report)
{
	if (a->chosen && a->report != report)
		return cr_fail(cr, CR_EUSAGE, "one of --items, --rates, "
		    "--months, --tax, --allowance, --limitation and --law");
	a->chosen = true;
	a->report = report;
	return CR_OK;
}

static int
ask_by(struct cr *cr, struct cr_provision_asked *a, const char *arg)
{
	if (cr_by_parse(arg, strlen(arg), &a->by))
		return CR_OK;
	return cr_fail(cr, CR_EUSAGE, "--by: \"%s\" is none of debtor, "
	    "creditor, agent, depot, area, category, class and total", arg);
}

/* "1200000.00", "1200000,00" or "1.200.000,00". */
static int
ask_amount(struct cr *cr, const char *name, const char *arg,
    struct cr_money *out)
{
	struct cr_money_style style = { .mark = '.' };

	if (strchr(arg, ',') != NULL) {
		style.mark = ',';
		style.group = '.';
	}
	if (cr_money_parse(arg, strlen(arg), &style, out) && out->cents >= 0)
		return CR_OK;
	return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is not an amount", name,
	    arg);
}

static int
ask_within(struct cr *cr, struct cr_provision_asked *a, const char *arg)
{
	int64_t days;

	if (!cr_parse_int(arg, strlen(arg), &days) || days < 0 ||
	    days > WITHIN_MAX)
		return cr_fail(cr, CR_EUSAGE, "--within: \"%s\" is not a "
		    "number of days", arg);
	a->within = (int32_t)days;
	return CR_OK;
}

static int
ask_specific(struct cr *cr, struct cr_provision_asked *a, const char *arg)
{
	if (a->nspecific == CR_SPECIFIC_ASKED_MAX)
		return cr_fail(cr, CR_EUSAGE, "more than %d --specific",
		    CR_SPECIFIC_ASKED_MAX);
	a->specific[a->nspecific++] = arg;
	return CR_OK;
}

/* What takes no argument. */
static int
ask_flag(struct cr *cr, struct cr_provision_asked *a, const char *name)
{
	static const struct {
		const char *name;
		enum cr_provision_report report;
	} reports[] = {
		{ "items", CR_REPORT_ITEMS }, { "rates", CR_REPORT_RATES },
		{ "months", CR_REPORT_MONTHS },
		{ "tax", CR_REPORT_TAX }, { "law", CR_REPORT_LAW },
		{ "allowance", CR_REPORT_ALLOWANCE },
		{ "limitation", CR_REPORT_LIMITATION },
	};
	size_t i;

	for (i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		if (strcmp(reports[i].name, name) == 0)
			return ask_report(cr, a, reports[i].report);
	if (strcmp(name, "net") == 0)
		a->net = true;
	else if (strcmp(name, "sum") == 0)
		a->sum = true;
	else if (strcmp(name, "restated") == 0)
		a->as_of.restated = true;
	return CR_OK;
}

int
cr_provision_ask(struct cr *cr, struct cr_provision_asked *a,
    const char *name, const char *arg)
{
	const struct {
		const char *name, **to;
	} texts[] = {
		{ "config", &a->config }, { "currency", &a->currency },
		{ "forward", &a->forward }, { "law-file", &a->law },
		{ "method", &a->method }, { "model", &a->model },
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strcmp(texts[i].name, name) == 0) {
			*texts[i].to = arg;
			return CR_OK;
		}
	if (strcmp(name, "by") == 0)
		return ask_by(cr, a, arg);
	if (strcmp(name, "fund") == 0)
		return ask_amount(cr, name, arg, &a->fund);
	if (strcmp(name, "revenue") == 0) {
		a->has_revenue = true;
		return ask_amount(cr, name, arg, &a->revenue);
	}
	if (strcmp(name, "specific") == 0)
		return ask_specific(cr, a, arg);
	if (strcmp(name, "within") == 0)
		return ask_within(cr, a, arg);
	return ask_flag(cr, a, name);
}

const struct cr_field *
cr_provision_asked_fields(const struct cr_provision_asked *a, size_t *n)
{
	static const struct {
		const struct cr_field *fields;
		size_t n;
	} of[CR_REPORTS] = {
		[CR_REPORT_PROVISION] = { cr_provision_fields, CR_PC_FIELDS },
		[CR_REPORT_ITEMS] = { cr_provision_item_fields,
		    CR_PI_FIELDS },
		[CR_REPORT_RATES] = { cr_provision_rate_fields,
		    CR_PR_FIELDS },
		[CR_REPORT_MONTHS] = { cr_provision_month_fields,
		    CR_PM_FIELDS },
		[CR_REPORT_TAX] = { cr_loss_fields, CR_LS_FIELDS },
		[CR_REPORT_ALLOWANCE] = { cr_allowance_fields,
		    CR_AL_FIELDS },
		[CR_REPORT_LIMITATION] = { cr_limitation_fields,
		    CR_LC_FIELDS },
		[CR_REPORT_LAW] = { cr_law_fields, CR_LW_FIELDS },
	};

	*n = of[a->report].n;
	return of[a->report].fields;
}

int
cr_provision_amend(struct cr *cr, const struct cr_provision_asked *a,
    struct cr_provision_model *m)
{
	struct cr_fraction forward;
	size_t i;
	int err;

	m->net = m->net || a->net;
	if (a->method != NULL && !cr_provision_method_parse(a->method,
	    &m->method))
		return cr_fail(cr, CR_EUSAGE, "--method: \"%s\" is none of "
		    "matrix, roll and single", a->method);
	if (a->forward != NULL && !cr_fraction_percent(a->forward, &forward))
		return cr_fail(cr, CR_EUSAGE, "--forward: \"%s\" is not a "
		    "percentage as in 110.00", a->forward);
	for (i = 0; a->forward != NULL && i < m->nsegments; i++)
		m->segments[i].forward = forward;
	/* the first of the options goes before the others */
	for (i = a->nspecific; i-- > 0;)
		if ((err = cr_provision_specific(cr, m, a->specific[i])) !=
		    CR_OK)
			return err;
	return CR_OK;
}

/* ---- Telling ------------------------------------------------------------ */

static int
print_loss(struct cr *cr, const struct cr_provision_asked *a,
    struct cr_provision_files *f, struct cr_printer *p)
{
	const struct cr_loss_opts o = {
		.law = &f->law, .rules = &f->config.limitation,
		.as_of = a->as_of, .keys = a->keys,
		.revenue = a->has_revenue ? a->revenue :
		    f->config.provision.revenue,
	};
	const struct cr_limitation_opts limits = {
		.law = &f->law, .rules = &f->config.limitation,
		.as_of = a->as_of, .within = a->within, .keys = a->keys,
	};

	if (a->report == CR_REPORT_TAX)
		return cr_loss_scan(cr, &o, cr_loss_put, p);
	if (a->report == CR_REPORT_ALLOWANCE)
		return cr_allowance_each(cr, &o, a->fund, cr_allowance_put,
		    p);
	return cr_limitation_each(cr, &limits, cr_limitation_put, p);
}

int
cr_provision_print(struct cr *cr, const struct cr_provision_asked *a,
    struct cr_provision_files *f, struct cr_printer *p)
{
	const struct cr_provision_opts o = {
		.model = f->model, .as_of = a->as_of, .by = a->by,
		.sum = a->sum, .currency = a->currency, .keys = a->keys,
		.rating = f->model->learned ? f->rating : NULL,
	};
	struct cr_provision_printer to = { p, f->model };

	switch (a->report) {
	case CR_REPORT_PROVISION:
		return cr_provision(cr, &o, cr_provision_put, &to);
	case CR_REPORT_ITEMS:
		return cr_provision_items(cr, &o, cr_provision_put_item, &to);
	case CR_REPORT_RATES:
		return cr_provision_rates(cr, &o, cr_provision_put_rate, &to);
	case CR_REPORT_MONTHS:
		f->model->method = CR_PROVISION_ROLL;
		return cr_provision_months(cr, &o, cr_provision_put_month,
		    &to);
	case CR_REPORT_LAW:
		cr_law_print(p, &f->law);
		return CR_OK;
	default:
		return print_loss(cr, a, f, p);
	}
}
