#include "statement_paper.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/epc.h"
#include "cr/str.h"
#include "say.h"

#define REFERENCE_MAX 140	/* what a transfer holds */

/* The invoices to be named, as many as a transfer holds. */
static const char *
reference(const struct st_writing *w)
{
	const struct cr_statement *s = w->s;
	const struct cr_statement_item *i;
	struct cr_buf b;
	const char *text, *last = NULL;

	cr_buf_init(&b);
	for (i = s->items; i < s->items + s->nitems; i++) {
		if (!i->direct || i->days <= 0 || cr_streq(last, i->number) ||
		    b.len + strlen(i->number) + strlen(
		    w->say[ST_REFERENCE_WORD]) + 4 > REFERENCE_MAX)
			continue;
		cr_buf_addf(&b, "%s%s", b.len == 0 ? "" : ", ", i->number);
		last = i->number;
	}
	text = cr_arena_printf(w->a, "%s %s", w->say[ST_REFERENCE_WORD],
	    b.s);
	cr_buf_release(&b);
	return text;
}

/* "IT60 X054 2811 1010 0000 0123 456" */
static const char *
grouped(const struct st_writing *w, const char *iban)
{
	struct cr_buf b;
	const char *s;
	size_t n = 0;

	cr_buf_init(&b);
	for (; *iban != '\0'; iban++) {
		if (cr_is_space(*iban))
			continue;
		if (n > 0 && n % 4 == 0)
			cr_buf_addc(&b, ' ');
		cr_buf_addc(&b, *iban);
		n++;
	}
	s = cr_arena_strdup(w->a, b.s);
	cr_buf_release(&b);
	return s;
}

static void
write_code(struct st_writing *w, struct cr_paper_payment *pay,
    const struct cr_epc *e)
{
	struct cr_buf b;

	cr_buf_init(&b);
	if (strcmp(w->s->currency, "EUR") == 0 && cr_epc_text(&b, e)) {
		pay->code = cr_arena_strdup(w->a, b.s);
		pay->caption = w->say[ST_CAPTION];
	}
	cr_buf_release(&b);
}

void
cr_statement_paper_payment(struct st_writing *w)
{
	const struct cr_statement *s = w->s;
	struct cr_paper_payment *pay = cr_arena_alloc(w->a, sizeof(*pay));
	struct cr_epc e = {
		.bic = w->head->iban ? w->head->bic : NULL,
		.name = w->p->head.name, .amount = s->payable,
		.iban = w->head->iban ? w->head->iban : s->iban,
	};

	if (s->payable.cents == 0 || e.iban == NULL)
		return;
	e.text = reference(w);
	pay->title = w->say[ST_PAYMENT];
	pay->lines[0] = (struct cr_paper_pair){ w->say[ST_TO_PAY],
	    cr_arena_printf(w->a, "%s %s", s->currency,
	    cr_say_amount(w->a, s->payable, w->language)) };
	pay->lines[1] = (struct cr_paper_pair){ w->say[ST_BENEFICIARY],
	    e.name };
	pay->lines[2] = (struct cr_paper_pair){ w->say[ST_IBAN],
	    grouped(w, e.iban) };
	pay->lines[3] = (struct cr_paper_pair){ w->say[ST_BIC], e.bic };
	pay->lines[4] = (struct cr_paper_pair){ w->say[ST_REFERENCE],
	    e.text };
	write_code(w, pay, &e);
	cr_paper_payment_add(w->p, pay);
}
