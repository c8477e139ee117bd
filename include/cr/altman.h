#ifndef CR_ALTMAN_H
#define CR_ALTMAN_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Altman's scores of a company from one balance sheet, in whole numbers.
 * Z'' is for any company that is not quoted, Z' for one that makes things:
 *
 *	Z'' = 6.56 X1 + 3.26 X2 + 6.72 X3 + 1.05 X4
 *	Z'  = 0.717 X1 + 0.847 X2 + 3.107 X3 + 0.42 X4 + 0.998 X5
 *
 * They tell bankrupt companies from others a year before less well than one
 * thinks (an area under the ROC curve of 0.77 and 0.71 on 5,891 Polish
 * firm-years): a part of a rating, no verdict.
 */

/* A figure that the filing does not tell, or a ratio made of one. */
#define CR_UNTOLD INT64_MIN

/* Cents, all of one currency and one day. */
struct cr_altman_sheet {
	int64_t assets;		/* total; more than 0 */
	int64_t working_capital; /* current assets less current liabilities */
	int64_t retained;	/* reserves and profits carried on */
	int64_t ebit;
	int64_t equity;		/* book value */
	int64_t liabilities;	/* total; untold: assets less equity */
	int64_t sales;		/* of twelve months */
};

/* The most that a ratio is: what is larger, or over nought, is this. */
#define CR_RATIO_ONE INT64_C(1000000000)	/* ratios are billionths */
#define CR_RATIO_MAX (1000000 * CR_RATIO_ONE)

/* X1 to X5. */
enum cr_ratio {
	CR_RATIO_WORKING,	/* working capital / assets */
	CR_RATIO_RETAINED,	/* retained / assets */
	CR_RATIO_EBIT,		/* EBIT / assets */
	CR_RATIO_EQUITY,	/* equity / liabilities */
	CR_RATIO_SALES,		/* sales / assets */
	CR_RATIOS
};

/* Half away from zero; CR_UNTOLD where a figure is, or has no sense. */
void cr_altman_ratios(const struct cr_altman_sheet *s,
    int64_t ratio[CR_RATIOS]);

enum cr_altman {
	CR_ALTMAN_ANY,		/* Z'' */
	CR_ALTMAN_MAKER,	/* Z' */
};

/* The score in millionths; false: a ratio that it needs is untold. */
bool cr_altman(enum cr_altman which, const int64_t ratio[CR_RATIOS],
    int64_t *z);

enum cr_altman_zone { CR_ZONE_DISTRESS, CR_ZONE_GREY, CR_ZONE_SAFE };

/* Z'': below 1.10 distress, above 2.60 safe; Z': 1.23 and 2.90. */
enum cr_altman_zone cr_altman_zone(enum cr_altman which, int64_t z);

#endif
