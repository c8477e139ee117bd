#include "query.h"

#include <stdio.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/mem.h"

static struct cr_query_param *
param(struct cr_query_sql *s)
{
	struct cr_query_param *p;

	cr_grow(&s->params, s->nparams, &s->cap, sizeof(*s->params));
	p = &s->params[s->nparams];
	*p = (struct cr_query_param){ 0 };
	snprintf(p->name, sizeof(p->name), ":p%zu", s->nparams++);
	cr_buf_adds(&s->text, p->name);
	return p;
}

void
cr_query_text(struct cr_query_sql *s, const char *text)
{
	param(s)->text = text;
}

void
cr_query_number(struct cr_query_sql *s, int64_t n)
{
	param(s)->n = n;
}

static void
add(struct cr_query_sql *s, const char *sql)
{
	cr_buf_adds(&s->text, sql);
}

void
cr_query_bound(struct cr_query_sql *s, const char *test,
    const struct cr_query_bound *b)
{
	if (!b->set)
		return;
	add(s, " AND ");
	add(s, test);
	add(s, " ");
	cr_query_number(s, b->v);
}

/*
 * Days late from N to M are due dates from the day less M to it less N. A
 * credit note is never late.
 */
static void
late(struct cr_query_sql *s)
{
	int64_t day = s->q->as_of.day.days;

	if (s->q->late_from.set || s->q->late_to.set)
		add(s, " AND o.open_cents > 0");
	if (s->q->late_from.set) {
		add(s, " AND o.due <= ");
		cr_query_number(s, day - s->q->late_from.v);
	}
	if (s->q->late_to.set) {
		add(s, " AND o.due >= ");
		cr_query_number(s, day - s->q->late_to.v);
	}
}

static void
one_of(struct cr_query_sql *s, const char *column, const struct cr_words *w)
{
	bool missing = false;
	size_t i;

	if (w->n == 0)
		return;
	add(s, " AND (");
	add(s, column);
	add(s, " IN (NULL");
	for (i = 0; i < w->n; i++) {
		if (strcmp(w->v[i], "-") == 0) {
			missing = true;
			continue;
		}
		add(s, ", ");
		cr_query_text(s, w->v[i]);
	}
	add(s, ")");
	if (missing) {
		add(s, " OR ");
		add(s, column);
		add(s, " IS NULL");
	}
	add(s, ")");
}

void
cr_query_class(struct cr_query_sql *s)
{
	add(s, "(SELECT r.class FROM rating r WHERE r.party = p.id "
	    "AND r.undone_by IS NULL AND r.day <= ");
	cr_query_number(s, s->q->as_of.day.days);
	add(s, " ORDER BY r.day DESC, r.id DESC LIMIT 1)");
}

static void
rated(struct cr_query_sql *s, const struct cr_words *w)
{
	size_t i;

	if (w->n == 0)
		return;
	add(s, " AND coalesce(");
	cr_query_class(s);
	add(s, ", '-') IN (NULL");
	for (i = 0; i < w->n; i++) {
		add(s, ", ");
		cr_query_text(s, w->v[i]);
	}
	add(s, ")");
}

/* A party by key, code, VAT number or tax code. ALIAS is its table's. */
void
cr_query_party(struct cr_query_sql *s, const char *alias,
    const struct cr_words *w)
{
	static const char *const columns[] = { "code", "vat", "tax_code" };
	struct cr_key key;
	size_t i, c;

	if (w->n == 0)
		return;
	add(s, " AND (1 = 0");
	for (i = 0; i < w->n; i++) {
		if (cr_key_parse(w->v[i], strlen(w->v[i]), &key) &&
		    key.kind == CR_KEY_PARTY) {
			cr_buf_addf(&s->text, " OR %s.id = ", alias);
			cr_query_number(s, key.id);
			continue;
		}
		for (c = 0; c < sizeof(columns) / sizeof(columns[0]); c++) {
			cr_buf_addf(&s->text, " OR %s.%s = ", alias,
			    columns[c]);
			cr_query_text(s, w->v[i]);
		}
	}
	add(s, ")");
}

enum flip { AS_IT_IS, TO_UPPER, TO_LOWER };

/*
 * TEXT as a pattern of LIKE that finds it anywhere. LIKE knows the two
 * cases of A to Z only; FLIP turns the accented letters of Latin-1 (U+00C0
 * to U+00DE and U+00E0 to U+00FE, a 0xc3 and one byte) to one case.
 */
static const char *
pattern(struct cr_query_sql *s, const char *text, enum flip flip)
{
	struct cr_buf b;
	char *made;
	size_t i;
	unsigned char c;

	cr_buf_init(&b);
	cr_buf_addc(&b, '%');
	for (i = 0; text[i] != '\0'; i++) {
		c = (unsigned char)text[i];
		if (strchr("%_\\", c) != NULL)
			cr_buf_addc(&b, '\\');
		if (i > 0 && (unsigned char)text[i - 1] == 0xc3 &&
		    (c & 0x1f) != 0x17 && (c & 0x1f) != 0x1f)
			c = flip == TO_UPPER ? c & 0xdf :
			    flip == TO_LOWER ? c | 0x20 : c;
		cr_buf_addc(&b, (char)c);
	}
	cr_buf_addc(&b, '%');
	made = cr_arena_strdup(s->arena, b.s);
	cr_buf_release(&b);
	return made;
}

void
cr_query_find(struct cr_query_sql *s, const char *const *columns, size_t n,
    const char *text)
{
	enum flip flip, last;
	size_t c;

	if (text == NULL)
		return;
	last = strchr(text, 0xc3) != NULL ? TO_LOWER : AS_IT_IS;
	add(s, " AND (1 = 0");
	for (c = 0; c < n; c++) {
		for (flip = AS_IT_IS; flip <= last; flip++) {
			cr_buf_addf(&s->text, " OR %s LIKE ", columns[c]);
			cr_query_text(s, pattern(s, text, flip));
			add(s, " ESCAPE '\\'");
		}
	}
	add(s, ")");
}

static void
keys(struct cr_query_sql *s)
{
	bool party_keys = false;
	size_t i;

	if (!s->q->keyed)
		return;
	for (i = 0; i < s->q->nkeys; i++)
		party_keys |= s->q->keys[i].kind == CR_KEY_PARTY;
	/* without parties the items are looked up, not filtered */
	add(s, " AND (i.id IN (SELECT id FROM asked_item)");
	if (party_keys)
		add(s, " OR p.id IN (SELECT id FROM asked_party) "
		    "OR d.creditor IN (SELECT id FROM asked_party)");
	add(s, ")");
}

/* Items that are closed have no balance; only what was known counts. */
static void
state(struct cr_query_sql *s)
{
	int64_t day = s->q->as_of.day.days;

	if (s->q->state == CR_QUERY_OPEN)
		return;
	add(s, s->q->state == CR_QUERY_CLOSED ? " AND o.item IS NULL AND (" :
	    " AND (o.item IS NOT NULL OR ");
	if (!s->literal) {
		add(s, "i.undone_by IS NULL)");
	} else {
		add(s, "i.run IN (SELECT id FROM run WHERE day <= ");
		cr_query_number(s, day);
		add(s, ") AND (i.undone_by IS NULL OR i.undone_by NOT IN "
		    "(SELECT id FROM run WHERE day <= ");
		cr_query_number(s, day);
		add(s, ")))");
	}
	if (s->past) {
		add(s, " AND d.date <= ");
		cr_query_number(s, day);
	}
}

void
cr_query_debtor(struct cr_query_sql *s)
{
	static const char *const name[] = { "p.name" };
	const struct cr_query *q = s->q;

	one_of(s, "p.area", &q->area);
	one_of(s, "w.code", &q->depot);
	one_of(s, "a.code", &q->agent);
	one_of(s, "p.category", &q->category);
	rated(s, &q->class);
	cr_query_party(s, "p", &q->debtor);
	cr_query_party(s, "c", &q->creditor);
	cr_query_find(s, name, 1, q->name);
	if (q->seasonal >= 0) {
		add(s, " AND p.seasonal = ");
		cr_query_number(s, q->seasonal);
	}
}

void
cr_query_clauses(struct cr_query_sql *s)
{
	static const char *const text[] = { "d.number", "i.note", "p.name" };
	const struct cr_query *q = s->q;

	state(s);
	keys(s);
	late(s);
	cr_query_bound(s, "coalesce(o.due, i.due) >", &q->due_after);
	cr_query_bound(s, "coalesce(o.due, i.due) <", &q->due_before);
	if (!q->debtors) {
		cr_query_bound(s, "coalesce(o.open_cents, i.amount_cents) >=",
		    &q->min);
		cr_query_bound(s, "coalesce(o.open_cents, i.amount_cents) <=",
		    &q->max);
	}
	one_of(s, "i.method", &q->method);
	cr_query_debtor(s);
	cr_query_find(s, text, 3, q->text);
}
