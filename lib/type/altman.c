#include "cr/altman.h"

#define MILLI INT64_C(1000)
#define MICRO INT64_C(1000000)

/* Thousandths; a ratio of no weight need not be told. Zones: millionths. */
static const struct {
	int32_t weight[CR_RATIOS];
	int64_t distress, safe;
} scores[] = {
	[CR_ALTMAN_ANY] = { { 6560, 3260, 6720, 1050, 0 },
	    1100000, 2600000 },
	[CR_ALTMAN_MAKER] = { { 717, 847, 3107, 420, 998 },
	    1230000, 2900000 },
};

/* NUM / DEN, rounded half away from zero; DEN is positive. */
static __int128
divide(__int128 num, __int128 den)
{
	__int128 q = num / den, rest = num % den;

	if ((rest < 0 ? -rest : rest) * 2 >= den)
		q += num < 0 ? -1 : 1;
	return q;
}

static int64_t
ratio_of(int64_t num, int64_t den)
{
	__int128 q;

	if (num == CR_UNTOLD || den == CR_UNTOLD || den < 0 ||
	    (den == 0 && num <= 0))
		return CR_UNTOLD;
	if (den == 0)
		return CR_RATIO_MAX;
	q = divide((__int128)num * CR_RATIO_ONE, den);
	return q > CR_RATIO_MAX ? CR_RATIO_MAX :
	    q < -CR_RATIO_MAX ? -CR_RATIO_MAX : (int64_t)q;
}

void
cr_altman_ratios(const struct cr_altman_sheet *s, int64_t ratio[CR_RATIOS])
{
	int64_t assets = s->assets > 0 ? s->assets : CR_UNTOLD;
	int64_t owed = s->liabilities;

	if (owed == CR_UNTOLD && assets != CR_UNTOLD &&
	    s->equity != CR_UNTOLD &&
	    __builtin_sub_overflow(assets, s->equity, &owed))
		owed = CR_UNTOLD;
	ratio[CR_RATIO_WORKING] = ratio_of(s->working_capital, assets);
	ratio[CR_RATIO_RETAINED] = ratio_of(s->retained, assets);
	ratio[CR_RATIO_EBIT] = ratio_of(s->ebit, assets);
	ratio[CR_RATIO_EQUITY] = ratio_of(s->equity, owed);
	ratio[CR_RATIO_SALES] = ratio_of(s->sales, assets);
}

bool
cr_altman(enum cr_altman which, const int64_t ratio[CR_RATIOS], int64_t *z)
{
	__int128 sum = 0;
	int i;

	for (i = 0; i < CR_RATIOS; i++) {
		if (scores[which].weight[i] == 0)
			continue;
		if (ratio[i] == CR_UNTOLD)
			return false;
		sum += (__int128)ratio[i] * scores[which].weight[i];
	}
	*z = (int64_t)divide(sum, CR_RATIO_ONE / MICRO * MILLI);
	return true;
}

enum cr_altman_zone
cr_altman_zone(enum cr_altman which, int64_t z)
{
	return z < scores[which].distress ? CR_ZONE_DISTRESS :
	    z > scores[which].safe ? CR_ZONE_SAFE : CR_ZONE_GREY;
}
