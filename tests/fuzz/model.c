/* Rating models: any text is one or is refused, and then weighs sanely. */
#include <stdint.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/rate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int32_t days[] = { -4000, -30, 0, 1, 29, 180, 4000 };
	struct cr_parts parts = { .score_bp = { 5000, 0, 10000, CR_NOT_KNOWN,
	    1, 9999 }, .cap = { size % 2, size % 3 == 0 } };
	struct cr_rating r = { .party = 1 };
	struct cr_model *m;
	struct cr cr;
	int64_t points;
	size_t i;

	cr_init(&cr, "fuzz");
	if (cr_model_parse(&cr, "model", (const char *)data, size, &m) ==
	    CR_OK) {
		for (i = 0; i < sizeof(days) / sizeof(*days); i++) {
			points = cr_rate_curve(m, days[i]);
			if (points < 0 || points > 100 * CR_MICRO)
				abort();
		}
		cr_rate_weigh(m, &parts, &r);
		if (r.class_name != NULL && (r.score < 0 || r.score > 100))
			abort();
	}
	cr_model_free(m);
	cr_release(&cr);
	return 0;
}
