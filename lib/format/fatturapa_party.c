#include "fatturapa.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

#define CODE_NONE "0000000"	/* CodiceDestinatario: no code, PEC or none */
#define CODE_PA_LENGTH 6	/* an office of a public administration */

/* A and B with something between them, or the one that there is. */
static const char *
join(struct fpa *f, const char *a, const char *between, const char *b)
{
	if (a == NULL || b == NULL)
		return a ? a : b;
	return cr_arena_printf(f->arena, "%s%s%s", a, between, b);
}

/*
 * One party. Ordinary invoices put numbers and name in DatiAnagrafici,
 * simplified ones the supplier's in the element itself and the customer's
 * in IdentificativiFiscali and AltriDatiIdentificativi.
 */
static void
take_party(struct fpa *f, const struct cr_xml_node *e,
    struct cr_rec_party *p)
{
	const struct cr_xml_node *ids, *name, *seat, *vat, *contacts;

	if ((ids = cr_xml_child(e, N_DatiAnagrafici)) == NULL &&
	    (ids = cr_xml_child(e, N_IdentificativiFiscali)) == NULL)
		ids = e;
	if ((name = cr_xml_child(ids, N_Anagrafica)) == NULL &&
	    (name = cr_xml_child(e, N_AltriDatiIdentificativi)) == NULL)
		name = ids;
	if ((seat = cr_xml_child(e, N_Sede)) == NULL)
		seat = cr_xml_child(name, N_Sede);
	vat = cr_xml_child(ids, N_IdFiscaleIVA);
	contacts = cr_xml_child(e, N_Contatti);

	p->country = cr_xml_text(vat, N_IdPaese);
	p->vat = cr_xml_text(vat, N_IdCodice);
	if (p->country == NULL)
		p->country = cr_xml_text(seat, N_Nazione);
	p->tax_code = cr_xml_text(ids, N_CodiceFiscale);
	p->name = cr_xml_text(name, N_Denominazione);
	p->kind = p->name ? "company" : NULL;
	if (p->name == NULL) {
		p->name = join(f, cr_xml_text(name, N_Nome), " ",
		    cr_xml_text(name, N_Cognome));
		p->kind = p->name ? "person" : NULL;
	}
	p->street = join(f, cr_xml_text(seat, N_Indirizzo), ", ",
	    cr_xml_text(seat, N_NumeroCivico));
	p->zip = cr_xml_text(seat, N_CAP);
	p->city = cr_xml_text(seat, N_Comune);
	p->province = cr_xml_text(seat, N_Provincia);
	p->phone = cr_xml_text(contacts, N_Telefono);
	p->fax = cr_xml_text(contacts, N_Fax);
	p->email = cr_xml_text(contacts, N_Email);
}

/* Where SdI delivers to; a code of six is a public administration's. */
static void
take_delivery(const struct cr_xml_node *header, struct cr_rec_party *p)
{
	const struct cr_xml_node *t = cr_xml_child(header, N_DatiTrasmissione);
	const char *code = cr_xml_text(t, N_CodiceDestinatario);

	p->pec = cr_xml_text(t, N_PECDestinatario);
	if (code == NULL || strcmp(code, CODE_NONE) == 0)
		return;
	p->sdi_code = code;
	if (strlen(code) == CODE_PA_LENGTH)
		p->kind = "pa";
}

static void
empty_party(struct cr_rec_party *p)
{
	struct cr_record r;

	cr_record_init(&r, CR_RECORD_PARTY);
	*p = r.u.party;
}

int
cr_fpa_parties(struct fpa *f, const struct cr_xml_node *root,
    struct cr_rec_party *creditor, struct cr_rec_party *debtor)
{
	const struct cr_xml_node *header, *e;

	empty_party(creditor);
	empty_party(debtor);
	header = cr_xml_child(root, N_FatturaElettronicaHeader);
	if (header == NULL)
		return cr_fpa_bad(f, root,
		    "FatturaElettronicaHeader is missing");
	if ((e = cr_xml_child(header, N_CedentePrestatore)) == NULL)
		return cr_fpa_bad(f, header, "CedentePrestatore is missing");
	take_party(f, e, creditor);
	if (creditor->vat == NULL)
		return cr_fpa_bad(f, e, "the supplier has no IdFiscaleIVA");
	e = cr_xml_child(header, N_CessionarioCommittente);
	if (e == NULL)
		return cr_fpa_bad(f, header,
		    "CessionarioCommittente is missing");
	take_party(f, e, debtor);
	take_delivery(header, debtor);
	return CR_OK;
}
