#include "looked.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/json.h"
#include "cr/mem.h"
#include "cr/str.h"

/* The facts of an answer, by the sections of the file. */

#define SHOWN 60	/* characters of a value in a message */

struct reading {
	struct cr *cr;
	struct cr_arena *arena;
	const char *whom;
	const struct cr_json *top;
	const struct looked_section *section;
};

struct cr_looked_fact *
cr_looked_add(struct cr_looked_facts *f)
{
	cr_grow(&f->v, f->n, &f->cap, sizeof(*f->v));
	memset(&f->v[f->n], 0, sizeof(*f->v));
	return &f->v[f->n++];
}

/* The text without what cannot be shown, and no half of a character. */
static char *
clean(struct cr_arena *a, const char *text, size_t n)
{
	char *s = cr_arena_strndup(a, text, n);
	size_t i, k;

	for (i = k = 0; i < n; i++)
		if ((unsigned char)s[i] >= ' ' || cr_is_space(s[i]))
			s[k++] = s[i];
	while (k > 0 && !cr_is_utf8(s, k))
		k--;
	s[k] = '\0';
	return cr_collapse(s);
}

/* What a word of the source means; NULL: the file does not say. */
static const char *
meaning(const struct looked_field *f, const char *s)
{
	size_t i;

	if (f->words == NULL)
		return s;
	for (i = 0; f->words[i] != NULL; i += 2)
		if (cr_strcaseeq(f->words[i], s) ||
		    strcmp(f->words[i], "*") == 0)
			return f->words[i + 1];
	return NULL;
}

/* The value of F in J as text; NULL: there is none. */
static const char *
value_of(const struct reading *r, const struct looked_field *f,
    const struct cr_json *j)
{
	char text[PROVIDER_TEXT_MAX];
	const char *s = f->value;
	regmatch_t m[2] = { { -1, -1 }, { -1, -1 } };
	int i;

	if (s == NULL) {
		if (!cr_provider_text(cr_provider_follow(f->top ? r->top : j,
		    f->from), text, sizeof(text)))
			return NULL;
		s = text;
	}
	if (f->unless != NULL && regexec(f->unless, s, 0, NULL, 0) == 0)
		return NULL;
	m[0].rm_so = 0;
	m[0].rm_eo = (regoff_t)strlen(s);
	if (f->match != NULL && regexec(f->match, s, 2, m, 0) != 0)
		return NULL;
	i = m[1].rm_so >= 0 ? 1 : 0;
	s = meaning(f, clean(r->arena, s + m[i].rm_so,
	    (size_t)(m[i].rm_eo - m[i].rm_so)));
	if (cr_is_empty(s))
		return NULL;
	return f->words != NULL ? cr_arena_strdup(r->arena, s) : s;
}

/* Refuse the fact because of the field F, which holds S. */
static bool
wrong(const struct reading *r, const struct looked_field *f, const char *s,
    const char *what)
{
	cr_refuse(r->cr, NULL, 0, "%s: \"%s\" of %s, \"%.*s\", %s", r->whom,
	    f->name, cr_record_word(r->section->type), SHOWN, s, _(what));
	return false;
}

static bool
set_money(const struct reading *r, const struct looked_field *f,
    const char *s, struct cr_money *to)
{
	struct cr_money m;
	size_t n = strlen(s);

	/* An amount has two decimals at most, and so has a unit of it. */
	if (!cr_money_parse(s, n, &f->money, &m) ||
	    !cr_money_scale(m, f->cents, 100, to) ||
	    cr_money_abs(*to).cents > CR_MONEY_MAX_CENTS ||
	    (f->cents == 1 && m.cents % 100 != 0))
		return wrong(r, f, s, N_("is no amount"));
	return true;
}

static bool
set_number(const struct reading *r, const struct looked_field *f,
    const char *s, int32_t least, int32_t *to)
{
	int64_t v;

	if (!cr_parse_int(s, strlen(s), &v) || v < least || v > INT32_MAX)
		return wrong(r, f, s, N_("is no number"));
	*to = (int32_t)v;
	return true;
}

/* A share of a whole, in per cent: 90, 12.5. */
static bool
set_share(const struct reading *r, const struct looked_field *f,
    const char *s, int32_t *to)
{
	struct cr_money percent;

	if (!cr_money_parse(s, strlen(s), &f->money, &percent) ||
	    percent.cents < 0 || percent.cents > CANON_BP_MAX)
		return wrong(r, f, s, N_("is no percentage"));
	*to = (int32_t)percent.cents;
	return true;
}

static bool
set_flag(const struct reading *r, const struct looked_field *f,
    const char *s, bool *yes)
{
	static const char *const words[] = { "true", "yes", "1", "false",
	    "no", "0" };
	size_t i;

	for (i = 0; i < 6; i++)
		if (cr_strcaseeq(words[i], s)) {
			*yes = i < 3;
			return true;
		}
	return wrong(r, f, s, N_("is neither yes nor no"));
}

/* The value S of F into the record at TO. */
static bool
set(const struct reading *r, const struct looked_field *f, const char *s,
    char *to)
{
	void *at = to + f->key->offset;
	struct cr_opt_money *money = at;
	bool yes = false;

	switch (f->key->kind) {
	case CANON_TEXT:
		*(const char **)at = s;
		return true;
	case CANON_DATE:
		return cr_date_parse(s, strlen(s), f->date, at) ||
		    wrong(r, f, s, N_("is no day"));
	case CANON_CENTS:
		return set_money(r, f, s, at);
	case CANON_OPT_CENTS:
		money->set = true;
		return set_money(r, f, s, &money->v);
	case CANON_NUMBER:
		return set_number(r, f, s, 1, at);
	case CANON_COUNT:
	case CANON_DAYS:
		return set_number(r, f, s, 0, at);
	case CANON_BP:
		return set_share(r, f, s, at);
	case CANON_FLAG:
		if (!set_flag(r, f, s, &yes))
			return false;
		*(enum cr_flag *)at = yes ? CR_FLAG_YES : CR_FLAG_NO;
		return true;
	case CANON_BOOL:
		return set_flag(r, f, s, at);
	default:
		return true;	/* the file has none of these */
	}
}

static void
read_notes(const struct reading *r, const struct cr_json *j,
    struct cr_looked_facts *out)
{
	const struct looked_section *s = r->section;
	struct cr_looked_fact *fact;
	const char *value;
	size_t i;

	for (i = 0; i < s->nfields; i++) {
		value = value_of(r, &s->field[i], j);
		if (value == NULL)
			continue;
		fact = cr_looked_add(out);
		fact->note = cr_arena_strdup(r->arena, s->field[i].name);
		fact->value = value;
	}
}

/* A record counts when something in it is the source's own. */
static void
read_record(const struct reading *r, const struct cr_json *j,
    struct cr_looked_facts *out)
{
	const struct looked_section *s = r->section;
	struct cr_record record;
	const char *value;
	bool any = false;
	size_t i;

	cr_record_init(&record, s->type);
	for (i = 0; i < s->nfields; i++) {
		value = value_of(r, &s->field[i], j);
		if (value == NULL)
			continue;
		if (!set(r, &s->field[i], value, (char *)&record.u))
			return;
		any |= s->field[i].from != NULL && !s->field[i].top;
	}
	if (any)
		cr_looked_add(out)->record = record;
}

/* Is the section's condition, if it has one, met by J? */
static bool
is_met(const struct looked_section *s, const struct cr_json *j)
{
	char text[PROVIDER_TEXT_MAX];

	if (s->pointer == NULL && s->match == NULL)
		return true;
	if (!cr_provider_text(cr_provider_follow(j, s->pointer ? s->pointer :
	    ""), text, sizeof(text)))
		return false;
	return s->match == NULL || regexec(s->match, text, 0, NULL, 0) == 0;
}

static void
read_one(const struct reading *r, const struct cr_json *j,
    struct cr_looked_facts *out)
{
	if (out->n >= CR_LOOKED_MAX_FACTS || !is_met(r->section, j))
		return;
	if (r->section->note)
		read_notes(r, j, out);
	else
		read_record(r, j, out);
}

static void
read_section(const struct reading *r, struct cr_looked_facts *out)
{
	const struct cr_json *j = r->top;
	size_t i, n;

	if (r->section->each == NULL) {
		read_one(r, j, out);
		return;
	}
	j = cr_provider_follow(j, r->section->each);
	if (j == NULL || cr_json_type(j) == CR_JSON_NULL)
		return;
	/* Some sources write one element without its list. */
	if (cr_json_type(j) != CR_JSON_LIST) {
		read_one(r, j, out);
		return;
	}
	for (i = 0, n = cr_json_count(j); i < n; i++)
		read_one(r, cr_json_at(j, i), out);
}

static int
read_json(const struct cr_looker *l, struct cr *cr, struct cr_arena *a,
    const char *whom, const char *answer, size_t size,
    struct cr_looked_facts *out)
{
	struct reading r = { .cr = cr, .arena = a, .whom = whom };
	struct cr_json *json = NULL;
	size_t i;

	if (cr_json_parse_exact(cr, answer, size, &json) != CR_OK) {
		if (l->nsections > 0)
			cr_refuse(cr, NULL, 0, "%s: the answer %s", whom,
			    cr_errmsg(cr));
		return CR_OK;
	}
	r.top = json;
	for (i = 0; i < l->nsections; i++) {
		r.section = &l->section[i];
		read_section(&r, out);
	}
	if (out->n >= CR_LOOKED_MAX_FACTS)
		cr_refuse(cr, NULL, 0, "%s: the answer has more than %d "
		    "facts", whom, CR_LOOKED_MAX_FACTS);
	cr_json_free(json);
	return CR_OK;
}

int
cr_looker_read(const struct cr_looker *l, struct cr *cr, struct cr_arena *a,
    const char *whom, const char *answer, size_t size,
    struct cr_looked_facts *out)
{
	return l->provider != NULL ? read_json(l, cr, a, whom, answer, size,
	    out) : cr_looked_records(cr, a, whom, answer, size, out);
}
