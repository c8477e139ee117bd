/*
 * camt-gen N: one camt.053.001.08 statement of N movements on standard
 * output, the same bytes every time, laid out as banks do, indented. Nine in
 * ten come in, with the payer, its account and what is paid; the balances
 * agree.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum what { W_CENTS, W_SIDE, W_NAME, W_TOWN, W_ACCOUNT, W_KEY, W_DAY };

static const char *const words[] = {
	"Officine", "Alimentari", "Tessitura", "Molino", "Cartiera",
	"Ferramenta", "Cantina", "Trasporti", "Edilizia", "Vivai",
};
static const char *const towns[] = {
	"Aquilonia", "Belmonte", "Castelverde", "Doria &amp; Figli",
	"Esperia", "Fontanella", "Giovinetti", "Intra", "Lago", "Montalto",
};

/* A number for field WHAT of ROW: a 64-bit mix, each bit from every bit. */
static uint64_t
hash(uint64_t row, unsigned what)
{
	uint64_t x = (row + 1) * 0x9e3779b97f4a7c15u + what * 0xda942042e4dd58b5u;

	x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
	x = (x ^ x >> 29) * 0xd6e8feb86659fd93u;
	return x ^ x >> 32;
}

/* Cents of a movement, negative when it goes out. */
static int64_t
amount(uint64_t row)
{
	int64_t cents = (int64_t)(hash(row, W_CENTS) % 2000000) + 100;

	return hash(row, W_SIDE) % 10 == 0 ? -cents : cents;
}

/* "1234.56" of the amount without its sign. */
static const char *
decimal(int64_t cents)
{
	static char text[32];

	cents = cents < 0 ? -cents : cents;
	snprintf(text, sizeof(text), "%" PRId64 ".%02d", cents / 100,
	    (int)(cents % 100));
	return text;
}

static const char *
mark(int64_t cents)
{
	return cents < 0 ? "DBIT" : "CRDT";
}

static void
put_balance(const char *code, int64_t cents)
{
	printf("      <Bal>\n        <Tp>\n          <CdOrPrtry>\n"
	    "            <Cd>%s</Cd>\n          </CdOrPrtry>\n        </Tp>\n"
	    "        <Amt Ccy=\"EUR\">%s</Amt>\n"
	    "        <CdtDbtInd>%s</CdtDbtInd>\n        <Dt>\n"
	    "          <Dt>2026-09-30</Dt>\n        </Dt>\n      </Bal>\n",
	    code, decimal(cents), mark(cents));
}

static void
put_head(uint64_t n)
{
	int64_t opening = 100000000, closing = opening;
	uint64_t i;

	for (i = 0; i < n; i++)
		closing += amount(i);
	printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:"
	    "camt.053.001.08\">\n  <BkToCstmrStmt>\n    <GrpHdr>\n"
	    "      <MsgId>MISURE-20260930</MsgId>\n"
	    "      <CreDtTm>2026-09-30T23:00:00+02:00</CreDtTm>\n"
	    "    </GrpHdr>\n    <Stmt>\n      <Id>20260930</Id>\n"
	    "      <CreDtTm>2026-09-30T23:00:00+02:00</CreDtTm>\n"
	    "      <Acct>\n        <Id>\n"
	    "          <IBAN>IT60X0542811101000000123456</IBAN>\n"
	    "        </Id>\n        <Ccy>EUR</Ccy>\n      </Acct>\n");
	put_balance("OPBD", opening);
	put_balance("CLBD", closing);
}

static void
put_party(uint64_t i, const char *role)
{
	printf("              <%s>\n                <Pty>\n"
	    "                  <Nm>%s %s S.r.l.</Nm>\n"
	    "                </Pty>\n              </%s>\n"
	    "              <%sAcct>\n                <Id>\n"
	    "                  <IBAN>IT%02u%c0306909606%012u</IBAN>\n"
	    "                </Id>\n              </%sAcct>\n", role,
	    words[hash(i, W_NAME) % 10], towns[hash(i, W_TOWN) % 10], role,
	    role, (unsigned)(hash(i, W_KEY) % 97),
	    (char)('A' + hash(i, W_TOWN) % 26),
	    (unsigned)(hash(i, W_ACCOUNT) % 1000000), role);
}

static void
put_entry(uint64_t i)
{
	int64_t cents = amount(i);
	uint64_t key = hash(i, W_KEY);

	printf("      <Ntry>\n        <Amt Ccy=\"EUR\">%s</Amt>\n"
	    "        <CdtDbtInd>%s</CdtDbtInd>\n        <Sts>\n"
	    "          <Cd>BOOK</Cd>\n        </Sts>\n        <BookgDt>\n"
	    "          <Dt>2026-09-30</Dt>\n        </BookgDt>\n"
	    "        <ValDt>\n          <Dt>2026-09-%02u</Dt>\n"
	    "        </ValDt>\n"
	    "        <AcctSvcrRef>R%010" PRIu64 "</AcctSvcrRef>\n"
	    "        <BkTxCd>\n          <Domn>\n            <Cd>PMNT</Cd>\n"
	    "            <Fmly>\n              <Cd>RCDT</Cd>\n"
	    "              <SubFmlyCd>ESCT</SubFmlyCd>\n"
	    "            </Fmly>\n          </Domn>\n        </BkTxCd>\n"
	    "        <NtryDtls>\n          <TxDtls>\n            <Refs>\n",
	    decimal(cents), mark(cents),
	    (unsigned)(hash(i, W_DAY) % 30) + 1, i);
	if (key % 3 == 0)
		printf("              <EndToEndId>%" PRIu64 "/E</EndToEndId>\n",
		    i);
	else
		printf("              <EndToEndId>NOTPROVIDED</EndToEndId>\n");
	printf("            </Refs>\n            <RltdPties>\n");
	put_party(i, cents < 0 ? "Cdtr" : "Dbtr");
	printf("            </RltdPties>\n            <RmtInf>\n"
	    "              <Ustrd>SALDO FATTURA %" PRIu64 "/%02u DEL %02u/08/"
	    "2026</Ustrd>\n            </RmtInf>\n          </TxDtls>\n"
	    "        </NtryDtls>\n      </Ntry>\n", i, (unsigned)(key % 12),
	    (unsigned)(key % 31) + 1);
}

int
main(int argc, char **argv)
{
	uint64_t i, n = argc == 2 ? strtoull(argv[1], NULL, 10) : 0;

	if (n == 0) {
		fputs("usage: camt-gen N\n", stderr);
		return 2;
	}
	put_head(n);
	for (i = 0; i < n; i++)
		put_entry(i);
	printf("    </Stmt>\n  </BkToCstmrStmt>\n</Document>\n");
	return fflush(stdout) != 0 ? 3 : 0;
}
