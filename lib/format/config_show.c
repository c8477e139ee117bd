#include "cr/config_show.h"

#include <inttypes.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/dun_files.h"
#include "cr/letterhead.h"
#include "cr/policy.h"

struct show {
	struct cr *cr;
	const struct cr_dun_files *f;
	void (*each)(void *ctx, const char *section, const char *name,
	    const char *value);
	void *ctx;
	struct cr_buf name, value;
};

static void
show_way(struct show *s, enum cr_channel channel)
{
	const struct cr_config_way *w = &s->f->config.way[channel];
	const char *section = cr_config_way_section(channel);

	if (section == NULL || w->via == CR_VIA_NONE)
		return;
	s->each(s->ctx, section, "via", cr_via_word(w->via));
	s->each(s->ctx, section, "url", w->url);
	s->each(s->ctx, section, "from", w->from);
	s->each(s->ctx, section, "reply-to", w->reply_to);
	s->each(s->ctx, section, "user", w->user);
	s->each(s->ctx, section, "tls", w->tls ? "yes" : "no");
}

static void
show_mail(struct show *s)
{
	int i;

	for (i = 0; i < CR_CHANNELS; i++)
		show_way(s, (enum cr_channel)i);
	s->each(s->ctx, "dunning", "policy", s->f->set->digest);
	s->each(s->ctx, "dunning", "templates", s->f->config.templates);
	s->each(s->ctx, "dunning", "default", s->f->set->by_default ?
	    s->f->set->by_default->name : "none");
}

static void
show_days(struct show *s, const char *name, int32_t days)
{
	cr_buf_clear(&s->value);
	cr_buf_addi(&s->value, days);
	s->each(s->ctx, "bank", name, s->value.s);
}

static void
show_banks(struct show *s)
{
	const struct cr_bank_terms *t = &s->f->config.banks;
	size_t i;

	show_days(s, "tolerance", t->tolerance);
	s->each(s->ctx, "bank", "silence", cr_bill_silence_word(t->silence));
	for (i = 0; i < t->n; i++)
		show_days(s, t->v[i].account, t->v[i].tolerance);
}

static void
show_calendar(struct show *s)
{
	const struct cr_config_calendar *c = &s->f->config.calendar;
	int i;

	s->each(s->ctx, "calendar", "holidays", c->file);
	s->each(s->ctx, "calendar", "office", c->office);
	cr_buf_clear(&s->value);
	for (i = 0; i < CR_WEEK_DAYS; i++)
		if ((c->week >> i & 1) != 0)
			cr_buf_addf(&s->value, "%s%s", s->value.len > 0 ?
			    "," : "", cr_weekday_word(i));
	s->each(s->ctx, "calendar", "working", s->value.s);
}

/* "mon-fri 08:30-21:00", days with the same hours together. */
static void
add_hours(struct cr_buf *b, const struct cr_contact_rule *r)
{
	const struct cr_contact_hours *h;
	int i, first;

	for (i = 0; i < CR_WEEK_DAYS; i++) {
		h = &r->hours[first = i];
		while (i + 1 < CR_WEEK_DAYS && h->from == h[i + 1 -
		    first].from && h->to == h[i + 1 - first].to)
			i++;
		if (h->from >= h->to)
			continue;
		cr_buf_addf(b, "%s%s", b->len > 0 ? ", " : "",
		    cr_weekday_word(first));
		if (i > first)
			cr_buf_addf(b, "-%s", cr_weekday_word(i));
		cr_buf_addf(b, " %02d:%02d-%02d:%02d", h->from / 60,
		    h->from % 60, h->to / 60, h->to % 60);
	}
}

static void
show_contact(struct show *s)
{
	const struct cr_contact_rules *rules = &s->f->config.contact;
	const struct cr_contact_rule *r;

	for (r = rules->v; r < rules->v + rules->n; r++) {
		cr_buf_clear(&s->value);
		add_hours(&s->value, r);
		if (r->holidays)
			cr_buf_adds(&s->value, " holidays");
		if (r->per_day > 0)
			cr_buf_addf(&s->value, " per-day=%d", r->per_day);
		if (r->per_week > 0)
			cr_buf_addf(&s->value, " per-week=%d", r->per_week);
		s->each(s->ctx, "contact", r->channel, s->value.s);
	}
}

/* "http vies VIES expires=90,30 per-minute=10" */
static void
show_lookups(struct show *s)
{
	const struct cr_config *c = &s->f->config;
	const struct cr_config_lookup *l;

	for (l = c->lookups; l < c->lookups + c->nlookups; l++) {
		cr_buf_clear(&s->value);
		cr_buf_addf(&s->value, "%s %s expires=%" PRId64 ",%" PRId64,
		    cr_via_word(l->via), l->provider ? l->provider :
		    l->command[0], l->expires, l->expires_none);
		if (l->per_minute > 0)
			cr_buf_addf(&s->value, " per-minute=%" PRId64,
			    l->per_minute);
		if (l->per_day > 0)
			cr_buf_addf(&s->value, " per-day=%" PRId64,
			    l->per_day);
		s->each(s->ctx, "lookup", l->name, s->value.s);
	}
}

static int
show_letterhead(void *ctx, const char *name, const struct cr_letterhead *h)
{
	struct show *s = ctx;

	s->each(s->ctx, "letterhead", name, h->iban != NULL ? h->iban :
	    h->name);
	return CR_OK;
}

/* What a level asks beside the principal. */
static void
add_claims(struct cr_buf *b, const struct cr_level_claims *c)
{
	if (c->fee.cents > 0) {
		cr_buf_adds(b, " fee=");
		cr_money_format(b, c->fee, '.', 0);
	}
	if (c->interest)
		cr_buf_addf(b, " interest=%s", c->has_regime ?
		    cr_regime_word(c->regime) : "yes");
	if (c->book)
		cr_buf_adds(b, " book");
	if (c->flat40)
		cr_buf_adds(b, " flat40");
}

static void
show_level(struct show *s, const struct cr_policy *p,
    const struct cr_level *l)
{
	static const char *const anchors[] = { "due", "month-end",
	    "returned", "notice", "term" };
	size_t i;

	cr_buf_clear(&s->name);
	cr_buf_clear(&s->value);
	cr_buf_addf(&s->name, "%s/%s", p->name, l->name);
	cr_buf_addf(&s->value, "%s%+" PRId32, anchors[l->anchor], l->days);
	for (i = 0; i < l->nchannels; i++)
		cr_buf_addf(&s->value, "%c%s", i == 0 ? ' ' : ',',
		    cr_channel_word(l->channels[i]));
	cr_buf_addf(&s->value, " %s", l->template);
	if (l->grant > 0)
		cr_buf_addf(&s->value, " grant=%" PRId32, l->grant);
	if (l->approve)
		cr_buf_adds(&s->value, " approve");
	add_claims(&s->value, &l->claims);
	if (l->stop_orders)
		cr_buf_adds(&s->value, " stop-orders");
	s->each(s->ctx, "level", s->name.s, s->value.s);
}

static void
show_rule(struct show *s, const struct cr_policy_rule *r)
{
	const char *policy = r->policy ? r->policy->name : "none";
	size_t i;

	s->each(s->ctx, "apply", r->name, policy);
	for (i = 0; i < r->n[CR_SCOPE_SEGMENT]; i++)
		s->each(s->ctx, "segment", r->names[CR_SCOPE_SEGMENT][i],
		    policy);
}

static void
show_regime(struct show *s, const char *what, const char *name,
    enum cr_regime regime, int32_t bp, bool points)
{
	cr_buf_clear(&s->name);
	cr_buf_clear(&s->value);
	cr_buf_adds(&s->name, what);
	if (name != NULL)
		cr_buf_addf(&s->name, "/%s", name);
	cr_buf_adds(&s->value, cr_regime_word(regime));
	if (regime == CR_REGIME_CONTRACT) {
		cr_buf_adds(&s->value, points ? " +" : " ");
		cr_money_format(&s->value, (struct cr_money){ bp }, '.', 0);
	}
	s->each(s->ctx, "interest", s->name.s, s->value.s);
}

static void
show_interest(struct show *s)
{
	static const char *const bases[] = { [CR_BASIS_365] = "365",
		[CR_BASIS_ACT] = "act", [CR_BASIS_360] = "360" };
	static const char *const art6[] = {
		[CR_ART6_INVOICE] = "per-invoice",
		[CR_ART6_DEBTOR] = "per-debtor", [CR_ART6_NONE] = "none" };
	const struct cr_interest_rules *r = &s->f->config.interest;
	const struct cr_interest_terms *t = &r->terms;
	const struct cr_interest_rule *rule;

	s->each(s->ctx, "limit", "rules", s->f->config.limits);
	s->each(s->ctx, "interest", "rates", s->f->config.rates);
	s->each(s->ctx, "interest", "basis", bases[t->basis]);
	s->each(s->ctx, "interest", "round", t->round_rows ? "rows" : "item");
	s->each(s->ctx, "interest", "impute", t->principal_first ?
	    "principal-first" : "costs-first");
	s->each(s->ctx, "interest", "credit-notes", t->ab_initio ?
	    "ab-initio" : "date");
	s->each(s->ctx, "interest", "art6", art6[r->art6]);
	if (r->otherwise)
		show_regime(s, "regime", NULL, t->regime, t->contract_bp,
		    t->contract_points);
	for (rule = r->categories; rule < r->categories + r->ncategories;
	    rule++)
		show_regime(s, "category", rule->name, rule->regime,
		    rule->contract_bp, rule->contract_points);
	for (rule = r->debtors; rule < r->debtors + r->ndebtors; rule++)
		show_regime(s, "debtor", rule->name, rule->regime,
		    rule->contract_bp, rule->contract_points);
}

int
cr_config_show(struct cr *cr, const struct cr_dun_files *f,
    void (*each)(void *ctx, const char *section, const char *name,
    const char *value), void *ctx)
{
	struct show s = { .cr = cr, .f = f, .each = each, .ctx = ctx };
	const struct cr_policy *p;
	size_t i, k;

	cr_buf_init(&s.name);
	cr_buf_init(&s.value);
	show_mail(&s);
	show_banks(&s);
	show_calendar(&s);
	show_contact(&s);
	show_lookups(&s);
	cr_letterhead_each(cr, &f->config, show_letterhead, &s);
	for (i = 0; i < f->set->npolicies; i++) {
		p = &f->set->policies[i];
		for (k = 0; k < p->nlevels; k++)
			show_level(&s, p, &p->levels[k]);
	}
	for (i = 0; i < f->set->nrules; i++)
		show_rule(&s, &f->set->rules[i]);
	show_interest(&s);
	cr_buf_release(&s.name);
	cr_buf_release(&s.value);
	return CR_OK;
}
