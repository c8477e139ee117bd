/*
 * Movements and outcomes as the front door tells them: whole, in UTF-8, with
 * sums that agree; and of a file that is refused nothing is told.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/canon.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/read.h"
#include "cr/str.h"

struct seen {
	struct cr_buf json;
	int64_t sum;		/* of entries since the last balance */
	uint64_t records, refused;
};

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static int
take(void *ctx, const struct cr_record *r)
{
	struct seen *s = ctx;

	cr_buf_clear(&s->json);
	cr_record_to_json(&s->json, r);
	must(cr_is_utf8(s->json.s, s->json.len));
	s->records++;
	if (r->type == CR_RECORD_ENTRY) {
		must(r->u.entry.amount.set && r->u.entry.statement > 0);
		s->sum += r->u.entry.status == NULL ?
		    r->u.entry.amount.v.cents : 0;
	} else if (r->type == CR_RECORD_BALANCE) {
		must(r->u.balance.entries_sum.cents == s->sum);
		s->sum = 0;
	} else if (r->type == CR_RECORD_OUTCOME) {
		must(r->u.outcome.amount.v.cents >= 0);
	}
	return CR_OK;
}

static void
refuse(void *ctx, const char *file, int64_t line, const char *raw,
    const char *header, const char *reason)
{
	struct seen *s = ctx;

	(void)file;
	(void)line;
	(void)header;
	must(raw == NULL && *reason != '\0');
	must(cr_is_utf8(reason, strlen(reason)));
	s->refused++;
}

/* Read the file that the bytes are. */
static void
read_told(const uint8_t *data, size_t size)
{
	static const struct cr_read_opts opts;
	struct seen s = { .records = 0 };
	struct cr_sink sink = { .record = take, .refuse = refuse, .ctx = &s };
	struct cr_input *in;
	struct cr cr;

	cr_init(&cr, "fuzz");
	cr_buf_init(&s.json);
	in = cr_input_memory("x", data, size);
	must(cr_read(&cr, in, &opts, &sink) == CR_OK);
	must(s.refused == 0 || s.records == 0);
	cr_input_free(in);
	cr_buf_release(&s.json);
	cr_release(&cr);
}
