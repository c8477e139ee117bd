/* cr-age: where we stand: open balances by how late they are. */
#include <string.h>
#include <unistd.h>

#include "cr/age.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/tool.h"

enum { OPT_AS_OF = 256, OPT_BUCKETS, OPT_BY, OPT_DATE, OPT_NET, OPT_RESTATED };

static const struct cr_option options[] = {
	{ OPT_AS_OF, "as-of", "date", N_("as it was on that day") },
	{ OPT_BUCKETS, "buckets", "days",
	    N_("bounds of the buckets: 30,60,90,120,180,365") },
	{ OPT_BY, "by", "what", N_("debtor, creditor, agent, depot, area, "
	    "category, class, segment, total") },
	{ OPT_DATE, "date", "date",
	    N_("count from the due date or the doc date") },
	{ OPT_NET, "net", NULL, N_("let credits pay the oldest debt") },
	{ OPT_RESTATED, "restated", NULL,
	    N_("a past day with what is known now") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-age",
	.summary = N_("open balances by how late they are"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_TOTALS,
	.options = options,
	.fields = cr_age_usual_fields,
	.nfields = CR_AGE_USUAL_FIELDS,
};

static const enum cr_key_kind kinds[] = {
	CR_KEY_PARTY, CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_NONE
};

struct report {
	struct cr_printer *printer;
	size_t buckets;
};

static int
put_row(void *ctx, const struct cr_age_row *row)
{
	const struct report *r = ctx;
	struct cr_printer *p = r->printer;
	size_t i, c = CR_AGE_C_BUCKETS;

	cr_put_key(p, CR_AGE_C_PARTY, CR_KEY_PARTY, row->party);
	cr_put_text_cell(p, CR_AGE_C_CODE, row->code);
	cr_put_text_cell(p, CR_AGE_C_NAME, row->name);
	cr_put_text_cell(p, CR_AGE_C_CURRENCY, row->currency);
	for (i = 0; i < r->buckets; i++)
		cr_put_cents(p, c++, row->buckets[i]);
	cr_put_cents(p, c++, row->credits);
	cr_put_cents(p, c++, row->total);
	cr_put_cents(p, c, row->overdue);
	cr_print_row(p);
	return 0;
}

static void
set(struct cr *cr, struct cr_age_opts *o, int option)
{
	switch (option) {
	case OPT_AS_OF:
		o->as_of.day = cr_tool_date(cr, &tool, "as-of", optarg);
		break;
	case OPT_BUCKETS:
		if (cr_age_parse_bounds(cr, o, optarg) != CR_OK)
			cr_tool_usage(cr, &tool, "%s", cr_errmsg(cr));
		break;
	case OPT_BY:
		if (!cr_by_parse(optarg, strlen(optarg), &o->by))
			cr_tool_usage(cr, &tool, "--by: \"%s\" is none of "
			    "debtor, creditor, agent, depot, area, category, "
			    "class, segment and total", optarg);
		break;
	case OPT_DATE:
		o->doc_date = strcmp(optarg, "doc") == 0;
		if (!o->doc_date && strcmp(optarg, "due") != 0)
			cr_tool_usage(cr, &tool, "--date: \"%s\" is neither "
			    "due nor doc", optarg);
		break;
	case OPT_NET:
		o->net = true;
		break;
	case OPT_RESTATED:
		o->as_of.restated = true;
		break;
	}
}

int
main(int argc, char **argv)
{
	struct cr_age_opts o = { 0 };
	struct report report = { 0 };
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr_arena arena;
	struct cr_field *fields;
	struct cr cr;
	size_t n;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	cr_arena_init(&arena);
	o.as_of.day = cr.today;
	cr_age_default_bounds(&o);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &o, c);
	if (cr_tool_keys(&cr, argc, argv, kinds, &keys) &&
	    (keys.stream || optind < argc)) {
		cr_keys_sort(&keys);
		o.keys = &keys;
	}
	fields = cr_age_fields(&o, &arena, &n);
	report.buckets = o.nbounds + 2;
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_READ)) == CR_OK &&
	    (err = cr_printer_new(&cr, fields, n, &sh.print, stdout,
	    &report.printer)) == CR_OK)
		err = cr_age(&cr, &o, put_row, &report);
	c = cr_printer_end(report.printer);
	cr_keys_release(&keys);
	cr_arena_release(&arena);
	return cr_tool_end(&cr, err ? err : c);
}
