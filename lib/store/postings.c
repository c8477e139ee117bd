#include "cr/postings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asof.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"
#include "runs.h"

static const char *const kinds[CR_POSTED_KINDS] = {
	[CR_POSTED_PAYMENT] = "payment", [CR_POSTED_CREDIT] = "credit",
	[CR_POSTED_ERP] = "erp", [CR_POSTED_ROUNDING] = "rounding",
	[CR_POSTED_WRITEOFF] = "writeoff", [CR_POSTED_VOID] = "void",
	[CR_POSTED_CHARGES] = "charges", [CR_POSTED_DISCOUNT] = "discount",
	[CR_POSTED_WITHHELD] = "withheld", [CR_POSTED_VAT] = "vat",
	[CR_POSTED_CLAIM] = "claim",
};

const char *
cr_posted_word(enum cr_posted_kind kind)
{
	return kinds[kind];
}

static enum cr_posted_kind
kind_of(const char *word)
{
	int i;

	for (i = 0; i < CR_POSTED_KINDS - 1; i++)
		if (strcmp(kinds[i], word) == 0)
			break;
	return (enum cr_posted_kind)i;
}

static int
by_id(const void *key, const void *row)
{
	int64_t k = *(const int64_t *)key;
	int64_t i = ((const struct cr_posted *)row)->o.item;

	return (k > i) - (k < i);
}

const struct cr_posted *
cr_posted_find(const struct cr_posted *v, size_t n, int64_t id)
{
	return n == 0 || id == 0 ? NULL :
	    bsearch(&id, v, n, sizeof(*v), by_id);
}

/* The same, to be changed by who owns them. */
static struct cr_posted *
find(struct cr_posted *v, size_t n, int64_t id)
{
	const struct cr_posted *p = cr_posted_find(v, n, id);

	return p != NULL ? &v[p - v] : NULL;
}

/* ---- Reading ------------------------------------------------------------ */

struct reading {
	struct cr *cr;
	const struct cr_runs *runs;
	int64_t debtor;		/* 0: all */
	struct cr_postings *p;
	size_t cap;
};

static struct cr_posted *
take(struct cr_told *t, size_t *n)
{
	struct cr_posted *v = cr_calloc(t->n + 1, sizeof(*v));

	for (*n = 0; *n < t->n; ++*n) {
		v[*n].o = t->v[*n];
		v[*n].amount = t->v[*n].open;
	}
	return v;
}

/*
 * The day of the document of an item that is not read, since another debtor
 * owes it: his payment may be of it. None when it does not count.
 */
static int
foreign_day(struct reading *r, int64_t item, struct cr_date *day)
{
	static const char sql[] =
	    "SELECT date, item.run, coalesce(item.undone_by, 0) FROM item "
	    "JOIN doc ON doc.id = item.doc "
	    "WHERE item.id = :item AND debtor <> :debtor AND date <= :day";
	struct cr_stmt *st = cr_sql(r->cr, sql);
	int rc;

	*day = CR_DATE_NONE;
	cr_bind_int(st, ":item", item);
	cr_bind_int(st, ":debtor", r->debtor);
	cr_bind_int(st, ":day", r->runs->until);
	if ((rc = cr_step(r->cr, st)) == 1 && cr_runs_known(r->runs,
	    cr_col_int(st, 1), cr_col_int(st, 2)))
		*day = cr_col_date(st, 0);
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}

static struct cr_date
later(struct cr_date a, struct cr_date b)
{
	return a.days > b.days ? a : b;
}

static int
reduce(struct reading *r, struct cr_posted *row, struct cr_money by)
{
	if (cr_money_sub(&row->o.open, by))
		return CR_OK;
	return cr_fail(r->cr, CR_ELIMIT, "a balance is too large");
}

static int
place(struct reading *r, struct cr_posted_alloc *a)
{
	struct cr_posted *item, *entry;
	struct cr_date day = CR_DATE_NONE;
	int err = CR_OK;

	item = find(r->p->items, r->p->nitems, a->item);
	entry = find(r->p->entries, r->p->nentries, a->entry);
	a->item_day = a->entry_day = CR_DATE_NONE;
	if (item != NULL) {
		day = item->o.date;
		a->item_day = later(a->date, day);
		item->returned |= a->kind == CR_POSTED_PAYMENT &&
		    a->amount.cents < 0 && item->amount.cents > 0;
		err = reduce(r, item, a->amount);
	} else if (a->claim != 0) {
		day = a->date;
	} else if (entry != NULL && r->debtor != 0) {
		err = foreign_day(r, a->item, &day);
	}
	if (err != CR_OK || entry == NULL || !cr_date_is_set(day))
		return err;
	a->entry_day = later(later(a->date, entry->o.date), day);
	return reduce(r, entry, a->amount);
}

/* Rows that may count: those that do are kept. */
static int
take_allocs(struct reading *r, struct cr_stmt *st)
{
	struct cr_posted_alloc *a;
	int rc, err = CR_OK;

	cr_bind_int(st, ":day", r->runs->until);
	cr_bind_int(st, ":debtor", r->debtor);
	while (err == CR_OK && (rc = cr_step(r->cr, st)) != 0) {
		if (rc < 0)
			return rc;
		if (!cr_runs_known(r->runs, cr_col_int(st, 6),
		    cr_col_int(st, 7)))
			continue;
		cr_grow(&r->p->allocs, r->p->nallocs, &r->cap, sizeof(*a));
		a = &r->p->allocs[r->p->nallocs];
		a->item = cr_col_int(st, 0);
		a->entry = cr_col_int(st, 1);
		a->peer = cr_col_int(st, 2);
		a->date = cr_col_date(st, 3);
		a->amount = cr_col_money(st, 4);
		a->kind = kind_of(cr_col_text(st, 5));
		a->claim = cr_col_int(st, 8);
		err = place(r, a);
		r->p->nallocs += cr_date_is_set(a->item_day) ||
		    cr_date_is_set(a->entry_day);
	}
	cr_reset(st);
	return err;
}

static int
load_allocs(struct reading *r)
{
	static const char sql[] =
	    "SELECT item, coalesce(entry, 0), coalesce(peer, 0), date, "
	    "    amount_cents, kind, run, coalesce(undone_by, 0), 0 "
	    "FROM alloc WHERE date <= :day AND (:debtor = 0 OR item "
	    "    IN (SELECT i.id FROM doc CROSS JOIN item AS i "
	    "    ON i.id > doc.id * 1000 AND i.id < doc.id * 1000 + 1000 "
	    "    WHERE debtor = :debtor) OR entry "
	    "    IN (SELECT id FROM entry WHERE debtor = :debtor UNION ALL "
	    "    SELECT entry FROM change WHERE entry IS NOT NULL)) "
	    "ORDER BY id";
	static const char sql_claims[] =
	    "SELECT 0, entry, 0, date, amount_cents, 'claim', run, "
	    "    coalesce(undone_by, 0), claim "
	    "FROM claim_alloc WHERE date <= :day AND (:debtor = 0 OR entry "
	    "    IN (SELECT id FROM entry WHERE debtor = :debtor UNION ALL "
	    "    SELECT entry FROM change WHERE entry IS NOT NULL)) "
	    "ORDER BY id";
	int err = take_allocs(r, cr_sql(r->cr, sql));

	return err == CR_OK ? take_allocs(r, cr_sql(r->cr, sql_claims)) : err;
}

/* ---- Holds -------------------------------------------------------------- */

/* A hold on a party's items, or on one. */
struct posted_hold {
	int64_t party, item, creditor;	/* creditor 0: any */
	char currency[CR_CURRENCY_SIZE];
	struct cr_money amount;		/* INT64_MAX: the whole */
};

static bool
is_held(const struct cr_posted *row, const struct posted_hold *h)
{
	return row->o.debtor == h->party && row->o.open.cents > 0 &&
	    (h->creditor == 0 || row->o.creditor == h->creditor) &&
	    (h->currency[0] == '\0' || strcmp(row->o.currency,
	    h->currency) == 0);
}

static int
by_due(const void *va, const void *vb)
{
	const struct cr_posted *a = *(struct cr_posted *const *)va;
	const struct cr_posted *b = *(struct cr_posted *const *)vb;

	if (a->o.due.days != b->o.due.days)
		return a->o.due.days < b->o.due.days ? -1 : 1;
	return (a->o.item > b->o.item) - (a->o.item < b->o.item);
}

/* Of a party's items as much as the hold says, the oldest first. */
static void
hold_party(struct cr_postings *p, const struct posted_hold *h)
{
	struct cr_posted **v = cr_calloc(p->nitems + 1, sizeof(*v));
	int64_t rest = h->amount.cents, free_cents;
	size_t n = 0, i;

	for (i = 0; i < p->nitems; i++)
		if (is_held(&p->items[i], h))
			v[n++] = &p->items[i];
	qsort(v, n, sizeof(*v), by_due);
	for (i = 0; i < n && rest > 0; i++) {
		free_cents = v[i]->o.open.cents - v[i]->held.cents;
		if (free_cents <= 0)
			continue;
		if (free_cents > rest)
			free_cents = rest;
		v[i]->held.cents += free_cents;
		if (h->amount.cents != INT64_MAX)
			rest -= free_cents;
	}
	free(v);
}

static void
hold_item(struct cr_postings *p, const struct posted_hold *h)
{
	struct cr_posted *row = find(p->items, p->nitems, h->item);

	if (row != NULL && !cr_money_add(&row->held, h->amount))
		row->held.cents = INT64_MAX;
	if (row != NULL && row->held.cents > row->o.open.cents)
		row->held.cents = row->o.open.cents > 0 ?
		    row->o.open.cents : 0;
}

/*
 * Those that were known on the day and counted on it: of items first, so
 * that an amount of all of a party's is taken out of what is left.
 */
static int
load_holds(struct reading *r)
{
	static const char sql[] =
	    "SELECT coalesce(hold.party, party.id, 0), coalesce(item, 0), "
	    "    coalesce(creditor, 0), coalesce(currency, ''), "
	    "    coalesce(amount_cents, 9223372036854775807), hold.run, "
	    "    coalesce(lifted_by, 0) FROM hold LEFT JOIN party "
	    "    ON party.category = hold.category "
	    "    AND party.undone_by IS NULL "
	    "WHERE from_day <= :day "
	    "    AND (until_day IS NULL OR until_day >= :day) "
	    "ORDER BY amount_cents IS NOT NULL, hold.party IS NOT NULL, "
	    "    hold.id";
	struct cr_stmt *st = cr_sql(r->cr, sql);
	struct posted_hold h;
	int rc;

	cr_bind_int(st, ":day", r->runs->until);
	while ((rc = cr_step(r->cr, st)) == 1) {
		if (!cr_runs_known(r->runs, cr_col_int(st, 5),
		    cr_col_int(st, 6)))
			continue;
		h.party = cr_col_int(st, 0);
		h.item = cr_col_int(st, 1);
		h.creditor = cr_col_int(st, 2);
		snprintf(h.currency, sizeof(h.currency), "%s",
		    cr_col_text(st, 3));
		h.amount = cr_col_money(st, 4);
		if (h.item != 0)
			hold_item(r->p, &h);
		else
			hold_party(r->p, &h);
	}
	return rc;
}

int
cr_postings_load(struct cr *cr, const struct cr_as_of *as_of, int64_t debtor,
    struct cr_postings *out)
{
	struct cr_runs runs = { 0 };
	struct cr_told items = { 0 }, entries = { 0 };
	struct reading r = { .cr = cr, .runs = &runs, .debtor = debtor,
	    .p = out };
	int err;

	*out = (struct cr_postings){ .items = NULL };
	if ((err = cr_runs_load(cr, &runs, as_of)) == CR_OK &&
	    (err = cr_told_items(cr, &runs, debtor, &items)) == CR_OK &&
	    (err = cr_told_entries(cr, &runs, debtor, &entries)) == CR_OK) {
		out->items = take(&items, &out->nitems);
		out->entries = take(&entries, &out->nentries);
		if ((err = load_allocs(&r)) == CR_OK)
			err = load_holds(&r);
	}
	cr_runs_release(&runs);
	free(items.v);
	free(entries.v);
	return err;
}

void
cr_postings_release(struct cr_postings *p)
{
	free(p->items);
	free(p->entries);
	free(p->allocs);
	*p = (struct cr_postings){ .items = NULL };
}

int
cr_posted_debtor(struct cr *cr, const struct cr_key *key, int64_t *debtor)
{
	static const char sql_doc[] =
	    "SELECT debtor FROM doc WHERE id = :id";
	static const char sql_entry[] =
	    "SELECT coalesce(debtor, 0) FROM entry WHERE id = :id";
	bool entry = key->kind == CR_KEY_ENTRY;
	struct cr_stmt *st = cr_sql(cr, entry ? sql_entry : sql_doc);
	char text[CR_KEY_SIZE];
	int rc;

	cr_bind_int(st, ":id", key->kind == CR_KEY_ITEM ? key->id / 1000 :
	    key->id);
	if ((rc = cr_step(cr, st)) == 1)
		*debtor = cr_col_int(st, 0);
	cr_reset(st);
	return rc == 0 ? cr_fail(cr, CR_ENOTFOUND, "there is no %s",
	    cr_key_format(*key, text)) : rc < 0 ? rc : CR_OK;
}

/* ---- Words -------------------------------------------------------------- */

static const char *
keep(struct cr_stmt *st, int i, struct cr_arena *a)
{
	const char *s = cr_col_text(st, i);

	return s != NULL ? cr_arena_strdup(a, s) : NULL;
}

static int
words(struct cr *cr, const char *sql, int64_t id, struct cr_arena *a,
    struct cr_posted_words *out)
{
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_put_int(st, 1, id);
	if ((rc = cr_step(cr, st)) == 1)
		*out = (struct cr_posted_words){
			.doc = cr_col_int(st, 0), .number = keep(st, 1, a),
			.type = keep(st, 2, a), .method = keep(st, 3, a),
			.iban = keep(st, 4, a), .payee = keep(st, 5, a),
			.note = keep(st, 6, a), .date = cr_col_date(st, 7),
		};
	cr_reset(st);
	return rc == 0 ? cr_fail(cr, CR_ENOTFOUND, "a row is not there") :
	    rc < 0 ? rc : CR_OK;
}

int
cr_posted_item_words(struct cr *cr, int64_t item, struct cr_arena *a,
    struct cr_posted_words *out)
{
	static const char sql[] =
	    "SELECT doc, number, type, method, iban, payee, note, date "
	    "FROM item JOIN doc ON doc.id = item.doc WHERE item.id = :id";

	return words(cr, sql, item, a, out);
}

int
cr_posted_entry_words(struct cr *cr, int64_t entry, struct cr_arena *a,
    struct cr_posted_words *out)
{
	static const char sql[] =
	    "SELECT 0, number, kind, NULL, NULL, NULL, note, date "
	    "FROM entry WHERE id = :id";

	return words(cr, sql, entry, a, out);
}

int
cr_posted_claim_words(struct cr *cr, int64_t claim, struct cr_arena *a,
    struct cr_posted_words *out)
{
	static const char sql[] =
	    "SELECT doc.id, number, kind, NULL, NULL, NULL, reason, "
	    "    coalesce(doc.date, day) "
	    "FROM claim LEFT JOIN doc ON doc.id = claim.item / 1000 "
	    "WHERE claim.id = :id";

	return words(cr, sql, claim, a, out);
}
