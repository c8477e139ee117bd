#include "tables.h"

#include <string.h>

#include "cr/i18n.h"
#include "cr/str.h"
#include "table_names.h"

/*
 * Lists of movements from the web pages of banks, known by their headers.
 * They are looked for when a table has no customers in it; since ledger
 * cards look like them (date, text, debit, credit), one header has to be
 * such that only a bank writes it.
 */
enum {
	B_NONE, B_BOOKED, B_VALUE, B_AMOUNT, B_DEBIT, B_CREDIT, B_SIDE,
	B_TEXT, B_CODE, B_REF, B_CURRENCY, B_NAME, B_IBAN, B_ACCOUNT,
	BANK_CONCEPTS
};

static const struct bank_name {
	unsigned char concept;
	unsigned char rank;	/* 1 is sure; more gives way to less */
	bool sure;		/* only a bank writes so */
	const char *headers;	/* normalised, with | between */
} names[] = {
	{ B_BOOKED, 1, true, "DATA CONTABILE|DATA OPERAZIONE|DATA MOVIMENTO|"
	    "DATA CONT|DATA OPER|BOOKING DATE|TRANSACTION DATE" },
	{ B_BOOKED, 2, false, "DATA REGISTRAZIONE|DATA|DATE" },
	{ B_VALUE, 1, true, "DATA VALUTA|VALUE DATE" },
	{ B_VALUE, 2, true, "VALUTA" },
	{ B_AMOUNT, 1, false, "IMPORTO|IMPORTO EUR|IMPORTO EURO|AMOUNT|"
	    "IMPORTO OPERAZIONE|IMPORTO MOVIMENTO" },
	{ B_DEBIT, 1, true, "USCITE|USCITA|ADDEBITI|ADDEBITO|PAID OUT|"
	    "MONEY OUT|WITHDRAWALS" },
	{ B_DEBIT, 1, false, "DARE|IMPORTO DARE|DEBIT" },
	{ B_CREDIT, 1, true, "ENTRATE|ENTRATA|ACCREDITI|ACCREDITO|PAID IN|"
	    "MONEY IN|DEPOSITS" },
	{ B_CREDIT, 1, false, "AVERE|IMPORTO AVERE|CREDIT" },
	{ B_SIDE, 1, false, "SEGNO|DARE AVERE|D A|DEBIT CREDIT|D C" },
	{ B_TEXT, 1, true, "DESCRIZIONE ESTESA|DESCRIZIONE OPERAZIONE|"
	    "DESCRIZIONE MOVIMENTO" },
	{ B_TEXT, 2, false, "DESCRIZIONE|DESCRIPTION|LABEL|DETTAGLI|"
	    "DETTAGLIO" },
	{ B_TEXT, 3, false, "CAUSALE|OPERAZIONE" },
	{ B_CODE, 1, false, "CAUSALE ABI|CODICE CAUSALE|COD CAUSALE" },
	{ B_REF, 1, true, "TRN|CRO|TRN CRO|CRO TRN" },
	{ B_REF, 2, false, "RIFERIMENTO|REFERENCE|RIF" },
	{ B_CURRENCY, 1, false, "DIVISA|CURRENCY|CCY" },
	{ B_NAME, 1, true, "ORDINANTE|CONTROPARTE|PARTNER NAME|COUNTERPARTY|"
	    "ORDINANTE BENEFICIARIO|BENEFICIARIO ORDINANTE" },
	{ B_IBAN, 1, true, "IBAN CONTROPARTE|IBAN ORDINANTE|BANK ACCOUNT|"
	    "COUNTERPARTY IBAN" },
	{ B_ACCOUNT, 1, true, "RAPPORTO|CONTO CORRENTE|NUMERO CONTO" },
};

static const char *const keys[BANK_CONCEPTS] = {
	[B_BOOKED] = "booked", [B_VALUE] = "value", [B_AMOUNT] = "amount",
	[B_DEBIT] = "debit", [B_CREDIT] = "credit", [B_SIDE] = "side",
	[B_TEXT] = "remittance", [B_CODE] = "code", [B_REF] = "servicer_ref",
	[B_CURRENCY] = "currency", [B_NAME] = "name", [B_IBAN] = "iban",
	[B_ACCOUNT] = "account",
};

/* A row looked at as headers: the column (from 0, or -1) of each concept. */
struct found {
	int32_t col[BANK_CONCEPTS], other[BANK_CONCEPTS];
	unsigned char rank[BANK_CONCEPTS];
	bool sure;
};

static const struct bank_name *
find_name(const char *text)
{
	size_t i;

	for (i = 0; *text != '\0' && i < CR_COUNT_OF(names); i++)
		if (cr_table_is_listed(text, names[i].headers))
			return &names[i];
	return NULL;
}

static void
look_at(struct found *f, const struct cr_row *row)
{
	const struct bank_name *n;
	char text[128];
	size_t i;
	int c;

	memset(f, 0, sizeof(*f));
	for (c = 0; c < BANK_CONCEPTS; c++)
		f->col[c] = f->other[c] = -1;
	for (i = 0; i < row->n; i++) {
		if (row->cell[i].n >= sizeof(text) || (n = find_name(
		    cr_table_normalise(row->cell[i].s, text))) == NULL)
			continue;
		c = n->concept;
		f->sure |= n->sure;
		if (f->rank[c] == 0 || n->rank < f->rank[c]) {
			f->rank[c] = n->rank;
			f->col[c] = (int32_t)i;
			f->other[c] = -1;
		} else if (n->rank == f->rank[c]) {
			f->other[c] = (int32_t)i;
		}
	}
}

static bool
is_list(const struct found *f)
{
	return f->sure && f->col[B_BOOKED] >= 0 && f->col[B_TEXT] >= 0 &&
	    (f->col[B_AMOUNT] >= 0 ||
	    (f->col[B_DEBIT] >= 0 && f->col[B_CREDIT] >= 0));
}

/* Two columns for one figure or day: which is not for us to say. */
static bool
is_ambiguous(const struct found *f, const struct cr_row *row,
    struct cr_buf *why)
{
	static const unsigned char matter[] = { B_BOOKED, B_VALUE, B_AMOUNT,
	    B_DEBIT, B_CREDIT, B_SIDE, B_TEXT };
	size_t i;

	for (i = 0; i < sizeof(matter); i++)
		if (f->other[matter[i]] >= 0) {
			cr_buf_addf(why, _("\"%s\" or \"%s\" may be the %s"),
			    row->cell[f->col[matter[i]]].s,
			    row->cell[f->other[matter[i]]].s,
			    keys[matter[i]]);
			return true;
		}
	if (f->col[B_AMOUNT] >= 0 &&
	    (f->col[B_DEBIT] >= 0 || f->col[B_CREDIT] >= 0)) {
		cr_buf_addf(why, _("\"%s\", or debit and credit, may be the "
		    "amount"), row->cell[f->col[B_AMOUNT]].s);
		return true;
	}
	return false;
}

ptrdiff_t
cr_table_guess_bank(const struct sample *s, struct cr_mapping *m,
    struct cr_buf *why)
{
	struct found f;
	size_t r;
	int c;

	for (r = 0; r < s->n && r < TABLE_HEADER_ROWS; r++) {
		look_at(&f, &s->row[r]);
		if (is_list(&f))
			break;
	}
	if (r == s->n || r == TABLE_HEADER_ROWS)
		return -1;
	if (is_ambiguous(&f, &s->row[r], why))
		return -1;
	for (c = 1; c < BANK_CONCEPTS; c++)
		if (f.col[c] >= 0)
			cr_mapping_want(m, MAPPING_ENTRY, keys[c],
			    f.col[c] + 1, cr_table_nameable(&s->row[r],
			    f.col[c]));
	m->date = cr_table_is_italian(&s->row[r]) ? CR_DATE_DMY : CR_DATE_MDY;
	return (ptrdiff_t)r;
}
