/* Segments of all that are rated: how much each owes among all, and how. */

#include "rate_run.h"

#include <stdlib.h>

#include "cr/abc.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/segment.h"
#include "cr/str.h"

struct cr_money
cr_rating_net(const struct cr_rating *r)
{
	struct cr_money net = r->exposure;

	if (!cr_money_add(&net, r->credits) || net.cents < 0)
		net.cents = 0;
	return net;
}

static void
classify(struct rate_run *run)
{
	struct cr_abc *v = cr_calloc(run->n + 1, sizeof(*v));
	struct rate_debtor *d;
	size_t i, n = 0;

	for (i = 0; i < run->n; i++)
		if ((d = run->debtors[i]) != NULL && d->name != NULL)
			v[n++] = (struct cr_abc){ .id = d->party,
			    .code = d->code,
			    .amount = cr_rating_net(&d->rating) };
	cr_abc_classify(v, n, run->opts->model->abc);
	for (i = 0; i < n; i++) {
		d = run->debtors[v[i].id];
		d->rating.abc = v[i].class;
		d->rating.share_bp = v[i].share_bp;
		d->rating.before_bp = v[i].before_bp;
		d->moved = true;
	}
	free(v);
}

/* Who is where he was has not moved. */
static int
compare(void *ctx, const struct cr_segment *s)
{
	struct rate_run *run = ctx;
	struct rate_debtor *d;

	if ((size_t)s->party < run->n &&
	    (d = run->debtors[s->party]) != NULL &&
	    s->abc == d->rating.abc &&
	    cr_streq(s->class_name, d->rating.class_name) &&
	    cr_streq(s->currency, run->opts->currency))
		d->moved = false;
	return 0;
}

static int
keep(struct rate_run *run, const struct rate_debtor *d)
{
	const struct cr_segment s = { .party = d->party,
		.day = run->window.day, .abc = d->rating.abc,
		.class_name = d->rating.class_name,
		.exposure = cr_rating_net(&d->rating),
		.currency = run->opts->currency };
	int err = cr_rate_book(run);

	if (err != CR_OK)
		return err;
	run->segments++;
	return cr_segment_save(run->cr, &s);
}

int
cr_rate_segments(struct rate_run *run)
{
	/* those that stand, whenever they were kept */
	const struct cr_as_of as_of = { .day = run->window.day,
		.restated = true };
	size_t i;
	int err;

	classify(run);
	if (!run->writes || run->opts->keys != NULL)
		return CR_OK;
	if ((err = cr_segment_each(run->cr, &as_of, compare, run)) != CR_OK)
		return err;
	for (i = 0; i < run->n && err == CR_OK; i++)
		if (run->debtors[i] != NULL && run->debtors[i]->moved)
			err = keep(run, run->debtors[i]);
	return err;
}
