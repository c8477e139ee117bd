/*
 * Archives: every member is read in pieces and whole, within the bounds,
 * and its name is fit to be shown.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"
#include "cr/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MEMBER_MAX ((size_t)1 << 20)

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
check_name(const char *s)
{
	must(cr_is_utf8(s, strlen(s)));
	for (; *s != '\0'; s++)
		must((unsigned char)*s >= 0x20 && *s != 0x7f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *name, *p;
	struct cr_zip *z;
	char piece[100];
	struct cr cr;
	size_t n;

	cr_init(&cr, "fuzz");
	z = cr_zip_open(&cr, (const char *)data, size);
	while (z != NULL && cr_zip_next(&cr, z, &name) > 0) {
		check_name(name);
		must(cr_zip_read(&cr, z, piece, sizeof(piece)) <=
		    (ptrdiff_t)sizeof(piece));
		if (cr_zip_all(&cr, z, MEMBER_MAX, &p, &n) == 0)
			must(n <= MEMBER_MAX && p[n] == '\0');
	}
	cr_zip_close(z);
	cr_release(&cr);
	return 0;
}
