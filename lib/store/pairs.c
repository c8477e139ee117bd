#include "pairs.h"

#include "cr/db.h"

int
cr_each_amount(struct cr *cr, struct cr_stmt *st,
    int (*each)(void *ctx, int64_t id, struct cr_money amount), void *ctx)
{
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0),
		    cr_col_money(st, 1))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_each_day(struct cr *cr, struct cr_stmt *st,
    int (*each)(void *ctx, int64_t id, struct cr_date day), void *ctx)
{
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0),
		    cr_col_date(st, 1))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_each_word(struct cr *cr, struct cr_stmt *st,
    int (*each)(void *ctx, int64_t id, const char *word), void *ctx)
{
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0),
		    cr_col_text(st, 1))) != 0)
			break;
	cr_reset(st);
	return rc;
}
