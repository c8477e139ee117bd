/* cr-rate: whom to worry about, and why. */
#include <stdio.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/rate.h"
#include "cr/str.h"
#include "cr/tool.h"

enum { OPT_AS_OF = 256, OPT_CURRENCY, OPT_MODEL, OPT_RESTATED, OPT_WHY };
static const struct cr_option options[] = {
	{ OPT_AS_OF, "as-of", "date", N_("as it was on that day") },
	{ OPT_CURRENCY, "currency", "code", N_("of the items; EUR") },
	{ OPT_MODEL, "model", "file", N_("weights, curve and classes") },
	{ OPT_RESTATED, "restated", NULL,
	    N_("a past day with what is known now") },
	{ OPT_WHY, "why", NULL, N_("print what made each score") },
	{ 0 },
};

static struct cr_tool tool = {
	.name = "cr-rate",
	.summary = N_("rate debtors, and say why"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_rate_fields,
	.nfields = CR_RATE_FIELDS,
};

static const enum cr_key_kind kinds[] = {
	CR_KEY_PARTY, CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_NONE
};

/* What the options ask for. */
struct asked {
	struct cr_rate_opts rate;
	const char *model;	/* NULL: the one of share/ */
};

static void
set(struct cr *cr, struct asked *a, int option)
{
	if (option == OPT_AS_OF) {
		a->rate.as_of.day = cr_tool_date(cr, &tool, "as-of", optarg);
	} else if (option == OPT_WHY) {
		tool.fields = cr_reason_fields;
		tool.nfields = CR_REASON_FIELDS;
	} else if (option == OPT_CURRENCY) {
		a->rate.currency = optarg;
	} else if (option == OPT_MODEL) {
		a->model = optarg;
	} else {
		a->rate.as_of.restated = true;
	}
}

static int
rate(struct cr *cr, const struct cr_shared *sh, struct asked *a)
{
	struct cr_printer *printer = NULL;
	struct cr_model *model = NULL;
	int err, end;

	if ((err = a->model ? cr_model_load(cr, a->model, &model) :
	    cr_model_share(cr, cr_tool_share(), &model)) == CR_OK &&
	    (err = cr_tool_ledger(cr, sh, cr->dry_run ? CR_DB_READ :
	    CR_DB_WRITE)) == CR_OK &&
	    (err = cr_tool_printer(cr, sh, &tool, &printer)) == CR_OK) {
		a->rate.model = model;
		err = cr_rate(cr, &a->rate, tool.fields == cr_rate_fields ?
		    cr_rate_put : cr_rate_put_reasons, printer);
	}
	end = cr_printer_end(printer);
	cr_model_free(model);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	struct asked a = { .rate = { .currency = "EUR" } };
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	a.rate.as_of.day = cr.today;
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &a, c);
	if (cr_tool_keys(&cr, argc, argv, kinds, &keys) &&
	    (keys.stream || optind < argc)) {
		cr_keys_sort(&keys);
		a.rate.keys = &keys;
	}
	err = rate(&cr, &sh, &a);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
