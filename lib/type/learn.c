#include "cr/learn.h"

const struct cr_learn cr_learn_usual = {
	.days = 90,
	.amount = { 50000 },
	.months = 12,
	.ridge = 10,
};
