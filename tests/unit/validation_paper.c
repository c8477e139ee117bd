/* Validations as documents: what they say, and that all forms say it. */
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/paper.h"
#include "cr/pdf.h"
#include "cr/validation_paper.h"
#include "unit.h"

static struct cr cr;
static struct cr_arena arena;
static struct cr_buf out;
static struct cr_paper paper;
static struct cr_validation v;

/*
 * A thousand cases whose scores are 0.0005, 0.0015, ...: of each ten so many
 * happen that they are as foretold, the last ones of the ten.
 */
static void
judge(struct cr_measured *m, const char *name, bool probability)
{
	struct cr_scored *cases = calloc(1000, sizeof(*cases));
	int i;

	for (i = 0; i < 1000; i++) {
		cases[i].score = (i + .5) / 1000;
		cases[i].event = i % 10 >= 10 - i / 100;
		if (!probability)
			cases[i].score -= 1;
	}
	ck_assert(cr_measure(cases, 1000, probability ? .5 : -.5, probability,
	    m));
	m->name = name;
	free(cases);
}

static void
setup(void)
{
	cr_init(&cr, "test");
	cr_arena_init(&arena);
	cr_buf_init(&out);
	cr_paper_init(&paper, &arena);
	v = (struct cr_validation){ .kind = "late", .nscores = 2,
	    .train = 5000, .train_events = 1700,
	    .train_from = { 19000 }, .train_to = { 19500 },
	    .test_from = { 19501 }, .test_to = { 19600 } };
	judge(&v.score[0], "model", true);
	judge(&v.score[1], "index", false);
}

static void
teardown(void)
{
	cr_buf_release(&out);
	cr_arena_release(&arena);
	cr_release(&cr);
}

static bool
says(const char *what)
{
	return strstr(out.s, what) != NULL;
}

START_TEST(text)
{
	setup();
	cr_validation_paper(&v, &paper);
	cr_paper_to_text(&paper, &out);
	ck_assert(says("How well late payment is foretold"));
	ck_assert(says("5000, events 1700"));
	ck_assert(says("8 Jan 2022 - 23 May 2023"));
	ck_assert(says("1000, events 450"));
	ck_assert(says("What each score is worth"));
	ck_assert(says("ROC curve"));
	ck_assert(says("Calibration: model"));
	/* the index is no probability, and is not calibrated */
	ck_assert(!says("Calibration: index"));
	ck_assert(says("model, from 50.00% up"));
	/* a tenth, as foretold: 90 of 100 */
	ck_assert(says("100      90    95.00%  90.00%"));
	teardown();
}
END_TEST

static int
count(const char *what)
{
	const char *s = out.s;
	int n = 0;

	for (; (s = strstr(s, what)) != NULL; s++)
		n++;
	return n;
}

START_TEST(html)
{
	setup();
	cr_validation_paper(&v, &paper);
	ck_assert_int_eq(cr_paper_to_html(&cr, &paper, &out), CR_OK);
	ck_assert_int_eq(count("</svg>"), 3);	/* ROC, calibration, spread */
	ck_assert_int_eq(count("<desc>"), 3);
	ck_assert(says("chance</text>"));
	ck_assert(says("as foretold</text>"));
	/* the ten marks of the calibration, with their ranges */
	ck_assert_int_ge(count("stroke-width=\"15\""), 10);
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

	setup();
	cr_validation_paper(&v, &paper);
	cr_pdf_begin(file, &info, put, &out);
	ck_assert_int_eq(cr_paper_to_pdf(&cr, &paper, file), CR_OK);
	ck_assert_int_eq(cr_pdf_end(&cr, file), CR_OK);
	ck_assert_int_eq(strncmp(out.s, "%PDF-", 5), 0);
	cr_pdf_free(file);
	teardown();
}
END_TEST

/* Nothing judged; scores from elsewhere; one that is not known. */
START_TEST(corners)
{
	setup();
	v.nscores = 0;
	v.train = 0;
	v.test_from = v.test_to = CR_DATE_NONE;
	cr_validation_paper(&v, &paper);
	cr_paper_to_text(&paper, &out);
	ck_assert(says("Nothing was judged."));
	ck_assert(!says("Learned from"));

	cr_buf_clear(&out);
	cr_paper_init(&paper, &arena);
	v.kind = "scores";
	v.nscores = 1;
	judge(&v.score[0], "score", false);
	cr_validation_paper(&v, &paper);
	cr_paper_to_text(&paper, &out);
	ck_assert(says("How well scores foretell"));
	ck_assert(says("Scores: score"));
	ck_assert(!says("Calibration"));
	teardown();
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { text, html, pdf, corners, NULL };

	return unit_run("validation_paper", tests);
}
