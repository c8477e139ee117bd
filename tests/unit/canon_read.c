/* Canonical records from JSON: what was written comes back, nothing else. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/canon.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/table.h"

static struct cr cr;
static struct cr_arena arena;

static const char *const same[] = {
	"{\"record\":\"party\",\"code\":\"C1\",\"kind\":\"company\","
	    "\"name\":\"Caff\xc3\xa8 \\\"Uno\\\"\\n\",\"vat\":\"01234567897\","
	    "\"seasonal\":false,\"roles\":[\"debtor\",\"agent\"]}\n",
	"{\"record\":\"item\",\"debtor\":\"C1\",\"number\":\"1/26\","
	    "\"date\":\"2026-01-01\",\"due\":\"2026-01-31\","
	    "\"amount_cents\":-109553,\"open_cents\":0,\"currency\":\"EUR\","
	    "\"instalment\":2}\n",
	"{\"record\":\"payment\",\"ref\":\"P1\",\"debtor\":\"C1\","
	    "\"number\":\"1/26\",\"doc_date\":\"2026-01-01\","
	    "\"date\":\"2026-02-28\",\"amount_cents\":-1,\"kind\":\"INS\"}\n",
	"{\"record\":\"invoice\",\"file\":\"a.xml\",\"body\":1,"
	    "\"type\":\"TD01\",\"number\":\"7\",\"date\":\"2026-01-01\","
	    "\"currency\":\"EUR\",\"creditor\":{\"vat\":\"01234567897\"},"
	    "\"debtor\":{\"name\":\"X\"},\"total_cents\":12200,"
	    "\"computed_total_cents\":12200,\"due_cents\":12200,"
	    "\"withheld_cents\":0,\"split_vat_cents\":0,\"instalments\":["
	    "{\"due\":\"2026-02-28\",\"amount_cents\":6100,"
	    "\"method\":\"MP05\"},{\"amount_cents\":6100,"
	    "\"terms_from\":\"2026-01-01\",\"terms_days\":0,"
	    "\"alternative\":true}],\"references\":[{\"kind\":\"order\","
	    "\"id\":\"5\"}],\"envelope\":[],\"warnings\":[\"a\"],"
	    "\"art73\":true}\n",
	"{\"record\":\"receipt\",\"file\":\"r.xml\",\"source\":\"sdi\","
	    "\"kind\":\"RC\",\"ref\":\"111\",\"doc_year\":2026}\n",
};

START_TEST(comes_back)
{
	struct cr_record r;
	struct cr_buf b;

	cr_buf_init(&b);
	ck_assert_msg(cr_record_from_json(&cr, &arena, same[_i],
	    strlen(same[_i]), &r) == CR_OK, "%s", cr_errmsg(&cr));
	cr_record_to_json(&b, &r);
	ck_assert_str_eq(b.s, same[_i]);
	cr_buf_release(&b);
}
END_TEST

#define ITEM "{\"record\":\"item\",\"debtor\":\"C1\",\"number\":\"1\"," \
	"\"due\":\"2026-01-31\","

static const struct {
	const char *text, *message;
} bad[] = {
	{ "", "is no JSON" },
	{ "[]", "is no object" },
	{ "{\"record\":\"item\"", "is no JSON" },
	{ "{}", "\"record\" is missing" },
	{ "{\"record\":7}", "\"record\" is missing" },
	{ "{\"record\":\"cheque\"}", "record \"cheque\" is not known" },
	{ ITEM "\"amount_cents\":1,\"scadenza\":1}",
	    "item has no key \"scadenza\"" },
	{ ITEM "\"amount_cents\":10.50}", "\"amount_cents\" of item is a "
	    "number with decimals, not a whole number" },
	{ ITEM "\"amount_cents\":\"10\"}",
	    "\"amount_cents\" of item is a text" },
	{ ITEM "\"amount_cents\":1000000000000001}",
	    "\"amount_cents\" of item cannot be 1000000000000001" },
	{ ITEM "\"amount_cents\":99999999999999999999}", "is no JSON" },
	{ ITEM "\"amount_cents\":1,\"amount_cents\":2}", "is no JSON" },
	{ ITEM "\"amount_cents\":1,\"date\":\"31/01/2026\"}",
	    "\"date\" of item, \"31/01/2026\", is no day" },
	{ ITEM "\"amount_cents\":1,\"date\":\"2026-02-31\"}",
	    "\"date\" of item, \"2026-02-31\", is no day" },
	{ ITEM "\"amount_cents\":1,\"instalment\":0}",
	    "\"instalment\" of item cannot be 0" },
	{ ITEM "\"note\":\"x\"}", "\"amount_cents\" of item is missing" },
	{ ITEM "\"amount_cents\":1,\"note\":\"a\\u0000b\"}", "is no JSON" },
	{ "{\"record\":\"item\",\"amount_cents\":1}", "\"debtor\" of item" },
	{ "{\"record\":\"party\",\"name\":\"x\"}", "\"code\", \"vat\" or" },
	{ "{\"record\":\"party\",\"code\":\"1\",\"roles\":[1]}",
	    "\"roles\" of party is a whole number, not a text" },
	{ "{\"record\":\"party\",\"code\":\"1\",\"seasonal\":1}",
	    "\"seasonal\" of party is a whole number, not a true or false" },
	{ "{\"record\":\"payment\",\"debtor\":\"1\",\"date\":\"2026-01-01\"}",
	    "\"amount_cents\" of payment is missing" },
	{ "{\"record\":\"invoice\",\"number\":\"1\",\"date\":\"2026-01-01\","
	    "\"due_cents\":1,\"debtor\":[]}", "\"debtor\" holds a list" },
	{ "{\"record\":\"invoice\",\"number\":\"1\",\"date\":\"2026-01-01\","
	    "\"due_cents\":1,\"instalments\":[{\"rata\":1}]}",
	    "instalments has no key \"rata\"" },
};

START_TEST(refused)
{
	struct cr_record r;

	ck_assert_int_eq(cr_record_from_json(&cr, &arena, bad[_i].text,
	    strlen(bad[_i].text), &r), CR_EINPUT);
	ck_assert_msg(strstr(cr_errmsg(&cr), bad[_i].message) ==
	    cr_errmsg(&cr), "%s", cr_errmsg(&cr));
}
END_TEST

static struct cr_buf rejects;
static int nrecords;

static int
on_record(void *ctx, const struct cr_record *r)
{
	(void)ctx, (void)r;
	nrecords++;
	return 0;
}

static void
on_refuse(void *ctx, const char *file, int64_t line, const char *raw,
    const char *header, const char *reason)
{
	(void)ctx, (void)file, (void)header, (void)reason;
	ck_assert_int_eq(line, 3);
	cr_buf_addf(&rejects, "%s\n", raw);
}

/* A stream with one wrong record; mended in its reject file, it is right. */
START_TEST(lines)
{
	static const char text[] = "\n" ITEM "\"amount_cents\":1}\n"
	    ITEM "\"amount_cents\":1.5}\n" ITEM "\"amount_cents\":3}";
	static const struct cr_sink sink = { .record = on_record,
	    .refuse = on_refuse };
	struct cr_read_file done = { .name = NULL };
	struct cr_input *in;
	char *p;

	cr_buf_init(&rejects);
	in = cr_input_memory("s", text, sizeof(text) - 1);
	ck_assert_int_eq(cr_jsonl_read(&cr, in, NULL, &sink, &done), CR_OK);
	cr_input_free(in);
	ck_assert_int_eq(nrecords, 2);
	ck_assert_uint_eq(done.refused, 1);
	ck_assert_ptr_nonnull(strstr(rejects.s, "\tcr_reason: \"amount"));
	ck_assert_ptr_nonnull(p = strstr(rejects.s, "1.5"));
	memcpy(p, "105", 3);
	in = cr_input_memory("r", rejects.s, rejects.len);
	ck_assert_int_eq(cr_jsonl_read(&cr, in, NULL, &sink, &done), CR_OK);
	cr_input_free(in);
	ck_assert_int_eq(nrecords, 3);
	ck_assert_uint_eq(done.refused, 1);
	cr_buf_release(&rejects);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("canon_read");
	TCase *t = tcase_create("canon_read");
	SRunner *r = srunner_create(s);
	int failed;

	cr_init(&cr, "test");
	cr_arena_init(&arena);
	suite_add_tcase(s, t);
	tcase_add_loop_test(t, comes_back, 0, sizeof(same) / sizeof(*same));
	tcase_add_loop_test(t, refused, 0, sizeof(bad) / sizeof(*bad));
	tcase_add_test(t, lines);
	srunner_set_fork_status(r, CK_NOFORK);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	cr_arena_release(&arena);
	cr_release(&cr);
	return failed;
}
