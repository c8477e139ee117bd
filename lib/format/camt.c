#include "camt.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "document.h"

/*
 * Account statements, reports and notifications of ISO 20022 (camt.052,
 * 053 and 054, any version), also in the wrapping of CBI (STRN-MO-001).
 * Nothing is validated against a schema: of the files that banks really
 * send, four in ten are not valid.
 */

static void *
make_walk(void)
{
	return cr_walk_new(&cr_camt_format);
}

static void
drop_walk(void *w)
{
	cr_walk_free(w);
}

/* The message says something of all that is in it. */
static void
begin_message(struct camt *c)
{
	cr_walk_clear(c->w, 0, F_BALANCE);
	cr_buf_clear(&c->w->lasting);
}

static void
begin_statement(struct camt *c, const char *source, const char *element)
{
	cr_walk_clear(c->w, F_STATEMENT, F_BALANCE);
	c->w->lasting.len = c->lasting;
	c->source = c->wrapper != NULL ? c->wrapper : source;
	c->element = element;
	c->statement++;
	c->entry = 0;
	c->sum.cents = 0;
	c->mixed = false;
	*c->currency = '\0';
	c->opening = c->closing = c->previous = (struct stated){
		.date = CR_DATE_NONE
	};
}

static void
begin_passing(struct camt *c, int from)
{
	cr_walk_clear(c->w, from, F_COUNT);
	cr_buf_clear(&c->w->passing);
}

static void
begin_entry(struct camt *c)
{
	begin_passing(c, F_ENTRY);
	c->entry++;
	c->entries++;
	c->nparts = 0;
	c->tx = 0;
	c->begun = false;
}

static void
begin_part(struct camt *c)
{
	if (c->nparts == 0)
		c->room = c->w->passing.len;
	cr_walk_clear(c->w, F_TX, F_COUNT);
	cr_grow(&c->parts, c->nparts, &c->cparts, sizeof(*c->parts));
	c->parts[c->nparts].returned = false;
}

int
cr_camt_enter(void *ctx, int place)
{
	struct camt *c = ctx;

	switch (place) {
	case P_DAILY:
		c->wrapper = "cbi-daily";
		break;
	case P_PERIODIC:
		c->wrapper = "cbi-periodic";
		break;
	case P_HEADER:
		begin_message(c);
		break;
	case P_STMT:
		begin_statement(c, "camt053", "Stmt");
		break;
	case P_RPT:
		begin_statement(c, "camt052", "Rpt");
		break;
	case P_NTFCTN:
		begin_statement(c, "camt054", "Ntfctn");
		break;
	case P_BALANCE:
		begin_passing(c, F_BALANCE);
		break;
	case P_ENTRY:
		begin_entry(c);
		break;
	case P_TX:
		begin_part(c);
		break;
	case P_RETURN:
		c->parts[c->nparts].returned = true;
		break;
	}
	return CR_OK;
}

/* What a balance is, if it is one that counts. */
static struct stated *
which_balance(struct camt *c)
{
	const char *code = cr_walk_get(c->w, F_BALANCE_CODE);

	if (cr_streq(code, "OPBD"))
		return c->opening.v.set ? NULL : &c->opening;
	if (cr_streq(code, "PRCD"))
		return c->previous.v.set ? NULL : &c->previous;
	return cr_streq(code, "CLBD") ? &c->closing : NULL;
}

static void
end_balance(struct camt *c)
{
	const char *amount = cr_walk_get(c->w, F_BALANCE_AMOUNT);
	const char *mark = cr_walk_get(c->w, F_BALANCE_MARK);
	const char *currency = cr_walk_get(c->w, F_BALANCE_CURRENCY);
	const char *day = cr_walk_get(c->w, F_BALANCE_DAY);
	struct stated *b = which_balance(c), s = { .date = CR_DATE_NONE };

	if (b == NULL || amount == NULL)
		return;
	if (!cr_iso_amount(amount, &s.v.v)) {
		cr_warn(c->cr, c->file, cr_xml_line(c->w->xml),
		    "the balance \"%s\" is no amount", amount);
		return;
	}
	s.v.set = true;
	if (cr_streq(mark, "DBIT"))
		s.v.v = cr_money_neg(s.v.v);
	cr_iso_currency(s.currency, currency);
	if (day != NULL)
		cr_iso_date(day, &s.date);
	*b = s;
}

/* Do opening and movements make closing? */
static enum cr_flag
agrees(const struct camt *c, const struct cr_rec_balance *b)
{
	struct cr_money m = b->opening.v;

	if (!b->opening.set || !b->closing.set || c->mixed)
		return CR_FLAG_UNKNOWN;
	return strcmp(c->opening.currency, c->closing.currency) == 0 &&
	    cr_money_add(&m, b->entries_sum) &&
	    m.cents == b->closing.v.cents ? CR_FLAG_YES : CR_FLAG_NO;
}

static void
tell_disagreement(struct camt *c, const struct cr_rec_balance *b)
{
	struct cr_money m[3] = {
		b->opening.v, b->entries_sum, b->closing.v
	};
	struct cr_buf text[3];
	int i;

	for (i = 0; i < 3; i++) {
		cr_buf_init(&text[i]);
		cr_money_format(&text[i], m[i], '.', 0);
	}
	cr_warn(c->cr, c->file, 0, "the balances of statement %d of account "
	    "\"%s\" do not agree: %s and movements of %s do not make %s",
	    (int)b->statement, b->account != NULL ? b->account : "",
	    text[0].s, text[1].s, text[2].s);
	for (i = 0; i < 3; i++)
		cr_buf_release(&text[i]);
}

static int
end_statement(struct camt *c)
{
	struct cr_record r;
	struct cr_rec_balance *b = &r.u.balance;

	cr_record_init(&r, CR_RECORD_BALANCE);
	r.file = c->file;
	r.line = cr_xml_line(c->w->xml);
	if (!c->opening.v.set)
		c->opening = c->previous;
	b->statement = c->statement;
	b->account = cr_camt_account(c);
	b->currency = *c->opening.currency != '\0' ? c->opening.currency :
	    *c->closing.currency != '\0' ? c->closing.currency :
	    cr_walk_get(c->w, F_CURRENCY);
	b->opening = c->opening.v;
	b->closing = c->closing.v;
	b->entries_sum = c->sum;
	b->entries = c->entry;
	b->source = c->source;
	b->date = c->closing.date;
	b->statement_id = cr_walk_get(c->w, F_STATEMENT_ID);
	if ((b->agrees = agrees(c, b)) == CR_FLAG_NO)
		tell_disagreement(c, b);
	return cr_camt_emit(c, &r);
}

int
cr_camt_leave(void *ctx, int place)
{
	struct camt *c = ctx;

	switch (place) {
	case P_HEADER:
		c->lasting = c->w->lasting.len;
		break;
	case P_STMT:
	case P_RPT:
	case P_NTFCTN:
		return end_statement(c);
	case P_BALANCE:
		end_balance(c);
		break;
	case P_ENTRY:
		return cr_camt_entry(c);
	case P_TX:
		return cr_camt_part(c);
	}
	return CR_OK;
}

bool
cr_camt_is_element(const char *name)
{
	return cr_starts(name, "BkToCstmr") ||
	    cr_streq(name, "CBIDlyStmtReqLogMsg") ||
	    cr_streq(name, "CBIPrdcStmtReqLogMsg") ||
	    cr_streq(name, "Stmt") || cr_streq(name, "Rpt") ||
	    cr_streq(name, "Ntfctn");
}

const char *
cr_camt_account(const struct camt *c)
{
	const char *iban = cr_walk_get(c->w, F_IBAN);

	return iban != NULL ? iban : cr_walk_get(c->w, F_ACCOUNT);
}

int
cr_camt_emit(struct camt *c, const struct cr_record *r)
{
	int err = c->sink->record != NULL ?
	    c->sink->record(c->sink->ctx, r) : CR_OK;

	if (err == CR_OK)
		c->done->records++;
	else
		c->sink_failed = true;
	return err;
}

/* What is well-formed and yet says nothing is no statement. */
static int
check_whole(struct camt *c)
{
	if (c->statement == 0)
		return cr_fail(c->cr, CR_EINPUT, "holds no bank statement");
	if (c->entries == 0)
		return cr_fail(c->cr, CR_EINPUT,
		    "holds no movement in its bank statements");
	return CR_OK;
}

int
cr_camt_read(struct cr *cr, struct cr_input *in, const struct cr_sink *sink,
    struct cr_read_file *done, struct stream_end *end)
{
	struct camt c = { .cr = cr, .sink = sink, .done = done,
	    .file = done->name };
	int err;

	c.w = cr_keep(cr, &cr_camt_format, make_walk, drop_walk);
	if ((err = cr_walk_read(cr, c.w, in, &c, &end->line)) == CR_OK)
		err = check_whole(&c);
	free(c.parts);
	end->sink_failed = c.sink_failed;
	return err;
}
