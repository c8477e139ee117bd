#include "cr/limit.h"

#include <string.h>


#define WHOLE 10000		/* basis points */

static const char *const part_words[CR_LIMIT_PARTS] = {
	[CR_LIMIT_SALES] = "sales",
	[CR_LIMIT_EQUITY] = "equity",
	[CR_LIMIT_CAPITAL] = "capital",
	[CR_LIMIT_PURCHASES] = "purchases",
	[CR_LIMIT_PLAFOND] = "plafond",
};

const char *
cr_limit_part_word(enum cr_limit_part part)
{
	return part_words[part];
}

bool
cr_limit_part_parse(const char *word, enum cr_limit_part *out)
{
	int i;

	for (i = 0; i < CR_LIMIT_PARTS; i++)
		if (strcmp(word, part_words[i]) == 0) {
			*out = (enum cr_limit_part)i;
			return true;
		}
	return false;
}

/* X * NUM / DEN of positive numbers, rounded half up. */
static bool
ratio(__int128 x, __int128 num, __int128 den, struct cr_money *out)
{
	__int128 p, q;

	if (den <= 0 || __builtin_mul_overflow(x, num, &p))
		return false;
	q = p / den;
	if (p % den >= den - p % den)
		q++;
	if (q > INT64_MAX)
		return false;
	out->cents = (int64_t)q;
	return true;
}

bool
cr_limit_sales(struct cr_money sales, int64_t num, int64_t den,
    int32_t span, int32_t vat_bp, struct cr_money *out)
{
	__int128 up, down;

	out->cents = 0;
	if (sales.cents <= 0)
		return true;
	if (num <= 0 || den <= 0 || span < 0 || vat_bp < 0)
		return false;
	return !__builtin_mul_overflow((__int128)den * span, WHOLE, &up) &&
	    !__builtin_mul_overflow((__int128)num, WHOLE + (int64_t)vat_bp,
	    &down) && ratio(sales.cents, up, down, out);
}

bool
cr_limit_share(struct cr_money x, int32_t bp, struct cr_money *out)
{
	out->cents = 0;
	return x.cents <= 0 || ratio(x.cents, bp, WHOLE, out);
}

struct cr_money
cr_limit_round(struct cr_money x, struct cr_money unit)
{
	return (struct cr_money){ x.cents - x.cents % unit.cents };
}

const struct cr_limit_class *
cr_limit_class(const struct cr_limit_rules *r, const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < r->nclasses; i++)
		if (strcmp(r->classes[i].name, name) == 0)
			return &r->classes[i];
	return name == NULL ? r->unrated : NULL;
}

/* What each part is worth before the class, where it is known. */
static bool
find_bases(const struct cr_limit_rules *r, const struct cr_limit_facts *f,
    struct cr_limit_made *m)
{
	struct cr_limit_value *v = m->part;
	struct cr_money bought;

	v[CR_LIMIT_SALES].known = f->has_sales;
	v[CR_LIMIT_EQUITY].known = f->has_equity;
	v[CR_LIMIT_CAPITAL].known = f->has_capital;
	v[CR_LIMIT_PURCHASES].known = f->has_turnover;
	v[CR_LIMIT_PLAFOND].known = f->has_plafond || r->must_plafond;
	v[CR_LIMIT_PLAFOND].base.cents = f->has_plafond ?
	    f->plafond.cents : 0;
	if (f->has_sales && !cr_limit_sales(f->sales, f->days_num,
	    f->days_den, f->term + r->delay, r->vat_bp,
	    &v[CR_LIMIT_SALES].base))
		return false;
	return cr_limit_share(f->equity, m->by->equity_bp,
	    &v[CR_LIMIT_EQUITY].base) &&
	    cr_limit_share(f->capital, r->capital_bp,
	    &v[CR_LIMIT_CAPITAL].base) &&
	    cr_limit_share(f->turnover, r->bought_bp, &bought) &&
	    cr_limit_share(bought, r->purchases_bp,
	    &v[CR_LIMIT_PURCHASES].base);
}

bool
cr_limit_make(const struct cr_limit_rules *r,
    const struct cr_limit_facts *facts, struct cr_limit_made *made)
{
	struct cr_limit_value *v;
	int i;

	*made = (struct cr_limit_made){
		.by = cr_limit_class(r, facts->class_name) };
	if (made->by == NULL)
		return true;
	if (!find_bases(r, facts, made))
		return false;
	for (i = 0; i < CR_LIMIT_PARTS; i++) {
		v = &made->part[i];
		v->used = v->known && (r->use >> i & 1) != 0;
		if (!cr_limit_share(v->base, made->by->factor_bp, &v->value))
			return false;
		if (!v->used || (made->known && v->value.cents >=
		    made->part[made->least].value.cents))
			continue;
		made->known = true;
		made->least = (enum cr_limit_part)i;
	}
	if (made->known)
		made->amount = cr_limit_round(made->part[made->least].value,
		    r->round);
	return true;
}

/* ---- Exposure and its state ---------------------------------------------- */

static struct cr_money
least(struct cr_money a, struct cr_money b)
{
	return a.cents < b.cents ? a : b;
}

static bool
add_if(bool counts, struct cr_money *sum, struct cr_money x)
{
	return !counts || cr_money_add(sum, x);
}

bool
cr_exposure_add_up(const struct cr_limit_rules *r,
    const struct cr_plafonds *p, struct cr_exposure *e)
{
	struct cr_money cover;

	if (r->ceded == CR_CEDED_NONE)
		e->ceded.cents = 0;
	else if (r->ceded == CR_CEDED_PLAFOND)
		e->ceded = least(e->ceded, p->factored);
	e->ceded = cr_money_neg(e->ceded);
	e->total = e->open;
	if (!add_if(r->exposed & CR_EXPOSED_BILLS, &e->total, e->bills) ||
	    !add_if(r->exposed & CR_EXPOSED_DELIVERIES, &e->total,
	    e->delivered) ||
	    !add_if(r->exposed & CR_EXPOSED_ORDERS, &e->total, e->ordered) ||
	    !add_if(r->exposed & CR_EXPOSED_CREDITS, &e->total,
	    e->credits) ||
	    !cr_money_add(&e->total, e->ceded))
		return false;
	cover = least(e->total, p->insured);
	return cr_limit_share(cover, p->insured_bp, &e->insured);
}

static const char *const state_words[CR_LIMIT_STATES] = {
	[CR_LIMIT_NONE] = "none",
	[CR_LIMIT_WITHIN] = "within",
	[CR_LIMIT_WATCH] = "watch",
	[CR_LIMIT_CASH] = "cash",
	[CR_LIMIT_BLOCKED] = "blocked",
};

const char *
cr_limit_state_word(enum cr_limit_state state)
{
	return state_words[state];
}

bool
cr_limit_state_parse(const char *word, enum cr_limit_state *out)
{
	int i;

	for (i = 0; i < CR_LIMIT_STATES; i++)
		if (strcmp(word, state_words[i]) == 0) {
			*out = (enum cr_limit_state)i;
			return true;
		}
	return false;
}

const char *
cr_block_word(int bit)
{
	static const char *const words[CR_BLOCKS] = {
		"over", "overdue", "insolvency", "adverse", "stop-orders",
	};

	return words[bit];
}

enum cr_limit_state
cr_limit_state(const struct cr_limit_rules *r, struct cr_money total,
    const struct cr_money *limit, unsigned *blocks)
{
	if (limit != NULL && limit->cents > 0 && total.cents > limit->cents)
		*blocks |= CR_BLOCK_OVER;
	if (*blocks != 0)
		return CR_LIMIT_BLOCKED;
	if (limit == NULL)
		return CR_LIMIT_NONE;
	if (limit->cents == 0)
		return CR_LIMIT_CASH;
	return (__int128)total.cents * WHOLE >=
	    (__int128)limit->cents * r->watch_bp ? CR_LIMIT_WATCH :
	    CR_LIMIT_WITHIN;
}

int64_t
cr_limit_used(struct cr_money total, struct cr_money limit)
{
	struct cr_money bp;

	if (limit.cents <= 0)
		return -1;
	if (total.cents <= 0)
		return 0;
	return ratio(total.cents, WHOLE, limit.cents, &bp) ? bp.cents :
	    INT64_MAX;
}

bool
cr_limit_fits(enum cr_limit_state state, struct cr_money total,
    const struct cr_money *limit, struct cr_money amount)
{
	if (state == CR_LIMIT_BLOCKED || state == CR_LIMIT_CASH)
		return false;
	return limit == NULL || (cr_money_add(&total, amount) &&
	    total.cents <= limit->cents);
}
