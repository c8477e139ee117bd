#include "cr/rating_history.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/rating.h"
#include "history.h"

static int32_t
known(struct cr_stmt *st, int col)
{
	return cr_col_null(st, col) ? CR_NOT_KNOWN :
	    (int32_t)cr_col_int(st, col);
}

int
cr_rated_each(struct cr *cr, struct cr_date until,
    int (*each)(void *ctx, const struct cr_rated *r), void *ctx)
{
	static const char sql[] =
	    "SELECT party, day, class, score, pd_bp, run, "
	    "    coalesce(undone_by, 0) "
	    "FROM rating WHERE day <= :day ORDER BY party, day, id";
	const struct cr_as_of all = { .day = until, .restated = true };
	struct cr_runs runs = { 0 };
	struct cr_rated r;
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, &all)) == CR_OK) {
		st = cr_sql(cr, sql);
		cr_bind_date(st, ":day", until);
		while ((rc = cr_step(cr, st)) == 1) {
			r = (struct cr_rated){
				.party = cr_col_int(st, 0),
				.day = cr_col_date(st, 1),
				.class_name = cr_col_text(st, 2),
				.score = known(st, 3),
				.pd_bp = known(st, 4),
				.known = cr_history_known(&runs,
				    cr_col_int(st, 5), cr_col_int(st, 6)),
			};
			if ((rc = each(ctx, &r)) != 0)
				break;
		}
		cr_reset(st);
	}
	cr_runs_release(&runs);
	return rc;
}
