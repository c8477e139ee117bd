#include "cr/canon.h"

#include <string.h>

#include "canon_keys.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/json.h"
#include "cr/str.h"

/* What is being read: for messages, the object that a key stands in. */
struct reading {
	struct cr *cr;
	struct cr_arena *a;
	const char *where;	/* "item", "instalments" */
};

static int read_object(struct reading *r, const struct canon_shape *shape,
    const struct cr_json *j, const char *where, void *to);

static int
wrong_type(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, enum cr_json_type wanted)
{
	return cr_fail(r->cr, CR_EINPUT, "\"%s\" of %s is a %s, not a %s",
	    k->name, r->where, cr_json_type_word(cr_json_type(v)),
	    cr_json_type_word(wanted));
}

/* Blanks around a document's number are no part of it. */
static const char *
keep(struct reading *r, const struct canon_key *k, const struct cr_json *v)
{
	char *s = cr_arena_strdup(r->a, cr_json_text(v));

	return cr_streq(k->name, "number") ||
	    cr_streq(k->name, "doc_number") ? cr_collapse(s) : s;
}

static int
read_text(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, const char **to)
{
	if (cr_json_type(v) != CR_JSON_TEXT)
		return wrong_type(r, k, v, CR_JSON_TEXT);
	if (*cr_json_text(v) != '\0')
		*to = keep(r, k, v);
	return CR_OK;
}

static int
read_texts(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, struct cr_text_list *to)
{
	size_t i;

	if (cr_json_type(v) != CR_JSON_LIST)
		return wrong_type(r, k, v, CR_JSON_LIST);
	to->n = cr_json_count(v);
	to->v = cr_arena_alloc(r->a, (to->n + 1) * sizeof(*to->v));
	for (i = 0; i < to->n; i++) {
		if (cr_json_type(cr_json_at(v, i)) != CR_JSON_TEXT)
			return wrong_type(r, k, cr_json_at(v, i),
			    CR_JSON_TEXT);
		to->v[i] = keep(r, k, cr_json_at(v, i));
	}
	return CR_OK;
}

static int
read_date(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, struct cr_date *to)
{
	const char *s = cr_json_text(v);

	if (s == NULL)
		return wrong_type(r, k, v, CR_JSON_TEXT);
	if (strlen(s) != CR_DATE_SIZE - 1 ||
	    !cr_date_parse(s, CR_DATE_SIZE - 1, CR_DATE_ISO, to))
		return cr_fail(r->cr, CR_EINPUT, "\"%s\" of %s, \"%s\", is no "
		    "day as 2026-03-31", k->name, r->where, s);
	return CR_OK;
}

/* A whole number between two others, both included. */
static int
read_number(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, int64_t min, int64_t max, int64_t *to)
{
	if (cr_json_type(v) != CR_JSON_INT)
		return wrong_type(r, k, v, CR_JSON_INT);
	*to = cr_json_int(v);
	if (*to < min || *to > max)
		return cr_fail(r->cr, CR_EINPUT, "\"%s\" of %s cannot be "
		    "%lld", k->name, r->where, (long long)*to);
	return CR_OK;
}

static int
read_cents(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, struct cr_money *to)
{
	return read_number(r, k, v, -CR_MONEY_MAX_CENTS, CR_MONEY_MAX_CENTS,
	    &to->cents);
}

static int
read_int(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, int32_t min, int32_t max, int32_t *to)
{
	int64_t n;
	int rc = read_number(r, k, v, min, max, &n);

	if (rc == CR_OK)
		*to = (int32_t)n;
	return rc;
}

static int
read_bool(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, bool *to)
{
	if (cr_json_type(v) != CR_JSON_BOOL)
		return wrong_type(r, k, v, CR_JSON_BOOL);
	*to = cr_json_bool(v);
	return CR_OK;
}

static int
read_flag(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, enum cr_flag *to)
{
	bool yes = false;
	int rc = read_bool(r, k, v, &yes);

	if (rc == CR_OK)
		*to = yes ? CR_FLAG_YES : CR_FLAG_NO;
	return rc;
}

static int
read_list(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, char *owner)
{
	size_t i, n;
	char *list;
	int rc = CR_OK;

	if (cr_json_type(v) != CR_JSON_LIST)
		return wrong_type(r, k, v, CR_JSON_LIST);
	n = cr_json_count(v);
	list = cr_arena_alloc(r->a, (n + 1) * k->shape->size);
	for (i = 0; rc == CR_OK && i < n; i++)
		rc = read_object(r, k->shape, cr_json_at(v, i), k->name,
		    list + i * k->shape->size);
	memcpy(owner + k->offset, &list, sizeof(list));
	memcpy(owner + k->count, &n, sizeof(n));
	return rc;
}

/* The value V of key K into OWNER, the structure that has the key. */
static int
read_value(struct reading *r, const struct canon_key *k,
    const struct cr_json *v, char *owner)
{
	void *at = owner + k->offset;

	if (cr_json_type(v) == CR_JSON_NULL)
		return CR_OK;
	switch (k->kind) {
	case CANON_TEXT:
		return read_text(r, k, v, at);
	case CANON_TEXTS:
		return read_texts(r, k, v, at);
	case CANON_DATE:
		return read_date(r, k, v, at);
	case CANON_CENTS:
		return read_cents(r, k, v, at);
	case CANON_OPT_CENTS:
		((struct cr_opt_money *)at)->set = true;
		return read_cents(r, k, v, &((struct cr_opt_money *)at)->v);
	case CANON_NUMBER:
		return read_int(r, k, v, 1, INT32_MAX, at);
	case CANON_COUNT:
	case CANON_DAYS:
		return read_int(r, k, v, 0, INT32_MAX, at);
	case CANON_BP:
		return read_int(r, k, v, 0, CANON_BP_MAX, at);
	case CANON_FLAG:
		return read_flag(r, k, v, at);
	case CANON_BOOL:
		return read_bool(r, k, v, at);
	case CANON_OBJECT:
		return read_object(r, k->shape, v, k->name, at);
	default:
		return read_list(r, k, v, owner);
	}
}

static const struct canon_key *
find_key(const struct canon_shape *shape, const char *name)
{
	size_t i;

	for (i = 0; i < shape->nkeys; i++)
		if (strcmp(shape->keys[i].name, name) == 0)
			return &shape->keys[i];
	return NULL;
}

/* Keys that stand before those of the record. */
static bool
is_outer(const char *key, const char *where)
{
	return (strcmp(key, "record") == 0 || strcmp(key, "file") == 0) &&
	    where == NULL;
}

/* WHERE is NULL for the record itself. */
static int
read_object(struct reading *r, const struct canon_shape *shape,
    const struct cr_json *j, const char *where, void *to)
{
	const char *before = r->where, *name;
	const struct canon_key *k;
	const struct cr_json *v;
	void *iter = NULL;
	int rc = CR_OK;

	if (where != NULL) {
		r->where = where;
		cr_canon_clear(shape, to);
	}
	if (cr_json_type(j) != CR_JSON_OBJECT)
		return cr_fail(r->cr, CR_EINPUT, "\"%s\" holds a %s, not an "
		    "object", r->where, cr_json_type_word(cr_json_type(j)));
	while (rc == CR_OK && cr_json_next(j, &iter, &name, &v)) {
		if (is_outer(name, where))
			continue;
		if ((k = find_key(shape, name)) == NULL)
			return cr_fail(r->cr, CR_EINPUT, "%s has no key "
			    "\"%s\"", r->where, name);
		rc = read_value(r, k, v, to);
	}
	r->where = before;
	return rc;
}

static const char *
missing_of_item(const struct cr_rec_item *it)
{
	if (it->debtor == NULL)
		return "debtor";
	if (it->number == NULL)
		return "number";
	if (!cr_date_is_set(it->due) && !cr_date_is_set(it->date))
		return "due";
	return it->amount.set || it->open.set ? NULL : "amount_cents";
}

static const char *
missing_of_bank(const struct cr_record *r)
{
	const struct cr_rec_entry *e = &r->u.entry;
	const struct cr_rec_outcome *o = &r->u.outcome;

	if (r->type == CR_RECORD_BALANCE)
		return r->u.balance.account ? NULL : "account";
	if (r->type == CR_RECORD_OUTCOME)
		return o->source == NULL ? "source" : o->code == NULL &&
		    o->outcome == NULL ? "code\" or \"outcome" : NULL;
	if (e->account == NULL)
		return "account";
	if (!cr_date_is_set(e->booked) && !cr_date_is_set(e->value))
		return "booked";
	return e->amount.set || e->tx > 0 ? NULL : "amount_cents";
}

/* WHO and WHAT are there, and DAY; what is not is called by its key. */
static const char *
lacking(const char *who, const char *what, const char *what_key,
    struct cr_date day)
{
	if (who == NULL)
		return "debtor";
	if (what == NULL)
		return what_key;
	return cr_date_is_set(day) ? NULL : "date";
}

static const char *
missing_of_fact(const struct cr_record *r)
{
	const struct cr_rec_sheet *b = &r->u.sheet;
	const struct cr_rec_score *s = &r->u.score;
	const struct cr_rec_commitment *c = &r->u.commitment;
	const struct cr_rec_plafond *p = &r->u.plafond;
	const char *lacks;

	switch (r->type) {
	case CR_RECORD_SHEET:
		lacks = lacking(b->debtor, "", "", b->date);
		return lacks || b->assets.set ? lacks : "assets_cents";
	case CR_RECORD_SCORE:
		lacks = lacking(s->debtor, s->score, "score", s->date);
		return lacks || s->provider ? lacks : "provider";
	case CR_RECORD_COMMITMENT:
		lacks = lacking(c->debtor, c->number, "number", c->date);
		if (lacks == NULL && c->kind == NULL)
			return "kind";
		return lacks || c->amount.set ? lacks : "amount_cents";
	case CR_RECORD_PLAFOND:
		lacks = lacking(p->debtor, p->provider, "provider",
		    (struct cr_date){ 0 });
		if (lacks == NULL && p->kind == NULL)
			return "kind";
		return lacks || p->amount.set ? lacks : "amount_cents";
	case CR_RECORD_ASSET:
		return lacking(r->u.asset.debtor, r->u.asset.kind, "kind",
		    r->u.asset.date);
	default:
		return lacking(r->u.adverse.debtor, r->u.adverse.kind, "kind",
		    r->u.adverse.date);
	}
}

/* What a record cannot do without. */
static const char *
missing(const struct cr_record *r, const struct cr_json *j)
{
	const struct cr_rec_party *p = &r->u.party;

	switch (r->type) {
	case CR_RECORD_PARTY:
		return p->code || p->vat || p->tax_code ? NULL :
		    "code\", \"vat\" or \"tax_code";
	case CR_RECORD_ITEM:
		return missing_of_item(&r->u.item);
	case CR_RECORD_PAYMENT:
		if (r->u.payment.debtor == NULL)
			return "debtor";
		if (!cr_date_is_set(r->u.payment.date))
			return "date";
		return cr_json_get(j, "amount_cents") ? NULL : "amount_cents";
	case CR_RECORD_INVOICE:
		if (r->u.invoice.number == NULL)
			return "number";
		if (!cr_date_is_set(r->u.invoice.date))
			return "date";
		return cr_json_get(j, "due_cents") ? NULL : "due_cents";
	case CR_RECORD_RECEIPT:
		return r->u.receipt.kind ? NULL : "kind";
	case CR_RECORD_ENTRY:
	case CR_RECORD_OUTCOME:
	case CR_RECORD_BALANCE:
		return missing_of_bank(r);
	default:
		return missing_of_fact(r);
	}
}

static int
read_record(struct reading *r, const struct cr_json *j, bool about,
    struct cr_record *out)
{
	const struct cr_json *word = cr_json_get(j, "record");
	const struct cr_json *file = cr_json_get(j, "file");
	enum cr_record_type type;
	const char *lacks;
	int rc;

	if (word == NULL || cr_json_type(word) != CR_JSON_TEXT)
		return cr_fail(r->cr, CR_EINPUT, "\"record\" is missing");
	if (!cr_record_type_parse(cr_json_text(word), &type))
		return cr_fail(r->cr, CR_EINPUT, "record \"%s\" is not known",
		    cr_json_text(word));
	cr_record_init(out, type);
	r->where = cr_record_word(type);
	if (file != NULL && cr_json_type(file) == CR_JSON_TEXT)
		out->file = cr_arena_strdup(r->a, cr_json_text(file));
	rc = read_object(r, &cr_canon_shapes[type], j, NULL, &out->u);
	if (rc == CR_OK && !about && (lacks = missing(out, j)) != NULL)
		return cr_fail(r->cr, CR_EINPUT, "\"%s\" of %s is missing",
		    lacks, r->where);
	return rc;
}

int
cr_record_from_json(struct cr *cr, struct cr_arena *a, const char *s, size_t n,
    struct cr_record *out)
{
	struct reading r = { .cr = cr, .a = a, .where = "record" };
	struct cr_json *j = NULL;
	int rc = cr_json_parse(cr, s, n, &j);

	if (rc == CR_OK)
		rc = cr_json_type(j) == CR_JSON_OBJECT ?
		    read_record(&r, j, false, out) :
		    cr_fail(cr, CR_EINPUT, "is no object");
	cr_json_free(j);
	return rc;
}

int
cr_record_about(struct cr *cr, struct cr_arena *a, const struct cr_json *j,
    struct cr_record *out)
{
	struct reading r = { .cr = cr, .a = a, .where = "record" };

	return cr_json_type(j) == CR_JSON_OBJECT ?
	    read_record(&r, j, true, out) :
	    cr_fail(cr, CR_EINPUT, "is no object");
}
