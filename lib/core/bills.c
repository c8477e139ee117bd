#include "cr/bills.h"

#include <stdlib.h>
#include <string.h>

#include "bill_bank.h"
#include "cr/arena.h"
#include "cr/balance.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/entry.h"
#include "cr/journal.h"
#include "cr/mem.h"

/* Bank movements in the order that they count: credits, returns, charges. */

struct movements {
	struct cr_arena arena;
	struct cr_bank_movement *v;
	size_t n, cap;
};

static const char *
copy(struct cr_arena *a, const char *s)
{
	return s != NULL ? cr_arena_strdup(a, s) : NULL;
}

static int
keep(void *ctx, const struct cr_bank_movement *m)
{
	struct movements *all = ctx;
	struct cr_bank_movement *to;
	int i;

	cr_grow(&all->v, all->n, &all->cap, sizeof(*all->v));
	to = &all->v[all->n++];
	*to = *m;
	to->currency = copy(&all->arena, m->currency);
	to->kind = copy(&all->arena, m->kind);
	to->source = copy(&all->arena, m->source);
	for (i = 0; i < CR_BANK_TEXTS; i++)
		to->text[i] = copy(&all->arena, m->text[i]);
	return 0;
}

int
cr_bill_told(struct cr *cr, const struct cr_bank_movement *m, int64_t bill,
    const char *outcome, struct cr_money charges)
{
	struct cr_outcome o = {
		.bill = bill, .day = m->date, .outcome = outcome,
		.source = m->source, .code = m->text[CR_BT_CODE],
		.reason = m->text[CR_BT_RETURN_REASON],
		.ref = m->text[CR_BT_END_TO_END], .has_amount = true,
		.amount = cr_money_abs(m->amount),
		.has_charges = charges.cents > 0, .charges = charges,
		.movement = m->entry,
	};
	int rc = cr_bill_event(cr, &o);

	return rc < 0 ? rc : CR_OK;
}

int
cr_bank_set_apart(struct cr *cr, int64_t entry)
{
	struct cr_open o;
	int err;

	if ((err = cr_entry_open(cr, entry, &o)) != CR_OK)
		return err;
	o.open.cents = 0;
	if ((err = cr_open_entry_put(cr, &o)) != CR_OK)
		return err;
	return cr_entry_change(cr, entry, "apart", "0", "1");
}

static int
one(struct cr *cr, enum cr_bank_ask what, const struct cr_bank_movement *m,
    struct cr_bills_done *done)
{
	int rc;

	switch (what) {
	case CR_BANK_CREDITS:
		return cr_bill_credit(cr, m, &done->credited);
	case CR_BANK_RETURNS:
		rc = cr_bill_return(cr, m);
		done->returned += rc == 1;
		return rc;
	default:
		return cr_bill_charge(cr, m);
	}
}

static int
all_of(struct cr *cr, enum cr_bank_ask what, struct cr_bills_done *done)
{
	struct movements all = { .n = 0 };
	size_t i;
	int rc;

	cr_arena_init(&all.arena);
	rc = cr_bank_ask_each(cr, what, keep, &all);
	for (i = 0; i < all.n && rc >= 0; i++)
		rc = one(cr, what, &all.v[i], done);
	free(all.v);
	cr_arena_release(&all.arena);
	return rc < 0 ? rc : CR_OK;
}

/* ---- Silence ------------------------------------------------------------ */

struct dues {
	struct { int64_t bill; struct cr_date due; } *v;
	size_t n, cap;
};

static int
keep_due(void *ctx, int64_t bill, struct cr_date due)
{
	struct dues *s = ctx;

	cr_grow(&s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n].bill = bill;
	s->v[s->n++].due = due;
	return 0;
}

/* Paid when it was due; if it was presented after that, then. */
static int
presume(struct cr *cr, int64_t bill, struct cr_date due)
{
	struct cr_outcome o = { .bill = bill, .day = due, .outcome = "paid",
		.source = "silence" };
	struct cr_date at;
	enum cr_bill_state state;
	int64_t id;
	int rc = cr_outcome_last(cr, bill, (struct cr_date){ INT32_MAX }, &id,
	    &state, &at);

	if (rc < 0)
		return rc;
	if (cr_date_is_set(at) && at.days > due.days)
		o.day = at;
	rc = cr_bill_event(cr, &o);
	return rc < 0 ? rc : CR_OK;
}

static int
hear_silence(struct cr *cr, bool credited, struct cr_bills_done *done)
{
	struct dues s = { .n = 0 };
	size_t i;
	int rc = cr_bill_silent_each(cr, cr->today, credited, keep_due, &s);

	for (i = 0; i < s.n && rc == CR_OK; i++) {
		rc = presume(cr, s.v[i].bill, s.v[i].due);
		done->silent++;
	}
	free(s.v);
	return rc;
}

/* Bills may come before the invoices that they collect. */
static int
link_loose(struct cr *cr)
{
	struct dues s = { .n = 0 };
	size_t i;
	int rc = cr_bill_loose_each(cr, keep_due, &s);

	for (i = 0; i < s.n && rc >= 0; i++)
		rc = cr_bill_relink(cr, s.v[i].bill);
	free(s.v);
	return rc < 0 ? rc : CR_OK;
}

static int
journal(struct cr *cr, const struct cr_bills_done *d)
{
	struct cr_key none = { .kind = CR_KEY_NONE };
	struct cr_buf b;
	int err;

	if (d->credited + d->returned + d->silent == 0)
		return CR_OK;
	cr_buf_init(&b);
	cr_buf_addf(&b, "{\"credited\":%lld,\"returned\":%lld,"
	    "\"silent\":%lld}", (long long)d->credited,
	    (long long)d->returned, (long long)d->silent);
	err = cr_journal(cr, "bills", none, b.s);
	cr_buf_release(&b);
	return err;
}

int
cr_bills_run(struct cr *cr, enum cr_bill_silence silence,
    struct cr_bills_done *done)
{
	int err;

	*done = (struct cr_bills_done){ 0 };
	if ((err = link_loose(cr)) != CR_OK ||
	    (err = all_of(cr, CR_BANK_CREDITS, done)) != CR_OK ||
	    (err = all_of(cr, CR_BANK_RETURNS, done)) != CR_OK ||
	    (err = all_of(cr, CR_BANK_CHARGES, done)) != CR_OK)
		return err;
	if (silence != CR_SILENCE_NOTHING &&
	    (err = hear_silence(cr, silence == CR_SILENCE_CREDITED,
	    done)) != CR_OK)
		return err;
	return journal(cr, done);
}
