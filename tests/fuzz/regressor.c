/* What was learned: any text is it or is refused; told again it is the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/regressor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const float x[CR_FEATURES];
	struct cr_regressor r, again;
	struct cr_buf one, two;
	double p;
	struct cr cr;

	cr_init(&cr, "fuzz");
	if (cr_regressor_read(&cr, (const char *)data, size, &r) == CR_OK) {
		p = cr_stage_p(&r.stage[0], cr_logit_eta(&r.stage[0].logit,
		    x));
		if (!(p >= 0 && p <= 1))
			abort();
		cr_buf_init(&one);
		cr_buf_init(&two);
		cr_regressor_write(&one, &r);
		if (cr_date_is_set(r.from) && cr_date_is_set(r.day)) {
			if (cr_regressor_read(&cr, one.s, one.len, &again) !=
			    CR_OK)
				abort();
			cr_regressor_write(&two, &again);
			if (strcmp(one.s, two.s) != 0)
				abort();
		}
		cr_buf_release(&one);
		cr_buf_release(&two);
	}
	cr_release(&cr);
	return 0;
}
