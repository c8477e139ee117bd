#include "tables.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "table_names.h"

void
cr_table_init(struct table *t, struct cr *cr, const char *file,
    const struct cr_sink *sink, struct cr_read_file *done)
{
	memset(t, 0, sizeof(*t));
	t->cr = cr;
	t->file = file;
	t->sink = sink;
	t->done = done;
	cr_arena_init(&t->arena);
	cr_arena_init(&t->row);
	cr_buf_init(&t->reject_header);
	cr_buf_init(&t->reject);
	cr_buf_init(&t->party);
	cr_record_init(&t->statement.balance, CR_RECORD_BALANCE);
}

void
cr_table_release(struct table *t)
{
	cr_arena_release(&t->arena);
	cr_arena_release(&t->row);
	cr_buf_release(&t->reject_header);
	cr_buf_release(&t->reject);
	cr_buf_release(&t->party);
}

/* The cells of a header row as they are compared. */
struct heads {
	char **v;
	size_t n;
};

static struct heads
normalise_row(struct cr_arena *a, const struct cr_row *row)
{
	struct heads h = { NULL, row ? row->n : 0 };
	size_t i;

	if (row == NULL)
		return h;
	h.v = cr_arena_alloc(a, (h.n + 1) * sizeof(*h.v));
	for (i = 0; i < h.n; i++)
		h.v[i] = cr_table_normalise(row->cell[i].s,
		    cr_arena_alloc(a, row->cell[i].n + 1));
	return h;
}

/* The column of a header: -1 when there is none, -2 when there are two. */
static int32_t
find_header(const struct heads *h, const char *text, struct cr_arena *a)
{
	char *want = cr_table_normalise(text, cr_arena_alloc(a,
	    strlen(text) + 1));
	int32_t at = -1;
	size_t i;

	for (i = 0; i < h->n; i++)
		if (strcmp(h->v[i], want) == 0)
			at = at == -1 ? (int32_t)i : -2;
	return at;
}

/* What binding knows, and what it found wrong. */
struct bind {
	struct table *t;
	struct heads heads;
	int32_t nfixed;		/* sources of characters so far: their cells */
	struct cr_buf *why;
	bool ok;
};

static void
bind_fail(struct bind *b, const char *what, const char *text)
{
	b->ok = false;
	if (b->why == NULL)
		return;
	if (b->why->len > 0)
		cr_buf_adds(b->why, ", ");
	cr_buf_adds(b->why, what);
	cr_buf_addf(b->why, " \"%s\"", text);
}

static int32_t
bind_source(struct bind *b, const struct source *s)
{
	int32_t col = -1;

	switch (s->kind) {
	case SOURCE_HEADER:
		col = find_header(&b->heads, s->text, &b->t->arena);
		if (col == -1)
			bind_fail(b, _("no column"), s->text);
		else if (col == -2)
			bind_fail(b, _("more than one column"), s->text);
		break;
	case SOURCE_COLUMN:
		col = s->at - 1;
		break;
	case SOURCE_FIXED:
		col = b->nfixed++;
		break;
	case SOURCE_CONSTANT:
		break;
	}
	return col;
}

static const struct {
	const char *key, *label;
	enum tidy tidy;
} labels[] = {
	{ "due", N_("due date"), TIDY_NONE },
	{ "doc_date", N_("document date"), TIDY_NONE },
	{ "open", N_("open amount"), TIDY_NONE },
	{ "amount", N_("amount"), TIDY_NONE },
	{ "paid", N_("paid amount"), TIDY_NONE },
	{ "vat", N_("VAT number"), TIDY_VAT },
	{ "tax_code", N_("tax code"), TIDY_ID },
	{ "zip", N_("ZIP code"), TIDY_ZIP },
	{ "iban", N_("IBAN"), TIDY_ID },
	{ "code", N_("code"), TIDY_CODE },
	{ "debtor", N_("debtor"), TIDY_CODE },
	{ "creditor", N_("creditor"), TIDY_CODE },
	{ "number", N_("document number"), TIDY_CODE },
	{ "ref", N_("reference"), TIDY_CODE },
	{ "currency", N_("currency"), TIDY_CURRENCY },
	{ "covered", N_("cover"), TIDY_NONE },
	{ "date", N_("date"), TIDY_NONE },
	{ "until", N_("last day"), TIDY_NONE },
	{ "filed", N_("filing date"), TIDY_NONE },
	{ "expected", N_("expected date"), TIDY_NONE },
	{ "assets", N_("total assets"), TIDY_NONE },
	{ "current_assets", N_("current assets"), TIDY_NONE },
	{ "current_liabilities", N_("current liabilities"), TIDY_NONE },
	{ "retained", N_("reserves and profits carried on"), TIDY_NONE },
	{ "ebit", N_("operating result"), TIDY_NONE },
	{ "equity", N_("equity"), TIDY_NONE },
	{ "liabilities", N_("liabilities"), TIDY_NONE },
	{ "sales", N_("sales"), TIDY_NONE },
	{ "value", N_("value"), TIDY_NONE },
	{ "burden", N_("burden"), TIDY_NONE },
	{ "provider", N_("provider"), TIDY_NONE },
	{ "score", N_("score"), TIDY_CODE },
	{ "kind", N_("kind"), TIDY_NONE },
	{ "country", N_("country"), TIDY_ID },
};

const char *
cr_table_label(const char *key)
{
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (strcmp(labels[i].key, key) == 0)
			return labels[i].label;
	return key;
}

/* Is a debtor, or a creditor, known by his VAT number? */
static bool
is_vat_column(struct bind *b, const struct wanted *w)
{
	const struct source *s = w->from.v;
	const struct table_name *n;

	if (w->from.n != 1 || s->kind != SOURCE_HEADER ||
	    (strcmp(w->key->name, "debtor") != 0 &&
	    strcmp(w->key->name, "creditor") != 0))
		return false;
	n = cr_table_name(cr_table_normalise(s->text,
	    cr_arena_alloc(&b->t->arena, strlen(s->text) + 1)));
	return n != NULL && n->concept == C_VAT;
}

static void
bind_field(struct bind *b, const struct wanted *w, struct bound *out)
{
	char name[MAPPING_NAME_MAX];
	size_t i;

	out->w = w;
	out->label = w->key->name;
	cr_mapping_key_name(w->key, name);
	for (i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (strcmp(labels[i].key, name) == 0) {
			out->label = labels[i].label;
			out->tidy = labels[i].tidy;
		}
	if (out->tidy == TIDY_CODE && is_vat_column(b, w))
		out->tidy = TIDY_OWNER;
	out->offset = w->key->offset + (w->extra ? offsetof(struct work, x) :
	    offsetof(struct work, r) + offsetof(struct cr_record, u));
	out->col = cr_arena_alloc(&b->t->arena,
	    (w->from.n + 1) * sizeof(*out->col));
	for (i = 0; i < w->from.n; i++)
		out->col[i] = bind_source(b, &w->from.v[i]);
}

static struct bound_filter *
bind_filters(struct bind *b, const struct filters *f)
{
	static const struct canon_key text = { "filter", "", 0, CANON_TEXT, 0,
	    NULL, 0 };
	struct bound_filter *v = cr_arena_alloc(&b->t->arena,
	    (f->n + 1) * sizeof(*v));
	struct wanted *w;
	size_t i;

	for (i = 0; i < f->n; i++) {
		w = cr_arena_alloc(&b->t->arena, sizeof(*w));
		w->key = &text;
		w->from = f->v[i].from;
		v[i].f = &f->v[i];
		bind_field(b, w, &v[i].b);
	}
	return v;
}

static void
bind_section(struct bind *b, int i, struct bound_section *out)
{
	const struct section *s = &b->t->m->section[i];
	size_t j;

	out->type = cr_mapping_types[i];
	cr_record_init(&out->blank, out->type);
	out->s = s;
	out->n = s->nwanted;
	out->b = cr_arena_alloc(&b->t->arena,
	    (s->nwanted + 1) * sizeof(*out->b));
	for (j = 0; j < s->nwanted; j++) {
		bind_field(b, &s->wanted[j], &out->b[j]);
		if (out->type == CR_RECORD_SHEET &&
		    strcmp(s->wanted[j].key->name, "date") == 0)
			out->b[j].tidy = TIDY_YEAR;
		out->has_side |= strcmp(s->wanted[j].key->name, "side") == 0;
	}
	out->filter = bind_filters(b, &s->filters);
	out->nfilters = s->filters.n;
}

/* The columns of the table itself: how many, and the added reasons. */
static void
bind_header(struct bind *b, const struct cr_row *header)
{
	struct table *t = b->t;

	if (header == NULL)
		return;
	t->header = b->heads.v;
	t->ncols = header->n;
	t->has_reasons = header->n > 0 &&
	    cr_starts(header->cell[header->n - 1].s, REJECT_COLUMN);
	t->ncols -= t->has_reasons;
}

bool
cr_table_bind(struct table *t, const struct cr_mapping *m,
    const struct cr_row *header, struct cr_buf *why)
{
	struct bind b = { .t = t, .why = why, .ok = true };
	int i;

	cr_arena_clear(&t->arena);
	t->m = m;
	t->nsections = 0;
	b.heads = normalise_row(&t->arena, header);
	t->filter = bind_filters(&b, &m->filters);
	t->nfilters = m->filters.n;
	for (i = 0; i < MAPPING_SECTIONS; i++)
		if (m->section[i].used)
			bind_section(&b, i, &t->section[t->nsections++]);
	bind_header(&b, header);
	t->statement.used = m->section[MAPPING_ENTRY].used;
	return t->is_bound = b.ok;
}

size_t
cr_table_count_headers(const struct cr_mapping *m, const struct cr_row *row)
{
	struct cr_arena a;
	struct heads h;
	size_t n = 0, j, k;
	int i;

	cr_arena_init(&a);
	h = normalise_row(&a, row);
	for (i = 0; i < MAPPING_SECTIONS; i++)
		for (j = 0; j < m->section[i].nwanted; j++) {
			const struct sources *from =
			    &m->section[i].wanted[j].from;

			for (k = 0; k < from->n; k++)
				n += from->v[k].kind == SOURCE_HEADER &&
				    find_header(&h, from->v[k].text, &a) != -1;
		}
	cr_arena_release(&a);
	return n;
}

bool
cr_table_is_header(const struct table *t, const struct cr_row *row)
{
	char text[256];
	size_t i, said = 0;

	if (t->header == NULL || row->n == 0)
		return false;
	for (i = 0; i < row->n && i < t->ncols; i++) {
		if (row->cell[i].n >= sizeof(text) || strcmp(t->header[i],
		    cr_table_normalise(row->cell[i].s, text)) != 0)
			return false;
		said += t->header[i][0] != '\0';
	}
	return said > 0;
}
