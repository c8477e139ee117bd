#include "cr/lookup.h"

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"
#include "runs.h"

#define COLUMNS "l.id, l.provider, l.party, l.asked, l.day, l.until_day, " \
	"l.at, l.state, l.reason, l.shares, l.run, l.undone_by"

static void
load(struct cr_stmt *st, struct cr_lookup *l)
{
	*l = (struct cr_lookup){ .id = cr_col_int(st, 0),
	    .provider = cr_col_text(st, 1), .party = cr_col_int(st, 2),
	    .asked = cr_col_text(st, 3), .day = cr_col_date(st, 4),
	    .until = cr_col_date(st, 5), .at = cr_col_text(st, 6),
	    .state = cr_col_text(st, 7), .reason = cr_col_text(st, 8),
	    .shares = cr_col_int(st, 9), .run = cr_col_int(st, 10) };
}

static const char *
keep(struct cr_arena *a, const char *s)
{
	return s ? cr_arena_strdup(a, s) : NULL;
}

int
cr_lookup_last(struct cr *cr, const char *provider, int64_t party,
    const char *asked, struct cr_arena *a, struct cr_lookup *out)
{
	static const char sql[] = "SELECT " COLUMNS ", "
	    "    coalesce(o.answer, l.answer), coalesce(o.sha256, l.sha256) "
	    "FROM lookup l LEFT JOIN lookup o ON o.id = l.shares "
	    "WHERE l.provider = :provider AND l.asked = :asked "
	    "    AND (:party = 0 OR l.party = :party) "
	    "    AND l.undone_by IS NULL ORDER BY l.id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":provider", provider);
	cr_bind_text(st, ":asked", asked);
	cr_bind_int(st, ":party", party);
	if ((rc = cr_step(cr, st)) == 1) {
		load(st, out);
		out->provider = keep(a, out->provider);
		out->asked = keep(a, out->asked);
		out->at = keep(a, out->at);
		out->state = keep(a, out->state);
		out->reason = keep(a, out->reason);
		out->answer = keep(a, cr_col_text(st, 12));
		out->sha256 = keep(a, cr_col_text(st, 13));
	}
	cr_reset(st);
	return rc;
}

int
cr_lookup_add(struct cr *cr, const struct cr_lookup *l, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO lookup (provider, party, asked, day, at, until_day, "
	    "    state, reason, answer, sha256, shares, run) "
	    "VALUES (:provider, :party, :asked, :day, :at, :until, :state, "
	    "    :reason, :answer, :sha256, nullif(:shares, 0), :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_text(st, ":provider", l->provider);
	cr_bind_int(st, ":party", l->party);
	cr_bind_text(st, ":asked", l->asked);
	cr_bind_date(st, ":day", l->day);
	cr_bind_text(st, ":at", l->at);
	cr_bind_date(st, ":until", l->until);
	cr_bind_text(st, ":state", l->state);
	cr_bind_text(st, ":reason", l->reason);
	cr_bind_text(st, ":answer", l->answer);
	cr_bind_text(st, ":sha256", l->sha256);
	cr_bind_int(st, ":shares", l->shares);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		*id = cr_db_last_id(cr);
	return err;
}

static bool
same_key(const struct cr_lookup *a, const struct cr_lookup *b)
{
	return a->party == b->party && cr_streq(a->provider, b->provider) &&
	    cr_streq(a->asked, b->asked);
}

static bool
is_asked(const struct cr_lookup_filter *f, const struct cr_lookup *l)
{
	return (f->provider == NULL || cr_streq(f->provider, l->provider)) &&
	    (f->party == 0 || f->party == l->party) &&
	    (!cr_date_is_set(f->expired) ||
	    l->until.days < f->expired.days);
}

/* Rows by their keys, the latest first: of equal ones the first counts. */
static int
each_row(struct cr *cr, struct cr_stmt *st, const struct cr_runs *r,
    const struct cr_lookup_filter *f,
    int (*each)(void *ctx, const struct cr_lookup *l), void *ctx)
{
	struct cr_lookup l, last = { .party = 0 };
	struct cr_arena a;
	int rc;

	cr_arena_init(&a);
	while ((rc = cr_step(cr, st)) == 1) {
		load(st, &l);
		if (!cr_runs_known(r, l.run, cr_col_int(st, 11)) ||
		    same_key(&l, &last))
			continue;
		cr_arena_clear(&a);
		last = (struct cr_lookup){ .party = l.party,
		    .provider = keep(&a, l.provider),
		    .asked = keep(&a, l.asked) };
		if (is_asked(f, &l) && (rc = each(ctx, &l)) != 0)
			break;
	}
	cr_reset(st);
	cr_arena_release(&a);
	return rc;
}

int
cr_lookup_each(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_lookup_filter *f,
    int (*each)(void *ctx, const struct cr_lookup *l), void *ctx)
{
	static const char of_all[] = "SELECT " COLUMNS " FROM lookup l "
	    "ORDER BY l.party, l.provider, l.asked, l.id DESC";
	static const char of_one[] = "SELECT " COLUMNS " FROM lookup l "
	    "WHERE l.party = :party "
	    "ORDER BY l.provider, l.asked, l.id DESC";
	struct cr_runs r = { 0 };
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_runs_load(cr, &r, as_of)) == 0) {
		st = cr_sql(cr, f->party != 0 ? of_one : of_all);
		if (f->party != 0)
			cr_bind_int(st, ":party", f->party);
		rc = each_row(cr, st, &r, f, each, ctx);
	}
	cr_runs_release(&r);
	return rc;
}

int
cr_lookup_count(struct cr *cr, const char *provider, struct cr_date day,
    int64_t *n)
{
	static const char sql[] = "SELECT count(*) FROM lookup "
	    "WHERE provider = :provider AND day = :day AND shares IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":provider", provider);
	cr_bind_date(st, ":day", day);
	if ((rc = cr_step(cr, st)) == 1)
		*n = cr_col_int(st, 0);
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}

int
cr_pace_get(struct cr *cr, const char *provider, struct cr_pace *out)
{
	static const char sql[] = "SELECT next_at, failures FROM lookup_pace "
	    "WHERE provider = :provider";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	*out = (struct cr_pace){ 0 };
	cr_bind_text(st, ":provider", provider);
	if ((rc = cr_step(cr, st)) == 1)
		*out = (struct cr_pace){ cr_col_int(st, 0),
		    cr_col_int(st, 1) };
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}

int
cr_pace_set(struct cr *cr, const char *provider, const struct cr_pace *p)
{
	static const char sql[] =
	    "INSERT INTO lookup_pace (provider, next_at, failures) "
	    "VALUES (:provider, :next_at, :failures) "
	    "ON CONFLICT (provider) DO UPDATE "
	    "SET next_at = :next_at, failures = :failures";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":provider", provider);
	cr_bind_int(st, ":next_at", p->next_at);
	cr_bind_int(st, ":failures", p->failures);
	return cr_exec(cr, st);
}
