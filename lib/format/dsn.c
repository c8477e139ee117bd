#include "cr/dsn.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/str.h"
#include "mime_read.h"

const char *
cr_dsn_word(enum cr_dsn_how how)
{
	static const char *const words[] = { "unclear", "failed", "delayed",
	    "delivered", "passed-on" };

	return words[how];
}

/* "rfc822; Rossi@example.it" without its kind. */
static const char *
typed(const char *s)
{
	const char *semi;

	if (s == NULL)
		return NULL;
	if ((semi = strchr(s, ';')) == NULL)
		return s;
	for (semi++; cr_is_space(*semi); semi++)
		continue;
	return semi;
}

static const char *
address(const struct cr_mime_part *m, struct cr_arena *a, const char *name)
{
	const char *s = typed(cr_mime_get(m, a, name));
	size_t n;

	if (s == NULL || strchr(s, '@') == NULL)
		return NULL;
	if (*s == '<')
		s++;
	n = strcspn(s, "> \t");
	return cr_arena_strndup(a, s, n);
}

static enum cr_dsn_how
how(const char *action)
{
	static const struct {
		const char *action;
		enum cr_dsn_how how;
	} known[] = {
		{ "failed", CR_DSN_FAILED }, { "delayed", CR_DSN_DELAYED },
		{ "delivered", CR_DSN_DELIVERED },
		{ "relayed", CR_DSN_PASSED_ON },
		{ "expanded", CR_DSN_PASSED_ON },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (cr_strcaseeq(action, known[i].action))
			return known[i].how;
	return CR_DSN_UNCLEAR;
}

/*
 * 5.1.x is the address, 5.2.1 a mailbox that is closed; a full one, a
 * message too large or a sender refused are no fault of the address.
 */
static bool
is_bad_address(const char *status)
{
	return status != NULL && (cr_streq(status, "5.2.1") ||
	    (cr_starts(status, "5.1.") && !cr_streq(status, "5.1.7") &&
	    !cr_streq(status, "5.1.8")));
}

/* One group of fields: of the message, or of one recipient. */
static void
take_group(struct cr_arena *a, const struct cr_mime_part *g,
    struct cr_dsn *d)
{
	struct cr_dsn_to *t;
	const char *s, *action = cr_mime_get(g, a, "action");

	if ((s = typed(cr_mime_get(g, a, "reporting-mta"))) != NULL)
		d->server = s;
	if (action == NULL || d->nto == CR_DSN_RECIPIENTS_MAX)
		return;
	t = &d->to[d->nto++];
	if ((t->address = address(g, a, "original-recipient")) == NULL)
		t->address = address(g, a, "final-recipient");
	if ((s = cr_mime_get(g, a, "status")) != NULL)
		t->status = cr_arena_strndup(a, s, strcspn(s, " \t("));
	t->diagnostic = typed(cr_mime_get(g, a, "diagnostic-code"));
	t->how = how(action);
	t->address_is_bad = t->how == CR_DSN_FAILED &&
	    is_bad_address(t->status);
}

/* Groups of fields with blank lines in between. */
static void
take_status(struct cr_arena *a, const struct cr_mime_part *m,
    struct cr_dsn *d)
{
	struct cr_mime_part group;
	struct cr_slice left, before;
	struct cr_buf b;

	d->to = cr_arena_alloc(a, CR_DSN_RECIPIENTS_MAX * sizeof(*d->to));
	cr_buf_init_max(&b, CR_MIME_MAX_BYTES);
	cr_mime_body(m, &b);
	left.n = b.len;
	left.p = left.n == 0 ? "" : cr_arena_strndup(a, b.s, b.len);
	cr_buf_release(&b);
	while (left.n > 0) {
		before = left;
		group = (struct cr_mime_part){ .type = "text/plain" };
		cr_mime_take_fields(&group, a, &left);
		if (group.fields != NULL)
			take_group(a, &group, d);
		if (left.n == before.n)
			break;		/* no field and no blank line */
	}
}

/* The Message-ID of what came back, whole or its header alone. */
static const char *
returned_id(struct cr_arena *a, const struct cr_mime_part *m)
{
	struct cr_mime_part header = { .type = "text/plain" };
	struct cr_slice left;
	struct cr_buf b;
	const char *id;

	if (m->child != NULL)
		return cr_mime_get(m->child, a, "message-id");
	if (!cr_mime_is(m, "text/rfc822-headers"))
		return NULL;
	cr_buf_init_max(&b, CR_MIME_MAX_BYTES);
	cr_mime_body(m, &b);
	left = (struct cr_slice){ b.s, b.len };
	if (b.len > 0)
		cr_mime_take_fields(&header, a, &left);
	id = cr_mime_get(&header, a, "message-id");
	cr_buf_release(&b);
	return id;
}

bool
cr_dsn_read(struct cr_arena *a, const struct cr_mime_part *m,
    struct cr_dsn *out)
{
	const struct cr_mime_part *p;
	bool found = false;

	*out = (struct cr_dsn){ .to = NULL };
	if (!cr_mime_is(m, "multipart/report"))
		return false;
	for (p = m->child; p != NULL; p = p->next) {
		if (cr_mime_is(p, "message/delivery-status") ||
		    cr_mime_is(p, "message/global-delivery-status")) {
			if (!found)
				take_status(a, p, out);
			found = true;
		} else if (out->message_id == NULL) {
			out->message_id = returned_id(a, p);
		}
	}
	return found;
}
