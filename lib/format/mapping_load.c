#include "cr/table.h"

#include <stdlib.h>
#include <string.h>

#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/csvin.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "mapping.h"

static const struct cr_conf_opt filter_opts[] = {
	{ .name = "values", .type = CR_CONF_LIST },
	{ .name = NULL },
};
#define FILTER(word) \
	{ word, CR_CONF_SECTION, filter_opts, CR_CONF_TITLED | CR_CONF_MANY }

/* What every section has beside its fields. */
static const struct cr_conf_opt section_opts[] = {
	{ .name = "sign", .type = CR_CONF_TEXT },
	{ .name = "debit_values", .type = CR_CONF_LIST },
	{ .name = "credit_values", .type = CR_CONF_LIST },
	{ .name = "credit_causes", .type = CR_CONF_LIST },
	FILTER("only"), FILTER("except"),
	{ .name = NULL },
};
/* The same where amounts have no sides, but some records have kinds. */
static const struct cr_conf_opt fact_opts[] = {
	{ .name = "kinds", .type = CR_CONF_LIST },
	FILTER("only"), FILTER("except"),
	{ .name = NULL },
};
static const struct cr_conf_opt file_opts[] = {
	{ .name = "separator", .type = CR_CONF_TEXT },
	{ .name = "decimal", .type = CR_CONF_TEXT },
	{ .name = "group", .type = CR_CONF_TEXT },
	{ .name = "date", .type = CR_CONF_TEXT },
	{ .name = "encoding", .type = CR_CONF_TEXT },
	{ .name = "skip_lines", .type = CR_CONF_INT },
	{ .name = "header", .type = CR_CONF_BOOL },
	{ .name = "short_rows", .type = CR_CONF_BOOL },
	{ .name = "sheet", .type = CR_CONF_TEXT },
	{ .name = "unit", .type = CR_CONF_TEXT },
	FILTER("only"), FILTER("except"),
	{ .name = NULL },
};

/* A mapping being read from its file. */
struct load {
	struct cr *cr;
	struct cr_mapping *m;
	struct cr_arena names;	/* of options, needed while reading */
	bool headers, columns, fixed;	/* sources of these kinds were seen */
};

static size_t
table_length(const struct cr_conf_opt *o)
{
	size_t n = 0;

	while (o[n].name != NULL)
		n++;
	return n;
}

static const struct cr_conf_opt *
field_opt(struct load *l, struct cr_conf_opt *o, const struct canon_key *k)
{
	char name[MAPPING_NAME_MAX];

	o->name = cr_arena_strdup(&l->names, cr_mapping_key_name(k, name));
	o->type = CR_CONF_LIST;
	return o;
}

/* The options of a section: one for each key of its record, and the rest. */
static const struct cr_conf_opt *
opts_of_section(struct load *l, int section)
{
	const struct canon_shape *shape =
	    &cr_canon_shapes[cr_mapping_types[section]];
	const struct cr_conf_opt *rest = section < MAPPING_FACTS ?
	    section_opts : fact_opts;
	size_t n = table_length(rest), i;
	const struct canon_key *k;
	struct cr_conf_opt *all, *o;

	all = o = cr_arena_alloc(&l->names,
	    (shape->nkeys + n + 5) * sizeof(*all));
	for (i = 0; i < shape->nkeys; i++)
		field_opt(l, o++, &shape->keys[i]);
	for (k = cr_mapping_extras; k->name != NULL; k++)
		if (cr_mapping_has_sides(section))
			field_opt(l, o++, k);
	memcpy(o, rest, n * sizeof(*o));
	return all;
}

static const struct cr_conf_opt *
opts_of_file(struct load *l)
{
	size_t n = table_length(file_opts);
	struct cr_conf_opt *all = cr_arena_alloc(&l->names,
	    (n + MAPPING_SECTIONS + 1) * sizeof(*all));
	int i;

	memcpy(all, file_opts, n * sizeof(*all));
	for (i = 0; i < MAPPING_SECTIONS; i++) {
		all[n + i].name = cr_record_word(cr_mapping_types[i]);
		all[n + i].type = CR_CONF_SECTION;
		all[n + i].sub = opts_of_section(l, i);
	}
	return all;
}

static struct cr_text_list
texts(struct load *l, const struct cr_conf_sec *s, const char *name)
{
	struct cr_text_list out = { NULL, 0 };
	size_t i;

	while (cr_conf_item(s, name, out.n) != NULL)
		out.n++;
	out.v = cr_arena_alloc(&l->m->arena, (out.n + 1) * sizeof(*out.v));
	for (i = 0; i < out.n; i++)
		out.v[i] = cr_arena_strdup(&l->m->arena,
		    cr_conf_item(s, name, i));
	return out;
}

/* A number from 1 to MAX at *P, and move behind it. */
static bool
take_number(const char **p, int32_t max, int32_t *out)
{
	size_t n = strspn(*p, "0123456789");
	int64_t v;

	if (!cr_parse_int(*p, n, &v) || v < 1 || v > max)
		return false;
	*p += n;
	*out = (int32_t)v;
	return true;
}

/* "#3", "@17:8", "=EUR", or a header. */
static bool
source_parse(struct load *l, const char *text, struct source *out)
{
	const char *s = cr_collapse(cr_arena_strdup(&l->m->arena, text));
	const char *p = s + 1;

	*out = (struct source){ .kind = SOURCE_HEADER, .text = s };
	switch (*s) {
	case '#':
		out->kind = SOURCE_COLUMN;
		l->columns = true;
		return take_number(&p, CR_CSV_MAX_COLUMNS, &out->at) &&
		    *p == '\0';
	case '@':
		out->kind = SOURCE_FIXED;
		l->fixed = true;
		return take_number(&p, FIXED_MAX, &out->at) && *p++ == ':' &&
		    take_number(&p, FIXED_MAX, &out->len) && *p == '\0';
	case '=':
		out->kind = SOURCE_CONSTANT;
		out->text = *p == ' ' ? p + 1 : p;
		return *out->text != '\0';
	default:
		l->headers = true;
		return *s != '\0';
	}
}

static int
load_sources(struct load *l, const struct cr_conf_sec *s, const char *name,
    struct sources *out)
{
	struct source *v;
	size_t n = 0;

	while (cr_conf_item(s, name, n) != NULL)
		n++;
	if (n == 0)
		return CR_OK;
	v = cr_arena_alloc(&l->m->arena, n * sizeof(*v));
	*out = (struct sources){ v, n };
	for (n = 0; n < out->n; n++)
		if (!source_parse(l, cr_conf_item(s, name, n), &v[n]))
			return cr_conf_fail(l->cr, s, name, "\"%s\" is no "
			    "column: a header, \"#3\", \"@17:8\" or \"=text\"",
			    cr_conf_item(s, name, n));
	return CR_OK;
}

static int
load_filter(struct load *l, const struct cr_conf_sec *s, struct filter *f)
{
	struct source *from = cr_arena_alloc(&l->m->arena, sizeof(*from));

	if (!source_parse(l, cr_conf_title(s), from) ||
	    from->kind == SOURCE_CONSTANT)
		return cr_conf_fail(l->cr, s, NULL, "\"%s\" is no column",
		    cr_conf_title(s));
	f->from = (struct sources){ from, 1 };
	f->values = texts(l, s, "values");
	if (f->values.n == 0)
		return cr_conf_fail(l->cr, s, NULL, "no \"values\" are given");
	return CR_OK;
}

static int
load_filters(struct load *l, const struct cr_conf_sec *s, struct filters *out)
{
	size_t only = cr_conf_count(s, "only");
	size_t n = only + cr_conf_count(s, "except"), i;
	const struct cr_conf_sec *f;
	int rc;

	out->v = cr_arena_alloc(&l->m->arena, (n + 1) * sizeof(*out->v));
	out->n = n;
	for (i = 0; i < n; i++) {
		out->v[i].except = i >= only;
		f = i < only ? cr_conf_section(s, "only", i) :
		    cr_conf_section(s, "except", i - only);
		if ((rc = load_filter(l, f, &out->v[i])) != CR_OK)
			return rc;
		/* libconfuse sees it only where it is written alike. */
		if (cr_mapping_is_filtered(out, i))
			return cr_conf_fail(l->cr, f, NULL, "\"%s\" is "
			    "there twice", cr_conf_title(f));
	}
	return CR_OK;
}

static int
load_wanted(struct load *l, const struct cr_conf_sec *s, struct section *to,
    const struct canon_key *k, bool extra)
{
	struct wanted *w = &to->wanted[to->nwanted];
	char name[MAPPING_NAME_MAX];
	int rc;

	rc = load_sources(l, s, cr_mapping_key_name(k, name), &w->from);
	if (rc != CR_OK || w->from.n == 0)
		return rc;
	w->key = k;
	w->extra = extra;
	to->nwanted++;
	return CR_OK;
}

static int
load_fields(struct load *l, const struct cr_conf_sec *s, int i)
{
	const struct canon_shape *shape = &cr_canon_shapes[cr_mapping_types[i]];
	struct section *to = &l->m->section[i];
	const struct canon_key *k;
	int rc = CR_OK;
	size_t j;

	to->wanted = cr_arena_alloc(&l->m->arena,
	    (shape->nkeys + 5) * sizeof(*to->wanted));
	for (j = 0; rc == CR_OK && j < shape->nkeys; j++)
		rc = load_wanted(l, s, to, &shape->keys[j], false);
	if (!cr_mapping_has_sides(i))
		return rc;
	for (k = cr_mapping_extras; rc == CR_OK && k->name != NULL; k++)
		rc = load_wanted(l, s, to, k, true);
	return rc;
}

/* What a record cannot do without. */
static int
check_section(struct load *l, const struct cr_conf_sec *s, int i)
{
	const struct cr_mapping *m = l->m;
	const char *lacks = cr_mapping_lacks(m, i);

	if (lacks != NULL)
		return cr_conf_fail(l->cr, s, NULL, "no \"%s\" is given",
		    lacks);
	if (cr_mapping_wants_sides(m, i) &&
	    cr_mapping_wants(m, i, "amount"))
		return cr_conf_fail(l->cr, s, "amount", "\"amount\" and "
		    "\"debit\" or \"credit\" exclude each other");
	return CR_OK;
}

/* What gives amounts their sign. */
static int
load_sides(struct load *l, const struct cr_conf_sec *s, struct section *to)
{
	const char *sign = cr_conf_text(s, "sign", "+");

	if (strcmp(sign, "+") != 0 && strcmp(sign, "-") != 0)
		return cr_conf_fail(l->cr, s, "sign", "sign \"%s\" is "
		    "neither \"+\" nor \"-\"", sign);
	to->inverted = *sign == '-';
	to->debit_values = texts(l, s, "debit_values");
	to->credit_values = texts(l, s, "credit_values");
	to->credit_causes = texts(l, s, "credit_causes");
	return CR_OK;
}

/* "PREG=prejudicial": what stands in the file, and what it means. */
static int
load_kinds(struct load *l, const struct cr_conf_sec *s, int i)
{
	const char *wrong;

	l->m->section[i].kinds = texts(l, s, "kinds");
	if ((wrong = cr_mapping_wrong_kind(l->m, i)) != NULL)
		return cr_conf_fail(l->cr, s, "kinds", "\"%s\" is no word of "
		    "the file, \"=\" and a kind of %s", wrong,
		    cr_record_word(cr_mapping_types[i]));
	return CR_OK;
}

static int
load_section(struct load *l, const struct cr_conf_sec *s, int i)
{
	struct section *to = &l->m->section[i];
	int rc;

	to->used = true;
	rc = i < MAPPING_FACTS ? load_sides(l, s, to) : load_kinds(l, s, i);
	if (rc != CR_OK || (rc = load_fields(l, s, i)) != CR_OK ||
	    (rc = load_filters(l, s, &to->filters)) != CR_OK)
		return rc;
	return check_section(l, s, i);
}

/* A mark by itself or by its name. */
static bool
mark_parse(const char *word, const char *marks, char *out)
{
	static const struct {
		const char *word;
		char mark;
	} names[] = {
		{ "none", 0 }, { "tab", '\t' }, { "blank", ' ' },
		{ "comma", ',' }, { "point", '.' }, { "semicolon", ';' },
		{ "bar", '|' },
	};
	size_t i;

	*out = word[0];
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (cr_strcaseeq(word, names[i].word)) {
			*out = names[i].mark;
			return *out == 0 || strchr(marks, *out) != NULL;
		}
	return word[0] != '\0' && word[1] == '\0' &&
	    strchr(marks, word[0]) != NULL;
}

static int
load_money(struct load *l, const struct cr_conf_sec *s)
{
	const char *mark = cr_conf_text(s, "decimal", NULL);
	const char *group = cr_conf_text(s, "group", "none");
	struct cr_mapping *m = l->m;

	if (mark == NULL && cr_conf_has(s, "group"))
		return cr_conf_fail(l->cr, s, "group",
		    "\"group\" is given without \"decimal\"");
	if (mark == NULL)
		return CR_OK;
	m->money_known = true;
	m->money.implied = cr_strcaseeq(mark, "implied");
	if (!m->money.implied && !mark_parse(mark, ".,", &m->money.mark))
		return cr_conf_fail(l->cr, s, "decimal", "decimal \"%s\" is "
		    "neither \",\" nor \".\", \"none\" or \"implied\"", mark);
	if (!mark_parse(group, ".,' ", &m->money.group) ||
	    (m->money.group != 0 && m->money.group == m->money.mark))
		return cr_conf_fail(l->cr, s, "group", "group \"%s\" cannot "
		    "be", group);
	return CR_OK;
}

static int
load_styles(struct load *l, const struct cr_conf_sec *s)
{
	const char *sep = cr_conf_text(s, "separator", NULL);
	const char *date = cr_conf_text(s, "date", NULL);
	const char *enc = cr_conf_text(s, "encoding", "auto");
	const char *unit = cr_conf_text(s, "unit", "one");
	struct cr_mapping *m = l->m;

	if (sep != NULL && (!mark_parse(sep, ";,\t|:~^", &m->separator) ||
	    m->separator == 0))
		return cr_conf_fail(l->cr, s, "separator", "separator \"%s\" "
		    "is none of \";\", \",\", \"tab\", \"|\"", sep);
	m->date_known = date != NULL;
	if (date != NULL && !cr_mapping_date_parse(date, &m->date))
		return cr_conf_fail(l->cr, s, "date", "date style \"%s\" is "
		    "not known", date);
	if (!(m->thousands = strcmp(unit, "thousand") == 0) &&
	    strcmp(unit, "one") != 0)
		return cr_conf_fail(l->cr, s, "unit", "unit \"%s\" is "
		    "neither \"one\" nor \"thousand\"", unit);
	if (!cr_encoding_parse(enc, &m->encoding))
		return cr_conf_fail(l->cr, s, "encoding",
		    "encoding \"%s\" is not known", enc);
	return load_money(l, s);
}

static int
load_file(struct load *l, const struct cr_conf_sec *s)
{
	int64_t skip = cr_conf_int(s, "skip_lines", 0);
	struct cr_mapping *m = l->m;

	m->header = cr_conf_bool(s, "header", true);
	m->short_rows = cr_conf_bool(s, "short_rows", false);
	if (cr_conf_has(s, "sheet"))
		m->sheet = cr_arena_strdup(&m->arena, cr_conf_text(s,
		    "sheet", ""));
	if (skip < 0 || skip > SKIP_MAX)
		return cr_conf_fail(l->cr, s, "skip_lines", "\"skip_lines\" is "
		    "not between 0 and %d", SKIP_MAX);
	m->skip_lines = (int32_t)skip;
	return load_styles(l, s);
}

static int
load_sections(struct load *l, const struct cr_conf_sec *root)
{
	int i, used = 0, rc = CR_OK;
	const char *word;

	for (i = 0; rc == CR_OK && i < MAPPING_SECTIONS; i++) {
		word = cr_record_word(cr_mapping_types[i]);
		if (cr_conf_count(root, word) == 0)
			continue;
		used++;
		rc = load_section(l, cr_conf_section(root, word, 0), i);
	}
	if (rc == CR_OK && used == 0)
		return cr_conf_fail(l->cr, root, NULL, "has none of the "
		    "sections \"party\", \"item\", \"payment\"");
	return rc;
}

/* Headers need a row of headers; characters need a line that has no cells. */
static int
check_sources(struct load *l, const struct cr_conf_sec *root)
{
	struct cr_mapping *m = l->m;

	if (l->fixed && (l->columns || l->headers))
		return cr_conf_fail(l->cr, root, NULL,
		    "columns and characters cannot be mixed");
	m->fixed = l->fixed;
	if (m->fixed && (!m->money_known || !m->date_known))
		return cr_conf_fail(l->cr, root, NULL,
		    "\"decimal\" and \"date\" are needed with characters");
	if (m->fixed && !cr_conf_has(root, "header"))
		m->header = false;
	if (l->headers && !m->header)
		return cr_conf_fail(l->cr, root, "header",
		    "columns are known by number (\"#3\") without a header");
	return CR_OK;
}

int
cr_mapping_parse(struct cr *cr, const char *name, const char *text, size_t n,
    struct cr_mapping **out)
{
	struct load l = { .cr = cr, .m = cr_mapping_new() };
	const struct cr_conf_sec *root;
	struct cr_conf *conf = NULL;
	int rc;

	cr_arena_init(&l.names);
	rc = cr_conf_parse(cr, name, text, n, opts_of_file(&l), &conf);
	if (rc == CR_OK) {
		root = cr_conf_root(conf);
		if ((rc = load_file(&l, root)) == CR_OK &&
		    (rc = load_filters(&l, root, &l.m->filters)) == CR_OK &&
		    (rc = load_sections(&l, root)) == CR_OK)
			rc = check_sources(&l, root);
	}
	cr_conf_free(conf);
	cr_arena_release(&l.names);
	if (rc == CR_OK)
		*out = l.m;
	else
		cr_mapping_free(l.m);
	return rc;
}
