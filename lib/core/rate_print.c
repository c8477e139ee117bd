#include "cr/rate_print.h"

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
	return job->what == CR_RATE_RATINGS || job->what == CR_RATE_SEGMENTS;
}

int
cr_rate_print(struct cr *cr, const struct cr_rate_job *job,
    struct cr_printer *p)
{
	struct cr_rate_told_opts told = { .as_of = job->rate.as_of,
		.since = job->since, .parties = job->rate.keys,
		.why = job->why };
	struct cr_segment_sink sink = { p, job->policies };

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
	default:
		return cr_rate(cr, &job->rate, job->why ?
		    cr_rate_put_reasons : cr_rate_put, p);
	}
}
