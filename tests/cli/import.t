#!/bin/sh
# cr-import: what comes in, once, whole, and to whom it belongs.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

cat >p.csv <<'E'
Codice;Ragione sociale;Partita IVA;Codice fiscale;E-mail;Agente
00C1;Alfa S.r.l.;99000010282;;a@alfa.example;AG1
C2;Beta S.p.A.;99001030230;;b@beta.example, c@beta.example;AG1
E
cat >i.csv <<'E'
Codice cliente;Numero documento;Data documento;Scadenza;Importo
00C1;1/A;10/01/2026;10/02/2026;100,00
00C1;1/A;10/01/2026;10/03/2026;100,00
C2;7;15/01/2026;15/02/2026;50,00
C2;8;16/01/2026;16/02/2026;-20,00
E
cat >y.csv <<'E'
Data incasso;Codice cliente;Numero documento;Importo;Causale
20/02/2026;00C1;1/A;30,00;BON
20/02/2026;00C1;1/A;30,00;BON
01/03/2026;C2;7;60,00;BON
E

fresh
is 'parties, items, payments' "$(counts p.csv i.csv y.csv | tr '\n' ,)" \
    '2 0 0 0,4 0 0 0,3 0 0 0,'
wanted='1/A 2026-02-10 4000 1/A 2026-03-10 10000 8 2026-02-16 -2000 account 1000'
is 'oldest first, two equal payments are two, the rest on account' \
    "$(open)" "$wanted"
sound 'first import'
is 'twice is once' "$(counts p.csv i.csv y.csv | tr '\n' ,)" \
    '0 0 2 0,0 0 4 0,0 0 3 0,'
is 'twice is once: balances' "$(open)" "$wanted"
is 'an agent is made of its code' \
    "$(sql "SELECT space, code FROM party WHERE space <> 'party'")" 'agent|AG1'
is 'two addresses in one cell' "$(sql "SELECT count(*) FROM contact
    WHERE address LIKE '%beta%'")" 2
is 'leading zeros stay' "$(sql "SELECT count(*) FROM party
    WHERE code = '00C1'")" 1

# a RiBa that comes back
cat >r.csv <<'E'
Data incasso;Codice cliente;Numero documento;Importo;Causale
25/03/2026;00C1;1/A;140,00;RIB
02/04/2026;00C1;1/A;-140,00;INS
E
cr-import r.csv >/dev/null 2>&1
is 'a returned payment reopens what it closed, due as before' "$(open)" \
    "$wanted"
sound 'returned'

# the same as a row of the ERP's ledger, with the bank's charges on top
cat >paid.csv <<'E'
Data incasso;Codice cliente;Numero documento;Importo;Causale
05/04/2026;00C1;1/A;140,00;RIB
E
cat >ins.csv <<'E'
Codice cliente;Numero documento;Data documento;Scadenza;Importo;Causale
00C1;1/A;12/04/2026;12/04/2026;107,50;INS
E
cr-import paid.csv ins.csv >/dev/null 2>&1
is 'an unpaid row reopens the invoice, without the charges' "$(open)" \
    '1/A 2026-03-10 10000 8 2026-02-16 -2000 account 1000'
is 'and again it does nothing' "$(counts ins.csv) $(open)" \
    '0 0 1 0 1/A 2026-03-10 10000 8 2026-02-16 -2000 account 1000'
cat >back.csv <<'E'
Data incasso;Codice cliente;Numero documento;Importo;Causale
20/04/2026;00C1;1/A;-40,00;STO
E
cr-import back.csv >/dev/null 2>&1
is 'what goes back reopens what was paid' "$(open)" "$wanted"
sound 'unpaid'

# a change, and what cannot be
{
	sed 's/;50,00/;55,00/' i.csv
	echo 'C9;9;01/01/2026;01/02/2026;1,00'
	echo 'C2;10;31/02/2026;01/03/2026;1,00'
} >c.csv
is 'another amount is a change, a stranger is refused' "$(counts c.csv)" \
    '0 1 3 2'
like 'the change is told with both amounts' "$(cat err)" 'amount was 50.00, is 55.00'
like 'the refused row is named' "$(cat err)" 'c.csv:6: .*"C9"'
is 'the reject file has header, rows and reasons' \
    "$(wc -l <c.csv.rejects | tr -d ' ')$(head -n 1 c.csv.rejects |
    grep -c 'cr_reason')" 31
sed -e 's/C9/C2/' -e 's,31/02,28/02,' c.csv.rejects >mended.csv
is 'mended, it comes in' "$(counts mended.csv)" '2 0 0 0'
is 'and the mended file again is nothing' "$(counts mended.csv)" '0 0 2 0'
sound 'changed'

# a dry run is the run
fresh
cr-import -n p.csv i.csv y.csv >dry 2>&1
is 'a dry run leaves nothing' "$(sql 'SELECT count(*) FROM party')" 0
cr-import p.csv i.csv y.csv >real 2>&1
t 'a dry run says what the run says' cmp dry real

# the batch is what it was said to be
fresh
out cr-import --expect-count 4 p.csv i.csv
is 'another count: status' "$status" 4
out cr-import --expect-count 6 --expect-sum 23000 p.csv i.csv
is 'count and sum agree' "$status" 0
fresh
out cr-import --expect-sum 1 p.csv i.csv
is 'another sum: nothing is kept' "$status$(sql 'SELECT count(*) FROM doc')" 40

# whose it is
fresh
cr-import p.csv i.csv >/dev/null 2>&1
is 'without a creditor there is one without a name' "$(sql "SELECT name
    FROM party JOIN party_role ON party = id AND role = 'creditor'")" '-'
out cr-import "$TOP"/examples/fatture/IT99000010282_00102.xml
is 'who becomes the first issuer' "$(sql "SELECT vat FROM party
    JOIN party_role ON party = id AND role = 'creditor'")" 99000010282
fresh -c 'A:Uno' -c 'B:Due'
cr-import p.csv >/dev/null 2>&1
is 'two creditors and none named' "$(counts i.csv)" '0 0 0 4'
is 'the option names one' "$(counts -c B i.csv)" '4 0 0 0'
out cr-import "$TOP"/examples/fatture/IT99000010282_00102.xml
is 'an invoice of a stranger is refused' "$status" 1
like 'and told why' "$stderr" 'no creditor'
out cr-import -c C p.csv i.csv
is 'a creditor that nobody knows' "$status" 2

# who may
fresh -u test -u anna:dun
CR_OPERATOR=anna
out cr-import p.csv
is 'an operator without the role' "$status" 2
CR_OPERATOR=eve
out cr-import p.csv
is 'no operator' "$status" 2
CR_OPERATOR='test'
out cr-import p.csv
is 'an operator' "$status" 0

# records on standard input, read to the end before the ledger is locked
fresh
cr-import p.csv >/dev/null 2>&1
is 'canonical records' "$(cr-read -f json i.csv | counts)" '4 0 0 0'
is 'the same as a file' "$(counts i.csv)" '0 0 4 0'

# the party of an invoice gets the code of the ERP
fresh
cr-import "$TOP"/examples/fatture/IT99000010282_00104.xml.p7m >/dev/null
cr-import "$TOP"/examples/parties.csv >/dev/null
is 'bound by its VAT number' "$(sql "SELECT count(*) FROM party
    WHERE code IS NOT NULL AND id = (SELECT debtor FROM doc)")" 1
F=$TOP/examples/fatture/IT99000010282_001
cr-import "${F}18.xml" "${F}19.xml" >/dev/null
is 'companies of a VAT group stay apart' "$(sql "SELECT count(*) FROM party
    WHERE vat IN (SELECT vat FROM party GROUP BY vat
    HAVING count(DISTINCT tax_code) > 1)")" 2

# the exchange system
fresh
R=$TOP/examples/ricevute
cr-import "${F}16.xml" >/dev/null
before=$(open)
cr-import "$R"/*_00116_RC_001.xml >/dev/null
if [ "$before" = "$(open)" ]; then fail 'a delivery moves the legal due date'
else pass 'a delivery moves the legal due date'; fi
is 'which is a change' "$(sql "SELECT count(*) FROM change
    WHERE field = 'due'")" 1
for order in "${F}32.xml $R/IT99000010282_00132_NS_001.xml" \
    "$R/IT99000010282_00132_NS_001.xml ${F}32.xml"; do
	fresh
	# shellcheck disable=SC2086 # two names
	cr-import $order >/dev/null 2>&1
	is 'a discarded invoice is no receivable' "$(open)" ''
	cr-import "${F}32.xml" >/dev/null 2>&1
	is 'nor when it comes again' "$(open)" ''
	cr-import "${F}33.xml.p7m" >/dev/null 2>&1
	like 'the corrected one is' "$(open)" '^81/26 [-0-9]* 378200$'
	sound 'discarded'
done
fresh
cr-import "${F}32.xml" "${F}33.xml.p7m" "$R"/*NS* >/dev/null 2>&1
like 'the corrected one may come before the receipt' "$(open)" \
    '^81/26 [-0-9]* 378200$'

# a public body refuses: the receivable stands, the journal knows
fresh
cat >ne.xml <<'E'
<?xml version="1.0" encoding="UTF-8"?>
<types:NotificaEsito versione="1.0"
    xmlns:types="http://www.fatturapa.gov.it/sdi/messaggi/v1.0">
  <IdentificativoSdI>111</IdentificativoSdI>
  <NomeFile>IT99000010282_00110.xml.p7m</NomeFile>
  <EsitoCommittente><IdentificativoSdI>111</IdentificativoSdI>
    <Esito>EC02</Esito><Descrizione>CIG errato</Descrizione>
  </EsitoCommittente>
  <MessageId>1</MessageId>
</types:NotificaEsito>
E
cr-import "${F}10.xml.p7m" >/dev/null 2>&1
before=$(open)
cr-import ne.xml >/dev/null
is 'refused by its customer, it is still owed' "$(open)" "$before"
is 'and the journal says so' \
    "$(cr-log -H --act refused -o subject)" doc:1

# the types of documents
SELF=${F}41.xml
is 'self-billing is no receivable' "$(counts "$SELF")" '0 0 1 0'
sed 's/<TipoDocumento>TD[0-9]*</<TipoDocumento>TD99</' \
    "$TOP/examples/fatture/IT99000010282_00102.xml" >td99.xml
is 'a type that nobody knows' "$(counts td99.xml)" '0 0 0 1'
is 'may be forced' "$(counts --force-type td99.xml)" '1 0 0 0'

# a number that cannot be one is told where it is new, not in each line
{
	echo 'Codice cliente;Ragione sociale;Partita IVA;Numero documento;Data documento;Scadenza;Importo'
	for n in 1 2 3; do
		echo "C9;Ditta Nove;00999900112;N/$n;01/09/2026;30/09/2026;10,00"
	done
} >wrong-vat.csv
out cr-import wrong-vat.csv
is 'a wrong VAT number is told once' "$status:$stderr" \
    '0:cr-import: wrong-vat.csv:2: VAT number "00999900112" has a wrong check digit'

# a payment in a file before the one of its document
mkdir folder
head='Codice cliente;Numero documento;Data documento'
printf '%s\n' "Data incasso;$head;Importo" \
    '05/10/2025;C9;S/1;01/09/2025;10,00' '25/09/2026;C9;S/1;01/09/2026;8,00' \
    '26/09/2026;C9;S/7;01/09/2026;3,00' >folder/incassi.csv
printf '%s\n' "$head;Scadenza;Importo" 'C9;S/1;01/09/2025;30/09/2025;10,00' \
    'C9;S/1;01/09/2026;30/09/2026;10,00' >folder/scadenzario.csv
printf 'Codice;Ragione sociale\nC9;Ditta Nove\n' >folder/anagrafica.csv
rm -f "$CR_LEDGER"*
cr-init
out cr-import folder/*.csv
is 'finds it: only what no file has is told' "$status:$stderr" \
    '0:cr-import: folder/incassi.csv:4: document "S/7" of "C9" is not known: the payment stays on account'
is 'of its year' "$(cr-list -H -o number,date,open_cents --all |
    tr '\t' ' ')" 'S/1 2025-09-01 0
S/1 2026-09-01 200'
is 'and what is left is his' "$(cr-list --unallocated -H -o open_cents)" 300
out cr-import -H -o added folder/*.csv
is 'twice is once' "$(printf '%s' "$stdout" | tr '\n' ' ')" '0 0 0'
cr-undo -q run:1
is 'and is undone' "$(cr-list -H --all; cr-list --unallocated -H)" ''

done_testing
