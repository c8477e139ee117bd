/* cr-report: how the receivables go: key figures of a period. */
#include <string.h>
#include <unistd.h>

#include "cr/figures.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"

enum { OPT_AS_OF = 256, OPT_BY, OPT_FROM, OPT_MONTH, OPT_RESTATED, OPT_TO };

static const struct cr_option options[] = {
	{ OPT_AS_OF, "as-of", "date", N_("told as it was known on that day") },
	{ OPT_BY, "by", "what", N_("debtor, creditor, agent, depot, area, "
	    "category, total; month") },
	{ OPT_FROM, "from", "date", N_("first day; a year before the last") },
	{ OPT_MONTH, "month", "month", N_("that month: 2026-09") },
	{ OPT_RESTATED, "restated", NULL,
	    N_("past days with what is known now") },
	{ OPT_TO, "to", "date", N_("last day; that of --as-of, or today") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-report",
	.summary = N_("key figures of receivables"),
	.operands = "figures [key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS,
	.options = options,
	.fields = cr_figures_fields,
	.nfields = CR_FC_FIELDS,
};

static const enum cr_key_kind kinds[] = {
	CR_KEY_PARTY, CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_NONE
};

/* "agent", "month" or "agent,month" */
static void
set_by(struct cr *cr, struct cr_figures_opts *o)
{
	const char *s = optarg;
	size_t n;

	o->by = CR_BY_TOTAL;
	o->months = false;
	for (;; s += n + 1) {
		n = strcspn(s, ",");
		if (n == 5 && strncmp(s, "month", n) == 0)
			o->months = true;
		else if (s != optarg || !cr_by_parse(s, n, &o->by))
			cr_tool_usage(cr, &tool, "--by: \"%s\" is none of "
			    "debtor, creditor, agent, depot, area, category "
			    "and total, nor month, nor one of them and month",
			    optarg);
		if (s[n] == '\0')
			return;
	}
}

static void
set(struct cr *cr, struct cr_figures_opts *o, int option)
{
	switch (option) {
	case OPT_AS_OF:
		o->as_of = cr_tool_date(cr, &tool, "as-of", optarg);
		break;
	case OPT_BY:
		set_by(cr, o);
		break;
	case OPT_FROM:
		o->from = cr_tool_date(cr, &tool, "from", optarg);
		break;
	case OPT_MONTH:
		if (cr_figures_month(cr, o, optarg) != CR_OK)
			cr_tool_usage(cr, &tool, "%s", cr_errmsg(cr));
		break;
	case OPT_RESTATED:
		o->restated = true;
		break;
	case OPT_TO:
		o->until = cr_tool_date(cr, &tool, "to", optarg);
		break;
	}
}

/* The first operand says which report; there is one so far. */
static void
take_verb(struct cr *cr, int argc, char **argv)
{
	if (optind == argc)
		cr_tool_usage(cr, &tool, "which report? (figures)");
	if (strcmp(argv[optind], "figures") != 0)
		cr_tool_usage(cr, &tool, "there is no report \"%s\"",
		    argv[optind]);
	optind++;
}

int
main(int argc, char **argv)
{
	struct cr_figures_opts o = { .by = CR_BY_TOTAL, .from = CR_DATE_NONE,
		.until = CR_DATE_NONE, .as_of = CR_DATE_NONE };
	struct cr_printer *p = NULL;
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &o, c);
	take_verb(&cr, argc, argv);
	if (cr_figures_period(&cr, &o) != CR_OK)
		cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
	if (cr_tool_keys(&cr, argc, argv, kinds, &keys) &&
	    (keys.stream || optind < argc)) {
		cr_keys_sort(&keys);
		o.keys = &keys;
	}
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_READ)) == CR_OK &&
	    (err = cr_tool_printer(&cr, &sh, &tool, &p)) == CR_OK)
		err = cr_figures(&cr, &o, cr_figures_put, p);
	c = cr_printer_end(p);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err ? err : c);
}
