#include "conf_clean.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/str.h"

/* What is left of the text, and where it goes. */
struct clean {
	struct cr *cr;
	const char *name;
	const char *p, *end;
	struct cr_buf *to;
	int line;
	int depth, opened;	/* braces open, and the line of the first */
};

static void __attribute__((format(printf, 3, 4)))
complain(struct clean *c, int line, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), _(fmt), ap);
	va_end(ap);
	cr_fail(c->cr, CR_EUSAGE, "%s:%d: %s", c->name, line, text);
}

static void
blank(struct clean *c, size_t n)
{
	for (; n > 0; n--, c->p++) {
		if (*c->p == '\n')
			c->line++;
		cr_buf_addc(c->to, *c->p == '\n' ? '\n' : ' ');
	}
}

static bool
clean_block(struct clean *c)
{
	const char *p;
	int line = c->line;

	for (p = c->p + 2; c->end - p >= 2; p++)
		if (p[0] == '*' && p[1] == '/') {
			blank(c, (size_t)(p + 2 - c->p));
			return true;
		}
	complain(c, line, "the comment is not closed");
	return false;
}

static void
clean_line(struct clean *c)
{
	const char *nl = memchr(c->p, '\n', (size_t)(c->end - c->p));

	blank(c, (size_t)((nl ? nl : c->end) - c->p));
}

static bool
clean_string(struct clean *c)
{
	char quote = *c->p;
	const char *start = c->p++;
	int line = c->line;

	for (; c->p < c->end && *c->p != quote; c->p++) {
		if (*c->p == '\n') {
			complain(c, line, "the text is not closed on its line");
			return false;
		}
		if (*c->p != '\\' || quote == '\'')
			continue;
		if (c->end - c->p < 2 || strchr("\"\\nt", c->p[1]) == NULL) {
			complain(c, line, "\"\\%.*s\" is no escape; write \\\\ "
			    "for a backslash", c->end - c->p > 1, c->p + 1);
			return false;
		}
		c->p++;
	}
	if (c->p == c->end) {
		complain(c, line, "the text is not closed");
		return false;
	}
	c->p++;
	cr_buf_add(c->to, start, (size_t)(c->p - start));
	return true;
}

/* libconfuse takes the end of the file for the end of every section. */
static void
brace(struct clean *c)
{
	if (*c->p == '{' && c->depth++ == 0)
		c->opened = c->line;
	else if (*c->p == '}')
		c->depth--;
}

static bool
clean_text(struct clean *c)
{
	while (c->p < c->end) {
		if (*c->p == '#' || (*c->p == '/' && c->end - c->p > 1 &&
		    c->p[1] == '/')) {
			clean_line(c);
		} else if (*c->p == '/' && c->end - c->p > 1 &&
		    c->p[1] == '*') {
			if (!clean_block(c))
				return false;
		} else if (*c->p == '"' || *c->p == '\'') {
			if (!clean_string(c))
				return false;
		} else if (strchr("|$", *c->p) != NULL) {
			complain(c, c->line, "\"%c\" stands outside quotes",
			    *c->p);
			return false;
		} else {
			brace(c);
			c->line += *c->p == '\n';
			cr_buf_addc(c->to, *c->p++);
		}
	}
	if (c->depth > 0)
		complain(c, c->opened, "the brace is not closed");
	return c->depth <= 0;
}

static bool
is_expandable(const char *s, size_t n)
{
	const char *end = s + n;

	for (; (s = memchr(s, '$', (size_t)(end - s))) != NULL; s++)
		if (s + 1 < end && s[1] == '{')
			return true;
	return false;
}

int
cr_conf_clean(struct cr *cr, const char *name, const char *text, size_t n,
    struct cr_buf *to)
{
	struct clean c = { cr, name, text, text + n, to, 1, 0, 0 };

	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		c.p += 3;
	if (n > CR_CONF_MAX_BYTES)
		complain(&c, 1, "is larger than %zu bytes", CR_CONF_MAX_BYTES);
	else if (memchr(text, '\0', n) != NULL || !cr_is_utf8(text, n))
		complain(&c, 1, "is no text in UTF-8");
	else if (is_expandable(text, n))
		complain(&c, 1, "\"${\" is not allowed: the environment is "
		    "not read");
	else if (clean_text(&c))
		return CR_OK;
	return CR_EUSAGE;
}
