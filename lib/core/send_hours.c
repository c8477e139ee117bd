#include "send_job.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/time.h"

#define HISTORY_DAYS 8		/* a week, and what of a day is over */
#define DAY_SECONDS 86400
#define MINUTE_SECONDS 60

/* May the debtor be reached by this channel at this hour? */

struct times {
	int64_t *v;
	size_t n, cap;
};

static int
add_time(void *ctx, const char *instant)
{
	struct times *t = ctx;
	int64_t at;

	if (!cr_time_seconds(instant, &at))
		return CR_OK;
	cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
	t->v[t->n++] = at;
	return CR_OK;
}

/*
 * The hour of the clock on the day that the run is for: the end of its
 * minute, so that what began a moment ago counts.
 */
static int64_t
now(const struct cr *cr)
{
	struct cr_date day;
	int minute;

	cr_time_italy((int64_t)time(NULL), &day, &minute);
	return cr_time_of_italy(cr->today, minute) + MINUTE_SECONDS - 1;
}

/* Told once for each channel, but of a single debtor always. */
static void
tell(struct sending *s, const struct send_job *j,
    const struct cr_contact_answer *a)
{
	bool one = a->why == CR_CONTACT_PER_DAY ||
	    a->why == CR_CONTACT_PER_WEEK;
	char next[CR_TIME_SIZE];

	cr_time_format(a->next, next);
	if (one)
		cr_note(s->cr, NULL, 0, "msg:%" PRId64 " waits until %s: %s",
		    j->m.id, next, _(cr_contact_why_text(a->why)));
	else if (!s->told[j->channel])
		cr_warn(s->cr, NULL, 0, "%s: messages wait until %s: %s",
		    j->m.channel, next, _(cr_contact_why_text(a->why)));
	s->told[j->channel] |= !one;
}

int
cr_send_may_contact(struct sending *s, const struct send_job *j, bool *may)
{
	const struct cr_contact_rule *rule = s->opts->contact != NULL ?
	    cr_contact_rule(s->opts->contact, j->m.channel) : NULL;
	struct cr_contact_history history = { .n = 0 };
	struct cr_contact_answer answer;
	struct times times = { .n = 0 };
	char since[CR_TIME_SIZE];
	int err = CR_OK;

	*may = true;
	if (rule == NULL)
		return CR_OK;
	if (rule->per_day > 0 || rule->per_week > 0)
		err = cr_message_times(s->cr, j->m.debtor, j->m.channel,
		    cr_time_format(now(s->cr) - HISTORY_DAYS * DAY_SECONDS,
		    since), add_time, &times);
	history.at = times.v;
	history.n = times.n;
	if (err == CR_OK)
		*may = cr_contact_allowed(rule, s->opts->calendar,
		    now(s->cr), &history, &answer);
	if (err == CR_OK && !*may)
		tell(s, j, &answer);
	free(times.v);
	return err;
}
