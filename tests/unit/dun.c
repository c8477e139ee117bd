/* The decisions of dunning: each rule, each reason, days to the day. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/dun.h"
#include "unit.h"

#define NONE INT32_MIN

/* Days in these tests are small numbers; item 1 is due on day 100. */
static const char ladder[] =
    "policy std {\n"
    "  tolerance = 1.00\n minimum = 5.00\n interval = 7\n"
    "  bank-tolerance = 10\n"
    "  level before { days = -7 }\n"
    "  level first { days = 5 grant = 10 }\n"
    "  level second { days = 20 minimum = 50.00 }\n"
    "  level mora { days = 35 approve = yes }\n"
    "}\n"
    "policy again { after-last = repeat interval = 30 keep-spacing = no\n"
    "  wait-term = no level one { days = 1 grant = 90 } }\n"
    "policy agency { after-last = hand-over level one { days = 1 } }\n"
    "policy loss { after-last = write-off level one { days = 1 } }\n"
    "policy each { notice-per = level debtor-interval = 4\n"
    "  level a { days = 1 } level b { days = 30 } }\n"
    "policy month { level one { anchor = month-end days = 3 }\n"
    "  level two { anchor = term days = 2 }\n"
    "  level three { anchor = notice days = 40 } }\n"
    "default = std\n";

static struct cr cr;
static struct cr_policy_set *set;

static const struct cr_policy *
policy(const char *name)
{
	size_t i;

	for (i = 0; i < set->npolicies; i++)
		if (strcmp(set->policies[i].name, name) == 0)
			return &set->policies[i];
	return NULL;
}

static struct cr_dun_item
item(const char *policy_name)
{
	return (struct cr_dun_item){
		.item = 1, .currency = "EUR", .due = { 100 },
		.open = { 10000 }, .asked = true,
		.last_day = CR_DATE_NONE, .last_term = CR_DATE_NONE,
		.held_until = CR_DATE_NONE,
		.returned = CR_DATE_NONE,
		.choice = { .policy = policy(policy_name),
		    .scope = CR_SCOPE_DEFAULT },
	};
}

/* A case: what is known, and what must come of it. */
struct known {
	const char *what;
	int32_t today;
	const char *policy;
	int64_t open, held;
	bool whole, forever;
	int32_t until;
	const char *method;
	bool unpaid, flying;
	const char *last;
	int order;
	int32_t last_day, last_term;
	const char *reason, *level;
	int32_t next;
};

#define K(...) { __VA_ARGS__ }
static const struct known cases[] = {
	/* Rule 7: due + N counts on that very day. */
	K("day before reminder", 92, "std", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    NULL, 0, NONE, NONE, "early", "before", 93),
	K("day of the reminder", 93, "std", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    NULL, 0, NONE, NONE, "taken", "before", 93),
	K("missed run, still before", 98, "std", 10000, 0, 0, 0, NONE, NULL,
	    0, 0, NULL, 0, NONE, NONE, "taken", "before", 93),
	K("on the due date", 100, "std", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    NULL, 0, NONE, NONE, "taken", "before", 93),
	K("due date gone: it is skipped", 101, "std", 10000, 0, 0, 0, NONE,
	    NULL, 0, 0, NULL, 0, NONE, NONE, "early", "first", 105),
	K("day of the first", 105, "std", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    NULL, 0, NONE, NONE, "taken", "first", 105),
	/* Levels in order, however late. */
	K("never a level too far", 400, "std", 10000, 0, 0, 0, NONE, NULL, 0,
	    0, NULL, 0, NONE, NONE, "taken", "first", 105),
	K("after the reminder", 105, "std", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    "before", 1, 99, NONE, "interval", "first", 106),
	K("spacing by who is behind", 130, "std", 10000, 0, 0, 0, NONE, NULL,
	    0, 0, "first", 2, 120, NONE, "interval", "second", 135),
	K("spacing is over", 135, "std", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    "first", 2, 120, NONE, "taken", "second", 135),
	K("the term's last day", 140, "std", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    "first", 2, 120, 140, "term", "second", 141),
	K("the day after the term", 141, "std", 10000, 0, 0, 0, NONE, NULL, 0,
	    0, "first", 2, 120, 140, "taken", "second", 141),
	K("all done", 400, "std", 10000, 0, 0, 0, NONE, NULL, 0, 0, "mora", 4,
	    140, NONE, "done", NULL, NONE),
	K("a name of another policy", 400, "std", 10000, 0, 0, 0, NONE, NULL,
	    0, 0, "other", 3, 140, NONE, "taken", "mora", 155),
	/* Rules 1 to 4. */
	K("credit note", 400, "std", -10000, 0, 0, 0, NONE, NULL, 0, 0, NULL,
	    0, NONE, NONE, "credit", NULL, NONE),
	K("below the tolerance", 400, "std", 99, 0, 0, 0, NONE, NULL, 0, 0,
	    NULL, 0, NONE, NONE, "small", NULL, NONE),
	K("at the tolerance", 400, "std", 100, 0, 0, 0, NONE, NULL, 0, 0,
	    NULL, 0, NONE, NONE, "taken", "first", 105),
	K("no policy", 400, "none", 10000, 0, 0, 0, NONE, NULL, 0, 0, NULL, 0,
	    NONE, NONE, "excluded", NULL, NONE),
	K("hold, its last day", 120, "std", 10000, 10000, 1, 0, 120, NULL, 0,
	    0, NULL, 0, NONE, NONE, "held", "first", 121),
	K("hold until lifted", 120, "std", 10000, 10000, 1, 1, NONE, NULL, 0,
	    0, NULL, 0, NONE, NONE, "held", "first", NONE),
	K("part held: the rest", 120, "std", 10000, 4000, 0, 0, NONE, NULL, 0,
	    0, NULL, 0, NONE, NONE, "taken", "first", 105),
	K("part held: a crumb", 120, "std", 10000, 9950, 0, 0, NONE, NULL, 0,
	    0, NULL, 0, NONE, NONE, "held", "first", 105),
	K("more held than open", 120, "std", 10000, 20000, 0, 0, NONE, NULL,
	    0, 0, NULL, 0, NONE, NONE, "held", "first", 105),
	K("in flight", 400, "std", 10000, 0, 0, 0, NONE, NULL, 0, 1, NULL, 0,
	    NONE, NONE, "in-flight", NULL, NONE),
	/* RiBa and SDD. */
	K("RiBa is not reminded", 95, "std", 10000, 0, 0, 0, NONE, "MP12", 0,
	    0, NULL, 0, NONE, NONE, "bank", "first", 110),
	K("SDD, a day early", 109, "std", 10000, 0, 0, 0, NONE, "MP19", 0, 0,
	    NULL, 0, NONE, NONE, "bank", "first", 110),
	K("SDD, tolerance over", 110, "std", 10000, 0, 0, 0, NONE, "MP19", 0,
	    0, NULL, 0, NONE, NONE, "taken", "first", 110),
	K("RiBa returned", 105, "std", 10000, 0, 0, 0, NONE, "riba", 1, 0,
	    NULL, 0, NONE, NONE, "taken", "first", 105),
	K("transfer", 105, "std", 10000, 0, 0, 0, NONE, "MP05", 0, 0, NULL, 0,
	    NONE, NONE, "taken", "first", 105),
	/* After the last level. */
	K("again, too soon", 149, "again", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    "one", 1, 120, 210, "interval", "one", 150),
	K("again", 150, "again", 10000, 0, 0, 0, NONE, NULL, 0, 0, "one", 1,
	    120, 210, "taken", "one", 150),
	K("hand over, not yet", 126, "agency", 10000, 0, 0, 0, NONE, NULL, 0,
	    0, "one", 1, 120, NONE, "interval", NULL, 127),
	K("hand over", 127, "agency", 10000, 0, 0, 0, NONE, NULL, 0, 0, "one",
	    1, 120, NONE, "hand-over", NULL, 127),
	K("write off", 127, "loss", 10000, 0, 0, 0, NONE, NULL, 0, 0, "one",
	    1, 120, NONE, "write-off", NULL, 127),
	/* Anchors: day 100 is 11 April, whose month ends on day 119. */
	K("month end", 121, "month", 10000, 0, 0, 0, NONE, NULL, 0, 0, NULL,
	    0, NONE, NONE, "early", "one", 122),
	K("from the term", 141, "month", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    "one", 1, 122, 140, "early", "two", 142),
	K("from the notice", 189, "month", 10000, 0, 0, 0, NONE, NULL, 0, 0,
	    "two", 2, 150, NONE, "early", "three", 190),
};

START_TEST(one_item)
{
	const struct known *k;
	struct cr_dun_item it;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		k = &cases[i];
		it = item(k->policy);
		it.open.cents = k->open;
		it.held.cents = k->held;
		it.held_whole = k->whole;
		it.held_forever = k->forever;
		it.held_until.days = k->until;
		it.method = k->method;
		it.unpaid = k->unpaid;
		it.in_flight = k->flying;
		it.last_name = k->last;
		it.last_order = k->order;
		it.last_day.days = k->last_day;
		it.last_term.days = k->last_term;
		cr_dun_item(&it, (struct cr_date){ k->today });
		ck_assert_msg(strcmp(cr_dun_reason_word(it.reason),
		    k->reason) == 0, "%s: %s, not %s", k->what,
		    cr_dun_reason_word(it.reason), k->reason);
		ck_assert_msg(strcmp(it.level ? it.level->name : "-",
		    k->level ? k->level : "-") == 0, "%s: level %s", k->what,
		    it.level ? it.level->name : "-");
		ck_assert_msg(it.next.days == k->next, "%s: next %d", k->what,
		    it.next.days);
	}
}
END_TEST

/* What became of an account. */
static struct {
	int n;
	int64_t claim[8], credit[8];
	size_t items[8];
	const char *level[8];
} got;

static int
keep(void *ctx, const struct cr_dun_notice *n)
{
	(void)ctx;
	got.claim[got.n] = n->claim.cents;
	got.credit[got.n] = n->credit.cents;
	got.items[got.n] = n->nitems;
	got.level[got.n++] = n->level->name;
	return 0;
}

static int
account(struct cr_dun_item *v, size_t n, int64_t credits, int32_t last,
    int32_t today)
{
	struct cr_dun_item *items[8];
	struct cr_dun_account a = { .items = items, .nitems = n,
	    .credits = { credits }, .last_day = { last } };
	size_t i;

	memset(&got, 0, sizeof(got));
	for (i = 0; i < n; i++) {
		cr_dun_item(&v[i], (struct cr_date){ today });
		items[i] = &v[i];
	}
	return cr_dun_account(&a, (struct cr_date){ today }, keep, NULL);
}

static void
becomes(const struct cr_dun_item *it, const char *reason)
{
	ck_assert_str_eq(cr_dun_reason_word(it->reason), reason);
}

/* Item 0 is due the second level on day 130, item 1 the first. */
static void
two(struct cr_dun_item v[2], const char *name)
{
	v[0] = item(name);
	v[0].last_name = "first";
	v[0].last_order = 2;
	v[0].last_day.days = 110;
	v[1] = item(name);
}

START_TEST(highest_level)
{
	struct cr_dun_item v[3];

	two(v, "std");
	v[2] = item("std");
	v[2].open.cents = -2500;
	ck_assert_int_eq(account(v, 3, 2500, NONE, 130), CR_OK);
	ck_assert_int_eq(got.n, 1);
	ck_assert_str_eq(got.level[0], "second");
	ck_assert_uint_eq(got.items[0], 2);
	ck_assert_int_eq(got.claim[0], 20000);
	ck_assert_int_eq(got.credit[0], 2500);
	becomes(&v[2], "credit");
}
END_TEST

/* What is too small for its level does not stop the other items. */
START_TEST(minimum)
{
	struct cr_dun_item v[2];

	two(v, "std");
	v[0].open.cents = 1000;
	v[1].open.cents = 3000;
	ck_assert_int_eq(account(v, 2, 0, NONE, 130), CR_OK);
	ck_assert_int_eq(got.n, 1);
	ck_assert_str_eq(got.level[0], "first");
	ck_assert_int_eq(got.claim[0], 3000);
	becomes(&v[0], "minimum");
	becomes(&v[1], "taken");
	v[1].open.cents = 499;
	ck_assert_int_eq(account(v, 2, 0, NONE, 130), CR_OK);
	ck_assert_int_eq(got.n, 0);
	becomes(&v[1], "minimum");
	v[1].open.cents = 500;
	account(v, 2, 0, NONE, 130);
	ck_assert_int_eq(got.n, 1);
}
END_TEST

START_TEST(netting)
{
	struct cr_dun_item v[2];

	two(v, "std");
	ck_assert_int_eq(account(v, 2, 20000, NONE, 130), CR_OK);
	ck_assert_int_eq(got.n, 0);
	becomes(&v[0], "covered");
	becomes(&v[1], "covered");
	account(v, 2, 19999, NONE, 130);
	ck_assert_int_eq(got.n, 0);
	becomes(&v[0], "minimum");	/* one cent is left to claim */
	v[0] = item("std");
	v[0].open.cents = -500;
	account(v, 1, 500, NONE, 130);
	ck_assert_int_eq(got.n, 0);
	becomes(&v[0], "credit");	/* never dunned alone */
}
END_TEST

/* When credits cover what is overdue, what comes gets its reminder only. */
START_TEST(half_covered)
{
	struct cr_dun_item v[2];

	two(v, "std");
	v[1].due.days = 135;
	ck_assert_int_eq(account(v, 2, 10000, NONE, 130), CR_OK);
	ck_assert_int_eq(got.n, 1);
	ck_assert_str_eq(got.level[0], "before");
	ck_assert_int_eq(got.claim[0], 10000);
	ck_assert_int_eq(got.credit[0], 0);
	becomes(&v[0], "covered");
	account(v, 2, 9000, NONE, 130);
	ck_assert_str_eq(got.level[0], "second");
	ck_assert_int_eq(got.credit[0], 9000);
}
END_TEST

START_TEST(per_level)
{
	struct cr_dun_item v[2];

	two(v, "each");
	v[0].last_name = "a";
	v[0].last_order = 1;
	ck_assert_int_eq(account(v, 2, 12000, NONE, 150), CR_OK);
	ck_assert_int_eq(got.n, 1);	/* the credit covered one of them */
	becomes(&v[0], "covered");
	ck_assert_int_eq(got.claim[0], 10000);
	ck_assert_int_eq(got.credit[0], 2000);
	account(v, 2, 0, NONE, 150);
	ck_assert_int_eq(got.n, 2);
	account(v, 2, 0, 147, 150);
	ck_assert_int_eq(got.n, 0);
	becomes(&v[0], "debtor-interval");
	ck_assert_int_eq(v[1].next.days, 151);
	account(v, 2, 0, 146, 150);
	ck_assert_int_eq(got.n, 2);
}
END_TEST

/* Each policy has its own notice; a credit is used once. */
START_TEST(two_policies)
{
	struct cr_dun_item v[2];

	v[0] = item("std");
	v[1] = item("agency");
	ck_assert_int_eq(account(v, 2, 1000, NONE, 130), CR_OK);
	ck_assert_int_eq(got.n, 2);
	ck_assert_int_eq(got.credit[0] + got.credit[1], 1000);
}
END_TEST

START_TEST(not_asked)
{
	struct cr_dun_item v[2];

	two(v, "std");
	v[0].asked = false;
	account(v, 2, 0, NONE, 130);
	ck_assert_uint_eq(got.items[0], 1);
	becomes(&v[0], "not-asked");
	v[0].open.cents = v[1].open.cents = INT64_MAX - 1;
	v[0].asked = true;
	ck_assert_int_eq(account(v, 2, 0, NONE, 130), CR_ELIMIT);
}
END_TEST

START_TEST(words)
{
	int i;

	for (i = 0; i < CR_DUN_REASONS; i++) {
		ck_assert_ptr_nonnull(cr_dun_reason_word((enum
		    cr_dun_reason)i));
		ck_assert_ptr_nonnull(cr_dun_reason_text((enum
		    cr_dun_reason)i));
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { one_item, highest_level, minimum,
	    netting, half_covered,
	    per_level, two_policies, not_asked, words, NULL };
	int failed;

	cr_init(&cr, "dun");
	if (cr_policy_parse(&cr, "ladder", ladder, strlen(ladder), &set) !=
	    CR_OK) {
		fprintf(stderr, "%s\n", cr_errmsg(&cr));
		return 1;
	}
	failed = unit_run("dun", tests);
	cr_policy_free(set);
	cr_release(&cr);
	return failed;
}
