#!/bin/sh
# cr-interest: what late payment costs, day by day, and claims of it.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"
unset CR_LEDGER
I='cr-interest -H'

# --- figures of the command line: the rows of the law's own examples
rows() { $I -o from,to,days,rate_bp,accrued_cents "$@" | tr '\t' ' '; }
sums() {
	$I --total item -o interest_cents,flat_cents,penalty_cents,total_cents \
	    "$@" | tr '\t' ' '
}
is 'the half-years of a debt' "$(rows --capital 10000,00 --due 2024-04-15 \
    --to 2024-10-15 --art6 none)" \
'2024-04-16 2024-06-30 76 1250 26027
2024-07-01 2024-10-15 107 1225 35911'
is 'rounded once, or row by row' \
    "$(sums --capital 12345,67 --due 2025-12-31 --to 2026-11-21
    sums --capital 12345,67 --due 2025-12-31 --to 2026-11-21 --round rows)" \
'112794 4000 0 1351361
112793 4000 0 1351360'
is 'days by 365, by the year, by 360' "$(for b in 365 act 360; do
    sums --capital 1000 --due 2023-12-31 --to 2024-12-31 --basis $b \
    --art6 none; done)" '12408 0 0 112408
12374 0 0 112374
12581 0 0 112581'
is 'food, and sub-supply with its penalty' \
    "$(sums --capital 8000 --due 2025-06-30 --to 2025-09-20 --regime food
    sums --capital 8000 --due 2025-06-30 --to 2025-07-30 \
    --regime subfornitura
    sums --capital 8000 --due 2025-06-30 --to 2025-07-31 \
    --regime subfornitura)" '25431 4000 0 829431
6674 4000 0 810674
6896 4000 40000 850896'
is 'before 2013: seven points and no lump sum' "$(sums --capital 1000 \
    --due 2010-01-01 --to 2012-01-01 --regime mora7)" '16126 0 0 116126'
out cr-interest -H --capital 1000 --due 2010-01-01 --to 2012-01-01
is 'not eight points' "$status $stdout" '2 '
like 'which were not in force' "$stderr" '"mora" has no points on 2010-01-02'
is 'legal until the demand, then as for companies' \
    "$(rows --capital 20000 --due 2024-09-10 --to 2025-06-30 --regime legal \
    --demand-day 2025-03-01)" '2024-09-11 2024-12-31 112 250 15342
2025-01-01 2025-03-01 60 200 6575
2025-03-02 2025-06-30 121 1115 73926'
is 'legal, from a messa in mora' "$(rows --capital 20000 --due 2024-09-10 \
    --to 2025-03-01 --regime legal --notice-day 2024-12-31)" \
    '2025-01-01 2025-03-01 60 200 6575'
three='--capital 10000 --due 2025-01-31 --pay 2025-07-31:5.000,00
    --pay 2025-04-30:3000.00 --to 2025-10-31 --total item -H
    -o costs_due_cents,interest_due_cents,principal_due_cents,total_cents'
# shellcheck disable=SC2086
is 'payments: costs, interest, principal' "$(cr-interest $three |
    tr '\t' ' ')" '0 6424 251116 257540'
# shellcheck disable=SC2086
is 'or principal first' "$(cr-interest $three --impute principal-first |
    tr '\t' ' ')" '4000 51383 200000 255383'
is 'a credit note on its day, or from the start' \
    "$(for nc in date ab-initio; do sums --capital 10000 --due 2024-01-31 \
    --credit 30/04/2024:4000 --to 2024-06-30 --nc $nc; done)" \
'43356 4000 0 647356
31027 4000 0 635027'
is 'an agreed rate' "$(sums --capital 7500 --due 2025-03-15 --to 2026-03-15 \
    --contract-rate 9,00)" '67500 0 0 817500'
is 'or points over the reference rate' "$(rows --capital 7500 \
    --due 2025-06-29 --to 2025-07-02 --contract-rate +5)" \
'2025-06-30 2025-06-30 1 815 167
2025-07-01 2025-07-02 2 715 294'
out cr-interest --capital 7500 --due 2025-06-30 --to 2025-07-01 \
    --contract-rate 12,15
like 'a rate over that of the law may be usury' "$stderr" \
    'the agreed rate is 2\.00 points over that of the law'
echo 'interest { margin = 2.00 }' >margin.conf
is 'but a margin may be left' "$(cr-interest --config margin.conf \
    --capital 7500 --due 2025-06-30 --to 2025-07-01 --contract-rate 12,15 \
    2>&1 >/dev/null)" ''
is 'paid in time nothing is due' "$(sums --capital 100 --due 2025-06-30 \
    --pay 2025-06-30:100 --to 2025-12-31)" ''

# --- every vector of the shared facts, where they are
vectors=$SHARED/facts/italy_interest_vectors.tsv
if [ -f "$vectors" ]; then
	sed 1d "$vectors" |
	while read -r id regime capital due to basis days once _; do
		case $regime in
		mora8) set -- --regime mora ;;
		food12) set -- --regime food ;;
		fixed*) set -- --contract-rate "${regime#fixed}" ;;
		*) set -- --regime "$regime" ;;
		esac
		got=$($I "$@" --capital "$capital" --due "$due" --to "$to" \
		    --basis "$basis" --art6 none --total item \
		    -o days,interest_cents)
		[ -n "$got" ] || got=$(printf '0\t0')
		want=$(printf '%s\t%s' "$days" "$(echo "$once" |
		    sed 's/\.//; s/^0*\(.\)/\1/')")
		[ "$got" = "$want" ] || echo "$id: $got, not $want"
	done >wrong-vectors
	is "the vectors of ${vectors##*/}" "$(cat wrong-vectors)" ''
else
	echo '# no vectors of shared facts here'
fi

# --- rates that are not there
out cr-interest -H --capital 10000 --due 2026-09-30 --to 2027-03-31
is 'a half-year without a rate: nothing is told' "$status $stdout" '2 '
is 'but that it is missing' "$stderr" 'cr-interest: there is no reference rate for the half-year from 2027-01-01 to 2027-06-30 (--assume-rate)'
assumed() {
	cr-interest -H --capital 10000 --due 2026-12-30 --to 2027-01-01 \
	    --art6 none -o rate_bp,accrued_cents,assumed,note "$@"
}
is 'one may be assumed, which is said' "$(assumed --assume-rate 2,15)" \
"$(printf '%s\t%s\t%s\t%s\n' 1040 285 no - 1015 278 yes 'assumed rate')"
cat >mine.conf <<'C'
reference { from = "2027-01-01" to = "2027-06-30" rate = 2.30
	source = "GU 9 of 13/01/2027" }
C
is 'or be in a file of rates' "$(assumed --rates mine.conf)" \
"$(printf '%s\t%s\t%s\t%s\n' 1040 285 no - 1030 282 no -)"
echo 'interest { rates = "mine.conf" }' >rates.conf
is 'that the configuration names' "$(assumed --config rates.conf \
    -o rate_bp,source)" "$(printf '%s\t%s\n' 1040 \
    'published tables; the MEF notice was not seen' 1030 \
    'GU 9 of 13/01/2027')"
echo 'reference { from = "2027-01-02" to = "2027-06-30" }' >bad.conf
out cr-interest --rates bad.conf --capital 1 --due 2026-01-01
like 'what is wrong in it is told by its line' "$status $stderr" \
    '^2 cr-interest: bad\.conf:1: '

echo 'interest { rates = "bad.conf" }' >bad.rates.conf
cat >rules.conf <<'C'
interest { category GDO { regime = contract rate = "+5" } }
C
out cr-config --config bad.rates.conf
is 'as it is when the configuration is checked' "$status" 2
like 'which shows whose debts bear which interest' "$(cr-config -H \
    --config rules.conf)" 'interest	category/GDO	contract \+5\.00'

# --- a ledger
CR_LEDGER=$T/ledger.db
export CR_LEDGER
stage 1
by_item() {
	$I --total item -o item,regime,from,to,days,interest_cents,flat_cents \
	    "$@" </dev/null | tr '\t' ' '
}
is 'late items of a company owe what companies do' "$(by_item pty:10)" \
    "$(by_item --regime mora pty:10)"
is 'a person owes the legal rate' "$(by_item --to 2026-12-31 pty:13)" \
    "$(by_item --to 2026-12-31 --regime legal pty:13)"
is 'and no lump sum' "$(by_item --to 2026-12-31 pty:13 | cut -d ' ' -f 2,7)" \
    'legal 0'
is 'and why it runs' "$($I --total item -o since,note --to 2026-12-31 pty:13)" \
    "$(printf 'no-notice\tno messa in mora: from the due date')"
sql <<'E'
UPDATE party SET vat = '99000010282' WHERE id = 13;
E
is 'a person with a VAT number is in business' \
    "$(by_item --to 2026-12-31 pty:13 | cut -d ' ' -f 2,7)" 'mora 4000'
sql <<'E'
UPDATE party SET vat = NULL WHERE id = 13;
E
cat >cr.conf <<'C'
interest {
	category HOTEL { regime = food }
	debtor "0003" { regime = contract rate = "+1.50" }
}
C
is 'rules: a category, and a debtor before his category' \
    "$(by_item --config cr.conf pty:11 pty:12 | cut -d ' ' -f 1,2)" \
'item:5001 food
item:6001 food
item:7001 contract'
is 'no lump sum in another currency' \
    "$(by_item item:7001 | cut -d ' ' -f 7)" 0
total() { awk '{ for (i = 1; i <= NF; i++) s += $i } END { print s + 0 }'; }
is 'the debtors are the sums of their items' \
    "$($I --total debtor -o total_cents,interest_cents,flat_cents --all |
    total)" \
    "$($I --total item -o total_cents,interest_cents,flat_cents --all |
    total)"
is 'one lump sum for a debtor of a creditor' "$($I --art6 per-debtor \
    --total debtor -o flat_cents pty:10)" 4000
is 'keys come from a stream, a header alone selects nothing' \
    "$(printf '#item\nitem:2001\n' | $I --total item -o item
    printf '#item\n' | $I -o item)" item:2001

# --- payments at their days, and what came back
sql <<'E'
INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency,
    type, run) VALUES
 (70, 1, 10, 0, 'P70', 2025, @2025-12-31, 'EUR', 'TD01', 1),
 (71, 1, 10, 1, 'NC71', 2026, @2026-03-31, 'EUR', 'TD04', 1),
 (72, 1, 10, 0, 'P72', 2025, @2025-12-31, 'EUR', 'TD01', 1);
INSERT INTO item (id, doc, due, amount_cents, run) VALUES
 (70001, 70, @2026-01-31, 1000000, 1), (71001, 71, @2026-03-31, -200000, 1),
 (72001, 72, @2026-01-31, 100000, 1), (72002, 72, @2026-02-28, 100000, 1);
INSERT INTO open_item VALUES
 (70001, 10, 1, @2025-12-31, @2026-01-31, 500000, 'EUR'),
 (72002, 10, 1, @2025-12-31, @2026-02-28, 100000, 'EUR');
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    run) VALUES
 (70, 'e70', 1, 10, @2026-01-31, 1000000, 'EUR', 1),
 (71, 'e71', 1, 10, @2026-02-10, -1000000, 'EUR', 1),
 (72, 'e72', 1, 10, @2026-04-30, 300000, 'EUR', 1),
 (73, 'e73', 1, 10, @2026-04-30, 100000, 'EUR', 1);
INSERT INTO alloc (item, entry, peer, date, amount_cents, kind, run) VALUES
 (70001, 70, NULL, @2026-01-31, 1000000, 'payment', 1),
 (70001, 71, NULL, @2026-02-10, -1000000, 'payment', 1),
 (70001, 72, NULL, @2026-04-30, 300000, 'payment', 1),
 (70001, NULL, 71001, @2026-09-15, 200000, 'credit', 2),
 (71001, NULL, 70001, @2026-09-15, -200000, 'credit', 2),
 (72001, 73, NULL, @2026-04-30, 100000, 'payment', 1);
E
is 'a RiBa that came back never paid; a credit note counts on its own day' \
    "$(rows --art6 none --impute principal-first --to 2026-09-30 item:70001)" \
'2026-02-01 2026-03-31 59 1015 16407
2026-04-01 2026-04-30 30 1015 6674
2026-05-01 2026-06-30 61 1015 8482
2026-07-01 2026-09-30 92 1040 13107'
is 'that day as it was known then: no credit note yet' \
    "$(rows --as-of 2026-08-05 --art6 none --impute principal-first \
    --to 2026-05-31 item:70001)" \
'2026-02-01 2026-04-30 89 1015 24749
2026-05-01 2026-05-31 31 1015 6034'
is 'of a closed item nothing' "$(by_item item:72001)" ''
is 'unless paid ones are asked for: until it was paid' \
    "$(by_item --paid item:72001)" \
    'item:72001 mora 2026-02-01 2026-04-30 89 2475 4000'
is 'an invoice has one lump sum, on its first late instalment' \
    "$(by_item doc:72; by_item --paid doc:72; by_item --paid item:72002)" \
'item:72002 mora 2026-03-01 2026-09-30 214 6014 4000
item:72001 mora 2026-02-01 2026-04-30 89 2475 4000
item:72002 mora 2026-03-01 2026-09-30 214 6014 0
item:72002 mora 2026-03-01 2026-09-30 214 6014 0'
columns=open_cents,interest_cents,flat_cents,total_cents
columns=$columns,principal_due_cents,interest_due_cents,costs_due_cents
is 'what is owed is open, interest and costs, however imputed' \
    "$($I --total item -o $columns --all --paid |
    awk '$1 + $2 + $3 != $4 || $5 + $6 + $7 != $4')" ''
cr-hold -q --kind insolvency --from 2026-03-10 --reason Tribunale pty:10 \
    >/dev/null
is 'insolvency stops it' "$(rows --art6 none item:72002)" \
    '2026-03-01 2026-03-10 10 1015 278'
is 'but not as it was known before' "$(rows --as-of 2026-09-29 --to 2026-03-11 \
    --art6 none item:72002)" '2026-03-01 2026-03-11 11 1015 306'
last() { sql <<'E'
SELECT max(id) FROM run;
E
}
cr-undo -q "run:$(last)" >/dev/null

# --- laws and their days
cat >old.sql <<'E'
INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency,
    type, run) VALUES
 (90, 1, 11, 0, 'O1', 2001, @2001-11-30, 'EUR', 'TD01', 1),
 (91, 1, 11, 0, 'O2', 2012, @2012-12-31, 'EUR', 'TD01', 1),
 (92, 1, 11, 0, 'O3', 2013, @2013-01-31, 'EUR', 'TD01', 1),
 (93, 1, 11, 0, 'O4', 2021, @2021-12-14, 'EUR', 'TD01', 1);
INSERT INTO item (id, doc, due, amount_cents, run) VALUES
 (90001, 90, @2001-12-31, 100000, 1), (91001, 91, @2013-01-31, 100000, 1),
 (92001, 92, @2013-01-31, 100000, 1), (93001, 93, @2022-01-31, 100000, 1);
INSERT INTO open_item VALUES
 (90001, 11, 1, @2001-11-30, @2001-12-31, 100000, 'EUR'),
 (91001, 11, 1, @2012-12-31, @2013-01-31, 100000, 'EUR'),
 (92001, 11, 1, @2013-01-31, @2013-01-31, 100000, 'EUR'),
 (93001, 11, 1, @2021-12-14, @2022-01-31, 100000, 'EUR');
E
sql <old.sql
back_then() {
	by_item "$@" doc:90 doc:91 doc:92 doc:93 | cut -d ' ' -f 2,7 |
	tr '\n' ' '
}
is 'an invoice has the regime of its days, mora' "$(back_then)" \
    'legal 0 mora7 0 mora 4000 mora 4000 '
is 'and food' "$(back_then --config cr.conf)" \
    'legal 0 food62 0 food62 4000 food62 4000 '
echo 'DELETE FROM open_item WHERE item BETWEEN 90001 AND 93001;
DELETE FROM item WHERE doc BETWEEN 90 AND 93;
DELETE FROM doc WHERE id BETWEEN 90 AND 93;' | sql

# --- a messa in mora that was sent
sql <<'E'
INSERT INTO policy VALUES ('x', 'x', 1);
INSERT INTO notice (id, debtor, creditor, currency, digest, policy, level,
    level_name, day, state, claim_cents, credit_cents, pool_cents, basis,
    approval, sent_day, run) VALUES
 (1, 13, 2, 'EUR', 'x', 'x', 2, 'sollecito', @2026-10-05, 'sent', 100, 0, 0,
  'x', 0, @2026-10-05, 1),
 (2, 13, 2, 'EUR', 'x', 'x', 5, 'messa-in-mora', @2026-11-20, 'sent', 100, 0,
  0, 'x', 0, @2026-11-20, 1);
INSERT INTO notice_item VALUES (1, 9001, 2, 'sollecito', 100, 0, 100, 5),
 (2, 9001, 5, 'messa-in-mora', 100, 0, 100, 50);
E
is 'legal interest runs from it' "$($I -o from,since --to 2026-12-31 \
    item:9001)" "$(printf '2026-11-21\tnotice')"
is 'not before it was sent' "$($I -o since --to 2026-11-19 item:9001)" \
    no-notice
echo 'interest { formal-notice = { sollecito } }' >formal.conf
is 'which level is one the configuration says' "$($I -o from \
    --config formal.conf --to 2026-12-31 item:9001)" 2026-10-06

# --- claims
claims() {
	cr-list -H --claims -o item,kind,from,day,amount_cents,state "$@" \
	    </dev/null | tr '\t' ' '
}
balance() { cr-age -H --by total -o currency,total_cents </dev/null; }
before=$(balance)
out cr-interest -H --book --to 2026-09-30 -o kind,amount_cents,state doc:72
is 'booking prints its claims' "$(printf '%s' "$stdout" | tr '\t' ' ')" \
'flat40 4000 open
interest 6014 open'
is 'they are in the ledger' "$(claims doc:72)" \
'item:72002 flat40 - 2026-09-30 4000 open
item:72002 interest 2026-03-01 2026-09-30 6014 open'
is 'apart from the balances' "$(balance)" "$before"
n=$(last)
out cr-interest --book --to 2026-09-30 doc:72
is 'the same day twice is once' "$status $(claims doc:72 | wc -l | tr -d ' ') \
$(last)" "0 2 $n"
CR_TODAY=2026-10-31
cr-interest -q --book doc:72 >/dev/null
is 'a later day supersedes the interest alone' "$(claims --all doc:72)" \
'item:72002 flat40 - 2026-09-30 4000 open
item:72002 interest 2026-03-01 2026-09-30 6014 superseded
item:72002 interest 2026-03-01 2026-10-31 6897 open'
is 'superseded ones are told only by --all' "$(claims doc:72 | wc -l)" 2
is 'as it was known on the day before' "$(claims --as-of 2026-10-30 doc:72)" \
'item:72002 flat40 - 2026-09-30 4000 open
item:72002 interest 2026-03-01 2026-09-30 6014 open'
out cr-interest -H --book --to 2026-09-30 doc:72
is 'an earlier day than claimed changes nothing' "$stdout" ''
like 'and says so' "$stderr" 'item:72002: claimed to a later day already'
out cr-undo "run:$n"
is 'a booking that another one follows is not undone' "$status" 4
like 'which is named' "$stderr" "run:$(last) ended claims of it"
CR_TODAY=2026-11-01
cr-undo -q "run:$(last)" >/dev/null
is 'the last one is' "$(claims doc:72)" \
'item:72002 flat40 - 2026-09-30 4000 open
item:72002 interest 2026-03-01 2026-09-30 6014 open'
is 'what was known in between stays known' "$(claims --as-of 2026-10-31 \
    doc:72)" \
'item:72002 flat40 - 2026-09-30 4000 open
item:72002 interest 2026-03-01 2026-10-31 6897 open'
sql <<'E'
UPDATE claim SET state = 'paid', ended_by = 1
    WHERE kind = 'interest' AND undone_by IS NULL;
INSERT INTO claim_end (claim, state, run) SELECT id, 'paid', 1 FROM claim
    WHERE kind = 'interest' AND undone_by IS NULL;
E
cr-interest -q --book --to 2026-10-31 doc:72 >/dev/null
is 'what was paid of it is taken off' "$(claims doc:72)" \
'item:72002 flat40 - 2026-09-30 4000 open
item:72002 interest 2026-03-01 2026-09-30 6014 paid
item:72002 interest 2026-03-01 2026-10-31 883 open'
sql <<'E'
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    run) VALUES (80, 'e80', 1, 10, @2026-10-10, 100000, 'EUR', 1);
INSERT INTO alloc (item, entry, date, amount_cents, kind, run) VALUES
 (72002, 80, @2026-10-10, 100000, 'payment', 1);
DELETE FROM open_item WHERE item = 72002;
E
cr-interest -q --book --all >/dev/null
is 'of an item paid since it ends with the payment' "$(claims item:72002)" \
'item:72002 flat40 - 2026-09-30 4000 open
item:72002 interest 2026-03-01 2026-09-30 6014 paid
item:72002 interest 2026-03-01 2026-10-10 285 open'
t 'the journal holds' cr-log --verify
like 'and tells what was claimed' "$(cr-log -H -o act,detail)" \
    'interest	.*"to":"2026-09-30","claims":2,"superseded":0,"claimed_cents":10014,"rates":"[0-9a-f]{64}"'
is 'the rates of a claim are kept word for word' "$(sql <<'E'
SELECT text FROM rates WHERE digest = (SELECT max(rates) FROM claim);
E
)" "$(cat "$TOP/lib/share/rates/italian.conf")"
n=$(last)
cr-interest -n --book --all --to 2026-11-01 --regime mora >dry
is 'a dry run books nothing' "$(last)" "$n"
like 'but prints it, without numbers' "$(cat dry)" '^-	'
out sh -c ': | cr-interest --book'
is 'a pipe without a byte does not claim from everybody' "$status" 2
out cr-interest --book --all --assume-rate 2
is 'nor is a rate assumed for a claim' "$status" 2

# --- all that is booked is all that is told
CR_LEDGER=$T/two.db CR_TODAY=2026-12-31
stage 1
$I --total item -o interest_cents,flat_cents,penalty_cents --all --paid |
total >told
$I --book -o amount_cents --all --paid | total >booked
is 'claims add up to what was told' "$(cat booked)" "$(cat told)"
is 'and so they do in the ledger' "$(cr-list -H --claims -o amount_cents \
    </dev/null | total)" "$(cat told)"
is 'by v_claim too, in euro' "$(sql <<'E'
SELECT count(*), sum(amount LIKE '%.__') FROM v_claim;
E
)" "$(cr-list -H --claims </dev/null | awk 'END { print NR "|" NR }')"
cr-undo -q "run:$(last)" >/dev/null
is 'taken back, nothing is claimed' "$(cr-list -H --claims --all </dev/null)" ''

# --- usage
for wrong in '--capital 1e3 --due 2026-01-01' '--capital 1000' \
    '--capital 1.000 --due 2026-01-01' '--regime moratoria' '--art6 two' \
    '--basis 366' '--pay 2026-01-01:5' '--contract-rate 9,125' \
    '--regime contract' '--total year' '--book --as-of 2026-01-01' \
    '--book --all --to 2027-01-01' '--capital 5 --due 2026-01-01 pty:1' \
    '--assume-rate +2'; do
	# shellcheck disable=SC2086
	out cr-interest $wrong
	is "$wrong is wrong usage" "$status" 2
done
for wrong in 'category X { regime = contract }' 'basis = 100' \
    'category X { regime = legal rate = 3 }' 'art6 = twice' 'round = up' \
    'regime = 3' 'margin = many' 'debtor X { }'; do
	echo "interest { $wrong }" >wrong.conf
	out cr-interest --config wrong.conf --all
	like "$wrong is wrong configuration" "$status $stderr" \
	    '^2 cr-interest: wrong\.conf:1: '
done
out cr-list --claims --area SUD
is 'claims are not filtered in silence' "$status" 2
done_testing
