#ifndef CR_INTEREST_RULES_H
#define CR_INTEREST_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/interest.h"

/*
 * Which interest whose debts bear: what the configuration and the options
 * say, and where they say nothing the law by who the debtor is.
 */

/* How often the lump sum of art. 6 D.Lgs. 231/2002 is asked. */
enum cr_art6 {
	CR_ART6_INVOICE,	/* CJEU C-585/20: for each late invoice */
	CR_ART6_DEBTOR,		/* once for each debtor of a creditor */
	CR_ART6_NONE,
};

/* A regime, and what a contract says. */
struct cr_interest_rule {
	const char *name;	/* of a category; or a code, VAT number, key */
	enum cr_regime regime;
	int32_t contract_bp;
	bool contract_points;	/* over the reference rate */
};

struct cr_interest_rules {
	struct cr_interest_terms terms;	/* of all; but for what rules say */
	enum cr_art6 art6;
	int32_t margin_bp;	/* an agreed rate may be over that of mora */
	bool everybody;		/* terms' regime for all, no other asked */
	bool otherwise;		/* terms' regime for who has no rule */
	const struct cr_interest_rule *debtors, *categories;
	size_t ndebtors, ncategories;
	const char **formal;	/* levels of notices that are messa in mora */
	size_t nformal;
	struct cr_date demand;	/* judicial; makes LEGAL LEGAL4; or NONE */
};

/* The usual: 365, one rounding, costs first, 40 per invoice. */
void cr_interest_rules_init(struct cr_interest_rules *r);

/* Words of options and files: "act", "per-debtor"; false if there is none. */
bool cr_basis_parse(const char *word, enum cr_interest_basis *out);
bool cr_art6_parse(const char *word, enum cr_art6 *out);
/*
 * "9.00", "9,5" or "+5.00" (over the reference rate), as basis points. With
 * POINTS NULL no sign is allowed. False when it is none, or over 1000 %.
 */
bool cr_percent_parse(const char *text, int32_t *bp, bool *points);

/* Who owes; NULL is not known. */
struct cr_interest_subject {
	int64_t debtor;
	const char *code, *vat, *kind, *category;
};

/*
 * Is it a business (or a public body), to whom D.Lgs. 231/2002 applies? Who
 * has a VAT number is one, also a person.
 */
bool cr_interest_is_business(const struct cr_interest_subject *who);

/*
 * The terms for WHO: R's debtors, its categories, its regime, and by the law
 * mora for a business and legal for others.
 */
void cr_interest_choose(const struct cr_interest_rules *r,
    const struct cr_interest_subject *who, struct cr_interest_terms *out);

#endif
