/*
 * pdf-floor: statements and letters, drawn by a bare pango-cairo program.
 *
 *	pdf-floor list LEDGER CONFIG	what cr-statement draws for everybody:
 *					each line of text with its place and
 *					type, each rule and code, page by page
 *	pdf-floor letter		the same of the letter of letters-run
 *	pdf-floor draw LIST FILE	draws that, and does nothing else: one
 *					layout, one description a font
 *	pdf-floor draw LIST FILE N	N times, each a document of its own
 *
 * To make the list, the doors of the library are wrapped by the linker (see
 * the Makefile): they tell what they were asked for, and draw it too.
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/config.h"
#include "cr/cr.h"
#include "cr/dun_files.h"
#include "cr/ledger.h"
#include "cr/letter_preview.h"
#include "cr/pdf.h"
#include "cr/statement_out.h"
#include "cr/tool.h"

/* ---- list --------------------------------------------------------------- */

void __real_cr_pdf_page(struct cr_pdf *);
void __wrap_cr_pdf_page(struct cr_pdf *);
void __real_cr_pdf_line(struct cr_pdf *, const struct cr_pdf_type *,
    enum cr_pdf_align, int, int, const char *);
void __wrap_cr_pdf_line(struct cr_pdf *, const struct cr_pdf_type *,
    enum cr_pdf_align, int, int, const char *);
int __real_cr_pdf_break(struct cr_pdf *, const struct cr_pdf_type *, int,
    const char *);
int __wrap_cr_pdf_break(struct cr_pdf *, const struct cr_pdf_type *, int,
    const char *);
void __real_cr_pdf_broken(struct cr_pdf *, int, int, int, int);
void __wrap_cr_pdf_broken(struct cr_pdf *, int, int, int, int);
void __real_cr_pdf_rule(struct cr_pdf *, int, int, int, int, int);
void __wrap_cr_pdf_rule(struct cr_pdf *, int, int, int, int, int);
void __real_cr_pdf_fill(struct cr_pdf *, int, int, int, int, int);
void __wrap_cr_pdf_fill(struct cr_pdf *, int, int, int, int, int);
void __real_cr_pdf_squares(struct cr_pdf *, int, int, int, const bool *, int);
void __wrap_cr_pdf_squares(struct cr_pdf *, int, int, int, const bool *, int);

static struct cr_pdf_type last_type;
static int last_width;
static char last_text[4096];

void
__wrap_cr_pdf_page(struct cr_pdf *p)
{
	puts("P");
	__real_cr_pdf_page(p);
}

void
__wrap_cr_pdf_line(struct cr_pdf *p, const struct cr_pdf_type *t,
    enum cr_pdf_align align, int x, int y, const char *text)
{
	printf("T %d %d %d %d %d %d %s\n", t->size, t->bold, t->grey, align,
	    x, y, text);
	__real_cr_pdf_line(p, t, align, x, y, text);
}

int
__wrap_cr_pdf_break(struct cr_pdf *p, const struct cr_pdf_type *t, int width,
    const char *text)
{
	last_type = *t;
	last_width = width;
	snprintf(last_text, sizeof(last_text), "%s", text);
	return __real_cr_pdf_break(p, t, width, text);
}

void
__wrap_cr_pdf_broken(struct cr_pdf *p, int x, int y, int from, int to)
{
	printf("B %d %d %d %d %d %d %d %d %d %s\n", last_type.size,
	    last_type.bold, last_type.grey, last_width, x, y, from, to,
	    cr_pdf_leading(&last_type), last_text);
	__real_cr_pdf_broken(p, x, y, from, to);
}

void
__wrap_cr_pdf_rule(struct cr_pdf *p, int x, int y, int width, int thick,
    int grey)
{
	printf("F %d %d %d %d %d\n", x, y, width, thick, grey);
	__real_cr_pdf_rule(p, x, y, width, thick, grey);
}

void
__wrap_cr_pdf_fill(struct cr_pdf *p, int x, int y, int width, int height,
    int grey)
{
	printf("F %d %d %d %d %d\n", x, y, width, height, grey);
	__real_cr_pdf_fill(p, x, y, width, height, grey);
}

void
__wrap_cr_pdf_squares(struct cr_pdf *p, int x, int y, int size,
    const bool *modules, int n)
{
	int i;

	printf("Q %d %d %d %d ", x, y, size, n);
	for (i = 0; i < n * n; i++)
		putchar(modules[i] ? '1' : '0');
	putchar('\n');
	__real_cr_pdf_squares(p, x, y, size, modules, n);
}

static int
list(const char *ledger, const char *path)
{
	struct cr_statement_opts opts = { 0 };
	struct cr_config config = { 0 };
	struct cr_statement_out out = { .form = CR_FORMAT_PDF,
	    .config = &config,
	    .share = getenv("CR_SHARE") };
	struct cr cr;
	FILE *null = fopen("/dev/null", "w");
	int err;

	cr_init(&cr, "pdf-floor");
	cr_date_from_ymd(2026, 9, 30, &cr.today);
	opts.as_of.day = cr.today;
	cr_date_from_ymd(2026, 1, 1, &opts.from);
	out.fd = fileno(null);
	if ((err = cr_config_load(&cr, path, &config)) == CR_OK &&
	    (err = cr_ledger_open(&cr, ledger, CR_DB_READ)) == CR_OK)
		err = cr_statement_write(&cr, &opts, &out);
	if (err != CR_OK)
		fprintf(stderr, "pdf-floor: %s\n", cr_errmsg(&cr));
	cr_config_release(&config);
	cr_db_close(&cr);
	cr_release(&cr);
	fclose(null);
	return err == CR_OK ? 0 : 3;
}

static int
letter(void)
{
	struct cr_preview p = { "messa-in-mora", "it", CR_CHANNEL_PEC,
	    CR_LETTER_AS_PDF, 0 };
	struct cr_dun_files f;
	struct cr_buf out;
	struct cr cr;
	int err;

	cr_init(&cr, "pdf-floor");
	cr_date_from_ymd(2026, 9, 30, &cr.today);
	cr_buf_init(&out);
	err = cr_dun_files_open(&cr, NULL, NULL, getenv("CR_SHARE"), &f);
	if (err == CR_OK)
		err = cr_letter_preview(&cr, &f, &p, &out);
	if (err != CR_OK)
		fprintf(stderr, "pdf-floor: %s\n", cr_errmsg(&cr));
	cr_dun_files_close(&f);
	cr_buf_release(&out);
	cr_release(&cr);
	return err == CR_OK ? 0 : 3;
}

/* ---- draw --------------------------------------------------------------- */

struct drawing {
	cairo_t *cairo;
	PangoLayout *layout;
	PangoFontDescription *font[256][2];	/* by size and weight */
};

static double
points(int length)
{
	return length * 72.0 / 2540.0;
}

static void
set(struct drawing *d, int size, int bold, int grey, const char *text)
{
	PangoFontDescription **f = &d->font[size][bold];

	if (*f == NULL) {
		*f = pango_font_description_from_string(
		    "Liberation Sans, DejaVu Sans, sans-serif");
		pango_font_description_set_absolute_size(*f,
		    size * PANGO_SCALE / 10);
		if (bold)
			pango_font_description_set_weight(*f,
			    PANGO_WEIGHT_BOLD);
	}
	pango_layout_set_font_description(d->layout, *f);
	pango_layout_set_text(d->layout, text, -1);
	cairo_set_source_rgb(d->cairo, grey / 100.0, grey / 100.0,
	    grey / 100.0);
}

static void
draw_text(struct drawing *d, char *s)
{
	int size, bold, grey, align, x, y, n = 0, w, h;
	double left;

	sscanf(s, "T %d %d %d %d %d %d %n", &size, &bold, &grey, &align, &x,
	    &y, &n);
	pango_layout_set_width(d->layout, -1);
	set(d, size, bold, grey, s + n);
	left = points(x);
	if (align != CR_PDF_LEFT) {
		pango_layout_get_size(d->layout, &w, &h);
		left -= pango_units_to_double(align == CR_PDF_RIGHT ? w :
		    w / 2);
	}
	cairo_move_to(d->cairo, left, points(y) + size / 10.0);
	pango_cairo_show_layout_line(d->cairo,
	    pango_layout_get_line_readonly(d->layout, 0));
}

static void
draw_broken(struct drawing *d, char *s)
{
	int size, bold, grey, width, x, y, from, to, leading, n = 0, i;

	sscanf(s, "B %d %d %d %d %d %d %d %d %d %n", &size, &bold, &grey,
	    &width, &x, &y, &from, &to, &leading, &n);
	pango_layout_set_width(d->layout,
	    pango_units_from_double(points(width)));
	set(d, size, bold, grey, s + n);
	for (i = from; i < to; i++) {
		cairo_move_to(d->cairo, points(x), points(y + (i - from) *
		    leading) + size / 10.0);
		pango_cairo_show_layout_line(d->cairo,
		    pango_layout_get_line_readonly(d->layout, i));
	}
}

static void
draw_fill(struct drawing *d, char *s)
{
	int x, y, w, h, grey;

	sscanf(s, "F %d %d %d %d %d", &x, &y, &w, &h, &grey);
	cairo_set_source_rgb(d->cairo, grey / 100.0, grey / 100.0,
	    grey / 100.0);
	cairo_rectangle(d->cairo, points(x), points(y), points(w), points(h));
	cairo_fill(d->cairo);
}

static void
draw_squares(struct drawing *d, char *s)
{
	int x, y, size, n, at = 0, row, from, to;
	double side;

	sscanf(s, "Q %d %d %d %d %n", &x, &y, &size, &n, &at);
	side = points(size) / n;
	cairo_set_source_rgb(d->cairo, 0, 0, 0);
	for (row = 0, s += at; row < n; row++, s += n) {
		for (from = 0; from < n; from = to + 1) {
			for (to = from; to < n && s[to] == '1'; to++)
				;
			if (to > from)
				cairo_rectangle(d->cairo, points(x) +
				    from * side, points(y) + row * side,
				    (to - from) * side, side);
		}
	}
	cairo_fill(d->cairo);
}

static void
draw_line(struct drawing *d, char *line)
{
	if (*line == 'T')
		draw_text(d, line);
	else if (*line == 'B')
		draw_broken(d, line);
	else if (*line == 'F')
		draw_fill(d, line);
	else if (*line == 'Q')
		draw_squares(d, line);
	else
		cairo_show_page(d->cairo);
}

/* All of the list IN as one document. */
static int
draw(struct drawing *d, FILE *in, const char *to)
{
	cairo_surface_t *surface = cairo_pdf_surface_create(to,
	    points(CR_PDF_WIDTH), points(CR_PDF_HEIGHT));
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int bad;

	d->cairo = cairo_create(surface);
	d->layout = pango_cairo_create_layout(d->cairo);
	pango_layout_set_wrap(d->layout, PANGO_WRAP_WORD_CHAR);
	rewind(in);
	while ((n = getline(&line, &cap, in)) > 0) {
		line[n - 1] = '\0';
		draw_line(d, line);
	}
	g_object_unref(d->layout);
	cairo_destroy(d->cairo);
	cairo_surface_finish(surface);
	bad = cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	free(line);
	return bad ? 3 : 0;
}

static int
draw_all(const char *path, const char *to, int times)
{
	struct drawing d = { 0 };
	FILE *in = fopen(path, "r");
	int rc = in == NULL ? 3 : 0;

	while (rc == 0 && times-- > 0)
		rc = draw(&d, in, to);
	if (in != NULL)
		fclose(in);
	return rc;
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "list") == 0)
		return list(argv[2], argv[3]);
	if (argc == 2 && strcmp(argv[1], "letter") == 0)
		return letter();
	if (argc >= 4 && strcmp(argv[1], "draw") == 0)
		return draw_all(argv[2], argv[3],
		    argc > 4 ? atoi(argv[4]) : 1);
	fputs("usage: pdf-floor list LEDGER CONFIG | letter | "
	    "draw LIST FILE [N]\n", stderr);
	return 2;
}
