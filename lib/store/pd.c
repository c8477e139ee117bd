#include "cr/pd.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/rating.h"
#include "runs.h"

int
cr_pd_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t party, const char *class_name,
    int32_t pd_bp), void *ctx)
{
	/* the last of a party that was known is its rating of the day */
	static const char sql[] =
	    "SELECT party, class, pd_bp, run, coalesce(undone_by, 0) "
	    "FROM rating WHERE day <= :day "
	    "ORDER BY party, day DESC, id DESC";
	struct cr_runs runs = { 0 };
	struct cr_stmt *st;
	int64_t party, last = 0;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK) {
		st = cr_sql(cr, sql);
		cr_bind_date(st, ":day", as_of->day);
		while ((rc = cr_step(cr, st)) == 1) {
			if ((party = cr_col_int(st, 0)) == last ||
			    !cr_runs_known(&runs, cr_col_int(st, 3),
			    cr_col_int(st, 4)))
				continue;
			last = party;
			if (!cr_col_null(st, 1) && (rc = each(ctx, party,
			    cr_col_text(st, 1), cr_col_null(st, 2) ?
			    CR_NOT_KNOWN : (int32_t)cr_col_int(st, 2))) != 0)
				break;
		}
		cr_reset(st);
	}
	cr_runs_release(&runs);
	return rc;
}
