#include "runs.h"

#include <stdlib.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"

int
cr_runs_load(struct cr *cr, struct cr_runs *r, const struct cr_as_of *as_of)
{
	static const char sql_size[] =
	    "SELECT coalesce(max(id), 0), min(day) FROM run";
	static const char sql[] = "SELECT id, day FROM run";
	struct cr_stmt *st = cr_sql(cr, sql_size);
	int rc;

	*r = (struct cr_runs){ .until = as_of->day.days };
	if ((rc = cr_step(cr, st)) != 1)
		return rc;
	r->n = cr_col_int(st, 0) + 1;
	/* the day's own view exists from the day of the first run on */
	r->all = as_of->restated || r->until < cr_col_int(st, 1);
	cr_reset(st);
	r->day = cr_calloc((size_t)r->n, sizeof(*r->day));
	st = cr_sql(cr, sql);
	while ((rc = cr_step(cr, st)) == 1)
		r->day[cr_col_int(st, 0)] = (int32_t)cr_col_int(st, 1);
	return rc;
}

void
cr_runs_release(struct cr_runs *r)
{
	free(r->day);
	r->day = NULL;
	r->n = 0;
}

bool
cr_runs_happened(const struct cr_runs *r, int64_t run)
{
	return r->all || r->day[run] <= r->until;
}

bool
cr_runs_known(const struct cr_runs *r, int64_t run, int64_t undone)
{
	return cr_runs_happened(r, run) &&
	    (undone == 0 || !cr_runs_happened(r, undone));
}
