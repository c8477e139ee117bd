/* Rating models: any text is one or is refused, and then weighs sanely. */
#include <stdint.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/rate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
within(int32_t points)
{
	if (points != CR_NOT_KNOWN && (points < 0 || points > 10000))
		abort();
}

static void
curves(const struct cr_model *m)
{
	static const int32_t days[] = { -4000, -30, 0, 1, 29, 180, 4000 };
	int64_t points;
	size_t i;

	for (i = 0; i < sizeof(days) / sizeof(*days); i++) {
		points = cr_rate_curve(m, days[i]);
		if (points < 0 || points > 100 * CR_MICRO)
			abort();
		if (m->use.n > 0)
			within(cr_rate_percent(&m->use, days[i]));
	}
}

/* What others tell, with the first word of each table of the model. */
static void
outside(const struct cr_model *m, size_t size)
{
	static const char *const scores[] = { "1", "0-29", "AAA", "-", "",
	    "99999999999999", "1,5" };
	const struct cr_date day = { 20000 };
	struct cr_standing_score score = { .day = { 19990 } };
	struct cr_standing s;
	int32_t faded;
	size_t i;

	cr_standing_init(&s);
	s.person = s.owns = s.limited = true;
	s.profession = "artigiano";
	s.assets.cents = (int64_t)size * 1000003;
	s.limit.cents = (int64_t)(size % 7);
	s.sheet = (struct cr_date){ 20000 - (int32_t)(size % 2000) };
	for (i = 0; i < CR_RATIOS; i++)
		s.ratio[i] = (int64_t)(size % 11) * CR_RATIO_ONE / 7;
	s.ratio[size % CR_RATIOS] = CR_UNTOLD;
	within(cr_standing_financial(m, &s, day, &faded));
	if (faded < 0 || faded > 100)
		abort();
	within(cr_standing_assets(m, &s, (struct cr_money){ 100000 }));
	within(cr_standing_profession(m, &s));
	for (i = 0; i < m->nproviders * 7; i++) {
		score.provider = &m->providers[i / 7];
		score.band = cr_model_band(score.provider, scores[i % 7]);
		s.scores = &score;
		within(cr_standing_external(&s, day));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cr_parts parts = { .score_bp = { 5000, 0, 10000, CR_NOT_KNOWN,
	    1, 9999, 10000, 1 }, .cap = { size % 2, size % 3 == 0 },
	    .faded = { 0, 0, (int32_t)(size % 101) },
	    .times = { (int64_t)(size % 5), INT64_MAX, 1 } };
	struct cr_rating r = { .party = 1 };
	struct cr_model *m;
	int64_t sum = 0;
	struct cr cr;
	size_t i;

	cr_init(&cr, "fuzz");
	if (cr_model_parse(&cr, "model", (const char *)data, size, &m) ==
	    CR_OK) {
		curves(m);
		outside(m, size);
		cr_rate_weigh(m, &parts, &r);
		for (i = 0; i < r.nreasons; i++)
			sum += r.reasons[i].points_bp;
		if (r.class_name != NULL && (r.score < 0 || r.score > 100 ||
		    (sum + 50) / 100 != r.score))
			abort();
	}
	cr_model_free(m);
	cr_release(&cr);
	return 0;
}
