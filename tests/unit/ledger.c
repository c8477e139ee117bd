/* The ledger: who is meant, balances and their proof, past days. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/cr.h"
#include "cr/doc.h"
#include "cr/entry.h"
#include "cr/identify.h"
#include "cr/ledger.h"
#include "cr/map.h"

static struct cr cr;

static void
open_ledger(void)
{
	int from, to;

	cr_init(&cr, "cr-test");
	cr.today.days = 20000;
	ck_assert_int_eq(cr_ledger_migrate(&cr, ":memory:", &from, &to), 0);
	ck_assert_int_eq(cr_db_begin(&cr), 0);
	ck_assert_int_eq(cr_run_begin(&cr, "test"), 0);
}

static void
close_ledger(void)
{
	cr_db_rollback(&cr);
	cr_db_close(&cr);
	cr_release(&cr);
}

static int64_t
party(const char *code, const char *vat, const char *tax_code)
{
	struct cr_party p = CR_PARTY_NONE;
	int64_t id = 0;

	p.code = code;
	p.vat = vat;
	p.tax_code = tax_code;
	ck_assert_int_eq(cr_party_add(&cr, &p, &id), 0);
	return id;
}

/* The party with these identifiers; 0: none; below: not to be told. */
static int64_t
who(const char *country, const char *vat, const char *tax_code)
{
	struct cr_party p = CR_PARTY_NONE;
	int64_t id = 0;
	int rc;

	p.country = country;
	p.vat = vat;
	p.tax_code = tax_code;
	rc = cr_party_identify(&cr, &p, &id);
	return rc == 1 ? id : rc;
}

#define VAT "99000010282"
#define OTHER "99001030230"
#define PERSON "RSSMRA80A01H501U"

START_TEST(identify)
{
	int64_t company, person, one, two;

	open_ledger();
	company = party("C1", VAT, NULL);
	person = party(NULL, NULL, PERSON);
	ck_assert_int_eq(who(NULL, VAT, NULL), company);
	ck_assert_int_eq(who("IT", VAT, VAT), company);
	ck_assert_int_eq(who(NULL, NULL, VAT), company);
	ck_assert_int_eq(who("DE", VAT, NULL), 0);
	ck_assert_int_eq(who(NULL, NULL, PERSON), person);
	ck_assert_int_eq(who(NULL, NULL, NULL), 0);
	/* not known with a tax code yet: it is the one with the number */
	ck_assert_int_eq(who(NULL, VAT, OTHER), company);
	/* a VAT group: one number, two companies */
	one = party(NULL, OTHER, "90000010281");
	ck_assert_int_eq(who(NULL, OTHER, NULL), one);
	two = party(NULL, OTHER, "90001010280");
	ck_assert_int_eq(who(NULL, OTHER, "90000010281"), one);
	ck_assert_int_eq(who(NULL, OTHER, "90001010280"), two);
	ck_assert_int_eq(who(NULL, OTHER, "90002020289"), 0);
	ck_assert_int_eq(who(NULL, OTHER, NULL), CR_EINPUT);
	close_ledger();
}
END_TEST

START_TEST(find)
{
	int64_t id = 0, company;
	char key[32];

	open_ledger();
	company = party("0017", VAT, NULL);
	ck_assert_int_eq(cr_party_find(&cr, "0017", &id), 1);
	ck_assert_int_eq(id, company);
	ck_assert_int_eq(cr_party_find(&cr, "17", &id), 0);
	ck_assert_int_eq(cr_party_find(&cr, "IT" VAT, &id), 1);
	snprintf(key, sizeof(key), "pty:%lld", (long long)company);
	ck_assert_int_eq(cr_party_find(&cr, key, &id), 1);
	ck_assert_int_eq(cr_party_find(&cr, "pty:99", &id), 0);
	ck_assert_int_eq(cr_party_find(&cr, "item:1001", &id), 0);
	close_ledger();
}
END_TEST

/* A document with one item of so many cents. */
static int64_t
item(int64_t debtor, const char *number, int64_t cents)
{
	struct cr_doc d = { .creditor = debtor, .debtor = debtor,
	    .number = number, .year = 2024, .date = { 19900 },
	    .currency = "EUR" };
	struct cr_item i = { .due = { 19930 }, .amount = { cents } };
	struct cr_open o = { .debtor = debtor, .creditor = debtor,
	    .date = d.date, .due = i.due, .open = i.amount,
	    .currency = "EUR" };
	int64_t doc;

	ck_assert_int_eq(cr_doc_add(&cr, &d, &doc), 0);
	o.item = i.id = doc * CR_ITEMS + 1;
	ck_assert_int_eq(cr_item_add(&cr, &i), 0);
	ck_assert_int_eq(cr_open_put(&cr, &o), 0);
	return i.id;
}

static int64_t
entry(int64_t debtor, const char *ref, int64_t cents, int32_t day)
{
	struct cr_entry e = { .ref = ref, .creditor = debtor,
	    .debtor = debtor, .date = { day }, .amount = { cents },
	    .currency = "EUR" };
	struct cr_open o = { .debtor = debtor, .creditor = debtor,
	    .date = e.date, .open = e.amount, .currency = "EUR" };

	ck_assert_int_eq(cr_entry_add(&cr, &e, &o.item), 0);
	ck_assert_int_eq(cr_open_entry_put(&cr, &o), 0);
	return o.item;
}

static void
alloc(int64_t to, int64_t from, int64_t cents, int32_t day)
{
	struct cr_alloc a = { .item = to, .entry = from, .date = { day },
	    .amount = { cents }, .kind = "payment" };

	ck_assert_int_eq(cr_alloc_add(&cr, &a), 0);
}

static int
add_up(void *ctx, const struct cr_open *o)
{
	*(int64_t *)ctx += o->open.cents;
	return 0;
}

static int64_t
open_on(int32_t day)
{
	struct cr_as_of as_of = { { day }, false };
	int64_t sum = 0;

	ck_assert_int_eq(cr_open_each(&cr, &as_of, add_up, &sum), 0);
	return sum;
}

static int
count_wrong(void *ctx, const char *key, struct cr_money kept,
    struct cr_money right)
{
	(void)key;
	ck_assert_int_ne(kept.cents, right.cents);
	++*(int *)ctx;
	return 0;
}

static int
wrong(void)
{
	int n = 0;

	ck_assert_int_eq(cr_open_check(&cr, count_wrong, &n), 0);
	return n;
}

START_TEST(balances)
{
	struct cr_open o;
	int64_t who_owes, i, e;

	open_ledger();
	who_owes = party("C1", NULL, NULL);
	i = item(who_owes, "1", 10000);
	e = entry(who_owes, "P1", 4000, 19990);
	alloc(i, e, 4000, 19990);
	ck_assert_int_eq(cr_item_open(&cr, i, &o), 0);
	ck_assert_int_eq(o.open.cents, 6000);
	ck_assert_str_eq(o.currency, "EUR");
	ck_assert_int_eq(cr_entry_open(&cr, e, &o), 0);
	ck_assert_int_eq(o.open.cents, 0);
	alloc(i, 0, 6000, 19995);
	ck_assert_int_eq(open_on(20000), 0);
	alloc(i, 0, -2500, 19996);
	ck_assert_int_eq(open_on(20000), 2500);
	ck_assert_int_eq(wrong(), 0);
	/* the proof sees a balance that was tampered with */
	o.item = i;
	o.open.cents = 1;
	ck_assert_int_eq(cr_open_put(&cr, &o), 0);
	ck_assert_int_eq(wrong(), 1);
	ck_assert_int_eq(cr_item_open(&cr, 1, &o), CR_ENOTFOUND);
	close_ledger();
}
END_TEST

START_TEST(days)
{
	int64_t who_owes, i;

	open_ledger();
	who_owes = party("C1", NULL, NULL);
	i = item(who_owes, "1", 10000);
	/* dated later than the run: it counts from its day on */
	alloc(i, 0, 3000, 20005);
	ck_assert_int_eq(open_on(20000), 10000);
	ck_assert_int_eq(open_on(20004), 10000);
	ck_assert_int_eq(open_on(20005), 7000);
	/* before the document, and before the first run */
	ck_assert_int_eq(open_on(19899), 0);
	ck_assert_int_eq(open_on(19900), 10000);
	/* a later run books a payment of a day before it */
	cr.today.days = 20010;
	ck_assert_int_eq(cr_run_begin(&cr, "later"), 0);
	alloc(i, 0, 1000, 20001);
	ck_assert_int_eq(open_on(20006), 7000);
	ck_assert_int_eq(open_on(20010), 6000);
	close_ledger();
}
END_TEST

START_TEST(map)
{
	struct cr_map m;
	char key[16];
	int64_t v;
	int i;

	cr_map_init(&m);
	ck_assert(!cr_map_get(&m, "a", 1, &v));
	for (i = 0; i < 20000; i++) {
		snprintf(key, sizeof(key), "key %d", i);
		cr_map_put(&m, key, strlen(key), i);
	}
	cr_map_put(&m, "", 0, -1);
	for (i = 0; i < 20000; i++) {
		snprintf(key, sizeof(key), "key %d", i);
		ck_assert(cr_map_get(&m, key, strlen(key), &v));
		ck_assert_int_eq(v, i);
	}
	ck_assert(cr_map_get(&m, "", 0, &v));
	ck_assert_int_eq(v, -1);
	ck_assert(!cr_map_get(&m, "key", 3, &v));
	cr_map_put(&m, "key 7", 5, 8);
	ck_assert(cr_map_get(&m, "key 7", 5, &v));
	ck_assert_int_eq(v, 8);
	cr_map_release(&m);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { identify, find, balances, days, map,
	    NULL };

	return unit_run("ledger", tests);
}
