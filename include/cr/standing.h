#ifndef CR_STANDING_H
#define CR_STANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/altman.h"
#include "cr/date.h"
#include "cr/model.h"
#include "cr/money.h"

/*
 * What is known of a debtor beside how he pays, and what it is worth by a
 * model. Points are hundredths, CR_NOT_KNOWN where there is nothing to tell
 * (cr/rating.h).
 */

/* What somebody else thinks of him. */
struct cr_standing_score {
	const struct cr_standing_score *next;
	const struct cr_model_provider *provider;
	const struct cr_model_band *band;
	const char *score;	/* in his words */
	struct cr_date day;
};

struct cr_standing {
	bool person;		/* no company: assets and profession count */
	const char *profession;	/* NULL: not told */
	struct cr_date sheet;	/* of the last balance sheet; CR_DATE_NONE */
	int64_t ratio[CR_RATIOS];	/* of it; billionths or CR_UNTOLD */
	const struct cr_standing_score *scores;	/* one a provider */
	struct cr_date event[CR_CAPS];	/* the last that stands */
	bool owns;		/* something is told of what he has */
	struct cr_money assets;	/* what it may bring */
	bool limited;		/* he has a credit limit: */
	struct cr_money limit;
};

void cr_standing_init(struct cr_standing *f);

/*
 * What the balance sheet is worth on DAY: Altman's score on the model's
 * scale or, where the filing does not tell enough for it, the mean of the
 * model's ratios. *FADED is the percent of its weight that it has lost by
 * its age.
 */
int32_t cr_standing_financial(const struct cr_model *m,
    const struct cr_standing *f, struct cr_date day, int32_t *faded);
/* Z'' or Z' of it in hundredths. */
int32_t cr_standing_altman(const struct cr_standing *f, enum cr_altman which);

/* The mean of others' scores that still count on DAY, by weight. */
int32_t cr_standing_external(const struct cr_standing *f, struct cr_date day);
bool cr_standing_score_counts(const struct cr_standing_score *s,
    struct cr_date day);

/* What a person owns against what he OWES; and what he does. */
int32_t cr_standing_assets(const struct cr_model *m,
    const struct cr_standing *f, struct cr_money owes);
int32_t cr_standing_profession(const struct cr_model *m,
    const struct cr_standing *f);

/*
 * The share of his limit that he OWES, in basis points. Of who is to pay in
 * cash it is not known: a limit of nought is computed from a bad class, and
 * would be a reason to stay in it.
 */
int32_t cr_standing_use(const struct cr_standing *f, struct cr_money owes);

#endif
