/* cr-explain: why an item is where it is, and what comes next on which day. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/dun_explain.h"
#include "cr/dun_files.h"
#include "cr/dun_run.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"

enum { OPT_CONFIG = 256, OPT_POLICY };

static const struct cr_option options[] = {
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_POLICY, "policy", "file", N_("policy, cr-policy(5)") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-explain",
	.summary = N_("why an item is dunned or not, rule by rule"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS,
	.options = options,
	.fields = cr_explain_fields,
	.nfields = CR_EXPLAIN_FIELDS,
};

static const enum cr_key_kind kinds[] = {
	CR_KEY_PARTY, CR_KEY_ITEM, CR_KEY_NONE
};

struct job {
	struct cr *cr;
	const struct cr_keys *keys;
	struct cr_printer *printer;
};

/* All items are decided, as in a run; those asked for are told. */
static void
put(void *ctx, const struct cr_dun_item *it)
{
	const struct job *j = ctx;

	if (cr_keys_has(j->keys, CR_KEY_ITEM, it->item) ||
	    cr_keys_has(j->keys, CR_KEY_PARTY, it->debtor))
		cr_explain_put(j->printer, it, j->cr->today);
}

static int
run(struct job *j, const struct cr_shared *sh, const char *config,
    const char *policy)
{
	struct cr_dun_sink sink = { .item = put, .ctx = j };
	struct cr_dun_opts o;
	struct cr_dun_files f;
	int err, end;

	if ((err = cr_dun_files_open(j->cr, config, policy, cr_tool_share(),
	    &f)) == CR_OK && (err = cr_tool_printer(j->cr, sh, &tool,
	    &j->printer)) == CR_OK) {
		o = cr_dun_opts(&f, NULL);
		err = cr_dun_decide(j->cr, &o, &sink);
	}
	end = cr_printer_end(j->printer);
	cr_dun_files_close(&f);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	const char *config = getenv("CR_CONFIG"), *policy = NULL;
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr cr;
	struct job j = { &cr, &keys, NULL };
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		*(c == OPT_CONFIG ? &config : &policy) = optarg;
	if (!cr_tool_keys(&cr, argc, argv, kinds, &keys))
		cr_tool_usage(&cr, &tool, "explain what? (item:1001 pty:1 "
		    "...)");
	cr_keys_sort(&keys);
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_READ)) == CR_OK)
		err = run(&j, &sh, config, policy);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
