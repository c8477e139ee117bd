#include "cr/digest_letter.h"

#include <inttypes.h>

#include "dun_letter.h"
#include "say.h"

static void
put_row(struct dun_letter *l, const char *currency,
    const struct cr_digest_row *r)
{
	struct cr_values *row = cr_values_row(l->v, CR_LETTER_DEBTORS);

	cr_values_set(row, CR_LETTER_DEBTORS_NAME, r->name);
	cr_values_set(row, CR_LETTER_DEBTORS_CODE, r->code);
	cr_values_set(row, CR_LETTER_DEBTORS_CITY, r->city);
	cr_values_set(row, CR_LETTER_DEBTORS_PHONE, r->phone);
	cr_values_set(row, CR_LETTER_DEBTORS_LEVEL, r->level);
	cr_values_set(row, CR_LETTER_DEBTORS_CHANNEL, r->channel);
	cr_values_set(row, CR_LETTER_DEBTORS_DOCUMENTS, r->documents);
	cr_values_set(row, CR_LETTER_DEBTORS_CURRENCY, currency);
	cr_values_set(row, CR_LETTER_DEBTORS_CLAIM, cr_say_amount(l->arena,
	    r->claim, l->text->language));
	if (r->days_late > 0)
		cr_values_set(row, CR_LETTER_DEBTORS_DAYS_LATE,
		    cr_arena_printf(l->arena, "%" PRId32, r->days_late));
}

static int
put_rows(struct dun_letter *l, const struct cr_digest_letter *d)
{
	struct cr_money sum = { 0 };
	size_t i;

	for (i = 0; i < d->n; i++) {
		if (!cr_money_add(&sum, d->rows[i].claim))
			return cr_fail(l->cr, CR_ELIMIT, "the claims in the "
			    "digest for \"%s\" overflow", d->to->name);
		put_row(l, d->currency, &d->rows[i]);
	}
	cr_values_set(l->v, CR_LETTER_CURRENCY, d->currency);
	cr_values_set(l->v, CR_LETTER_NET, cr_say_amount(l->arena, sum,
	    l->text->language));
	return CR_OK;
}

static void
put_creditor(struct dun_letter *l, const struct cr_party *p)
{
	cr_values_set(l->v, CR_LETTER_CREDITOR_NAME,
	    l->head.name ? l->head.name : p->name);
	cr_values_set(l->v, CR_LETTER_CREDITOR_STREET, p->street);
	cr_values_set(l->v, CR_LETTER_CREDITOR_CITY, cr_say_city(l->arena, p));
	cr_values_set(l->v, CR_LETTER_CREDITOR_VAT, cr_say_vat(l->arena, p));
	cr_values_set(l->v, CR_LETTER_PLACE, l->head.place);
}

int
cr_digest_letter(struct cr *cr, struct cr_letters *letters,
    const struct cr_digest_letter *d, struct cr_arena *arena,
    struct cr_digest_mail *out)
{
	struct dun_letter l = { .cr = cr, .arena = arena,
	    .letters = letters };
	struct dun_message m = { .channel = CR_CHANNEL_EMAIL };
	int err;

	if ((err = cr_letters_get(cr, letters, d->template, d->to->language,
	    &l.text)) != CR_OK)
		return err == CR_ENOTFOUND ? CR_EUSAGE : err;
	if ((err = cr_letterhead_find(cr, cr_letters_config(letters),
	    d->creditor->code, d->creditor->vat, &l.head)) != CR_OK)
		return err;
	l.v = cr_values_new(arena, cr_letter_words);
	l.values = (struct cr_letter_values){ .v = l.v, .head = &l.head,
	    .day = cr->today };
	put_creditor(&l, d->creditor);
	cr_values_set(l.v, CR_LETTER_TO_NAME, d->to->name);
	cr_values_set(l.v, CR_LETTER_DATE, cr_say_date(arena, cr->today,
	    l.text->language));
	if ((err = put_rows(&l, d)) != CR_OK ||
	    (err = cr_dun_letter_make(&l, &m)) != CR_OK)
		return err;
	*out = (struct cr_digest_mail){ m.language, m.template, m.subject,
	    m.content, m.size };
	return CR_OK;
}
