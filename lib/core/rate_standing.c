/* What others tell of each debtor: balance sheets, scores, events, assets. */

#include "rate_run.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/credit_limit.h"
#include "cr/party.h"
#include "cr/risk_facts.h"

static struct cr_standing *
standing_of(struct rate_run *run, int64_t party)
{
	struct rate_debtor *d = cr_rate_debtor_of(run, party);

	if (d->standing == NULL) {
		d->standing = cr_arena_alloc(&run->arena,
		    sizeof(*d->standing));
		cr_standing_init(d->standing);
	}
	return d->standing;
}

/* ---- Balance sheets ----------------------------------------------------- */

static int64_t
figure(const struct cr_balance_sheet *b, enum cr_sheet_figure which)
{
	return cr_figure_is_known(b->figures[which]) ?
	    b->figures[which].cents : CR_UNTOLD;
}

/* The latest comes first, of those that were public on the day. */
static int
add_sheet(void *ctx, const struct cr_balance_sheet *b)
{
	struct cr_standing *s = standing_of(ctx, b->party);
	int64_t current = figure(b, CR_SHEET_CURRENT_ASSETS);
	int64_t due = figure(b, CR_SHEET_CURRENT_LIABILITIES);
	struct cr_altman_sheet sheet = {
		.assets = figure(b, CR_SHEET_ASSETS),
		.working_capital = CR_UNTOLD,
		.retained = figure(b, CR_SHEET_RETAINED),
		.ebit = figure(b, CR_SHEET_EBIT),
		.equity = figure(b, CR_SHEET_EQUITY),
		.liabilities = figure(b, CR_SHEET_LIABILITIES),
		.sales = figure(b, CR_SHEET_SALES),
	};

	if (cr_date_is_set(s->sheet))
		return 0;
	if (current != CR_UNTOLD && due != CR_UNTOLD &&
	    __builtin_sub_overflow(current, due, &sheet.working_capital))
		sheet.working_capital = CR_UNTOLD;
	s->sheet = b->day;
	cr_altman_ratios(&sheet, s->ratio);
	return 0;
}

/* ---- Scores ------------------------------------------------------------- */

/* One is named, the others are counted. */
static int
not_in_model(struct rate_run *run, const struct cr_score_given *g)
{
	if (run->strange++ == 0)
		run->stranger = cr_arena_printf(&run->arena,
		    "\"%s\" of \"%s\" for pty:%lld", g->score,
		    g->provider, (long long)g->party);
	return 0;
}

static int
add_score(void *ctx, const struct cr_score_given *g)
{
	struct rate_run *run = ctx;
	const struct cr_model_provider *p =
	    cr_model_provider(run->opts->model, g->provider);
	struct cr_standing *s = standing_of(run, g->party);
	struct cr_standing_score *score;

	if (p == NULL)
		return not_in_model(run, g);
	score = cr_arena_alloc(&run->arena, sizeof(*score));
	*score = (struct cr_standing_score){ .next = s->scores,
		.provider = p, .band = cr_model_band(p, g->score),
		.score = cr_arena_strdup(&run->arena, g->score),
		.day = g->day };
	if (score->band == NULL)
		return not_in_model(run, g);
	s->scores = score;
	return 0;
}

/* ---- Adverse events ----------------------------------------------------- */

static int
add_adverse(void *ctx, const struct cr_adverse *a)
{
	static const enum cr_cap caps[CR_ADVERSE_KINDS] = {
		[CR_ADVERSE_INSOLVENCY] = CR_CAP_INSOLVENCY,
		[CR_ADVERSE_PROTEST] = CR_CAP_PROTEST,
		[CR_ADVERSE_PREJUDICIAL] = CR_CAP_PREJUDICIAL,
		[CR_ADVERSE_ENFORCEMENT] = CR_CAP_ENFORCEMENT,
		[CR_ADVERSE_LIQUIDATION] = CR_CAP_LIQUIDATION,
		[CR_ADVERSE_CEASED] = CR_CAP_CEASED,
	};
	struct cr_date *event =
	    &standing_of(ctx, a->party)->event[caps[a->kind]];

	if (!cr_date_is_set(*event) || a->day.days > event->days)
		*event = a->day;
	return 0;
}

/* ---- The credit limit --------------------------------------------------- */

static int
add_limit(void *ctx, int64_t party, struct cr_money limit)
{
	struct rate_run *run = ctx;
	struct cr_standing *s;

	if ((size_t)party >= run->n || run->debtors[party] == NULL)
		return 0;
	s = standing_of(run, party);
	s->limited = true;
	s->limit = limit;
	return 0;
}

/*
 * Limits are computed from ratings: a rating looks at the one of the day
 * before, so that whoever rates, sets limits and rates again on a day finds
 * the same rating.
 */
static int
gather_limits(struct rate_run *run)
{
	struct cr_as_of before = run->opts->as_of;

	before.day.days--;
	return cr_limit_in_force_each(run->cr, &before, run->opts->currency,
	    add_limit, run);
}

/* ---- Persons ------------------------------------------------------------ */

/* What a sale or an attachment may bring, less what burdens it. */
static int
add_asset(void *ctx, const struct cr_asset *a)
{
	struct rate_run *run = ctx;
	struct cr_standing *s;
	struct cr_money net = a->value, brings;

	if (!cr_figure_is_known(a->value) ||
	    strcmp(a->currency, run->opts->currency) != 0)
		return 0;
	s = standing_of(run, a->party);
	s->owns = true;
	if (cr_figure_is_known(a->burden) && !cr_money_sub(&net, a->burden))
		return cr_rate_too_large(run);
	if (net.cents <= 0)
		return 0;
	if (!cr_money_scale(net, run->opts->model->asset_share[a->kind], 100,
	    &brings) || !cr_money_add(&s->assets, brings))
		return cr_rate_too_large(run);
	return 0;
}

static int
add_person(void *ctx, int64_t party, const char *profession)
{
	struct rate_run *run = ctx;
	struct cr_standing *s;

	/* who owes nothing and never did, and is not asked for */
	if ((size_t)party >= run->n || run->debtors[party] == NULL)
		return 0;
	s = standing_of(run, party);
	s->person = true;
	if (profession != NULL)
		s->profession = cr_arena_strdup(&run->arena, profession);
	return 0;
}

int
cr_rate_gather_standing(struct rate_run *run)
{
	const struct cr_risk_ask ask = { .as_of = run->opts->as_of };
	int err;

	if ((err = cr_balance_sheet_each(run->cr, &ask, add_sheet, run)) !=
	    0 ||
	    (err = cr_score_given_each(run->cr, &ask, add_score, run)) != 0 ||
	    (err = cr_adverse_each(run->cr, &ask, add_adverse, run)) != 0 ||
	    (err = cr_asset_each(run->cr, &ask, add_asset, run)) != 0)
		return err;
	if (run->strange > 0)
		cr_warn(run->cr, NULL, 0, "scores that the model does not "
		    "know, left out: %lld, as %s", (long long)run->strange,
		    run->stranger);
	if ((err = gather_limits(run)) != 0)
		return err;
	return cr_party_persons(run->cr, &run->opts->as_of, add_person, run);
}
