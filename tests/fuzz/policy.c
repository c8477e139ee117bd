/* Policy files: what is read can be decided by, and the decisions hold. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/dun.h"
#include "cr/dun_simulate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

/* An item that is LATE days late, after a notice of level LAST. */
static void
decide(const struct cr_policy *p, int32_t late, int last)
{
	struct cr_dun_item it = {
		.item = 1, .currency = "EUR", .due = { 1000 },
		.open = { 100000 }, .asked = true, .last_order = last,
		.last_day = CR_DATE_NONE, .last_term = CR_DATE_NONE,
		.held_until = CR_DATE_NONE, .method = "MP12",
		.unpaid = last == 2, .returned = { 1003 },
		.choice = { p, CR_SCOPE_DEFAULT, NULL, last == 3 },
	};
	struct cr_date today = { 1000 + late };

	if (last > 0)
		it.last_day.days = 990;
	cr_dun_item(&it, today);
	must(it.reason < CR_DUN_REASONS);
	if (it.reason == CR_DUN_TAKEN) {
		must(it.level != NULL && it.next.days <= today.days);
		must(it.claim.cents > 0);
		/*
		 * Never back, but for the last one that is repeated, and
		 * what begins anew.
		 */
		must(it.level->order > last || it.choice.anew ||
		    it.level->order == (int)p->nlevels);
	}
}

/* Days never go back, and a notice claims something. */
static void
check_day(void *ctx, const struct cr_dun_forecast *f)
{
	static const char *who;
	static struct cr_date last;

	(void)ctx;
	must(f->who != who || f->day.days >= last.days);
	must(strcmp(f->what, "notice") != 0 || f->net.cents > 0);
	who = f->who;
	last = f->day;
}

/* The samples come to an end by any policy. */
static void
simulate(struct cr *cr, const struct cr_policy_set *set)
{
	struct cr_dun_opts o = { .set = set };

	cr->today.days = 20000;
	must(cr_dun_simulate(cr, &o, check_day, NULL) == CR_OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cr cr;
	struct cr_policy_subject who = { .item = 1, .debtor = 2,
	    .creditor = 3, .debtor_code = "C1", .category = "GDO",
	    .abc = 'A', .class_name = "D", .agent = 4, .agent_code = "A1" };
	struct cr_policy_choice c;
	struct cr_policy_set *set;
	size_t i;
	int last;

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	if (cr_policy_parse(&cr, "fuzz", (const char *)data, size, &set) !=
	    CR_OK)
		return 0;
	cr_policy_choose(set, &who, &c);
	who.returned = true;
	cr_policy_choose(set, &who, &c);
	must(set->npolicies > 0);
	for (i = 0; i < set->npolicies; i++)
		for (last = 0; last < 4; last++) {
			decide(&set->policies[i], -3, last);
			decide(&set->policies[i], 40, last);
		}
	simulate(&cr, set);
	cr_policy_free(set);
	return 0;
}
