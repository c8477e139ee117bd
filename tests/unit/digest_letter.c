/* Digests to agents and depots. */
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/config.h"
#include "cr/cr.h"
#include "cr/digest_letter.h"
#include "cr/letter.h"
#include "cr/party.h"
#include "unit.h"

static struct cr cr;
static struct cr_arena arena;
static struct cr_config config;
static struct cr_letters *letters;
static struct cr_party to, creditor;
static struct cr_digest_mail mail;

static const struct cr_digest_row rows[] = {
	{ .name = "Rossi <1>", .code = "C1", .level = "sollecito-1",
	    .documents = "12/26, 13/26", .claim = { 123456 },
	    .days_late = 12 },
	{ .name = "Verdi", .claim = { 100 } },
};

static void
setup(void)
{
	cr_init(&cr, "test");
	cr.today = (struct cr_date){ 20726 };	/* 2026-09-30 */
	cr_arena_init(&arena);
	ck_assert_int_eq(cr_config_load(&cr, NULL, &config), CR_OK);
	letters = cr_letters_new(&config, "lib/share/templates");
	to = CR_PARTY_NONE;
	to.name = "Anna Neri";
	creditor = CR_PARTY_NONE;
	creditor.name = "Officine Brenta S.r.l.";
}

static void
teardown(void)
{
	cr_letters_free(letters);
	cr_config_release(&config);
	cr_arena_release(&arena);
	cr_release(&cr);
}

static int
make(const char *template, const char *language, size_t n)
{
	struct cr_digest_letter d = { template, &to, &creditor, "EUR", rows,
		n };

	to.language = language;
	return cr_digest_letter(&cr, letters, &d, &arena, &mail);
}

#define SAYS(what) ck_assert_msg(strstr(mail.content, what) != NULL, \
	"\"%s\" is not in:\n%s", what, mail.content)

START_TEST(agent)
{
	ck_assert_int_eq(make("riepilogo-agente", NULL, 2), CR_OK);
	ck_assert_str_eq(mail.subject, "Riepilogo clienti del 30/09/2026");
	ck_assert_str_eq(mail.language, "it");
	SAYS("Gentile Anna Neri,");
	SAYS("sollecito-1");
	SAYS("1.234,56");
	SAYS("documenti 12/26, 13/26");
	SAYS("Totale EUR");
	SAYS("1.235,56");
	SAYS("Rossi &lt;1&gt;");
	ck_assert_ptr_null(strstr(mail.content, "Spett.le\r\nRossi"));
}
END_TEST

START_TEST(depot)
{
	ck_assert_int_eq(make("riepilogo-deposito", "de", 1), CR_OK);
	ck_assert_str_eq(mail.language, "de");
	SAYS("Belege 12/26, 13/26");
	ck_assert_int_eq(make("riepilogo-deposito", "en", 1), CR_OK);
	SAYS("1,234.56");
	ck_assert_int_eq(make("nothing", "en", 1), CR_EUSAGE);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("digest_letter");
	TCase *t = tcase_create("digests");
	SRunner *r;
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, agent);
	tcase_add_test(t, depot);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed;
}
