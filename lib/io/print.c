#include "cr/print.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "printer.h"

static const struct {
	const char *word;
	const struct cr_backend *backend;
} formats[] = {
	[CR_FORMAT_TABLE] = { "table", &cr_backend_table },
	[CR_FORMAT_TSV] = { "tsv", &cr_backend_tsv },
	[CR_FORMAT_JSON] = { "json", &cr_backend_json },
	[CR_FORMAT_CSV] = { "csv", &cr_backend_csv },
	[CR_FORMAT_EXCEL] = { "excel", &cr_backend_excel },
	[CR_FORMAT_XLSX] = { "xlsx", &cr_backend_xlsx },
	[CR_FORMAT_XML] = { "xml", &cr_backend_xml },
	[CR_FORMAT_TEXT] = { "text", NULL },
	[CR_FORMAT_HTML] = { "html", NULL },
	[CR_FORMAT_PDF] = { "pdf", NULL },
};

#define NFORMATS (sizeof(formats) / sizeof(formats[0]))

bool
cr_format_parse(const char *word, enum cr_format *out)
{
	size_t i;

	for (i = 1; i < NFORMATS; i++) {
		if (formats[i].word != NULL &&
		    strcmp(formats[i].word, word) == 0) {
			*out = (enum cr_format)i;
			return true;
		}
	}
	return false;
}

static size_t
find_field(const struct cr_printer *p, const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < p->nfields; i++)
		if (strlen(p->fields[i].name) == n &&
		    memcmp(p->fields[i].name, name, n) == 0)
			break;
	return i;
}

/* The columns of -o, or all that are not hidden. */
static int
choose_columns(struct cr_printer *p, const char *spec)
{
	size_t i, n, cap = 0;

	for (i = 0; spec == NULL && i < p->nfields; i++) {
		cr_grow(&p->column, p->ncolumns, &cap, sizeof(*p->column));
		if (!p->fields[i].hidden)
			p->column[p->ncolumns++] = i;
	}
	for (; spec != NULL; spec = spec[n] == ',' ? spec + n + 1 : NULL) {
		n = strcspn(spec, ",");
		if ((i = find_field(p, spec, n)) == p->nfields)
			return cr_fail(p->cr, CR_EUSAGE, "there is no column "
			    "\"%.*s\"; -o help lists them", (int)n, spec);
		cr_grow(&p->column, p->ncolumns, &cap, sizeof(*p->column));
		p->column[p->ncolumns++] = i;
	}
	return CR_OK;
}

/* Forget the fields of a section, and its sums. */
static void
drop_section(struct cr_printer *p)
{
	size_t i;

	for (i = 0; i < p->ntotals; i++)
		free(p->totals[i].sums);
	p->ntotals = p->ncolumns = 0;
	free(p->column);
	free(p->cells);
	free(p->put);
	p->column = NULL;
	p->cells = NULL;
	p->put = NULL;
}

static int
set_section(struct cr_printer *p, const struct cr_field *fields, size_t n)
{
	p->fields = fields;
	p->nfields = n;
	p->rows = 0;
	p->cells = cr_calloc(n, sizeof(*p->cells));
	p->put = cr_calloc(n, sizeof(*p->put));
	p->nput = 0;
	return choose_columns(p, p->opts.columns);
}

static void
printer_free(struct cr_printer *p)
{
	drop_section(p);
	cr_buf_release(&p->text);
	cr_buf_clear(&p->line);
	if (p->opts.kept != NULL)
		*p->opts.kept = p->line;
	else
		cr_buf_release(&p->line);
	free(p);
}

int
cr_printer_new(struct cr *cr, const struct cr_field *fields, size_t n,
    const struct cr_print_opts *opts, FILE *out, struct cr_printer **to)
{
	struct cr_printer *p;
	int err;

	*to = NULL;
	if (CR_FORMAT_IS_DOCUMENT(opts->format))
		return cr_fail(cr, CR_EUSAGE, "records have no form \"%s\"",
		    formats[opts->format].word);
	p = cr_calloc(1, sizeof(*p));
	p->cr = cr;
	p->opts = *opts;
	p->out = out;
	cr_buf_init(&p->text);
	cr_buf_init(&p->line);
	if (p->opts.kept != NULL)
		p->line = *p->opts.kept;
	if (p->opts.format == CR_FORMAT_AUTO)
		p->opts.format = isatty(fileno(out)) ? CR_FORMAT_TABLE :
		    CR_FORMAT_TSV;
	p->backend = formats[p->opts.format].backend;
	if ((err = set_section(p, fields, n)) == CR_OK &&
	    p->backend->begin != NULL)
		err = p->backend->begin(p);
	if (err != CR_OK)
		printer_free(p);
	else
		*to = p;
	return err;
}

static void
print_totals(struct cr_printer *p)
{
	size_t i;

	for (i = 0; i < p->ntotals && p->backend->total != NULL; i++)
		p->backend->total(p, p->totals[i].currency, p->totals[i].sums);
}

int
cr_printer_section(struct cr_printer *p, const struct cr_field *fields,
    size_t n, const char *title)
{
	int err = CR_OK;

	print_totals(p);
	if (p->backend->section == NULL && p->backend->end != NULL)
		err = p->backend->end(p);
	drop_section(p);
	p->section++;
	p->opts.title = title;
	if (err != CR_OK || (err = set_section(p, fields, n)) != CR_OK)
		return err;
	if (p->backend->section != NULL)
		return p->backend->section(p);
	return p->backend->begin != NULL ? p->backend->begin(p) : CR_OK;
}

const struct cr_field *
cr_printer_field(const struct cr_printer *p, size_t c)
{
	return &p->fields[p->column[c]];
}

const struct cr_cell *
cr_printer_cell(const struct cr_printer *p, size_t c)
{
	return &p->cells[p->column[c]];
}

enum cr_kind
cr_printer_kind(const struct cr_field *f, const struct cr_cell *cell)
{
	if (cell->is_text && f->kind != CR_CODE && f->kind != CR_TIME)
		return CR_TEXT;
	return f->kind;
}

const char *
cr_printer_text(const struct cr_printer *p, const struct cr_cell *cell)
{
	return cell->lent ? cell->lent : p->text.s + cell->text;
}

static struct cr_cell *
set_cell(struct cr_printer *p, size_t i)
{
	if (!p->cells[i].set)
		p->put[p->nput++] = i;
	p->cells[i].set = true;
	return &p->cells[i];
}

void
cr_put_text_cell(struct cr_printer *p, size_t i, const char *s)
{
	struct cr_cell *cell;

	if (cr_is_empty(s))
		return;
	cell = set_cell(p, i);
	cell->is_text = true;
	cell->lent = NULL;
	cell->text = p->text.len;
	cr_buf_add(&p->text, s, strlen(s) + 1);
}

void
cr_lend_text_cell(struct cr_printer *p, size_t i, const char *s)
{
	struct cr_cell *cell;

	if (cr_is_empty(s))
		return;
	cell = set_cell(p, i);
	cell->is_text = true;
	cell->lent = s;
}

static void
put(struct cr_printer *p, size_t i, int64_t n)
{
	set_cell(p, i)->n = n;
}

void
cr_put_key(struct cr_printer *p, size_t i, enum cr_key_kind kind, int64_t id)
{
	if (id == 0)
		return;
	put(p, i, id);
	p->cells[i].key = kind;
}

void
cr_put_cents(struct cr_printer *p, size_t i, struct cr_money m)
{
	put(p, i, m.cents);
}

void
cr_put_date(struct cr_printer *p, size_t i, struct cr_date d)
{
	if (cr_date_is_set(d))
		put(p, i, d.days);
}

void
cr_put_count(struct cr_printer *p, size_t i, int64_t n)
{
	put(p, i, n);
}

void
cr_put_bool(struct cr_printer *p, size_t i, bool yes)
{
	put(p, i, yes);
}

/* The sums of the row's currency; amounts of two are never added. */
static struct cr_totals *
find_totals(struct cr_printer *p)
{
	size_t i = find_field(p, "currency", strlen("currency"));
	const char *currency = i < p->nfields && p->cells[i].set ?
	    cr_printer_text(p, &p->cells[i]) : "";
	struct cr_totals *t;

	for (i = 0; i < p->ntotals; i++)
		if (strcmp(p->totals[i].currency, currency) == 0)
			return &p->totals[i];
	if (p->ntotals == CR_TOTALS_MAX ||
	    strlen(currency) >= sizeof(t->currency))
		return NULL;
	t = &p->totals[p->ntotals++];
	memcpy(t->currency, currency, strlen(currency) + 1);
	t->sums = cr_calloc(p->ncolumns, sizeof(*t->sums));
	return t;
}

static void
add_totals(struct cr_printer *p)
{
	struct cr_totals *t = find_totals(p);
	const struct cr_cell *cell;
	size_t c;

	if (t == NULL) {
		p->overflow = true;
		return;
	}
	for (c = 0; c < p->ncolumns; c++) {
		cell = cr_printer_cell(p, c);
		if (cell->set && cr_printer_kind(cr_printer_field(p, c),
		    cell) == CR_CENTS &&
		    !cr_money_add(&t->sums[c], (struct cr_money){ cell->n }))
			p->overflow = true;
	}
}

void
cr_print_row(struct cr_printer *p)
{
	if (p->opts.totals)
		add_totals(p);
	p->backend->row(p);
	p->rows++;
	while (p->nput > 0)
		p->cells[p->put[--p->nput]] = (struct cr_cell){ 0 };
	cr_buf_clear(&p->text);
}

struct cr_buf *
cr_printer_lines(struct cr_printer *p)
{
	return &p->line;
}

size_t
cr_printer_columns(const struct cr_printer *p, const size_t **column)
{
	*column = p->column;
	return p->ncolumns;
}

size_t
cr_printer_kept(const struct cr_printer *p)
{
	return p->line.len;
}

void
cr_printer_flush(struct cr_printer *p)
{
	fwrite(p->line.s, 1, p->line.len, p->out);
	cr_buf_clear(&p->line);
}

int
cr_printer_end(struct cr_printer *p)
{
	int err = CR_OK;

	if (p == NULL)
		return CR_OK;
	print_totals(p);
	if (p->backend->end != NULL)
		err = p->backend->end(p);
	if (err == CR_OK && p->overflow)
		err = cr_fail(p->cr, CR_ELIMIT, "a total is too large");
	if (err == CR_OK && p->opts.kept != NULL)
		cr_printer_flush(p);
	if (err == CR_OK && (fflush(p->out) != 0 || ferror(p->out)))
		err = cr_fail(p->cr, CR_ESYSTEM, "could not write: %s",
		    strerror(errno));
	printer_free(p);
	return err;
}

void
cr_printer_raw(struct cr_buf *b, const struct cr_printer *p,
    const struct cr_field *f, const struct cr_cell *cell)
{
	char date[CR_DATE_SIZE], key[CR_KEY_SIZE];

	if (!cell->set)
		return;
	switch (cr_printer_kind(f, cell)) {
	case CR_TEXT:
	case CR_CODE:
	case CR_TIME:
		cr_buf_adds(b, cr_printer_text(p, cell));
		break;
	case CR_KEY:
		cr_buf_adds(b, cr_key_format(
		    (struct cr_key){ cell->key, cell->n }, key));
		break;
	case CR_DATE:
		cr_buf_adds(b, cr_date_iso(
		    (struct cr_date){ (int32_t)cell->n }, date));
		break;
	case CR_BOOL:
		cr_buf_adds(b, cell->n ? "yes" : "no");
		break;
	case CR_CENTS:
	case CR_COUNT:
	case CR_BP:
	case CR_PPM:
	case CR_CENTIDAYS:
		cr_buf_addi(b, cell->n);
		break;
	}
}

void
cr_printer_name(struct cr_buf *b, const struct cr_field *f)
{
	size_t n = strlen(f->name);

	if (f->kind == CR_CENTS && cr_ends(f->name, "_cents"))
		n -= strlen("_cents");
	cr_buf_add(b, f->name, n);
}

void
cr_fields_help(const struct cr_field *fields, size_t n, FILE *out)
{
	size_t i;

	for (i = 0; i < n; i++)
		fprintf(out, "%-20s %s\n", fields[i].name, _(fields[i].help));
}
