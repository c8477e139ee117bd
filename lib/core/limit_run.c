#include "cr/limit_run.h"

#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/party.h"
#include "cr/str.h"
#include "limit_world.h"

struct run {
	struct cr *cr;
	const struct cr_limit_opts *opts;
	struct limit_world now, then;
	int64_t computed, kept, unclassed;
	bool writes;
};

/* ---- Keeping ------------------------------------------------------------- */

static const char *
part_of(const struct cr_limit_made *m)
{
	return m->known ? cr_limit_part_word(m->least) : NULL;
}

static bool
is_new(const struct cr_limit_rules *r, const struct limit_debtor *d,
    const struct cr_credit_limit *old)
{
	const struct cr_limit_made *m = &d->made;

	return old->id <= 0 || old->amount.cents != m->amount.cents ||
	    !cr_streq(old->class_name, m->by->name) ||
	    !cr_streq(old->part, part_of(m)) ||
	    !cr_streq(old->rules, r->digest);
}

/* The run is booked when there is something to keep, not before. */
static int
begin(struct run *run)
{
	const struct cr_limit_rules *r = run->opts->rules;
	int err;

	if (run->kept > 0)
		return CR_OK;
	err = cr_run_begin(run->cr, "limits");
	return err != CR_OK ? err : cr_limit_rules_keep(run->cr, r->digest,
	    r->text);
}

/* Each part that is known, as JSON. */
static void
detail(struct cr_buf *b, const struct limit_debtor *d)
{
	const struct cr_limit_made *m = &d->made;
	const struct cr_limit_facts *f = &d->facts;
	int i;

	cr_buf_addf(b, "{\"factor_bp\":%d,\"sales_cents\":%lld,"
	    "\"days\":[%lld,%lld],\"term\":%d,\"parts\":{",
	    (int)m->by->factor_bp, (long long)f->sales.cents,
	    (long long)f->days_num, (long long)f->days_den, (int)f->term);
	for (i = 0; i < CR_LIMIT_PARTS; i++)
		if (m->part[i].known)
			cr_buf_addf(b, "%s\"%s\":%lld",
			    b->s[b->len - 1] == '{' ? "" : ",",
			    cr_limit_part_word((enum cr_limit_part)i),
			    (long long)m->part[i].base.cents);
	cr_buf_adds(b, "}}");
}

static int
keep_one(struct run *run, struct limit_debtor *d, struct limit_row *row)
{
	const struct cr_limit_rules *r = run->opts->rules;
	struct cr_credit_limit *l = &row->computed;
	struct cr_buf b;
	int err;

	if ((err = begin(run)) != CR_OK)
		return err;
	run->kept++;
	cr_buf_init(&b);
	detail(&b, d);
	*l = (struct cr_credit_limit){ .party = d->party, .computed = true,
	    .amount = d->made.amount, .day = run->opts->as_of.day,
	    .until = CR_DATE_NONE, .class_name = d->made.by->name,
	    .part = part_of(&d->made), .rules = r->digest,
	    .detail = b.s };
	memcpy(l->currency, row->currency, sizeof(l->currency));
	err = cr_credit_limit_add(run->cr, l);
	l->detail = NULL;
	cr_buf_release(&b);
	return err;
}

/*
 * What was made goes into its row, and into the ledger if it is new. Where
 * nothing is known any more, as when a plafond has ended, it is nought: to
 * have no limit at all would be the opposite of what it says.
 */
static int
settle(struct run *run, struct limit_debtor *d)
{
	const char *currency = run->opts->currency;
	struct limit_row *row = cr_limit_row_of(&run->now, d->party,
	    currency);
	bool had = row != NULL && row->computed.id != 0;

	if (d->made.by == NULL) {
		run->unclassed++;
		return CR_OK;
	}
	if (!d->made.known && !had)
		return CR_OK;
	run->computed++;
	row = cr_limit_row(&run->now, d, currency);
	if (!is_new(run->opts->rules, d, &row->computed))
		return CR_OK;
	if (run->writes)
		return keep_one(run, d, row);
	/* as it would be */
	row->computed = (struct cr_credit_limit){ .id = -1,
	    .party = d->party, .computed = true, .amount = d->made.amount,
	    .day = run->opts->as_of.day, .until = CR_DATE_NONE,
	    .part = part_of(&d->made) };
	return CR_OK;
}

static int
journal(struct run *run)
{
	struct cr_key none = { .kind = CR_KEY_NONE };
	char day[CR_DATE_SIZE];
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_addf(&b, "{\"day\":\"%s\",\"rules\":\"%s\",\"computed\":%lld,"
	    "\"kept\":%lld}",
	    cr_date_iso(run->opts->as_of.day, day),
	    run->opts->rules->digest, (long long)run->computed,
	    (long long)run->kept);
	err = cr_journal(run->cr, "limits", none, b.s);
	cr_buf_release(&b);
	return err;
}

/* Only today's limits are kept, and take the place of older ones. */
static bool
is_today(const struct run *run)
{
	return run->opts->as_of.day.days == run->cr->today.days &&
	    !run->opts->as_of.restated;
}

static int
compute(struct run *run)
{
	struct limit_world *w = &run->now;
	size_t i;
	int err;

	if ((err = cr_limit_world_load(run->cr, run->opts,
	    &run->opts->as_of, run->opts->compute, w)) != CR_OK)
		return err;
	for (i = 0; i < w->n && err == CR_OK && run->opts->compute &&
	    is_today(run); i++)
		if (w->debtors[i] != NULL && w->debtors[i]->wanted)
			err = settle(run, w->debtors[i]);
	if (err == CR_OK && run->kept > 0)
		err = journal(run);
	if (run->unclassed > 0)
		cr_warn(run->cr, NULL, 0, "debtors whose class is not in the "
		    "rules, and whose limits stay as they are: %lld",
		    (long long)run->unclassed);
	return err;
}

/* In one transaction, so that all is seen at one moment. */
static int
compute_and_keep(struct run *run)
{
	int err;

	if (run->writes && (err = cr_db_begin(run->cr)) != CR_OK)
		return err;
	err = compute(run);
	if (run->writes && err == CR_OK)
		err = cr_db_commit(run->cr);
	if (run->writes && err != CR_OK)
		cr_db_rollback(run->cr);
	return err;
}

/* ---- Telling ------------------------------------------------------------- */

/* Is more than the rules bear too late, what his credits pay taken off? */
static bool
is_too_late(const struct cr_limit_rules *r, const struct limit_row *row)
{
	struct cr_money x = row->too_late;

	return cr_money_add(&x, row->exposure.credits) && x.cents > 0 &&
	    x.cents >= r->overdue_least.cents;
}

/* What blocks him whatever he owes in this currency. */
static unsigned
blocks_of(const struct limit_world *w, const struct limit_debtor *d)
{
	const struct limit_row *r;
	unsigned bits = 0;

	for (r = d->rows; r != NULL; r = r->next)
		if (is_too_late(w->opts->rules, r))
			bits |= CR_BLOCK_OVERDUE;
	return bits | (d->insolvent ? CR_BLOCK_INSOLVENCY : 0U) |
	    (d->has_adverse ? CR_BLOCK_ADVERSE : 0U) |
	    (d->stop != NULL ? CR_BLOCK_STOP : 0U);
}

int
cr_limit_row_tell(struct limit_world *w, struct limit_debtor *d,
    struct limit_row *row, struct cr_limit_row *to)
{
	const struct cr_limit_rules *r = w->opts->rules;
	struct cr_plafonds p = { .factored = row->factored,
	    .insured = row->insured, .insured_bp = row->insured.cents > 0 ?
	    (int32_t)cr_limit_used(row->insured_cover, row->insured) : 0 };
	const struct cr_money *limit;

	*to = (struct cr_limit_row){ .party = d->party,
	    .currency = row->currency, .class_name = d->class_name,
	    .exposure = row->exposure, .ceded = row->ceded,
	    .days_late = row->days_late, .too_late = row->too_late,
	    .used_bp = -1, .sheet = d->sheet, .insolvent = d->insolvent,
	    .has_adverse = d->has_adverse, .adverse = d->adverse,
	    .adverse_day = d->adverse_day, .stop = d->stop,
	    .stop_day = d->stop_day, .order = w->opts->order };
	to->exposure.ceded = row->ceded;
	if (!cr_exposure_add_up(r, &p, &to->exposure))
		return cr_limit_too_large(w);
	to->limit = row->set.id != 0 ? &row->set : row->computed.id != 0 ?
	    &row->computed : NULL;
	limit = to->limit != NULL ? &to->limit->amount : NULL;
	to->blocks = blocks_of(w, d);
	to->overdue_else = !is_too_late(r, row);
	to->state = cr_limit_state(r, to->exposure.total, limit,
	    &to->blocks);
	if (limit != NULL)
		to->used_bp = cr_limit_used(to->exposure.total, *limit);
	to->fits = cr_limit_fits(to->state, to->exposure.total, limit,
	    to->order);
	if (w->opts->compute &&
	    strcmp(row->currency, w->opts->currency) == 0) {
		to->facts = &d->facts;
		to->made = &d->made;
	}
	return CR_OK;
}

/* The state on the day that is compared with; none if there was no row. */
static int
state_then(struct run *run, const struct limit_row *row,
    struct cr_limit_row *to)
{
	struct limit_row *was = cr_limit_row_of(&run->then, to->party,
	    row->currency);
	struct cr_limit_row then;
	int err;

	to->has_was = true;
	to->was = CR_LIMIT_NONE;
	if (was == NULL)
		return CR_OK;
	if ((err = cr_limit_row_tell(&run->then,
	    run->then.debtors[to->party], was, &then)) == CR_OK)
		to->was = then.state;
	return err;
}

/* Is there anything to say of a row that nobody named? */
static bool
says_something(const struct cr_limit_row *r)
{
	const struct cr_exposure *e = &r->exposure;

	return r->limit != NULL || r->blocks != 0 || e->total.cents != 0 ||
	    e->open.cents != 0 || e->credits.cents != 0 ||
	    e->bills.cents != 0 || e->delivered.cents != 0 ||
	    e->ordered.cents != 0;
}

static bool
is_wanted(const struct run *run, const struct limit_debtor *d,
    const struct cr_limit_row *r)
{
	const struct cr_limit_opts *o = run->opts;

	if (o->check)
		return strcmp(r->currency, o->currency) == 0;
	if (o->states != 0 && (o->states >> r->state & 1) == 0)
		return false;
	if (r->has_was)
		return r->was != r->state;
	return d->named || says_something(r);
}

static int
tell_debtor(struct run *run, struct limit_debtor *d,
    const struct cr_party *party, cr_limit_fn *each, void *ctx)
{
	struct limit_world *w = &run->now;
	struct cr_limit_row to;
	struct limit_row *row;
	int err = CR_OK;

	if (d->named && (run->opts->check || d->rows == NULL))
		cr_limit_row(w, d, run->opts->currency);
	for (row = d->rows; row != NULL && err == CR_OK; row = row->next) {
		if ((err = cr_limit_row_tell(w, d, row, &to)) != CR_OK)
			break;
		to.code = party->code;
		to.name = party->name;
		if (cr_date_is_set(run->opts->since))
			err = state_then(run, row, &to);
		if (err == CR_OK && is_wanted(run, d, &to))
			err = each(ctx, &to);
	}
	return err;
}

static int
tell(struct run *run, cr_limit_fn *each, void *ctx)
{
	struct limit_world *w = &run->now;
	struct cr_party party;
	struct cr_arena a;
	size_t i;
	int err = CR_OK;

	cr_arena_init(&a);
	for (i = 0; i < w->n && err == CR_OK; i++) {
		if (w->debtors[i] == NULL || !w->debtors[i]->wanted ||
		    (w->debtors[i]->rows == NULL && !w->debtors[i]->named))
			continue;
		cr_arena_clear(&a);
		if ((err = cr_party_get(run->cr, (int64_t)i, &a,
		    &party)) == 1)
			err = tell_debtor(run, w->debtors[i], &party, each,
			    ctx);
	}
	cr_arena_release(&a);
	return err;
}

int
cr_limits(struct cr *cr, const struct cr_limit_opts *opts,
    cr_limit_fn *each, void *ctx)
{
	struct run run = { .cr = cr, .opts = opts };
	struct cr_as_of then = { .day = opts->since };
	int err;

	run.writes = opts->compute && !cr->dry_run && is_today(&run);
	if ((err = compute_and_keep(&run)) == CR_OK &&
	    cr_date_is_set(opts->since))
		err = cr_limit_world_load(cr, opts, &then, false, &run.then);
	if (err == CR_OK)
		err = tell(&run, each, ctx);
	cr_limit_world_release(&run.now);
	cr_limit_world_release(&run.then);
	return err;
}
