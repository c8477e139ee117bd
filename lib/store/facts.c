#include "cr/facts.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

/*
 * What the parties were, walked beside the parties themselves: for each of
 * them in turn, the fields that changed after the day, first act first. The
 * first one tells what the field was.
 */
static const char sql_since[] =
	"SELECT c.party, c.field, c.old, c.run AS act, c.id AS n "
	"FROM change c JOIN run r ON r.id = c.run "
	"WHERE c.party IS NOT NULL AND r.day > :day "
	"UNION ALL "
	"SELECT c.party, c.field, c.new, c.undone_by, -c.id "
	"FROM change c JOIN run r ON r.id = c.run "
	"    JOIN run u ON u.id = c.undone_by "
	"WHERE c.party IS NOT NULL AND r.day <= :day AND u.day > :day "
	"ORDER BY 1, 4, 5";

struct past {
	struct cr_stmt *st;	/* NULL: everything is as it is now */
	int64_t party;		/* of the row it stands on; 0: no more */
	struct cr_arena arena;	/* values of the present party */
};

static int
past_next(struct cr *cr, struct past *past)
{
	int rc = cr_step(cr, past->st);

	past->party = rc == 1 ? cr_col_int(past->st, 0) : 0;
	return rc < 0 ? rc : CR_OK;
}

int
cr_facts_differ(struct cr *cr, const struct cr_as_of *as_of)
{
	static const char sql[] = "SELECT min(day), max(day) FROM run";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	if (as_of->restated || (rc = cr_step(cr, st)) == 0)
		return 0;
	if (rc == 1)
		rc = as_of->day.days >= cr_col_int(st, 0) &&
		    as_of->day.days < cr_col_int(st, 1);
	cr_reset(st);
	return rc;
}

static int
past_begin(struct cr *cr, struct past *past, const struct cr_as_of *as_of)
{
	int rc = cr_facts_differ(cr, as_of);

	*past = (struct past){ 0 };
	cr_arena_init(&past->arena);
	if (rc != 1)
		return rc;
	past->st = cr_sql(cr, sql_since);
	cr_bind_date(past->st, ":day", as_of->day);
	return past_next(cr, past);
}

static void
past_end(struct past *past)
{
	if (past->st != NULL)
		cr_reset(past->st);
	cr_arena_release(&past->arena);
}

/* The fields that matter here; SEEN has a bit for each that was told. */
static void
take_back(struct cr_facts *f, unsigned *seen, const char *field, char *was)
{
	static const char *const names[] = {
		"code", "name", "kind", "vat", "area", "category", "agent",
		"depot",
	};
	const char **texts[] = { &f->code, &f->name, &f->kind, &f->vat,
		&f->area, &f->category };
	const size_t ntexts = sizeof(texts) / sizeof(texts[0]);
	int64_t *parties[] = { &f->agent, &f->depot };
	int64_t id = 0;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], field) == 0)
			break;
	if (i == sizeof(names) / sizeof(names[0]) || *seen & 1u << i)
		return;
	*seen |= 1u << i;
	if (i < ntexts) {
		*texts[i] = was;
		return;
	}
	if (was != NULL)
		cr_parse_int(was, strlen(was), &id);
	*parties[i - ntexts] = id;
}

static int
to_then(struct cr *cr, struct past *past, struct cr_facts *f)
{
	const char *was;
	unsigned seen = 0;
	int err = CR_OK;

	cr_arena_clear(&past->arena);
	while (err == CR_OK && past->party != 0 && past->party <= f->id) {
		was = cr_col_text(past->st, 2);
		if (past->party == f->id)
			take_back(f, &seen, cr_col_text(past->st, 1), was ?
			    cr_arena_strdup(&past->arena, was) : NULL);
		err = past_next(cr, past);
	}
	return err;
}

int
cr_facts_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_facts *f), void *ctx)
{
	static const char sql[] =
	    "SELECT id, code, name, area, category, agent, depot, kind, "
	    "    vat "
	    "FROM party ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_facts f;
	struct past past;
	int rc, err;

	err = past_begin(cr, &past, as_of);
	while (err == CR_OK && (rc = cr_step(cr, st)) != 0) {
		if (rc < 0) {
			err = rc;
			break;
		}
		f.id = cr_col_int(st, 0);
		f.code = cr_col_text(st, 1);
		f.name = cr_col_text(st, 2);
		f.area = cr_col_text(st, 3);
		f.category = cr_col_text(st, 4);
		f.agent = cr_col_int(st, 5);
		f.depot = cr_col_int(st, 6);
		f.kind = cr_col_text(st, 7);
		f.vat = cr_col_text(st, 8);
		if (past.st == NULL ||
		    (err = to_then(cr, &past, &f)) == CR_OK)
			err = each(ctx, &f);
	}
	cr_reset(st);
	past_end(&past);
	return err;
}
