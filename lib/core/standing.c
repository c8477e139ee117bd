#include "cr/standing.h"

#include "cr/rate.h"

#define MAX_BP 1000000000	/* of what is divided by nearly nothing */

void
cr_standing_init(struct cr_standing *f)
{
	int i;

	*f = (struct cr_standing){ .sheet = CR_DATE_NONE };
	for (i = 0; i < CR_CAPS; i++)
		f->event[i] = CR_DATE_NONE;
	for (i = 0; i < CR_RATIOS; i++)
		f->ratio[i] = CR_UNTOLD;
}

/* NUM / DEN, rounded half away from zero; DEN is positive. */
static int64_t
divide(__int128 num, __int128 den)
{
	__int128 q = num / den, rest = num % den;

	if ((rest < 0 ? -rest : rest) * 2 >= den)
		q += num < 0 ? -1 : 1;
	return (int64_t)q;
}

/* Where X is on the way from FROM to TO, as points. */
static int32_t
on_scale(__int128 x, __int128 from, __int128 to)
{
	return x <= from ? 0 : x >= to ? 10000 :
	    (int32_t)divide((x - from) * 10000, to - from);
}

/* ---- The balance sheet -------------------------------------------------- */

int32_t
cr_standing_altman(const struct cr_standing *f, enum cr_altman which)
{
	int64_t z;

	if (!cr_date_is_set(f->sheet) || !cr_altman(which, f->ratio, &z))
		return CR_NOT_KNOWN;
	z = divide(z, CR_MICRO / 100);
	return z > MAX_BP ? MAX_BP : z < -MAX_BP ? -MAX_BP : (int32_t)z;
}

/* Whole months from one day to another. */
static int32_t
months(struct cr_date from, struct cr_date to)
{
	int32_t n = 0;

	while (cr_date_add_months(from, n + 1).days <= to.days)
		n++;
	return n;
}

static int32_t
mean_of_ratios(const struct cr_model_financial *fin,
    const int64_t ratio[CR_RATIOS])
{
	const int64_t bp = CR_RATIO_ONE / 10000;
	const struct cr_model_ratio *r;
	int64_t sum = 0, weights = 0;
	int i;

	for (i = 0; i < CR_RATIOS; i++) {
		r = &fin->ratio[i];
		if (r->weight == 0 || ratio[i] == CR_UNTOLD)
			continue;
		sum += (int64_t)r->weight * on_scale(ratio[i],
		    r->from_bp * bp, r->to_bp * bp);
		weights += r->weight;
	}
	return weights > 0 ? (int32_t)divide(sum, weights) : CR_NOT_KNOWN;
}

int32_t
cr_standing_financial(const struct cr_model *m, const struct cr_standing *f,
    struct cr_date day, int32_t *faded)
{
	const struct cr_model_financial *fin = &m->financial;
	const int64_t z_unit = CR_MICRO / 100;
	int32_t age;
	int64_t z;

	*faded = 0;
	if (!cr_date_is_set(f->sheet) || f->sheet.days > day.days ||
	    cr_date_add_months(f->sheet, fin->stale).days < day.days)
		return CR_NOT_KNOWN;
	age = months(f->sheet, day);
	if (age > fin->fresh)
		*faded = 100 * (age - fin->fresh) / (fin->stale - fin->fresh);
	return cr_altman(fin->altman, f->ratio, &z) ? on_scale(z,
	    fin->from * z_unit, fin->to * z_unit) :
	    mean_of_ratios(fin, f->ratio);
}

/* ---- Others' scores ----------------------------------------------------- */

bool
cr_standing_score_counts(const struct cr_standing_score *s, struct cr_date day)
{
	return s->band != NULL && (s->provider->days == 0 ||
	    day.days - s->day.days <= s->provider->days);
}

int32_t
cr_standing_external(const struct cr_standing *f, struct cr_date day)
{
	const struct cr_standing_score *s;
	int64_t sum = 0, weights = 0;

	for (s = f->scores; s != NULL; s = s->next) {
		if (!cr_standing_score_counts(s, day))
			continue;
		sum += (int64_t)s->band->points * s->provider->weight;
		weights += s->provider->weight;
	}
	return weights > 0 ? (int32_t)divide(sum, weights) : CR_NOT_KNOWN;
}

/* ---- Persons, and the limit --------------------------------------------- */

/* PART of WHOLE in basis points. */
static int32_t
share(struct cr_money part, struct cr_money whole)
{
	__int128 bp;

	if (part.cents <= 0)
		return 0;
	if (whole.cents <= 0)
		return MAX_BP;
	bp = (__int128)part.cents * 10000 / whole.cents;
	return bp > MAX_BP ? MAX_BP : (int32_t)bp;
}

int32_t
cr_standing_assets(const struct cr_model *m, const struct cr_standing *f,
    struct cr_money owes)
{
	if (!f->person || !f->owns || m->assets.n == 0)
		return CR_NOT_KNOWN;
	return cr_rate_percent(&m->assets, share(f->assets, owes));
}

int32_t
cr_standing_profession(const struct cr_model *m, const struct cr_standing *f)
{
	int32_t points;

	return f->person && f->profession != NULL && cr_model_profession(m,
	    f->profession, &points) ? points : CR_NOT_KNOWN;
}

int32_t
cr_standing_use(const struct cr_standing *f, struct cr_money owes)
{
	return f->limited && f->limit.cents > 0 ? share(owes, f->limit) :
	    CR_NOT_KNOWN;
}
