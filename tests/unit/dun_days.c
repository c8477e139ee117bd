/* The days of dunning: what came back, weeks, holidays, terms. */
#include <stdio.h>
#include <string.h>

#include "cr/contact_rule.h"
#include "cr/cr.h"
#include "cr/dun.h"
#include "cr/holiday.h"
#include "unit.h"

#define NONE INT32_MIN

static const char ladder[] =
    "policy back { per-week = 2\n"
    "  level call { anchor = returned days = 1 channels = phone }\n"
    "  level mora { days = 30 grant = 4 template-unpaid = insoluto\n"
    "    stop-orders = yes }\n"
    "  level last { anchor = notice days = 10 channels = { phone, email }\n"
    "    } }\n";

static struct cr cr;
static struct cr_policy_set *set;

/* Due on day 100; a rule for returned items has chosen its policy. */
static struct cr_dun_item
item(void)
{
	return (struct cr_dun_item){
		.item = 1, .currency = "EUR", .due = { 100 },
		.open = { 10000 }, .asked = true, .returned = CR_DATE_NONE,
		.last_day = CR_DATE_NONE, .last_term = CR_DATE_NONE,
		.held_until = CR_DATE_NONE, .at_bank = CR_DATE_NONE,
		.choice = { .policy = set->by_default, .anew = true },
	};
}

static struct {
	int n;
	const char *level, *template;
	int32_t term;
} got;

static int
keep(void *ctx, const struct cr_dun_notice *n)
{
	(void)ctx;
	got.n++;
	got.template = n->template;
	got.term = n->term.days;
	got.level = n->level->name;
	return 0;
}

/* Days and past notices of the accounts to come; none are usual. */
static struct cr_dun_account around;

static void
account(struct cr_dun_item *v, size_t n, int32_t today)
{
	struct cr_dun_item *items[8];
	struct cr_dun_account a = around;
	size_t i;

	a.items = items;
	a.nitems = n;
	a.last_day = CR_DATE_NONE;
	memset(&got, 0, sizeof(got));
	for (i = 0; i < n; i++) {
		cr_dun_item(&v[i], (struct cr_date){ today });
		items[i] = &v[i];
	}
	ck_assert_int_eq(cr_dun_account(&a, (struct cr_date){ today }, keep,
	    NULL), CR_OK);
}

static void
becomes(const struct cr_dun_item *it, const char *reason)
{
	ck_assert_str_eq(cr_dun_reason_word(it->reason), reason);
}

/* What a bank returned: days from then, a ladder of its own, other words. */
START_TEST(returned)
{
	struct cr_dun_item v[2];

	v[0] = item();
	v[0].unpaid = true;
	v[0].returned.days = 108;
	v[0].last_name = "second";	/* of the ladder before it came back */
	v[0].last_order = 3;
	v[0].last_day.days = 90;
	account(v, 1, 108);
	becomes(&v[0], "early");
	ck_assert_int_eq(v[0].next.days, 109);
	account(v, 1, 109);
	ck_assert_str_eq(got.level, "call");
	ck_assert_str_eq(got.template, "call");
	v[0].last_name = "call";
	v[0].last_day.days = 109;
	v[1] = v[0];
	account(v, 2, 131);
	ck_assert_str_eq(got.template, "insoluto");
	ck_assert_int_eq(got.term, 135);
	ck_assert(!v[0].stop_orders);
	v[1].unpaid = false;
	account(v, 2, 131);
	ck_assert_str_eq(got.template, "mora");
	v[0].last_name = "mora";
	account(v, 1, 131);
	ck_assert(v[0].stop_orders);
}
END_TEST

/* Two notices in seven days, of whatever account. */
START_TEST(per_week)
{
	static const struct cr_date recent[] = { { 125 }, { 127 }, { 130 } };
	struct cr_dun_item v = item();

	around.recent = recent;
	around.nrecent = 1;
	account(&v, 1, 131);
	becomes(&v, "taken");
	around.nrecent = 3;
	account(&v, 1, 131);
	becomes(&v, "per-week");
	ck_assert_int_eq(v.next.days, 134);	/* a week after the 127 */
	account(&v, 1, 134);
	becomes(&v, "taken");
	memset(&around, 0, sizeof(around));
}
END_TEST

/* Nobody is called on a Sunday; a term that ends on one is a day longer. */
START_TEST(days)
{
	struct cr_contact_rules rules;
	struct cr_calendar calendar;
	const struct cr_dun_days all = { &calendar, &rules };
	struct cr_dun_item v = item();

	cr_calendar_init(&calendar);
	cr_contact_rules_usual(&rules);
	around.days = &all;
	/* 2 January 1970 was a Friday: day 101 a Sunday, day 1 a Friday. */
	ck_assert_int_eq(cr_weekday((struct cr_date){ 101 }), 6);
	account(&v, 1, 101);
	becomes(&v, "contact");
	ck_assert_int_eq(v.next.days, 102);
	account(&v, 1, 102);
	becomes(&v, "taken");
	ck_assert_int_eq(got.term, NONE);
	v.last_name = "mora";
	v.last_day.days = 101;
	account(&v, 1, 115);	/* a Sunday, and mail can go */
	becomes(&v, "taken");
	v.last_name = "call";
	account(&v, 1, 130);	/* to 134, a Friday */
	ck_assert_int_eq(got.term, 134);
	account(&v, 1, 132);	/* to 136, a Sunday */
	ck_assert_int_eq(got.term, 137);
	memset(&around, 0, sizeof(around));
	cr_calendar_release(&calendar);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { returned, per_week, days, NULL };
	int failed;

	cr_init(&cr, "dun");
	if (cr_policy_parse(&cr, "ladder", ladder, strlen(ladder), &set) !=
	    CR_OK) {
		fprintf(stderr, "%s\n", cr_errmsg(&cr));
		return 1;
	}
	failed = unit_run("dun_days", tests);
	cr_policy_free(set);
	cr_release(&cr);
	return failed;
}
