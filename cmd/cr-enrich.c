/* cr-enrich: asks outside registers about parties, each once. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cr/config.h"
#include "cr/enrich.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"

#define FIRST 256		/* options by their place in the table */
#define OPT_CONFIG (FIRST + 4)

static const struct cr_option options[] = {
	{ FIRST, "accept", NULL, N_("take over what differs") },
	{ FIRST + 1, "again", NULL,
	    N_("read the answers again, ask nobody") },
	{ FIRST + 2, "all", NULL, N_("ask about all debtors") },
	{ FIRST + 3, "as-of", "date", N_("list what was known that day") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ FIRST + 5, "expired", NULL,
	    N_("those whose answer does not serve any more") },
	{ FIRST + 6, "force", NULL, N_("ask though the answer serves") },
	{ FIRST + 7, "found", NULL, N_("list notes and differences") },
	{ FIRST + 8, "list", NULL, N_("list what was asked") },
	{ FIRST + 9, "lookup", "name", N_("by that look-up alone") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-enrich",
	.summary = N_("ask outside registers about parties"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_enrich_fields,
	.nfields = CR_ENRICH_FIELDS,
};

static const enum cr_key_kind kinds[] = { CR_KEY_PARTY, CR_KEY_NONE };

static volatile sig_atomic_t stop;

static void
on_signal(int number)
{
	(void)number;
	stop = 1;
}

static int
run(struct cr *cr, const struct cr_shared *sh, struct cr_enrich_job *j,
    const struct cr_keys *keys, const char *config)
{
	struct sigaction act = { .sa_handler = on_signal };
	struct cr_printer *p = NULL;
	struct cr_config c = { .conf = NULL };
	int err, end;

	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	err = cr_config_load(cr, config, &c);
	j->opts.lookups = c.lookups;
	j->opts.nlookups = c.nlookups;
	j->opts.share = cr_tool_share();
	j->opts.stop = &stop;
	if (err == CR_OK &&
	    (err = cr_tool_printer(cr, sh, &tool, &p)) == CR_OK)
		err = cr_enrich_job_do(cr, j, keys, p);
	end = cr_printer_end(p);
	cr_config_release(&c);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	const char *config = getenv("CR_CONFIG");
	struct cr_keys keys = { .v = NULL };
	struct cr_enrich_job j;
	struct cr_shared sh;
	struct cr cr;
	bool keyed;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	cr_enrich_job_init(&cr, &j);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		if (c == OPT_CONFIG)
			config = optarg;
		else if (cr_enrich_job_ask(&cr, &j, options[c - FIRST].name,
		    optarg) != CR_OK)
			cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
	keyed = !j.opts.all && !j.opts.expired && cr_tool_keys(&cr, argc,
	    argv, kinds, &keys) && (keys.stream || optind < argc);
	if (cr_enrich_job_check(&cr, &j, keyed) != CR_OK)
		cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
	cr_keys_sort(&keys);
	if ((err = cr_tool_ledger(&cr, &sh, j.list || j.found ? CR_DB_READ :
	    CR_DB_WRITE)) == CR_OK)
		err = run(&cr, &sh, &j, keyed ? &keys : NULL, config);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
