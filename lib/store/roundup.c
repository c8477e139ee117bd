#include "cr/roundup.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"

#define OF(who, depot) \
	"SELECT p." who " AS recipient, " depot " AS depot, n.id AS notice " \
	"FROM notice n JOIN party p ON p.id = n.debtor " \
	"WHERE n.day = :day AND n.state IN ('prepared', 'sent') AND p." who \
	" IS NOT NULL "

static void
take_row(struct cr_stmt *st, struct cr_roundup *r)
{
	*r = (struct cr_roundup){
		.to = cr_col_int(st, 0),
		.depot = cr_col_int(st, 1) != 0,
		.to_name = cr_col_text(st, 2),
		.to_language = cr_col_text(st, 3),
		.name = cr_col_text(st, 4),
		.code = cr_col_text(st, 5),
		.zip = cr_col_text(st, 6),
		.city = cr_col_text(st, 7),
		.province = cr_col_text(st, 8),
		.phone = cr_col_text(st, 9),
		.level = cr_col_text(st, 10),
		.channel = cr_col_text(st, 11),
		.currency = cr_col_text(st, 12),
		.net = cr_col_money(st, 13),
		.days_late = cr_col_int(st, 14),
		.documents = cr_col_text(st, 15),
	};
}

int
cr_roundup_each(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, const struct cr_roundup *r), void *ctx)
{
	static const char sql[] =
	    "SELECT w.recipient, w.depot, t.name, t.language, d.name, "
	    "    d.code, d.zip, d.city, d.province, "
	    "    (SELECT address FROM contact c WHERE c.party = d.id AND "
	    "    c.channel IN ('phone', 'mobile') AND c.ended_by IS NULL "
	    "    ORDER BY c.channel DESC, c.id LIMIT 1), "
	    "    n.level_name, (SELECT channel FROM message m "
	    "    WHERE m.notice = n.id AND m.role = 'to' "
	    "    ORDER BY m.id DESC LIMIT 1), n.currency, "
	    "    n.claim_cents - n.credit_cents, (SELECT max(days_late) "
	    "    FROM notice_item i WHERE i.notice = n.id), "
	    "    (SELECT group_concat(number, ', ') FROM (SELECT DISTINCT "
	    "    doc.number FROM notice_item i JOIN item ON "
	    "    item.id = i.item JOIN doc ON doc.id = item.doc "
	    "    WHERE i.notice = n.id ORDER BY doc.date, doc.id)) "
	    "FROM (" OF("agent", "0") "UNION ALL " OF("depot", "1") ") w "
	    "JOIN party t ON t.id = w.recipient "
	    "JOIN notice n ON n.id = w.notice "
	    "JOIN party d ON d.id = n.debtor "
	    "ORDER BY w.depot, w.recipient, d.name, d.id, n.id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_roundup r;
	int rc;

	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1) {
		take_row(st, &r);
		if ((rc = each(ctx, &r)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_roundup_find(struct cr *cr, int64_t party, const char *template,
    struct cr_date day, int64_t *message, char sha256[65], bool *prepared)
{
	static const char sql[] =
	    "SELECT m.id, m.sha256, m.state FROM message m "
	    "JOIN run r ON r.id = m.run "
	    "WHERE m.role = 'digest' AND m.party = :party AND "
	    "    m.template = :template AND r.day = :day AND "
	    "    m.state <> 'failed' ORDER BY m.id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":party", party);
	cr_bind_text(st, ":template", template);
	cr_bind_date(st, ":day", day);
	if ((rc = cr_step(cr, st)) == 1) {
		*message = cr_col_int(st, 0);
		snprintf(sha256, 65, "%s", cr_col_text(st, 1));
		*prepared = strcmp(cr_col_text(st, 2), "prepared") == 0;
	}
	cr_reset(st);
	return rc;
}
