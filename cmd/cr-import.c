/* cr-import: files into the ledger, in one run that can be undone. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cr/buf.h"
#include "cr/config.h"
#include "cr/i18n.h"
#include "cr/import.h"
#include "cr/table.h"
#include "cr/tool.h"

#define NAMED_MAX 20	/* operands that the journal tells by name */

enum { FILE_KEY, RUN, NAME, FORMAT, RECORDS, ADDED, CHANGED, UNCHANGED,
    REFUSED, TOTAL, SHA256 };

static const struct cr_field fields[] = {
	{ "file", CR_KEY, N_("File"), N_("the file, by its content"), 0 },
	{ "run", CR_KEY, N_("Run"), N_("the run, for cr-undo"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("what it is called"), 0 },
	{ "format", CR_TEXT, N_("Format"), N_("what it was taken for"), 0 },
	{ "records", CR_COUNT, N_("Records"), N_("read in it"), 0 },
	{ "added", CR_COUNT, N_("Added"), N_("new to the ledger"), 0 },
	{ "changed", CR_COUNT, N_("Changed"), N_("known, and changed"), 0 },
	{ "unchanged", CR_COUNT, N_("Unchanged"), N_("known as they are"), 0 },
	{ "refused", CR_COUNT, N_("Refused"), N_("left out, told why"), 0 },
	{ "total_cents", CR_CENTS, N_("Total"), N_("sum of what is new"), 0 },
	{ "sha256", CR_CODE, N_("SHA-256"), N_("of the file"), 1 },
};

enum { OPT_COUNT = 256, OPT_SUM, OPT_FORCE, OPT_REJECTS, OPT_SHRINK };
static const struct cr_option options[] = {
	{ OPT_SHRINK, "allow-shrink", NULL, N_("let a snapshot close much") },
	{ 'c', "creditor", "creditor", N_("who is owed, if rows do not say") },
	{ OPT_COUNT, "expect-count", "n", N_("all or nothing: N records") },
	{ OPT_SUM, "expect-sum", "cents", N_("all or nothing: this sum") },
	{ OPT_FORCE, "force-type", NULL, N_("take unknown document types") },
	{ 'm', "mapping", "file", N_("what stands in which column") },
	{ OPT_REJECTS, "rejects", "file", N_("where refused records go") },
	{ 's', "snapshot", NULL, N_("the files list all that is open") },
	{ 0, NULL, NULL, NULL }
};

static const struct cr_tool tool = {
	"cr-import", N_("import files into the ledger"), "[file ...]",
	CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN, options, fields,
	CR_COUNT_OF(fields)
};

static int
set_option(struct cr *cr, struct cr_import_opts *o, struct cr_mapping **m,
    int c)
{
	if (c == 'c') {
		o->creditor = optarg;
	} else if (c == 's') {
		o->snapshot = true;
	} else if (c == OPT_SHRINK) {
		o->allow_shrink = true;
	} else if (c == OPT_FORCE) {
		o->read.force_type = true;
	} else if (c == OPT_REJECTS) {
		o->rejects = optarg;
	} else if (c == OPT_COUNT) {
		o->count_set = true;
		o->count = cr_tool_number(cr, &tool, "expect-count", optarg);
	} else if (c == OPT_SUM) {
		o->sum.set = true;
		o->sum.v.cents = cr_tool_number(cr, &tool, "expect-sum",
		    optarg);
	} else if (*m == NULL) {
		return cr_mapping_find(cr, cr_tool_share(), optarg, m);
	}
	return CR_OK;
}

static int
print(struct cr *cr, const struct cr_shared *sh,
    const struct cr_import_done *d)
{
	const struct cr_import_file *f;
	struct cr_printer *p;
	int err;

	if ((err = cr_tool_printer(cr, sh, &tool, &p)) != CR_OK)
		return err;
	for (f = d->v; f < d->v + d->n; f++) {
		cr_put_key(p, FILE_KEY, CR_KEY_FILE, f->file);
		cr_put_key(p, RUN, CR_KEY_RUN, d->run);
		cr_put_text_cell(p, NAME, f->name);
		cr_put_text_cell(p, FORMAT, f->format);
		cr_put_count(p, RECORDS, f->records);
		cr_put_count(p, ADDED, f->added);
		cr_put_count(p, CHANGED, f->changed);
		cr_put_count(p, UNCHANGED, f->unchanged);
		cr_put_count(p, REFUSED, f->refused);
		cr_put_cents(p, TOTAL, f->total);
		cr_put_text_cell(p, SHA256, f->sha256);
		cr_print_row(p);
	}
	if (d->closed + d->reopened > 0)
		cr_note(cr, NULL, 0, _("closed %lld items, reopened %lld"),
		    (long long)d->closed, (long long)d->reopened);
	return cr_printer_end(p);
}

int
main(int argc, char **argv)
{
	static char dash[] = "-", *const standard_input[] = { dash };
	struct cr_import_opts o = { .what = "-" };
	struct cr_import_done done = { 0 };
	struct cr_mapping *mapping = NULL;
	struct cr_config config;
	struct cr_shared sh;
	struct cr_buf what;
	struct cr cr;
	int c, i, err;

	cr_tool_begin(&cr, &sh, &tool);
	err = cr_config_load(&cr, getenv("CR_CONFIG"), &config);
	o.banks = &config.banks;
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		if (err == CR_OK)
			err = set_option(&cr, &o, &mapping, c);
	if (optind == argc && isatty(STDIN_FILENO))
		cr_tool_usage(&cr, &tool, _("name a file"));
	cr_buf_init(&what);
	/* each event seals it: of many files the first ones, and how many */
	for (i = optind; i < argc && i < optind + NAMED_MAX; i++)
		cr_buf_addf(&what, "%s%s", i > optind ? " " : "", argv[i]);
	if (i < argc)
		cr_buf_addf(&what, " ... (%d)", argc - optind);
	o.what = what.s;
	o.read.mapping = mapping;
	if (err == CR_OK &&
	    (err = cr_tool_ledger(&cr, &sh, CR_DB_LOAD)) == CR_OK &&
	    (err = cr_import(&cr, optind < argc ? argv + optind :
	    standard_input, optind < argc ? (size_t)(argc - optind) : 1, &o,
	    &done)) == CR_OK)
		err = print(&cr, &sh, &done);
	cr_import_done_release(&done);
	cr_mapping_free(mapping);
	cr_config_release(&config);
	cr_buf_release(&what);
	return cr_tool_end(&cr, err);
}
