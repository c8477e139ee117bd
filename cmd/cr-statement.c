/* cr-statement: statements of account, as records or as documents. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/rates_file.h"
#include "cr/statement_out.h"
#include "cr/tool.h"

enum { OPT_ALL = 256, OPT_CONFIG, OPT_DIR, OPT_FROM, OPT_INTEREST,
    OPT_LANGUAGE, OPT_RESTATED, OPT_TO };

static const struct cr_option options[] = {
	{ OPT_ALL, "all", NULL, N_("every debtor with something open") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_DIR, "dir", "folder", N_("a document for each, in that folder") },
	{ OPT_FROM, "from", "date",
	    N_("the first day; else 1 January of the last") },
	{ OPT_INTEREST, "interest", NULL, N_("with what accrued until then") },
	{ OPT_LANGUAGE, "language", "code",
	    N_("it, en or de, instead of the debtor's") },
	{ 'O', "output", "file", N_("write that file, whole or not at all") },
	{ OPT_RESTATED, "restated", NULL,
	    N_("a past day with what is known now") },
	{ OPT_TO, "to", "date", N_("the last day, as it was told then") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-statement",
	.summary = N_("statements of account"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DOCUMENTS,
	.options = options,
	.fields = cr_statement_fields,
	.nfields = CR_STATEMENT_FIELDS,
};

static const enum cr_key_kind kinds[] = {
	CR_KEY_PARTY, CR_KEY_ITEM, CR_KEY_DOC, CR_KEY_ENTRY, CR_KEY_NONE
};

/* What the command line says. */
struct job {
	struct cr_statement_opts opts;
	struct cr_statement_out out;
	struct cr_config config;
	struct cr_rates rates;
	const char *file;	/* of the configuration */
	bool all, interest;
};

static void
set(struct cr *cr, struct job *j, int option)
{
	switch (option) {
	case OPT_ALL:
		j->all = true;
		break;
	case OPT_CONFIG:
		j->file = optarg;
		break;
	case OPT_DIR:
		j->out.dir = optarg;
		break;
	case OPT_FROM:
		j->opts.from = cr_tool_date(cr, &tool, "from", optarg);
		break;
	case OPT_INTEREST:
		j->interest = true;
		break;
	case OPT_LANGUAGE:
		j->out.language = optarg;
		break;
	case 'O':
		j->out.file = optarg;
		break;
	case OPT_RESTATED:
		j->opts.as_of.restated = true;
		break;
	case OPT_TO:
		j->opts.as_of.day = cr_tool_date(cr, &tool, "to", optarg);
		break;
	}
}

/* The files: the configuration, and where it is asked for the rates. */
static int
load(struct cr *cr, struct job *j)
{
	int err = cr_config_load(cr, j->file, &j->config);

	j->out.config = &j->config;
	j->out.share = cr_tool_share();
	if (err != CR_OK || !j->interest)
		return err;
	j->opts.rules = &j->config.interest;
	j->opts.rates = &j->rates;
	return cr_rates_load(cr, cr_tool_share(), j->config.rates, &j->rates);
}

static int
print(struct cr *cr, const struct cr_shared *sh, const struct job *j)
{
	struct cr_printer *p = NULL;
	int err, end;

	if ((err = cr_tool_printer(cr, sh, &tool, &p)) == CR_OK)
		err = cr_statement_each(cr, &j->opts, cr_statement_put, p);
	end = cr_printer_end(p);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	struct job j = { .opts.from = CR_DATE_NONE, .out.fd = STDOUT_FILENO,
	    .file = getenv("CR_CONFIG") };
	struct cr_shared sh;
	struct cr_keys keys = { 0 };
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	j.opts.as_of.day = cr.today;
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &j, c);
	cr_tool_document(&cr, &sh, &tool, j.out.file, j.out.dir);
	j.out.form = sh.print.format;
	if (!j.all && cr_tool_keys(&cr, argc, argv, kinds, &keys) &&
	    (keys.stream || optind < argc))
		j.opts.keys = &keys;
	else if (!j.all)
		cr_tool_usage(&cr, &tool, "whose? (pty:17 ...; --all is "
		    "everybody with something open)");
	if ((err = load(&cr, &j)) == CR_OK &&
	    (err = cr_tool_ledger(&cr, &sh, CR_DB_READ)) == CR_OK)
		err = CR_FORMAT_IS_DOCUMENT(j.out.form) ?
		    cr_statement_write(&cr, &j.opts, &j.out) :
		    print(&cr, &sh, &j);
	cr_rates_release(&j.rates);
	cr_config_release(&j.config);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
