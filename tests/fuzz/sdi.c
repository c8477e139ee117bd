/*
 * Receipts of SdI through the front door: their times are instants or days,
 * and say on which day a term begins.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/canon.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/read.h"
#include "cr/time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static int
take(void *ctx, const struct cr_record *r)
{
	const struct cr_rec_receipt *x = &r->u.receipt;
	struct cr_date day;

	(void)ctx;
	if (r->type != CR_RECORD_RECEIPT)
		return CR_OK;
	must(x->ref != NULL && strlen(x->kind) == 2);
	must(x->time == NULL || cr_time_day(x->time, &day));
	must(x->delivered == NULL || cr_time_day(x->delivered, &day));
	must(x->file_hash == NULL || strlen(x->file_hash) == 64);
	must(x->doc_year >= 0 && x->doc_body >= 0);
	return CR_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct cr_read_opts opts;
	static const struct cr_sink sink = { .record = take };
	static struct cr cr;	/* kept, as a run over many files does */
	struct cr_input *in;

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	cr.refused = 0;
	in = cr_input_memory("x", data, size);
	must(cr_read(&cr, in, &opts, &sink) == CR_OK);
	cr_input_free(in);
	return 0;
}
