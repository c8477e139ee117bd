#include "cr/hold_act.h"

#include <stdio.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/i18n.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/print.h"

enum { HOLD, SUBJECT, KIND, FROM, UNTIL, AMOUNT, REASON, WHO, STATE };

const struct cr_field cr_hold_fields[CR_HOLD_FIELDS] = {
	[HOLD] = { "hold", CR_KEY, N_("Hold"), N_("the hold"), 0 },
	[SUBJECT] = { "subject", CR_KEY, N_("Subject"),
	    N_("the item or party that it is on"), 0 },
	[KIND] = { "kind", CR_TEXT, N_("Kind"), N_("block, dispute, promise, "
	    "plan, assigned, ceded, payment, insolvency, procedure"), 0 },
	[FROM] = { "from", CR_DATE, N_("From"), N_("its first day"), 0 },
	[UNTIL] = { "until", CR_DATE, N_("Until"), N_("its last day"), 0 },
	[AMOUNT] = { "amount_cents", CR_CENTS, N_("Amount"),
	    N_("of the item; missing: all of it"), 0 },
	[REASON] = { "reason", CR_TEXT, N_("Reason"), N_("why"), 0 },
	[WHO] = { "who", CR_TEXT, N_("Who"), N_("who says so"), 0 },
	[STATE] = { "state", CR_TEXT, N_("State"),
	    N_("holds, future, ended, lifted"), 0 },
};

static const char *
state_of(const struct cr_hold *h, struct cr_date today)
{
	if (h->lifted)
		return "lifted";
	if (h->from.days > today.days)
		return "future";
	if (cr_date_is_set(h->until) && h->until.days < today.days)
		return "ended";
	return "holds";
}

int
cr_hold_put(void *ctx, const struct cr_hold *h)
{
	const struct cr_hold_printer *hp = ctx;
	struct cr_printer *p = hp->printer;

	cr_put_key(p, HOLD, CR_KEY_HOLD, h->id);
	cr_put_key(p, SUBJECT, h->on.kind, h->on.id);
	cr_put_text_cell(p, KIND, cr_hold_word(h->kind));
	cr_put_date(p, FROM, h->from);
	cr_put_date(p, UNTIL, h->until);
	if (h->amount.cents != 0)
		cr_put_cents(p, AMOUNT, h->amount);
	cr_put_text_cell(p, REASON, h->reason);
	cr_put_text_cell(p, WHO, h->who);
	cr_put_text_cell(p, STATE, state_of(h, hp->today));
	cr_print_row(p);
	return 0;
}

/* Told and passed over, or a reason to stop. */
static int
pass(struct cr *cr, int err)
{
	if (err != CR_ENOTFOUND && err != CR_EUSAGE && err != CR_EEXIST)
		return err;
	cr_refuse(cr, NULL, 0, "%s", cr_errmsg(cr));
	return CR_OK;
}

static int
book(struct cr *cr, const char *act, struct cr_key on, int64_t hold)
{
	char detail[64];

	snprintf(detail, sizeof(detail), "{\"hold\":\"hold:%lld\"}",
	    (long long)hold);
	return cr_journal(cr, act, on, detail);
}

/* Set it: CR_OK; or find that it is there: 1, and H is that one. */
static int
set(struct cr *cr, struct cr_hold *h)
{
	int err = cr_hold_set(cr, h);

	if (err == CR_OK)
		return book(cr, "hold", h->on, h->id);
	if (err != CR_EEXIST)
		return err;
	cr_note(cr, NULL, 0, "%s", cr_errmsg(cr));
	return 1;
}

static int
begin(struct cr *cr, const char *what)
{
	int err = cr_db_begin(cr);

	return err != CR_OK ? err : cr_run_begin(cr, what);
}

/* Keep what was done; a dry run is not, nor one that did nothing. */
static int
end(struct cr *cr, int err, bool changed)
{
	if (err == CR_OK && changed && !cr->dry_run)
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	return err;
}

/*
 * Do ACT with each of the keys in one transaction, and tell EACH of what is
 * there then, after the commit.
 */
static int
do_all(struct cr *cr, const struct cr_keys *keys, const char *what,
    int (*act)(struct cr *cr, struct cr_hold *h),
    const struct cr_hold *like, int (*each)(void *ctx,
    const struct cr_hold *h), void *ctx)
{
	struct cr_hold *done = cr_calloc(keys->n + 1, sizeof(*done));
	size_t n = 0, i;
	bool changed = false;
	int err = begin(cr, what);

	for (i = 0; i < keys->n && err == CR_OK; i++) {
		done[n] = *like;
		done[n].on = keys->v[i];
		err = act(cr, &done[n]);
		changed |= err == CR_OK;
		n += err >= 0;
		err = err < 0 ? pass(cr, err) : CR_OK;
	}
	err = end(cr, err, changed);
	for (i = 0; i < n && err == CR_OK; i++)
		err = each(ctx, &done[i]);
	free(done);
	return err;
}

int
cr_hold_act_set(struct cr *cr, const struct cr_keys *keys,
    const struct cr_hold *like, int (*each)(void *ctx,
    const struct cr_hold *h), void *ctx)
{
	struct cr_hold h = *like;

	if (h.who == NULL)
		h.who = cr->operator;
	return do_all(cr, keys, cr_hold_word(h.kind), set, &h, each, ctx);
}

/* Its row, for what is told of it. */
static int
take(void *ctx, const struct cr_hold *h)
{
	struct cr_hold *to = ctx;

	to->on = h->on;
	to->kind = h->kind;
	to->from = h->from;
	to->until = h->until;
	to->amount = h->amount;
	return 0;
}

static int
lift(struct cr *cr, struct cr_hold *h)
{
	int err;

	h->id = h->on.id;
	h->lifted = true;
	if ((err = cr_hold_lift(cr, h->id)) != CR_OK ||
	    (err = cr_hold_each(cr, h->on, CR_DATE_NONE, take, h)) != CR_OK)
		return err;
	return book(cr, "hold-lift", h->on, h->id);
}

int
cr_hold_act_lift(struct cr *cr, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_hold *h), void *ctx)
{
	static const struct cr_hold none = { .id = 0 };

	return do_all(cr, keys, "--lift", lift, &none, each, ctx);
}

int
cr_hold_act_list(struct cr *cr, const struct cr_keys *keys, bool all,
    int (*each)(void *ctx, const struct cr_hold *h), void *ctx)
{
	static const struct cr_key any = { CR_KEY_NONE, 0 };
	struct cr_date day = all ? CR_DATE_NONE : cr->today;
	size_t i;
	int err = CR_OK;

	if (keys == NULL)
		return cr_hold_each(cr, any, day, each, ctx);
	for (i = 0; i < keys->n && err == CR_OK; i++)
		err = cr_hold_each(cr, keys->v[i], day, each, ctx);
	return err;
}
