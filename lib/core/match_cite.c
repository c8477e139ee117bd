#include "matching.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/doc.h"
#include "cr/mem.h"
#include "cr/str.h"

#define READINGS 4		/* of one piece of a text */
#define GROUPS_MAX 48
#define AMBIGUOUS 7000		/* confidence in one of several answers */

static int64_t
doc_of(const struct matching *m, uint32_t i)
{
	return m->dues.v[i].item / CR_ITEMS;
}

bool
cr_match_may_pay(const struct matching *m, uint32_t i)
{
	const struct due *d = &m->dues.v[i];

	return d->open != 0 && d->creditor == m->r->creditor &&
	    d->currency == m->currency &&
	    (m->r->debtor == 0 || d->debtor == m->r->debtor);
}

/* ---- The document that a number means ----------------------------------- */

enum { FIT_LETTERS = 1, FIT_YEAR = 2, FIT_DATE = 4, FIT_PAYER = 8 };

/* How well the item at I fits the reference; -1: not at all. */
static int
fit(const struct matching *m, const struct cr_ref *ref, const char *key,
    uint32_t i)
{
	const struct due *d = &m->dues.v[i];
	const char *own, *said;
	int score = 0;

	if (!cr_match_may_pay(m, i) || d->credit != ref->credit ||
	    (m->only != 0 && m->only != d->debtor) ||
	    !cr_dues_is(&m->dues, i, key))
		return -1;
	own = strchr(m->dues.keys.s + d->key, '|') + 1;
	said = strchr(key, '|') + 1;
	if (*own != '\0' && *said != '\0' && strcmp(own, said) != 0)
		return -1;
	if (strcmp(own, said) == 0)
		score += FIT_LETTERS;
	if (ref->year != 0 && ref->year == d->year)
		score += FIT_YEAR;
	if (cr_date_is_set(ref->date) && ref->date.days == d->date)
		score += FIT_DATE;
	if (m->who.party != 0 && m->who.party == d->debtor)
		score += FIT_PAYER;
	return score;
}

struct answer {
	uint32_t due;		/* the first open item of the document */
	int score;
	bool ambiguous;
};

static int64_t
open_of_doc(const struct matching *m, uint32_t i)
{
	int64_t doc = doc_of(m, i), sum = 0;

	while (i > 0 && doc_of(m, i - 1) == doc)
		i--;
	for (; i < m->dues.n && doc_of(m, i) == doc; i++)
		sum += m->dues.v[i].open;
	return sum;
}

/* Of two that fit as well the one whose amount is that of the receipt. */
static bool
is_better(const struct matching *m, const struct answer *a, uint32_t i,
    int score)
{
	if (score != a->score)
		return score > a->score;
	return open_of_doc(m, i) == m->left &&
	    open_of_doc(m, a->due) != m->left;
}

static bool
is_as_good(const struct matching *m, const struct answer *a, uint32_t i,
    int score)
{
	return score == a->score && doc_of(m, i) != doc_of(m, a->due) &&
	    (open_of_doc(m, i) == m->left) ==
	    (open_of_doc(m, a->due) == m->left);
}

static bool
answer(const struct matching *m, const struct cr_ref *ref,
    struct answer *out)
{
	char key[CR_REF_KEY_SIZE];
	uint32_t i;
	int score;

	*out = (struct answer){ .due = NO_DUE, .score = -1 };
	cr_ref_key(ref->number, 0, key);
	for (i = cr_dues_number(&m->dues, key); i != NO_DUE;
	    i = m->dues.v[i].next_key) {
		if ((score = fit(m, ref, key, i)) < 0)
			continue;
		if (out->due == NO_DUE || is_better(m, out, i, score))
			*out = (struct answer){ i, score, false };
		else if (is_as_good(m, out, i, score))
			out->ambiguous = true;
	}
	while (out->due != NO_DUE && out->due > 0 &&
	    doc_of(m, out->due - 1) == doc_of(m, out->due))
		out->due--;
	return out->due != NO_DUE;
}

/* ---- What a text names -------------------------------------------------- */

/* The readings of one piece whose documents are all open. */
struct group {
	uint8_t group;
	bool open[READINGS];
	bool named;
};

static size_t
digits_of(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += cr_is_digit(*s);
	return n;
}

static void
cite(struct matching *m, struct cited *c, const struct cr_ref *ref,
    const struct answer *a)
{
	const struct due *d = &m->dues.v[a->due];
	size_t i;

	for (i = 0; i < c->n; i++)
		if (doc_of(m, c->v[i]) == doc_of(m, a->due))
			return;
	if (c->n == CITED_MAX)
		return;
	c->several |= c->n > 0 && c->debtor != d->debtor;
	c->debtor = d->debtor;
	c->v[c->n++] = a->due;
	c->why |= a->ambiguous ? CR_WHY_AMBIGUOUS : 0;
	c->why |= ref->how == CR_REF_BARE ? CR_WHY_BARE : CR_WHY_CITED;
	if (ref->year != 0 && ref->year != d->year)
		c->why |= CR_WHY_OTHER_YEAR;
	c->dated |= (a->score & FIT_DATE) != 0;
	c->year |= (a->score & FIT_YEAR) != 0;
	c->strong |= c->n > 1 || digits_of(ref->number) >= 3 ||
	    (a->score & (FIT_YEAR | FIT_DATE)) != 0;
}

/* May the reference be used at all in this attempt? */
static bool
is_meant(const struct cr_ref *ref, bool bare, bool cut)
{
	return (ref->how == CR_REF_BARE) <= bare && ref->cut <= cut;
}

/* Is every document of a reading open? */
static bool
reading_is_open(const struct matching *m, uint8_t group, int reading)
{
	struct answer a;
	size_t i;
	bool any = false;

	for (i = 0; i < m->rem.n; i++) {
		if (m->rem.v[i].group != group ||
		    m->rem.v[i].reading != reading)
			continue;
		any = true;
		if (!answer(m, &m->rem.v[i], &a))
			return false;
	}
	return any;
}

static size_t
find_groups(const struct matching *m, struct group *v, bool bare, bool cut)
{
	const struct cr_ref *ref;
	size_t n = 0, i;
	int k;

	for (i = 0; i < m->rem.n && n < GROUPS_MAX; i++) {
		ref = &m->rem.v[i];
		if (!is_meant(ref, bare, cut) ||
		    (n > 0 && v[n - 1].group == ref->group))
			continue;
		v[n] = (struct group){ .group = ref->group,
			.named = ref->how != CR_REF_BARE };
		for (k = 0; k < READINGS; k++)
			v[n].open[k] = reading_is_open(m, ref->group, k);
		n++;
	}
	return n;
}

/* The NTH reading of G that is open; -1: there is none. */
static int
nth_open(const struct group *g, int nth)
{
	int k;

	for (k = 0; k < READINGS; k++)
		if (g->open[k] && nth-- == 0)
			return k;
	return -1;
}

static void
cite_reading(struct matching *m, struct cited *c, uint8_t group, int reading)
{
	struct answer a;
	size_t i;

	for (i = 0; i < m->rem.n; i++)
		if (m->rem.v[i].group == group &&
		    m->rem.v[i].reading == reading &&
		    answer(m, &m->rem.v[i], &a))
			cite(m, c, &m->rem.v[i], &a);
}

/* Cite all groups, OTHER by its reading number NTH, and judge. */
static bool
cite_all(struct matching *m, const struct group *v, size_t n, size_t other,
    int nth)
{
	struct cited c = { .n = 0 };
	size_t i;
	int k;

	for (i = 0; i < n; i++) {
		k = nth_open(&v[i], i == other ? nth : 0);
		if (k >= 0)
			cite_reading(m, &c, v[i].group, k);
		else if (i == other)
			return false;
		else
			c.missing |= v[i].named;
	}
	if (c.n > 0)
		cr_match_judge(m, &c, CR_MATCH_NUMBER);
	return c.n > 0;
}

#define SURE 9800		/* no use in looking further */

static void
try_readings(struct matching *m, bool bare, bool cut)
{
	struct group v[GROUPS_MAX];
	size_t n = find_groups(m, v, bare, cut), i;
	int nth;

	if (n == 0)
		return;
	cite_all(m, v, n, SIZE_MAX, 0);
	for (i = 0; i < n; i++)
		for (nth = 1; nth < READINGS; nth++)
			if (m->found.confidence >= SURE ||
			    !cite_all(m, v, n, i, nth))
				break;
}

#define DEBTORS_MAX 16

/* Whose documents have the numbers of the text: one debtor each. */
static size_t
debtors_of(const struct matching *m, int64_t v[DEBTORS_MAX])
{
	char key[CR_REF_KEY_SIZE];
	uint32_t i;
	size_t n = 0, k, r;

	for (r = 0; r < m->rem.n; r++) {
		cr_ref_key(m->rem.v[r].number, 0, key);
		for (i = cr_dues_number(&m->dues, key); i != NO_DUE &&
		    n < DEBTORS_MAX; i = m->dues.v[i].next_key) {
			if (fit(m, &m->rem.v[r], key, i) < 0)
				continue;
			for (k = 0; k < n && v[k] != m->dues.v[i].debtor; k++)
				;
			if (k == n)
				v[n++] = m->dues.v[i].debtor;
		}
	}
	return n;
}

/*
 * Nobody knows who pays, and a number alone is that of several: the numbers
 * together may be those of one debtor alone.
 */
static void
try_debtors(struct matching *m, bool bare, bool cut)
{
	int64_t v[DEBTORS_MAX];
	size_t n = debtors_of(m, v), i, right = 0;
	struct finding *before;

	if (n < 2 || n == DEBTORS_MAX)
		return;
	before = cr_malloc(sizeof(*before));
	for (i = 0; i < n; i++) {
		*before = m->found;
		m->only = v[i];
		m->found.n = 0;
		m->found.confidence = 0;
		try_readings(m, bare, cut);
		right += m->found.confidence >= m->opts->threshold;
		if (m->found.confidence <= before->confidence)
			m->found = *before;
	}
	m->only = 0;
	free(before);
	if (right > 1) {
		m->found.why |= CR_WHY_AMBIGUOUS;
		m->found.confidence = AMBIGUOUS;
	}
}

static void
attempt(struct matching *m, bool bare, bool cut)
{
	try_readings(m, bare, cut);
	if (m->who.party == 0 && m->rem.groups > 1 &&
	    m->found.confidence < m->opts->threshold)
		try_debtors(m, bare, cut);
}

void
cr_match_by_number(struct matching *m)
{
	attempt(m, false, true);
	if (m->found.confidence < SURE && m->rem.cut)
		attempt(m, false, false);
	if (m->found.n == 0)
		attempt(m, true, true);
}

/* ---- Our own keys ------------------------------------------------------- */

static void
judge_code(struct matching *m, const char *code, size_t n, uint32_t why,
    enum cr_match_rule rule)
{
	struct cited c = { .strong = true, .why = why };
	int64_t at;
	uint32_t i;

	if (n == 0 || !cr_map_get(&m->dues.codes, code, n, &at) || at < 0)
		return;
	i = (uint32_t)at;
	if (!cr_match_may_pay(m, i))
		return;
	c.v[c.n++] = i;
	c.debtor = m->dues.v[i].debtor;
	cr_match_judge(m, &c, rule);
}

/* A creditor reference is a code, whole or without RF, or has a number. */
static void
judge_rf(struct matching *m, const char *rf)
{
	struct cr_ref ref = { .how = CR_REF_NAMED, .date = CR_DATE_NONE };
	struct cited c = { .strong = true };
	struct answer a;

	if (strlen(rf) < 5)
		return;
	judge_code(m, rf, strlen(rf), CR_WHY_RF, CR_MATCH_RF);
	judge_code(m, rf + 4, strlen(rf + 4), CR_WHY_RF, CR_MATCH_RF);
	if (m->found.n > 0)
		return;
	strncat(ref.number, rf + 4, sizeof(ref.number) - 1);
	if (!answer(m, &ref, &a) || a.ambiguous)
		return;
	cite(m, &c, &ref, &a);
	c.why = CR_WHY_RF;
	c.strong = true;
	cr_match_judge(m, &c, CR_MATCH_RF);
}

/* Each word of a field that may hold several keys. */
static void
judge_words(struct matching *m, const char *s, uint32_t why)
{
	size_t n;

	for (; s != NULL && *s != '\0'; s += n + (s[n] != '\0')) {
		n = strcspn(s, " ,;");
		judge_code(m, s, n, why, CR_MATCH_KEY);
	}
}

void
cr_match_by_key(struct matching *m)
{
	const struct cr_receipt *r = m->r;

	judge_words(m, r->end_to_end, CR_WHY_END_TO_END);
	judge_words(m, r->payment_id, CR_WHY_END_TO_END);
	judge_words(m, r->document_refs, CR_WHY_END_TO_END);
	judge_words(m, r->creditor_ref, CR_WHY_END_TO_END);
	if (r->creditor_ref != NULL && strncmp(r->creditor_ref, "RF", 2) == 0)
		judge_rf(m, r->creditor_ref);
	if (*m->rem.rf != '\0')
		judge_rf(m, m->rem.rf);
	judge_words(m, r->remittance, CR_WHY_END_TO_END);
}
