#include "importing.h"

#include <stdlib.h>
#include <string.h>

#include "cr/identify.h"
#include "cr/str.h"

/* Whom a row means, and who is owed when it does not say. */

#define NAMELESS "-"		/* the name of a creditor without one */

/* ROLE is what a row means by SAID; he gets it, unless PLAIN. */
static int
find_party(struct importing *im, const struct cr_record *r,
    const char *said, const char *role, bool plain, int64_t *id)
{
	char key[128] = { plain ? '-' : role[0], '\0' };
	size_t n = strlen(said);
	int rc;

	/* one of a row's cells is looked up for each row */
	if (n > sizeof(key) - 1)
		n = sizeof(key) - 1;
	memcpy(key + 1, said, n++);
	if (cr_map_get(&im->parties, key, n, id))
		return CR_OK;
	*id = 0;
	if (n == sizeof(key) ||
	    (rc = cr_party_find(im->cr, said, id)) == 0)
		return cr_import_refuse(im, r, "%s \"%s\" is not known: import "
		    "that party first", role, said);
	if (rc < 0)
		return cr_import_fault(im, r, rc);
	rc = plain ? CR_OK : cr_party_role_add(im->cr, *id, role);
	if (rc == CR_OK)
		cr_map_put(&im->parties, key, n, *id);
	return rc;
}

int
cr_import_who(struct importing *im, const struct cr_record *r,
    const char *said, const char *role, int64_t *id)
{
	return find_party(im, r, said, role, false, id);
}

int
cr_import_whom(struct importing *im, const struct cr_record *r,
    const char *said, int64_t *id)
{
	return find_party(im, r, said, "debtor", true, id);
}

struct owers {
	int64_t self;
	int64_t v[8];		/* that owe documents with the number */
	size_t n;
};

static int
one_ower(void *ctx, const struct cr_doc_row *r)
{
	struct owers *o = ctx;

	if (r->einvoice && r->doc.debtor != o->self &&
	    (o->n == 0 || o->v[o->n - 1] != r->doc.debtor) &&
	    o->n < sizeof(o->v) / sizeof(o->v[0]))
		o->v[o->n++] = r->doc.debtor;
	return 0;
}

static bool
same_identity(const struct cr_party *a, const struct cr_party *b)
{
	/* what both say must agree, and something has to */
	return (a->vat != NULL && b->vat != NULL ? strcmp(a->vat, b->vat) == 0
	    : a->tax_code != NULL) && (a->tax_code == NULL ||
	    b->tax_code == NULL ? a->vat != NULL && b->vat != NULL :
	    strcmp(a->tax_code, b->tax_code) == 0);
}

int
cr_import_alias(struct importing *im, const char *number, int64_t debtor,
    int64_t *other)
{
	struct owers o = { .self = debtor };
	struct cr_party self, p;
	size_t i;
	int rc;

	*other = 0;
	if (!im->einvoices)
		return CR_OK;
	if ((rc = cr_doc_by_number(im->cr, number, 0, one_ower, &o)) !=
	    CR_OK || o.n == 0)
		return rc;
	if ((rc = cr_party_get(im->cr, debtor, &im->arena, &self)) != 1)
		return rc;
	for (i = 0; i < o.n && *other == 0; i++) {
		rc = cr_party_get(im->cr, o.v[i], &im->arena, &p);
		if (rc < 0)
			return rc;
		if (rc == 1 && same_identity(&self, &p))
			*other = o.v[i];
	}
	return CR_OK;
}

/* All creditors: how many, and the first. */
struct creditors {
	int64_t first;
	int n;
};

static int
count_creditor(void *ctx, int64_t id)
{
	struct creditors *c = ctx;

	if (c->n++ == 0)
		c->first = id;
	return 0;
}

/*
 * A ledger whose owner nobody has named: he gets a name when an invoice
 * comes that he issued.
 */
static int
make_placeholder(struct importing *im, int64_t *id)
{
	struct cr_party p = CR_PARTY_NONE;
	int err;

	p.name = NAMELESS;
	if ((err = cr_party_add(im->cr, &p, id)) != CR_OK)
		return err;
	return cr_party_role_add(im->cr, *id, "creditor");
}

int
cr_import_placeholder(struct importing *im, int64_t *id)
{
	struct creditors c = { 0 };
	struct cr_party p;
	int rc;

	if ((rc = cr_party_role_each(im->cr, "creditor", count_creditor,
	    &c)) != CR_OK || c.n != 1)
		return rc;
	*id = c.first;
	if ((rc = cr_party_get(im->cr, *id, &im->arena, &p)) == 1)
		rc = p.code == NULL && p.vat == NULL && p.tax_code == NULL &&
		    cr_streq(p.name, NAMELESS);
	return rc;
}

static int
named(struct importing *im, const char *said, int64_t *id)
{
	int rc = cr_party_find(im->cr, said, id);

	if (rc == 0)
		return cr_fail(im->cr, CR_EUSAGE,
		    "creditor \"%s\" is not known", said);
	if (rc < 0)
		return rc;
	if ((rc = cr_party_role_has(im->cr, *id, "creditor")) == 1)
		return CR_OK;
	if (rc == 0 && im->closed)
		return cr_fail(im->cr, CR_EUSAGE, "\"%s\" is no creditor of "
		    "this ledger; cr-init --creditor makes it one", said);
	return rc < 0 ? rc : cr_party_role_add(im->cr, *id, "creditor");
}

/* Of rows that name none: the one of the option, or the only one. */
static int
the_creditor(struct importing *im, const struct cr_record *r)
{
	struct creditors c = { 0 };
	int err;

	if (im->opts->creditor != NULL)
		return named(im, im->opts->creditor, &im->creditor);
	err = cr_party_role_each(im->cr, "creditor", count_creditor, &c);
	if (err != CR_OK)
		return err;
	if (c.n > 1)
		return cr_import_refuse(im, r,
		    "there are several creditors and "
		    "the row names none (--creditor)");
	if (c.n == 0)
		return make_placeholder(im, &im->creditor);
	im->creditor = c.first;
	return CR_OK;
}

int
cr_import_creditor(struct importing *im, const struct cr_record *r,
    const char *said, int64_t *id)
{
	int rc = CR_OK;

	if (said == NULL) {
		if (im->creditor == 0)
			rc = the_creditor(im, r);
		*id = im->creditor;
		return rc;
	}
	if (im->closed) {
		if ((rc = cr_party_find(im->cr, said, id)) == 1)
			rc = cr_party_role_has(im->cr, *id, "creditor");
		if (rc < 0)
			return cr_import_fault(im, r, rc);
		if (rc == 0)
			return cr_import_refuse(im, r, "\"%s\" is no creditor "
			    "of this ledger", said);
	}
	return cr_import_who(im, r, said, "creditor", id);
}
