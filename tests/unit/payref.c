/* Creditor references and IBANs: check digits, and in free text. */
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>

#include "cr/payref.h"
#include "cr/taxid.h"

START_TEST(rf_valid)
{
	static const char *const good[] = { "RF18539007547034", "RF89202600042",
	    "RF712348231", NULL };
	static const char *const bad[] = { "", "RF", "RF18", "RF19539007547034",
	    "rf18539007547034", "RF18 5390 0754 7034", "RX18539007547034",
	    "RF18539007547O34", "RF185390075470341234567890", NULL };
	int i;

	for (i = 0; good[i] != NULL; i++)
		ck_assert_msg(cr_rf_is_valid(good[i]), "%s", good[i]);
	for (i = 0; bad[i] != NULL; i++)
		ck_assert_msg(!cr_rf_is_valid(bad[i]), "%s", bad[i]);
}
END_TEST

/* Two check digits of one residue are not both right: 00, 01 and 99. */
START_TEST(rf_range)
{
	char to[CR_RF_SIZE], twin[CR_RF_SIZE];
	int i, below = 0;

	for (i = 0; i < 2000; i++) {
		snprintf(twin, sizeof(twin), "%04d", i);
		ck_assert(cr_rf_make(twin, to));
		ck_assert_msg(cr_rf_is_valid(to), "%s", to);
		snprintf(twin, sizeof(twin), "%s", to);
		if (to[2] == '0' && to[3] == '2')
			twin[2] = twin[3] = '9', below++;
		else if (to[2] == '9' && to[3] >= '7')
			twin[2] = '0', twin[3] = (char)(to[3] - 7), below++;
		else
			continue;
		ck_assert_msg(!cr_rf_is_valid(twin), "%s", twin);
	}
	ck_assert_int_gt(below, 0);
}
END_TEST

START_TEST(rf_make)
{
	char to[CR_RF_SIZE];

	ck_assert(cr_rf_make("539007547034", to));
	ck_assert_str_eq(to, "RF18539007547034");
	ck_assert(cr_rf_make("5390 0754 7034", to));
	ck_assert_str_eq(to, "RF18539007547034");
	ck_assert(cr_rf_make("a1", to) && cr_rf_is_valid(to));
	ck_assert(!cr_rf_make("", to));
	ck_assert(!cr_rf_make("2026/31", to));
	ck_assert(!cr_rf_make("1234567890123456789012", to));
}
END_TEST

static void
rf_found(const char *text, const char *wanted, const char *rest)
{
	char to[CR_RF_SIZE];
	const char *end = cr_rf_find(text, to);

	if (wanted == NULL) {
		ck_assert_msg(end == NULL, "%s: %s", text, to);
		return;
	}
	ck_assert_msg(end != NULL, "%s: nothing", text);
	ck_assert_str_eq(to, wanted);
	ck_assert_str_eq(end, rest);
}

START_TEST(rf_find)
{
	static const char rf[] = "RF18539007547034";

	rf_found("RF18539007547034", rf, "");
	rf_found("saldo rf18 5390 0754 7034, grazie", rf, ", grazie");
	rf_found("RF18 5390 0754 7034 SALDO FT 12", rf, " SALDO FT 12");
	rf_found("/RFB/RF18539007547034/EREF/X", rf, "/EREF/X");
	rf_found("RF18539007547034SALDO", rf, "SALDO");
	rf_found("RF185390075 47034 SALDO", rf, " SALDO");
	rf_found("RF18539007547034 RF712348231", rf, " RF712348231");
	rf_found("RF99123 RF18539007547034", rf, "");
	rf_found("PAGAMENTO FATTURA RF12 DEL 3/4", NULL, NULL);
	rf_found("XRF18539007547034", NULL, NULL);
	rf_found("RF19539007547034", NULL, NULL);
	rf_found("RF", NULL, NULL);
	rf_found("", NULL, NULL);
}
END_TEST

static void
iban_found(const char *text, const char *wanted, const char *rest)
{
	char to[CR_IBAN_SIZE];
	const char *end = cr_iban_find(text, to);

	if (wanted == NULL) {
		ck_assert_msg(end == NULL, "%s: %s", text, to);
		return;
	}
	ck_assert_msg(end != NULL, "%s: nothing", text);
	ck_assert_str_eq(to, wanted);
	ck_assert_str_eq(end, rest);
}

START_TEST(iban_find)
{
	static const char it[] = "IT60X0542811101000000123456";

	iban_found("IT60X0542811101000000123456", it, "");
	iban_found("da it60 x054 2811 1010 0000 0123 456 BIC X", it, " BIC X");
	iban_found("IBAN:IT60X0542811101000000123456ROSSI", it, "ROSSI");
	iban_found("ITALIA DE89370400440532013000.", "DE89370400440532013000",
	    ".");
	iban_found("IT60X054281110100000012345", NULL, NULL);
	iban_found("IT60X0542811101-000000123456", NULL, NULL);
	iban_found("IT60X0542811101000000123457", NULL, NULL);
	iban_found("ITALIA", NULL, NULL);
}
END_TEST

START_TEST(iban_italian)
{
	char to[CR_IBAN_SIZE];

	ck_assert(cr_iban_italian("05428", "11101", "000000123456", 12, to));
	ck_assert_str_eq(to, "IT60X0542811101000000123456");
	ck_assert(cr_iban_italian("05428", "11101", "123456", 6, to));
	ck_assert_str_eq(to, "IT60X0542811101000000123456");
	ck_assert(cr_iban_italian("02008", "11703", "CC0000044564", 12, to));
	ck_assert(cr_iban_is_valid(to));
	ck_assert(!cr_iban_italian("05428", "1110X", "123456", 6, to));
	ck_assert(!cr_iban_italian("05428", "11101", "", 0, to));
	ck_assert(!cr_iban_italian("05428", "11101", "12-456", 6, to));
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { rf_valid, rf_range, rf_make, rf_find,
	    iban_find, iban_italian, NULL };

	return unit_run("payref", tests);
}
