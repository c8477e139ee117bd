#include "enriching.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/lock.h"
#include "cr/lookup.h"
#include "cr/mem.h"
#include "cr/str.h"

/* Registers: when each may be asked, and about whom it is. */

#define SECOND 1000		/* ms */
#define MINUTE 60000
#define PATIENCE MINUTE		/* how long a run waits for a register */
#define FIRST_REST (2 * (int64_t)MINUTE) /* after a failure; then twice that */
#define LONGEST_REST (60 * (int64_t)MINUTE)
#define LONGEST_WISH (24 * 60 * (int64_t)MINUTE) /* that is granted */
#define FAILURES 3		/* in a row: it does not work today */

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
add_party(struct enrich_lane *l, int64_t party)
{
	cr_grow(&l->parties, l->n, &l->cap, sizeof(*l->parties));
	l->parties[l->n++] = party;
}

static int
add_debtor(void *ctx, int64_t id)
{
	add_party(ctx, id);
	return 0;
}

static int
add_expired(void *ctx, const struct cr_lookup *k)
{
	struct enrich_lane *l = ctx;

	if (l->n == 0 || l->parties[l->n - 1] != k->party)
		add_party(l, k->party);
	return 0;
}

/* Whom the register is asked about. */
static int
list(struct enriching *e, struct enrich_lane *l)
{
	const struct cr_keys *keys = e->opts->keys;
	struct cr_lookup_filter f = { .provider = l->config->name,
	    .expired = e->cr->today };
	struct cr_as_of now = { .day = e->cr->today, .restated = true };
	size_t i;

	for (i = 0; keys != NULL && i < keys->n; i++)
		add_party(l, keys->v[i].id);
	if (keys != NULL)
		return CR_OK;
	if (e->opts->expired)
		return cr_lookup_each(e->cr, &now, &f, add_expired, l);
	return cr_party_role_each(e->cr, "debtor", add_debtor, l);
}

/* The register wants to be left: the parties that are left wait. */
static void
close_lane(struct enriching *e, struct enrich_lane *l, const char *why)
{
	l->closed = true;
	e->later = true;
	if (!l->told)
		cr_warn(e->cr, NULL, 0, "%s is not asked any more in this "
		    "run: %s", l->config->name, why);
	l->told = true;
}

void
cr_enrich_broken(struct enriching *e)
{
	const char *why = cr_errmsg(e->cr);

	if (e->why == NULL)
		e->why = cr_strdup(why);
	close_lane(e, e->at, why);
}

/* Nobody else asks it meanwhile, and its time has come. */
static int
enter(struct enriching *e, struct enrich_lane *l)
{
	struct cr_pace pace;
	struct cr_buf path;
	int err;

	cr_buf_init(&path);
	cr_buf_addf(&path, "%s.lookup-%s", cr_db_path(e->cr),
	    l->config->name);
	err = cr_lock_take(e->cr, path.s, &l->lock);
	cr_buf_release(&path);
	if (err == CR_EBUSY) {
		close_lane(e, l, _("another run is asking it"));
		return CR_OK;
	}
	if (err != CR_OK ||
	    (err = cr_pace_get(e->cr, l->config->name, &pace)) != CR_OK ||
	    (err = cr_lookup_count(e->cr, l->config->name, e->cr->today,
	    &l->today)) != CR_OK)
		return err;
	/* A clock that was set back must not make it wait for ever. */
	if (pace.next_at - now_ms() <= LONGEST_WISH)
		l->due = pace.next_at;
	l->failures = pace.failures;
	return CR_OK;
}

int
cr_enrich_open(struct enriching *e)
{
	const struct cr_enrich_opts *o = e->opts;
	struct enrich_lane *l;
	size_t i;
	int err = CR_OK;

	e->lane = cr_calloc(o->nlookups + 1, sizeof(*e->lane));
	for (i = 0; i < o->nlookups && err == CR_OK; i++) {
		if (o->only != NULL && !cr_streq(o->only,
		    o->lookups[i].name))
			continue;
		l = &e->lane[e->nlanes++];
		*l = (struct enrich_lane){ .config = &o->lookups[i],
		    .lock = -1 };
		err = cr_looker_open(e->cr, l->config, o->share, &l->looker);
	}
	if (err == CR_OK && e->nlanes == 0)
		return o->only != NULL ? cr_fail(e->cr, CR_EUSAGE, "the "
		    "configuration has no look-up \"%s\"", o->only) :
		    cr_fail(e->cr, CR_EUSAGE, "the configuration has no "
		    "look-up (lookup NAME { ... })");
	for (i = 0; i < e->nlanes && err == CR_OK; i++)
		if ((err = list(e, &e->lane[i])) == CR_OK && !e->cr->dry_run)
			err = enter(e, &e->lane[i]);
	return err;
}

void
cr_enrich_close(struct enriching *e)
{
	size_t i;

	for (i = 0; i < e->nlanes; i++) {
		cr_looker_close(e->lane[i].looker);
		cr_lock_drop(e->lane[i].lock);
		free(e->lane[i].parties);
	}
	free(e->lane);
	free(e->row);
	free(e->why);
	cr_arena_release(&e->arena);
}

void
cr_enrich_rest(struct enriching *e, const struct cr_looked *o)
{
	struct enrich_lane *l = e->at;
	int64_t wait = o->wait * SECOND, rest = FIRST_REST;
	int64_t i;

	/*
	 * A register that answers for this party alone works: a member state
	 * that is away for days must not keep all the others from being
	 * asked.
	 */
	if (o->said && !o->stop && wait == 0)
		return;
	l->failures++;
	for (i = 1; i < l->failures && rest < LONGEST_REST; i++)
		rest *= 2;
	if (wait > LONGEST_WISH)
		wait = LONGEST_WISH;
	if (o->stop || wait > 0 || l->failures % FAILURES == 0) {
		l->due = now_ms() + (wait > 0 ? wait : rest);
		close_lane(e, l, o->reason);
	}
}

void
cr_enrich_space(struct enrich_lane *l)
{
	int64_t n = l->config->per_minute;

	l->due = now_ms() + (n > 0 ? MINUTE / n : 0);
}

bool
cr_enrich_may_ask(struct enriching *e, struct enrich_lane *l)
{
	int64_t n = l->config->per_day, wait = l->due - now_ms();
	char why[160];

	if (e->cr->dry_run || l->closed)
		return e->cr->dry_run;
	if (n > 0 && l->today >= n)
		snprintf(why, sizeof(why), _("it was asked %" PRId64
		    " times today"), l->today);
	else if (wait > PATIENCE)
		snprintf(why, sizeof(why), _("it wants to be left for %"
		    PRId64 " minutes"), (wait + MINUTE - 1) / MINUTE);
	else
		return wait <= 0;
	close_lane(e, l, why);
	return false;
}

void
cr_enrich_sleep(int64_t due)
{
	int64_t left = due - now_ms();
	struct timespec t = { .tv_sec = (time_t)(left / SECOND),
	    .tv_nsec = (long)(left % SECOND) * 1000000L };

	if (left > 0)
		nanosleep(&t, NULL);
}
