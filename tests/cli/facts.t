#!/bin/sh
# What sources tell of debtors: records, tables, the ledger, past days.
. "$(dirname "$0")/lib.sh"

told() { cr-list -H "$@" | tr '\t' ' '; }

cat >parties.jsonl <<'X'
{"record":"party","code":"C1","name":"Alfa S.r.l.","country":"IT","vat":"01234567897"}
{"record":"party","code":"C2","name":"Mario Rossi","tax_code":"RSSMRA85T10A562S"}
X
cat >facts.jsonl <<'X'
{"record":"balance-sheet","debtor":"C1","date":"2024-12-31","filed":"2025-06-30","currency":"EUR","assets_cents":100000000,"current_assets_cents":60000000,"current_liabilities_cents":40000000,"retained_cents":5000000,"ebit_cents":-200000,"equity_cents":30000000,"liabilities_cents":65000000,"sales_cents":150000000,"source":"camera"}
{"record":"score","debtor":"01234567897","provider":"Cerved","score":"3","date":"2026-03-01","until":"2027-02-28","note":"stabile"}
{"record":"adverse","debtor":"C1","kind":"protest","date":"2026-05-04","amount_cents":250000,"currency":"EUR","ref":"55/26","source":"camera","note":"cambiale"}
{"record":"asset","debtor":"RSSMRA85T10A562S","kind":"building","ref":"F. 12 p. 34","value_cents":12000000,"burden_cents":5000000,"currency":"EUR","date":"2026-01-10","source":"catasto","note":"casa"}
{"record":"asset","debtor":"C2","kind":"income","value_cents":2400000,"currency":"EUR","date":"2026-01-10"}
{"record":"commitment","debtor":"C1","kind":"order","number":"O/7","date":"2026-09-01","expected":"2026-10-15","amount_cents":1220000,"currency":"EUR","note":"parziale"}
{"record":"plafond","debtor":"C1","provider":"Beta Assicurazioni","kind":"insured","amount_cents":5000000,"currency":"EUR","covered_bp":9000,"date":"2026-01-01","until":"2026-12-31","note":"polizza 1"}
X

# --- records

cr-read -f json facts.jsonl >again.jsonl
t 'records are read as they are written' cmp facts.jsonl again.jsonl
is 'the flat form has their columns' "$(cr-read facts.jsonl |
    grep -A1 plafond -B1 | tr '\t' ' ')" \
    '#record date debtor currency amount_cents kind note provider until covered_bp
plafond 2026-01-01 C1 EUR 5000000 insured polizza 1 Beta Assicurazioni 2026-12-31 9000'
out cr-read - <<'X'
{"record":"score","debtor":"C1","provider":"x","date":"2026-01-01"}
{"record":"plafond","debtor":"C1","provider":"x","kind":"insured","amount_cents":1,"covered_bp":10001}
{"record":"commitment","debtor":"C1","kind":"order","number":"1","amount_cents":1,"due":"2026-01-01"}
X
is 'what a record lacks, or cannot have, is named' "$status $(
    printf %s "$stderr" | sed 's/.*:[0-9]: //')" \
    '1 "score" of score is missing
"covered_bp" of plafond cannot be 10001
commitment has no key "due"'

# --- the ledger

cr-init
out cr-import facts.jsonl
is 'debtors that are not known are refused by name' "$status $(
    printf %s "$stderr" | sed -n 's/.*:1: //p')" \
    '1 debtor "C1" is not known: import that party first'
is 'and nothing of them is in the ledger' "$(told --all --scores)" ''
t 'the rejects are taken once the parties are' sh -c '
    cr-import parties.jsonl >/dev/null &&
    cr-import -H -o records,added facts.jsonl.rejects |
	tr "\t" " " | grep -x "7 7"'
is 'balance sheets' "$(told --balance-sheets)" \
    'pty:1 Alfa S.r.l. 2024-12-31 2025-06-30 100000000 60000000 40000000 5000000 -200000 30000000 65000000 150000000 EUR camera C1'
is 'scores' "$(told --scores)" \
    'pty:1 Alfa S.r.l. cerved 3 2026-03-01 2027-02-28 stabile C1'
is 'adverse events' "$(told --adverse)" \
    'pty:1 Alfa S.r.l. protest 2026-05-04 - 250000 EUR 55/26 camera cambiale C1'
is 'assets of those asked for' "$(told --assets pty:2 -o kind,value_cents)" \
    'building 12000000
income 2400000'
is 'and of no others' "$(told --assets pty:1)" ''
is 'orders' "$(told --orders -o kind,number,expected,amount_cents)" \
    'order O/7 2026-10-15 1220000'
is 'plafonds' "$(told --plafonds)" \
    'pty:1 Alfa S.r.l. beta assicurazioni insured 5000000 9000 EUR 2026-01-01 2026-12-31 polizza 1 C1'
is 'a stream of parties narrows them' "$(
    printf '#party\npty:2\n' | told --assets -o party | sort -u)" pty:2
is 'twice is once' "$(cr-import -H -o added,changed,unchanged facts.jsonl |
    tr '\t' ' ')" '0 0 7'

# --- told anew

export CR_TODAY=2026-10-10
sed -e 's/"ebit_cents":-200000/"ebit_cents":300000/' \
    -e 's/"amount_cents":1220000/"amount_cents":0/' \
    -e 's/"until":"2026-12-31"/"until":"2026-09-30"/' facts.jsonl >anew.jsonl
is 'what is told otherwise is changed' "$(cr-import -H \
    -o run,added,changed,unchanged anew.jsonl | tr '\t' ' ')" \
    'run:5 0 3 4'
is 'the balance sheet' "$(told --balance-sheets -o ebit_cents,run)" \
    '300000 run:5'
is 'the order is done' "$(told --orders)" ''
is 'the plafond is over' "$(told --plafonds)" ''
is 'which --all tells' "$(told --plafonds --all -o until)" 2026-09-30
is 'the day before nobody knew' "$(told --as-of 2026-10-09 \
    --balance-sheets -o ebit_cents
    told --as-of 2026-10-09 --orders -o amount_cents)" '-200000
1220000'
is 'restated it is known' "$(told --as-of 2026-10-09 --restated \
    --balance-sheets -o ebit_cents)" 300000
is 'a sheet is not known before it was filed' "$(told --restated \
    --as-of 2025-06-29 --balance-sheets)" ''
out cr-undo run:3
is 'a run that was built on is not undone' "$status $stderr" \
    '4 cr-undo: run:3 cannot be undone: run:5 tells balance sheets of it otherwise; undo that first'
is 'the later one is' "$(cr-undo -H -o run,facts run:5 | tr '\t' ' ')" \
    'run:5 3'
is 'and it is as it was' "$(told --balance-sheets -o ebit_cents
    told --orders -o amount_cents)" '-200000
1220000'
out cr-undo run:2
is 'parties that are told of stay' "$status $stderr" \
    '4 cr-undo: run:2 cannot be undone: run:3 tells facts of parties of it; undo that first'
is 'the first goes then too' "$(cr-undo -H -o facts run:3
    told --all --scores)" 7
is 'the past day is told as it was' "$(told --as-of 2026-10-09 --scores \
    -o score)" 3
is 'the journal tells' "$(cr-log -f json | tr -d '\\' |
    sed -n 's/.*"added":\([1-9]\),"changed":0.*/added \1/p
	s/.*"changed":\([1-9]\).*/changed \1/p
	s/.*"facts":\([0-9]\).*/undone \1/p')" 'added 2
added 7
changed 3
undone 3
undone 7'
t 'and the chain holds' cr-log --verify

# --- what cannot be

cat >wrong.jsonl <<'X'
{"record":"balance-sheet","debtor":"C1","date":"2024-12-31","filed":"2024-06-30","assets_cents":1}
{"record":"balance-sheet","debtor":"C1","date":"2024-12-31","assets_cents":0}
{"record":"score","debtor":"C1","provider":"x","score":"1","date":"2026-02-01","until":"2026-01-01"}
{"record":"adverse","debtor":"C1","kind":"bankruptcy","date":"2026-02-01"}
{"record":"asset","debtor":"C2","kind":"vehicle","date":"2026-02-01"}
{"record":"asset","debtor":"C2","kind":"income","date":"2026-02-01","value_cents":-1}
{"record":"commitment","debtor":"C1","kind":"order","number":"1","date":"2026-02-01","amount_cents":-1}
{"record":"plafond","debtor":"C1","provider":"x","kind":"insured","amount_cents":1,"currency":"EURO"}
X
out cr-import --rejects wrong.out wrong.jsonl
is 'facts that cannot be are refused, one by one' "$status $(
    printf %s "$stderr" | sed 's/.*:[0-9]: //')" \
    '1 a balance sheet was filed before its year was over
a balance sheet needs its total assets, more than nought
it ends on 2026-01-01, before it begins on 2026-02-01
kind "bankruptcy" of adverse is not known
an asset of the kind "vehicle" needs a reference, that two are not taken for one
what an asset is worth, and what burdens it, is not negative and has a currency
what will be invoiced of "1" cannot be negative
"EURO" is no currency'
out cr-import - <<'X'
{"record":"balance-sheet","debtor":"C1","date":"2023-12-31","assets_cents":100,"current_assets_cents":101,"equity_cents":60,"liabilities_cents":41}
X
is 'figures that contradict each other are told' "$status $(
    printf %s "$stderr" | sed 's/.*:[0-9]: //')" \
    '0 current assets are more than all assets of "C1"
equity and liabilities are more than the assets of "C1"'

# --- a plafond that does not say since when

plafond='{"record":"plafond","debtor":"C1","provider":"ZETA","kind":"factored","amount_cents":100}'
is 'counts from the day that it is imported on' "$(
    echo "$plafond" | cr-import -q - >/dev/null; told --plafonds -o date)" \
    2026-10-10
export CR_TODAY=2026-10-11
is 'and is the same on the next' "$(echo "$plafond" |
    cr-import -H -o added,unchanged - | tr '\t' ' ')" '0 1'
is 'or another one' "$(echo "$plafond" | sed s/100/200/ |
    cr-import -H -o added,unchanged - | tr '\t' ' '
    told --plafonds -o date,amount_cents)" '1 0
2026-10-11 200'

# --- tables

for type in balance-sheet score adverse asset commitment plafond; do
	grep "\"$type\"" facts.jsonl | grep -v income >one.jsonl
	for form in csv xlsx; do
		cr-read -f "$form" one.jsonl >"one.$form"
		cr-read -f json "one.$form" >two.jsonl
		t "$type as $form comes back" cmp one.jsonl two.jsonl
	done
done
cat >bilanci.csv <<'X'
Bilanci (importi in migliaia di euro);;;;
P.IVA;Esercizio;Totale attivo;Patrimonio netto;EBIT
01234567897;2025;1.234,5;300;-20
99999999990;2025;1.234,5;300;-20
X
out cr-import bilanci.csv
is 'a table in thousands is taken, unknown debtors refused' "$status $(
    told --balance-sheets -o date,assets_cents,ebit_cents | head -1) $(
    printf %s "$stderr" | sed 's/.*:\([0-9]\): /\1 /')" \
    '1 2025-12-31 123450000 -2000000 4 debtor "99999999990" is not known: import that party first'
is 'the reject file keeps unit and type' "$(cat bilanci.csv.rejects)" \
    "$(printf '%s\n' \
    'P.IVA;Esercizio;Totale attivo;Patrimonio netto;EBIT;"cr_reason 1.234,56 x1000 balance-sheet"' \
    '99999999990;2025;1.234,5;300;-20;"cr_reason: debtor ""99999999990"" is not known: import that party first"')"
is 'and is read as it was' "$(sed 's/99999999990/01234567897/
    s/;2025;/;2024;/' bilanci.csv.rejects | cr-read -f json \
    -o date,assets_cents -)" '{"date":"2024-12-31","assets_cents":123450000}'
cr-read --show-mapping bilanci.csv >bilanci.conf
is 'what was recognised is a mapping' "$(grep -v '^$' bilanci.conf)
$(cr-read -m ./bilanci.conf -f json -o assets_cents bilanci.csv | head -1)" \
'separator = ";"
decimal = ","
group = "."
unit = thousand
balance-sheet {
	debtor = "P.IVA"
	date = "Esercizio"
	assets = "Totale attivo"
	ebit = "EBIT"
	equity = "Patrimonio netto"
}
{"assets_cents":123450000}'
for wrong in 'unit = million score { debtor = A provider = B score = C date = D }' \
    'score { debtor = A provider = B date = D }' \
    'adverse { debtor = A kind = B date = C kinds = { "PREG=bad" } }' \
    'asset { debtor = A kind = B date = C sign = "-" }'
do
	echo "$wrong" >wrong.conf
	out cr-read -m ./wrong.conf bilanci.csv
	is "no mapping: ${wrong%%\{*}" "$status" 2
	printf '%s\n' "$stderr" >>wrongs
done
is 'each is told' "$(sed 's/.*conf:[0-9]*: //' wrongs)" \
    'unit "million" is neither "one" nor "thousand"
no "score" is given
"PREG=bad" is no word of the file, "=" and a kind of adverse
no such option '\''sign'\'''

# --- what goes with what

for words in '--scores --overdue 1' '--scores --adverse' '--scores --closed' \
    '--debtors --orders --min 1' '--claims --assets' '--bills --plafonds'
do
	# shellcheck disable=SC2086
	out cr-list $words
	is "$words is refused" "$status" 2
done

# --- debtors who have only money on account

cr-import -q - <<'X' >/dev/null
{"record":"payment","debtor":"C2","date":"2026-10-01","amount_cents":50000,"currency":"EUR"}
X
is 'who has only money on account is a debtor too' "$(told --debtors \
    -o party,items,open_cents,account_cents)" 'pty:2 0 0 -50000'
is 'unless items are asked for' "$(told --debtors --overdue 1)" ''
is 'by key, name and day' "$(told --debtors pty:2 -o party
    told --debtors pty:1 -o party
    told --debtors --name rossi -o party
    told --debtors --as-of 2026-10-10 -o party)" 'pty:2
pty:2'
# --- a snapshot of orders

orders() {
	echo 'Cliente;Ordine;Data ordine;Consegna prevista;Importo'
	printf 'C1;%s;01/09/2026;15/10/2026;1.220,00\n' "$@"
}
orders A B C >orders.csv
echo 'C1;77;1.220,00;01/09/2026' | sed '1i Cliente;DDT;Importo;Data' >ddt.csv
cr-import -q orders.csv ddt.csv >/dev/null
is 'orders and deliveries' "$(told --orders -o kind,number |
    paste -s -d , -)" 'order A,order B,order C,delivery 77'
orders B D >orders.csv
out cr-import -v -H -s -o added,changed,unchanged orders.csv
is 'a snapshot of orders ends what it does not list' "$status $stdout $(
    told --orders -o kind,number | paste -s -d , -)" \
    '0 1	0	1 order B,delivery 77,order D'
is 'which is told' "$(echo "$stderr" | grep 'no longer')" "$(printf '%s\n' \
    'cr-import: order "A" of pty:1 is no longer listed' \
    'cr-import: order "C" of pty:1 is no longer listed')"
orders E | sed '$a C9;F;01/09/2026;;1,00' >orders.csv
out cr-import -s orders.csv
is 'but not when some were refused' "$status" 4
like 'as it says' "$stderr" \
    'records were refused, and 2 orders would be ended: nothing was'
out cr-import -q -s --allow-shrink --rejects r orders.csv
is 'unless it may' "$status" 1
is 'so one is left' "$(told --orders -o kind,number | paste -s -d , -)" \
    'delivery 77,order E'
cr-undo -q "$(cr-log -H -o run | tail -1)" >/dev/null
is 'which is undone' "$(told --orders -o kind,number | paste -s -d , -)" \
    'order B,delivery 77,order D'
cat >item.csv <<'X'
Cliente;Numero documento;Data documento;Scadenza;Importo
C1;12;01/09/2026;31/10/2026;1.220,00
X
orders B >orders.csv
out cr-import -s item.csv orders.csv
like 'debts and orders are not listed together' "$status $stderr" \
    'a snapshot lists what is open, or all orders'
is 'and nothing is ended' "$(told --orders -o number | paste -s -d , -)" \
    'B,77,D'

# --- who should get no more goods

export CR_LEDGER="$T/stopped.db" CR_TODAY=2026-09-30
cat >stop.conf <<'X'
policy base {
	level uno { days = 10 channels = { task } template = telefonata }
	level due {
		days = 40
		channels = { task }
		template = telefonata
		stop-orders = yes
	}
	level tre { days = 60 channels = { task } template = telefonata }
}
default = base
X
cat >stop.csv <<'X'
Cliente;Numero documento;Data documento;Scadenza;Importo
C1;1;01/06/2026;30/06/2026;1.220,00
C2;2;01/06/2026;31/08/2026;1.220,00
X
remind() {
	CR_TODAY=$1 cr-dun -q --policy stop.conf >/dev/null
	CR_TODAY=$1 cr-send -q --all >/dev/null
}
cr-init
cr-import -q parties.jsonl stop.csv >/dev/null
remind 2026-09-30
is 'nobody is stopped by a first reminder' "$(told --stopped)" ''
remind 2026-11-15
export CR_TODAY=2026-12-31
is 'those are whose level says so' "$(told --stopped -o code | paste -s -)" \
    'C1	C2'
remind 2026-12-31
is 'and who are at a level after it' "$(told --stopped -o code | paste -s -)" \
    'C1	C2'
is 'of those asked for' "$(told --stopped pty:2 -o code)" C2
is 'by name' "$(told --stopped --name rossi -o code)" C2
is 'not before' "$(told --stopped --as-of 2026-11-14)" ''
echo '{"record":"payment","debtor":"C2","number":"2","date":"2026-12-31","amount_cents":122000}' |
    cr-import -q - >/dev/null
is 'not once they have paid' "$(told --stopped -o code)" C1
out cr-list --stopped --closed
is 'which closed items say nothing of' "$status" 2

# --- the examples

E=$TOP/examples
export CR_LEDGER="$T/examples.db" CR_TODAY=2026-09-30
cr-init
cr-import -q "$E/parties.csv" >/dev/null
out cr-import -H -o format,added,refused "$E"/rischio/*.csv
is 'the examples are taken whole' "$status$stderr $(printf %s "$stdout" |
    tr '\t\n' ' ,')" '0 csv 5 0,csv 26 0,csv 4 0,csv 6 0,csv 8 0,csv 8 0,csv 12 0'
is 'in thousands' "$(told --balance-sheets \
    -o code,date,assets_cents,ebit_cents | sed -n '1p;/^1017/p')" \
    '1001 2025-12-31 193500000 15800000
1017 2025-12-31 210500000 -
1017 2024-12-31 214000000 -'
is 'a score takes the place of the one before' "$(told --scores \
    -o code,provider,score | grep 1003)" '1003 cerved 8
1003 cribis 4'
is 'what was cancelled is told of its days' "$(told --adverse \
    -o kind | sort | uniq -c | sed 's/^ *//'
    told --adverse --restated --as-of 2026-01-01 -o code,kind)" '1 insolvency
2 prejudicial
2 protest
1010 enforcement'
is 'the sum of the orders' "$(told --orders -o amount_cents |
    awk '{ s += $1 } END { print s }')" 24583000

# --- deliveries that are invoiced

cr-import -q - <<'X' >/dev/null
{"record":"commitment","debtor":"1010","kind":"delivery","number":"145","date":"2026-05-12","amount_cents":100}
{"record":"commitment","debtor":"1010","kind":"delivery","number":"151","date":"2025-05-20","amount_cents":200}
{"record":"commitment","debtor":"1001","kind":"delivery","number":"145","date":"2026-05-12","amount_cents":300}
X
of_may() {
	told --orders "$@" -o amount_cents,date | sed -n 's/ 202.-05.*//p' |
	    paste -s -d , -
}
is 'wait for their invoice' "$(of_may)" 300,200,100
export CR_TODAY=2026-10-02
cr-import -q "$E"/fatture/*_00121.xml >/dev/null
is 'which ends them, by number, day and debtor' "$(of_may)" 300,200
is 'as --all tells' "$(of_may --all)" 300,200,100
is 'and not before it was known' "$(of_may --as-of 2026-10-01)" 300,200,100
cr-undo -q "$(cr-log -H -o run | tail -1)" >/dev/null
is 'nor once it is undone' "$(of_may)" 300,200,100
done_testing
