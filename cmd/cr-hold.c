/* cr-hold: sets, moves, lifts and lists what stops a claim. */
#include <unistd.h>

#include "cr/hold_act.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"

#define FIRST 256		/* options by their place in the table */

static const struct cr_option options[] = {
	{ FIRST, "all", NULL, N_("list ended and lifted ones too") },
	{ FIRST + 1, "amount", "amount",
	    N_("hold this much of it: 1234.56") },
	{ FIRST + 2, "as-of", "date", N_("list them as of that day") },
	{ FIRST + 3, "category", "category",
	    N_("on all parties of that category") },
	{ FIRST + 4, "code", "code", N_("why, as one of a few words") },
	{ FIRST + 5, "creditor", "party", N_("only what is owed to it") },
	{ FIRST + 6, "currency", "currency",
	    N_("of an amount on a party; EUR") },
	{ FIRST + 7, "end", "date", N_("let holds end on that day") },
	{ FIRST + 8, "from", "date", N_("first day; today") },
	{ FIRST + 9, "import", "file", N_("set the holds of a table") },
	{ FIRST + 10, "kind", "kind", N_("set a hold of that kind") },
	{ FIRST + 11, "lift", NULL, N_("lift holds") },
	{ FIRST + 12, "list", NULL, N_("list holds, as without keys") },
	{ FIRST + 13, "promised", "amount",
	    N_("what is promised, if not all that is held") },
	{ FIRST + 14, "promises", NULL,
	    N_("list promises and what came of them") },
	{ FIRST + 15, "reason", "text", N_("why") },
	{ FIRST + 16, "state", "state", N_("list those in these states") },
	{ FIRST + 17, "tolerance", "days",
	    N_("that a bank needs after a promised day; 3") },
	{ FIRST + 18, "until", "date", N_("last day; else until lifted") },
	{ FIRST + 19, "who", "name", N_("who says so; the operator") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-hold",
	.summary = N_("set, lift and list what stops a claim"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_hold_fields,
	.nfields = CR_HOLD_FIELDS,
};

static const enum cr_key_kind to_set[] = {
	CR_KEY_ITEM, CR_KEY_PARTY, CR_KEY_NONE
};
static const enum cr_key_kind to_change[] = { CR_KEY_HOLD, CR_KEY_NONE };
static const enum cr_key_kind to_list[] = {
	CR_KEY_ITEM, CR_KEY_PARTY, CR_KEY_HOLD, CR_KEY_NONE
};

static const enum cr_key_kind *
kinds(const struct cr_hold_job *j)
{
	if (j->mode == CR_HOLD_MODE_LIFT || j->mode == CR_HOLD_MODE_MOVE)
		return to_change;
	return !j->chosen && j->filter.kinds != 0 ? to_set : to_list;
}

static bool
is_reading(const struct cr_hold_job *j)
{
	return j->mode == CR_HOLD_MODE_LIST ||
	    j->mode == CR_HOLD_MODE_PROMISES;
}

int
main(int argc, char **argv)
{
	struct cr_tool form = tool;	/* its fields depend on --promises */
	struct cr_hold_printer p = { .printer = NULL };
	struct cr_keys keys = { .v = NULL };
	struct cr_hold_job j;
	struct cr_shared sh;
	struct cr cr;
	bool keyed = false;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	p.cr = &cr;
	cr_hold_job_init(&cr, &j);
	while ((c = cr_tool_option(&cr, &sh, &form, argc, argv)) != -1) {
		if (cr_hold_job_ask(&cr, &j, options[c - FIRST].name,
		    optarg) != CR_OK)
			cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
		if (j.mode == CR_HOLD_MODE_PROMISES) {
			form.fields = cr_promise_fields;
			form.nfields = CR_PROMISE_FIELDS;
		}
	}
	if (j.mode != CR_HOLD_MODE_IMPORT)
		keyed = cr_tool_keys(&cr, argc, argv, kinds(&j), &keys) &&
		    (keys.stream || optind < argc);
	if (cr_hold_job_check(&cr, &j, keyed) != CR_OK)
		cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
	if ((err = cr_tool_ledger(&cr, &sh, is_reading(&j) ? CR_DB_READ :
	    CR_DB_WRITE)) == CR_OK && (err = cr_tool_printer(&cr, &sh, &form,
	    &p.printer)) == CR_OK)
		err = cr_hold_job_do(&cr, &j, keyed ? &keys : NULL, &p);
	c = cr_printer_end(p.printer);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err ? err : c);
}
