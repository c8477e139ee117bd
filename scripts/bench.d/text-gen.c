/*
 * text-gen: a bank statement of N movements as text, the same bytes every
 * time.
 *
 *	text-gen rh N		a CBI flow: 62, and 63 with YYY, ID1 and RI1
 *	text-gen mt940 N	:61: and a structured :86: of three lines
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH = 120 };

static uint64_t
mix(uint64_t x)
{
	x = (x + 1) * 0x9e3779b97f4a7c15u;
	x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
	return x ^ x >> 32;
}

static void
record(const char *fmt, ...)
{
	char s[LENGTH + 128];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s, sizeof(s), fmt, ap);
	va_end(ap);
	printf("%-*.*s\r\n", LENGTH, LENGTH, s);
}

static void
rh(uint64_t n)
{
	uint64_t i, c, total = 0;

	record(" RH9999812345300926RH20260930");
	record(" 610000001                  93001C/C ORDINARIO     "
	    "B9999812100000000104500EUR300926C000000000000,00IT39");
	for (i = 0; i < n; i++) {
		unsigned no = (unsigned)(i % 999 + 1);

		total += c = mix(i) % 1000000 + 1;
		record(" 620000001%03u300926300926C%012" PRIu64 ",%02u48%18s"
		    "%016" PRIu64 "%9sBONIFICO A VOSTRO FAVORE", no, c / 100,
		    (unsigned)(c % 100), "", i, "");
		record(" 630000001%03uYYY30092026%011" PRIu64
		    "     CLIENTE NUMERO %" PRIu64 " S.R.L.", no, i, i);
		record(" 630000001%03uID1%35sE2E-2026-%" PRIu64, no, "", i);
		record(" 630000001%03uRI1SALDO FATTURA %" PRIu64
		    "/26 DEL 01/07/2026", no, i);
	}
	record(" 640000001EUR300926C%012" PRIu64 ",%02uC%012" PRIu64 ",%02u",
	    total / 100, (unsigned)(total % 100), total / 100,
	    (unsigned)(total % 100));
	record(" EF9999812345300926RH20260930%17s0000001%30s%07" PRIu64, "",
	    "", (4 * n + 4) % 10000000);
}

static void
mt940(uint64_t n)
{
	uint64_t i, c, total = 0;

	printf(":20:STARTUMS\r\n:25:IT39B9999812100000000104500\r\n"
	    ":28C:1/1\r\n:60F:C260930EUR0,00\r\n");
	for (i = 0; i < n; i++) {
		total += c = mix(i) % 1000000 + 1;
		printf(":61:2609300930C%" PRIu64 ",%02uNTRFNONREF//%016" PRIu64
		    "\r\n:86:/ORDP//NAME/CLIENTE NUMERO %" PRIu64
		    " S.R.L./REMI/SALDO FATTURA %" PRIu64 "/26 DEL\r\n"
		    " 01/07/2026/EREF/E2E-2026-%" PRIu64 "\r\n", c / 100,
		    (unsigned)(c % 100), i, i, i, i);
	}
	printf(":62F:C260930EUR%" PRIu64 ",%02u\r\n-\r\n", total / 100,
	    (unsigned)(total % 100));
}

int
main(int argc, char **argv)
{
	uint64_t n = argc == 3 ? strtoull(argv[2], NULL, 10) : 0;

	if (n == 0)
		return 2;
	if (strcmp(argv[1], "rh") == 0)
		rh(n);
	else
		mt940(n);
	return ferror(stdout) != 0 || fclose(stdout) != 0 ? 3 : 0;
}
