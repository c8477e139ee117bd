#include "cr/identify.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/key.h"
#include "cr/str.h"

/*
 * Parties that share an identifier with WHO, by how well they fit. A number
 * that stands for both, as the tax code of a company is, says nothing more
 * than the VAT number alone.
 */
struct fit {
	const struct cr_party *who;
	const char *cf;		/* of WHO, when it says more */
	int64_t both, vat, cf_only;	/* the oldest of each */
	unsigned nvat, ncf_only;
};

/* The tax code, unless it only repeats the VAT number. */
static const char *
own_cf(const struct cr_party *p)
{
	return cr_streq(p->tax_code, p->vat) ? NULL : p->tax_code;
}

/* What a party without VAT number, or asked for without, is known by. */
static const char *
any_code(const struct cr_party *p)
{
	return p->tax_code ? p->tax_code : p->vat;
}

static bool
same_country(const struct cr_party *a, const struct cr_party *b)
{
	const char *x = a->country ? a->country : "IT";
	const char *y = b->country ? b->country : "IT";

	return cr_strcaseeq(x, y);
}

static void
take(int64_t *oldest, int64_t id)
{
	if (*oldest == 0 || id < *oldest)
		*oldest = id;
}

static int
fit_one(void *ctx, const struct cr_party *p)
{
	struct fit *f = ctx;
	const char *cf = own_cf(p);
	bool vat = f->who->vat != NULL && cr_streq(p->vat, f->who->vat) &&
	    same_country(p, f->who);

	if (vat && cr_streq(cf, f->cf)) {
		take(&f->both, p->id);
	} else if (vat && (cf == NULL || f->cf == NULL)) {
		take(&f->vat, p->id);
		f->nvat++;
	} else if (!vat && (p->vat == NULL || f->who->vat == NULL) &&
	    cr_streq(any_code(p), any_code(f->who))) {
		take(&f->cf_only, p->id);
		f->ncf_only++;
	}
	return 0;
}

int
cr_party_identify(struct cr *cr, const struct cr_party *who, int64_t *id)
{
	struct fit f = { .who = who, .cf = own_cf(who) };
	struct cr_arena a;
	int rc;

	if (any_code(who) == NULL)
		return 0;
	cr_arena_init(&a);
	rc = cr_party_by_tax(cr, who->vat ? who->vat : who->tax_code,
	    any_code(who), &a, fit_one, &f);
	cr_arena_release(&a);
	if (rc != 0)
		return rc;
	/* one company under several codes of its ERP is the oldest of them */
	*id = f.both ? f.both : f.nvat ? f.vat : f.cf_only;
	if (f.both == 0 && f.cf == NULL && f.nvat > 1)
		return cr_fail(cr, CR_EINPUT, "VAT number \"%s\" is that of "
		    "several parties; a tax code would tell", who->vat);
	if (f.both == 0 && f.nvat == 0 && f.ncf_only > 1)
		return cr_fail(cr, CR_EINPUT, "tax code \"%s\" is that of "
		    "several parties", any_code(who));
	return *id != 0;
}

static int
find_key(struct cr *cr, struct cr_key key, int64_t *id)
{
	struct cr_party p;
	struct cr_arena a;
	int rc;

	if (key.kind != CR_KEY_PARTY)
		return 0;
	cr_arena_init(&a);
	rc = cr_party_get(cr, key.id, &a, &p);
	cr_arena_release(&a);
	*id = key.id;
	return rc;
}

int
cr_party_find(struct cr *cr, const char *text, int64_t *id)
{
	struct cr_party who = CR_PARTY_NONE;
	struct cr_key key;
	int rc;

	if (cr_key_parse(text, strlen(text), &key))
		return find_key(cr, key, id);
	if ((rc = cr_party_by_code(cr, "party", text, id)) != 0)
		return rc;
	/* "IT01234567890", or the bare number, or a tax code */
	if (strlen(text) == 13 && strncmp(text, "IT", 2) == 0)
		text += 2;
	who.vat = text;
	if ((rc = cr_party_identify(cr, &who, id)) != 0)
		return rc;
	who.vat = NULL;
	who.tax_code = text;
	return cr_party_identify(cr, &who, id);
}
