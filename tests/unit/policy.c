/* Policy files: what they say, what is refused, who a rule is for. */
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/policy.h"
#include "unit.h"

static struct cr cr;

static struct cr_policy_set *
good(const char *text)
{
	struct cr_policy_set *set;

	ck_assert_msg(cr_policy_parse(&cr, "p", text, strlen(text), &set) ==
	    CR_OK, "%s", cr_errmsg(&cr));
	return set;
}

static void
bad(const char *text, const char *why)
{
	struct cr_policy_set *set;

	ck_assert_int_eq(cr_policy_parse(&cr, "p", text, strlen(text), &set),
	    CR_EUSAGE);
	ck_assert_ptr_null(set);
	ck_assert_msg(strstr(cr_errmsg(&cr), why) != NULL, "%s",
	    cr_errmsg(&cr));
}

START_TEST(values)
{
	struct cr_policy_set *set = good("max-notices = 50\npolicy std {\n"
	    "tolerance = 2.50\nbank-methods = { MP12 }\n"
	    "level one { days = -7 channels = { task, email } }\n"
	    "level two { days = 5 template = firm grant = 10 approve = yes\n"
	    "minimum = 100.00 copy = { agent, \"a@b.example\" } } }\n");
	const struct cr_policy *p = set->by_default;

	ck_assert_str_eq(p->name, "std");
	ck_assert_int_eq(set->max_notices, 50);
	ck_assert_int_eq(p->tolerance.cents, 250);
	ck_assert(cr_policy_is_bank(p, "mp12"));
	ck_assert(!cr_policy_is_bank(p, "MP19"));
	ck_assert(!cr_policy_is_bank(p, NULL));
	ck_assert_int_eq(p->levels[0].channels[0], CR_CHANNEL_TASK);
	ck_assert_str_eq(p->levels[0].template, "one");
	ck_assert_str_eq(p->levels[1].template, "firm");
	ck_assert_int_eq(p->levels[1].order, 2);
	ck_assert_int_eq(p->levels[1].minimum.cents, 10000);
	ck_assert(p->levels[1].approve);
	ck_assert_uint_eq(p->levels[1].ncopies, 2);
	ck_assert_uint_eq(strlen(set->digest), 64);
	cr_policy_free(set);
}
END_TEST

START_TEST(precedence)
{
	struct cr_policy_set *set = good("policy a { level x { days = 1 } }\n"
	    "policy b { level x { days = 2 } }\ndefault = a\n"
	    "apply by-creditor { creditor = 01234567897 policy = b }\n"
	    "apply by-category { category = PA policy = none }\n"
	    "apply by-debtor { debtor = { C1, \"pty:7\" } policy = b }\n"
	    "apply by-item { item = \"item:1001\" policy = none }\n");
	struct cr_policy_subject w = { .item = 1, .debtor = 1, .creditor = 2 };
	struct cr_policy_choice c;

	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.policy->name, "a");
	ck_assert_int_eq(c.scope, CR_SCOPE_DEFAULT);
	w.creditor_vat = "01234567897";
	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.rule, "by-creditor");
	w.category = "PA";
	cr_policy_choose(set, &w, &c);
	ck_assert_ptr_null(c.policy);
	ck_assert_int_eq(c.scope, CR_SCOPE_CATEGORY);
	w.debtor_code = "C1";
	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.rule, "by-debtor");
	w.debtor_code = NULL;
	w.debtor = 7;
	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.rule, "by-debtor");
	w.item = 1001;
	cr_policy_choose(set, &w, &c);
	ck_assert_int_eq(c.scope, CR_SCOPE_ITEM);
	ck_assert_ptr_null(c.policy);
	cr_policy_free(set);
}
END_TEST

START_TEST(refused)
{
	bad("", "has no policy");
	bad("policy a { }", "has no level");
	bad("policy a { level x { } }", "does not say its days");
	bad("policy a { level x { days = 1 anchor = notice } }",
	    "no notice before it");
	bad("policy a { level x { days = -1 anchor = month-end } }",
	    "negative days");
	bad("policy a { level x { days = 4000 } }", "from -3650 to 3650");
	bad("policy a { level x { days = 9 }\nlevel y { days = 9 } }",
	    "p:2: level \"y\" is not later");
	bad("policy a { level x { days = 1 channels = pigeon } }", "pigeon");
	bad("policy a { level x { days = 1 channels = { task, task, email } "
	    "} }", "named twice");
	bad("policy a { level x { days = 1 template = \"../x\" } }",
	    "is no name");
	bad("policy a { minimum = \"1,50\" level x { days = 1 } }",
	    "no amount");
	bad("policy a { minimum = -1 level x { days = 1 } }", "no amount");
	bad("policy a { interval = 0 level x { days = 1 } }", "from 1");
	bad("policy a { level x { days = 1 } } default = c", "\"c\"");
	bad("policy a { level x { days = 1 } }\n"
	    "policy b { level x { days = 1 } }", "which policy");
	bad("policy a { level x { days = 1 } } apply q { policy = a }",
	    "names no item");
	bad("policy a { level x { days = 1 } } apply q { debtor = a }",
	    "does not say its policy");
	bad("policy a { after-last = cry level x { days = 1 } }", "cry");
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { values, precedence, refused, NULL };
	int failed;

	cr_init(&cr, "policy");
	failed = unit_run("policy", tests);
	cr_release(&cr);
	return failed;
}
