#!/bin/sh
# Claims of dunning: interest, the lump sum, fees, charges of banks; once.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"

mkdir out
claims() {
	ask "SELECT kind, coalesce(item, '-'), cast(day - @2026-09-30 AS INTEGER), amount_cents,
	    state, coalesce(notice, '-') FROM claim
	    WHERE undone_by IS NULL ORDER BY id" | tr '|' ' '
}
live() { claims | grep -v superseded; }
# Send all that is in the outbox.
send() { cr-send -q --all --eml out >x; }
beside() { cr-dun --all -H -o level,beside_cents "$@" | tr '\t' ' '; }

cat >policy.conf <<'P'
policy p {
	interval = 5
	keep-spacing = no
	level gentle { days = 5 template = sollecito-1 }
	level firm { days = 6 template = sollecito-2 fee = 5.00 }
	level mora {
		days = 7
		template = messa-in-mora
		fee = 10.00
		interest = yes
		book = yes
		flat40 = yes
	}
}
P
echo 'dunning { policy = "policy.conf" }' >>cr.conf

# One invoice of 1000.00 of a company, due on 20 September: 10.40 % a year.
ledger 1
ask "UPDATE item SET amount_cents = 100000;
UPDATE party SET kind = 'company' WHERE id = 101"
balances
is 'a level that asks nothing' "$(beside)" 'gentle 0'
send
is 'no claim of it' "$(claims)" ''
CR_TODAY=2026-10-05
is 'a fee' "$(beside)" 'firm 500'
is 'is a claim of its notice' "$(claims)" 'fee - 5 500 open 2'
is 'not part of the item' "$(cr-list -H -o open_cents)" 100000
is 'again on the same day: as it is' "$(beside -o action,beside_cents)" \
    'kept 500'
is 'and asked once' "$(claims)" 'fee - 5 500 open 2'
cr-dun -q --cancel test not:2
is 'a notice that is cancelled takes it back' "$(live)" ''
CR_TODAY=2026-10-06
is 'the next one asks it' "$(beside)" 'firm 500'
CR_TODAY=2026-10-07
is 'one that was not sent is replaced, its fee too' "$(beside)
$(live)" 'firm 500
fee - 7 500 open 4'
send
CR_TODAY=2026-10-12
# 22 days at 10.40 %: 6.27; 40.00; 10.00; and the 5.00 that are open
is 'interest to the day, lump sum, fee, and what was open' "$(beside)" \
    'mora 6127'
is 'all of it booked by the notice' "$(live)" 'fee - 7 500 open 4
interest 101001 12 627 open 5
flat40 101001 12 4000 open 5
fee - 12 1000 open 5'
is 'twice on the day: once' "$(beside -o action)
$(live | wc -l)" 'kept
4'
CR_TODAY=2026-10-13
is 'a day later: a day more, the rest as it was' "$(beside)
$(live)" 'mora 6155
fee - 7 500 open 4
interest 101001 13 655 open 6
flat40 101001 13 4000 open 6
fee - 13 1000 open 6'
send
letter "$(for f in out/*.eml; do letter "$f" | grep -q 'art. 1219' &&
    echo "$f"; done | tail -1)" >letter
is 'the letter tells the interest, day by day and in all' \
    "$(grep -c '10,40*  *%' letter; grep -o 'EUR 0,28' letter
    grep -o '13/10/2026' letter | sort -u)" '1
EUR 0,28
13/10/2026'
is 'and what is to be paid with it' "$(grep -o '1\.061,55' letter |
    sort -u)" 1.061,55
is 'cr-interest has nothing to add' "$(cr-interest --all --book -H)" ''
CR_TODAY=2026-11-30
is 'and all levels are done' "$(beside; cr-dun -n --all --plan -H -o reason)" \
    'done'

# --- undone, what it superseded is open again
CR_TODAY=2026-10-13
ledger 1
sed -i 's/days = 5 /days = 5 interest = yes book = yes /' policy.conf
CR_TODAY=2026-10-10 cr-interest -q --all --book >x
live >before
cr-dun -q --all >x
is 'it supersedes a claim of interest' "$(live)" \
    'interest 101001 13 101 open 1'
cr-undo -q run:3 >x
is 'and gives it back' "$(live)" "$(cat before)"
sed -i 's/ interest = yes book = yes / /' policy.conf

# --- repeated: the fee is asked once, the interest follows
sed -i 's/keep-spacing = no/& after-last = repeat/' policy.conf
ledger 1
ask "UPDATE item SET amount_cents = 100000;
UPDATE party SET kind = 'company' WHERE id = 101"
balances
for CR_TODAY in 2026-09-30 2026-10-05 2026-10-10; do
	cr-dun -q --all >x && send
done
CR_TODAY=2026-10-15
is 'the last level again: no second fee, no second lump sum' "$(beside)
$(live)" 'mora 6212
fee - 5 500 open 2
flat40 101001 10 4000 open 3
fee - 10 1000 open 3
interest 101001 15 712 open 4'

# --- what was paid of it is taken off; what is held asks nothing
ledger 1
ask "UPDATE item SET amount_cents = 100000;
UPDATE party SET kind = 'company' WHERE id = 101;
INSERT INTO claim (debtor, creditor, item, kind, day, from_day, amount_cents,
    currency, regime, state, run, ended_by) VALUES (101, 1, 101001,
    'interest', @2026-09-25, @2026-09-21, 200, 'EUR', 'mora', 'paid', 1, 1);
INSERT INTO claim_end (claim, state, run) VALUES (1, 'paid', 1)"
balances
for CR_TODAY in 2026-09-30 2026-10-05; do cr-dun -q --all >x; send; done
CR_TODAY=2026-10-12
is 'what was paid of the interest is taken off' "$(beside)" "mora $((627 -
    200 + 4000 + 1000 + 500))"
cr-hold -q --kind dispute --amount 100.00 --reason merce item:101001
is 'none for an item of which a part is held' "$(beside)" 'mora 1500'

# --- consumers have no lump sum; charges of banks are always told
ledger 1
ask "UPDATE party SET kind = 'person' WHERE id = 101;
INSERT INTO claim (debtor, creditor, item, kind, day, amount_cents, currency,
    state, run) VALUES (101, 1, 101001, 'charge', @2026-09-22, 350, 'EUR',
    'open', 1)"
CR_TODAY=2026-09-30
is 'a charge of the bank' "$(beside)" 'gentle 350'
send
for CR_TODAY in 2026-10-05 2026-10-10; do cr-dun -q --all >x; send; done
is 'no lump sum from a consumer' "$(live | cut -d ' ' -f 1 | sort | uniq -c |
    tr -s ' ')" ' 1 charge
 2 fee
 1 interest'

# --- a rate that is missing
ledger 2
cat >policy.conf <<'P'
policy p { level mora { days = 5 template = sollecito-2 interest = yes } }
policy q { level gentle { days = 5 template = sollecito-1 } }
default = p
apply one { debtor = C102 policy = q }
P
CR_TODAY=2031-03-01
out cr-dun --all -H -o level
is 'stops those who ask it, not the others' "$status $stdout" '1 gentle'
like 'and is named' "$stderr" '2027'
out cr-dun -n --all --plan -H -o party,reason
is 'with a reason' "$(printf '%s\n' "$stdout" | tr '\t' ' ')" 'pty:101 claims
pty:102 taken'
done_testing
