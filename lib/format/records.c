#include "cr/records.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "canon_keys.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "records_columns.h"
#include "records_tsv.h"

#define KEPT ((size_t)64 * 1024)	/* bytes before they are written */
#define ROWS_KEPT 10000		/* of one type, where there are others too */
#define BYTES_KEPT ((size_t)64 * 1024 * 1024)	/* and never more than that */

enum column {
#define X(name, types, kind, heading, help) C_##name,
	COLUMNS(X)
#undef X
	NCOLUMNS
};

const struct cr_field cr_record_fields[] = {
#define X(name, types, kind, heading, help) { #name, kind, heading, help, 0 },
	COLUMNS(X)
#undef X
};
const size_t cr_record_nfields = NCOLUMNS;

static const unsigned short shown[] = {
#define X(name, types, kind, heading, help) types,
	COLUMNS(X)
#undef X
};

#define KEYS_MAX 40		/* in one structure */

/* Where the keys of one structure go; -1: nowhere. */
struct mapping {
	signed char column[KEYS_MAX];
};

/*
 * The rows of one type of record. Types may alternate from record to record
 * (a debtor and what he owes), so that rows are kept for a while: a header
 * goes before many of them, not before each.
 */
struct channel {
	struct cr_printer *p;	/* NULL: no rows now */
	struct cr_buf kept;	/* its rows, unless the form is a whole one */
	size_t count;
	bool begun;		/* some of them were written */
	struct tsv_cell *cells;	/* NULL: the printer makes its rows */
	size_t ncells;
	struct cr_field fields[NCOLUMNS];
	struct mapping keys, instalment;
	const struct canon_shape *inst_shape;
};

struct cr_records {
	struct cr *cr;
	struct cr_print_opts opts;
	FILE *out;
	bool json;		/* nested */
	bool whole;		/* a form that holds one type, and no blocks */
	int type;		/* of the last record; -1: none yet */
	struct cr_buf text;
	struct channel channels[CANON_TYPES];
};

static int
find_column(const char *name)
{
	int i;

	for (i = 0; i < NCOLUMNS; i++)
		if (strcmp(cr_record_fields[i].name, name) == 0)
			return i;
	return -1;
}

static void
map_keys(const struct canon_shape *shape, struct mapping *m)
{
	size_t i;

	for (i = 0; i < shape->nkeys && i < KEYS_MAX; i++)
		m->column[i] = (signed char)find_column(shape->keys[i].name);
}

/* The instalments' own keys stand beside the document's. */
static void
map_instalments(struct channel *c, const struct canon_shape *shape)
{
	size_t i;

	for (i = 0; i < shape->nkeys; i++)
		if (shape->keys[i].kind == CANON_LIST &&
		    strcmp(shape->keys[i].name, "instalments") == 0)
			c->inst_shape = shape->keys[i].shape;
	map_keys(c->inst_shape, &c->instalment);
	for (i = 0; i < c->inst_shape->nkeys; i++)
		if (strcmp(c->inst_shape->keys[i].name, "code") == 0)
			c->instalment.column[i] = C_remittance_code;
}

struct cr_records *
cr_records_new(struct cr *cr, const struct cr_print_opts *opts, FILE *out)
{
	struct cr_records *rs = cr_calloc(1, sizeof(*rs));
	enum cr_format f = opts->format;
	int i;

	if (f == CR_FORMAT_AUTO)
		f = isatty(fileno(out)) ? CR_FORMAT_TABLE : CR_FORMAT_TSV;
	rs->cr = cr;
	rs->opts = *opts;
	rs->opts.format = f;
	rs->out = out;
	rs->type = -1;
	rs->json = f == CR_FORMAT_JSON && opts->columns == NULL;
	rs->whole = f == CR_FORMAT_XLSX || f == CR_FORMAT_XML ||
	    f == CR_FORMAT_EXCEL;
	cr_buf_init(&rs->text);
	for (i = 0; i < CANON_TYPES; i++)
		cr_buf_init(&rs->channels[i].kept);
	return rs;
}

static void
put_texts(struct cr_records *rs, struct cr_printer *p, size_t column,
    const struct cr_text_list *l)
{
	size_t i;

	cr_buf_clear(&rs->text);
	for (i = 0; i < l->n; i++) {
		cr_buf_adds(&rs->text, i > 0 ? " | " : "");
		cr_buf_adds(&rs->text, l->v[i]);
	}
	cr_put_text_cell(p, column, rs->text.s);
}

static void
put_value(struct cr_records *rs, struct cr_printer *p, size_t column,
    enum canon_kind kind, const char *at)
{
	const struct cr_opt_money *m;

	switch (kind) {
	case CANON_TEXT:
		cr_lend_text_cell(p, column, *(const char *const *)at);
		break;
	case CANON_TEXTS:
		put_texts(rs, p, column, (const struct cr_text_list *)at);
		break;
	case CANON_DATE:
		cr_put_date(p, column, *(const struct cr_date *)at);
		break;
	case CANON_CENTS:
		cr_put_cents(p, column, *(const struct cr_money *)at);
		break;
	case CANON_OPT_CENTS:
		m = (const struct cr_opt_money *)at;
		if (m->set)
			cr_put_cents(p, column, m->v);
		break;
	case CANON_NUMBER:
		if (*(const int32_t *)at != 0)
			cr_put_count(p, column, *(const int32_t *)at);
		break;
	case CANON_COUNT:
	case CANON_DAYS:
	case CANON_BP:
		if (*(const int32_t *)at >= 0)
			cr_put_count(p, column, *(const int32_t *)at);
		break;
	case CANON_FLAG:
		if (*(const enum cr_flag *)at != CR_FLAG_UNKNOWN)
			cr_put_bool(p, column,
			    *(const enum cr_flag *)at == CR_FLAG_YES);
		break;
	case CANON_BOOL:
		cr_put_bool(p, column, *(const bool *)at);
		break;
	case CANON_OBJECT:
	case CANON_LIST:
		break;
	}
}

static void
put_keys(struct cr_records *rs, struct cr_printer *p,
    const struct canon_shape *shape, const struct mapping *m, const char *at)
{
	size_t i;

	for (i = 0; i < shape->nkeys; i++)
		if (m->column[i] >= 0)
			put_value(rs, p, (size_t)m->column[i],
			    shape->keys[i].kind, at + shape->keys[i].offset);
}

/* By what a party is known: VAT number with country, or the next best. */
static void
put_party(struct cr_records *rs, struct cr_printer *p, size_t id, size_t name,
    const struct cr_rec_party *party)
{
	cr_buf_clear(&rs->text);
	if (party->vat != NULL) {
		cr_buf_adds(&rs->text, party->country ? party->country : "");
		cr_buf_adds(&rs->text, party->vat);
	} else if (party->tax_code != NULL) {
		cr_buf_adds(&rs->text, party->tax_code);
	} else if (party->code != NULL) {
		cr_buf_adds(&rs->text, party->code);
	}
	cr_put_text_cell(p, id, rs->text.s);
	cr_lend_text_cell(p, name, party->name);
}

static void
put_row(struct cr_records *rs, struct channel *c, const struct cr_record *r,
    size_t k)
{
	const struct cr_rec_invoice *inv = &r->u.invoice;
	struct cr_printer *p = c->p;

	cr_lend_text_cell(p, C_record, cr_record_word(r->type));
	cr_lend_text_cell(p, C_file, r->file);
	put_keys(rs, p, &cr_canon_shapes[r->type], &c->keys,
	    (const char *)&r->u);
	if (r->type == CR_RECORD_INVOICE) {
		put_party(rs, p, C_creditor, C_creditor_name, &inv->creditor);
		put_party(rs, p, C_debtor, C_debtor_name, &inv->debtor);
		if (k < inv->ninstalments) {
			cr_put_count(p, C_instalment, (int64_t)k + 1);
			put_keys(rs, p, c->inst_shape, &c->instalment,
			    (const char *)&inv->instalments[k]);
		}
	}
	cr_print_row(p);
	c->count++;
}

/* What column COLUMN says of records of TYPE; false: not in simple words. */
static bool
plan_cell(const struct channel *c, enum cr_record_type type, size_t column,
    struct tsv_cell *cell)
{
	const struct canon_shape *shape = &cr_canon_shapes[type];
	size_t i;

	*cell = (struct tsv_cell){ .none = column != C_record };
	if (column == C_record) {
		cell->word = cr_record_word(type);
	} else if (column == C_file) {
		*cell = (struct tsv_cell){ .kind = CANON_TEXT,
		    .offset = offsetof(struct cr_record, file) };
	}
	for (i = 0; i < shape->nkeys && i < KEYS_MAX; i++)
		if (c->keys.column[i] == (int)column)
			*cell = (struct tsv_cell){ .kind = shape->keys[i].kind,
			    .offset = offsetof(struct cr_record, u) +
			    shape->keys[i].offset };
	return cr_tsv_is_simple(cell->kind);
}

/* Rows of TSV need no printer when all that is in them is simple. */
static void
plan_rows(struct cr_records *rs, struct channel *c, enum cr_record_type type)
{
	const size_t *column;
	size_t i;

	if (rs->opts.format != CR_FORMAT_TSV || rs->opts.totals ||
	    type == CR_RECORD_INVOICE)
		return;
	c->ncells = cr_printer_columns(c->p, &column);
	c->cells = cr_calloc(c->ncells, sizeof(*c->cells));
	for (i = 0; i < c->ncells; i++)
		if (!plan_cell(c, type, column[i], &c->cells[i])) {
			free(c->cells);
			c->cells = NULL;
			return;
		}
}

static int
not_written(struct cr_records *rs)
{
	return cr_fail(rs->cr, CR_ESYSTEM, "could not write: %s",
	    strerror(errno));
}

/* Write what was kept. */
static int
close_channel(struct channel *c)
{
	struct cr_printer *p = c->p;

	c->p = NULL;
	c->count = 0;
	c->begun = false;
	free(c->cells);
	c->cells = NULL;
	return cr_printer_end(p);
}

/* Rows that were begun go on before those of another type begin. */
static int
close_begun(struct cr_records *rs)
{
	int i, err;

	for (i = 0; i < CANON_TYPES; i++)
		if (rs->channels[i].begun &&
		    (err = close_channel(&rs->channels[i])) != CR_OK)
			return err;
	return CR_OK;
}

static int
open_channel(struct cr_records *rs, enum cr_record_type type)
{
	struct channel *c = &rs->channels[type];
	struct cr_print_opts opts = rs->opts;
	size_t i;
	int err;

	if (rs->whole && rs->type >= 0)
		return cr_fail(rs->cr, CR_EUSAGE, "one such file cannot hold "
		    "records of two types, %s and %s",
		    cr_record_word((enum cr_record_type)rs->type),
		    cr_record_word(type));
	if ((err = close_begun(rs)) != CR_OK)
		return err;
	memcpy(c->fields, cr_record_fields, sizeof(c->fields));
	for (i = 0; i < NCOLUMNS; i++)
		c->fields[i].hidden = !(shown[i] & 1 << type);
	map_keys(&cr_canon_shapes[type], &c->keys);
	if (type == CR_RECORD_INVOICE)
		map_instalments(c, &cr_canon_shapes[type]);
	opts.kept = rs->whole ? NULL : &c->kept;
	err = cr_printer_new(rs->cr, c->fields, NCOLUMNS, &opts, rs->out,
	    &c->p);
	if (err == CR_OK)
		plan_rows(rs, c, type);
	return err;
}

static int
flush_json(struct cr_records *rs)
{
	if (fwrite(rs->text.s, 1, rs->text.len, rs->out) != rs->text.len)
		return not_written(rs);
	cr_buf_clear(&rs->text);
	return CR_OK;
}

static bool
is_only(const struct cr_records *rs, const struct channel *c)
{
	int i;

	for (i = 0; i < CANON_TYPES; i++)
		if (rs->channels[i].p != NULL && &rs->channels[i] != c)
			return false;
	return true;
}

/*
 * Write rows now and then: all of them while there is no other type that
 * has to come behind them.
 */
static int
flush_rows(struct cr_records *rs, struct channel *c)
{
	size_t kept = cr_printer_kept(c->p);

	if (rs->whole || (kept < KEPT && c->count < ROWS_KEPT))
		return CR_OK;
	if (kept >= KEPT && is_only(rs, c)) {
		cr_printer_flush(c->p);
		c->begun = true;
		c->count = 0;
		return CR_OK;
	}
	return c->count < ROWS_KEPT && kept < BYTES_KEPT ? CR_OK :
	    close_channel(c);
}

int
cr_records_put(struct cr_records *rs, const struct cr_record *r)
{
	struct channel *c = &rs->channels[r->type];
	size_t k = 0;
	int err;

	if (rs->json) {
		cr_record_to_json(&rs->text, r);
		return rs->text.len < KEPT ? CR_OK : flush_json(rs);
	}
	if (c->p == NULL && (err = open_channel(rs, r->type)) != 0)
		return err;
	rs->type = (int)r->type;
	if (c->cells != NULL) {
		cr_tsv_row(cr_printer_lines(c->p), c->cells, c->ncells, r);
		c->count++;
		return flush_rows(rs, c);
	}
	do
		put_row(rs, c, r, k);
	while (r->type == CR_RECORD_INVOICE &&
	    ++k < r->u.invoice.ninstalments);
	return flush_rows(rs, c);
}

int
cr_records_end(struct cr_records *rs)
{
	int i, err = CR_OK, e;

	if (rs == NULL)
		return CR_OK;
	if (rs->json)
		err = flush_json(rs);
	for (i = 0; i < CANON_TYPES; i++) {
		if ((e = close_channel(&rs->channels[i])) != 0)
			err = e;
		cr_buf_release(&rs->channels[i].kept);
	}
	if (err == 0 && fflush(rs->out) != 0)
		err = not_written(rs);
	cr_buf_release(&rs->text);
	free(rs);
	return err;
}
