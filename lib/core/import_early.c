#include "importing.h"

#include <stdlib.h>

#include "cr/mem.h"

/*
 * Payments that come before their documents: a folder is read in the order
 * of names, and there "pagamenti.csv" is before "scadenzario.csv".
 */
#define EARLY_MAX 200000	/* more are told at once, and stay on account */

static const char *
kept(struct cr_arena *a, const char *s)
{
	return s != NULL ? cr_arena_strdup(a, s) : NULL;
}

bool
cr_import_wait(struct importing *im, const struct cr_record *r,
    const struct cr_rec_payment *p, const struct cr_entry *entry)
{
	struct early *w = &im->early;
	struct early_payment *e;

	if (w->n == EARLY_MAX)
		return false;
	cr_grow(&w->v, w->n, &w->cap, sizeof(*w->v));
	e = &w->v[w->n++];
	*e = (struct early_payment){ .p = *p, .entry = *entry,
	    .file = kept(&w->arena, r->file), .line = r->line };
	e->p.debtor = kept(&w->arena, p->debtor);
	e->p.number = kept(&w->arena, p->number);
	e->p.kind = kept(&w->arena, p->kind);
	e->p.currency = kept(&w->arena, entry->currency);
	return true;
}

int
cr_import_early(struct importing *im)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < im->early.n && err == CR_OK; i++)
		err = cr_import_payment_again(im, &im->early.v[i]);
	return err;
}

void
cr_import_early_release(struct importing *im)
{
	cr_arena_release(&im->early.arena);
	free(im->early.v);
}
