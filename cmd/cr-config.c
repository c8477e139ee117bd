/* cr-config: checks configuration, policy and texts; shows what they do. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/config_check.h"
#include "cr/config_show.h"
#include "cr/dun_files.h"
#include "cr/dun_simulate.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/letter_preview.h"
#include "cr/rates_file.h"
#include "cr/tool.h"

enum { OPT_CHECK = 256, OPT_CONFIG, OPT_POLICY, OPT_SIMULATE };

static const struct cr_option options[] = {
	{ OPT_CHECK, "check", NULL, N_("check only: quiet when all is right") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_POLICY, "policy", "file", N_("policy, cr-policy(5)") },
	{ OPT_SIMULATE, "simulate", NULL,
	    N_("play the policy on samples, or on the debtors given") },
	{ 0 },
};

enum { SECTION, NAME, VALUE };

static const struct cr_field fields[] = {
	[SECTION] = { "section", CR_TEXT, N_("Section"),
	    N_("mail, lookup, dunning, level, apply, segment, interest"),
	    0 },
	[NAME] = { "name", CR_TEXT, N_("Name"), N_("of the value"), 0 },
	[VALUE] = { "value", CR_TEXT, N_("Value"), N_("in force"), 0 },
};

static struct cr_tool tool = {
	.name = "cr-config",
	.summary = N_("check the configuration and show what is in force"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS,
	.options = options,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
};

static const enum cr_key_kind kinds[] = { CR_KEY_PARTY, CR_KEY_ITEM, 0 };

/* What the command line says. */
struct job {
	bool check, simulate;
	const char *config, *policy;
	struct cr_keys keys;
};

static void
set(struct job *j, int option)
{
	switch (option) {
	case OPT_CHECK:
		j->check = true;
		break;
	case OPT_CONFIG:
		j->config = optarg;
		break;
	case OPT_POLICY:
		j->policy = optarg;
		break;
	case OPT_SIMULATE:
		j->simulate = true;
		tool.fields = cr_forecast_fields;
		tool.nfields = CR_FORECAST_FIELDS;
		break;
	}
}

static void
put(void *ctx, const char *section, const char *name, const char *value)
{
	struct cr_printer *p = ctx;

	cr_put_text_cell(p, SECTION, section);
	cr_put_text_cell(p, NAME, name);
	cr_put_text_cell(p, VALUE, value);
	cr_print_row(p);
}

static int
simulate(struct cr *cr, const struct cr_shared *sh, const struct job *j,
    const struct cr_dun_files *f, struct cr_printer *p)
{
	struct cr_dun_opts o = cr_dun_opts(f, &j->keys);
	int err;

	if (j->keys.n == 0)
		return cr_dun_simulate(cr, &o, cr_forecast_put, p);
	err = cr_tool_ledger(cr, sh, CR_DB_READ);
	return err != CR_OK ? err : cr_dun_simulate_keys(cr, &o,
	    cr_forecast_put, p);
}

static int
run(struct cr *cr, const struct cr_shared *sh, const struct job *j,
    struct cr_dun_files *f)
{
	struct cr_rates rates = { .text = NULL };
	struct cr_printer *p = NULL;
	int end, err = cr_rates_load(cr, cr_tool_share(), f->config.rates,
	    &rates);

	cr_rates_release(&rates);
	if (err == CR_OK && (err = cr_config_check(cr, f, j->check)) == CR_OK)
		err = cr_letters_check(cr, f);
	if (err != CR_OK || j->check)
		return err;
	if ((err = cr_tool_printer(cr, sh, &tool, &p)) == CR_OK)
		err = j->simulate ? simulate(cr, sh, j, f, p) :
		    cr_config_show(cr, f, put, p);
	end = cr_printer_end(p);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	struct job j = { .config = getenv("CR_CONFIG") };
	struct cr_dun_files f;
	struct cr_shared sh;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&j, c);
	if (j.check && j.simulate)
		cr_tool_usage(&cr, &tool, "--check and --simulate exclude "
		    "each other");
	if (optind < argc && !j.simulate)
		cr_tool_usage(&cr, &tool, "there is nothing to say to it");
	if (optind < argc)
		cr_tool_keys(&cr, argc, argv, kinds, &j.keys);
	cr_keys_sort(&j.keys);
	if ((err = cr_dun_files_open(&cr, j.config, j.policy,
	    cr_tool_share(), &f)) == CR_OK)
		err = run(&cr, &sh, &j, &f);
	cr_keys_release(&j.keys);
	cr_dun_files_close(&f);
	return cr_tool_end(&cr, err);
}
