#include "cr/reply.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/str.h"

#define MENTIONS_BYTES ((size_t)1024 * 1024)	/* looked into */

/* Is WORD in TEXT, in upper or lower case? */
static bool
says(const char *text, const char *word)
{
	size_t n = strlen(word), i;

	for (; text != NULL && *text != '\0'; text++) {
		for (i = 0; i < n && cr_lower(text[i]) == word[i]; i++)
			continue;
		if (i == n)
			return true;
	}
	return false;
}

/* Subjects of absence, in the languages that customers write. */
static bool
is_absence(const char *subject)
{
	static const char *const words[] = {
		"out of office", "out of the office", "automatic reply",
		"auto reply", "autoreply", "auto-reply", "on vacation",
		"risposta automatica", "fuori sede", "fuori ufficio",
		"assenza dall'ufficio", "chiusura per ferie",
		"automatische antwort", "abwesenheitsnotiz",
		"abwesend", "absence du bureau", "r\xc3\xa9ponse automatique",
		"respuesta autom\xc3\xa1tica",
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (says(subject, words[i]))
			return true;
	return false;
}

const char *
cr_reply_machine(const struct cr_mime_part *m, struct cr_arena *a)
{
	static const char *const marks[] = { "x-autoreply", "x-autorespond",
	    "x-autoresponder", "x-auto-response-from", "x-mail-autoreply" };
	static const char *const many[] = { "bulk", "junk", "list",
	    "auto_reply" };
	const char *s;
	size_t i;

	s = cr_mime_get(m, a, "auto-submitted");
	if (s != NULL && !(cr_lower(s[0]) == 'n' && cr_lower(s[1]) == 'o' &&
	    strchr(" ;(", s[2]) != NULL))
		return "Auto-Submitted";
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (cr_mime_get(m, a, marks[i]) != NULL)
			return "X-Autoreply";
	s = cr_mime_get(m, a, "precedence");
	for (i = 0; i < sizeof(many) / sizeof(many[0]); i++)
		if (cr_strcaseeq(s, many[i]))
			return "Precedence";
	if (cr_mime_get(m, a, "list-id") != NULL)
		return "List-Id";
	if (is_absence(cr_mime_get(m, a, "subject")))
		return "Subject";
	if (cr_streq(cr_mime_get(m, a, "return-path"), "<>"))
		return "Return-Path";
	return NULL;
}

bool
cr_reply_is_bounce(const struct cr_mime_part *m, struct cr_arena *a)
{
	static const char *const subjects[] = {
		"undeliver", "undelivered", "delivery status",
		"delivery fail", "mail delivery failed", "failure notice",
		"returned mail", "returned to sender", "non recapitabile",
		"mancato recapito", "unzustellbar", "delivery has failed",
	};
	const char *from = cr_mime_get(m, a, "from");
	const char *subject = cr_mime_get(m, a, "subject");
	size_t i;

	if (says(from, "mailer-daemon") || says(from, "postmaster@"))
		return true;
	if (cr_mime_get(m, a, "x-failed-recipients") != NULL)
		return true;
	if (!cr_streq(cr_mime_get(m, a, "return-path"), "<>"))
		return false;
	for (i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++)
		if (says(subject, subjects[i]))
			return true;
	return false;
}

static bool
is_known(const char *const *ids, size_t n, const char *id, size_t len)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strlen(ids[i]) == len && memcmp(ids[i], id, len) == 0)
			return true;
	return false;
}

/* The <ids> between P and END, the last ones first when BACK. */
static size_t
collect(struct cr_arena *a, const char *p, const char *end,
    const char **ids, size_t n, size_t max, bool back)
{
	const char *open, *close, *q;
	size_t first = n, i, j;

	while (n < max && p < end &&
	    (open = memchr(p, '<', (size_t)(end - p))) != NULL) {
		bool at = false;

		p = open + 1;
		for (close = p; close < end && *close > ' ' &&
		    *close != '<' && *close != '>'; close++)
			at |= *close == '@';
		if (close == end || *close != '>' || !at ||
		    is_known(ids, n, p, (size_t)(close - p)))
			continue;
		ids[n++] = cr_arena_strndup(a, p, (size_t)(close - p));
		p = close + 1;
	}
	for (i = first, j = n; back && j > i + 1; i++) {
		q = ids[i];
		ids[i] = ids[--j];
		ids[j] = q;
	}
	return n;
}

size_t
cr_reply_references(const struct cr_mime_part *m, struct cr_arena *a,
    const char **ids, size_t max)
{
	const char *s = cr_mime_get(m, a, "in-reply-to");
	size_t n = 0;

	if (s != NULL)
		n = collect(a, s, s + strlen(s), ids, n, max, false);
	if ((s = cr_mime_get(m, a, "references")) != NULL)
		n = collect(a, s, s + strlen(s), ids, n, max, true);
	return n;
}

size_t
cr_reply_mentions(const struct cr_mime_part *m, struct cr_arena *a,
    const char **ids, size_t max)
{
	size_t n = m->raw.n < MENTIONS_BYTES ? m->raw.n : MENTIONS_BYTES;

	return collect(a, m->raw.p, m->raw.p + n, ids, 0, max, false);
}

static int64_t
tag_of(const char *s)
{
	const char *p;
	size_t n;
	int64_t id;

	for (; s != NULL && (p = strstr(s, "+msg")) != NULL; s = p) {
		p += 4;
		for (n = 0; cr_is_digit(p[n]); n++)
			continue;
		if (p[n] == '@' && cr_parse_int(p, n, &id))
			return id;
	}
	return 0;
}

int64_t
cr_reply_tag(const struct cr_mime_part *m, struct cr_arena *a)
{
	static const char *const names[] = { "delivered-to", "to", "cc" };
	int64_t id = 0;
	size_t i;

	for (i = 0; id == 0 && i < sizeof(names) / sizeof(names[0]); i++)
		id = tag_of(cr_mime_get(m, a, names[i]));
	return id;
}
