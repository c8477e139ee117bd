/* What payers write: numbers of documents, and all that looks like them. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/remittance.h"

static struct cr_remittance rem;

static void
read_text(const char *text)
{
	cr_remittance_read(text, strlen(text), 2026, &rem);
}

/* The likely readings of what is a document by a word or a date. */
static const char *
told(const char *text)
{
	static char to[1024];
	const struct cr_ref *ref;
	size_t i, n;

	read_text(text);
	n = (size_t)snprintf(to, sizeof(to), "%s", rem.rf);
	for (i = 0; i < rem.n && n < sizeof(to); i++) {
		ref = &rem.v[i];
		if (ref->reading != 0 || ref->how == CR_REF_BARE)
			continue;
		n += (size_t)snprintf(to + n, sizeof(to) - n, "%s%s%s",
		    n > 0 ? ";" : "", ref->credit ? "NC" : "", ref->number);
		if (ref->year != 0 && n < sizeof(to))
			n += (size_t)snprintf(to + n, sizeof(to) - n, "@%d",
			    ref->year);
	}
	return to;
}

static const struct {
	const char *text, *wanted;
} texts[] = {
	{ "SALDO FATT. 47/002 DEL 27/05/2026", "47/002@2026" },
	{ "SALDO FATTURA NR. 68 DEL 11.11.2025", "68@2025" },
	{ "FATT. N. 63-2025 DEL 241125", "63@2025" },
	{ "FT 8-002 29012026", "8/002@2026" },
	{ "FATTURE 22, 23 E 24 DEL 01/03/2026", "22@2026;23@2026;24@2026" },
	{ "FT.1/2/3 DEL 2026", "1@2026;2@2026;3@2026" },
	{ "19-050326", "19@2026" },
	{ "F.RE 88 E 89", "88;89" },
	{ "FATTURE DAL N. 101 AL 104", "101;102;103;104" },
	{ "FATT. DAL N. 201 AL N. 203 DEL 2026", "201@2026;202@2026;203@2026" },
	{ "FT 000321/2026 CIG Z9876FEDCB", "321@2026" },
	{ "FT 12 CUP J51B21000320001 CIG 8765432A1B", "12" },
	{ "DDT 123 DEL 12/03/2026 FT 45 DEL 31/03/2026", "45@2026" },
	{ "PAGAMENTO ORDINE 4500012345 FATTURA 77/2026", "77@2026" },
	{ "CONTRATTO N. 2024/118 CANONE MARZO", "" },
	{ "CANONE LOCAZIONE GENNAIO 2026", "" },
	{ "CARTELLA N. 06820250012345678000", "" },
	{ "TEL 045 8001234 FATT 19", "19" },
	{ "FATT 19 TEL. 045/8001234", "19" },
	{ "BOLLETTA 1234567 DEL 03/2026", "1234567@2026" },
	{ "PREVENTIVO 33 DEL 01/02/2026", "" },
	{ "SALDO A SALDO FT N.450", "450" },
	{ "SALDO FT N° 450/2026", "450@2026" },
	{ "SALDO FT Nº450", "450" },
	{ "SALDO FATTURA n. 450 del 1 marzo 2026", "450@2026" },
	{ "SALDO FATTURA n. 450 del 1° marzo 2026", "450@2026" },
	{ "SALDO FATTURA n. 450 DEL MARZO 2026", "450@2026" },
	{ "FATT. 450 DEL 01-03-26", "450@2026" },
	{ "FATT. 450 DEL 1/3/26", "450@2026" },
	{ "FATT. 450 DEL 2026-03-01", "450@2026" },
	{ "FATT. 450 DEL 20260301", "450@2026" },
	{ "FATT. 450 01/03/2026", "450@2026" },
	{ "FATT. 450 (01/03/2026)", "450@2026" },
	{ "FATTURA DEL 01/03/2026 N. 450", "450@2026" },
	{ "FATTURA DEL 01/03/2026", "" },
	{ "RIF. FATT. 450 SCAD. 31/03/2026", "450" },
	{ "VS. FATT. N. 450 DEL 01/03/2026", "450@2026" },
	{ "VS.FT.450 DEL 01.03.26", "450@2026" },
	{ "V/FATT. 450", "450" },
	{ "NS. RIF. 123 VS. FATT. 450", "450" },
	{ "PAG. FATT. 450-451-452", "450;451;452" },
	{ "PAG. FATT. 450-455", "450;451;452;453;454;455" },
	{ "PAG. FATT. 450/451", "450;451" },
	{ "PAG. FATT. 450/51/52", "450;451;452" },
	{ "FT 1234/35/36", "1234;1235;1236" },
	{ "FT 450+451+452", "450;451;452" },
	{ "FT 450 + 451 + 452 DEL 03/2026", "450@2026;451@2026;452@2026" },
	{ "FT450 FT451", "450;451" },
	{ "FT450E451", "450;451" },
	{ "FT. 450 E 451 - N.C. 12", "450;451;NC12" },
	{ "FT. 450, 451 MENO NC 12 DEL 05/03/2026", "450;451;NC12@2026" },
	{ "FATT 450 AL NETTO NOTA DI CREDITO N. 12 DEL 05/03/2026",
	    "450;NC12@2026" },
	{ "FATTURA 450 DETRATTA NOTA CREDITO 12/2026", "450;NC12@2026" },
	{ "FATTURA 450 - NOTA CRED. 12", "450;NC12" },
	{ "NOTA DI ACCREDITO N. 7 DEL 2026", "NC7@2026" },
	{ "FT 450 NDC 12", "450;NC12" },
	{ "FT. 450 EURO 1.220,00", "450" },
	{ "FT. 450 EUR 1220,00 FT. 451 EUR 610,00", "450;451" },
	{ "FT 450 DI EURO 1220", "450" },
	{ "FATT 450 IMPORTO 1220,00", "450" },
	{ "FATT 450 1220,00 EUR", "450" },
	{ "FATT. 450 € 1.220,00", "450" },
	{ "SALDO FATT 450 ABBUONO 0,35", "450" },
	{ "FATT 450 - RIT. ACC. 200,00", "450" },
	{ "FATTURA 12/PA DEL 03/02/2026 SPLIT PAYMENT", "12/PA@2026" },
	{ "FATTPA 12_26", "12@2026" },
	{ "FPA 12/26 DEL 03/02/2026", "12@2026" },
	{ "FATT. ELETTRONICA N. 12/E DEL 03/02/2026", "12/E@2026" },
	{ "FATT. N. E/12", "E/12" },
	{ "FATT. N. A123", "A/123" },
	{ "FATT A 34", "A/34" },
	{ "FATT. VE/2026/00123", "VE/123@2026" },
	{ "FATT V2-00123 DEL 05/01/2026", "V/2/00123@2026" },
	{ "FATT. 34/BIS", "34/BIS" },
	{ "FATT. 34BIS", "34/BIS" },
	{ "FATT 34 BIS", "34" },
	{ "PARCELLA N. 14/2026", "14@2026" },
	{ "SALDO PARCELLE 14 E 15/2026", "14@2026;15@2026" },
	{ "INVOICE NO. 2026-0042", "42@2026" },
	{ "INV 2026/0042, 2026/0043", "42@2026;43@2026" },
	{ "INVOICES 1001 AND 1002", "1001;1002" },
	{ "CREDIT NOTE 55 INVOICE 1001", "NC55;1001" },
	{ "RECHNUNG NR. 1001 VOM 03.02.2026", "1001@2026" },
	{ "RG 1001/2026", "1001@2026" },
	{ "FACTURE 1001 DU 03/02/2026", "1001@2026" },
	{ "FATTURA COMMERCIALE 1001", "1001" },
	{ "SALDO DOC. 1001 DEL 03/02/26", "1001@2026" },
	{ "N. 1001 DEL 03/02/26", "1001@2026" },
	{ "SALDO 1001 DEL 03/02/2026", "1001@2026" },
	{ "46/001 DEL 28/06/2026", "46/001@2026" },
	{ "1001", "" },
	{ "SALDO", "" },
	{ "ACCONTO FATT. 1001", "1001" },
	{ "ACCONTO SU ORDINE 345", "" },
	{ "RATA 3/12", "" },
	{ "RATA 3 DI 12 FATT. 88", "88" },
	{ "1^ RATA FATT. 88/2026", "88@2026" },
	{ "FATT 88 1^ RATA", "88" },
	{ "FATT. 88 2A RATA", "88" },
	{ "FATT 88 RATA N. 2", "88" },
	{ "FATT 88 SCADENZA 30/06/2026", "88" },
	{ "FATT. 88 SCAD 30.06", "88" },
	{ "RIBA 1234567 FATT 88", "88" },
	{ "STIPENDIO MARZO 2026", "" },
	{ "EMOLUMENTI 03/2026", "" },
	{ "GIROCONTO", "" },
	{ "F24 16/03/2026", "" },
	{ "VERSAMENTO CONTANTI 12/03/2026", "" },
	{ "POS 12/03/2026 TERM 123456", "" },
	{ "POLIZZA N. 1234567 RATA 2/2", "" },
	{ "RIMBORSO SPESE 123", "" },
	{ "RIMBORSO NOTA SPESE 03/2026", "" },
	{ "QUOTA ASSOCIATIVA 2026", "" },
	{ "RESTITUZIONE DEPOSITO CAUZIONALE", "" },
	{ "MULTA VERBALE 12345/2026", "" },
	{ "DETERMINA 45 DEL 12/02/2026 FATT. 33 DEL 31/01/2026", "33@2026" },
	{ "MANDATO 1234 DET. 55 FATT 33/PA DEL 31/01/2026 CIG ZA12345678",
	    "33/PA@2026" },
	{ "LIQUIDAZIONE FATT N. 33/PA CIG: Z0B1234567 CUP: B12C34000560001",
	    "33/PA" },
	{ "IMPEGNO 234/2026 FATTURA 33", "33" },
	{ "FATT. N.33 DEL 31/01/2026 P.IVA 01234567897", "33@2026" },
	{ "FATTURA 33 C.F. RSSMRA85T10A562S", "33" },
	{ "FATT 33 CRO 12345678901", "33" },
	{ "FATT 33 TRN 0306926234592800487214872148IT", "33" },
	{ "FATT 33 IBAN IT60X0542811101000000123456", "33" },
	{ "FATT 33 COD. CLIENTE 4455", "33" },
	{ "CODICE CLIENTE 004455 FATTURE 33 E 34", "33;34" },
	{ "COMMESSA 2025-118 FATT 33", "33" },
	{ "FATT.33 CANTIERE VIA ROMA 12", "33" },
	{ "FATTURA 33 MESE DI GENNAIO", "33" },
	{ "FATTURE 33/A - 34/A - 35/A", "33/A;34/A;35/A" },
	{ "FATTURE 33/A,34/A,35/A DEL 2026", "33/A@2026;34/A@2026;35/A@2026" },
	{ "FATTURE NN. 33 34 35", "33;34;35" },
	{ "FATT. 33,34,35", "33;34;35" },
	{ "FATT. 33;34;35", "33;34;35" },
	{ "FATT.NR.33-34-35/2026", "33@2026;34@2026;35@2026" },
	{ "FATT. 33/2026 34/2026 35/2026", "33@2026;34@2026;35@2026" },
	{ "FATT. 33/2026-34/2026", "33@2026;34@2026" },
	{ "FATT 33 DEL 01/02/2026 FATT 34 DEL 02/02/2026 FATT 35 DEL "
	    "03/02/2026",
	    "33@2026;34@2026;35@2026" },
	{ "FATT 33 DEL 01/02, 34 DEL 02/02", "33;34" },
	{ "FATT 33/25", "33@2025" },
	{ "FT 33/25 DEL 30/12/2025", "33@2025" },
	{ "FT 33-25", "33@2025" },
	{ "FATT. 33 ANNO 2025", "33@2025" },
	{ "FATT. 33 DEL 2025", "33@2025" },
	{ "SALDO FATTURE 2025", "2025" },
	{ "SALDO FATTURE ANNO 2025", "" },
	{ "SALDO FATTURE DI MARZO 2026", "" },
	{ "SALDO FATTURE SCADUTE", "" },
	{ "SALDO ESTRATTO CONTO AL 31/03/2026", "" },
	{ "SALDO E/C 31.03.26", "" },
	{ "FATTURA 33 E ALTRE", "33" },
	{ "FATT. 33, 34, ECC.", "33;34" },
	{ "FATURA 33", "33" },
	{ "FATTUTA N 33", "33" },
	{ "FATTURAN.33", "33" },
	{ "FATT.N33", "33" },
	{ "FATT N.RO 33", "33" },
	{ "FATT NUM. 33", "33" },
	{ "FATTURA #33", "33" },
	{ "S/FATT. 33", "33" },
	{ "SFATT 33", "" },
	{ "FT. NS. 33 DEL 01.02.26", "33@2026" },
	{ "F.T. 33", "33" },
	{ "F.TURA 33", "33" },
	{ "F.TE 33 34", "33;34" },
	{ "F. 33 DEL 01/02/26", "33@2026" },
	{ "FRA 33/2026", "33@2026" },
	{ "F.RA N. 33", "33" },
	{ "F.LLI ROSSI 33", "" },
	{ "FATTORIA DEL SOLE 33", "" },
	{ "FT 0000033", "33" },
	{ "FT 2026000033", "2026000033" },
	{ "FATT 202600033 DEL 02/02/2026", "202600033@2026" },
	{ "FT 46/1 E 46/2", "46/1;46/2" },
	{ "FT 46/001/2026", "46/001@2026" },
	{ "FT 2026/46/001", "46/001@2026" },
	{ "FT 46 / 001 DEL 01/02/2026", "46/001@2026" },
	{ "FT 33 / 2026", "33@2026" },
	{ "PAGAMENTO FATTURA NUMERO 33 DATA 01/02/2026", "33@2026" },
	{ "PAG.TO FATT.33 DEL 01/02/2026", "33@2026" },
	{ "BONIFICO SEPA PER FATTURA 33 DEL 01/02/2026 GRAZIE", "33@2026" },
	{ "/RFB/33 FATT 33", "33" },
	{ "URI/FATT. 33/2026", "33@2026" },
	{ "NOTPROVIDED", "" },
	{ "+FATT.33+FATT.34", "33;34" },
	{ "FATT33DEL01/02/2026", "33@2026" },
	{ "FATT.33DEL010226", "33@2026" },
	{ "FT33/2026 NC3/2026", "33@2026;NC3@2026" },
	{ "FT. 33 -NC 3 +FT. 35", "33;NC3;35" },
	{ "NOTULA 5/2026", "5@2026" },
	{ "SALDO FT 33 MENO SCONTO 2%", "33" },
	{ "SALDO FT 33 SCONTO CASSA 2% EUR 24,40", "33" },
	{ "FT 33 (100,00) FT 34 (200,50)", "33;34" },
	{ "FT 33: 100,00; FT 34: 200,50", "33;34" },
	{ "FATTURA 33 PROT. 5566 DEL 03/02/2026", "33" },
	{ "RICEVUTA 12 DEL 03/02/2026", "" },
	{ "AVVISO 12345678 DEL 03/02/2026", "" },
	{ "PAGAMENTO RATEALE ACCORDO DEL 03/02/2026", "" },
	{ "CAUZIONE GARA 45/2026", "" },
	{ "FT RF18539007547034", "RF18539007547034" },
	{ "SALDO RF18 5390 0754 7034 FATT 33", "RF18539007547034;33" },
};

START_TEST(practice)
{
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(strcmp(told(texts[i].text), texts[i].wanted) == 0,
		    "\"%s\" is \"%s\", not \"%s\"", texts[i].text,
		    texts[i].wanted, told(texts[i].text));
}
END_TEST

/* The table collected from practice, where it is at hand. */
START_TEST(measure)
{
	const char *shared = getenv("SHARED");
	char line[1024], *wanted;
	FILE *in;

	snprintf(line, sizeof(line), "%s/data/bank/remittance_refs.tsv",
	    shared ? shared : "../shared");
	if ((in = fopen(line, "r")) == NULL) {
		printf("# skipped: there is no remittance_refs.tsv\n");
		return;
	}
	while (fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if ((wanted = strchr(line, '\t')) == NULL ||
		    strncmp(line, "text\t", 5) == 0)
			continue;
		*wanted++ = '\0';
		ck_assert_str_eq(told(line), wanted);
	}
	fclose(in);
}
END_TEST

/* Is there a reading of the group that says just this? */
static bool
reads(const char *wanted)
{
	char to[256];
	size_t i, n;
	int reading;

	for (reading = 0; reading < 4; reading++) {
		for (n = i = 0, *to = '\0'; i < rem.n; i++)
			if (rem.v[i].reading == reading)
				n += (size_t)snprintf(to + n, sizeof(to) - n,
				    "%s%s@%d", n ? ";" : "", rem.v[i].number,
				    rem.v[i].year);
		if (strcmp(to, wanted) == 0)
			return true;
	}
	return false;
}

START_TEST(readings)
{
	read_text("FT 12/13");
	ck_assert_int_eq((int)rem.groups, 1);
	ck_assert(reads("12@0;13@0") && reads("12/13@0"));
	read_text("FT 24/25");
	ck_assert(reads("24@2025") && reads("24@0;25@0") && reads("24/25@0"));
	read_text("FT 101-104");
	ck_assert(reads("101@0;102@0;103@0;104@0") && reads("101@0;104@0"));
	ck_assert(reads("101/104@0"));
	read_text("FT 46/55");
	ck_assert(reads("46/55@0") && reads("46@0;55@0"));
}
END_TEST

START_TEST(beside)
{
	read_text("FATTURA N.34/A DEL 02/02/2026 RATA 1 DI 3");
	ck_assert_int_eq(rem.instalment, 1);
	ck_assert_int_eq(rem.instalments, 3);
	read_text("2^ RATA FATT 34");
	ck_assert_int_eq(rem.instalment, 2);
	read_text("ACCONTO FT 34 E ALTRE ABB. 0,05");
	ck_assert(rem.deposit && rem.more && rem.deduction);
	read_text("ROSSI SRL P.IVA IT01234567897 FATT 3 CF RSSMRA85T10A562S");
	ck_assert_int_eq((int)rem.ntax, 2);
	ck_assert_str_eq(rem.tax[0], "01234567897");
	ck_assert_str_eq(rem.tax[1], "RSSMRA85T10A562S");
	ck_assert(!rem.more && !rem.cut);
}
END_TEST

START_TEST(bare)
{
	read_text("1001 1002");
	ck_assert_int_eq((int)rem.n, 2);
	ck_assert_int_eq(rem.v[0].how, CR_REF_BARE);
	ck_assert_str_eq(rem.v[1].number, "1002");
}
END_TEST

START_TEST(cut)
{
	char text[141];

	memset(text, 'X', sizeof(text));
	memcpy(text, "FATT. 1001, ", 12);
	memcpy(text + 128, " FATT. N. 10", 13);
	read_text(text);
	ck_assert(rem.cut && !rem.v[0].cut && rem.v[1].cut);
	text[127] = '\0';
	read_text(text);
	ck_assert(!rem.cut);
	read_text("FATT. 1001 - FATT...");
	ck_assert(rem.cut && !rem.v[0].cut);
}
END_TEST

/* However long or strange, it is read within bounds. */
START_TEST(hostile)
{
	static char text[3 * CR_REMITTANCE_MAX];
	size_t i;

	for (i = 0; i < sizeof(text); i++)
		text[i] = "1/2 "[i % 4];
	cr_remittance_read(text, sizeof(text), 0, &rem);
	ck_assert_int_le((int)rem.n, CR_REFS_MAX);
	memset(text, '9', sizeof(text));
	cr_remittance_read(text, sizeof(text), 0, &rem);
	memset(text, 0xC3, sizeof(text));
	cr_remittance_read(text, sizeof(text), 0, &rem);
	cr_remittance_read("FT 1-", 5, 2026, &rem);
	cr_remittance_read("", 0, 2026, &rem);
	ck_assert_int_eq((int)rem.n, 0);
}
END_TEST

START_TEST(keys)
{
	static const struct {
		const char *number;
		int year;
		const char *key;
	} v[] = {
		{ "46/001/2026", 2026, "46/1|" }, { "46/001", 0, "46/1|" },
		{ "FT 2026/0046-A", 2026, "46|A" }, { "46/A", 0, "46|A" },
		{ "46A", 2026, "46|A" }, { "000123", 2026, "123|" },
		{ "123/26", 2026, "123|" }, { "123/26", 2025, "123/26|" },
		{ "26/26", 2026, "26|" }, { "2026", 2026, "2026|" },
		{ "12/25", 2026, "12/25|" }, { "2025/99", 2026, "99|" },
		{ "FPR 12/26", 2026, "12|" }, { "V2-00123", 2026, "2/123|V" },
		{ "202600123", 2026, "123|" }, { "VE/2026/00123", 2026,
		    "123|VE" }, { "ABC", 2026, "" }, { "", 2026, "" },
	};
	char key[CR_REF_KEY_SIZE];
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		ck_assert_str_eq(cr_ref_key(v[i].number, v[i].year, key),
		    v[i].key);
}
END_TEST

/*
 * Plain numbers have a short way to their key: it is that of the long way,
 * which the blank before the number asks for.
 */
START_TEST(short_way)
{
	static const char from[] = "0011222226679/-/.";
	char number[2 + 2 * CR_REF_KEY_SIZE] = "\xC2\xA0", *s = number + 2;
	char key[CR_REF_KEY_SIZE], long_key[CR_REF_KEY_SIZE];
	uint32_t seed = 1;
	size_t i, n, k;

	for (i = 0; i < 200000; i++) {
		n = i % 29;
		for (k = 0; k < n; k++) {
			seed = seed * 1664525 + 1013904223;
			s[k] = from[(seed >> 16) % (sizeof(from) - 1)];
		}
		s[n] = '\0';
		if (n >= 6 && i % 3 == 0)
			memcpy(s + (seed >> 24) % (n - 4), "2026", 4);
		ck_assert_str_eq(cr_ref_key(s, 2025 + i % 5 / 2, key),
		    cr_ref_key(number, 2025 + i % 5 / 2, long_key));
		ck_assert_str_eq(cr_ref_key(s, 0, key),
		    cr_ref_key(number, 0, long_key));
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { practice, measure, readings, beside,
		bare, cut, hostile, keys, short_way, NULL };

	return unit_run("remittance", tests);
}
