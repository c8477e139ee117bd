/* cr-rate: whom to worry about, and why: debtors by how they pay. */
#include <stdio.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/rate.h"
#include "cr/str.h"
#include "cr/tool.h"

enum { OPT_AS_OF = 256, OPT_CURRENCY, OPT_EXPLAIN, OPT_MODEL, OPT_RESTATED };
static const struct cr_option options[] = {
	{ OPT_AS_OF, "as-of", "date", N_("as it was on that day") },
	{ OPT_CURRENCY, "currency", "code", N_("of the items; EUR") },
	{ OPT_EXPLAIN, "explain", NULL, N_("print what made each score") },
	{ OPT_MODEL, "model", "file", N_("weights, curve and classes") },
	{ OPT_RESTATED, "restated", NULL,
	    N_("a past day with what is known now") },
	{ 0 },
};

static struct cr_tool tool = {
	.name = "cr-rate",
	.summary = N_("rate debtors by how they pay, and say why"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_rate_fields,
	.nfields = CR_RATE_FIELDS,
};

static const enum cr_key_kind kinds[] = {
	CR_KEY_PARTY, CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_NONE
};

static void
put_known(struct cr_printer *p, size_t column, int32_t v)
{
	if (v != CR_NOT_KNOWN)
		cr_put_count(p, column, v);
}

static int
put_rating(void *ctx, const struct cr_rating *r, const char *code,
    const char *name)
{
	struct cr_printer *p = ctx;

	cr_put_key(p, CR_RATE_PARTY, CR_KEY_PARTY, r->party);
	cr_put_text_cell(p, CR_RATE_CODE, code);
	cr_put_text_cell(p, CR_RATE_NAME, name);
	cr_put_text_cell(p, CR_RATE_CLASS, r->class_name);
	put_known(p, CR_RATE_SCORE, r->score);
	put_known(p, CR_RATE_INDEX, r->index_bp);
	put_known(p, CR_RATE_DBT, r->dbt_days);
	put_known(p, CR_RATE_LATE, r->late_rate_bp);
	put_known(p, CR_RATE_TREND, r->trend_bp);
	cr_put_count(p, CR_RATE_UNPAID, r->unpaid);
	cr_put_cents(p, CR_RATE_OVERDUE, r->overdue);
	cr_put_cents(p, CR_RATE_EXPOSURE, r->exposure);
	cr_put_cents(p, CR_RATE_CREDITS, r->credits);
	cr_put_count(p, CR_RATE_ITEMS, r->items);
	put_known(p, CR_RATE_PD, r->pd_bp);
	put_known(p, CR_RATE_ADP, r->adp_days);
	put_known(p, CR_RATE_DELAY, r->delay_days);
	put_known(p, CR_RATE_ADL, r->adl_days);
	if (cr_date_is_set(r->since))
		cr_put_date(p, CR_RATE_SINCE, r->since);
	cr_put_date(p, CR_RATE_DAY, r->day);
	cr_print_row(p);
	return 0;
}

static int
put_reasons(void *ctx, const struct cr_rating *r, const char *code,
    const char *name)
{
	const struct cr_reason *why = r->reasons;
	struct cr_printer *p = ctx;
	struct cr_buf words;

	cr_buf_init(&words);
	for (; why < r->reasons + r->nreasons; why++) {
		cr_put_key(p, CR_REASON_PARTY, CR_KEY_PARTY, r->party);
		cr_put_text_cell(p, CR_REASON_CODE, code);
		cr_put_text_cell(p, CR_REASON_NAME, name);
		cr_put_text_cell(p, CR_REASON_MEASURE, why->measure);
		cr_put_text_cell(p, CR_REASON_HEADING, why->heading);
		cr_put_count(p, CR_REASON_SCORE, why->score_bp);
		cr_put_count(p, CR_REASON_WEIGHT, why->weight);
		cr_put_count(p, CR_REASON_POINTS, why->points_bp);
		cr_buf_clear(&words);
		cr_rate_why(&words, r, why);
		cr_put_text_cell(p, CR_REASON_WHY, words.s);
		cr_print_row(p);
	}
	cr_buf_release(&words);
	return 0;
}

int
main(int argc, char **argv)
{
	struct cr_rate_opts o = { .currency = "EUR" };
	const char *path = NULL;
	struct cr_printer *printer = NULL;
	struct cr_model *model = NULL;
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	o.as_of.day = cr.today;
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1) {
		if (c == OPT_AS_OF) {
			o.as_of.day = cr_tool_date(&cr, &tool, "as-of", optarg);
		} else if (c == OPT_EXPLAIN) {
			tool.fields = cr_reason_fields;
			tool.nfields = CR_REASON_FIELDS;
		} else if (c == OPT_CURRENCY) {
			o.currency = optarg;
		} else if (c == OPT_MODEL) {
			path = optarg;
		} else {
			o.as_of.restated = true;
		}
	}
	if (cr_tool_keys(&cr, argc, argv, kinds, &keys) &&
	    (keys.stream || optind < argc)) {
		cr_keys_sort(&keys);
		o.keys = &keys;
	}
	if ((err = path ? cr_model_load(&cr, path, &model) :
	    cr_model_share(&cr, cr_tool_share(), &model)) == CR_OK &&
	    (err = cr_tool_ledger(&cr, &sh, cr.dry_run ? CR_DB_READ :
	    CR_DB_WRITE)) == CR_OK &&
	    (err = cr_tool_printer(&cr, &sh, &tool, &printer)) == CR_OK) {
		o.model = model;
		err = cr_rate(&cr, &o, tool.fields == cr_rate_fields ?
		    put_rating : put_reasons, printer);
	}
	c = cr_printer_end(printer);
	cr_keys_release(&keys);
	cr_model_free(model);
	return cr_tool_end(&cr, err ? err : c);
}
