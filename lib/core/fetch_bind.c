#include "fetch_judge.h"

#include <stdlib.h>
#include <string.h>

#include "cr/channel.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/message.h"
#include "cr/mime_mixed.h"
#include "cr/str.h"

#define RECIPIENTS_MAX 100	/* of one message of ours */

int
cr_fetch_find(struct cr *cr, struct cr_arena *a, const char *id,
    int64_t *message)
{
	size_t n = id != NULL ? strlen(id) : 0;
	int rc;

	if (n >= 2 && id[0] == '<' && id[n - 1] == '>')
		id = cr_arena_strndup(a, id + 1, n -= 2);
	if (n == 0)
		return 0;
	if ((rc = cr_message_by_id(cr, id, message)) != 0)
		return rc;
	return cr_received_identified(cr, id, message);
}

/* "A <a@b.it>, c@d.it" into plain addresses. */
static void
take_addresses(struct cr_arena *a, const char *s, struct fetch_message *m)
{
	struct cr_mime_part one = { .type = "text/plain" };
	struct cr_mime_field f = { .name = "to" };
	const char *p, *found;
	bool quoted = false;

	for (p = s; s != NULL && m->nto < RECIPIENTS_MAX; p++) {
		if (*p == '"')
			quoted = !quoted;
		if (*p != '\0' && (*p != ',' || quoted))
			continue;
		one.fields = &f;
		f.value = (struct cr_slice){ s, (size_t)(p - s) };
		while (f.value.n > 0 && cr_is_space(*f.value.p)) {
			f.value.p++;
			f.value.n--;
		}
		if ((found = cr_mime_mailbox(&one, a, "to")) != NULL)
			m->to[m->nto++] = found;
		if (*p == '\0')
			break;
		s = p + 1;
	}
}

/* What goes with a message, kept in an arena. */
struct attached {
	struct cr_arena *a;
	struct cr_attachment *v;
	size_t n, cap;
};

static int
attach(void *ctx, const struct cr_attachment *one)
{
	struct attached *l = ctx;

	cr_grow(&l->v, l->n, &l->cap, sizeof(*l->v));
	l->v[l->n++] = (struct cr_attachment){
		.name = cr_arena_strdup(l->a, one->name),
		.media = cr_arena_strdup(l->a, one->media),
		.bytes = one->size == 0 ? "" : cr_arena_strndup(l->a,
		    one->bytes, one->size),
		.size = one->size,
	};
	return 0;
}

/* The mail as it left: its header, the content and what goes with it. */
static int
take_mail(struct cr *cr, struct cr_arena *a, const char *header,
    const struct cr_message *content, struct fetch_message *m)
{
	struct attached l = { .a = a };
	struct cr_mime_part *mail;
	struct cr_buf b;
	const char *p;
	size_t n;
	int err;

	if ((err = cr_message_attachments(cr, m->id, attach, &l)) != CR_OK) {
		free(l.v);
		return err;
	}
	cr_buf_init_max(&b, CR_MIME_MAX_BYTES);
	cr_buf_adds(&b, header);
	if (l.n > 0)
		cr_mime_mixed(&b, content->content, content->size, l.v, l.n);
	else
		cr_buf_add(&b, content->content, content->size);
	free(l.v);
	n = b.len;
	p = n > 0 ? cr_arena_strndup(a, b.s, n) : "";
	cr_buf_release(&b);
	if ((err = cr_mime_read(cr, a, p, n, &mail)) != CR_OK)
		return err;
	m->mail = mail;
	take_addresses(a, cr_mime_get(mail, a, "to"), m);
	take_addresses(a, cr_mime_get(mail, a, "cc"), m);
	return CR_OK;
}

int
cr_fetch_message(struct cr *cr, struct cr_arena *a, int64_t id,
    struct fetch_message *out)
{
	struct cr_message m;
	const char *header;
	int err;

	*out = (struct fetch_message){ .id = id };
	if ((err = cr_received_sent(cr, id, &header)) != CR_OK)
		return err;
	if (header != NULL)
		header = cr_arena_strdup(a, header);
	if ((err = cr_message_get(cr, id, &m)) != CR_OK)
		return err;
	out->party = m.debtor;
	out->channel = cr_arena_strdup(a, m.channel);
	out->address = cr_arena_strdup(a, m.address);
	out->message_id = cr_arena_strdup(a, m.message_id ? m.message_id :
	    "");
	out->to = cr_arena_alloc(a, (RECIPIENTS_MAX + 1) *
	    sizeof(*out->to));
	out->to[out->nto++] = out->address;
	if (header != NULL && cr_streq(m.media, "message/rfc822"))
		err = take_mail(cr, a, header, &m, out);
	return err;
}
