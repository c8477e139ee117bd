#include "mime_read.h"

#include <string.h>

#include "cr/base64.h"
#include "cr/str.h"

#define NAME_MAX_BYTES 76	/* of a header */
#define PIECES_MAX 100		/* of a parameter, RFC 2231 3 */

bool
cr_mime_take_line(struct cr_slice *from, struct cr_slice *line)
{
	const char *end;

	if (from->n == 0)
		return false;
	end = memchr(from->p, '\n', from->n);
	line->p = from->p;
	line->n = end != NULL ? (size_t)(end + 1 - from->p) : from->n;
	from->p += line->n;
	from->n -= line->n;
	return true;
}

char *
cr_mime_lower(struct cr_arena *a, const char *p, size_t n)
{
	char *s = cr_arena_strndup(a, p, n);
	size_t i;

	for (i = 0; i < n; i++)
		s[i] = cr_lower(s[i]);
	return s;
}

/* How long the name is that LINE begins with; 0: it is no header. */
static size_t
name_length(struct cr_slice line)
{
	size_t n = 0;

	while (n < line.n && n < NAME_MAX_BYTES && line.p[n] > ' ' &&
	    line.p[n] != ':' && line.p[n] != 0x7f)
		n++;
	if (n == line.n || n == NAME_MAX_BYTES || line.p[n] != ':')
		return 0;
	return n;
}

static bool
is_blank(struct cr_slice line)
{
	return line.p[0] == '\n' || (line.n > 1 && line.p[0] == '\r' &&
	    line.p[1] == '\n') || (line.n == 1 && line.p[0] == '\r');
}

static bool
is_folded(struct cr_slice s)
{
	return s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t');
}

static struct cr_slice
trimmed(struct cr_slice s)
{
	while (s.n > 0 && cr_is_space(*s.p)) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && cr_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

void
cr_mime_take_fields(struct cr_mime_part *m, struct cr_arena *a,
    struct cr_slice *from)
{
	struct cr_mime_field **end = &m->fields, *f;
	struct cr_slice line, more, left = *from;
	size_t n, count = 0;

	while (cr_mime_take_line(&left, &line)) {
		if (is_blank(line)) {
			*from = left;
			return;
		}
		if ((n = name_length(line)) == 0)
			return;
		while (is_folded(left) && cr_mime_take_line(&left, &more))
			line.n += more.n;
		*from = left;
		if (count++ == CR_MIME_MAX_FIELDS)
			continue;
		f = *end = cr_arena_alloc(a, sizeof(*f));
		end = &f->next;
		f->name = cr_mime_lower(a, line.p, n);
		f->value = trimmed((struct cr_slice){ line.p + n + 1,
		    line.n - n - 1 });
		if (f->value.n > CR_MIME_MAX_VALUE)
			f->value.n = CR_MIME_MAX_VALUE;
	}
}

const struct cr_mime_field *
cr_mime_field(const struct cr_mime_part *m, const char *name)
{
	const struct cr_mime_field *f;

	for (f = m->fields; f != NULL; f = f->next)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

/* "Q" of RFC 2047 4.2 */
static void
decode_q(const char *p, size_t n, struct cr_buf *b)
{
	static const char digits[] = "0123456789abcdef";
	const char *hi, *lo;
	size_t i;

	for (i = 0; i < n; i++) {
		if (p[i] == '=' && i + 2 < n &&
		    (hi = strchr(digits, cr_lower(p[i + 1]))) != NULL &&
		    (lo = strchr(digits, cr_lower(p[i + 2]))) != NULL &&
		    *hi != '\0' && *lo != '\0') {
			cr_buf_addc(b, (char)((hi - digits) * 16 +
			    (lo - digits)));
			i += 2;
		} else {
			cr_buf_addc(b, p[i] == '_' ? ' ' : p[i]);
		}
	}
}

static void
decode_b(const char *p, size_t n, struct cr_buf *b)
{
	struct cr_base64 d;
	char *to = cr_buf_room(b, n + 1);

	cr_base64_init(&d);
	if (to == NULL)
		return;
	b->len += cr_base64_feed(&d, p, n, (unsigned char *)to);
	b->s[b->len] = '\0';
}

/*
 * The encoded word at P, "=?utf-8?Q?Perch=C3=A9?=", to B; its length, or 0
 * when there is none.
 */
static size_t
encoded_word(struct cr_arena *a, const char *p, size_t n, struct cr_buf *b)
{
	const char *charset, *text, *end = p + n, *star;
	struct cr_buf raw;
	char how;

	if (n < 8 || p[0] != '=' || p[1] != '?')
		return 0;
	charset = p + 2;
	if ((p = memchr(charset, '?', (size_t)(end - charset))) == NULL ||
	    end - p < 5 || p[2] != '?')
		return 0;
	how = cr_lower(p[1]);
	star = memchr(charset, '*', (size_t)(p - charset));
	charset = cr_mime_lower(a, charset, (size_t)((star ? star : p) -
	    charset));
	text = p + 3;
	for (p = text; p + 1 < end && !(p[0] == '?' && p[1] == '='); p++)
		if (*p == '?' || cr_is_space(*p))
			return 0;
	if (p + 1 >= end || (how != 'q' && how != 'b'))
		return 0;
	cr_buf_init_max(&raw, CR_MIME_MAX_VALUE);
	if (how == 'q')
		decode_q(text, (size_t)(p - text), &raw);
	else
		decode_b(text, (size_t)(p - text), &raw);
	cr_mime_utf8(b, charset, raw.s, raw.len);
	cr_buf_release(&raw);
	return (size_t)(p + 2 - (end - n));
}

/* A run of white space is one blank; it is none between encoded words. */
static void
decode_value(struct cr_arena *a, struct cr_slice v, struct cr_buf *b)
{
	struct cr_buf word;
	size_t i = 0, n, space = 0, from = 0;
	bool was_word = false;

	cr_buf_init_max(&word, CR_MIME_MAX_VALUE);
	while (i < v.n) {
		for (space = i; i < v.n && cr_is_space(v.p[i]); i++)
			continue;
		space = i - space;
		cr_buf_clear(&word);
		n = encoded_word(a, v.p + i, v.n - i, &word);
		if (space > 0 && b->len > from && !(was_word && n > 0))
			cr_buf_addc(b, ' ');
		if ((was_word = n > 0)) {
			cr_buf_add(b, word.s, word.len);
			i += n;
			continue;
		}
		for (n = 0; i + n < v.n && !cr_is_space(v.p[i + n]) &&
		    (n == 0 || v.p[i + n] != '=' || i + n + 1 >= v.n ||
		    v.p[i + n + 1] != '?'); n++)
			continue;
		cr_mime_utf8(b, NULL, v.p + i, n);
		i += n;
	}
	cr_buf_release(&word);
}

/* Control characters are no text of a header. */
static char *
clean(char *s)
{
	char *p;

	for (p = s; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	return s;
}

const char *
cr_mime_get(const struct cr_mime_part *m, struct cr_arena *a,
    const char *name)
{
	const struct cr_mime_field *f = cr_mime_field(m, name);
	struct cr_buf b;
	const char *s;

	if (f == NULL)
		return NULL;
	cr_buf_init_max(&b, CR_MIME_MAX_VALUE);
	decode_value(a, f->value, &b);
	s = clean(cr_arena_strndup(a, b.s, b.len));
	cr_buf_release(&b);
	return s;
}

/* A value, quoted or not, to B. */
static void
take_value(struct cr_slice *s, struct cr_buf *b)
{
	bool quoted = s->n > 0 && *s->p == '"';

	if (quoted) {
		s->p++;
		s->n--;
	}
	for (; s->n > 0; s->p++, s->n--) {
		if (quoted ? *s->p == '"' : *s->p == ';')
			break;
		if (quoted && *s->p == '\\' && s->n > 1) {
			s->p++;
			s->n--;
		}
		if (*s->p != '\r' && *s->p != '\n' &&
		    (quoted || !cr_is_space(*s->p)))
			cr_buf_addc(b, *s->p);
	}
	while (s->n > 0 && *s->p != ';') {
		s->p++;
		s->n--;
	}
}

/* "name", "name*", "name*0", "name*0*": which piece of NAME it is. */
static bool
is_parameter(struct cr_slice s, const char *name, int *piece, bool *encoded)
{
	size_t n = strlen(name), i;

	*piece = 0;
	*encoded = false;
	s = trimmed(s);
	if (s.n < n)
		return false;
	for (i = 0; i < n; i++)
		if (cr_lower(s.p[i]) != name[i])
			return false;
	if (i < s.n && s.p[i] != '*')
		return false;
	if (s.n > n && s.p[s.n - 1] == '*') {
		*encoded = true;
		s.n--;
	}
	for (i = n + 1; i < s.n; i++) {
		if (!cr_is_digit(s.p[i]) || *piece > PIECES_MAX)
			return false;
		*piece = *piece * 10 + (s.p[i] - '0');
	}
	return true;
}

/* "utf-8'it'Perch%C3%A9" to B in bytes; the charset of the first piece. */
static void
percent(struct cr_arena *a, const char *p, bool first, const char **charset,
    struct cr_buf *b)
{
	static const char digits[] = "0123456789abcdef";
	const char *end = first ? strchr(p, '\'') : NULL, *hi, *lo;

	if (end != NULL) {
		*charset = cr_mime_lower(a, p, (size_t)(end - p));
		p = strchr(end + 1, '\'');
		p = p != NULL ? p + 1 : end + 1;
	}
	for (; *p != '\0'; p++) {
		if (*p == '%' && p[1] != '\0' && p[2] != '\0' &&
		    (hi = strchr(digits, cr_lower(p[1]))) != NULL &&
		    (lo = strchr(digits, cr_lower(p[2]))) != NULL) {
			cr_buf_addc(b, (char)((hi - digits) * 16 +
			    (lo - digits)));
			p += 2;
		} else {
			cr_buf_addc(b, *p);
		}
	}
}

/* The parameters of V; the pieces of NAME, in order, to B. */
static bool
find_parameter(struct cr_arena *a, struct cr_slice v, const char *name,
    const char **charset, struct cr_buf *b)
{
	struct cr_buf value;
	struct cr_slice key;
	const char *semi;
	int piece, next = 0;
	bool encoded, mine;

	cr_buf_init_max(&value, CR_MIME_MAX_VALUE);
	while ((semi = memchr(v.p, ';', v.n)) != NULL) {
		v.n -= (size_t)(semi + 1 - v.p);
		v.p = semi + 1;
		key.p = v.p;
		while (v.n > 0 && *v.p != '=' && *v.p != ';') {
			v.p++;
			v.n--;
		}
		key.n = (size_t)(v.p - key.p);
		if (v.n == 0 || *v.p == ';')
			continue;
		do {
			v.p++;
			v.n--;
		} while (v.n > 0 && cr_is_space(*v.p));
		cr_buf_clear(&value);
		take_value(&v, &value);
		mine = is_parameter(key, name, &piece, &encoded);
		if (!mine || piece != next)
			continue;
		next++;
		if (encoded)
			percent(a, value.s, piece == 0, charset, b);
		else
			cr_buf_add(b, value.s, value.len);
	}
	cr_buf_release(&value);
	return next > 0;
}

const char *
cr_mime_parameter(const struct cr_mime_part *m, struct cr_arena *a,
    const char *header, const char *name)
{
	const struct cr_mime_field *f = cr_mime_field(m, header);
	const char *charset = NULL, *s = NULL;
	struct cr_buf raw, text;

	if (f == NULL)
		return NULL;
	cr_buf_init_max(&raw, CR_MIME_MAX_VALUE);
	cr_buf_init_max(&text, CR_MIME_MAX_VALUE);
	if (find_parameter(a, f->value, name, &charset, &raw)) {
		if (charset != NULL)
			cr_mime_utf8(&text, charset, raw.s, raw.len);
		else
			decode_value(a, (struct cr_slice){ raw.s, raw.len },
			    &text);
		s = clean(cr_arena_strndup(a, text.s, text.len));
	}
	cr_buf_release(&raw);
	cr_buf_release(&text);
	return s;
}

/* Comments and quoted names are passed over: "A (x) <a@b.it>". */
static size_t
mailbox_at(const char *s, size_t *n)
{
	const char *open = NULL, *p, *close;
	int depth = 0;
	bool quoted = false;

	for (p = s; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '"' && depth == 0)
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && depth > 0)
			depth--;
		else if (*p == '<' && depth == 0 && open == NULL)
			open = p + 1;
	}
	if (open != NULL && (close = strchr(open, '>')) != NULL) {
		*n = (size_t)(close - open);
		return (size_t)(open - s);
	}
	*n = strcspn(s, " \t(");
	return 0;
}

const char *
cr_mime_mailbox(const struct cr_mime_part *m, struct cr_arena *a,
    const char *name)
{
	const char *s = cr_mime_get(m, a, name), *found;
	size_t at, n;

	if (s == NULL)
		return NULL;
	at = mailbox_at(s, &n);
	found = cr_arena_strndup(a, s + at, n);
	if (strchr(found, '@') == NULL || strpbrk(found, " ,;<>\"") != NULL)
		return NULL;
	return found;
}
