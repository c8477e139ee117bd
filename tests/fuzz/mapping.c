/* Mapping files: what is taken comes out as it went in. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cr_mapping *m = NULL, *again = NULL;
	struct cr_buf a, b;
	struct cr cr;

	cr_init(&cr, "fuzz");
	cr_buf_init(&a);
	cr_buf_init(&b);
	if (cr_mapping_parse(&cr, "m", (const char *)data, size, &m) ==
	    CR_OK) {
		cr_mapping_describe(&a, m);
		must(cr_mapping_parse(&cr, "m", a.s, a.len, &again) == CR_OK);
		cr_mapping_describe(&b, again);
		must(strcmp(a.s, b.s) == 0);
	} else {
		must(strncmp(cr_errmsg(&cr), "m:", 2) == 0);
	}
	cr_mapping_free(m);
	cr_mapping_free(again);
	cr_buf_release(&a);
	cr_buf_release(&b);
	cr_release(&cr);
	return 0;
}
