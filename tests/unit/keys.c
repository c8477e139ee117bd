/* Keys of a stream: which are taken, and that they are found again. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/keys.h"

static const enum cr_key_kind kinds[] = {
	CR_KEY_PARTY, CR_KEY_ITEM, CR_KEY_NONE
};

static struct cr cr;
static struct cr_keys keys;

static void
read_text(const char *text)
{
	char copy[256];
	FILE *in;

	snprintf(copy, sizeof(copy), "%s", text);
	in = fmemopen(copy, strlen(copy), "r");
	ck_assert_ptr_nonnull(in);
	cr_keys_release(&keys);
	cr.refused = 0;
	ck_assert_int_eq(cr_keys_read(&cr, &keys, in, kinds), CR_OK);
	fclose(in);
}

START_TEST(reading)
{
	read_text("#item\topen_cents\nitem:1042001\t99\n-\tnobody\npty:17\n");
	ck_assert_uint_eq(keys.n, 2);
	ck_assert(keys.stream);
	ck_assert_int_eq(keys.v[0].kind, CR_KEY_ITEM);
	ck_assert_int_eq(keys.v[0].id, 1042001);
	ck_assert_int_eq(keys.v[1].id, 17);
	ck_assert_uint_eq(cr.refused, 0);
	read_text("msg:3\nrubbish\n");
	ck_assert_uint_eq(keys.n, 0);
	ck_assert_uint_eq(cr.refused, 2);
}
END_TEST

START_TEST(looking_up)
{
	read_text("pty:9\nitem:5\npty:2\nitem:5\npty:9\n");
	cr_keys_sort(&keys);
	ck_assert_uint_eq(keys.n, 3);
	ck_assert(cr_keys_has(&keys, CR_KEY_PARTY, 2));
	ck_assert(cr_keys_has(&keys, CR_KEY_PARTY, 9));
	ck_assert(cr_keys_has(&keys, CR_KEY_ITEM, 5));
	ck_assert(!cr_keys_has(&keys, CR_KEY_ITEM, 9));
	ck_assert(!cr_keys_has(&keys, CR_KEY_PARTY, 5));
	read_text("#item\n");
	cr_keys_sort(&keys);
	ck_assert(keys.stream);
	ck_assert(!cr_keys_has(&keys, CR_KEY_ITEM, 5));
	cr_keys_release(&keys);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { reading, looking_up, NULL };
	int failed;

	cr_init(&cr, "test");
	failed = unit_run("keys", tests);
	cr_release(&cr);
	return failed;
}
