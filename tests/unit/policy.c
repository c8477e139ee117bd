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

START_TEST(claims)
{
	struct cr_policy_set *set = good("policy a {\n"
	    "level x { days = 1 }\n"
	    "level y { days = 9 fee = 12.50 template-unpaid = back }\n"
	    "level z { days = 20 interest = yes book = yes flat40 = yes\n"
	    "  channels = { pec, registered } stop-orders = yes\n"
	    "  copy = { agent, depot } }\n"
	    "level w { days = 30 interest = legal claims = no } }\n");
	const struct cr_level *l = set->policies[0].levels;

	ck_assert(set->interest && !l[0].claims.show);
	ck_assert_int_eq(l[1].claims.fee.cents, 1250);
	ck_assert(l[1].claims.show && !l[1].claims.interest);
	ck_assert_str_eq(l[1].template_unpaid, "back");
	ck_assert(l[2].claims.interest && l[2].claims.book &&
	    l[2].claims.flat40 && !l[2].claims.has_regime);
	ck_assert(l[2].stop_orders);
	ck_assert_uint_eq(l[2].nchannels, 2);
	ck_assert(l[3].claims.has_regime && !l[3].claims.show);
	ck_assert_int_eq(l[3].claims.regime, CR_REGIME_LEGAL);
	cr_policy_free(set);
}
END_TEST

/* Segment before category, agent before depot; returned before all others. */
START_TEST(scopes)
{
	struct cr_policy_set *set = good("policy a { level x { days = 1 } }\n"
	    "policy b { level x { days = 2 } }\n"
	    "policy back { level x { days = 3 } }\ndefault = a\n"
	    "apply depots { depot = D1 policy = b }\n"
	    "apply agents { agent = { A1, \"pty:9\" } policy = none }\n"
	    "apply public { category = PA policy = a }\n"
	    "apply risky { segment = { D, E } policy = b }\n"
	    "apply risky-back { segment = D unpaid = yes policy = back }\n"
	    "apply returned { unpaid = yes policy = back }\n");
	struct cr_policy_subject w = { .item = 1, .debtor = 1, .creditor = 2 };
	struct cr_policy_choice c;

	ck_assert(set->by_item && set->by_segment);
	cr_policy_choose(set, &w, &c);
	ck_assert_ptr_null(c.rule);
	w.returned = true;
	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.rule, "returned");
	ck_assert_int_eq(c.scope, CR_SCOPE_DEFAULT);
	ck_assert(c.anew);
	w.depot = 5;
	w.depot_code = "D1";
	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.rule, "depots");
	w.agent = 9;
	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.rule, "agents");
	w.category = "PA";
	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.rule, "public");
	w.class_name = "D";
	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.rule, "risky-back");
	ck_assert_int_eq(c.scope, CR_SCOPE_SEGMENT);
	w.returned = false;
	cr_policy_choose(set, &w, &c);
	ck_assert_str_eq(c.rule, "risky");
	ck_assert(!c.anew);
	cr_policy_free(set);
}
END_TEST

/* "A-D" is a segment, "D" the class of who is rated; '*' is any. */
START_TEST(segments)
{
	static const struct {
		char abc;
		const char *class_name, *rule;
	} v[] = {
		{ 'A', "A", "large" }, { 'A', "B", "large" },
		{ 'A', "D", "cell" }, { 'B', "D", "class" },
		{ 'C', "E", "any-e" }, { 'B', "E", "any-e" },
		{ 'A', NULL, "large" }, { 'B', NULL, "unknown" },
		{ 'C', NULL, NULL }, { 'B', "C", NULL },
		{ '\0', "D", "class" }, { '\0', "E", "any-e" },
		{ '\0', NULL, NULL }, { '\0', "unrated", NULL },
		{ 'C', "A-x", "odd" },
	};
	struct cr_policy_set *set = good("policy p { level x { days = 1 } }\n"
	    "apply cell { segment = \"A-D\" policy = p }\n"
	    "apply any-e { segment = { \"C-B\", \"*-E\" } policy = p }\n"
	    "apply large { segment = \"A-*\" policy = p }\n"
	    "apply unknown { segment = \"B-unrated\" policy = p }\n"
	    "apply odd { segment = \"C-A-x\" policy = p }\n"
	    "apply class { segment = D policy = none }\n");
	struct cr_policy_subject w = { .item = 1 };
	struct cr_policy_choice c;
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		w.abc = v[i].abc;
		w.class_name = v[i].class_name;
		cr_policy_choose(set, &w, &c);
		if (v[i].rule == NULL) {
			ck_assert_msg(c.rule == NULL, "%zu", i);
			continue;
		}
		ck_assert_msg(c.rule != NULL, "%zu", i);
		ck_assert_str_eq(c.rule, v[i].rule);
		ck_assert_int_eq(c.abc, v[i].abc);
	}
	cr_policy_free(set);
}
END_TEST

START_TEST(refused)
{
	bad("", "has no policy");
	bad("policy a { level x { days = 1 } }\n"
	    "apply x { segment = { D, \"A-\" } policy = a }",
	    ":2: \"A-\" is no segment");
	bad("policy a { level x { days = 1 } }\n"
	    "apply x { segment = \"a-D\" policy = a }", "no segment");
	bad("policy a { level x { days = 1 } }\n"
	    "apply x { segment = \"D*\" policy = a }", "no segment");
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
	bad("policy a { level x { days = 1 } level x { days = 2 } }",
	    "duplicate");
	bad("policy a { level x { days = 1 copy = boss } }", "\"boss\"");
	bad("policy a { level x { days = 1 book = yes } }", "no interest");
	bad("policy a { level x { days = 1 interest = contract } }", "none");
	bad("policy a { level x { days = 1 interest = 8 } }", "\"8\"");
	bad("policy a { level x { days = -1 fee = 1 } }", "no fee");
	bad("policy a { after-last = cry level x { days = 1 } }", "cry");
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { values, precedence, claims,
	    scopes, segments, refused, NULL };
	int failed;

	cr_init(&cr, "policy");
	failed = unit_run("policy", tests);
	cr_release(&cr);
	return failed;
}
