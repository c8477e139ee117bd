/* Canonical records: what their JSON looks like. */
#include <check.h>
#include <stdlib.h>

#include "cr/buf.h"
#include "cr/canon.h"

static void
check_json(const struct cr_record *r, const char *wanted)
{
	struct cr_buf b;

	cr_buf_init(&b);
	cr_record_to_json(&b, r);
	ck_assert_str_eq(b.s, wanted);
	cr_buf_release(&b);
}

START_TEST(test_empty)
{
	struct cr_record r;

	cr_record_init(&r, CR_RECORD_PARTY);
	check_json(&r, "{\"record\":\"party\"}\n");
	cr_record_init(&r, CR_RECORD_ITEM);
	r.file = "not said for items";
	check_json(&r, "{\"record\":\"item\"}\n");
	cr_record_init(&r, CR_RECORD_RECEIPT);
	r.file = "a.xml";
	check_json(&r, "{\"record\":\"receipt\",\"file\":\"a.xml\"}\n");
}
END_TEST

/* Movements and outcomes: a part says that it is one, all of it says 0. */
START_TEST(test_bank)
{
	struct cr_record r;

	cr_record_init(&r, CR_RECORD_ENTRY);
	r.file = "c.xml";
	r.u.entry.statement = r.u.entry.entry = 1;
	r.u.entry.amount = (struct cr_opt_money){ true, { -5300 } };
	r.u.entry.reversal = true;
	check_json(&r, "{\"record\":\"entry\",\"file\":\"c.xml\","
	    "\"statement\":1,\"entry\":1,\"tx\":0,\"amount_cents\":-5300,"
	    "\"reversal\":true}\n");
	cr_record_init(&r, CR_RECORD_OUTCOME);
	r.u.outcome.source = "riba";
	r.u.outcome.ref = "102";
	r.u.outcome.outcome = "unpaid";
	check_json(&r, "{\"record\":\"outcome\",\"source\":\"riba\","
	    "\"ref\":\"102\",\"outcome\":\"unpaid\",\"tx\":0}\n");
	cr_record_init(&r, CR_RECORD_BALANCE);
	r.u.balance.account = "IT60X0542811101000000123456";
	r.u.balance.agrees = CR_FLAG_NO;
	check_json(&r, "{\"record\":\"balance\",\"account\":"
	    "\"IT60X0542811101000000123456\",\"entries_cents\":0,"
	    "\"entries\":0,\"agrees\":false}\n");
}
END_TEST

START_TEST(test_text)
{
	struct cr_record r;
	const char *roles[] = { "debtor", "agent" };

	cr_record_init(&r, CR_RECORD_PARTY);
	r.u.party.name = "a \"b\" \\ \t\x01\x7f\xc3\xa0/";
	r.u.party.seasonal = CR_FLAG_NO;
	r.u.party.roles = (struct cr_text_list){ roles, 2 };
	check_json(&r, "{\"record\":\"party\",\"name\":"
	    "\"a \\\"b\\\" \\\\ \\t\\u0001\\u007f\xc3\xa0/\","
	    "\"seasonal\":false,\"roles\":[\"debtor\",\"agent\"]}\n");
}
END_TEST

START_TEST(test_invoice)
{
	struct cr_record r;
	struct cr_rec_instalment ins = {
		.due = CR_DATE_NONE, .due_raw = "2017-02-30",
		.amount = { -12345 }, .method = "MP05",
		.terms_from = CR_DATE_NONE, .terms_days = 0,
	};
	const char *none[1];

	cr_record_init(&r, CR_RECORD_INVOICE);
	r.file = "x";
	r.u.invoice.body = 1;
	r.u.invoice.number = "1/A";
	cr_date_from_ymd(2026, 3, 31, &r.u.invoice.date);
	r.u.invoice.debtor.vat = "01234567897";
	r.u.invoice.total = (struct cr_opt_money){ true, { 0 } };
	r.u.invoice.instalments = &ins;
	r.u.invoice.ninstalments = 1;
	r.u.invoice.envelope = (struct cr_text_list){ none, 0 };
	r.u.invoice.art73 = true;
	check_json(&r, "{\"record\":\"invoice\",\"file\":\"x\",\"body\":1,"
	    "\"number\":\"1/A\",\"date\":\"2026-03-31\",\"creditor\":{},"
	    "\"debtor\":{\"vat\":\"01234567897\"},\"total_cents\":0,"
	    "\"computed_total_cents\":0,\"due_cents\":0,\"withheld_cents\":0,"
	    "\"split_vat_cents\":0,\"instalments\":[{\"due_raw\":\""
	    "2017-02-30\",\"amount_cents\":-12345,\"method\":\"MP05\","
	    "\"terms_days\":0}],"
	    "\"references\":[],\"envelope\":[],\"art73\":true}\n");
}
END_TEST

START_TEST(test_words)
{
	enum cr_record_type t;

	ck_assert(cr_record_type_parse("payment", &t));
	ck_assert_int_eq(t, CR_RECORD_PAYMENT);
	ck_assert_str_eq(cr_record_word(CR_RECORD_ITEM), "item");
	ck_assert(!cr_record_type_parse("Payment", &t));
	ck_assert(!cr_record_type_parse(NULL, &t));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("canon");
	TCase *c = tcase_create("canon");
	SRunner *r = srunner_create(s);
	int failed;

	suite_add_tcase(s, c);
	tcase_add_test(c, test_empty);
	tcase_add_test(c, test_bank);
	tcase_add_test(c, test_text);
	tcase_add_test(c, test_invoice);
	tcase_add_test(c, test_words);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed;
}
