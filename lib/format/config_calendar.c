#include "config_calendar.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

#define OFTEN 1000		/* conversations: as good as no limit */

const struct cr_conf_opt cr_config_calendar_opts[] = {
	{ .name = "holidays", .type = CR_CONF_TEXT },
	{ .name = "office", .type = CR_CONF_TEXT },
	{ .name = "working", .type = CR_CONF_LIST },
	{ .name = "closed", .type = CR_CONF_LIST },
	{ .name = NULL },
};

const struct cr_conf_opt cr_config_office_opts[] = {
	{ .name = "patron", .type = CR_CONF_TEXT },
	{ .name = "closed", .type = CR_CONF_LIST },
	{ .name = NULL },
};

const struct cr_conf_opt cr_config_contact_opts[] = {
	{ .name = "hours", .type = CR_CONF_LIST },
	{ .name = "holidays", .type = CR_CONF_BOOL },
	{ .name = "per-day", .type = CR_CONF_INT },
	{ .name = "per-week", .type = CR_CONF_INT },
	{ .name = NULL },
};

/* How a debtor is reached; cr.conf(5). */
static const char *const channels[] = { "email", "pec", "sms", "fax",
    "letter", "registered", "phone", "visit", "task" };

bool
cr_config_month_day(const char *s, struct cr_holiday *h)
{
	struct cr_date d;
	int64_t m, day;

	if (strlen(s) != 5 || s[2] != '-' || !cr_is_digit(s[0]) ||
	    !cr_is_digit(s[3]) || !cr_parse_int(s, 2, &m) ||
	    !cr_parse_int(s + 3, 2, &day))
		return false;
	h->month = (int)m;
	h->day = (int)day;
	return cr_date_from_ymd(2000, h->month, h->day, &d);
}

/* A row of our own; "2026-12-24" is one day, "12-24" that of each year. */
static int
add_day(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char *text, const char *office, struct cr_config *c)
{
	struct cr_config_calendar *cal = &c->calendar;
	struct cr_holiday h = { .name = text, .office = office,
		.source = "cr.conf", .from = 1, .to = CR_HOLIDAY_OPEN };
	struct cr_holiday *v;
	struct cr_date d;

	if (strlen(text) == CR_DATE_SIZE - 1 &&
	    cr_date_parse(text, strlen(text), CR_DATE_ISO, &d)) {
		cr_date_to_ymd(d, &h.from, &h.month, &h.day);
		h.to = h.from;
	} else if (!cr_config_month_day(text, &h)) {
		return cr_conf_fail(cr, s, name, "\"%s\" is neither a day "
		    "(YYYY-MM-DD) nor one of each year (MM-DD)", text);
	}
	v = cr_arena_alloc(&c->arena, (cal->n + 1) * sizeof(*v));
	if (cal->n > 0)
		memcpy(v, cal->v, cal->n * sizeof(*v));
	v[cal->n++] = h;
	cal->v = v;
	return CR_OK;
}

static int
take_closed(struct cr *cr, const struct cr_conf_sec *s, const char *office,
    struct cr_config *c)
{
	const char *text;
	size_t i;
	int err = CR_OK;

	for (i = 0; err == CR_OK &&
	    (text = cr_conf_item(s, "closed", i)) != NULL; i++)
		err = add_day(cr, s, "closed", text, office, c);
	return err;
}

static int
take_calendar(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_config *c)
{
	struct cr_config_calendar *cal = &c->calendar;
	const char *day;
	size_t i;
	int n;

	cal->file = cr_conf_text(s, "holidays", NULL);
	cal->office = cr_conf_text(s, "office", NULL);
	if (cr_conf_has(s, "working"))
		cal->week = 0;
	for (i = 0; (day = cr_conf_item(s, "working", i)) != NULL; i++) {
		if (!cr_weekday_parse(day, strlen(day), &n))
			return cr_conf_fail(cr, s, "working", "\"%s\" is "
			    "none of mon, tue, wed, thu, fri, sat and sun",
			    day);
		cal->week |= 1U << n;
	}
	return take_closed(cr, s, NULL, c);
}

static int
take_office(struct cr *cr, const struct cr_conf_sec *s, struct cr_config *c)
{
	const char *office = cr_conf_title(s);
	const char *patron = cr_conf_text(s, "patron", NULL);
	int err;

	c->calendar.offices[c->calendar.noffices++] = office;
	if (patron != NULL && (err = add_day(cr, s, "patron", patron, office,
	    c)) != CR_OK)
		return err;
	return take_closed(cr, s, office, c);
}

/* The office that the calendar is of has to be one. */
static int
check_office(struct cr *cr, const struct cr_conf_sec *root,
    const struct cr_config_calendar *cal)
{
	size_t i;

	for (i = 0; i < cal->noffices; i++)
		if (cr_streq(cal->offices[i], cal->office))
			return CR_OK;
	return cal->office == NULL ? CR_OK : cr_conf_fail(cr,
	    cr_conf_section(root, "calendar", 0), "office", "there is no "
	    "office \"%s\" in the configuration", cal->office);
}

static int
take_often(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int *to)
{
	int64_t n = cr_conf_int(s, name, *to);

	if (n < 0 || n > OFTEN)
		return cr_conf_fail(cr, s, name, "%s is from 0 to %d", name,
		    OFTEN);
	*to = (int)n;
	return CR_OK;
}

static int
take_contact(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_contact_rules *rules)
{
	const char *title = cr_conf_title(s), *hours;
	struct cr_contact_rule *r;
	size_t i, n = sizeof(channels) / sizeof(channels[0]);
	int err;

	for (i = 0; i < n && strcmp(channels[i], title) != 0; i++)
		;
	if (i == n)
		return cr_conf_fail(cr, s, NULL, "no channel is called "
		    "\"%s\"", title);
	r = cr_contact_rule_make(rules, channels[i]);
	if (cr_conf_has(s, "hours"))
		memset(r->hours, 0, sizeof(r->hours));
	for (i = 0; (hours = cr_conf_item(s, "hours", i)) != NULL; i++)
		if (!cr_contact_hours_parse(hours, r->hours))
			return cr_conf_fail(cr, s, "hours", "hours \"%s\" "
			    "are not as in \"mon-fri 08:30-21:00\"", hours);
	r->holidays = cr_conf_bool(s, "holidays", r->holidays);
	if ((err = take_often(cr, s, "per-day", &r->per_day)) != CR_OK)
		return err;
	return take_often(cr, s, "per-week", &r->per_week);
}

int
cr_config_calendar(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *c)
{
	size_t i, n = cr_conf_count(root, "office");
	int err = CR_OK;

	if (cr_conf_count(root, "calendar") > 0)
		err = take_calendar(cr, cr_conf_section(root, "calendar", 0),
		    c);
	c->calendar.offices = cr_arena_alloc(&c->arena, (n + 1) *
	    sizeof(*c->calendar.offices));
	for (i = 0; i < n && err == CR_OK; i++)
		err = take_office(cr, cr_conf_section(root, "office", i), c);
	if (err == CR_OK)
		err = check_office(cr, root, &c->calendar);
	for (i = 0; i < cr_conf_count(root, "contact") && err == CR_OK; i++)
		err = take_contact(cr, cr_conf_section(root, "contact", i),
		    &c->contact);
	return err;
}
