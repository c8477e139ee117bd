#ifndef CR_CORE_VALIDATION_PAPER_H
#define CR_CORE_VALIDATION_PAPER_H

/* Private to validations as documents. */

#include "cr/arena.h"
#include "cr/paper.h"
#include "cr/validation.h"

struct va_writing {
	const struct cr_validation *v;
	struct cr_paper *p;
	struct cr_arena *a;
	const char *language;
};

/* "model", "index alone": a score in the reader's words. */
const char *cr_va_name(const struct cr_measured *m);
/* A share in basis points, rounded half away from zero. */
int32_t cr_va_bp(double share);

/* A score that is no probability, as its readers write numbers. */
const char *cr_va_score(const struct va_writing *w, double score);

void cr_va_chart_roc(struct va_writing *w);
void cr_va_chart_calibration(struct va_writing *w);
void cr_va_chart_spread(struct va_writing *w);

#endif
