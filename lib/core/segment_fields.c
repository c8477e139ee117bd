#include "cr/rate.h"

#include "cr/buf.h"
#include "cr/i18n.h"
#include "cr/policy.h"
#include "cr/print.h"
#include "cr/segment.h"

/* In the order of enum cr_segment_column. */
const struct cr_field cr_segment_fields[CR_SEGMENT_FIELDS] = {
	{ "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("its code"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	{ "segment", CR_TEXT, N_("Segment"),
	    N_("how much it owes, and its class"), 0 },
	{ "abc", CR_TEXT, N_("ABC"), N_("A owe most of all"), 1 },
	{ "class", CR_TEXT, N_("Class"), N_("class; none: unrated"), 1 },
	{ "exposure_cents", CR_CENTS, N_("Exposure"),
	    N_("all open less credits"), 0 },
	{ "share_bp", CR_BP, N_("Share"), N_("of what all owe"), 0 },
	{ "before_bp", CR_BP, N_("Before"),
	    N_("share of those who owe more"), 0 },
	{ "strategy", CR_TEXT, N_("Strategy"),
	    N_("dunning policy of the segment"), 0 },
	{ "apply", CR_TEXT, N_("By"),
	    N_("the rule by which the policy applies"), 1 },
};

int
cr_rate_put_segment(void *ctx, const struct cr_rating *r, const char *code,
    const char *name)
{
	const struct cr_segment_sink *sink = ctx;
	const struct cr_policy_subject who = { .abc = r->abc,
		.class_name = r->class_name };
	const char abc[] = { r->abc, '\0' };
	struct cr_printer *p = sink->printer;
	struct cr_policy_choice choice;
	struct cr_buf b;

	cr_policy_choose(sink->policies, &who, &choice);
	cr_buf_init(&b);
	cr_segment_add(&b, r->abc, r->class_name);
	cr_put_key(p, CR_SEGMENT_PARTY, CR_KEY_PARTY, r->party);
	cr_put_text_cell(p, CR_SEGMENT_CODE, code);
	cr_put_text_cell(p, CR_SEGMENT_NAME, name);
	cr_put_text_cell(p, CR_SEGMENT_SEGMENT, b.s);
	cr_put_text_cell(p, CR_SEGMENT_ABC, abc);
	cr_put_text_cell(p, CR_SEGMENT_CLASS, r->class_name);
	cr_put_cents(p, CR_SEGMENT_EXPOSURE, cr_rating_net(r));
	cr_put_count(p, CR_SEGMENT_SHARE, r->share_bp);
	cr_put_count(p, CR_SEGMENT_BEFORE, r->before_bp);
	cr_put_text_cell(p, CR_SEGMENT_STRATEGY,
	    choice.policy ? choice.policy->name : "none");
	cr_put_text_cell(p, CR_SEGMENT_RULE, choice.rule);
	cr_print_row(p);
	cr_buf_release(&b);
	return 0;
}
