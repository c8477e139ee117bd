#!/bin/sh
# cr-import: the movements of bank accounts, each once, whatever the files.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

IBAN=IT60X0542811101000000123456
# entry STATEMENT N TX DAY CENTS [KEY VALUE]...: a record
entry() {
	printf '{"record":"entry","statement":%s,"account":"%s","entry":%s,' \
	    "$1" "$IBAN" "$2"
	printf '"tx":%s,"booked":"%s","currency":"EUR","amount_cents":%s' \
	    "$3" "$4" "$5"
	shift 5
	while [ $# -gt 1 ]; do
		case $2 in true) printf ',"%s":true' "$1" ;;
		*) printf ',"%s":"%s"' "$1" "$2" ;; esac
		shift 2
	done
	echo '}'
}
# balance STATEMENT DAY OPENING SUM CLOSING AGREES SOURCE
balance() {
	printf '{"record":"balance","statement":%s,"account":"%s",' "$1" \
	    "$IBAN"
	printf '"currency":"EUR","opening_cents":%s,"closing_cents":%s,' \
	    "$3" "$5"
	printf '"entries_cents":%s,"entries":1,"agrees":%s,"source":"%s",' \
	    "$4" "$6" "$7"
	printf '"date":"%s"}\n' "$2"
}
movements() {
	sql "SELECT e.amount_cents, sort, coalesce(o.open_cents, 'apart')
	    FROM entry e JOIN bank_entry b ON b.entry = e.id
	    LEFT JOIN open_entry o ON o.entry = e.id
	    WHERE e.undone_by IS NULL ORDER BY e.id" | tr '|\n' '  ' |
	    sed 's/ $//'
}

# ---- what a movement is ----------------------------------------------------
{
	entry 1 1 0 2026-09-01 120000 code 48 name 'ROSSI SRL' source rh \
	    remittance 'FT 12' end_to_end NOTPROVIDED
	entry 1 2 0 2026-09-01 -45750 code 37 source rh
	entry 1 3 0 2026-09-01 -10000 code Z9 return_reason MD01 source rh
	entry 1 4 0 2026-09-01 -50 code 16 return_reason MD01 source rh
	entry 1 5 0 2026-09-01 -99900 code 19 source rh
	entry 1 6 0 2026-09-01 5000 code 34// source rh
	entry 1 7 0 2026-09-01 7000 code PMNT/RCDT/ESCT source rh
	entry 1 8 0 2026-09-01 -7000 code PMNT/RDDT/UPDD source rh
	entry 1 9 0 2026-09-01 3000 code 55 source rh
	entry 1 10 0 2026-09-01 9900 status PDNG code 48 source rh
	entry 1 11 0 2026-09-01 -3300 remittance 'Insoluto RiBa 12' source csv
	entry 1 12 0 2026-09-01 -550 remittance 'Spese insoluto' source csv
} >sorts.jsonl
fresh -q
out cr-import -H -o added,unchanged,refused sorts.jsonl
is 'movements come in' "$status $stdout $stderr" "0 11	0	0 "
is 'each is what it is' "$(movements)" '120000 receipt 120000 -45750 return -45750 -10000 return -10000 -50 charge apart -99900 other apart 5000 other apart 7000 receipt 7000 -7000 return -7000 3000 return 3000 -3300 return -3300 -550 charge apart'
sound 'sorts'
is 'an id that is none is none' \
    "$(sql 'SELECT count(end_to_end) FROM bank_entry')" 0
out cr-import -q -v sorts.jsonl
is 'the same file adds nothing' "$(movements | wc -w)" 33
out cr-import -v sorts.jsonl
like 'what is not booked is left out' "$stderr" 'PDNG and left out'
t 'the proof holds' cr-log --verify
out cr-undo run:1
is 'undone' "$status $(movements)" '0 '
sound 'undone'
cr-import -q sorts.jsonl >/dev/null
is 'and imported again' "$(movements | wc -w)" 33

# ---- parts -----------------------------------------------------------------
{
	entry 1 1 0 2026-09-01 150000 code 48 source camt053
	entry 1 1 1 2026-09-01 100000 name A end_to_end E1 remittance 'FT 1'
	entry 1 1 2 2026-09-01 50000 name B end_to_end E2 remittance 'FT 2'
	entry 1 2 0 2026-09-01 152600 code 48 source camt053
	entry 1 2 1 2026-09-01 100000 remittance 'FT 3'
	entry 1 2 2 2026-09-01 50000 remittance 'FT 4'
	entry 1 3 0 2026-09-01 800 status PDNG
	entry 1 3 1 2026-09-01 400
	entry 1 3 2 2026-09-01 400
} >parts.jsonl
fresh -q
out cr-import -H -o added,refused parts.jsonl
is 'parts take the place of what they add up to' \
    "$stdout $(movements)" '3	0 100000 receipt 100000 50000 receipt 50000 152600 receipt 152600'
like 'others leave it whole' "$stderr" 'stays whole, the difference is 26.00'
is 'with their words' "$(sql "SELECT remittance FROM bank_entry
    WHERE tx = 0")" 'FT 3 / FT 4'
out cr-import -H -o added,unchanged parts.jsonl
is 'and are known again' "$stdout" '0	2'
entry 1 1 0 2026-09-01 150000 code 48 source rh >sum.jsonl
is 'also as their sum, in another statement' "$(counts sum.jsonl)" '0 0 1 0'
{
	entry 1 1 0 2026-09-05 9000 code 48 source camt054
	entry 1 1 1 2026-09-05 4000 name C remittance 'FT 5'
	entry 1 1 2 2026-09-05 5000 name D remittance 'FT 6'
} >advice.jsonl
entry 1 1 0 2026-09-05 9000 code 48 source camt053 >whole.jsonl
fresh -q
is 'a sum in a statement' "$(counts whole.jsonl)" '1 0 0 0'
is 'its parts come with the advice' "$(counts advice.jsonl)" '2 0 1 0'
is 'and take its place' "$(movements)" \
    '9000 receipt apart 4000 receipt 4000 5000 receipt 5000'
is 'once' "$(counts advice.jsonl whole.jsonl)" '0 0 1 0
0 0 1 0'
sound 'parts later'
cr-undo run:2 >/dev/null
is 'undone it is the sum again' "$(movements)" '9000 receipt 9000'
sound 'parts undone'
entry 1 1 2 2026-09-01 5 >orphan.jsonl
is 'a part alone is refused' "$(counts orphan.jsonl)" '0 0 0 1'

# ---- the same movement in other words --------------------------------------
day() {	# SOURCE [FLAG VALUE]: two equal ones and a third
	src=$1
	shift
	entry 1 1 0 2026-09-02 10000 source "$src" name 'BIANCHI SPA' "$@"
	entry 1 2 0 2026-09-02 10000 source "$src" name 'BIANCHI SPA' "$@"
	entry 1 3 0 2026-09-02 10000 source "$src" name 'NERI SNC' "$@"
}
fresh -q
day rh >rh.jsonl
is 'equal payments of a day are as many' "$(counts rh.jsonl)" '3 0 0 0'
day ec >ec.jsonl
is 'EC repeats RH' "$(counts ec.jsonl)" '0 0 3 0'
day rh duplicate true >dup.jsonl
is 'a statement sent again (93011)' "$(counts dup.jsonl)" '0 0 3 0'
cat rh.jsonl ec.jsonl >both.jsonl
fresh -q
is 'both in one file' "$(counts both.jsonl)" '3 0 3 0'
fresh -q
sed -n 3p rh.jsonl | sed 's/"rh"/"camt054"/' >advice.jsonl
day camt053 >stmt.jsonl
is 'an advice' "$(counts advice.jsonl)" '1 0 0 0'
is 'its statement adds the others' "$(counts stmt.jsonl)" '2 0 1 0'
is 'of whom they are' "$(sql 'SELECT name, count(*) FROM bank_entry
    GROUP BY 1' | tr '\n' ' ')" 'BIANCHI SPA|2 NERI SNC|1 '
day camt052 >interim.jsonl
out cr-import -H -o added interim.jsonl
is 'an interim report counts for nothing' "$stdout" 0
like 'and says so' "$stderr" '3 movements of interim reports are left out'
cat <<-EOT >e2e.jsonl
	$(entry 1 1 0 2026-09-03 10000 source rh end_to_end AA1)
	$(entry 1 2 0 2026-09-03 10000 source camt053 end_to_end AA1)
	$(entry 1 3 0 2026-09-03 10000 source camt053 end_to_end AA2)
EOT
is 'an end-to-end id decides' "$(counts e2e.jsonl)" '2 0 1 0'

# ---- accounts and whose they are -------------------------------------------
fresh -q
cr-import -q - >/dev/null <<'EOT'
{"record":"party","code":"A","name":"Alfa","vat":"01234567897","roles":["creditor"]}
{"record":"party","code":"B","name":"Beta","vat":"09876543217","iban":"IT60 X054 2811 1010 0000 0123 456","roles":["creditor"]}
EOT
is 'an account is of who has it as his own' "$(counts rh.jsonl)
$(sql 'SELECT p.code FROM account a JOIN party p ON p.id = a.creditor')" \
    '3 0 0 0
B'
sed "s#$IBAN#05428/11101/123456#" rh.jsonl >split.jsonl
is 'ABI, CAB and number are the same account' "$(counts split.jsonl)" \
    '0 0 3 0'
is 'of one creditor only' "$(counts -c A rh.jsonl)" '0 0 0 3'
sed "s#$IBAN#IT73O0301503200000002345678#" rh.jsonl >other.jsonl
is 'of several creditors nobody is guessed' "$(counts other.jsonl)" '0 0 0 3'
is 'named he is kept' "$(counts -c A other.jsonl) $(counts other.jsonl)" \
    '3 0 0 0 0 0 3 0'

# ---- balances --------------------------------------------------------------
stmt() {	# DAY OPENING CENTS CLOSING AGREES SOURCE
	entry 1 1 0 "$1" "$3" source "$6" code 48
	balance 1 "$1" "$2" "$3" "$4" "$5" "$6"
}
fresh -q
stmt 2026-09-01 1000 500 1500 true camt053 >s1.jsonl
stmt 2026-09-02 1500 700 2200 true camt053 >s2.jsonl
stmt 2026-09-04 2500 100 2600 true camt053 >s4.jsonl
stmt 2026-09-05 2600 100 2900 false camt053 >s5.jsonl
stmt 2026-09-06 9900 100 10000 true rh >s6.jsonl
out cr-import s1.jsonl s2.jsonl
is 'statements that follow' "$stderr" ''
out cr-import s4.jsonl
like 'one is missing' "$stderr" 'the statement of 2026-09-04 begins with 25.00, but that of 2026-09-02 ended with 22.00: one is missing'
is 'the account has a gap' "$(cr-list -H --accounts -o gaps)" 1
cr-import -q s5.jsonl >/dev/null
is 'which does not agree is kept' "$(sql 'SELECT count(*) FROM statement
    WHERE agrees = 0')" 1
out cr-import s6.jsonl
is 'the opening balance of RH tells no gap' "$stderr" ''
is 'accounts and statements, for people' "$(sql "SELECT balance, day,
    movements FROM v_account; SELECT count(*) FROM v_statement
    WHERE agrees = 'yes'" | tr '\n' ' ')" '100.00|2026-09-06|5 4 '
out cr-import -H -o added,unchanged s2.jsonl
is 'a statement again' "$stdout$stderr" '0	2'
is 'the sum of the entries is the difference of the balances' "$(sql "
    SELECT count(*) FROM statement s WHERE agrees = 1
    AND closing_cents - opening_cents <> (SELECT sum(e.amount_cents)
    FROM bank_entry b JOIN entry e ON e.id = b.entry
    WHERE b.file = s.file AND b.statement = s.n)")" 0

# ---- where nobody's money shows --------------------------------------------
out cr-age -H -o code,total_cents
is 'apart in the ageing, of no debtor' "$stdout" '-	-1500'
is 'and of no dunning' "$(cr-dun -n -H 2>/dev/null | wc -l)" 0
is 'and on a past day' "$(CR_TODAY=2026-10-30 cr-age -H -o total_cents \
    --as-of 2026-09-01 --restated)" '-500'

# ---- any files in any order ------------------------------------------------
# Twenty days of few amounts and payers; files hold whole days, overlap, and
# come in any order and again: the ledger has what the account had.
for seed in 1 2 3 4 5; do
	rm -rf w
	mkdir w
	awk -v seed="$seed" -v iban=$IBAN 'BEGIN {
		srand(seed)
		for (d = 1; d <= 20; d++)
			for (n[d] = 0; rand() < 0.8;) {
				i = ++n[d]
				a[d, i] = 100 * (1 + int(rand() * 3))
				if (rand() < 0.3) a[d, i] = -a[d, i]
				p[d, i] = "P" int(rand() * 2)
				r[d, i] = rand() < 0.5 ? "R" ++refs : ""
				printf "%d %d\n", d, a[d, i] > "w/truth"
			}
		for (f = 1; f <= 12; f++) {
			from = f == 1 ? 1 : 1 + int(rand() * 20)
			to = f == 1 ? 20 : from + int(rand() * 6)
			src = rand() < 0.5 ? "camt053" : "rh"
			for (k = d = from; d <= to && d <= 20; d++)
				for (i = 1; i <= n[d]; i++)
					printf "{\"record\":\"entry\",\"statement\":1,\"account\":\"%s\",\"entry\":%d,\"tx\":0,\"booked\":\"2026-08-%02d\",\"amount_cents\":%d,\"name\":\"%s\",\"source\":\"%s\"%s}\n", iban, ++k, d, a[d, i], p[d, i], src, r[d, i] == "" ? "" : ",\"servicer_ref\":\"" r[d, i] "\"" > ("w/" f ".jsonl")
		}
		for (i = 1; i <= 40; i++)
			print 1 + int(rand() * 12) > "w/order"
		print 1 > "w/order"
	}'
	fresh -q
	while read -r f; do
		[ -e "w/$f.jsonl" ] && cr-import -q "w/$f.jsonl" >/dev/null
	done <w/order
	sort w/truth >truth
	sql "SELECT CAST(strftime('%d', date * 86400, 'unixepoch') AS INTEGER)
	    || ' ' || amount_cents FROM entry" | sort >got
	t "files in any order, $seed" diff truth got
	sound "files in any order, $seed"
done

# ---- one movement that cannot be booked --------------------------------------
E=$TOP/examples/banca/estratto-2026-09-30.xml
fresh -q
sed 's|<DLY:Amt Ccy="EUR">380.64</DLY:Amt>||' "$E" >lacks.xml
out cr-import -f tsv -H -o added,refused lacks.xml
is 'a movement without an amount: status' "$status" 1
is 'it is left out, the others are taken' "$stdout" '5	1'
like 'and named' "$stderr" 'Ntry\[4\]/Amt is missing'
cr-import -q "$E" >/dev/null
is 'the mended file brings what was missing, once' "$(sql '
    SELECT count(*), sum(amount_cents) FROM entry')" '5|148784'
fresh -q
head -c 3000 "$E" >cut.xml
out cr-import -q cut.xml
is 'a statement that is cut: nothing of it' \
    "$status $(sql 'SELECT count(*) FROM entry')" '1 0'

# A portfolio is no account.
fresh -q
entry 1 1 0 2026-09-01 5000 source rp code 48 | cr-import -q - >/dev/null
is 'what a portfolio report tells is no money' "$(movements)" \
    '5000 other apart'

# ---- what banks really send ----------------------------------------------------
S=$SHARED/data/bank
if [ -r "$S/expected.tsv" ]; then
	fresh -q
	for f in "$S"/camt/* "$S"/cbi/*.txt "$S"/cbi/*.xml "$S"/mt940/*; do
		cr-import -q "$f" >/dev/null 2>&1
		[ $? -lt 2 ] || echo "$f"
	done >said
	is 'samples: none stops an import' "$(cat said)" ''
	n=$(sql 'SELECT count(*) FROM entry')
	find "$S/camt" "$S/cbi" "$S/mt940" -type f -exec cr-import -q {} + \
	    >/dev/null 2>&1
	is 'samples: twice is once' "$(sql 'SELECT count(*) FROM entry')" "$n"
	is 'samples: what a statement brought is its sum' "$(sql "
	    SELECT f.name, s.n FROM statement s JOIN file f ON f.id = s.file
	    WHERE (SELECT count(*) FROM bank_entry b WHERE b.file = s.file
	    AND b.statement = s.n AND b.tx = 0) = s.entries
	    AND (SELECT sum(e.amount_cents) FROM bank_entry b JOIN entry e
	    ON e.id = b.entry WHERE b.file = s.file AND b.statement = s.n)
	    <> s.entries_cents")" ''
	sound 'samples'
else
	pass 'the samples of banks are not here # SKIP'
fi

# ---- killed on the way, and two at a time ------------------------------------
awk -v iban=$IBAN 'BEGIN {
	for (i = 1; i <= 30000; i++)
		printf "{\"record\":\"entry\",\"statement\":1,\"account\":\"%s\",\"entry\":%d,\"tx\":0,\"booked\":\"2026-09-%02d\",\"amount_cents\":%d,\"code\":\"48\",\"source\":\"rh\",\"name\":\"P%d\"}\n", iban, i, 1 + i % 20, 100 + i % 50, i % 7
}' >big.jsonl
fresh -q
for wait in 0.05 0.2 0.4; do
	cr-import -q big.jsonl >/dev/null 2>&1 &
	pid=$!
	sleep "$wait"
	kill -9 "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	n=$(sql 'SELECT count(*) FROM bank_entry')
	case $n in
	0|30000) pass "killed after $wait s: all or nothing" ;;
	*) fail "killed after $wait s: all or nothing" "$n movements" ;;
	esac
done
cr-import -q big.jsonl >/dev/null
is 'then all of it, many equal ones too' \
    "$(sql 'SELECT count(*), count(DISTINCT ref) FROM entry')" '30000|30000'
is 'twice is once' "$(counts big.jsonl)" '0 0 30000 0'
sound 'killed'

done_testing
