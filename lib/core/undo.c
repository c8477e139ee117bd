#include "cr/undo.h"

#include <string.h>

#include "cr/balance.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/fetch.h"
#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/reverse.h"

/* Tools whose runs leave nothing but rows that can be marked as undone. */
static bool
can_be_undone(const char *tool)
{
	static const char *const tools[] = { "cr-claim", "cr-dun",
	    "cr-enrich", "cr-fetch", "cr-hold",
	    "cr-import", "cr-interest", "cr-limit", "cr-match", "cr-rate" };
	size_t i;

	for (i = 0; i < sizeof(tools) / sizeof(tools[0]); i++)
		if (strcmp(tools[i], tool) == 0)
			return true;
	return false;
}

/* 1: to be undone; 0: it is already. */
static int
check(struct cr *cr, int64_t run)
{
	char tool[CR_TOOL_NAME_SIZE];
	int64_t by;
	const char *why;
	int rc = cr_reverse_run_tool(cr, run, tool, &by);

	if (rc == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no run:%lld",
		    (long long)run);
	if (rc < 0 || by != 0)
		return rc < 0 ? rc : 0;
	if (!can_be_undone(tool))
		return cr_fail(cr, CR_EUSAGE, "run:%lld is of %s, which "
		    "cannot be undone", (long long)run, tool);
	if ((rc = cr_reverse_blocked(cr, run, &by, &why)) == 1)
		return cr_fail(cr, CR_ENO, "run:%lld cannot be undone: "
		    "run:%lld %s; undo that first", (long long)run,
		    (long long)by, why);
	return rc < 0 ? rc : 1;
}

static bool
is_fact(int what)
{
	return what >= CR_REVERSE_SHEETS && what <= CR_REVERSE_PLAFONDS;
}

static int
reverse(struct cr *cr, int64_t run, struct cr_undone *out)
{
	int64_t claimed = 0, acts = 0, facts[CR_REVERSE_KINDS] = { 0 };
	int64_t *const count[CR_REVERSE_KINDS] = {
		[CR_REVERSE_CHANGES] = &out->changes,
		[CR_REVERSE_ALLOCS] = &out->allocs,
		[CR_REVERSE_CLAIM_ALLOCS] = &claimed,
		[CR_REVERSE_ENTRIES] = &out->payments,
		[CR_REVERSE_ITEMS] = &out->items,
		[CR_REVERSE_DOCS] = &out->docs,
		[CR_REVERSE_RECEIPTS] = &out->receipts,
		[CR_REVERSE_PARTIES] = &out->parties,
		[CR_REVERSE_RATINGS] = &out->ratings,
		[CR_REVERSE_LIMITS] = &out->limits,
		[CR_REVERSE_LIMIT_ACTS] = &acts,
		[CR_REVERSE_CLAIMS] = &out->claims,
		[CR_REVERSE_RECEIVED] = &out->received,
	};
	int i, err;

	if ((err = cr_reverse_changes(cr, run)) != CR_OK ||
	    (err = cr_reverse_run(cr, run)) != CR_OK)
		return err;
	for (i = 0; i < CR_REVERSE_KINDS; i++)
		if ((err = cr_reverse(cr, (enum cr_reverse_what)i, run,
		    is_fact(i) ? &facts[i] : count[i])) != CR_OK)
			return err;
	for (i = 0; i < CR_REVERSE_KINDS; i++)
		out->facts += facts[i];
	out->allocs += claimed;
	out->limits += acts;
	if ((err = cr_fetch_undone(cr, run)) != CR_OK)
		return err;
	return cr_open_undone(cr, run);
}

static int
journal(struct cr *cr, int64_t run, const struct cr_undone *u)
{
	struct cr_key key = { CR_KEY_RUN, run };
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_addf(&b, "{\"parties\":%lld,\"docs\":%lld,\"items\":%lld,"
	    "\"payments\":%lld,\"allocs\":%lld,\"changes\":%lld,"
	    "\"receipts\":%lld,\"ratings\":%lld,\"claims\":%lld,"
	    "\"received\":%lld,\"facts\":%lld,\"limits\":%lld}",
	    (long long)u->parties,
	    (long long)u->docs, (long long)u->items,
	    (long long)u->payments, (long long)u->allocs,
	    (long long)u->changes, (long long)u->receipts,
	    (long long)u->ratings, (long long)u->claims,
	    (long long)u->received, (long long)u->facts,
	    (long long)u->limits);
	err = cr_journal(cr, "undo", key, b.s);
	cr_buf_release(&b);
	return err;
}

static int
undo(struct cr *cr, int64_t run, struct cr_undone *out)
{
	struct cr_buf what;
	int rc = check(cr, run);

	if (rc != 1)
		return rc;
	cr_buf_init(&what);
	cr_buf_addf(&what, "run:%lld", (long long)run);
	if ((rc = cr_run_begin(cr, what.s)) == CR_OK &&
	    (rc = reverse(cr, run, out)) == CR_OK)
		rc = journal(cr, run, out);
	cr_buf_release(&what);
	return rc;
}

int
cr_undo(struct cr *cr, int64_t run, struct cr_undone *out)
{
	int err;

	*out = (struct cr_undone){ 0 };
	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	if ((err = undo(cr, run, out)) == CR_OK && !cr->dry_run)
		err = cr_db_commit(cr);
	if (err != CR_OK || cr->dry_run)
		cr_db_rollback(cr);
	return err;
}
