#include "cr/credit.h"

#include "asof.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/time.h"
#include "runs.h"

int
cr_credit_get(struct cr *cr, int64_t item, struct cr_credit *out)
{
	static const char sql[] =
	    "SELECT d.debtor, d.creditor, d.date, i.due, i.amount_cents, "
	    "    d.currency, d.number, d.type "
	    "FROM item i JOIN doc d ON d.id = i.doc WHERE i.id = :item";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":item", item);
	if ((rc = cr_step(cr, st)) == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no item:%lld",
		    (long long)item);
	if (rc < 0)
		return rc;
	*out = (struct cr_credit){
		.item = {
			.item = item,
			.debtor = cr_col_int(st, 0),
			.creditor = cr_col_int(st, 1),
			.date = cr_col_date(st, 2),
			.due = cr_col_date(st, 3),
			.open = cr_col_money(st, 4),
		},
		.number = cr_col_text(st, 6),
		.type = cr_col_text(st, 7),
	};
	cr_asof_currency(&out->item, cr_col_text(st, 5));
	return CR_OK;
}

int
cr_credit_moves(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_credit_move *m), void *ctx)
{
	static const char sql[] =
	    "SELECT item, date, amount_cents, kind = 'writeoff', run, "
	    "    coalesce(undone_by, 0) "
	    "FROM alloc WHERE date <= :day AND "
	    "    (kind = 'payment' OR kind = 'erp' OR kind = 'writeoff') "
	    "ORDER BY item, date, id";
	struct cr_runs runs = { 0 };
	struct cr_credit_move m;
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK) {
		st = cr_sql(cr, sql);
		cr_bind_date(st, ":day", as_of->day);
		while ((rc = cr_step(cr, st)) == 1) {
			if (!cr_runs_known(&runs, cr_col_int(st, 4),
			    cr_col_int(st, 5)))
				continue;
			m.item = cr_col_int(st, 0);
			m.date = cr_col_date(st, 1);
			m.amount = cr_col_money(st, 2);
			m.given_up = cr_col_int(st, 3) != 0;
			if ((rc = each(ctx, &m)) != 0)
				break;
		}
		cr_reset(st);
	}
	cr_runs_release(&runs);
	return rc;
}

/* Is the row of ST news of its item and message, known on the day? */
static bool
take_letter(const struct cr_runs *runs, struct cr_stmt *st,
    struct cr_credit_letter *l)
{
	int64_t item = cr_col_int(st, 0), message = cr_col_int(st, 1);

	if ((item == l->item && message == l->message) ||
	    !cr_runs_known(runs, cr_col_int(st, 6), cr_col_int(st, 7)) ||
	    !cr_time_day(cr_col_text(st, 2), &l->day) ||
	    l->day.days > runs->until)
		return false;
	l->item = item;
	l->message = message;
	l->level = cr_col_text(st, 3);
	l->template = cr_col_text(st, 4);
	l->channel = cr_col_text(st, 5);
	return true;
}

int
cr_credit_letters(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_credit_letter *l), void *ctx)
{
	/* the first proof of a message comes before its others */
	static const char sql[] =
	    "SELECT i.item, m.id, r.instant, n.level_name, m.template, "
	    "    m.channel, r.run, coalesce(r.undone_by, 0) "
	    "FROM received r JOIN message m ON m.id = r.message "
	    "JOIN notice n ON n.id = m.notice "
	    "JOIN notice_item i ON i.notice = n.id "
	    "WHERE r.effect = 'delivered' AND r.instant IS NOT NULL "
	    "    AND m.role = 'to' "
	    "ORDER BY i.item, m.id, r.instant, r.id";
	struct cr_runs runs = { 0 };
	struct cr_credit_letter l = { .item = 0 };
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_runs_load(cr, &runs, as_of)) == CR_OK) {
		st = cr_sql(cr, sql);
		while ((rc = cr_step(cr, st)) == 1)
			if (take_letter(&runs, st, &l) &&
			    (rc = each(ctx, &l)) != 0)
				break;
		cr_reset(st);
	}
	cr_runs_release(&runs);
	return rc;
}
