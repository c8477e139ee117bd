#include "cr/rate_print.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/late.h"
#include "cr/rate_told.h"

static const struct {
	const struct cr_field *fields[2];	/* and with --why */
	size_t n[2];
} tables[CR_RATE_WHATS] = {
	[CR_RATE_RATINGS] = { { cr_rate_fields, cr_reason_fields },
	    { CR_RATE_FIELDS, CR_REASON_FIELDS } },
	[CR_RATE_SEGMENTS] = { { cr_segment_fields, cr_segment_fields },
	    { CR_SEGMENT_FIELDS, CR_SEGMENT_FIELDS } },
	[CR_RATE_HISTORY] = { { cr_past_fields, cr_past_why_fields },
	    { CR_PAST_FIELDS, CR_PAST_WHY_FIELDS } },
	[CR_RATE_CHANGES] = { { cr_change_fields, cr_change_why_fields },
	    { CR_CHANGE_FIELDS, CR_CHANGE_WHY_FIELDS } },
	[CR_RATE_TRAIN] = { { cr_learned_fields, cr_learned_fields },
	    { CR_LEARNED_FIELDS, CR_LEARNED_FIELDS } },
	[CR_RATE_LATE_ITEMS] = { { cr_late_fields, cr_late_why_fields },
	    { CR_LATE_FIELDS, CR_LATE_WHY_FIELDS } },
	[CR_RATE_DEFAULT] = { { cr_default_fields, cr_late_why_fields },
	    { CR_DEFAULT_FIELDS, CR_LATE_WHY_FIELDS } },
	[CR_RATE_VALIDATE] = { { cr_validation_fields, cr_validation_fields },
	    { CR_VALIDATION_FIELDS, CR_VALIDATION_FIELDS } },
};

const struct cr_field *
cr_rate_columns(const struct cr_rate_job *job, size_t *n)
{
	*n = tables[job->what].n[job->why];
	return tables[job->what].fields[job->why];
}

bool
cr_rate_writes(const struct cr_rate_job *job)
{
	return job->what == CR_RATE_RATINGS ||
	    job->what == CR_RATE_SEGMENTS || job->what == CR_RATE_TRAIN;
}

bool
cr_rate_is_kept(const struct cr_rate_job *job)
{
	return job->what == CR_RATE_HISTORY || job->what == CR_RATE_CHANGES;
}

void
cr_rate_flag(struct cr_rate_job *job, const char *name)
{
	static const struct {
		const char *name;
		enum cr_rate_what what;
	} modes[] = {
		{ "changes", CR_RATE_CHANGES },
		{ "default", CR_RATE_DEFAULT },
		{ "history", CR_RATE_HISTORY },
		{ "late", CR_RATE_LATE_ITEMS },
		{ "segments", CR_RATE_SEGMENTS },
		{ "validate", CR_RATE_VALIDATE },
	};
	size_t i;

	for (i = 0; i < CR_COUNT_OF(modes); i++)
		if (strcmp(modes[i].name, name) == 0)
			job->what = modes[i].what;
	job->why = job->why || strcmp(name, "why") == 0;
	job->rate.as_of.restated = job->rate.as_of.restated ||
	    strcmp(name, "restated") == 0;
}

bool
cr_rate_train(struct cr_rate_job *job, const char *kind)
{
	if (job->what != CR_RATE_VALIDATE)
		job->what = CR_RATE_TRAIN;
	return cr_regressor_parse_kind(kind, &job->kind);
}

static int
print_learned(struct cr *cr, const struct cr_rate_job *job,
    struct cr_printer *p)
{
	const struct cr_late_opts opts = {
		.model = job->rate.model, .as_of = job->rate.as_of,
		.currency = job->rate.currency, .keys = job->rate.keys,
		.kind = job->kind, .split = job->split,
		.scores = job->scores, .why = job->why,
	};

	if (job->what == CR_RATE_TRAIN)
		return cr_late_print_learned(cr, &opts, p);
	if (job->what == CR_RATE_VALIDATE)
		return cr_late_print_validation(cr, &opts, p, &job->paper);
	return cr_late_print(cr, &opts, job->what == CR_RATE_LATE_ITEMS ?
	    CR_REGRESSOR_LATE : CR_REGRESSOR_DEFAULT, p);
}

int
cr_rate_print(struct cr *cr, const struct cr_rate_job *job,
    struct cr_printer *p)
{
	struct cr_rate_told_opts told = { .as_of = job->rate.as_of,
		.since = job->since, .parties = job->rate.keys,
		.why = job->why };
	struct cr_segment_sink sink = { p, job->policies };

	if (job->what != CR_RATE_VALIDATE && (job->scores != NULL ||
	    cr_date_is_set(job->split)))
		return cr_fail(cr, CR_EUSAGE, "--split and --scores go with "
		    "--validate");
	if (job->what != CR_RATE_VALIDATE &&
	    CR_FORMAT_IS_DOCUMENT(job->paper.form))
		return cr_fail(cr, CR_EUSAGE, "text, html and pdf go with "
		    "--validate");
	if (!cr_date_is_set(told.since))
		told.since.days = told.as_of.day.days - 1;
	switch (job->what) {
	case CR_RATE_SEGMENTS:
		return cr_rate(cr, &job->rate, cr_rate_put_segment, &sink);
	case CR_RATE_HISTORY:
		return cr_rate_history(cr, &told, job->why ?
		    cr_past_put_why : cr_past_put, p);
	case CR_RATE_CHANGES:
		return cr_rate_changes(cr, &told, job->why ?
		    cr_change_put_why : cr_change_put, p);
	case CR_RATE_TRAIN:
	case CR_RATE_LATE_ITEMS:
	case CR_RATE_DEFAULT:
	case CR_RATE_VALIDATE:
		return print_learned(cr, job, p);
	default:
		return cr_rate(cr, &job->rate, job->why ?
		    cr_rate_put_reasons : cr_rate_put, p);
	}
}
