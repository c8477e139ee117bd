#include "cr/hold_act.h"

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/identify.h"
#include "cr/keys.h"
#include "cr/party.h"
#include "cr/print.h"
#include "cr/str.h"

enum { HOLD, SUBJECT, KIND, FROM, UNTIL, AMOUNT, REASON, WHO, STATE, CODE,
    CATEGORY, CREDITOR, CURRENCY, SET, LIFTED, REPLACES };

const struct cr_field cr_hold_fields[CR_HOLD_FIELDS] = {
	[HOLD] = { "hold", CR_KEY, N_("Hold"), N_("the hold"), 0 },
	[SUBJECT] = { "subject", CR_KEY, N_("Subject"),
	    N_("the item or party that it is on; missing: a category"), 0 },
	[KIND] = { "kind", CR_TEXT, N_("Kind"), N_("block, dispute, promise, "
	    "plan, assigned, ceded, payment, insolvency, procedure"), 0 },
	[FROM] = { "from", CR_DATE, N_("From"), N_("its first day"), 0 },
	[UNTIL] = { "until", CR_DATE, N_("Until"), N_("its last day"), 0 },
	[AMOUNT] = { "amount_cents", CR_CENTS, N_("Amount"), N_("of the item, "
	    "or of all of the party's; missing: the whole"), 0 },
	[REASON] = { "reason", CR_TEXT, N_("Reason"), N_("why"), 0 },
	[WHO] = { "who", CR_TEXT, N_("Who"), N_("who says so"), 0 },
	[STATE] = { "state", CR_TEXT, N_("State"),
	    N_("holds, future, ended, lifted"), 0 },
	[CODE] = { "code", CR_TEXT, N_("Code"), N_("why, in a word"), 0 },
	[CATEGORY] = { "category", CR_TEXT, N_("Category"),
	    N_("the parties of which it is on"), 0 },
	[CREDITOR] = { "creditor", CR_KEY, N_("Creditor"),
	    N_("only what is owed to it"), 1 },
	[CURRENCY] = { "currency", CR_TEXT, N_("Currency"),
	    N_("of an amount on a party"), 1 },
	[SET] = { "set", CR_DATE, N_("Set on"), N_("the day it was set"), 1 },
	[LIFTED] = { "lifted", CR_DATE, N_("Lifted on"),
	    N_("the day it was lifted"), 1 },
	[REPLACES] = { "replaces", CR_KEY, N_("Replaces"),
	    N_("the hold whose end was moved"), 1 },
};

enum { P_HOLD, P_PARTY, P_NAME, P_DAY, P_AMOUNT, P_CAME, P_CURRENCY, P_STATE,
    P_LAST, P_UNTIL, P_FROM, P_CREDITOR, P_TOLD };

const struct cr_field cr_promise_fields[CR_PROMISE_FIELDS] = {
	[P_HOLD] = { "hold", CR_KEY, N_("Hold"), N_("the first hold that it "
	    "stands on"), 0 },
	[P_PARTY] = { "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	[P_NAME] = { "name", CR_TEXT, N_("Name"), N_("name of the debtor"),
	    0 },
	[P_DAY] = { "day", CR_DATE, N_("Day"), N_("promised for"), 0 },
	[P_AMOUNT] = { "amount_cents", CR_CENTS, N_("Amount"), N_("promised"),
	    0 },
	[P_CAME] = { "came_cents", CR_CENTS, N_("Came"), N_("what came"), 0 },
	[P_CURRENCY] = { "currency", CR_TEXT, N_("Currency"),
	    N_("of the amounts"), 0 },
	[P_STATE] = { "state", CR_TEXT, N_("State"),
	    N_("open, kept, partly, broken, withdrawn"), 0 },
	[P_LAST] = { "last", CR_DATE, N_("Last money"),
	    N_("the day of the last that came"), 0 },
	[P_UNTIL] = { "until", CR_DATE, N_("Until"),
	    N_("the last day that money may come"), 0 },
	[P_FROM] = { "from", CR_DATE, N_("From"),
	    N_("the day from which on money counts"), 1 },
	[P_CREDITOR] = { "creditor", CR_KEY, N_("Creditor"),
	    N_("only what is owed to it"), 1 },
	[P_TOLD] = { "told", CR_TEXT, N_("Told"),
	    N_("what cr-dun booked of it"), 1 },
};

const char *
cr_hold_state_word(enum cr_hold_state state)
{
	static const char *const words[CR_HOLD_STATES] = {
		[CR_HOLD_HOLDS] = "holds", [CR_HOLD_FUTURE] = "future",
		[CR_HOLD_ENDED] = "ended", [CR_HOLD_LIFTED] = "lifted",
	};

	return words[state];
}

enum cr_hold_state
cr_hold_state(const struct cr_hold *h, struct cr_date day)
{
	if (cr_date_is_set(h->lift) && h->lift.days <= day.days)
		return CR_HOLD_LIFTED;
	if (h->from.days > day.days)
		return CR_HOLD_FUTURE;
	if (cr_date_is_set(h->until) && h->until.days < day.days)
		return CR_HOLD_ENDED;
	return CR_HOLD_HOLDS;
}

int
cr_hold_put(void *ctx, const struct cr_hold *h)
{
	const struct cr_hold_printer *hp = ctx;
	struct cr_printer *p = hp->printer;

	cr_put_key(p, HOLD, CR_KEY_HOLD, h->id);
	if (h->on.kind != CR_KEY_NONE)
		cr_put_key(p, SUBJECT, h->on.kind, h->on.id);
	cr_put_text_cell(p, KIND, cr_hold_word(h->kind));
	cr_put_date(p, FROM, h->from);
	cr_put_date(p, UNTIL, h->until);
	if (h->amount.cents != 0)
		cr_put_cents(p, AMOUNT, h->amount);
	cr_put_text_cell(p, REASON, h->reason);
	cr_put_text_cell(p, WHO, h->who);
	cr_put_text_cell(p, STATE, cr_hold_state_word(cr_hold_state(h,
	    hp->day)));
	cr_put_text_cell(p, CODE, cr_hold_code_word(h->code));
	cr_put_text_cell(p, CATEGORY, h->category);
	if (h->creditor != 0)
		cr_put_key(p, CREDITOR, CR_KEY_PARTY, h->creditor);
	if (h->amount.cents != 0 && h->on.kind == CR_KEY_PARTY)
		cr_put_text_cell(p, CURRENCY, h->currency);
	cr_put_date(p, SET, h->set);
	cr_put_date(p, LIFTED, h->lift);
	if (h->replaces != 0)
		cr_put_key(p, REPLACES, CR_KEY_HOLD, h->replaces);
	cr_print_row(p);
	return 0;
}

static int
put_name(struct cr *cr, struct cr_printer *p, int64_t debtor)
{
	struct cr_party party;
	struct cr_arena a;
	int rc;

	cr_arena_init(&a);
	if ((rc = cr_party_get(cr, debtor, &a, &party)) == 1)
		cr_put_text_cell(p, P_NAME, party.name);
	cr_arena_release(&a);
	return rc < 0 ? rc : 0;
}

int
cr_promise_put(void *ctx, const struct cr_promise *pr)
{
	const struct cr_hold_printer *hp = ctx;
	struct cr_printer *p = hp->printer;
	int err;

	if ((err = put_name(hp->cr, p, pr->debtor)) != 0)
		return err;
	cr_put_key(p, P_HOLD, CR_KEY_HOLD, pr->hold);
	cr_put_key(p, P_PARTY, CR_KEY_PARTY, pr->debtor);
	cr_put_date(p, P_DAY, pr->day);
	cr_put_cents(p, P_AMOUNT, pr->amount);
	cr_put_cents(p, P_CAME, pr->came);
	cr_put_text_cell(p, P_CURRENCY, pr->currency);
	cr_put_text_cell(p, P_STATE, cr_promise_word(pr->state));
	cr_put_date(p, P_LAST, pr->last);
	cr_put_date(p, P_UNTIL, pr->until);
	cr_put_date(p, P_FROM, pr->from);
	if (pr->creditor != 0)
		cr_put_key(p, P_CREDITOR, CR_KEY_PARTY, pr->creditor);
	if (pr->told != CR_PROMISE_OPEN)
		cr_put_text_cell(p, P_TOLD, cr_promise_word(pr->told));
	cr_print_row(p);
	return 0;
}

/* What is asked, while holds are gone through. */
struct listing {
	const struct cr_hold_filter *f;
	int64_t creditor;
	cr_hold_fn *each;
	void *ctx;
};

/* Is bit N of BITS set, or none of them? */
static bool
has(unsigned bits, int n)
{
	return bits == 0 || (bits >> n & 1) != 0;
}

static bool
is_asked(const struct listing *l, const struct cr_hold *h)
{
	const struct cr_hold_filter *f = l->f;

	return has(f->kinds, (int)h->kind) && has(f->codes, (int)h->code) &&
	    has(f->states, (int)cr_hold_state(h, f->day)) &&
	    h->set.days <= f->day.days &&
	    (f->category == NULL || cr_streq(f->category, h->category)) &&
	    (f->who == NULL || cr_streq(f->who, h->who)) &&
	    (l->creditor == 0 || l->creditor == h->creditor);
}

static int
list(void *ctx, const struct cr_hold *h)
{
	const struct listing *l = ctx;

	return is_asked(l, h) ? l->each(l->ctx, h) : 0;
}

static int
find_creditor(struct cr *cr, const char *text, int64_t *id)
{
	int rc;

	*id = 0;
	if (text == NULL)
		return CR_OK;
	rc = cr_party_find(cr, text, id);
	return rc == 0 ? cr_fail(cr, CR_ENOTFOUND, "there is no creditor "
	    "\"%s\"", text) : rc < 0 ? rc : CR_OK;
}

int
cr_hold_list(struct cr *cr, const struct cr_hold_filter *f,
    cr_hold_fn *each, void *ctx)
{
	static const struct cr_key any = { CR_KEY_NONE, 0 };
	struct listing l = { .f = f, .each = each, .ctx = ctx };
	size_t i;
	int err = find_creditor(cr, f->creditor, &l.creditor);

	if (err != CR_OK)
		return err;
	if (f->keys == NULL)
		return cr_hold_each(cr, any, CR_DATE_NONE, list, &l);
	for (i = 0; i < f->keys->n && err == CR_OK; i++)
		err = cr_hold_each(cr, f->keys->v[i], CR_DATE_NONE, list, &l);
	return err;
}

/* ---- Promises ---------------------------------------------------------- */

struct promising {
	const struct cr_hold_filter *f;
	int64_t creditor;
	struct cr_keys *wanted;		/* their holds; NULL: all */
	int (*each)(void *ctx, const struct cr_promise *p);
	void *ctx;
};

static int
list_promise(void *ctx, const struct cr_promise *p)
{
	const struct promising *l = ctx;

	if (!has(l->f->states, (int)p->state) ||
	    (l->creditor != 0 && l->creditor != p->creditor) ||
	    (l->wanted != NULL && !cr_keys_has(l->wanted, CR_KEY_HOLD,
	    p->id)))
		return 0;
	return l->each(l->ctx, p);
}

/* The numbers of promises, as if they were of holds. */
static int
want(void *ctx, const struct cr_hold *h)
{
	struct promising *l = ctx;
	struct cr_key key = { CR_KEY_HOLD, h->promise };

	if (h->promise != 0)
		cr_keys_put(l->wanted, key);
	return 0;
}

int
cr_hold_promises(struct cr *cr, const struct cr_hold_filter *f,
    int (*each)(void *ctx, const struct cr_promise *p), void *ctx)
{
	struct cr_as_of as_of = { .day = f->day };
	struct cr_keys wanted = { .v = NULL };
	struct promising l = { .f = f, .each = each, .ctx = ctx,
		.wanted = f->keys != NULL ? &wanted : NULL };
	size_t i;
	int err = find_creditor(cr, f->creditor, &l.creditor);

	for (i = 0; f->keys != NULL && i < f->keys->n && err == CR_OK; i++)
		err = cr_hold_each(cr, f->keys->v[i], CR_DATE_NONE, want, &l);
	cr_keys_sort(&wanted);
	if (err == CR_OK)
		err = cr_promise_each(cr, &as_of, CR_DATE_NONE, list_promise,
		    &l);
	cr_keys_release(&wanted);
	return err;
}
