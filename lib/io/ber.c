#include "cr/ber.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mem.h"

void
cr_ber_init(struct cr_ber *b, struct cr *cr, struct cr_source from)
{
	memset(b, 0, sizeof(*b));
	b->cr = cr;
	b->from = from;
	b->ahead = cr_malloc(CR_BER_AHEAD);
}

void
cr_ber_release(struct cr_ber *b)
{
	free(b->ahead);
	b->ahead = NULL;
}

static int
malformed(struct cr_ber *b, const char *what)
{
	return cr_fail(b->cr, CR_EINPUT, "%s at byte %" PRIu64, what, b->at);
}

/* Have at least WANT bytes ahead; *GOT says how many, fewer at the end. */
static int
look(struct cr_ber *b, size_t want, size_t *got)
{
	ptrdiff_t n;

	if (b->end - b->start < want && b->start != 0) {
		memmove(b->ahead, b->ahead + b->start, b->end - b->start);
		b->end -= b->start;
		b->start = 0;
	}
	while (b->end - b->start < want) {
		n = b->from.read(b->from.ctx, b->ahead + b->end,
		    CR_BER_AHEAD - b->end);
		if (n < 0)
			return (int)n;
		if (n == 0)
			break;
		b->end += (size_t)n;
	}
	*got = b->end - b->start;
	return CR_OK;
}

static void
consume(struct cr_ber *b, size_t n)
{
	b->start += n;
	b->at += n;
}

static uint64_t
bound(const struct cr_ber *b)
{
	return b->depth == 0 ? UINT64_MAX : b->level[b->depth - 1].end;
}

static bool
is_indefinite(const struct cr_ber *b)
{
	return b->depth != 0 && b->level[b->depth - 1].indefinite;
}

int
cr_ber_next(struct cr_ber *b, unsigned *tag)
{
	size_t got;
	int err;

	*tag = 0;
	if (b->depth != 0 && !is_indefinite(b) && b->at == bound(b))
		return 0;
	if ((err = look(b, 2, &got)) < 0)
		return err;
	if (got == 0 && b->depth == 0)
		return 0;
	if (got < 2)
		return malformed(b, "is cut short");
	if (b->ahead[b->start] == 0) {
		if (is_indefinite(b) && b->ahead[b->start + 1] == 0)
			return 0;
		return malformed(b, "is malformed");
	}
	*tag = b->ahead[b->start];
	return 1;
}

/* Look at the header of the next element, which must fit its level. */
static int
head(struct cr_ber *b, struct cr_tlv_head *h)
{
	size_t got;
	int err, r;

	if ((err = look(b, CR_TLV_HEAD_MAX, &got)) < 0)
		return err;
	r = cr_tlv_head(b->ahead + b->start, got, h);
	if (r == 0)
		return malformed(b, "is cut short");
	if (r < 0 || h->size > bound(b) - b->at ||
	    h->length > bound(b) - b->at - h->size)
		return malformed(b, "is malformed");
	return CR_OK;
}

static int
push(struct cr_ber *b, const struct cr_tlv_head *h)
{
	struct cr_ber_level *l;
	uint64_t outer = bound(b);

	if (b->depth == CR_BER_DEPTH)
		return malformed(b, "is nested too deep");
	consume(b, h->size);
	l = &b->level[b->depth++];
	l->indefinite = h->indefinite;
	l->end = h->indefinite ? outer : b->at + h->length;
	return CR_OK;
}

int
cr_ber_enter(struct cr_ber *b, unsigned tag)
{
	struct cr_tlv_head h;
	unsigned next;
	int err;

	if ((err = cr_ber_next(b, &next)) < 0)
		return err;
	if (err == 0 || next != tag)
		return malformed(b, "is malformed");
	if ((err = head(b, &h)) < 0)
		return err;
	return push(b, &h);
}

int
cr_ber_leave(struct cr_ber *b)
{
	unsigned tag;
	int err;

	if ((err = cr_ber_next(b, &tag)) < 0)
		return err;
	if (err != 0)
		return malformed(b, "is malformed");
	if (is_indefinite(b))
		consume(b, 2);
	b->depth--;
	return CR_OK;
}

/* Move N bytes to TO. */
static int
copy_bytes(struct cr_ber *b, uint64_t n, struct cr_buf *to)
{
	size_t got;
	int err;

	while (n != 0) {
		if ((err = look(b, 1, &got)) < 0)
			return err;
		if (got == 0)
			return malformed(b, "is cut short");
		if (got > n)
			got = (size_t)n;
		cr_buf_add(to, b->ahead + b->start, got);
		if (to->full)
			return cr_fail(b->cr, CR_ELIMIT,
			    "certificates and signatures pass %zu bytes",
			    to->max);
		consume(b, got);
		n -= got;
	}
	return CR_OK;
}

/* One header: its contents too when their length is known. */
static int
copy_step(struct cr_ber *b, struct cr_buf *to)
{
	struct cr_tlv_head h;
	int err;

	if ((err = head(b, &h)) < 0)
		return err;
	if (!h.indefinite)
		return copy_bytes(b, h.size + h.length, to);
	cr_buf_add(to, b->ahead + b->start, h.size);
	return push(b, &h);
}

int
cr_ber_copy(struct cr_ber *b, struct cr_buf *to)
{
	int depth = b->depth, err;
	unsigned tag;

	do {
		if ((err = cr_ber_next(b, &tag)) < 0)
			return err;
		if (err == 0 && b->depth == depth)
			return malformed(b, "is malformed");
		if (err == 0) {
			cr_buf_add(to, "\0", 2);
			err = cr_ber_leave(b);
		} else {
			err = copy_step(b, to);
		}
		if (err < 0)
			return err;
	} while (b->depth != depth);
	return CR_OK;
}

/* Open the part of an OCTET STRING that comes next. */
static int
octets_part(struct cr_ber *b)
{
	struct cr_tlv_head h;
	int err;

	if ((err = head(b, &h)) < 0)
		return err;
	if (h.tag == CR_TAG_OCTETS_PARTS)
		return push(b, &h);
	if (h.tag != CR_TAG_OCTETS)
		return malformed(b, "is malformed");
	consume(b, h.size);
	b->left = h.length;
	return CR_OK;
}

int
cr_ber_octets_begin(struct cr_ber *b)
{
	unsigned tag;
	int err;

	b->octets_depth = b->depth;
	b->left = 0;
	if ((err = cr_ber_next(b, &tag)) < 0)
		return err;
	return err == 0 ? malformed(b, "is malformed") : octets_part(b);
}

/* Find octets: 1 when there are, 0 at the end of the OCTET STRING. */
static int
octets_find(struct cr_ber *b)
{
	unsigned tag;
	int err;

	while (b->left == 0) {
		if (b->depth == b->octets_depth)
			return 0;
		if ((err = cr_ber_next(b, &tag)) < 0)
			return err;
		err = err == 0 ? cr_ber_leave(b) : octets_part(b);
		if (err < 0)
			return err;
	}
	return 1;
}

ptrdiff_t
cr_ber_octets(struct cr_ber *b, void *to, size_t n)
{
	ptrdiff_t got;
	int err;

	if ((err = octets_find(b)) <= 0)
		return err;
	if (n > b->left)
		n = (size_t)b->left;
	if (b->start != b->end) {
		if (n > b->end - b->start)
			n = b->end - b->start;
		memcpy(to, b->ahead + b->start, n);
		consume(b, n);
		b->left -= n;
		return (ptrdiff_t)n;
	}
	/* Nothing is ahead: large contents go straight to the caller. */
	got = b->from.read(b->from.ctx, to, n);
	if (got == 0)
		return malformed(b, "is cut short");
	if (got > 0) {
		b->at += (uint64_t)got;
		b->left -= (uint64_t)got;
	}
	return got;
}

int
cr_ber_drain(struct cr_ber *b, uint64_t *n)
{
	size_t got;
	int err;

	for (*n = 0;; *n += got) {
		if ((err = look(b, 1, &got)) < 0)
			return err;
		if (got == 0)
			return CR_OK;
		consume(b, got);
	}
}
