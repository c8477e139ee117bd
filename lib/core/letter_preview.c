#include "cr/letter_preview.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/dun_files.h"
#include "cr/keys.h"
#include "cr/letterhead.h"
#include "cr/str.h"
#include "dun_beside.h"
#include "letter_sample.h"

#define TERM_1454 15		/* days, art. 1454 c.c. */

static const char *const languages[] = { "it", "en", "de" };

/* Does the policy send that text before anything is due? */
static bool
is_before_due(const struct cr_policy_set *set, const char *template)
{
	const struct cr_policy *p = set->policies;
	const struct cr_level *v;

	for (; p < set->policies + set->npolicies; p++)
		for (v = p->levels; v < p->levels + p->nlevels; v++)
			if (cr_streq(v->template, template) && v->days < 0)
				return true;
	return false;
}

/* Is it a text that goes to agents and depots? */
static bool
is_digest(const char *template)
{
	return cr_starts(template, "riepilogo-");
}

static int
sample(struct dun_letter *l, const struct cr_dun_files *f,
    enum cr_channel channel)
{
	const char *name = l->text->name;
	int err = cr_letterhead_find(l->cr, &f->config, NULL, NULL, &l->head);

	if (err != CR_OK)
		return err;
	cr_letter_sample(l, channel, is_before_due(f->set, name));
	if (is_digest(name))
		cr_values_set(l->v, CR_LETTER_TO_NAME, "Anna Neri");
	return CR_OK;
}

/* ---- A debtor of the ledger --------------------------------------------- */

struct asked {
	struct dun_letter *l;
	struct dun_world world;
	struct dun_claims claims;
	const struct cr_preview *p;
	const char *language;
	struct cr_buf *out;
	bool done;
};

static bool
no_notice(const void *ctx, int64_t notice)
{
	(void)ctx;
	(void)notice;
	return false;
}

/* Below the text of mail, what would go with it. */
static int
list_files(struct asked *q, struct dun_message *m)
{
	size_t i;
	int err;

	if (q->p->form != CR_LETTER_AS_TEXT)
		return CR_OK;
	m->media = cr_channel_facts(m->channel)->media;
	if ((err = cr_dun_attach(q->l, m)) != CR_OK)
		return err;
	for (i = 0; i < m->nattachments; i++)
		cr_buf_addf(q->out, "%s[%s, %s, %zu]\n", i == 0 ? "\n" : "",
		    m->attachments[i].name, m->attachments[i].media,
		    m->attachments[i].size);
	return CR_OK;
}

/* The first notice of the debtor is written; others are not. */
static int
write_notice(struct asked *q, const struct cr_dun_notice *n)
{
	struct dun_letter *l = q->l;
	struct dun_message m = { .channel = q->p->channel };
	int err;

	if (q->done)
		return CR_OK;
	q->done = true;
	l->n = n;
	if ((err = cr_letters_get(l->cr, l->letters, q->p->template,
	    q->language, &l->text)) != CR_OK ||
	    (err = cr_dun_letter_address(l, &m)) < 0)
		return err;
	if ((err = cr_dun_letter_values(l, m.channel,
	    m.address ? m.address : "")) != CR_OK ||
	    (err = cr_letter_write(l->cr, l->letters, l->text, &l->values,
	    q->p->form, q->out)) != CR_OK)
		return err;
	return list_files(q, &m);
}

/* All that is open and may be claimed, as one notice. */
static int
write_open(struct asked *q)
{
	const struct account *a = q->l->a;
	struct cr_dun_item **items = cr_arena_alloc(q->l->arena,
	    (a->nitems + 1) * sizeof(struct cr_dun_item *)), *it;
	struct cr_dun_notice n = { .items = items, .term = CR_DATE_NONE };
	size_t i;

	for (i = 0; i < a->nitems; i++) {
		it = a->items[i];
		if (it->open.cents <= 0 || it->level == NULL ||
		    it->held_whole || it->choice.policy == NULL)
			continue;
		it->claim.cents = it->open.cents - it->held.cents;
		items[n.nitems++] = it;
		n.claim.cents += it->claim.cents;
		if (it->due.days < q->l->cr->today.days)
			n.overdue.cents += it->claim.cents;
		if (n.level == NULL || it->level->order > n.level->order)
			n.level = it->level;
		n.policy = it->choice.policy;
	}
	if (n.nitems == 0)
		return CR_OK;
	if (n.level->grant > 0)
		n.term.days = q->l->cr->today.days + n.level->grant;
	if (n.level->grant_from_delivery)
		n.grant = n.level->grant;
	return write_notice(q, &n);
}

/* The notice that is due, with all that it asks. */
static int
write_due(void *ctx, const struct cr_dun_notice *n)
{
	struct asked *q = ctx;
	struct cr_dun_notice all = *n;
	struct cr_dun_claims claims;
	int err = cr_dun_claims_make(&q->claims, q->l->a, n, no_notice, NULL,
	    q->l->arena, &claims);

	if (err != CR_OK)
		return err;
	all.claims = &claims;
	return write_notice(q, &all);
}

static int
write_account(struct asked *q, struct account *a)
{
	int err = cr_dun_world_party(q->l->cr, &q->world, a);

	if (err != CR_OK)
		return err;
	q->l->a = a;
	q->language = q->p->language ? q->p->language : a->party.language;
	err = cr_dun_account(&a->sum, q->l->cr->today, write_due, q);
	return err != CR_OK || q->done ? err : write_open(q);
}

static int
of_ledger(struct asked *q, const struct cr_dun_files *f)
{
	struct cr_key key = { CR_KEY_PARTY, q->p->debtor };
	struct cr_keys only = { .v = &key, .n = 1 };
	struct cr_dun_opts opts = cr_dun_opts(f, &only);
	struct dun_world *w = &q->world;
	size_t i;
	int err = cr_dun_world_load(q->l->cr, f->set, &only,
	    &opts.days, w);

	if (err == CR_OK)
		err = cr_dun_claims_load(q->l->cr, &opts, w, &q->claims);
	for (i = 0; i < w->naccounts && err == CR_OK && !q->done; i++)
		if (w->accounts[i].asked)
			err = write_account(q, &w->accounts[i]);
	if (err == CR_OK && !q->done)
		err = cr_fail(q->l->cr, CR_ENOTFOUND, "nothing of pty:%lld "
		    "can be claimed", (long long)q->p->debtor);
	cr_dun_claims_release(&q->claims);
	cr_dun_world_release(w);
	return err;
}

int
cr_letter_preview(struct cr *cr, const struct cr_dun_files *f,
    const struct cr_preview *p, struct cr_buf *out)
{
	struct cr_arena a;
	struct dun_attach attach = { .share = f->share };
	struct dun_letter l = { .cr = cr, .arena = &a,
	    .letters = f->letters, .attach = &attach };
	struct asked q = { .l = &l, .p = p, .out = out };
	int err;

	cr_arena_init(&a);
	if (p->debtor != 0)
		err = of_ledger(&q, f);
	else if ((err = cr_letters_get(cr, f->letters, p->template,
	    p->language, &l.text)) == CR_OK &&
	    (err = sample(&l, f, p->channel)) == CR_OK)
		err = cr_letter_write(cr, f->letters, l.text, &l.values,
		    p->form, out);
	cr_dun_attach_release(&attach);
	cr_arena_release(&a);
	return err == CR_ENOTFOUND ? CR_EUSAGE : err;
}

enum cr_letter_form
cr_letter_form_of(enum cr_channel channel)
{
	switch (channel) {
	case CR_CHANNEL_EMAIL:
	case CR_CHANNEL_PEC:
		return CR_LETTER_AS_TEXT;
	case CR_CHANNEL_SMS:
		return CR_LETTER_AS_SMS;
	case CR_CHANNEL_FAX:
		return CR_LETTER_AS_FAX;
	case CR_CHANNEL_LETTER:
	case CR_CHANNEL_REGISTERED:
		return CR_LETTER_AS_PDF;
	default:
		return CR_LETTER_AS_SCRIPT;
	}
}

/* ---- All of them -------------------------------------------------------- */

/* A text that is not right or not there is cr_config_check()'s to tell. */
static bool
has_form(struct cr *cr, const struct cr_dun_files *f,
    const struct cr_preview *p)
{
	const struct cr_letter *t;

	return cr_letters_get(cr, f->letters, p->template, p->language,
	    &t) == CR_OK && strcmp(t->language, p->language) == 0 &&
	    (p->form != CR_LETTER_AS_SMS || t->sms != NULL);
}

static int
check(struct cr *cr, const struct cr_dun_files *f, const char *template,
    const char *language, enum cr_channel channel)
{
	struct cr_preview p = { template, language, channel,
	    cr_letter_form_of(channel), 0 };
	struct cr_buf out;
	int err;

	if (!has_form(cr, f, &p))
		return CR_OK;
	cr_buf_init(&out);
	err = cr_letter_preview(cr, f, &p, &out);
	cr_buf_release(&out);
	if (err != CR_EUSAGE && err != CR_ELIMIT)
		return err;
	cr_refuse(cr, NULL, 0, "%s", cr_errmsg(cr));
	return CR_OK;
}

static int
check_text(struct cr *cr, const struct cr_dun_files *f,
    const struct cr_level *v, const char *template)
{
	size_t i, k;
	int err = CR_OK;

	for (i = 0; i < sizeof(languages) / sizeof(languages[0]); i++)
		for (k = 0; k < v->nchannels && err == CR_OK; k++)
			err = check(cr, f, template, languages[i],
			    v->channels[k]);
	return err;
}

static int
check_level(struct cr *cr, const struct cr_dun_files *f,
    const struct cr_level *v)
{
	int err;

	if (strcmp(v->template, "diffida-1454") == 0 && v->grant < TERM_1454)
		cr_refuse(cr, NULL, 0, "level \"%s\" grants %d days; art. "
		    "1454 c.c. asks for %d", v->name, (int)v->grant,
		    TERM_1454);
	err = check_text(cr, f, v, v->template);
	return err != CR_OK || v->template_unpaid == NULL ? err :
	    check_text(cr, f, v, v->template_unpaid);
}

int
cr_letters_check(struct cr *cr, const struct cr_dun_files *f)
{
	const struct cr_policy *p;
	size_t i;
	int err = CR_OK;

	for (p = f->set->policies; err == CR_OK &&
	    p < f->set->policies + f->set->npolicies; p++)
		for (i = 0; i < p->nlevels && err == CR_OK; i++)
			err = check_level(cr, f, &p->levels[i]);
	return err;
}
