/* Telephone numbers, and the alphabet and lengths of text messages. */
#include <string.h>

#include "cr/buf.h"
#include "cr/gsm.h"
#include "cr/phone.h"
#include "unit.h"

static const char *
phone(const char *s)
{
	static char to[CR_PHONE_SIZE];

	return cr_phone_parse(s, to) ? to : "none";
}

START_TEST(numbers)
{
	ck_assert_str_eq(phone("347 123.45.67"), "+393471234567");
	ck_assert_str_eq(phone("+39 347-1234567"), "+393471234567");
	ck_assert_str_eq(phone("0039 347/1234567"), "+393471234567");
	ck_assert_str_eq(phone("39 347 1234567"), "+393471234567");
	/* a mobile of nine digits, and one whose prefix looks like a code */
	ck_assert_str_eq(phone("335 123456"), "+39335123456");
	ck_assert_str_eq(phone("393 1234567"), "+393931234567");
	/* a fixed number keeps its zero, however it is written */
	ck_assert_str_eq(phone("06 1234567"), "+39061234567");
	ck_assert_str_eq(phone("+39 (0)6 1234567"), "+39061234567");
	ck_assert_str_eq(phone("(049) 123456"), "+39049123456");
	ck_assert_str_eq(phone("800 123456"), "+39800123456");
	ck_assert_str_eq(phone("+44 (0)20 7946 0000"), "+442079460000");
	ck_assert_str_eq(phone("0049 (0) 89 123456"), "+4989123456");
	ck_assert_str_eq(phone("+49 89 123456"), "+4989123456");
}
END_TEST

START_TEST(no_numbers)
{
	static const char *const bad[] = { "", "+", "112", "347", "abc",
	    "347 1234567 int. 3", "347123456789", "+39", "+390", "0039",
	    "++393471234567", "+0612345678", "12345678901234567890",
	    "+39 3471234567 3481234567", "347+1234567", "\xc2\xa0" "347",
	    "+1234567890123456", NULL };
	size_t i;

	for (i = 0; bad[i] != NULL; i++)
		ck_assert_msg(strcmp(phone(bad[i]), "none") == 0, "%s is %s",
		    bad[i], phone(bad[i]));
}
END_TEST

START_TEST(mobiles)
{
	ck_assert(cr_phone_is_mobile("+393471234567"));
	ck_assert(!cr_phone_is_mobile("+39061234567"));
	ck_assert(!cr_phone_is_mobile("+39800123456"));
	ck_assert(cr_phone_is_mobile("+4915112345678"));
}
END_TEST

/* N times S. */
static const char *
times(const char *s, size_t n)
{
	static char text[8192];
	size_t k = strlen(s), i;

	for (i = 0; i < n; i++)
		memcpy(text + i * k, s, k);
	text[n * k] = '\0';
	return text;
}

static void
measures(const char *text, bool ucs2, size_t units, size_t segments)
{
	struct cr_gsm g = cr_gsm_measure(text);

	ck_assert_msg(g.ucs2 == ucs2 && g.units == units &&
	    g.segments == segments, "\"%.40s\": %d %zu %zu", text, g.ucs2,
	    g.units, g.segments);
}

START_TEST(lengths)
{
	measures("", false, 0, 1);
	measures(times("a", 160), false, 160, 1);
	measures(times("a", 161), false, 161, 2);
	measures(times("a", 306), false, 306, 2);
	measures(times("a", 307), false, 307, 3);
	measures(times("\303\250", 160), false, 160, 1);	/* e grave */
	measures(times("\342\202\254", 80), false, 160, 1);	/* euro */
	measures(times("\342\202\254", 81), false, 162, 2);
	/* 76 euro signs are 152 units: the 77th does not fit in 153 */
	measures(times("\342\202\254", 152), false, 304, 2);
	measures(times("\342\202\254", 153), false, 306, 3);
	measures(times("\303\210", 70), true, 70, 1);		/* E grave */
	measures(times("\303\210", 71), true, 71, 2);
	measures(times("\303\210", 134), true, 134, 2);
	measures(times("\303\210", 135), true, 135, 3);
	/* two units each, 33 pairs in 67 */
	measures(times("\360\237\230\200", 35), true, 70, 1);
	measures(times("\360\237\230\200", 66), true, 132, 2);
	measures(times("\360\237\230\200", 67), true, 134, 3);
}
END_TEST

START_TEST(alphabet)
{
	measures("@\302\243$\302\245\303\250\303\251\303\271\303\254\303\262"
	    "\303\207\n\303\230\303\270\r\303\205\303\245", false, 16, 1);
	measures("\316\224_\316\246\316\223\316\233\316\251\316\240\316\250"
	    "\316\243\316\230\316\236\303\206\303\246\303\237\303\211",
	    false, 15, 1);
	measures(" !\"#\302\244%&'()*+,-./0123456789:;<=>?\302\241", false,
	    33, 1);
	measures("\303\204\303\226\303\221\303\234\302\247\302\277\303\244"
	    "\303\266\303\261\303\274\303\240", false, 11, 1);
	measures("^{}\\[~]|", false, 16, 1);
	measures("`", true, 1, 1);
	measures("\t", true, 1, 1);
	ck_assert_str_eq(cr_gsm_measure("caff\303\250 \342\200\234x").odd,
	    "\342\200\234");
	ck_assert_str_eq(cr_gsm_measure("plain").odd, "");
}
END_TEST

START_TEST(simplified)
{
	struct cr_buf b;

	cr_buf_init(&b);
	cr_gsm_plain(&b, "L\342\200\231importo \303\210 dovuto\342\200\246 "
	    "\342\200\234subito\342\200\235 \342\200\223 citt\303\240 "
	    "\342\202\254\302\240" "10 \320\226");
	ck_assert_str_eq(b.s, "L'importo E' dovuto... \"subito\" - "
	    "citt\303\240 \342\202\254 10 \320\226");
	cr_buf_release(&b);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { numbers, no_numbers, mobiles, lengths,
	    alphabet, simplified, NULL };

	return unit_run("sms", tests);
}
