#include "cr/event.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"

int
cr_event_last(struct cr *cr, int64_t *id, char hash[CR_EVENT_HASH_SIZE])
{
	static const char sql[] =
	    "SELECT id, hash FROM event ORDER BY id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	*id = 0;
	hash[0] = '\0';
	if (rc <= 0)
		return rc;
	*id = cr_col_int(st, 0);
	strncat(hash, cr_col_text(st, 1), CR_EVENT_HASH_SIZE - 1);
	cr_reset(st);
	return CR_OK;
}

int
cr_event_run(struct cr *cr, struct cr_event *e)
{
	static const char sql[] =
	    "SELECT day, at, tool, version, operator, what FROM run "
	    "WHERE id = :run";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":run", e->run);
	if ((rc = cr_step(cr, st)) != 1)
		return rc < 0 ? rc : cr_fail(cr, CR_ENOTFOUND,
		    "there is no run:%lld", (long long)e->run);
	e->day = cr_col_date(st, 0);
	e->at = cr_col_text(st, 1);
	e->tool = cr_col_text(st, 2);
	e->version = cr_col_text(st, 3);
	e->operator = cr_col_text(st, 4);
	e->what = cr_col_text(st, 5);
	return CR_OK;
}

int
cr_event_add(struct cr *cr, const char *act, const char *subject,
    const char *detail, const char *hash)
{
	static const char sql[] =
	    "INSERT INTO event (run, act, subject, detail, hash) "
	    "VALUES (:run, :act, :subject, :detail, :hash)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_int(st, 1, cr->run);
	cr_put_text(st, 2, act, -1);
	cr_put_text(st, 3, subject, -1);
	cr_put_text(st, 4, detail, -1);
	cr_put_text(st, 5, hash, -1);
	return cr_exec(cr, st);
}

static void
load(struct cr_stmt *st, struct cr_event *e)
{
	*e = (struct cr_event){
		.id = cr_col_int(st, 0), .run = cr_col_int(st, 1),
		.day = cr_col_date(st, 2), .at = cr_col_text(st, 3),
		.tool = cr_col_text(st, 4), .version = cr_col_text(st, 5),
		.operator = cr_col_text(st, 6), .what = cr_col_text(st, 7),
		.act = cr_col_text(st, 8), .subject = cr_col_text(st, 9),
		.detail = cr_col_text(st, 10), .hash = cr_col_text(st, 11),
	};
}

int
cr_event_each(struct cr *cr, const struct cr_event_filter *f,
    int (*each)(void *ctx, const struct cr_event *e), void *ctx)
{
	/* a missing run must show, or it could be taken away unseen */
	static const char sql[] =
	    "SELECT e.id, e.run, r.day, r.at, r.tool, r.version, r.operator, "
	    "r.what, e.act, e.subject, e.detail, e.hash "
	    "FROM event e LEFT JOIN run r ON r.id = e.run "
	    "WHERE e.id > :after AND (:run = 0 OR e.run = :run) "
	    "AND (:since IS NULL OR r.day >= :since) "
	    "AND (:until IS NULL OR r.day <= :until) "
	    "AND (:operator IS NULL OR r.operator = :operator) "
	    "AND (:act IS NULL OR e.act = :act) "
	    "AND (:subject IS NULL OR e.subject = :subject) ORDER BY e.id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_event e;
	int rc;

	cr_bind_int(st, ":after", f->after);
	cr_bind_int(st, ":run", f->run);
	cr_bind_date(st, ":since", f->since);
	cr_bind_date(st, ":until", f->until);
	cr_bind_text(st, ":operator", f->operator);
	cr_bind_text(st, ":act", f->act);
	cr_bind_text(st, ":subject", f->subject);
	while ((rc = cr_step(cr, st)) == 1) {
		load(st, &e);
		if ((rc = each(ctx, &e)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}
