#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "cr/i18n.h"
#include "cr/str.h"

/* Rows that tell something of a party: what they need, and their words. */

static bool
wrong(struct table *t, const char *text)
{
	snprintf(t->reason, sizeof(t->reason), "%s", _(text));
	return false;
}

/* Is "PREG=prejudicial" about the word TEXT? What it stands for, or NULL. */
static const char *
translated(const char *pair, const char *text)
{
	for (; *text != '\0' && cr_lower(*pair) == cr_lower(*text); pair++)
		text++;
	return *text == '\0' && *pair == '=' ? pair + 1 : NULL;
}

/* The mapping's own words come first. */
static const char *
kind_of(const struct bound_section *s, const char *text)
{
	const char *word;
	size_t i;

	for (i = 0; i < s->s->kinds.n; i++)
		if ((word = translated(s->s->kinds.v[i], text)) != NULL)
			return cr_table_kind(s->type, word);
	return cr_table_kind(s->type, text);
}

static bool
settle_kind(struct table *t, const struct bound_section *s,
    const char **kind)
{
	const char *word;

	if (*kind == NULL)
		return wrong(t, "kind is missing");
	if ((word = kind_of(s, *kind)) == NULL) {
		snprintf(t->reason, sizeof(t->reason),
		    _("kind \"%s\" is not known"), *kind);
		return false;
	}
	*kind = word;
	return true;
}

static bool
settle_whom(struct table *t, const char *debtor, struct cr_date day)
{
	if (debtor == NULL)
		return wrong(t, "debtor is missing");
	return cr_date_is_set(day) || wrong(t, "date is missing");
}

static bool
settle_commitment(struct table *t, const struct bound_section *s,
    struct cr_rec_commitment *c)
{
	if (c->number == NULL)
		return wrong(t, "document number is missing");
	if (!c->amount.set)
		return wrong(t, "amount is missing");
	return settle_whom(t, c->debtor, c->date) &&
	    settle_kind(t, s, &c->kind);
}

static bool
settle_plafond(struct table *t, const struct bound_section *s,
    struct cr_rec_plafond *p)
{
	if (p->debtor == NULL)
		return wrong(t, "debtor is missing");
	if (p->provider == NULL)
		return wrong(t, "provider is missing");
	if (!p->amount.set)
		return wrong(t, "amount is missing");
	return settle_kind(t, s, &p->kind);
}

bool
cr_table_settle_fact(struct table *t, const struct bound_section *s,
    struct work *w)
{
	struct cr_rec_sheet *b = &w->r.u.sheet;
	struct cr_rec_score *c = &w->r.u.score;

	switch (s->type) {
	case CR_RECORD_SHEET:
		return settle_whom(t, b->debtor, b->date) &&
		    (b->assets.set || wrong(t, "total assets are missing"));
	case CR_RECORD_SCORE:
		if (c->provider == NULL)
			return wrong(t, "provider is missing");
		if (c->score == NULL)
			return wrong(t, "score is missing");
		return settle_whom(t, c->debtor, c->date);
	case CR_RECORD_ADVERSE:
		return settle_whom(t, w->r.u.adverse.debtor,
		    w->r.u.adverse.date) &&
		    settle_kind(t, s, &w->r.u.adverse.kind);
	case CR_RECORD_ASSET:
		return settle_whom(t, w->r.u.asset.debtor,
		    w->r.u.asset.date) &&
		    settle_kind(t, s, &w->r.u.asset.kind);
	case CR_RECORD_COMMITMENT:
		return settle_commitment(t, s, &w->r.u.commitment);
	default:
		return settle_plafond(t, s, &w->r.u.plafond);
	}
}
