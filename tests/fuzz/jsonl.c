/* Canonical records, one a line: what is taken comes back when written. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct cr cr;

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static int
on_record(void *ctx, const struct cr_record *r)
{
	struct cr_arena a;
	struct cr_record back;
	struct cr_buf one, two;

	(void)ctx;
	cr_arena_init(&a);
	cr_buf_init(&one);
	cr_buf_init(&two);
	cr_record_to_json(&one, r);
	must(cr_record_from_json(&cr, &a, one.s, one.len, &back) == CR_OK);
	if (back.file == NULL)
		back.file = r->file;
	cr_record_to_json(&two, &back);
	must(strcmp(one.s, two.s) == 0);
	cr_buf_release(&one);
	cr_buf_release(&two);
	cr_arena_release(&a);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct cr_sink sink = { .record = on_record };
	struct cr_read_file done = { .name = NULL };
	struct cr_input *in;

	cr_init(&cr, "fuzz");
	in = cr_input_memory("f", data, size);
	must(cr_jsonl_read(&cr, in, NULL, &sink, &done) == CR_OK);
	cr_input_free(in);
	cr_release(&cr);
	return 0;
}
