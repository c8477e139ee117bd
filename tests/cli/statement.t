#!/bin/sh
# cr-statement: every account adds up, on any day; documents that are whole,
# alike, and hold nothing of strangers but text; a code that a bank's app
# reads. That a past day is told as it was is asof.t's.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

statement() { cr-statement "$@" </dev/null; }

# --- the examples, all debtors, on several days
cp -R "$TOP/examples/." .
fresh -q
cr-import -q parties.csv agenti.csv depositi.csv scadenzario.csv \
    scadenzario.xlsx fatture/* ricevute/* pagamenti.csv >/dev/null 2>&1
for to in 2024-12-31 2025-11-30 2026-03-31 2026-08-07 2026-09-30 2027-01-31
do
	balanced --to "$to"
	balanced --to "$to" --restated
	balanced --to "$to" --from "${to%-*}-01"
	balanced --to "$to" --from 2016-01-01
done >wrong
is 'every statement adds up, on any day, to what cr-age tells' \
    "$(cat wrong)" ''
t 'which is about something' test "$(wc -l <.statement)" -gt 100
key=$(sql "SELECT 'pty:' || id FROM party WHERE code = '1005'")
item=$(sql "SELECT 'item:' || min(item) FROM open_item JOIN party p
    ON p.id = debtor WHERE p.code = '1005'")
whole=$(statement --all | grep "^[^	]*	[a-z]*	$key	")
is 'one alone is as among all' "$(statement -H "$key")" "$whole"
is 'an item stands for its debtor' "$(statement -H "$item")" "$whole"
is 'and so do its document and a payment of it, once' "$(statement -H \
    "doc:$((${item#item:} / 1000))" "$item" "ent:$(sql "SELECT min(e.id)
    FROM entry e JOIN party p ON p.id = debtor WHERE p.code = '1005'")")" \
    "$whole"
is 'keys of a stream' "$(cr-list --overdue 1 -o party,name --debtors |
    cr-statement -H -o line,party | grep -c '^closing')" \
    "$(cr-list --overdue 1 -H -o party --debtors | sort -u | wc -l |
    tr -d ' ')"
is 'what came back unpaid is a movement of its own' "$(statement -H "$key" \
    -o line,date,kind,amount_cents,balance_cents | grep unpaid | head -n 1)" \
    "$(printf 'movement\t2026-08-07\tunpaid\t373320\t922320')"
is 'what is allocated stands below its movement' "$(statement -H "$key" \
    -o line,number,allocated_cents,item | sed -n 4p)" \
    "$(printf 'allocation\t21/26\t362340\titem:%s' \
    "$(sql "SELECT min(i.id) FROM item i JOIN doc d ON d.id = i.doc
	WHERE d.number = '21/26'")")"
out statement pty:1
is 'who owes nothing and never did is told' "$status $stdout" "0 $(
    statement -q pty:1)"
like 'by name' "$stderr" '^cr-statement: pty:1 has no account'
out statement item:99999001
is 'an item that is not there is refused' "$status" 1

# --- wrong usage
for wrong in '' "--from 2026-10-01 $key" "-f tsv -O x.tsv $key" \
    "-O x.pdf --dir . $key" "-f docx $key" "--to 2026-02-30 $key" \
    "-o nothing -f tsv $key"; do
	# shellcheck disable=SC2086
	out statement $wrong
	is "wrong usage: $wrong" "$status" 2
done
out cr-statement -H <"$T/.err"
is 'a pipe without a byte is no reason to write to everybody' "$status" 2
out cr-list -f pdf
is 'other tools make no documents' "$status" 2
out statement --all -f html
is 'HTML holds one' "$status" 2
out statement --dir made --all
is 'a folder is made' "$status $(find made -name '*.pdf' | grep -c .)" \
    "0 $(cr-statement -H --all -o line | grep -c opening)"
out statement --dir no/where --all
is 'but not the one that it is in' "$status" 2
CR_LEDGER=$T/none.db out statement --all
is 'without a ledger nothing is done' "$status" 3

# --- text
cat >letterhead.conf <<'E'
letterhead default {
	name = "Officine Brenta S.r.l. con socio unico"
	iban = "IT60 X054 2811 1010 0000 0123 456"
	bic = "BPPIITRRXXX"
	footer = { "Capitale sociale EUR 100.000 i.v." }
}
E
CR_CONFIG=$T/letterhead.conf
export CR_CONFIG
out statement -f text "$key"
is 'text' "$status" 0
like 'in Italian' "$stdout" '^Estratto conto al 30/09/2026$'
like 'with the letterhead' "$stdout" '^Officine Brenta S.r.l. con socio unico$'
like 'the opening balance' "$stdout" '^31/12/2025  Saldo iniziale  * 0,00$'
like 'an invoice' "$stdout" \
    '^05/03/2026  Fattura 21/26 \(3 rate\)  31/05/2026  10\.980,00  *10\.980,00$'
like 'what a payment was for' "$stdout" '^    per 21/26 del 05/03/2026$'
like 'what is late, and that it came back' "$stdout" \
    '^Fattura 21/26, tornato insoluto .* 61  3\.733,20  3\.733,20$'
like 'a RiBa in the bank is not to be paid twice' "$stdout" \
    '^Da pagare subito  EUR 3\.733,20$'
like 'where to pay' "$stdout" '^IBAN  * IT60 X054 2811 1010 0000 0123 456$'
out statement -f text --language en "$key"
like 'in English' "$stdout" '^31 Dec 2025  Balance brought forward  * 0\.00$'
like 'with its amounts' "$stdout" '10,980\.00'
sql "UPDATE party SET language = 'EN' WHERE code = '1005'"
like 'of who reads English' "$(statement -f text "$key")" \
    '^Statement of account as of 30 Sep 2026$'
sql "UPDATE party SET language = NULL WHERE code = '1005'"
mkdir -p own/it
echo 'title = "Scheda contabile"' >own/it/statement.conf
printf 'dunning { templates = "%s/own" }\n' "$T" >own.conf
like 'in words of their own' "$(statement -f text --config own.conf "$key")" \
    '^Scheda contabile al 30/09/2026$'
echo 'tittle = "x"' >own/it/statement.conf
out statement -f text --config own.conf "$key"
is 'a word that there is not is refused' "$status" 2
like 'with file and line' "$stderr" "own/it/statement.conf:1: .*tittle"
sed 's/0123 456/0123 457/' letterhead.conf >wrong.conf
out statement -f text --config wrong.conf "$key"
is 'and so is an IBAN that is none' "$status" 2
like 'which cr-config finds' "$(cr-config --config wrong.conf 2>&1)" \
    'wrong.conf:3: "IT60 X054 .* 457" is no IBAN'
like 'as it shows those that are right' "$(cr-config -H)" \
    '^letterhead	default	IT60 X054 2811 1010 0000 0123 456$'

# --- what is disputed is not asked for
cr-hold -q --kind dispute --amount 1000.20 --until 2026-10-31 \
    --reason x "$item" >/dev/null
like 'held in part' "$(statement -f text "$key")" \
    '^Da pagare subito  EUR 2\.733,00$'
cr-hold -q --kind dispute --until 2026-12-31 --reason y "$key" >/dev/null
is 'held as a whole: no way to pay is shown' "$(statement -f text "$key" |
    grep -c 'Come pagare')" 0
like 'but that it is held' "$(statement -f text "$key")" \
    '^Fattura 21/26, sospesa '
sql "SELECT 'hold:' || id FROM hold" | cr-hold -q --lift >/dev/null

# --- interest
interest() {
	statement -H --interest --all -o line,kind,key,amount_cents |
	awk -F '\t' -v OFS='\t' -v kind="$1" \
	    '$1 == "interest" && $2 == kind { print $3, $4 }' | sort
}
is 'interest is that of cr-interest' "$(interest interest)" "$(
    cr-interest --all --total item -H -o item,interest_cents |
    awk -F '\t' '$2 != 0' | sort)"
t 'there is some' test -n "$(interest interest)"
is 'with the lump sums' "$(interest flat40)" "$(
    cr-interest --all --total item -H -o item,flat_cents |
    awk -F '\t' '$2 != 0' | sort)"
is 'which are in no balance' "$(statement -H --interest --all |
    grep -v '	interest	')" "$(statement -H --all)"
like 'but the one that says so' "$(statement -f text --interest "$key")" \
    '^Saldo finale con interessi e costi  '

# --- HTML
sql "UPDATE party SET name = '<script>alert(1)</script> & \"C\"'
    WHERE code = '1005'"
out statement -f html "$key"
is 'HTML' "$status" 0
is 'what strangers wrote stays text' "$(printf '%s\n' "$stdout" |
    grep -c '<script')" 0
like 'and is to be read' "$stdout" \
    '<b>&lt;script&gt;alert\(1\)&lt;/script&gt; &amp; &quot;C&quot;</b>'
is 'nothing is loaded' "$(printf '%s\n' "$stdout" |
    grep -Eic '(src|href|url\(|@import)')" 0
if command -v xmllint >/dev/null; then
	statement -f html -O x.html "$key"
	is 'with a title' "$(xmllint --html --xpath 'string(//title)' x.html \
	    2>/dev/null)" 'Estratto conto al 30/09/2026'
	is 'and a row for each movement and allocation' "$(xmllint --html \
	    --xpath 'count((//tbody)[1]/tr)' x.html 2>/dev/null)" \
	    "$(($(statement -H "$key" -o line |
	    grep -Ec 'opening|closing|movement|allocation') + 1))"
fi

# --- PDF
statement -O a.pdf "$key"
statement -f pdf "$key" >b.pdf
t 'the same statement is the same file' cmp a.pdf b.pdf
t 'which is PDF' test "$(head -c 5 a.pdf)" = %PDF-
statement -f pdf --to 2026-06-30 --all >june.pdf
CR_TODAY=2026-10-15 statement -f pdf --to 2026-06-30 --all >again.pdf
is 'a past day is the same pages later' "$(wc -c <june.pdf)" \
    "$(wc -c <again.pdf)"
mkdir many
statement --all --dir many
is 'a file for each account' "$(find many -name '*.pdf' | wc -l)" \
    "$(statement -H --all -o line | grep -c closing)"
sql "UPDATE party SET code = '../../x y/\$(id)' WHERE code = '1005'"
statement --dir many "$key"
t 'names of files hold no path' test -f "many/______x_y___id_-pty${key#pty:}-pty1-EUR.pdf"
is 'no other file is left' "$(find . -name '.*pdf*' | wc -l | tr -d ' ')" 0
: >full
mkdir full.d
out statement -O full.d "$key"
is 'a folder is no file' "$status" 3
statement --all -O all.pdf
sql "UPDATE party SET code = '1005', name = 'Dolomia Legno S.r.l.'
    WHERE id = ${key#pty:}"

if command -v pdftotext >/dev/null; then
	statement -O a.pdf "$key"
	pdftotext -layout a.pdf a.txt
	like 'its text can be read' "$(cat a.txt)" \
	    '05/03/2026 +Fattura 21/26 \(3 rate\) +31/05/2026 +10\.980,00'
	like 'pages are numbered' "$(cat a.txt)" 'pagina 1 di 2'
	is 'all in one file: each begins at page 1' "$(pdftotext all.pdf - |
	    grep -c 'pagina 1 di\|page 1 of')" "$(statement -H --all -o line |
	    grep -c closing)"
	is 'the totals of pages are right' "$(pdftotext all.pdf - | sed -n \
	    's/.*pagina \([0-9]*\) di \([0-9]*\).*/\1 \2/p' | awk '
	    $1 == 1 { if (n != last) print "wrong"; last = $2; n = 0 }
	    { n++; if ($2 != last || $1 != n) print "wrong", $0 }')" ''
	sql "UPDATE party SET name = 'Ditta 漢字 œuvre, Šárka & figli'
	    WHERE id = ${key#pty:}"
	statement -O a.pdf "$key"
	like 'names of all kinds are read' "$(pdftotext a.pdf -)" \
	    'œuvre, Šárka & figli'
	# more than a page
	i=0
	{
		echo 'Codice cliente;Numero documento;Data documento;Scadenza;Importo'
		while [ $((i += 1)) -le 300 ]; do
			echo "1005;L$i;01/09/2026;30/09/2026;$i,10"
		done
	} >long.csv
	cr-import -q long.csv >/dev/null
	statement -O long.pdf "$key"
	pdftotext -layout long.pdf long.txt
	n=$(pdfinfo long.pdf | sed -n 's/^Pages: *//p')
	t 'a long one has several pages' test "$n" -gt 5
	like 'the last says so' "$(cat long.txt)" "pagina $n di $n\$"
	is 'with the headings of the table on each but the last' "$(grep -c \
	    '^ *\(Data  *Descrizione\|Documento  *Data\) ' long.txt)" \
	    "$((n + 1))"
	is 'and every row once' "$(grep -c 'Fattura L[0-9]* .* 0\{0,1\}[0-9.]*,10' \
	    long.txt)" 600
else
	echo '# no pdftotext here: what stands in the PDF was not read'
fi

# --- the code
if command -v zbarimg >/dev/null && command -v pdftoppm >/dev/null; then
	malvasia=$(sql "SELECT 'pty:' || id FROM party WHERE code = '1003'")
	statement -O pay.pdf "$malvasia"
	pdftoppm -r 150 -png pay.pdf pay
	is 'an app reads how to pay' "$(zbarimg -q --raw -Sdisable \
	    -Sqrcode.enable pay*.png 2>/dev/null)" 'BCD
002
1
SCT
BPPIITRRXXX
Officine Brenta S.r.l. con socio unico
IT60X0542811101000000123456
EUR43220.50


Fatture A/77, A/91, 210/25, 3/26, 66/26, 44/26'
	mv pay-1.png logo.png
	sed "s|^	bic|	logo = \"$T/logo.png\"\n&|" letterhead.conf \
	    >logo.conf
	statement --config logo.conf -O logo.pdf "$malvasia"
	is 'a logo is a picture' "$(pdfimages -list logo.pdf |
	    grep -c ' image ')" 1
	echo 'no picture' >logo.png
	out statement --config logo.conf -O logo.pdf "$malvasia"
	is 'a logo that is none is wrong configuration' "$status" 2
else
	echo '# no zbarimg here: the QR code was not read back'
fi
is 'no account to pay to, no code' "$(CR_CONFIG='' statement -f html \
    "$(sql "SELECT 'pty:' || id FROM party WHERE code = '1003'")" |
    grep -c '<svg')" 0
done_testing
