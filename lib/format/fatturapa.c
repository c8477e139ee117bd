#include "cr/fatturapa.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/str.h"
#include "fatturapa.h"

#define MESSAGE_MAX 512

static const char *const names[] = {
	"",
#define X(name) #name,
	FATTURAPA_NAMES(X)
#undef X
	NULL
};

/* The namespaces of all versions; the others are read too, with a warning. */
static const char *const namespaces[] = {
	"http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2",
	"http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.0",
	"http://www.fatturapa.gov.it/sdi/fatturapa/v1.1",
	"http://www.fatturapa.gov.it/sdi/fatturapa/v1.0",
};

static void *
make_parser(void)
{
	return cr_xml_new(names);
}

static void
drop_parser(void *x)
{
	cr_xml_free(x);
}

int
cr_fpa_bad(struct fpa *f, const struct cr_xml_node *e, const char *fmt, ...)
{
	char text[MESSAGE_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), _(fmt), ap);
	va_end(ap);
	f->doc->line = e ? e->line : 0;
	if (f->body == 0)
		return cr_fail(f->cr, CR_EINPUT, "%s", text);
	return cr_fail(f->cr, CR_EINPUT, "body %d: %s", f->body, text);
}

void
cr_fpa_warn(struct fpa *f, const char *fmt, ...)
{
	char text[MESSAGE_MAX];
	const char **v;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (f->warnings.n == f->warnings_cap) {
		f->warnings_cap = f->warnings_cap * 2 + 4;
		v = cr_arena_alloc(f->arena, f->warnings_cap * sizeof(*v));
		if (f->warnings.n > 0)
			memcpy(v, f->warnings.v, f->warnings.n * sizeof(*v));
		f->warnings.v = v;
	}
	f->warnings.v[f->warnings.n++] = cr_arena_strdup(f->arena, text);
}

int
cr_fpa_need(struct fpa *f, const struct cr_xml_node *e, int name,
    const char **out)
{
	if ((*out = cr_xml_text(e, name)) == NULL)
		return cr_fpa_bad(f, e, "%s is missing", names[name]);
	return CR_OK;
}

int
cr_fpa_money(struct fpa *f, const struct cr_xml_node *e, int name,
    struct cr_money *out)
{
	const struct cr_xml_node *c = cr_xml_child(e, name);

	out->cents = 0;
	if (c == NULL || *c->text == '\0' || cr_money_parse_xml(c->text, out))
		return CR_OK;
	return cr_fpa_bad(f, c, "%s \"%s\" is not an amount like 1234.56",
	    names[name], c->text);
}

int
cr_fpa_need_money(struct fpa *f, const struct cr_xml_node *e, int name,
    struct cr_money *out)
{
	const char *text;
	int err;

	if ((err = cr_fpa_need(f, e, name, &text)) != 0)
		return err;
	return cr_fpa_money(f, e, name, out);
}

int
cr_fpa_add(struct fpa *f, const struct cr_xml_node *e, struct cr_money *sum,
    struct cr_money x)
{
	if (cr_money_add(sum, x))
		return CR_OK;
	return cr_fpa_bad(f, e, "amounts are too large to be added");
}

bool
cr_fpa_date(const char *text, struct cr_date *out)
{
	*out = CR_DATE_NONE;
	return text != NULL &&
	    cr_date_parse(text, strlen(text), CR_DATE_ISO, out);
}

static const struct reference_kind {
	int block, id, date;
	const char *kind;
} reference_kinds[] = {
	{ N_DatiOrdineAcquisto, N_IdDocumento, N_Data, "order" },
	{ N_DatiContratto, N_IdDocumento, N_Data, "contract" },
	{ N_DatiConvenzione, N_IdDocumento, N_Data, "convention" },
	{ N_DatiRicezione, N_IdDocumento, N_Data, "receipt" },
	{ N_DatiFattureCollegate, N_IdDocumento, N_Data, "invoice" },
	{ N_DatiFatturaRettificata, N_NumeroFR, N_DataFR, "invoice" },
	{ N_DatiDDT, N_NumeroDDT, N_DataDDT, "delivery" },
};

static const struct reference_kind *
reference_kind(int name)
{
	size_t i;

	for (i = 0; i < sizeof(reference_kinds) / sizeof(*reference_kinds); i++)
		if (reference_kinds[i].block == name)
			return &reference_kinds[i];
	return NULL;
}

/* Orders, contracts, linked invoices and so on, as they stand. */
static void
take_references(struct fpa *f, const struct cr_xml_node *general,
    struct cr_rec_invoice *inv)
{
	const struct reference_kind *k;
	const struct cr_xml_node *e;
	struct cr_rec_reference *r;
	size_t n = 0;

	for (e = general->child; e != NULL; e = e->next)
		n += reference_kind(e->name) != NULL;
	if (n == 0)
		return;
	inv->references = cr_arena_alloc(f->arena,
	    n * sizeof(*inv->references));
	for (e = general->child; e != NULL; e = e->next) {
		if ((k = reference_kind(e->name)) == NULL)
			continue;
		r = &inv->references[inv->nreferences++];
		r->kind = k->kind;
		r->id = cr_xml_text(e, k->id);
		cr_fpa_date(cr_xml_text(e, k->date), &r->date);
		r->cig = cr_xml_text(e, N_CodiceCIG);
		r->cup = cr_xml_text(e, N_CodiceCUP);
	}
}

static bool
has_invoice_reference(const struct cr_rec_invoice *inv)
{
	size_t i;

	for (i = 0; i < inv->nreferences; i++)
		if (strcmp(inv->references[i].kind, "invoice") == 0)
			return true;
	return false;
}

/* What the document is: type, number, date, currency. */
static int
take_identity(struct fpa *f, const struct cr_xml_node *doc,
    struct cr_rec_invoice *inv)
{
	const char *date;
	int err;

	if ((err = cr_fpa_need(f, doc, N_TipoDocumento, &inv->type)) != 0 ||
	    (err = cr_fpa_need(f, doc, N_Numero, &inv->number)) != 0 ||
	    (err = cr_fpa_need(f, doc, N_Divisa, &inv->currency)) != 0 ||
	    (err = cr_fpa_need(f, doc, N_Data, &date)) != 0)
		return err;
	if (!cr_fpa_date(date, &inv->date))
		return cr_fpa_bad(f, cr_xml_child(doc, N_Data),
		    "Data \"%s\" is not a day", date);
	inv->art73 = cr_streq(cr_xml_text(doc, N_Art73), "SI");
	if (!cr_td_is_known(inv->type))
		cr_fpa_warn(f, "type-unknown: TipoDocumento \"%s\" is not"
		    " listed, so it makes no receivable", inv->type);
	return CR_OK;
}

/* What holds for the whole file. */
static void
take_origin(struct fpa *f, struct cr_rec_invoice *inv,
    const struct cr_xml_doc *xml)
{
	size_t i, n = sizeof(namespaces) / sizeof(*namespaces);

	inv->envelope = f->doc->envelope.layers;
	inv->signature = f->doc->envelope.signature;
	inv->encoding = f->doc->text.encoding;
	for (i = 0; i < n && !cr_streq(xml->ns, namespaces[i]); i++)
		continue;
	if (i == n)
		cr_fpa_warn(f, "ns-odd: namespace \"%s\" is not FatturaPA's",
		    xml->ns ? xml->ns : "");
	if (f->doc->text.fallback != NULL)
		cr_fpa_warn(f, "enc-fallback: %s", f->doc->text.fallback);
	if (cr_streq(inv->signature, "bad"))
		cr_fpa_warn(f, "sig-bad: the signature does not hold");
	if (cr_is_empty(inv->debtor.vat) && cr_is_empty(inv->debtor.tax_code))
		cr_fpa_warn(f, "debtor-unknown: the customer has neither"
		    " IdFiscaleIVA nor CodiceFiscale");
}

static int
take_body(struct fpa *f, const struct cr_xml_doc *xml,
    const struct cr_xml_node *body, struct cr_rec_invoice *inv)
{
	const struct cr_xml_node *general, *doc;
	int err;

	f->warnings = (struct cr_text_list){ NULL, 0 };
	f->warnings_cap = 0;
	inv->body = ++f->body;
	general = cr_xml_child(body, N_DatiGenerali);
	doc = cr_xml_child(general, N_DatiGeneraliDocumento);
	if (doc == NULL)
		return cr_fpa_bad(f, body, "%s is missing",
		    names[general ? N_DatiGeneraliDocumento : N_DatiGenerali]);
	if ((err = take_identity(f, doc, inv)) != 0)
		return err;
	take_origin(f, inv, xml);
	take_references(f, general, inv);
	if ((err = cr_fpa_amounts(f, body, inv)) != 0 ||
	    (err = cr_fpa_instalments(f, body, inv)) != 0)
		return err;
	if (cr_td_is_credit(inv->type) && !has_invoice_reference(inv))
		cr_fpa_warn(f, "cn-unlinked: the credit note does not say which"
		    " invoice it is for");
	if (f->warnings.v == NULL)
		f->warnings.v = cr_arena_alloc(f->arena, sizeof(char *));
	inv->warnings = f->warnings;
	return CR_OK;
}

static size_t
count_bodies(const struct cr_xml_node *root)
{
	const struct cr_xml_node *e;
	size_t n = 0;

	for (e = root->child; e != NULL; e = e->next)
		n += e->name == N_FatturaElettronicaBody;
	return n;
}

static int
take_bodies(struct fpa *f, const struct cr_xml_doc *xml,
    struct record_list *out)
{
	struct cr_rec_party creditor, debtor;
	const struct cr_xml_node *e;
	struct cr_record *r;
	size_t n = count_bodies(xml->root);
	int err;

	if (n == 0)
		return cr_fpa_bad(f, xml->root, "%s is missing",
		    names[N_FatturaElettronicaBody]);
	if ((err = cr_fpa_parties(f, xml->root, &creditor, &debtor)) != 0)
		return err;
	out->v = cr_arena_alloc(f->arena, n * sizeof(*out->v));
	for (e = xml->root->child; e != NULL; e = e->next) {
		if (e->name != N_FatturaElettronicaBody)
			continue;
		r = &out->v[out->n++];
		cr_record_init(r, CR_RECORD_INVOICE);
		r->file = f->doc->file;
		r->u.invoice.creditor = creditor;
		r->u.invoice.debtor = debtor;
		if ((err = take_body(f, xml, e, &r->u.invoice)) != 0)
			return err;
	}
	return CR_OK;
}

bool
cr_fatturapa_is_root(const char *name)
{
	return strcmp(name, names[N_FatturaElettronica]) == 0 ||
	    strcmp(name, names[N_FatturaElettronicaSemplificata]) == 0;
}

int
cr_fatturapa_parse(struct cr *cr, struct cr_arena *a, struct document *d,
    struct record_list *out)
{
	struct fpa f = { .cr = cr, .arena = a, .doc = d };
	struct cr_xml *x = cr_keep(cr, names, make_parser, drop_parser);
	struct cr_xml_doc xml;
	int err;

	err = cr_xml_tree(cr, x, a, d->text.p, d->text.n, &xml);
	if (err != 0) {
		d->line = cr_xml_line(x);
		return err;
	}
	f.simplified = xml.root->name == N_FatturaElettronicaSemplificata;
	if (!f.simplified && xml.root->name != N_FatturaElettronica)
		return cr_fpa_bad(&f, xml.root, "is no FatturaPA");
	return take_bodies(&f, &xml, out);
}
