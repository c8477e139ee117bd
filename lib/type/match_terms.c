#include "cr/match_terms.h"

const struct cr_match_opts cr_match_defaults = {
	.threshold = 9500, .tolerance = 100, .tolerance_bp = 100,
	.charges = 2500, .discount_bp = 300,
};
