#include "cr/limitation.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

static const char *const signs[CR_SIGNS] = {
	[CR_SIGN_PROMISE] = "promise",
	[CR_SIGN_PAYMENT] = "payment",
	[CR_SIGN_PLAN] = "plan",
	[CR_SIGN_PROCEDURE] = "procedure",
};

const char *
cr_limitation_sign_word(enum cr_limitation_sign sign)
{
	return signs[sign];
}

void
cr_limitation_usual(struct cr_limitation_rules *r)
{
	static const char *acts[] = { "messa-in-mora", "diffida",
	    "diffida-1454" };
	static const char *channels[] = { "pec", "registered" };

	*r = (struct cr_limitation_rules){
		.otherwise = "ordinary",
		.acts = { acts, sizeof(acts) / sizeof(acts[0]) },
		.channels = { channels, sizeof(channels) /
		    sizeof(channels[0]) },
		.alerts = { 180, 90, 30 }, .nalerts = 3,
	};
}

bool
cr_limitation_has(const struct cr_limitation_words *w, const char *s)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (cr_streq(w->v[i], s))
			return true;
	return false;
}

/* The row of KIND for a credit of that day. */
static int
row_of(struct cr *cr, const struct cr_law *law, const char *kind,
    struct cr_date day, const struct cr_law_row **out)
{
	char text[CR_DATE_SIZE];

	*out = cr_law_find(law, CR_LAW_PRESCRIPTION, kind, day);
	return *out != NULL ? CR_OK : cr_fail(cr, CR_EUSAGE, "no term of "
	    "limitation \"%s\" is known for %s", kind, cr_date_iso(day, text));
}

/* Let the terms run from T's from. */
static int
run(struct cr *cr, const struct cr_law *law, const char *kind,
    struct cr_date due, struct cr_limitation *t)
{
	const struct cr_law_row *ends;
	int err;

	if ((err = row_of(cr, law, kind, due, &t->row)) != CR_OK)
		return err;
	ends = t->row;
	if (t->row->presumptive != NULL && (err = row_of(cr, law,
	    t->row->presumptive, due, &ends)) != CR_OK)
		return err;
	t->last = cr_date_add_months(t->from,
	    (int)t->row->v[CR_LAW_MONTHS]);
	t->ends = cr_date_add_months(t->from, (int)ends->v[CR_LAW_MONTHS]);
	return CR_OK;
}

/*
 * Where it does not run, because a court has it, it begins again when that
 * is over; without an end, it does not.
 */
int
cr_limitation_of(struct cr *cr, const struct cr_law *law, const char *kind,
    struct cr_date due, const struct cr_limitation_act *acts, size_t n,
    struct cr_limitation *out)
{
	struct cr_limitation t = { .from = due };
	struct cr_date of = due;
	size_t i;
	int err;

	if ((err = run(cr, law, kind, of, &t)) != CR_OK)
		return err;
	for (i = 0; i < n; i++) {
		/* what was before it fell due is no act about it yet */
		if (acts[i].day.days <= t.from.days ||
		    acts[i].day.days > t.ends.days)
			continue;
		if (acts[i].kind != NULL) {
			kind = acts[i].kind;
			of = acts[i].day;
		}
		t.act = &acts[i];
		t.from = acts[i].day;
		if (cr_date_is_set(acts[i].until) &&
		    acts[i].until.days != INT32_MAX)
			t.from = acts[i].until;
		if ((err = run(cr, law, kind, of, &t)) != CR_OK)
			return err;
		if (acts[i].until.days == INT32_MAX) {
			t.last = t.ends = CR_DATE_NONE;
			break;
		}
	}
	*out = t;
	return CR_OK;
}

int32_t
cr_limitation_alert(const struct cr_limitation_rules *r, int32_t left)
{
	int32_t alert = 0;
	size_t i;

	for (i = 0; i < r->nalerts && left <= r->alerts[i]; i++)
		alert = r->alerts[i];
	return alert;
}
