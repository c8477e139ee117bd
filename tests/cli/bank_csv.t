#!/bin/sh
# Lists of movements from the web pages of banks.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
command -v jq >/dev/null || skip_all "no jq"
E=$TOP/examples/banca
DATA=$SHARED/data/bank

if [ -r "$DATA/csv/expected.tsv" ]; then
	printf '%s\t' file row booking_date value_date currency amount= \
	    reference cp_name cp_account >got
	echo description >>got
	(cd "$DATA" && cr-read -f json csv/*.csv) >json
	jq -r 'select(.record == "entry") | [.file, .entry, .booked, .value,
	    .currency, .amount_cents, .servicer_ref, .name, .iban,
	    .remittance] | map(. // "" | tostring) | join("\t")' json >>got
	is "every movement of the shared samples" \
	    "$(awk -f "$TOP/tests/cli/oracle.awk" "$DATA/csv/expected.tsv" \
	    got)" "14 rows, compared"
	is "the balance is checked" "$(jq -rs 'map(select(.record == "balance") |
	    .agrees)[]' json)" true
else
	echo '# no shared data: not compared with their oracle'
fi

cr-read -f json "$E/conto-2026-09.csv" >json
is "the account above the headers" \
    "$(jq -rs 'map(.account) | unique[]' json)" IT59I9999512100000000020077
is "two columns, one sign" "$(jq -rs 'map(.amount_cents // empty | tostring) |
    join(" ")' json)" "292800 53070 -1200 9150"
is "TRN and CRO in the text" "$(jq -rs 'map(.servicer_ref // empty) |
    join(" ")' json)" "9999212900048671480334003340IT 48671480334"
is "opening and closing balance" "$(jq -rs 'map(select(.record == "balance"))[]
    | "\(.opening_cents) \(.closing_cents) \(.agrees)"' json)" \
    "412350 766170 true"
sed 's/7661,70/7661,71/' "$E/conto-2026-09.csv" >odd.csv
out cr-read -q -f json odd.csv
out cr-read -f json odd.csv
like "a balance that does not agree is told" "$status $stderr" \
    '^0 .*lead to 7661.70, its closing balance is 7661.71'

# list: standard input, read without a mapping.
list() {
	cat >list.csv
	out cr-read -f json list.csv
}
amounts() { jq -rs 'map(.amount_cents // empty | tostring) | join(" ")' .out; }

list <<'X'
Data contabile;Data valuta;Descrizione;Importo
01/09/2026;01/09/2026;BONIFICO DA ALFA;100,00
02/09/2026;02/09/2026;PAGAMENTO A BETA;50,00
X
is "neither sign nor columns: refused" "$status$stdout" 1
like "and why" "$stderr" 'which way the money went is not known'
out cr-read -m banca-importo list.csv
is "by a mapping too" "$status" 1
cat >a.conf <<'X'
entry {
	booked = "Data contabile"
	amount = "Importo"
	side = "=A"
	account = "=IT59I9999512100000000020077"
	currency = "=EUR"
	remittance = "Descrizione"
}
X
out cr-read -f json -m a.conf list.csv
is "unless it says that all are credits" "$status $(amounts)" "0 10000 5000"
is "account and currency that a mapping gives" \
    "$(jq -rs '.[0] | "\(.account) \(.currency)"' .out)" \
    "IT59I9999512100000000020077 EUR"

list <<'X'
DATA CONTABILE;DATA VALUTA;USCITE;ENTRATE;CAUSALE;DESCRIZIONE OPERAZIONE
Saldo iniziale;;;;;1.000,00
01/09/2026;01/09/2026;;+1.650,00;BONIFICO;BON. DA ALFA SALDO FINALE FT 12
02/09/2026;02/09/2026;-18,00;;SPESE;CANONE
03/09/2026;03/09/2026;-2,00;;SPESE;BOLLO
TOTALE;;20,00;1650,00;;
Saldo finale al 03/09/2026;;;;;2.630,00
X
is "outflows with a minus are outflows" "$status $(amounts)" \
    "0 165000 -1800 -200"
is "a text that only begins like a balance is a text" "$(jq -rs \
    '.[0].remittance' .out)" "BON. DA ALFA SALDO FINALE FT 12"
is "balances behind the text" "$(jq -rs '.[-1] | "\(.record) \(.agrees)"' \
    .out)" "balance true"
list <<'X'
Data operazione;Dare;Avere;Descrizione
01/09/2026;;100,00;BON. DA ALFA
02/09/2026;10,00;;SPESE
03/09/2026;-10,00;;STORNO SPESE
04/09/2026;;-100,00;STORNO BON. DA ALFA
X
is "a minus among others takes back" "$status $(amounts)" \
    "0 10000 -1000 1000 -10000"
list <<'X'
Data operazione;Segno;Importo;Descrizione
01/09/2026;A;100,00;BON. DA ALFA
02/09/2026;D;10,00;SPESE
X
is "a mark of debit and credit" "$status $(amounts)" "0 10000 -1000"
list <<'X'
Data operazione;Segno;Importo;Descrizione
01/09/2026;+;100,00;BON. DA ALFA
02/09/2026;-;10,00;SPESE
X
is "plus and minus in a column" "$status $(amounts)" "0 10000 -1000"
list <<'X'
Data operazione	Importo	Descrizione
01/09/2026	18 668, 63	NO
X
like "an amount that nobody can read" "$status$stdout" '^1$'
list <<'X'
Data operazione	Importo	Descrizione
01/09/2026	€ 18 668,63	BON. DA ALFA
02/09/2026	18,00-	SPESE
X
is "blanks, euro, trailing minus" "$status $(amounts)" "0 1866863 -1800"
list <<'X'
Data operazione;Importo;Descrizione
01/09/2026;-1,00;UNO
31/02/2026;2,00;DUE
03/09/2026;;TRE
X
is "rows that are not right are refused alone" "$status $(amounts)" "1 -100"
like "by their line" "$stderr" 'list.csv:3: .*31/02/2026'
list <<'X'
Data;Descrizione;Dare;Avere
01/09/2026;Fattura 12;100,00;
02/09/2026;Incasso;;100,00
X
is "a ledger card is no bank's list" "$status$stdout" 1
like "it has no customers" "$stderr" 'no customer code'
list <<'X'
Data operazione;Importo;Descrizione;Importo EUR
01/09/2026;-1,00;UNO;2,00
X
like "two amounts: which is not guessed" "$status $stderr" '^1 .*may be the'

# What was recognised is a mapping that reads the same.
cr-read --show-mapping "$E/conto-2026-09.csv" >shown.conf
cr-read -f json "$E/conto-2026-09.csv" >one
cr-read -f json -m shown.conf "$E/conto-2026-09.csv" >two
t "what was recognised is a mapping" diff one two

# The mappings that come with cr.
ready() {
	cat >ready.csv
	out cr-read -f json -m "$1" ready.csv
	is "$1" "$status$stderr $(amounts)" "0 10000 -1000"
}
ready banca-importo <<'X'
Ragione Sociale;Data contabile;Data valuta;Banca;Rapporto;Importo;Divisa;Descrizione;Categoria/sottocategoria;Hashtag
NOI;01/09/2026;01/09/2026;05034;7412;100,00;EUR;BON. DA ALFA;;
NOI;02/09/2026;02/09/2026;05034;7412;-10,00;EUR;SPESE;;
X
ready banca-dare-avere <<'X'
Data contabile;Data valuta;Descrizione;Dare;Avere
01/09/2026;01/09/2026;BON. DA ALFA;;100,00
02/09/2026;02/09/2026;SPESE;10,00;
X
ready banca-entrate-uscite <<'X'
DATA CONTABILE;DATA VALUTA;USCITE;ENTRATE;CAUSALE;DESCRIZIONE OPERAZIONE
01/09/2026;01/09/2026;;100,00;48;BON. DA ALFA
02/09/2026;02/09/2026;10,00;;66;SPESE
X
ready banca-accrediti-addebiti <<'X'
Data contabile,Data valuta,Descrizione,Accrediti,Addebiti,Descrizione estesa
01/09/2026,01/09/2026,BON,"100,00",,BON. DA ALFA
02/09/2026,02/09/2026,SPESE,,"10,00",SPESE
X
printf 'entry {\n\tamount = "x"\n}\n' >bad.conf
out cr-read -m bad.conf list.csv
like "a mapping without a day" "$status $stderr" '^2 .*no "booked" is given'
done_testing
