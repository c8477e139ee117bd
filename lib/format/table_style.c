#include "tables.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/str.h"

#define DATE_STYLES (CR_DATE_DDMMYY + 1)

/*
 * How amounts and dates are written, by evidence over many cells: each says
 * what it can only be, or nothing. One cell against all the others is a
 * mistake that will be refused; more than one in twenty, and the file is not
 * understood.
 */
struct evidence {
	size_t amounts, comma, point;	/* cells that show the decimal mark */
	size_t unsure;			/* "1.234": a thousand or one? */
	char unsure_text[32];
	char unsure_mark;		/* 0: two of them */
	size_t whole;			/* "690": no mark at all */
	size_t groups[128];		/* by group mark */
	size_t plain_thousands;		/* 1095,53: no groups */
	size_t dates, fits[1 << DATE_STYLES];	/* by the styles that fit */
	char date_text[32];
};

static bool
outweighs(size_t a, size_t b)
{
	return a > 0 && b * 20 <= a;
}

static void
keep_text(char to[32], const char *s)
{
	size_t n = strlen(s);

	if (n > 31)
		n = 31;
	memcpy(to, s, n);
	to[n] = '\0';
}

/* The digits and marks of an amount, without sign, blanks and euro. */
static size_t
strip_amount(const char *s, char *to, size_t size)
{
	size_t n = 0;

	for (; *s != '\0' && n + 1 < size; s++)
		if (cr_is_digit(*s) || *s == '.' || *s == ',' || *s == '\'')
			to[n++] = *s;
		else if (*s == ' ' && n > 0 && cr_is_digit(s[1]))
			to[n++] = ' ';
		else if (strncmp(s, "\xc2\xa0", 2) == 0 && cr_is_digit(s[2]))
			to[n++] = ' ', s++;
	to[n] = '\0';
	return n;
}

static void
vote(struct evidence *e, char decimal)
{
	if (decimal == ',')
		e->comma++;
	else
		e->point++;
}

/* One mark, once or more; AFTER digits behind the last. */
static void
look_at_one_mark(struct evidence *e, const char *s, char mark, size_t before,
    size_t after, size_t times)
{
	char other = mark == ',' ? '.' : ',';

	if (times > 1) {		/* 1.234.567 */
		e->groups[(unsigned char)mark]++;
		vote(e, other);
	} else if (after != 3 || before == 0 || before > 3 || s[0] == '0') {
		vote(e, mark);		/* 12,5  0.125  1095.530 */
		e->plain_thousands += before > 3;
	} else {
		if (e->unsure++ == 0) {
			keep_text(e->unsure_text, s);
			e->unsure_mark = mark;
		} else if (e->unsure_mark != mark) {
			e->unsure_mark = 0;
		}
	}
}

/* Commas and points, which may be the decimal mark or groups. */
static void
look_at_marks(struct evidence *e, const char *s)
{
	const char *last = NULL, *p;
	size_t marks = 0, same = 0;

	for (p = s; (p = strpbrk(p, ",.")) != NULL; p++) {
		marks++;
		last = p;
	}
	if (last == NULL)
		return;
	for (p = s; (p = strchr(p, *last)) != NULL; p++)
		same++;
	if (marks == same) {
		look_at_one_mark(e, s, *last, (size_t)(last - s),
		    strlen(last + 1), marks);
	} else if (same == 1) {		/* 1.234,56 */
		vote(e, *last);
		e->groups[(unsigned char)(*last == ',' ? '.' : ',')]++;
	}
}

static void
look_at_amount(struct evidence *e, const char *cell)
{
	char s[48];
	size_t n = strip_amount(cell, s, sizeof(s));
	const char *group;

	if (n == 0 || strpbrk(s, "0123456789") == NULL)
		return;
	e->amounts++;
	if ((group = strpbrk(s, " '")) != NULL)
		e->groups[(unsigned char)*group]++;
	if (strpbrk(s, ",.") != NULL) {
		look_at_marks(e, s);
	} else {
		e->plain_thousands += n > 3 && group == NULL;
		e->whole += group == NULL;
	}
}

static void
look_at_date(struct evidence *e, const char *s, size_t n)
{
	unsigned int styles = 0;
	struct cr_date d;
	int i;

	if (n == 0 || strspn(s, "0/.- ") == n)
		return;
	if (e->dates++ == 0)
		keep_text(e->date_text, s);
	for (i = 0; i < DATE_STYLES; i++)
		if (cr_date_parse(s, n, (enum cr_date_style)i, &d))
			styles |= 1u << i;
	e->fits[styles]++;
}

static void
look_at_row(struct evidence *e, struct table *t, const struct cr_row *row)
{
	const struct bound_section *s;
	enum cr_cell_kind kind, k;
	size_t i, n;
	char *text;

	for (s = t->section; s < t->section + t->nsections; s++)
		for (i = 0; i < s->n; i++) {
			k = (enum cr_cell_kind)s->b[i].w->key->kind;
			text = cr_table_text(t, &s->b[i], row, &n, &kind);
			if (kind != CR_CELL_TEXT)
				continue;
			if ((int)k == CANON_DATE && (s->b[i].tidy !=
			    TIDY_YEAR || !cr_table_is_year(text, n)))
				look_at_date(e, text, n);
			else if ((int)k == CANON_CENTS ||
			    (int)k == CANON_OPT_CENTS)
				look_at_amount(e, text);
		}
}

static void
look(struct evidence *e, struct table *t, const struct sample *s,
    ptrdiff_t header)
{
	struct cr_row row;
	size_t r;

	for (r = (size_t)(header + 1); r < s->n; r++) {
		row = s->row[r];
		cr_table_drop_reason(t, &row);
		if (row.error == NULL && cr_table_fits(t, &row) &&
		    !cr_table_is_header(t, &row) && !cr_table_is_total(&row))
			look_at_row(e, t, &row);
	}
}

/*
 * Groups are believed when they were seen. When they were not, they are only
 * expected if no thousand was written without.
 */
static char
group_mark(const struct evidence *e, char decimal)
{
	char other = decimal == ',' ? '.' : ',';

	if (e->groups[(unsigned char)other] > 0)
		return other;
	if (e->groups[' '] > 0)
		return ' ';
	if (e->groups['\''] > 0)
		return '\'';
	return e->plain_thousands > 0 ? 0 : other;
}

/*
 * In thousands "1.840" beside "690" is no 1.84: who writes three decimals
 * writes them everywhere.
 */
static bool
is_grouped(const struct evidence *e, const struct cr_mapping *m)
{
	return m->thousands && e->unsure > 0 && e->unsure_mark != 0 &&
	    e->whole > 0 && e->plain_thousands == 0;
}

static bool
decide_money(const struct evidence *e, struct cr_mapping *m,
    struct cr_buf *why)
{
	struct cr_money_style *st = &m->money;

	if (e->amounts == 0)
		return true;
	if (outweighs(e->comma, e->point)) {
		st->mark = ',';
	} else if (outweighs(e->point, e->comma)) {
		st->mark = '.';
	} else if (e->comma + e->point > 0) {
		cr_buf_adds(why, _("amounts are written with both decimal "
		    "comma and decimal point"));
		return false;
	} else if (is_grouped(e, m)) {
		st->mark = e->unsure_mark == '.' ? ',' : '.';
	} else if (e->unsure > 0) {
		cr_buf_addf(why, _("the amount \"%s\" may be thousands or "
		    "decimals, and no other tells which"), e->unsure_text);
		return false;
	}
	if (st->mark != 0)
		st->group = group_mark(e, st->mark);
	m->money_known = true;
	return true;
}

/* How many dates the style fits, and how many fit only others. */
static size_t
count_fits(const struct evidence *e, int style, size_t *against)
{
	unsigned int mask;
	size_t n = 0;

	for (mask = 1, *against = 0; mask < 1u << DATE_STYLES; mask++)
		if (mask & 1u << style)
			n += e->fits[mask];
		else
			*against += e->fits[mask];
	return n;
}

static bool
decide_date(const struct evidence *e, struct cr_mapping *m,
    struct cr_buf *why)
{
	enum cr_date_style lean = m->date;
	int i, best = -1, also = -1;
	size_t n, most = 0, against;

	if (e->dates == 0)
		return true;
	for (i = 0; i < DATE_STYLES; i++) {
		n = count_fits(e, i, &against);
		if (!outweighs(n, against) || n * 2 < e->dates || n < most)
			continue;
		also = n == most ? i : -1;
		best = also < 0 ? i : best;
		most = n;
	}
	if (best < 0) {
		cr_buf_addf(why, _("dates such as \"%s\" are not understood"),
		    e->date_text);
		return false;
	}
	/* 03/04/2026: an Italian file has no other order; dots neither */
	if (best == CR_DATE_DMY && also == CR_DATE_MDY &&
	    (lean == CR_DATE_DMY || m->money.mark == ',' ||
	    strchr(e->date_text, '/') == NULL))
		also = -1;
	if (also >= 0) {
		cr_buf_addf(why, _("dates such as \"%s\" may be %s or %s"),
		    e->date_text,
		    cr_mapping_date_word((enum cr_date_style)best),
		    cr_mapping_date_word((enum cr_date_style)also));
		return false;
	}
	m->date = (enum cr_date_style)best;
	m->date_known = true;
	return true;
}

bool
cr_table_guess_styles(struct cr *cr, const struct sample *s, ptrdiff_t header,
    struct cr_mapping *m, struct cr_buf *why)
{
	static const struct cr_sink nothing = { .ctx = NULL };
	struct evidence e = { .amounts = 0 };
	struct cr_read_file done = { .name = "" };
	struct table t;
	bool ok;

	cr_table_init(&t, cr, "", &nothing, &done);
	t.separator = m->separator;
	ok = cr_table_bind(&t, m, header >= 0 ? &s->row[header] : NULL, why);
	if (ok) {
		if (header >= 0 && s->row[header].n > 0)
			cr_reject_header_parse(s->row[header].cell[
			    s->row[header].n - 1].s, m);
		look(&e, &t, s, header);
		ok = (m->money_known || decide_money(&e, m, why)) &&
		    (m->date_known || decide_date(&e, m, why));
	}
	cr_table_release(&t);
	return ok;
}
