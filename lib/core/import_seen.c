#include "importing.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"
#include "cr/str.h"

#define SEEN_MAX 65536		/* parties kept at a time */

struct seen_party {
	int64_t id;
	int64_t when;		/* seen.now then */
	int32_t term_days;
	uint32_t fields;	/* that he has: bits, as in "fields" */
};

#define TEXT(f) offsetof(struct cr_rec_party, f)
static const size_t fields[] = {
	TEXT(kind), TEXT(name), TEXT(country), TEXT(vat), TEXT(tax_code),
	TEXT(street), TEXT(zip), TEXT(city), TEXT(province), TEXT(sdi_code),
	TEXT(iban), TEXT(language), TEXT(area), TEXT(category),
	TEXT(profession),
};
/* A field of these may hold no address at all. */
static const size_t channels[] = {
	TEXT(pec), TEXT(email), TEXT(mobile), TEXT(phone), TEXT(fax),
};
#undef TEXT
#define NFIELDS (sizeof(fields) / sizeof(fields[0]))
#define NCHANNELS (sizeof(channels) / sizeof(channels[0]))

static const char *
text_at(const struct cr_rec_party *p, size_t offset)
{
	return *(const char *const *)((const char *)p + offset);
}

static bool
has_address(const char *s)
{
	for (; *s != '\0' && !cr_is_digit(*s) && !cr_is_alpha(*s); s++)
		;
	return *s != '\0';
}

/* The fields that P says; or, once it was taken, that he has for certain. */
static uint32_t
said(const struct cr_rec_party *p, bool taken)
{
	uint32_t bits = 0;
	const char *s;
	size_t i;

	for (i = 0; i < NFIELDS; i++)
		if (text_at(p, fields[i]) != NULL)
			bits |= UINT32_C(1) << i;
	for (i = 0; i < NCHANNELS; i++)
		if ((s = text_at(p, channels[i])) != NULL &&
		    (!taken || has_address(s)))
			bits |= UINT32_C(1) << (NFIELDS + i);
	return bits;
}

/* Two texts are told apart from one, and none from an empty one. */
static void
add(struct cr_buf *b, const char *s)
{
	cr_buf_addc(b, s == NULL ? '-' : '+');
	if (s != NULL)
		cr_buf_add(b, s, strlen(s) + 1);
}

/* Who P is, and as what. */
static void
make_key(struct cr_buf *b, const char *role, const struct cr_rec_party *p)
{
	cr_buf_clear(b);
	add(b, role);
	add(b, p->country);
	add(b, p->vat);
	add(b, p->tax_code);
}

/* Did a party with the identifier change since? */
static bool
is_touched(const struct seen *s, const char *identifier, int64_t when)
{
	int64_t then;

	return identifier != NULL && cr_map_get(&s->touched, identifier,
	    strlen(identifier), &then) && then > when;
}

/* Known by numbers alone; and says nothing that makes other parties. */
static bool
is_plain(const struct cr_rec_party *p)
{
	return p->code == NULL && (p->vat != NULL || p->tax_code != NULL) &&
	    p->agent == NULL && p->depot == NULL &&
	    p->seasonal == CR_FLAG_UNKNOWN;
}

bool
cr_import_seen(struct importing *im, const char *role,
    const struct cr_rec_party *p, int64_t *id, int32_t *term_days)
{
	struct seen *s = &im->seen;
	const struct seen_party *v;
	int64_t i;

	if (s->n == 0 || !is_plain(p))
		return false;
	make_key(&s->key, role, p);
	if (!cr_map_get(&s->index, s->key.s, s->key.len, &i))
		return false;
	v = &s->v[i];
	if ((said(p, false) & ~v->fields) != 0 ||
	    is_touched(s, p->vat, v->when) ||
	    is_touched(s, p->tax_code, v->when))
		return false;
	*id = v->id;
	if (term_days != NULL)
		*term_days = v->term_days;
	return true;
}

void
cr_import_see(struct importing *im, const char *role,
    const struct cr_rec_party *p, int64_t id, int32_t term_days)
{
	struct seen *s = &im->seen;
	uint32_t bits = said(p, true);
	int64_t i;

	if (!is_plain(p))
		return;
	if (s->n == SEEN_MAX)
		cr_import_forget(im);
	make_key(&s->key, role, p);
	if (!cr_map_get(&s->index, s->key.s, s->key.len, &i)) {
		cr_grow(&s->v, s->n, &s->cap, sizeof(*s->v));
		i = (int64_t)s->n++;
		cr_map_put(&s->index, s->key.s, s->key.len, i);
	} else if (s->v[i].id == id) {
		bits |= s->v[i].fields;
	}
	s->v[i] = (struct seen_party){ id, s->now, term_days, bits };
}

void
cr_import_touch(struct importing *im, const char *vat, const char *tax_code)
{
	struct seen *s = &im->seen;

	if (s->n == 0)
		return;
	s->now++;
	if (vat != NULL)
		cr_map_put(&s->touched, vat, strlen(vat), s->now);
	if (tax_code != NULL)
		cr_map_put(&s->touched, tax_code, strlen(tax_code), s->now);
}

void
cr_import_forget(struct importing *im)
{
	struct seen *s = &im->seen;

	free(s->v);
	s->v = NULL;
	s->n = s->cap = 0;
	cr_map_release(&s->index);
	cr_map_release(&s->touched);
	cr_buf_release(&s->key);
}
