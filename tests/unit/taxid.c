/* Italian identifiers: check characters, omocodia, IBAN with its CIN. */
#include "unit.h"

#include <stdbool.h>

#include "cr/taxid.h"

static void
all(bool (*valid)(const char *), bool wanted, const char *const *v)
{
	for (; *v != NULL; v++)
		ck_assert_msg(valid(*v) == wanted, "\"%s\" is %s", *v,
		    wanted ? "refused" : "taken");
}

START_TEST(piva)
{
	static const char *const good[] = { "12345678903", "01234567897",
	    "11223344554", NULL };
	static const char *const bad[] = { "", "12345678901", "00000000000",
	    "1234567890", "123456789030", "IT12345678903", "1234567890a",
	    " 12345678903", NULL };

	all(cr_piva_is_valid, true, good);
	all(cr_piva_is_valid, false, bad);
}
END_TEST

START_TEST(codice_fiscale)
{
	static const char *const good[] = { "RSSMRA85T10A562S",
	    "MRTMTT25D09F205Z", "RSSMRA80A01F205X", "RSSMRA80A01F20RS",
	    "RSSMRA80A01F2LRD", "RSSMRA80A01FNLRS", "RSSMRAULALMFNLRD",
	    "12345678903", NULL };
	static const char *const bad[] = { "", "RSSMRA85T10A562T",
	    "rssmra85t10a562s", "RSSMRA80A01F205", "RSSMRA80A01F205XX",
	    "RSSMRA80F01F205J", "RSSMRA80AO1F205L", "1SSMRA80A01F205P",
	    "12345678901", "RSSMRA80A01F20AL", NULL };

	all(cr_cf_is_valid, true, good);
	all(cr_cf_is_valid, false, bad);
}
END_TEST

START_TEST(iban)
{
	static const char *const good[] = { "IT60X0542811101000000123456",
	    "IT04C0306909400000001234567", "IT96M0200805364000010000012",
	    "DE89370400440532013000", "GB29NWBK60161331926819",
	    "MT84MALT011000012345MTLCAST001S", NULL };
	static const char *const bad[] = { "", "IT61X0542811101000000123456",
	    "IT60X054281110100000012345", "it60x0542811101000000123456",
	    "IT60 X054 2811 1010 0000 0123 456",
	    "DE89370400440532013001", "XX", "IT60X05428111010000001234567",
	    /* right mod 97, wrong CIN */
	    "IT65A0542811101000000123456",
	    /* right mod 97, letters where the check digits are */
	    "GBS1NWBK60161331926819",
	    /* right mod 97 and CIN, a letter in the bank's number */
	    "IT88XA542811101000000123456", NULL };

	all(cr_iban_is_valid, true, good);
	all(cr_iban_is_valid, false, bad);
}
END_TEST

START_TEST(normalise)
{
	char to[12];

	ck_assert(cr_code_normalise(" 123 456\t78903 ", to, sizeof(to)));
	ck_assert_str_eq(to, "12345678903");
	ck_assert(cr_code_normalise("it60x", to, sizeof(to)));
	ck_assert_str_eq(to, "IT60X");
	ck_assert(cr_code_normalise("", to, sizeof(to)));
	ck_assert_str_eq(to, "");
	ck_assert(!cr_code_normalise("123456789012", to, sizeof(to)));
	ck_assert(!cr_code_normalise("12-34", to, sizeof(to)));
	ck_assert(!cr_code_normalise("caff\xc3\xa8", to, sizeof(to)));
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { piva, codice_fiscale, iban, normalise,
	    NULL };

	return unit_run("taxid", tests);
}
