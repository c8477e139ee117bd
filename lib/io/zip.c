#include "cr/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"

#define PIECE ((size_t)64 * 1024)

struct cr_zip {
	struct archive *a;
	struct archive_entry *entry;
	size_t packed;		/* bytes of the archive */
	size_t unpacked;	/* bytes given out so far */
	size_t members;
	locale_t utf8;		/* what names are brought into; 0: as found */
	struct cr_buf name, all;
};

static int
fail(struct cr *cr, struct cr_zip *z)
{
	const char *why = archive_error_string(z->a);

	return cr_fail(cr, CR_EINPUT, "is a damaged ZIP archive: %s",
	    why ? why : "unknown reason");
}

struct cr_zip *
cr_zip_open(struct cr *cr, const char *p, size_t n)
{
	struct cr_zip *z = cr_calloc(1, sizeof(*z));

	z->packed = n;
	cr_buf_init(&z->name);
	cr_buf_init(&z->all);
	z->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	z->a = archive_read_new();
	if (z->a == NULL ||
	    archive_read_support_format_zip_seekable(z->a) != ARCHIVE_OK)
		abort();
	if (archive_read_open_memory(z->a, p, n) != ARCHIVE_OK) {
		fail(cr, z);
		cr_zip_close(z);
		return NULL;
	}
	return z;
}

void
cr_zip_close(struct cr_zip *z)
{
	if (z == NULL)
		return;
	archive_read_free(z->a);
	if (z->utf8 != (locale_t)0)
		freelocale(z->utf8);
	cr_buf_release(&z->name);
	cr_buf_release(&z->all);
	free(z);
}

/*
 * The name to show. ZIP has no sure encoding: what is not UTF-8 keeps its
 * ASCII and loses the rest; without any name it is called by its place.
 */
static const char *
set_name(struct cr_zip *z)
{
	const char *s = archive_entry_pathname(z->entry);
	bool utf8;

	cr_buf_clear(&z->name);
	if (s == NULL || *s == '\0')
		cr_buf_addf(&z->name, "#%zu", z->members);
	utf8 = s == NULL || cr_is_utf8(s, strlen(s));
	for (; s != NULL && *s != '\0'; s++)
		cr_buf_addc(&z->name, (unsigned char)*s < 0x20 || *s == 0x7f ||
		    (!utf8 && (unsigned char)*s >= 0x80) ? '?' : *s);
	return z->name.s;
}

/* libarchive brings names into the locale's encoding: give it ours. */
static int
next_header(struct cr_zip *z)
{
	locale_t old = (locale_t)0;
	int r;

	if (z->utf8 != (locale_t)0)
		old = uselocale(z->utf8);
	do
		r = archive_read_next_header(z->a, &z->entry);
	while (r == ARCHIVE_RETRY);
	if (z->utf8 != (locale_t)0)
		uselocale(old);
	return r;
}

int
cr_zip_next(struct cr *cr, struct cr_zip *z, const char **name)
{
	int r;

	do {
		r = next_header(z);
		if (r == ARCHIVE_EOF)
			return 0;
		if (r != ARCHIVE_OK && r != ARCHIVE_WARN)
			return fail(cr, z);
		if (++z->members > CR_ZIP_MAX_MEMBERS)
			return cr_fail(cr, CR_ELIMIT,
			    "holds more than %d files", CR_ZIP_MAX_MEMBERS);
	} while (archive_entry_filetype(z->entry) != AE_IFREG);
	*name = set_name(z);
	return 1;
}

/* More than a document would ever give is an attack. */
static int
count(struct cr *cr, struct cr_zip *z, size_t n)
{
	z->unpacked += n;
	if (z->unpacked > CR_ZIP_MAX_BYTES ||
	    (z->unpacked > CR_ZIP_RATIO_FROM &&
	    z->unpacked / CR_ZIP_MAX_RATIO > z->packed))
		return cr_fail(cr, CR_ELIMIT, "is a ZIP archive that unpacks to"
		    " far more than it should: %zu bytes from %zu and more to"
		    " come", z->unpacked, z->packed);
	return CR_OK;
}

ptrdiff_t
cr_zip_read(struct cr *cr, struct cr_zip *z, void *to, size_t n)
{
	la_ssize_t got;
	int err;

	if (archive_entry_is_data_encrypted(z->entry))
		return cr_fail(cr, CR_EINPUT,
		    "is protected by a password: unpack it first");
	do
		got = archive_read_data(z->a, to, n);
	while (got == ARCHIVE_RETRY);
	if (got < 0)
		return fail(cr, z);
	if ((err = count(cr, z, (size_t)got)) != 0)
		return err;
	return (ptrdiff_t)got;
}

int
cr_zip_all(struct cr *cr, struct cr_zip *z, size_t max, const char **p,
    size_t *n)
{
	ptrdiff_t got;

	cr_buf_clear(&z->all);
	do {
		if (z->all.len > max)
			return cr_fail(cr, CR_ELIMIT,
			    "is larger than %zu bytes", max);
		cr_buf_room(&z->all, PIECE);
		got = cr_zip_read(cr, z, z->all.s + z->all.len, PIECE);
		if (got < 0)
			return (int)got;
		z->all.len += (size_t)got;
		z->all.s[z->all.len] = '\0';
	} while (got > 0);
	*p = z->all.s;
	*n = z->all.len;
	return CR_OK;
}
