#include "tables.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cr/i18n.h"
#include "cr/str.h"
#include "cr/taxid.h"

static const struct cr_money_style plain_money = { .mark = '.' };

/* What a person calls the field. */
static const char *
label(const struct bound *b)
{
	return _(b->label);
}

/* Say why the field is not right; false. */
static bool __attribute__((format(printf, 2, 3)))
wrong(struct table *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(t->reason, sizeof(t->reason), _(fmt), ap);
	va_end(ap);
	return false;
}

static struct cr_cell
cell_of(const struct bound *b, size_t i, const struct cr_row *row)
{
	static char nothing[1];
	struct cr_cell c = { nothing, 0, CR_CELL_TEXT };
	int32_t col = b->col[i];

	if (col >= 0 && (size_t)col < row->n)
		return row->cell[col];
	return c;
}

/* Several sources, or a constant: their texts with a blank between. */
static char *
join(struct table *t, const struct bound *b, const struct cr_row *row,
    size_t *n)
{
	struct cr_buf text;
	struct cr_cell c;
	char *s;
	size_t i;

	cr_buf_init(&text);
	for (i = 0; i < b->w->from.n; i++) {
		c = cell_of(b, i, row);
		if (text.len > 0)
			cr_buf_addc(&text, ' ');
		if (b->col[i] < 0)
			cr_buf_adds(&text, b->w->from.v[i].text);
		else
			cr_buf_add(&text, c.s, c.n);
	}
	s = cr_arena_strndup(&t->row, text.s, text.len);
	cr_buf_release(&text);
	*n = strlen(cr_collapse(s));
	return s;
}

/* A blank or a control character; a NUL too. */
static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

/* Is there anything to trim, or white space to collapse? */
static bool
is_plain(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (is_blank(s[i]) && (s[i] != ' ' || i == 0 ||
		    i + 1 == n || is_blank(s[i + 1])))
			return false;
	return true;
}

static struct cr_cell
trimmed(struct cr_cell c)
{
	while (c.n > 0 && is_blank(c.s[c.n - 1]))
		c.s[--c.n] = '\0';
	while (c.n > 0 && is_blank(*c.s))
		c.s++, c.n--;
	return c;
}

char *
cr_table_text(struct table *t, const struct bound *b, const struct cr_row *row,
    size_t *n, enum cr_cell_kind *kind)
{
	struct cr_cell c;

	if (b->w->from.n == 1 && b->col[0] >= 0) {
		c = trimmed(cell_of(b, 0, row));
		*kind = c.kind;
		*n = c.n;
		return c.s;
	}
	*kind = CR_CELL_TEXT;
	return join(t, b, row, n);
}

/* "00/00/0000", "  .  .": how programs print that there is no date. */
static bool
is_no_date(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strchr("0/.- ", s[i]) == NULL)
			return false;
	return true;
}

/* Written as the style has it: a date that is not in the calendar. */
static bool
looks_like_date(const char *s, enum cr_date_style style)
{
	const char *p = cr_mapping_date_word(style);

	for (; *p != '\0' && *s != '\0'; p++)
		if (cr_is_alpha(*p))
			s += cr_is_digit(*s);	/* 1/2/26 is dd/mm/yyyy too */
		else if (strchr("/.-", *s++) == NULL)
			return false;
	return *s == '\0';
}

static bool
put_date(struct table *t, const struct bound *b, const char *s, size_t n,
    enum cr_cell_kind kind, struct cr_date *to)
{
	enum cr_date_style style = kind == CR_CELL_DATE ? CR_DATE_ISO :
	    t->m->date;

	if (kind == CR_CELL_TEXT && !t->m->date_known && !is_no_date(s, n))
		return wrong(t, "%s \"%s\" cannot be read: no date before "
		    "it says how dates are written", label(b), s);
	if (cr_date_parse(s, n, style, to) || is_no_date(s, n))
		return true;
	if (looks_like_date(s, style))
		return wrong(t, "%s \"%s\" does not exist", label(b), s);
	return wrong(t, "%s \"%s\" is no date as %s", label(b), s,
	    cr_mapping_date_word(style));
}

/* Take every WHAT out of S; returns how many there were. */
static int
replace(char *s, const char *what, const char *with)
{
	size_t n = strlen(what), k = strlen(with);
	int count = 0;

	for (; (s = strstr(s, what)) != NULL; count++) {
		memcpy(s, with, k);
		memmove(s + k, s + n, strlen(s + n) + 1);
		s += k;
	}
	return count;
}

/*
 * An amount as spreadsheets show it: with the euro, blanks that do not
 * break, a true minus, or parentheses for less than nothing.
 */
static bool
parse_dressed(const char *s, size_t n, const struct cr_money_style *style,
    struct cr_money *to)
{
	char text[64], *p = text;
	bool minus = false;

	if (n + 1 > sizeof(text))
		return false;
	memcpy(text, s, n + 1);
	replace(text, "\xc2\xa0", " ");
	replace(text, "\xe2\x80\xaf", " ");
	replace(text, "\xe2\x88\x92", "-");
	if (replace(text, "\xe2\x82\xac", "") + replace(text, "EUR", "") > 1)
		return false;
	cr_collapse(text);
	n = strlen(text);
	if (n > 2 && text[0] == '(' && text[n - 1] == ')') {
		minus = true;
		text[n - 1] = '\0';
		p = text + 1;
	}
	if (!cr_money_parse(p, strlen(p), style, to) ||
	    (minus && to->cents < 0))
		return false;
	if (minus)
		*to = cr_money_neg(*to);
	return true;
}

/*
 * The amount of a cell that is a number. Programs that count in binary write
 * 1095.5300000000001 for 1095.53: what is less than a millionth off is that
 * cent, what is more is no amount.
 */
static bool
parse_number(struct table *t, const char *s, size_t n, struct cr_money *to)
{
	const char *point = memchr(s, '.', n);
	size_t whole = point ? (size_t)(point - s) : n;
	struct cr_money cent = { *s == '-' ? -1 : 1 };

	if (n - whole <= 3)
		return cr_money_parse(s, n, &plain_money, to);
	if (!cr_money_parse(s, whole + 3, &plain_money, to))
		return false;
	for (n -= whole + 3, s += whole + 3; n < 4; n++)
		if (s[0] != '0')	/* three decimals, or four, are meant */
			return false;
	if (strncmp(s, "9999", 4) == 0 && !cr_money_add(to, cent))
		return false;
	t->noisy++;
	return strncmp(s, "9999", 4) == 0 || strncmp(s, "0000", 4) == 0;
}

static bool
put_plain(struct table *t, const struct bound *b, const char *s, size_t n,
    enum cr_cell_kind kind, struct cr_opt_money *to)
{
	const struct cr_money_style *style = &t->m->money;

	to->set = n > 0;
	if (n == 0 || (kind == CR_CELL_NUMBER &&
	    parse_number(t, s, n, &to->v)) || (kind == CR_CELL_TEXT &&
	    (cr_money_parse(s, n, style, &to->v) ||
	    parse_dressed(s, n, style, &to->v))))
		return true;
	if (kind == CR_CELL_NUMBER)
		return wrong(t, "%s \"%s\" is no amount of whole cents",
		    label(b), s);
	if (cr_table_is_scientific(s, n))
		return wrong(t, "%s \"%s\" was cut by a spreadsheet", label(b),
		    s);
	if (style->mark == 0)
		return wrong(t, "%s \"%s\" is no amount without decimals",
		    label(b), s);
	return wrong(t, "%s \"%s\" is no amount with decimal \"%c\"",
	    label(b), s, style->mark);
}

/* The same, in the unit that the file writes amounts in. */
static bool
put_money(struct table *t, const struct bound *b, const char *s, size_t n,
    enum cr_cell_kind kind, struct cr_opt_money *to)
{
	if (!put_plain(t, b, s, n, kind, to))
		return false;
	if (!to->set || !t->m->thousands)
		return true;
	return (cr_money_scale(to->v, 1000, 1, &to->v) &&
	    cr_money_abs(to->v).cents <= CR_MONEY_MAX_CENTS) ||
	    wrong(t, "%s \"%s\" is too large", label(b), s);
}

/* An amount of several columns, and no constant, is their sum. */
static bool
is_sum(const struct bound *b)
{
	size_t i;

	for (i = 0; i < b->w->from.n && b->col[i] >= 0; i++)
		continue;
	return b->w->from.n > 1 && i == b->w->from.n;
}

static bool
put_sum(struct table *t, const struct bound *b, const struct cr_row *row,
    struct cr_opt_money *to)
{
	struct cr_opt_money one;
	struct cr_cell c;
	size_t i;

	*to = (struct cr_opt_money){ false, { 0 } };
	for (i = 0; i < b->w->from.n; i++) {
		c = trimmed(cell_of(b, i, row));
		if (c.kind == CR_CELL_BAD)
			return wrong(t, "%s %s", label(b), c.s);
		if (!put_money(t, b, c.s, c.n, c.kind, &one))
			return false;
		to->set |= one.set;
		if (one.set && !cr_money_add(&to->v, one.v))
			return wrong(t, "%s \"%s\" is too large", label(b),
			    c.s);
	}
	return true;
}

bool
cr_table_is_year(const char *s, size_t n)
{
	return n == 4 && strspn(s, "0123456789") == n &&
	    (strncmp(s, "19", 2) == 0 || strncmp(s, "20", 2) == 0);
}

/* A year ends with December, unless its last day is given. */
static bool
put_year(const char *s, size_t n, struct cr_date *to)
{
	char last[CR_DATE_SIZE];

	if (!cr_table_is_year(s, n))
		return false;
	memcpy(last, s, n);
	memcpy(last + n, "-12-31", sizeof("-12-31"));
	return cr_date_parse(last, CR_DATE_SIZE - 1, CR_DATE_ISO, to);
}

static bool
is_among(const char *s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (cr_strcaseeq(s, *words))
			return true;
	return false;
}

static bool
put_flag(struct table *t, const struct bound *b, const char *s,
    enum cr_flag *to)
{
	static const char *const yes[] = { "S", "SI", "S\xc3\xac", "Y", "YES",
	    "1", "X", "V", "VERO", "TRUE", NULL };
	static const char *const no[] = { "N", "NO", "0", "F", "FALSO",
	    "FALSE", NULL };

	if (is_among(s, yes))
		*to = CR_FLAG_YES;
	else if (is_among(s, no))
		*to = CR_FLAG_NO;
	else if (*s != '\0')
		return wrong(t, "%s \"%s\" is neither yes nor no", label(b),
		    s);
	return true;
}

/* "2", "02", "2/3": the instalment's number. */
static bool
put_number(struct table *t, const struct bound *b, const char *s, size_t n,
    int32_t *to)
{
	size_t digits = strspn(s, "0123456789");
	int64_t v = 0;

	if (n == 0)
		return true;
	if (digits > 9 || !cr_parse_int(s, digits, &v) ||
	    (digits < n && s[digits] != '/' && s[digits] != ' '))
		return wrong(t, "%s \"%s\" is no number", label(b), s);
	*to = (int32_t)v;
	return true;
}

static bool
put_roles(struct table *t, const struct bound *b, char *s, struct work *w,
    struct cr_text_list *to)
{
	char *save = NULL, *p;

	*to = (struct cr_text_list){ NULL, 0 };
	for (p = strtok_r(s, " ,", &save); p; p = strtok_r(NULL, " ,", &save)) {
		if (to->n == WORK_ROLES)
			return wrong(t, "%s are more than %d", label(b),
			    WORK_ROLES);
		w->role[to->n++] = p;
		to->v = w->role;
	}
	return true;
}

/* ="1/25": how a spreadsheet is kept from taking a code for a date. */
static char *
unguard(char *s, size_t *n)
{
	if (*n < 3 || s[0] != '=' || s[1] != '"' || s[*n - 1] != '"')
		return s;
	s[*n - 1] = '\0';
	*n -= 3;
	return s + 2;
}

static bool
put_text(struct table *t, const struct bound *b, char *s, size_t n,
    struct work *w, const char **to)
{
	s = unguard(s, &n);
	if (b->tidy != TIDY_NONE && cr_table_is_scientific(s, n))
		return wrong(t, "%s \"%s\" was cut by a spreadsheet", label(b),
		    s);
	if (b->tidy == TIDY_ID) {
		char *id = cr_arena_alloc(&t->row, n + 1);

		if (cr_code_normalise(s, id, n + 1)) {
			s = id;
			n = strlen(s);
		}
	}
	if (!is_plain(s, n))
		n = strlen(cr_collapse(s));
	if (n > 0)
		*to = cr_table_tidy(w, b, s, n);
	return true;
}

bool
cr_table_value(struct table *t, const struct bound *b, const struct cr_row *row,
    struct work *w)
{
	char *at = (char *)w + b->offset, *s;
	struct cr_opt_money money;
	enum cr_cell_kind kind;
	size_t n;

	s = cr_table_text(t, b, row, &n, &kind);
	if (kind == CR_CELL_BAD)
		return wrong(t, "%s %s", label(b), s);
	switch (b->w->key->kind) {
	case CANON_TEXT:
		return put_text(t, b, s, n, w, (const char **)(void *)at);
	case CANON_DATE:
		return n == 0 || (b->tidy == TIDY_YEAR && put_year(s, n,
		    (struct cr_date *)(void *)at)) || put_date(t, b, s, n,
		    kind, (struct cr_date *)(void *)at);
	case CANON_OPT_CENTS:
		if (is_sum(b))
			return put_sum(t, b, row,
			    (struct cr_opt_money *)(void *)at);
		return put_money(t, b, s, n, kind,
		    (struct cr_opt_money *)(void *)at);
	case CANON_BP:
		return cr_table_share(b, s, n, kind == CR_CELL_NUMBER ? '.' :
		    t->m->money.mark, (int32_t *)(void *)at) ||
		    wrong(t, "%s \"%s\" is no share of a hundred", label(b),
		    s);
	case CANON_CENTS:
		if (!put_money(t, b, s, n, kind, &money))
			return false;
		w->has_amount = money.set;
		if (money.set)
			*(struct cr_money *)(void *)at = money.v;
		return true;
	case CANON_NUMBER:
		return put_number(t, b, s, n, (int32_t *)(void *)at);
	case CANON_FLAG:
		return put_flag(t, b, s, (enum cr_flag *)(void *)at);
	case CANON_TEXTS:
		return put_roles(t, b, s, w,
		    (struct cr_text_list *)(void *)at);
	default:
		return wrong(t, "%s cannot be in a table", label(b));
	}
}
