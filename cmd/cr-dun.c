/* cr-dun: decides the next step for each debtor and prepares its letters. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/config.h"
#include "cr/dun_act.h"
#include "cr/dun_digest.h"
#include "cr/dun_fields.h"
#include "cr/dun_files.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"

enum { OPT_ALL = 256, OPT_APPROVE, OPT_CANCEL, OPT_CONFIG, OPT_DIGESTS,
    OPT_PLAN, OPT_POLICY };

static const struct cr_option options[] = {
	{ OPT_ALL, "all", NULL, N_("every debtor, whatever comes in") },
	{ OPT_APPROVE, "approve", NULL, N_("let pending notices go") },
	{ OPT_CANCEL, "cancel", "reason",
	    N_("cancel notices: their items go a level back") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_DIGESTS, "digests", NULL,
	    N_("tell agents and depots what was prepared today") },
	{ OPT_PLAN, "plan", NULL,
	    N_("print each item, taken or left, with the reason") },
	{ OPT_POLICY, "policy", "file", N_("policy, cr-policy(5)") },
	{ 0 },
};

static struct cr_tool tool = {
	.name = "cr-dun",
	.summary = N_("decide the next step for each debtor"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_dun_message_fields,
	.nfields = CR_DUN_MESSAGE_FIELDS,
};

static const enum cr_key_kind kinds[] = { CR_KEY_PARTY, CR_KEY_ITEM, 0 };
static const enum cr_key_kind notices[] = { CR_KEY_NOTICE, CR_KEY_NONE };

/* What the command line says. */
struct job {
	bool all, approve, digests, plan;
	const char *cancel, *config, *policy;
};

static void
set(struct job *j, int option)
{
	const char **text = option == OPT_CANCEL ? &j->cancel :
	    option == OPT_CONFIG ? &j->config :
	    option == OPT_POLICY ? &j->policy : NULL;

	if (text != NULL)
		*text = optarg;
	j->all |= option == OPT_ALL || option == OPT_DIGESTS;
	j->approve |= option == OPT_APPROVE;
	j->digests |= option == OPT_DIGESTS;
	if (option != OPT_PLAN)
		return;
	j->plan = true;
	tool.fields = cr_dun_item_fields;
	tool.nfields = CR_DUN_ITEM_FIELDS;
}

/* Approve or cancel each notice; one that cannot be is told. */
static int
act(struct cr *cr, const struct job *j, const struct cr_keys *keys)
{
	size_t i;
	int err;

	for (i = 0; i < keys->n; i++) {
		err = j->approve ? cr_dun_approve(cr, keys->v[i].id) :
		    cr_dun_cancel(cr, keys->v[i].id, j->cancel);
		if (err == CR_EINPUT || err == CR_ENOTFOUND)
			cr_refuse(cr, NULL, 0, "%s", cr_errmsg(cr));
		else if (err != CR_OK)
			return err;
	}
	return CR_OK;
}

static int
run(struct cr *cr, const struct cr_shared *sh, const struct job *j,
    const struct cr_keys *keys)
{
	struct cr_dun_files f;
	struct cr_dun_opts o;
	struct cr_dun_sink sink = { 0 };
	struct cr_printer *p = NULL;
	int err, end;

	if ((err = cr_dun_files_open(cr, j->config, j->policy,
	    cr_tool_share(), &f)) == CR_OK)
		err = cr_tool_printer(cr, sh, &tool, &p);
	o = cr_dun_opts(&f, keys);
	sink.ctx = p;
	if (j->plan)
		sink.item = cr_dun_put_item;
	else
		sink.message = cr_dun_put_message;
	if (err == CR_OK)
		err = j->digests ? cr_dun_digests(cr, o.letters, &sink) :
		    cr_dun_run(cr, &o, &sink);
	end = cr_printer_end(p);
	cr_dun_files_close(&f);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	struct job j = { .config = getenv("CR_CONFIG") };
	struct cr_shared sh;
	struct cr_keys keys = { 0 };
	struct cr cr;
	bool asked, came;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&j, c);
	if (j.approve && j.cancel != NULL)
		cr_tool_usage(&cr, &tool, "--approve and --cancel exclude "
		    "each other");
	came = !j.all && cr_tool_keys(&cr, argc, argv, j.approve || j.cancel ?
	    notices : kinds, &keys);
	asked = came && (keys.stream || optind < argc);
	cr_keys_sort(&keys);
	if ((j.approve || j.cancel) && !asked)
		cr_tool_usage(&cr, &tool, "which notices? (not:1 ...)");
	/* a search that found nothing must not claim from everybody */
	if (came && !asked)
		cr_tool_usage(&cr, &tool, "no keys came in; --all takes every "
		    "debtor");
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_WRITE)) == CR_OK)
		err = j.approve || j.cancel ? act(&cr, &j, &keys) :
		    run(&cr, &sh, &j, asked ? &keys : NULL);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
