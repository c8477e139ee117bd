#include "cr/rating.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

static bool
same_text(struct cr_stmt *st, int col, const char *s)
{
	return cr_streq(cr_col_text(st, col), s);
}

/* Columns in the order of cr_rating_differs()'s query. */
static bool
same_rating(struct cr_stmt *st, const struct cr_rating *r, const char *digest,
    const char *currency)
{
	const int64_t sums[] = { r->items, r->unpaid, r->overdue.cents,
	    r->exposure.cents, r->credits.cents };
	const int32_t known[] = { r->score, r->pd_bp, r->index_bp,
	    r->trend_bp, r->late_rate_bp, r->adp_days, r->delay_days,
	    r->adl_days, r->dbt_days };
	int col = 5;
	size_t i;

	if (!same_text(st, 1, digest) || !same_text(st, 2, r->class_name) ||
	    !same_text(st, 3, currency) ||
	    cr_col_date(st, 4).days != r->since.days)
		return false;
	for (i = 0; i < sizeof(sums) / sizeof(*sums); i++)
		if (cr_col_int(st, col++) != sums[i])
			return false;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++, col++)
		if (cr_col_null(st, col) ? known[i] != CR_NOT_KNOWN :
		    cr_col_int(st, col) != known[i])
			return false;
	return true;
}

/* The reasons of a kept rating, one for one. */
static int
same_reasons(struct cr *cr, int64_t rating, const struct cr_rating *r)
{
	static const char sql[] =
	    "SELECT measure, score_bp, weight, points_bp FROM rating_reason "
	    "WHERE rating = :rating";
	struct cr_stmt *st = cr_sql(cr, sql);
	const struct cr_reason *reason;
	size_t n = 0, i;
	int rc;

	cr_bind_int(st, ":rating", rating);
	while ((rc = cr_step(cr, st)) == 1) {
		for (i = 0; i < r->nreasons; i++) {
			reason = &r->reasons[i];
			if (same_text(st, 0, reason->measure) &&
			    cr_col_int(st, 1) == reason->score_bp &&
			    cr_col_int(st, 2) == reason->weight &&
			    cr_col_int(st, 3) == reason->points_bp)
				break;
		}
		if (i == r->nreasons) {
			cr_reset(st);
			return 0;
		}
		n++;
	}
	return rc < 0 ? rc : n == r->nreasons;
}

int
cr_rating_differs(struct cr *cr, const struct cr_rating *r,
    const char *digest, const char *currency)
{
	static const char sql[] =
	    "SELECT id, model, class, currency, since, items, unpaid, "
	    "    overdue_cents, exposure_cents, credits_cents, score, pd_bp, "
	    "    index_bp, trend_bp, late_rate_bp, adp_days, delay_days, "
	    "    adl_days, dbt_days "
	    "FROM rating WHERE party = :party AND day <= :day "
	    "    AND undone_by IS NULL ORDER BY day DESC, id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":party", r->party);
	cr_bind_date(st, ":day", r->day);
	if ((rc = cr_step(cr, st)) <= 0)
		return rc < 0 ? rc : 1;
	if (!same_rating(st, r, digest, currency))
		rc = 1;
	else if ((rc = same_reasons(cr, cr_col_int(st, 0), r)) >= 0)
		rc = !rc;
	cr_reset(st);
	return rc;
}

/* A night of everybody saves some 300,000: parameters go by number. */
static int
save_reasons(struct cr *cr, int64_t rating, const struct cr_rating *r)
{
#define INTO "INSERT INTO rating_reason (rating, measure, heading, " \
	    "score_bp, weight, points_bp) "
	static const struct cr_insert insert = {
		INTO "VALUES (:rating, :measure, :heading, :score, :weight, "
		    ":points)", INTO, 6, NULL, 0,
	};
#undef INTO
	const struct cr_reason *reason = r->reasons;
	struct cr_stmt *st;
	int err;

	for (; reason < r->reasons + r->nreasons; reason++) {
		st = cr_insert(cr, &insert);
		cr_put_int(st, 1, rating);
		cr_put_text(st, 2, reason->measure, -1);
		cr_put_text(st, 3, reason->heading, -1);
		cr_put_int(st, 4, reason->score_bp);
		cr_put_int(st, 5, reason->weight);
		cr_put_int(st, 6, reason->points_bp);
		if ((err = cr_insert_row(cr, st, NULL)) != CR_OK)
			return err;
	}
	return CR_OK;
}

static void
put_known(struct cr_stmt *st, int param, int32_t v)
{
	if (v == CR_NOT_KNOWN)
		cr_put_null(st, param);
	else
		cr_put_int(st, param, v);
}

static void
put_rating(struct cr_stmt *st, const struct cr_rating *r)
{
	const int32_t known[] = { r->index_bp, r->trend_bp, r->late_rate_bp,
	    r->adp_days, r->delay_days, r->adl_days, r->dbt_days };
	int i;

	cr_put_int(st, 1, r->party);
	cr_put_int(st, 2, r->day.days);
	if (r->class_name != NULL)
		cr_put_text(st, 4, r->class_name, -1);
	put_known(st, 5, r->score);
	put_known(st, 6, r->pd_bp);
	cr_put_int(st, 8, r->items);
	for (i = 0; i < 7; i++)
		put_known(st, 9 + i, known[i]);
	cr_put_int(st, 16, r->unpaid);
	if (cr_date_is_set(r->since))
		cr_put_int(st, 17, r->since.days);
	cr_put_int(st, 18, r->overdue.cents);
	cr_put_int(st, 19, r->exposure.cents);
	cr_put_int(st, 20, r->credits.cents);
}

int
cr_rating_save(struct cr *cr, const struct cr_rating *r, const char *digest,
    const char *currency)
{
#define INTO "INSERT INTO rating (party, day, model, class, score, pd_bp, " \
	    "currency, items, index_bp, trend_bp, late_rate_bp, adp_days, " \
	    "delay_days, adl_days, dbt_days, unpaid, since, " \
	    "overdue_cents, exposure_cents, credits_cents, run) "
	static const struct cr_insert insert = {
		INTO "VALUES (:party, :day, :model, :class, :score, :pd, "
		    ":currency, :items, :index, :trend, :late_rate, :adp, "
		    ":delay, :adl, :dbt, :unpaid, :since, :overdue, "
		    ":exposure, :credits, :run)", INTO, 21, NULL, 0,
	};
#undef INTO
	struct cr_stmt *st = cr_insert(cr, &insert);
	int err;

	put_rating(st, r);
	cr_put_text(st, 3, digest, -1);
	cr_put_text(st, 7, currency, -1);
	cr_put_int(st, 21, cr->run);
	if ((err = cr_insert_row(cr, st, NULL)) != CR_OK)
		return err;
	return save_reasons(cr, cr_db_last_id(cr), r);
}

int
cr_rating_model_save(struct cr *cr, const char *digest, const char *name,
    const char *text)
{
	static const char sql[] =
	    "INSERT INTO rating_model (digest, name, text, run) "
	    "VALUES (:digest, :name, :text, :run) "
	    "ON CONFLICT (digest) DO NOTHING";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":digest", digest);
	cr_bind_text(st, ":name", name);
	cr_bind_text(st, ":text", text);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}
