/* cr-interest: late-payment interest, per item or for given figures. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/config.h"
#include "cr/i18n.h"
#include "cr/interest_ask.h"
#include "cr/interest_book.h"
#include "cr/keys.h"
#include "cr/rates_file.h"
#include "cr/tool.h"

#define FIRST 256		/* options by their place in the table */
#define ASKED_MAX 128		/* on one command line */

enum { OPT_BOOK = FIRST + 5, OPT_CONFIG = FIRST + 7, OPT_RATES = FIRST + 17,
    OPT_TOTAL = FIRST + 21 };

static const struct cr_option options[] = {
	{ FIRST, "all", NULL, N_("every debtor, whatever comes in") },
	{ FIRST + 1, "art6", "how", N_("per-invoice, per-debtor, none") },
	{ FIRST + 2, "as-of", "date", N_("as it was on that day") },
	{ FIRST + 3, "assume-rate", "percent", N_("where none is known") },
	{ FIRST + 4, "basis", "days", N_("365, act or 360") },
	{ OPT_BOOK, "book", NULL, N_("book claims") },
	{ FIRST + 6, "capital", "amount", N_("of a debt of no ledger") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ FIRST + 8, "contract-rate", "rate", N_("agreed: 9,00 or +5,00") },
	{ FIRST + 9, "credit", "date:amount", N_("a credit note on it") },
	{ FIRST + 10, "demand-day", "date", N_("of the judicial demand") },
	{ FIRST + 11, "due", "date", N_("due date of the capital") },
	{ FIRST + 12, "impute", "how", N_("costs-first, principal-first") },
	{ FIRST + 13, "nc", "how", N_("credit notes: date or ab-initio") },
	{ FIRST + 14, "notice-day", "date", N_("of the messa in mora") },
	{ FIRST + 15, "paid", NULL, N_("items that were paid late too") },
	{ FIRST + 16, "pay", "date:amount", N_("a payment of it") },
	{ OPT_RATES, "rates", "file", N_("more rates, cr-rates(5)") },
	{ FIRST + 18, "regime", "regime", N_("mora, legal, contract, ...") },
	{ FIRST + 19, "round", "what", N_("each item or rows") },
	{ FIRST + 20, "to", "date", N_("the last day with interest; today") },
	{ OPT_TOTAL, "total", "what", N_("a row for each item or debtor") },
	{ 0 },
};

static struct cr_tool tool = {
	.name = "cr-interest",
	.summary = N_("late-payment interest, per item or for given figures"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_interest_segment_fields,
	.nfields = CR_IS_COLUMNS,
};

static const enum cr_key_kind kinds[] = {
	CR_KEY_PARTY, CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_NONE
};

/* The files that the options name, which go before the configuration's. */
struct files {
	const char *config, *rates;
	struct cr_config conf;
	struct cr_rates table;
};

static void
take(struct cr *cr, struct files *f, struct cr_interest_asked *a, int c)
{
	enum cr_interest_rows rows;

	if (c == OPT_CONFIG || c == OPT_RATES) {
		*(c == OPT_CONFIG ? &f->config : &f->rates) = optarg;
		return;
	}
	if (c == OPT_BOOK) {
		tool.fields = cr_claim_fields;
		tool.nfields = CR_CLAIM_COLUMNS;
	} else if (c == OPT_TOTAL && cr_interest_rows_parse(optarg, &rows)) {
		tool.fields = cr_interest_fields(rows, &tool.nfields);
	}
	if (!cr_interest_ask(a, options[c - FIRST].name, optarg))
		cr_tool_usage(cr, &tool, "too many options");
}

static int
run(struct cr *cr, const struct cr_shared *sh, struct cr_interest_asked *a)
{
	struct cr_claim_printer claims = { .cr = cr };
	struct cr_printer *p = NULL;
	int err = CR_OK, end;

	if (!a->figures)
		err = cr_tool_ledger(cr, sh, a->book ? CR_DB_WRITE :
		    CR_DB_READ);
	if (err == CR_OK)
		err = cr_tool_printer(cr, sh, &tool, &p);
	claims.p = p;
	if (err == CR_OK)
		err = a->book ? cr_interest_book(cr, &a->opts, cr_claim_put,
		    &claims) : cr_interest_print(cr, &a->opts, a->figures ?
		    &a->debt : NULL, a->rows, p);
	end = cr_printer_end(p);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	struct files f = { .config = getenv("CR_CONFIG") };
	struct cr_interest_asked a = { .all = false };
	struct cr_keys keys = { 0 };
	struct cr_shared sh;
	struct cr cr;
	bool came = false;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		take(&cr, &f, &a, c);
	if ((err = cr_config_load(&cr, f.config, &f.conf)) == CR_OK &&
	    (err = cr_rates_load(&cr, cr_tool_share(), f.rates ? f.rates :
	    f.conf.rates, &f.table)) == CR_OK) {
		a.opts.rates = &f.table;
		if (cr_interest_ask_end(&cr, &a, &f.conf.interest) != CR_OK)
			cr_tool_usage(&cr, &tool, "%s", cr_errmsg(&cr));
		if (optind < argc && (a.all || a.figures))
			cr_tool_usage(&cr, &tool, "--all and --capital take "
			    "no keys");
		if (!a.all && !a.figures)
			came = cr_tool_keys(&cr, argc, argv, kinds, &keys);
		if (came && (keys.stream || optind < argc)) {
			cr_keys_sort(&keys);
			a.opts.keys = &keys;
		} else if (a.book && !a.all) {
			cr_tool_usage(&cr, &tool, "no keys came in; --all "
			    "takes every debtor");
		}
		err = run(&cr, &sh, &a);
	}
	cr_keys_release(&keys);
	cr_rates_release(&f.table);
	cr_config_release(&f.conf);
	return cr_tool_end(&cr, err);
}
