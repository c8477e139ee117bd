#include "looked.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

/* The sections that say which facts are in an answer. */

static const struct cr_conf_opt field_opts[] = {
	{ .name = "from", .type = CR_CONF_TEXT },
	{ .name = "top", .type = CR_CONF_BOOL },
	{ .name = "value", .type = CR_CONF_TEXT },
	{ .name = "match", .type = CR_CONF_TEXT },
	{ .name = "unless", .type = CR_CONF_TEXT },
	{ .name = "words", .type = CR_CONF_LIST },
	{ .name = "date", .type = CR_CONF_TEXT },
	{ .name = "decimal", .type = CR_CONF_TEXT },
	{ .name = "group", .type = CR_CONF_TEXT },
	{ .name = "unit", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

const struct cr_conf_opt cr_looked_fact_opts[] = {
	{ .name = "is", .type = CR_CONF_TEXT },
	{ .name = "each", .type = CR_CONF_TEXT },
	{ .name = "pointer", .type = CR_CONF_TEXT },
	{ .name = "match", .type = CR_CONF_TEXT },
	{ "field", CR_CONF_SECTION, field_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

bool
cr_looked_may_tell(enum cr_record_type type)
{
	switch (type) {
	case CR_RECORD_INVOICE:
	case CR_RECORD_ITEM:
	case CR_RECORD_PAYMENT:
	case CR_RECORD_RECEIPT:
	case CR_RECORD_ENTRY:
	case CR_RECORD_OUTCOME:
	case CR_RECORD_BALANCE:
	case CR_RECORD_COMMITMENT:
		return false;	/* of our own books */
	default:
		return true;
	}
}

static int
take_pointer(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char **out)
{
	*out = cr_conf_text(s, name, NULL);
	if (*out == NULL || **out == '/' || **out == '\0')
		return CR_OK;
	return cr_conf_fail(cr, s, name, "pointer \"%s\" does not begin with "
	    "/", *out);
}

static int
take_regex(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    regex_t **out)
{
	const char *text = cr_conf_text(s, name, NULL);

	return text == NULL ? CR_OK : cr_provider_regex(cr, s, name, text,
	    out);
}

/* The word W among the names, or -1. */
static int
place(const char *w, const char *const *names)
{
	int i;

	for (i = 0; names[i] != NULL; i++)
		if (cr_streq(w, names[i]))
			return i;
	return -1;
}

static int
take_date(struct cr *cr, const struct cr_conf_sec *s, struct looked_field *f)
{
	static const char *const names[] = { "iso", "dmy", "mdy", "ddmmyyyy",
	    "yyyymmdd", "ddmmyy", NULL };
	static const enum cr_date_style styles[] = { CR_DATE_ISO, CR_DATE_DMY,
	    CR_DATE_MDY, CR_DATE_DDMMYYYY, CR_DATE_YYYYMMDD, CR_DATE_DDMMYY };
	const char *word = cr_conf_text(s, "date", "iso");
	int i = place(word, names);

	if (i < 0)
		return cr_conf_fail(cr, s, "date", "date \"%s\" is none of "
		    "iso, dmy, mdy, yyyymmdd, ddmmyyyy, ddmmyy", word);
	f->date = styles[i];
	return CR_OK;
}

static int
take_money(struct cr *cr, const struct cr_conf_sec *s, struct looked_field *f)
{
	static const char *const names[] = { "cents", "one", "thousand",
	    "million", NULL };
	static const int64_t cents[] = { 1, 100, 100000, 100000000 };
	const char *mark = cr_conf_text(s, "decimal", ".");
	const char *group = cr_conf_text(s, "group", "");
	const char *unit = cr_conf_text(s, "unit", "one");
	int i = place(unit, names);

	if (strcmp(mark, ".") != 0 && strcmp(mark, ",") != 0)
		return cr_conf_fail(cr, s, "decimal", "the decimal mark is . "
		    "or ,");
	if (strlen(group) > 1 || (*group != '\0' &&
	    (strchr(".,' ", *group) == NULL || *group == *mark)))
		return cr_conf_fail(cr, s, "group", "thousands are set apart "
		    "by . , ' or a blank");
	if (i < 0)
		return cr_conf_fail(cr, s, "unit", "unit \"%s\" is none of "
		    "cents, one, thousand, million", unit);
	f->money = (struct cr_money_style){ .mark = *mark, .group = *group };
	f->cents = cents[i];
	return CR_OK;
}

/* "A = b": what stands there, and what it means; "* = b" is for all else. */
static int
take_words(struct cr *cr, const struct cr_conf_sec *s, struct cr_arena *a,
    struct looked_field *f)
{
	const char *text, *sign;
	size_t n, i;

	for (n = 0; cr_conf_item(s, "words", n) != NULL; n++)
		continue;
	if (n == 0)
		return CR_OK;
	f->words = cr_arena_alloc(a, (2 * n + 1) * sizeof(*f->words));
	for (i = 0; i < n; i++) {
		text = cr_conf_item(s, "words", i);
		if ((sign = strchr(text, '=')) == NULL)
			return cr_conf_fail(cr, s, "words", "\"%s\" is no "
			    "word and its meaning (A = b)", text);
		f->words[2 * i] = cr_collapse(cr_arena_strndup(a, text,
		    (size_t)(sign - text)));
		f->words[2 * i + 1] = cr_collapse(cr_arena_strdup(a,
		    sign + 1));
	}
	f->words[2 * n] = NULL;
	return CR_OK;
}

static const struct canon_key *
find_key(enum cr_record_type type, const char *name)
{
	const struct canon_shape *shape = &cr_canon_shapes[type];
	size_t i;

	for (i = 0; i < shape->nkeys; i++)
		if (strcmp(shape->keys[i].name, name) == 0 &&
		    shape->keys[i].kind != CANON_OBJECT &&
		    shape->keys[i].kind != CANON_LIST &&
		    shape->keys[i].kind != CANON_TEXTS)
			return &shape->keys[i];
	return NULL;
}

/* The name of a note is a word that stands for itself in records. */
static bool
is_note_name(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 64 && strspn(s,
	    "abcdefghijklmnopqrstuvwxyz0123456789-_.") == n;
}

static int
take_field(struct cr *cr, const struct cr_conf_sec *s, struct cr_arena *a,
    const struct looked_section *of, struct looked_field *f)
{
	int err;

	f->name = cr_conf_title(s);
	if (of->note && !is_note_name(f->name))
		return cr_conf_fail(cr, s, NULL, "the name of a note is of "
		    "small letters, digits and hyphens");
	if (!of->note && (f->key = find_key(of->type, f->name)) == NULL)
		return cr_conf_fail(cr, s, NULL, "%s has no key \"%s\"",
		    cr_record_word(of->type), f->name);
	f->value = cr_conf_text(s, "value", NULL);
	f->top = cr_conf_bool(s, "top", false);
	if ((err = take_pointer(cr, s, "from", &f->from)) != CR_OK)
		return err;
	if ((f->from == NULL) == (f->value == NULL))
		return cr_conf_fail(cr, s, NULL, "a field is either from "
		    "somewhere or a value");
	if ((err = take_regex(cr, s, "match", &f->match)) != CR_OK ||
	    (err = take_regex(cr, s, "unless", &f->unless)) != CR_OK ||
	    (err = take_words(cr, s, a, f)) != CR_OK ||
	    (err = take_date(cr, s, f)) != CR_OK)
		return err;
	return take_money(cr, s, f);
}

static int
take_section(struct cr *cr, const struct cr_conf_sec *s, struct cr_arena *a,
    struct looked_section *to)
{
	const char *what = cr_conf_text(s, "is", cr_conf_title(s));
	size_t n = cr_conf_count(s, "field");
	int err;

	to->note = strcmp(what, "note") == 0;
	if (!to->note && (!cr_record_type_parse(what, &to->type) ||
	    !cr_looked_may_tell(to->type)))
		return cr_conf_fail(cr, s, "is", "a look-up cannot tell of "
		    "\"%s\"", what);
	if (n == 0 || n > CR_LOOKED_MAX_FIELDS)
		return cr_conf_fail(cr, s, NULL, "a fact has from 1 to %d "
		    "fields", CR_LOOKED_MAX_FIELDS);
	if ((err = take_pointer(cr, s, "each", &to->each)) != CR_OK ||
	    (err = take_pointer(cr, s, "pointer", &to->pointer)) != CR_OK ||
	    (err = take_regex(cr, s, "match", &to->match)) != CR_OK)
		return err;
	to->field = cr_arena_alloc(a, n * sizeof(*to->field));
	memset(to->field, 0, n * sizeof(*to->field));
	for (; to->nfields < n && err == CR_OK; to->nfields++)
		err = take_field(cr, cr_conf_section(s, "field",
		    to->nfields), a, to, &to->field[to->nfields]);
	return err;
}

int
cr_looked_sections(struct cr *cr, struct cr_looker *l,
    const struct cr_conf_sec *s)
{
	size_t n = cr_conf_count(s, "fact");
	int err = CR_OK;

	if (n > CR_LOOKED_MAX_SECTIONS)
		return cr_conf_fail(cr, s, NULL, "there are more than %d "
		    "facts", CR_LOOKED_MAX_SECTIONS);
	for (; l->nsections < n && err == CR_OK; l->nsections++)
		err = take_section(cr, cr_conf_section(s, "fact",
		    l->nsections), &l->arena, &l->section[l->nsections]);
	return err;
}

void
cr_looked_sections_free(struct cr_looker *l)
{
	struct looked_section *s;
	size_t i;

	for (s = l->section; s < l->section + l->nsections; s++) {
		cr_provider_regex_free(s->match);
		for (i = 0; i < s->nfields; i++) {
			cr_provider_regex_free(s->field[i].match);
			cr_provider_regex_free(s->field[i].unless);
		}
	}
}
