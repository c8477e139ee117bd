#include "cr/learned.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/digest.h"
#include "runs.h"

int
cr_learned_save(struct cr *cr, const struct cr_regressor *r, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO regressor (kind, day, from_day, items, events, "
	    "    text, digest, run) "
	    "VALUES (:kind, :day, :from, :items, :events, :text, :digest, "
	    "    :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	char digest[CR_SHA256_SIZE];
	struct cr_buf text;
	int err;

	cr_buf_init(&text);
	cr_regressor_write(&text, r);
	cr_bind_text(st, ":kind", cr_regressor_word(r->kind));
	cr_bind_date(st, ":day", r->day);
	cr_bind_date(st, ":from", r->from);
	cr_bind_int(st, ":items", r->stage[0].cases);
	cr_bind_int(st, ":events", r->stage[0].events);
	cr_bind_text(st, ":text", text.s);
	cr_bind_text(st, ":digest", cr_sha256(text.s, text.len, digest));
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		*id = cr_db_last_id(cr);
	cr_buf_release(&text);
	return err;
}

int
cr_learned_get(struct cr *cr, enum cr_regressor_kind kind,
    const struct cr_as_of *as_of, struct cr_regressor *r, int64_t *id)
{
	static const char sql[] =
	    "SELECT id, text, run, coalesce(undone_by, 0) FROM regressor "
	    "WHERE kind = :kind AND day <= :day ORDER BY id DESC";
	struct cr_runs runs;
	struct cr_stmt *st;
	const char *text;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK) {
		st = cr_sql(cr, sql);
		cr_bind_text(st, ":kind", cr_regressor_word(kind));
		cr_bind_int(st, ":day", as_of->day.days);
		while ((rc = cr_step(cr, st)) == 1) {
			if (!cr_runs_known(&runs, cr_col_int(st, 2),
			    cr_col_int(st, 3)))
				continue;
			*id = cr_col_int(st, 0);
			text = cr_col_text(st, 1);
			if ((rc = cr_regressor_read(cr, text, strlen(text),
			    r)) == CR_OK)
				rc = r->kind == kind;
			break;
		}
		cr_reset(st);
	}
	cr_runs_release(&runs);
	return rc;
}
