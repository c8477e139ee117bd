/* cr-rate: whom to worry about, and why. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/dun_files.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/rate_print.h"
#include "cr/tool.h"

enum { OPT_AS_OF = 256, OPT_CHANGES, OPT_CONFIG, OPT_CURRENCY, OPT_DEFAULT,
    OPT_HISTORY, OPT_LATE, OPT_MODEL, OPT_POLICY, OPT_RESTATED, OPT_SCORES,
    OPT_SEGMENTS, OPT_SINCE, OPT_SPLIT, OPT_TRAIN, OPT_VALIDATE, OPT_WHY };
static const struct cr_option options[] = {
	{ OPT_AS_OF, "as-of", "date", N_("as it was on that day") },
	{ OPT_CHANGES, "changes", NULL, N_("who is in another class") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_CURRENCY, "currency", "code", N_("of the items; EUR") },
	{ OPT_DEFAULT, "default", NULL, N_("foretell which debtors default") },
	{ OPT_HISTORY, "history", NULL, N_("the ratings that were kept") },
	{ OPT_LATE, "late", NULL, N_("foretell which open items come late") },
	{ OPT_MODEL, "model", "file", N_("weights, curve and classes") },
	{ OPT_POLICY, "policy", "file", N_("policy, cr-policy(5)") },
	{ OPT_RESTATED, "restated", NULL,
	    N_("a past day with what is known now") },
	{ OPT_SCORES, "scores", "file", N_("judge these scores, not ours") },
	{ OPT_SEGMENTS, "segments", NULL,
	    N_("print segments and their strategies") },
	{ OPT_SINCE, "since", "date", N_("than it was on that day") },
	{ OPT_SPLIT, "split", "date", N_("learn before it, judge from it") },
	{ OPT_TRAIN, "train", "kind", N_("learn who is late, or default") },
	{ OPT_VALIDATE, "validate", NULL, N_("tell how well it foretells") },
	{ OPT_WHY, "why", NULL, N_("print what made each score") },
	{ 'O', "output", "file", N_("write that file, whole or not at all") },
	{ 0 },
};

static struct cr_tool tool = {
	.name = "cr-rate",
	.summary = N_("rate debtors, and say why"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN |
	    CR_TOOL_DOCUMENTS,
	.options = options,
	.fields = cr_rate_fields,
	.nfields = CR_RATE_FIELDS,
};

/* The last alone are what ratings that were kept are looked for by. */
static const enum cr_key_kind kinds[] = {
	CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_PARTY, CR_KEY_NONE
};

/* What the options ask for. */
struct asked {
	struct cr_rate_job job;
	const char *model, *config, *policy;	/* NULL: the usual one */
};

static void
set(struct cr *cr, struct asked *a, int option)
{
	const char *name = options[option == 'O' ? 0 : option - OPT_AS_OF].name;

	switch (option) {
	case OPT_AS_OF:
	case OPT_SINCE:
	case OPT_SPLIT:
		*(option == OPT_AS_OF ? &a->job.rate.as_of.day :
		    option == OPT_SINCE ? &a->job.since : &a->job.split) =
		    cr_tool_date(cr, &tool, name, optarg);
		break;
	case OPT_TRAIN:
		if (!cr_rate_train(&a->job, optarg))
			cr_tool_usage(cr, &tool, "--train: \"%s\" is neither "
			    "late nor default", optarg);
		break;
	case OPT_CONFIG:
	case OPT_CURRENCY:
	case OPT_MODEL:
	case OPT_POLICY:
	case OPT_SCORES:
	case 'O':
		*(option == 'O' ? &a->job.paper.file : option == OPT_CONFIG ?
		    &a->config : option == OPT_MODEL ? &a->model :
		    option == OPT_POLICY ? &a->policy : option == OPT_SCORES ?
		    &a->job.scores : &a->job.rate.currency) = optarg;
		break;
	default:
		cr_rate_flag(&a->job, name);
	}
	tool.fields = cr_rate_columns(&a->job, &tool.nfields);
}

static int
rate(struct cr *cr, const struct cr_shared *sh, struct asked *a)
{
	struct cr_dun_files files = { .set = NULL };
	struct cr_printer *printer = NULL;
	struct cr_model *model = NULL;
	bool segments = a->job.what == CR_RATE_SEGMENTS;
	int err, end;

	if ((err = a->model ? cr_model_load(cr, a->model, &model) :
	    cr_model_share(cr, cr_tool_share(), &model)) == CR_OK &&
	    (!segments || (err = cr_dun_files_open(cr, a->config, a->policy,
	    cr_tool_share(), &files)) == CR_OK) &&
	    (a->job.scores != NULL || (err = cr_tool_ledger(cr, sh,
	    cr->dry_run || !cr_rate_writes(&a->job) ? CR_DB_READ :
	    CR_DB_WRITE)) == CR_OK) &&
	    (CR_FORMAT_IS_DOCUMENT(a->job.paper.form) ||
	    (err = cr_tool_printer(cr, sh, &tool, &printer)) == CR_OK)) {
		a->job.rate.model = model;
		a->job.policies = files.set;
		err = cr_rate_print(cr, &a->job, printer);
	}
	end = cr_printer_end(printer);
	if (segments)
		cr_dun_files_close(&files);
	cr_model_free(model);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	struct asked a = { .job = { .rate = { .currency = "EUR" },
		.since = CR_DATE_NONE, .split = CR_DATE_NONE,
		.paper.fd = STDOUT_FILENO }, .config = getenv("CR_CONFIG") };
	struct cr_shared sh;
	struct cr_keys keys;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	a.job.rate.as_of.day = cr.today;
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &a, c);
	if (a.job.what == CR_RATE_VALIDATE || a.job.paper.file != NULL)
		cr_tool_document(&cr, &sh, &tool, a.job.paper.file, NULL);
	a.job.paper.form = sh.print.format;
	if (cr_tool_keys(&cr, argc, argv, cr_rate_is_kept(&a.job) ?
	    kinds + 2 : kinds, &keys) && (keys.stream || optind < argc)) {
		cr_keys_sort(&keys);
		a.job.rate.keys = &keys;
	}
	err = rate(&cr, &sh, &a);
	cr_keys_release(&keys);
	return cr_tool_end(&cr, err);
}
