#include "cr/asn1.h"

#include <string.h>

#include "cr/arena.h"

bool
cr_bytes_equal(struct cr_bytes a, struct cr_bytes b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* The octets of a tag number over 30; 0: not all there, -1: too many. */
static int
long_tag_size(const unsigned char *p, size_t n)
{
	size_t i;

	for (i = 1; i < n && i <= 4; i++)
		if ((p[i] & 0x80) == 0)
			return (int)i + 1;
	return i > 4 ? -1 : 0;
}

static int
head_length(const unsigned char *p, size_t n, struct cr_tlv_head *h)
{
	size_t octets = p[0] & 0x7f, i;

	if (p[0] < 0x80) {
		h->length = p[0];
		h->size += 1;
		return 1;
	}
	if (octets == 0) {
		h->indefinite = true;
		h->size += 1;
		return h->tag & CR_TAG_CONSTRUCTED ? 1 : -1;
	}
	if (octets > 8)
		return -1;
	if (n < 1 + octets)
		return 0;
	for (i = 1; i <= octets; i++)
		h->length = h->length << 8 | p[i];
	h->size += 1 + octets;
	return 1;
}

int
cr_tlv_head(const unsigned char *p, size_t n, struct cr_tlv_head *out)
{
	int size;

	*out = (struct cr_tlv_head){ .size = 1 };
	if (n < 2)
		return 0;
	out->tag = p[0];
	if ((p[0] & 0x1f) == 0x1f) {
		if ((size = long_tag_size(p, n)) <= 0)
			return size;
		out->size = (size_t)size;
		if (n < out->size + 1)
			return 0;
	}
	return head_length(p + out->size, n - out->size, out);
}

/*
 * The size of the contents of indefinite length at P, without their
 * end-of-contents: headers are walked with a counter, not by recursion.
 */
static bool
indefinite_size(const unsigned char *p, size_t n, size_t *size)
{
	struct cr_tlv_head h;
	size_t at = 0;
	int open = 1;

	while (n - at >= 2) {
		if (p[at] == 0 && p[at + 1] == 0) {
			if (--open == 0) {
				*size = at;
				return true;
			}
			at += 2;
			continue;
		}
		if (cr_tlv_head(p + at, n - at, &h) != 1 || h.tag == 0 ||
		    h.length > n - at - h.size)
			return false;
		if (h.indefinite && ++open > CR_ASN1_DEPTH)
			return false;
		at += h.size + (size_t)h.length;
	}
	return false;
}

bool
cr_tlv_next(struct cr_bytes *from, struct cr_tlv *out)
{
	struct cr_bytes at = *from;
	struct cr_tlv_head h;
	size_t body, whole;

	if (cr_tlv_head(from->p, from->n, &h) != 1)
		return false;
	if (h.indefinite) {
		if (!indefinite_size(from->p + h.size, from->n - h.size,
		    &body))
			return false;
		whole = h.size + body + 2;
	} else {
		if (h.length > from->n - h.size)
			return false;
		body = (size_t)h.length;
		whole = h.size + body;
	}
	from->p += whole;
	from->n -= whole;
	out->tag = h.tag;
	out->indefinite = h.indefinite;
	out->body = (struct cr_bytes){ at.p + h.size, body };
	out->whole = (struct cr_bytes){ at.p, whole };
	return true;
}

bool
cr_tlv_take(struct cr_bytes *from, unsigned tag, struct cr_tlv *out)
{
	return from->n != 0 && from->p[0] == tag && cr_tlv_next(from, out);
}

bool
cr_tlv_is(struct cr_bytes b, unsigned tag, struct cr_tlv *out)
{
	return cr_tlv_take(&b, tag, out) && b.n == 0;
}

/* Join the parts, counting first (TO is NULL), then copying. */
static bool
join_octets(struct cr_bytes parts, unsigned char *to, size_t *n, int depth)
{
	struct cr_tlv t;

	while (parts.n != 0) {
		if (!cr_tlv_next(&parts, &t) || depth > CR_ASN1_DEPTH)
			return false;
		if (t.tag == CR_TAG_OCTETS_PARTS) {
			if (!join_octets(t.body, to, n, depth + 1))
				return false;
		} else if (t.tag == CR_TAG_OCTETS) {
			if (to != NULL && t.body.n != 0)
				memcpy(to + *n, t.body.p, t.body.n);
			*n += t.body.n;
		} else {
			return false;
		}
	}
	return true;
}

bool
cr_tlv_octets(const struct cr_tlv *t, struct cr_arena *a,
    struct cr_bytes *out)
{
	unsigned char *to;
	size_t n = 0;

	if (t->tag == CR_TAG_OCTETS) {
		*out = t->body;
		return true;
	}
	if (t->tag != CR_TAG_OCTETS_PARTS || !join_octets(t->body, NULL, &n, 0))
		return false;
	to = cr_arena_alloc(a, n + 1);
	*out = (struct cr_bytes){ to, n };
	n = 0;
	return join_octets(t->body, to, &n, 0);
}

int32_t
cr_tlv_int(const struct cr_tlv *t)
{
	int32_t v = 0;
	size_t i;

	if (t->tag != CR_TAG_INTEGER || t->body.n == 0 || t->body.n > 4 ||
	    t->body.p[0] > 0x7f)
		return -1;
	for (i = 0; i < t->body.n; i++)
		v = v << 8 | t->body.p[i];
	return v;
}
