#ifndef CR_CORE_RISK_REPORT_H
#define CR_CORE_RISK_REPORT_H

/* Private to the report on risk: what is gathered of each debtor. */

#include "cr/age.h"
#include "cr/history.h"
#include "cr/model.h"
#include "cr/risk_report.h"

struct rr_debtor {
	int64_t party;
	uint32_t open;		/* on which days something is, a bit each */
	int32_t score, pd_bp;	/* on the last day; or CR_NOT_KNOWN */
	struct cr_money overdue, total;	/* on the last day */
	struct cr_money *account;	/* money on account each day; or NULL */
	const char *code, *name;
	uint8_t class_number[CR_RISK_DAYS];
};

/* One report being made. */
struct rr_making {
	struct cr *cr;
	const struct cr_risk_opts *opts;
	struct cr_risk *r;
	struct cr_model *model;	/* for what is no unpaid bill */
	struct cr_date knowledge[CR_RISK_DAYS];	/* that tells each day */
	struct cr_date least;			/* of them */
	struct cr_age_opts age;		/* the buckets */
	struct rr_debtor **debtors;	/* by the number of the party */
	size_t n;
	int64_t others;			/* items in other currencies */
};

/* The debtor; who was not known yet is in that class on all days. */
struct rr_debtor *cr_rr_debtor(struct rr_making *m, int64_t party,
    size_t class_number);
int cr_rr_too_large(struct rr_making *m);

/* The classes, and who was in which on what day. */
int cr_rr_classes(struct rr_making *m);
/* What is open, from every item and all money on account. */
int cr_rr_balances(struct rr_making *m);
/* What follows from who owes how much in the end. */
int cr_rr_spread(struct rr_making *m);

#endif
