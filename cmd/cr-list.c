/* cr-list: selects items, debtors, claims and money that came in. */
#include <string.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/interest_book.h"
#include "cr/keys.h"
#include "cr/list.h"
#include "cr/tool.h"

#define FIRST 256		/* options by their place in the table */

static const struct cr_option options[] = {
	{ FIRST, "accounts", NULL, N_("our accounts with banks, instead") },
	{ FIRST + 1, "agent", "code", N_("of these sales agents") },
	{ FIRST + 2, "all", NULL, N_("open and closed items") },
	{ FIRST + 3, "area", "area", N_("of these areas") },
	{ FIRST + 4, "as-of", "date", N_("as it was on that day") },
	{ FIRST + 5, "bills", NULL, N_("what banks collect, instead") },
	{ FIRST + 6, "category", "category", N_("of these categories") },
	{ FIRST + 7, "channel", "word", N_("messages by these channels") },
	{ FIRST + 8, "claims", NULL, N_("claims on them: interest, ...") },
	{ FIRST + 9, "class", "class", N_("rated in these classes") },
	{ FIRST + 10, "closed", NULL, N_("closed items only") },
	{ FIRST + 11, "creditor", "party", N_("owed to these creditors") },
	{ FIRST + 12, "debtor", "party", N_("owed by these debtors") },
	{ FIRST + 13, "debtors", NULL, N_("a row for each debtor") },
	{ FIRST + 14, "depot", "code", N_("of these depots") },
	{ FIRST + 15, "due-after", "date", N_("due later than that day") },
	{ FIRST + 16, "due-before", "date", N_("due before that day") },
	{ FIRST + 17, "entries", NULL, N_("money that came in, instead") },
	{ FIRST + 18, "max", "amount", N_("open up to that amount") },
	{ FIRST + 19, "messages", NULL, N_("the outbox, instead") },
	{ FIRST + 20, "method", "code", N_("of these payment methods") },
	{ FIRST + 21, "min", "amount", N_("open from that amount on") },
	{ FIRST + 22, "name", "text", N_("in the name of the debtor") },
	{ FIRST + 23, "open", NULL, N_("open items only, as usual") },
	{ FIRST + 24, "outcomes", NULL, N_("what became of bills, as a log") },
	{ FIRST + 25, "overdue", "days", N_("so many days late: 30, 1..30") },
	{ FIRST + 26, "received", NULL, N_("what came back, instead") },
	{ FIRST + 27, "restated", NULL,
	    N_("a past day with what is known now") },
	{ FIRST + 28, "seasonal", "yes|no", N_("seasonal debtors, or not") },
	{ FIRST + 29, "since", "date", N_("entries from that day on") },
	{ FIRST + 30, "state", "word", N_("messages in these states") },
	{ FIRST + 31, "text", "text", N_("in number, note or name") },
	{ FIRST + 32, "unallocated", NULL,
	    N_("entries with money on account") },
	{ FIRST + 33, "until", "date", N_("entries to that day") },
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

/* The claims themselves; --all tells the superseded ones too. */
static int
put_claims(struct cr *cr, const struct cr_list *l, struct cr_keys *keys,
    struct cr_printer *p)
{
	struct cr_claim_printer out = { .cr = cr, .p = p };

	cr_keys_sort(keys);
	out.keys = l->query.keyed ? keys : NULL;
	return cr_claim_each(cr, &l->query.as_of,
	    l->query.state == CR_QUERY_ANY, cr_claim_put, &out);
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
		err = list.claims ? put_claims(&cr, &list, &keys,
		    out.printer) : cr_list_each(&cr, &list, put_row, &out);
	c = cr_printer_end(out.printer);
	cr_keys_release(&keys);
	cr_list_release(&list);
	return cr_tool_end(&cr, err ? err : c);
}
