#ifndef CR_LEARN_H
#define CR_LEARN_H

#include <stdint.h>

#include "cr/money.h"

/*
 * How it is learned who will pay late or default: a part of the model file
 * (cr-model(5)).
 *
 * A debtor is in default while he is past due by more than DAYS with AMOUNT
 * or more (art. 178 of Regulation (EU) 575/2013, where it is 90 days; the
 * EUR 500 are those of art. 1 of Delegated Regulation (EU) 2018/171; see
 * also EBA/GL/2016/07), from an insolvency on, and when an item of as much
 * is written off. What is learned is whether it begins within MONTHS.
 */
struct cr_learn {
	int32_t days;
	struct cr_money amount;
	int32_t months;
	int32_t ridge;		/* see cr_logit_fit() */
};

/* 90 days, EUR 500, 12 months, 10. */
extern const struct cr_learn cr_learn_usual;

#endif
