#include "cr/contact_rule.h"

#include <assert.h>
#include <string.h>

#include "cr/i18n.h"
#include "cr/str.h"
#include "cr/time.h"

#define YEAR 366		/* days that are tried */

static const struct {
	const char *word, *text;
} whys[CR_CONTACT_WHYS] = {
	[CR_CONTACT_ALLOWED] = { "allowed", N_("it is allowed") },
	[CR_CONTACT_DAY] = { "day",
	    N_("the channel is not used on this day of the week") },
	[CR_CONTACT_HOLIDAY] = { "holiday", N_("it is a holiday") },
	[CR_CONTACT_HOUR] = { "hour",
	    N_("it is outside the hours of the channel") },
	[CR_CONTACT_PER_DAY] = { "per-day",
	    N_("the debtor was reached often enough today") },
	[CR_CONTACT_PER_WEEK] = { "per-week",
	    N_("the debtor was reached often enough in seven days") },
};

const char *
cr_contact_why_word(enum cr_contact_why why)
{
	return whys[why].word;
}

const char *
cr_contact_why_text(enum cr_contact_why why)
{
	return whys[why].text;
}

void
cr_contact_rules_usual(struct cr_contact_rules *r)
{
	static const char *const channels[] = { "phone", "visit", "sms" };
	struct cr_contact_rule *rule;
	size_t i;

	*r = (struct cr_contact_rules){ .n = 0 };
	for (i = 0; i < sizeof(channels) / sizeof(channels[0]); i++) {
		rule = cr_contact_rule_make(r, channels[i]);
		memset(rule->hours, 0, sizeof(rule->hours));
		cr_contact_hours_parse("mon-fri 08:30-21:00", rule->hours);
		cr_contact_hours_parse("sat 08:30-15:00", rule->hours);
		rule->holidays = false;
		rule->per_day = i < 2 ? 1 : 0;
		rule->per_week = i < 2 ? 3 : 0;
	}
}

const struct cr_contact_rule *
cr_contact_rule(const struct cr_contact_rules *r, const char *channel)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->v[i].channel, channel) == 0)
			return &r->v[i];
	return NULL;
}

struct cr_contact_rule *
cr_contact_rule_make(struct cr_contact_rules *r, const char *channel)
{
	struct cr_contact_rule *rule;
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->v[i].channel, channel) == 0)
			return &r->v[i];
	assert(r->n < CR_CONTACT_RULES);
	rule = &r->v[r->n++];
	*rule = (struct cr_contact_rule){ .channel = channel,
	    .holidays = true };
	cr_contact_hours_parse("always", rule->hours);
	return rule;
}

/* "08:30" at *S, to 24:00. */
static bool
take_clock(const char **s, int16_t *minute)
{
	int64_t h, m;
	const char *p = *s;

	if (strlen(p) < 5 || p[2] != ':' || !cr_parse_int(p, 2, &h) ||
	    !cr_parse_int(p + 3, 2, &m) || h < 0 || m < 0 || m > 59 ||
	    h * 60 + m > CR_DAY_MINUTES)
		return false;
	*minute = (int16_t)(h * 60 + m);
	*s += 5;
	return true;
}

/* "mon" or "mon-fri" at *S. */
static bool
take_days(const char **s, int *first, int *last)
{
	size_t n = strcspn(*s, "- ");

	if (!cr_weekday_parse(*s, n, first))
		return false;
	*s += n;
	*last = *first;
	if (**s == '-') {
		(*s)++;
		n = strcspn(*s, " ");
		if (!cr_weekday_parse(*s, n, last))
			return false;
		*s += n;
	}
	return *first <= *last;
}

bool
cr_contact_hours_parse(const char *s,
    struct cr_contact_hours hours[CR_WEEK_DAYS])
{
	struct cr_contact_hours h = { 0, CR_DAY_MINUTES };
	int first = 0, last = CR_WEEK_DAYS - 1;

	if (strcmp(s, "always") != 0) {
		if (!take_days(&s, &first, &last) || *s++ != ' ' ||
		    !take_clock(&s, &h.from) || *s++ != '-' ||
		    !take_clock(&s, &h.to) || *s != '\0' || h.to <= h.from)
			return false;
	}
	for (; first <= last; first++)
		hours[first] = h;
	return true;
}

/* How many conversations there were in the days FIRST to LAST, up to AT. */
static int
talks(const struct cr_contact_history *h, int32_t first, int32_t last,
    int64_t at)
{
	struct cr_date day;
	size_t i;
	int n = 0, minute;

	for (i = 0; h != NULL && i < h->n; i++) {
		if (h->at[i] > at)
			continue;
		cr_time_italy(h->at[i], &day, &minute);
		n += day.days >= first && day.days <= last;
	}
	return n;
}

/* Why RULE does not let one in on the whole of DAY; allowed when it does. */
static enum cr_contact_why
judge_day(const struct cr_contact_rule *rule, const struct cr_calendar *c,
    const struct cr_contact_history *h, struct cr_date day, int64_t at)
{
	const struct cr_contact_hours *hours = &rule->hours[cr_weekday(day)];

	if (!rule->holidays && cr_calendar_holiday(c, day) != NULL)
		return CR_CONTACT_HOLIDAY;
	if (hours->from >= hours->to)
		return CR_CONTACT_DAY;
	if (rule->per_day > 0 && talks(h, day.days, day.days, at) >=
	    rule->per_day)
		return CR_CONTACT_PER_DAY;
	if (rule->per_week > 0 && talks(h, day.days - 6, day.days, at) >=
	    rule->per_week)
		return CR_CONTACT_PER_WEEK;
	return CR_CONTACT_ALLOWED;
}

/* The first instant from MINUTE of DAY on that RULE allows. */
static int64_t
find_next(const struct cr_contact_rule *rule, const struct cr_calendar *c,
    const struct cr_contact_history *h, struct cr_date day, int minute,
    int64_t at)
{
	const struct cr_contact_hours *hours;
	int i;

	for (i = 0; i < YEAR; i++, day.days++, minute = 0) {
		hours = &rule->hours[cr_weekday(day)];
		if (minute < hours->to && judge_day(rule, c, h, day, at) ==
		    CR_CONTACT_ALLOWED)
			return i == 0 && minute >= hours->from ? at :
			    cr_time_of_italy(day, hours->from);
	}
	return INT64_MAX;
}

bool
cr_contact_allowed(const struct cr_contact_rule *rule,
    const struct cr_calendar *calendar, int64_t at,
    const struct cr_contact_history *history,
    struct cr_contact_answer *out)
{
	const struct cr_contact_hours *hours;
	struct cr_date day;
	int minute;

	*out = (struct cr_contact_answer){ .next = at };
	if (rule == NULL)
		return true;
	cr_time_italy(at, &day, &minute);
	hours = &rule->hours[cr_weekday(day)];
	out->why = judge_day(rule, calendar, history, day, at);
	if (out->why == CR_CONTACT_HOLIDAY)
		out->holiday = cr_calendar_holiday(calendar, day)->name;
	if (out->why == CR_CONTACT_ALLOWED &&
	    (minute < hours->from || minute >= hours->to))
		out->why = CR_CONTACT_HOUR;
	if (out->why != CR_CONTACT_ALLOWED)
		out->next = find_next(rule, calendar, history, day, minute,
		    at);
	return out->why == CR_CONTACT_ALLOWED;
}
