#ifndef CR_DUN_SIMULATE_H
#define CR_DUN_SIMULATE_H

#include <stddef.h>
#include <stdint.h>

#include "cr/dun_run.h"
#include "cr/field.h"

struct cr;
struct cr_keys;
struct cr_printer;

/*
 * What a policy would do, day by day, if nobody paid: the decisions of
 * cr/dun.h on one day after the other, each notice taken as sent on its day.
 * Nothing is written.
 */
struct cr_dun_forecast {
	const char *who;	/* the sample, or the debtor */
	int64_t debtor;		/* 0: a sample */
	struct cr_date day;
	int32_t late;		/* days after the due date of the oldest */
	/*
	 * "notice"; what happened to the sample: "returned", "promise",
	 * "dispute", "credit"; or why no notice will come any more.
	 */
	const char *what;
	const char *policy, *level;	/* of a notice, or NULL */
	const char *rule;		/* by which the policy applies */
	const char *segment;		/* if by a segment: "A-D" */
	const char *channels;		/* in order of preference */
	const char *template;
	size_t items;
	struct cr_money net;
	const char *currency;
	struct cr_date term;
	bool approve, stop_orders;
};

typedef void cr_dun_forecast_fn(void *ctx, const struct cr_dun_forecast *f);

/* Play the samples that come with cr, from cr->today on. */
int cr_dun_simulate(struct cr *cr, const struct cr_dun_opts *o,
    cr_dun_forecast_fn *each, void *ctx);
/* The accounts of the debtors and items O asks for, as they are today. */
int cr_dun_simulate_keys(struct cr *cr, const struct cr_dun_opts *o,
    cr_dun_forecast_fn *each, void *ctx);

/* The records of cr-config --simulate. */
#define CR_FORECAST_FIELDS 17

extern const struct cr_field cr_forecast_fields[CR_FORECAST_FIELDS];

/* Print one; CTX is the struct cr_printer. */
void cr_forecast_put(void *ctx, const struct cr_dun_forecast *f);

#endif
