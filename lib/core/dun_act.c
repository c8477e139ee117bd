#include "cr/dun_act.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/message.h"
#include "cr/notice.h"

/* One run books all the notices that it acts on. */
static int
begin_run(struct cr *cr, const char *what)
{
	return cr->run != 0 ? CR_OK : cr_run_begin(cr, what);
}

static int
book(struct cr *cr, const char *act, int64_t notice, const char *detail)
{
	return cr_journal(cr, act, (struct cr_key){ CR_KEY_NOTICE, notice },
	    detail);
}

/* Commit what was booked; a dry run is not. */
static int
finish(struct cr *cr, int err)
{
	if (err == CR_OK && !cr->dry_run)
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	return err;
}

static int
approve(struct cr *cr, int64_t notice)
{
	struct cr_notice n;
	int err;

	if ((err = cr_notice_get(cr, notice, &n)) != CR_OK)
		return err;
	if (strcmp(n.state, "pending") != 0)
		return cr_fail(cr, CR_EINPUT, "not:%" PRId64 " is %s, not "
		    "pending", notice, n.state);
	if ((err = begin_run(cr, "--approve")) != CR_OK ||
	    (err = cr_notice_approve(cr, notice)) != CR_OK)
		return err;
	return book(cr, "notice-approve", notice, "{}");
}

int
cr_dun_approve(struct cr *cr, int64_t notice)
{
	int err = cr_db_begin(cr);

	return err != CR_OK ? err : finish(cr, approve(cr, notice));
}

/* A message that may be on its way keeps its notice. */
static int
check_message(void *ctx, const struct cr_message *m)
{
	if (strcmp(m->state, "sending") != 0 &&
	    strcmp(m->state, "unknown") != 0)
		return CR_OK;
	return cr_fail(ctx, CR_EBUSY, "msg:%" PRId64 " is %s; say first what "
	    "became of it", m->id, m->state);
}

static int
cancel(struct cr *cr, int64_t notice, const char *reason)
{
	struct cr_notice n;
	int64_t above = 0;
	int err;

	if ((err = cr_notice_get(cr, notice, &n)) != CR_OK)
		return err;
	if (strcmp(n.state, "cancelled") == 0)
		return cr_fail(cr, CR_EINPUT, "not:%" PRId64 " is cancelled "
		    "already", notice);
	if ((err = cr_message_each(cr, notice, check_message, cr)) != CR_OK ||
	    (err = cr_notice_above(cr, notice, &above)) != CR_OK)
		return err == CR_EBUSY ? CR_EINPUT : err;
	if (above != 0)
		return cr_fail(cr, CR_EINPUT, "not:%" PRId64 " came after it "
		    "and stands", above);
	if ((err = begin_run(cr, "--cancel")) != CR_OK ||
	    (err = cr_notice_cancel(cr, notice, reason, 0)) != CR_OK)
		return err;
	return book(cr, "notice-cancel", notice, "{\"reason\":\"cancelled\"}");
}

int
cr_dun_cancel(struct cr *cr, int64_t notice, const char *reason)
{
	int err = cr_db_begin(cr);

	return err != CR_OK ? err : finish(cr, cancel(cr, notice, reason));
}
