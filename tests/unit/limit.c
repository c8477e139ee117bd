/* Credit limits: formulas, classes, rounding, exposure, states, rules. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/credit_limit.h"
#include "cr/limit.h"
#include "cr/limit_file.h"

static struct cr cr;
static struct cr_limit_rules *rules;

static int64_t
sales(int64_t cents, int64_t num, int64_t den, int32_t span, int32_t vat)
{
	struct cr_money out;

	ck_assert(cr_limit_sales((struct cr_money){ cents }, num, den, span,
	    vat, &out));
	return out.cents;
}

/* The published vectors, to the cent. */
START_TEST(by_sales)
{
	/* 360,000 a year without VAT, 60 days and 15 more */
	ck_assert_int_eq(sales(36000000, 365, 1, 75, 0), 7397260);
	/* 22 % of VAT in it, and taken out again */
	ck_assert_int_eq(sales(43920000, 365, 1, 75, 0), 9024658);
	ck_assert_int_eq(sales(43920000, 365, 1, 75, 2200), 7397260);
	/* months of 30 days: 30,000 in one of them, and a year of them */
	ck_assert_int_eq(sales(3000000, 30, 1, 75, 0), 7500000);
	ck_assert_int_eq(sales(36000000, 360 * 12, 12, 75, 0), 7500000);
	/* half a year of 365 days, which is no whole number of them */
	ck_assert_int_eq(sales(18000000, 365 * 6, 12, 75, 0), 7397260);
	/* half a cent goes up */
	ck_assert_int_eq(sales(1, 2, 1, 1, 0), 1);
	ck_assert_int_eq(sales(1, 3, 1, 1, 0), 0);
}
END_TEST

START_TEST(sales_at_the_edges)
{
	struct cr_money out = { 7 };

	ck_assert_int_eq(sales(0, 365, 1, 75, 0), 0);
	ck_assert_int_eq(sales(-100, 365, 1, 75, 0), 0);
	ck_assert_int_eq(sales(100, 365, 1, 0, 0), 0);
	ck_assert_int_eq(sales(INT64_MAX, 365, 1, 365, 0), INT64_MAX);
	ck_assert(!cr_limit_sales((struct cr_money){ INT64_MAX }, 1, 1, 2, 0,
	    &out));
	ck_assert(!cr_limit_sales((struct cr_money){ 1 }, 0, 1, 2, 0, &out));
	ck_assert(!cr_limit_sales((struct cr_money){ 1 }, 1, 1, -1, 0,
	    &out));
	ck_assert(!cr_limit_sales((struct cr_money){ INT64_MAX }, 1,
	    INT64_MAX, INT32_MAX, 0, &out));
}
END_TEST

static int64_t
share(int64_t cents, int32_t bp)
{
	struct cr_money out;

	ck_assert(cr_limit_share((struct cr_money){ cents }, bp, &out));
	return out.cents;
}

START_TEST(by_share)
{
	struct cr_money out;

	ck_assert_int_eq(share(60000000, 1000), 6000000);	/* F2 */
	ck_assert_int_eq(share(6000000, 8000), 4800000);	/* class B */
	ck_assert_int_eq(share(-60000000, 1000), 0);
	ck_assert_int_eq(share(1, 5000), 1);
	ck_assert_int_eq(share(INT64_MAX, 10000), INT64_MAX);
	ck_assert(!cr_limit_share((struct cr_money){ INT64_MAX }, 10001,
	    &out));
}
END_TEST

START_TEST(round_down)
{
	static const struct { int64_t from, to; } v[] = {
		{ 0, 0 }, { 49999, 0 }, { 50000, 50000 }, { 4800000, 4800000 },
		{ 4849999, 4800000 },
	};
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		ck_assert_int_eq(cr_limit_round(
		    (struct cr_money){ v[i].from },
		    (struct cr_money){ 50000 }).cents, v[i].to);
}
END_TEST

/* F1 73,972.60, F2 10 % of 600,000, class B: 48,000.00. */
static const struct cr_limit_facts facts_b = {
	.class_name = "B", .has_sales = true, .sales = { 36000000 },
	.days_num = 365, .days_den = 1, .term = 60,
	.has_equity = true, .equity = { 60000000 },
};

static struct cr_limit_made
make(const struct cr_limit_facts *f)
{
	struct cr_limit_made m;

	ck_assert(cr_limit_make(rules, f, &m));
	return m;
}

START_TEST(the_final_rule)
{
	struct cr_limit_facts f = facts_b;
	struct cr_limit_made m = make(&f);

	ck_assert(m.known);
	ck_assert_int_eq(m.part[CR_LIMIT_SALES].base.cents, 7397260);
	ck_assert_int_eq(m.part[CR_LIMIT_SALES].value.cents, 5917808);
	ck_assert_int_eq(m.part[CR_LIMIT_EQUITY].base.cents, 6000000);
	ck_assert_int_eq(m.part[CR_LIMIT_EQUITY].value.cents, 4800000);
	ck_assert(m.least == CR_LIMIT_EQUITY);
	ck_assert_int_eq(m.amount.cents, 4800000);

	f.has_equity = false;		/* the sales alone: 59,178.08 */
	m = make(&f);
	ck_assert(m.least == CR_LIMIT_SALES);
	ck_assert_int_eq(m.amount.cents, 5900000);

	f.has_plafond = true;		/* what the insurer grants is less */
	f.plafond.cents = 4000000;
	m = make(&f);
	ck_assert(m.least == CR_LIMIT_PLAFOND);
	ck_assert_int_eq(m.amount.cents, 3200000);
}
END_TEST

START_TEST(classes)
{
	static const struct { const char *name; int64_t cents; } v[] = {
		{ "A", 7350000 },	/* the sales: 73,972.60 */
		{ "B", 4800000 }, { "C", 2700000 }, { "D", 900000 },
		{ "E", 0 }, { NULL, 1500000 },
	};
	struct cr_limit_facts f = facts_b;
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		f.class_name = v[i].name;
		ck_assert_int_eq(make(&f).amount.cents, v[i].cents);
	}
	f.class_name = "Z";	/* of another model */
	ck_assert(!make(&f).known);
}
END_TEST

static struct cr_limit_rules *
parse(const char *text)
{
	struct cr_limit_rules *r;

	ck_assert_int_eq(cr_limit_rules_parse(&cr, "x", text, strlen(text),
	    &r), CR_OK);
	return r;
}

START_TEST(the_other_parts)
{
	struct cr_limit_rules *r = parse(
	    "use = { capital, purchases, plafond }\n"
	    "mandatory = yes round = 0.01\n"
	    "sheet { capital = 25.00 purchases = 20.00 bought = 60.00 }\n"
	    "class C { factor = 60.00 }\n");
	struct cr_limit_facts f = { .class_name = "C", .has_capital = true,
		.capital = { 20000000 }, .has_turnover = true,
		.turnover = { 100000000 } };
	struct cr_limit_made m;

	/* without a plafond, where there must be one, it is cash only */
	ck_assert(cr_limit_make(r, &f, &m));
	ck_assert(m.known && m.least == CR_LIMIT_PLAFOND);
	ck_assert_int_eq(m.amount.cents, 0);
	f.has_plafond = true;
	f.plafond.cents = 9000000;
	ck_assert(cr_limit_make(r, &f, &m));
	ck_assert_int_eq(m.part[CR_LIMIT_CAPITAL].base.cents, 5000000);
	ck_assert_int_eq(m.part[CR_LIMIT_CAPITAL].value.cents, 3000000);
	ck_assert_int_eq(m.part[CR_LIMIT_PURCHASES].base.cents, 12000000);
	ck_assert(m.least == CR_LIMIT_CAPITAL);
	ck_assert_int_eq(m.amount.cents, 3000000);
	f.capital.cents = -1;	/* owes more within the year than he has */
	ck_assert(cr_limit_make(r, &f, &m));
	ck_assert_int_eq(m.amount.cents, 0);
	/* a huge plafond overflows nothing but its factor */
	f.plafond.cents = INT64_MAX;
	ck_assert(cr_limit_make(r, &f, &m));
	cr_limit_rules_free(r);
}
END_TEST

START_TEST(nothing_known)
{
	struct cr_limit_facts f = { .class_name = "A" };

	ck_assert(!make(&f).known);
	f.has_sales = true;	/* bought once, and nothing in the window */
	f.days_num = f.days_den = 1;
	ck_assert(make(&f).known);
	ck_assert_int_eq(make(&f).amount.cents, 0);
}
END_TEST

START_TEST(exposure)
{
	struct cr_exposure e = { .open = { 100000 }, .bills = { 20000 },
		.delivered = { 3000 }, .ordered = { 400 },
		.credits = { -50000 }, .ceded = { 30000 } };
	struct cr_plafonds p = { .factored = { 10000 },
		.insured = { 40000 }, .insured_bp = 9000 };
	struct cr_exposure x = e;

	ck_assert(cr_exposure_add_up(rules, &p, &x));
	ck_assert_int_eq(x.ceded.cents, -10000);
	ck_assert_int_eq(x.total.cents, 63400);
	ck_assert_int_eq(x.insured.cents, 36000);
	ck_assert_int_eq(x.total.cents, x.open.cents + x.bills.cents +
	    x.delivered.cents + x.ordered.cents + x.credits.cents +
	    x.ceded.cents);
	rules->exposed = 0;
	rules->ceded = CR_CEDED_ALL;
	x = e;
	ck_assert(cr_exposure_add_up(rules, &p, &x));
	ck_assert_int_eq(x.total.cents, 70000);
	rules->ceded = CR_CEDED_NONE;
	x = e;
	ck_assert(cr_exposure_add_up(rules, &p, &x));
	ck_assert_int_eq(x.total.cents, 100000);
	rules->exposed = CR_EXPOSED_BILLS;
	x.bills.cents = INT64_MAX;
	ck_assert(!cr_exposure_add_up(rules, &p, &x));
	rules->exposed = 15;
	rules->ceded = CR_CEDED_PLAFOND;
}
END_TEST

START_TEST(states)
{
	static const struct {
		int64_t total, limit;	/* -1: none */
		unsigned blocks;
		enum cr_limit_state state;
		int64_t used;
	} v[] = {
		{ 0, 100000, 0, CR_LIMIT_WITHIN, 0 },
		{ -500, 100000, 0, CR_LIMIT_WITHIN, 0 },
		{ 79999, 100000, 0, CR_LIMIT_WITHIN, 8000 },
		{ 80000, 100000, 0, CR_LIMIT_WATCH, 8000 },
		{ 100000, 100000, 0, CR_LIMIT_WATCH, 10000 },
		{ 100001, 100000, 0, CR_LIMIT_BLOCKED, 10000 },
		{ 250000, 100000, 0, CR_LIMIT_BLOCKED, 25000 },
		{ 0, 0, 0, CR_LIMIT_CASH, -1 },
		{ 5, 0, 0, CR_LIMIT_CASH, -1 },
		{ 5, 0, CR_BLOCK_OVERDUE, CR_LIMIT_BLOCKED, -1 },
		{ 5, -1, 0, CR_LIMIT_NONE, -1 },
		{ 5, -1, CR_BLOCK_INSOLVENCY, CR_LIMIT_BLOCKED, -1 },
	};
	struct cr_money limit;
	unsigned blocks;
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		blocks = v[i].blocks;
		limit.cents = v[i].limit;
		ck_assert_int_eq(cr_limit_state(rules,
		    (struct cr_money){ v[i].total }, v[i].limit < 0 ? NULL :
		    &limit, &blocks), v[i].state);
		ck_assert_int_eq(cr_limit_used((struct cr_money){
		    v[i].total }, limit), v[i].used);
		ck_assert(((blocks & CR_BLOCK_OVER) != 0) ==
		    (v[i].limit > 0 && v[i].total > v[i].limit));
	}
}
END_TEST

START_TEST(orders)
{
	const struct cr_money limit = { 100000 };
	const struct cr_money total = { 90000 }, more = { 10000 };
	const struct cr_money much = { 10001 }, any = { 0 };
	const struct cr_money huge = { INT64_MAX };

	ck_assert(cr_limit_fits(CR_LIMIT_WATCH, total, &limit, more));
	ck_assert(!cr_limit_fits(CR_LIMIT_WATCH, total, &limit, much));
	ck_assert(!cr_limit_fits(CR_LIMIT_WATCH, total, &limit, huge));
	ck_assert(cr_limit_fits(CR_LIMIT_NONE, total, NULL, huge));
	ck_assert(!cr_limit_fits(CR_LIMIT_CASH, any, &any, any));
	ck_assert(!cr_limit_fits(CR_LIMIT_BLOCKED, total, &limit, any));
	ck_assert(!cr_limit_fits(CR_LIMIT_BLOCKED, total, NULL, any));
}
END_TEST

static struct cr_date
day(int32_t n)
{
	return (struct cr_date){ n };
}

START_TEST(kept)
{
	struct cr_credit_limit l = { .id = 1, .day = { 10 },
		.until = { 20 }, .asks = true };
	struct cr_credit_limit computed = { .id = 9, .computed = true,
		.day = { 15 } }, later = { .id = 3, .day = { 12 } };

	ck_assert_int_eq(cr_kept_state(&l, day(10)), CR_KEPT_PENDING);
	ck_assert_int_eq(cr_kept_state(&l, day(21)), CR_KEPT_ENDED);
	l.act = CR_LIMIT_APPROVE;
	ck_assert_int_eq(cr_kept_state(&l, day(9)), CR_KEPT_FUTURE);
	ck_assert_int_eq(cr_kept_state(&l, day(10)), CR_KEPT_COUNTS);
	ck_assert_int_eq(cr_kept_state(&l, day(20)), CR_KEPT_COUNTS);
	ck_assert_int_eq(cr_kept_state(&l, day(21)), CR_KEPT_ENDED);
	l.act = CR_LIMIT_REFUSE;
	ck_assert_int_eq(cr_kept_state(&l, day(21)), CR_KEPT_REFUSED);
	l.act = CR_LIMIT_WITHDRAW;
	ck_assert_int_eq(cr_kept_state(&l, day(10)), CR_KEPT_WITHDRAWN);
	ck_assert(cr_kept_before(&l, &computed));
	ck_assert(!cr_kept_before(&computed, &l));
	ck_assert(cr_kept_before(&later, &l));
	later.day = l.day;
	ck_assert(cr_kept_before(&later, &l));
}
END_TEST

/* What is not said is as in the file that comes with cr. */
START_TEST(rules_unsaid)
{
	struct cr_limit_rules *r = parse("class A { factor = 100.00 }");

	ck_assert_int_eq(r->use, rules->use);
	ck_assert_int_eq(r->round.cents, rules->round.cents);
	ck_assert_int_eq(r->window, rules->window);
	ck_assert_int_eq(r->year, rules->year);
	ck_assert_int_eq(r->least, rules->least);
	ck_assert_int_eq(r->term, rules->term);
	ck_assert_int_eq(r->delay, rules->delay);
	ck_assert_int_eq(r->vat_bp, rules->vat_bp);
	ck_assert_int_eq(r->sheet_months, rules->sheet_months);
	ck_assert_int_eq(r->capital_bp, rules->capital_bp);
	ck_assert_int_eq(r->purchases_bp, rules->purchases_bp);
	ck_assert_int_eq(r->bought_bp, rules->bought_bp);
	ck_assert_int_eq(r->exposed, rules->exposed);
	ck_assert_int_eq(r->ceded, rules->ceded);
	ck_assert_int_eq(r->tolerance, rules->tolerance);
	ck_assert_int_eq(r->watch_bp, rules->watch_bp);
	ck_assert_int_eq(r->overdue_days, rules->overdue_days);
	ck_assert_int_eq(r->overdue_least.cents, rules->overdue_least.cents);
	ck_assert_int_eq(r->adverse_months, rules->adverse_months);
	ck_assert_int_eq(r->stop_orders, rules->stop_orders);
	ck_assert_int_eq(r->approval, rules->approval);
	ck_assert_int_eq(r->autonomy.cents, rules->autonomy.cents);
	ck_assert_int_eq(r->longest, rules->longest);
	ck_assert_int_eq(r->must_plafond, rules->must_plafond);
	ck_assert_uint_eq(r->nexcept, rules->nexcept);
	ck_assert_uint_eq(r->nadverse, rules->nadverse);
	ck_assert(r->unrated == NULL);
	cr_limit_rules_free(r);
}
END_TEST

START_TEST(rules_wrong)
{
	static const struct { const char *text, *error; } v[] = {
		{ "", "x:1: there must be 1 to 32 classes" },
		{ "class A { equity = 1 }", "x:1: \"factor\" is missing" },
		{ "class A { factor = -1 }",
		    "x:1: \"factor\" must be percent, 0 to 1000.00" },
		{ "use = { sales, luck }", "x:1: there is no use \"luck\"" },
		{ "round = 0", "x:1: \"round\" must be more than nought" },
		{ "sales { months = 0 }", "x:1: \"months\" must be 1 to 120" },
		{ "sales { year = 364 }",
		    "x:1: \"year\" must be 365, 360 or 0" },
		{ "sales { vat = perhaps }",
		    "x:1: there is no vat \"perhaps\"" },
		{ "state { watch = 100.01 }",
		    "x:1: \"watch\" must be percent, 0 to 100.00" },
		{ "exposure { ceded = some }",
		    "x:1: there is no ceded \"some\"" },
		{ "set { approval = maybe }",
		    "x:1: there is no approval \"maybe\"" },
	};
	struct cr_limit_rules *r;
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		ck_assert_int_eq(cr_limit_rules_parse(&cr, "x", v[i].text,
		    strlen(v[i].text), &r), CR_EUSAGE);
		ck_assert_ptr_null(r);
		ck_assert_str_eq(cr_errmsg(&cr), v[i].error);
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { by_sales, sales_at_the_edges, by_share,
		round_down, the_final_rule, classes, the_other_parts,
		nothing_known, exposure, states, orders, kept, rules_unsaid,
		rules_wrong, NULL };
	const char *share = getenv("CR_SHARE");
	int failed;

	cr_init(&cr, "unit");
	if (cr_limit_rules_find(&cr, NULL, NULL, share ? share : "lib/share",
	    &rules) != CR_OK) {
		fprintf(stderr, "%s\n", cr_errmsg(&cr));
		return 1;
	}
	failed = unit_run("limit", tests);
	cr_limit_rules_free(rules);
	cr_release(&cr);
	return failed;
}
