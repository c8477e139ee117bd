#ifndef CR_POLICY_H
#define CR_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/channel.h"
#include "cr/date.h"
#include "cr/digest.h"
#include "cr/money.h"
#include "cr/rates.h"

struct cr;

/*
 * Dunning policies, as cr-policy(5) describes them: a text file read into a
 * structure. The decisions (cr/dun.h) take the structure and nothing else,
 * and its digest goes with each notice, so that one can always tell by which
 * rules it was made.
 */

/* What a level counts its days from. */
enum cr_anchor {
	CR_ANCHOR_DUE,		/* the due date */
	CR_ANCHOR_MONTH_END,	/* the end of the month of the due date */
	CR_ANCHOR_RETURNED,	/* the day a bank returned it; else due */
	CR_ANCHOR_NOTICE,	/* the notice before */
	CR_ANCHOR_TERM,		/* the last day of the term that one granted */
};

/* What is done when all levels are. */
enum cr_after_last {
	CR_AFTER_STOP,
	CR_AFTER_REPEAT,	/* the last one again, by its interval */
	CR_AFTER_HAND_OVER,	/* propose to hand the debtor over */
	CR_AFTER_WRITE_OFF,	/* propose to write it off */
};

/* What a level asks beside the principal; never part of an item. */
struct cr_level_claims {
	struct cr_money fee;	/* euro, for the notice; 0: none */
	bool interest;		/* to the day of the notice, in the letter */
	bool has_regime;	/* by REGIME, not by the configuration */
	enum cr_regime regime;
	bool book;		/* and that interest becomes a claim */
	bool flat40;		/* art. 6 D.Lgs. 231/2002, where it is due */
	bool show;		/* claims that are open already */
};

/* What goes with a letter by mail or PEC. */
enum cr_level_attach {
	CR_ATTACH_LETTER = 1,	/* the letter as PDF */
	CR_ATTACH_STATEMENT = 2,	/* the statement of account */
	CR_ATTACH_INVOICE = 4,	/* copies of the documents */
};

struct cr_level {
	const char *name;
	int order;		/* from 1 */
	enum cr_anchor anchor;
	int32_t days;		/* after the anchor; negative: before due */
	enum cr_channel channels[CR_CHANNELS];	/* first that can be used */
	size_t nchannels;
	const char *template;	/* a file of share/templates/LANGUAGE */
	const char *template_unpaid;	/* for what banks returned; or NULL */
	struct cr_money minimum;	/* of the net claim at this level */
	int32_t grant;		/* days that the notice grants; 0: none */
	bool grant_from_delivery;	/* from its arrival, not its sending */
	bool approve;		/* waits for cr-dun --approve */
	const char **copies;	/* addresses; "agent", "depot": the debtor's */
	size_t ncopies;
	unsigned attach;	/* enum cr_level_attach, or'ed */
	struct cr_level_claims claims;
	bool stop_orders;	/* from then on he should get no more goods */
};

struct cr_policy {
	const char *name;
	struct cr_money tolerance;	/* a balance below is left alone */
	struct cr_money minimum;	/* of the net claim of a notice */
	int32_t interval;		/* days between notices of an item */
	int32_t debtor_interval;	/* days between notices to a debtor */
	int32_t per_week;		/* notices to one in 7 days; 0: any */
	int32_t bank_tolerance;		/* days a bank needs to say "unpaid" */
	const char **bank_methods;	/* RiBa, SDD, ... that it counts for */
	size_t nbank_methods;
	bool wait_term;			/* a granted term is waited for */
	bool keep_spacing;		/* also by who is behind */
	bool per_level;			/* a notice for each level */
	enum cr_after_last after_last;
	struct cr_level *levels;
	size_t nlevels;
};

/* By what a policy was chosen; the first in this order counts. */
enum cr_policy_scope {
	CR_SCOPE_ITEM,
	CR_SCOPE_DEBTOR,
	CR_SCOPE_SEGMENT,	/* of the debtor: cr/segment.h */
	CR_SCOPE_CATEGORY,
	CR_SCOPE_AGENT,
	CR_SCOPE_DEPOT,
	CR_SCOPE_CREDITOR,
	CR_SCOPE_DEFAULT,
	CR_SCOPES = CR_SCOPE_DEFAULT
};

/* Words of the scopes: "item", "segment", ..., "default". */
const char *cr_policy_scope_word(enum cr_policy_scope scope);

/* Which items of those it names a rule is for. */
enum cr_policy_if {
	CR_IF_ANY,
	CR_IF_RETURNED,		/* a bank returned them unpaid */
	CR_IF_NOT_RETURNED,
};

struct cr_policy_rule {
	const char *name;
	const char **names[CR_SCOPES];	/* codes, VAT numbers or keys */
	size_t n[CR_SCOPES];		/* none: for all, by default */
	enum cr_policy_if when;
	const struct cr_policy *policy;	/* NULL: never dunned */
};

struct cr_policy_set {
	struct cr_policy *policies;
	size_t npolicies;
	struct cr_policy_rule *rules;
	size_t nrules;
	const struct cr_policy *by_default;
	int64_t max_notices;		/* of one run; 0: no limit */
	bool by_item;			/* items of an account may differ */
	bool by_party;			/* parties are looked at */
	bool by_week;			/* some policy has a limit for it */
	bool by_segment;		/* segments are looked at */
	bool interest;			/* some level asks for it */
	char digest[CR_SHA256_SIZE];	/* of the text */
	char *text;
	struct cr_arena arena;		/* all of the above */
};

/*
 * Read the policy file PATH, or N bytes of TEXT that messages call NAME.
 * CR_ENOTFOUND, CR_EUSAGE with file and line. Freed by the caller.
 */
int cr_policy_load(struct cr *cr, const char *path,
    struct cr_policy_set **out);
int cr_policy_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_policy_set **out);
void cr_policy_free(struct cr_policy_set *set);

/* Who a policy is looked for; NULL is not known. */
struct cr_policy_subject {
	int64_t item, debtor, creditor;
	int64_t agent, depot;
	char abc;			/* of the segment; 0: not known */
	const char *class_name;		/* of the segment; NULL: unrated */
	const char *debtor_code, *category;
	const char *agent_code, *depot_code;
	const char *creditor_code, *creditor_vat;
	bool returned;			/* the item, by a bank */
};

struct cr_policy_choice {
	const struct cr_policy *policy;	/* NULL: excluded */
	enum cr_policy_scope scope;
	const char *rule;		/* its name; NULL: the default */
	char abc;			/* the segment of whom it was */
	const char *class_name;		/* looked for; borrowed */
	bool anew;			/* it is for returned items: what */
					/* went before does not count */
};

/*
 * The first that is set, in the order of the scopes. Within a scope rules
 * for what was returned, or was not, go before those for all; among equals
 * the first of the file counts.
 */
void cr_policy_choose(const struct cr_policy_set *set,
    const struct cr_policy_subject *who, struct cr_policy_choice *out);

/* Is NAME a segment, "A-D", and no class alone? '*' is any. */
bool cr_policy_is_cell(const char *name);

/* Is METHOD one that a bank collects by (RiBa, SDD)? */
bool cr_policy_is_bank(const struct cr_policy *p, const char *method);
/* The same where there is no policy: one of the usual ones; NULL is none. */
bool cr_method_is_bank(const char *method);

#endif
