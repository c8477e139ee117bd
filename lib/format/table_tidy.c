#include "tables.h"

#include <string.h>

#include "cr/str.h"
#include "cr/taxid.h"

/* Digits that a spreadsheet took for a number: their zeros in front. */
static const char *
pad(const char *s, size_t n, size_t width, char *to)
{
	if (n >= width || strspn(s, "0123456789") != n)
		return s;
	memset(to, '0', width - n);
	memcpy(to + width - n, s, n + 1);
	return to;
}

static bool
is_italian(const struct cr_rec_party *p)
{
	return p->country == NULL || cr_streq(p->country, "IT");
}

/*
 * A VAT number: "IT 01234567890", one without its zeros, or a tax code in
 * the same column. Foreign ones are kept, with their country.
 */
static const char *
tidy_vat(struct work *w, const char *s)
{
	struct cr_rec_party *p = &w->r.u.party;
	size_t n;

	if (!cr_code_normalise(s, w->vat, sizeof(w->vat)))
		return s;
	s = w->vat;
	if (cr_is_alpha(s[0]) && cr_is_alpha(s[1]) && strlen(s) == 16 &&
	    cr_cf_is_valid(s)) {
		if (p->tax_code == NULL)
			p->tax_code = s;
		return NULL;
	}
	if (cr_is_alpha(s[0]) && cr_is_alpha(s[1]) && strlen(s) > 4) {
		memcpy(w->country, s, 2);
		if (p->country == NULL)
			p->country = w->country;
		s += 2;
	}
	n = strlen(s);
	if (n >= 7 && is_italian(p))
		return pad(s, n, 11, w->padded);
	return s;
}

/* A debtor by his VAT number, which parties have without country. */
static const char *
tidy_owner(struct work *w, const char *s)
{
	if (!cr_code_normalise(s, w->vat, sizeof(w->vat)))
		return s;
	s = w->vat;
	if (cr_starts(s, "IT") && cr_is_digit(s[2]))
		s += 2;
	return strlen(s) >= 7 ? pad(s, strlen(s), 11, w->padded) : s;
}

const char *
cr_table_tidy(struct work *w, const struct bound *b, const char *s, size_t n)
{
	switch (b->tidy) {
	case TIDY_VAT:
		return tidy_vat(w, s);
	case TIDY_OWNER:
		return tidy_owner(w, s);
	case TIDY_ZIP:
		return n >= 3 && is_italian(&w->r.u.party) ?
		    pad(s, n, 5, w->zip) : s;
	case TIDY_CURRENCY:
		return strcmp(s, "\xe2\x82\xac") == 0 ||
		    cr_strcaseeq(s, "EURO") ? "EUR" : s;
	default:
		return s;
	}
}
