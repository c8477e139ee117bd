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

static const char *const codes[CR_HOLD_CODES] = {
	[CR_HOLD_OTHER] = "other",
	[CR_HOLD_GOODS] = "goods",
	[CR_HOLD_PRICE] = "price",
	[CR_HOLD_QUANTITY] = "quantity",
	[CR_HOLD_DELIVERY] = "delivery",
	[CR_HOLD_TERMS] = "terms",
	[CR_HOLD_DUPLICATE] = "duplicate",
	[CR_HOLD_PAID] = "paid",
	[CR_HOLD_RETURNED] = "returned",
	[CR_HOLD_LIQUIDITY] = "liquidity",
	[CR_HOLD_AGREEMENT] = "agreement",
	[CR_HOLD_LEGAL] = "legal",
	[CR_HOLD_REQUEST] = "request",
};

const char *
cr_hold_code_word(enum cr_hold_code code)
{
	return codes[code];
}

bool
cr_hold_code_parse(const char *word, enum cr_hold_code *out)
{
	int i;

	for (i = 0; i < CR_HOLD_CODES; i++)
		if (cr_streq(codes[i], word)) {
			*out = (enum cr_hold_code)i;
			return true;
		}
	return false;
}

bool
cr_hold_counts(const struct cr_hold *h, struct cr_date day)
{
	return h->from.days <= day.days && h->set.days <= day.days &&
	    (!cr_date_is_set(h->until) || h->until.days >= day.days) &&
	    (!cr_date_is_set(h->lift) || h->lift.days > day.days);
}

/* Does it make sense, whatever the ledger holds? */
static int
check_shape(struct cr *cr, const struct cr_hold *h)
{
	bool part = h->amount.cents != 0;

	if (h->on.kind != CR_KEY_ITEM && h->on.kind != CR_KEY_PARTY &&
	    (h->on.kind != CR_KEY_NONE || cr_is_empty(h->category)))
		return cr_fail(cr, CR_EUSAGE, "a hold is on an item, a party "
		    "or a category");
	if (cr_date_is_set(h->until) && h->until.days < h->from.days)
		return cr_fail(cr, CR_EUSAGE, "the hold ends before it begins");
	if (h->amount.cents < 0 || (part && h->on.kind == CR_KEY_NONE))
		return cr_fail(cr, CR_EUSAGE, "only of an item or of a "
		    "party's items an amount can be held, and a positive one");
	if (h->creditor != 0 && h->on.kind == CR_KEY_ITEM)
		return cr_fail(cr, CR_EUSAGE, "an item has one creditor: "
		    "only on a party or a category one can be named");
	if (h->code == CR_HOLD_OTHER && cr_is_empty(h->reason))
		return cr_fail(cr, CR_EUSAGE, "a hold needs a reason");
	return CR_OK;
}

static int
check(struct cr *cr, const struct cr_hold *h)
{
	static const char item[] =
	    "SELECT 1 FROM item WHERE id = :id AND undone_by IS NULL";
	static const char party[] =
	    "SELECT 1 FROM party WHERE id = :id AND undone_by IS NULL";
	static const char category[] =
	    "SELECT 1 FROM party WHERE category = :id AND undone_by IS NULL "
	    "LIMIT 1";
	struct cr_stmt *st;
	char key[CR_KEY_SIZE];
	int rc = check_shape(cr, h);

	if (rc != CR_OK)
		return rc;
	st = cr_sql(cr, h->on.kind == CR_KEY_ITEM ? item : h->on.kind ==
	    CR_KEY_PARTY ? party : category);
	if (h->on.kind == CR_KEY_NONE)
		cr_bind_text(st, ":id", h->category);
	else
		cr_bind_int(st, ":id", h->on.id);
	rc = cr_step(cr, st);
	cr_reset(st);
	if (rc != 0)
		return rc < 0 ? rc : CR_OK;
	if (h->on.kind == CR_KEY_NONE)
		return cr_fail(cr, CR_ENOTFOUND, "no party is of the "
		    "category \"%s\"", h->category);
	return cr_fail(cr, CR_ENOTFOUND, "there is no %s",
	    cr_key_format(h->on, key));
}

static void
bind_id(struct cr_stmt *st, const char *name, int64_t id)
{
	if (id != 0)
		cr_bind_int(st, name, id);
	else
		cr_bind_null(st, name);
}

/* Bind what a hold says, but for its reason and who set it. */
static void
bind_hold(struct cr_stmt *st, const struct cr_hold *h)
{
	bool party = h->on.kind == CR_KEY_PARTY;

	bind_id(st, ":item", h->on.kind == CR_KEY_ITEM ? h->on.id : 0);
	bind_id(st, ":party", party ? h->on.id : 0);
	if (h->on.kind == CR_KEY_NONE)
		cr_bind_text(st, ":category", h->category);
	else
		cr_bind_null(st, ":category");
	bind_id(st, ":creditor", h->creditor);
	cr_bind_text(st, ":kind", words[h->kind]);
	cr_bind_date(st, ":from", h->from);
	cr_bind_date(st, ":until", h->until);
	bind_id(st, ":amount", h->amount.cents);
	if (h->amount.cents != 0 && party)
		cr_bind_text(st, ":currency", h->currency);
	else
		cr_bind_null(st, ":currency");
}

/* The same hold, set before: 1 and its number, or 0. */
static int
same_hold(struct cr *cr, struct cr_hold *h)
{
	static const char sql[] =
	    "SELECT id FROM hold WHERE lifted_by IS NULL AND "
	    "    party IS :party AND item IS :item AND "
	    "    category IS :category AND creditor IS :creditor AND "
	    "    kind = :kind AND from_day = :from AND "
	    "    until_day IS :until AND amount_cents IS :amount AND "
	    "    currency IS :currency";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	bind_hold(st, h);
	if ((rc = cr_step(cr, st)) == 1)
		h->id = cr_col_int(st, 0);
	cr_reset(st);
	return rc;
}

static int
already(struct cr *cr, const struct cr_hold *h)
{
	char key[CR_KEY_SIZE];

	return cr_fail(cr, CR_EEXIST, "%s is held so already",
	    h->on.kind == CR_KEY_NONE ? h->category :
	    cr_key_format(h->on, key));
}

int
cr_hold_set(struct cr *cr, struct cr_hold *h)
{
	static const char sql[] =
	    "INSERT INTO hold (party, item, category, creditor, kind, "
	    "    from_day, until_day, amount_cents, currency, code, reason, "
	    "    who, promise, replaces, run) "
	    "VALUES (:party, :item, :category, :creditor, :kind, :from, "
	    "    :until, :amount, :currency, :code, :reason, :who, :promise, "
	    "    :replaces, :run)";
	struct cr_stmt *st;
	int err;

	if ((err = check(cr, h)) != CR_OK || (err = same_hold(cr, h)) < 0)
		return err;
	if (err == 1)
		return already(cr, h);
	st = cr_sql(cr, sql);
	bind_hold(st, h);
	cr_bind_text(st, ":code", codes[h->code]);
	cr_bind_text(st, ":reason", cr_is_empty(h->reason) ? NULL :
	    h->reason);
	cr_bind_text(st, ":who", h->who != NULL ? h->who : cr->operator);
	bind_id(st, ":promise", h->promise);
	bind_id(st, ":replaces", h->replaces);
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
	if (!cr_col_null(st, 1))
		h->on = (struct cr_key){ CR_KEY_PARTY, cr_col_int(st, 1) };
	else if (!cr_col_null(st, 2))
		h->on = (struct cr_key){ CR_KEY_ITEM, cr_col_int(st, 2) };
	cr_hold_parse(cr_col_text(st, 3), &h->kind);
	h->from = cr_col_date(st, 4);
	h->until = cr_col_date(st, 5);
	h->amount = cr_col_money(st, 6);
	h->reason = cr_col_text(st, 7);
	h->who = cr_col_text(st, 8);
	h->lift = cr_col_date(st, 9);
	h->category = cr_col_text(st, 10);
	h->creditor = cr_col_int(st, 11);
	h->currency = cr_col_text(st, 12);
	cr_hold_code_parse(cr_col_text(st, 13), &h->code);
	h->promise = cr_col_int(st, 14);
	h->replaces = cr_col_int(st, 15);
	h->set = cr_col_date(st, 16);
}

int
cr_hold_each(struct cr *cr, struct cr_key on, struct cr_date day,
    int (*each)(void *ctx, const struct cr_hold *h), void *ctx)
{
	static const char sql[] =
	    "SELECT hold.id, party, item, kind, from_day, until_day, "
	    "    amount_cents, reason, who, lifted.day, category, creditor, "
	    "    currency, code, promise, replaces, run.day "
	    "FROM hold JOIN run ON run.id = hold.run "
	    "LEFT JOIN run AS lifted ON lifted.id = lifted_by "
	    "WHERE (:of IS NULL OR (:of = 'item' AND item = :id) OR "
	    "    (:of = 'pty' AND (party = :id OR category = (SELECT "
	    "    category FROM party WHERE id = :id) OR (SELECT debtor "
	    "    FROM doc WHERE doc.id = item / 1000) = :id)) OR "
	    "    (:of = 'hold' AND hold.id = :id)) "
	    "ORDER BY hold.id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_hold h;
	int rc;

	if (on.kind != CR_KEY_NONE)
		cr_bind_text(st, ":of", cr_key_word(on.kind));
	else
		cr_bind_null(st, ":of");
	cr_bind_int(st, ":id", on.id);
	while ((rc = cr_step(cr, st)) == 1) {
		take_row(st, &h);
		if (cr_date_is_set(day) && !cr_hold_counts(&h, day))
			continue;
		if ((rc = each(ctx, &h)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_hold_members(struct cr *cr,
    int (*each)(void *ctx, int64_t hold, int64_t party), void *ctx)
{
	static const char sql[] =
	    "SELECT hold.id, party.id FROM hold "
	    "JOIN party ON party.category = hold.category "
	    "WHERE hold.category IS NOT NULL AND party.undone_by IS NULL "
	    "ORDER BY hold.id, party.id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0),
		    cr_col_int(st, 1))) != 0)
			break;
	cr_reset(st);
	return rc;
}
