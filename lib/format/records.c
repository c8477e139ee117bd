#include "cr/records.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "canon_keys.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"

#define JSON_KEPT ((size_t)64 * 1024)	/* bytes before they are written */
#define ROWS_KEPT 10000		/* of one type, likewise */

/* Which types of record show a column by themselves. */
#define P (1 << CR_RECORD_PARTY)
#define I (1 << CR_RECORD_INVOICE)
#define O (1 << CR_RECORD_ITEM)
#define M (1 << CR_RECORD_PAYMENT)
#define R (1 << CR_RECORD_RECEIPT)

/*
 * Name, types, kind, heading, what it is. Names are those of the keys in
 * JSON, but for what would stand for two things in one row.
 */
#define COLUMNS(X) \
	X(record, P|I|O|M|R, CR_TEXT, N_("Record"), \
	    N_("party, invoice, item, payment or receipt")) \
	X(file, I|R, CR_TEXT, N_("File"), N_("the file it was read from")) \
	X(body, I, CR_COUNT, N_("Body"), N_("document within the file")) \
	X(type, I, CR_TEXT, N_("Type"), N_("TipoDocumento, TDxx")) \
	X(number, I|O|M, CR_CODE, N_("Number"), N_("of the document")) \
	X(date, I|O|M, CR_DATE, N_("Date"), \
	    N_("of the document, or of payment")) \
	X(creditor, I|O|M, CR_CODE, N_("Creditor"), \
	    N_("country and VAT number, tax code or code")) \
	X(creditor_name, I, CR_TEXT, N_("Creditor's name"), \
	    N_("name of the creditor")) \
	X(debtor, I|O|M, CR_CODE, N_("Debtor"), \
	    N_("country and VAT number, tax code or code")) \
	X(debtor_name, I, CR_TEXT, N_("Debtor's name"), \
	    N_("name of the debtor")) \
	X(currency, I|O|M, CR_TEXT, N_("Currency"), N_("ISO 4217")) \
	X(total_cents, I, CR_CENTS, N_("Total"), \
	    N_("total of the document, as declared")) \
	X(computed_total_cents, 0, CR_CENTS, N_("Computed total"), \
	    N_("sum of taxable and tax")) \
	X(due_cents, I, CR_CENTS, N_("To pay"), \
	    N_("what the debtor owes for the document")) \
	X(withheld_cents, 0, CR_CENTS, N_("Withheld"), \
	    N_("tax that the debtor withholds")) \
	X(split_vat_cents, 0, CR_CENTS, N_("Split VAT"), \
	    N_("VAT that the debtor pays to the Treasury")) \
	X(instalment, I|O, CR_COUNT, N_("Instalment"), N_("from 1")) \
	X(doc_date, M, CR_DATE, N_("Document date"), \
	    N_("of the document that is paid")) \
	X(due, I|O|M, CR_DATE, N_("Due"), N_("due date, as stated")) \
	X(due_raw, 0, CR_TEXT, N_("Due (raw)"), \
	    N_("what stands for the due date and is none")) \
	X(amount_cents, I|O|M, CR_CENTS, N_("Amount"), \
	    N_("of the instalment or payment")) \
	X(open_cents, O, CR_CENTS, N_("Open"), N_("what is left of it")) \
	X(method, I|O, CR_TEXT, N_("Method"), N_("of payment, MPxx")) \
	X(terms, I, CR_TEXT, N_("Terms"), N_("of payment, TPxx")) \
	X(terms_from, 0, CR_DATE, N_("Terms from"), \
	    N_("day from which the terms run")) \
	X(terms_days, 0, CR_COUNT, N_("Days"), N_("of the terms")) \
	X(alternative, 0, CR_BOOL, N_("Alternative"), \
	    N_("another way to pay an instalment listed before")) \
	X(iban, I|P, CR_CODE, N_("IBAN"), N_("account of the payment")) \
	X(remittance_code, I, CR_CODE, N_("Remittance code"), \
	    N_("CodicePagamento, to be quoted in the payment")) \
	X(payee, I, CR_TEXT, N_("Payee"), \
	    N_("who is paid, if not the creditor")) \
	X(signature, I, CR_TEXT, N_("Signature"), N_("none, good or bad")) \
	X(envelope, 0, CR_TEXT, N_("Envelope"), \
	    N_("layers removed, outermost first")) \
	X(encoding, 0, CR_TEXT, N_("Encoding"), N_("of the text")) \
	X(warnings, I, CR_TEXT, N_("Warnings"), \
	    N_("code and reason, \" | \" between them")) \
	X(art73, 0, CR_BOOL, N_("Art. 73"), \
	    N_("numbered anew each day (art. 73 DPR 633/72)")) \
	X(code, P, CR_CODE, N_("Code"), N_("of the party in its source")) \
	X(kind, P|M|R, CR_TEXT, N_("Kind"), \
	    N_("of party, payment or receipt")) \
	X(name, P, CR_TEXT, N_("Name"), N_("of the party")) \
	X(country, P, CR_TEXT, N_("Country"), N_("ISO 3166")) \
	X(vat, P, CR_CODE, N_("VAT number"), N_("without country")) \
	X(tax_code, P, CR_CODE, N_("Tax code"), N_("codice fiscale")) \
	X(street, P, CR_TEXT, N_("Street"), N_("and number")) \
	X(zip, P, CR_CODE, N_("ZIP"), N_("postal code")) \
	X(city, P, CR_TEXT, N_("City"), N_("comune")) \
	X(province, P, CR_TEXT, N_("Province"), N_("two letters")) \
	X(sdi_code, P, CR_CODE, N_("SdI code"), N_("CodiceDestinatario")) \
	X(pec, P, CR_TEXT, N_("PEC"), N_("certified e-mail")) \
	X(email, P, CR_TEXT, N_("E-mail"), N_("ordinary e-mail")) \
	X(mobile, P, CR_CODE, N_("Mobile"), N_("mobile telephone")) \
	X(phone, P, CR_CODE, N_("Telephone"), N_("telephone")) \
	X(fax, P, CR_CODE, N_("Fax"), N_("fax")) \
	X(language, P, CR_TEXT, N_("Language"), N_("it, en or de")) \
	X(area, P, CR_TEXT, N_("Area"), N_("of sale")) \
	X(depot, P, CR_TEXT, N_("Depot"), N_("that serves it")) \
	X(agent, P, CR_TEXT, N_("Agent"), N_("who sells to it")) \
	X(category, P, CR_TEXT, N_("Category"), N_("of the ERP")) \
	X(seasonal, P, CR_BOOL, N_("Seasonal"), N_("buys part of the year")) \
	X(profession, P, CR_TEXT, N_("Profession"), N_("what it does")) \
	X(roles, P, CR_TEXT, N_("Roles"), N_("debtor, creditor, ...")) \
	X(source, R, CR_TEXT, N_("Source"), N_("sdi")) \
	X(ref, M|R, CR_CODE, N_("Reference"), \
	    N_("IdentificativoSdI, or of the payment")) \
	X(recipient, R, CR_CODE, N_("Recipient"), N_("code of it")) \
	X(time, R, CR_TIME, N_("Time"), N_("when SdI received the file")) \
	X(delivered, R, CR_TIME, N_("Delivered"), \
	    N_("when the recipient got it, or could")) \
	X(error, R, CR_CODE, N_("Errors"), N_("codes of SdI")) \
	X(outcome, R, CR_TEXT, N_("Outcome"), \
	    N_("EC01 accepted, EC02 refused")) \
	X(doc_number, R, CR_CODE, N_("Document"), N_("that it is about")) \
	X(doc_year, R, CR_COUNT, N_("Year"), N_("of that document")) \
	X(doc_body, R, CR_COUNT, N_("Position"), \
	    N_("of that document in its file")) \
	X(file_name, R, CR_TEXT, N_("File sent"), N_("NomeFile")) \
	X(file_hash, R, CR_CODE, N_("Hash"), \
	    N_("SHA-256 of the file sent")) \
	X(cause, O, CR_TEXT, N_("Cause"), N_("of posting")) \
	X(note, O|M|R, CR_TEXT, N_("Note"), N_("free text"))

enum column {
#define X(name, types, kind, heading, help) C_##name,
	COLUMNS(X)
#undef X
	NCOLUMNS
};

const struct cr_field cr_record_fields[] = {
#define X(name, types, kind, heading, help) { #name, kind, heading, help, 0 },
	COLUMNS(X)
#undef X
};
const size_t cr_record_nfields = NCOLUMNS;

static const unsigned char shown[] = {
#define X(name, types, kind, heading, help) types,
	COLUMNS(X)
#undef X
};

#undef P
#undef I
#undef O
#undef M
#undef R

#define KEYS_MAX 40		/* in one structure */

/* Where the keys of one structure go; -1: nowhere. */
struct mapping {
	signed char column[KEYS_MAX];
};

/*
 * The rows of one type of record. Types may alternate from record to record
 * (a debtor and what he owes), so that rows are kept for a while: a header
 * goes before many of them, not before each.
 */
struct channel {
	struct cr_printer *p;	/* NULL: no rows now */
	FILE *rows;		/* in memory; or the output itself */
	char *s;
	size_t n, count;
	struct cr_field fields[NCOLUMNS];
	struct mapping keys, instalment;
	const struct canon_shape *inst_shape;
};

struct cr_records {
	struct cr *cr;
	struct cr_print_opts opts;
	FILE *out;
	bool json;		/* nested */
	bool whole;		/* a form that holds one type, and no blocks */
	int type;		/* of the last record; -1: none yet */
	struct cr_buf text;
	struct channel channels[CANON_TYPES];
};

static int
find_column(const char *name)
{
	int i;

	for (i = 0; i < NCOLUMNS; i++)
		if (strcmp(cr_record_fields[i].name, name) == 0)
			return i;
	return -1;
}

static void
map_keys(const struct canon_shape *shape, struct mapping *m)
{
	size_t i;

	for (i = 0; i < shape->nkeys && i < KEYS_MAX; i++)
		m->column[i] = (signed char)find_column(shape->keys[i].name);
}

/* The instalments' own keys stand beside the document's. */
static void
map_instalments(struct channel *c, const struct canon_shape *shape)
{
	size_t i;

	for (i = 0; i < shape->nkeys; i++)
		if (shape->keys[i].kind == CANON_LIST &&
		    strcmp(shape->keys[i].name, "instalments") == 0)
			c->inst_shape = shape->keys[i].shape;
	map_keys(c->inst_shape, &c->instalment);
	for (i = 0; i < c->inst_shape->nkeys; i++)
		if (strcmp(c->inst_shape->keys[i].name, "code") == 0)
			c->instalment.column[i] = C_remittance_code;
}

struct cr_records *
cr_records_new(struct cr *cr, const struct cr_print_opts *opts, FILE *out)
{
	struct cr_records *rs = cr_calloc(1, sizeof(*rs));
	enum cr_format f = opts->format;

	if (f == CR_FORMAT_AUTO)
		f = isatty(fileno(out)) ? CR_FORMAT_TABLE : CR_FORMAT_TSV;
	rs->cr = cr;
	rs->opts = *opts;
	rs->opts.format = f;
	rs->out = out;
	rs->type = -1;
	rs->json = f == CR_FORMAT_JSON && opts->columns == NULL;
	rs->whole = f == CR_FORMAT_XLSX || f == CR_FORMAT_XML ||
	    f == CR_FORMAT_EXCEL;
	cr_buf_init(&rs->text);
	return rs;
}

static void
put_texts(struct cr_records *rs, struct cr_printer *p, size_t column,
    const struct cr_text_list *l)
{
	size_t i;

	cr_buf_clear(&rs->text);
	for (i = 0; i < l->n; i++) {
		cr_buf_adds(&rs->text, i > 0 ? " | " : "");
		cr_buf_adds(&rs->text, l->v[i]);
	}
	cr_put_text_cell(p, column, rs->text.s);
}

static void
put_value(struct cr_records *rs, struct cr_printer *p, size_t column,
    enum canon_kind kind, const char *at)
{
	const struct cr_opt_money *m;

	switch (kind) {
	case CANON_TEXT:
		cr_put_text_cell(p, column, *(const char *const *)at);
		break;
	case CANON_TEXTS:
		put_texts(rs, p, column, (const struct cr_text_list *)at);
		break;
	case CANON_DATE:
		cr_put_date(p, column, *(const struct cr_date *)at);
		break;
	case CANON_CENTS:
		cr_put_cents(p, column, *(const struct cr_money *)at);
		break;
	case CANON_OPT_CENTS:
		m = (const struct cr_opt_money *)at;
		if (m->set)
			cr_put_cents(p, column, m->v);
		break;
	case CANON_NUMBER:
		if (*(const int32_t *)at != 0)
			cr_put_count(p, column, *(const int32_t *)at);
		break;
	case CANON_DAYS:
		if (*(const int32_t *)at >= 0)
			cr_put_count(p, column, *(const int32_t *)at);
		break;
	case CANON_FLAG:
		if (*(const enum cr_flag *)at != CR_FLAG_UNKNOWN)
			cr_put_bool(p, column,
			    *(const enum cr_flag *)at == CR_FLAG_YES);
		break;
	case CANON_BOOL:
		cr_put_bool(p, column, *(const bool *)at);
		break;
	case CANON_OBJECT:
	case CANON_LIST:
		break;
	}
}

static void
put_keys(struct cr_records *rs, struct cr_printer *p,
    const struct canon_shape *shape, const struct mapping *m, const char *at)
{
	size_t i;

	for (i = 0; i < shape->nkeys; i++)
		if (m->column[i] >= 0)
			put_value(rs, p, (size_t)m->column[i],
			    shape->keys[i].kind, at + shape->keys[i].offset);
}

/* By what a party is known: VAT number with country, or the next best. */
static void
put_party(struct cr_records *rs, struct cr_printer *p, size_t id, size_t name,
    const struct cr_rec_party *party)
{
	cr_buf_clear(&rs->text);
	if (party->vat != NULL) {
		cr_buf_adds(&rs->text, party->country ? party->country : "");
		cr_buf_adds(&rs->text, party->vat);
	} else if (party->tax_code != NULL) {
		cr_buf_adds(&rs->text, party->tax_code);
	} else if (party->code != NULL) {
		cr_buf_adds(&rs->text, party->code);
	}
	cr_put_text_cell(p, id, rs->text.s);
	cr_put_text_cell(p, name, party->name);
}

static void
put_row(struct cr_records *rs, struct channel *c, const struct cr_record *r,
    size_t k)
{
	const struct cr_rec_invoice *inv = &r->u.invoice;
	struct cr_printer *p = c->p;

	cr_put_text_cell(p, C_record, cr_record_word(r->type));
	cr_put_text_cell(p, C_file, r->file);
	put_keys(rs, p, &cr_canon_shapes[r->type], &c->keys,
	    (const char *)&r->u);
	if (r->type == CR_RECORD_INVOICE) {
		put_party(rs, p, C_creditor, C_creditor_name, &inv->creditor);
		put_party(rs, p, C_debtor, C_debtor_name, &inv->debtor);
		if (k < inv->ninstalments) {
			cr_put_count(p, C_instalment, (int64_t)k + 1);
			put_keys(rs, p, c->inst_shape, &c->instalment,
			    (const char *)&inv->instalments[k]);
		}
	}
	cr_print_row(p);
	c->count++;
}

static int
not_written(struct cr_records *rs)
{
	return cr_fail(rs->cr, CR_ESYSTEM, "could not write: %s",
	    strerror(errno));
}

static int
open_channel(struct cr_records *rs, enum cr_record_type type)
{
	struct channel *c = &rs->channels[type];
	size_t i;

	if (rs->whole && rs->type >= 0)
		return cr_fail(rs->cr, CR_EUSAGE, "one such file cannot hold "
		    "records of two types, %s and %s",
		    cr_record_word((enum cr_record_type)rs->type),
		    cr_record_word(type));
	memcpy(c->fields, cr_record_fields, sizeof(c->fields));
	for (i = 0; i < NCOLUMNS; i++)
		c->fields[i].hidden = !(shown[i] & 1 << type);
	map_keys(&cr_canon_shapes[type], &c->keys);
	if (type == CR_RECORD_INVOICE)
		map_instalments(c, &cr_canon_shapes[type]);
	c->rows = rs->whole ? rs->out : open_memstream(&c->s, &c->n);
	if (c->rows == NULL)
		return not_written(rs);
	return cr_printer_new(rs->cr, c->fields, NCOLUMNS, &rs->opts, c->rows,
	    &c->p);
}

/* Write what was kept. */
static int
close_channel(struct cr_records *rs, struct channel *c)
{
	int err = cr_printer_end(c->p);

	if (c->rows != NULL && c->rows != rs->out) {
		if (fclose(c->rows) != 0 ||
		    (err == 0 && fwrite(c->s, 1, c->n, rs->out) != c->n))
			err = not_written(rs);
		free(c->s);
	}
	c->p = NULL;
	c->rows = NULL;
	c->s = NULL;
	c->count = 0;
	return err;
}

static int
flush_json(struct cr_records *rs)
{
	if (fwrite(rs->text.s, 1, rs->text.len, rs->out) != rs->text.len)
		return not_written(rs);
	cr_buf_clear(&rs->text);
	return CR_OK;
}

int
cr_records_put(struct cr_records *rs, const struct cr_record *r)
{
	struct channel *c = &rs->channels[r->type];
	size_t k = 0;
	int err;

	if (rs->json) {
		cr_record_to_json(&rs->text, r);
		return rs->text.len < JSON_KEPT ? CR_OK : flush_json(rs);
	}
	if (c->p == NULL && (err = open_channel(rs, r->type)) != 0)
		return err;
	rs->type = (int)r->type;
	do
		put_row(rs, c, r, k);
	while (r->type == CR_RECORD_INVOICE &&
	    ++k < r->u.invoice.ninstalments);
	return rs->whole || c->count < ROWS_KEPT ? CR_OK :
	    close_channel(rs, c);
}

int
cr_records_end(struct cr_records *rs)
{
	int i, err = CR_OK, e;

	if (rs == NULL)
		return CR_OK;
	if (rs->json)
		err = flush_json(rs);
	for (i = 0; i < CANON_TYPES; i++)
		if ((e = close_channel(rs, &rs->channels[i])) != 0)
			err = e;
	if (err == 0 && fflush(rs->out) != 0)
		err = not_written(rs);
	cr_buf_release(&rs->text);
	free(rs);
	return err;
}
