#!/bin/sh
# Many files in one run make the same ledger as each in a run of its own:
# what an import keeps in mind of parties, files and the journal is right.
. "$(dirname "$0")/lib.sh"
E=$TOP/examples

# ids CODES...: <IdFiscaleIVA> and <CodiceFiscale> of a party
ids() {
	[ "$1" = - ] || printf '<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>%s</IdCodice></IdFiscaleIVA>' "$1"
	[ "$2" = - ] || printf '<CodiceFiscale>%s</CodiceFiscale>' "$2"
}
# body NUMBER AMOUNT [TYPE]
body() {
	cat <<X
<FatturaElettronicaBody>
<DatiGenerali><DatiGeneraliDocumento><TipoDocumento>${3:-TD01}</TipoDocumento><Divisa>EUR</Divisa><Data>2026-05-04</Data><Numero>$1</Numero></DatiGeneraliDocumento></DatiGenerali>
<DatiBeniServizi><DettaglioLinee><NumeroLinea>1</NumeroLinea><Descrizione>Prova</Descrizione><PrezzoUnitario>$2</PrezzoUnitario><PrezzoTotale>$2</PrezzoTotale><AliquotaIVA>0.00</AliquotaIVA><Natura>N1</Natura></DettaglioLinee>
<DatiRiepilogo><AliquotaIVA>0.00</AliquotaIVA><Natura>N1</Natura><ImponibileImporto>$2</ImponibileImporto><Imposta>0.00</Imposta></DatiRiepilogo></DatiBeniServizi>
<DatiPagamento><CondizioniPagamento>TP02</CondizioniPagamento><DettaglioPagamento><ModalitaPagamento>MP05</ModalitaPagamento><DataScadenzaPagamento>2026-06-03</DataScadenzaPagamento><ImportoPagamento>$2</ImportoPagamento></DettaglioPagamento></DatiPagamento>
</FatturaElettronicaBody>
X
}
# invoice FILE VAT TAXCODE NAME STREET PEC BODY...
invoice() {
	{
		pec=
		[ "$6" = - ] || pec="<PECDestinatario>$6</PECDestinatario>"
		cat <<X
<?xml version="1.0" encoding="UTF-8"?>
<p:FatturaElettronica versione="FPR12" xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2">
<FatturaElettronicaHeader>
<DatiTrasmissione><IdTrasmittente><IdPaese>IT</IdPaese><IdCodice>01234567897</IdCodice></IdTrasmittente><ProgressivoInvio>1</ProgressivoInvio><FormatoTrasmissione>FPR12</FormatoTrasmissione><CodiceDestinatario>0000000</CodiceDestinatario>$pec</DatiTrasmissione>
<CedentePrestatore><DatiAnagrafici>$(ids 01234567897 -)<Anagrafica><Denominazione>Misure S.p.A.</Denominazione></Anagrafica><RegimeFiscale>RF01</RegimeFiscale></DatiAnagrafici><Sede><Indirizzo>Via Prova 1</Indirizzo><CAP>20100</CAP><Comune>Milano</Comune><Provincia>MI</Provincia><Nazione>IT</Nazione></Sede></CedentePrestatore>
<CessionarioCommittente><DatiAnagrafici>$(ids "$2" "$3")<Anagrafica><Denominazione>$4</Denominazione></Anagrafica></DatiAnagrafici><Sede><Indirizzo>$5</Indirizzo><CAP>20100</CAP><Comune>Milano</Comune><Nazione>IT</Nazione></Sede></CessionarioCommittente>
</FatturaElettronicaHeader>
X
		shift 6
		cat "$@"
		echo '</p:FatturaElettronica>'
	} >"IT01234567897_$file.xml"
}
n=0
# one VAT TAXCODE NAME STREET PEC: the next file, with one body
one() {
	n=$((n + 1))
	file=$(printf '%05d' "$n")
	body "$n/A" "$n.10" >b
	invoice - "$@" b
}

A=00000010207 B=00000040691		# VAT numbers
one $A - 'Alfa S.r.l.' 'Via Uno 1' -
one $A - 'Alfa S.r.l.' 'Via Uno 1' -		# the same again
one $A - 'ALFA SRL' 'Via Due 2' -		# another address: nothing
one $A - 'Alfa S.r.l.' 'Via Uno 1' alfa@pec.example.it	# one thing more
one $A - 'Alfa S.r.l.' 'Via Uno 1' altra@pec.example.it	# that is there
one $A $A 'Alfa S.r.l.' 'Via Uno 1' -		# its tax code, too
one $B RSSMRA80A01H501U 'Rossi Mario' 'Via Tre 3' -
one $B - 'Rossi' 'Via Tre 3' -			# who is he?
one - RSSMRA80A01H501U 'Rossi Mario' 'Via Tre 3' -
one - VRDLGI75B41F205Z 'Verdi Luigia' 'Via Sei 6' -
one $B VRDLGI75B41F205Z 'Gruppo Verdi' 'Via Sei 6' -
one $B - 'Rossi' 'Via Tre 3' -			# and now?
one - VRDLGI75B41F205Z 'Verdi Luigia' 'Via Sei 6' verdi@pec.example.it
file=00020	# the number of another, with other content
body 1/A 99.00 >b
invoice - $A - 'Alfa S.r.l.' 'Via Uno 1' - b
file=00021	# two bodies, of which the second is such a one
body 21/A 21.00 >b
body 2/A 99.00 >c
invoice - 00000070433 - 'Gamma S.p.A.' 'Via Nove 9' - b c
file=00022	# so Gamma was never heard of
body 22/A 22.00 >b
invoice - 00000070433 - 'Gamma S.p.A.' 'Via Dieci 10' gamma@pec.example.it b
file=00023	# two good ones
body 23/A 23.00 >b
body 23/B 24.00 >c
invoice - 00000070433 - 'Gamma S.p.A.' 'Via Dieci 10' - b c
file=00024	# an unknown type leaves nothing, whoever it names
body 24/A 24.00 TD99 >b
invoice - 00000100219 - 'Delta S.p.A.' 'Via Nove 9' - b
file=00025	# the same invoice in a file with other bytes
body 1/A 1.10 >b
invoice - $A - 'Alfa S.r.l.' 'Via Tredici' nuova@pec.example.it b
sed 's/<Descrizione>Prova/<Descrizione>Ancora/' IT01234567897_00022.xml \
    >IT01234567897_00026.xml
mkdir set
mv IT0*.xml set
cp "$E"/fatture/* "$E"/ricevute/* set
cp "$E/fatture/IT99000010282_00132.xml" set/z_again.xml	# SdI discarded it
cp "$E/ricevute/IT99000010282_00132_NS_001.xml" set/z_receipt.xml

# all that the ledger says but when, and from which file
dump() {
	for q in \
	    'SELECT id, space, code, kind, name, country, vat, tax_code,
	    street, zip, city, sdi_code, iban FROM party ORDER BY id' \
	    'SELECT party, role FROM party_role' \
	    'SELECT party, channel, address, purpose, ended_by IS NULL
	    FROM contact ORDER BY 1, 2, 3' \
	    'SELECT id, creditor, debtor, credit, number, year, date, type,
	    void_by IS NULL FROM doc ORDER BY id' \
	    'SELECT doc, sha256, body, due_cents, warnings,
	    discarded_by IS NULL FROM einvoice JOIN file ON file.id = file
	    ORDER BY doc' \
	    'SELECT doc, sha256, body, discarded_by IS NULL
	    FROM einvoice_copy JOIN file ON file.id = file ORDER BY 1, 2' \
	    'SELECT kind, sha256 FROM sdi_receipt JOIN file
	    ON file.id = file ORDER BY sdi_receipt.id' \
	    'SELECT id, doc, due, amount_cents, method, iban FROM item
	    ORDER BY id' \
	    'SELECT * FROM open_item ORDER BY item' \
	    'SELECT item, date, amount_cents, kind FROM alloc ORDER BY id' \
	    'SELECT id, sha256, name FROM file ORDER BY id' \
	    'SELECT sha256, sum(records), sum(added), sum(unchanged),
	    sum(refused), sum(total_cents) FROM run_file JOIN file
	    ON file.id = file GROUP BY sha256' \
	    'SELECT act, detail FROM event ORDER BY id'; do
		echo "== $q"
		sqlite3 "$CR_LEDGER" "$q"
	done
}
fresh() {
	rm -f "$CR_LEDGER"*
	cr-init -q
	cr-import -q "$E/parties.csv" >/dev/null
}
sound() {
	t "$1: the journal holds" cr-log --verify
	is "$1: every row is of a file" "$(sqlite3 "$CR_LEDGER" \
	    'SELECT count(*) FROM (SELECT file FROM einvoice UNION ALL
	    SELECT file FROM sdi_receipt UNION ALL SELECT file
	    FROM einvoice_copy) WHERE file NOT IN (SELECT id FROM file)')" 0
	is "$1: balances are right" "$(sqlite3 "$CR_LEDGER" \
	    'PRAGMA foreign_key_check')" ''
}

fresh
for f in set/*; do
	cr-import -q "$f" >/dev/null 2>&1
done
dump >each
sound 'each by itself'
fresh
out cr-import -q set/*
is 'all at once: some are refused' "$status" 1
dump >all
t 'all at once is what each by itself is' diff each all
sound 'all at once'
is 'what was refused left nothing' "$(sqlite3 "$CR_LEDGER" \
    "SELECT count(*) FROM party WHERE name LIKE 'Delta%'
    OR street LIKE 'Via Nove%'")" 0
is 'an address that was missing came later' "$(sqlite3 "$CR_LEDGER" \
    "SELECT group_concat(address) FROM contact JOIN party
    ON party.id = party WHERE vat = '$A'")" alfa@pec.example.it

# all again, in one run: nothing
sqlite3 "$CR_LEDGER" .dump | grep -E 'INTO (party|doc|item|contact|einvoice|open_item|alloc|sdi_receipt) ' >before
out cr-import set/*
is 'twice is once' "$(printf '%s\n' "$stdout" | awk -F'\t' \
    '!/^#/ { n += $6 + $7 } END { print n + 0 }')" 0
sqlite3 "$CR_LEDGER" .dump | grep -E 'INTO (party|doc|item|contact|einvoice|open_item|alloc|sdi_receipt) ' >after
t 'and not a row differs' diff before after
sound 'again'

# of very many files the journal tells too, many at a time
fresh
mkdir many
i=0
while [ "$i" -lt 315 ]; do
	i=$((i + 1))
	sed "s|<Numero>1/A<|<Numero>$i/B<|" set/IT01234567897_00001.xml \
	    >"many/$i.xml"
done
cr-import -q many/* >/dev/null
sound 'very many'
is 'very many: events' "$(sqlite3 "$CR_LEDGER" \
    'SELECT count(*) FROM event WHERE run = 2')" 202
is 'very many: each file is told of once' "$(sqlite3 "$CR_LEDGER" \
    "SELECT count(*), count(DISTINCT f.value ->> '\$.sha256')
    FROM event, json_each(coalesce(detail -> '\$.files',
    json_array(json(detail)))) AS f WHERE run = 2")" '315|315'

# invoices as JSON Lines, undone and imported again: they are of the file
fresh
cr-read -f json set/IT01234567897_0000* >lines.json
cr-import -q lines.json >/dev/null
cr-undo run:2 >/dev/null
cr-import -q lines.json >/dev/null
cr-import -q set/IT01234567897_00010.xml >/dev/null
sound 'lines again'
is 'lines again: nine invoices of that file' "$(sqlite3 "$CR_LEDGER" \
    "SELECT count(*) FROM einvoice JOIN file ON file.id = file
    JOIN doc ON doc.id = doc WHERE name = 'lines.json'
    AND undone_by IS NULL")" 9
done_testing
