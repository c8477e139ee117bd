/*
 * Mail that came back: what is read of it lies within its bytes, and what it
 * says it is does not depend on who asks.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/dsn.h"
#include "cr/mime_read.h"
#include "cr/pec.h"
#include "cr/reply.h"
#include "cr/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define IDS 20

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
look_at_text(const struct cr_mime_part *m)
{
	struct cr_buf b;

	cr_buf_init_max(&b, CR_MIME_MAX_BYTES);
	cr_mime_text(m, &b);
	must(b.len == 0 || memchr(b.s, '\0', b.len) == NULL);
	must(b.len == 0 || memchr(b.s, '\r', b.len) == NULL);
	cr_buf_clear(&b);
	cr_mime_body(m, &b);
	must(*m->encoding != '\0' || b.len == m->body.n);
	must(b.len <= m->body.n);
	cr_buf_release(&b);
}

static void
look(const struct cr_mime_part *m, struct cr_arena *a, size_t *parts)
{
	const struct cr_mime_part *c;
	const char *s;

	must(++*parts <= CR_MIME_MAX_PARTS && m->depth <= CR_MIME_MAX_DEPTH);
	must(m->body.p >= m->raw.p);
	must(m->body.p + m->body.n == m->raw.p + m->raw.n);
	must(m->type != NULL && m->encoding != NULL);
	if ((s = cr_mime_get(m, a, "subject")) != NULL)
		must(strpbrk(s, "\r\n") == NULL);
	if ((s = cr_mime_mailbox(m, a, "from")) != NULL)
		must(strchr(s, '@') != NULL);
	look_at_text(m);
	for (c = m->child; c != NULL; c = c->next) {
		must(c->depth == m->depth + 1);
		look(c, a, parts);
	}
}

static void
look_at_receipt(struct cr *cr, struct cr_arena *a,
    const struct cr_mime_part *m)
{
	struct cr_pec_opts o = { .now = 1774000000 };
	struct cr_pec_sent sent = { .message_id = "cr-1@x.example",
	    .mail = m };
	struct cr_pec p;
	const char *why;

	must(cr_pec_read(cr, a, m, &o, &p) == CR_OK);
	must(p.class < CR_PEC_CLASSES && cr_pec_class_word(p.class) != NULL);
	must(p.signature != CR_PEC_VALID);	/* nobody is believed */
	must(!cr_pec_is_evidence(&p, &sent, &why) && why != NULL);
	must(cr_pec_same_mail(m, m, false));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cr cr;
	struct cr_mime_part *m;
	const struct cr_mime_part *p;
	struct cr_arena a;
	struct cr_dsn d;
	const char *ids[IDS];
	size_t parts = 0, walked = 0;
	char *copy;

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	cr_arena_init(&a);
	copy = cr_arena_strndup(&a, (const char *)data, size);
	must(cr_mime_read(&cr, &a, copy, size, &m) == CR_OK);
	look(m, &a, &parts);
	for (p = m; p != NULL && walked <= parts; p = cr_mime_walk(m, p,
	    true))
		walked++;
	must(walked == parts);
	if (cr_dsn_read(&a, m, &d))
		must(d.nto <= CR_DSN_RECIPIENTS_MAX);
	cr_reply_machine(m, &a);
	cr_reply_is_bounce(m, &a);
	must(cr_reply_references(m, &a, ids, IDS) <= IDS);
	must(cr_reply_mentions(m, &a, ids, IDS) <= IDS);
	must(cr_reply_tag(m, &a) >= 0);
	cr_mime_instant(m, &a);
	look_at_receipt(&cr, &a, m);
	cr_arena_release(&a);
	return 0;
}
