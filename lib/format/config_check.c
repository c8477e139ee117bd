#include "cr/config_check.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/dun_files.h"
#include "cr/letter.h"
#include "cr/looked.h"
#include "cr/policy.h"
#include "cr/str.h"

struct check {
	struct cr *cr;
	const struct cr_dun_files *f;
	const struct cr_policy *p;
	bool used[CR_CHANNELS];
};

static bool
has_channel(const struct cr_level *l, enum cr_channel c)
{
	size_t i;

	for (i = 0; i < l->nchannels; i++)
		if (l->channels[i] == c)
			return true;
	return false;
}

/* A language that a text is not in is sent in another; Italian has to be. */
static void
check_text(struct check *k, const struct cr_level *l, const char *name)
{
	static const char *const languages[] = { "it", "en", "de" };
	const struct cr_letter *t;
	size_t i;

	for (i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		if (cr_letters_get(k->cr, k->f->letters, name, languages[i],
		    &t) != CR_OK) {
			cr_refuse(k->cr, NULL, 0, "%s", cr_errmsg(k->cr));
			return;
		}
		if (i == 0 && !cr_streq(t->language, "it"))
			cr_refuse(k->cr, NULL, 0, "level \"%s/%s\": there is "
			    "no text \"%s\" in Italian", k->p->name, l->name,
			    name);
		if (!cr_streq(t->language, languages[i]))
			continue;
		if (t->sms == NULL && has_channel(l, CR_CHANNEL_SMS))
			cr_refuse(k->cr, NULL, 0, "level \"%s/%s\": the text "
			    "\"%s\" has no form for SMS (%s)", k->p->name,
			    l->name, name, languages[i]);
	}
}

static void
check_level(struct check *k, const struct cr_level *l)
{
	size_t i;

	check_text(k, l, l->template);
	if (l->template_unpaid != NULL)
		check_text(k, l, l->template_unpaid);
	for (i = 0; i < l->nchannels; i++)
		k->used[l->channels[i]] = true;
	if (l->ncopies > 0)	/* these go by mail */
		k->used[CR_CHANNEL_EMAIL] = true;
}

static void
check_channels(struct check *k)
{
	int c;

	for (c = 0; c < CR_CHANNELS; c++)
		if (k->used[c] && !cr_channel_facts((enum
		    cr_channel)c)->person &&
		    k->f->config.way[c].via == CR_VIA_NONE)
			cr_warn(k->cr, NULL, 0, "the policy uses %s, but "
			    "cr.conf has no section \"%s\": such messages "
			    "wait", cr_channel_word((enum cr_channel)c),
			    cr_config_way_section((enum cr_channel)c));
}

static bool
has_level(const struct cr_policy_set *set, const char *name)
{
	size_t i, j;

	for (i = 0; i < set->npolicies; i++)
		for (j = 0; j < set->policies[i].nlevels; j++)
			if (strcmp(set->policies[i].levels[j].name,
			    name) == 0)
				return true;
	return false;
}

/* Legal interest runs from these, so a name that is wrong costs money. */
static void
check_formal(struct check *k)
{
	const struct cr_interest_rules *r = &k->f->config.interest;
	size_t i;

	for (i = 0; i < r->nformal; i++)
		if (!has_level(k->f->set, r->formal[i]))
			cr_warn(k->cr, NULL, 0, "no policy has a level "
			    "\"%s\", which is said to be a messa in mora",
			    r->formal[i]);
}

static void
check_lookups(struct check *k)
{
	const struct cr_config *c = &k->f->config;
	size_t i;

	for (i = 0; i < c->nlookups; i++)
		if (cr_looker_check(k->cr, &c->lookups[i], k->f->share) !=
		    CR_OK)
			cr_refuse(k->cr, NULL, 0, "lookup %s: %s",
			    c->lookups[i].name, cr_errmsg(k->cr));
}

int
cr_config_check(struct cr *cr, const struct cr_dun_files *f, bool all)
{
	struct check k = { .cr = cr, .f = f };
	size_t i, j;

	for (i = 0; i < f->set->npolicies; i++) {
		k.p = &f->set->policies[i];
		for (j = 0; j < k.p->nlevels; j++)
			check_level(&k, &k.p->levels[j]);
	}
	check_lookups(&k);
	if (all) {
		check_channels(&k);
		check_formal(&k);
	}
	return CR_OK;
}
