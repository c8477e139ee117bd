/*
 * Any bytes through the front door: envelopes, archives, encodings, XML,
 * invoices, receipts. What comes out must be JSON of one line, and an
 * invoice's instalments must be due some day.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/fatturapa.h"
#include "cr/input.h"
#include "cr/read.h"
#include "cr/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
check_instalments(const struct cr_rec_invoice *inv)
{
	size_t i;

	must(cr_date_is_set(inv->date) && inv->number && inv->type);
	for (i = 0; i < cr_instalment_count(inv); i++) {
		must(cr_date_is_set(cr_instalment_due(inv, i, -1,
		    CR_DATE_NONE).date));
		cr_instalment_amount(inv, i);
	}
}

static int
take(void *ctx, const struct cr_record *r)
{
	struct cr_buf b;

	must(++*(int *)ctx > 0);
	cr_buf_init(&b);
	cr_record_to_json(&b, r);
	must(b.len > 2 && memchr(b.s, '\n', b.len) == b.s + b.len - 1);
	must(cr_is_utf8(b.s, b.len));
	cr_buf_release(&b);
	if (r->type == CR_RECORD_INVOICE)
		check_instalments(&r->u.invoice);
	return CR_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct cr_read_opts opts;
	int records = 0;
	struct cr_sink sink = { .record = take, .ctx = &records };
	static struct cr cr;	/* kept, as a run over many files does */
	struct cr_input *in;

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	cr.refused = 0;
	in = cr_input_memory("x", data, size);
	must(cr_read(&cr, in, &opts, &sink) == CR_OK);
	must(records > 0 || cr.refused > 0);
	cr_input_free(in);
	return 0;
}
