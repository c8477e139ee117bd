#include "pain002.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"
#include "document.h"
#include "iso20022.h"

/*
 * Status reports of ISO 20022 (pain.002, any version) and those that CBI
 * made of them for SEPA direct debits (STIN-MO-001): what became of the
 * orders that we gave, at three levels. Only what is said is told: an order
 * that a report leaves out was not rejected, and is not paid for that.
 */

struct report {
	struct cr *cr;
	const struct cr_sink *sink;
	struct cr_read_file *done;
	const char *file;
	struct walk *w;
	const char *source;
	size_t head, lasting;	/* bytes of texts before group and batch */
	int32_t tx;		/* orders told of in the batch */
	bool silent;		/* nothing was told of the file we sent */
	int64_t told;		/* of the document */
	int64_t checks;		/* results of checking payees, not payments */
	int64_t ordered;	/* payments that we made, not collections */
	bool sink_failed;
};

/* What a status means to who waits for the money (ISO 20022 external codes,
 * ExternalPaymentTransactionStatus1Code and its kin). */
enum meaning { NOTHING, REJECTED, PAID, RECALLED, CHECKED, UNKNOWN };

static const struct {
	const char *code;
	enum meaning meaning;
} statuses[] = {
	{ "RJCT", REJECTED }, { "ACSC", PAID }, { "ACCC", PAID },
	{ "CANC", RECALLED },
	{ "ACTC", NOTHING }, { "ACCP", NOTHING }, { "ACSP", NOTHING },
	{ "ACWC", NOTHING }, { "ACWP", NOTHING }, { "ACFC", NOTHING },
	{ "PDNG", NOTHING }, { "RCVD", NOTHING }, { "PART", NOTHING },
	{ "PATC", NOTHING }, { "BLCK", NOTHING },
	{ "RCVC", CHECKED }, { "RVNA", CHECKED }, { "RVNM", CHECKED },
	{ "RVMC", CHECKED }, { "RVCM", CHECKED },
};

static void *
make_walk(void)
{
	return cr_walk_new(&cr_pain002_format);
}

static void
drop_walk(void *w)
{
	cr_walk_free(w);
}

static const char *
get(const struct report *p, int field)
{
	return cr_walk_get(p->w, field);
}

static const char *
first(const char *a, const char *b)
{
	return a != NULL ? a : b;
}

static enum meaning
meaning_of(const char *code)
{
	size_t i;

	for (i = 0; i < sizeof(statuses) / sizeof(*statuses); i++)
		if (strcmp(statuses[i].code, code) == 0)
			return statuses[i].meaning;
	return UNKNOWN;
}

/* Payments that we made have outcomes too, but nobody owes us for them. */
static bool
is_ours_to_pay(const struct report *p)
{
	const char *kind = get(p, F_GROUP_KIND);
	char head[9] = "";
	size_t i;

	for (i = 0; kind != NULL && kind[i] != '\0' && i + 1 < sizeof(head);
	    i++)
		head[i] = cr_lower(kind[i]);
	return strcmp(head, "pain.001") == 0 || strcmp(head, "pacs.008") == 0 ||
	    get(p, F_EXECUTION) != NULL;
}

/* What it comes to; NULL: to nothing. */
static const char *
outcome_of(struct report *p, const char *code, int32_t tx)
{
	enum meaning m = meaning_of(code);

	if (m == CHECKED) {
		p->checks++;
		return NULL;
	}
	if (is_ours_to_pay(p)) {
		p->ordered++;
		return NULL;
	}
	if (m == UNKNOWN)
		cr_warn(p->cr, p->file, cr_xml_line(p->w->xml),
		    "the status \"%s\" is not known: it changes nothing",
		    code);
	/* one order comes back from its debtor's bank, a file before that */
	return m == REJECTED ? tx > 0 ? "unpaid" : "refused" :
	    m == PAID ? "paid" : m == RECALLED ? "recalled" : NULL;
}

static struct cr_date
day(struct report *p, const char *text)
{
	struct cr_date d = CR_DATE_NONE;

	if (text != NULL && !cr_iso_date(text, &d))
		cr_warn(p->cr, p->file, cr_xml_line(p->w->xml),
		    "\"%s\" is no date", text);
	return d;
}

static void
fill_amounts(struct report *p, struct cr_rec_outcome *o)
{
	const char *amount = get(p, F_AMOUNT), *bad;
	int field = F_AMOUNT;

	if (amount == NULL)
		amount = get(p, field = F_SETTLED);
	o->currency = get(p, field + 1);
	if (amount != NULL && !(o->amount.set =
	    cr_iso_amount(amount, &o->amount.v)))
		cr_warn(p->cr, p->file, cr_xml_line(p->w->xml),
		    "\"%s\" is no amount", amount);
	o->charges = cr_iso_sum(get(p, F_CHARGE), &bad);
	if (bad != NULL)
		cr_warn(p->cr, p->file, cr_xml_line(p->w->xml),
		    "\"%s\" is no amount", bad);
}

/* What the report says of one order. */
static void
fill_order(struct report *p, struct cr_rec_outcome *o)
{
	o->ref = get(p, F_END_TO_END);
	o->instruction_id = get(p, F_INSTRUCTION);
	o->status_id = get(p, F_STATUS_ID);
	o->payment_id = first(o->payment_id, get(p, F_TX_PAYMENT));
	o->reason = first(get(p, F_REASON), get(p, F_OWN));
	o->note = get(p, F_NOTE);
	o->due = day(p, first(get(p, F_DUE), get(p, F_EXECUTION)));
	o->mandate = get(p, F_MANDATE);
	o->remittance = get(p, F_REMITTANCE);
	o->name = get(p, F_DEBTOR);
	o->tax_code = cr_iso_tax_code(get(p, F_DEBTOR_CODE));
	o->iban = first(get(p, F_DEBTOR_IBAN), get(p, F_DEBTOR_ACCOUNT));
	o->creditor_name = get(p, F_CREDITOR);
	o->account = first(get(p, F_CREDITOR_IBAN), get(p, F_CREDITOR_ACCOUNT));
	fill_amounts(p, o);
}

static void
fill_levels(struct report *p, struct cr_rec_outcome *o)
{
	o->source = p->source;
	o->date = day(p, get(p, F_MADE));
	o->bank_message_id = get(p, F_MESSAGE);
	o->message_id = get(p, F_GROUP_ID);
	o->group_status = get(p, F_GROUP_STATUS);
	o->group_reason = first(get(p, F_GROUP_REASON), get(p, F_GROUP_OWN));
	o->payment_id = get(p, F_PAYMENT_ID);
	o->payment_status = get(p, F_PAYMENT_STATUS);
	o->payment_reason = first(get(p, F_PAYMENT_REASON),
	    get(p, F_PAYMENT_OWN));
}

static int
emit(struct report *p, const struct cr_record *r)
{
	int err = p->sink->record != NULL ?
	    p->sink->record(p->sink->ctx, r) : CR_OK;

	p->silent = false;
	p->told++;
	if (err == CR_OK)
		p->done->records++;
	else
		p->sink_failed = true;
	return err;
}

/* TX 0: the status of the batch, or of the whole file. */
static int
tell(struct report *p, int32_t tx)
{
	struct cr_record r;
	struct cr_rec_outcome *o = &r.u.outcome;

	cr_record_init(&r, CR_RECORD_OUTCOME);
	r.file = p->file;
	r.line = cr_xml_line(p->w->xml);
	fill_levels(p, o);
	if (tx > 0) {
		fill_order(p, o);
		o->code = get(p, F_STATUS);
	} else {
		o->reason = first(o->payment_reason, o->group_reason);
		o->note = first(get(p, F_PAYMENT_NOTE), get(p, F_GROUP_NOTE));
	}
	o->tx = tx;
	if (o->code == NULL)
		o->code = first(o->payment_status, o->group_status);
	if (o->code != NULL)
		o->outcome = outcome_of(p, o->code, tx);
	return emit(p, &r);
}

/* The file that we sent is over: its own status, if nothing else was told. */
static int
end_group(struct report *p)
{
	int err = CR_OK;

	if (p->silent && get(p, F_GROUP_STATUS) != NULL)
		err = tell(p, 0);
	p->silent = false;
	return err;
}

static void
begin_level(struct report *p, int field, size_t lasting)
{
	cr_walk_clear(p->w, field, F_COUNT);
	cr_buf_clear(&p->w->passing);
	p->w->lasting.len = lasting;
	p->tx = 0;
}

int
cr_pain002_enter(void *ctx, int place)
{
	struct report *p = ctx;
	int err;

	switch (place) {
	case P_SDD:
		p->source = "sdd";
		break;
	case P_HEADER:
		err = end_group(p);
		begin_level(p, 0, 0);
		return err;
	case P_GROUP:
		err = end_group(p);
		begin_level(p, F_GROUP, p->head);
		p->silent = true;
		return err;
	case P_PAYMENT:
		begin_level(p, F_PAYMENT, p->lasting);
		break;
	case P_TX:
		cr_walk_clear(p->w, F_TX, F_COUNT);
		cr_buf_clear(&p->w->passing);
		break;
	}
	return CR_OK;
}

int
cr_pain002_leave(void *ctx, int place)
{
	struct report *p = ctx;

	switch (place) {
	case P_HEADER:
		p->head = p->lasting = p->w->lasting.len;
		break;
	case P_GROUP:
		p->lasting = p->w->lasting.len;
		break;
	case P_PAYMENT:
		if (p->tx == 0 && get(p, F_PAYMENT_STATUS) != NULL)
			return tell(p, 0);
		break;
	case P_TX:
		return tell(p, ++p->tx);
	}
	return CR_OK;
}

/* What is kept and is no outcome is told once. */
static void
tell_others(struct report *p)
{
	if (p->checks > 0)
		cr_warn(p->cr, p->file, 0, "holds results of the check of "
		    "payees, which are no outcomes of payments: %lld",
		    (long long)p->checks);
	if (p->ordered > 0)
		cr_warn(p->cr, p->file, 0, "holds statuses of payments that "
		    "we ordered, which are no outcomes of collections: %lld",
		    (long long)p->ordered);
}

bool
cr_pain002_is_element(const char *name)
{
	return cr_streq(name, "CstmrPmtStsRpt") ||
	    cr_starts(name, "pain.002.") ||
	    cr_streq(name, "CBIBdySDDStsRpt") ||
	    cr_streq(name, "CBISDDStsRptLogMsg") ||
	    cr_streq(name, "CBIBdySDDTechValSts") ||
	    cr_streq(name, "CBISDDTechValStsLogMsg");
}

int
cr_pain002_read(struct cr *cr, struct cr_input *in, const struct cr_sink *sink,
    struct cr_read_file *done, struct stream_end *end)
{
	struct report p = { .cr = cr, .sink = sink, .done = done,
	    .file = done->name, .source = "pain002" };
	int err;

	p.w = cr_keep(cr, &cr_pain002_format, make_walk, drop_walk);
	if ((err = cr_walk_read(cr, p.w, in, &p, &end->line)) == CR_OK)
		err = end_group(&p);
	if (err == CR_OK && p.told == 0)
		err = cr_fail(cr, CR_EINPUT, "holds no status of any order");
	tell_others(&p);
	end->sink_failed = p.sink_failed;
	return err;
}
