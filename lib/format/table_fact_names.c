#include "table_fact_names.h"

#include "cr/field.h"

static const struct fact_name sheet_names[] = {
	{ "date", 1, true, "ESERCIZIO|ANNO|ANNO BILANCIO|ANNO ESERCIZIO|"
	    "DATA BILANCIO|DATA CHIUSURA|CHIUSURA ESERCIZIO|"
	    "DATA CHIUSURA ESERCIZIO|BILANCIO|BILANCIO AL", NULL },
	{ "date", 1, false, "FISCAL YEAR|YEAR|YEAR END|FINANCIAL YEAR|"
	    "BALANCE SHEET DATE", NULL },
	{ "date", 2, true, "DATA", NULL },
	{ "date", 2, false, "DATE", NULL },
	{ "filed", 1, true, "DATA DEPOSITO|DEPOSITATO IL|DEPOSITO|"
	    "DATA DI DEPOSITO", NULL },
	{ "filed", 1, false, "FILED|FILED ON|FILING DATE", NULL },
	{ "assets", 1, true, "TOTALE ATTIVO|TOT ATTIVO|ATTIVO TOTALE|"
	    "TOTALE ATTIVITA", NULL },
	{ "assets", 1, false, "TOTAL ASSETS|ASSETS", NULL },
	{ "current_assets", 1, true, "ATTIVO CIRCOLANTE|ATTIVO CORRENTE|"
	    "ATTIVITA CORRENTI|TOTALE ATTIVO CIRCOLANTE", NULL },
	{ "current_assets", 1, false, "CURRENT ASSETS", NULL },
	{ "current_liabilities", 1, true, "PASSIVO CORRENTE|"
	    "PASSIVITA CORRENTI|DEBITI A BREVE|DEBITI ENTRO L ESERCIZIO|"
	    "DEBITI ENTRO ESERCIZIO|DEBITI ENTRO 12 MESI|"
	    "DEBITI ESIGIBILI ENTRO L ESERCIZIO|"
	    "DEBITI ESIGIBILI ENTRO L ESERCIZIO SUCCESSIVO", NULL },
	{ "current_liabilities", 1, false, "CURRENT LIABILITIES", NULL },
	{ "retained", 1, true, "RISERVE E UTILI A NUOVO|RISERVE E UTILI|"
	    "RISERVE E UTILI PORTATI A NUOVO", NULL },
	{ "retained", 1, false, "RETAINED EARNINGS|RETAINED", NULL },
	{ "retained", 2, true, "RISERVE|UTILI A NUOVO|"
	    "UTILI PORTATI A NUOVO", NULL },
	{ "ebit", 1, true, "REDDITO OPERATIVO|RISULTATO OPERATIVO|"
	    "UTILE OPERATIVO|MARGINE OPERATIVO NETTO", NULL },
	{ "ebit", 1, false, "EBIT|OPERATING RESULT|OPERATING INCOME|"
	    "OPERATING PROFIT", NULL },
	{ "equity", 1, true, "PATRIMONIO NETTO|PN|MEZZI PROPRI|"
	    "TOTALE PATRIMONIO NETTO", NULL },
	{ "equity", 1, false, "EQUITY|BOOK EQUITY|NET WORTH", NULL },
	/* "totale passivo" has the equity in it */
	{ "liabilities", 1, true, "TOTALE DEBITI|DEBITI TOTALI|DEBITI|"
	    "TOTALE PASSIVITA|PASSIVITA", NULL },
	{ "liabilities", 1, false, "TOTAL LIABILITIES|LIABILITIES", NULL },
	{ "sales", 1, true, "RICAVI|FATTURATO|RICAVI DELLE VENDITE|"
	    "RICAVI DELLE VENDITE E DELLE PRESTAZIONI|RICAVI NETTI", NULL },
	{ "sales", 1, false, "SALES|REVENUE|REVENUES|TURNOVER|NET SALES",
	    NULL },
	{ "source", 1, true, "FONTE|ORIGINE", NULL },
	{ "source", 1, false, "SOURCE", NULL },
};

static const struct fact_name score_names[] = {
	{ "provider", 1, true, "FONTE|FORNITORE|AGENZIA|SOCIETA DI RATING|"
	    "FONTE PROVIDER|ENTE", NULL },
	{ "provider", 1, false, "PROVIDER|BUREAU|AGENCY", NULL },
	{ "score", 1, true, "PUNTEGGIO|GIUDIZIO", NULL },
	{ "score", 1, false, "SCORE|RATING", NULL },
	{ "date", 1, true, "DATA PUNTEGGIO|DATA RATING|DATA SCORE|"
	    "DATA RILEVAZIONE|DATA VALUTAZIONE|VALIDO DAL", NULL },
	{ "date", 1, false, "SCORE DATE|RATING DATE|VALID FROM", NULL },
	{ "date", 2, true, "DATA|DAL", NULL },
	{ "date", 2, false, "DATE|FROM", NULL },
	{ "until", 1, true, "VALIDO FINO AL|FINO AL|SCADENZA|"
	    "DATA SCADENZA|AL", NULL },
	{ "until", 1, false, "UNTIL|VALID UNTIL|EXPIRY|EXPIRES", NULL },
	{ "note", 1, true, "NOTE|ANNOTAZIONI", NULL },
	{ "note", 1, false, "NOTE|NOTES", NULL },
};

static const struct fact_name adverse_names[] = {
	{ "kind", 1, true, "EVENTO|TIPO EVENTO|NEGATIVITA|TIPO NEGATIVITA|"
	    "PREGIUDIZIEVOLE|PROTESTO|PROCEDURA|TIPO PROCEDURA|"
	    "EVENTO NEGATIVO", NULL },
	{ "kind", 1, false, "EVENT|EVENT TYPE|ADVERSE EVENT|KIND", NULL },
	{ "kind", 2, true, "TIPO", NULL },
	{ "kind", 2, false, "TYPE", NULL },
	{ "date", 1, true, "DATA EVENTO|DATA ISCRIZIONE|"
	    "DATA TRASCRIZIONE|DATA PROTESTO|DATA LEVATA|DATA APERTURA",
	    NULL },
	{ "date", 1, false, "EVENT DATE", NULL },
	{ "date", 2, true, "DATA|DEL", NULL },
	{ "date", 2, false, "DATE", NULL },
	{ "until", 1, true, "DATA CANCELLAZIONE|CANCELLATO IL|"
	    "DATA CHIUSURA|CHIUSO IL|FINO AL", NULL },
	{ "until", 1, false, "UNTIL|CANCELLED ON|CLOSED ON", NULL },
	{ "amount", 1, true, "IMPORTO|AMMONTARE|IMPORTO EVENTO", NULL },
	{ "amount", 1, false, "AMOUNT", NULL },
	{ "ref", 1, true, "RIFERIMENTO|RIF|NUMERO|NUMERO PROCEDURA|"
	    "N PROCEDURA|REPERTORIO|N REPERTORIO|NUMERO EVENTO", NULL },
	{ "ref", 1, false, "REF|REFERENCE|NUMBER", NULL },
	{ "source", 1, true, "FONTE|REGISTRO|UFFICIO|TRIBUNALE", NULL },
	{ "source", 1, false, "SOURCE|REGISTER|COURT", NULL },
	{ "note", 1, true, "NOTE|ANNOTAZIONI|DESCRIZIONE", NULL },
	{ "note", 1, false, "NOTE|NOTES|DESCRIPTION", NULL },
};

static const struct fact_name asset_names[] = {
	{ "kind", 1, true, "BENE|TIPO BENE|TIPO DI BENE|BENI|CESPITE",
	    NULL },
	{ "kind", 1, false, "ASSET|ASSET TYPE|KIND", NULL },
	{ "kind", 2, true, "TIPO", NULL },
	{ "kind", 2, false, "TYPE", NULL },
	{ "value", 1, true, "VALORE|VALORE STIMATO|STIMA|"
	    "VALORE DI MERCATO|IMPORTO|REDDITO ANNUO", NULL },
	{ "value", 1, false, "VALUE|ESTIMATED VALUE", NULL },
	{ "burden", 1, true, "GRAVAMI|GRAVAME|IPOTECHE|IPOTECA|MUTUO|"
	    "MUTUI|MUTUO RESIDUO", NULL },
	{ "burden", 1, false, "BURDEN|MORTGAGE|MORTGAGES|ENCUMBRANCES",
	    NULL },
	{ "ref", 1, true, "RIFERIMENTO|RIF|DATI CATASTALI|CATASTO|TARGA|"
	    "IDENTIFICATIVO|DATORE DI LAVORO", NULL },
	{ "ref", 1, false, "REF|REFERENCE|PLATE|EMPLOYER", NULL },
	{ "date", 1, true, "DATA VISURA|DATA RILEVAZIONE|RILEVATO IL",
	    NULL },
	{ "date", 1, false, "SEEN|SEEN ON", NULL },
	{ "date", 2, true, "DATA|DEL|VISURA", NULL },
	{ "date", 2, false, "DATE", NULL },
	{ "until", 1, true, "FINO AL|CEDUTO IL|VENDUTO IL", NULL },
	{ "until", 1, false, "UNTIL|SOLD ON", NULL },
	{ "source", 1, true, "FONTE|REGISTRO", NULL },
	{ "source", 1, false, "SOURCE|REGISTER", NULL },
	{ "note", 1, true, "NOTE|ANNOTAZIONI|DESCRIZIONE", NULL },
	{ "note", 1, false, "NOTE|NOTES|DESCRIPTION", NULL },
};

static const struct fact_name commitment_names[] = {
	{ "kind", 1, true, "TIPO DOCUMENTO|TIPO DOC", NULL },
	{ "kind", 1, false, "KIND|DOCUMENT TYPE", NULL },
	{ "kind", 2, true, "TIPO", NULL },
	{ "kind", 2, false, "TYPE", NULL },
	{ "number", 1, true, "ORDINE|NUMERO ORDINE|N ORDINE|NR ORDINE|"
	    "NUM ORDINE|ORDINE N|ORDINE CLIENTE", "order" },
	{ "number", 1, false, "ORDER|ORDER NO|ORDER NUMBER", "order" },
	{ "number", 1, true, "BOLLA|NUMERO BOLLA|N BOLLA|DDT|NUMERO DDT|"
	    "N DDT|NR DDT|NUM DDT|DDT N|DOCUMENTO DI TRASPORTO|BOLLA DDT",
	    "delivery" },
	{ "number", 1, false, "DELIVERY NOTE|DELIVERY NOTE NO|"
	    "DELIVERY NUMBER", "delivery" },
	{ "number", 2, true, "NUMERO|NUMERO DOCUMENTO|N DOC|NUM DOC|"
	    "RIFERIMENTO|RIF", NULL },
	{ "number", 2, false, "NUMBER|DOCUMENT NUMBER|REFERENCE|REF",
	    NULL },
	{ "date", 1, true, "DATA ORDINE|DATA DDT|DATA BOLLA|"
	    "DATA DOCUMENTO|DATA DOC", NULL },
	{ "date", 1, false, "ORDER DATE|DELIVERY NOTE DATE", NULL },
	{ "date", 2, true, "DATA|DEL", NULL },
	{ "date", 2, false, "DATE", NULL },
	{ "expected", 1, true, "CONSEGNA PREVISTA|DATA CONSEGNA PREVISTA|"
	    "DATA PREVISTA CONSEGNA|PREVISTA CONSEGNA|"
	    "FATTURAZIONE PREVISTA|DATA EVASIONE|DATA CONSEGNA|CONSEGNA",
	    NULL },
	{ "expected", 1, false, "EXPECTED|EXPECTED DELIVERY|"
	    "DELIVERY DATE", NULL },
	{ "amount", 1, true, "DA EVADERE|IMPORTO DA EVADERE|"
	    "RESIDUO DA EVADERE|DA FATTURARE|IMPORTO DA FATTURARE|RESIDUO|"
	    "IMPORTO RESIDUO", NULL },
	{ "amount", 1, false, "TO DELIVER|TO INVOICE|OPEN AMOUNT", NULL },
	{ "amount", 2, true, "IMPORTO|VALORE|TOTALE|IMPORTO ORDINE|"
	    "VALORE ORDINE|TOTALE ORDINE|IMPORTO DDT|IMPORTO BOLLA", NULL },
	{ "amount", 2, false, "AMOUNT|VALUE|TOTAL|ORDER AMOUNT", NULL },
	{ "note", 1, true, "NOTE|ANNOTAZIONI|DESCRIZIONE", NULL },
	{ "note", 1, false, "NOTE|NOTES|DESCRIPTION", NULL },
};

static const struct fact_name plafond_names[] = {
	{ "provider", 1, true, "ASSICURATORE|COMPAGNIA ASSICURATRICE|"
	    "ASSICURAZIONE", "insured" },
	{ "provider", 1, false, "INSURER", "insured" },
	{ "provider", 1, true, "SOCIETA DI FACTORING", "factored" },
	{ "provider", 1, false, "FACTOR", "factored" },
	{ "provider", 2, true, "COMPAGNIA|ASSICURATORE FACTOR|"
	    "ASSICURATORE O FACTOR|FORNITORE", NULL },
	{ "provider", 2, false, "PROVIDER", NULL },
	{ "kind", 1, true, "TIPO PLAFOND|TIPO COPERTURA", NULL },
	{ "kind", 1, false, "KIND", NULL },
	{ "kind", 2, true, "TIPO", NULL },
	{ "kind", 2, false, "TYPE", NULL },
	{ "amount", 1, true, "PLAFOND|IMPORTO PLAFOND|PLAFOND CONCESSO|"
	    "MASSIMALE", NULL },
	{ "amount", 1, true, "PLAFOND ASSICURATO|FIDO ASSICURATO|"
	    "LIMITE ASSICURATO", "insured" },
	{ "amount", 1, false, "INSURED LIMIT", "insured" },
	{ "amount", 1, true, "PLAFOND PROSOLUTO|PLAFOND PRO SOLUTO|"
	    "FIDO FACTOR|PLAFOND FACTOR", "factored" },
	{ "amount", 2, true, "IMPORTO", NULL },
	{ "amount", 2, false, "AMOUNT|LIMIT", NULL },
	{ "covered", 1, true, "COPERTURA|PERCENTUALE COPERTA|"
	    "QUOTA COPERTA|PERC COPERTURA|PERCENTUALE DI COPERTURA|COPERTA",
	    NULL },
	{ "covered", 1, false, "COVERED|COVER|COVERAGE|COVERED BP", NULL },
	{ "date", 1, true, "DECORRENZA|DATA DECORRENZA|VALIDO DAL|"
	    "DATA DELIBERA", NULL },
	{ "date", 1, false, "VALID FROM|START DATE", NULL },
	{ "date", 2, true, "DATA|DAL", NULL },
	{ "date", 2, false, "DATE|FROM", NULL },
	{ "until", 1, true, "SCADENZA|DATA SCADENZA|VALIDO FINO AL|"
	    "FINO AL|AL", NULL },
	{ "until", 1, false, "UNTIL|VALID UNTIL|EXPIRY|EXPIRES", NULL },
	{ "note", 1, true, "NOTE|ANNOTAZIONI|POLIZZA", NULL },
	{ "note", 1, false, "NOTE|NOTES|POLICY", NULL },
};

#define FORM(type, names) { type, names, CR_COUNT_OF(names) }

const struct fact_form cr_table_fact_forms[FACT_FORMS] = {
	FORM(CR_RECORD_SHEET, sheet_names),
	FORM(CR_RECORD_SCORE, score_names),
	FORM(CR_RECORD_ADVERSE, adverse_names),
	FORM(CR_RECORD_ASSET, asset_names),
	FORM(CR_RECORD_COMMITMENT, commitment_names),
	FORM(CR_RECORD_PLAFOND, plafond_names),
};
