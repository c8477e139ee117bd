#include "cr/pec.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/pki.h"
#include "cr/str.h"

#define SHA1_HEX 40

static struct cr_slice
bare(const char *id)
{
	struct cr_slice s = { id, strlen(id) };

	if (s.n >= 2 && s.p[0] == '<' && s.p[s.n - 1] == '>') {
		s.p++;
		s.n -= 2;
	}
	return s;
}

bool
cr_pec_same_id(const char *a, const char *b)
{
	struct cr_slice x, y;

	if (a == NULL || b == NULL)
		return false;
	x = bare(a);
	y = bare(b);
	return x.n > 0 && x.n == y.n && memcmp(x.p, y.p, x.n) == 0;
}

bool
cr_pec_is_about(const struct cr_pec *p, const struct cr_pec_sent *s)
{
	return p->class >= CR_PEC_ACCEPTED && p->class <= CR_PEC_VIRUS &&
	    cr_pec_same_id(p->message_id, s->message_id);
}

/* The next part without parts within; what is attached as mail is one. */
static const struct cr_mime_part *
next_leaf(const struct cr_mime_part *root, const struct cr_mime_part *m)
{
	do
		m = m == NULL ? root : cr_mime_walk(root, m, false);
	while (m != NULL && cr_mime_is(m, "multipart/"));
	return m;
}

static void
add_digest(const char *p, size_t n, char hex[SHA1_HEX + 1])
{
	unsigned char md[CR_MD_BYTES];
	struct cr_bytes data = { (const unsigned char *)p, n };

	hex[0] = '\0';
	if (cr_md(cr_md_sha1(), data, md) == SHA1_HEX / 2)
		cr_hex(md, SHA1_HEX / 2, hex);
}

/* Whether the last CR LF counts, RFC 6109 does not say. */
static bool
is_digest(const struct cr_mime_part *sent, const struct cr_mime_part *copy)
{
	struct cr_buf text, more;
	char one[SHA1_HEX + 1], two[SHA1_HEX + 1];
	size_t n = sent->name != NULL ? strlen(sent->name) : 0;
	bool same = false;

	if (copy->name == NULL || n == 0 || !cr_starts(copy->name,
	    sent->name) || !cr_strcaseeq(copy->name + n, ".hash"))
		return false;
	cr_buf_init_max(&text, CR_MIME_MAX_VALUE);
	cr_buf_init_max(&more, CR_MIME_MAX_BYTES);
	cr_mime_text(copy, &text);
	cr_buf_add(&more, sent->body.p, sent->body.n);
	add_digest(more.s, more.len, one);
	cr_buf_adds(&more, "\r\n");
	add_digest(more.s, more.len, two);
	if (text.s != NULL) {
		cr_collapse(text.s);
		same = strlen(text.s) == SHA1_HEX && (cr_strcaseeq(text.s,
		    one) || cr_strcaseeq(text.s, two));
	}
	cr_buf_release(&text);
	cr_buf_release(&more);
	return same;
}

/* Without line ends at its end, which are nobody's. */
static size_t
text_length(const struct cr_buf *b)
{
	size_t n = b->len;

	while (n > 0 && (b->s[n - 1] == '\n' || b->s[n - 1] == '\r'))
		n--;
	return n;
}

static bool
same_leaf(const struct cr_mime_part *sent, const struct cr_mime_part *copy)
{
	struct cr_buf x, y;
	bool same = strcmp(sent->type, copy->type) == 0;
	bool text = cr_mime_is(sent, "text/");

	cr_buf_init_max(&x, CR_MIME_MAX_BYTES);
	cr_buf_init_max(&y, CR_MIME_MAX_BYTES);
	if (text) {
		cr_mime_text(sent, &x);
		cr_mime_text(copy, &y);
		x.len = text_length(&x);
		y.len = text_length(&y);
	} else {
		cr_mime_body(sent, &x);
		cr_mime_body(copy, &y);
	}
	same = same && x.len == y.len && !x.full && !y.full &&
	    (x.len == 0 || memcmp(x.s, y.s, x.len) == 0);
	cr_buf_release(&x);
	cr_buf_release(&y);
	return same;
}

bool
cr_pec_same_mail(const struct cr_mime_part *sent,
    const struct cr_mime_part *copy, bool brief)
{
	const struct cr_mime_part *s = next_leaf(sent, NULL);
	const struct cr_mime_part *c = next_leaf(copy, NULL);

	for (; s != NULL && c != NULL; s = next_leaf(sent, s),
	    c = next_leaf(copy, c))
		if (!same_leaf(s, c) && !(brief && is_digest(s, c)))
			return false;
	return s == NULL && c == NULL;
}

static bool
is_ours(const struct cr_pec *p, const struct cr_pec_sent *s)
{
	size_t i;

	for (i = 0; i < s->nto; i++)
		if (cr_strcaseeq(s->to[i], p->recipient))
			return true;
	return false;
}

/* Receipts that tell of one recipient. */
static bool
is_of_one(enum cr_pec_class c)
{
	return c == CR_PEC_DELIVERED || c == CR_PEC_NOT_DELIVERED ||
	    c == CR_PEC_LATE;
}

static bool
gives_back(const struct cr_pec *p, const struct cr_pec_sent *s)
{
	bool brief = cr_strcaseeq(p->receipt_type, "breve");

	if (p->class != CR_PEC_DELIVERED ||
	    cr_strcaseeq(p->receipt_type, "sintetica"))
		return true;
	return p->copy != NULL && s->mail != NULL &&
	    cr_pec_same_mail(s->mail, p->copy, brief);
}

bool
cr_pec_is_evidence(const struct cr_pec *p, const struct cr_pec_sent *s,
    const char **why)
{
	*why = NULL;
	if (p->signature == CR_PEC_ABSENT)
		*why = "it is not signed";
	else if (p->signature == CR_PEC_INVALID)
		*why = "its signature does not hold";
	else if (p->signature == CR_PEC_UNTRUSTED)
		*why = "its certificate is not believed";
	else if (!p->from_is_signer)
		*why = "it does not come from who signed it";
	else if (!p->sound)
		*why = "its daticert.xml makes no sense";
	else if (!cr_pec_is_about(p, s))
		*why = "it is not about a message of ours";
	else if (p->time[0] == '\0')
		*why = "it does not say when";
	else if (is_of_one(p->class) && !is_ours(p, s))
		*why = "it is about somebody to whom nothing was sent";
	else if (!gives_back(p, s))
		*why = "what it gives back is not what was sent";
	return *why == NULL;
}
