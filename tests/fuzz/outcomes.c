/* Tables of outcomes: what is given is about something, and known. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/outcome_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
each(void *ctx, const struct cr_outcome_row *o)
{
	size_t *rows = ctx;

	(*rows)++;
	if (o->kind >= CR_OUTCOME_KINDS || o->word == NULL || o->line < 2 ||
	    (o->message <= 0 && o->tracking == NULL) ||
	    strlen(o->instant) >= sizeof(o->instant))
		abort();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cr cr;
	struct cr_input *in;
	size_t rows = 0;

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	in = cr_input_memory("x", data, size);
	cr_outcome_file_read(&cr, in, NULL, each, &rows);
	cr_input_free(in);
	return rows > size;
}
