#ifndef CR_INTEREST_ASK_H
#define CR_INTEREST_ASK_H

#include "cr/interest_fields.h"

struct cr;

#define CR_INTEREST_EVENTS 64	/* of figures on the command line */
#define CR_INTEREST_WORDS 128	/* that may be asked */

/* What cr-interest(1) is asked for, word by word. */
struct cr_interest_asked {
	struct cr_interest_opts opts;	/* .rules: those below */
	struct cr_interest_rules rules;
	enum cr_interest_rows rows;
	bool all, book;
	bool figures;			/* of no ledger: DEBT */
	struct cr_interest_debt debt;
	struct cr_interest_event events[CR_INTEREST_EVENTS];
	struct {
		const char *name, *value;
	} words[CR_INTEREST_WORDS];	/* private, as all below */
	size_t n;
	bool has_to, has_as_of, has_art6;
};

/*
 * Ask for one thing more: NAME is a long option of cr-interest(1), VALUE
 * what it was given, or NULL. Both are borrowed. What a word means is said
 * by cr_interest_ask_end(), for it goes before the configuration, which is
 * known only then. False: too many.
 */
bool cr_interest_ask(struct cr_interest_asked *a, const char *name,
    const char *value);

/*
 * All was asked, of what RULES say of the rest. CR_EUSAGE when a value
 * makes no sense, or the words do not fit together.
 */
int cr_interest_ask_end(struct cr *cr, struct cr_interest_asked *a,
    const struct cr_interest_rules *rules);

#endif
