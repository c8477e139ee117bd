/* cr-limit: how much each debtor may owe, what he owes, and who is blocked. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/limit_act.h"
#include "cr/limit_file.h"
#include "cr/tool.h"

#define FIRST 256		/* options by their place in the table */

static const struct cr_option options[] = {
	{ FIRST, "all", NULL, N_("list ended and refused limits too") },
	{ FIRST + 1, "amount", "amount", N_("of the order: 1200,00") },
	{ FIRST + 2, "approve", NULL, N_("let pending limits count") },
	{ FIRST + 3, "as-of", "date", N_("as it was on that day") },
	{ FIRST + 4, "check", NULL, N_("would an order fit?") },
	{ FIRST + 5, "config", "file", N_("configuration, cr.conf(5)") },
	{ FIRST + 6, "currency", "code", N_("of the limits; EUR") },
	{ FIRST + 7, "expiring", "days",
	    N_("list limits that end in so many days") },
	{ FIRST + 8, "from", "date", N_("first day of a limit; today") },
	{ FIRST + 9, "import", "file", N_("set the limits of a table") },
	{ FIRST + 10, "list", NULL, N_("list the limits that count") },
	{ FIRST + 11, "pending", NULL, N_("list those to be approved") },
	{ FIRST + 12, "reason", "text", N_("why") },
	{ FIRST + 13, "refuse", NULL, N_("refuse pending limits") },
	{ FIRST + 14, "restated", NULL,
	    N_("a past day with what is known now") },
	{ FIRST + 15, "rules", "file", N_("how to compute, cr-limit(5)") },
	{ FIRST + 16, "set", "amount", N_("set a limit; 0: cash only") },
	{ FIRST + 17, "since", "date",
	    N_("only whose state is another than then") },
	{ FIRST + 18, "state", "state", N_("only those in these states") },
	{ FIRST + 19, "until", "date", N_("last day of a limit") },
	{ FIRST + 20, "why", NULL, N_("print each part and what it is worth") },
	{ FIRST + 21, "withdraw", NULL, N_("end limits that were set") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-limit",
	.summary = N_("credit limits, exposures, and who is blocked"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_limit_fields,
	.nfields = CR_LIMIT_FIELDS,
};

static const enum cr_key_kind of_debtors[] = {
	CR_KEY_PARTY, CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_NONE
};
static const enum cr_key_kind of_parties[] = { CR_KEY_PARTY, CR_KEY_NONE };
static const enum cr_key_kind of_limits[] = { CR_KEY_LIMIT, CR_KEY_NONE };
static const enum cr_key_kind to_list[] = {
	CR_KEY_LIMIT, CR_KEY_PARTY, CR_KEY_NONE
};

static const enum cr_key_kind *
kinds(const struct cr_limit_job *j)
{
	return j->mode == CR_LIMIT_MODE_STATES ? of_debtors :
	    j->mode == CR_LIMIT_MODE_LIST ? to_list :
	    j->mode >= CR_LIMIT_MODE_APPROVE ? of_limits : of_parties;
}

/* What it prints depends on what it does. */
static void
shape(const struct cr_limit_job *j, struct cr_tool *form)
{
	if (j->mode > CR_LIMIT_MODE_CHECK) {
		form->fields = cr_kept_fields;
		form->nfields = CR_KEPT_FIELDS;
	} else if (j->why) {
		form->fields = cr_limit_why_fields;
		form->nfields = CR_LIMIT_WHY_FIELDS;
	}
}

static const char *
columns(const struct cr_limit_job *j, const struct cr_tool *form)
{
	return form->fields != cr_limit_fields ? NULL :
	    j->mode == CR_LIMIT_MODE_CHECK ? CR_LIMIT_CHECK_COLUMNS :
	    cr_date_is_set(j->opts.since) ? CR_LIMIT_CHANGES_COLUMNS : NULL;
}

int
main(int argc, char **argv)
{
	struct cr_tool form = tool;
	struct cr_limit_rules *rules = NULL;
	struct cr_printer *printer = NULL;
	struct cr_keys keys = { .v = NULL };
	struct cr_limit_job j;
	struct cr_shared sh;
	struct cr cr;
	bool keyed = false;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	cr_limit_job_init(&cr, &j);
	j.config = getenv("CR_CONFIG");
	while ((c = cr_tool_option(&cr, &sh, &form, argc, argv)) != -1) {
		if (cr_limit_job_ask(&cr, &j, options[c - FIRST].name,
		    optarg) != CR_OK)
			cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
		shape(&j, &form);
	}
	if (sh.print.columns == NULL)
		sh.print.columns = columns(&j, &form);
	if (j.mode != CR_LIMIT_MODE_IMPORT)
		keyed = cr_tool_keys(&cr, argc, argv, kinds(&j), &keys) &&
		    (keys.stream || optind < argc);
	if (cr_limit_job_check(&cr, &j, keyed) != CR_OK)
		cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
	if ((err = cr_limit_rules_find(&cr, j.config, j.rules,
	    cr_tool_share(), &rules)) == CR_OK && (err = cr_tool_ledger(&cr,
	    &sh, cr_limit_job_writes(&cr, &j) ? CR_DB_WRITE : CR_DB_READ)) ==
	    CR_OK && (err = cr_tool_printer(&cr, &sh, &form, &printer)) ==
	    CR_OK)
		err = cr_limit_job_do(&cr, &j, rules, keyed ? &keys : NULL,
		    printer);
	c = cr_printer_end(printer);
	cr_limit_rules_free(rules);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err ? err : c);
}
