#include "mime_read.h"

#include <stdio.h>
#include <string.h>

#include "cr/str.h"
#include "cr/time.h"

/* The number of N digits at most at *P, behind blanks; -1: there is none. */
static int
number(const char **p, int n)
{
	int v = -1;

	while (cr_is_space(**p))
		(*p)++;
	for (; n > 0 && cr_is_digit(**p); n--)
		v = (v < 0 ? 0 : v * 10) + (*(*p)++ - '0');
	return v;
}

static int
month(const char **p)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	int i, k;

	while (cr_is_space(**p))
		(*p)++;
	for (i = 0; i < 12; i++) {
		for (k = 0; k < 3 && cr_lower((*p)[k]) == names[3 * i + k];
		    k++)
			continue;
		if (k == 3) {
			*p += 3;
			return i + 1;
		}
	}
	return -1;
}

/* "+0100"; anything else (GMT, EST, nothing) is taken for UTC. */
static void
zone(const char *p, char to[8])
{
	size_t i;

	snprintf(to, 8, "Z");
	while (cr_is_space(*p))
		p++;
	for (i = 1; (*p == '+' || *p == '-') && i < 5 && cr_is_digit(p[i]);
	    i++)
		continue;
	if (i == 5)
		snprintf(to, 8, "%.3s:%.2s", p, p + 3);
}

static bool
colon(const char **p)
{
	if (**p != ':')
		return false;
	(*p)++;
	return true;
}

const char *
cr_mime_instant(const struct cr_mime_part *m, struct cr_arena *a)
{
	const char *p = cr_mime_get(m, a, "date"), *comma;
	char text[96], where[8], utc[CR_TIME_SIZE];
	int day, mon, year, h, min, sec = 0;

	if (p == NULL)
		return NULL;
	if ((comma = strchr(p, ',')) != NULL)
		p = comma + 1;
	day = number(&p, 2);
	mon = month(&p);
	year = number(&p, 4);
	h = number(&p, 2);
	if (day < 1 || mon < 1 || year < 0 || h < 0 || !colon(&p) ||
	    (min = number(&p, 2)) < 0)
		return NULL;
	if (*p == ':' && colon(&p))
		sec = number(&p, 2);
	if (year < 100)			/* RFC 5322 4.3 */
		year += year < 50 ? 2000 : 1900;
	zone(p, where);
	snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02d%s", year,
	    mon, day, h, min, sec < 0 ? 0 : sec, where);
	return cr_time_parse(text, utc) ? cr_arena_strdup(a, utc) : NULL;
}
