/* cr-provision: how much to set aside, what to deduct, what runs out. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/provision_ask.h"
#include "cr/tool.h"

#define FIRST 256		/* options by their place in the table */

enum { OPT_AS_OF = FIRST + 1 };

static const struct cr_option options[] = {
	{ FIRST, "allowance", NULL,
	    N_("what may be written down: art. 106 TUIR") },
	{ OPT_AS_OF, "as-of", "date", N_("as it was on that day") },
	{ FIRST + 2, "by", "what", N_("debtor, creditor, agent, depot, area, "
	    "category, class, total") },
	{ FIRST + 3, "config", "file", N_("configuration, cr.conf(5)") },
	{ FIRST + 4, "currency", "code", N_("rates are measured in; EUR") },
	{ FIRST + 5, "forward", "percent", N_("times what is to come") },
	{ FIRST + 6, "fund", "amount",
	    N_("with --allowance: deducted so far") },
	{ FIRST + 7, "items", NULL, N_("a row for each item") },
	{ FIRST + 8, "law", NULL, N_("the figures of the law in use") },
	{ FIRST + 9, "law-file", "file", N_("more of them, cr-law(5)") },
	{ FIRST + 10, "limitation", NULL,
	    N_("terms of limitation that run out") },
	{ FIRST + 11, "method", "method", N_("matrix, roll or single") },
	{ FIRST + 12, "model", "file", N_("rates, cr-provision(5)") },
	{ FIRST + 13, "months", NULL,
	    N_("balances that roll rates are measured by") },
	{ FIRST + 14, "net", NULL, N_("let credits pay the oldest debt") },
	{ FIRST + 15, "rates", NULL, N_("the rates and where they are from") },
	{ FIRST + 16, "restated", NULL,
	    N_("a past day with what is known now") },
	{ FIRST + 17, "revenue", "amount",
	    N_("with --tax: of a year, for large enterprises") },
	{ FIRST + 18, "specific", "key=share",
	    N_("set for a debtor or item: 50% or an amount") },
	{ FIRST + 19, "sum", NULL, N_("one row for all buckets") },
	{ FIRST + 20, "tax", NULL,
	    N_("losses that can be deducted: art. 101 TUIR") },
	{ FIRST + 21, "within", "days", N_("with --limitation: 180") },
	{ 0 },
};

static struct cr_tool tool = {
	.name = "cr-provision",
	.summary = N_("provisions for losses, tax grounds, limitation"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_TOTALS,
	.options = options,
	.fields = cr_provision_fields,
	.nfields = CR_PC_FIELDS,
};

static const enum cr_key_kind kinds[] = {
	CR_KEY_PARTY, CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_NONE
};

static void
set(struct cr *cr, struct cr_provision_asked *a, int c)
{
	if (c == OPT_AS_OF)
		a->as_of.day = cr_tool_date(cr, &tool, "as-of", optarg);
	else if (cr_provision_ask(cr, a, options[c - FIRST].name, optarg) !=
	    CR_OK)
		cr_tool_usage(cr, &tool, "%s", cr_errmsg(cr));
	tool.fields = cr_provision_asked_fields(a, &tool.nfields);
}

static int
run(struct cr *cr, const struct cr_shared *sh,
    const struct cr_provision_asked *a)
{
	struct cr_provision_files f;
	struct cr_printer *p = NULL;
	int err, end;

	if ((err = cr_provision_files_load(cr, cr_tool_share(), a->config,
	    a->model, a->law, &f)) == CR_OK)
		err = cr_provision_amend(cr, a, f.model);
	if (err == CR_OK && a->report != CR_REPORT_LAW)
		err = cr_tool_ledger(cr, sh, CR_DB_READ);
	if (err == CR_OK &&
	    (err = cr_tool_printer(cr, sh, &tool, &p)) == CR_OK)
		err = cr_provision_print(cr, a, &f, p);
	end = cr_printer_end(p);
	cr_provision_files_release(&f);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	struct cr_provision_asked a;
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	cr_provision_ask_init(&cr, &a);
	a.config = getenv("CR_CONFIG");
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &a, c);
	if (cr_tool_keys(&cr, argc, argv, kinds, &keys) &&
	    (keys.stream || optind < argc)) {
		cr_keys_sort(&keys);
		a.keys = &keys;
	}
	err = run(&cr, &sh, &a);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
