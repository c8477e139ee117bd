#include "cr/fact_list.h"

#include <stdlib.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/party.h"
#include "cr/print.h"

#define PARTY \
	{ "party", CR_KEY, N_("Party"), N_("whom it is told of"), 0 }, \
	{ "name", CR_TEXT, N_("Name"), N_("of the party"), 0 }
#define MONEY \
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 }
#define SOURCE { "source", CR_TEXT, N_("Source"), N_("who tells it"), 0 }
#define NOTE { "note", CR_TEXT, N_("Note"), N_("of its source"), 0 }
#define CODE \
	{ "code", CR_CODE, N_("Code"), N_("of the party"), 0 }, \
	{ "run", CR_KEY, N_("Run"), N_("that recorded it"), 1 }

enum { F_PARTY, F_NAME };

enum { S_DATE = 2, S_FILED, S_FIGURES, S_CURRENCY = S_FIGURES +
    CR_SHEET_FIGURES, S_SOURCE, S_CODE, S_RUN };
static const struct cr_field sheet_fields[] = {
	PARTY,
	{ "date", CR_DATE, N_("Date"), N_("last day of the year"), 0 },
	{ "filed", CR_DATE, N_("Filed"), N_("when it became public"), 0 },
	{ "assets_cents", CR_CENTS, N_("Total assets"), N_("in all"), 0 },
	{ "current_assets_cents", CR_CENTS, N_("Current assets"),
	    N_("stock, credits, cash"), 0 },
	{ "current_liabilities_cents", CR_CENTS, N_("Current liabilities"),
	    N_("due within the year"), 0 },
	{ "retained_cents", CR_CENTS, N_("Retained"),
	    N_("reserves and profits carried on"), 0 },
	{ "ebit_cents", CR_CENTS, N_("EBIT"), N_("operating result"), 0 },
	{ "equity_cents", CR_CENTS, N_("Equity"), N_("book value"), 0 },
	{ "liabilities_cents", CR_CENTS, N_("Liabilities"), N_("in all"), 0 },
	{ "sales_cents", CR_CENTS, N_("Sales"), N_("of the year"), 0 },
	MONEY, SOURCE, CODE,
};

enum { C_PROVIDER = 2, C_SCORE, C_DATE, C_UNTIL, C_NOTE, C_CODE, C_RUN };
static const struct cr_field score_fields[] = {
	PARTY,
	{ "provider", CR_TEXT, N_("Provider"), N_("whose score it is"), 0 },
	{ "score", CR_CODE, N_("Score"), N_("in its provider's words"), 0 },
	{ "date", CR_DATE, N_("Date"), N_("from when it counts"), 0 },
	{ "until", CR_DATE, N_("Until"), N_("its last day"), 0 },
	NOTE, CODE,
};

enum { A_KIND = 2, A_DATE, A_UNTIL, A_AMOUNT, A_CURRENCY, A_REF, A_SOURCE,
    A_NOTE, A_CODE, A_RUN };
static const struct cr_field adverse_fields[] = {
	PARTY,
	{ "kind", CR_TEXT, N_("Kind"), N_("insolvency, protest, prejudicial, "
	    "enforcement, liquidation or ceased"), 0 },
	{ "date", CR_DATE, N_("Date"), N_("when it happened"), 0 },
	{ "until", CR_DATE, N_("Until"), N_("its last day"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"), N_("of the event"), 0 },
	MONEY,
	{ "ref", CR_CODE, N_("Reference"), N_("number of the bill, the "
	    "procedure"), 0 },
	SOURCE, NOTE, CODE,
};

enum { T_KIND = 2, T_REF, T_VALUE, T_BURDEN, T_CURRENCY, T_DATE, T_UNTIL,
    T_SOURCE, T_NOTE, T_CODE, T_RUN };
static const struct cr_field asset_fields[] = {
	PARTY,
	{ "kind", CR_TEXT, N_("Kind"), N_("building, land, vehicle, income, "
	    "pension, share, account or other"), 0 },
	{ "ref", CR_CODE, N_("Reference"), N_("land register, plate, "
	    "employer"), 0 },
	{ "value_cents", CR_CENTS, N_("Value"), N_("of an income: a year's"),
	    0 },
	{ "burden_cents", CR_CENTS, N_("Burden"),
	    N_("mortgages and the like on it"), 0 },
	MONEY,
	{ "date", CR_DATE, N_("Date"), N_("when it was seen"), 0 },
	{ "until", CR_DATE, N_("Until"), N_("its last day"), 0 },
	SOURCE, NOTE, CODE,
};

enum { D_KIND = 2, D_NUMBER, D_DATE, D_EXPECTED, D_AMOUNT, D_CURRENCY,
    D_CREDITOR, D_NOTE, D_CODE, D_RUN };
static const struct cr_field commitment_fields[] = {
	PARTY,
	{ "kind", CR_TEXT, N_("Kind"), N_("order or delivery"), 0 },
	{ "number", CR_CODE, N_("Number"), N_("of the document"), 0 },
	{ "date", CR_DATE, N_("Date"), N_("of the document"), 0 },
	{ "expected", CR_DATE, N_("Expected"),
	    N_("when it will be delivered or invoiced"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"),
	    N_("to be invoiced, with VAT"), 0 },
	MONEY,
	{ "creditor", CR_KEY, N_("Creditor"), N_("who delivers"), 0 },
	NOTE, CODE,
};

enum { P_PROVIDER = 2, P_KIND, P_AMOUNT, P_COVERED, P_CURRENCY, P_DATE,
    P_UNTIL, P_NOTE, P_CODE, P_RUN };
static const struct cr_field plafond_fields[] = {
	PARTY,
	{ "provider", CR_TEXT, N_("Provider"), N_("insurer or factor"), 0 },
	{ "kind", CR_TEXT, N_("Kind"), N_("insured or factored"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"), N_("at the most"), 0 },
	{ "covered_bp", CR_BP, N_("Covered"),
	    N_("share of a loss that is covered"), 0 },
	MONEY,
	{ "date", CR_DATE, N_("Date"), N_("from when it counts"), 0 },
	{ "until", CR_DATE, N_("Until"), N_("its last day"), 0 },
	NOTE, CODE,
};

enum { N_CHANNEL = 2, N_ADDRESS, N_PURPOSE, N_SOURCE, N_DATE, N_CODE,
    N_RUN };
static const struct cr_field contact_fields[] = {
	PARTY,
	{ "channel", CR_TEXT, N_("Channel"),
	    N_("pec, email, mobile, phone or fax"), 0 },
	{ "address", CR_TEXT, N_("Address"), N_("or number"), 0 },
	{ "purpose", CR_TEXT, N_("Purpose"), N_("none: general"), 0 },
	SOURCE,
	{ "date", CR_DATE, N_("Date"), N_("on which it was told"), 0 },
	CODE,
};

const struct cr_field *
cr_fact_fields(enum cr_fact_kind kind, size_t *n)
{
	static const struct {
		const struct cr_field *v;
		size_t n;
	} forms[] = {
		[CR_FACT_SHEETS] = { sheet_fields,
		    CR_COUNT_OF(sheet_fields) },
		[CR_FACT_SCORES] = { score_fields,
		    CR_COUNT_OF(score_fields) },
		[CR_FACT_ADVERSE] = { adverse_fields,
		    CR_COUNT_OF(adverse_fields) },
		[CR_FACT_ASSETS] = { asset_fields,
		    CR_COUNT_OF(asset_fields) },
		[CR_FACT_COMMITMENTS] = { commitment_fields,
		    CR_COUNT_OF(commitment_fields) },
		[CR_FACT_PLAFONDS] = { plafond_fields,
		    CR_COUNT_OF(plafond_fields) },
		[CR_FACT_CONTACTS] = { contact_fields,
		    CR_COUNT_OF(contact_fields) },
	};

	*n = forms[kind].n;
	return forms[kind].v;
}

/* Rows come party by party: it is looked up once. */
struct listing {
	const struct cr_fact_lister *l;
	struct cr_printer *p;
	const struct cr_as_of *as_of;
	struct cr_arena arena;
	struct cr_party party;
	int64_t id;
};

/* Is PARTY asked for? 1, and its own cells are put; 0; or an error. */
static int
begin(struct listing *g, int64_t party, int64_t run, size_t code)
{
	const struct cr_fact_lister *l = g->l;
	int rc;

	if (l->keys != NULL && !cr_keys_has(l->keys, CR_KEY_PARTY, party))
		return 0;
	if (party != g->id) {
		cr_arena_clear(&g->arena);
		if ((rc = cr_party_then(l->cr, party, g->as_of, &g->arena,
		    &g->party)) < 0)
			return rc;
		g->id = party;
	}
	cr_put_key(g->p, F_PARTY, CR_KEY_PARTY, party);
	cr_put_text_cell(g->p, F_NAME, g->party.name);
	cr_put_text_cell(g->p, code, g->party.code);
	cr_put_key(g->p, code + 1, CR_KEY_RUN, run);
	return 1;
}

static void
put_figure(struct cr_printer *p, size_t i, struct cr_money m)
{
	if (cr_figure_is_known(m))
		cr_put_cents(p, i, m);
}

static int
put_sheet(void *ctx, const struct cr_balance_sheet *b)
{
	struct listing *g = ctx;
	int i, rc = begin(g, b->party, b->run, S_CODE);

	if (rc != 1)
		return rc;
	cr_put_date(g->p, S_DATE, b->day);
	cr_put_date(g->p, S_FILED, b->filed);
	for (i = 0; i < CR_SHEET_FIGURES; i++)
		put_figure(g->p, (size_t)(S_FIGURES + i), b->figures[i]);
	cr_put_text_cell(g->p, S_CURRENCY, b->currency);
	cr_put_text_cell(g->p, S_SOURCE, b->source);
	cr_print_row(g->p);
	return 0;
}

static int
put_score(void *ctx, const struct cr_score_given *s)
{
	struct listing *g = ctx;
	int rc = begin(g, s->party, s->run, C_CODE);

	if (rc != 1)
		return rc;
	cr_put_text_cell(g->p, C_PROVIDER, s->provider);
	cr_put_text_cell(g->p, C_SCORE, s->score);
	cr_put_date(g->p, C_DATE, s->day);
	cr_put_date(g->p, C_UNTIL, s->until);
	cr_put_text_cell(g->p, C_NOTE, s->note);
	cr_print_row(g->p);
	return 0;
}

static int
put_adverse(void *ctx, const struct cr_adverse *a)
{
	struct listing *g = ctx;
	int rc = begin(g, a->party, a->run, A_CODE);

	if (rc != 1)
		return rc;
	cr_put_text_cell(g->p, A_KIND, cr_adverse_word(a->kind));
	cr_put_date(g->p, A_DATE, a->day);
	cr_put_date(g->p, A_UNTIL, a->until);
	put_figure(g->p, A_AMOUNT, a->amount);
	cr_put_text_cell(g->p, A_CURRENCY, a->currency);
	cr_put_text_cell(g->p, A_REF, a->reference);
	cr_put_text_cell(g->p, A_SOURCE, a->source);
	cr_put_text_cell(g->p, A_NOTE, a->note);
	cr_print_row(g->p);
	return 0;
}

static int
put_asset(void *ctx, const struct cr_asset *a)
{
	struct listing *g = ctx;
	int rc = begin(g, a->party, a->run, T_CODE);

	if (rc != 1)
		return rc;
	cr_put_text_cell(g->p, T_KIND, cr_asset_word(a->kind));
	cr_put_text_cell(g->p, T_REF, a->reference);
	put_figure(g->p, T_VALUE, a->value);
	put_figure(g->p, T_BURDEN, a->burden);
	cr_put_text_cell(g->p, T_CURRENCY, a->currency);
	cr_put_date(g->p, T_DATE, a->day);
	cr_put_date(g->p, T_UNTIL, a->until);
	cr_put_text_cell(g->p, T_SOURCE, a->source);
	cr_put_text_cell(g->p, T_NOTE, a->note);
	cr_print_row(g->p);
	return 0;
}

static int
put_commitment(void *ctx, const struct cr_commitment *c)
{
	struct listing *g = ctx;
	int rc = begin(g, c->debtor, c->run, D_CODE);

	if (rc != 1)
		return rc;
	cr_put_text_cell(g->p, D_KIND, cr_commitment_word(c->kind));
	cr_put_text_cell(g->p, D_NUMBER, c->reference);
	cr_put_date(g->p, D_DATE, c->day);
	cr_put_date(g->p, D_EXPECTED, c->expected);
	cr_put_cents(g->p, D_AMOUNT, c->amount);
	cr_put_text_cell(g->p, D_CURRENCY, c->currency);
	cr_put_key(g->p, D_CREDITOR, CR_KEY_PARTY, c->creditor);
	cr_put_text_cell(g->p, D_NOTE, c->note);
	cr_print_row(g->p);
	return 0;
}

static int
put_plafond(void *ctx, const struct cr_plafond *f)
{
	struct listing *g = ctx;
	int rc = begin(g, f->party, f->run, P_CODE);

	if (rc != 1)
		return rc;
	cr_put_text_cell(g->p, P_PROVIDER, f->provider);
	cr_put_text_cell(g->p, P_KIND, cr_plafond_word(f->kind));
	cr_put_cents(g->p, P_AMOUNT, f->amount);
	cr_put_count(g->p, P_COVERED, f->covered_bp);
	cr_put_text_cell(g->p, P_CURRENCY, f->currency);
	cr_put_date(g->p, P_DATE, f->day);
	cr_put_date(g->p, P_UNTIL, f->until);
	cr_put_text_cell(g->p, P_NOTE, f->note);
	cr_print_row(g->p);
	return 0;
}

static int
put_contact(void *ctx, const struct cr_contact *c)
{
	struct listing *g = ctx;
	int rc = begin(g, c->party, c->run, N_CODE);

	if (rc != 1)
		return rc;
	cr_put_text_cell(g->p, N_CHANNEL, c->channel);
	cr_put_text_cell(g->p, N_ADDRESS, c->address);
	if (*c->purpose != '\0')
		cr_put_text_cell(g->p, N_PURPOSE, c->purpose);
	cr_put_text_cell(g->p, N_SOURCE, c->source);
	cr_put_date(g->p, N_DATE, c->day);
	cr_print_row(g->p);
	return 0;
}

static int
each(struct cr *cr, enum cr_fact_kind kind, const struct cr_risk_ask *ask,
    struct listing *g)
{
	switch (kind) {
	case CR_FACT_SHEETS:
		return cr_balance_sheet_each(cr, ask, put_sheet, g);
	case CR_FACT_SCORES:
		return cr_score_given_each(cr, ask, put_score, g);
	case CR_FACT_ADVERSE:
		return cr_adverse_each(cr, ask, put_adverse, g);
	case CR_FACT_ASSETS:
		return cr_asset_each(cr, ask, put_asset, g);
	case CR_FACT_COMMITMENTS:
		return cr_commitment_each(cr, ask, put_commitment, g);
	case CR_FACT_PLAFONDS:
		return cr_plafond_each(cr, ask, put_plafond, g);
	case CR_FACT_CONTACTS:
		return cr_contact_then(cr, &ask->as_of, ask->party, ask->past,
		    put_contact, g);
	case CR_FACT_NONE:
		break;
	}
	abort();
}

int
cr_fact_list(const struct cr_fact_lister *l, enum cr_fact_kind kind,
    const struct cr_risk_ask *ask)
{
	struct listing g = { .l = l, .p = l->p, .as_of = &ask->as_of };
	int rc;

	cr_arena_init(&g.arena);
	rc = each(l->cr, kind, ask, &g);
	cr_arena_release(&g.arena);
	return rc;
}
