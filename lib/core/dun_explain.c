#include "cr/dun_explain.h"

#include <inttypes.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/message.h"
#include "cr/notice.h"
#include "cr/print.h"
#include "cr/segment.h"

#define AHEAD 11		/* after the rules: what comes on later days */

enum { ITEM, PARTY, RULE, NAME, RESULT, DAY, DETAIL };

const struct cr_field cr_explain_fields[CR_EXPLAIN_FIELDS] = {
	[ITEM] = { "item", CR_KEY, N_("Item"), N_("the item, or message"), 0 },
	[PARTY] = { "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	[RULE] = { "rule", CR_COUNT, N_("Rule"),
	    N_("its number in cr-dun(1); none of a message"), 0 },
	[NAME] = { "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	[RESULT] = { "result", CR_TEXT, N_("Result"),
	    N_("pass, wait, stop or take; what became of a message"), 0 },
	[DAY] = { "day", CR_DATE, N_("Day"),
	    N_("when it would come, or came"), 0 },
	[DETAIL] = { "detail", CR_TEXT, N_("Detail"), N_("why"), 0 },
};

/* Being told: the text is made anew for each step. */
struct telling {
	const struct cr_dun_item *it;
	struct cr_date today;
	void (*each)(void *ctx, const struct cr_dun_step *s);
	void *ctx;
	struct cr_buf text;
	int last;		/* the rule that decided */
};

/* The rule at which each reason is found. */
static int
rule_of(enum cr_dun_reason reason)
{
	switch (reason) {
	case CR_DUN_CREDIT:
		return 1;
	case CR_DUN_SMALL:
		return 2;
	case CR_DUN_EXCLUDED:
		return 3;
	case CR_DUN_HELD:
		return 4;
	case CR_DUN_IN_FLIGHT:
	case CR_DUN_DONE:
	case CR_DUN_HAND_OVER:
	case CR_DUN_WRITE_OFF:
		return 5;
	case CR_DUN_EARLY:
	case CR_DUN_BANK:
	case CR_DUN_INTERVAL:
	case CR_DUN_TERM:
	case CR_DUN_DELIVERY:
		return 7;
	case CR_DUN_COVERED:
		return 9;
	default:
		return 10;
	}
}

static void
add_money(struct telling *t, struct cr_money m)
{
	cr_money_format(&t->text, m, '.', '\0');
	cr_buf_addf(&t->text, " %s", t->it->currency);
}

static void
add_date(struct telling *t, const char *words, struct cr_date d)
{
	char iso[CR_DATE_SIZE];

	if (!cr_date_is_set(d))
		return;
	if (t->text.len > 0)
		cr_buf_adds(&t->text, ", ");
	cr_buf_addf(&t->text, "%s %s", words, cr_date_iso(d, iso));
}

/* Tell rule N, whose text is ready; false when it was the last one. */
static bool
give(struct telling *t, int n, const char *name, struct cr_date day)
{
	bool last = n == t->last;
	struct cr_dun_step s = { n, name, "pass", day, t->text.s };

	if (last && t->it->reason == CR_DUN_TAKEN)
		s.result = "take";
	else if (last)
		s.result = cr_date_is_set(t->it->next) &&
		    t->it->next.days > t->today.days ? "wait" : "stop";
	if (last) {
		cr_buf_adds(&t->text, t->text.len > 0 ? "; " : "");
		cr_buf_adds(&t->text, _(cr_dun_reason_text(t->it->reason)));
		s.detail = t->text.s;
		s.day = t->it->next;
	}
	t->each(t->ctx, &s);
	cr_buf_clear(&t->text);
	return !last;
}

static bool
tell_balance(struct telling *t)
{
	cr_buf_adds(&t->text, _("open"));
	cr_buf_addc(&t->text, ' ');
	add_money(t, t->it->open);
	if (t->it->claim.cents != t->it->open.cents && t->last > 4) {
		cr_buf_addf(&t->text, ", %s ", _("claimed"));
		add_money(t, t->it->claim);
	}
	return give(t, 1, "balance", CR_DATE_NONE);
}

static bool
tell_tolerance(struct telling *t)
{
	if (t->it->choice.policy != NULL) {
		cr_buf_addf(&t->text, "%s ", _("tolerance"));
		add_money(t, t->it->choice.policy->tolerance);
	}
	return give(t, 2, "tolerance", CR_DATE_NONE);
}

static bool
tell_policy(struct telling *t)
{
	static const char *const scopes[] = { N_("of the item"),
	    N_("of the debtor"), N_("of the segment"),
	    N_("of the category"), N_("of the agent"), N_("of the depot"),
	    N_("of the creditor"), N_("by default") };
	const struct cr_policy_choice *c = &t->it->choice;

	cr_buf_addf(&t->text, "%s %s", c->policy ? c->policy->name : "none",
	    _(scopes[c->scope]));
	if (c->scope == CR_SCOPE_SEGMENT) {
		cr_buf_addc(&t->text, ' ');
		cr_segment_add(&t->text, c->abc, c->class_name);
	}
	if (c->rule != NULL)
		cr_buf_addf(&t->text, " (%s)", c->rule);
	return give(t, 3, "policy", CR_DATE_NONE);
}

static bool
tell_hold(struct telling *t)
{
	const struct cr_dun_item *it = t->it;

	if (it->held_whole || it->held.cents != 0) {
		if (it->hold_id != 0)
			cr_buf_addf(&t->text, "hold:%" PRId64 " ",
			    it->hold_id);
		cr_buf_addf(&t->text, "%s ", cr_hold_word(it->hold));
		if (it->held_whole)
			cr_buf_adds(&t->text, _("of the whole"));
		else
			add_money(t, it->held);
		if (it->held_whole)
			add_date(t, _("until"), it->held_until);
	} else {
		cr_buf_adds(&t->text, _("no hold"));
	}
	return give(t, 4, "hold", CR_DATE_NONE);
}

static bool
tell_levels(struct telling *t)
{
	const struct cr_dun_item *it = t->it;

	if (it->last_name != NULL) {
		cr_buf_addf(&t->text, "%s %s", _("last"), it->last_name);
		add_date(t, _("on"), it->last_day);
	}
	if (it->level != NULL)
		cr_buf_addf(&t->text, "%s%s %s", t->text.len > 0 ? ", " : "",
		    _("next"), it->level->name);
	return give(t, 5, "level", CR_DATE_NONE);
}

static bool
tell_day(struct telling *t)
{
	const struct cr_dun_item *it = t->it;

	add_date(t, _("due"), it->due);
	add_date(t, _("level"), it->day[CR_DAY_ANCHOR]);
	add_date(t, _("bank"), it->day[CR_DAY_BANK]);
	add_date(t, _("interval"), it->day[CR_DAY_INTERVAL]);
	add_date(t, _("term"), it->day[CR_DAY_TERM]);
	add_date(t, _("hold"), it->day[CR_DAY_HOLD]);
	return give(t, 6, "day", it->next);
}

void
cr_dun_explain(const struct cr_dun_item *it, struct cr_date today,
    void (*each)(void *ctx, const struct cr_dun_step *s), void *ctx)
{
	struct telling t = { .it = it, .today = today, .each = each,
	    .ctx = ctx, .last = rule_of(it->reason) };

	cr_buf_init(&t.text);
	if (tell_balance(&t) && (t.it->choice.policy == NULL ||
	    tell_tolerance(&t)) && tell_policy(&t) && tell_hold(&t) &&
	    tell_levels(&t) && tell_day(&t) &&
	    give(&t, 7, "today", it->next) &&
	    give(&t, 8, "notice", CR_DATE_NONE) &&
	    give(&t, 9, "credits", CR_DATE_NONE))
		give(&t, 10, "limits", CR_DATE_NONE);
	cr_buf_release(&t.text);
}

static int
take_item(void *ctx, const struct cr_notice_item *i)
{
	struct cr_keys *keys = ctx;

	cr_keys_put(keys, (struct cr_key){ CR_KEY_ITEM, i->item });
	return 0;
}

/* The notice of a message; 0: it is of none. */
static int
notice_of(struct cr *cr, struct cr_key key, int64_t *notice)
{
	struct cr_message m;
	int err;

	*notice = key.id;
	if (key.kind != CR_KEY_MESSAGE)
		return CR_OK;
	if ((err = cr_message_get(cr, key.id, &m)) == CR_OK)
		*notice = m.notice;
	return err;
}

int
cr_explain_keys(struct cr *cr, struct cr_keys *keys)
{
	size_t i, n = keys->n, before;
	int64_t notice;
	int err = CR_OK;

	for (i = 0; i < n && err == CR_OK; i++) {
		if (keys->v[i].kind != CR_KEY_NOTICE &&
		    keys->v[i].kind != CR_KEY_MESSAGE)
			continue;
		before = keys->n;
		if ((err = notice_of(cr, keys->v[i], &notice)) == CR_OK)
			err = cr_notice_items(cr, notice, take_item, keys);
		if (err == CR_ENOTFOUND) {
			cr_refuse(cr, NULL, 0, "%s", cr_errmsg(cr));
			err = CR_OK;
		} else if (err == CR_OK && keys->n == before &&
		    keys->v[i].kind == CR_KEY_NOTICE) {
			cr_refuse(cr, NULL, 0, "there is no %s:%lld",
			    cr_key_word(keys->v[i].kind),
			    (long long)keys->v[i].id);
		}
	}
	cr_keys_sort(keys);
	return err;
}

static void
put_words(struct cr_printer *p, const struct cr_dun_step *s)
{
	cr_put_text_cell(p, NAME, s->name);
	cr_put_text_cell(p, RESULT, s->result);
	cr_put_date(p, DAY, s->day);
	cr_put_text_cell(p, DETAIL, *s->detail ? s->detail : NULL);
	cr_print_row(p);
}

static void
put_row(struct cr_printer *p, const struct cr_dun_item *it,
    const struct cr_dun_step *s)
{
	cr_put_key(p, ITEM, CR_KEY_ITEM, it->item);
	cr_put_key(p, PARTY, CR_KEY_PARTY, it->debtor);
	cr_put_count(p, RULE, s->rule);
	put_words(p, s);
}

void
cr_explain_put_message(struct cr_printer *p, int64_t message, int64_t debtor,
    const struct cr_dun_step *s)
{
	cr_put_key(p, ITEM, CR_KEY_MESSAGE, message);
	cr_put_key(p, PARTY, CR_KEY_PARTY, debtor);
	put_words(p, s);
}

struct row {
	struct cr_printer *p;
	const struct cr_dun_item *it;
};

static void
put_step(void *ctx, const struct cr_dun_step *s)
{
	const struct row *r = ctx;

	put_row(r->p, r->it, s);
}

void
cr_explain_put(struct cr_printer *p, const struct cr_dun_item *it,
    struct cr_date today)
{
	struct row r = { p, it };

	cr_dun_explain(it, today, put_step, &r);
}

/* "sollecito-2 by email, pec; 1,000.00 EUR; grants until ...". */
static void
tell_level(struct cr_buf *b, const struct cr_dun_item *it,
    const struct cr_dun_step_ahead *s)
{
	char iso[CR_DATE_SIZE];
	size_t i;

	cr_buf_adds(b, s->level->name);
	for (i = 0; i < s->level->nchannels; i++)
		cr_buf_addf(b, "%s %s", i == 0 ? "," : " /",
		    cr_channel_word(s->level->channels[i]));
	if (s->reason != CR_DUN_TAKEN)
		return;
	cr_buf_adds(b, ", ");
	cr_money_format(b, s->claim, '.', '\0');
	cr_buf_addf(b, " %s", it->currency);
	if (s->level->grant_from_delivery)
		cr_buf_addf(b, P_(", grants %d day from its arrival",
		    ", grants %d days from its arrival",
		    (unsigned long)s->level->grant), (int)s->level->grant);
	else if (cr_date_is_set(s->term))
		cr_buf_addf(b, ", %s %s", _("term until"),
		    cr_date_iso(s->term, iso));
	if (s->level->approve)
		cr_buf_addf(b, ", %s", _("when it is approved"));
}

void
cr_explain_put_ahead(struct cr_printer *p, const struct cr_dun_item *it,
    const struct cr_dun_step_ahead *s)
{
	struct cr_dun_step row = { .rule = AHEAD, .name = "ahead",
		.result = "stop", .day = s->day };
	char iso[CR_DATE_SIZE];
	struct cr_buf b;

	cr_buf_init(&b);
	if (s->level != NULL) {
		tell_level(&b, it, s);
		cr_buf_adds(&b, "; ");
	}
	cr_buf_adds(&b, _(cr_dun_reason_text(s->reason)));
	if (s->reason == CR_DUN_TAKEN) {
		row.result = "take";
	} else if (cr_date_is_set(s->next) && s->next.days > s->day.days) {
		row.result = "wait";
		cr_buf_addf(&b, ", %s %s", _("until"),
		    cr_date_iso(s->next, iso));
	}
	row.detail = b.s;
	put_row(p, it, &row);
	cr_buf_release(&b);
}
