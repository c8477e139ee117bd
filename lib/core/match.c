#include "cr/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/bills.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/digest.h"
#include "cr/interest_rules.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "matching.h"

int
cr_match_threshold(struct cr *cr, const char *text,
    struct cr_match_opts *opts)
{
	int32_t bp;

	if (!cr_percent_parse(text, &bp, NULL) || bp < 5000 || bp > 10000)
		return cr_fail(cr, CR_EUSAGE, "a threshold of \"%s\" is no "
		    "percentage from 50 to 100", text);
	opts->threshold = bp;
	return CR_OK;
}

/* One run over many receipts. */
struct running {
	struct cr *cr;
	const struct cr_keys *keys;
	struct matching m;
	struct cr_arena arena;
	struct receipt {
		struct cr_receipt r;
		bool done;
	} *v;
	size_t n, cap;
	struct cr_map known;	/* entries with proposals, "w" or "r" */
	struct match_rows rows;
	struct cr_match_done *count;
	enum cr_bill_silence silence;
	bool changed;
};

/* ---- Receipts ----------------------------------------------------------- */

static const char *
copy(struct running *g, const char *s)
{
	return s == NULL ? NULL : cr_arena_strdup(&g->arena, s);
}

static int
take(void *ctx, const struct cr_receipt *r)
{
	struct running *g = ctx;
	struct cr_receipt *to;

	if (g->keys != NULL &&
	    !cr_keys_has(g->keys, CR_KEY_ENTRY, r->entry))
		return 0;
	cr_grow(&g->v, g->n, &g->cap, sizeof(*g->v));
	g->v[g->n].done = false;
	to = &g->v[g->n++].r;
	*to = *r;
	to->currency = copy(g, r->currency);
	to->kind = copy(g, r->kind);
	to->number = copy(g, r->number);
	to->note = copy(g, r->note);
	to->name = copy(g, r->name);
	to->iban = copy(g, r->iban);
	to->tax_code = copy(g, r->tax_code);
	to->remittance = copy(g, r->remittance);
	to->end_to_end = copy(g, r->end_to_end);
	to->creditor_ref = copy(g, r->creditor_ref);
	to->document_refs = copy(g, r->document_refs);
	to->payment_id = copy(g, r->payment_id);
	return 0;
}

/*
 * What there is to read: the bank's text; or what the ERP's payment said of
 * its document when it came before that.
 */
static void
read_text(struct running *g, const struct cr_receipt *r)
{
	const char *text = r->remittance ? r->remittance : r->note;
	int year = cr_date_year(r->date);

	if (r->number != NULL)
		text = cr_arena_printf(&g->arena, "FATT. %s %s", r->number,
		    text ? text : "");
	if (text == NULL)
		text = "";
	cr_remittance_read(text, strlen(text), year, &g->m.rem);
}

/* ---- One receipt -------------------------------------------------------- */

static void
look(struct running *g, const struct cr_receipt *r, bool last)
{
	struct matching *m = &g->m;

	m->r = r;
	m->left = r->open.cents;
	m->currency = cr_dues_currency(&m->dues, r->currency);
	m->found.n = 0;
	m->found.confidence = 0;
	read_text(g, r);
	cr_payers_who(&m->payers, r, &m->rem, &m->who);
	if (m->currency < 0)
		return;
	cr_match_by_key(m);
	if (m->found.confidence < m->opts->threshold)
		cr_match_by_number(m);
	if (last && m->found.confidence < m->opts->threshold)
		cr_match_by_amount(m);
	if (last && m->opts->oldest_first &&
	    m->found.confidence < m->opts->threshold)
		cr_match_oldest_first(m);
	if (m->opts->claims_first)
		cr_match_claims_first(m);
}

static void
add_rows(struct running *g, const struct finding *f, int64_t id)
{
	char why[CR_WHY_SIZE];
	struct cr_match_row row = {
		.id = id, .entry = g->m.r->entry, .debtor = f->debtor,
		.date = g->m.r->date, .state = "booked",
		.rule = cr_match_rule_word(f->rule),
		.reasons = cr_match_reasons(f->why, why),
		.confidence = f->confidence,
	};
	size_t i;

	for (i = 0; i < f->n; i++) {
		row.item = f->v[i].due == NO_DUE ? 0 :
		    g->m.dues.v[f->v[i].due].item;
		row.claim = f->v[i].claim == NO_DUE ? 0 :
		    g->m.claims.v[f->v[i].claim].id;
		row.peer = f->v[i].peer == NO_DUE ? 0 :
		    g->m.dues.v[f->v[i].peer].item;
		row.amount.cents = f->v[i].cents;
		row.kind = f->v[i].kind;
		cr_match_rows_add(&g->rows, &row);
	}
}

/* ---- Proposals ---------------------------------------------------------- */

struct comparing {
	struct running *g;
	const struct finding *f;
	size_t n;
	bool same;
};

static int
compare_part(void *ctx, const struct cr_matched_part *p)
{
	struct comparing *c = ctx;
	const struct matching *m = &c->g->m;
	const struct part *of = &c->f->v[c->n];

	if (c->n++ >= c->f->n || (of->claim != NO_DUE ?
	    m->claims.v[of->claim].id != p->claim :
	    m->dues.v[of->due].item != p->item) ||
	    of->cents != p->amount.cents || strcmp(of->kind, p->kind) != 0)
		c->same = false;
	return 0;
}

/* Proposals of one entry: those that are not what is found are over. */
struct known {
	struct running *g;
	const struct finding *f;	/* NULL: nothing found */
	bool same;			/* it waits, or was refused */
	int64_t old[16];
	size_t nold;
};

static int
compare_known(void *ctx, const struct cr_matched *m)
{
	struct known *k = ctx;
	struct comparing c = { .g = k->g, .f = k->f, .same = k->f != NULL };
	int err = CR_OK;

	if (k->f != NULL)
		err = cr_matched_part_each(k->g->cr, m->id, compare_part, &c);
	if (err == CR_OK && c.same && c.n == k->f->n)
		k->same = true;
	else if (strcmp(m->state, "waiting") == 0 && k->nold < 16)
		k->old[k->nold++] = m->id;
	return err;
}

static int
end_known(struct running *g, int64_t entry, const struct finding *f,
    bool *same)
{
	struct known k = { .g = g, .f = f };
	int64_t flag;
	size_t i;
	int err;

	*same = false;
	if (!cr_map_get(&g->known, &entry, sizeof(entry), &flag))
		return CR_OK;
	err = cr_matched_each(g->cr, "waiting", entry, 0, compare_known, &k);
	if (err == CR_OK && f != NULL)
		err = cr_matched_each(g->cr, "refused", entry, 0,
		    compare_known, &k);
	for (i = 0; i < k.nold && err == CR_OK; i++) {
		g->changed = true;
		err = cr_matched_end(g->cr, k.old[i]);
	}
	*same = k.same;
	return err;
}

static int
propose(struct running *g, const struct cr_receipt *r)
{
	const struct finding *f = g->m.found.n > 0 ? &g->m.found : NULL;
	int64_t id;
	bool same;
	int err = end_known(g, r->entry, f, &same);

	if (err != CR_OK || f == NULL)
		return err;
	g->count->waiting++;
	if (same)
		return CR_OK;
	g->changed = true;
	return cr_match_book(&g->m, f, "waiting", &id);
}

/* What a person refused, or took back, is not booked again by itself. */
static int
was_refused(struct running *g, int64_t entry, bool *refused)
{
	struct known k = { .g = g, .f = &g->m.found };
	int64_t flag;
	int err = CR_OK;

	if (cr_map_get(&g->known, &entry, sizeof(entry), &flag))
		err = cr_matched_each(g->cr, "refused", entry, 0,
		    compare_known, &k);
	*refused = k.same;
	return err;
}

static int
book(struct running *g, struct receipt *at)
{
	int64_t id;
	bool same;
	int err = was_refused(g, at->r.entry, &same);

	if (err != CR_OK || same)
		return err;
	err = end_known(g, at->r.entry, NULL, &same);
	at->done = g->changed = true;
	if (err == CR_OK)
		err = cr_match_book(&g->m, &g->m.found, "booked", &id);
	if (err != CR_OK)
		return err;
	g->count->booked++;
	g->count->allocs += (int64_t)g->m.found.n;
	add_rows(g, &g->m.found, id);
	return CR_OK;
}

/*
 * Twice: what names its documents first, so that what is left to be told
 * by its amount has fewer to be taken for. A payer learned on the first way
 * is known on the second.
 */
static int
go(struct running *g, bool last)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < g->n && err == CR_OK; i++) {
		if (g->v[i].done)
			continue;
		look(g, &g->v[i].r, last);
		if (g->m.found.n > 0 &&
		    g->m.found.confidence >= g->m.opts->threshold)
			err = book(g, &g->v[i]);
		else if (last)
			err = propose(g, &g->v[i].r);
	}
	return err;
}

/* ---- The run ------------------------------------------------------------ */

static int
note_known(void *ctx, const struct cr_matched *m)
{
	struct running *g = ctx;

	cr_map_put(&g->known, &m->entry, sizeof(m->entry), 1);
	return 0;
}

static int
load(struct running *g)
{
	int err;

	if ((err = cr_receipt_each(g->cr, 0, take, g)) != CR_OK ||
	    g->n == 0)
		return err;
	g->count->receipts = (int64_t)g->n;
	if ((err = cr_dues_load(g->cr, &g->m.dues)) != CR_OK ||
	    (err = cr_claims_load(&g->m)) != CR_OK ||
	    (err = cr_payers_load(g->cr, &g->m.payers)) != CR_OK ||
	    (err = cr_matched_each(g->cr, "waiting", 0, 0, note_known,
	    g)) != CR_OK)
		return err;
	return cr_matched_each(g->cr, "refused", 0, 0, note_known, g);
}

/* What was booked, sealed: a digest of all allocations in their order. */
static int
journal(struct running *g)
{
	char detail[256], digest[CR_SHA256_SIZE];
	struct cr_key run = { CR_KEY_RUN, g->cr->run };
	const struct cr_match_row *r;
	struct cr_buf b;
	size_t i;

	cr_buf_init(&b);
	for (i = 0; i < g->rows.n; i++) {
		r = &g->rows.v[i];
		cr_buf_addf(&b, "%lld %lld %lld %s\n", (long long)r->entry,
		    (long long)(r->claim ? r->claim : r->item),
		    (long long)r->amount.cents, r->kind);
	}
	cr_sha256(b.s, b.len, digest);
	cr_buf_release(&b);
	snprintf(detail, sizeof(detail), "{\"receipts\":%lld,\"booked\":%lld,"
	    "\"waiting\":%lld,\"allocs\":%lld,\"sha256\":\"%s\"}",
	    (long long)g->count->receipts, (long long)g->count->booked,
	    (long long)g->count->waiting, (long long)g->count->allocs,
	    digest);
	return cr_journal(g->cr, "match", run, detail);
}

/*
 * Bills pay by themselves, by their outcome or by silence, and take back
 * what came back; so a night that brings no file settles them too.
 */
static int
settle_bills(struct running *g)
{
	struct cr_bills_done done;
	int err;

	if (g->keys != NULL)
		return CR_OK;
	err = cr_bills_run(g->cr, g->silence, &done);
	if (err == CR_OK && done.credited + done.returned + done.silent > 0)
		g->changed = true;
	return err;
}

static int
match(struct running *g)
{
	int err;

	if ((err = go(g, false)) == CR_OK)
		err = go(g, true);
	return err == CR_OK && g->count->booked + g->count->waiting > 0 ?
	    journal(g) : err;
}

/* Bills first: what they pay is not open for receipts. */
static int
run(struct running *g)
{
	int err = cr_run_begin(g->cr, g->keys ? "entries" : "all");

	if (err != CR_OK || (err = settle_bills(g)) != CR_OK ||
	    (err = load(g)) != CR_OK || g->n == 0)
		return err;
	if ((err = match(g)) == CR_OK && g->count->booked > 0)
		err = settle_bills(g);	/* what was paid and came back */
	return err;
}

static void
release(struct running *g)
{
	cr_dues_release(&g->m.dues);
	cr_payers_release(&g->m.payers);
	cr_claims_release(&g->m.claims);
	cr_map_release(&g->known);
	cr_match_rows_release(&g->rows);
	cr_arena_release(&g->arena);
	free(g->v);
	free(g);
}

int
cr_match_run(struct cr *cr, const struct cr_match_opts *opts,
    enum cr_bill_silence silence, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx,
    struct cr_match_done *done)
{
	struct running *g = cr_calloc(1, sizeof(*g));
	int err;

	*done = (struct cr_match_done){ 0 };
	g->cr = g->m.cr = cr;
	g->silence = silence;
	g->keys = keys;
	g->count = done;
	g->m.opts = opts;
	cr_arena_init(&g->arena);
	cr_arena_init(&g->rows.arena);
	cr_map_init(&g->known);
	if ((err = cr_db_begin(cr)) == CR_OK)
		err = run(g);
	if (err == CR_OK && g->changed && !cr->dry_run)
		err = cr_db_commit(cr);
	else if (cr_db_in_transaction(cr))
		cr_db_rollback(cr);
	if (err == CR_OK)
		err = cr_match_rows_tell(&g->rows, each, ctx);
	release(g);
	return err;
}
