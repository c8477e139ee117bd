/* cr-report: how the receivables go: key figures of a period, or the risk. */
#include <string.h>
#include <unistd.h>

#include "cr/figures.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/paper_out.h"
#include "cr/risk_report.h"
#include "cr/tool.h"

/* The first two are of both reports, those from OPT_RISK on of risk alone. */
enum { OPT_AS_OF = 256, OPT_RESTATED, OPT_BY, OPT_FROM, OPT_MONTH, OPT_TO,
    OPT_RISK, OPT_CURRENCY = OPT_RISK, OPT_LGD, OPT_MONTHS, OPT_TOP };
static const struct cr_option options[] = {
	{ OPT_AS_OF, "as-of", "date", N_("told as it was known on that day") },
	{ OPT_BY, "by", "what", N_("debtor, creditor, agent, depot, area, "
	    "category, class, segment, total; month") },
	{ OPT_CURRENCY, "currency", "code", N_("of the items; EUR") },
	{ OPT_FROM, "from", "date", N_("first day; a year before the last") },
	{ OPT_LGD, "lgd", "percent", N_("lost of what defaults; 100") },
	{ OPT_MONTH, "month", "month", N_("that month: 2026-09") },
	{ OPT_MONTHS, "months", "n", N_("so many ends of months before; 12") },
	{ 'O', "output", "file", N_("write that file, whole or not at all") },
	{ OPT_RESTATED, "restated", NULL,
	    N_("past days with what is known now") },
	{ OPT_TO, "to", "date", N_("last day; that of --as-of, or today") },
	{ OPT_TOP, "top", "n", N_("so many debtors by name; 10") },
	{ 0 },
};

static struct cr_tool tool = {
	.name = "cr-report",
	.summary = N_("key figures of receivables, and their risk"),
	.operands = "figures|risk [key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DOCUMENTS,
	.options = options,
	.fields = cr_figures_fields,
	.nfields = CR_FC_FIELDS,
};

static const enum cr_key_kind kinds[] = { CR_KEY_PARTY, CR_KEY_DOC,
    CR_KEY_ITEM, CR_KEY_NONE };

/* What the command line asks for. */
struct job {
	struct cr_figures_opts figures;
	struct cr_risk_opts risk;
	struct cr_paper_out out;
	bool is_risk, of_figures, of_risk;
};

static void
set(struct cr *cr, struct job *j, int option)
{
	struct cr_figures_opts *f = &j->figures;
	int err = CR_OK;

	j->of_risk |= option >= OPT_RISK || option == 'O';
	j->of_figures |= option >= OPT_BY && option < OPT_RISK;
	if (option == OPT_AS_OF)
		j->risk.as_of.day = f->as_of = cr_tool_date(cr, &tool,
		    "as-of", optarg);
	else if (option == OPT_RESTATED)
		j->risk.as_of.restated = f->restated = true;
	else if (option == OPT_FROM)
		f->from = cr_tool_date(cr, &tool, "from", optarg);
	else if (option == OPT_TO)
		f->until = cr_tool_date(cr, &tool, "to", optarg);
	else if (option == OPT_BY)
		err = cr_figures_by(cr, f, optarg);
	else if (option == OPT_MONTH)
		err = cr_figures_month(cr, f, optarg);
	else if (option == OPT_CURRENCY)
		j->risk.currency = optarg;
	else if (option == OPT_MONTHS)
		j->risk.months = cr_tool_number(cr, &tool, "months", optarg);
	else if (option == OPT_TOP)
		j->risk.top = cr_tool_number(cr, &tool, "top", optarg);
	else if (option == 'O')
		j->out.file = optarg;
	else
		err = cr_risk_lgd(cr, &j->risk, optarg);
	if (err != CR_OK)
		cr_tool_usage(cr, &tool, "%s", cr_errmsg(cr));
}

/* What may be asked of the report, and what goes without saying. */
static void
settle(struct cr *cr, struct cr_shared *sh, struct job *j, const char *word)
{
	if (word == NULL || strcmp(word, j->is_risk ? "risk" : "figures") != 0)
		cr_tool_usage(cr, &tool, "which report? (figures, risk)");
	if (j->is_risk)
		cr_tool_document(cr, sh, &tool, j->out.file, NULL);
	if (j->is_risk ? j->of_figures : j->of_risk ||
	    CR_FORMAT_IS_DOCUMENT(sh->print.format))
		cr_tool_usage(cr, &tool, "that is no option of \"%s\"", word);
	j->out.form = sh->print.format;
	j->risk.share = cr_tool_share();
	if ((j->is_risk ? cr_risk_check(cr, &j->risk) :
	    cr_figures_period(cr, &j->figures)) != CR_OK)
		cr_tool_usage(cr, &tool, "%s", cr_errmsg(cr));
}

static int
report(struct cr *cr, struct cr_shared *sh, struct job *j)
{
	struct cr_printer *p = NULL;
	int err, end;

	if ((err = cr_tool_ledger(cr, sh, CR_DB_READ)) == CR_OK &&
	    (CR_FORMAT_IS_DOCUMENT(sh->print.format) ||
	    (err = cr_tool_printer(cr, sh, &tool, &p)) == CR_OK))
		err = j->is_risk ? cr_risk(cr, &j->risk, p, &j->out) :
		    cr_figures(cr, &j->figures, cr_figures_put, p);
	end = cr_printer_end(p);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	struct job j = { .figures = CR_FIGURES_USUAL, .risk = CR_RISK_USUAL,
	    .out.fd = STDOUT_FILENO };
	struct cr_keys keys = { 0 };
	struct cr_shared sh;
	struct cr cr;
	int c;

	cr_tool_begin(&cr, &sh, &tool);
	for (c = 1; c < argc; c++)
		j.is_risk |= strcmp(argv[c], "risk") == 0;
	if (j.is_risk) {	/* now, for -o help */
		tool.fields = cr_risk_fields;
		tool.nfields = CR_RISK_C_FIELDS;
	}
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &j, c);
	settle(&cr, &sh, &j, argv[optind++]);
	if (j.is_risk && optind < argc)
		cr_tool_usage(&cr, &tool, "the risk is that of everybody");
	if (!j.is_risk && cr_tool_keys(&cr, argc, argv, kinds, &keys) &&
	    (keys.stream || optind < argc))
		j.figures.keys = &keys;
	cr_keys_sort(&keys);
	c = report(&cr, &sh, &j);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, c);
}
