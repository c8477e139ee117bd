#include "cr/figures.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

/* "2026-09" and "09/2026". */
static bool
parse_month(const char *s, struct cr_date *first)
{
	bool iso = strlen(s) == 7 && s[4] == '-';
	int64_t y, m;

	if (strlen(s) != 7 || (!iso && s[2] != '/') ||
	    !cr_parse_int(iso ? s : s + 3, 4, &y) ||
	    !cr_parse_int(iso ? s + 5 : s, 2, &m))
		return false;
	return cr_date_from_ymd((int)y, (int)m, 1, first);
}

int
cr_figures_by(struct cr *cr, struct cr_figures_opts *o, const char *text)
{
	const char *s = text;
	size_t n;

	o->by = CR_BY_TOTAL;
	o->months = false;
	for (;; s += n + 1) {
		n = strcspn(s, ",");
		if (n == 5 && strncmp(s, "month", n) == 0)
			o->months = true;
		else if (s != text || !cr_by_parse(s, n, &o->by))
			return cr_fail(cr, CR_EUSAGE, "--by: \"%s\" is none of "
			    "debtor, creditor, agent, depot, area, category, "
			    "class, segment and total, nor month, nor one of "
			    "them and month", text);
		if (s[n] == '\0')
			return CR_OK;
	}
}

int
cr_figures_month(struct cr *cr, struct cr_figures_opts *o, const char *text)
{
	struct cr_date first;

	if (!parse_month(text, &first))
		return cr_fail(cr, CR_EUSAGE, "--month: \"%s\" is not a month "
		    "(2026-09)", text);
	o->from = first;
	o->until = cr_date_end_of_month(first);
	o->to_date = true;
	return CR_OK;
}

/*
 * A year; of a series the month it ends in and the eleven before. The year
 * to the end of a month begins with one.
 */
static struct cr_date
usual_from(const struct cr_figures_opts *o)
{
	struct cr_date before = cr_date_add_months(o->until, -12);

	if (o->months || o->until.days ==
	    cr_date_end_of_month(o->until).days)
		before = cr_date_end_of_month(before);
	before.days++;
	return before;
}

int
cr_figures_period(struct cr *cr, struct cr_figures_opts *o)
{
	struct cr_date last = cr_date_is_set(o->as_of) ? o->as_of : cr->today;
	char a[CR_DATE_SIZE], b[CR_DATE_SIZE];

	if (!cr_date_is_set(o->until) || (o->to_date &&
	    o->from.days <= last.days && last.days < o->until.days))
		o->until = last;
	if (!cr_date_is_set(o->from))
		o->from = usual_from(o);
	if (o->until.days > last.days)
		return cr_fail(cr, CR_EUSAGE, "the period ends on %s, after "
		    "the day on which it is told, %s", cr_date_iso(o->until,
		    a), cr_date_iso(last, b));
	if (o->from.days > o->until.days)
		return cr_fail(cr, CR_EUSAGE, "the period ends on %s, before "
		    "it begins on %s", cr_date_iso(o->until, a),
		    cr_date_iso(o->from, b));
	return CR_OK;
}
