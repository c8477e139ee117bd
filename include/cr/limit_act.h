#ifndef CR_LIMIT_ACT_H
#define CR_LIMIT_ACT_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/credit_limit.h"
#include "cr/field.h"
#include "cr/limit.h"
#include "cr/limit_run.h"

struct cr;
struct cr_keys;
struct cr_printer;

/*
 * Limits that a person sets, and what becomes of them; one transaction for
 * all that is asked. What cannot be done is told with cr_refuse() and does
 * not stop the others; a limit that is there already is told as it is. EACH
 * is told of every one, after the commit, with what it is on today.
 */
typedef int cr_kept_fn(void *ctx, const struct cr_credit_limit *l);

struct cr_limit_ask {
	struct cr_money amount;	/* 0: cash only */
	const char *currency;
	struct cr_date from;
	struct cr_date until;	/* CR_DATE_NONE: till it is withdrawn */
	const char *reason;
};

/* Set ASK for each of the parties among KEYS. */
int cr_limit_set(struct cr *cr, const struct cr_limit_rules *rules,
    const struct cr_keys *keys, const struct cr_limit_ask *ask,
    cr_kept_fn *each, void *ctx);
/*
 * Set the limits of a table with a line of column names (cr-limit(1)) that
 * semicolons or tabs separate. LIKE is for what it does not say.
 */
int cr_limit_import(struct cr *cr, const struct cr_limit_rules *rules,
    const char *path, const struct cr_limit_ask *like, cr_kept_fn *each,
    void *ctx);

/*
 * Approve, refuse or withdraw each of the limits among KEYS. Where a ledger
 * has operators, who approves or refuses needs the role "approve" and is
 * not who asked; withdrawing needs it when more credit is left after.
 */
int cr_limit_decide(struct cr *cr, const struct cr_limit_rules *rules,
    const struct cr_keys *keys, enum cr_limit_act act, const char *reason,
    cr_kept_fn *each, void *ctx);

/* Which are listed; all that is asked has to hold. */
struct cr_kept_filter {
	const struct cr_keys *keys;	/* parties and limits; NULL: all */
	struct cr_as_of as_of;
	unsigned states;		/* bits of enum cr_kept_state; 0: all */
	int32_t expiring;		/* end in so many days; -1: any */
};

int cr_limit_list(struct cr *cr, const struct cr_kept_filter *f,
    cr_kept_fn *each, void *ctx);

/* What prints them. */
struct cr_kept_printer {
	struct cr *cr;
	struct cr_printer *printer;
	struct cr_date day;
};

#define CR_KEPT_FIELDS 20
extern const struct cr_field cr_kept_fields[CR_KEPT_FIELDS];

int cr_kept_put(void *ctx, const struct cr_credit_limit *l);

/* What cr-limit(1) is asked to do, word by word. */
enum cr_limit_mode {
	CR_LIMIT_MODE_STATES,	/* compute, and tell the states */
	CR_LIMIT_MODE_CHECK,
	CR_LIMIT_MODE_LIST,
	CR_LIMIT_MODE_SET,
	CR_LIMIT_MODE_IMPORT,
	CR_LIMIT_MODE_APPROVE,
	CR_LIMIT_MODE_REFUSE,
	CR_LIMIT_MODE_WITHDRAW,
};

struct cr_limit_job {
	enum cr_limit_mode mode;
	bool chosen;
	struct cr_limit_opts opts;	/* its rules are set by the tool */
	struct cr_limit_ask ask;
	struct cr_kept_filter filter;
	const char *config, *rules, *import;
	bool why, all, has_amount;
};

void cr_limit_job_init(struct cr *cr, struct cr_limit_job *j);
/*
 * NAME is a long option of cr-limit(1), VALUE what it was given, or NULL;
 * borrowed. CR_EUSAGE when it makes no sense.
 */
int cr_limit_job_ask(struct cr *cr, struct cr_limit_job *j, const char *name,
    const char *value);
/* Does it go together? KEYED: there are keys. CR_EUSAGE if it does not. */
int cr_limit_job_check(struct cr *cr, struct cr_limit_job *j, bool keyed);
/* Does it write? */
bool cr_limit_job_writes(const struct cr *cr, const struct cr_limit_job *j);
/*
 * Do it by RULES, with those KEYS (NULL: none), and print on P. CR_ENO: the
 * order of a check does not fit.
 */
int cr_limit_job_do(struct cr *cr, struct cr_limit_job *j,
    const struct cr_limit_rules *rules, struct cr_keys *keys,
    struct cr_printer *p);

#endif
