#ifndef CR_PROVISION_ASK_H
#define CR_PROVISION_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/loss_scan.h"
#include "cr/provision.h"
#include "cr/provision_files.h"

struct cr;
struct cr_keys;
struct cr_printer;

/* What cr-provision(1) is asked to tell. */
enum cr_provision_report {
	CR_REPORT_PROVISION,
	CR_REPORT_ITEMS,	/* the same item by item */
	CR_REPORT_RATES,
	CR_REPORT_MONTHS,
	CR_REPORT_TAX,
	CR_REPORT_ALLOWANCE,
	CR_REPORT_LIMITATION,
	CR_REPORT_LAW,
	CR_REPORTS
};

#define CR_SPECIFIC_ASKED_MAX 256	/* on one command line */

struct cr_provision_asked {
	enum cr_provision_report report;
	bool chosen;		/* by an option */
	enum cr_by by;
	bool sum, net;
	struct cr_as_of as_of;
	const char *currency;
	const char *config, *model, *law;	/* files; NULL */
	const char *forward, *method;		/* NULL: as the model says */
	const char *specific[CR_SPECIFIC_ASKED_MAX];
	size_t nspecific;
	int32_t within;		/* of limitation */
	struct cr_money fund, revenue;
	bool has_revenue;
	const struct cr_keys *keys;
};

/* As nothing is asked for, on the tool's day. */
void cr_provision_ask_init(struct cr *cr, struct cr_provision_asked *a);

/*
 * Take the option NAME ("within") with its argument; those that are days are
 * for the tool to read. CR_EUSAGE when it is not right.
 */
int cr_provision_ask(struct cr *cr, struct cr_provision_asked *a,
    const char *name, const char *arg);

/* The columns of what is asked for. */
const struct cr_field *cr_provision_asked_fields(
    const struct cr_provision_asked *a, size_t *n);

/* Put what A says in the place of what M does. CR_EUSAGE. */
int cr_provision_amend(struct cr *cr, const struct cr_provision_asked *a,
    struct cr_provision_model *m);

/* Tell it; the ledger is open, but for the law, which needs none. */
int cr_provision_print(struct cr *cr, const struct cr_provision_asked *a,
    struct cr_provision_files *f, struct cr_printer *p);

#endif
