#ifndef LETTER_SAMPLE_H
#define LETTER_SAMPLE_H

#include "dun_letter.h"

/*
 * Set made up values of every kind: L->text, the arena and the letters are
 * there. With COMING nothing is overdue yet.
 */
void cr_letter_sample(struct dun_letter *l, enum cr_channel channel,
    bool coming);

#endif
