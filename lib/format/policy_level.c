/* The levels of a policy, and the values that policies are made of. */

#include "policy_read.h"

#include <inttypes.h>
#include <string.h>

#include "cr/channel.h"
#include "cr/cr.h"
#include "cr/mime.h"
#include "cr/str.h"

#define DAYS_MAX 3650		/* ten years: a longer wait is a mistake */

const struct cr_conf_opt cr_policy_level_opts[] = {
	{ .name = "anchor", .type = CR_CONF_TEXT },
	{ .name = "days", .type = CR_CONF_INT },
	{ .name = "channels", .type = CR_CONF_LIST },
	{ .name = "template", .type = CR_CONF_TEXT },
	{ .name = "template-unpaid", .type = CR_CONF_TEXT },
	{ .name = "minimum", .type = CR_CONF_TEXT },
	{ .name = "grant", .type = CR_CONF_INT },
	{ .name = "grant-from", .type = CR_CONF_TEXT },
	{ .name = "approve", .type = CR_CONF_BOOL },
	{ .name = "copy", .type = CR_CONF_LIST },
	{ .name = "attach", .type = CR_CONF_LIST },
	{ .name = "fee", .type = CR_CONF_TEXT },
	{ .name = "interest", .type = CR_CONF_TEXT },
	{ .name = "book", .type = CR_CONF_BOOL },
	{ .name = "flat40", .type = CR_CONF_BOOL },
	{ .name = "claims", .type = CR_CONF_BOOL },
	{ .name = "stop-orders", .type = CR_CONF_BOOL },
	{ .name = NULL },
};

static const char *const anchor_words[] = {
	"due", "month-end", "returned", "notice", "term", NULL
};
/* What a granted term begins with. */
enum { FROM_SENDING, FROM_DELIVERY };
static const char *const from_words[] = { "sending", "delivery", NULL };

/* The index of the word of option NAME among WORDS. */
int
cr_policy_word(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, const char *const *words, int absent, int *out)
{
	const char *word = cr_conf_text(s, name, words[absent]);

	for (*out = 0; words[*out] != NULL; ++*out)
		if (strcmp(words[*out], word) == 0)
			return CR_OK;
	return cr_conf_fail(r->cr, s, name, "%s \"%s\" is none there is", name,
	    word);
}

int
cr_policy_money(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, const char *absent, struct cr_money *out)
{
	const char *text = cr_conf_text(s, name, absent);

	if (cr_money_parse_xml(text, out) && out->cents >= 0)
		return CR_OK;
	return cr_conf_fail(r->cr, s, name, "%s \"%s\" is no amount (as in "
	    "1234.56)", name, text);
}

int
cr_policy_days(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, int32_t absent, int32_t least, int32_t *out)
{
	int64_t days = cr_conf_int(s, name, absent);

	if (days < least || days > DAYS_MAX)
		return cr_conf_fail(r->cr, s, name, "%s is from %" PRId32
		    " to %d", name, least, DAYS_MAX);
	*out = (int32_t)days;
	return CR_OK;
}

/* All texts of the list NAME. */
size_t
cr_policy_list(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, const char ***out)
{
	size_t n, i;

	for (n = 0; cr_conf_item(s, name, n) != NULL; n++)
		;
	*out = cr_arena_alloc(r->arena, (n + 1) * sizeof(**out));
	for (i = 0; i < n; i++)
		(*out)[i] = cr_arena_strdup(r->arena,
		    cr_conf_item(s, name, i));
	return n;
}

static int
take_channels(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_level *l)
{
	enum cr_channel c;
	const char *word;
	size_t i, k;

	for (i = 0; (word = cr_conf_item(s, "channels", i)) != NULL; i++) {
		if (!cr_channel_parse(word, &c))
			return cr_conf_fail(r->cr, s, "channels",
			    "there is no channel \"%s\" (email, pec, sms, "
			    "fax, letter, registered, phone, visit, task)",
			    word);
		for (k = 0; k < l->nchannels && l->channels[k] != c; k++)
			;
		if (k < l->nchannels)
			return cr_conf_fail(r->cr, s, "channels",
			    "a channel is named twice");
		l->channels[l->nchannels++] = c;
	}
	if (l->nchannels == 0)
		l->channels[l->nchannels++] = CR_CHANNEL_EMAIL;
	return CR_OK;
}

static bool
has_mail(const struct cr_level *l)
{
	size_t i;

	for (i = 0; i < l->nchannels; i++)
		if (strcmp(cr_channel_facts(l->channels[i])->media,
		    CR_MEDIA_MAIL) == 0)
			return true;
	return false;
}

static int
take_attach(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_level *l)
{
	static const struct {
		const char *word;
		enum cr_level_attach bit;
	} what[] = { { "letter", CR_ATTACH_LETTER },
	    { "statement", CR_ATTACH_STATEMENT },
	    { "invoice", CR_ATTACH_INVOICE } };
	const size_t n = sizeof(what) / sizeof(what[0]);
	const char *word;
	size_t i, k;

	for (i = 0; (word = cr_conf_item(s, "attach", i)) != NULL; i++) {
		for (k = 0; k < n && strcmp(what[k].word, word) != 0; k++)
			;
		if (k == n)
			return cr_conf_fail(r->cr, s, "attach", "attach "
			    "\"%s\" is none of letter, statement, invoice",
			    word);
		l->attach |= what[k].bit;
	}
	if (l->attach != 0 && !has_mail(l))
		return cr_conf_fail(r->cr, s, "attach", "level \"%s\" has "
		    "neither email nor pec: nothing can go with it", l->name);
	return CR_OK;
}

/* A template is named like a file, and can be no path. */
static bool
is_template_name(const char *s)
{
	size_t i;

	for (i = 0; s[i] != '\0'; i++)
		if (!cr_is_alpha(s[i]) && !cr_is_digit(s[i]) && s[i] != '-' &&
		    s[i] != '_')
			return false;
	return i > 0 && i <= 64;
}

static int
check_template(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *option, const char *name)
{
	if (name == NULL || is_template_name(name))
		return CR_OK;
	return cr_conf_fail(r->cr, s, option, "%s \"%s\" is no name "
	    "(letters, digits, -)", option, name);
}

static int
check_copies(struct policy_reader *r, const struct cr_conf_sec *s,
    const struct cr_level *l)
{
	size_t i;

	for (i = 0; i < l->ncopies; i++)
		if (strcmp(l->copies[i], "agent") != 0 &&
		    strcmp(l->copies[i], "depot") != 0 &&
		    !cr_mail_address_is_valid(l->copies[i]))
			return cr_conf_fail(r->cr, s, "copy", "\"%s\" is "
			    "neither agent, depot nor a mail address",
			    l->copies[i]);
	return CR_OK;
}

static int
check_level(struct policy_reader *r, const struct cr_conf_sec *s,
    const struct cr_level *l)
{
	bool after = l->anchor == CR_ANCHOR_NOTICE ||
	    l->anchor == CR_ANCHOR_TERM;
	int err;

	if ((err = check_template(r, s, "template", l->template)) ||
	    (err = check_template(r, s, "template-unpaid",
	    l->template_unpaid)) ||
	    (err = check_copies(r, s, l)))
		return err;
	if (after && l->order == 1)
		return cr_conf_fail(r->cr, s, "anchor", "the first level has "
		    "no notice before it");
	if (l->days < 0 && l->anchor != CR_ANCHOR_DUE)
		return cr_conf_fail(r->cr, s, "days", "negative days are "
		    "before the due date, with anchor = due");
	if (l->claims.book && !l->claims.interest)
		return cr_conf_fail(r->cr, s, "book", "there is no interest "
		    "to book");
	if (l->days < 0 && (l->claims.interest || l->claims.flat40 ||
	    l->claims.fee.cents > 0))
		return cr_conf_fail(r->cr, s, NULL, "level \"%s\" is before "
		    "the due date: it can ask no interest and no fee",
		    l->name);
	return CR_OK;
}

/*
 * The word of "interest": no, yes, or a regime. What a contract or a judge
 * said is different for each debtor, so it is no business of a level.
 */
static int
take_interest(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_level_claims *c)
{
	const char *word = cr_conf_text(s, "interest", "no");

	c->has_regime = cr_regime_parse(word, &c->regime);
	c->interest = c->has_regime || strcmp(word, "yes") == 0;
	if ((c->interest || strcmp(word, "no") == 0) && !(c->has_regime &&
	    (c->regime == CR_REGIME_CONTRACT ||
	    c->regime == CR_REGIME_LEGAL4)))
		return CR_OK;
	return cr_conf_fail(r->cr, s, "interest", "interest \"%s\" is none "
	    "of no, yes, mora, mora7, food, food62, subfornitura and legal",
	    word);
}

static int
take_claims(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_level_claims *c)
{
	int err;

	if ((err = take_interest(r, s, c)) != CR_OK ||
	    (err = cr_policy_money(r, s, "fee", "0", &c->fee)) != CR_OK)
		return err;
	c->book = cr_conf_bool(s, "book", false);
	c->flat40 = cr_conf_bool(s, "flat40", false);
	c->show = cr_conf_bool(s, "claims", c->interest || c->flat40 ||
	    c->fee.cents > 0);
	return CR_OK;
}

static int
take_when(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_level *l)
{
	int anchor, from, err;

	if ((err = cr_policy_word(r, s, "anchor", anchor_words,
	    CR_ANCHOR_DUE, &anchor)) != CR_OK)
		return err;
	l->anchor = (enum cr_anchor)anchor;
	if (!cr_conf_has(s, "days"))
		return cr_conf_fail(r->cr, s, NULL, "level \"%s\" does not "
		    "say its days", l->name);
	if ((err = cr_policy_days(r, s, "days", 0, -DAYS_MAX, &l->days)))
		return err;
	if ((err = cr_policy_days(r, s, "grant", 0, 0, &l->grant)) != CR_OK ||
	    (err = cr_policy_word(r, s, "grant-from", from_words,
	    FROM_SENDING, &from)) != CR_OK)
		return err;
	l->grant_from_delivery = from == FROM_DELIVERY && l->grant > 0;
	return CR_OK;
}

static int
take_level(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_level *l)
{
	const char *unpaid = cr_conf_text(s, "template-unpaid", NULL);
	int err;

	l->name = cr_arena_strdup(r->arena, cr_conf_title(s));
	l->template = cr_arena_strdup(r->arena,
	    cr_conf_text(s, "template", l->name));
	if (unpaid != NULL)
		l->template_unpaid = cr_arena_strdup(r->arena, unpaid);
	l->approve = cr_conf_bool(s, "approve", false);
	l->stop_orders = cr_conf_bool(s, "stop-orders", false);
	l->ncopies = cr_policy_list(r, s, "copy", &l->copies);
	if ((err = take_when(r, s, l)) != CR_OK ||
	    (err = cr_policy_money(r, s, "minimum", "0", &l->minimum)) ||
	    (err = take_channels(r, s, l)) != CR_OK ||
	    (err = take_attach(r, s, l)) != CR_OK ||
	    (err = take_claims(r, s, &l->claims)) != CR_OK)
		return err;
	return check_level(r, s, l);
}

/* Levels that count from the same day come in the order of their days. */
static int
check_order(struct policy_reader *r, const struct cr_conf_sec *s,
    const struct cr_policy *p)
{
	const struct cr_level *l;
	size_t i;

	for (i = 1; i < p->nlevels; i++) {
		l = &p->levels[i];
		if (l->anchor == p->levels[i - 1].anchor &&
		    l->anchor < CR_ANCHOR_NOTICE &&
		    l->days <= p->levels[i - 1].days)
			return cr_conf_fail(r->cr, cr_conf_section(s, "level",
			    i), "days", "level \"%s\" is not later than the "
			    "one before", l->name);
	}
	return CR_OK;
}

int
cr_policy_levels(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_policy *p)
{
	size_t i;
	int err;

	p->nlevels = cr_conf_count(s, "level");
	if (p->nlevels == 0)
		return cr_conf_fail(r->cr, s, NULL, "policy \"%s\" has no "
		    "level", p->name);
	p->levels = cr_arena_alloc(r->arena, p->nlevels * sizeof(*p->levels));
	for (i = 0; i < p->nlevels; i++) {
		p->levels[i].order = (int)i + 1;
		err = take_level(r, cr_conf_section(s, "level", i),
		    &p->levels[i]);
		if (err != CR_OK)
			return err;
	}
	return check_order(r, s, p);
}
