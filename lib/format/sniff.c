#include "sniff.h"

#include <string.h>

#include "cr/i18n.h"
#include "cr/str.h"

/* What people mistake for an invoice, by its first bytes. */
static const struct guess {
	const char *magic;
	const char *what;	/* after the name of the file */
} guesses[] = {
	{ "%PDF", N_("is a PDF document") },
	{ "\xd0\xcf\x11\xe0",
	    N_("is an old Excel or Word file: save it as .xlsx") },
	{ "\x1f\x8b", N_("is compressed with gzip: unpack it first") },
	{ "Rar!", N_("is a RAR archive: unpack it first") },
	{ "7z\xbc\xaf", N_("is a 7-Zip archive: unpack it first") },
	{ "\x89PNG", N_("is an image") },
	{ "\xff\xd8\xff", N_("is an image") },
	{ "SQLite format 3", N_("is a database: -d names the ledger") },
};

const char *
cr_guess(const char *p, size_t n)
{
	size_t i, len;

	for (i = 0; i < sizeof(guesses) / sizeof(*guesses); i++) {
		len = strlen(guesses[i].magic);
		if (n >= len && memcmp(p, guesses[i].magic, len) == 0)
			return guesses[i].what;
	}
	return NULL;
}

bool
cr_is_zip(const char *p, size_t n)
{
	return n >= 4 && (memcmp(p, "PK\3\4", 4) == 0 ||
	    memcmp(p, "PK\5\6", 4) == 0);
}

bool
cr_is_utf16(const char *p, size_t n)
{
	return n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 ||
	    memcmp(p, "\xfe\xff", 2) == 0);
}

size_t
cr_skip_front(const char *p, size_t n)
{
	size_t i = 0;

	while (i + 3 <= n && memcmp(p + i, "\xef\xbb\xbf", 3) == 0)
		i += 3;
	while (i < n && cr_is_space(p[i]))
		i++;
	return i;
}

bool
cr_is_xml(const char *p, size_t n)
{
	size_t i = cr_skip_front(p, n);

	if (n >= 2 && memcmp(p, "\0<", 2) == 0)
		return true;
	if (cr_is_utf16(p, n))
		return n >= 4 && (p[2] == '<' || p[3] == '<');
	return i < n && p[i] == '<';
}

bool
cr_is_text(const char *p, size_t n)
{
	return cr_is_utf16(p, n) || memchr(p, '\0', n) == NULL;
}
