#include "importing.h"

#include <string.h>

#include "cr/identify.h"
#include "cr/str.h"
#include "cr/taxid.h"

/* The parties themselves: who they are, where they are written to. */

static const struct channel {
	const char *name;
	size_t offset;
} channels[] = {
	{ "email", offsetof(struct cr_rec_party, email) },
	{ "pec", offsetof(struct cr_rec_party, pec) },
	{ "mobile", offsetof(struct cr_rec_party, mobile) },
	{ "phone", offsetof(struct cr_rec_party, phone) },
	{ "fax", offsetof(struct cr_rec_party, fax) },
};

#define ADDRESSES 16		/* that one field may hold */

/* The addresses of one channel, as the record has them and we do. */
struct addresses {
	struct cr_arena *arena;
	const char *v[ADDRESSES];
	size_t n;
	bool fill;
};

static bool
has_address(const struct addresses *a, const char *s)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (cr_strcaseeq(a->v[i], s))
			return true;
	return false;
}

static void
push_address(struct addresses *a, const char *s, size_t n)
{
	char *copy = cr_collapse(cr_arena_strndup(a->arena, s, n));

	if (*copy != '\0' && a->n < ADDRESSES && !has_address(a, copy))
		a->v[a->n++] = copy;
}

/* "a@x.it; b@y.it" are two; a telephone number may have commas of its own. */
static void
split_addresses(struct addresses *a, const char *s)
{
	const char *end;

	for (; s != NULL; s = *end == '\0' ? NULL : end + 1) {
		end = s + strcspn(s, strchr(s, '@') ? ";," : ";");
		push_address(a, s, (size_t)(end - s));
	}
}

static int
keep_address(void *ctx, const char *address, const char *purpose)
{
	struct addresses *a = ctx;

	if (*purpose == '\0' && a->n < ADDRESSES)
		a->v[a->n++] = cr_arena_strdup(a->arena, address);
	return 0;
}

/*
 * The general addresses of a channel become those of the record. From an
 * invoice they are only taken when there are none: it is no register.
 */
static int
channel(struct importing *im, int64_t party, const char *name,
    const char *said, bool fill, bool *changed)
{
	struct addresses now = { .arena = &im->arena };
	struct addresses had = { .arena = &im->arena };
	size_t i;
	int err;

	split_addresses(&now, said);
	if (now.n == 0)
		return CR_OK;
	if ((err = cr_contact_each(im->cr, party, name, keep_address,
	    &had)) != 0 || (fill && had.n > 0))
		return err;
	for (i = 0; i < now.n && err == CR_OK; i++)
		if (!has_address(&had, now.v[i])) {
			err = cr_contact_add(im->cr, party, name, now.v[i],
			    "");
			*changed = true;
		}
	for (i = 0; i < had.n && err == CR_OK; i++)
		if (!has_address(&now, had.v[i])) {
			err = cr_contact_end(im->cr, party, name, had.v[i],
			    "");
			cr_note(im->cr, im->name, 0, "pty:%lld: %s \"%s\" "
			    "is no longer used", (long long)party, name,
			    had.v[i]);
			*changed = true;
		}
	return err;
}

static int
contacts(struct importing *im, int64_t party, const struct cr_rec_party *p,
    bool fill, bool *changed)
{
	const char *const *said;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < sizeof(channels) / sizeof(channels[0]); i++) {
		said = (const char *const *)((const char *)p +
		    channels[i].offset);
		if (err == CR_OK && *said != NULL)
			err = channel(im, party, channels[i].name, *said,
			    fill, changed);
	}
	return err;
}

/* Agents and depots have codes of their own; a new one is its code. */
static int
by_code(struct importing *im, const char *space, const char *code,
    int64_t *id)
{
	struct cr_party p = CR_PARTY_NONE;
	struct cr_buf key;
	int rc = CR_OK;

	*id = 0;
	if (cr_is_empty(code))
		return CR_OK;
	cr_buf_init(&key);
	cr_buf_addf(&key, "@%s\t%s", space, code);
	if (!cr_map_get(&im->parties, key.s, key.len, id) &&
	    (rc = cr_party_by_code(im->cr, space, code, id)) >= 0) {
		p.space = space;
		p.code = p.name = code;
		rc = rc == 1 ? CR_OK : cr_party_add(im->cr, &p, id);
		if (rc == CR_OK)
			rc = cr_party_role_add(im->cr, *id, space);
		if (rc == CR_OK)
			cr_map_put(&im->parties, key.s, key.len, *id);
	}
	cr_buf_release(&key);
	return rc;
}

static int
convert(struct importing *im, const struct cr_rec_party *p,
    const char *space, struct cr_party *to)
{
	int err;

	*to = (struct cr_party){
		.space = space, .code = p->code, .kind = p->kind,
		.name = p->name, .country = p->country, .vat = p->vat,
		.tax_code = p->tax_code, .street = p->street, .zip = p->zip,
		.city = p->city, .province = p->province,
		.sdi_code = p->sdi_code, .iban = p->iban,
		.language = p->language, .area = p->area,
		.category = p->category, .profession = p->profession,
		.seasonal = p->seasonal == CR_FLAG_UNKNOWN ? -1 :
		    p->seasonal == CR_FLAG_YES, .term_days = -1,
	};
	if ((err = by_code(im, "agent", p->agent, &to->agent)) == CR_OK)
		err = by_code(im, "depot", p->depot, &to->depot);
	return err;
}

/* An update being told. */
struct telling {
	struct importing *im;
	const struct cr_record *r;
	int64_t id;
	bool changed;
};

static void
tell(void *ctx, const char *field, const char *was, const char *is)
{
	struct telling *t = ctx;

	t->changed = true;
	cr_note(t->im->cr, t->r->file, t->r->line,
	    "pty:%lld: %s was \"%s\", is \"%s\"", (long long)t->id, field,
	    was ? was : "", is);
}

static int
update(struct importing *im, const struct cr_record *r, int64_t id,
    const struct cr_party *now, bool fill, bool *changed)
{
	struct telling t = { im, r, id, false };
	struct cr_party old;
	int err;

	if ((err = cr_party_get(im->cr, id, &im->arena, &old)) != 1)
		return err < 0 ? err : cr_fail(im->cr, CR_ENOTFOUND,
		    "there is no pty:%lld", (long long)id);
	err = cr_party_update(im->cr, &old, now, fill, tell, &t);
	if (t.changed) {
		cr_import_touch(im, old.vat, old.tax_code);
		cr_import_touch(im, now->vat, now->tax_code);
	}
	*changed |= t.changed;
	return err;
}

int
cr_import_known(struct importing *im, const struct cr_rec_party *p,
    const char *space, int64_t *id)
{
	struct cr_party who = CR_PARTY_NONE, had;
	int rc = 0;

	if (p->code != NULL &&
	    (rc = cr_party_by_code(im->cr, space, p->code, id)) != 0)
		return rc;
	if (strcmp(space, "party") != 0)
		return 0;
	who.country = p->country;
	who.vat = p->vat;
	who.tax_code = p->tax_code;
	rc = cr_party_identify(im->cr, &who, id);
	if (rc == CR_EINPUT && p->code != NULL)
		return 0;	/* its code tells it from the others */
	if (rc != 1 || p->code == NULL)
		return rc;
	/* the same company under another code of its ERP stays apart */
	if ((rc = cr_party_get(im->cr, *id, &im->arena, &had)) == 1)
		rc = had.code == NULL;
	return rc;
}

int
cr_import_describe(struct importing *im, const struct cr_record *r,
    const struct cr_rec_party *p, const char *space, bool fill, int64_t id,
    int64_t *out, bool *made, bool *changed)
{
	struct cr_party now;
	bool is_new = id == 0, differs = false;
	int err;

	if ((err = convert(im, p, space, &now)) != CR_OK)
		return err;
	if (!is_new) {
		err = update(im, r, id, &now, fill, &differs);
	} else {
		cr_import_touch(im, now.vat, now.tax_code);
		err = cr_party_add(im->cr, &now, &id);
	}
	if (err == CR_OK)
		err = contacts(im, id, p, fill, &differs);
	*out = id;
	if (made != NULL)
		*made = is_new;
	if (changed != NULL)
		*changed = differs;
	return err;
}

/* A role as the ledger calls it, from either language; NULL: it is none. */
static const char *
role(const char *said)
{
	static const char *const words[][3] = {
		{ "debtor", "cliente", "debitore" },
		{ "creditor", "creditore", "cedente" },
		{ "agent", "agente", "rappresentante" },
		{ "depot", "deposito", "filiale" },
		{ "provider", "fornitore", "agenzia" },
		{ "factor", "factor", "cessionario" },
		{ "insurer", "assicuratore", "assicurazione" },
		{ "lawyer", "legale", "avvocato" },
		{ "bank", "banca", "istituto" },
	};
	size_t i, k;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		for (k = 0; k < 3; k++)
			if (cr_strcaseeq(words[i][k], said))
				return words[i][0];
	return NULL;
}

/* Its space follows from what it is: an agent, a depot, or a party. */
static const char *
space_of(const struct cr_rec_party *p)
{
	const char *s = "party";
	size_t i;

	for (i = 0; i < p->roles.n; i++) {
		s = role(p->roles.v[i]);
		if (strcmp(s, "agent") != 0 && strcmp(s, "depot") != 0)
			return "party";
	}
	return s;
}

static int
roles(struct importing *im, int64_t id, const struct cr_rec_party *p)
{
	size_t i;
	int err = CR_OK;

	if (p->roles.n == 0)
		return cr_party_role_add(im->cr, id, "debtor");
	for (i = 0; i < p->roles.n && err == CR_OK; i++)
		err = cr_party_role_add(im->cr, id, role(p->roles.v[i]));
	return err;
}

/* Told where it is new: a due-date list names a customer in each line. */
static void
warn_of_vat(struct importing *im, const struct cr_record *r,
    const struct cr_rec_party *p)
{
	if (p->vat != NULL && strlen(p->vat) == 11 &&
	    (p->country == NULL || strcmp(p->country, "IT") == 0) &&
	    !cr_piva_is_valid(p->vat))
		cr_warn(im->cr, r->file, r->line,
		    "VAT number \"%s\" has a wrong check digit", p->vat);
}

int
cr_import_party(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_party *p = &r->u.party;
	bool made, changed;
	int64_t id = 0;
	size_t i;
	int rc;

	if (p->code == NULL && p->vat == NULL && p->tax_code == NULL)
		return cr_import_refuse(im, r, "the party has no code, VAT "
		    "number or tax code");
	for (i = 0; i < p->roles.n; i++)
		if (role(p->roles.v[i]) == NULL)
			return cr_import_refuse(im, r, "\"%s\" is no role",
			    p->roles.v[i]);
	if ((rc = cr_import_known(im, p, space_of(p), &id)) < 0)
		return cr_import_fault(im, r, rc);
	if (rc == 0)
		id = 0;
	if ((rc = cr_import_describe(im, r, p, space_of(p), false, id, &id,
	    &made, &changed)) != CR_OK || (rc = roles(im, id, p)) != CR_OK)
		return rc;
	if (made || changed)
		warn_of_vat(im, r, p);
	if (made)
		im->file->added++;
	else if (changed)
		im->file->changed++;
	else
		im->file->unchanged++;
	return CR_OK;
}
