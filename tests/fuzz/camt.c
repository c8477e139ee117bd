/*
 * Bank statements and status reports in XML through the front door: where a
 * record stands is never lost, its texts are texts, and what is written of
 * it is read back.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/canon.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/read.h"
#include "cr/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Where the statement is. */
struct seen {
	int32_t statement, entry, tx;
	struct cr *cr;
	struct cr_arena arena;
	struct cr_buf json;
};

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
check_text(const char *s)
{
	must(s == NULL || (*s != '\0' && cr_is_utf8(s, strlen(s))));
}

/* Movements are counted one by one, and so are the parts of each. */
static void
check_entry(struct seen *s, const struct cr_rec_entry *e)
{
	if (e->statement != s->statement) {
		must(e->statement > s->statement);
		s->statement = e->statement;
		s->entry = 0;
	}
	if (e->tx == 0) {
		must(e->entry == s->entry + 1);
		s->entry = e->entry;
	} else {
		must(e->entry == s->entry && e->tx == s->tx + 1);
	}
	s->tx = e->tx;
	must(e->source != NULL);
	check_text(e->name);
	check_text(e->remittance);
	check_text(e->creditor_ref);
	check_text(e->end_to_end);
	check_text(e->code);
}

static void
check_balance(struct seen *s, const struct cr_rec_balance *b)
{
	must(b->statement >= s->statement && b->entries >= 0);
	must(b->agrees == CR_FLAG_UNKNOWN ||
	    (b->opening.set && b->closing.set));
	must(b->agrees != CR_FLAG_YES || b->opening.v.cents +
	    b->entries_sum.cents == b->closing.v.cents);
}

static void
check_outcome(const struct cr_rec_outcome *o)
{
	must(o->source != NULL && o->tx >= 0);
	check_text(o->ref);
	check_text(o->note);
}

static int
take(void *ctx, const struct cr_record *r)
{
	struct seen *s = ctx;
	struct cr_record back;

	if (r->type == CR_RECORD_ENTRY)
		check_entry(s, &r->u.entry);
	else if (r->type == CR_RECORD_BALANCE)
		check_balance(s, &r->u.balance);
	else if (r->type == CR_RECORD_OUTCOME)
		check_outcome(&r->u.outcome);
	cr_buf_clear(&s->json);
	cr_record_to_json(&s->json, r);
	cr_arena_clear(&s->arena);
	/* what cannot be booked is written, and refused when it comes back */
	must(cr_record_from_json(s->cr, &s->arena, s->json.s,
	    s->json.len - 1, &back) == CR_OK ? back.type == r->type :
	    strstr(cr_errmsg(s->cr), "is missing") != NULL);
	return CR_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct cr_read_opts opts;
	static struct cr cr;	/* kept, as a run over many files does */
	struct seen seen = { .cr = &cr };
	const struct cr_sink sink = { .record = take, .ctx = &seen };
	struct cr_input *in;

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	cr.refused = 0;
	cr_arena_init(&seen.arena);
	cr_buf_init(&seen.json);
	in = cr_input_memory("x", data, size);
	must(cr_read(&cr, in, &opts, &sink) == CR_OK);
	cr_input_free(in);
	cr_arena_release(&seen.arena);
	cr_buf_release(&seen.json);
	return 0;
}
