/* The text of a payment QR code. */
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/epc.h"
#include "cr/qr.h"
#include "unit.h"

#define IBAN "IT60X0542811101000000123456"

static struct cr_epc
plain(void)
{
	return (struct cr_epc){ .name = "Officine Brenta S.p.A.",
	    .iban = IBAN, .amount = { 123456 }, .text = "FT 1/25" };
}

static void
becomes(const struct cr_epc *e, const char *wanted)
{
	struct cr_buf b;

	cr_buf_init(&b);
	ck_assert_int_eq(cr_epc_text(&b, e), wanted != NULL);
	ck_assert_str_eq(b.s, wanted != NULL ? wanted : "");
	cr_buf_release(&b);
}

START_TEST(whole)
{
	struct cr_epc e = plain();

	becomes(&e, "BCD\n002\n1\nSCT\n\nOfficine Brenta S.p.A.\n" IBAN
	    "\nEUR1234.56\n\n\nFT 1/25");
	e.bic = "bppiitrrxxx";
	e.iban = "it60 x054 2811 1010 0000 0123 456";
	e.amount.cents = 1;
	becomes(&e, "BCD\n002\n1\nSCT\nBPPIITRRXXX\nOfficine Brenta S.p.A.\n"
	    IBAN "\nEUR0.01\n\n\nFT 1/25");
	e.text = NULL;
	becomes(&e, "BCD\n002\n1\nSCT\nBPPIITRRXXX\nOfficine Brenta S.p.A.\n"
	    IBAN "\nEUR0.01");
}
END_TEST

START_TEST(structured)
{
	struct cr_epc e = plain();

	e.reference = "RF18 5390 0754 7034";
	becomes(&e, "BCD\n002\n1\nSCT\n\nOfficine Brenta S.p.A.\n" IBAN
	    "\nEUR1234.56\n\nRF18539007547034");
	e.reference = "RF19539007547034";
	becomes(&e, NULL);
	e.reference = "RF";
	becomes(&e, NULL);
}
END_TEST

START_TEST(refused)
{
	struct cr_epc e = plain();

	e.iban = "IT61X0542811101000000123456";
	becomes(&e, NULL);
	e.iban = "";
	becomes(&e, NULL);
	e = plain();
	e.name = "";
	becomes(&e, NULL);
	e = plain();
	e.amount.cents = 0;
	becomes(&e, NULL);
	e.amount.cents = -5;
	becomes(&e, NULL);
	e.amount.cents = CR_EPC_MAX_CENTS + 1;
	becomes(&e, NULL);
	e = plain();
	e.bic = "BPPI";
	becomes(&e, NULL);
}
END_TEST

/* No line is added by what a name or text holds. */
START_TEST(hostile)
{
	struct cr_epc e = plain();

	e.name = "A\nIT00\r\n\tB";
	e.text = "x\ny";
	becomes(&e, "BCD\n002\n1\nSCT\n\nA IT00   B\n" IBAN
	    "\nEUR1234.56\n\n\nx y");
}
END_TEST

/* 70 and 140 characters, 331 bytes, and no half of a character. */
START_TEST(bounds)
{
	struct cr_epc e = plain();
	char name[201], text[401];
	const char *s;
	struct cr_buf b;
	int i;

	for (i = 0; i < 200; i += 2)
		memcpy(name + i, "è", 2);
	for (i = 0; i < 400; i += 2)
		memcpy(text + i, "ò", 2);
	name[200] = text[400] = '\0';
	e.name = name;
	e.text = text;
	e.amount.cents = CR_EPC_MAX_CENTS;
	cr_buf_init(&b);
	ck_assert(cr_epc_text(&b, &e));
	ck_assert_uint_le(b.len, CR_EPC_MAX_BYTES);
	ck_assert_uint_ge(b.len, CR_EPC_MAX_BYTES - 1);
	s = strstr(b.s, "è");
	ck_assert_uint_eq(strcspn(s, "\n"), 140);
	ck_assert_uint_eq(strlen(strstr(b.s, "ò")) % 2, 0);
	cr_buf_clear(&b);
	memset(text, 'x', 200);
	text[200] = '\0';
	e.name = "N";
	ck_assert(cr_epc_text(&b, &e));
	ck_assert_uint_eq(strlen(strrchr(b.s, '\n') + 1), 140);
	cr_buf_release(&b);
}
END_TEST

START_TEST(code)
{
	struct cr_epc e = plain();
	struct cr_buf b;
	struct cr_qr q;
	struct cr cr;
	char much[4000] = { 0 };

	cr_init(&cr, "test");
	cr_buf_init(&b);
	ck_assert(cr_epc_text(&b, &e));
	ck_assert_int_eq(cr_qr_make(&cr, b.s, b.len, &q), CR_OK);
	ck_assert_int_ge(q.size, 21);
	ck_assert_int_le(q.size, CR_QR_MAX_SIZE);
	/* the corner that every code has: black, white, black 3 by 3 */
	ck_assert(q.modules[0]);
	ck_assert(!q.modules[q.size + 1]);
	ck_assert(q.modules[2 * q.size + 2]);
	cr_qr_release(&q);
	ck_assert_int_eq(cr_qr_make(&cr, much, sizeof(much), &q), CR_ELIMIT);
	ck_assert_int_eq(cr_qr_make(&cr, much, 400, &q), CR_ELIMIT);
	ck_assert_int_eq(cr_qr_make(&cr, much, 0, &q), CR_ELIMIT);
	cr_qr_release(&q);
	cr_buf_release(&b);
	cr_release(&cr);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { whole, structured, refused, hostile,
	    bounds, code, NULL };

	return unit_run("epc", tests);
}
