#include "cr/enrich.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/digest.h"
#include "cr/i18n.h"
#include "cr/ledger.h"
#include "cr/lookup.h"
#include "cr/str.h"
#include "enriching.h"

static struct cr_looked_party
asked_party(const struct cr_party *p)
{
	return (struct cr_looked_party){ .id = p->id, .code = p->code,
	    .kind = p->kind, .name = p->name, .country = p->country,
	    .vat = p->vat, .tax_code = p->tax_code, .street = p->street,
	    .zip = p->zip, .city = p->city, .province = p->province };
}

static void
tell(struct enriching *e)
{
	size_t i;

	if (e->nrows == 0)
		cr_enrich_row(e);
	for (i = 0; i < e->nrows; i++)
		e->each(e->ctx, &e->row[i]);
	e->nrows = 0;
}

static int
book_and_tell(struct enriching *e)
{
	int err = cr_enrich_book(e);

	if (err == CR_OK)
		tell(e);
	e->nrows = 0;
	return err;
}

/* Does the answer of K still serve? With --force, if it is of this run. */
static bool
serves(const struct enriching *e, const struct cr_lookup *k)
{
	return k->until.days >= e->cr->today.days &&
	    (!e->opts->force || k->run == e->cr->run);
}

/* What is to be done about the party at hand. */
enum step { PASS, READ, SHARE, ASK };

static int
choose(struct enriching *e, const char *asked, enum step *step)
{
	const struct cr_enrich_opts *o = e->opts;
	const char *name = e->at->config->name;
	struct cr_lookup own, any;
	int rc = cr_lookup_last(e->cr, name, e->party.id, asked, &e->arena,
	    &own);

	*step = PASS;
	if (rc < 0)
		return rc;
	if (rc == 1 && serves(e, &own)) {
		e->lookup = own;
		*step = o->again || o->accept ? READ : PASS;
		return CR_OK;
	}
	if (o->again || (o->expired && rc == 0))
		return CR_OK;
	*step = ASK;
	if ((rc = cr_lookup_last(e->cr, name, 0, asked, &e->arena,
	    &any)) == 1 && serves(e, &any)) {
		e->lookup = any;
		e->lookup.shares = any.shares != 0 ? any.shares : any.id;
		e->lookup.id = 0;
		e->lookup.party = e->party.id;
		*step = SHARE;
	}
	return rc < 0 ? rc : CR_OK;
}

static bool
is_text(const struct cr_buf *b)
{
	return memchr(b->s, '\0', b->len) == NULL && cr_is_utf8(b->s, b->len);
}

/* Take the answer O down as the look-up at hand. */
static void
take_answer(struct enriching *e, const char *asked, struct cr_looked *o,
    char at[CR_INSTANT_SIZE], char sha256[CR_SHA256_SIZE])
{
	const struct cr_config_lookup *c = e->at->config;
	bool text = is_text(&o->answer);
	int64_t days;

	if (!text && o->how != CR_LOOKED_REFUSED) {
		o->how = CR_LOOKED_REFUSED;
		snprintf(o->reason, sizeof(o->reason), "%s",
		    _("the answer is no text in UTF-8"));
	}
	days = o->how == CR_LOOKED_FOUND ? c->expires : c->expires_none;
	e->lookup = (struct cr_lookup){ .provider = c->name,
	    .party = e->party.id, .asked = asked, .day = e->cr->today,
	    .until = { e->cr->today.days + (int32_t)days - 1 },
	    .at = cr_instant(at), .state = cr_looked_word(o->how),
	    .reason = o->reason[0] != '\0' ? o->reason : NULL };
	if (text && o->answer.len > 0) {
		e->lookup.answer = o->answer.s;
		e->lookup.sha256 = cr_sha256(o->answer.s, o->answer.len,
		    sha256);
	}
}

static int
ask(struct enriching *e, const char *asked)
{
	struct cr_looked_party p = asked_party(&e->party);
	char at[CR_INSTANT_SIZE], sha256[CR_SHA256_SIZE];
	struct cr_looked o = { .how = CR_LOOKED_LATER };
	int err;

	cr_buf_init_max(&o.answer, CR_LOOKED_MAX_BYTES);
	if (cr_looker_ask(e->at->looker, e->cr, &p, &o) != CR_OK) {
		cr_buf_release(&o.answer);
		cr_enrich_broken(e);
		return CR_OK;
	}
	e->at->today++;
	cr_enrich_space(e->at);
	take_answer(e, asked, &o, at, sha256);
	if (o.how == CR_LOOKED_LATER) {
		e->later = true;
		e->lookup.until = CR_DATE_NONE;
		cr_enrich_rest(e, &o);
		if ((err = cr_enrich_book_pace(e, e->at)) == CR_OK)
			tell(e);
	} else {
		e->at->failures = 0;
		if (o.how == CR_LOOKED_REFUSED)
			cr_refuse(e->cr, NULL, 0, "pty:%" PRId64 ": %s: %s",
			    e->party.id, e->at->config->name, o.reason);
		err = book_and_tell(e);
	}
	cr_buf_release(&o.answer);
	return err;
}

/* Nobody is asked: tell who would be. */
static void
rehearse(struct enriching *e, const char *asked)
{
	e->lookup = (struct cr_lookup){ .asked = asked, .state = "ask",
	    .day = CR_DATE_NONE, .until = CR_DATE_NONE };
	tell(e);
}

static void
note_lack(struct enriching *e, const char *lacks)
{
	if (lacks != NULL)
		cr_note(e->cr, NULL, 0, "pty:%" PRId64 ": %s is not asked: "
		    "its %s is not known", e->party.id, e->at->config->name,
		    lacks);
	else
		cr_note(e->cr, NULL, 0, "pty:%" PRId64 ": %s is not asked: "
		    "it is not for its country", e->party.id,
		    e->at->config->name);
}

/* What the party at hand is asked by, and what is to be done about it. */
static int
look_at(struct enriching *e, const char **asked, enum step *step)
{
	struct cr_looked_party p = asked_party(&e->party);
	const char *lacks;
	struct cr_buf key;
	int rc = CR_OK;

	cr_buf_init(&key);
	if (cr_looker_key(e->at->looker, &p, &key, &lacks)) {
		*asked = cr_arena_strdup(&e->arena, key.s);
		rc = choose(e, *asked, step);
	} else {
		note_lack(e, lacks);
	}
	cr_buf_release(&key);
	return rc;
}

/*
 * Do what there is to do about the next party of L. When its register may
 * be asked only later, nothing is done, and *DUE says when.
 */
static int
next(struct enriching *e, struct enrich_lane *l, int64_t *due)
{
	const char *asked = NULL;
	enum step step = PASS;
	int rc;

	cr_arena_clear(&e->arena);
	e->at = l;
	rc = cr_party_get(e->cr, l->parties[l->next], &e->arena, &e->party);
	if (rc == 0)
		cr_refuse(e->cr, NULL, 0, "there is no pty:%" PRId64,
		    l->parties[l->next]);
	if (rc == 1)
		rc = look_at(e, &asked, &step);
	if (rc == CR_OK && step == ASK && !cr_enrich_may_ask(e, l)) {
		if (!l->closed) {
			*due = l->due;
			return CR_OK;
		}
		step = PASS;
	}
	l->next++;
	if (rc != CR_OK || step == PASS)
		return rc;
	if (step != ASK)
		return book_and_tell(e);
	if (!e->cr->dry_run)
		return ask(e, asked);
	rehearse(e, asked);
	return CR_OK;
}

static bool
is_stopped(const struct enriching *e)
{
	return e->opts->stop != NULL && *e->opts->stop;
}

/* All that can be done about L without waiting. */
static int
advance(struct enriching *e, struct enrich_lane *l, int64_t *due)
{
	int64_t when = 0;
	int err = CR_OK;

	while (err == CR_OK && !is_stopped(e) && l->next < l->n && when == 0)
		err = next(e, l, &when);
	if (when != 0 && when < *due)
		*due = when;
	return err;
}

/* The registers in their turns, each at its own pace. */
static int
run(struct enriching *e)
{
	int64_t due;
	size_t i;
	int err = CR_OK;

	do {
		due = INT64_MAX;
		for (i = 0; i < e->nlanes && err == CR_OK; i++)
			err = advance(e, &e->lane[i], &due);
		if (err == CR_OK && due != INT64_MAX)
			cr_enrich_sleep(due);
	} while (err == CR_OK && due != INT64_MAX && !is_stopped(e));
	return err;
}

int
cr_enrich_run(struct cr *cr, const struct cr_enrich_opts *opts,
    void (*each)(void *ctx, const struct cr_enrich_row *row), void *ctx)
{
	struct enriching e = { .cr = cr, .opts = opts, .each = each,
	    .ctx = ctx };
	int err;

	cr_arena_init(&e.arena);
	if ((err = cr_enrich_open(&e)) == CR_OK)
		err = run(&e);
	if (err == CR_OK && e.why != NULL)
		err = cr_fail(cr, CR_EUSAGE, "%s", e.why);
	else if (err == CR_OK && e.later)
		err = cr_fail(cr, CR_ENET, "some parties have to be asked "
		    "about again later");
	cr_enrich_close(&e);
	return err;
}
