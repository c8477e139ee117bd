#ifndef CR_RATE_PRINT_H
#define CR_RATE_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/paper_out.h"
#include "cr/rate.h"
#include "cr/regressor.h"

/* What cr-rate prints, and from what. */
enum cr_rate_what {
	CR_RATE_RATINGS,	/* made anew, and kept */
	CR_RATE_SEGMENTS,	/* the same, but segments are printed */
	CR_RATE_HISTORY,	/* ratings that were kept */
	CR_RATE_CHANGES,	/* who is in another class than on SINCE */
	CR_RATE_TRAIN,		/* what is learned of KIND, and kept */
	CR_RATE_LATE_ITEMS,		/* which open items will be late */
	CR_RATE_DEFAULT,	/* who will default */
	CR_RATE_VALIDATE,	/* how well KIND is foretold from SPLIT on */
	CR_RATE_WHATS
};

struct cr_rate_job {
	enum cr_rate_what what;
	bool why;		/* what made each, in rows of its own */
	struct cr_rate_opts rate;	/* keys of what was kept: parties */
	struct cr_date since;	/* CR_DATE_NONE: the day before */
	const struct cr_policy_set *policies;	/* of segments */
	enum cr_regressor_kind kind;
	struct cr_date split;	/* CR_DATE_NONE: see cr/late.h */
	const char *scores;	/* a file to validate instead; NULL */
	struct cr_paper_out paper;	/* of a validation, if a document */
};

const struct cr_field *cr_rate_columns(const struct cr_rate_job *job,
    size_t *n);
/* An option of cr-rate(1) without an argument, by its name. */
void cr_rate_flag(struct cr_rate_job *job, const char *name);
/* Learn that kind, "late" or "default"; or validate it. False: no kind. */
bool cr_rate_train(struct cr_rate_job *job, const char *kind);
/* Does it tell ratings that were kept? */
bool cr_rate_is_kept(const struct cr_rate_job *job);
/* Does it write, unless it is a dry run? */
bool cr_rate_writes(const struct cr_rate_job *job);
/* With P; with NULL as the document. */
int cr_rate_print(struct cr *cr, const struct cr_rate_job *job,
    struct cr_printer *p);

#endif
