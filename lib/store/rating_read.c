/* Ratings and their reasons as they were kept. */

#include "cr/rating.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "runs.h"

static int32_t
known(struct cr_stmt *st, int col)
{
	return cr_col_null(st, col) ? CR_NOT_KNOWN :
	    (int32_t)cr_col_int(st, col);
}

/* Columns in the order of cr_rating_each()'s query. */
static void
load(struct cr_stmt *st, struct cr_rating *r, struct cr_rating_made *made)
{
	int col = 0;

	*r = (struct cr_rating){ .party = cr_col_int(st, col++),
		.last_unpaid = CR_DATE_NONE, .last_broken = CR_DATE_NONE,
		.notice = CR_DATE_NONE, .sheet = CR_DATE_NONE,
		.use_bp = CR_NOT_KNOWN, .z_bp = CR_NOT_KNOWN,
		.z_maker_bp = CR_NOT_KNOWN };
	made->id = cr_col_int(st, col++);
	made->run = cr_col_int(st, col++);
	col++;			/* undone_by */
	made->model = cr_col_text(st, col++);
	made->currency = cr_col_text(st, col++);
	r->day = cr_col_date(st, col++);
	r->class_name = cr_col_text(st, col++);
	r->score = known(st, col++);
	r->pd_bp = known(st, col++);
	r->items = cr_col_int(st, col++);
	r->index_bp = known(st, col++);
	r->trend_bp = known(st, col++);
	r->late_rate_bp = known(st, col++);
	r->adp_days = known(st, col++);
	r->delay_days = known(st, col++);
	r->adl_days = known(st, col++);
	r->dbt_days = known(st, col++);
	r->unpaid = cr_col_int(st, col++);
	r->since = cr_col_date(st, col++);
	r->overdue = cr_col_money(st, col++);
	r->exposure = cr_col_money(st, col++);
	r->credits = cr_col_money(st, col);
}

int
cr_rating_each(struct cr *cr, const struct cr_as_of *as_of, int64_t party,
    int (*each)(void *ctx, const struct cr_rating *r,
    const struct cr_rating_made *made), void *ctx)
{
	static const char sql[] =
	    "SELECT party, r.id, r.run, coalesce(undone_by, 0), m.name, "
	    "    currency, day, class, score, pd_bp, items, index_bp, "
	    "    trend_bp, late_rate_bp, adp_days, delay_days, adl_days, "
	    "    dbt_days, unpaid, since, overdue_cents, exposure_cents, "
	    "    credits_cents "
	    "FROM rating r JOIN rating_model m ON m.digest = r.model "
	    "WHERE party BETWEEN :low AND :high AND day <= :day "
	    "ORDER BY party, day, r.id";
	struct cr_rating_made made;
	struct cr_rating r;
	struct cr_runs runs;
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK) {
		st = cr_sql(cr, sql);
		cr_bind_int(st, ":low", party);
		cr_bind_int(st, ":high", party != 0 ? party : INT64_MAX);
		cr_bind_date(st, ":day", as_of->day);
		while ((rc = cr_step(cr, st)) == 1) {
			if (!cr_runs_known(&runs, cr_col_int(st, 2),
			    cr_col_int(st, 3)))
				continue;
			load(st, &r, &made);
			if ((rc = each(ctx, &r, &made)) != 0)
				break;
		}
		cr_reset(st);
	}
	cr_runs_release(&runs);
	return rc;
}

int
cr_rating_reasons(struct cr *cr, int64_t id, struct cr_arena *a,
    struct cr_rating *r)
{
	static const char sql[] =
	    "SELECT measure, heading, score_bp, weight, points_bp "
	    "FROM rating_reason WHERE rating = :rating "
	    "ORDER BY measure LIKE 'cap:%', measure LIKE 'deduct:%', "
	    "    weight DESC, measure";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	r->nreasons = 0;
	cr_bind_int(st, ":rating", id);
	while ((rc = cr_step(cr, st)) == 1 && r->nreasons < CR_REASONS_MAX)
		r->reasons[r->nreasons++] = (struct cr_reason){
			.measure = cr_arena_strdup(a, cr_col_text(st, 0)),
			.heading = cr_arena_strdup(a, cr_col_text(st, 1)),
			.score_bp = (int32_t)cr_col_int(st, 2),
			.weight = (int32_t)cr_col_int(st, 3),
			.points_bp = (int32_t)cr_col_int(st, 4),
		};
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}
