#include "matching.h"

#include <string.h>

/* ---- Which items add up ------------------------------------------------- */

#define VALUES_MAX 32		/* items that are searched */
#define STEPS_MAX 200000	/* and how long */

struct search {
	const int64_t *v;
	size_t n;
	int64_t most[VALUES_MAX + 1];	/* that V from here on can add, */
	int64_t least[VALUES_MAX + 1];	/* or take away */
	bool in[VALUES_MAX], *pick;
	uint64_t steps;
	int found;
};

static void
look(struct search *s, size_t i, int64_t wanted, bool any)
{
	if (s->found > 1 || ++s->steps > STEPS_MAX)
		return;
	if (wanted == 0 && any && s->found++ == 0)
		memcpy(s->pick, s->in, s->n * sizeof(*s->pick));
	if (i == s->n || wanted > s->most[i] || wanted < s->least[i])
		return;
	for (; i < s->n && s->found <= 1; i++) {
		if (wanted > s->most[i] || wanted < s->least[i])
			return;
		s->in[i] = true;
		look(s, i + 1, wanted - s->v[i], true);
		s->in[i] = false;
	}
}

int
cr_match_subset(const int64_t *v, size_t n, int64_t wanted, bool *pick,
    uint64_t *tried)
{
	struct search s = { .v = v, .n = n, .pick = pick };
	size_t i;

	*tried = 0;
	if (n == 0 || n > VALUES_MAX)
		return n == 0 ? 0 : -1;
	for (i = n; i-- > 0;) {
		s.most[i] = s.most[i + 1] + (v[i] > 0 ? v[i] : 0);
		s.least[i] = s.least[i + 1] + (v[i] < 0 ? v[i] : 0);
	}
	look(&s, 0, wanted, false);
	*tried = n >= 40 ? UINT64_MAX : (uint64_t)1 << n;
	return s.steps > STEPS_MAX ? -1 : s.found;
}

/* ---- Trials ------------------------------------------------------------- */

void
cr_match_try(struct matching *m, enum cr_match_rule rule, uint32_t why)
{
	m->trial.n = 0;
	m->trial.rule = rule;
	m->trial.why = why;
	m->trial.debtor = 0;
}

bool
cr_match_part(struct matching *m, uint32_t due, uint32_t peer, int64_t cents,
    const char *kind)
{
	if (m->trial.n == PARTS_MAX)
		return false;
	m->trial.v[m->trial.n++] = (struct part){ due, peer, cents, kind,
		NO_DUE };
	m->trial.debtor = m->dues.v[due].debtor;
	return true;
}

void
cr_match_keep(struct matching *m, int32_t confidence)
{
	struct finding *f = &m->found;

	if (f->n > 0 && f->confidence >= confidence)
		return;
	f->n = m->trial.n;
	memcpy(f->v, m->trial.v, f->n * sizeof(f->v[0]));
	f->rule = m->trial.rule;
	f->why = m->trial.why;
	f->debtor = m->trial.debtor;
	f->confidence = confidence;
}

/* ---- Filling ------------------------------------------------------------ */

/* What is left of each of the items, in the order in which they are due. */
struct fill {
	uint32_t v[PARTS_MAX];
	int64_t left[PARTS_MAX];
	size_t n;
};

static void
insert(const struct matching *m, struct fill *f, uint32_t due)
{
	const struct due *d = m->dues.v;
	size_t i = f->n++;

	for (; i > 0 && (d[f->v[i - 1]].due > d[due].due ||
	    (d[f->v[i - 1]].due == d[due].due && f->v[i - 1] > due)); i--) {
		f->v[i] = f->v[i - 1];
		f->left[i] = f->left[i - 1];
	}
	f->v[i] = due;
	f->left[i] = d[due].open;
}

/* A credit note is taken off the invoices, the oldest first. */
static bool
take_off(struct matching *m, struct fill *f, uint32_t note)
{
	int64_t left = -m->dues.v[note].open, by;
	size_t i;

	for (i = 0; i < f->n && left > 0; i++) {
		by = f->left[i] < left ? f->left[i] : left;
		if (by <= 0)
			continue;
		if (!cr_match_part(m, f->v[i], note, by, "credit") ||
		    !cr_match_part(m, note, f->v[i], -by, "credit"))
			return false;
		f->left[i] -= by;
		left -= by;
	}
	return left == 0;
}

/* Explain CENTS of item I without money; more than was due is negative. */
static bool
explain(struct matching *m, struct fill *f, size_t i, int64_t cents,
    const char *kind)
{
	if (cents == 0)
		return true;
	if (cents > f->left[i])
		return false;
	f->left[i] -= cents;
	return cr_match_part(m, f->v[i], NO_DUE, cents, kind);
}

/* Explain by item: OF[j] is what V[j] is explained by. */
static bool
explain_each(struct matching *m, struct fill *f, const uint32_t *v, size_t n,
    const int64_t *of, const char *kind)
{
	size_t i, j;

	for (i = 0; i < f->n; i++)
		for (j = 0; j < n; j++)
			if (v[j] == f->v[i] &&
			    !explain(m, f, i, of[j], kind))
				return false;
	return true;
}

/* The last with enough left has the residue. */
static bool
explain_last(struct matching *m, struct fill *f, int64_t residue,
    const char *kind)
{
	size_t i;

	if (residue == 0)
		return true;
	for (i = f->n; i-- > 0;)
		if (f->left[i] > residue)
			return explain(m, f, i, residue, kind);
	return false;
}

/* What is left is money, all of it. */
static bool
pay(struct matching *m, struct fill *f)
{
	int64_t money = m->left;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (f->left[i] > 0 && !cr_match_part(m, f->v[i], NO_DUE,
		    f->left[i], "payment"))
			return false;
		money -= f->left[i];
	}
	return money == 0;
}

bool
cr_match_fill(struct matching *m, const uint32_t *v, size_t n,
    const int64_t *of, int64_t residue, const char *kind)
{
	struct fill f = { .n = 0 };
	size_t i;

	if (n > PARTS_MAX / 2)
		return false;
	for (i = 0; i < n; i++)
		if (m->dues.v[v[i]].open > 0)
			insert(m, &f, v[i]);
	for (i = 0; i < n; i++)
		if (m->dues.v[v[i]].open < 0 && !take_off(m, &f, v[i]))
			return false;
	return (of != NULL ? explain_each(m, &f, v, n, of, kind) :
	    explain_last(m, &f, residue, kind)) && pay(m, &f);
}
