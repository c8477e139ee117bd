/* Charts: ticks, scales, labels, tables, and that nothing leaves its frame. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/chart.h"
#include "cr/cr.h"
#include "cr/field.h"
#include "cr/paper.h"
#include "cr/pdf.h"
#include "unit.h"

static struct cr cr;
static struct cr_arena arena;
static struct cr_buf out;
static struct cr_paper paper;

static const char *const months[] = { "Jul", "Aug", "Sep" };
static const struct cr_chart_point good[] = { { 0, 100000 }, { 1, 250050 },
	{ 2, 300000 } };
static const struct cr_chart_point bad[] = { { 0, 50000 }, { 2, 25000 } };
static const struct cr_chart_point credits[] = { { 1, -7000 } };
static const struct cr_chart stack = {
	.title = "Ageing & <more>", .text = "What is \"open\".",
	.language = "en", .shades = 2,
	.x = { .title = "Month", .labels = months, .nlabels = 3 },
	.y = { "EUR", "thousands of EUR", "millions of EUR", CR_CHART_CENTS,
	    0, 0, NULL, 0 },
	.series = {
		{ "current", CR_CHART_BARS, 0, good, 3, NULL },
		{ "late", CR_CHART_BARS, 1, bad, 2, NULL },
		{ "credits", CR_CHART_BARS, CR_CHART_GREY, credits, 1, NULL },
	},
	.nseries = 3,
};
static const struct cr_chart_point curve[] = { { 0, 0 }, { 1000, 6000 },
	{ 5000, 9000 }, { 10000, 10000 } };
static const struct cr_chart roc = {
	.title = "ROC", .language = "it", .square = true,
	.diagonal = "chance",
	.x = { "False alarms", NULL, NULL, CR_CHART_BP, 0, 10000, NULL, 0 },
	.y = { "Found", NULL, NULL, CR_CHART_BP, 0, 10000, NULL, 0 },
	.series = { { "model", CR_CHART_LINE, 0, curve, 4, NULL } },
	.nseries = 1,
};

static void
setup(void)
{
	cr_init(&cr, "test");
	cr_arena_init(&arena);
	cr_buf_init(&out);
	cr_paper_init(&paper, &arena);
	paper.language = "en";
	paper.page = "page";
	paper.of = "of";
	paper.title = "Title";
}

static void
teardown(void)
{
	cr_buf_release(&out);
	cr_arena_release(&arena);
	cr_release(&cr);
}

/* ---- Ticks -------------------------------------------------------------- */

static bool
is_nice(int64_t step)
{
	while (step % 10 == 0)
		step /= 10;
	return step == 1 || step == 2 || step == 5;
}

static void
check_ticks(int64_t low, int64_t high, int most)
{
	struct cr_ticks t;
	int64_t last;

	cr_ticks_find(low, high, most, &t);
	last = t.first + (t.n - 1) * t.step;
	ck_assert(is_nice(t.step));
	ck_assert_int_eq(t.first % t.step, 0);
	ck_assert_int_le(t.n, most);
	ck_assert_int_ge(t.n, 2);
	ck_assert_int_le(t.first, low);
	ck_assert_int_ge(last, high);
	/* none is wasted */
	ck_assert(t.first + t.step > low);
	ck_assert(last - t.step < (high > low ? high : low + 1));
}

START_TEST(ticks)
{
	struct cr_ticks t;
	int64_t low, high;
	int i;

	cr_ticks_find(0, 10000, 6, &t);
	ck_assert_int_eq(t.step, 2000);
	ck_assert_int_eq(t.n, 6);
	cr_ticks_find(0, 0, 6, &t);
	ck_assert_int_eq(t.n, 2);
	cr_ticks_find(-3, 17, 8, &t);
	ck_assert_int_eq(t.first, -5);
	ck_assert_int_eq(t.step, 5);
	srand(7);
	for (i = 0; i < 20000; i++) {
		low = (int64_t)(rand() % 2000001) - 1000000;
		high = low + rand() % (1 << (i % 30 + 1));
		check_ticks(low, high, 3 + i % 12);
	}
}
END_TEST

/* As far as an axis goes nothing overflows; beyond, its end is the end. */
START_TEST(far)
{
	const struct cr_chart_point p[] = { { 0, INT64_MAX },
	    { 1, INT64_MIN } };
	struct cr_chart c = { .title = "Far", .language = "en",
	    .x = { .labels = months, .nlabels = 2 },
	    .y = { .unit = CR_CHART_CENTS, .millions = "M" },
	    .series = { { "a", CR_CHART_BARS, 0, p, 2, NULL },
		{ "b", CR_CHART_BARS, 1, p, 2, NULL } }, .nseries = 2 };
	struct cr_ticks t;

	setup();
	cr_ticks_find(INT64_MIN, INT64_MAX, 3, &t);
	ck_assert_int_le(t.n, 3);
	cr_chart_to_svg(&c, &out);
	ck_assert_ptr_nonnull(strstr(out.s, "</svg>"));
	teardown();
}
END_TEST

/* ---- Labels ------------------------------------------------------------- */

static const char *
label(int64_t v, enum cr_chart_unit unit, int64_t step, const char *language)
{
	static char text[64];
	struct cr_chart c = { .y = { "EUR", "thousands", "millions", unit,
	    0, 5 * step, NULL, 0 } };
	struct cr_chart_scale x, y;
	struct cr_buf b;

	cr_buf_init(&b);
	cr_chart_scales(&c, &x, &y);
	ck_assert_int_eq(y.ticks.step, step);
	cr_chart_label(&b, v, unit, &y, language);
	snprintf(text, sizeof(text), "%s%s%s", b.s, unit == CR_CHART_CENTS ?
	    " " : "", unit == CR_CHART_CENTS ? y.title : "");
	cr_buf_release(&b);
	return text;
}

START_TEST(labels)
{
	ck_assert_str_eq(label(150000, CR_CHART_CENTS, 50000, "it"),
	    "1.500 EUR");
	ck_assert_str_eq(label(150000, CR_CHART_CENTS, 50000, "en"),
	    "1,500 EUR");
	ck_assert_str_eq(label(-50, CR_CHART_CENTS, 50, "it"), "-0,50 EUR");
	ck_assert_str_eq(label(3000000, CR_CHART_CENTS, 1000000, "it"),
	    "30 thousands");
	ck_assert_str_eq(label(150000000, CR_CHART_CENTS, 50000000, "it"),
	    "1,5 millions");
	ck_assert_str_eq(label(300000000000, CR_CHART_CENTS, 100000000000,
	    "it"), "3.000 millions");
	ck_assert_str_eq(label(2000, CR_CHART_BP, 2000, "it"), "20 %");
	ck_assert_str_eq(label(2000, CR_CHART_BP, 2000, "en"), "20%");
	ck_assert_str_eq(label(1250, CR_CHART_BP, 50, "it"), "12,5 %");
	ck_assert_str_eq(label(5, CR_CHART_BP, 5, "it"), "0,05 %");
	ck_assert_str_eq(label(12345, CR_CHART_COUNT, 1, "it"), "12.345");
}
END_TEST

START_TEST(scales)
{
	struct cr_chart_scale x, y;

	cr_chart_scales(&stack, &x, &y);
	/* the stack is 3,250.00 high, and 70.00 deep */
	ck_assert_int_eq(y.low, -100000);
	ck_assert_int_eq(y.high, 400000);
	ck_assert_int_eq(y.ticks.n, 6);
	cr_chart_scales(&roc, &x, &y);
	ck_assert_int_eq(x.low, 0);
	ck_assert_int_eq(x.high, 10000);
	ck_assert_int_eq(x.ticks.step, 2000);
}
END_TEST

/* ---- Forms -------------------------------------------------------------- */

static int
count(const char *s, const char *what)
{
	int n = 0;

	for (; (s = strstr(s, what)) != NULL; s++)
		n++;
	return n;
}

/* Every point of every path, and where every text stands, is inside. */
static void
check_inside(const char *s)
{
	int x, y;

	for (; *s != '\0'; s++) {
		if (((*s == 'M' || *s == 'L') &&
		    sscanf(s + 1, "%d %d", &x, &y) == 2) ||
		    sscanf(s, "<text x=\"%d\" y=\"%d\"", &x, &y) == 2) {
			ck_assert_int_ge(x, 0);
			ck_assert_int_le(x, 17700);
			ck_assert_int_ge(y, 0);
			ck_assert_int_le(y, 7600);
		}
	}
}

START_TEST(svg)
{
	setup();
	cr_chart_to_svg(&stack, &out);
	check_inside(out.s);
	ck_assert_ptr_nonnull(strstr(out.s, "<title>Ageing &amp; &lt;more&gt;"
	    "</title>\n<desc>What is &quot;open&quot;.</desc>"));
	ck_assert_ptr_null(strstr(out.s, "<more>"));
	ck_assert_ptr_null(strstr(out.s, "http://www.w3.org/1999/xlink"));
	/* six bars and three keys, each of its colour */
	ck_assert_int_eq(count(out.s, "Z\" fill="), 9);
	ck_assert_int_eq(count(out.s, "#fee838"), 4);
	ck_assert_int_eq(count(out.s, "#00224e"), 3);
	ck_assert_int_eq(count(out.s, "#bdbdbd"), 2);
	ck_assert_ptr_nonnull(strstr(out.s, ">4,000</text>"));
	cr_buf_clear(&out);
	cr_chart_to_svg(&roc, &out);
	check_inside(out.s);
	ck_assert_ptr_nonnull(strstr(out.s, ">100 %</text>"));
	ck_assert_ptr_nonnull(strstr(out.s, ">chance</text>"));
	ck_assert_int_eq(count(out.s, "stroke=\"#0072b2\""), 2);
	teardown();
}
END_TEST

START_TEST(text)
{
	setup();
	cr_paper_chart_add(&paper, &stack);
	cr_chart_to_table(&stack, &paper);
	cr_paper_to_text(&paper, &out);
	ck_assert_str_eq(out.s, "Title\n\n\n"
	    "Ageing & <more>\nWhat is \"open\".\n"
	    "Jul          ██████████████████▍ 1,500.00\n"
	    "Aug          █████████████████████████████▉ 2,430.50\n"
	    "Sep          ████████████████████████████████████████ 3,250.00\n"
	    "\n"
	    "------------------------------------------\n"
	    "Month   current    late  credits     Total\n"
	    "------------------------------------------\n"
	    "Jul    1,000.00  500.00           1,500.00\n"
	    "Aug    2,500.50           -70.00  2,430.50\n"
	    "Sep    3,000.00  250.00           3,250.00\n");
	teardown();
}
END_TEST

START_TEST(table)
{
	struct cr_chart_point v[12][1];
	struct cr_chart wide = stack;
	size_t i;

	setup();
	cr_chart_to_table(&roc, &paper);
	/* no column has room for cents: told in thousands, and said so */
	for (i = 0; i < CR_CHART_SERIES; i++) {
		v[i][0] = (struct cr_chart_point){ 0, 123456789012 };
		wide.series[i] = (struct cr_chart_series){ "s", CR_CHART_BARS,
		    0, v[i], 1, NULL };
	}
	wide.nseries = CR_CHART_SERIES;
	cr_chart_to_table(&wide, &paper);
	cr_paper_blocks_to_text(&paper, &out);
	ck_assert_ptr_nonnull(strstr(out.s, "\n10,00 %        60,00 %\n"));
	ck_assert_ptr_nonnull(strstr(out.s, "millions of EUR\n"));
	ck_assert_ptr_nonnull(strstr(out.s, " 1,234.6 "));
	ck_assert_ptr_nonnull(strstr(out.s, " 12,345.7\n"));
	teardown();
}
END_TEST

/* ---- Dark corners ------------------------------------------------------- */

/* Any kind, of nothing, one point, many; with names of any length. */
START_TEST(corners)
{
	static struct cr_chart_point p[300];
	static char name[1000];
	struct cr_chart c;
	int kind, n, i;

	setup();
	memset(name, 'W', sizeof(name) - 1);
	for (i = 0; i < 300; i++)
		p[i] = (struct cr_chart_point){ i, i * 17 % 50 };
	for (kind = CR_CHART_LINE; kind <= CR_CHART_BARS; kind++)
		for (n = 0; n <= 300; n += n < 2 ? 1 : 149) {
			c = (struct cr_chart){ .title = name, .x.title = name,
			    .y.title = name, .diagonal = name, .nseries = 2,
			    .series = { { name, (enum cr_chart_kind)kind, 0,
			    p, (size_t)n, NULL }, { "", CR_CHART_AREA, 9, p,
			    (size_t)n, NULL } } };
			cr_buf_clear(&out);
			cr_chart_to_svg(&c, &out);
			check_inside(out.s);
			cr_chart_to_table(&c, &paper);
			cr_chart_to_text(&c, &out);
		}
	c = (struct cr_chart){ .title = "nothing" };
	cr_chart_to_svg(&c, &out);
	cr_chart_to_table(&c, &paper);
	teardown();
}
END_TEST

static int
put(void *ctx, const void *p, size_t n)
{
	cr_buf_add(ctx, p, n);
	return CR_OK;
}

START_TEST(pdf)
{
	const struct cr_pdf_info info = { .title = "t" };
	struct cr_pdf *file = cr_pdf_new(NULL);
	int n;

	setup();
	for (n = 0; n < 5; n++)
		cr_paper_chart_add(&paper, n % 2 ? &roc : &stack);
	ck_assert_int_eq(cr_paper_pages(&cr, &paper, file, &n), CR_OK);
	ck_assert_int_eq(n, 3);	/* two and a title go on the first */
	paper.mono = true;
	cr_pdf_begin(file, &info, put, &out);
	ck_assert_int_eq(cr_paper_to_pdf(&cr, &paper, file), CR_OK);
	ck_assert_int_eq(cr_pdf_end(&cr, file), CR_OK);
	ck_assert_int_eq(strncmp(out.s, "%PDF-", 5), 0);
	cr_pdf_free(file);
	teardown();
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { ticks, far, labels, scales, svg, text,
	    table, corners, pdf, NULL };

	return unit_run("chart", tests);
}
