#include "late.h"

#include <math.h>
#include <string.h>

#include "cr/i18n.h"

static long
whole(double v)
{
	return lround(v < -1e6 ? -1e6 : v > 1e6 ? 1e6 : v);
}

/* How many, of a logarithm of one more. */
static unsigned long
many(double v)
{
	return (unsigned long)whole(expm1(v));
}

static void
say_days(struct cr_buf *b, long days)
{
	if (days > 0)
		/* TRANSLATORS: such an item */
		cr_buf_addf(b, P_("usually paid %ld day late",
		    "usually paid %ld days late", (unsigned long)days), days);
	else if (days < 0)
		cr_buf_addf(b, P_("usually paid %ld day early",
		    "usually paid %ld days early", (unsigned long)-days),
		    -days);
	else
		cr_buf_adds(b, _("usually paid on the due date"));
}

/* How many there are; of none, another sentence. */
static void
say_count(struct cr_buf *b, enum cr_feature f, unsigned long n)
{
	if (f == CR_FEATURE_KNOWN)
		cr_buf_addf(b, P_("%lu item paid before",
		    "%lu items paid before", n), n);
	else if (f == CR_FEATURE_OVERDUE && n > 0)
		cr_buf_addf(b, P_("%lu other item is overdue",
		    "%lu other items are overdue", n), n);
	else if (f == CR_FEATURE_OVERDUE)
		cr_buf_adds(b, _("no other item is overdue"));
	else if (f == CR_FEATURE_WAITING && n > 0)
		cr_buf_addf(b, P_("others are open %lu day longer than usual",
		    "others are open %lu days longer than usual", n), n);
	else if (f == CR_FEATURE_WAITING)
		cr_buf_adds(b, _("no other item is open longer than usual"));
	else if (f == CR_FEATURE_UNPAID && n > 0)
		cr_buf_addf(b, P_("%lu payment came back",
		    "%lu payments came back", n), n);
	else if (f == CR_FEATURE_UNPAID)
		cr_buf_adds(b, _("no payment came back"));
	else if (n > 0)
		cr_buf_addf(b, P_("overdue for %lu day",
		    "overdue for %lu days", n), n);
	else
		cr_buf_adds(b, _("nothing is overdue"));
}

static void
say_feature(struct cr_buf *b, const struct cr_late_why *w)
{
	double v = w->value;

	if (w->feature == CR_FEATURE_USUAL)
		say_days(b, whole(v));
	else if (w->feature == CR_FEATURE_SPREAD)
		cr_buf_addf(b, _("give or take %ld days"), whole(v));
	else if (w->feature == CR_FEATURE_RATE)
		cr_buf_addf(b, _("%ld %% of such items come late"),
		    whole(v * 100));
	else if (w->feature == CR_FEATURE_TAIL)
		cr_buf_addf(b, _("%ld %% come more than ten days late"),
		    whole(v * 100));
	else if (w->feature == CR_FEATURE_LAST)
		cr_buf_addf(b, _("the last one was paid %+ld days from the "
		    "due date"), whole(v));
	else if (w->feature == CR_FEATURE_RECENT)
		cr_buf_addf(b, _("of late %+ld days from the due date"),
		    whole(v));
	else if (w->feature == CR_FEATURE_AMOUNT)
		cr_buf_adds(b, _("the amount"));
	else if (w->feature == CR_FEATURE_RELATIVE)
		cr_buf_addf(b, _("%ld %% of the usual amount"),
		    whole(exp(v) * 100));
	else if (w->feature == CR_FEATURE_SHARE)
		cr_buf_addf(b, _("overdue is %ld %% of what is open"),
		    whole(v * 100));
	else if (w->feature == CR_FEATURE_EXPOSURE)
		cr_buf_adds(b, _("all that is open"));
	else
		say_count(b, w->feature, many(v));
}

void
cr_late_say(struct cr_buf *b, const struct cr_late_why *w)
{
	long days = whole(w->value);

	cr_buf_clear(b);
	if (w->feature != CR_FEATURES)
		say_feature(b, w);
	else if (strcmp(w->measure, "base") == 0)
		cr_buf_adds(b, _("where all is as usual"));
	else if (strcmp(w->measure, "default") == 0)
		cr_buf_adds(b, _("in default now"));
	else if (strcmp(w->measure, "late") == 0)
		cr_buf_addf(b, P_("it is %ld day late",
		    "it is %ld days late", (unsigned long)days), days);
	else
		cr_buf_addf(b, P_("still open %ld day before the due date",
		    "still open %ld days before the due date",
		    (unsigned long)days), days);
}
