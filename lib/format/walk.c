#include "walk.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"

struct walk *
cr_walk_new(const struct walk_format *f)
{
	struct walk *w = cr_calloc(1, sizeof(*w));
	const struct walk_step *s;
	size_t i;

	w->format = f;
	w->xml = cr_xml_new(f->names);
	w->next = cr_calloc((size_t)f->nplaces * (size_t)f->nnames, 1);
	w->at = cr_calloc((size_t)f->nfields, sizeof(*w->at));
	for (i = 0, s = f->steps; i < f->nsteps; i++, s++)
		w->next[s->from * f->nnames + s->name] = (uint8_t)(i + 1);
	cr_buf_init_max(&w->lasting, WALK_LASTING_MAX);
	cr_buf_init_max(&w->passing, WALK_PASSING_MAX);
	return w;
}

void
cr_walk_free(struct walk *w)
{
	if (w == NULL)
		return;
	cr_xml_free(w->xml);
	cr_buf_release(&w->lasting);
	cr_buf_release(&w->passing);
	free(w->next);
	free(w->at);
	free(w);
}

const char *
cr_walk_at(const struct walk *w, uint32_t at)
{
	return at != 0 ? w->passing.s + at - 1 : NULL;
}

const char *
cr_walk_get(const struct walk *w, int field)
{
	uint32_t at = w->at[field];

	if (field >= w->format->nlasting || at == 0)
		return cr_walk_at(w, at);
	return w->lasting.s + at - 1;
}

void
cr_walk_clear(struct walk *w, int from, int to)
{
	memset(w->at + from, 0, (size_t)(to - from) * sizeof(*w->at));
}

static struct cr_buf *
buffer(struct walk *w, int field)
{
	return field < w->format->nlasting ? &w->lasting : &w->passing;
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Trim the N bytes at S and make every run of white space one blank. */
static size_t
collapse(char *s, size_t n)
{
	char *p = s, *to, *end = s + n;
	uint64_t eight;

	/* most texts have no blanks, or single ones within */
	for (; end - p >= (ptrdiff_t)sizeof(eight); p += sizeof(eight)) {
		memcpy(&eight, p, sizeof(eight));
		if (((eight - EACH(0x21)) & ~eight & EACH(0x80)) != 0)
			break;
	}
	while (p < end && (!is_blank(*p) || (*p == ' ' && p > s &&
	    p + 1 < end && !is_blank(p[1]))))
		p++;
	for (to = p; p < end; p++)
		if (!is_blank(*p))
			*to++ = *p;
		else if (to > s && to[-1] != ' ')
			*to++ = ' ';
	if (to > s && to[-1] == ' ')
		to--;
	return (size_t)(to - s);
}

/*
 * The text from BEGIN on is one more of a field that has some: bring the old
 * text before it, with the separator in place of its NUL.
 */
static void
join(struct walk *w, struct cr_buf *b, int field, char separator)
{
	size_t old = w->at[field] - 1, len = strlen(b->s + old);
	size_t n = b->len - w->begin;

	if (old + len + 1 != w->begin) {
		if (cr_buf_room(b, len + 1) == NULL)
			return;
		memmove(b->s + w->begin + len + 1, b->s + w->begin, n);
		memcpy(b->s + w->begin, b->s + old, len + 1);
		old = w->begin;
		b->len += len + 1;
	}
	b->s[old + len] = separator;
	w->at[field] = (uint32_t)(old + 1);
	cr_buf_addc(b, '\0');
}

/* The text of the field is complete. */
static int
keep(struct walk *w)
{
	struct cr_buf *b = buffer(w, w->field);
	char separator = w->format->separators[w->field];
	size_t n;

	if (b->full)
		return cr_fail(w->cr, CR_ELIMIT, "has more than %zu bytes "
		    "in one record", b->max);
	n = collapse(b->s + w->begin, b->len - w->begin);
	b->len = w->begin + n;
	if (n == 0 || (w->at[w->field] != 0 && separator == 0)) {
		b->len = w->begin;
	} else if (w->at[w->field] != 0) {
		join(w, b, w->field, separator);
	} else {
		w->at[w->field] = (uint32_t)(w->begin + 1);
		cr_buf_addc(b, '\0');
	}
	return CR_OK;
}

/* The attribute of an amount stands before its text. */
static void
keep_currency(struct walk *w, struct cr_buf *b)
{
	const char *v;
	size_t n;
	int i, name;

	if (w->at[w->field + 1] != 0)
		return;
	for (i = 0; cr_xml_attr_at(w->xml, i, &name, &v, &n); i++) {
		if (name != w->format->currency || n == 0)
			continue;
		w->at[w->field + 1] = (uint32_t)(b->len + 1);
		cr_buf_add(b, v, n);
		cr_buf_addc(b, '\0');
		w->begin = b->len;
	}
}

static int
on_start(void *ctx, int name)
{
	struct walk *w = ctx;
	const struct walk_format *f = w->format;
	uint8_t from = w->place[w->depth++];
	uint8_t i = w->next[from * f->nnames + name];
	const struct walk_step *s;
	struct cr_buf *b;

	if (i == 0) {
		w->place[w->depth] = from == WALK_OUTER ? from : WALK_SKIP;
		return CR_OK;
	}
	s = &f->steps[i - 1];
	w->place[w->depth] = s->to >= f->passed ? WALK_OUTER : s->to;
	if (s->to != WALK_TEXT && s->to != f->mixed)
		return s->to >= f->watched ? f->enter(w->ctx, s->to) : CR_OK;
	w->field = s->field;
	b = buffer(w, s->field);
	w->begin = b->len;
	if (f->amounts[s->field])
		keep_currency(w, b);
	return CR_OK;
}

static int
on_text(void *ctx, const char *s, size_t n)
{
	struct walk *w = ctx;

	uint8_t place = w->place[w->depth];

	if (place == WALK_TEXT || place == w->format->mixed)
		cr_buf_add(buffer(w, w->field), s, n);
	return CR_OK;
}

static int
on_end(void *ctx, int name)
{
	struct walk *w = ctx;
	uint8_t place = w->place[w->depth--];

	(void)name;
	if (place == WALK_TEXT)
		return keep(w);
	if (place == w->format->mixed && w->at[w->field] == 0)
		return keep(w);
	return place >= w->format->watched ?
	    w->format->leave(w->ctx, place) : CR_OK;
}

int
cr_walk_read(struct cr *cr, struct walk *w, struct cr_input *in, void *ctx,
    int64_t *line)
{
	static const struct cr_xml_events events = {
		on_start, on_text, on_end
	};
	int err;

	w->cr = cr;
	w->ctx = ctx;
	w->depth = 0;
	w->place[0] = WALK_OUTER;
	cr_walk_clear(w, 0, w->format->nfields);
	cr_buf_clear(&w->lasting);
	cr_buf_clear(&w->passing);
	if ((err = cr_xml_check(cr, w->xml, in, WALK_CHECKED)) == CR_OK)
		err = cr_xml_input(cr, w->xml, in, &events, w);
	*line = err != CR_OK ? cr_xml_line(w->xml) : 0;
	return err;
}
