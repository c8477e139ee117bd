#include "cr/export.h"

#include <stdlib.h>
#include <string.h>

#include "cr/age.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/list.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "cr/stream.h"

struct cr_export {
	struct cr *cr;
	const struct cr_print_opts *opts;
	FILE *out;
	struct cr_printer *printer;	/* NULL until the first header */
	struct cr_field *fields;	/* of the present section */
	struct cr_arena arena;		/* their texts */
};

struct cr_export *
cr_export_new(struct cr *cr, const struct cr_print_opts *opts, FILE *out)
{
	struct cr_export *e = cr_calloc(1, sizeof(*e));

	e->cr = cr;
	e->opts = opts;
	e->out = out;
	cr_arena_init(&e->arena);
	return e;
}

static const char *
heading_in(const struct cr_field *fields, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(fields[i].name, name) == 0)
			return fields[i].heading;
	return NULL;
}

/* A name that is known has the heading that its own tool gives it. */
static const char *
heading(struct cr_export *e, const char *name)
{
	const char *known;
	size_t n = strlen(name);

	if ((known = heading_in(cr_list_item_fields, CR_QI_COLUMNS, name)) ||
	    (known = heading_in(cr_list_debtor_fields, CR_QD_COLUMNS,
	    name)) || (known = heading_in(cr_age_usual_fields,
	    CR_AGE_USUAL_FIELDS, name)))
		return known;
	if (n == 0)
		return "-";
	if (cr_field_kind(name) == CR_CENTS ||
	    cr_field_kind(name) == CR_BP ||
	    cr_field_kind(name) == CR_PPM ||
	    cr_field_kind(name) == CR_CENTIDAYS)
		n = (size_t)(strrchr(name, '_') - name);	/* the unit */
	return cr_arena_strndup(&e->arena, name, n);
}

static int
header(void *ctx, const char *const *names, size_t n)
{
	struct cr_export *e = ctx;
	struct cr_field *fields = cr_calloc(n, sizeof(*fields));
	size_t i;
	int err;

	for (i = 0; i < n; i++) {
		fields[i].name = cr_arena_strdup(&e->arena, names[i]);
		fields[i].kind = cr_field_kind(names[i]);
		fields[i].heading = heading(e, names[i]);
	}
	err = e->printer == NULL ? cr_printer_new(e->cr, fields, n, e->opts,
	    e->out, &e->printer) : cr_printer_section(e->printer, fields, n,
	    e->opts->title);
	free(e->fields);
	e->fields = fields;
	return err;
}

static bool
is_bool(const char *s, bool *yes)
{
	*yes = strcmp(s, "yes") == 0 || strcmp(s, "true") == 0;
	return *yes || strcmp(s, "no") == 0 || strcmp(s, "false") == 0;
}

/* Put S into column I as what its kind says, if it is that. */
static bool
put_typed(struct cr_printer *p, size_t i, enum cr_kind kind, const char *s)
{
	struct cr_date date;
	struct cr_key key;
	int64_t n;
	bool yes;

	switch (kind) {
	case CR_CENTS:
		if (!cr_parse_int(s, strlen(s), &n))
			return false;
		cr_put_cents(p, i, (struct cr_money){ n });
		return true;
	case CR_COUNT:
	case CR_BP:
	case CR_PPM:
	case CR_CENTIDAYS:
		if (!cr_parse_int(s, strlen(s), &n))
			return false;
		cr_put_count(p, i, n);
		return true;
	case CR_DATE:
		if (strlen(s) != CR_DATE_SIZE - 1 ||
		    !cr_date_parse(s, CR_DATE_SIZE - 1, CR_DATE_ISO, &date))
			return false;
		cr_put_date(p, i, date);
		return true;
	case CR_KEY:
		if (!cr_key_parse(s, strlen(s), &key) || key.id == 0)
			return false;
		cr_put_key(p, i, key.kind, key.id);
		return true;
	case CR_BOOL:
		if (!is_bool(s, &yes))
			return false;
		cr_put_bool(p, i, yes);
		return true;
	default:
		return false;
	}
}

static int
row(void *ctx, const char *const *values, size_t n)
{
	struct cr_export *e = ctx;
	size_t i;

	for (i = 0; i < n; i++)
		if (values[i] != NULL && !put_typed(e->printer, i,
		    e->fields[i].kind, values[i]))
			cr_put_text_cell(e->printer, i, values[i]);
	cr_print_row(e->printer);
	return CR_OK;
}

int
cr_export_read(struct cr_export *e, struct cr_input *in)
{
	const struct cr_stream_sink sink = { header, row, e };

	return cr_stream_read(e->cr, in, &sink);
}

/* A stream without even a header is still a workbook, or XML. */
static int
print_nothing(struct cr_export *e)
{
	if (e->opts->format != CR_FORMAT_XLSX &&
	    e->opts->format != CR_FORMAT_XML)
		return CR_OK;
	return header(e, NULL, 0);
}

int
cr_export_end(struct cr_export *e, int err)
{
	int end;

	if (e->printer == NULL && err == CR_OK)
		err = print_nothing(e);
	end = cr_printer_end(e->printer);
	free(e->fields);
	cr_arena_release(&e->arena);
	free(e);
	return err != CR_OK ? err : end;
}
