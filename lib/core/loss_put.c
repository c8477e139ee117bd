#include "cr/loss_scan.h"

#include "cr/buf.h"
#include "cr/print.h"

static void
put_day(struct cr_printer *p, size_t column, struct cr_date day)
{
	if (cr_date_is_set(day))
		cr_put_date(p, column, day);
}

/* ---- Limitation --------------------------------------------------------- */

/* "promise 2026-05-04" */
static void
put_noted(struct cr_printer *p, const struct cr_limitation_act *act)
{
	char day[CR_DATE_SIZE];
	struct cr_buf b;

	if (!cr_date_is_set(act->day))
		return;
	cr_buf_init(&b);
	cr_buf_addf(&b, "%s %s", act->what, cr_date_iso(act->day, day));
	cr_put_text_cell(p, CR_LC_NOTED, b.s);
	cr_buf_release(&b);
}

int
cr_limitation_put(void *ctx, const struct cr_limited *l)
{
	const struct cr_limitation_act *act = l->term.act;
	struct cr_printer *p = ctx;

	cr_put_key(p, CR_LC_ITEM, CR_KEY_ITEM, l->item->item);
	cr_put_key(p, CR_LC_PARTY, CR_KEY_PARTY, l->item->debtor);
	cr_put_text_cell(p, CR_LC_CODE, l->code);
	cr_put_text_cell(p, CR_LC_NAME, l->name);
	cr_put_text_cell(p, CR_LC_NUMBER, l->number);
	cr_put_date(p, CR_LC_DUE, l->item->due);
	cr_put_cents(p, CR_LC_OPEN, l->item->open);
	cr_put_text_cell(p, CR_LC_CURRENCY, l->item->currency);
	cr_put_text_cell(p, CR_LC_KIND, l->kind);
	if (cr_date_is_set(l->term.last))
		cr_put_date(p, CR_LC_FROM, l->term.from);
	if (act != NULL)
		cr_put_text_cell(p, CR_LC_ACT, act->what);
	if (act != NULL && act->message != 0)
		cr_put_key(p, CR_LC_MESSAGE, CR_KEY_MESSAGE, act->message);
	put_day(p, CR_LC_LAST, l->term.last);
	if (cr_date_is_set(l->term.last))
		cr_put_count(p, CR_LC_LEFT, l->left);
	if (l->alert != 0)
		cr_put_count(p, CR_LC_ALERT, l->alert);
	cr_put_text_cell(p, CR_LC_ADVICE, cr_limitation_advice(l));
	put_day(p, CR_LC_ENDS, l->term.ends);
	put_noted(p, &l->noted);
	cr_put_text_cell(p, CR_LC_ARTICLE, l->term.row->article);
	cr_put_text_cell(p, CR_LC_SOURCE, l->term.row->source);
	cr_print_row(p);
	return 0;
}

/* ---- Losses ------------------------------------------------------------- */

static void
put_ground(struct cr_printer *p, const struct cr_loss *l)
{
	const struct cr_law_row *law;

	if (l->first == CR_GROUNDS)
		return;
	law = l->law[l->first];
	if (l->applies) {
		cr_put_text_cell(p, CR_LS_GROUND, cr_ground_word(l->first));
		cr_put_date(p, CR_LS_SINCE, l->since[l->first]);
	}
	cr_put_date(p, CR_LS_EARLIEST, l->since[l->first]);
	cr_put_text_cell(p, CR_LS_EARLIEST_GROUND, cr_ground_word(l->first));
	cr_put_text_cell(p, CR_LS_ARTICLE, law->article);
	cr_put_text_cell(p, CR_LS_SOURCE, law->source);
}

int
cr_loss_put(void *ctx, const struct cr_loss *l)
{
	struct cr_printer *p = ctx;

	cr_put_key(p, CR_LS_ITEM, CR_KEY_ITEM, l->item->item);
	cr_put_key(p, CR_LS_PARTY, CR_KEY_PARTY, l->item->debtor);
	cr_put_text_cell(p, CR_LS_CODE, l->code);
	cr_put_text_cell(p, CR_LS_NAME, l->name);
	cr_put_text_cell(p, CR_LS_NUMBER, l->number);
	cr_put_date(p, CR_LS_DUE, l->item->due);
	cr_put_cents(p, CR_LS_AMOUNT, l->amount);
	cr_put_text_cell(p, CR_LS_CURRENCY, l->item->currency);
	put_ground(p, l);
	put_day(p, CR_LS_NOTE_FROM, l->note_from);
	put_day(p, CR_LS_NOTE_UNTIL, l->note_until);
	cr_put_cents(p, CR_LS_CREDIT, l->credit);
	cr_put_bool(p, CR_LS_INSURED, l->insured);
	put_day(p, CR_LS_MINI, l->since[CR_GROUND_MINI]);
	put_day(p, CR_LS_INSOLVENCY, l->since[CR_GROUND_INSOLVENCY]);
	put_day(p, CR_LS_PRESCRIBED, l->since[CR_GROUND_PRESCRIBED]);
	put_day(p, CR_LS_CANCELLED, l->since[CR_GROUND_CANCELLED]);
	if (l->note != NULL)
		cr_put_text_cell(p, CR_LS_NOTE_ARTICLE, l->note->article);
	cr_print_row(p);
	return 0;
}

int
cr_allowance_put(void *ctx, const struct cr_allowance *a)
{
	struct cr_printer *p = ctx;

	cr_put_key(p, CR_AL_PARTY, CR_KEY_PARTY, a->creditor);
	cr_put_text_cell(p, CR_AL_CODE, a->code);
	cr_put_text_cell(p, CR_AL_NAME, a->name);
	cr_put_cents(p, CR_AL_RECEIVABLES, a->receivables);
	cr_put_cents(p, CR_AL_INSURED, a->insured);
	cr_put_cents(p, CR_AL_BASE, a->base);
	cr_put_count(p, CR_AL_PERCENT, a->law->v[CR_LAW_PERCENT]);
	cr_put_cents(p, CR_AL_YEAR, a->year);
	cr_put_count(p, CR_AL_CAP_BP, a->law->v[CR_LAW_CAP]);
	cr_put_cents(p, CR_AL_CAP, a->cap);
	cr_put_cents(p, CR_AL_FUND, a->fund);
	cr_put_cents(p, CR_AL_ALLOWED, a->allowed);
	cr_put_cents(p, CR_AL_EXCESS, a->excess);
	cr_put_text_cell(p, CR_AL_ARTICLE, a->law->article);
	cr_put_text_cell(p, CR_AL_SOURCE, a->law->source);
	cr_print_row(p);
	return 0;
}

/* ---- The law ------------------------------------------------------------ */

/* "2500.00", or "6" of what is counted. */
static void
add_value(struct cr_buf *b, enum cr_law_figure f, int64_t v)
{
	if (f == CR_LAW_MONTHS || f == CR_LAW_MONTH || f == CR_LAW_DAY)
		cr_buf_addi(b, v);
	else
		cr_money_format(b, (struct cr_money){ v }, '.', 0);
}

static void
print_figure(struct cr_printer *p, const struct cr_law_row *r,
    const char *figure, const char *value)
{
	cr_put_text_cell(p, CR_LW_TABLE, cr_law_table_word(r->table));
	cr_put_text_cell(p, CR_LW_NAME, *r->name != '\0' ? r->name : NULL);
	cr_put_date(p, CR_LW_FROM, r->from);
	if (r->to.days != INT32_MAX)
		cr_put_date(p, CR_LW_TO, r->to);
	cr_put_text_cell(p, CR_LW_FIGURE, figure);
	cr_put_text_cell(p, CR_LW_VALUE, value);
	cr_put_text_cell(p, CR_LW_ARTICLE, r->article);
	cr_put_text_cell(p, CR_LW_SOURCE, r->source);
	cr_print_row(p);
}

void
cr_law_print(struct cr_printer *p, const struct cr_law *law)
{
	const struct cr_law_row *r;
	struct cr_buf b;
	size_t i;
	int f;

	cr_buf_init(&b);
	for (i = 0; i < law->n; i++) {
		r = &law->v[i];
		for (f = 0; f < CR_LAW_FIGURES; f++) {
			if (!cr_law_has(r->table, (enum cr_law_figure)f))
				continue;
			cr_buf_clear(&b);
			add_value(&b, (enum cr_law_figure)f, r->v[f]);
			print_figure(p, r, cr_law_figure_word(
			    (enum cr_law_figure)f), b.s);
		}
		if (r->table == CR_LAW_GROUND)
			print_figure(p, r, NULL, NULL);
		if (r->table == CR_LAW_VAT_NOTE)
			print_figure(p, r, "right", r->opening ? "opening" :
			    "closing");
		if (r->presumptive != NULL)
			print_figure(p, r, "presumptive", r->presumptive);
	}
	cr_buf_release(&b);
}
