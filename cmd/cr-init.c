/* cr-init: make a ledger, or bring one up to date. */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/setup.h"
#include "cr/tool.h"

static const struct cr_option options[] = {
	{ 'c', "creditor", "id[:name]",
	    N_("who is owed: a code, VAT number or tax code") },
	{ 'u', "operator", "name[:roles]", N_("who may act, by which tools") },
	{ 0, NULL, NULL, NULL }
};

static const struct cr_tool tool = {
	"cr-init", N_("make a ledger, or bring one up to date"), "",
	CR_TOOL_LEDGER, options, NULL, 0
};

/* Make the folders that PATH is in; what fails shows when it is opened. */
static void
make_folders(const char *path)
{
	char *copy = cr_strdup(path), *p;

	for (p = strchr(copy + 1, '/'); p != NULL; p = strchr(p + 1, '/')) {
		*p = '\0';
		(void)mkdir(copy, 0777);
		*p = '/';
	}
	free(copy);
}

static int
init(struct cr *cr, const struct cr_shared *sh, const struct cr_setup *s)
{
	int from, to, err;
	bool changed;

	make_folders(sh->ledger);
	if ((err = cr_ledger_migrate(cr, sh->ledger, &from, &to)) != CR_OK)
		return err;
	if (from == 0)
		cr_note(cr, sh->ledger, 0, _("a new ledger, schema %d"), to);
	else if (from != to)
		cr_note(cr, sh->ledger, 0, _("from schema %d to %d"), from,
		    to);
	return cr_setup(cr, s, &changed);
}

int
main(int argc, char **argv)
{
	/* no more of either than there are words */
	char **creditors = cr_calloc((size_t)argc, sizeof(char *));
	char **operators = cr_calloc((size_t)argc, sizeof(char *));
	struct cr_setup s = { .creditors = creditors, .operators = operators };
	struct cr_shared sh;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1) {
		if (c == 'c')
			creditors[s.ncreditors++] = optarg;
		else
			operators[s.noperators++] = optarg;
	}
	if (optind < argc)
		cr_tool_usage(&cr, &tool, _("what is \"%s\"?"), argv[optind]);
	err = init(&cr, &sh, &s);
	free(creditors);
	free(operators);
	return cr_tool_end(&cr, err);
}
