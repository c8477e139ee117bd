#include "matching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/claim.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/entry.h"
#include "cr/mem.h"

/* ---- Rows to be told ---------------------------------------------------- */

void
cr_match_rows_add(struct match_rows *rows, const struct cr_match_row *r)
{
	struct cr_match_row *to;

	cr_grow(&rows->v, rows->n, &rows->cap, sizeof(*rows->v));
	to = &rows->v[rows->n++];
	*to = *r;
	to->kind = r->kind ? cr_arena_strdup(&rows->arena, r->kind) : NULL;
	to->state = cr_arena_strdup(&rows->arena, r->state);
	to->rule = cr_arena_strdup(&rows->arena, r->rule);
	to->reasons = cr_arena_strdup(&rows->arena, r->reasons);
}

int
cr_match_rows_tell(const struct match_rows *rows,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < rows->n && err == CR_OK; i++)
		err = each(ctx, &rows->v[i]);
	return err;
}

void
cr_match_rows_release(struct match_rows *rows)
{
	free(rows->v);
	cr_arena_release(&rows->arena);
}

int
cr_match_set_debtor(struct cr *cr, int64_t entry, int64_t was, int64_t is)
{
	char old[24], new[24];

	snprintf(old, sizeof(old), "%lld", (long long)was);
	snprintf(new, sizeof(new), "%lld", (long long)is);
	return cr_entry_change(cr, entry, "debtor", was ? old : NULL,
	    is ? new : NULL);
}

/* ---- Booking ------------------------------------------------------------ */

static int
book_claim(struct matching *m, const struct part *p)
{
	struct cr_claim_alloc a = {
		.claim = m->claims.v[p->claim].id, .entry = m->r->entry,
		.date = m->r->date, .amount = { p->cents },
	};

	m->claims.v[p->claim].open -= p->cents;
	m->left -= p->cents;
	return cr_claim_alloc_insert(m->cr, &a);
}

/* What an item loses on the way is booked on the day of the money. */
static int
book_part(struct matching *m, const struct part *p)
{
	struct due *d = &m->dues.v[p->due];
	struct cr_alloc a = {
		.item = d->item, .date = m->r->date,
		.amount = { p->cents }, .kind = p->kind,
		.entry = strcmp(p->kind, "payment") == 0 ? m->r->entry : 0,
		.peer = p->peer == NO_DUE ? 0 : m->dues.v[p->peer].item,
	};

	d->open -= p->cents;
	if (a.entry != 0)
		m->left -= p->cents;
	return cr_alloc_insert(m->cr, &a);
}

static int
put_item(struct matching *m, uint32_t i)
{
	const struct due *d = &m->dues.v[i];
	struct cr_open o = {
		.item = d->item, .debtor = d->debtor, .creditor = d->creditor,
		.date = { d->date }, .due = { d->due }, .open = { d->open },
	};

	memcpy(o.currency, m->dues.currency[d->currency], CR_CURRENCY_SIZE);
	return cr_open_put(m->cr, &o);
}

static int
put_entry(struct matching *m, int64_t debtor)
{
	struct cr_open o = {
		.item = m->r->entry, .debtor = debtor,
		.creditor = m->r->creditor, .date = m->r->date,
		.open = { m->left },
	};

	memcpy(o.currency, m->dues.currency[m->currency], CR_CURRENCY_SIZE);
	return cr_open_entry_put(m->cr, &o);
}

/* Was the item of part K put already? */
static bool
is_put(const struct finding *f, size_t k)
{
	size_t i;

	for (i = 0; i < k; i++)
		if (f->v[i].due == f->v[k].due)
			return true;
	return false;
}

static int
book_all(struct matching *m, const struct finding *f, int64_t *from,
    int64_t *to)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < f->n && err == CR_OK; i++) {
		if (f->v[i].claim != NO_DUE)
			continue;
		err = book_part(m, &f->v[i]);
		*to = cr_db_last_id(m->cr);
		if (*from == 0)
			*from = *to;
	}
	for (i = 0; i < f->n && err == CR_OK; i++)
		if (f->v[i].claim != NO_DUE)
			err = book_claim(m, &f->v[i]);
	for (i = 0; i < f->n && err == CR_OK; i++)
		if (f->v[i].due != NO_DUE && !is_put(f, i))
			err = put_item(m, f->v[i].due);
	if (err == CR_OK && m->r->debtor != f->debtor)
		err = cr_match_set_debtor(m->cr, m->r->entry, m->r->debtor,
		    f->debtor);
	return err == CR_OK ? put_entry(m, f->debtor) : err;
}

static int
note_parts(struct matching *m, const struct finding *f, int64_t id)
{
	struct cr_matched_part p;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < f->n && err == CR_OK; i++) {
		p = (struct cr_matched_part){
			.item = f->v[i].due == NO_DUE ? 0 :
			    m->dues.v[f->v[i].due].item,
			.claim = f->v[i].claim == NO_DUE ? 0 :
			    m->claims.v[f->v[i].claim].id,
			.peer = f->v[i].peer == NO_DUE ? 0 :
			    m->dues.v[f->v[i].peer].item,
			.amount = { f->v[i].cents }, .kind = f->v[i].kind,
		};
		err = cr_matched_part_add(m->cr, id, (int64_t)i + 1, &p);
	}
	return err;
}

int
cr_match_book(struct matching *m, const struct finding *f, const char *state,
    int64_t *id)
{
	char why[CR_WHY_SIZE];
	struct cr_matched row = {
		.entry = m->r->entry, .debtor = f->debtor, .state = state,
		.rule = cr_match_rule_word(f->rule),
		.reasons = cr_match_reasons(f->why, why),
		.confidence = f->confidence,
	};
	bool booked = strcmp(state, "booked") == 0;
	int err = CR_OK;

	if (booked)
		err = book_all(m, f, &row.alloc_from, &row.alloc_to);
	if (err == CR_OK)
		err = cr_matched_add(m->cr, &row);
	*id = row.id;
	if (err == CR_OK && !booked)
		err = note_parts(m, f, row.id);
	/* what was known by the account alone teaches nothing of it */
	if (err == CR_OK && booked && (f->why & CR_WHY_IBAN) == 0)
		err = cr_payers_learn(m->cr, &m->payers, m->r, f->debtor);
	return err;
}
