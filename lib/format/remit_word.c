#include "remit.h"

#include <stdlib.h>
#include <string.h>

/* In the order of strcmp(). */
static const struct word {
	const char *s;
	enum remit_word word;
	unsigned char month;
} words[] = {
	{ "A", WORD_TO, 0 }, { "ABB", WORD_DEDUCTION, 0 },
	{ "ABBUONI", WORD_DEDUCTION, 0 }, { "ABBUONO", WORD_DEDUCTION, 0 },
	{ "ACC", WORD_DEPOSIT, 0 }, { "ACCOMPAGNATORIA", WORD_FILLER, 0 },
	{ "ACCONTO", WORD_DEPOSIT, 0 }, { "AGO", WORD_MONTH, 8 },
	{ "AGOSTO", WORD_MONTH, 8 }, { "AL", WORD_TO, 0 },
	{ "ALLA", WORD_TO, 0 }, { "ALTRE", WORD_MORE, 0 },
	{ "AND", WORD_AND, 0 }, { "ANNO", WORD_DATE, 0 },
	{ "APR", WORD_MONTH, 4 }, { "APRILE", WORD_MONTH, 4 },
	{ "ARR", WORD_DEDUCTION, 0 }, { "ARROT", WORD_DEDUCTION, 0 },
	{ "ARROTONDAMENTO", WORD_DEDUCTION, 0 }, { "ASS", WORD_OTHER, 0 },
	{ "ASSEGNO", WORD_OTHER, 0 }, { "AVVISO", WORD_OTHER, 0 },
	{ "BILL", WORD_INVOICE, 0 }, { "BOLLA", WORD_OTHER, 0 },
	{ "BOLLE", WORD_OTHER, 0 }, { "BOLLETTA", WORD_INVOICE, 0 },
	{ "BOLLETTE", WORD_INVOICE, 0 }, { "BONIFICO", WORD_FILLER, 0 },
	{ "CAP", WORD_OTHER, 0 }, { "CARTELLA", WORD_OTHER, 0 },
	{ "CC", WORD_CODE, 0 }, { "CELL", WORD_PHONE, 0 },
	{ "CF", WORD_CODE, 0 }, { "CHIUSURA", WORD_FILLER, 0 },
	{ "CIG", WORD_CODE, 0 }, { "CLIENTE", WORD_CODE, 0 },
	{ "CN", WORD_CREDIT, 0 }, { "COD", WORD_CODE, 0 },
	{ "CODICE", WORD_CODE, 0 }, { "COMM", WORD_OTHER, 0 },
	{ "COMMERCIALE", WORD_FILLER, 0 }, { "COMMESSA", WORD_CODE, 0 },
	{ "CONTO", WORD_CODE, 0 }, { "CONTR", WORD_CODE, 0 },
	{ "CONTRATTO", WORD_CODE, 0 }, { "CRO", WORD_CODE, 0 },
	{ "CUP", WORD_CODE, 0 }, { "DA", WORD_FROM, 0 },
	{ "DAL", WORD_FROM, 0 }, { "DALLA", WORD_FROM, 0 },
	{ "DALLE", WORD_FROM, 0 }, { "DATA", WORD_DATE, 0 },
	{ "DATATA", WORD_DATE, 0 }, { "DATATE", WORD_DATE, 0 },
	{ "DD", WORD_DATE, 0 }, { "DDT", WORD_CODE, 0 },
	{ "DEBITO", WORD_FILLER, 0 }, { "DEC", WORD_MONTH, 12 },
	{ "DEL", WORD_DATE, 0 }, { "DELIBERA", WORD_OTHER, 0 },
	{ "DELL", WORD_DATE, 0 }, { "DELLA", WORD_FILLER, 0 },
	{ "DELLE", WORD_FILLER, 0 }, { "DETERMINA", WORD_OTHER, 0 },
	{ "DETRATTA", WORD_FILLER, 0 }, { "DI", WORD_OF, 0 },
	{ "DIC", WORD_MONTH, 12 }, { "DICEMBRE", WORD_MONTH, 12 },
	{ "DIFFERITA", WORD_FILLER, 0 }, { "DIST", WORD_OTHER, 0 },
	{ "DISTINTA", WORD_OTHER, 0 }, { "DOC", WORD_INVOICE, 0 },
	{ "DOCUMENTI", WORD_INVOICE, 0 }, { "DOCUMENTO", WORD_INVOICE, 0 },
	{ "DT", WORD_DATE, 0 }, { "DTD", WORD_DATE, 0 },
	{ "E", WORD_AND, 0 }, { "ECC", WORD_MORE, 0 },
	{ "ED", WORD_AND, 0 }, { "ELETTRONICA", WORD_FILLER, 0 },
	{ "EMESSA", WORD_DATE, 0 }, { "EMESSE", WORD_DATE, 0 },
	{ "ESTRATTO", WORD_OTHER, 0 }, { "ET", WORD_AND, 0 },
	{ "ETC", WORD_MORE, 0 }, { "EUR", WORD_AMOUNT, 0 },
	{ "EURO", WORD_AMOUNT, 0 }, { "FA", WORD_INVOICE, 0 },
	{ "FAC", WORD_INVOICE, 0 }, { "FACT", WORD_INVOICE, 0 },
	{ "FACTURA", WORD_INVOICE, 0 }, { "FACTURE", WORD_INVOICE, 0 },
	{ "FACTURES", WORD_INVOICE, 0 }, { "FATT", WORD_INVOICE, 0 },
	{ "FEB", WORD_MONTH, 2 }, { "FEBBRAIO", WORD_MONTH, 2 },
	{ "FF", WORD_INVOICE, 0 }, { "FPA", WORD_INVOICE, 0 },
	{ "FPR", WORD_INVOICE, 0 }, { "FRA", WORD_INVOICE, 0 },
	{ "FRE", WORD_INVOICE, 0 }, { "FT", WORD_INVOICE, 0 },
	{ "FTA", WORD_INVOICE, 0 }, { "FTE", WORD_INVOICE, 0 },
	{ "FTN", WORD_INVOICE, 0 }, { "FTR", WORD_INVOICE, 0 },
	{ "FTRA", WORD_INVOICE, 0 }, { "FTRE", WORD_INVOICE, 0 },
	{ "FTS", WORD_INVOICE, 0 }, { "FTT", WORD_INVOICE, 0 },
	{ "FTV", WORD_INVOICE, 0 }, { "FV", WORD_INVOICE, 0 },
	{ "GEN", WORD_MONTH, 1 }, { "GENNAIO", WORD_MONTH, 1 },
	{ "GIU", WORD_MONTH, 6 }, { "GIUGNO", WORD_MONTH, 6 },
	{ "GUTSCHRIFT", WORD_CREDIT, 0 }, { "IBAN", WORD_CODE, 0 },
	{ "ID", WORD_CODE, 0 }, { "IL", WORD_FILLER, 0 },
	{ "IMMEDIATA", WORD_FILLER, 0 }, { "IMP", WORD_AMOUNT, 0 },
	{ "IMPEGNO", WORD_OTHER, 0 }, { "IMPORTO", WORD_AMOUNT, 0 },
	{ "IN", WORD_FILLER, 0 }, { "INV", WORD_INVOICE, 0 },
	{ "INVOICE", WORD_INVOICE, 0 }, { "INVOICES", WORD_INVOICE, 0 },
	{ "IVA", WORD_DEDUCTION, 0 }, { "LUG", WORD_MONTH, 7 },
	{ "LUGLIO", WORD_MONTH, 7 }, { "MAG", WORD_MONTH, 5 },
	{ "MAGGIO", WORD_MONTH, 5 }, { "MANDATO", WORD_CODE, 0 },
	{ "MAR", WORD_MONTH, 3 }, { "MARZO", WORD_MONTH, 3 },
	{ "MENO", WORD_AND, 0 }, { "MOB", WORD_PHONE, 0 },
	{ "N", WORD_NUMBER, 0 }, { "NA", WORD_CREDIT, 0 },
	{ "NAC", WORD_CREDIT, 0 }, { "NC", WORD_CREDIT, 0 },
	{ "NCC", WORD_CREDIT, 0 }, { "NCR", WORD_CREDIT, 0 },
	{ "ND", WORD_INVOICE, 0 }, { "NDC", WORD_CREDIT, 0 },
	{ "NN", WORD_NUMBER, 0 }, { "NO", WORD_NUMBER, 0 },
	{ "NOTULA", WORD_INVOICE, 0 }, { "NOV", WORD_MONTH, 11 },
	{ "NOVEMBRE", WORD_MONTH, 11 }, { "NR", WORD_NUMBER, 0 },
	{ "NRI", WORD_NUMBER, 0 }, { "NRO", WORD_NUMBER, 0 },
	{ "NS", WORD_FILLER, 0 }, { "NUM", WORD_NUMBER, 0 },
	{ "NUMERI", WORD_NUMBER, 0 }, { "NUMERO", WORD_NUMBER, 0 },
	{ "OF", WORD_OF, 0 }, { "OFFERTA", WORD_CODE, 0 },
	{ "ORD", WORD_CODE, 0 }, { "ORDER", WORD_CODE, 0 },
	{ "ORDINE", WORD_CODE, 0 }, { "ORDINI", WORD_CODE, 0 },
	{ "OTT", WORD_MONTH, 10 }, { "OTTOBRE", WORD_MONTH, 10 },
	{ "PAG", WORD_FILLER, 0 }, { "PAGAMENTO", WORD_FILLER, 0 },
	{ "PARCELLA", WORD_INVOICE, 0 }, { "PARCELLE", WORD_INVOICE, 0 },
	{ "PARZ", WORD_DEPOSIT, 0 }, { "PARZIALE", WORD_DEPOSIT, 0 },
	{ "PER", WORD_FILLER, 0 }, { "PIVA", WORD_CODE, 0 },
	{ "PO", WORD_CODE, 0 }, { "POLIZZA", WORD_CODE, 0 },
	{ "PRATICA", WORD_CODE, 0 }, { "PREVENTIVO", WORD_CODE, 0 },
	{ "PROT", WORD_OTHER, 0 }, { "PROTOCOLLO", WORD_OTHER, 0 },
	{ "RATA", WORD_INSTALMENT, 0 }, { "RATE", WORD_INSTALMENT, 0 },
	{ "RECHNUNG", WORD_INVOICE, 0 }, { "RECHNUNGEN", WORD_INVOICE, 0 },
	{ "REV", WORD_OTHER, 0 }, { "RG", WORD_INVOICE, 0 },
	{ "RIBA", WORD_OTHER, 0 }, { "RICEVUTA", WORD_OTHER, 0 },
	{ "RIMBORSO", WORD_OTHER, 0 }, { "RIT", WORD_DEDUCTION, 0 },
	{ "RITENUTA", WORD_DEDUCTION, 0 }, { "RNR", WORD_INVOICE, 0 },
	{ "S", WORD_FILLER, 0 }, { "SALDO", WORD_FILLER, 0 },
	{ "SCAD", WORD_OTHER, 0 }, { "SCADENZA", WORD_OTHER, 0 },
	{ "SCISSIONE", WORD_DEDUCTION, 0 }, { "SCONTO", WORD_DEDUCTION, 0 },
	{ "SERIE", WORD_SERIES, 0 }, { "SET", WORD_MONTH, 9 },
	{ "SETT", WORD_MONTH, 9 }, { "SETTEMBRE", WORD_MONTH, 9 },
	{ "SEZ", WORD_SERIES, 0 }, { "SEZIONALE", WORD_SERIES, 0 },
	{ "SPESE", WORD_DEDUCTION, 0 }, { "SPLIT", WORD_DEDUCTION, 0 },
	{ "TARGA", WORD_CODE, 0 }, { "TEL", WORD_PHONE, 0 },
	{ "TELEFONO", WORD_PHONE, 0 }, { "TOT", WORD_AMOUNT, 0 },
	{ "TOTALE", WORD_AMOUNT, 0 }, { "TRN", WORD_CODE, 0 },
	{ "UND", WORD_AND, 0 }, { "V", WORD_FILLER, 0 },
	{ "VARIE", WORD_MORE, 0 }, { "VENDITA", WORD_FILLER, 0 },
	{ "VERBALE", WORD_CODE, 0 }, { "VIA", WORD_OTHER, 0 },
	{ "VOSTRA", WORD_FILLER, 0 }, { "VOSTRE", WORD_FILLER, 0 },
	{ "VS", WORD_FILLER, 0 }, { "X", WORD_FILLER, 0 },
	{ "Y", WORD_AND, 0 },
};

/* Words of which the beginning says it, whatever is mistyped behind. */
static const struct word starts[] = {
	{ "FATTORI", WORD_ANY, 0 }, { "FATTO", WORD_ANY, 0 },
	{ "FATT", WORD_INVOICE, 0 }, { "FATU", WORD_INVOICE, 0 },
	{ "FTTUR", WORD_INVOICE, 0 }, { "FATR", WORD_INVOICE, 0 },
	{ "FAT", WORD_INVOICE, 0 }, { "FTUR", WORD_INVOICE, 0 },
	{ "ACCREDIT", WORD_CREDIT, 0 }, { "COMMISSION", WORD_OTHER, 0 },
	{ "FACTUR", WORD_INVOICE, 0 }, { "RIFERIMENT", WORD_FILLER, 0 },
	{ "ARROTOND", WORD_DEDUCTION, 0 }, { "PAGAMENT", WORD_FILLER, 0 },
	{ "COMMESS", WORD_CODE, 0 }, { "CONTRATT", WORD_CODE, 0 },
	{ "ELETTRONIC", WORD_FILLER, 0 }, { "FINANZIAMENT", WORD_CODE, 0 },
};

/* What is written with a dot or a slash in it, and without blanks. */
static const struct {
	const char *first, *second;
	enum remit_word word;
} dotted[] = {
	{ "F", "RE", WORD_INVOICE }, { "F", "RA", WORD_INVOICE },
	{ "F", "TE", WORD_INVOICE }, { "F", "TA", WORD_INVOICE },
	{ "F", "T", WORD_INVOICE }, { "F", "TT", WORD_INVOICE },
	{ "F", "TURA", WORD_INVOICE }, { "F", "TURE", WORD_INVOICE },
	{ "F", "TI", WORD_INVOICE }, { "F", "RI", WORD_INVOICE },
	{ "FT", "E", WORD_INVOICE }, { "FT", "RE", WORD_INVOICE },
	{ "FATT", "RE", WORD_INVOICE }, { "FATT", "NE", WORD_INVOICE },
	{ "N", "C", WORD_CREDIT }, { "N", "CR", WORD_CREDIT },
	{ "N", "CRED", WORD_CREDIT }, { "N", "CREDITO", WORD_CREDIT },
	{ "N", "A", WORD_CREDIT }, { "N", "D", WORD_INVOICE },
	{ "N", "DEB", WORD_INVOICE }, { "P", "IVA", WORD_CODE },
	{ "C", "F", WORD_CODE }, { "C", "C", WORD_CODE },
	{ "D", "D", WORD_DATE }, { "N", "RO", WORD_NUMBER },
	{ "N", "RI", WORD_NUMBER }, { "N", "R", WORD_NUMBER },
};

/* NOTA DI CREDITO, NOTA CREDITO, CREDIT NOTE, N. CREDITO, RECHNUNG NR. */
static const struct {
	const char *first, *second;
	enum remit_word word;
} pairs[] = {
	{ "NOTA", "CREDITO", WORD_CREDIT }, { "NOTE", "CREDITO", WORD_CREDIT },
	{ "NOTA", "CR", WORD_CREDIT }, { "NOTA", "CRED", WORD_CREDIT },
	{ "NOTA", "ACCREDITO", WORD_CREDIT },
	{ "NOTE", "ACCREDITO", WORD_CREDIT },
	{ "CREDIT", "NOTE", WORD_CREDIT }, { "NOTA", "DEBITO", WORD_INVOICE },
	{ "CREDIT", "MEMO", WORD_CREDIT }, { "N", "CREDITO", WORD_CREDIT },
	{ "NOTE", "CRED", WORD_CREDIT }, { "NS", "AVERE", WORD_CREDIT },
};

static bool
equals(const struct remit_token *k, const char *s)
{
	return k->kind == REMIT_WORD && strlen(s) == k->n &&
	    memcmp(k->s, s, k->n) == 0;
}

static int
compare(const void *key, const void *word)
{
	const struct remit_token *k = key;
	const struct word *w = word;
	int c = strncmp(k->s, w->s, k->n);

	return c != 0 ? c : -(w->s[k->n] != '\0');
}

static void
classify(struct remit_token *k)
{
	const struct word *w = bsearch(k, words, sizeof(words) /
	    sizeof(words[0]), sizeof(words[0]), compare);
	size_t i;

	for (i = 0; w == NULL && i < sizeof(starts) / sizeof(starts[0]); i++)
		if (k->n >= strlen(starts[i].s) &&
		    memcmp(k->s, starts[i].s, strlen(starts[i].s)) == 0)
			w = &starts[i];
	if (w != NULL) {
		k->word = (unsigned char)w->word;
		k->month = w->month;
	}
}

/* Tokens I to I + N - 1 are one word. */
static void
join(struct remit_text *t, size_t i, size_t n, enum remit_word word)
{
	struct remit_token *k = &t->v[i];

	k->n = (unsigned short)(k[n - 1].s + k[n - 1].n - k->s);
	k->word = (unsigned char)word;
	memmove(k + 1, k + n, (t->n + 1 - i - n) * sizeof(*k));
	t->n -= n - 1;
}

static void
join_dotted(struct remit_text *t, size_t i)
{
	const struct remit_token *k = &t->v[i];
	size_t j;

	if (k->n > 4 || !cr_remit_joins(&k[1], "./") ||
	    k[2].kind != REMIT_WORD)
		return;
	for (j = 0; j < sizeof(dotted) / sizeof(dotted[0]); j++)
		if (equals(k, dotted[j].first) &&
		    equals(&k[2], dotted[j].second)) {
			join(t, i, 3, dotted[j].word);
			return;
		}
}

static void
join_pair(struct remit_text *t, size_t i)
{
	const struct remit_token *k = &t->v[i], *second = k + 1;
	size_t j;

	if (k->kind != REMIT_WORD)
		return;
	if (cr_remit_is_sign(second, "."))
		second++;
	if (equals(second, "DI") || equals(second, "D"))
		second++;
	if (cr_remit_is_sign(second, "."))
		second++;
	for (j = 0; j < sizeof(pairs) / sizeof(pairs[0]); j++)
		if (equals(k, pairs[j].first) &&
		    equals(second, pairs[j].second)) {
			join(t, i, (size_t)(second - k) + 1, pairs[j].word);
			return;
		}
}

/* F. 123 is an invoice; F. ROSSI is not, nor is the form F24. */
static void
lone_f(struct remit_token *k)
{
	const struct remit_token *next = k + 1;

	if (!equals(k, "F"))
		return;
	if (!next->blank && cr_remit_value(next) == 24) {
		k->word = WORD_OTHER;
		return;
	}
	while (cr_remit_is_sign(next, ".") || next->word == WORD_NUMBER)
		next++;
	if (next->kind == REMIT_NUMBER)
		k->word = WORD_INVOICE;
}

void
cr_remit_words(struct remit_text *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->v[i].kind == REMIT_WORD)
			classify(&t->v[i]);
	for (i = 0; i < t->n; i++) {
		join_dotted(t, i);
		join_pair(t, i);
		lone_f(&t->v[i]);
	}
}
