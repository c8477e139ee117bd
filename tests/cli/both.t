#!/bin/sh
# A document that comes from the ERP and as an electronic invoice is one
# debt, in whatever order and however often they come.
. "$(dirname "$0")/lib.sh"
E=$TOP/examples
I=$E/fatture/IT99000010282_00104.xml.p7m	# 92/26, 1.464,00

printf '%s\n' 'Codice;Numero documento;Data documento;Scadenza;Importo' \
    '1001;92/26;10/07/2026;08/09/2026;1464,00' >s.csv

# once NAME FILE...: each FILE leaves one item of 1.464,00
once() {
	name=$1
	shift
	rm -f "$CR_LEDGER"*
	cr-init && cr-import "$E/parties.csv" >/dev/null
	for f; do
		out cr-import "$f"
		is "$name: ${f##*/}: status" "$status" 0
	done
	is "$name: one debt" "$(cr-list -H -o number,due,open_cents)" \
	    '92/26	2026-09-08	146400'
}
once 'ERP, invoice, invoice' s.csv "$I" "$I"
once 'ERP, invoice, ERP' s.csv "$I" s.csv
once 'invoice, ERP, invoice, ERP' "$I" s.csv "$I" s.csv

# the ERP had the party by its code alone, and names it now
fresh='cr-init -q'
rm -f "$CR_LEDGER"*
$fresh
printf '%s\n' 'Codice;Ragione sociale' '1001;Alimentari Fontanella' >code.csv
printf '%s\n' 'Data incasso;Codice cliente;Numero documento;Importo' \
    '10/09/2026;1001;92/26;64,00' >paid.csv
cr-import -q code.csv "$I" >/dev/null
out cr-import s.csv
is 'a code without VAT number is not taken for somebody' "$status" 1
cr-import -q "$E/parties.csv" s.csv paid.csv >/dev/null
is 'with it, the debt is one, and paid' \
    "$(cr-list -H -o number,due,open_cents)" '92/26	2026-09-08	140000'

# numbers that begin anew each day (Art73) are other invoices each day
rm -f "$CR_LEDGER"*
cr-init -q
cr-import -q "$E/parties.csv" >/dev/null
for d in 10 11; do
	cr-read -f json "$I" | sed -e "s/\"date\":\"2026-07-10\"/\"date\":\"2026-07-$d\"/" \
	    -e 's/"number":"92\/26"/"number":"1","art73":true/' >"$d.json"
done
if grep -q '"art73":true' 10.json && cr-import -q 10.json 11.json >/dev/null 2>err; then
	is 'two days, two invoices' "$(cr-list -H -o open_cents | tr '\n' ' ')" \
	    '146400 146400 '
	printf '%s\n' 'Codice;Numero documento;Data documento;Scadenza;Importo' \
	    '1001;1;12/07/2026;08/09/2026;10,00' \
	    '1001;1;11/07/2026;08/09/2026;1464,00' >t.csv
	cr-import -q t.csv >/dev/null 2>&1
	is 'and a third day, a third' "$(cr-list -H -o open_cents | sort |
	    tr '\n' ' ')" '1000 146400 146400 '
fi

done_testing
