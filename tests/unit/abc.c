/* ABC: the class in which the sum before lies; equal ones by code. */
#include "unit.h"

#include <string.h>

#include "cr/abc.h"

static const int32_t cut[2] = { 80, 95 };

/* Classes in the order they come out, as one text. */
static const struct {
	int64_t v[8];		/* -1 ends */
	const char *classes;
} vectors[] = {
	{ { 100, -1 }, "A" },
	{ { 800, 200, -1 }, "AB" },
	{ { 799, 201, -1 }, "AA" },
	{ { 500, 300, 150, 50, -1 }, "AABC" },
	{ { 500, 299, 150, 51, -1 }, "AAAB" },
	{ { 500, 299, 151, 50, -1 }, "AAAC" },
	{ { 999, 1, -1 }, "AC" },
	{ { 1, 1, 1, 1, 1, -1 }, "AAAAB" },
	{ { 100, 0, 0, -1 }, "ACC" },
	{ { 0, 0, -1 }, "CC" },
	{ { 1000000000000000, 1000000000000000, 500000000000000, 1, -1 },
	    "AAAC" },
};

START_TEST(classes)
{
	struct cr_abc rows[8];
	char got[9];
	size_t i, n;

	for (i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		for (n = 0; vectors[i].v[n] >= 0; n++)
			/* the order that they are given in is no matter */
			rows[n] = (struct cr_abc){ .id = (int64_t)n,
			    .amount = { vectors[i].v[(n + 1) %
			    strlen(vectors[i].classes)] } };
		cr_abc_classify(rows, n, cut);
		for (n = 0; vectors[i].v[n] >= 0; n++)
			got[n] = rows[n].class;
		got[n] = '\0';
		ck_assert_str_eq(got, vectors[i].classes);
	}
}
END_TEST

START_TEST(ties)
{
	struct cr_abc v[] = { { .id = 1, .code = "C9", .amount = { 40 } },
	    { .id = 2, .code = "C10", .amount = { 40 } },
	    { .id = 3, .code = NULL, .amount = { 10 } },
	    { .id = 5, .code = "X", .amount = { 10 } },
	    { .id = 4, .code = "X", .amount = { 10 } } };
	static const int64_t order[] = { 2, 1, 3, 4, 5 };
	static const int32_t before[] = { 0, 3636, 7273, 8182, 9091 };
	size_t i;

	cr_abc_classify(v, 5, cut);
	for (i = 0; i < 5; i++) {
		ck_assert_int_eq(v[i].id, order[i]);
		ck_assert_int_eq(v[i].before_bp, before[i]);
	}
	ck_assert_int_eq(v[0].share_bp, 3636);
	cr_abc_classify(v, 0, cut);
}
END_TEST

START_TEST(cuts)
{
	static const int32_t half[2] = { 50, 100 };
	struct cr_abc v[] = { { .id = 1, .amount = { 60 } },
	    { .id = 2, .amount = { 39 } }, { .id = 3, .amount = { 1 } },
	    { .id = 4, .amount = { 0 } } };

	cr_abc_classify(v, 4, half);
	ck_assert(v[0].class == 'A' && v[1].class == 'B');
	ck_assert(v[2].class == 'B' && v[3].class == 'C');
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { classes, ties, cuts, NULL };

	return unit_run("abc", tests);
}
