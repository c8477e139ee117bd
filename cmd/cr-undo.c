/* cr-undo: take runs back, as far as nothing left the house. */

#include <unistd.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"
#include "cr/undo.h"

enum { RUN, BY, DOCS, ITEMS, PAYMENTS, ALLOCS, CHANGES, PARTIES, RECEIPTS,
    RATINGS, CLAIMS, RECEIVED, FACTS, LIMITS };

static const struct cr_field fields[] = {
	{ "run", CR_KEY, N_("Run"), N_("the run that is undone"), 0 },
	{ "by", CR_KEY, N_("By"), N_("the run that undid it"), 0 },
	{ "docs", CR_COUNT, N_("Documents"), N_("documents it made"), 0 },
	{ "items", CR_COUNT, N_("Items"), N_("items it made"), 0 },
	{ "payments", CR_COUNT, N_("Payments"), N_("payments it made"), 0 },
	{ "allocs", CR_COUNT, N_("Allocations"), N_("what it allocated"), 0 },
	{ "changes", CR_COUNT, N_("Changes"), N_("fields it changed"), 0 },
	{ "parties", CR_COUNT, N_("Parties"), N_("parties it made"), 0 },
	{ "receipts", CR_COUNT, N_("Receipts"), N_("receipts of SdI"), 0 },
	{ "ratings", CR_COUNT, N_("Ratings"), N_("ratings it made"), 0 },
	{ "claims", CR_COUNT, N_("Claims"), N_("claims it made"), 0 },
	{ "received", CR_COUNT, N_("Received"), N_("what came back"), 0 },
	{ "facts", CR_COUNT, N_("Facts"),
	    N_("balance sheets, scores, orders, ..."), 0 },
	{ "limits", CR_COUNT, N_("Limits"),
	    N_("credit limits it made or decided on"), 0 },
};

static const struct cr_tool tool = {
	"cr-undo", N_("take runs back"), "run ...",
	CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN, NULL, fields,
	CR_COUNT_OF(fields)
};

static int
undo(struct cr *cr, struct cr_printer *p, int64_t run)
{
	struct cr_undone u;
	int err;

	cr->run = 0;
	if ((err = cr_undo(cr, run, &u)) != CR_OK)
		return err;
	if (cr->run == 0) {
		cr_note(cr, NULL, 0, _("run:%lld is undone already"),
		    (long long)run);
		return CR_OK;
	}
	cr_put_key(p, RUN, CR_KEY_RUN, run);
	cr_put_key(p, BY, CR_KEY_RUN, cr->run);
	cr_put_count(p, DOCS, u.docs);
	cr_put_count(p, ITEMS, u.items);
	cr_put_count(p, PAYMENTS, u.payments);
	cr_put_count(p, ALLOCS, u.allocs);
	cr_put_count(p, CHANGES, u.changes);
	cr_put_count(p, PARTIES, u.parties);
	cr_put_count(p, RECEIPTS, u.receipts);
	cr_put_count(p, RATINGS, u.ratings);
	cr_put_count(p, CLAIMS, u.claims);
	cr_put_count(p, RECEIVED, u.received);
	cr_put_count(p, FACTS, u.facts);
	cr_put_count(p, LIMITS, u.limits);
	cr_print_row(p);
	return CR_OK;
}

int
main(int argc, char **argv)
{
	static const enum cr_key_kind kinds[] = { CR_KEY_RUN, CR_KEY_NONE };
	struct cr_keys keys = { 0 };
	struct cr_printer *p = NULL;
	struct cr_shared sh;
	struct cr cr;
	size_t i;
	int err, end;

	cr_tool_begin(&cr, &sh, &tool);
	while (cr_tool_option(&cr, &sh, &tool, argc, argv) != -1)
		;
	if (!cr_tool_keys(&cr, argc, argv, kinds, &keys))
		cr_tool_usage(&cr, &tool, _("name a run"));
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_WRITE)) == CR_OK)
		err = cr_tool_printer(&cr, &sh, &tool, &p);
	/* the last one first, since a run may build on one before it */
	cr_keys_sort(&keys);
	for (i = keys.n; i > 0 && err == CR_OK; i--)
		err = undo(&cr, p, keys.v[i - 1].id);
	end = cr_printer_end(p);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err != CR_OK ? err : end);
}
