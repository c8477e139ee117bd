/* cr-statement: statements of account, as records or as documents. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/statement_out.h"
#include "cr/tool.h"

enum { OPT_ALL = 256, OPT_CONFIG, OPT_DIR, OPT_FROM, OPT_LANGUAGE,
    OPT_RESTATED, OPT_TO };

static const struct cr_option options[] = {
	{ OPT_ALL, "all", NULL, N_("every debtor with something open") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_DIR, "dir", "folder", N_("a document for each, in that folder") },
	{ OPT_FROM, "from", "date",
	    N_("the first day; else 1 January of the last") },
	{ OPT_LANGUAGE, "language", "code",
	    N_("it or en, instead of the debtor's") },
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
	const char *config;
	bool all;
};

static void
set(struct cr *cr, struct job *j, int option)
{
	switch (option) {
	case OPT_ALL:
		j->all = true;
		break;
	case OPT_CONFIG:
		j->config = optarg;
		break;
	case OPT_DIR:
		j->out.dir = optarg;
		break;
	case OPT_FROM:
		j->opts.from = cr_tool_date(cr, &tool, "from", optarg);
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

/* The period is the year so far, if nothing else is said. */
static void
check_period(struct cr *cr, struct job *j)
{
	struct cr_date to = j->opts.as_of.day;

	if (!cr_date_is_set(j->opts.from))
		cr_date_from_ymd(cr_date_year(to), 1, 1, &j->opts.from);
	if (j->opts.from.days > to.days)
		cr_tool_usage(cr, &tool, "--from is after --to");
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

static int
write_documents(struct cr *cr, const struct cr_shared *sh, struct job *j)
{
	struct cr_config config;
	int err = cr_config_load(cr, j->config, &config);

	j->out.form = sh->print.format;
	j->out.fd = STDOUT_FILENO;
	j->out.config = &config;
	j->out.share = cr_tool_share();
	if (err == CR_OK)
		err = cr_statement_write(cr, &j->opts, &j->out);
	cr_config_release(&config);
	return err;
}

int
main(int argc, char **argv)
{
	struct job j = { .opts.from = CR_DATE_NONE,
	    .config = getenv("CR_CONFIG") };
	struct cr_shared sh;
	struct cr_keys keys = { 0 };
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	j.opts.as_of.day = cr.today;
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &j, c);
	check_period(&cr, &j);
	cr_tool_document(&cr, &sh, &tool, j.out.file, j.out.dir);
	if (!j.all && cr_tool_keys(&cr, argc, argv, kinds, &keys) &&
	    (keys.stream || optind < argc))
		j.opts.keys = &keys;
	else if (!j.all)
		cr_tool_usage(&cr, &tool, "whose? (pty:17 ...; --all is "
		    "everybody with something open)");
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_READ)) == CR_OK)
		err = CR_FORMAT_IS_DOCUMENT(sh.print.format) ?
		    write_documents(&cr, &sh, &j) : print(&cr, &sh, &j);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
