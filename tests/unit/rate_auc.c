/*
 * How well the rating tells late payers from others: area under the ROC
 * curve on 2466 real invoices of 100 customers, seen point in time. Each
 * invoice after the split is judged, on the day before it was issued, by
 * what its customer had paid or left unpaid until then.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/rate.h"

#define FILE_NAME "data/scoring/ibm_accounts_receivable.csv"
#define INVOICES 2466
#define SPLIT 15826		/* 2013-05-01 */

struct invoice {
	char customer[16];
	struct cr_date issue, due, paid;
	int64_t cents;
};

static struct cr cr;
static struct cr_model *model;
static struct invoice inv[INVOICES];
static struct { int64_t index, score; bool late; } judged[INVOICES];
static size_t njudged;

static FILE *
open_data(void)
{
	const char *shared = getenv("SHARED");
	char path[4096];

	snprintf(path, sizeof(path), "%s/" FILE_NAME,
	    shared ? shared : "../shared");
	return fopen(path, "r");
}

static bool
date(const char *s, struct cr_date *d)
{
	return cr_date_parse(s, strlen(s), CR_DATE_MDY, d);
}

static void
load(FILE *f)
{
	static const struct cr_money_style dot = { .mark = '.' };
	char line[256], issue[16], due[16], paid[16], amount[16];
	struct cr_money m;
	size_t n = 0;

	ck_assert_ptr_nonnull(fgets(line, sizeof(line), f));
	for (; fgets(line, sizeof(line), f) != NULL; n++) {
		ck_assert_uint_lt(n, INVOICES);
		ck_assert_int_eq(sscanf(line, "%*[^,],%15[^,],%*[^,],%*[^,],"
		    "%15[^,],%15[^,],%15[^,],%*[^,],%15[^,]",
		    inv[n].customer, issue, due, amount, paid), 5);
		ck_assert(date(issue, &inv[n].issue) &&
		    date(due, &inv[n].due) && date(paid, &inv[n].paid));
		ck_assert(cr_money_parse(amount, strlen(amount), &dot, &m));
		inv[n].cents = m.cents;
	}
	ck_assert_uint_eq(n, INVOICES);
}

/* An invoice as it was known on the day of W. */
static void
add(struct cr_behaviour *b, const struct cr_rate_window *w,
    const struct invoice *i)
{
	struct cr_movement m = { i->paid, { i->cents }, CR_MOVE_PAID };
	struct cr_story s = { .issue = i->issue, .due = i->due,
	    .amount = { i->cents }, .moves = &m };

	if (i->issue.days > w->day.days)
		return;
	s.nmoves = i->paid.days <= w->day.days;
	ck_assert_int_eq(cr_behaviour_add(b, model, w, &s), CR_OK);
}

static void
judge(const struct invoice *i, const struct cr_behaviour *all)
{
	struct cr_rate_window w;
	struct cr_behaviour b;
	struct cr_rating r = { .party = 1 };
	size_t k;

	cr_rate_window(&w, model, (struct cr_date){ i->issue.days - 1 });
	cr_behaviour_init(&b);
	for (k = 0; k < INVOICES; k++)
		if (strcmp(inv[k].customer, i->customer) == 0)
			add(&b, &w, &inv[k]);
	cr_rate_debtor(model, &w, &b, all, &r);
	if (!cr_rate_index(&b, model, all, &judged[njudged].index))
		judged[njudged].index = 0;
	judged[njudged].score = r.score == CR_NOT_KNOWN ? 50 : r.score;
	judged[njudged++].late = i->paid.days > i->due.days;
}

/* How often a late one has the lower value, in hundredths of a percent. */
static int
auc(bool score)
{
	size_t i, k, pairs = 0, halves = 0;
	int64_t a, b;

	for (i = 0; i < njudged; i++) {
		for (k = 0; judged[i].late && k < njudged; k++) {
			if (judged[k].late)
				continue;
			a = score ? judged[i].score : judged[i].index;
			b = score ? judged[k].score : judged[k].index;
			halves += a < b ? 2 : a == b;
			pairs++;
		}
	}
	return (int)(halves * 5000 / pairs);
}

/* Judge all with a window of MONTHS and compare with what is wanted. */
static void
measure(int32_t months, int index, int score)
{
	struct cr_rate_window w;
	struct cr_behaviour all;
	size_t i;

	model->window = months;
	njudged = 0;
	/* the portfolio is that of the last day before the split */
	cr_rate_window(&w, model, (struct cr_date){ SPLIT - 1 });
	cr_behaviour_init(&all);
	for (i = 0; i < INVOICES; i++)
		add(&all, &w, &inv[i]);
	for (i = 0; i < INVOICES; i++)
		if (inv[i].issue.days >= SPLIT)
			judge(&inv[i], &all);
	ck_assert_uint_eq(njudged, 760);
	printf("# %d months: AUC of the index 0.%d, of the score 0.%d\n",
	    (int)months, auc(false), auc(true));
	ck_assert_int_ge(auc(false), index);
	ck_assert_int_ge(auc(true), score);
}

START_TEST(time_split)
{
	FILE *f = open_data();

	if (f == NULL) {
		printf("# skipped: there is no ../shared/" FILE_NAME "\n");
		return;
	}
	load(f);
	fclose(f);
	measure(12, 8700, 8550);
	/* all that there is, as the trained models had it */
	measure(24, 8750, 8600);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { time_split, NULL };
	const char *share = getenv("CR_SHARE");
	char path[4096];
	int failed;

	cr_init(&cr, "test");
	snprintf(path, sizeof(path), "%s/models/composite.conf",
	    share ? share : "lib/share");
	if (cr_model_load(&cr, path, &model) != CR_OK) {
		fprintf(stderr, "%s\n", cr_errmsg(&cr));
		return 1;
	}
	failed = unit_run("rate_auc", tests);
	cr_model_free(model);
	cr_release(&cr);
	return failed;
}
