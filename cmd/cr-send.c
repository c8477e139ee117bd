/* cr-send: delivers prepared messages, each once. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cr/config.h"
#include "cr/holidays_file.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/send.h"
#include "cr/send_fields.h"
#include "cr/str.h"
#include "cr/tool.h"

enum { OPT_ALL = 256, OPT_CONFIG, OPT_DONE, OPT_EML, OPT_NOTE,
    OPT_RESOLVE };

static const struct cr_option options[] = {
	{ OPT_ALL, "all", NULL, N_("all prepared messages") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_DONE, "done", "outcome", N_("say how calls, visits and tasks "
	    "ended: done, not-reached, wrong-address, given-up") },
	{ OPT_EML, "eml", "dir", N_("write them as files into that folder") },
	{ OPT_NOTE, "note", "text", N_("what there is to say about it") },
	{ OPT_RESOLVE, "resolve", "state",
	    N_("say what became of unknown messages: sent or failed") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-send",
	.summary = N_("deliver prepared messages"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_send_fields,
	.nfields = CR_SEND_FIELDS,
};

static const enum cr_key_kind kinds[] = { CR_KEY_MESSAGE, CR_KEY_NONE };

/* What the command line says; NULL: nothing. */
struct job {
	const char *all, *config, *eml, *resolve, *done, *note;
	enum cr_done how;
};

static const char **
option(struct job *j, int letter)
{
	const char **const at[] = { &j->all, &j->config, &j->done, &j->eml,
	    &j->note, &j->resolve };

	return at[letter - OPT_ALL];
}

static volatile sig_atomic_t stop;

static void
on_signal(int number)
{
	(void)number;
	stop = 1;
}

static int
run(struct cr *cr, const struct cr_shared *sh, const struct job *j,
    const struct cr_keys *asked)
{
	struct cr_calendar calendar;
	struct cr_config c = { .conf = NULL };
	struct cr_send_opts o = { .asked = asked, .stop = &stop,
	    .contact = j->eml == NULL ? &c.contact : NULL,
	    .calendar = &calendar };
	struct cr_printer *p = NULL;
	struct sigaction act = { .sa_handler = on_signal };
	int err, end;

	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	cr_calendar_init(&calendar);
	if ((err = cr_config_load(cr, j->config, &c)) == CR_OK &&
	    (err = cr_calendar_load(cr, cr_tool_share(), &c, NULL,
	    &calendar)) == CR_OK && (err = cr_ways_open(cr, &c,
	    cr_tool_share(), j->eml, o.way)) == CR_OK &&
	    (err = cr_tool_printer(cr, sh, &tool, &p)) == CR_OK)
		err = cr_send_run(cr, &o, cr_send_put, p);
	end = cr_printer_end(p);
	cr_ways_close(o.way);
	cr_calendar_release(&calendar);
	cr_config_release(&c);
	return err != CR_OK ? err : end;
}

/* What people say of messages. */
static int
hear(struct cr *cr, const struct cr_keys *keys, const struct job *j)
{
	size_t i;
	int err;

	for (i = 0; i < keys->n; i++) {
		err = j->done != NULL ? cr_send_done(cr, keys->v[i].id,
		    j->how, j->note) : cr_send_resolve(cr, keys->v[i].id,
		    cr_streq(j->resolve, "sent"));
		if (err == CR_EINPUT || err == CR_ENOTFOUND)
			cr_refuse(cr, NULL, 0, "%s", cr_errmsg(cr));
		else if (err != CR_OK)
			return err;
	}
	return CR_OK;
}

static void
check(struct cr *cr, struct job *j)
{
	if (j->resolve != NULL && !cr_streq(j->resolve, "sent") &&
	    !cr_streq(j->resolve, "failed"))
		cr_tool_usage(cr, &tool, "--resolve: \"%s\" is neither sent "
		    "nor failed", j->resolve);
	if (j->done != NULL && !cr_done_parse(j->done, &j->how))
		cr_tool_usage(cr, &tool, "--done: \"%s\" is none of done, "
		    "not-reached, wrong-address, given-up", j->done);
}

int
main(int argc, char **argv)
{
	struct job j = { .config = getenv("CR_CONFIG") };
	struct cr_shared sh;
	struct cr_keys keys = { 0 };
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		*option(&j, c) = optarg ? optarg : "";
	check(&cr, &j);
	if (j.all == NULL && !cr_tool_keys(&cr, argc, argv, kinds, &keys))
		cr_tool_usage(&cr, &tool, "which messages? (msg:1 ... or "
		    "--all)");
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_WRITE)) == CR_OK)
		err = j.resolve || j.done ? hear(&cr, &keys, &j) :
		    run(&cr, &sh, &j, j.all ? NULL : &keys);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
