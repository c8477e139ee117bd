#!/bin/sh
# Tables from the outside: mappings by name and by file, what was understood,
# reject files that are mended, workbooks of other programs.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
CORPUS=$TOP/tests/corpus/table

# --- mappings
out cr-read -f json -m evolution-clienti "$CORPUS/A_CLIFOR.TXT"
is 'a mapping by name' "$stdout" "$(cat "$CORPUS/A_CLIFOR.TXT.want")"
out cr-read -f json -m "$CORPUS/mexal.csv.conf" "$CORPUS/mexal.csv"
is 'a mapping by file' "$stdout" "$(cat "$CORPUS/mexal.csv.want")"
out cr-read -m nobody "$CORPUS/mexal.csv"
is 'no such mapping: status' "$status" 2
is 'no such mapping' "$stderr" 'cr-read: there is no mapping "nobody"'
printf 'item {\n\tnumber = "N"\n\tdebitor = "D"\n}\n' >bad.conf
out cr-read -m ./bad.conf "$CORPUS/mexal.csv"
is 'a mapping that is not right: status' "$status" 2
like 'a mapping that is not right' "$stderr" \
    '^cr-read: \./bad\.conf:3: .*debitor'
for f in "$TOP"/lib/share/mappings/*.conf; do
	out cr-read --show-mapping -m "$f" /dev/null
	is "${f##*/} is right" "$status" 0
done

# --- what was understood, saved and given back, does the same
for f in scadenzario.csv stampa.csv segno.tsv sap-stampa.txt incassi.csv \
    foglio.xlsx; do
	cr-read -f json "$CORPUS/$f" >once 2>once.err
	cr-read --show-mapping "$CORPUS/$f" >saved.conf
	cr-read -f json -m ./saved.conf "$CORPUS/$f" >again 2>again.err
	t "$f: the mapping shown reads it" cmp once again
	t "$f: and refuses the same" cmp once.err again.err
done
out cr-read --show-mapping "$CORPUS/ambiguo-importi.csv"
is 'what is not understood: status' "$status" 1
like 'what is not understood' "$stderr" 'amount "1\.234" may be'

# --- what cr-read prints for spreadsheets, it reads
for f in english.csv incassi.csv incassi-scadenza.csv anagrafica.csv; do
	cr-read -f json "$CORPUS/$f" >records 2>/dev/null
	for form in csv excel xlsx; do
		cr-read -f "$form" "$CORPUS/$f" >"saved.$form" 2>/dev/null
		cr-read -q -f json "saved.$form" >back 2>/dev/null
		t "$f: $form and back" cmp records back
	done
done

# --- fixed width, joined from two files as the mapping tells
awk 'BEGIN {
	printf "%-20s%-12s%-7s%-6s%-54s%-16s%-1s%-12s%-8s%-12s%-194s%-8s%s\r\n",
	    "", "000000000077", "", "FATT", "", "RSSMRA80A01F205X", "", "",
	    "15012026", "12/A", "", "RB30", ""
}' >PNTESTA.TXT
awk 'BEGIN { printf "%3s%-12s%02d%8s%12s%1s\r\n", "", "000000000077", 1,
	"28022026", "1500.45", ""
	printf "%3s%-12s%02d%8s%12s%1s\r\n", "", "000000000077", 2,
	"31032026", "500.00", "S" }' >PNRATE.TXT
sed -n 's/^#   //p' "$TOP/lib/share/mappings/evolution-rate.conf" |
    sed '1,/^$/!b' >join.sh
sed -i 's/\r$//' PNTESTA.TXT PNRATE.TXT
t 'instalments are joined with their documents' sh join.sh
out cr-read -f json -m evolution-rate rate.txt
is 'instalments that are not paid' "$stdout" '{"record":"item","debtor":"RSSMRA80A01F205X","number":"12/A","date":"2026-01-15","due":"2026-02-28","amount_cents":150045,"method":"RB30","cause":"FATT","instalment":1}'

# --- an unmended and a mended reject file, through the ledger
if command -v cr-import >/dev/null; then
	cr-init -q --creditor 'Ditta Esempio' >/dev/null 2>&1 ||
	    cr-init >/dev/null 2>&1
	cp "$CORPUS/scadenzario.csv" s.csv
	out cr-import -q --rejects r.csv s.csv
	is 'one row is refused: status' "$status" 1
	like 'one row is refused' "$stderr" \
	    's\.csv:3: due date "31/02/2026" does not exist'
	is 'the reject file' "$(cut -d'"' -f1-5,6- r.csv | sed -n 2p)" \
	    'C001;"Bar ""Da Gino""; S.n.c.";13/2026;15/01/2026;31/02/2026;200,00;200,00;RB;"cr_reason: due date ""31/02/2026"" does not exist"'
	out cr-import -q --rejects r2.csv r.csv
	is 'unmended, it is refused again: status' "$status" 1
	t 'unmended, it stays the same' cmp r.csv r2.csv
	sed 's|31/02/2026;200|28/02/2026;200|' r.csv >m.csv
	out cr-import -q --rejects r3.csv m.csv
	is 'mended, it is taken: status' "$status" 0
	is 'mended, it is taken' "$(cr-list -H -o number 2>/dev/null |
	    grep -c '^13/2026$')" 1
fi

# --- a workbook that LibreOffice wrote
if command -v soffice >/dev/null; then
	printf '%s\n' 'Codice cliente;Numero;Data;Scadenza;Importo' \
	    'C1;1/26;15/01/2026;28/02/2026;1095,53' \
	    '0012;2;16/01/2026;31/03/2026;-130,5' >lo.csv
	soffice "-env:UserInstallation=file://$T/lo" --headless \
	    --infilter='CSV:59,34,76,1,1/2/2/2/3/4/4/4/5/10,1040' \
	    --convert-to xlsx lo.csv >/dev/null 2>&1
	if [ -f lo.xlsx ]; then
		out cr-read -f json lo.xlsx
		is 'a workbook of LibreOffice' "$stdout" \
		    "$(cr-read -f json lo.csv)"
	fi
fi
done_testing
