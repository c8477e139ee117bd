#include "cr/pec.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/signature.h"
#include "cr/str.h"
#include "pec.h"

/* Bytes that are read as a file is. */
struct memory {
	const char *p;
	size_t n;
};

static ptrdiff_t
read_memory(void *ctx, void *to, size_t n)
{
	struct memory *m = ctx;

	if (n > m->n)
		n = m->n;
	if (n > 0)
		memcpy(to, m->p, n);
	m->p += n;
	m->n -= n;
	return (ptrdiff_t)n;
}

const char *
cr_pec_signature_word(enum cr_pec_signature s)
{
	static const char *const words[] = { "absent", "invalid",
	    "untrusted", "valid" };

	return words[s];
}

/* A multipart/signed that S/MIME made, with both its parts. */
static const struct cr_mime_part *
signed_part(const struct cr_mime_part *root)
{
	const struct cr_mime_part *m;

	for (m = root; m != NULL; m = cr_mime_walk(root, m, false))
		if (cr_mime_is(m, "multipart/signed") && m->child != NULL &&
		    m->child->next != NULL && m->child->next->next == NULL &&
		    (cr_mime_is(m->child->next,
		    "application/pkcs7-signature") || cr_mime_is(m->child->
		    next, "application/x-pkcs7-signature")))
			return m;
	return NULL;
}

/* Mail that was kept with LF alone was signed with CR LF (RFC 8551 3.1.1). */
static bool
with_crlf(struct cr_slice s, struct cr_buf *b)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\n' && (i == 0 || s.p[i - 1] != '\r'))
			cr_buf_addc(b, '\r');
		cr_buf_addc(b, s.p[i]);
	}
	return b->len != s.n && !b->full;
}

static int
verify(struct cr *cr, struct cr_arena *a, struct cr_slice content,
    const struct cr_buf *signature, const struct cr_pec_opts *o, int64_t at,
    struct cr_signature *out)
{
	struct memory sig = { signature->s, signature->len };
	struct memory body = { content.p, content.n };
	struct cr_source from = { read_memory, &body };
	struct cr_signature_opts opts = { .content = &from,
	    .trust = o->trust, .at = at, .now = o->now, .mail = true };

	return cr_signature_read(cr, a, (struct cr_source){ read_memory,
	    &sig }, &opts, out);
}

static const char *
reason(const struct cr_signature *s)
{
	return s->warnings.n > 0 ? s->warnings.v[s->warnings.n - 1] :
	    cr_verdict_word(s->verdict);
}

static bool
is_passed(const struct cr_signature *s)
{
	return s->nsigners == 1 && cr_streq(s->signers[0].indication,
	    "TOTAL-PASSED");
}

/*
 * A certificate that has ended since proves as much as before: then it is
 * judged on the day that the signature says.
 */
static int
believe(struct cr *cr, struct cr_arena *a, struct cr_slice content,
    const struct cr_buf *sig, const struct cr_pec_opts *o,
    struct cr_signature *s)
{
	int64_t at = s->nsigners == 1 ? s->signers[0].signing_time :
	    CR_TIME_NONE;

	if (is_passed(s) || s->verdict != CR_VERDICT_INTACT ||
	    at == CR_TIME_NONE || at > o->now || o->trust == NULL)
		return CR_OK;
	return verify(cr, a, content, sig, o, at, s);
}

static int
check_signature(struct cr *cr, struct cr_arena *a,
    const struct cr_mime_part *m, const struct cr_pec_opts *o,
    struct cr_signature *s)
{
	struct cr_slice content = m->child->raw;
	struct cr_buf sig, crlf;
	int err;

	cr_buf_init_max(&sig, CR_MIME_MAX_BYTES);
	cr_buf_init_max(&crlf, 2 * CR_MIME_MAX_BYTES);
	cr_mime_body(m->child->next, &sig);
	err = verify(cr, a, content, &sig, o, CR_TIME_NONE, s);
	if (err == CR_OK && s->verdict == CR_VERDICT_TAMPERED &&
	    with_crlf(content, &crlf)) {
		content = (struct cr_slice){ crlf.s, crlf.len };
		err = verify(cr, a, content, &sig, o, CR_TIME_NONE, s);
	}
	if (err == CR_OK)
		err = believe(cr, a, content, &sig, o, s);
	cr_buf_release(&sig);
	cr_buf_release(&crlf);
	return err;
}

/* There is one From, and the certificate is for it. */
static bool
is_signer(const struct cr_mime_part *root, const struct cr_signature *s,
    const char *from)
{
	const struct cr_mime_field *f;
	size_t i, n = 0;

	for (f = root->fields; f != NULL; f = f->next)
		n += strcmp(f->name, "from") == 0;
	if (n != 1 || from == NULL || s->nsigners != 1)
		return false;
	for (i = 0; i < s->signers[0].mailboxes.n; i++)
		if (cr_strcaseeq(s->signers[0].mailboxes.v[i], from))
			return true;
	return false;
}

static void
take_signature(struct cr_pec *p, const struct cr_signature *s)
{
	if (s->verdict != CR_VERDICT_INTACT || s->nsigners != 1) {
		p->signature = CR_PEC_INVALID;
		p->why = reason(s);
	} else if (!is_passed(s)) {
		p->signature = CR_PEC_UNTRUSTED;
		p->why = s->warnings.n > 0 ? reason(s) :
		    "its certificate is not believed";
	} else {
		p->signature = CR_PEC_VALID;
	}
}

static bool
is_daticert(const struct cr_mime_part *m)
{
	return m->child == NULL && (cr_strcaseeq(m->name, "daticert.xml") ||
	    cr_strcaseeq(m->name, "certdata.xml"));
}

/*
 * The parts that count: those signed, or all where nothing is. What stands
 * inside an attached message is somebody else's.
 */
static int
take_parts(struct cr *cr, struct cr_arena *a, const struct cr_mime_part *root,
    struct cr_pec *p)
{
	const struct cr_mime_part *m, *data = NULL;
	struct cr_buf b;
	size_t n = 0;
	int err;

	for (m = root; m != NULL; m = cr_mime_walk(root, m, false)) {
		if (is_daticert(m) && n++ == 0)
			data = m;
		if (cr_mime_is(m, "message/rfc822") && p->copy == NULL)
			p->copy = m->child;
	}
	if (data == NULL)
		return CR_OK;
	cr_buf_init_max(&b, CR_MIME_MAX_BYTES);
	cr_mime_body(data, &b);
	p->class = CR_PEC_UNKNOWN;
	err = cr_pec_daticert(cr, a, b.s, b.len, p);
	cr_buf_release(&b);
	p->sound = err == CR_OK && n == 1;
	if (n > 1)
		p->why = "it has daticert.xml more than once";
	if (err == CR_EINPUT || err == CR_ELIMIT || err == CR_EENCODING) {
		p->why = cr_arena_strdup(a, cr_errmsg(cr));
		err = CR_OK;
	}
	return err;
}

int
cr_pec_read(struct cr *cr, struct cr_arena *a, const struct cr_mime_part *m,
    const struct cr_pec_opts *opts, struct cr_pec *out)
{
	const struct cr_mime_part *whole = signed_part(m);
	struct cr_signature s;
	int err;

	*out = (struct cr_pec){ .class = CR_PEC_NONE };
	out->from = cr_mime_mailbox(m, a, "from");
	if (whole != NULL) {
		if ((err = check_signature(cr, a, whole, opts, &s)) != CR_OK)
			return err;
		take_signature(out, &s);
		out->from_is_signer = is_signer(m, &s, out->from);
	}
	err = take_parts(cr, a, whole != NULL ? whole->child : m, out);
	if (err == CR_OK && out->class == CR_PEC_NONE &&
	    cr_strcaseeq(cr_mime_get(m, a, "x-trasporto"), "errore"))
		out->class = CR_PEC_ANOMALY;
	return err;
}
