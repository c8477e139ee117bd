#ifndef CR_REVERSE_H
#define CR_REVERSE_H

#include <stdint.h>

struct cr;

/* The rows of a run, for undoing it; cr_undo() knows the rules. */

/*
 * The first later run that built on what RUN wrote, and how. 1, with text
 * that is constant; 0 when there is none; or an enum cr_error.
 */
int cr_reverse_blocked(struct cr *cr, int64_t run, int64_t *by,
    const char **why);

/* What there is to reverse. */
enum cr_reverse_what {
	CR_REVERSE_CHANGES,	/* first: they tell what was */
	CR_REVERSE_ALLOCS,
	CR_REVERSE_CLAIM_ALLOCS,
	CR_REVERSE_ENTRIES,
	CR_REVERSE_ITEMS,
	CR_REVERSE_DOCS,
	CR_REVERSE_RECEIPTS,
	CR_REVERSE_PARTIES,
	CR_REVERSE_RATINGS,
	CR_REVERSE_LIMITS,
	CR_REVERSE_LIMIT_ACTS,
	CR_REVERSE_CLAIMS,
	CR_REVERSE_RECEIVED,
	CR_REVERSE_ACCOUNTS,
	CR_REVERSE_STATEMENTS,
	CR_REVERSE_BILLS,
	CR_REVERSE_BILL_ITEMS,
	CR_REVERSE_OUTCOMES,
	CR_REVERSE_REGRESSORS,
	CR_REVERSE_SHEETS,
	CR_REVERSE_SCORES,
	CR_REVERSE_ADVERSE,
	CR_REVERSE_ASSETS,
	CR_REVERSE_COMMITMENTS,
	CR_REVERSE_PLAFONDS,
	CR_REVERSE_KINDS
};

/* Mark the rows of RUN as undone by this one; *N is how many. */
int cr_reverse(struct cr *cr, enum cr_reverse_what what, int64_t run,
    int64_t *n);
/* And the run itself, with what hangs on its rows. */
int cr_reverse_run(struct cr *cr, int64_t run);

/* Its changes, last first: the fields are what they were. */
int cr_reverse_changes(struct cr *cr, int64_t run);

/* The run's tool, and who undid it (0: nobody): 1, 0 or an error. */
#define CR_TOOL_NAME_SIZE 32
int cr_reverse_run_tool(struct cr *cr, int64_t run,
    char tool[CR_TOOL_NAME_SIZE], int64_t *undone_by);

#endif
