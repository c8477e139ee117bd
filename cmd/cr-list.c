/* cr-list: selects items, debtors, claims and money that came in. */
#include <string.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/list.h"
#include "cr/tool.h"

#define FIRST 256		/* options by their place in the table */

static const struct cr_option options[] = {
	{ FIRST, "accounts", NULL, N_("our accounts with banks, instead") },
	{ FIRST + 1, "adverse", NULL, N_("protests and the like, instead") },
	{ FIRST + 2, "agent", "code", N_("of these sales agents") },
	{ FIRST + 3, "all", NULL, N_("open and closed items") },
	{ FIRST + 4, "area", "area", N_("of these areas") },
	{ FIRST + 5, "as-of", "date", N_("as it was on that day") },
	{ FIRST + 6, "assets", NULL, N_("what debtors own, instead") },
	{ FIRST + 7, "balance-sheets", NULL, N_("of the debtors, instead") },
	{ FIRST + 8, "bills", NULL, N_("what banks collect, instead") },
	{ FIRST + 9, "category", "category", N_("of these categories") },
	{ FIRST + 10, "channel", "word", N_("messages by these channels") },
	{ FIRST + 11, "claims", NULL, N_("claims on them: interest, ...") },
	{ FIRST + 12, "class", "class", N_("rated in these classes") },
	{ FIRST + 13, "closed", NULL, N_("closed items only") },
	{ FIRST + 14, "contacts", NULL, N_("addresses, instead") },
	{ FIRST + 15, "creditor", "party", N_("owed to these creditors") },
	{ FIRST + 16, "debtor", "party", N_("owed by these debtors") },
	{ FIRST + 17, "debtors", NULL, N_("a row for each debtor") },
	{ FIRST + 18, "depot", "code", N_("of these depots") },
	{ FIRST + 19, "due-after", "date", N_("due later than that day") },
	{ FIRST + 20, "due-before", "date", N_("due before that day") },
	{ FIRST + 21, "entries", NULL, N_("money that came in, instead") },
	{ FIRST + 22, "max", "amount", N_("open up to that amount") },
	{ FIRST + 23, "messages", NULL, N_("the outbox, instead") },
	{ FIRST + 24, "method", "code", N_("of these payment methods") },
	{ FIRST + 25, "min", "amount", N_("open from that amount on") },
	{ FIRST + 26, "name", "text", N_("in the name of the debtor") },
	{ FIRST + 27, "open", NULL, N_("open items only, as usual") },
	{ FIRST + 28, "orders", NULL, N_("not invoiced yet, instead") },
	{ FIRST + 29, "outcomes", NULL, N_("what became of bills, as a log") },
	{ FIRST + 30, "overdue", "days", N_("so many days late: 30, 1..30") },
	{ FIRST + 31, "plafonds", NULL, N_("of insurers, factors, instead") },
	{ FIRST + 32, "received", NULL, N_("what came back, instead") },
	{ FIRST + 33, "restated", NULL,
	    N_("a past day with what is known now") },
	{ FIRST + 34, "scores", NULL, N_("of others, instead") },
	{ FIRST + 35, "seasonal", "yes|no", N_("seasonal debtors, or not") },
	{ FIRST + 36, "since", "date", N_("entries from that day on") },
	{ FIRST + 37, "state", "word", N_("messages in these states") },
	{ FIRST + 38, "stopped", NULL, N_("debtors who get no more goods") },
	{ FIRST + 39, "text", "text", N_("in number, note or name") },
	{ FIRST + 40, "unallocated", NULL,
	    N_("entries with money on account") },
	{ FIRST + 41, "until", "date", N_("entries to that day") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-list",
	.summary = N_("select items, debtors and money that came in"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_TOTALS,
	.options = options,
	.fields = cr_list_item_fields,
	.nfields = CR_QI_COLUMNS,
};

struct out {
	struct cr_printer *printer;
	const struct cr_field *fields;
	size_t n;
};

/* The columns of the query are those of the record. */
static int
put_row(void *ctx, struct cr_stmt *row)
{
	const struct out *out = ctx;

	cr_tool_put_row(out->printer, out->fields, out->n, row);
	return 0;
}

int
main(int argc, char **argv)
{
	struct cr_tool form = tool;	/* its fields depend on --debtors */
	struct out out = { 0 };
	struct cr_shared sh;
	struct cr_list list;
	struct cr_keys keys;
	struct cr cr;
	int c, err = CR_OK;

	cr_tool_begin(&cr, &sh, &tool);
	cr_list_init(&cr, &list);
	while ((c = cr_tool_option(&cr, &sh, &form, argc, argv)) != -1) {
		if (cr_list_ask(&cr, &list, options[c - FIRST].name,
		    options[c - FIRST].arg ? optarg : NULL) != CR_OK)
			cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
		form.fields = cr_list_form(&list, &form.nfields);
	}
	sh.print.columns = cr_list_columns(&list, sh.print.columns);
	if (cr_list_check(&cr, &list) != CR_OK)
		cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
	form.fields = cr_list_form(&list, &form.nfields);
	list.query.tell_class = sh.print.columns != NULL &&
	    strstr(sh.print.columns, "class") != NULL;
	out.fields = form.fields;
	out.n = form.nfields;
	list.query.keyed = cr_tool_keys(&cr, argc, argv,
	    cr_list_kinds(&list), &keys) && (keys.stream || optind < argc);
	list.query.keys = keys.v;
	list.query.nkeys = keys.n;
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_READ)) == CR_OK &&
	    (err = cr_tool_printer(&cr, &sh, &form, &out.printer)) == CR_OK)
		err = cr_list_is_told(&list) ? cr_list_tell(&cr, &list,
		    &keys, out.printer) :
		    cr_list_each(&cr, &list, put_row, &out);
	c = cr_printer_end(out.printer);
	cr_keys_release(&keys);
	cr_list_release(&list);
	return cr_tool_end(&cr, err ? err : c);
}
