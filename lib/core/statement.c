#include "cr/statement.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/facts.h"
#include "cr/keys.h"
#include "cr/mem.h"
#include "cr/query.h"
#include "statement_world.h"

/* ---- Who was asked for -------------------------------------------------- */

/* The debtors of the keys, sorted, each once. */
struct asked {
	int64_t *v;
	bool *found;
	size_t n;
};

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Items, documents and entries stand for who owes them; 0: none does. */
static int
debtor_of(struct cr *cr, const struct cr_key *k, int64_t *debtor)
{
	int err = CR_OK;

	*debtor = k->id;
	if (k->kind != CR_KEY_PARTY)
		err = cr_posted_debtor(cr, k, debtor);
	if (err == CR_ENOTFOUND) {
		cr_refuse(cr, NULL, 0, "%s", cr_errmsg(cr));
		*debtor = 0;
		err = CR_OK;
	}
	return err;
}

static int
ask(struct cr *cr, const struct cr_keys *keys, struct asked *asked)
{
	size_t i, n;
	int err = CR_OK;

	*asked = (struct asked){ .v = NULL };
	if (keys == NULL)
		return CR_OK;
	asked->v = cr_calloc(keys->n + 1, sizeof(*asked->v));
	asked->found = cr_calloc(keys->n + 1, sizeof(*asked->found));
	for (i = 0; i < keys->n && err == CR_OK; i++) {
		err = debtor_of(cr, &keys->v[i], &asked->v[asked->n]);
		asked->n += asked->v[asked->n] != 0;
	}
	if (asked->n > 1)
		qsort(asked->v, asked->n, sizeof(*asked->v), by_number);
	for (i = n = 0; i < asked->n; i++)
		if (n == 0 || asked->v[n - 1] != asked->v[i])
			asked->v[n++] = asked->v[i];
	asked->n = n;
	return err;
}

static void
asked_release(struct asked *a)
{
	free(a->v);
	free(a->found);
}

static bool
is_asked(const struct asked *a, int64_t debtor)
{
	int64_t *p = a->n == 0 ? NULL :
	    bsearch(&debtor, a->v, a->n, sizeof(*a->v), by_number);

	if (p != NULL)
		a->found[p - a->v] = true;
	return p != NULL;
}

/* ---- In which order ----------------------------------------------------- */

struct naming {
	struct st_world *w;
	struct st_place *by_debtor;
};

static int
name_party(void *ctx, const struct cr_facts *f)
{
	struct naming *n = ctx;
	struct st_world *w = n->w;
	struct st_account *a;
	size_t i = cr_statement_first(n->by_debtor, w->naccounts, f->id);

	for (; i < w->naccounts && n->by_debtor[i].key == f->id; i++) {
		a = &w->accounts[n->by_debtor[i].at];
		a->code = f->code != NULL ?
		    cr_arena_strdup(&w->names, f->code) : NULL;
		a->name = cr_arena_strdup(&w->names, f->name);
	}
	return 0;
}

static int
by_place(const void *x, const void *y)
{
	const struct st_place *a = x, *b = y;

	return (a->key > b->key) - (a->key < b->key);
}

/* The accounts of a debtor alone need no names to be put in order. */
static int
name_accounts(struct st_world *w)
{
	struct naming n = { w, cr_calloc(w->naccounts + 1,
	    sizeof(*n.by_debtor)) };
	size_t i;
	int err;

	for (i = 0; i < w->naccounts; i++)
		n.by_debtor[i] = (struct st_place){ w->accounts[i].debtor,
		    (uint32_t)i };
	if (i > 0)
		qsort(n.by_debtor, i, sizeof(*n.by_debtor), by_place);
	err = cr_facts_each(w->cr, &w->opts->as_of, name_party, &n);
	free(n.by_debtor);
	return err;
}

/* Who has no code comes behind those who have. */
static int
compare_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a == NULL) - (b == NULL);
	return strcmp(a, b);
}

static int
by_code(const void *x, const void *y)
{
	const struct st_account *a = *(struct st_account *const *)x;
	const struct st_account *b = *(struct st_account *const *)y;
	int c;

	if ((c = compare_text(a->code, b->code)) != 0 ||
	    (c = compare_text(a->name, b->name)) != 0 ||
	    (c = (a->debtor > b->debtor) - (a->debtor < b->debtor)) != 0 ||
	    (c = (a->creditor > b->creditor) - (a->creditor < b->creditor)))
		return c;
	return strcmp(a->currency, b->currency);
}

/* ---- All of them -------------------------------------------------------- */

static int
tell(struct st_world *w, const struct asked *asked,
    int (*each)(void *ctx, const struct cr_statement *s), void *ctx)
{
	struct st_account **v = cr_calloc(w->naccounts + 1, sizeof(*v));
	struct cr_statement s;
	struct cr_arena arena;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < w->naccounts; i++)
		v[i] = &w->accounts[i];
	if (i > 0)
		qsort(v, i, sizeof(*v), by_code);
	cr_arena_init(&arena);
	for (i = 0; i < w->naccounts && err == CR_OK; i++) {
		if (v[i]->debtor == 0 || (asked->v != NULL ?
		    !is_asked(asked, v[i]->debtor) : !v[i]->open))
			continue;
		cr_arena_clear(&arena);
		if ((err = cr_statement_make(w, (uint32_t)(v[i] -
		    w->accounts), &arena, &s)) == CR_OK)
			err = each(ctx, &s);
	}
	cr_arena_release(&arena);
	free(v);
	return err;
}

/* The period: the year so far, if nothing else is said. */
static int
set_period(struct cr *cr, struct cr_statement_opts *o)
{
	if (!cr_date_is_set(o->from))
		cr_date_from_ymd(cr_date_year(o->as_of.day), 1, 1, &o->from);
	return o->from.days <= o->as_of.day.days ? CR_OK : cr_fail(cr,
	    CR_EUSAGE, "the first day is after the last");
}

int
cr_statement_each(struct cr *cr, const struct cr_statement_opts *asked_opts,
    int (*each)(void *ctx, const struct cr_statement *s), void *ctx)
{
	struct cr_statement_opts own = *asked_opts, *opts = &own;
	struct st_world w = { .cr = cr, .opts = opts };
	struct asked asked = { .v = NULL };
	int64_t only;
	size_t i;
	int err;

	if ((err = set_period(cr, opts)) != CR_OK ||
	    (err = ask(cr, opts->keys, &asked)) != CR_OK ||
	    (asked.v != NULL && asked.n == 0))
		goto out;
	only = asked.n == 1 ? asked.v[0] : 0;
	if ((err = cr_statement_world(&w, only)) == CR_OK &&
	    (err = cr_statement_claims(&w, only)) == CR_OK &&
	    (only != 0 || (err = name_accounts(&w)) == CR_OK) &&
	    (err = cr_statement_accrue(&w, only)) == CR_OK)
		err = tell(&w, &asked, each, ctx);
	for (i = 0; i < asked.n && err == CR_OK; i++)
		if (!asked.found[i])
			cr_warn(cr, NULL, 0, "pty:%lld has no account",
			    (long long)asked.v[i]);
	cr_statement_world_release(&w);
out:
	asked_release(&asked);
	return err;
}
