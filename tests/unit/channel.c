/* Channels, and postal addresses in one line. */
#include "unit.h"

#include "cr/arena.h"
#include "cr/channel.h"
#include "cr/postal.h"

START_TEST(words)
{
	enum cr_channel c;
	int i;

	for (i = 0; i < CR_CHANNELS; i++) {
		ck_assert(cr_channel_parse(cr_channel_word(i), &c));
		ck_assert_int_eq((int)c, i);
	}
	ck_assert(!cr_channel_parse("mail", &c));
	ck_assert_str_eq(cr_channel_facts(CR_CHANNEL_SMS)->contacts[0],
	    "mobile");
	ck_assert(cr_channel_facts(CR_CHANNEL_VISIT)->person);
	ck_assert(!cr_channel_facts(CR_CHANNEL_TASK)->needs_address);
}
END_TEST

static void
again(struct cr_arena *a, const struct cr_postal *p, const char *line)
{
	struct cr_postal got;

	ck_assert_str_eq(cr_postal_line(a, p), line);
	ck_assert(cr_postal_parse(a, line, &got));
	ck_assert_str_eq(cr_postal_line(a, &got), line);
	ck_assert_str_eq(got.street, p->street);
	ck_assert_str_eq(got.city, p->city);
}

START_TEST(postal)
{
	struct cr_arena a;
	struct cr_postal p = { "Via Roma, 1", "35100", "Padova", "PD", "IT" };

	cr_arena_init(&a);
	again(&a, &p, "Via Roma, 1, 35100 Padova (PD), IT");
	p = (struct cr_postal){ .street = "Hauptstr. 5",
	    .zip = "39100", .city = "Bozen" };
	again(&a, &p, "Hauptstr. 5, 39100 Bozen, IT");
	p.zip = NULL;
	p.country = "DE";
	again(&a, &p, "Hauptstr. 5, Bozen, DE");
	p.city = NULL;
	ck_assert_ptr_null(cr_postal_line(&a, &p));
	p.city = "A,\nB";
	ck_assert_str_eq(cr_postal_line(&a, &p), "Hauptstr. 5, A  B, DE");
	ck_assert(!cr_postal_parse(&a, "", &p));
	ck_assert(!cr_postal_parse(&a, "Via Roma 1", &p));
	ck_assert(!cr_postal_parse(&a, "Via Roma 1, 35100 Padova", &p));
	cr_arena_release(&a);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { words, postal, NULL };

	return unit_run("channel", tests);
}
