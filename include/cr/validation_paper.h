#ifndef CR_VALIDATION_PAPER_H
#define CR_VALIDATION_PAPER_H

#include "cr/paper_out.h"
#include "cr/validation.h"

struct cr;
struct cr_paper;

/*
 * A validation as a document: what each score is worth, what comes of its
 * cut, its ROC curve, its calibration, how scores of events and others are
 * spread. In the language of the locale; all parts live in P's arena.
 */
void cr_validation_paper(const struct cr_validation *v, struct cr_paper *p);

/* The same, written. */
int cr_validation_write(struct cr *cr, const struct cr_validation *v,
    const struct cr_paper_out *out);

#endif
