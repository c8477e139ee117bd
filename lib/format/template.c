#include "cr/template.h"

#include <stdint.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "escape.h"
#include "template_values.h"

#define WIDTH_MAX 200

enum op_kind { OP_TEXT, OP_VALUE, OP_PART, OP_SECTION, OP_UNLESS, OP_END };

struct op {
	enum op_kind kind;
	const char *s;		/* OP_TEXT */
	size_t n;
	size_t up;		/* how many tables up the word is */
	size_t word;
	int width;		/* negative: filled up on the left */
	size_t end;		/* OP_SECTION, OP_UNLESS: behind its end */
};

struct cr_template {
	enum cr_template_form form;
	struct op *ops;
	size_t n, cap;
};

/* Where the parser is. */
struct parser {
	struct cr *cr;
	const char *name;
	const char *s, *end;	/* what is left */
	const char *start;	/* of the whole text */
	int line;
	struct cr_template *t;
	/* open sections, and the tables of words in view */
	size_t open[CR_TEMPLATE_MAX_DEPTH];
	size_t depth;
	const struct cr_template_word *words[CR_TEMPLATE_MAX_DEPTH + 1];
	size_t tables;
	bool pushed[CR_TEMPLATE_MAX_DEPTH];
};

static int __attribute__((format(printf, 2, 3)))
wrong(struct parser *p, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), _(fmt), ap);
	va_end(ap);
	return cr_fail(p->cr, CR_EUSAGE, "%s:%d: %s", p->name, p->line, text);
}

static struct op *
add_op(struct parser *p, enum op_kind kind)
{
	struct cr_template *t = p->t;

	cr_grow(&t->ops, t->n, &t->cap, sizeof(*t->ops));
	t->ops[t->n] = (struct op){ .kind = kind };
	return &t->ops[t->n++];
}

static void
add_text(struct parser *p, const char *s, const char *end)
{
	struct op *o;

	if (end <= s)
		return;
	o = add_op(p, OP_TEXT);
	o->s = s;
	o->n = (size_t)(end - s);
	for (; s < end; s++)
		p->line += *s == '\n';
}

/* Find the word NAME of N bytes in the tables in view, innermost first. */
static int
find_word(struct parser *p, const char *name, size_t n, struct op *o,
    const struct cr_template_word **word)
{
	const struct cr_template_word *w;
	size_t up;

	for (up = 0; up < p->tables; up++)
		for (w = p->words[p->tables - 1 - up]; w->name != NULL; w++)
			if (*w->name != '>' && strlen(w->name) == n &&
			    memcmp(w->name, name, n) == 0) {
				o->up = up;
				o->word = (size_t)(w -
				    p->words[p->tables - 1 - up]);
				*word = w;
				return CR_OK;
			}
	return wrong(p, "there is no value \"%.*s\"", (int)n, name);
}

/* "|<20" or "|>12" behind a name. */
static int
parse_width(struct parser *p, const char *s, size_t n, int *width)
{
	int64_t v;

	if (n < 2 || (*s != '<' && *s != '>') ||
	    !cr_parse_int(s + 1, n - 1, &v) || v < 1 || v > WIDTH_MAX)
		return wrong(p, "\"%.*s\" is no width (<20 or >12)", (int)n,
		    s);
	*width = *s == '<' ? (int)v : -(int)v;
	return CR_OK;
}

/* "{{> name}}": a part of the document, that its reader puts there. */
static int
parse_part(struct parser *p, const char *s, size_t n)
{
	const struct cr_template_word *w;

	for (; n > 0 && *s == ' '; n--)
		s++;
	for (w = p->words[0]; w->name != NULL; w++)
		if (w->name[0] == '>' && strlen(w->name + 1) == n &&
		    memcmp(w->name + 1, s, n) == 0)
			break;
	if (w->name == NULL)
		return wrong(p, "there is no part \"%.*s\"", (int)n, s);
	add_op(p, OP_PART)->word = (size_t)(w - p->words[0]);
	return CR_OK;
}

static int
parse_value(struct parser *p, const char *s, size_t n)
{
	const char *bar = memchr(s, '|', n);
	const struct cr_template_word *w;
	struct op o = { .kind = OP_VALUE };
	int err;

	if ((err = find_word(p, s, bar ? (size_t)(bar - s) : n, &o, &w)) !=
	    CR_OK)
		return err;
	if (w->rows != NULL)
		return wrong(p, "\"%s\" is a list: {{#%s}}", w->name, w->name);
	if (bar != NULL && (err = parse_width(p, bar + 1, n - 1 -
	    (size_t)(bar - s), &o.width)) != CR_OK)
		return err;
	*add_op(p, OP_VALUE) = o;
	return CR_OK;
}

static int
open_section(struct parser *p, enum op_kind kind, const char *s, size_t n)
{
	const struct cr_template_word *w;
	struct op o = { .kind = kind };
	int err;

	if (p->depth == CR_TEMPLATE_MAX_DEPTH)
		return wrong(p, "sections are nested too deep");
	if ((err = find_word(p, s, n, &o, &w)) != CR_OK)
		return err;
	p->pushed[p->depth] = kind == OP_SECTION && w->rows != NULL;
	if (p->pushed[p->depth])
		p->words[p->tables++] = w->rows;
	p->open[p->depth++] = p->t->n;
	*add_op(p, kind) = o;
	return CR_OK;
}

static int
close_section(struct parser *p, const char *s, size_t n)
{
	const struct cr_template_word *w;
	struct op *o, here;
	int err;

	if (p->depth == 0)
		return wrong(p, "{{/%.*s}} ends nothing", (int)n, s);
	if (p->pushed[--p->depth])
		p->tables--;
	o = &p->t->ops[p->open[p->depth]];
	if ((err = find_word(p, s, n, &here, &w)) != CR_OK)
		return err;
	if (here.word != o->word || here.up != o->up)
		return wrong(p, "{{/%.*s}} does not end the section before",
		    (int)n, s);
	add_op(p, OP_END);
	p->t->ops[p->open[p->depth]].end = p->t->n;
	return CR_OK;
}

/*
 * Does the tag from OPEN to CLOSE stand alone on its line? Then *FROM and
 * *TO are the line with its end.
 */
static bool
stands_alone(const struct parser *p, const char *open, const char *close,
    const char **from, const char **to)
{
	const char *a = open, *b = close;

	while (a > p->start && (a[-1] == ' ' || a[-1] == '\t'))
		a--;
	while (b < p->end && (*b == ' ' || *b == '\t' || *b == '\r'))
		b++;
	if ((a > p->start && a[-1] != '\n') || (b < p->end && *b != '\n'))
		return false;
	*from = a;
	*to = b < p->end ? b + 1 : b;
	return true;
}

/* The tag of N bytes at S, without its braces and blanks. */
static int
parse_tag(struct parser *p, const char *s, size_t n)
{
	switch (n > 0 ? *s : '\0') {
	case '#':
		return open_section(p, OP_SECTION, s + 1, n - 1);
	case '^':
		return open_section(p, OP_UNLESS, s + 1, n - 1);
	case '/':
		return close_section(p, s + 1, n - 1);
	case '>':
		return parse_part(p, s + 1, n - 1);
	case '!':
		return CR_OK;
	default:
		return parse_value(p, s, n);
	}
}

/* The first of WHAT (two bytes) from S to END, or NULL. */
static const char *
find_pair(const char *s, const char *end, const char *what)
{
	for (; s + 1 < end; s++)
		if (s[0] == what[0] && s[1] == what[1])
			return s;
	return NULL;
}

/* The text up to the next tag, and that tag. */
static int
parse_piece(struct parser *p)
{
	const char *open = find_pair(p->s, p->end, "{{"), *close, *from, *to;
	const char *s;
	size_t n;
	int err;

	if (open == NULL) {
		add_text(p, p->s, p->end);
		p->s = p->end;
		return CR_OK;
	}
	if ((close = find_pair(open + 2, p->end, "}}")) == NULL)
		return wrong(p, "{{ is not closed");
	from = open;
	to = close + 2;
	s = open + 2;
	if (strchr("#^/!>", *s) != NULL &&
	    !stands_alone(p, open, close + 2, &from, &to) && *s == '>' &&
	    p->t->form == CR_TEMPLATE_TEXT)
		return wrong(p, "a part stands alone on its line");
	if (from < p->s)
		from = p->s;
	add_text(p, p->s, from);
	for (n = (size_t)(close - s); n > 0 && s[n - 1] == ' '; n--)
		;
	err = parse_tag(p, s, n);
	for (s = from; s < to; s++)
		p->line += *s == '\n';
	p->s = to;
	return err;
}

/* No control characters: the marks of parts are such. */
static bool
is_text(const char *s, size_t n)
{
	for (; n > 0; n--, s++)
		if ((unsigned char)*s < ' ' && *s != '\n' && *s != '\t' &&
		    *s != '\r')
			return false;
	return true;
}

int
cr_template_parse(struct cr *cr, const char *name, int line,
    const char *text, size_t n, enum cr_template_form form,
    const struct cr_template_word *words, struct cr_template **out)
{
	struct parser p = { .cr = cr, .name = name, .s = text,
	    .start = text, .end = text + n, .line = line };
	int err = CR_OK;

	*out = NULL;
	if (n > CR_TEMPLATE_MAX_BYTES)
		return cr_fail(cr, CR_ELIMIT, "%s: is longer than %zu bytes",
		    name, CR_TEMPLATE_MAX_BYTES);
	if (!cr_is_utf8(text, n) || !is_text(text, n))
		return cr_fail(cr, CR_EUSAGE, "%s: is no UTF-8 text", name);
	p.t = cr_calloc(1, sizeof(*p.t));
	p.t->form = form;
	p.words[p.tables++] = words;
	while (err == CR_OK && p.s < p.end)
		err = parse_piece(&p);
	if (err == CR_OK && p.depth > 0)
		err = wrong(&p, "a section does not end");
	if (err != CR_OK) {
		cr_template_free(p.t);
		return err;
	}
	*out = p.t;
	return CR_OK;
}

void
cr_template_free(struct cr_template *t)
{
	if (t == NULL)
		return;
	free(t->ops);
	free(t);
}

static int
characters(const char *s)
{
	int n;

	for (n = 0; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static void
blanks(struct cr_buf *out, int n)
{
	while (n-- > 0)
		cr_buf_addc(out, ' ');
}

static void
fill_value(const struct op *o, const char *text, enum cr_template_form form,
    struct cr_buf *out)
{
	int have;

	if (text == NULL)
		text = "";
	have = o->width != 0 ? characters(text) : 0;
	blanks(out, -o->width - have);
	cr_escape(out, text, form);
	blanks(out, o->width - have);
}

/* The values in view: those of a row and of all around it. */
struct view {
	const struct cr_values *v[CR_TEMPLATE_MAX_DEPTH + 1];
	size_t n;
};

/* Of a part only the mark, in a line, which no value and no text can hold. */
static void
fill_part(const struct op *o, struct cr_buf *out)
{
	cr_buf_addc(out, '\n');
	cr_buf_addc(out, CR_TEMPLATE_PART);
	cr_buf_addc(out, (char)(CR_TEMPLATE_PART_FIRST + (int)o->word));
	cr_buf_addc(out, '\n');
}

/* Fill the operations from I to END; recursion is bounded by the parser. */
static void
fill(const struct cr_template *t, struct view *view, size_t i, size_t end,
    struct cr_buf *out)
{
	const struct op *o;
	const struct value *v;
	const struct cr_values *row;

	for (; i < end && !out->full; i++) {
		o = &t->ops[i];
		v = o->kind == OP_TEXT || o->kind == OP_END ||
		    o->kind == OP_PART ? NULL :
		    &view->v[view->n - 1 - o->up]->v[o->word];
		if (o->kind == OP_TEXT)
			cr_buf_add(out, o->s, o->n);
		else if (o->kind == OP_PART)
			fill_part(o, out);
		else if (o->kind == OP_VALUE)
			fill_value(o, v->text, t->form, out);
		if (o->kind != OP_SECTION && o->kind != OP_UNLESS)
			continue;
		if ((v->text != NULL && o->kind == OP_SECTION) ||
		    (v->text == NULL && v->first == NULL &&
		    o->kind == OP_UNLESS))
			fill(t, view, i + 1, o->end, out);
		for (row = o->kind == OP_SECTION ? v->first : NULL;
		    row != NULL; row = row->next) {
			view->v[view->n++] = row;
			fill(t, view, i + 1, o->end, out);
			view->n--;
		}
		i = o->end - 1;
	}
}

int
cr_template_fill(struct cr *cr, const struct cr_template *t,
    const struct cr_values *v, struct cr_buf *out)
{
	struct view view = { .v = { v }, .n = 1 };

	fill(t, &view, 0, t->n, out);
	return out->full ? cr_fail(cr, CR_ELIMIT, "the text is longer than "
	    "%zu bytes", out->max) : CR_OK;
}
