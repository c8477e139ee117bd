/*
 * text-floor: the least that a C program does to cut a bank's text into its
 * fields: read blocks, find lines, cut each field of each record by position
 * (or tag), take the blanks off its end, copy it and end it with a NUL; add
 * up the amounts. Nothing is checked or converted.
 *
 *	text-floor rh|mt940 FILE	prints movements and their sum
 *	text-floor rh|mt940 FILE -	and the fields, a line a movement
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 256 * 1024, FIELDS = 64, TEXT = 4096 };

static char block[BLOCK + 1];
static char text[TEXT];		/* the fields of a movement */
static const char *field[FIELDS];
static size_t used, fields;
static uint64_t movements;
static int64_t sum;
static bool printing;

static void
keep(const char *s, size_t n)
{
	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (fields == FIELDS || used + n + 1 > TEXT)
		return;
	memcpy(text + used, s, n);
	text[used + n] = '\0';
	field[fields++] = text + used;
	used += n + 1;
}

static int64_t
cents(const char *s, size_t n)
{
	int64_t v = 0;

	for (; n > 0 && ((*s >= '0' && *s <= '9') || *s == ','); s++, n--)
		if (*s != ',')
			v = v * 10 + (*s - '0');
	return v;
}

/* The fields of a movement lie one behind the other. */
static void
print(void)
{
	size_t i;

	for (i = 0; i + 1 < used; i++)
		if (text[i] == '\0')
			text[i] = '\t';
	if (used > 0)
		text[used - 1] = '\n';
	fwrite(text, 1, used, stdout);
}

static void
begin(void)
{
	if (printing)
		print();
	used = fields = 0;
	movements++;
}

/* Where fields begin and end, from 0; 0 ends a list. */
static const unsigned char f61[] = { 3, 10, 23, 28, 28, 33, 33, 49, 51, 52,
    52, 57, 57, 62, 62, 74, 74, 77, 77, 83, 83, 84, 84, 99, 99, 103, 0 };
static const unsigned char f62[] = { 10, 13, 13, 19, 19, 25, 25, 26, 26, 41,
    41, 43, 43, 45, 45, 61, 61, 77, 77, 86, 86, 120, 0 };
static const unsigned char f63yyy[] = { 16, 24, 24, 40, 40, 80, 80, 120, 0 };
static const unsigned char f63id1[] = { 16, 51, 51, 86, 0 };
static const unsigned char f63[] = { 16, 120, 0 };
static const unsigned char f64[] = { 10, 13, 13, 19, 19, 20, 20, 35, 35, 36,
    36, 51, 0 };

static void
cut(const char *s, const unsigned char *at)
{
	for (; *at != 0; at += 2)
		keep(s + at[0], (size_t)(at[1] - at[0]));
}

static void
rh(const char *s, size_t n)
{
	if (n < 120 || s[1] != '6')
		return;
	if (s[2] == '2') {
		begin();
		cut(s, f62);
		sum += s[25] == 'D' ? -cents(s + 26, 15) : cents(s + 26, 15);
	} else if (s[2] == '3') {
		cut(s, memcmp(s + 13, "YYY", 3) == 0 ? f63yyy :
		    memcmp(s + 13, "ID1", 3) == 0 ? f63id1 : f63);
	} else if (s[2] == '1') {
		cut(s, f61);
	} else if (s[2] == '4') {
		cut(s, f64);
	}
}

/* The words of "/NAME/.../REMI/...". */
static void
words(const char *s, const char *end)
{
	const char *slash;

	for (; s < end; s = slash + 1) {
		if ((slash = memchr(s, '/', (size_t)(end - s))) == NULL)
			slash = end;
		keep(s, (size_t)(slash - s));
	}
}

static void
mt940(const char *s, size_t n)
{
	const char *end = s + n, *p;

	if (n < 4 || s[0] != ':') {
		words(s, end);
		return;
	}
	if (memcmp(s, ":61:", 4) == 0 && n > 16) {
		begin();
		keep(s + 4, 6);
		keep(s + 10, 4);
		keep(s + 14, 1);
		sum += s[14] == 'D' ? -cents(s + 15, n - 15) :
		    cents(s + 15, n - 15);
		for (p = s + 15; p < end && (*p < 'A' || *p > 'Z'); p++)
			continue;
		keep(s + 15, (size_t)(p - s - 15));
		keep(p, p + 4 < end ? 4 : 0);
		words(p + 4, end);
	} else if (memcmp(s, ":86:", 4) == 0) {
		words(s + 4, end);
	} else {
		keep(s + 4, n - 4);
	}
}

int
main(int argc, char **argv)
{
	void (*line)(const char *, size_t);
	size_t have = 0, got;
	const char *p, *nl;
	FILE *f;

	if (argc < 3 || (f = fopen(argv[2], "r")) == NULL)
		return 2;
	setvbuf(f, NULL, _IONBF, 0);
	printing = argc == 4;
	line = strcmp(argv[1], "rh") == 0 ? rh : mt940;
	while ((got = fread(block + have, 1, BLOCK - have, f)) > 0) {
		have += got;
		for (p = block; (nl = memchr(p, '\n', have - (size_t)(p -
		    block))) != NULL; p = nl + 1)
			line(p, (size_t)(nl - p) - (nl > p && nl[-1] == '\r'));
		have -= (size_t)(p - block);
		memmove(block, p, have);
	}
	printf("%llu %lld %s\n", (unsigned long long)movements,
	    (long long)sum, fields > 0 ? field[0] : "");
	fclose(f);
	return 0;
}
