#include "cr/provision.h"

#include <inttypes.h>
#include <stdio.h>

#include "cr/i18n.h"
#include "cr/print.h"

const struct cr_field cr_provision_fields[CR_PC_FIELDS] = {
	{ "party", CR_KEY, N_("Key"),
	    N_("the party; none for an area, category or class"), 0 },
	{ "code", CR_CODE, N_("Code"),
	    N_("code of the party; or the area, category or class"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the party"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "bucket", CR_TEXT, N_("Days late"),
	    N_("0: not due; credits: not allocated; all"), 0 },
	{ "balance_cents", CR_CENTS, N_("Balance"), N_("what is open"), 0 },
	{ "covered_cents", CR_CENTS, N_("Covered"),
	    N_("of it, by an insurer or a factor"), 0 },
	{ "rate_ppm", CR_PPM, N_("Rate"),
	    N_("the provision in millionths of the balance"), 0 },
	{ "provision_cents", CR_CENTS, N_("Provision"),
	    N_("the loss to be expected"), 0 },
	{ "specific_cents", CR_CENTS, N_("Specific"),
	    N_("of the provision, set for a debtor or item"), 0 },
};

const struct cr_field cr_provision_item_fields[CR_PI_FIELDS] = {
	{ "item", CR_KEY, N_("Item"), N_("the item; an entry on account"), 0 },
	{ "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("its code"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	{ "due", CR_DATE, N_("Due"), N_("due date"), 0 },
	{ "bucket", CR_TEXT, N_("Days late"),
	    N_("0: not due; credits: not allocated"), 0 },
	{ "segment", CR_TEXT, N_("Segment"), N_("of the model"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "balance_cents", CR_CENTS, N_("Balance"), N_("what is open"), 0 },
	{ "covered_cents", CR_CENTS, N_("Covered"),
	    N_("of it, by an insurer or a factor"), 0 },
	{ "rate_ppm", CR_PPM, N_("Rate"),
	    N_("of loss, in millionths, on what is not covered"), 0 },
	{ "provision_cents", CR_CENTS, N_("Provision"),
	    N_("the loss to be expected"), 0 },
	{ "why", CR_TEXT, N_("Why"), N_("of what is specific"), 0 },
	{ "specific_cents", CR_CENTS, N_("Specific"),
	    N_("of the provision, set for a debtor or item"), 1 },
};

const struct cr_field cr_provision_rate_fields[CR_PR_FIELDS] = {
	{ "segment", CR_TEXT, N_("Segment"), N_("of the model"), 0 },
	{ "bucket", CR_TEXT, N_("Days late"), N_("0: not due"), 0 },
	{ "source", CR_TEXT, N_("Source"),
	    N_("model: said there; history: measured"), 0 },
	{ "flow_cents", CR_CENTS, N_("Came"),
	    N_("measured: what came to the bucket"), 0 },
	{ "on_cents", CR_CENTS, N_("Went on"),
	    N_("of it, never paid; or in the next bucket a month later"), 0 },
	{ "rate_ppm", CR_PPM, N_("Rate"),
	    N_("of loss; or to the next bucket"), 0 },
	{ "pd_ppm", CR_PPM, N_("Default"),
	    N_("roll: probability to reach the last bucket"), 0 },
	{ "lgd_ppm", CR_PPM, N_("Loss given default"),
	    N_("roll: of what reaches it, lost"), 0 },
	{ "forward_ppm", CR_PPM, N_("Forward"),
	    N_("times what is to come"), 0 },
	{ "loss_ppm", CR_PPM, N_("Loss"), N_("the rate that counts"), 0 },
};

const struct cr_field cr_provision_month_fields[CR_PM_FIELDS] = {
	{ "segment", CR_TEXT, N_("Segment"), N_("of the model"), 0 },
	{ "day", CR_DATE, N_("Day"), N_("end of a month"), 0 },
	{ "bucket", CR_TEXT, N_("Days late"), N_("0: not due"), 0 },
	{ "balance_cents", CR_CENTS, N_("Balance"), N_("what was open"), 0 },
};

const char *
cr_provision_bucket(const struct cr_provision_model *m, size_t bucket,
    char to[CR_BUCKET_SIZE])
{
	int32_t from = bucket > 1 && bucket <= m->nbounds + 1 ?
	    m->bounds[bucket - 2] : 0;

	if (bucket == CR_PROVISION_CREDITS)
		return "credits";
	if (bucket == CR_PROVISION_ALL)
		return "all";
	if (bucket == 0)
		return "0";
	if (bucket > m->nbounds)
		snprintf(to, CR_BUCKET_SIZE, "over-%" PRId32, from);
	else
		snprintf(to, CR_BUCKET_SIZE, "%" PRId32 "-%" PRId32, from + 1,
		    m->bounds[bucket - 1]);
	return to;
}

static void
put_ratio(struct cr_printer *p, size_t column, struct cr_fraction r)
{
	cr_put_count(p, column, cr_fraction_ppm(r));
}

int
cr_provision_put(void *ctx, const struct cr_provision_row *row)
{
	const struct cr_provision_printer *t = ctx;
	const struct cr_provision_sums *s = &row->sums;
	struct cr_printer *p = t->p;
	char bucket[CR_BUCKET_SIZE];
	struct cr_fraction rate;

	cr_put_key(p, CR_PC_PARTY, CR_KEY_PARTY, row->party);
	cr_put_text_cell(p, CR_PC_CODE, row->code);
	cr_put_text_cell(p, CR_PC_NAME, row->name);
	cr_put_text_cell(p, CR_PC_CURRENCY, row->currency);
	cr_put_text_cell(p, CR_PC_BUCKET, cr_provision_bucket(t->model,
	    row->bucket, bucket));
	cr_put_cents(p, CR_PC_BALANCE, s->balance);
	cr_put_cents(p, CR_PC_COVERED, s->covered);
	if (cr_fraction_make(s->provision.cents, s->balance.cents, &rate))
		put_ratio(p, CR_PC_RATE, rate);
	cr_put_cents(p, CR_PC_PROVISION, s->provision);
	cr_put_cents(p, CR_PC_SPECIFIC, s->specific);
	cr_print_row(p);
	return 0;
}

int
cr_provision_put_item(void *ctx, const struct cr_provision_item *i)
{
	const struct cr_provision_printer *t = ctx;
	struct cr_printer *p = t->p;
	char bucket[CR_BUCKET_SIZE];

	if (i->item != 0)
		cr_put_key(p, CR_PI_ITEM, CR_KEY_ITEM, i->item);
	else
		cr_put_key(p, CR_PI_ITEM, CR_KEY_ENTRY, i->entry);
	cr_put_key(p, CR_PI_PARTY, CR_KEY_PARTY, i->debtor);
	cr_put_text_cell(p, CR_PI_CODE, i->code);
	cr_put_text_cell(p, CR_PI_NAME, i->name);
	cr_put_date(p, CR_PI_DUE, i->due);
	cr_put_text_cell(p, CR_PI_BUCKET, cr_provision_bucket(t->model,
	    i->bucket, bucket));
	if (i->segment != NULL) {
		cr_put_text_cell(p, CR_PI_SEGMENT, i->segment->name);
		put_ratio(p, CR_PI_RATE, i->rate);
	}
	cr_put_text_cell(p, CR_PI_CURRENCY, i->currency);
	cr_put_cents(p, CR_PI_BALANCE, i->sums.balance);
	cr_put_cents(p, CR_PI_COVERED, i->sums.covered);
	cr_put_cents(p, CR_PI_PROVISION, i->sums.provision);
	cr_put_text_cell(p, CR_PI_WHY, i->reason);
	cr_put_cents(p, CR_PI_SPECIFIC, i->sums.specific);
	cr_print_row(p);
	return 0;
}

int
cr_provision_put_rate(void *ctx, const struct cr_provision_rate *r)
{
	const struct cr_provision_printer *t = ctx;
	bool roll = t->model->method == CR_PROVISION_ROLL;
	struct cr_printer *p = t->p;
	char bucket[CR_BUCKET_SIZE];

	cr_put_text_cell(p, CR_PR_SEGMENT, r->segment->name);
	cr_put_text_cell(p, CR_PR_BUCKET, cr_provision_bucket(t->model,
	    r->bucket, bucket));
	cr_put_text_cell(p, CR_PR_SOURCE, r->segment->rates != NULL &&
	    !roll ? "model" : "history");
	if (r->measured) {
		cr_put_cents(p, CR_PR_FLOW, r->flow);
		cr_put_cents(p, CR_PR_ON, r->on);
	}
	if (r->measured || r->segment->rates != NULL || roll)
		put_ratio(p, CR_PR_RATE, r->rate);
	if (roll) {
		put_ratio(p, CR_PR_PD, r->pd);
		put_ratio(p, CR_PR_LGD, r->segment->lgd);
	}
	put_ratio(p, CR_PR_FORWARD, r->segment->forward);
	put_ratio(p, CR_PR_LOSS, r->loss);
	cr_print_row(p);
	return 0;
}

int
cr_provision_put_month(void *ctx, const struct cr_provision_segment *segment,
    struct cr_date day, size_t bucket, struct cr_money balance)
{
	const struct cr_provision_printer *t = ctx;
	struct cr_printer *p = t->p;
	char label[CR_BUCKET_SIZE];

	cr_put_text_cell(p, CR_PM_SEGMENT, segment->name);
	cr_put_date(p, CR_PM_DAY, day);
	cr_put_text_cell(p, CR_PM_BUCKET, cr_provision_bucket(t->model, bucket,
	    label));
	cr_put_cents(p, CR_PM_BALANCE, balance);
	cr_print_row(p);
	return 0;
}
