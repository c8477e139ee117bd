#include "importing.h"

#include <string.h>

#include "cr/balance.h"
#include "cr/fatturapa.h"
#include "cr/mem.h"
#include "cr/str.h"

/* Electronic invoices: one record is one body of a file. */

struct one {
	struct importing *im;
	const struct cr_record *r;
	const struct cr_rec_invoice *inv;
	int64_t creditor, debtor;	/* 0: not known */
	bool creditor_seen, debtor_seen;	/* described just so */
	bool nameless;			/* the creditor, until now */
	int32_t term_days;		/* of the debtor */
	int32_t year;
	bool credit;
};

/* A document that the ledger has under the number, year and creditor. */
struct found {
	const struct one *o;
	int64_t doc, debtor;
	struct cr_date date;
	bool einvoice;
	char type[32];
	struct cr_money amount;		/* of its items */
	bool overflow;
};

static const char *
who(const struct cr_rec_party *p)
{
	return p->vat ? p->vat : p->tax_code ? p->tax_code :
	    p->name ? p->name : "?";
}

static int32_t
number_year(const struct cr_rec_invoice *inv)
{
	int y, m, d;

	cr_date_to_ymd(inv->date, &y, &m, &d);
	return inv->art73 ? y * 10000 + m * 100 + d : y;
}

/*
 * Whose receivable is it? 0: that of a creditor of ours, whom O->creditor
 * names if he is known; TAKEN: refused, or left with a note.
 */
static int
direction(struct one *o)
{
	struct importing *im = o->im;
	int64_t other = 0;
	int rc;

	o->creditor_seen = cr_import_seen(im, "creditor", &o->inv->creditor,
	    &o->creditor, NULL);
	if (o->creditor_seen)
		return CR_OK;
	rc = cr_import_known(im, &o->inv->creditor, "party", &o->creditor);
	if (rc < 0)
		return cr_import_fault(im, o->r, rc);
	if (rc == 0)
		o->creditor = 0;
	if (!im->closed)
		return CR_OK;
	if (o->creditor != 0 && (rc = cr_party_role_has(im->cr, o->creditor,
	    "creditor")) != 0)
		return rc < 0 ? rc : CR_OK;
	rc = cr_import_known(im, &o->inv->debtor, "party", &other);
	if (rc == 1)
		rc = cr_party_role_has(im->cr, other, "creditor");
	if (rc < 0)
		return cr_import_fault(im, o->r, rc);
	if (rc == 0)
		return cr_import_refuse(im, o->r,
		    "invoice \"%s\" was issued by "
		    "\"%s\", who is no creditor of this ledger",
		    o->inv->number, who(&o->inv->creditor));
	cr_note(im->cr, o->r->file, 0, "invoice \"%s\" is to be paid, not "
	    "owed to us", o->inv->number);
	im->file->unchanged++;
	return TAKEN;
}

static int
kind(struct one *o)
{
	const char *type = o->inv->type ? o->inv->type : "";

	if (cr_td_is_receivable(type) || o->im->opts->read.force_type)
		return CR_OK;
	if (!cr_td_is_known(type))
		return cr_import_refuse(o->im, o->r,
		    "document \"%s\" is of the "
		    "unknown type \"%s\" (--force-type takes it)",
		    o->inv->number, type);
	cr_note(o->im->cr, o->r->file, 0, "document \"%s\" of type %s makes "
	    "no receivable", o->inv->number, type);
	o->im->file->unchanged++;
	return TAKEN;
}

/* An ERP's document has the year alone, also where days count (Art73). */
static bool
same_year(const struct one *o, const struct cr_doc *d)
{
	return d->year == o->year || (o->inv->art73 &&
	    d->year == cr_date_year(o->inv->date) &&
	    d->date.days == o->inv->date.days);
}

static int
look(void *ctx, const struct cr_doc_row *row)
{
	struct found *f = ctx;
	const struct one *o = f->o;

	if (row->doc.creditor != o->creditor ||
	    row->doc.credit != o->credit ||
	    !same_year(o, &row->doc) ||
	    (f->doc != 0 && f->doc != row->doc.id &&
	    (f->einvoice || f->debtor == o->debtor)))
		return 0;
	if (f->doc != row->doc.id) {
		*f = (struct found){ .o = o, .doc = row->doc.id,
			.debtor = row->doc.debtor, .date = row->doc.date,
			.einvoice = row->einvoice };
		strncat(f->type, row->doc.type ? row->doc.type : "",
		    sizeof(f->type) - 1);
	}
	f->overflow |= !cr_money_add(&f->amount, row->item.amount);
	return 0;
}

/* A debtor of an ERP without VAT number and tax code can be anybody. */
static int
is_nameless(struct importing *im, int64_t id)
{
	struct cr_party p;
	int rc = cr_party_get(im->cr, id, &im->arena, &p);

	return rc != 1 ? rc : p.vat == NULL && p.tax_code == NULL;
}

/*
 * Is what the ledger has the invoice itself? Its number is unique for the
 * creditor and year; an ERP may cut numbers, so there the debtor has to be
 * the same, or one who is not identified and owes just as much.
 */
static int
is_same_document(const struct one *o, const struct found *f)
{
	int rc;

	if (f->doc == 0)
		return 0;
	if (f->einvoice || f->debtor == o->debtor)
		return 1;
	if ((rc = is_nameless(o->im, f->debtor)) != 1)
		return rc;
	return f->amount.cents == o->inv->due.cents ||
	    (o->inv->total.set && f->amount.cents == o->inv->total.v.cents);
}

/* The same debtor, or one of the ERP's whom nothing tells from him. */
static int
is_same_debtor(const struct one *o, const struct found *f)
{
	return f->debtor == o->debtor ? 1 : is_nameless(o->im, f->debtor);
}

/* The ERP's word for a document's type ("FT", or none) is as good as any. */
static bool
is_same_type(const struct one *o, const struct found *f)
{
	return !cr_td_is_known(f->type) || cr_streq(f->type, o->inv->type);
}

/* Who the parties are, as far as they are known; the nameless one is he. */
static int
parties(struct one *o)
{
	struct importing *im = o->im;
	int rc;

	if (o->creditor == 0) {
		if ((rc = cr_import_placeholder(im, &o->creditor)) < 0)
			return rc;
		o->nameless = rc == 1;
		if (!o->nameless)
			o->creditor = 0;
	}
	o->debtor_seen = cr_import_seen(im, "debtor", &o->inv->debtor,
	    &o->debtor, &o->term_days);
	if (o->debtor_seen)
		return CR_OK;
	rc = cr_import_known(im, &o->inv->debtor, "party", &o->debtor);
	if (rc < 0)
		return cr_import_fault(im, o->r, rc);
	if (rc == 0)
		o->debtor = 0;
	return CR_OK;
}

/* The creditor as the invoice describes him. */
static int
make_creditor(struct one *o)
{
	struct importing *im = o->im;
	int err;

	if (o->creditor_seen)
		return CR_OK;
	if ((err = cr_import_describe(im, o->r, &o->inv->creditor, "party",
	    !o->nameless, o->creditor, &o->creditor, NULL, NULL)) != CR_OK ||
	    (err = cr_party_role_add(im->cr, o->creditor, "creditor")) !=
	    CR_OK)
		return err;
	cr_import_see(im, "creditor", &o->inv->creditor, o->creditor, -1);
	return CR_OK;
}

/* ID is who owes it in the ledger, or 0 for whom the invoice means. */
static int
make_debtor(struct one *o, int64_t id)
{
	struct importing *im = o->im;
	int64_t meant = o->debtor;
	struct cr_party p;
	int rc;

	if (o->debtor_seen && (id == 0 || id == meant))
		return CR_OK;
	if ((rc = cr_import_describe(im, o->r, &o->inv->debtor, "party",
	    true, id != 0 ? id : meant, &o->debtor, NULL, NULL)) != CR_OK ||
	    (rc = cr_party_role_add(im->cr, o->debtor, "debtor")) != CR_OK ||
	    (rc = cr_party_get(im->cr, o->debtor, &im->arena, &p)) < 0)
		return rc;
	o->term_days = rc == 1 ? p.term_days : -1;
	if (id == 0 || id == meant)
		cr_import_see(im, "debtor", &o->inv->debtor, o->debtor,
		    o->term_days);
	return CR_OK;
}

/* It has come before: the same again is nothing, another is a duplicate. */
static int
again(struct one *o, const struct found *f)
{
	struct importing *im = o->im;
	struct cr_einvoice had;
	int rc = cr_einvoice_get(o->im->cr, f->doc, &had), same;

	if (rc < 0 || (same = is_same_debtor(o, f)) < 0)
		return rc < 0 ? rc : same;
	if (rc == 1 && same && f->date.days == o->inv->date.days &&
	    is_same_type(o, f) && had.due.cents == o->inv->due.cents &&
	    had.computed.cents == o->inv->computed_total.cents) {
		cr_grow(&im->again, im->nagain, &im->cagain,
		    sizeof(*im->again));
		im->again[im->nagain].doc = f->doc;
		im->again[im->nagain++].body = o->inv->body;
		im->file->unchanged++;
		return make_creditor(o);
	}
	return cr_import_refuse(o->im, o->r, "document \"%s\" of %d is in the "
	    "ledger as doc:%lld with other content", o->inv->number,
	    (int)o->year, (long long)f->doc);
}

static const char *
join(struct cr_arena *a, const struct cr_text_list *l)
{
	const char *all = NULL;
	size_t i, n;

	/* codes only: "total-missing: the text for people" */
	for (i = 0; i < l->n; i++) {
		n = strcspn(l->v[i], ":");
		all = cr_arena_printf(a, "%s%s%.*s", all ? all : "",
		    all ? "," : "", (int)n, l->v[i]);
	}
	return all;
}

/* What only the electronic invoice says, beside a document. */
static int
attach(const struct one *o, int64_t doc)
{
	const struct cr_rec_invoice *inv = o->inv;
	const struct cr_rec_reference *ref;
	struct cr_einvoice e = {
		.doc = doc, .file = o->im->file_id,
		.body = inv->body > 0 ? inv->body : 1,
		.has_total = inv->total.set, .total = inv->total.v,
		.computed = inv->computed_total, .due = inv->due,
		.withheld = inv->withheld, .split_vat = inv->split_vat,
		.signature = inv->signature ? inv->signature : "none",
		.warnings = join(&o->im->arena, &inv->warnings),
	};
	struct cr_doc_ref to;
	size_t i;
	int err = cr_einvoice_add(o->im->cr, &e);

	for (i = 0; i < inv->nreferences && err == CR_OK; i++) {
		ref = &inv->references[i];
		if (ref->id == NULL)
			continue;
		to = (struct cr_doc_ref){ ref->kind, ref->id, ref->cig,
		    ref->cup, ref->date };
		err = cr_doc_ref_add(o->im->cr, doc, &to);
	}
	o->im->einvoices = o->im->filed = true;
	return err;
}

/* The ERP had it: one debt, with the facts of the invoice added. */
static int
join_erp(const struct one *o, const struct found *f)
{
	if (!f->overflow && f->amount.cents != o->inv->due.cents)
		cr_warn(o->im->cr, o->r->file, 0, "document \"%s\": the "
		    "ledger has %s, the invoice %s", o->inv->number,
		    cr_import_amount(o->im, f->amount),
		    cr_import_amount(o->im, o->inv->due));
	o->im->file->changed++;
	return attach(o, f->doc);
}

static int
add_item(const struct one *o, int64_t doc, size_t k, unsigned n)
{
	const struct cr_rec_invoice *inv = o->inv;
	static const struct cr_rec_instalment none;
	const struct cr_rec_instalment *said = inv->ninstalments > 0 ?
	    &inv->instalments[k] : &none;
	struct cr_due due = cr_instalment_due(inv, k, o->term_days,
	    CR_DATE_NONE);
	struct cr_item item = {
		.id = doc * CR_ITEMS + n, .due = due.date,
		.due_source = strcmp(due.source, "stated") == 0 ? NULL :
		    due.source,
		.amount = cr_instalment_amount(inv, k),
		.method = said->method, .iban = said->iban,
		.code = said->code, .payee = said->payee,
	};
	struct cr_open open = {
		.item = item.id, .debtor = o->debtor, .creditor = o->creditor,
		.date = inv->date, .due = item.due, .open = item.amount,
	};
	int err;

	snprintf(open.currency, sizeof(open.currency), "%s",
	    inv->currency ? inv->currency : "EUR");
	if (!cr_money_add(&o->im->file->total, item.amount))
		return cr_fail(o->im->cr, CR_ELIMIT, "a total is too large");
	if ((err = cr_item_add(o->im->cr, &item)) == CR_OK)
		err = cr_open_add(o->im->cr, &open);
	return err;
}

static int
add_doc(const struct one *o)
{
	const struct cr_rec_invoice *inv = o->inv;
	struct cr_doc d = {
		.creditor = o->creditor, .debtor = o->debtor,
		.credit = o->credit, .number = inv->number, .year = o->year,
		.date = inv->date, .type = inv->type,
		.currency = inv->currency ? inv->currency : "EUR",
	};
	size_t k, count = cr_instalment_count(inv);
	unsigned n = 0;
	int64_t doc;
	int err;

	if ((err = cr_doc_add(o->im->cr, &d, &doc)) != CR_OK ||
	    (err = attach(o, doc)) != CR_OK)
		return err;
	for (k = 0; k < count && err == CR_OK; k++)
		if (cr_instalment_amount(inv, k).cents != 0 || count == 1)
			err = add_item(o, doc, k, ++n);
	o->im->file->added++;
	return err;
}

static int
check(struct one *o)
{
	const struct cr_rec_invoice *inv = o->inv;
	int rc;

	if (cr_is_empty(inv->number))
		return cr_import_refuse(o->im, o->r, "the document's number is "
		    "missing");
	if (!cr_date_is_set(inv->date))
		return cr_import_refuse(o->im, o->r, "the date of document "
		    "\"%s\" is missing", inv->number);
	if (inv->currency != NULL && strlen(inv->currency) != 3)
		return cr_import_refuse(o->im, o->r, "\"%s\" is no currency",
		    inv->currency);
	if (cr_instalment_count(inv) >= CR_ITEMS)
		return cr_import_refuse(o->im, o->r, "document \"%s\" has more "
		    "than %d instalments", inv->number, CR_ITEMS - 1);
	if (inv->debtor.vat == NULL && inv->debtor.tax_code == NULL &&
	    inv->debtor.code == NULL)
		return cr_import_refuse(o->im, o->r, "the customer of \"%s\" "
		    "has neither VAT number nor tax code", inv->number);
	if ((rc = kind(o)) != CR_OK)
		return rc;
	return direction(o);
}

int
cr_import_invoice(struct importing *im, const struct cr_record *r)
{
	struct one o = { .im = im, .r = r, .inv = &r->u.invoice };
	struct found f = { .o = &o };
	int rc, same = 0;

	/* what may refuse it comes before the first row is written */
	if ((rc = cr_book_clear(&im->book)) != CR_OK ||
	    (rc = check(&o)) != CR_OK || (rc = parties(&o)) != CR_OK)
		return rc;
	o.year = number_year(o.inv);
	o.credit = cr_td_is_credit(o.inv->type);
	if ((rc = cr_doc_by_number(im->cr, o.inv->number, 0, look, &f)) !=
	    CR_OK || (same = is_same_document(&o, &f)) < 0)
		return rc < 0 ? rc : same;
	if (same == 1 && f.einvoice)
		return again(&o, &f);
	/* whoever the ERP meant has identifiers from now on */
	if ((rc = make_creditor(&o)) != CR_OK ||
	    (rc = make_debtor(&o, same == 1 ? f.debtor : 0)) != CR_OK)
		return rc;
	return same == 1 ? join_erp(&o, &f) : add_doc(&o);
}
