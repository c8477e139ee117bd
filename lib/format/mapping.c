#include "mapping.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cr/buf.h"
#include "cr/canon.h"
#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "cr/table.h"

const enum cr_record_type cr_mapping_types[MAPPING_SECTIONS] = {
	CR_RECORD_PARTY, CR_RECORD_ITEM, CR_RECORD_PAYMENT, CR_RECORD_ENTRY,
	CR_RECORD_SHEET, CR_RECORD_SCORE, CR_RECORD_ADVERSE, CR_RECORD_ASSET,
	CR_RECORD_COMMITMENT, CR_RECORD_PLAFOND
};

#define EXTRA(name, kind) \
	{ #name, "", 0, kind, offsetof(struct table_extra, name), NULL, 0 }

const struct canon_key cr_mapping_extras[] = {
	EXTRA(paid, CANON_OPT_CENTS),
	EXTRA(debit, CANON_OPT_CENTS),
	EXTRA(credit, CANON_OPT_CENTS),
	EXTRA(side, CANON_TEXT),
	{ NULL, "", 0, CANON_TEXT, 0, NULL, 0 }
};

struct cr_mapping *
cr_mapping_new(void)
{
	struct cr_mapping *m = cr_calloc(1, sizeof(*m));

	cr_arena_init(&m->arena);
	m->header = true;
	return m;
}

void
cr_mapping_free(struct cr_mapping *m)
{
	if (m == NULL)
		return;
	cr_arena_release(&m->arena);
	free(m);
}

int
cr_mapping_load(struct cr *cr, const char *path, struct cr_mapping **out)
{
	struct cr_input *in;
	const char *text;
	size_t n;
	int err = cr_conf_read(cr, path, CR_ENOTFOUND, &in, &text, &n);

	if (err == CR_OK)
		err = cr_mapping_parse(cr, path, text, n, out);
	cr_input_free(in);
	return err;
}

int
cr_mapping_find(struct cr *cr, const char *share, const char *name,
    struct cr_mapping **out)
{
	struct cr_buf path;
	int rc;

	if (strchr(name, '/') != NULL || access(name, F_OK) == 0)
		return cr_mapping_load(cr, name, out);
	cr_buf_init(&path);
	cr_buf_addf(&path, "%s/mappings/%s%s", share, name,
	    cr_ends(name, ".conf") ? "" : ".conf");
	rc = access(path.s, F_OK) == 0 ?
	    cr_mapping_load(cr, path.s, out) :
	    cr_fail(cr, CR_EUSAGE, "there is no mapping \"%s\"", name);
	cr_buf_release(&path);
	return rc;
}

const char *
cr_mapping_key_name(const struct canon_key *k, char to[MAPPING_NAME_MAX])
{
	size_t n = strlen(k->name);

	assert(n < MAPPING_NAME_MAX);
	memcpy(to, k->name, n + 1);
	if (cr_ends(to, "_cents"))
		to[n - strlen("_cents")] = '\0';
	else if (k->kind == CANON_BP)
		to[n - strlen("_bp")] = '\0';
	return to;
}

bool
cr_mapping_has_sides(int i)
{
	return i != MAPPING_PARTY && i < MAPPING_FACTS;
}

static const struct canon_key *
find_key(int section, const char *name, bool *extra)
{
	const struct canon_shape *shape =
	    &cr_canon_shapes[cr_mapping_types[section]];
	char text[MAPPING_NAME_MAX];
	const struct canon_key *k;
	size_t i;

	*extra = false;
	for (i = 0; i < shape->nkeys; i++)
		if (cr_streq(cr_mapping_key_name(&shape->keys[i], text), name))
			return &shape->keys[i];
	*extra = true;
	for (k = cr_mapping_extras; k->name != NULL; k++)
		if (cr_streq(k->name, name))
			return k;
	return NULL;
}

bool
cr_mapping_wants(const struct cr_mapping *m, int i, const char *name)
{
	const struct section *s = &m->section[i];
	char text[MAPPING_NAME_MAX];
	size_t j;

	for (j = 0; j < s->nwanted; j++)
		if (cr_streq(cr_mapping_key_name(s->wanted[j].key, text), name))
			return true;
	return false;
}

/* Room for a field where it belongs: fields stand as in cr-records(5). */
static struct wanted *
make_room(struct section *s, const struct canon_key *key, bool extra)
{
	size_t i = s->nwanted++;

	for (; i > 0 && (s->wanted[i - 1].extra > extra ||
	    (s->wanted[i - 1].extra == extra &&
	    s->wanted[i - 1].key > key)); i--)
		s->wanted[i] = s->wanted[i - 1];
	s->wanted[i].key = key;
	s->wanted[i].extra = extra;
	return &s->wanted[i];
}

static void
want(struct cr_mapping *m, int i, const char *name,
    const struct source *from)
{
	struct section *s = &m->section[i];
	size_t max = cr_canon_shapes[cr_mapping_types[i]].nkeys + 4;
	const struct canon_key *key;
	bool extra;

	if (s->wanted == NULL)
		s->wanted = cr_arena_alloc(&m->arena,
		    max * sizeof(*s->wanted));
	key = find_key(i, name, &extra);
	assert(key != NULL && s->nwanted < max);
	make_room(s, key, extra)->from = (struct sources){ from, 1 };
	s->used = true;
}

void
cr_mapping_want(struct cr_mapping *m, int i, const char *name, int32_t column,
    const char *header)
{
	struct source *from = cr_arena_alloc(&m->arena, sizeof(*from));

	from->kind = header ? SOURCE_HEADER : SOURCE_COLUMN;
	if (header != NULL)
		from->text = cr_collapse(cr_arena_strdup(&m->arena, header));
	else
		from->at = column;
	want(m, i, name, from);
}

void
cr_mapping_want_constant(struct cr_mapping *m, int i, const char *name,
    const char *text)
{
	struct source *from = cr_arena_alloc(&m->arena, sizeof(*from));

	from->kind = SOURCE_CONSTANT;
	from->text = cr_arena_strdup(&m->arena, text);
	want(m, i, name, from);
}

static const char *const date_words[] = {
	[CR_DATE_ISO] = "yyyy-mm-dd",
	[CR_DATE_DMY] = "dd/mm/yyyy",
	[CR_DATE_MDY] = "mm/dd/yyyy",
	[CR_DATE_DDMMYYYY] = "ddmmyyyy",
	[CR_DATE_YYYYMMDD] = "yyyymmdd",
	[CR_DATE_DDMMYY] = "ddmmyy",
};

const char *
cr_mapping_date_word(enum cr_date_style s)
{
	return date_words[s];
}

bool
cr_mapping_date_parse(const char *word, enum cr_date_style *out)
{
	size_t i;

	for (i = 0; i < sizeof(date_words) / sizeof(*date_words); i++)
		if (cr_strcaseeq(word, date_words[i])) {
			*out = (enum cr_date_style)i;
			return true;
		}
	return false;
}

static bool
is_same_source(const struct source *a, const struct source *b)
{
	if (a->kind != b->kind)
		return false;
	return a->kind == SOURCE_HEADER ? cr_streq(a->text, b->text) :
	    a->at == b->at && a->len == b->len;
}

bool
cr_mapping_is_filtered(const struct filters *f, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (f->v[i].except == f->v[at].except &&
		    is_same_source(f->v[i].from.v, f->v[at].from.v))
			return true;
	return false;
}
