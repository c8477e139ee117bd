/* cr-config: checks configuration, policy and texts; shows what is in force. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/config_show.h"
#include "cr/dun_files.h"
#include "cr/i18n.h"
#include "cr/rates_file.h"
#include "cr/tool.h"

enum { OPT_CONFIG = 256, OPT_POLICY };

static const struct cr_option options[] = {
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_POLICY, "policy", "file", N_("policy, cr-policy(5)") },
	{ 0 },
};

enum { SECTION, NAME, VALUE };

static const struct cr_field fields[] = {
	[SECTION] = { "section", CR_TEXT, N_("Section"),
	    N_("mail, dunning, level, apply, interest"), 0 },
	[NAME] = { "name", CR_TEXT, N_("Name"), N_("of the value"), 0 },
	[VALUE] = { "value", CR_TEXT, N_("Value"), N_("in force"), 0 },
};

static const struct cr_tool tool = {
	.name = "cr-config",
	.summary = N_("check the configuration and show what is in force"),
	.operands = "",
	.flags = CR_TOOL_PRINTS,
	.options = options,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
};

static void
put(void *ctx, const char *section, const char *name, const char *value)
{
	struct cr_printer *p = ctx;

	cr_put_text_cell(p, SECTION, section);
	cr_put_text_cell(p, NAME, name);
	cr_put_text_cell(p, VALUE, value);
	cr_print_row(p);
}

int
main(int argc, char **argv)
{
	const char *config = getenv("CR_CONFIG"), *policy = NULL;
	struct cr_printer *p = NULL;
	struct cr_rates rates = { .text = NULL };
	struct cr_dun_files f;
	struct cr_shared sh;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		*(c == OPT_CONFIG ? &config : &policy) = optarg;
	if (optind < argc)
		cr_tool_usage(&cr, &tool, "there is nothing to say to it");
	if ((err = cr_dun_files_open(&cr, config, policy, cr_tool_share(),
	    &f)) == CR_OK &&
	    (err = cr_rates_load(&cr, cr_tool_share(), f.config.rates,
	    &rates)) == CR_OK &&
	    (err = cr_tool_printer(&cr, &sh, &tool, &p)) == CR_OK)
		err = cr_config_show(&cr, &f, put, p);
	c = cr_printer_end(p);
	cr_rates_release(&rates);
	cr_dun_files_close(&f);
	return cr_tool_end(&cr, err ? err : c);
}
