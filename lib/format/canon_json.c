#include "cr/canon.h"

#include <string.h>

#include "canon_keys.h"
#include "cr/buf.h"
#include "cr/str.h"

/* Control characters, and DEL so that a terminal never sees one. */
static bool
needs_escape(char c)
{
	return (unsigned char)c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

static void
add_escape(struct cr_buf *b, char c)
{
	static const char plain[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
	const char *p = c != '\0' ? strchr(plain, c) : NULL;

	if (p != NULL)
		cr_buf_addf(b, "\\%c", letter[p - plain]);
	else
		cr_buf_addf(b, "\\u%04x", (unsigned char)c);
}

/* The name of a file may be any bytes; what is not UTF-8 is replaced. */
static void
add_damaged(struct cr_buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			cr_buf_adds(b, "\\ufffd");
		else if (needs_escape(*s))
			add_escape(b, *s);
		else
			cr_buf_addc(b, *s);
}

/* A string that holds something to escape. */
static void
add_escaped(struct cr_buf *b, const char *s)
{
	const char *from;

	cr_buf_addc(b, '"');
	if (!cr_is_utf8(s, strlen(s))) {
		add_damaged(b, s);
		s = "";
	}
	while (*s != '\0') {
		for (from = s; *s != '\0' && !needs_escape(*s); s++)
			continue;
		cr_buf_add(b, from, (size_t)(s - from));
		if (*s != '\0')
			add_escape(b, *s++);
	}
	cr_buf_addc(b, '"');
}

/* The name of K, all of its bytes at once: how many count is returned. */
static size_t
put_key(char *to, const struct canon_key *k, bool first)
{
	memcpy(to, k->json + first, sizeof(k->json) - 1);
	return k->njson - first;
}

static void
add_key(struct cr_buf *b, const struct canon_key *k, bool first)
{
	char *to = cr_buf_room(b, sizeof(k->json));

	if (to == NULL)
		return;
	b->len += put_key(to, k, first);
	b->s[b->len] = '\0';
}

/* Put the string S at TO, which is at the end of B and has room for it. */
static void
put_string(struct cr_buf *b, char *to, const char *s, size_t n)
{
	*to = '"';
	if (cr_copy_plain(to + 1, s, n)) {
		memcpy(to + 1 + n, "\"", 2);
		b->len = (size_t)(to + n + 2 - b->s);
	} else {
		b->len = (size_t)(to - b->s);
		add_escaped(b, s);
	}
}

static void
add_string(struct cr_buf *b, const char *s)
{
	size_t n = strlen(s);
	char *to = cr_buf_room(b, n + 2);

	if (to != NULL)
		put_string(b, to, s, n);
}

static void
add_pair(struct cr_buf *b, const struct canon_key *k, bool first,
    const char *s)
{
	size_t n = strlen(s);
	char *to = cr_buf_room(b, sizeof(k->json) + n + 2);

	if (to != NULL)
		put_string(b, to + put_key(to, k, first), s, n);
}

static void
add_texts(struct cr_buf *b, const struct cr_text_list *l)
{
	size_t i;

	cr_buf_addc(b, '[');
	for (i = 0; i < l->n; i++) {
		if (i > 0)
			cr_buf_addc(b, ',');
		add_string(b, l->v[i]);
	}
	cr_buf_addc(b, ']');
}

static bool
is_absent(const struct canon_key *k, const char *at)
{
	switch (k->kind) {
	case CANON_TEXT:
		return *(const char *const *)at == NULL;
	case CANON_TEXTS:
		return ((const struct cr_text_list *)at)->v == NULL;
	case CANON_DATE:
		return !cr_date_is_set(*(const struct cr_date *)at);
	case CANON_OPT_CENTS:
		return !((const struct cr_opt_money *)at)->set;
	case CANON_NUMBER:
		return *(const int32_t *)at == 0;
	case CANON_DAYS:
	case CANON_BP:
		return *(const int32_t *)at < 0;
	case CANON_FLAG:
		return *(const enum cr_flag *)at == CR_FLAG_UNKNOWN;
	case CANON_BOOL:
		return !*(const bool *)at;
	default:
		return false;
	}
}

static void add_keys(struct cr_buf *b, const struct canon_shape *shape,
    const char *p, bool first);

static void
add_list(struct cr_buf *b, const struct canon_key *k, const char *p)
{
	const char *v = *(const char *const *)(p + k->offset);
	size_t i, n = *(const size_t *)(p + k->count);

	cr_buf_addc(b, '[');
	for (i = 0; i < n; i++, v += k->shape->size) {
		cr_buf_adds(b, i > 0 ? ",{" : "{");
		add_keys(b, k->shape, v, true);
		cr_buf_addc(b, '}');
	}
	cr_buf_addc(b, ']');
}

static void
add_date(struct cr_buf *b, struct cr_date d)
{
	char iso[CR_DATE_SIZE + 2] = "\"";

	cr_date_iso(d, iso + 1);
	memcpy(iso + CR_DATE_SIZE, "\"", 2);
	cr_buf_add(b, iso, CR_DATE_SIZE + 1);
}

/* The value of K, which is not absent, in the structure at P. */
static void
add_value(struct cr_buf *b, const struct canon_key *k, const char *p)
{
	const char *at = p + k->offset;

	switch (k->kind) {
	case CANON_TEXT:
		add_string(b, *(const char *const *)at);
		break;
	case CANON_TEXTS:
		add_texts(b, (const struct cr_text_list *)at);
		break;
	case CANON_DATE:
		add_date(b, *(const struct cr_date *)at);
		break;
	case CANON_CENTS:
		cr_buf_addi(b, ((const struct cr_money *)at)->cents);
		break;
	case CANON_OPT_CENTS:
		cr_buf_addi(b, ((const struct cr_opt_money *)at)->v.cents);
		break;
	case CANON_NUMBER:
	case CANON_COUNT:
	case CANON_DAYS:
	case CANON_BP:
		cr_buf_addi(b, *(const int32_t *)at);
		break;
	case CANON_FLAG:
		cr_buf_adds(b, *(const enum cr_flag *)at == CR_FLAG_YES ?
		    "true" : "false");
		break;
	case CANON_BOOL:
		cr_buf_adds(b, "true");
		break;
	case CANON_OBJECT:
		cr_buf_addc(b, '{');
		add_keys(b, k->shape, at, true);
		cr_buf_addc(b, '}');
		break;
	case CANON_LIST:
		add_list(b, k, p);
		break;
	}
}

static void
add_keys(struct cr_buf *b, const struct canon_shape *shape, const char *p,
    bool first)
{
	const struct canon_key *k, *end = shape->keys + shape->nkeys;
	const char *text;

	for (k = shape->keys; k < end; k++) {
		if (k->kind == CANON_TEXT) {	/* most of them are */
			text = *(const char *const *)(p + k->offset);
			if (text == NULL)
				continue;
			add_pair(b, k, first, text);
		} else {
			if (is_absent(k, p + k->offset))
				continue;
			add_key(b, k, first);
			add_value(b, k, p);
		}
		first = false;
	}
}

void
cr_record_to_json(struct cr_buf *b, const struct cr_record *r)
{
	const struct canon_shape *shape = &cr_canon_shapes[r->type];

	cr_buf_adds(b, "{\"record\":\"");
	cr_buf_adds(b, cr_record_word(r->type));
	cr_buf_addc(b, '"');
	if (shape->file && r->file != NULL) {
		cr_buf_adds(b, ",\"file\":");
		add_string(b, r->file);
	}
	add_keys(b, shape, (const char *)&r->u, false);
	cr_buf_adds(b, "}\n");
}
