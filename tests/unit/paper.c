/* Documents: what they hold, and how they are laid out on pages. */
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/paper.h"
#include "cr/pdf.h"
#include "unit.h"

static struct cr cr;
static struct cr_arena arena;
static struct cr_buf out;
static struct cr_paper paper;

static const struct cr_paper_column columns[] = {
	{ "What", 0, CR_PAPER_LEFT }, { "Cents", 2500, CR_PAPER_RIGHT },
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
	paper.head.name = "Creditor";
	paper.to[0] = "Debtor";
	paper.title = "Title";
}

static void
teardown(void)
{
	cr_buf_release(&out);
	cr_arena_release(&arena);
	cr_release(&cr);
}

static void
fill(struct cr_paper_table *t, int rows)
{
	const char **c;
	int i;

	for (i = 0; i < rows; i++) {
		c = cr_paper_row_add(&paper, t, CR_PAPER_ROW);
		c[0] = cr_arena_printf(&arena, "row %d", i);
		c[1] = cr_arena_printf(&arena, "%d.00", i);
	}
}

static int
put(void *ctx, const void *p, size_t n)
{
	cr_buf_add(ctx, p, n);
	return CR_OK;
}

/* The pages of the file: cairo says how many they are. */
static int
pages(void)
{
	const struct cr_pdf_info info = { .title = "t" };
	struct cr_pdf *pdf = cr_pdf_new(NULL);
	const char *count;
	int n = -1;

	cr_buf_clear(&out);
	cr_pdf_begin(pdf, &info, put, &out);
	ck_assert_int_eq(cr_paper_to_pdf(&cr, &paper, pdf), CR_OK);
	ck_assert_int_eq(cr_pdf_end(&cr, pdf), CR_OK);
	cr_pdf_free(pdf);
	ck_assert_int_eq(strncmp(out.s, "%PDF-", 5), 0);
	for (count = out.s; count < out.s + out.len - 7; count++)
		if (memcmp(count, "/Count ", 7) == 0)
			n = count[8] >= '0' && count[8] <= '9' ?
			    (count[7] - '0') * 10 + count[8] - '0' :
			    count[7] - '0';
	return n;
}

START_TEST(text)
{
	struct cr_paper_table *t;
	const char **c;

	setup();
	t = cr_paper_table_add(&paper, "Table", columns, 2);
	fill(t, 2);
	cr_paper_row_add(&paper, t, CR_PAPER_DETAIL)[0] = "a detail";
	c = cr_paper_row_add(&paper, t, CR_PAPER_SUM);
	c[1] = "1.00";
	cr_paper_text_add(&paper, "One\nand\ttwo \033[31m.");
	cr_paper_to_text(&paper, &out);
	ck_assert_str_eq(out.s, "Creditor\n\nDebtor\n\nTitle\n\n\nTable\n"
	    "------------\nWhat   Cents\n------------\nrow 0   0.00\n"
	    "row 1   1.00\n    a detail\n------------\n        1.00\n"
	    "\nOne\nand two  [31m.\n");
	teardown();
}
END_TEST

START_TEST(html)
{
	struct cr_paper_payment pay = { .title = "Pay",
	    .lines = { { "A", "<i>&\"" } }, .code = "BCD" };

	setup();
	cr_paper_payment_add(&paper, &pay);
	ck_assert_int_eq(cr_paper_to_html(&cr, &paper, &out), CR_OK);
	ck_assert_ptr_nonnull(strstr(out.s, "<dd>&lt;i&gt;&amp;&quot;</dd>"));
	ck_assert_ptr_nonnull(strstr(out.s, "<svg "));
	ck_assert_ptr_null(strstr(out.s, "<i>"));
	teardown();
}
END_TEST

/* Whatever the rows, each fits; one row more is one page more at most. */
START_TEST(breaks)
{
	struct cr_paper_table *t;
	int n, now, last = 1;

	setup();
	t = cr_paper_table_add(&paper, "Table", columns, 2);
	for (n = 0; n < 120; n++) {
		fill(t, 1);
		now = pages();
		ck_assert_int_ge(now, last);
		ck_assert_int_le(now, last + 1);
		last = now;
	}
	ck_assert_int_ge(last, 2);
	ck_assert_int_le(last, 4);
	teardown();
}
END_TEST

/* Text of any length is broken, and goes on on the next page. */
START_TEST(longs)
{
	struct cr_paper_table *t;
	struct cr_buf b;
	int i;

	setup();
	cr_buf_init(&b);
	for (i = 0; i < 3000; i++)
		cr_buf_adds(&b, "parola ");
	cr_paper_text_add(&paper, cr_arena_strdup(&arena, b.s));
	ck_assert_int_ge(pages(), 3);
	cr_buf_clear(&b);
	for (i = 0; i < 400; i++)
		cr_buf_addc(&b, 'x');
	paper.to[0] = paper.head.name = paper.pairs[0].value = b.s;
	paper.pairs[0].label = "x";
	t = cr_paper_table_add(&paper, b.s, columns, 2);
	cr_paper_row_add(&paper, t, CR_PAPER_ROW)[0] = b.s;
	ck_assert_int_ge(pages(), 3);
	cr_buf_release(&b);
	teardown();
}
END_TEST

/* Bytes that are no UTF-8 are drawn as something, and do no harm. */
START_TEST(bytes)
{
	struct cr_paper_table *t;

	setup();
	paper.to[0] = "caff\xe8 \xff\xc3";
	paper.title = "\xe2\x82\xac \xc2\xad \xcc\x81";
	cr_paper_text_add(&paper, "\xf0\x28\x8c\x28");
	t = cr_paper_table_add(&paper, "\xc3", columns, 2);
	cr_paper_row_add(&paper, t, CR_PAPER_ROW)[1] = "\xed\xa0\x80";
	ck_assert_int_eq(pages(), 1);
	teardown();
}
END_TEST

static int
refuse(void *ctx, const void *p, size_t n)
{
	(void)ctx;
	(void)p;
	(void)n;
	return CR_ENET;
}

START_TEST(failing)
{
	const struct cr_pdf_info info = { .title = "t" };
	struct cr_pdf *pdf = cr_pdf_new(NULL);
	struct cr_pdf_image *image;

	setup();
	cr_pdf_begin(pdf, &info, refuse, NULL);
	ck_assert_int_eq(cr_paper_to_pdf(&cr, &paper, pdf), CR_OK);
	ck_assert_int_eq(cr_pdf_end(&cr, pdf), CR_ENET);
	ck_assert_int_eq(cr_pdf_png(&cr, pdf, "no/such.png", &image),
	    CR_EUSAGE);
	ck_assert_ptr_null(image);
	/* one that was begun and is not ended is dropped */
	cr_pdf_begin(pdf, &info, put, &out);
	cr_pdf_free(pdf);
	teardown();
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { text, html, breaks, longs, bytes,
	    failing, NULL };

	return unit_run("paper", tests);
}
