/* cr-hold: sets, lifts and lists what stops a claim. */
#include <string.h>
#include <unistd.h>

#include "cr/hold_act.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"

enum { OPT_ALL = 256, OPT_AMOUNT, OPT_FROM, OPT_KIND, OPT_LIFT, OPT_REASON,
    OPT_UNTIL, OPT_WHO };

static const struct cr_option options[] = {
	{ OPT_ALL, "all", NULL, N_("list ended and lifted ones too") },
	{ OPT_AMOUNT, "amount", "amount",
	    N_("hold this much of an item: 1234.56") },
	{ OPT_FROM, "from", "date", N_("first day; today") },
	{ OPT_KIND, "kind", "kind", N_("set a hold of that kind") },
	{ OPT_LIFT, "lift", NULL, N_("lift holds") },
	{ OPT_REASON, "reason", "text", N_("why") },
	{ OPT_UNTIL, "until", "date", N_("last day; else until lifted") },
	{ OPT_WHO, "who", "name", N_("who says so; the operator") },
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
static const enum cr_key_kind to_lift[] = { CR_KEY_HOLD, CR_KEY_NONE };
static const enum cr_key_kind to_list[] = {
	CR_KEY_ITEM, CR_KEY_PARTY, CR_KEY_HOLD, CR_KEY_NONE
};

/* What the command line says. */
struct job {
	bool set, lift, all;
	struct cr_hold hold;
};

static void
take(struct cr *cr, struct job *j, int option)
{
	switch (option) {
	case OPT_ALL:
		j->all = true;
		break;
	case OPT_AMOUNT:
		if (!cr_money_parse_xml(optarg, &j->hold.amount) ||
		    j->hold.amount.cents <= 0)
			cr_tool_usage(cr, &tool, "--amount: \"%s\" is no "
			    "positive amount (as in 1234.56)", optarg);
		break;
	case OPT_FROM:
		j->hold.from = cr_tool_date(cr, &tool, "from", optarg);
		break;
	case OPT_KIND:
		j->set = true;
		if (!cr_hold_parse(optarg, &j->hold.kind))
			cr_tool_usage(cr, &tool, "--kind: \"%s\" is none of "
			    "block, dispute, promise, plan, assigned, ceded, "
			    "payment, insolvency and procedure", optarg);
		break;
	case OPT_LIFT:
		j->lift = true;
		break;
	case OPT_REASON:
		j->hold.reason = optarg;
		break;
	case OPT_UNTIL:
		j->hold.until = cr_tool_date(cr, &tool, "until", optarg);
		break;
	case OPT_WHO:
		j->hold.who = optarg;
		break;
	}
}

static int
run(struct cr *cr, const struct job *j, const struct cr_keys *keys,
    struct cr_hold_printer *p)
{
	if (j->set)
		return cr_hold_act_set(cr, keys, &j->hold, cr_hold_put, p);
	if (j->lift)
		return cr_hold_act_lift(cr, keys, cr_hold_put, p);
	return cr_hold_act_list(cr, keys, j->all, cr_hold_put, p);
}

int
main(int argc, char **argv)
{
	struct job j = { .set = false };
	struct cr_hold_printer p = { .printer = NULL };
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr cr;
	bool asked;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	j.hold.from = p.today = cr.today;
	j.hold.until = CR_DATE_NONE;
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		take(&cr, &j, c);
	if (j.set && j.lift)
		cr_tool_usage(&cr, &tool, "--kind and --lift exclude each "
		    "other");
	if (j.set && j.hold.reason == NULL)
		cr_tool_usage(&cr, &tool, "a hold needs a --reason");
	asked = cr_tool_keys(&cr, argc, argv, j.set ? to_set : j.lift ?
	    to_lift : to_list, &keys) && (keys.stream || optind < argc);
	if ((j.set || j.lift) && !asked)
		cr_tool_usage(&cr, &tool, "hold or lift what? (item:1001 "
		    "pty:1 ... or hold:1 ...)");
	if ((err = cr_tool_ledger(&cr, &sh, j.set || j.lift ? CR_DB_WRITE :
	    CR_DB_READ)) == CR_OK && (err = cr_tool_printer(&cr, &sh, &tool,
	    &p.printer)) == CR_OK)
		err = run(&cr, &j, asked ? &keys : NULL, &p);
	c = cr_printer_end(p.printer);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err ? err : c);
}
