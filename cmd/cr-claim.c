/* cr-claim: ends claims that no money which came in has paid. */
#include <unistd.h>

#include "cr/claim_act.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"

enum { OPT_PAID = 256, OPT_WAIVE };

static const struct cr_option options[] = {
	{ OPT_PAID, "paid", "reason", N_("it was paid elsewhere") },
	{ OPT_WAIVE, "waive", "reason", N_("it is given up") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-claim",
	.summary = N_("waive claims, or take them for paid"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_claim_fields,
	.nfields = CR_CLAIM_COLUMNS,
};

static const enum cr_key_kind kinds[] = {
	CR_KEY_CLAIM, CR_KEY_ITEM, CR_KEY_DOC, CR_KEY_PARTY, CR_KEY_NONE
};

int
main(int argc, char **argv)
{
	struct cr_claim_printer p = { .p = NULL };
	enum cr_claim_state state = CR_CLAIM_OPEN;
	const char *reason = NULL;
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr cr;
	bool asked;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	p.cr = &cr;
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1) {
		if (state != CR_CLAIM_OPEN)
			cr_tool_usage(&cr, &tool, "--paid and --waive exclude "
			    "each other");
		state = c == OPT_PAID ? CR_CLAIM_PAID : CR_CLAIM_WAIVED;
		reason = optarg;
	}
	if (state == CR_CLAIM_OPEN || *reason == '\0')
		cr_tool_usage(&cr, &tool, "end claims how, and why? "
		    "(--waive or --paid, with a reason)");
	asked = cr_tool_keys(&cr, argc, argv, kinds, &keys) &&
	    (keys.stream || optind < argc);
	if (!asked)
		cr_tool_usage(&cr, &tool, "which claims? (claim:1 pty:1 ...)");
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_WRITE)) == CR_OK &&
	    (err = cr_tool_printer(&cr, &sh, &tool, &p.p)) == CR_OK)
		err = cr_claim_act(&cr, &keys, state, reason, cr_claim_put,
		    &p);
	c = cr_printer_end(p.p);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err ? err : c);
}
