#include "cr/asn1.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/date.h"
#include "cr/str.h"

const char *
cr_tlv_oid(const struct cr_tlv *t, struct cr_arena *a)
{
	const char *text = "";
	uint64_t arc = 0, first;
	size_t i;

	if (t->tag != CR_TAG_OID || t->body.n == 0 ||
	    t->body.p[t->body.n - 1] & 0x80)
		return "?";
	for (i = 0; i < t->body.n; i++) {
		if (arc > UINT64_MAX >> 7)
			return "?";
		arc = arc << 7 | (t->body.p[i] & 0x7f);
		if (t->body.p[i] & 0x80)
			continue;
		if (*text != '\0') {
			text = cr_arena_printf(a, "%s.%" PRIu64, text, arc);
		} else {
			first = arc < 80 ? arc / 40 : 2;
			text = cr_arena_printf(a, "%" PRIu64 ".%" PRIu64,
			    first, arc - first * 40);
		}
		arc = 0;
	}
	return text;
}

/* Digits I and I + 1 of the text. */
static bool
two(struct cr_bytes s, size_t i, int *out)
{
	if (i + 2 > s.n || !cr_is_digit((char)s.p[i]) ||
	    !cr_is_digit((char)s.p[i + 1]))
		return false;
	*out = (s.p[i] - '0') * 10 + s.p[i + 1] - '0';
	return true;
}

/* "Z", ".123Z" or "+0100" after the seconds; minutes off UTC. */
static bool
zone(struct cr_bytes s, size_t i, int *minutes)
{
	int h, m;

	if (i < s.n && (s.p[i] == '.' || s.p[i] == ','))
		for (i++; i < s.n && cr_is_digit((char)s.p[i]); i++)
			;
	*minutes = 0;
	if (i + 1 == s.n && s.p[i] == 'Z')
		return true;
	if (i + 5 != s.n || (s.p[i] != '+' && s.p[i] != '-') ||
	    !two(s, i + 1, &h) || !two(s, i + 3, &m))
		return false;
	*minutes = (s.p[i] == '-' ? -1 : 1) * (h * 60 + m);
	return true;
}

/* Months to minutes from I on; *N is where seconds or the zone begin. */
static bool
month_to_minute(struct cr_bytes s, size_t i, int v[4], size_t *n)
{
	int j;

	for (j = 0; j < 4; j++)
		if (!two(s, i + (size_t)j * 2, &v[j]))
			return false;
	*n = i + 8;
	return v[2] <= 23 && v[3] <= 59;
}

/* Two digits of a year in UTCTime (RFC 5280 4.1.2.5.1), or four. */
static bool
read_year(const struct cr_tlv *t, int *year, size_t *n)
{
	int low;

	if (t->tag == CR_TAG_UTCTIME && two(t->body, 0, year)) {
		*year += *year < 50 ? 2000 : 1900;
		*n = 2;
		return true;
	}
	if (t->tag != CR_TAG_GENTIME || !two(t->body, 0, year) ||
	    !two(t->body, 2, &low))
		return false;
	*year = *year * 100 + low;
	*n = 4;
	return true;
}

bool
cr_tlv_time(const struct cr_tlv *t, int64_t *out)
{
	int year, v[4], second = 0, off;
	struct cr_date d;
	size_t i;

	if (!read_year(t, &year, &i) || !month_to_minute(t->body, i, v, &i))
		return false;
	if (two(t->body, i, &second))
		i += 2;
	if (!zone(t->body, i, &off) || second > 60 ||
	    !cr_date_from_ymd(year, v[0], v[1], &d))
		return false;
	*out = (((int64_t)d.days * 24 + v[2]) * 60 + v[3] - off) * 60 + second;
	return true;
}

size_t
cr_der_head_size(uint64_t n)
{
	size_t size = 2;

	if (n >= 0x80)
		for (; n != 0; n >>= 8)
			size++;
	return size;
}

void
cr_der_head(struct cr_buf *b, unsigned tag, uint64_t n)
{
	size_t octets = cr_der_head_size(n) - 2;

	cr_buf_addc(b, (char)tag);
	if (octets == 0) {
		cr_buf_addc(b, (char)n);
		return;
	}
	cr_buf_addc(b, (char)(0x80 | octets));
	while (octets-- != 0)
		cr_buf_addc(b, (char)(n >> octets * 8));
}

void
cr_der_put(struct cr_buf *b, unsigned tag, const void *p, size_t n)
{
	cr_der_head(b, tag, n);
	cr_buf_add(b, p, n);
}

static bool
put_ber(struct cr_buf *b, struct cr_bytes from, struct cr_arena *a, int depth)
{
	struct cr_bytes octets;
	struct cr_buf in;
	struct cr_tlv t;
	bool good = true;

	while (good && from.n != 0) {
		if (depth > CR_ASN1_DEPTH || !cr_tlv_next(&from, &t) ||
		    (t.tag & 0x1f) == 0x1f)
			return false;
		if (t.tag == CR_TAG_OCTETS_PARTS) {
			good = cr_tlv_octets(&t, a, &octets);
			if (good)
				cr_der_put(b, CR_TAG_OCTETS, octets.p,
				    octets.n);
		} else if (t.tag & CR_TAG_CONSTRUCTED) {
			cr_buf_init_max(&in, b->max);
			good = put_ber(&in, t.body, a, depth + 1);
			cr_der_put(b, t.tag, in.s, in.len);
			cr_buf_release(&in);
		} else {
			cr_der_put(b, t.tag, t.body.p, t.body.n);
		}
	}
	return good;
}

bool
cr_der_put_ber(struct cr_buf *b, struct cr_bytes from, struct cr_arena *a)
{
	return put_ber(b, from, a, 0);
}

static int
compare(const void *va, const void *vb)
{
	const struct cr_bytes *a = va, *b = vb;
	size_t n = a->n < b->n ? a->n : b->n;
	int c = memcmp(a->p, b->p, n);

	return c != 0 ? c : (a->n > b->n) - (a->n < b->n);
}

bool
cr_der_put_sorted(struct cr_buf *b, struct cr_bytes set, struct cr_arena *a)
{
	struct cr_bytes *v, from = set;
	struct cr_tlv t;
	size_t n = 0, i;

	while (from.n != 0) {
		if (!cr_tlv_next(&from, &t))
			return false;
		n++;
	}
	v = cr_arena_alloc(a, (n + 1) * sizeof(*v));
	for (i = 0, from = set; i < n; i++) {
		cr_tlv_next(&from, &t);
		v[i] = t.whole;
	}
	qsort(v, n, sizeof(*v), compare);
	for (i = 0; i < n; i++)
		cr_buf_add(b, v[i].p, v[i].n);
	return true;
}
