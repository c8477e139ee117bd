#!/bin/sh
# cr-age: buckets, dimensions, currencies, credits, past days.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"

age() { cr-age "$@" </dev/null; }
sums='code,currency,current_cents,d1_30_cents,d31_60_cents,d61_90_cents'
sums=$sums,d91_120_cents,d121_180_cents,d181_365_cents,over_365_cents
sums=$sums,credits_cents,total_cents,overdue_cents
# What the columns of the amounts hold, without the key and the name.
plain() { age -H -o "$sums" "$@"; }
table() { tr ' ' '\t'; }

stage 1
CR_TODAY=2026-09-20
then=$(age -f json) then_agent=$(age --by agent) then_area=$(age --by area)
then_doc=$(age --date doc --net --by total)
CR_TODAY=2026-09-30
stage 2

# --- the edges of the buckets: 0, 1, 30, 31, 91, 365 and 366 days late
is 'by debtor, by code, who has none behind, nobody last' "$(plain)" \
"$(table <<E
0003 EUR 1000 0 0 0 0 0 0 0 0 1000 0
0003 USD 0 0 0 0 123456 0 0 0 0 123456 123456
C001 EUR 7001 100000 20000 0 0 0 0 0 -15000 112001 120000
C002 EUR 0 0 0 0 0 0 1 9999 -4000 6000 10000
- EUR 0 500 0 0 0 0 0 0 0 500 500
- EUR 0 0 0 0 0 0 0 0 -700 -700 0
E
)"
is 'the key is the party, and nobody has none' \
    "$(age -H -o party,name | tail -n 2)" \
    "$(printf 'pty:13\tVerdi Luigi\n-\t-')"
is 'own buckets name their columns' "$(age --buckets 10,400 | head -n 1)" \
"#party	code	name	currency	current_cents	d1_10_cents	d11_400_cents	over_400_cents	credits_cents	total_cents	overdue_cents"
is 'own buckets hold' "$(age -H --buckets 10,400 -o \
    current_cents,d1_10_cents,d11_400_cents,over_400_cents --by total)" \
    "$(printf '8001\t500\t130000\t0\n0\t0\t123456\t0')"
is 'by the date of the document' "$(plain --date doc pty:10 pty:11)" \
"$(table <<E
C001 EUR 0 0 100000 7001 20000 0 0 0 -15000 112001 127001
C002 EUR 0 0 0 0 0 0 0 10000 -4000 6000 10000
E
)"

# --- dimensions, each with the same sums
is 'by agent' "$(plain --by agent)" "$(table <<E
AG2 EUR 8001 100000 20000 0 0 0 1 9999 -19000 119001 130000
AG2 USD 0 0 0 0 123456 0 0 0 0 123456 123456
- EUR 0 500 0 0 0 0 0 0 -700 -200 500
E
)"
is 'by area' "$(age -H --by area -o party,code,currency,total_cents)" \
"$(table <<E
- NORD EUR 112001
- SUD EUR 7000
- SUD USD 123456
- - EUR -200
E
)"
is 'by creditor' "$(age -H --by creditor -o code,currency,total_cents)" \
"$(table <<E
ALFA EUR 117301
ALFA USD 123456
BETA EUR 1500
E
)"
is 'by depot' "$(age -H --by depot -o code,name,currency,total_cents)" \
"$(printf '%s\t%s\t%s\t%s\n' MI 'Deposito di Milano' EUR 113001 \
    MI 'Deposito di Milano' USD 123456 RM 'Deposito di Roma' EUR 6000 \
    - - EUR -200)"
is 'by category' "$(age -H --by category -o code,currency,total_cents)" \
"$(table <<E
BAR EUR 112001
HOTEL EUR 7000
HOTEL USD 123456
- EUR -200
E
)"
balance=$(sqlite3 "$CR_LEDGER" "SELECT c, sum(o) FROM (
	SELECT currency c, open_cents o FROM open_item UNION ALL
	SELECT currency, -open_cents FROM open_entry) GROUP BY c" | tr '|' ' ')
for by in debtor creditor agent depot area category total; do
	for how in '' --net '--date doc' '--buckets 7' '--net --date doc'; do
		# shellcheck disable=SC2086
		age -H --by $by $how | awk -F '\t' -v OFS=' ' '
		{ s = 0; for (i = 5; i < NF - 1; i++) s += $i
		  if (s != $(NF - 1)) print "row", $0
		  o = 0; for (i = 6; i < NF - 2; i++) o += $i
		  if (o != $NF) print "overdue", $0
		  sum[$4] += s }
		END { for (c in sum) print c, sum[c] }' | sort >"$T/sums"
		[ "$(cat "$T/sums")" = "$balance" ] ||
		    echo "$by $how: $(cat "$T/sums")"
	done
done >"$T/wrong"
is 'every row and every dimension sums up to the balance' \
    "$(cat "$T/wrong")" ''
is 'totals, by currency' "$(age --totals -f csv -o code,currency,total_cents |
    tail -n 2 | tr -d '\r')" "$(printf 'Total;EUR;1188,01\nTotal;USD;1234,56')"

# --- credits
is 'net: credits pay the oldest debt first' "$(plain --net pty:10 pty:11)" \
"$(table <<E
C001 EUR 7001 100000 5000 0 0 0 0 0 0 112001 105000
C002 EUR 0 0 0 0 0 0 1 5999 0 6000 6000
E
)"
is 'net: nobody else is paid with them' "$(plain --net --by category |
    grep HOTEL)" "$(table <<E
HOTEL EUR 1000 0 0 0 0 0 1 5999 0 7000 6000
HOTEL USD 0 0 0 0 123456 0 0 0 0 123456 123456
E
)"

# --- past days
out age --as-of 2026-09-20 -f json
is 'a past day gives what it gave then' "$stdout" "$then"
is 'also by the agent he had then' "$(age --as-of 2026-09-20 --by agent)" \
    "$then_agent"
is 'and by the area he was in' "$(age --as-of 20/09/2026 --by area)" \
    "$then_area"
is 'and by date, net' \
    "$(age --as-of 2026-09-20 --date doc --net --by total)" "$then_doc"
like 'restated: what is known now of that day' \
    "$(plain --as-of 2026-09-20 --restated pty:11)" '	-4000	'
is 'before the first run all that is known counts' \
    "$(plain --as-of 2026-07-10 pty:10)" "$(table <<E
C001 EUR 50000 40000 0 0 0 0 0 0 0 90000 40000
E
)"

# --- selections
is 'keys of a stream' "$(printf '#item\topen_cents\nitem:3001\t9\ndoc:5\t9\n' |
    cr-age -H -o code,total_cents)" "$(printf 'C001\t7001\nC002\t9999')"
is 'a header alone selects nothing' "$(printf '#party\n' |
    cr-age --by total -H)" ''
is 'a pipe without even that, as cron gives, selects everything' \
    "$(: | cr-age --by total -H | wc -l | tr -d ' ')" 2
out cr-age nonsense
is 'an operand that is no key is refused' "$status" 1
like 'by name' "$stderr" '^cr-age: "nonsense" is no key'

# --- usage
for wrong in '--buckets 30,30' '--buckets 0,30' '--buckets 30,' '--by wish' \
    '--date paid' '--as-of 2026-02-30' '-o nothing'; do
	# shellcheck disable=SC2086
	out age $wrong
	is "$wrong is wrong usage" "$status" 2
done
out age --buckets "$(seq -s , 25)"
is 'too many buckets' "$status" 2
CR_LEDGER=$T/none.db
out age
is 'without a ledger nothing is done' "$status" 3
out cr-age --help
like 'help tells what it does' "$stdout" 'open balances by how late they are'
done_testing
