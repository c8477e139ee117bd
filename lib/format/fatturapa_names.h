#ifndef FATTURAPA_NAMES_H
#define FATTURAPA_NAMES_H

/*
 * The elements of FatturaPA that say who owes what to whom by when: the
 * parser drops all others, lines and attachments above all.
 */
#define FATTURAPA_NAMES(X) \
	X(versione) \
	X(FatturaElettronica) X(FatturaElettronicaSemplificata) \
	X(FatturaElettronicaHeader) X(FatturaElettronicaBody) \
	X(DatiTrasmissione) X(CodiceDestinatario) X(PECDestinatario) \
	X(CedentePrestatore) X(CessionarioCommittente) \
	X(DatiAnagrafici) X(IdentificativiFiscali) \
	X(AltriDatiIdentificativi) \
	X(IdFiscaleIVA) X(IdPaese) X(IdCodice) X(CodiceFiscale) \
	X(Anagrafica) X(Denominazione) X(Nome) X(Cognome) \
	X(Sede) X(Indirizzo) X(NumeroCivico) X(CAP) X(Comune) \
	X(Provincia) X(Nazione) \
	X(Contatti) X(Telefono) X(Fax) X(Email) \
	X(DatiGenerali) X(DatiGeneraliDocumento) \
	X(TipoDocumento) X(Divisa) X(Data) X(Numero) \
	X(DatiRitenuta) X(ImportoRitenuta) \
	X(ImportoTotaleDocumento) X(Arrotondamento) X(Art73) \
	X(DatiOrdineAcquisto) X(DatiContratto) X(DatiConvenzione) \
	X(DatiRicezione) X(DatiFattureCollegate) \
	X(IdDocumento) X(CodiceCUP) X(CodiceCIG) \
	X(DatiDDT) X(NumeroDDT) X(DataDDT) \
	X(DatiFatturaRettificata) X(NumeroFR) X(DataFR) \
	X(DatiBeniServizi) X(Importo) \
	X(DatiRiepilogo) X(ImponibileImporto) X(Imposta) X(EsigibilitaIVA) \
	X(DatiPagamento) X(CondizioniPagamento) X(DettaglioPagamento) \
	X(Beneficiario) X(ModalitaPagamento) X(IBAN) X(CodicePagamento) \
	X(DataRiferimentoTerminiPagamento) X(GiorniTerminiPagamento) \
	X(DataScadenzaPagamento) X(ImportoPagamento)

enum fatturapa_name {
	N_OTHER,
#define X(name) N_##name,
	FATTURAPA_NAMES(X)
#undef X
};

#endif
