/* What the reasons of a rating say in words. */

#include "cr/rate.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/i18n.h"

/* Hundredths as "-1.67", in the writing of the records. */
static void
add_hundredths(struct cr_buf *b, int32_t v)
{
	cr_money_format(b, (struct cr_money){ v }, '.', '\0');
}

static int
whole(int32_t bp)
{
	return (bp + 50) / 100;
}

static void
punctuality(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)reason;
	/* TRANSLATORS: days beyond terms, in the mean, weighed by amount */
	cr_buf_addf(b, P_("%lld item, %d days beyond terms",
	    "%lld items, %d days beyond terms on average",
	    (unsigned long)r->items), (long long)r->items, r->dbt_days);
}

static void
trend(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)reason;
	cr_buf_adds(b, r->trend_bp > 0 ? _("pays sooner than before") :
	    r->trend_bp < 0 ? _("pays later than before") :
	    _("pays as before"));
}

/* "Z'' 1.67, balance sheet of 2025-12-31" */
static void
financial(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	char day[CR_DATE_SIZE];

	(void)reason;
	if (r->z_bp != CR_NOT_KNOWN) {
		cr_buf_adds(b, "Z'' ");
		add_hundredths(b, r->z_bp);
		cr_buf_adds(b, ", ");
	}
	if (r->z_maker_bp != CR_NOT_KNOWN) {
		cr_buf_adds(b, "Z' ");
		add_hundredths(b, r->z_maker_bp);
		cr_buf_adds(b, ", ");
	}
	cr_buf_addf(b, r->z_bp != CR_NOT_KNOWN ||
	    r->z_maker_bp != CR_NOT_KNOWN ? _("balance sheet of %s") :
	    _("ratios of the balance sheet of %s"),
	    cr_date_iso(r->sheet, day));
}

static void
seniority(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	char day[CR_DATE_SIZE];

	(void)reason;
	cr_buf_addf(b, _("customer since %s"), cr_date_iso(r->since, day));
}

static void
overdue(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)r;
	cr_buf_addf(b, _("overdue is %d %% of what is open"),
	    whole(10000 - reason->score_bp));
}

static void
utilisation(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)reason;
	cr_buf_addf(b, _("owes %d %% of the credit limit"),
	    whole(r->use_bp));
}

/* "cerved 3 (A, 0.50 %); cribis 2 (B, 1.50 %)" */
static void
external(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	const struct cr_standing_score *s = r->standing->scores;
	const char *between = "";

	(void)reason;
	for (; s != NULL; s = s->next) {
		if (!cr_standing_score_counts(s, r->day))
			continue;
		cr_buf_addf(b, "%s%s %s (%s, ", between, s->provider->name,
		    s->score, s->band->class_name);
		add_hundredths(b, s->band->pd_bp);
		cr_buf_adds(b, " %)");
		between = "; ";
	}
}

static void
assets(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)reason;
	/* TRANSLATORS: what a person owns */
	cr_buf_adds(b, _("assets that may bring"));
	cr_buf_addc(b, ' ');
	cr_money_format(b, r->standing->assets, '.', '\0');
}

static void
profession(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)reason;
	cr_buf_adds(b, r->standing->profession);
}

static void
insolvency(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)r;
	(void)reason;
	cr_buf_adds(b, _("an insolvency procedure is open"));
}

static void
deduct_unpaid(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)reason;
	cr_buf_addf(b, P_("%lld payment came back",
	    "%lld payments came back", (unsigned long)r->unpaid),
	    (long long)r->unpaid);
}

static void
deduct_promise(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)reason;
	cr_buf_addf(b, P_("%lld promise was not kept",
	    "%lld promises were not kept", (unsigned long)r->broken),
	    (long long)r->broken);
}

static void
deduct_dispute(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	(void)reason;
	cr_buf_addf(b, P_("%lld dispute", "%lld disputes",
	    (unsigned long)r->disputes), (long long)r->disputes);
}

static const struct {
	const char *measure;
	void (*say)(struct cr_buf *b, const struct cr_rating *r,
	    const struct cr_reason *reason);
} sayings[] = {
	{ "punctuality", punctuality }, { "trend", trend },
	{ "financial", financial }, { "seniority", seniority },
	{ "overdue", overdue }, { "utilisation", utilisation },
	{ "external", external }, { "assets", assets },
	{ "profession", profession }, { "deduct:unpaid", deduct_unpaid },
	{ "deduct:promise", deduct_promise },
	{ "deduct:dispute", deduct_dispute }, { "cap:insolvency", insolvency },
};

/* Caps that tell a day. */
static void
say_cap(struct cr_buf *b, const struct cr_rating *r, enum cr_cap cap)
{
	struct cr_date on = cap == CR_CAP_UNPAID ? r->last_unpaid :
	    cap == CR_CAP_PROMISE ? r->last_broken :
	    cap == CR_CAP_NOTICE ? r->notice : r->standing->event[cap];
	char day[CR_DATE_SIZE];

	cr_date_iso(on, day);
	if (cap == CR_CAP_UNPAID)
		cr_buf_addf(b, _("a payment came back unpaid on %s"), day);
	else if (cap == CR_CAP_PROMISE)
		cr_buf_addf(b, _("a promise to pay by %s was not kept"), day);
	else if (cap == CR_CAP_NOTICE)
		cr_buf_addf(b, _("what the formal notice of %s claims is "
		    "open"), day);
	else if (cap == CR_CAP_PROTEST)
		cr_buf_addf(b, _("protested on %s"), day);
	else if (cap == CR_CAP_PREJUDICIAL)
		cr_buf_addf(b, _("a prejudicial act of %s"), day);
	else if (cap == CR_CAP_ENFORCEMENT)
		cr_buf_addf(b, _("an enforcement of %s"), day);
	else if (cap == CR_CAP_LIQUIDATION)
		cr_buf_addf(b, _("in liquidation since %s"), day);
	else
		cr_buf_addf(b, _("ceased on %s"), day);
}

void
cr_rate_why(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	size_t i;
	int cap;

	for (i = 0; i < sizeof(sayings) / sizeof(sayings[0]); i++)
		if (strcmp(sayings[i].measure, reason->measure) == 0) {
			sayings[i].say(b, r, reason);
			return;
		}
	for (cap = 0; cap < CR_CAPS; cap++)
		if (strncmp(reason->measure, "cap:", 4) == 0 &&
		    strcmp(reason->measure + 4,
		    cr_cap_word((enum cr_cap)cap)) == 0)
			say_cap(b, r, (enum cr_cap)cap);
}
