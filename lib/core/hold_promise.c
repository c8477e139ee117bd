#include "holding.h"

#include <stdlib.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/mem.h"

/* A key, and what it stands for. */
struct target {
	struct cr_key key;
	int64_t debtor;
	char currency[CR_CURRENCY_SIZE];
	struct cr_money open;	/* that the promise would be for */
};

struct targets {
	struct cr *cr;
	struct holding *g;
	const struct cr_hold_ask *ask;
	struct target *v;
	size_t n;
	int err;
};

/* What is open of all that a party owes. */
static int
add_open(void *ctx, const struct cr_open *o)
{
	struct targets *t = ctx;
	const struct cr_hold *h = &t->ask->hold;
	size_t i;

	if (o->open.cents <= 0 || strcmp(o->currency, h->currency) != 0 ||
	    (h->creditor != 0 && o->creditor != h->creditor))
		return 0;
	for (i = 0; i < t->n; i++)
		if (t->v[i].key.kind == CR_KEY_PARTY &&
		    t->v[i].debtor == o->debtor &&
		    !cr_money_add(&t->v[i].open, o->open))
			return cr_fail(t->cr, CR_ELIMIT, "what pty:%lld owes "
			    "is too much", (long long)o->debtor);
	return 0;
}

static int
take_item(struct targets *t, struct target *to)
{
	struct cr_open o;
	int err = cr_item_open(t->cr, to->key.id, &o);

	if (err != CR_OK)
		return err;
	if (o.open.cents <= 0)
		return cr_fail(t->cr, CR_EUSAGE, "nothing is open of "
		    "item:%lld", (long long)to->key.id);
	to->debtor = o.debtor;
	memcpy(to->currency, o.currency, sizeof(to->currency));
	to->open = o.open;
	return CR_OK;
}

/* Debtor, currency and amount of each key; those without are refused. */
static int
take_targets(struct targets *t, const struct cr_key *v, size_t n)
{
	struct cr_as_of now = { .day = t->cr->today, .restated = true };
	const char *currency = t->ask->hold.currency;
	struct target *to;
	bool parties = false;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < n && err == CR_OK; i++) {
		to = &t->v[t->n];
		*to = (struct target){ .key = v[i], .debtor = v[i].id };
		if (v[i].kind == CR_KEY_ITEM) {
			err = take_item(t, to);
		} else {
			parties = true;
			memcpy(to->currency, currency,
			    strnlen(currency, CR_CURRENCY_SIZE - 1));
		}
		t->n += err == CR_OK;
		err = cr_holding_pass(t->g, err);
	}
	return err != CR_OK || !parties ? err :
	    cr_open_each(t->cr, &now, add_open, t);
}

static int
by_debtor(const void *va, const void *vb)
{
	const struct target *a = va, *b = vb;

	if (a->debtor != b->debtor)
		return a->debtor < b->debtor ? -1 : 1;
	return strcmp(a->currency, b->currency);
}

int
cr_holding_promise(struct holding *g, struct cr_hold *h, size_t n,
    const struct cr_promise *like, int32_t tolerance)
{
	struct cr_promise p = *like;
	size_t i, before = g->n;
	bool changed = g->changed;
	int err;

	p.day = p.until = h->until;
	p.until.days += tolerance;
	if (p.day.days < p.from.days)
		return cr_fail(g->cr, CR_EUSAGE, "the hold ends before it "
		    "begins");
	if ((err = cr_db_savepoint(g->cr)) != CR_OK ||
	    (err = cr_promise_add(g->cr, &p)) != CR_OK)
		return err;
	g->changed = false;
	for (i = 0; i < n && err == CR_OK; i++) {
		h[i].until = p.until;
		h[i].promise = p.id;
		err = cr_holding_set(g, &h[i]);
	}
	/* It was given before: then there is nothing to keep. */
	if (err == CR_OK && g->changed) {
		err = cr_db_release(g->cr);
	} else {
		if (err != CR_OK)
			g->n = before;
		cr_db_back(g->cr);
	}
	g->changed |= changed;
	return err;
}

/* The promise that the first N of the targets V make together. */
static int
promise(struct holding *g, const struct cr_hold_ask *ask,
    const struct target *v, size_t n)
{
	struct cr_hold *h = cr_calloc(n, sizeof(*h));
	struct cr_promise like = { .debtor = v->debtor,
		.creditor = ask->hold.creditor, .from = ask->hold.from,
		.amount = ask->promised };
	struct cr_money held;
	size_t i;
	int err = CR_OK;

	memcpy(like.currency, v->currency, sizeof(like.currency));
	for (i = 0; i < n && err == CR_OK; i++) {
		h[i] = ask->hold;
		h[i].on = v[i].key;
		held = ask->hold.amount.cents != 0 ? ask->hold.amount :
		    v[i].open;
		if (ask->promised.cents == 0 &&
		    !cr_money_add(&like.amount, held))
			err = cr_fail(g->cr, CR_ELIMIT, "the sum of what is "
			    "promised is too large");
	}
	if (err == CR_OK && like.amount.cents <= 0)
		err = cr_fail(g->cr, CR_EUSAGE, "nothing is open of "
		    "pty:%lld", (long long)v->debtor);
	if (err == CR_OK)
		err = cr_holding_promise(g, h, n, &like, ask->tolerance);
	free(h);
	return err;
}

static int
check_ask(struct cr *cr, const struct cr_hold_ask *ask)
{
	if (ask->category != NULL)
		return cr_fail(cr, CR_EUSAGE, "a promise is given by a debtor, "
		    "not by a category");
	if (!cr_date_is_set(ask->hold.until))
		return cr_fail(cr, CR_EUSAGE, "a promise is for a day: say "
		    "until when");
	return CR_OK;
}

int
cr_holding_promises(struct holding *g, const struct cr_key *v, size_t n,
    const struct cr_hold_ask *ask)
{
	struct targets t = { .cr = g->cr, .g = g, .ask = ask };
	size_t first, last;
	int err = check_ask(g->cr, ask);

	if (err != CR_OK)
		return cr_holding_pass(g, err);
	t.v = cr_calloc(n + 1, sizeof(*t.v));
	err = take_targets(&t, v, n);
	if (t.n > 0)
		qsort(t.v, t.n, sizeof(*t.v), by_debtor);
	if (err == CR_OK && ask->promised.cents != 0 && t.n > 0 &&
	    by_debtor(&t.v[0], &t.v[t.n - 1]) != 0)
		err = cr_holding_pass(g, cr_fail(g->cr, CR_EUSAGE,
		    "these are of several debtors or currencies: one promise "
		    "cannot be for all of them"));
	else
		for (first = 0; first < t.n && err == CR_OK; first = last) {
			for (last = first + 1; last < t.n && by_debtor(
			    &t.v[first], &t.v[last]) == 0; last++)
				;
			err = cr_holding_pass(g, promise(g, ask,
			    &t.v[first], last - first));
		}
	free(t.v);
	return err;
}

/* ---- What came of them ------------------------------------------------- */

/* Later than this, what comes to light of a promise is not told any more. */
#define LOOK_BACK 90		/* days */

struct settling {
	struct cr *cr;
	struct cr_promise *v;
	size_t n, cap;
};

static int
take_new(void *ctx, const struct cr_promise *p)
{
	struct settling *s = ctx;

	if (p->state == CR_PROMISE_OPEN || p->state == CR_PROMISE_WITHDRAWN ||
	    p->state == p->told)
		return 0;
	cr_grow(&s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n++] = *p;
	return 0;
}

static int
book(struct cr *cr, const struct cr_promise *p)
{
	struct cr_key debtor = { CR_KEY_PARTY, p->debtor };
	char day[CR_DATE_SIZE];
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_addf(&b, "{\"hold\":\"hold:%lld\",\"state\":\"%s\","
	    "\"day\":\"%s\",\"promised_cents\":%lld,\"came_cents\":%lld}",
	    (long long)p->hold, cr_promise_word(p->state),
	    cr_date_iso(p->day, day), (long long)p->amount.cents,
	    (long long)p->came.cents);
	err = cr_journal(cr, "promise", debtor, b.s);
	cr_buf_release(&b);
	return err;
}

int
cr_promises_settle(struct cr *cr)
{
	struct cr_as_of now = { .day = cr->today };
	struct cr_date since = { cr->today.days - LOOK_BACK };
	struct settling s = { .cr = cr };
	size_t i;
	int err = cr_promise_each(cr, &now, since, take_new, &s);

	for (i = 0; i < s.n && err == CR_OK; i++) {
		if (cr->run == 0 && (err = cr_run_begin(cr, "")) != CR_OK)
			break;
		if ((err = cr_promise_tell(cr, &s.v[i])) == CR_OK)
			err = book(cr, &s.v[i]);
	}
	free(s.v);
	return err;
}
