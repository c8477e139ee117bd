#include "fatturapa.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/fatturapa.h"
#include "cr/str.h"
#include "cr/taxid.h"

#define CENT 1			/* totals may differ by a rounding */
#define NET_TOLERANCE 5		/* cents, where a total is declared net */
#define DAYS_MAX 999		/* GiorniTerminiPagamento */
#define FAR_DAYS 3660		/* a due date that late is a mistake */
#define IBAN_SIZE 48
#define INSTALMENTS_MAX 1000	/* of one document */

/* An amount in a warning. */
static const char *
show(struct fpa *f, struct cr_money m)
{
	struct cr_buf b;
	const char *s;

	cr_buf_init(&b);
	cr_money_format(&b, m, '.', 0);
	s = cr_arena_strdup(f->arena, b.s);
	cr_buf_release(&b);
	return s;
}

static bool
near(struct cr_money a, struct cr_money b, int64_t cents)
{
	return cr_money_sub(&a, b) && cr_money_abs(a).cents <= cents;
}

/* Taxable and tax of DatiRiepilogo; tax with EsigibilitaIVA S apart. */
static int
add_summary(struct fpa *f, const struct cr_xml_node *goods,
    struct cr_rec_invoice *inv)
{
	const struct cr_xml_node *e = cr_xml_child(goods, N_DatiRiepilogo);
	struct cr_money taxable, tax;
	int err;

	for (; e != NULL; e = cr_xml_next(e)) {
		if ((err = cr_fpa_money(f, e, N_ImponibileImporto,
		    &taxable)) != 0 ||
		    (err = cr_fpa_money(f, e, N_Imposta, &tax)) != 0 ||
		    (err = cr_fpa_add(f, e, &inv->computed_total,
		    taxable)) != 0 ||
		    (err = cr_fpa_add(f, e, &inv->computed_total, tax)) != 0)
			return err;
		if (cr_streq(cr_xml_text(e, N_EsigibilitaIVA), "S") &&
		    (err = cr_fpa_add(f, e, &inv->split_vat, tax)) != 0)
			return err;
	}
	return CR_OK;
}

/* A simplified invoice has amounts with the tax inside, one per line. */
static int
add_lines(struct fpa *f, const struct cr_xml_node *body,
    struct cr_rec_invoice *inv)
{
	const struct cr_xml_node *e = cr_xml_child(body, N_DatiBeniServizi);
	struct cr_money amount;
	int err;

	for (; e != NULL; e = cr_xml_next(e))
		if ((err = cr_fpa_need_money(f, e, N_Importo, &amount)) != 0 ||
		    (err = cr_fpa_add(f, e, &inv->computed_total,
		    amount)) != 0)
			return err;
	return CR_OK;
}

static int
add_withheld(struct fpa *f, const struct cr_xml_node *doc,
    struct cr_rec_invoice *inv)
{
	const struct cr_xml_node *e = cr_xml_child(doc, N_DatiRitenuta);
	struct cr_money amount;
	int err;

	for (; e != NULL; e = cr_xml_next(e))
		if ((err = cr_fpa_money(f, e, N_ImportoRitenuta,
		    &amount)) != 0 ||
		    (err = cr_fpa_add(f, e, &inv->withheld, amount)) != 0)
			return err;
	return CR_OK;
}

/*
 * What is left to deduct from a declared total. Most declare the gross, but
 * some have already taken off withholding, split payment or both.
 */
static struct cr_money
deduction(struct fpa *f, const struct cr_rec_invoice *inv,
    struct cr_money computed)
{
	struct cr_money w = inv->withheld, s = inv->split_vat, both = w;
	struct cr_money taken[3], net;
	int i;

	cr_money_add(&both, s);
	if (!inv->total.set || both.cents == 0 ||
	    near(inv->total.v, computed, NET_TOLERANCE))
		return both;
	taken[0] = both;
	taken[1] = w;
	taken[2] = s;
	for (i = 0; i < 3; i++) {
		net = computed;
		if (taken[i].cents == 0 || !cr_money_sub(&net, taken[i]) ||
		    !near(inv->total.v, net, NET_TOLERANCE))
			continue;
		cr_money_sub(&both, taken[i]);
		cr_fpa_warn(f, "total-net: the declared total %s is net of %s"
		    " that the customer keeps", show(f, inv->total.v),
		    show(f, taken[i]));
		return both;
	}
	return both;
}

static void
check_total(struct fpa *f, const struct cr_rec_invoice *inv,
    struct cr_money rounded, bool net)
{
	if (!inv->total.set && !f->simplified)
		cr_fpa_warn(f, "total-missing: ImportoTotaleDocumento is"
		    " absent; taxable and tax make %s",
		    show(f, inv->computed_total));
	if (inv->total.set && !net &&
	    !near(inv->total.v, inv->computed_total, CENT) &&
	    !near(inv->total.v, rounded, CENT))
		cr_fpa_warn(f, "total-mismatch: the declared total is %s,"
		    " taxable and tax make %s", show(f, inv->total.v),
		    show(f, inv->computed_total));
	if (inv->total.set && inv->total.v.cents < 0)
		cr_fpa_warn(f, "neg-total: the total %s is negative%s",
		    show(f, inv->total.v), cr_td_is_credit(inv->type) ?
		    " in a credit note; read as a credit" : "");
}

int
cr_fpa_amounts(struct fpa *f, const struct cr_xml_node *body,
    struct cr_rec_invoice *inv)
{
	const struct cr_xml_node *doc, *goods;
	struct cr_money rounding, rounded, left;
	size_t warned;
	int err;

	doc = cr_xml_child(cr_xml_child(body, N_DatiGenerali),
	    N_DatiGeneraliDocumento);
	goods = cr_xml_child(body, N_DatiBeniServizi);
	if ((err = f->simplified ? add_lines(f, body, inv) :
	    add_summary(f, goods, inv)) != 0 ||
	    (err = add_withheld(f, doc, inv)) != 0 ||
	    (err = cr_fpa_money(f, doc, N_Arrotondamento, &rounding)) != 0 ||
	    (err = cr_fpa_money(f, doc, N_ImportoTotaleDocumento,
	    &inv->total.v)) != 0)
		return err;
	inv->total.set = cr_xml_text(doc, N_ImportoTotaleDocumento) != NULL;
	rounded = inv->computed_total;
	if ((err = cr_fpa_add(f, doc, &rounded, rounding)) != 0)
		return err;

	warned = f->warnings.n;
	left = deduction(f, inv, rounded);
	check_total(f, inv, rounded, f->warnings.n != warned);
	inv->due = inv->total.set ? inv->total.v : rounded;
	if (cr_td_is_credit(inv->type)) {	/* whatever signs it has */
		inv->due = cr_money_abs(inv->due);
		left = cr_money_abs(left);
	}
	if ((err = cr_fpa_add(f, doc, &inv->due, cr_money_neg(left))) != 0)
		return err;
	if (cr_td_is_credit(inv->type))
		inv->due = cr_money_neg(cr_money_abs(inv->due));
	return CR_OK;
}

/* The IBAN without blanks, in capitals; as it stands if it is none. */
static const char *
take_iban(struct fpa *f, const char *raw)
{
	char iban[IBAN_SIZE];

	if (raw == NULL)
		return NULL;
	if (!cr_code_normalise(raw, iban, sizeof(iban)) ||
	    !cr_iban_is_valid(iban)) {
		cr_fpa_warn(f, "iban-odd: \"%s\" is no IBAN", raw);
		return raw;
	}
	return cr_arena_strdup(f->arena, iban);
}

static void
take_due(struct fpa *f, const struct cr_xml_node *e,
    const struct cr_rec_invoice *inv, struct cr_rec_instalment *i)
{
	const char *due = cr_xml_text(e, N_DataScadenzaPagamento);
	const char *days = cr_xml_text(e, N_GiorniTerminiPagamento);
	int64_t n;

	if (!cr_fpa_date(due, &i->due) && due != NULL) {
		i->due_raw = due;
		cr_fpa_warn(f, "due-invalid: due date \"%s\" does not exist",
		    due);
	}
	cr_fpa_date(cr_xml_text(e, N_DataRiferimentoTerminiPagamento),
	    &i->terms_from);
	if (days != NULL && cr_parse_int(days, strlen(days), &n) && n >= 0 &&
	    n <= DAYS_MAX)
		i->terms_days = (int32_t)n;
	if (cr_date_is_set(i->due) && (i->due.days < inv->date.days ||
	    i->due.days > inv->date.days + FAR_DAYS))
		cr_fpa_warn(f, "due-odd: due date %s of a document of %s",
		    cr_date_iso(i->due, (char[CR_DATE_SIZE]){ 0 }),
		    cr_date_iso(inv->date, (char[CR_DATE_SIZE]){ 0 }));
}

static int
take_instalment(struct fpa *f, const struct cr_xml_node *e, const char *terms,
    const struct cr_rec_invoice *inv, struct cr_rec_instalment *i)
{
	int err;

	*i = (struct cr_rec_instalment){ .due = CR_DATE_NONE,
		.terms_from = CR_DATE_NONE, .terms_days = -1 };
	err = cr_fpa_need_money(f, e, N_ImportoPagamento, &i->amount);
	if (err != 0)
		return err;
	i->terms = terms;
	i->method = cr_xml_text(e, N_ModalitaPagamento);
	i->iban = take_iban(f, cr_xml_text(e, N_IBAN));
	i->code = cr_xml_text(e, N_CodicePagamento);
	i->payee = cr_xml_text(e, N_Beneficiario);
	if (i->method != NULL && !cr_mp_is_known(i->method))
		cr_fpa_warn(f, "method-unknown: ModalitaPagamento \"%s\" is not"
		    " listed", i->method);
	take_due(f, e, inv, i);
	return CR_OK;
}

/* What the instalments are measured against. */
struct sums {
	struct cr_money all;	/* of every instalment as written */
	struct cr_money block;	/* of each DatiPagamento, when equal */
	size_t blocks;		/* how many there are */
	bool equal;
};

/* How many instalments there are, and do the blocks add up alike? */
static int
measure(struct fpa *f, const struct cr_xml_node *body, struct sums *s,
    size_t *n)
{
	const struct cr_xml_node *b, *e;
	struct cr_money sum, amount;
	int err;

	*s = (struct sums){ .equal = true };
	*n = 0;
	b = cr_xml_child(body, N_DatiPagamento);
	for (; b != NULL; b = cr_xml_next(b)) {
		sum.cents = 0;
		e = cr_xml_child(b, N_DettaglioPagamento);
		for (; e != NULL; e = cr_xml_next(e), ++*n)
			if ((err = cr_fpa_money(f, e, N_ImportoPagamento,
			    &amount)) != 0 ||
			    (err = cr_fpa_add(f, e, &sum, amount)) != 0)
				return err;
		if ((err = cr_fpa_add(f, b, &s->all, sum)) != 0)
			return err;
		if (s->blocks++ == 0)
			s->block = sum;
		else if (sum.cents != s->block.cents)
			s->equal = false;
	}
	return CR_OK;
}

static bool
same(struct cr_money a, struct cr_money b)
{
	return cr_money_abs(a).cents == cr_money_abs(b).cents;
}

/* Is X one of the figures that instalments may add up to? */
static bool
is_whole(const struct cr_rec_invoice *inv, struct cr_money x)
{
	return same(x, inv->due) || same(x, inv->computed_total) ||
	    (inv->total.set && same(x, inv->total.v));
}

/* Does the customer keep a part, as withholding or split payment? */
static bool
is_kept(const struct cr_rec_invoice *inv)
{
	return inv->withheld.cents != 0 || inv->split_vat.cents != 0;
}

static void
check_sum(struct fpa *f, const struct cr_rec_invoice *inv, struct cr_money sum)
{
	if (!is_whole(inv, sum))
		cr_fpa_warn(f, "inst-mismatch: instalments add up to %s,"
		    " %s is due", show(f, sum), show(f, inv->due));
	else if (!same(sum, inv->due) && is_kept(inv))
		cr_fpa_warn(f, "inst-gross-of-wht: instalments add up to %s,"
		    " but the customer keeps part of it and owes %s",
		    show(f, sum), show(f, inv->due));
}

/* What is not stated and has to be worked out. */
static void
check_dates(struct fpa *f, const struct cr_rec_invoice *inv)
{
	struct cr_due d;
	size_t i, derived = 0, legal = 0;

	for (i = 0; i < cr_instalment_count(inv); i++) {
		d = cr_instalment_due(inv, i, -1, CR_DATE_NONE);
		derived += strcmp(d.source, "terms") == 0 ||
		    strcmp(d.source, "reference") == 0 ||
		    strcmp(d.source, "issue") == 0;
		legal += strcmp(d.source, "legal") == 0;
	}
	if (derived > 0)
		cr_fpa_warn(f, "due-derived: a due date follows from the terms"
		    " of payment");
	if (legal > 0 && inv->due.cents > 0 && cr_td_is_receivable(inv->type))
		cr_fpa_warn(f, "due-legal: no due date nor terms; by agreement,"
		    " or 30 days from receipt");
}

static int
take_all(struct fpa *f, const struct cr_xml_node *body, bool alternatives,
    struct cr_rec_invoice *inv)
{
	const struct cr_xml_node *b = cr_xml_child(body, N_DatiPagamento), *e;
	struct cr_rec_instalment *i;
	size_t block = 0;
	int err;

	for (; b != NULL; b = cr_xml_next(b), block++) {
		e = cr_xml_child(b, N_DettaglioPagamento);
		for (; e != NULL; e = cr_xml_next(e)) {
			i = &inv->instalments[inv->ninstalments++];
			err = take_instalment(f, e, cr_xml_text(b,
			    N_CondizioniPagamento), inv, i);
			if (err != 0)
				return err;
			i->alternative = alternatives && block > 0;
		}
	}
	return CR_OK;
}

int
cr_fpa_instalments(struct fpa *f, const struct cr_xml_node *body,
    struct cr_rec_invoice *inv)
{
	struct sums s;
	bool alternatives;
	size_t n;
	int err;

	if ((err = measure(f, body, &s, &n)) != 0)
		return err;
	if (n > INSTALMENTS_MAX)
		return cr_fpa_bad(f, body, "more than %d instalments",
		    INSTALMENTS_MAX);
	alternatives = s.blocks > 1 && s.equal && s.block.cents != 0 &&
	    is_whole(inv, s.block) && !is_whole(inv, s.all);
	inv->instalments = cr_arena_alloc(f->arena,
	    (n + 1) * sizeof(*inv->instalments));
	if ((err = take_all(f, body, alternatives, inv)) != 0)
		return err;
	if (alternatives)
		cr_fpa_warn(f, "inst-alternative: %zu ways to pay the same %s;"
		    " only the first counts", s.blocks, show(f, s.block));
	if (n > 0)
		check_sum(f, inv, alternatives ? s.block : s.all);
	check_dates(f, inv);
	return CR_OK;
}
