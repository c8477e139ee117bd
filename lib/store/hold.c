#include "cr/hold.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

static const char *const words[CR_HOLD_KINDS] = {
	[CR_HOLD_BLOCK] = "block",
	[CR_HOLD_DISPUTE] = "dispute",
	[CR_HOLD_PROMISE] = "promise",
	[CR_HOLD_PLAN] = "plan",
	[CR_HOLD_ASSIGNED] = "assigned",
	[CR_HOLD_CEDED] = "ceded",
	[CR_HOLD_PAYMENT] = "payment",
	[CR_HOLD_INSOLVENCY] = "insolvency",
	[CR_HOLD_PROCEDURE] = "procedure",
};

const char *
cr_hold_word(enum cr_hold_kind kind)
{
	return words[kind];
}

bool
cr_hold_parse(const char *word, enum cr_hold_kind *out)
{
	int i;

	for (i = 0; i < CR_HOLD_KINDS; i++)
		if (cr_streq(words[i], word)) {
			*out = (enum cr_hold_kind)i;
			return true;
		}
	return false;
}

static int
check(struct cr *cr, const struct cr_hold *h)
{
	static const char item[] =
	    "SELECT 1 FROM item WHERE id = :id AND undone_by IS NULL";
	static const char party[] =
	    "SELECT 1 FROM party WHERE id = :id AND undone_by IS NULL";
	bool is_item = h->on.kind == CR_KEY_ITEM;
	struct cr_stmt *st;
	char key[CR_KEY_SIZE];
	int rc;

	if (!is_item && h->on.kind != CR_KEY_PARTY)
		return cr_fail(cr, CR_EUSAGE, "a hold is on an item or a "
		    "party");
	if (cr_date_is_set(h->until) && h->until.days < h->from.days)
		return cr_fail(cr, CR_EUSAGE, "the hold ends before it begins");
	if (h->amount.cents < 0 || (h->amount.cents != 0 && !is_item))
		return cr_fail(cr, CR_EUSAGE, "only of an item an amount can "
		    "be held, and a positive one");
	if (cr_is_empty(h->reason))
		return cr_fail(cr, CR_EUSAGE, "a hold needs a reason");
	st = cr_sql(cr, is_item ? item : party);
	cr_bind_int(st, ":id", h->on.id);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc != 0 ? rc < 0 ? rc : CR_OK : cr_fail(cr, CR_ENOTFOUND,
	    "there is no %s", cr_key_format(h->on, key));
}

/* Bind what a hold says, but for its reason and who set it. */
static void
bind_hold(struct cr_stmt *st, const struct cr_hold *h)
{
	bool is_item = h->on.kind == CR_KEY_ITEM;

	cr_bind_null(st, is_item ? ":party" : ":item");
	cr_bind_int(st, is_item ? ":item" : ":party", h->on.id);
	cr_bind_text(st, ":kind", words[h->kind]);
	cr_bind_date(st, ":from", h->from);
	cr_bind_date(st, ":until", h->until);
	if (h->amount.cents != 0)
		cr_bind_money(st, ":amount", h->amount);
	else
		cr_bind_null(st, ":amount");
}

/* The same hold, set before: 1 and its number, or 0. */
static int
same_hold(struct cr *cr, struct cr_hold *h)
{
	static const char sql[] =
	    "SELECT id FROM hold WHERE lifted_by IS NULL AND "
	    "    coalesce(party, 0) = coalesce(:party, 0) AND "
	    "    coalesce(item, 0) = coalesce(:item, 0) AND "
	    "    kind = :kind AND from_day = :from AND "
	    "    coalesce(until_day, 0) = coalesce(:until, 0) AND "
	    "    coalesce(amount_cents, 0) = coalesce(:amount, 0)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	bind_hold(st, h);
	if ((rc = cr_step(cr, st)) == 1)
		h->id = cr_col_int(st, 0);
	cr_reset(st);
	return rc;
}

int
cr_hold_set(struct cr *cr, struct cr_hold *h)
{
	static const char sql[] =
	    "INSERT INTO hold (party, item, kind, from_day, until_day, "
	    "    amount_cents, reason, who, run) "
	    "VALUES (:party, :item, :kind, :from, :until, :amount, :reason, "
	    "    :who, :run)";
	struct cr_stmt *st;
	char key[CR_KEY_SIZE];
	int err;

	if ((err = check(cr, h)) != CR_OK || (err = same_hold(cr, h)) < 0)
		return err;
	if (err == 1)
		return cr_fail(cr, CR_EEXIST, "%s is held so already",
		    cr_key_format(h->on, key));
	st = cr_sql(cr, sql);
	bind_hold(st, h);
	cr_bind_text(st, ":reason", h->reason);
	cr_bind_text(st, ":who", h->who != NULL ? h->who : cr->operator);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		h->id = cr_db_last_id(cr);
	return err;
}

int
cr_hold_lift(struct cr *cr, int64_t id)
{
	static const char find[] =
	    "SELECT lifted_by FROM hold WHERE id = :id";
	static const char lift[] =
	    "UPDATE hold SET lifted_by = :run WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, find);
	bool lifted;
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no hold:%lld",
		    (long long)id);
	if (rc < 0)
		return rc;
	lifted = !cr_col_null(st, 0);
	cr_reset(st);
	if (lifted)
		return cr_fail(cr, CR_EEXIST, "hold:%lld was lifted before",
		    (long long)id);
	st = cr_sql(cr, lift);
	cr_bind_int(st, ":id", id);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

static void
take_row(struct cr_stmt *st, struct cr_hold *h)
{
	*h = (struct cr_hold){ .id = cr_col_int(st, 0) };
	h->on.kind = cr_col_null(st, 1) ? CR_KEY_ITEM : CR_KEY_PARTY;
	h->on.id = cr_col_int(st, cr_col_null(st, 1) ? 2 : 1);
	cr_hold_parse(cr_col_text(st, 3), &h->kind);
	h->from = cr_col_date(st, 4);
	h->until = cr_col_date(st, 5);
	h->amount = cr_col_money(st, 6);
	h->reason = cr_col_text(st, 7);
	h->who = cr_col_text(st, 8);
	h->lifted = !cr_col_null(st, 9);
}

int
cr_hold_each(struct cr *cr, struct cr_key on, struct cr_date day,
    int (*each)(void *ctx, const struct cr_hold *h), void *ctx)
{
	static const char sql[] =
	    "SELECT id, party, item, kind, from_day, until_day, "
	    "    amount_cents, reason, who, lifted_by "
	    "FROM hold "
	    "WHERE (:of IS NULL OR (:of = 'item' AND item = :id) OR "
	    "    (:of = 'pty' AND party = :id) OR "
	    "    (:of = 'hold' AND id = :id)) AND "
	    "    (:day IS NULL OR (lifted_by IS NULL AND from_day <= :day "
	    "    AND (until_day IS NULL OR until_day >= :day))) "
	    "ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_hold h;
	int rc;

	if (on.kind != CR_KEY_NONE)
		cr_bind_text(st, ":of", cr_key_word(on.kind));
	else
		cr_bind_null(st, ":of");
	cr_bind_int(st, ":id", on.id);
	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1) {
		take_row(st, &h);
		if ((rc = each(ctx, &h)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}
