/* cr-explain: why an item is where it is, and what comes next on which day. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/dun_explain.h"
#include "cr/dun_files.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"

#define AHEAD 400		/* days, as usual */

enum { OPT_CONFIG = 256, OPT_ON, OPT_POLICY, OPT_UNTIL };

static const struct cr_option options[] = {
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_ON, "on", "date", N_("explain that day, past or to come") },
	{ OPT_POLICY, "policy", "file", N_("policy, cr-policy(5)") },
	{ OPT_UNTIL, "until", "date", N_("look ahead to that day") },
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
	CR_KEY_PARTY, CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_NOTICE, CR_KEY_MESSAGE,
	CR_KEY_NONE
};

struct job {
	struct cr *cr;
	const struct cr_shared *sh;
	const char *config, *policy;
	struct cr_dun_ahead ask;
	struct cr_printer *printer;
};

static void
put(void *ctx, const struct cr_dun_item *it)
{
	const struct job *j = ctx;

	cr_explain_put(j->printer, it, j->ask.on);
}

static void
put_ahead(void *ctx, const struct cr_dun_item *it,
    const struct cr_dun_step_ahead *s)
{
	const struct job *j = ctx;

	cr_explain_put_ahead(j->printer, it, s);
}

static int
run(struct job *j)
{
	struct cr_dun_ahead_sink sink = { put, put_ahead, j };
	struct cr_dun_opts o;
	struct cr_dun_files f;
	int err, end;

	if ((err = cr_dun_files_open(j->cr, j->config, j->policy,
	    cr_tool_share(), &f)) == CR_OK && (err = cr_tool_printer(j->cr,
	    j->sh, &tool, &j->printer)) == CR_OK &&
	    (err = cr_explain_messages(j->cr, j->ask.keys, j->ask.on,
	    j->printer)) == CR_OK) {
		o = cr_dun_opts(&f, NULL);
		err = cr_dun_ahead(j->cr, &o, &j->ask, &sink);
	}
	end = cr_printer_end(j->printer);
	cr_dun_files_close(&f);
	return err != CR_OK ? err : end;
}

static void
take(struct job *j, int option)
{
	switch (option) {
	case OPT_CONFIG:
		j->config = optarg;
		break;
	case OPT_ON:
		j->ask.on = cr_tool_date(j->cr, &tool, "on", optarg);
		break;
	case OPT_POLICY:
		j->policy = optarg;
		break;
	case OPT_UNTIL:
		j->ask.until = cr_tool_date(j->cr, &tool, "until", optarg);
		break;
	}
}

int
main(int argc, char **argv)
{
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr cr;
	struct job j = { &cr, &sh, getenv("CR_CONFIG"), NULL,
	    { &keys, CR_DATE_NONE, CR_DATE_NONE }, NULL };
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	j.ask.on = cr.today;
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		take(&j, c);
	if (!cr_date_is_set(j.ask.until))
		j.ask.until.days = j.ask.on.days + AHEAD;
	if (j.ask.until.days < j.ask.on.days)
		cr_tool_usage(&cr, &tool, "--until is before the day that is "
		    "explained");
	if (!cr_tool_keys(&cr, argc, argv, kinds, &keys))
		cr_tool_usage(&cr, &tool, "explain what? (item:1001 pty:1 "
		    "...)");
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_READ)) == CR_OK &&
	    (err = cr_explain_keys(&cr, &keys)) == CR_OK)
		err = run(&j);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
