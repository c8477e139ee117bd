#include "importing.h"

#include <string.h>

#include "bank_known.h"
#include "bill_bank.h"
#include "cr/balance.h"
#include "cr/bank.h"
#include "cr/bank_sort.h"
#include "cr/entry.h"
#include "cr/mem.h"
#include "cr/str.h"

/*
 * Movements of bank accounts. One waits until the next begins, since its
 * parts come behind it: where they add up they take its place.
 */

void
cr_bank_import_init(struct bank_import *b)
{
	*b = (struct bank_import){ 0 };
	cr_arena_init(&b->arena);
	cr_map_init(&b->cursors);
	cr_map_init(&b->claimed);
}

void
cr_bank_import_release(struct bank_import *b)
{
	cr_map_release(&b->cursors);
	cr_map_release(&b->claimed);
	cr_arena_release(&b->arena);
}

/* A file begins: what one of its movements is, others of it are not. */
void
cr_bank_import_begin(struct bank_import *b)
{
	cr_map_release(&b->cursors);
	cr_map_release(&b->claimed);
	cr_arena_clear(&b->arena);
	b->v = NULL;
	b->n = b->cap = 0;
	b->any |= b->rows > 0;
	b->rows = 0;
	b->interim = 0;
	b->account = (struct cr_account){ 0 };
}

/* ---- Whose account it is ------------------------------------------------ */

static int
make_account(struct importing *im, const struct cr_record *r,
    const char *number, const char *currency)
{
	struct cr_account *a = &im->bank.account;
	int rc = 0;

	a->number = number;
	a->currency = currency != NULL && strlen(currency) == 3 ? currency :
	    NULL;
	if (im->opts->creditor == NULL)
		rc = cr_account_owner(im->cr, number, &a->creditor);
	if (rc == 0)
		rc = cr_import_creditor(im, r, NULL, &a->creditor);
	else if (rc == 1)
		rc = CR_OK;
	return rc != CR_OK ? rc : cr_account_add(im->cr, a, &a->id);
}

int
cr_import_account(struct importing *im, const struct cr_record *r,
    const char *number, const char *currency)
{
	struct cr_account *a = &im->bank.account;
	int64_t said;
	int rc;

	if (a->id != 0 && strcmp(im->bank.said, number) == 0)
		return CR_OK;
	if (strlen(number) >= sizeof(im->bank.said))
		return cr_import_refuse(im, r, "\"%s\" is no account", number);
	*a = (struct cr_account){ 0 };
	if ((rc = cr_account_find(im->cr, number, a)) < 0)
		return rc;
	if (rc == 0 && (rc = make_account(im, r, number, currency)) != CR_OK) {
		a->id = 0;
		return rc;
	}
	a->number = a->currency = NULL;	/* borrowed from the record */
	if (im->opts->creditor != NULL) {
		if ((rc = cr_import_creditor(im, r, NULL, &said)) != CR_OK)
			return rc;
		if (said != a->creditor) {
			a->id = 0;
			return cr_import_refuse(im, r, "account %s is of "
			    "another creditor", number);
		}
	}
	memcpy(im->bank.said, number, strlen(number) + 1);
	cr_account_name(number, im->bank.name);
	return CR_OK;
}

/* ---- Keeping a movement until its parts are known ----------------------- */

static void
keep(struct bank_import *b, const struct cr_rec_entry *e)
{
	struct cr_rec_entry *to, *v;
	size_t i;

	if (b->n == b->cap) {	/* in the arena, as its texts */
		b->cap = b->cap ? b->cap * 2 : 4;
		v = cr_arena_alloc(&b->arena, b->cap * sizeof(*v));
		if (b->n > 0)
			memcpy(v, b->v, b->n * sizeof(*v));
		b->v = v;
	}
	to = &b->v[b->n++];
	*to = *e;
	if (to->source == NULL)
		to->source = "-";
	if (!cr_bank_is_ref(to->end_to_end))
		to->end_to_end = NULL;

	const char **const texts[] = { &to->account, &to->currency,
	    &to->status, &to->end_to_end, &to->servicer_ref, &to->name,
	    &to->iban, &to->remittance, &to->creditor_ref,
	    &to->document_refs, &to->return_reason, &to->code, &to->source,
	    &to->tax_code, &to->payment_id, &to->mandate, &to->message_id,
	    &to->bank_code, &to->statement_id, &to->note };

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (*texts[i] != NULL)
			*texts[i] = cr_arena_strdup(&b->arena, *texts[i]);
}

/* What a part does not say is that of its movement; but for its party. */
static void
inherit(struct cr_rec_entry *e, const struct cr_rec_entry *of)
{
	e->account = of->account;
	e->source = of->source;
	e->booked = of->booked;
	e->value = cr_date_is_set(e->value) ? e->value : of->value;
	e->currency = of->currency;
	e->code = e->code ? e->code : of->code;
	e->bank_code = e->bank_code ? e->bank_code : of->bank_code;
	e->payment_id = e->payment_id ? e->payment_id : of->payment_id;
	e->return_reason = e->return_reason ? e->return_reason :
	    of->return_reason;
	e->servicer_ref = e->servicer_ref ? e->servicer_ref :
	    of->servicer_ref;
	e->reversal |= of->reversal;
}

/* Do the parts add up to their movement? Else the difference is told. */
static bool
parts_agree(struct importing *im)
{
	const struct bank_import *b = &im->bank;
	struct cr_money sum = { 0 }, left = b->v[0].amount.v;
	size_t i;

	if (b->n < 2)
		return false;
	for (i = 1; i < b->n; i++)
		if (!b->v[i].amount.set || (b->v[i].currency != NULL &&
		    strcmp(b->v[i].currency, b->v[0].currency) != 0) ||
		    !cr_money_add(&sum, b->v[i].amount.v))
			return false;
	if (!cr_money_sub(&left, sum))
		return false;
	if (left.cents != 0)
		cr_warn(im->cr, im->name, b->line, "a movement of %s has "
		    "parts of %s: it stays whole, the difference is %s",
		    cr_import_amount(im, b->v[0].amount.v),
		    cr_import_amount(im, sum), cr_import_amount(im, left));
	return left.cents == 0;
}

/* The words of the parts, so that what was paid can still be found. */
static void
fold_parts(struct bank_import *b)
{
	struct cr_rec_entry *e = &b->v[0];
	struct cr_buf text;
	size_t i;

	if (e->remittance != NULL || b->n < 2)
		return;
	cr_buf_init_max(&text, CR_BANK_TEXT_MAX);
	for (i = 1; i < b->n; i++)
		if (b->v[i].remittance != NULL)
			cr_buf_addf(&text, "%s%s", text.len > 0 ? " / " : "",
			    b->v[i].remittance);
	if (text.len > 0)
		e->remittance = cr_arena_strdup(&b->arena, text.s);
	cr_buf_release(&text);
}

/* ---- Booking ------------------------------------------------------------ */

static int
book_words(struct importing *im, const struct cr_rec_entry *e, int64_t entry,
    enum cr_bank_sort sort)
{
	struct cr_bank_entry b = {
		.entry = entry, .account = im->bank.account.id,
		.file = im->file_id, .source = e->source,
		.statement = e->statement, .n = e->entry, .tx = e->tx,
		.sort = cr_bank_sort_word(sort), .value = e->value,
		.text = {
			[CR_BT_NAME] = e->name, [CR_BT_IBAN] = e->iban,
			[CR_BT_TAX_CODE] = e->tax_code,
			[CR_BT_REMITTANCE] = e->remittance,
			[CR_BT_END_TO_END] = e->end_to_end,
			[CR_BT_SERVICER_REF] = e->servicer_ref,
			[CR_BT_CREDITOR_REF] = e->creditor_ref,
			[CR_BT_DOCUMENT_REFS] = e->document_refs,
			[CR_BT_PAYMENT_ID] = e->payment_id,
			[CR_BT_MANDATE] = e->mandate,
			[CR_BT_RETURN_REASON] = e->return_reason,
			[CR_BT_CODE] = e->code,
			[CR_BT_BANK_CODE] = e->bank_code,
			[CR_BT_NOTE] = e->note,
		},
		.has_tx = e->tx_amount.set, .tx_amount = e->tx_amount.v,
		.has_charges = e->charges.set, .charges = e->charges.v,
	};

	return cr_bank_add(im->cr, &b);
}

static int
book(struct importing *im, const struct cr_rec_entry *e, const char *ref)
{
	enum cr_bank_sort sort = cr_bank_sort(e);
	struct cr_entry entry = {
		.ref = ref, .creditor = im->bank.account.creditor,
		.date = e->booked, .amount = e->amount.v,
		.currency = e->currency, .kind = cr_bank_kind(e, sort),
		.apart = sort == CR_BANK_CHARGE || sort == CR_BANK_OTHER,
	};
	struct cr_open o = {
		.creditor = entry.creditor, .date = e->booked,
		.open = e->amount.v,
	};
	int err;

	if (!cr_money_add(&im->file->total, e->amount.v))
		return cr_fail(im->cr, CR_ELIMIT, "a total is too large");
	if ((err = cr_entry_add(im->cr, &entry, &o.item)) != CR_OK)
		return err;
	im->file->added++;
	im->bank.rows++;
	memcpy(o.currency, e->currency, CR_CURRENCY_SIZE);
	if ((err = book_words(im, e, o.item, sort)) == CR_OK && !entry.apart)
		err = cr_open_entry_put(im->cr, &o);
	return err;
}

static int
book_parts(struct importing *im, const char *ref)
{
	struct bank_import *b = &im->bank;
	size_t i;
	int err = CR_OK;

	for (i = 1; i < b->n && err == CR_OK; i++) {
		inherit(&b->v[i], &b->v[0]);
		err = book(im, &b->v[i], cr_arena_printf(&b->arena,
		    "%s/%zu", ref, i));
	}
	return err;
}

/*
 * The parts of a movement that is here as a whole, as an advice tells them
 * after the statement: they take its place if nothing was allocated yet.
 */
static int
split(struct importing *im, const char *ref)
{
	struct bank_import *b = &im->bank;
	struct cr_bank_entry whole, first;
	struct cr_open o;
	int rc;

	if (b->n < 2 || (rc = cr_bank_by_ref(im->cr, ref,
	    b->account.creditor, &b->arena, &whole)) == 0)
		return CR_OK;
	if (rc == 1 && (rc = cr_bank_by_ref(im->cr, cr_arena_printf(&b->arena,
	    "%s/1", ref), b->account.creditor, &b->arena, &first)) == 1)
		return CR_OK;	/* done before */
	if (rc < 0 || (rc = cr_entry_open(im->cr, whole.entry, &o)) != CR_OK)
		return rc;
	if (o.open.cents != b->v[0].amount.v.cents || !parts_agree(im))
		return CR_OK;
	if ((rc = cr_bank_set_apart(im->cr, whole.entry)) != CR_OK)
		return rc;
	return book_parts(im, ref);
}

static int
take(struct importing *im)
{
	const char *ref;
	int rc;

	fold_parts(&im->bank);
	if ((rc = cr_bank_known(im, &ref)) < 0)
		return rc;
	if (rc == 1) {
		im->file->unchanged++;
		return split(im, ref);
	}
	return parts_agree(im) ? book_parts(im, ref) :
	    book(im, &im->bank.v[0], ref);
}

int
cr_import_entry_end(struct importing *im)
{
	struct bank_import *b = &im->bank;
	int err = CR_OK;

	if (b->n > 0)
		err = take(im);
	b->n = b->cap = 0;
	b->v = NULL;
	cr_arena_clear(&b->arena);
	return err;
}

/* ---- Records ------------------------------------------------------------ */

/* The day it was booked, or what comes nearest; the currency of the most. */
static int
complete(struct importing *im, const struct cr_record *r,
    struct cr_rec_entry *e)
{
	if (!e->amount.set)
		return cr_import_refuse(im, r, "the amount is missing");
	if (cr_is_empty(e->account))
		return cr_import_refuse(im, r, "the account is missing");
	if (!cr_date_is_set(e->booked))
		e->booked = e->value;
	if (!cr_date_is_set(e->booked))
		return cr_import_refuse(im, r, "the day is missing");
	if (e->currency == NULL)
		e->currency = "EUR";
	if (strlen(e->currency) != 3)
		return cr_import_refuse(im, r, "\"%s\" is no currency",
		    e->currency);
	return CR_OK;
}

/* What does not count: not booked yet, or sent again in the statement. */
static bool
is_left_out(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_entry *e = &r->u.entry;

	if (cr_bank_is_interim(e->source)) {
		im->bank.interim++;
		return true;
	}
	if (e->status != NULL && strcmp(e->status, "BOOK") != 0) {
		cr_note(im->cr, r->file, r->line, "a movement is %s and left "
		    "out: it is not booked", e->status);
		return true;
	}
	return e->amount.set && e->amount.v.cents == 0;
}

static int
part(struct importing *im, const struct cr_record *r)
{
	struct bank_import *b = &im->bank;
	const struct cr_rec_entry *e = &r->u.entry;

	if (e->statement != b->statement || e->entry != b->entry)
		return cr_import_refuse(im, r, "a part without its movement");
	if (b->n > 0)
		keep(b, e);
	return CR_OK;
}

int
cr_import_entry(struct importing *im, const struct cr_record *r)
{
	struct bank_import *b = &im->bank;
	struct cr_rec_entry e = r->u.entry;
	int rc;

	if (e.tx > 0)
		return part(im, r);
	if ((rc = cr_import_entry_end(im)) != CR_OK)
		return rc;
	b->statement = e.statement;
	b->entry = e.entry;
	if (is_left_out(im, r))
		return CR_OK;
	if ((rc = complete(im, r, &e)) != CR_OK ||
	    (rc = cr_import_account(im, r, e.account, e.currency)) != CR_OK)
		return rc;
	b->line = r->line;
	keep(b, &e);
	return CR_OK;
}

/* ---- The end of a file -------------------------------------------------- */

int
cr_bank_import_end(struct importing *im)
{
	int err = cr_import_entry_end(im);

	if (im->bank.interim > 0)
		cr_warn(im->cr, im->name, 0, "%lld movements of interim "
		    "reports are left out: they come again in the statement",
		    (long long)im->bank.interim);
	return err;
}
