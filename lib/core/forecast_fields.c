/* The records of cr-config --simulate. */

#include "cr/dun_simulate.h"

#include "cr/i18n.h"
#include "cr/print.h"

enum { WHO, DEBTOR, DAY, LATE, WHAT, LEVEL, CHANNELS, ITEMS, NET, CURRENCY,
    TERM, APPROVE, STOP, POLICY, TEMPLATE, RULE, SEGMENT };

const struct cr_field cr_forecast_fields[CR_FORECAST_FIELDS] = {
	[WHO] = { "who", CR_TEXT, N_("Who"), N_("the sample, or debtor"), 0 },
	[DEBTOR] = { "party", CR_KEY, N_("Party"), N_("the debtor"), 1 },
	[DAY] = { "day", CR_DATE, N_("Day"), N_("when"), 0 },
	[LATE] = { "late", CR_COUNT, N_("Late"),
	    N_("days after the oldest due date"), 0 },
	[WHAT] = { "what", CR_TEXT, N_("What"),
	    N_("notice; what happens; or why nothing comes any more"), 0 },
	[LEVEL] = { "level", CR_TEXT, N_("Level"), N_("of the notice"), 0 },
	[CHANNELS] = { "channels", CR_TEXT, N_("Channels"),
	    N_("the first that can be used"), 0 },
	[ITEMS] = { "items", CR_COUNT, N_("Items"),
	    N_("how many it claims"), 1 },
	[NET] = { "net_cents", CR_CENTS, N_("Net"),
	    N_("claim less credits"), 0 },
	[CURRENCY] = { "currency", CR_TEXT, N_("Currency"),
	    N_("of the amount"), 1 },
	[TERM] = { "term", CR_DATE, N_("Term"), N_("that it grants"), 0 },
	[APPROVE] = { "approve", CR_TEXT, N_("Approve"),
	    N_("yes: somebody has to let it go"), 0 },
	[STOP] = { "stop", CR_TEXT, N_("Stop"),
	    N_("yes: orders stop with it"), 1 },
	[POLICY] = { "policy", CR_TEXT, N_("Policy"),
	    N_("that applies"), 0 },
	[TEMPLATE] = { "template", CR_TEXT, N_("Template"),
	    N_("its text"), 1 },
	[RULE] = { "apply", CR_TEXT, N_("By"),
	    N_("the rule by which the policy applies"), 1 },
	[SEGMENT] = { "segment", CR_TEXT, N_("Segment"),
	    N_("of the debtor, if the policy applies by it"), 0 },
};

void
cr_forecast_put(void *ctx, const struct cr_dun_forecast *f)
{
	struct cr_printer *p = ctx;

	cr_put_text_cell(p, WHO, f->who);
	cr_put_key(p, DEBTOR, CR_KEY_PARTY, f->debtor);
	cr_put_date(p, DAY, f->day);
	cr_put_count(p, LATE, f->late);
	cr_put_text_cell(p, WHAT, f->what);
	cr_put_text_cell(p, LEVEL, f->level);
	cr_put_text_cell(p, CHANNELS, f->channels);
	if (f->items > 0)
		cr_put_count(p, ITEMS, (int64_t)f->items);
	if (f->net.cents != 0)
		cr_put_cents(p, NET, f->net);
	cr_put_text_cell(p, CURRENCY, f->currency);
	cr_put_date(p, TERM, f->term);
	cr_put_text_cell(p, APPROVE, f->approve ? "yes" : NULL);
	cr_put_text_cell(p, STOP, f->stop_orders ? "yes" : NULL);
	cr_put_text_cell(p, POLICY, f->policy);
	cr_put_text_cell(p, TEMPLATE, f->template);
	cr_put_text_cell(p, RULE, f->rule);
	cr_put_text_cell(p, SEGMENT, f->segment);
	cr_print_row(p);
}
