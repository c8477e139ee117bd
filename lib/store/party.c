#include "cr/party.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "change.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/facts.h"
#include "cr/str.h"

/*
 * The fields that may change, in the order of the columns that every
 * statement here names; id and space come before them.
 */
#define COLUMNS "code, kind, name, country, vat, tax_code, street, zip, " \
	"city, province, sdi_code, iban, language, area, category, " \
	"profession, agent, depot, seasonal, term_days"

struct field {
	const char *name;
	size_t offset;
	const char *update;
};

#define FIELD(f) { #f, offsetof(struct cr_party, f), \
	"UPDATE party SET " #f " = :value WHERE id = :id" }
static const struct field texts[] = {
	FIELD(code), FIELD(kind), FIELD(name), FIELD(country), FIELD(vat),
	FIELD(tax_code), FIELD(street), FIELD(zip), FIELD(city),
	FIELD(province), FIELD(sdi_code), FIELD(iban), FIELD(language),
	FIELD(area), FIELD(category), FIELD(profession),
};
static const struct field numbers[] = {
	FIELD(agent), FIELD(depot), FIELD(seasonal), FIELD(term_days),
};
#undef FIELD

#define NTEXTS (sizeof(texts) / sizeof(texts[0]))
#define NNUMBERS (sizeof(numbers) / sizeof(numbers[0]))

static const char **
text_of(const struct cr_party *p, size_t i)
{
	return (const char **)((uintptr_t)p + texts[i].offset);
}

static void
load(struct cr_stmt *st, struct cr_arena *a, struct cr_party *p)
{
	const char *s;
	size_t i;

	*p = CR_PARTY_NONE;
	p->id = cr_col_int(st, 0);
	p->space = cr_arena_strdup(a, cr_col_text(st, 1));
	for (i = 0; i < NTEXTS; i++)
		if ((s = cr_col_text(st, 2 + (int)i)) != NULL)
			*text_of(p, i) = cr_arena_strdup(a, s);
	p->agent = cr_col_int(st, 2 + NTEXTS);
	p->depot = cr_col_int(st, 3 + NTEXTS);
	if (!cr_col_null(st, 4 + NTEXTS))
		p->seasonal = (int)cr_col_int(st, 4 + NTEXTS);
	if (!cr_col_null(st, 5 + NTEXTS))
		p->term_days = (int32_t)cr_col_int(st, 5 + NTEXTS);
}

int
cr_party_get(struct cr *cr, int64_t id, struct cr_arena *a,
    struct cr_party *out)
{
	static const char sql[] = "SELECT id, space, " COLUMNS
	    " FROM party WHERE id = :id AND undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 1)
		load(st, a, out);
	cr_reset(st);
	return rc;
}

/* The first change after the day tells what a field was. */
static void
take_back(struct cr_stmt *st, struct cr_arena *a, struct cr_party *p,
    bool seen[NTEXTS])
{
	const char *field = cr_col_text(st, 0), *was = cr_col_text(st, 1);
	size_t i;

	for (i = 0; i < NTEXTS; i++) {
		if (strcmp(texts[i].name, field) != 0 || seen[i])
			continue;
		seen[i] = true;
		*text_of(p, i) = was != NULL ? cr_arena_strdup(a, was) : NULL;
	}
}

static int
to_then(struct cr *cr, struct cr_date day, struct cr_arena *a,
    struct cr_party *p)
{
	static const char sql[] =
	    "SELECT c.field, c.old, c.run AS act, c.id AS n "
	    "FROM change c JOIN run r ON r.id = c.run "
	    "WHERE c.party = :id AND r.day > :day "
	    "UNION ALL "
	    "SELECT c.field, c.new, c.undone_by, -c.id "
	    "FROM change c JOIN run r ON r.id = c.run "
	    "    JOIN run u ON u.id = c.undone_by "
	    "WHERE c.party = :id AND r.day <= :day AND u.day > :day "
	    "ORDER BY 3, 4";
	struct cr_stmt *st = cr_sql(cr, sql);
	bool seen[NTEXTS] = { false };
	int rc;

	cr_bind_int(st, ":id", p->id);
	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1)
		take_back(st, a, p, seen);
	return rc;
}

int
cr_party_then(struct cr *cr, int64_t id, const struct cr_as_of *as_of,
    struct cr_arena *a, struct cr_party *out)
{
	static const char sql[] = "SELECT id, space, " COLUMNS
	    " FROM party WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc, differ;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 1)
		load(st, a, out);
	cr_reset(st);
	if (rc != 1 || (differ = cr_facts_differ(cr, as_of)) == 0)
		return rc;
	if (differ < 0)
		return differ;
	return (rc = to_then(cr, as_of->day, a, out)) < 0 ? rc : 1;
}

/* As it was, where the ledger has changed since; else it is as it stands. */
static int
person_then(struct cr *cr, int64_t id, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t party, const char *profession), void *ctx)
{
	struct cr_party p;
	struct cr_arena a;
	int rc;

	cr_arena_init(&a);
	if ((rc = cr_party_then(cr, id, as_of, &a, &p)) == 1)
		rc = cr_streq(p.kind, "person") ? each(ctx, id,
		    p.profession) : 0;
	cr_arena_release(&a);
	return rc;
}

int
cr_party_persons(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t party, const char *profession), void *ctx)
{
	static const char sql[] =
	    "SELECT id, kind = 'person', profession FROM party "
	    "WHERE kind = 'person' OR (:past AND id IN (SELECT party "
	    "    FROM change WHERE party IS NOT NULL AND field = 'kind')) "
	    "ORDER BY id";
	int differ = cr_facts_differ(cr, as_of), rc;
	struct cr_stmt *st;

	if (differ < 0)
		return differ;
	st = cr_sql(cr, sql);
	cr_bind_int(st, ":past", differ);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = differ ? person_then(cr, cr_col_int(st, 0), as_of,
		    each, ctx) : each(ctx, cr_col_int(st, 0),
		    cr_col_text(st, 2))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_party_names(struct cr *cr, int (*each)(void *ctx, int64_t party,
    const char *code, const char *name), void *ctx)
{
	static const char sql[] = "SELECT id, code, name FROM party "
	    "WHERE undone_by IS NULL ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0), cr_col_text(st, 1),
		    cr_col_text(st, 2))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_party_by_code(struct cr *cr, const char *space, const char *code,
    int64_t *id)
{
	static const char sql[] = "SELECT id FROM party WHERE space = :space "
	    "AND code = :code AND code IS NOT NULL AND undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":space", space);
	cr_bind_text(st, ":code", code);
	if ((rc = cr_step(cr, st)) == 1)
		*id = cr_col_int(st, 0);
	cr_reset(st);
	return rc;
}

static int
each_party(struct cr *cr, struct cr_stmt *st, struct cr_arena *a,
    int (*each)(void *ctx, const struct cr_party *p), void *ctx)
{
	struct cr_party p;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		load(st, a, &p);
		if ((rc = each(ctx, &p)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_party_by_tax(struct cr *cr, const char *vat, const char *tax_code,
    struct cr_arena *a, int (*each)(void *ctx, const struct cr_party *p),
    void *ctx)
{
	/* two look-ups: one of both numbers builds a table in memory */
	static const char by_vat[] = "SELECT id, space, " COLUMNS
	    " FROM party WHERE vat = :vat AND space = 'party' "
	    "AND undone_by IS NULL ORDER BY id";
	static const char by_code[] = "SELECT id, space, " COLUMNS
	    " FROM party WHERE tax_code = :tax_code AND space = 'party' "
	    "AND undone_by IS NULL AND (vat IS NULL OR :vat IS NULL "
	    "OR vat <> :vat) ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, by_vat);
	int rc;

	cr_bind_text(st, ":vat", vat);
	if ((rc = each_party(cr, st, a, each, ctx)) != 0)
		return rc;
	st = cr_sql(cr, by_code);
	cr_bind_text(st, ":tax_code", tax_code);
	cr_bind_text(st, ":vat", vat);
	return each_party(cr, st, a, each, ctx);
}

static int64_t
number_of(const struct cr_party *p, size_t i)
{
	const int64_t v[] = { p->agent, p->depot, p->seasonal, p->term_days };

	return v[i];
}

/* Agent and depot are none at 0, the others below. */
static bool
number_said(const struct cr_party *p, size_t i)
{
	return number_of(p, i) > (i < 2 ? 0 : -1);
}

int
cr_party_add(struct cr *cr, const struct cr_party *p, int64_t *id)
{
	static const char sql[] = "INSERT INTO party (space, " COLUMNS ", run) "
	    "VALUES (:space, :code, :kind, :name, :country, :vat, :tax_code, "
	    ":street, :zip, :city, :province, :sdi_code, :iban, :language, "
	    ":area, :category, :profession, :agent, :depot, :seasonal, "
	    ":term_days, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	size_t i;
	int err;

	cr_put_text(st, 1, p->space ? p->space : "party", -1);
	for (i = 0; i < NTEXTS; i++)
		cr_put_text(st, 2 + (int)i, *text_of(p, i), -1);
	for (i = 0; i < NNUMBERS; i++)
		if (number_said(p, i))
			cr_put_int(st, 2 + NTEXTS + (int)i, number_of(p, i));
	if (p->name == NULL)
		cr_bind_text(st, ":name", p->code ? p->code : p->vat ? p->vat :
		    p->tax_code ? p->tax_code : "-");
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		*id = cr_db_last_id(cr);
	return err;
}

static int
set(struct cr *cr, const struct field *f, int64_t id, const char *value)
{
	struct cr_stmt *st = cr_sql(cr, f->update);

	cr_bind_text(st, ":value", value);
	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

int
cr_party_update(struct cr *cr, const struct cr_party *old,
    const struct cr_party *now, bool fill,
    void (*each)(void *ctx, const char *field, const char *was,
    const char *is), void *ctx)
{
	char was_number[24], is_number[24];
	const char *was, *is;
	const struct field *f;
	size_t i;
	int err;

	for (i = 0; i < NTEXTS + NNUMBERS; i++) {
		if (i < NTEXTS) {
			f = &texts[i];
			was = *text_of(old, i);
			is = *text_of(now, i);
		} else {
			f = &numbers[i - NTEXTS];
			snprintf(was_number, sizeof(was_number), "%lld",
			    (long long)number_of(old, i - NTEXTS));
			snprintf(is_number, sizeof(is_number), "%lld",
			    (long long)number_of(now, i - NTEXTS));
			was = number_said(old, i - NTEXTS) ? was_number : NULL;
			is = number_said(now, i - NTEXTS) ? is_number : NULL;
		}
		if (is == NULL || cr_streq(was, is) || (fill && was != NULL))
			continue;
		if ((err = set(cr, f, old->id, is)) != CR_OK ||
		    (err = cr_change_add(cr, 0, old->id, f->name, was, is)) !=
		    CR_OK)
			return err;
		each(ctx, f->name, was, is);
	}
	return CR_OK;
}

int
cr_party_restore(struct cr *cr, int64_t id, const char *field,
    const char *value)
{
	size_t i;

	for (i = 0; i < NTEXTS; i++)
		if (strcmp(texts[i].name, field) == 0)
			return set(cr, &texts[i], id, value);
	for (i = 0; i < NNUMBERS; i++)
		if (strcmp(numbers[i].name, field) == 0)
			return set(cr, &numbers[i], id, value);
	return CR_OK;	/* a contact: it ends and begins by its own run */
}
