#include "enriching.h"

#include <string.h>

#include "cr/lookup.h"
#include "cr/mime.h"
#include "cr/str.h"
#include "matching.h"

/* What a register says of the party itself, beside what we have. */

/* How two values are compared. */
enum alike { BY_CODE, BY_NAME };

struct field {
	const char *name;
	size_t said, ours;	/* where they stand */
	enum alike alike;
	bool address;		/* a part of the postal address */
	bool identity;		/* never changed by what others say */
};

#define F(f, alike, address, identity) { #f, \
	offsetof(struct cr_rec_party, f), offsetof(struct cr_party, f), \
	alike, address, identity }
static const struct field fields[] = {
	F(name, BY_NAME, false, false),
	F(tax_code, BY_CODE, false, true),
	F(vat, BY_CODE, false, true),
	F(kind, BY_CODE, false, true),
	F(street, BY_NAME, true, false),
	F(zip, BY_CODE, true, false),
	F(city, BY_NAME, true, false),
	F(province, BY_CODE, true, false),
	F(sdi_code, BY_CODE, false, false),
	F(profession, BY_NAME, false, false),
};
#undef F

static const char *
text_at(const void *p, size_t offset)
{
	const char *s;

	memcpy(&s, (const char *)p + offset, sizeof(s));
	return s;
}

/* "Caffè Rossi S.r.l." and "CAFFE' ROSSI SRL" are the same name. */
static bool
are_alike(enum alike alike, const char *a, const char *b)
{
	char x[NAME_SIZE], y[NAME_SIZE];

	if (alike == BY_CODE)
		return cr_strcaseeq(a, b);
	cr_match_name(a, x, NAME_FULL);
	cr_match_name(b, y, NAME_FULL);
	return strcmp(x, y) == 0;
}

int
cr_enrich_differs(struct enriching *e, const char *fact, const char *field,
    const char *value, const char *ours)
{
	struct cr_finding f = { .lookup = e->lookup.id,
	    .party = e->party.id, .differs = true, .field = field,
	    .value = value, .ours = ours };
	bool added;
	int err = cr_finding_add(e->cr, &f, &added);

	if (err != CR_OK)
		return err;
	cr_enrich_fact(e, fact, field, value, ours, CR_ENRICH_DIFFERS);
	e->changed += added;
	return CR_OK;
}

/*
 * A postal address is taken as a whole: a postal code of the register's
 * beside a street of ours would be nobody's address. It is filled when we
 * have none, or when all that both have is the same.
 */
static bool
may_fill_address(const struct enriching *e, const struct cr_rec_party *said)
{
	const struct field *f;
	const char *a, *b;

	for (f = fields; f < fields + CR_COUNT_OF(fields); f++) {
		if (!f->address)
			continue;
		a = text_at(said, f->said);
		b = text_at(&e->party, f->ours);
		if (a != NULL && b != NULL && !are_alike(f->alike, a, b))
			return false;
	}
	return true;
}

struct others {
	int64_t party;
	bool any;
};

static int
is_other(void *ctx, const struct cr_party *p)
{
	struct others *o = ctx;

	o->any |= p->id != o->party;
	return 0;
}

/* Would the number make two parties of the ledger one? 1, 0 or an error. */
static int
is_taken(struct enriching *e, const struct field *f, const char *value)
{
	struct others o = { .party = e->party.id };
	bool vat = strcmp(f->name, "vat") == 0;
	int rc;

	if (strcmp(f->name, "kind") == 0)
		return 0;
	rc = cr_party_by_tax(e->cr, vat ? value : NULL, vat ? NULL : value,
	    &e->arena, is_other, &o);
	return rc < 0 ? rc : o.any;
}

/* Each change of the party is booked by cr_party_update(). */
static void
no_telling(void *ctx, const char *field, const char *was, const char *is)
{
	(void)ctx;
	(void)field;
	(void)was;
	(void)is;
}

static int
take(struct enriching *e, const struct field *f, const char *value,
    enum cr_enrich_how how)
{
	const char *ours = text_at(&e->party, f->ours);
	struct cr_party now = CR_PARTY_NONE;
	int err;

	memcpy((char *)&now + f->ours, &value, sizeof(value));
	if ((err = cr_party_update(e->cr, &e->party, &now, false, no_telling,
	    NULL)) == CR_OK)
		cr_enrich_fact(e, "party", f->name, value, ours, how);
	return err;
}

static int
book_field(struct enriching *e, const struct field *f, const char *value,
    bool fill_address)
{
	const char *ours = text_at(&e->party, f->ours);
	bool accept = e->opts->accept;
	int rc;

	if (ours == NULL && (!f->address || fill_address || accept)) {
		if ((rc = f->identity ? is_taken(e, f, value) : 0) < 0)
			return rc;
		if (rc == 0)
			return take(e, f, value, CR_ENRICH_NEW);
	} else if (ours != NULL && are_alike(f->alike, ours, value)) {
		cr_enrich_fact(e, "party", f->name, value, ours,
		    CR_ENRICH_SAME);
		return CR_OK;
	} else if (accept && !f->identity) {
		return take(e, f, value, CR_ENRICH_REPLACED);
	}
	return cr_enrich_differs(e, "party", f->name, value, ours);
}

/* ---- Addresses to write to ---------------------------------------------- */

static const struct channel {
	const char *name;
	size_t said;
	bool mail;
} channels[] = {
	{ "pec", offsetof(struct cr_rec_party, pec), true },
	{ "email", offsetof(struct cr_rec_party, email), true },
	{ "mobile", offsetof(struct cr_rec_party, mobile), false },
	{ "phone", offsetof(struct cr_rec_party, phone), false },
	{ "fax", offsetof(struct cr_rec_party, fax), false },
};

#define ADDRESSES 16

/* The general addresses of a channel. */
struct addresses {
	struct cr_arena *arena;
	const char *v[ADDRESSES];
	size_t n;
};

static int
keep(void *ctx, const char *address, const char *purpose)
{
	struct addresses *a = ctx;

	if (*purpose == '\0' && a->n < ADDRESSES)
		a->v[a->n++] = cr_arena_strdup(a->arena, address);
	return 0;
}

/* It tells an address that we have: who told it, and when, is kept. */
static int
confirm(struct enriching *e, const char *channel, const char *address)
{
	bool added;
	int err = cr_contact_source_add(e->cr, e->party.id, channel, address,
	    e->at->config->source, e->lookup.day, &added);

	if (err != CR_OK)
		return err;
	cr_enrich_fact(e, "contact", channel, address, address,
	    CR_ENRICH_SAME);
	e->changed += added;
	return CR_OK;
}

/* The address in the place of those we HAD. */
static int
add(struct enriching *e, const char *channel, const char *address,
    const struct addresses *had)
{
	bool added;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < had->n && err == CR_OK; i++)
		err = cr_contact_end(e->cr, e->party.id, channel, had->v[i],
		    "");
	if (err != CR_OK || (err = cr_contact_add(e->cr, e->party.id,
	    channel, address, "")) != CR_OK ||
	    (err = cr_contact_source_add(e->cr, e->party.id, channel,
	    address, e->at->config->source, e->lookup.day, &added)) != CR_OK)
		return err;
	cr_enrich_fact(e, "contact", channel, address, had->n > 0 ?
	    had->v[0] : NULL, had->n > 0 ? CR_ENRICH_REPLACED :
	    CR_ENRICH_NEW);
	return CR_OK;
}

static int
book_contact(struct enriching *e, const struct channel *c,
    const char *address)
{
	struct addresses had = { .arena = &e->arena };
	size_t i;
	int rc;

	if (c->mail && !cr_mail_address_is_valid(address)) {
		cr_refuse(e->cr, NULL, 0, "pty:%lld: %s: \"%s\" is no mail "
		    "address", (long long)e->party.id, e->at->config->name,
		    address);
		return CR_OK;
	}
	if ((rc = cr_contact_each(e->cr, e->party.id, c->name, keep,
	    &had)) != 0)
		return rc;
	for (i = 0; i < had.n; i++)
		if (cr_strcaseeq(had.v[i], address))
			return confirm(e, c->name, had.v[i]);
	if (had.n == 0 || e->opts->accept)
		return add(e, c->name, address, &had);
	return cr_enrich_differs(e, "contact", c->name, address, had.v[0]);
}

int
cr_enrich_party(struct enriching *e, const struct cr_rec_party *p)
{
	bool fill = may_fill_address(e, p);
	const char *value;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < CR_COUNT_OF(fields) && err == CR_OK; i++)
		if ((value = text_at(p, fields[i].said)) != NULL)
			err = book_field(e, &fields[i], value, fill);
	for (i = 0; i < CR_COUNT_OF(channels) && err == CR_OK; i++)
		if ((value = text_at(p, channels[i].said)) != NULL)
			err = book_contact(e, &channels[i], value);
	return err;
}

struct seeking {
	const char *address;
	bool found;
};

static int
is_address(void *ctx, const char *address, const char *purpose)
{
	struct seeking *s = ctx;

	(void)purpose;
	s->found |= cr_strcaseeq(s->address, address);
	return 0;
}

int
cr_enrich_still_differs(struct cr *cr, const struct cr_party *p,
    const struct cr_finding *f, const char **fact, const char **ours)
{
	struct seeking s = { .address = f->value };
	size_t i;
	int rc;

	*fact = "party";
	for (i = 0; i < CR_COUNT_OF(fields); i++) {
		if (strcmp(fields[i].name, f->field) != 0)
			continue;
		*ours = text_at(p, fields[i].ours);
		return *ours == NULL || !are_alike(fields[i].alike, *ours,
		    f->value);
	}
	*fact = "contact";
	rc = cr_contact_each(cr, p->id, f->field, is_address, &s);
	return rc < 0 ? rc : !s.found;
}
