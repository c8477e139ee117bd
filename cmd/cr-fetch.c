/* cr-fetch: takes in what came back, and says what became of messages. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cr/config.h"
#include "cr/fetch.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/outfile.h"
#include "cr/pki.h"
#include "cr/received_fields.h"
#include "cr/tool.h"

enum { OPT_CONFIG = 256, OPT_INBOX, OPT_ORIGINAL, OPT_TRUST };

static const struct cr_option options[] = {
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_INBOX, "inbox", "name", N_("that mailbox of it only") },
	{ OPT_ORIGINAL, "original", "key",
	    N_("write what came back, as it came") },
	{ OPT_TRUST, "trust", "file",
	    N_("believe these certificates of PEC, PEM") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-fetch",
	.summary = N_("take in what came back: receipts, bounces, replies"),
	.operands = "[file ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_received_fields,
	.nfields = CR_QR_COLUMNS,
};

/* What the command line says; NULL: nothing. */
struct job {
	const char *config, *inbox, *original, *trust;
	char **files;
	struct cr_printer *p;
};

static const char **
option(struct job *j, int letter)
{
	return letter == OPT_CONFIG ? &j->config : letter == OPT_INBOX ?
	    &j->inbox : letter == OPT_TRUST ? &j->trust : &j->original;
}

static volatile sig_atomic_t stop;

static void
on_signal(int number)
{
	(void)number;
	stop = 1;
}

static int
put_row(void *ctx, struct cr_stmt *row)
{
	cr_tool_put_row(ctx, cr_received_fields, CR_QR_COLUMNS, row);
	return 0;
}

static int
run(struct cr *cr, const struct job *j, const struct cr_config *c)
{
	const char *trusted = j->trust ? j->trust : c->received.trust;
	struct cr_fetch_opts o = { .form = &c->received.form,
	    .hold = c->received.hold,
	    .now = (int64_t)time(NULL), .stop = &stop };
	struct cr_fetch f = { .cr = cr, .opts = &o, .each = put_row,
	    .ctx = j->p };
	struct cr_trust *trust = NULL;
	char **file = j->files;
	int err = CR_OK, end = CR_OK;

	if (trusted != NULL && (err = cr_trust_open(cr, trusted, &trust)) !=
	    CR_OK)
		return err;
	o.trust = trust;
	if (*file == NULL)
		err = cr_fetch_inboxes(&f, &c->received, j->inbox);
	for (; *file != NULL && err == CR_OK && !stop; file++)
		err = cr_fetch_path(&f, *file);
	if (err == CR_OK || err == CR_ENET)
		end = cr_fetch_end(&f);
	cr_trust_free(trust);
	return end != CR_OK ? end : err;
}

/* The very bytes, to standard output. */
static int
write_original(struct cr *cr, const struct cr_shared *sh, const char *text)
{
	struct cr_key key;
	const void *p;
	size_t n;
	int err;

	if (!cr_key_parse(text, strlen(text), &key) ||
	    key.kind != CR_KEY_RECEIVED)
		cr_tool_usage(cr, &tool, "--original: \"%s\" is no rcv:...",
		    text);
	if ((err = cr_tool_ledger(cr, sh, CR_DB_READ)) == CR_OK &&
	    (err = cr_received_original(cr, key.id, &p, &n)) == CR_OK)
		err = cr_write_all(cr, STDOUT_FILENO, p, n);
	return err;
}

int
main(int argc, char **argv)
{
	struct sigaction act = { .sa_handler = on_signal };
	struct job j = { .config = getenv("CR_CONFIG") };
	struct cr_config c = { 0 };
	struct cr_shared sh;
	struct cr cr;
	int o, end, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((o = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		*option(&j, o) = optarg ? optarg : "";
	j.files = argv + optind;
	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	if (j.original != NULL)
		return cr_tool_end(&cr, write_original(&cr, &sh,
		    j.original));
	if ((err = cr_config_load(&cr, j.config, &c)) == CR_OK &&
	    (err = cr_tool_ledger(&cr, &sh, CR_DB_WRITE)) == CR_OK &&
	    (err = cr_tool_printer(&cr, &sh, &tool, &j.p)) == CR_OK)
		err = run(&cr, &j, &c);
	end = cr_printer_end(j.p);
	cr_config_release(&c);
	return cr_tool_end(&cr, err != CR_OK ? err : end);
}
