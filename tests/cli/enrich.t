#!/bin/sh
# Asking outside registers: VIES as it speaks, each answer asked and paid for
# once, and a register that is down, slow or insulted.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/servers.sh"
need python3 || skip_all "$why"
mkdir -p d/vies d/files
serve d python3 "$TOP/tests/cli/lookupd.py" d || skip_all "$why"
base="http://127.0.0.1:$port"
asked() { if [ -e d/log ]; then grep -c . d/log; fi; }
sql() { sqlite3 "$CR_LEDGER" "$1"; }
# vies COUNTRYNUMBER STATUS ANSWER
vies() { printf '%s\n%s\n' "$2" "$3" >"d/vies/$1"; }
# says NUMBER NAME ADDRESS: a valid Italian one
says() {
	vies "IT$1" 200 "{\"countryCode\": \"IT\", \"vatNumber\": \"$1\",
	    \"requestDate\": \"2026-09-30T08:00:00.000Z\", \"valid\": true,
	    \"requestIdentifier\": \"WAPI$1\", \"name\": \"$2\",
	    \"address\": \"$3\", \"traderName\": \"---\"}"
}
fails() { vies "$1" "$2" \
    "{\"actionSucceed\": false, \"errorWrappers\": [{\"error\": \"$3\"}]}"; }
fresh() {
	rm -f ledger.db* d/log d/vies/*
	cr-init -q
	cat >parties.csv <<-C
	codice;ragione sociale;partita iva;codice fiscale;nazione;indirizzo;cap;citta;provincia;pec
	C1;Caffè Rossi S.r.l.;01234567897;01234567897;IT;;;;;
	C2;Bianchi Luigi;12345678903;;IT;Via Roma, 1;35100;Padova;PD;bianchi@pec.example
	C3;Verdi GmbH;111111125;;DE;;;;;
	C4;Senza Numero;;;IT;;;;;
	C5;Atene AE;123456789;;GR;;;;;
	C6;Caffè Rossi filiale;01234567897;01234567897;IT;;;;;
	C
	cr-import -q parties.csv >/dev/null
}
sed "s|https://ec.europa.eu|$base|" "$CR_SHARE/lookups/vies.conf" >vies.conf
cat >cr.conf <<C
lookup vies {
	via = http
	provider = "./vies.conf"
	source = "VIES"
	expires = 90
	expires-none = 7
	per-minute = 0
}
C
export CR_CONFIG="$T/cr.conf"
facts() { cr-enrich -H -q -o fact,field,value,how,ours "$@"; }

# --- VIES

fresh
says 01234567897 "CAFFE' ROSSI SRL" 'VIA ROMA 1 \n35100 PADOVA PD\n'
out cr-enrich -n pty:1
is 'a dry run asks nobody' "$status $(asked)" '0 '
like 'and says whom it would ask' "$stdout" 'pty:1	.*	vies	ask	'
out cr-enrich -H -o party,fact,field,value,how,source,day,until pty:1
is 'what VIES says of a number' "$status
$stdout" '0
pty:1	note	vat-valid	yes	new	VIES	2026-09-30	2026-12-28
pty:1	note	vat-name	CAFFE'\'' ROSSI SRL	new	VIES	2026-09-30	2026-12-28
pty:1	note	vat-address	VIA ROMA 1 35100 PADOVA PD	new	VIES	2026-09-30	2026-12-28
pty:1	note	vat-consultation	WAPI01234567897	new	VIES	2026-09-30	2026-12-28
pty:1	party	name	CAFFE'\'' ROSSI SRL	same	VIES	2026-09-30	2026-12-28
pty:1	party	street	VIA ROMA 1	new	VIES	2026-09-30	2026-12-28
pty:1	party	zip	35100	new	VIES	2026-09-30	2026-12-28
pty:1	party	city	PADOVA	new	VIES	2026-09-30	2026-12-28
pty:1	party	province	PD	new	VIES	2026-09-30	2026-12-28'
is 'is asked in its form' "$(cat d/log)" \
    'POST /taxation_customs/vies/rest-api/check-vat-number - {"countryCode": "IT", "vatNumber": "01234567897" }'
is 'an address that we had not is ours now' \
    "$(sql "SELECT street, zip, city, province FROM party WHERE id = 1")" \
    'VIA ROMA 1|35100|PADOVA|PD'
out cr-enrich -H pty:1
is 'it is not asked again' "$status:$stdout $(asked)" '0: 1'
is 'the answer is kept as it came' \
    "$(sql 'SELECT sha256 FROM lookup WHERE id = 1')" \
    "$(sed 1d d/vies/IT01234567897 | perl -pe 'chomp if eof' |
    { cat; echo; } | sha256sum | cut -d' ' -f1)"
like 'and the journal tells it' "$(cr-log -f tsv | tail -n 1)" \
    'lookup	pty:1	.*"lookup":"vies","asked":"IT 01234567897","state":"found"'
out cr-enrich -H pty:6
is 'a party with the same number is told the same answer' \
    "$(asked) $(echo "$stdout" | grep -c .)" '1 9'
out cr-enrich -H -o party,fact,field,value pty:2
is 'a number that is not valid' "$status:$stdout" '0:pty:2	note	vat-valid	no'
is 'is none' "$(cr-enrich --list -H -o party,state,until pty:2)" \
    'pty:2	none	2026-10-06'
cr-enrich -q pty:4 pty:5 >/dev/null
is 'Greece is EL to VIES, and who has no number is not asked' \
    "$(tail -n 1 d/log)" \
    'POST /taxation_customs/vies/rest-api/check-vat-number - {"countryCode": "EL", "vatNumber": "123456789" }'
sed '/per-minute/a requester = "IT99999999990"' cr.conf >us.conf
out cr-enrich -q --force --config us.conf pty:5
like 'who asks is told when the configuration says it' "$(tail -n 1 d/log)" \
    '"requesterMemberStateCode": "IT" , "requesterNumber": "99999999990" }$'

# --- what differs

fresh
says 12345678903 'BIANCHI LUIGI E FIGLI SNC' 'VIA MILANO 9 \n20100 MILANO MI\n'
out facts pty:2
is 'what differs is told' "$status
$(echo "$stdout" | grep party)" '0
party	name	BIANCHI LUIGI E FIGLI SNC	differs	Bianchi Luigi
party	street	VIA MILANO 9	differs	Via Roma, 1
party	zip	20100	differs	35100
party	city	MILANO	differs	Padova
party	province	MI	differs	PD'
is 'and ours stands' "$(sql 'SELECT name, city FROM party WHERE id = 2')" \
    'Bianchi Luigi|Padova'
is 'it is listed as long as it differs' \
    "$(cr-enrich --found -H -o party,field,value,how,ours | grep name)" \
    'pty:2	name	BIANCHI LUIGI E FIGLI SNC	differs	Bianchi Luigi
pty:2	vat-name	BIANCHI LUIGI E FIGLI SNC	-	-'
out facts --accept pty:2
is 'accepted, it is taken over without asking' "$(asked) $status
$(echo "$stdout" | grep party)" '1 0
party	name	BIANCHI LUIGI E FIGLI SNC	replaced	Bianchi Luigi
party	street	VIA MILANO 9	replaced	Via Roma, 1
party	zip	20100	replaced	35100
party	city	MILANO	replaced	Padova
party	province	MI	replaced	PD'
is 'and differs no more' \
    "$(cr-enrich --found -H -o how | grep -c differs)" 0
out cr-undo -q run:3
is 'that can be undone' "$status $(sql 'SELECT name FROM party
    WHERE id = 2')" '0 Bianchi Luigi'
out cr-enrich -H --again pty:2
is 'to read it again changes nothing' "$status $(sql 'SELECT max(id)
    FROM run')" '0 4'
out cr-undo run:2
is 'the look-up too' "$status $(cr-enrich --list -H | grep -c .)" '0 0'
out cr-enrich -q pty:2
is 'and then it is asked anew' "$(asked)" 2
is 'on a past day the answer was there' \
    "$(CR_TODAY=2026-10-20 cr-enrich --list -H -o party,state)" 'pty:2	found'

# --- how long an answer serves

fresh
says 01234567897 "CAFFE' ROSSI SRL" '---'
cr-enrich -q pty:1 pty:2 >/dev/null
is 'a day before its end an answer still serves' \
    "$(CR_TODAY=2026-12-28 cr-enrich -H pty:1; asked)" 2
CR_TODAY=2026-12-29 cr-enrich -q pty:1 >/dev/null
is 'then it is asked again' "$(asked)" 3
CR_TODAY=2026-10-06 cr-enrich -q pty:2 >/dev/null
is 'that there is none serves as well' "$(asked)" 3
is 'but not as long' "$(CR_TODAY=2026-10-07 cr-enrich --list --expired -H \
    -o party)" 'pty:2'
CR_TODAY=2026-10-07 cr-enrich -q --expired >/dev/null
is 'what has expired is asked by --expired' "$(asked):$(tail -n 1 d/log |
    grep -c 12345678903)" '4:1'
CR_TODAY=2026-10-07 cr-enrich -q --force pty:1 pty:6 >/dev/null
is 'with --force a number is asked once' "$(asked)" 5
is 'on a past day the list was as it was' \
    "$(CR_TODAY=2027-01-10 cr-enrich --list --as-of 2026-10-01 -H \
    -o party,day,until)" 'pty:1	2026-09-30	2026-12-28
pty:2	2026-09-30	2026-10-06'

# --- errors of VIES

fresh
says 01234567897 "CAFFE' ROSSI SRL" '---'
fails IT12345678903 200 INVALID_INPUT
fails DE111111125 200 MS_UNAVAILABLE
out cr-enrich -H -o party,state,reason pty:1 pty:2 pty:3 pty:5
is 'one member state is away: the others are asked' "$status
$(echo "$stdout" | uniq)" '75
pty:1	found	-
pty:2	refused	INVALID_INPUT
pty:3	later	MS_UNAVAILABLE
pty:5	none	-'
like 'and who was refused is told' "$stderr" 'pty:2: vies: INVALID_INPUT'
says 12345678903 'BIANCHI' '---'
rm d/vies/DE111111125
out cr-enrich -H -o party,state pty:1 pty:2 pty:3 pty:5
is 'the next run asks only about what is left' "$status:$stdout" \
    '0:pty:3	none'
cat >more.csv <<'C'
codice;ragione sociale;partita iva;nazione
D1;Eins GmbH;111111133;DE
D2;Zwei GmbH;111111141;DE
D3;Drei GmbH;111111158;DE
I1;Ultima S.r.l.;02345678901;IT
C
fresh
cr-import -q more.csv >/dev/null
for n in 111111133 111111141 111111158; do
	fails "DE$n" 200 MS_UNAVAILABLE
done
out cr-enrich -H -o party,state pty:7 pty:8 pty:9 pty:10
is 'however many of it are asked about first' "$status
$stdout" '75
pty:7	later
pty:8	later
pty:9	later
pty:10	none'
fresh
fails DE111111125 500 SERVICE_UNAVAILABLE
out cr-enrich -H -o party,state pty:3 pty:5
is 'when VIES itself is away nobody is asked any more' \
    "$status:$(asked):$stdout" '75:1:pty:3	later'
fresh
fails IT01234567897 500 GLOBAL_MAX_CONCURRENT_REQ
out cr-enrich -H -o party,state pty:1 pty:2
is 'nor when it has too much to do' "$status:$(asked):$stdout" \
    '75:1:pty:1	later'
out cr-enrich -H pty:2
is 'the next run lets it rest' "$status:$(asked):$stdout" '75:1:'
like 'and says so' "$stderr" 'vies .*left for 2 minutes'
fresh
vies IT01234567897 '429 Retry-After: 7200' '{}'
out cr-enrich -q pty:1 pty:2
is 'it may say how long it wants to be left' "$status:$(asked)" 75:1
out cr-enrich -H pty:2
like 'and is' "$status:$(asked):$stderr" '75:1:.*left for 120 minutes'
fresh
vies IT01234567897 503 'down'
fails DE111111125 200 TIMEOUT
out cr-enrich -q pty:1
is 'a server that is down is left' "$status:$(asked)" 75:1

# --- several registers, and one that cannot be reached

free=$(ports 1)
cat >two.conf <<C
lookup dead {
	via = http
	provider = "$CR_SHARE/lookups/pec-register.conf"
	url = "http://127.0.0.1:$free"
}
lookup vies { via = http provider = "./vies.conf" per-minute = 0 }
C
fresh
says 01234567897 "CAFFE' ROSSI SRL" '---'
out cr-enrich -H -o party,lookup,state --config two.conf pty:1 pty:2
is 'one is down: the others go on' "$status
$(echo "$stdout" | sort -u)" '75
pty:1	dead	later
pty:1	vies	found
pty:2	vies	none'
is 'what was found is kept' "$(cr-enrich --list -H -o party,state |
    tr '\n' ' ')" 'pty:1	found pty:2	none '
out cr-enrich -H -o lookup --lookup vies --config two.conf pty:5
is 'one alone can be asked' "$status:$stdout" '0:vies'
sed 's|url = .*|url = "http://192.0.2.1"|' two.conf >clear.conf
fresh
out cr-enrich -q --config clear.conf pty:1 pty:3
like 'in the clear nothing goes to another machine, and the others go on' \
    "$status:$(cr-enrich --list -H -o party | tr '\n' ' '):$stderr" \
    '^2:pty:1 pty:3 :.*only over TLS'

# --- a run that is killed, and two at once

fresh
says 01234567897 "CAFFE' ROSSI SRL" '---'
sed 's/per-minute = 0/per-minute = 60/' cr.conf >slow.conf
cr-enrich -q --config slow.conf pty:1 pty:2 pty:3 pty:5 >/dev/null 2>&1 &
run=$!
soon sh -c '[ "$(grep -c . d/log 2>/dev/null)" -ge 2 ] 2>/dev/null'
out cr-enrich -H --config slow.conf pty:3 pty:5
is 'two runs do not ask at once' "$status:$stdout" 75:
like 'and the second one says so' "$stderr" 'vies .*another run'
kill -9 $run
wait $run 2>/dev/null
kept=$(sql 'SELECT count(*) FROM lookup')
t 'what was answered before a kill is booked' test "$kept" -ge 1
out cr-enrich -q --config slow.conf pty:1 pty:2 pty:3 pty:5
t 'the next run asks about no more than is left' \
    test "$(asked)" -le "$((4 + 1))" -a "$status" = 0
is 'and has them all' "$(sql 'SELECT count(DISTINCT party) FROM lookup')" 4
is 'the first one was asked about once' "$(grep -c 01234567897 d/log)" 1
sed 's/per-minute = 0/per-minute = 0 per-day = 2/' cr.conf >few.conf
fresh
out cr-enrich --config few.conf pty:1 pty:2 pty:3
is 'no more than so many a day' "$status:$(asked)" 75:2
like 'is told' "$stderr" 'asked 2 times today'
out cr-enrich -q --config few.conf pty:3
is 'by all runs of it' "$status:$(asked)" 75:2
CR_TODAY=2026-10-01 out cr-enrich -q --config few.conf pty:3
is 'and tomorrow again' "$status:$(asked)" 0:3

# --- programs

cat >ask.sh <<'C'
cat >>asked
case $1 in
01234567897)
	echo '{"record":"party","pec":"rossi@pec.example","city":"Padova"}'
	echo '{"record":"note","legal-form":"SRL","capital":10000}' ;;
12345678903) echo 'not JSON'; echo '{"record":"invoice","number":"1"}' ;;
111111125) echo 'busy' >&2; exit 75 ;;
123456789) echo 'it is not known'; exit 1 ;;
esac
C
cat >program.conf <<'C'
lookup mine {
	via = command
	command = { "sh", "ask.sh", "{{vat}}" }
	source = "Registro"
	per-minute = 0
}
C
fresh
out cr-enrich -H -o party,state,fact,field,value,how --config program.conf \
    pty:1 pty:2 pty:3 pty:5
is 'a program tells records and notes' "$status
$stdout" '75
pty:1	found	party	city	Padova	new
pty:1	found	contact	pec	rossi@pec.example	new
pty:1	found	note	legal-form	SRL	new
pty:1	found	note	capital	10000	new
pty:2	found	-	-	-	-
pty:3	later	-	-	-	-
pty:5	refused	-	-	-	-'
like 'what it says wrong is told' "$stderr" \
    'pty:2: mine:1: is no JSON.*'
like 'of our books it tells nothing' "$stderr" \
    'pty:2: mine:2: a look-up cannot tell of "invoice"'
like 'it is told of the party' "$(head -n 1 asked)" \
    '^\{"record":"party","party":"pty:1","code":"C1","name":"Caffè Rossi S.r.l.","country":"IT","vat":"01234567897"'
sed 's/"{{vat}}"/"{{name}}"/' program.conf >option.conf
sql "UPDATE party SET name = '-rf' WHERE id = 3"
out cr-enrich -H -o state,reason --config option.conf pty:3
like 'a name cannot be an option of it' "$status:$stdout" \
    '^1:refused	.*taken for an option'

# --- PEC, and who says so

printf 'CF;Denominazione;PEC\n01234567897;ROSSI;Rossi@PEC.example\n' >ini.csv
printf '12345678903;BIANCHI;altra@pec.example\n' >>ini.csv
cat >pec.conf <<C
lookup ini-pec {
	via = command
	command = { "sh", "$CR_SHARE/lookups/pec-table.sh", "ini.csv", "{{vat}}" }
	countries = { IT }
	source = "INI-PEC"
	per-minute = 0
}
C
fresh
out cr-enrich -H -o party,fact,field,value,how,ours --config pec.conf \
    pty:1 pty:2 pty:3
is 'a PEC that we had not is added, another one is told' "$status
$stdout" '0
pty:1	contact	pec	rossi@pec.example	new	-
pty:2	contact	pec	altra@pec.example	differs	bianchi@pec.example'
printf '12345678903;BIANCHI;Bianchi@pec.example\n' >ini.csv
out cr-enrich -H -q --force -o field,value,how --config pec.conf pty:2
is 'one that we have is confirmed' "$stdout" \
    'pec	bianchi@pec.example	same'
is 'from then on' "$(sql "SELECT party, source, s.day FROM contact_source s
    JOIN contact c ON c.id = contact ORDER BY 1")" \
    "1|INI-PEC|20726
2|INI-PEC|20726"
is 'cr-list tells it' "$(cr-list --contacts -H \
    -o party,channel,address,source,date)" \
    'pty:1	pec	rossi@pec.example	INI-PEC	2026-09-30
pty:2	pec	bianchi@pec.example	INI-PEC	2026-09-30'
cat >letters.conf <<'C'
policy formal { level one {
	days = 1 channels = { pec } template = messa-in-mora
} }
default = formal
C
cat >items.csv <<'C'
numero;data;scadenza;importo;cliente
FV1;2026-06-01;2026-07-01;1.000,00;C1
FV2;2026-06-01;2026-07-01;1.000,00;C2
C
cr-import -q items.csv >/dev/null
cr-dun -q --all --policy letters.conf >/dev/null
sql "SELECT CAST(content AS TEXT) FROM message_content
    WHERE message = 1" | perl -MMIME::QuotedPrint -0777 -ne \
    'print decode_qp($_)' >letter
like 'a letter says which register the address is from' "$(cat letter)" \
    "PEC all'indirizzo rossi@pec.example, tratto da INI-PEC il 30/09/2026\$"
is 'and cr-explain of the message' "$(cr-explain -H \
    -o item,name,result,day,detail msg:1 | grep '	source	')" \
    'msg:1	source	pass	2026-09-30	INI-PEC'
rm ini.csv
CR_TODAY=2027-03-01 out cr-enrich -q --config pec.conf pty:1
is 'a table that is not there is no answer' "$status" 75

# --- company registers, bureaus, insurers: the patterns, as they stand

cat >patterns.conf <<C
lookup register {
	via = http
	provider = company-register
	url = "$base"
	password-env = TOKEN
	source = "Registro delle imprese"
	per-minute = 0
}
lookup bureau {
	via = http
	provider = bureau
	url = "$base"
	user = "brenta"
	password-env = TOKEN
	source = "Bureau"
	per-minute = 0
}
lookup insurer {
	via = http
	provider = insurer
	url = "$base/"
	password-env = TOKEN
	expires = 7
	per-minute = 0
}
C
export TOKEN=secret
fresh
cat >d/files/companies_01234567897 <<'J'
200
{ "company": { "name": "CAFFÈ ROSSI S.R.L.", "status": "ACTIVE",
  "legal_form": "SRL", "ateco": "56.30.00",
  "office": { "street": "VIA ROMA 1", "zip": "35100", "town": "PADOVA",
    "province": "PD" },
  "events": [ { "type": "LIQ", "date": "2026-02-28", "act": "12/2026" },
    { "type": "ADD", "date": "2026-03-01" } ],
  "balance_sheets": [
    { "year_end": "31/12/2025", "filed": "20/06/2026", "unit": "EUR",
      "total_assets": 1250000.10, "equity": -2.5E5, "revenue": 1800000 },
    { "year_end": "31/12/2024", "total_assets": 1100000, "equity": 90000.5,
      "current_assets": null },
    { "year_end": "32/12/2023", "total_assets": 1 } ] } }
J
cat >d/files/reports <<'J'
200
{ "report": { "date": "2026-09-29", "rating": "C2",
  "protests": { "day": "15/03/2026", "amount": "1.500,00", "number": "77/26" },
  "judicial": [ { "kind": "IPOTECA GIUDIZIALE", "day": "01/02/2026",
    "cancelled": null, "amount": "25.000,00", "number": "1234" } ] } }
J
cat >d/files/limits <<'J'
200
{ "buyer": "IT01234567897", "limits": [ { "granted": 50000,
  "currency": "EUR", "cover": 90, "from": "2026-09-01", "to": null } ] }
J
out cr-enrich -H -o lookup,fact,field,value,how --config patterns.conf pty:1
is 'facts of three registers' "$status
$stdout" '1
register	party	name	CAFFÈ ROSSI S.R.L.	same
register	party	street	VIA ROMA 1	new
register	party	zip	35100	new
register	party	city	PADOVA	new
register	party	province	PD	new
register	note	status	active	new
register	note	legal-form	SRL	new
register	note	ateco	56.30.00	new
register	adverse	liquidation	2026-02-28 12/2026	new
register	balance-sheet	2024-12-31	1100000.00 EUR	new
bureau	score	bureau	C2	new
bureau	adverse	protest	2026-03-15 1500.00 EUR 77/26	new
bureau	adverse	prejudicial	2026-02-01 25000.00 EUR 1234	new
insurer	plafond	insured	50000.00 EUR insurer	new'
like 'an amount that cannot be read to the cent is refused, by its name' \
    "$stderr" 'register: "equity_cents" of balance-sheet, "-2.5E5", is no amount'
like 'so is a day that does not exist' "$stderr" \
    '"date" of balance-sheet, "32/12/2023", is no day'
is 'they are asked as the contract says' "$(cut -d' ' -f1-4 d/log)" "GET /companies/01234567897 Bearer secret
POST /reports Basic $(printf brenta:secret | base64)
GET /limits?buyer=IT01234567897 Bearer secret"
sed -i 's/-2.5E5/-250000.00/; s/32.12.2023/31\/12\/2023/' \
    d/files/companies_01234567897
out cr-enrich -H -q --force --lookup register -o fact,field,value,how \
    --config patterns.conf pty:1
is 'asked again, what is the same is the same' "$status
$(echo "$stdout" | grep -E 'adverse|balance')" '0
adverse	liquidation	2026-02-28 12/2026	same
balance-sheet	2025-12-31	1250000.10 EUR	new
balance-sheet	2024-12-31	1100000.00 EUR	same
balance-sheet	2023-12-31	1.00 EUR	new'
is 'to the cent, and with its source' "$(cr-list --balance-sheets -H \
    -o date,assets_cents,equity_cents,source pty:1 | head -n 1)" \
    '2025-12-31	125000010	-25000000	Registro delle imprese'
is 'the score is that of the day it was given' \
    "$(sql "SELECT provider, score, day FROM score_given")" \
    'bureau|C2|20725'
is 'cover is a share' "$(sql 'SELECT covered_bp, until_day FROM plafond')" \
    '9000|'
printf '200\n{ "outcome": "NOT_FOUND" }' >d/files/reports
out cr-enrich -H -o lookup,state --lookup bureau --config patterns.conf pty:2
is 'the bureau does not know it' "$status:$stdout" '0:bureau	none'
printf '402\n{ "message": "no credit left" }' >d/files/reports
out cr-enrich -H -o state,reason --lookup bureau --config patterns.conf \
    pty:3 pty:5
is 'without credit nobody is asked any more' "$status:$stdout" \
    '75:later	no credit left'
cr-undo -q run:3 >/dev/null
out cr-undo -q run:2
is 'all of it can be undone' "$status $(sql 'SELECT (SELECT count(*)
    FROM balance_sheet WHERE undone_by IS NULL) + (SELECT count(*)
    FROM adverse WHERE undone_by IS NULL)')" '0 0'
unset TOKEN

# --- the manual's examples

# block PAGE N: the Nth literal block of its EXAMPLES
block() {
	awk -v want="$2" '/^[.]Sh/ { on = /EXAMPLES/ }
	on && /^[.]Bd/ { n++; next }
	/^[.]Ed/ { if (n == want) exit }
	on && n == want' "$TOP/man/$1" | sed 's/\\&//g; s/\\e/\\/g'
}
fresh
block cr-lookup.5 1 >registro.conf
block cr-lookup.5 2 | sed "s|/etc/cr/|./|; s|https://api.example.com|$base|" |
    sed 's|/etc/cr/registro.token|registro.token|' >lookup.conf
echo secret >registro.token
chmod 600 registro.token
printf '200\n{"stato": "ATTIVA", "pec": "rossi@pec.example"}' \
    >d/files/imprese_01234567897
out cr-enrich -H -o fact,field,value --config lookup.conf pty:1
is 'the example of cr-lookup(5) works' "$status:$stderr
$stdout" '0:
contact	pec	rossi@pec.example
note	status	active'
block cr.conf.5 1 >manual.conf
out cr-enrich -q -n --lookup vies --config manual.conf pty:1
is 'so does that of cr.conf(5)' "$status:$stderr" 0:

# --- what is wrong with files

wrong() {
	printf '%s\n' "$2" >wrong.file
	echo 'lookup x { via = http provider = "./wrong.file"
	    url = "http://127.0.0.1:1" }' >wrong.conf
	out cr-enrich --config wrong.conf pty:1
	like "wrong: $1" "$status:$stderr" "^2:.*$3"
}
wrong 'a record of ours' 'method = GET url = "/"
fact item { field number { from = "/n" } }' \
    'wrong.file:2: a look-up cannot tell of "item"'
wrong 'a key that there is not' 'method = GET url = "/"
fact party { field colour { from = "/n" } }' \
    'wrong.file:2: party has no key "colour"'
wrong 'neither from nor value' 'method = GET url = "/"
fact party { field name { match = "x" } }' 'either from somewhere or a value'
wrong 'an answer of messages' 'method = GET url = "/"
answer { is = sent }' 'found, none, refused, retry or stop'
out cr-config --check --config wrong.conf
like 'cr-config finds it by day' "$status:$stderr" \
    '^1:.*lookup x: .*wrong.file:2: an answer is found'
is 'and shows the look-ups' "$(cr-config -H --config few.conf |
    grep '^lookup')" \
    'lookup	vies	http ./vies.conf expires=90,7 per-day=2'
wrong 'a need that is none' 'method = GET url = "/" needs = { shoe }' \
    '"shoe" is nothing that is known of a party'
wrong 'a place that is none' 'method = GET url = "/{{text}}"' 'text'
wrong 'an expression' 'method = GET url = "/"
fact note { field x { from = "/n" match = "(" } }' 'no regular expression'
out cr-enrich --lookup other pty:1
like 'a look-up that there is not' "$status:$stderr" '^2:.*no look-up "other"'
out cr-enrich
is 'nobody asks about all by mistake' "$status" 2
out sh -c ': | cr-enrich -q'
is 'nor because a filter let nothing through' "$status" 2
echo 'lookup x { via = pigeon }' >wrong.conf
out cr-enrich --config wrong.conf pty:1
like 'another way' "$status:$stderr" '^2:.*via is one of http, command'
done_testing
