#include "escape.h"

#include <string.h>

#include "cr/str.h"

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* What stands for C in HTML; NULL: itself. */
static const char *
in_html(char c)
{
	return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" :
	    c == '"' ? "&quot;" : c == '\'' ? "&#39;" : NULL;
}

/* Text, and HTML: what needs nothing is copied in one piece. */
static void
add_text(struct cr_buf *out, const char *s, bool html)
{
	const char *from = s, *with;

	for (; *s != '\0'; s++) {
		with = is_control(*s) ? " " : html ? in_html(*s) : NULL;
		if (with == NULL)
			continue;
		cr_buf_add(out, from, (size_t)(s - from));
		cr_buf_adds(out, with);
		from = s + 1;
	}
	cr_buf_add(out, from, (size_t)(s - from));
}

/* All but the unreserved characters (RFC 3986 2.3) as %XX. */
static void
add_url(struct cr_buf *out, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; *s != '\0'; s++) {
		if (cr_is_alpha(*s) || cr_is_digit(*s) ||
		    strchr("-._~", *s) != NULL) {
			cr_buf_addc(out, *s);
			continue;
		}
		cr_buf_addc(out, '%');
		cr_buf_addc(out, hex[(unsigned char)*s >> 4]);
		cr_buf_addc(out, hex[*s & 15]);
	}
}

/* The inside of a JSON string. */
static void
add_json(struct cr_buf *out, const char *s)
{
	size_t begin = out->len;

	cr_buf_json(out, s);
	if (out->full || out->len < begin + 2)
		return;
	memmove(out->s + begin, out->s + begin + 1, out->len - begin - 2);
	out->len -= 2;
	out->s[out->len] = '\0';
}

void
cr_escape(struct cr_buf *out, const char *s, enum cr_template_form form)
{
	switch (form) {
	case CR_TEMPLATE_TEXT:
		add_text(out, s, false);
		break;
	case CR_TEMPLATE_HTML:
		add_text(out, s, true);
		break;
	case CR_TEMPLATE_URL:
		add_url(out, s);
		break;
	case CR_TEMPLATE_JSON:
		add_json(out, s);
		break;
	}
}
