/*
 * Record streams, through every form that text or XML takes; what was TSV
 * comes out as TSV that is read the same again.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/export.h"
#include "cr/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Export N bytes as FORMAT; the caller frees what comes out. */
static int
export(const void *p, size_t n, enum cr_format format, char **out,
    size_t *outlen)
{
	const struct cr_print_opts opts = { .format = format, .totals = true };
	struct cr_export *e;
	struct cr_input *in;
	struct cr cr;
	FILE *f = open_memstream(out, outlen);
	int err;

	cr_init(&cr, "fuzz");
	cr.today = (struct cr_date){ 20726 };
	in = cr_input_memory("fuzz", p, n);
	e = cr_export_new(&cr, &opts, f);
	err = cr_export_read(e, in);
	err = cr_export_end(e, err);
	cr_input_free(in);
	cr_release(&cr);
	fclose(f);
	return err;
}

static void
again(const char *tsv, size_t n)
{
	char *out = NULL;
	size_t len = 0;

	export(tsv, n, CR_FORMAT_TSV, &out, &len);
	if (len != n || memcmp(out, tsv, n) != 0)
		abort();
	free(out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum cr_format formats[] = { CR_FORMAT_JSON,
	    CR_FORMAT_CSV, CR_FORMAT_EXCEL, CR_FORMAT_XML, CR_FORMAT_TSV };
	size_t i, len;
	char *out;
	int err;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		out = NULL;
		len = 0;
		err = export(data, size, formats[i], &out, &len);
		if (err == CR_OK && formats[i] == CR_FORMAT_TSV)
			again(out, len);
		free(out);
	}
	return 0;
}
