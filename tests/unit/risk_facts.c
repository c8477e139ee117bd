/* What is told of parties: keys, replacing, past days, what counts. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/ledger.h"
#include "cr/party.h"
#include "cr/risk_facts.h"

static struct cr cr;

static void
new_run(int32_t day)
{
	cr.today.days = day;
	ck_assert_int_eq(cr_run_begin(&cr, "cr-import"), 0);
}

static int64_t
party(const char *code)
{
	struct cr_party p = CR_PARTY_NONE;
	int64_t id = 0;

	p.code = code;
	p.name = code;
	ck_assert_int_eq(cr_party_add(&cr, &p, &id), 0);
	return id;
}

/* A ledger with two parties, 1 and 2, on day 20000. */
static void
open_ledger(void)
{
	int from, to;

	cr_init(&cr, "cr-test");
	ck_assert_int_eq(cr_ledger_migrate(&cr, ":memory:", &from, &to), 0);
	ck_assert_int_eq(cr_db_begin(&cr), 0);
	new_run(20000);
	ck_assert_int_eq(party("one"), 1);
	ck_assert_int_eq(party("two"), 2);
}

static void
close_ledger(void)
{
	cr_db_rollback(&cr);
	cr_db_close(&cr);
	cr_release(&cr);
}

static struct cr_risk_ask
ask(int32_t day, int64_t who)
{
	return (struct cr_risk_ask){ .as_of = { .day = { day } },
	    .party = who };
}

static struct cr_date
on(int32_t day)
{
	return (struct cr_date){ day };
}

/* What was told, one after the other. */
static char told[512];

static void
tell(int64_t who, const char *what, int64_t n)
{
	size_t len = strlen(told);

	snprintf(told + len, sizeof(told) - len, "%lld:%s=%lld ",
	    (long long)who, what, (long long)n);
}

static int
tell_sheet(void *ctx, const struct cr_balance_sheet *b)
{
	(void)ctx;
	tell(b->party, b->currency, b->figures[CR_SHEET_ASSETS].cents);
	ck_assert(!cr_figure_is_known(b->figures[CR_SHEET_EBIT]));
	ck_assert_int_eq(b->figures[CR_SHEET_EQUITY].cents, -500);
	return 0;
}

static const char *
sheets(struct cr_risk_ask a)
{
	told[0] = '\0';
	ck_assert_int_eq(cr_balance_sheet_each(&cr, &a, tell_sheet, NULL), 0);
	return told;
}

static int
add_sheet(int64_t who, int32_t day, int32_t filed, int64_t assets)
{
	struct cr_balance_sheet b = { .party = who, .day = { day },
	    .filed = { filed }, .currency = "EUR", .source = "camera" };
	int i;

	for (i = 0; i < CR_SHEET_FIGURES; i++)
		b.figures[i].cents = CR_NO_FIGURE;
	b.figures[CR_SHEET_ASSETS].cents = assets;
	b.figures[CR_SHEET_EQUITY].cents = -500;
	return cr_balance_sheet_add(&cr, &b);
}

START_TEST(balance_sheets)
{
	open_ledger();
	ck_assert_int_eq(add_sheet(2, 19700, 19900, 1000), CR_RISK_NEW);
	ck_assert_int_eq(add_sheet(1, 19335, 19500, 700), CR_RISK_NEW);
	ck_assert_int_eq(add_sheet(1, 19700, 19950, 800), CR_RISK_NEW);
	ck_assert_int_eq(add_sheet(1, 19700, 19950, 800), CR_RISK_SAME);
	ck_assert_int_eq(add_sheet(1, 19700, 19600, 800), CR_EINPUT);
	ck_assert_int_eq(add_sheet(1, 19700, 19950, 0), CR_EINPUT);
	new_run(20010);
	ck_assert_int_eq(add_sheet(1, 19700, 19950, 900), CR_RISK_REPLACED);
	ck_assert_int_eq(add_sheet(1, 19700, 19950, 900), CR_RISK_SAME);
	ck_assert_str_eq(sheets(ask(20010, 0)),
	    "1:EUR=900 1:EUR=700 2:EUR=1000 ");
	ck_assert_str_eq(sheets(ask(20009, 1)), "1:EUR=800 1:EUR=700 ");
	/* before the first run all that is known counts: what was filed */
	ck_assert_str_eq(sheets(ask(19949, 0)), "1:EUR=700 2:EUR=1000 ");
	ck_assert_str_eq(sheets(ask(19950, 1)), "1:EUR=900 1:EUR=700 ");
	close_ledger();
}
END_TEST

static int
tell_score(void *ctx, const struct cr_score_given *s)
{
	(void)ctx;
	tell(s->party, s->score, s->day.days);
	return 0;
}

static const char *
scores(struct cr_risk_ask a)
{
	told[0] = '\0';
	ck_assert_int_eq(cr_score_given_each(&cr, &a, tell_score, NULL), 0);
	return told;
}

static int
add_score(const char *provider, const char *score, int32_t day, int32_t until)
{
	struct cr_score_given s = { .party = 1, .provider = provider,
	    .score = score, .day = { day }, .until = { until } };

	return cr_score_given_add(&cr, &s);
}

START_TEST(scores_given)
{
	struct cr_risk_ask all = ask(20000, 1);
	int32_t none = CR_DATE_NONE.days;

	open_ledger();
	all.past = true;
	ck_assert_int_eq(add_score("cerved", "3", 19000, none), CR_RISK_NEW);
	ck_assert_int_eq(add_score("cerved", "5", 19500, 19990), CR_RISK_NEW);
	ck_assert_int_eq(add_score("cribis", "B", 19600, none), CR_RISK_NEW);
	ck_assert_int_eq(add_score("cribis", "B", 19600, 19000), CR_EINPUT);
	ck_assert_int_eq(add_score("cribis", "", 19600, none), CR_EINPUT);
	/* the later one is over, and the earlier does not come again */
	ck_assert_str_eq(scores(ask(20000, 0)), "1:B=19600 ");
	ck_assert_str_eq(scores(ask(19990, 0)), "1:5=19500 1:B=19600 ");
	ck_assert_str_eq(scores(ask(19300, 0)), "1:3=19000 ");
	ck_assert_str_eq(scores(all), "1:5=19500 1:3=19000 1:B=19600 ");
	ck_assert_str_eq(scores(ask(20000, 2)), "");
	close_ledger();
}
END_TEST

static int
tell_adverse(void *ctx, const struct cr_adverse *a)
{
	(void)ctx;
	tell(a->party, cr_adverse_word(a->kind), a->amount.cents);
	return 0;
}

static const char *
events(struct cr_risk_ask a)
{
	told[0] = '\0';
	ck_assert_int_eq(cr_adverse_each(&cr, &a, tell_adverse, NULL), 0);
	return told;
}

static int
add_protest(int64_t cents, const char *reference, int32_t until)
{
	struct cr_adverse a = { .party = 1, .kind = CR_ADVERSE_PROTEST,
	    .day = { 19800 }, .until = { until }, .amount = { cents },
	    .currency = "EUR", .reference = reference };

	return cr_adverse_add(&cr, &a);
}

START_TEST(adverse_events)
{
	int32_t none = CR_DATE_NONE.days;

	open_ledger();
	ck_assert_int_eq(add_protest(100, NULL, none), CR_RISK_NEW);
	ck_assert_int_eq(add_protest(200, NULL, none), CR_RISK_NEW);
	ck_assert_int_eq(add_protest(100, "", none), CR_RISK_SAME);
	ck_assert_int_eq(add_protest(300, "A/1", none), CR_RISK_NEW);
	ck_assert_int_eq(add_protest(-1, "A/1", none), CR_EINPUT);
	new_run(20010);
	ck_assert_int_eq(add_protest(350, "A/1", none), CR_RISK_REPLACED);
	/* cancelled from the day 20000 on, which is known from today on */
	ck_assert_int_eq(add_protest(200, NULL, 19999), CR_RISK_REPLACED);
	ck_assert_str_eq(events(ask(20010, 0)), "1:protest=350 "
	    "1:protest=100 ");
	ck_assert_str_eq(events(ask(20009, 0)), "1:protest=300 "
	    "1:protest=200 1:protest=100 ");
	close_ledger();
}
END_TEST

static int
tell_asset(void *ctx, const struct cr_asset *a)
{
	(void)ctx;
	ck_assert(!cr_figure_is_known(a->burden));
	tell(a->party, cr_asset_word(a->kind), a->value.cents);
	return 0;
}

static const char *
assets(struct cr_risk_ask a)
{
	told[0] = '\0';
	ck_assert_int_eq(cr_asset_each(&cr, &a, tell_asset, NULL), 0);
	return told;
}

static int
add_asset(enum cr_asset_kind kind, int64_t cents, const char *reference,
    int32_t day)
{
	struct cr_asset a = { .party = 2, .kind = kind, .value = { cents },
	    .burden = { CR_NO_FIGURE }, .currency = "EUR", .day = { day },
	    .until = CR_DATE_NONE, .reference = reference };

	return cr_asset_add(&cr, &a);
}

START_TEST(what_it_owns)
{
	open_ledger();
	ck_assert_int_eq(add_asset(CR_ASSET_INCOME, 10, NULL, 19000),
	    CR_RISK_NEW);
	ck_assert_int_eq(add_asset(CR_ASSET_INCOME, 20, NULL, 19900),
	    CR_RISK_NEW);
	ck_assert_int_eq(add_asset(CR_ASSET_BUILDING, 5, "F1/2", 19500),
	    CR_RISK_NEW);
	ck_assert_int_eq(add_asset(CR_ASSET_BUILDING, 7, "F1/3", 19500),
	    CR_RISK_NEW);
	ck_assert_int_eq(add_asset(CR_ASSET_BUILDING, 7, NULL, 19500),
	    CR_EINPUT);
	ck_assert_str_eq(assets(ask(20000, 0)),
	    "2:building=5 2:building=7 2:income=20 ");
	ck_assert_str_eq(assets(ask(19499, 0)), "2:income=10 ");
	close_ledger();
}
END_TEST

static int
tell_commitment(void *ctx, const struct cr_commitment *c)
{
	(void)ctx;
	tell(c->debtor, c->reference, c->amount.cents);
	return 0;
}

static const char *
commitments(struct cr_risk_ask a)
{
	told[0] = '\0';
	ck_assert_int_eq(cr_commitment_each(&cr, &a, tell_commitment, NULL),
	    0);
	return told;
}

static int
add_order(const char *reference, int64_t cents)
{
	struct cr_commitment c = { .debtor = 1, .creditor = 2,
	    .kind = CR_COMMITMENT_ORDER, .reference = reference,
	    .day = { 19990 }, .expected = { 20100 }, .amount = { cents },
	    .currency = "EUR" };

	return cr_commitment_add(&cr, &c);
}

START_TEST(orders)
{
	struct cr_risk_ask restated = ask(20000, 1);

	open_ledger();
	ck_assert_int_eq(add_order("O1", 1000), CR_RISK_NEW);
	ck_assert_int_eq(add_order("O2", 500), CR_RISK_NEW);
	ck_assert_int_eq(add_order("", 500), CR_EINPUT);
	ck_assert_int_eq(add_order("O3", -500), CR_EINPUT);
	new_run(20010);
	ck_assert_int_eq(add_order("O1", 400), CR_RISK_REPLACED);
	ck_assert_int_eq(add_order("O2", 0), CR_RISK_REPLACED);
	ck_assert_str_eq(commitments(ask(20010, 0)), "1:O1=400 ");
	ck_assert_str_eq(commitments(ask(20009, 0)), "1:O1=1000 1:O2=500 ");
	restated.as_of.restated = true;
	ck_assert_str_eq(commitments(restated), "1:O1=400 ");
	ck_assert_str_eq(commitments(ask(20010, 2)), "");
	close_ledger();
}
END_TEST

static int
tell_plafond(void *ctx, const struct cr_plafond *p)
{
	(void)ctx;
	ck_assert_int_eq(p->covered_bp, 9000);
	tell(p->party, cr_plafond_word(p->kind), p->amount.cents);
	return 0;
}

static const char *
plafonds(struct cr_risk_ask a)
{
	told[0] = '\0';
	ck_assert_int_eq(cr_plafond_each(&cr, &a, tell_plafond, NULL), 0);
	return told;
}

static int
add_plafond(enum cr_plafond_kind kind, int64_t cents, int32_t day)
{
	struct cr_plafond p = { .party = 1, .provider = "sace", .kind = kind,
	    .amount = { cents }, .currency = "EUR", .covered_bp = 9000,
	    .day = { day }, .until = on(day + 365) };

	return cr_plafond_add(&cr, &p);
}

START_TEST(covered)
{
	open_ledger();
	ck_assert_int_eq(add_plafond(CR_PLAFOND_INSURED, 100, 19500),
	    CR_RISK_NEW);
	ck_assert_int_eq(add_plafond(CR_PLAFOND_INSURED, 80, 19800),
	    CR_RISK_NEW);
	ck_assert_int_eq(add_plafond(CR_PLAFOND_FACTORED, 60, 19800),
	    CR_RISK_NEW);
	ck_assert_int_eq(add_plafond(CR_PLAFOND_FACTORED, -60, 19800),
	    CR_EINPUT);
	ck_assert_str_eq(plafonds(ask(20000, 0)),
	    "1:factored=60 1:insured=80 ");
	ck_assert_str_eq(plafonds(ask(20166, 0)), "");
	close_ledger();
}
END_TEST

/* What was undone counts on the days between, and what it replaced after. */
START_TEST(undone)
{
	static const char sql[] =
	    "UPDATE commitment SET undone_by = :self WHERE run = :run";
	struct cr_stmt *st;
	int64_t run;

	open_ledger();
	ck_assert_int_eq(add_order("O1", 1000), CR_RISK_NEW);
	new_run(20010);
	run = cr.run;
	ck_assert_int_eq(add_order("O1", 400), CR_RISK_REPLACED);
	new_run(20020);
	st = cr_sql(&cr, sql);
	cr_bind_int(st, ":run", run);
	cr_bind_int(st, ":self", cr.run);
	ck_assert_int_eq(cr_exec(&cr, st), 0);
	ck_assert_str_eq(commitments(ask(20020, 0)), "1:O1=1000 ");
	ck_assert_str_eq(commitments(ask(20019, 0)), "1:O1=400 ");
	ck_assert_str_eq(commitments(ask(20009, 0)), "1:O1=1000 ");
	ck_assert_int_eq(add_order("O1", 400), CR_RISK_REPLACED);
	ck_assert_str_eq(commitments(ask(20020, 0)), "1:O1=400 ");
	close_ledger();
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { balance_sheets, scores_given,
		adverse_events, what_it_owns, orders, covered, undone, NULL };

	return unit_run("risk_facts", tests);
}
