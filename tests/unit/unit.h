#ifndef UNIT_H
#define UNIT_H

#include <check.h>

/*
 * The frame of a unit test: a program of START_TESTs whose main is
 *
 *	const TTest *const tests[] = { parse, format, NULL };
 *	return unit_run("money", tests);
 *
 * They run in one process, so that leaks are seen, and speak TAP under
 * "make check". Returns how many failed.
 */
static inline int
unit_run(const char *name, const TTest *const *tests)
{
	Suite *suite = suite_create(name);
	TCase *tcase = tcase_create(name);
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tcase);
	for (; *tests != NULL; tests++)
		tcase_add_test(tcase, *tests);
	srunner_set_fork_status(runner, CK_NOFORK);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed;
}

#endif
