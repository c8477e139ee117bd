/* Why a debtor has the limit and the state that he has, in words. */

#include "cr/limit_run.h"

#include "cr/buf.h"
#include "cr/i18n.h"
#include "cr/print.h"

#define BP(bp) (int)(bp) / 100, (int)(bp) % 100

/* In the order of enum cr_limit_why_column. */
const struct cr_field cr_limit_why_fields[CR_LIMIT_WHY_FIELDS] = {
	{ "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("its code"), 1 },
	{ "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "about", CR_TEXT, N_("About"), N_("limit, exposure or state"), 0 },
	{ "part", CR_TEXT, N_("Part"), N_("of it"), 0 },
	{ "counts", CR_TEXT, N_("Counts"),
	    N_("no, yes, or least: the limit comes from it"), 0 },
	{ "base_cents", CR_CENTS, N_("Base"),
	    N_("before the factor of the class"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"), N_("what it is worth"), 0 },
	{ "why", CR_TEXT, N_("Why"), N_("in words"), 0 },
};

/* ---- States -------------------------------------------------------------- */

static void
say_adverse(struct cr_buf *b, const struct cr_limit_row *row)
{
	static const char *const words[CR_ADVERSE_KINDS] = {
		[CR_ADVERSE_INSOLVENCY] = N_("insolvency procedure"),
		[CR_ADVERSE_PROTEST] = N_("protest"),
		[CR_ADVERSE_PREJUDICIAL] = N_("prejudicial entry"),
		[CR_ADVERSE_ENFORCEMENT] = N_("enforcement"),
		[CR_ADVERSE_LIQUIDATION] = N_("liquidation"),
		[CR_ADVERSE_CEASED] = N_("cancelled from the register"),
	};
	char day[CR_DATE_SIZE];

	/* TRANSLATORS: "protest, 2026-03-31" */
	cr_buf_addf(b, _("%s, %s"), _(words[row->adverse]),
	    cr_date_iso(row->adverse_day, day));
}

/* Credits pay the oldest first: what is left of it then is late. */
static void
say_overdue(struct cr_buf *b, const struct cr_limit_rules *r,
    const struct cr_limit_row *row)
{
	struct cr_money left = row->too_late;
	char amount[CR_MONEY_SIZE];
	size_t n;

	if (row->overdue_else) {
		cr_buf_addf(b, _("more than %d days late in another "
		    "currency"), (int)r->overdue_days);
		return;
	}
	cr_money_add(&left, row->exposure.credits);
	n = cr_money_write(amount, left, '.', '\0');
	if (row->exposure.credits.cents == 0)
		cr_buf_addf(b, _("%.*s more than %d days late, the oldest "
		    "%d"), (int)n, amount, (int)r->overdue_days,
		    (int)row->days_late);
	else
		cr_buf_addf(b, _("%.*s more than %d days late, less "
		    "credits"), (int)n, amount, (int)r->overdue_days);
}

static void
say_over(struct cr_buf *b, const struct cr_limit_row *row)
{
	char total[CR_MONEY_SIZE], limit[CR_MONEY_SIZE];
	size_t n = cr_money_write(total, row->exposure.total, '.', '\0');
	size_t k = cr_money_write(limit, row->limit->amount, '.', '\0');

	cr_buf_addf(b, _("exposure %.*s is over the limit of %.*s"), (int)n,
	    total, (int)k, limit);
}

static void
say_block(struct cr_buf *b, const struct cr_limit_rules *r,
    const struct cr_limit_row *row, unsigned bit)
{
	char day[CR_DATE_SIZE];

	if (b->len > 0)
		cr_buf_adds(b, "; ");
	if (bit == CR_BLOCK_OVER)
		say_over(b, row);
	else if (bit == CR_BLOCK_OVERDUE)
		say_overdue(b, r, row);
	else if (bit == CR_BLOCK_INSOLVENCY)
		cr_buf_adds(b, _("an insolvency procedure is open"));
	else if (bit == CR_BLOCK_ADVERSE)
		say_adverse(b, row);
	else
		cr_buf_addf(b, _("\"%s\" of %s stops orders"), row->stop,
		    cr_date_iso(row->stop_day, day));
}

/* What an order would be too much by. */
static void
say_order(struct cr_buf *b, const struct cr_limit_row *row)
{
	struct cr_money over = row->exposure.total;
	char order[CR_MONEY_SIZE], more[CR_MONEY_SIZE];
	size_t n, k;

	if (row->fits || row->order.cents == 0 || row->limit == NULL ||
	    row->state == CR_LIMIT_CASH || !cr_money_add(&over,
	    row->order) || !cr_money_sub(&over, row->limit->amount) ||
	    over.cents <= 0)
		return;
	n = cr_money_write(order, row->order, '.', '\0');
	k = cr_money_write(more, over, '.', '\0');
	cr_buf_adds(b, "; ");
	cr_buf_addf(b, _("an order of %.*s would be %.*s over it"), (int)n,
	    order, (int)k, more);
}

void
cr_limit_why(struct cr_buf *b, const struct cr_limit_rules *r,
    const struct cr_limit_row *row)
{
	int i;

	for (i = 0; i < CR_BLOCKS; i++)
		if ((row->blocks >> i & 1) != 0)
			say_block(b, r, row, 1U << i);
	if (row->state == CR_LIMIT_NONE)
		cr_buf_adds(b, _("no limit is set"));
	else if (row->state == CR_LIMIT_CASH)
		cr_buf_adds(b, _("the limit is nought: cash only"));
	else if (row->state != CR_LIMIT_BLOCKED)
		cr_buf_addf(b, _("%d.%02d %% of the limit"),
		    BP(row->used_bp));
	say_order(b, row);
}

/* ---- Parts --------------------------------------------------------------- */

/* What is said of one part, of the limit or the exposure. */
struct line {
	const char *about, *part, *counts;
	const struct cr_money *base, *amount;	/* NULL: none */
};

static void
put_line(struct cr_limit_printer *l, const struct cr_limit_row *r,
    const struct line *line, const char *words)
{
	struct cr_printer *p = l->printer;

	cr_put_key(p, CR_LIMIT_W_PARTY, CR_KEY_PARTY, r->party);
	cr_put_text_cell(p, CR_LIMIT_W_CODE, r->code);
	cr_put_text_cell(p, CR_LIMIT_W_NAME, r->name);
	cr_put_text_cell(p, CR_LIMIT_W_CURRENCY, r->currency);
	cr_put_text_cell(p, CR_LIMIT_W_ABOUT, line->about);
	cr_put_text_cell(p, CR_LIMIT_W_PART, line->part);
	cr_put_text_cell(p, CR_LIMIT_W_COUNTS, line->counts);
	if (line->base != NULL)
		cr_put_cents(p, CR_LIMIT_W_BASE, *line->base);
	if (line->amount != NULL)
		cr_put_cents(p, CR_LIMIT_W_AMOUNT, *line->amount);
	cr_put_text_cell(p, CR_LIMIT_W_WHY, words);
	cr_print_row(p);
}

static void
say_sales(struct cr_buf *b, const struct cr_limit_rules *r,
    const struct cr_limit_facts *f)
{
	char sales[CR_MONEY_SIZE];
	size_t n = cr_money_write(sales, f->sales, '.', '\0');
	int64_t days = f->days_num / f->days_den;

	if (days * f->days_den == f->days_num)
		cr_buf_addf(b, _("sales of %.*s in %lld days; %d days to "
		    "pay and %d more"), (int)n, sales, (long long)days,
		    (int)f->term, (int)r->delay);
	else
		cr_buf_addf(b, _("sales of %.*s in %lld/%lld days; %d days "
		    "to pay and %d more"), (int)n, sales,
		    (long long)f->days_num, (long long)f->days_den,
		    (int)f->term, (int)r->delay);
	if (r->vat_bp > 0)
		cr_buf_addf(b, _(", less VAT at %d.%02d %%"), BP(r->vat_bp));
}

static void
say_sheet(struct cr_buf *b, const struct cr_limit_rules *r,
    const struct cr_limit_row *row, enum cr_limit_part part)
{
	const struct cr_limit_facts *f = row->facts;
	const struct cr_money *of = part == CR_LIMIT_EQUITY ? &f->equity :
	    part == CR_LIMIT_CAPITAL ? &f->capital : &f->turnover;
	char text[CR_MONEY_SIZE], day[CR_DATE_SIZE];
	size_t n = cr_money_write(text, *of, '.', '\0');

	cr_date_iso(row->sheet, day);
	if (part == CR_LIMIT_EQUITY)
		cr_buf_addf(b, _("%d.%02d %% of an equity of %.*s, %s"),
		    BP(row->made->by->equity_bp), (int)n, text, day);
	else if (part == CR_LIMIT_CAPITAL)
		cr_buf_addf(b, _("%d.%02d %% of a working capital of %.*s, "
		    "%s"), BP(r->capital_bp), (int)n, text, day);
	else
		cr_buf_addf(b, _("%d.%02d %% of his purchases, taken for "
		    "%d.%02d %% of sales of %.*s, %s"), BP(r->purchases_bp),
		    BP(r->bought_bp), (int)n, text, day);
}

static void
put_part(struct cr_limit_printer *l, const struct cr_limit_row *row,
    enum cr_limit_part part)
{
	const struct cr_limit_made *m = row->made;
	const struct cr_limit_value *v = &m->part[part];
	struct line line = { "limit", cr_limit_part_word(part),
	    !v->used ? "no" : m->least == part ? "least" : "yes",
	    v->known ? &v->base : NULL, v->known ? &v->value : NULL };
	struct cr_buf b;

	cr_buf_init(&b);
	if (!v->known)
		cr_buf_adds(&b, _("not known"));
	else if (part == CR_LIMIT_SALES)
		say_sales(&b, l->rules, row->facts);
	else if (part != CR_LIMIT_PLAFOND)
		say_sheet(&b, l->rules, row, part);
	else
		cr_buf_adds(&b, row->facts->has_plafond ?
		    _("granted by insurers and factors") :
		    _("none is granted, and there must be one"));
	put_line(l, row, &line, b.s);
	cr_buf_release(&b);
}

/* The class, and what comes of the parts. */
static void
put_class(struct cr_limit_printer *l, const struct cr_limit_row *row)
{
	const struct cr_limit_made *m = row->made;
	struct line line = { "limit", "class", NULL, NULL, NULL };
	struct cr_money round = l->rules->round;
	struct cr_buf b;

	cr_buf_init(&b);
	if (m->by == NULL)
		cr_buf_addf(&b, _("\"%s\" is not in the rules: no limit is "
		    "computed"), row->class_name == NULL ? "unrated" :
		    row->class_name);
	else if (row->class_name == NULL)
		cr_buf_addf(&b, _("unrated: %d.%02d %%"),
		    BP(m->by->factor_bp));
	else
		cr_buf_addf(&b, _("%s: %d.%02d %%"), row->class_name,
		    BP(m->by->factor_bp));
	put_line(l, row, &line, b.s);
	if (m->known) {
		line.part = "computed";
		line.base = &m->part[m->least].value;
		line.amount = &m->amount;
		cr_buf_clear(&b);
		cr_buf_addf(&b, _("down to a multiple of %lld.%02lld"),
		    (long long)round.cents / 100,
		    (long long)round.cents % 100);
		put_line(l, row, &line, b.s);
	}
	cr_buf_release(&b);
}

/* That in force, and whose it is. */
static void
put_in_force(struct cr_limit_printer *l, const struct cr_limit_row *row)
{
	const struct cr_credit_limit *k = row->limit;
	struct line line = { "limit", "in-force", NULL, NULL, NULL };
	char day[CR_DATE_SIZE];
	struct cr_buf b;

	cr_buf_init(&b);
	if (k == NULL) {
		cr_buf_adds(&b, _("no limit is set"));
	} else if (k->computed) {
		cr_buf_addf(&b, _("computed on %s"),
		    cr_date_iso(k->day, day));
		if (k->part == NULL)
			cr_buf_adds(&b, _(": nothing is known any more that "
			    "it could be computed from"));
	} else {
		cr_buf_addf(&b, _("set by %s from %s"), k->who,
		    cr_date_iso(k->day, day));
		if (cr_date_is_set(k->until))
			cr_buf_addf(&b, _(" until %s"),
			    cr_date_iso(k->until, day));
		if (k->actor != NULL)
			cr_buf_addf(&b, _(", approved by %s"), k->actor);
		if (k->reason != NULL)
			cr_buf_addf(&b, ": %s", k->reason);
	}
	if (k != NULL)
		line.amount = &k->amount;
	put_line(l, row, &line, b.s);
	cr_buf_release(&b);
}

static void
put_exposure(struct cr_limit_printer *l, const struct cr_limit_row *row)
{
	const struct cr_exposure *e = &row->exposure;
	const unsigned bits = l->rules->exposed;
	const struct {
		const char *part;
		const struct cr_money *amount;
		bool counts, told;	/* when it is nought, too */
		const char *words;
	} v[] = {
		{ "open", &e->open, true, true, N_("open items") },
		{ "bills", &e->bills, (bits & CR_EXPOSED_BILLS) != 0, false,
		    N_("closed in the books, and banks may give them "
		    "back") },
		{ "deliveries", &e->delivered,
		    (bits & CR_EXPOSED_DELIVERIES) != 0, false,
		    N_("not invoiced yet") },
		{ "orders", &e->ordered, (bits & CR_EXPOSED_ORDERS) != 0,
		    false, N_("to be delivered") },
		{ "credits", &e->credits, (bits & CR_EXPOSED_CREDITS) != 0,
		    false, N_("credit notes and money on account") },
		{ "ceded", &e->ceded, true, false,
		    N_("without recourse: the factor's risk") },
		{ "total", &e->total, true, true, N_("the exposure") },
		{ "all-ceded", &row->ceded, false, false,
		    N_("ceded in all, with recourse and without") },
		{ "at-bank", &e->at_bank, false, false,
		    N_("bills that may come back, open and closed") },
		{ "insured", &e->insured, false, false,
		    N_("of the total, what insurers would pay") },
	};
	struct line line;
	size_t i;

	for (i = 0; i < CR_COUNT_OF(v); i++) {
		if (v[i].amount->cents == 0 && !v[i].told)
			continue;
		line = (struct line){ "exposure", v[i].part,
		    v[i].counts ? "yes" : "no", NULL, v[i].amount };
		put_line(l, row, &line, _(v[i].words));
	}
}

int
cr_limit_put_why(void *ctx, const struct cr_limit_row *row)
{
	struct cr_limit_printer *l = ctx;
	struct line line = { "state", cr_limit_state_word(row->state), NULL,
	    NULL, NULL };
	struct cr_buf b;
	int i;

	l->no |= !row->fits;
	for (i = 0; i < CR_LIMIT_PARTS && row->made != NULL &&
	    row->made->by != NULL; i++)
		put_part(l, row, (enum cr_limit_part)i);
	if (row->made != NULL)
		put_class(l, row);
	put_in_force(l, row);
	put_exposure(l, row);
	cr_buf_init(&b);
	cr_limit_why(&b, l->rules, row);
	put_line(l, row, &line, b.s);
	cr_buf_release(&b);
	return 0;
}
