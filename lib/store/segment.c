#include "cr/segment.h"

#include <stdlib.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"
#include "runs.h"

void
cr_segment_add(struct cr_buf *b, char abc, const char *class_name)
{
	if (abc != '\0')
		cr_buf_addf(b, "%c-%s", abc,
		    class_name ? class_name : CR_UNRATED);
	else
		cr_buf_adds(b, class_name ? class_name : "-");
}

int
cr_segment_save(struct cr *cr, const struct cr_segment *s)
{
#define INTO "INSERT INTO segment (party, day, abc, class, " \
	    "exposure_cents, currency, run) "
	static const struct cr_insert insert = {
		INTO "VALUES (:party, :day, :abc, :class, :exposure, "
		    ":currency, :run)", INTO, 7, NULL, 0,
	};
#undef INTO
	const char abc[] = { s->abc, '\0' };
	struct cr_stmt *st = cr_insert(cr, &insert);

	cr_put_int(st, 1, s->party);
	cr_put_int(st, 2, s->day.days);
	cr_put_text(st, 3, abc, 1);
	if (s->class_name != NULL)
		cr_put_text(st, 4, s->class_name, -1);
	cr_put_int(st, 5, s->exposure.cents);
	cr_put_text(st, 6, s->currency, -1);
	cr_put_int(st, 7, cr->run);
	return cr_insert_row(cr, st, NULL);
}

static void
load(struct cr_stmt *st, struct cr_segment *s)
{
	const char *abc = cr_col_text(st, 4);

	*s = (struct cr_segment){ .party = cr_col_int(st, 0),
		.day = cr_col_date(st, 3), .abc = abc[0],
		.class_name = cr_col_text(st, 5),
		.exposure = cr_col_money(st, 6),
		.currency = cr_col_text(st, 7) };
}

int
cr_segment_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_segment *s), void *ctx)
{
	/* the last of a party goes first, and the others are passed over */
	static const char sql[] =
	    "SELECT party, run, coalesce(undone_by, 0), day, abc, class, "
	    "    exposure_cents, currency FROM segment WHERE day <= :day "
	    "ORDER BY party, day DESC, id DESC";
	struct cr_segment s = { .party = 0 };
	struct cr_runs runs;
	struct cr_stmt *st;
	int64_t done = 0;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK) {
		st = cr_sql(cr, sql);
		cr_bind_date(st, ":day", as_of->day);
		while ((rc = cr_step(cr, st)) == 1) {
			if (cr_col_int(st, 0) == done || !cr_runs_known(&runs,
			    cr_col_int(st, 1), cr_col_int(st, 2)))
				continue;
			load(st, &s);
			done = s.party;
			if ((rc = each(ctx, &s)) != 0)
				break;
		}
		cr_reset(st);
	}
	cr_runs_release(&runs);
	return rc;
}
