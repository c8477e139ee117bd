#include "cr/lookup.h"

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"
#include "runs.h"

/* What answers say beside what has a table of its own. */

static const char *
kind_word(const struct cr_finding *f)
{
	return f->differs ? "differs" : "note";
}

/* Does the latest one of the same key say the same? 1, 0 or an error. */
static int
is_known(struct cr *cr, const struct cr_finding *f)
{
	static const char sql[] = "SELECT f.value, f.ours FROM finding f "
	    "JOIN lookup l ON l.id = f.lookup JOIN lookup m "
	    "    ON m.id = :lookup AND m.provider = l.provider "
	    "WHERE f.party = :party AND f.kind = :kind AND f.field = :field "
	    "    AND f.undone_by IS NULL ORDER BY f.id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":lookup", f->lookup);
	cr_bind_int(st, ":party", f->party);
	cr_bind_text(st, ":kind", kind_word(f));
	cr_bind_text(st, ":field", f->field);
	if ((rc = cr_step(cr, st)) == 1)
		rc = cr_streq(cr_col_text(st, 0), f->value) &&
		    cr_streq(cr_col_text(st, 1), f->ours);
	cr_reset(st);
	return rc;
}

int
cr_finding_add(struct cr *cr, const struct cr_finding *f, bool *added)
{
	static const char sql[] =
	    "INSERT INTO finding (lookup, party, kind, field, value, ours, "
	    "    run) "
	    "VALUES (:lookup, :party, :kind, :field, :value, :ours, :run)";
	struct cr_stmt *st;
	int rc = is_known(cr, f);

	*added = rc == 0;
	if (rc != 0)
		return rc < 0 ? rc : CR_OK;
	st = cr_sql(cr, sql);
	cr_bind_int(st, ":lookup", f->lookup);
	cr_bind_int(st, ":party", f->party);
	cr_bind_text(st, ":kind", kind_word(f));
	cr_bind_text(st, ":field", f->field);
	cr_bind_text(st, ":value", f->value);
	cr_bind_text(st, ":ours", f->ours);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

/* One field of a party, as one provider tells it. */
struct place {
	int64_t party;
	const char *provider, *kind, *field;
};

static bool
same_place(const struct place *a, const struct place *b)
{
	return a->party == b->party && cr_streq(a->provider, b->provider) &&
	    cr_streq(a->kind, b->kind) && cr_streq(a->field, b->field);
}

static int
each_row(struct cr *cr, struct cr_stmt *st, const struct cr_runs *r,
    const struct cr_lookup_filter *f,
    int (*each)(void *ctx, const struct cr_finding *f), void *ctx)
{
	struct place here, last = { .party = 0 };
	struct cr_finding found;
	struct cr_arena a;
	int rc;

	cr_arena_init(&a);
	while ((rc = cr_step(cr, st)) == 1) {
		here = (struct place){ cr_col_int(st, 2), cr_col_text(st, 3),
		    cr_col_text(st, 4), cr_col_text(st, 5) };
		if (!cr_runs_known(r, cr_col_int(st, 10), cr_col_int(st,
		    11)) || same_place(&here, &last))
			continue;
		cr_arena_clear(&a);
		last = (struct place){ here.party,
		    cr_arena_strdup(&a, here.provider),
		    cr_arena_strdup(&a, here.kind),
		    cr_arena_strdup(&a, here.field) };
		found = (struct cr_finding){ .id = cr_col_int(st, 0),
		    .lookup = cr_col_int(st, 1), .party = here.party,
		    .differs = cr_streq(here.kind, "differs"),
		    .field = here.field, .value = cr_col_text(st, 6),
		    .ours = cr_col_text(st, 7), .provider = here.provider,
		    .day = cr_col_date(st, 8), .until = cr_col_date(st, 9) };
		if ((f->provider == NULL || cr_streq(f->provider,
		    here.provider)) && (rc = each(ctx, &found)) != 0)
			break;
	}
	cr_reset(st);
	cr_arena_release(&a);
	return rc;
}

int
cr_finding_each(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_lookup_filter *f,
    int (*each)(void *ctx, const struct cr_finding *f), void *ctx)
{
	static const char sql[] =
	    "SELECT f.id, f.lookup, f.party, l.provider, f.kind, f.field, "
	    "    f.value, f.ours, l.day, l.until_day, f.run, f.undone_by "
	    "FROM finding f JOIN lookup l ON l.id = f.lookup "
	    "WHERE :party = 0 OR f.party = :party "
	    "ORDER BY f.party, l.provider, f.kind, f.field, f.id DESC";
	struct cr_runs r = { 0 };
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_runs_load(cr, &r, as_of)) == 0) {
		st = cr_sql(cr, sql);
		cr_bind_int(st, ":party", f->party);
		rc = each_row(cr, st, &r, f, each, ctx);
	}
	cr_runs_release(&r);
	return rc;
}
