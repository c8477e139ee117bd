#!/bin/sh
# Claims and money: interest, costs and fees that are paid wholly or in part,
# taken back, told as on a past day; what is left on a statement.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

IBAN=IT60X0542811101000000123456
n=0
wire() { # DAY CENTS TEXT
	n=$((n + 1))
	printf '{"record":"entry","statement":1,"account":"%s","entry":%s,' \
	    $IBAN $n
	printf '"tx":0,"booked":"%s","currency":"EUR","amount_cents":%s,' \
	    "$1" "$2"
	printf '"code":"48","source":"rh","servicer_ref":"W%s",' $n
	printf '"name":"Bar Alba S.r.l.","remittance":"%s"}\n' "$3"
}
# Every cent of an entry is somewhere, and no claim has more than its own.
proved() {
	is "$1: every cent of an entry is somewhere" "$(sql "
	    SELECT count(*) FROM entry e WHERE e.undone_by IS NULL
	    AND e.apart = 0 AND e.amount_cents <>
	    coalesce((SELECT sum(amount_cents) FROM alloc a
		WHERE a.entry = e.id AND a.undone_by IS NULL), 0) +
	    coalesce((SELECT sum(amount_cents) FROM claim_alloc a
		WHERE a.entry = e.id AND a.undone_by IS NULL), 0) +
	    coalesce((SELECT open_cents FROM open_entry o
		WHERE o.entry = e.id), 0);
	    SELECT count(*) FROM claim c JOIN (SELECT claim,
	    sum(amount_cents) AS s FROM claim_alloc WHERE undone_by IS NULL
	    GROUP BY claim) a ON a.claim = c.id WHERE s > amount_cents
	    OR state = 'superseded' OR (s = amount_cents) <> (state = 'paid');
	    PRAGMA foreign_key_check" | tr '\n' ' ')" '0 0 '
	is "$1: statements add up to the ageing" "$(balanced)" ''
}
# kind, amount, open and state of the claims on 42
claims() {
	cr-list -H --claims -o kind,amount_cents,open_cents,state "$@" |
	    tr '\t\n' ' ;'
}
on_account() { sql 'SELECT coalesce(sum(open_cents), 0) FROM open_entry'; }
run() { sql 'SELECT max(id) FROM run'; }
claim() { sql "SELECT max(id) FROM claim WHERE kind = '$1'
    AND state <> 'superseded' AND undone_by IS NULL"; }

fresh -q -c 01234567897:Noi
CR_TODAY=2026-03-01
cat >in.jsonl <<'E'
{"record":"party","code":"42","kind":"company","name":"Bar Alba S.r.l.","vat":"09876543217"}
{"record":"item","debtor":"42","number":"100/26","date":"2025-12-01","due":"2025-12-31","amount_cents":1000000,"currency":"EUR"}
{"record":"item","debtor":"42","number":"200/26","date":"2026-01-15","due":"2026-02-15","amount_cents":50000,"currency":"EUR"}
E
cr-import -q in.jsonl >/dev/null
item=$(sql "SELECT i.id FROM item i JOIN doc d ON d.id = i.doc
    WHERE number = '100/26'")
CR_TODAY=2026-04-01
cr-interest -q --book --to 2026-03-31 "item:$item" >/dev/null
is 'interest and lump sum are claimed' "$(claims)" \
    'flat40 4000 4000 open;interest 25027 25027 open;'
flat=$(claim flat40) interest=$(claim interest)

# --- by hand
CR_TODAY=2026-04-10
wire 2026-04-10 20000 'acconto interessi' >bank.jsonl
cr-import -q bank.jsonl >/dev/null
ent=$(sql 'SELECT max(id) FROM entry')
out cr-match -H --bind "ent:$ent" "claim:$flat" "claim:$interest=100,00" \
    -o entry,item,amount_cents,kind,state,claim
is 'claims are paid by hand, wholly and in part' \
    "$(printf '%s' "$stdout$stderr" | tr '\t\n' ' ;')" \
    "ent:$ent - 4000 claim booked claim:$flat;ent:$ent - 10000 claim booked claim:$interest"
is 'the whole one is paid, of the other a part is open' "$(claims)" \
    'flat40 4000 0 paid;interest 25027 15027 open;'
is 'what is over stays on account' "$(on_account)" 6000
proved 'paid by hand'
is 'the day before it was open' "$(claims --as-of 2026-04-09)" \
    'flat40 4000 4000 open;interest 25027 25027 open;'
is 'restated too' "$(claims --as-of 2026-04-09 --restated)" \
    'flat40 4000 4000 open;interest 25027 25027 open;'
out cr-match --bind "ent:$ent" "claim:$interest=60,01"
is 'more than is left is refused' "$status" 1
out cr-match --bind "ent:$ent" "claim:$flat"
like 'a paid claim takes no more' "$status $stderr" '^1 .*nothing is open'
out cr-match --bind "ent:$ent" "claim:$interest" rounding=1,00
is 'a claim is not closed without money' "$status" 2
out cr-match --bind "ent:$ent" claim:99
like 'nor one that is not there' "$status $stderr" \
    '^1 .*there is no claim:99'

CR_TODAY=2026-04-11
cr-match -q --unbind "ent:$ent" "claim:$flat" >/dev/null
is 'one is taken back' "$(claims)$(on_account)" \
    'flat40 4000 4000 open;interest 25027 15027 open;10000'
proved 'taken back'
is 'the day before tells it as paid' "$(claims --as-of 2026-04-10)" \
    'flat40 4000 0 paid;interest 25027 15027 open;'
cr-undo -q "run:$(run)" >/dev/null
is 'undoing that pays it again' "$(claims)$(on_account)" \
    'flat40 4000 0 paid;interest 25027 15027 open;6000'
proved 'undone'
out cr-undo "run:$(sql "SELECT run FROM claim WHERE id = $interest")"
is 'a booking that was paid is not undone' "$status" 4
out cr-undo "run:$(sql "SELECT run FROM entry WHERE id = $ent")"
is 'nor the file of the money' "$status" 4

# --- interest that grows takes its money along
CR_TODAY=2026-05-01
cr-interest -q --book --to 2026-04-30 "item:$item" >/dev/null
is 'a later claim has what was paid of the former' "$(claims)" \
    'flat40 4000 0 paid;interest 33370 23370 open;'
proved 'superseded'
is 'the day before is told as it was' "$(claims --as-of 2026-04-30)" \
    'flat40 4000 0 paid;interest 25027 15027 open;'
out cr-interest -H --total item --to 2026-04-30 "item:$item" \
    -o interest_cents,flat_cents,paid_cents,total_cents,principal_due_cents
is 'interest knows what was paid of it' \
    "$(printf '%s' "$stdout" | tr '\t' ' ')" \
    '33370 4000 14000 1023370 1000000'
cr-interest -q --book --to 2026-04-30 "item:$item" >/dev/null
is 'the same day twice is once' "$(claims)" \
    'flat40 4000 0 paid;interest 33370 23370 open;'
cr-undo -q "run:$(run)" >/dev/null
is 'undone, the former one has it' "$(claims)" \
    'flat40 4000 0 paid;interest 25027 15027 open;'
proved 'the booking undone'

# --- on the statement
cr-interest -q --book --to 2026-04-30 "item:$item" >/dev/null
out sh -c 'cr-statement -f text --language en --from 2026-01-01 pty:2 | tr -s " "'
like 'the statement tells what the payment went to' "$stdout" \
    'for Lump sum .art. 6. 100/26 of .*: 40.00;'
like 'that part is no payment of the principal' "$stdout" \
    'Interest and costs paid 140.00'
like 'open claims stand apart' "$stdout" \
    'Interest for late payment, 100/26 30 Apr 2026 333.70 100.00 233.70'
like 'with a sum of their own' "$stdout" \
    'Closing balance with what is claimed 10[.,]673.70'
out cr-statement -H --from 2026-01-01 --interest --to 2026-05-01 pty:2 \
    -o line,kind,amount_cents,open_cents
is 'what is claimed has not accrued anew' "$(printf '%s\n' "$stdout" |
    grep -E '^(claim|interest)' | tr '\t\n' ' ;')" \
    'claim interest 33370 23370;interest interest 278 -;interest interest 1043 -;interest flat40 4000 -;'

# --- ended by a person
proved 'before the end'
CR_TODAY=2026-05-02
out cr-claim -H -n --waive x "claim:$(claim interest)" -o state
is 'a dry run tells what it would waive' "$stdout" waived
out cr-claim -H --waive 'per "telefono"' "claim:$(claim interest)" \
    -o claim,kind,amount_cents,state,open_cents,ended
is 'a claim is waived for a reason' "$(printf '%s' "$stdout" | tr '\t' ' ')" \
    "claim:$(claim interest) interest 33370 waived 0 per \"telefono\""
is 'what was paid of it stays paid' "$(on_account)" 6000
is 'and it is open no more' "$(claims)" \
    'flat40 4000 0 paid;interest 33370 0 waived;'
is 'the day before it was' "$(claims --as-of 2026-05-01)" \
    'flat40 4000 0 paid;interest 33370 23370 open;'
like 'the journal has the reason' "$(cr-log -H)" \
    'claim-waive.*per .*telefono'
out cr-claim --paid 'compensata' "claim:$(claim interest)" "claim:$flat"
like 'one that is not open is refused by name' "$status $stderr" \
    "no open claim:$(claim interest)"
cr-interest -q --book --to 2026-05-02 "item:$item" >/dev/null
is 'what was waived is not asked again' "$(claims)" \
    'flat40 4000 0 paid;interest 33370 0 waived;interest 556 556 open;'
out cr-claim -H --paid compensata pty:2 -o amount_cents,state,open_cents
is 'a party stands for its open claims' "$(printf '%s' "$stdout" |
    tr '\t' ' ')" '556 paid 0'
out cr-claim --paid compensata pty:2
is 'there are none any more' "$status$stdout$stderr" \
    "0#claim	party	code	name	item	number	kind	from	day	amount_cents	currency	regime	state	open_cents"
out cr-undo "run:$(sql "SELECT run FROM claim_end WHERE state = 'waived'")"
is 'the end is not undone below a later booking' "$status" 0
is 'undone, it is open' "$(claims | tr ';' '\n' | grep -c 33370)" 1
for wrong in 'claim:1' '--waive x' "--waive x --paid y claim:1" \
    '--paid x'; do
	# shellcheck disable=SC2086 # words
	out cr-claim $wrong
	is "refused: $wrong" "$status" 2
done
proved 'in the end'

# --- matched by itself
new() { # a ledger with 100.00 on 1/26, 200.00 on 2/26, and claims on 1/26
	fresh -q -c 01234567897:Noi
	CR_TODAY=2026-03-01
	cat >in.jsonl <<'E'
{"record":"party","code":"42","kind":"company","name":"Bar Alba S.r.l.","vat":"09876543217"}
{"record":"item","debtor":"42","number":"1001/26","date":"2025-12-01","due":"2025-12-31","amount_cents":1000000,"currency":"EUR"}
{"record":"item","debtor":"42","number":"2002/26","date":"2026-01-15","due":"2026-08-15","amount_cents":50000,"currency":"EUR"}
E
	cr-import -q in.jsonl >/dev/null
	CR_TODAY=2026-04-01
	cr-interest -q --book --all --to 2026-03-31 >/dev/null
	CR_TODAY=2026-04-10
}
pays() { # CENTS TEXT [OPTION]...: what it is matched with
	wire 2026-04-10 "$1" "$2" >bank.jsonl
	shift 2
	cr-import -q bank.jsonl >/dev/null
	cr-match -H --all "$@" -o amount_cents,kind,state,rule |
	    tr '\t\n' ' ;'
}
new
is 'an invoice with its interest and lump sum' \
    "$(pays 1029027 'saldo ft 1001/26 e interessi')" \
    '1000000 payment booked number;25027 claim booked number;4000 claim booked number;'
is 'both claims are paid' "$(claims)$(on_account)" \
    'flat40 4000 0 paid;interest 25027 0 paid;0'
proved 'paid with the invoice'
out cr-interest -H --total item --paid --to 2026-04-10 \
    -o open_cents,paid_cents,total_cents,principal_due_cents,interest_due_cents
is 'of the interest the ten days after the claim are left' \
    "$(printf '%s' "$stdout" | tr '\t' ' ')" '0 29027 2781 0 2781'
new
is 'with the lump sum alone' "$(pays 1004000 'saldo ft 1001/26')" \
    '1000000 payment booked number;4000 claim booked number;'
is 'the interest is open' "$(claims)" \
    'flat40 4000 0 paid;interest 25027 25027 open;'
is 'and paid later, by its amount' "$(pays 25027 'interessi di mora')" \
    '25027 claim booked amount;'
proved 'by amount'
new
is 'what is over and no claim waits' "$(pays 1003999 'saldo ft 1001/26')" ''
new
is 'a payment pays principal first' "$(pays 300000 'acconto ft 1001/26')" \
    '300000 payment booked number;'
new
is 'or costs, then interest, then principal, if asked' \
    "$(pays 300000 'acconto ft 1001/26' --claims-first)" \
    '270973 payment booked number;4000 claim booked number;25027 claim booked number;'
proved 'claims first'
out cr-interest -H --total item --to 2026-04-10 doc:1 \
    -o open_cents,paid_cents,principal_due_cents,interest_due_cents,costs_due_cents
is 'interest is imputed as the law does' \
    "$(printf '%s' "$stdout" | tr '\t' ' ')" '729027 29027 731808 0 0'
cr-undo -q "run:$(run)" >/dev/null
is 'undone' "$(claims)$(on_account)" \
    'flat40 4000 4000 open;interest 25027 25027 open;300000'
proved 'claims first, undone'
echo 'match { claims-first = yes }' >cr.conf
is 'configured' "$(cr-match -H --all --config cr.conf -o amount_cents,kind |
    tr '\t\n' ' ;')" '270973 payment;4000 claim;25027 claim;'
new
is 'less than the costs are' \
    "$(pays 1500 'acconto ft 1001/26' --claims-first)" \
    '1500 claim booked number;'
is 'pays a part of them' "$(claims)" \
    'flat40 4000 2500 open;interest 25027 25027 open;'
proved 'a part of the costs'

done_testing
