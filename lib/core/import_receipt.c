#include "importing.h"

#include <stdlib.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/entry.h"
#include "cr/fatturapa.h"
#include "cr/file.h"
#include "cr/journal.h"
#include "cr/mem.h"
#include "cr/str.h"

/* Receipts and notifications of SdI: before or after their invoice. */

struct paid {
	int64_t entry;
	struct cr_money amount;
};

struct payments {
	struct paid *v;
	size_t n, cap;
};

static int
keep_paid(void *ctx, int64_t entry, struct cr_money amount)
{
	struct payments *p = ctx;

	cr_grow(&p->v, p->n, &p->cap, sizeof(*p->v));
	p->v[p->n++] = (struct paid){ entry, amount };
	return 0;
}

/* Money that came for what was never issued is on account again. */
static int
void_item(struct importing *im, const struct cr_doc_row *row)
{
	struct cr_alloc a = { .item = row->item.id, .date = row->doc.date,
		.kind = "payment" };
	struct payments p = { 0 };
	struct cr_open open;
	size_t i;
	int err;

	err = cr_item_paid_each(im->cr, a.item, keep_paid, &p);
	for (i = 0; i < p.n && err == CR_OK; i++) {
		a.entry = p.v[i].entry;
		a.amount = cr_money_neg(p.v[i].amount);
		err = cr_alloc_add(im->cr, &a);
	}
	if (p.n > 0)
		cr_warn(im->cr, im->name, 0, "what was paid of \"%s\" is on "
		    "account", row->doc.number);
	free(p.v);
	if (err != CR_OK || (err = cr_item_open(im->cr, a.item, &open)) !=
	    CR_OK || open.open.cents == 0)
		return err;
	a.entry = 0;
	a.amount = open.open;
	a.kind = "void";
	return cr_alloc_add(im->cr, &a);
}

/* Legal terms run from when the debtor got it (D.Lgs. 231/2002 art. 4). */
static int
receive_item(struct importing *im, const struct cr_doc_row *row,
    int32_t delivered)
{
	int32_t due = delivered + CR_LEGAL_TERM_DAYS;
	char was[16], is[16];
	struct cr_open o;
	int err;

	if (!cr_streq(row->item.due_source, "legal") ||
	    row->item.due.days == due)
		return CR_OK;
	snprintf(was, sizeof(was), "%d", (int)row->item.due.days);
	snprintf(is, sizeof(is), "%d", (int)due);
	if ((err = cr_item_change(im->cr, row->item.id, "due", was, is)) !=
	    CR_OK || (err = cr_item_open(im->cr, row->item.id, &o)) != CR_OK)
		return err;
	return cr_open_put(im->cr, &o);
}

/* The items of one document, copied: what is done to them writes. */
struct items {
	struct cr_arena *arena;
	struct cr_doc_row *v;
	size_t n, cap;
};

static int
keep_row(void *ctx, const struct cr_doc_row *row)
{
	struct items *it = ctx;
	struct cr_doc_row *to;

	cr_grow(&it->v, it->n, &it->cap, sizeof(*it->v));
	to = &it->v[it->n++];
	*to = *row;
	to->doc.number = cr_arena_strdup(it->arena, row->doc.number);
	if (row->item.due_source != NULL)
		to->item.due_source = cr_arena_strdup(it->arena,
		    row->item.due_source);
	return 0;
}

struct applying {
	struct importing *im;
	const struct cr_sdi *s;
};

static int
note_outcome(const struct applying *ap, int64_t doc, const char *act)
{
	struct cr_key key = { CR_KEY_DOC, doc };
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_addf(&b, "{\"kind\":\"%s\",\"sdi\":", ap->s->kind);
	cr_buf_json(&b, ap->s->sdi_id ? ap->s->sdi_id : "");
	cr_buf_adds(&b, ",\"note\":");
	cr_buf_json(&b, ap->s->error ? ap->s->error :
	    ap->s->note ? ap->s->note : "");
	cr_buf_addc(&b, '}');
	err = cr_journal(ap->im->cr, act, key, b.s);
	cr_buf_release(&b);
	return err;
}

static int
discard(const struct applying *ap, int64_t doc, const struct items *it)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < it->n && err == CR_OK; i++)
		if (it->v[i].item.id != 0)
			err = void_item(ap->im, &it->v[i]);
	ap->im->voids = true;
	if (err == CR_OK)
		err = cr_doc_void(ap->im->cr, doc);
	if (err == CR_OK)
		err = note_outcome(ap, doc, "void");
	cr_warn(ap->im->cr, ap->im->name, 0, "document \"%s\" was discarded "
	    "by SdI and is no receivable (%s)",
	    it->n > 0 ? it->v[0].doc.number : "?",
	    ap->s->error ? ap->s->error : "no reason given");
	return err;
}

static int
apply_doc(const struct applying *ap, int64_t file, int64_t doc)
{
	struct items it = { .arena = &ap->im->arena };
	size_t i;
	bool ns = strcmp(ap->s->kind, "NS") == 0;
	int err = cr_doc_rows(ap->im->cr, doc, keep_row, &it);

	if (err == CR_OK && ns &&
	    (err = cr_einvoice_discard(ap->im->cr, doc, file)) == 0)
		err = discard(ap, doc, &it);
	else if (err == 1)
		err = CR_OK;	/* it was sent again, and stands */
	else if (err == CR_OK && cr_streq(ap->s->outcome, "EC02"))
		err = note_outcome(ap, doc, "refused");
	else if (err == CR_OK && cr_streq(ap->s->outcome, "EC01"))
		err = note_outcome(ap, doc, "accepted");
	for (i = 0; i < it.n && err == CR_OK && ap->s->delivered !=
	    CR_DATE_NONE.days; i++)
		err = receive_item(ap->im, &it.v[i], ap->s->delivered);
	free(it.v);
	return err;
}

struct docs {
	int64_t *v;
	size_t n, cap;
};

static int
keep_id(void *ctx, int64_t id)
{
	struct docs *d = ctx;

	cr_grow(&d->v, d->n, &d->cap, sizeof(*d->v));
	d->v[d->n++] = id;
	return 0;
}

static int
apply(const struct applying *ap, int64_t file)
{
	struct docs docs = { 0 };
	size_t i;
	int err;

	err = cr_einvoice_each(ap->im->cr, file, ap->s->doc_body,
	    strcmp(ap->s->kind, "NS") == 0, keep_id, &docs);
	for (i = 0; i < docs.n && err == CR_OK; i++)
		err = apply_doc(ap, file, docs.v[i]);
	free(docs.v);
	return err;
}

/* What it says of invoices that are here; those to come will ask for it. */
static int
apply_all(struct importing *im, const struct cr_sdi *s)
{
	struct applying ap = { im, s };
	struct docs files = { 0 };
	size_t i;
	int err;

	err = cr_file_meant(im->cr, s->of_sha256, s->of_name, keep_id,
	    &files);
	if (err == CR_OK && files.n == 0)
		cr_note(im->cr, im->name, 0, "the file \"%s\" that it speaks "
		    "of is not here yet", s->of_name ? s->of_name : "?");
	for (i = 0; i < files.n && err == CR_OK; i++)
		err = apply(&ap, files.v[i]);
	free(files.v);
	return err;
}

/* "2026-03-31T10:00:00+02:00": the day is as written, never shifted. */
static int32_t
day_of(const char *instant)
{
	struct cr_date d = CR_DATE_NONE;

	if (instant != NULL && strlen(instant) >= 10)
		cr_date_parse(instant, 10, CR_DATE_ISO, &d);
	return d.days;
}

int
cr_import_receipt(struct importing *im, const struct cr_record *r)
{
	const struct cr_rec_receipt *rc = &r->u.receipt;
	struct cr_sdi s = {
		.file = im->file_id, .kind = rc->kind, .sdi_id = rc->ref,
		.of_name = rc->file_name, .of_sha256 = rc->file_hash,
		.doc_number = rc->doc_number, .doc_year = rc->doc_year,
		.doc_body = rc->doc_body, .outcome = rc->outcome,
		.delivered = day_of(rc->delivered), .error = rc->error,
		.note = rc->note,
	};
	int64_t id;
	int err;

	if ((err = cr_book_clear(&im->book)) != CR_OK)
		return err;
	if (rc->kind == NULL || (rc->source != NULL &&
	    strcmp(rc->source, "sdi") != 0))
		return cr_import_refuse(im, r, "is no receipt of SdI");
	if ((err = cr_sdi_add(im->cr, &s, &id)) != CR_OK)
		return err;
	im->file->added++;
	im->receipts = im->filed = true;
	return apply_all(im, &s);
}

/* Receipts that came before their invoice; their text is copied. */
struct receipts {
	struct cr_arena *arena;
	struct cr_sdi *v;
	size_t n, cap;
};

static const char *
copy(struct cr_arena *a, const char *s)
{
	return s ? cr_arena_strdup(a, s) : NULL;
}

static int
keep_receipt(void *ctx, const struct cr_sdi *s)
{
	struct receipts *rs = ctx;
	struct cr_sdi *to;

	cr_grow(&rs->v, rs->n, &rs->cap, sizeof(*rs->v));
	to = &rs->v[rs->n++];
	*to = *s;
	to->kind = copy(rs->arena, s->kind);
	to->sdi_id = copy(rs->arena, s->sdi_id);
	to->doc_number = copy(rs->arena, s->doc_number);
	to->outcome = copy(rs->arena, s->outcome);
	to->error = copy(rs->arena, s->error);
	to->note = copy(rs->arena, s->note);
	return 0;
}

int
cr_import_invoice_end(struct importing *im, const struct cr_read_file *f,
    int64_t file)
{
	struct cr_file self = {
		.id = file, .sha256 = f->sha256,
		.content_sha256 = f->content_sha256, .name = f->name,
	};
	struct receipts rs = { .arena = &im->arena };
	struct applying ap = { .im = im };
	size_t i;
	int err;

	err = cr_sdi_about(im->cr, &self, keep_receipt, &rs);
	for (i = 0; i < rs.n && err == CR_OK; i++) {
		ap.s = &rs.v[i];
		err = apply(&ap, file);
	}
	free(rs.v);
	return err;
}
