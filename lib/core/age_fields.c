#include "cr/age.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/str.h"

#define DAYS_MAX 36500		/* a hundred years is no bucket */

void
cr_age_default_bounds(struct cr_age_opts *opts)
{
	static const int32_t usual[] = { 30, 60, 90, 120, 180, 365 };

	memcpy(opts->bounds, usual, sizeof(usual));
	opts->nbounds = sizeof(usual) / sizeof(usual[0]);
}

int
cr_age_parse_bounds(struct cr *cr, struct cr_age_opts *opts, const char *text)
{
	const char *s = text;
	int64_t last = 0, v;
	size_t n;

	for (opts->nbounds = 0;; s += n + 1) {
		n = strcspn(s, ",");
		if (!cr_parse_int(s, n, &v) || v <= last || v > DAYS_MAX)
			return cr_fail(cr, CR_EUSAGE, "buckets \"%s\": days "
			    "must rise from 1, as in 30,60,90", text);
		if (opts->nbounds == CR_AGE_BOUNDS_MAX)
			return cr_fail(cr, CR_EUSAGE, "buckets \"%s\": more "
			    "than %d", text, CR_AGE_BOUNDS_MAX);
		opts->bounds[opts->nbounds++] = (int32_t)v;
		last = v;
		if (s[n] == '\0')
			return CR_OK;
	}
}

#define LATE(from, to) { "d" #from "_" #to "_cents", CR_CENTS, \
	#from "-" #to, N_("so many days late"), 0 }

const struct cr_field cr_age_usual_fields[CR_AGE_USUAL_FIELDS] = {
	{ "party", CR_KEY, N_("Key"),
	    N_("the party; none for an area or a category"), 0 },
	{ "code", CR_CODE, N_("Code"),
	    N_("code of the party; or the area or category"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the party"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "current_cents", CR_CENTS, N_("Not due"),
	    N_("not overdue on that day"), 0 },
	LATE(1, 30), LATE(31, 60), LATE(61, 90), LATE(91, 120),
	LATE(121, 180), LATE(181, 365),
	{ "over_365_cents", CR_CENTS, N_("over 365"),
	    N_("more days late"), 0 },
	{ "credits_cents", CR_CENTS, N_("Credits"),
	    N_("credit notes and money on account, not allocated"), 0 },
	{ "total_cents", CR_CENTS, N_("Total"),
	    N_("the open balance: buckets and credits"), 0 },
	{ "overdue_cents", CR_CENTS, N_("Overdue"),
	    N_("the buckets but the first one"), 0 },
};

#define BEFORE (CR_AGE_C_BUCKETS + 1)	/* fields up to current_cents */
#define AFTER 3				/* fields behind the buckets */

/* Bucket I from 1 on: "d1_30_cents" and "1-30", or "over_365_cents". */
static void
bucket_field(const struct cr_age_opts *opts, size_t i, struct cr_arena *a,
    struct cr_field *f)
{
	int from = i > 1 ? opts->bounds[i - 2] : 0;

	f->kind = CR_CENTS;
	if (i > opts->nbounds) {
		f->name = cr_arena_printf(a, "over_%d_cents", from);
		/* TRANSLATORS: heading of a column: more than so many days */
		f->heading = cr_arena_printf(a, _("over %d"), from);
		f->help = N_("more days late");
		return;
	}
	f->name = cr_arena_printf(a, "d%d_%d_cents", from + 1,
	    opts->bounds[i - 1]);
	f->heading = cr_arena_printf(a, "%d-%d", from + 1,
	    opts->bounds[i - 1]);
	f->help = N_("so many days late");
}

struct cr_field *
cr_age_fields(const struct cr_age_opts *opts, struct cr_arena *a, size_t *n)
{
	struct cr_field *f;
	size_t i;

	*n = BEFORE + opts->nbounds + 1 + AFTER;
	f = cr_arena_alloc(a, *n * sizeof(*f));
	memcpy(f, cr_age_usual_fields, BEFORE * sizeof(*f));
	for (i = 1; i < opts->nbounds + 2; i++)
		bucket_field(opts, i, a, &f[CR_AGE_C_BUCKETS + i]);
	memcpy(&f[CR_AGE_C_BUCKETS + i],
	    &cr_age_usual_fields[CR_AGE_USUAL_FIELDS - AFTER],
	    AFTER * sizeof(*f));
	return f;
}
