#include "remit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/str.h"

/* ---- Cutting a cell out of the text ------------------------------------- */

#define SERIES_MAX 4		/* letters of a series */
#define NUMBER_MAX 12		/* digits of a number */
#define CELL_MAX 24

/* May the word be a series when it is stuck to a number? */
static bool
is_series(const struct remit_token *k)
{
	return k->kind == REMIT_WORD && (k->n == 1 || (k->n <= SERIES_MAX &&
	    (k->word == WORD_ANY || k->word == WORD_MONTH)));
}

/* 12E13 is two numbers. */
static bool
is_and(const struct remit_token *k)
{
	return k->word == WORD_AND && k[-1].kind == REMIT_NUMBER &&
	    k[1].kind == REMIT_NUMBER && !k[1].blank;
}

/* "46 / 001" and "12 / 2026" belong together in spite of the blanks. */
static bool
joins_apart(const struct remit_token *k)
{
	return cr_remit_is_sign(k, "/") && k[1].kind == REMIT_NUMBER &&
	    k[-1].kind == REMIT_NUMBER && ((*k[1].s == '0' && k[1].n > 1) ||
	    cr_remit_year(&k[1], 0) != 0) && k[1].n != 2;
}

/* What joins the token at K to the cell, 0 if nothing but nearness; -1. */
static int
join_at(const struct remit_token *k)
{
	bool after_number = k[-1].kind == REMIT_NUMBER;

	if (k->kind == REMIT_NUMBER || k->kind == REMIT_WORD)
		return k->blank || is_and(k) || (k->kind == REMIT_WORD &&
		    !is_series(k)) ? -1 : 0;
	if (joins_apart(k))
		return '/';
	if (cr_remit_joins(k, "/-_\\"))
		return k[1].kind == REMIT_NUMBER || is_series(&k[1]) ?
		    (*k->s == '_' ? '-' : *k->s == '\\' ? '/' : *k->s) : -1;
	if (cr_remit_joins(k, ".") && after_number &&
	    k[1].kind == REMIT_NUMBER)
		return '.';
	return -1;
}

/* 33/2026-34/2026: another number of the same shape begins after the dash. */
static bool
begins_another(const struct remit_cell *c, const struct remit_token *k)
{
	size_t i;

	if (!cr_remit_joins(k, "-_") || k[1].kind != REMIT_NUMBER ||
	    !cr_remit_joins(&k[2], "/"))
		return false;
	for (i = 1; i < c->n; i++)
		if (c->v[i].join == '/')
			return true;
	return false;
}

size_t
cr_remit_cell(const struct remit_text *t, size_t i, struct remit_cell *c)
{
	const struct remit_token *k = &t->v[i];
	size_t letters = 0;
	int join = 0;

	*c = (struct remit_cell){ .n = 0 };
	if (k->kind != REMIT_NUMBER && !is_series(k))
		return i;
	while (join >= 0) {
		if (c->n == REMIT_PARTS || (k->kind == REMIT_NUMBER &&
		    k->n > NUMBER_MAX) || (letters += k->n) > CELL_MAX)
			c->long_ = true;
		if (c->n < REMIT_PARTS)
			c->v[c->n++] = (struct remit_part){ k, (char)join };
		c->numbers += k->kind == REMIT_NUMBER;
		k++;
		join = begins_another(c, k) ? -1 : join_at(k);
		k += join > 0;
	}
	return (size_t)(k - t->v);
}

/* ---- Reading it --------------------------------------------------------- */

/* A cell while it is being read: parts are taken away from it. */
struct reading {
	struct remit_reader *r;
	struct remit_cell c;
	struct cr_date date;
	int year;		/* said in the cell */
	bool short_year;	/* with two digits only */
	uint8_t group, n;	/* of the readings told */
};

static bool
is_number(const struct remit_part *p)
{
	return p->k->kind == REMIT_NUMBER;
}

static void
drop(struct remit_cell *c, size_t i)
{
	c->numbers -= is_number(&c->v[i]);
	memmove(&c->v[i], &c->v[i + 1], (c->n - i - 1) * sizeof(c->v[0]));
	c->n--;
	if (c->n > 0)
		c->v[0].join = 0;
}

/* 19-050326, 7-001-30012026, 67-12.12.2025: a date is behind it. */
static void
take_date(struct reading *g)
{
	struct remit_cell *c = &g->c;
	const struct remit_part *p = &c->v[c->n - 1];
	int year;

	if (c->numbers > 1 && p->join != 0 && is_number(p) &&
	    cr_remit_compact(p->k, g->r->year, &g->date)) {
		drop(c, c->n - 1);
	} else if (c->n >= 4 && is_number(p) && is_number(&p[-1]) &&
	    is_number(&p[-2]) && p->join == p[-1].join &&
	    (year = cr_remit_year(p->k, g->r->year)) != 0 &&
	    cr_date_from_ymd(year, (int)cr_remit_value(p[-1].k),
	    (int)cr_remit_value(p[-2].k), &g->date)) {
		drop(c, c->n - 1);
		drop(c, c->n - 1);
		drop(c, c->n - 1);
	}
	if (cr_date_is_set(g->date))
		g->year = cr_date_year(g->date);
}

static bool
year_at(struct reading *g, size_t i, bool short_too)
{
	const struct remit_token *k = g->c.v[i].k;

	if (!is_number(&g->c.v[i]) || (k->n != 4 && !short_too))
		return false;
	g->year = cr_remit_year(k, g->r->year);
	g->short_year = k->n == 2;
	return g->year != 0;
}

/* 2026/040, 62-2025, 62/25, 46/001/2026, 12/2026/A. */
static void
take_year(struct reading *g)
{
	struct remit_cell *c = &g->c;
	size_t last = c->n - 1;

	while (last > 0 && !is_number(&c->v[last]))
		last--;
	if (c->numbers < 2)
		return;
	if (year_at(g, last, false))
		drop(c, last);
	else if (year_at(g, 0, false))
		drop(c, 0);
	else if (c->n > 2 && year_at(g, 1, false))
		drop(c, 1);		/* VE/2026/00123 */
	else if (year_at(g, last, c->v[last].join == '/' ||
	    c->v[last].join == '-'))
		drop(c, last);
}

/* Append the part P to TO: its zeros go when it is the first number. */
static void
add_part(char to[CR_REF_SIZE], const struct remit_token *k, bool *number)
{
	const char *s = k->s;
	size_t n = k->n, len = strlen(to);

	if (k->kind == REMIT_NUMBER && !*number) {
		for (*number = true; n > 1 && *s == '0'; n--)
			s++;
	}
	snprintf(to + len, CR_REF_SIZE - len, "%s%.*s", len > 0 ? "/" : "",
	    (int)n, s);
}

static struct cr_ref *
add(struct reading *g, uint8_t group)
{
	struct cr_remittance *out = g->r->out;
	struct cr_ref *ref;

	if (out->n == CR_REFS_MAX) {
		out->more = true;
		return NULL;
	}
	ref = &out->v[out->n++];
	*ref = (struct cr_ref){ .date = g->date, .year = (int16_t)g->year,
		.group = group, .reading = g->n, .how = g->r->how,
		.credit = g->r->credit };
	return ref;
}

/* All the parts of C as one number. */
static void
as_one(struct reading *g, const struct remit_cell *c, int year)
{
	struct cr_ref *ref = add(g, g->group);
	bool number = false;
	size_t i;

	if (ref == NULL)
		return;
	for (i = 0; i < c->n; i++)
		add_part(ref->number, c->v[i].k, &number);
	ref->year = (int16_t)year;
	g->n++;
}

static bool
plain_list(const struct remit_cell *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (!is_number(&c->v[i]) || *c->v[i].k->s == '0' ||
		    cr_remit_value(c->v[i].k) <= 0)
			return false;
	return c->n > 1;
}

/* 1234/35/36 is 1234, 1235 and 1236: the value of part I so completed. */
static int64_t
completed(const struct remit_cell *c, size_t i)
{
	int64_t first = cr_remit_value(c->v[0].k), ten = 1;
	size_t n;

	if (i == 0 || c->v[i].k->n >= c->v[0].k->n)
		return cr_remit_value(c->v[i].k);
	for (n = 0; n < c->v[i].k->n; n++)
		ten *= 10;
	return first / ten * ten + cr_remit_value(c->v[i].k);
}

/* Does each part go on where the one before it stopped? */
static bool
ascends(const struct remit_cell *c, bool complete)
{
	int64_t last = 0, v;
	size_t i;

	for (i = 0; i < c->n; i++) {
		v = complete ? completed(c, i) : cr_remit_value(c->v[i].k);
		if (v <= last)
			return false;
		last = v;
	}
	return true;
}

static void
as_list(struct reading *g, const struct remit_cell *c, bool complete, int year)
{
	struct cr_ref *ref;
	size_t i;

	for (i = 0; i < c->n; i++) {
		if ((ref = add(g, g->group)) == NULL)
			break;
		snprintf(ref->number, sizeof(ref->number), "%lld",
		    (long long)(complete ? completed(c, i) :
		    cr_remit_value(c->v[i].k)));
		ref->year = (int16_t)year;
	}
	g->n++;
}

static void
as_range(struct reading *g, const struct remit_cell *c, int year)
{
	int64_t v = cr_remit_value(c->v[0].k);
	struct cr_ref *ref;

	for (; v <= completed(c, 1); v++) {
		if ((ref = add(g, g->group)) == NULL)
			break;
		snprintf(ref->number, sizeof(ref->number), "%lld",
		    (long long)v);
		ref->year = (int16_t)year;
	}
	g->n++;
}

static bool
is_range(const struct remit_cell *c)
{
	return c->n == 2 && c->v[1].join == '-' && ascends(c, true) &&
	    completed(c, 1) - cr_remit_value(c->v[0].k) <= CR_REF_RANGE_MAX &&
	    (c->v[1].k->n >= c->v[0].k->n || c->v[0].k->n >= 3);
}

/* 123/124 and 1/2/3 are rather lists; 46/55 rather is series 46. */
static bool
is_rather_list(const struct remit_cell *c)
{
	size_t i;

	for (i = 1; i < c->n; i++)
		if (completed(c, i) != completed(c, i - 1) + 1)
			return c->n > 2 && c->v[i].join == '/';
	return true;
}

/* The readings of several numbers; YEAR is that of all. */
static void
several(struct reading *g, const struct remit_cell *c, int year)
{
	bool list = plain_list(c) && ascends(c, true);
	bool range = list && is_range(c);

	if (range)
		as_range(g, c, year);
	else if (list && is_rather_list(c))
		as_list(g, c, true, year);
	if (g->n == 0 || c->n <= 3)
		as_one(g, c, year);
	if (list && (range ? completed(c, 1) >
	    cr_remit_value(c->v[0].k) + 1 : !is_rather_list(c)))
		as_list(g, c, true, year);
}

size_t
cr_remit_readings(struct remit_reader *r, const struct remit_cell *c)
{
	struct reading g = { .r = r, .c = *c, .date = CR_DATE_NONE,
		.group = (uint8_t)r->out->groups };
	struct remit_cell whole;
	size_t before = r->out->n, i, likely = 0;

	if (c->long_ || c->numbers == 0 || r->out->groups > UINT8_MAX - 1)
		return 0;
	take_date(&g);
	whole = g.c;
	if (g.year == 0)
		take_year(&g);
	if (g.c.numbers == 1)
		as_one(&g, &g.c, g.year);
	else
		several(&g, &g.c, g.year);
	if (g.short_year)	/* or it is no year */
		several(&g, &whole, 0);
	if (whole.n == 2 && g.year != 0 && g.c.v[0].k == whole.v[0].k &&
	    year_at(&g, 0, false)) {	/* 2024/2026 */
		drop(&whole, 0);
		as_one(&g, &whole, g.year);
	}
	for (i = before; i < r->out->n; i++)
		likely += r->out->v[i].reading == 0;
	r->out->groups += r->out->n > before;
	return likely;
}
