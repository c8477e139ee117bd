#include "cr/paper.h"

#include <string.h>

#include "cr/arena.h"

void
cr_paper_init(struct cr_paper *p, struct cr_arena *a)
{
	*p = (struct cr_paper){ .arena = a };
}

static struct cr_paper_block *
add(struct cr_paper *p)
{
	struct cr_paper_block *b = cr_arena_alloc(p->arena, sizeof(*b));

	if (p->last != NULL)
		p->last->next = b;
	else
		p->first = b;
	return p->last = b;
}

void
cr_paper_text_add(struct cr_paper *p, const char *text)
{
	struct cr_paper_block *b = add(p);

	b->kind = CR_PAPER_TEXT;
	b->text = text;
}

void
cr_paper_heading_add(struct cr_paper *p, const char *text)
{
	struct cr_paper_block *b = add(p);

	b->kind = CR_PAPER_HEADING;
	b->text = text;
}

void
cr_paper_signature_add(struct cr_paper *p, const char *name,
    const char *signer)
{
	struct cr_paper_block *b = add(p);

	b->kind = CR_PAPER_SIGNATURE;
	b->text = name;
	b->signer = signer;
}

struct cr_paper_table *
cr_paper_table_add(struct cr_paper *p, const char *title,
    const struct cr_paper_column *columns, size_t n)
{
	struct cr_paper_block *b = add(p);
	struct cr_paper_column *own = cr_arena_alloc(p->arena,
	    n * sizeof(*own));

	memcpy(own, columns, n * sizeof(*own));
	b->kind = CR_PAPER_TABLE;
	b->table.title = title;
	b->table.columns = own;
	b->table.ncolumns = n;
	return &b->table;
}

const char **
cr_paper_row_add(struct cr_paper *p, struct cr_paper_table *t,
    enum cr_paper_row_kind kind)
{
	struct cr_paper_row *r = cr_arena_alloc(p->arena, sizeof(*r));

	r->kind = kind;
	r->cells = cr_arena_alloc(p->arena, t->ncolumns * sizeof(*r->cells));
	if (t->last != NULL)
		t->last->next = r;
	else
		t->first = r;
	t->last = r;
	return r->cells;
}

void
cr_paper_payment_add(struct cr_paper *p, const struct cr_paper_payment *pay)
{
	struct cr_paper_block *b = add(p);

	b->kind = CR_PAPER_PAYMENT;
	b->payment = pay;
}

void
cr_paper_chart_add(struct cr_paper *p, const struct cr_chart *c)
{
	struct cr_paper_block *b = add(p);

	b->kind = CR_PAPER_CHART;
	b->chart = c;
}
