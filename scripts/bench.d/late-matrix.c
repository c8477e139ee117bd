/*
 * late-matrix LEDGER MODEL DAY FILE: what cr-rate --train late learns from, for
 * others to learn from it too: rows of single precision, the outcome last.
 */
#include <stdio.h>
#include <string.h>

#include "../../lib/core/late.h"
#include "cr/cr.h"
#include "cr/ledger.h"

struct out {
	FILE *f;
	size_t k;
	bool ok;
};

static void
put(void *ctx, const struct cr_late_case *c)
{
	struct out *o = ctx;
	float event = c->event;

	o->ok = o->ok && fwrite(c->x, sizeof(float), o->k, o->f) == o->k &&
	    fwrite(&event, sizeof(event), 1, o->f) == 1;
}

int
main(int argc, char **argv)
{
	double curve[2 * CR_LATE_CURVE + 1];
	struct cr_late_past past = { .n = 0 };
	struct cr_stage stage = { .cases = 0 };
	struct cr_late_ask ask = { .kind = CR_REGRESSOR_LATE, .past = &past,
		.stage = &stage, .curve = curve, .from = INT32_MIN + 1 };
	struct out o = { .ok = false };
	struct cr_model *model = NULL;
	struct cr_as_of as_of;
	const enum cr_feature *f;
	struct cr cr;

	if (argc != 5)
		return 2;
	cr_init(&cr, "late-matrix");
	as_of = (struct cr_as_of){ .day = CR_DATE_NONE };
	o.ok = cr_date_parse(argv[3], strlen(argv[3]), CR_DATE_ISO,
	    &as_of.day);
	o.k = cr_regressor_features(CR_REGRESSOR_LATE, &f);
	o.f = fopen(argv[4], "wb");
	o.ok = o.ok && o.f != NULL && cr_model_load(&cr, argv[2], &model) == CR_OK &&
	    cr_ledger_open(&cr, argv[1], CR_DB_READ) == CR_OK &&
	    cr_late_read(&cr, &as_of, "EUR", &model->learn, &past) == CR_OK;
	if (o.ok) {
		ask.learn = &model->learn;
		ask.to = as_of.day.days;
		ask.end = as_of.day.days + 1;
		cr_late_curve(model, curve);
		cr_late_effects(&past, curve, ask.end, false, &stage);
		cr_late_cases(&ask, put, &o);
	}
	if (!o.ok)
		fprintf(stderr, "late-matrix: %s\n", cr_errmsg(&cr));
	cr_late_release(&past);
	cr_model_free(model);
	cr_release(&cr);
	return o.f != NULL && fclose(o.f) == 0 && o.ok ? 0 : 3;
}
