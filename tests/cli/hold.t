#!/bin/sh
# cr-hold: what stops a claim and how much of it; promises, kept and broken.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"

on() { day=$1; shift; CR_TODAY=$day "$@"; }
plan() { on "$1" cr-dun -n --plan -H -o item,claim_cents,reason,next; }
# Money that a run of that day booked: money DAY ITEM CENTS [DATE]; without
# an item, on account of customer 101.
money() {
	sql <<-E
	INSERT INTO run (tool, version, operator, day, at, what) VALUES
	    ('cr-import', '0', 't', @$1, '$1T08:00:00Z', '');
	INSERT INTO entry (ref, creditor, debtor, date, amount_cents,
	    currency, run) SELECT 'm' || max(run.id), 1, coalesce((SELECT
	    debtor FROM doc WHERE id = nullif('$2', '') / 1000), 101),
	    @${4:-$1}, $3, 'EUR', max(run.id) FROM run;
	INSERT INTO alloc (item, entry, date, amount_cents, kind, run)
	    SELECT '$2', max(entry.id), max(entry.date), $3, 'payment',
	    (SELECT max(id) FROM run) FROM entry WHERE '$2' <> '' GROUP BY '$2';
	E
	balances
}
promises() {
	on "$1" cr-hold --promises -H -o party,day,amount_cents,came_cents,state,last
}

# --- what is held

ledger 4
second=$(doc 101 F2 2026-07-01 2026-08-31 50000)
item=item:${second}001
out cr-hold --kind dispute --amount 100.00 --code price item:101001
is 'part of an item' "$(printf '%s\n' "$stdout" | tail -n 1)" \
    'hold:1	item:101001	dispute	2026-09-30	-	10000	-	test	holds	price	-'
is 'the rest of it is claimed' "$(plan 2026-09-30 | sed -n 1,2p)" \
    "$item	50000	taken	2026-09-05
item:101001	90101	taken	2026-09-25"
t 'an amount of all that a debtor owes' cr-hold -q --kind dispute \
    --amount 600.00 --until 2026-10-31 --reason merce pty:101
is 'is taken out of the oldest first, as a payment is' \
    "$(plan 2026-09-30 | sed -n 1,2p)" "$item	0	held	2026-11-01
item:101001	80101	taken	2026-09-25"
like 'and a statement asks for the same' "$(cr-statement -f text pty:101)" \
    '[Pp]a(y|gare).* EUR 801[.,]01$'
is 'after its last day all is claimed' "$(plan 2026-11-01 | sed -n 1,2p)" \
    "$item	50000	taken	2026-09-05
item:101001	90101	taken	2026-09-25"
ask "UPDATE party SET category = 'oro' WHERE id IN (102, 103)"
t 'a category' cr-hold -q --kind block --category oro --code request
is 'holds all its parties' "$(plan 2026-09-30 | cut -f 1,3)" \
    "$item	held
item:101001	taken
item:102001	held
item:103001	held
item:104001	taken"
ask "UPDATE party SET category = 'oro' WHERE id = 104"
is 'also those that come to it' "$(plan 2026-09-30 | grep -c held)" 4
ask "UPDATE party SET category = NULL WHERE id = 104"
t 'what is owed to a creditor' cr-hold -q --kind block --creditor NOI \
    --code other --reason x pty:104
is 'is held' "$(plan 2026-09-30 | tail -n 1)" 'item:104001	0	held	-'
t 'what is owed to another one' cr-hold -q --lift hold:4
ask "INSERT INTO party (id, code, name, run) VALUES (3, 'ALTRO', 'Altro', 1)"
cr-hold -q --kind block --creditor ALTRO --reason x pty:104 >/dev/null
is 'holds nothing of ours' "$(plan 2026-09-30 | tail -n 1 | cut -f 3)" taken

# --- listing

is 'what holds' "$(cr-hold -H -o hold,kind)" 'hold:1	dispute
hold:2	dispute
hold:3	block
hold:5	block'
is 'of a debtor, with his items and his category' \
    "$(cr-hold -H -o hold pty:101; cr-hold -H -o hold pty:102)" 'hold:1
hold:2
hold:3'
is 'by kind and reason' "$(cr-hold --list --kind dispute,plan --code price \
    -H -o hold)" hold:1
is 'by state' "$(cr-hold --list --state lifted -H -o hold,lifted)" \
    'hold:4	2026-09-30'
is 'by creditor' "$(cr-hold --list --creditor ALTRO -H -o hold)" hold:5
is 'by category' "$(cr-hold --list --category oro -H -o hold)" hold:3
on 2026-10-10 cr-hold -q --lift hold:3 >/dev/null
is 'as it was on a day' "$(on 2026-10-20 cr-hold --list --as-of 2026-10-05 \
    --category oro -H -o hold,state)" 'hold:3	holds'
is 'and is' "$(on 2026-10-20 cr-hold -H --list --category oro)" ''

# --- moving

out on 2026-10-20 cr-hold -H -o hold,from,until,replaces --end 2026-12-31 hold:2
is 'a longer hold takes the place of the old one' "$stdout" \
    'hold:6	2026-09-30	2026-12-31	hold:2'
is 'which is told as it was' "$(on 2026-10-20 cr-hold --all --as-of 2026-10-15 \
    -H -o hold,until,state pty:101)" 'hold:1	-	holds
hold:2	2026-10-31	holds'
is 'and counts' "$(plan 2026-11-15 | head -n 1)" "$item	0	held	2027-01-01"
out on 2026-10-20 cr-hold --end 2026-10-01 hold:6
like 'not into the past' "$status $stderr" '^1 .*hold:6 would end before today'
out on 2026-10-20 cr-hold --end 2026-12-31 hold:2
like 'not what was lifted' "$status $stderr" '^1 .*hold:2 was lifted before'
run=$(ask 'SELECT max(id) FROM run')
t 'and it is undone' on 2026-10-21 cr-undo "run:$run"
is 'to what it was' "$(on 2026-10-21 cr-hold -H -o hold,until pty:101)" \
    'hold:1	-
hold:2	2026-10-31'

# --- what makes no sense

ledger 2
out cr-hold --kind block pty:101
like 'a hold needs a reason' "$status $stderr" '^2 .*--reason'
out cr-hold --kind block --reason x --amount 1.00 --category oro
like 'no category of nobody, nor an amount of one' "$status $stderr" \
    '^1 .*only of an item'
out cr-hold --kind promise --reason x pty:101
like 'a promise is for a day' "$status $stderr" '^1 .*until when'
out cr-hold --kind promise --until 2026-10-05 --promised 5.00 --reason x \
    pty:101 pty:102
like 'and of one debtor' "$status $stderr" '^1 .*several debtors'
out cr-hold --kind dispute,block --reason x pty:101
like 'one kind' "$status $stderr" '^2 .*one kind'
out cr-hold --lift --promises hold:1
like 'one thing at a time' "$status $stderr" '^2 .*exclude'
out cr-hold --code nonsense pty:1
like 'a reason that there is' "$status $stderr" '^2 .*none of goods'
is 'nothing of it was kept' "$(ask 'SELECT count(*) FROM hold, promise')" 0

# --- a table of them

ledger 4
printf 'subject;kind;amount_cents;until;reason;code\nC101;block;;;"vecchio; cliente";request
item:102001;dispute;20000;31/10/2026;merce;goods\nC999;block;;;x;\npty:103;nonsense;;;x;\n' >list.csv
out cr-hold --import list.csv
is 'two of four are set' "$status:$(printf '%s\n' "$stdout" | grep -c '^hold')" 1:2
like 'the others are named with their line' "$stderr" \
    'list.csv:4: there is no party "C999"'
like 'and what is wrong' "$stderr" 'list.csv:5: kind: "nonsense"'
is 'they hold' "$(plan 2026-09-30)" 'item:101001	0	held	-
item:102001	80102	taken	2026-09-25
item:103001	100103	taken	2026-09-25
item:104001	100104	taken	2026-09-25'
cr-hold --all >holds.tsv
ledger 4
t 'what it prints it reads' cr-hold -q --import - <holds.tsv
is 'and sets the same' "$(cr-hold -H -o subject,kind,amount_cents,until)" \
    "$(grep -v '^#' holds.tsv | cut -f 2,3,5,6 | awk -F'\t' -v OFS='\t' \
    '{ print $1, $2, $4, $3 }')"
is 'twice is once' "$(cr-hold -q --import - <holds.tsv | grep -c '^hold';
    ask 'SELECT count(*) FROM hold')" '2
2'

# --- promises, day by day: due on 20 September, promised on the 30th for 5
# October; a bank has three days more

ledger 4
cr-hold -q --kind promise --until 2026-10-05 --code liquidity \
    item:101001 item:102001 item:103001 >/dev/null
t 'a part, and the rest goes on' cr-hold -q --kind promise --amount 400.00 \
    --until 2026-10-05 --code liquidity item:104001
is 'four promises of four debtors' "$(promises 2026-09-30)" \
    'pty:101	2026-10-05	100101	0	open	-
pty:102	2026-10-05	100102	0	open	-
pty:103	2026-10-05	100103	0	open	-
pty:104	2026-10-05	40000	0	open	-'
is 'they hold until the bank can tell' "$(plan 2026-10-01)" \
    'item:101001	0	held	2026-10-09
item:102001	0	held	2026-10-09
item:103001	0	held	2026-10-09
item:104001	60104	taken	2026-09-25'
money 2026-10-07 101001 100101 2026-10-05	# on the day, told later
money 2026-10-03 102001 30000
money 2026-10-09 103001 50000 2026-10-09	# too late
is 'on the last day' "$(promises 2026-10-08)" \
    'pty:101	2026-10-05	100101	100101	kept	2026-10-05
pty:102	2026-10-05	100102	30000	open	2026-10-03
pty:103	2026-10-05	100103	0	open	-
pty:104	2026-10-05	40000	0	open	-'
is 'the morning after' "$(promises 2026-10-09)" \
    'pty:101	2026-10-05	100101	100101	kept	2026-10-05
pty:102	2026-10-05	100102	30000	partly	2026-10-03
pty:103	2026-10-05	100103	0	broken	-
pty:104	2026-10-05	40000	0	broken	-'
is 'dunning goes on at once' "$(plan 2026-10-09)" \
    'item:102001	70102	taken	2026-09-25
item:103001	50103	taken	2026-09-25
item:104001	100104	taken	2026-09-25'
is 'nothing was booked of them yet' "$(cr-log | grep -c '	promise	')" 0
on 2026-10-09 cr-dun -q >/dev/null
is 'the nightly run tells of each, once' "$(on 2026-10-09 cr-dun -q >/dev/null
    cr-log | grep '	promise	' | sed 's/.*	pty:/pty:/')" \
'pty:101	{"hold":"hold:1","state":"kept","day":"2026-10-05","promised_cents":100101,"came_cents":100101}
pty:102	{"hold":"hold:2","state":"partly","day":"2026-10-05","promised_cents":100102,"came_cents":30000}
pty:103	{"hold":"hold:3","state":"broken","day":"2026-10-05","promised_cents":100103,"came_cents":0}
pty:104	{"hold":"hold:4","state":"broken","day":"2026-10-05","promised_cents":40000,"came_cents":0}'
is 'those that were not kept' "$(on 2026-10-09 cr-hold --promises \
    --state partly,broken -H -o party,told)" 'pty:102	partly
pty:103	broken
pty:104	broken'
is 'of one debtor' "$(on 2026-10-09 cr-hold --promises -H -o hold,state \
    pty:103)" 'hold:3	broken'
is 'the rating sees it' "$(on 2026-10-09 cr-rate -q -n -H \
    -o party,broken,score pty:101 pty:102 pty:103 | cut -f 1,2)" 'pty:101	0
pty:102	1
pty:103	1'
sed 's/^cap promise { score = 64/cap promise { score = 40/' \
    "$CR_SHARE/models/composite.conf" >strict.conf
is 'and says so' "$(on 2026-10-09 cr-rate -q -n -H --why \
    --model strict.conf -o party,measure,heading,score_bp,why pty:103 |
    grep cap:promise)" 'pty:103	cap:promise	character	4000	a promise to pay by 2026-10-05 was not kept'
money 2026-10-12 102001 70102 2026-10-08
is 'a statement that comes late tells that one was kept' \
    "$(promises 2026-10-12 | sed -n 2p)" \
    'pty:102	2026-10-05	100102	100102	kept	2026-10-08'
is 'and so does the rating' "$(on 2026-10-12 cr-rate -q -n -H -o broken \
    pty:102)" 0
is 'not on the day before' "$(on 2026-10-13 cr-hold --promises --as-of \
    2026-10-11 -H -o state pty:102)" partly
on 2026-10-12 cr-dun -q >/dev/null
is 'and the run tells it' "$(cr-log | tail -n 20 | grep -c \
    'pty:102.*"state":"kept".*"came_cents":100102')" 1
run=$(ask 'SELECT max(run) FROM promise_told')
t 'which is undone' on 2026-10-12 cr-undo "run:$run"
is 'as if nobody had told' "$(on 2026-10-12 cr-hold --promises -H \
    -o state,told pty:102)" 'kept	partly'
first=$(ask 'SELECT min(run) FROM hold')
out on 2026-10-13 cr-undo "run:$first"
like 'a promise of which was told stays' "$status $stderr" \
    '^4 .*told what came of promises'

# --- one promise for several items, money on account, and moving it

ledger 2
second=$(doc 101 F2 2026-07-01 2026-08-31 50000)
cr-hold -q --kind promise --until 2026-10-05 --promised 1200.00 --code \
    agreement "item:${second}001" item:101001 >/dev/null
is 'one promise' "$(promises 2026-10-01)" \
    'pty:101	2026-10-05	120000	0	open	-'
money 2026-10-02 101001 100101
money 2026-10-03 '' 19899
is 'kept by what paid an item and what is on account' \
    "$(promises 2026-10-09)" 'pty:101	2026-10-05	120000	120000	kept	2026-10-03'
ledger 1
cr-hold -q --kind promise --until 2026-10-05 --reason x pty:101 >/dev/null
money 2026-09-30 101001 10000 2026-09-30
is 'money of the same day counts when it was not known' \
    "$(promises 2026-10-02)" 'pty:101	2026-10-05	100101	10000	open	2026-09-30'
out on 2026-10-08 cr-hold -H -o hold,until --end 2026-10-20 hold:1
is 'a promise is moved in time' "$status:$stdout" '0:hold:2	2026-10-23'
is 'the old one is withdrawn, the other is for the new day' \
    "$(promises 2026-10-09)" 'pty:101	2026-10-05	100101	10000	withdrawn	2026-09-30
pty:101	2026-10-20	100101	10000	open	2026-09-30'
on 2026-10-10 cr-hold -q --lift hold:2 >/dev/null
is 'and lifted' "$(on 2026-10-30 cr-hold --promises --state broken -H)" ''
t 'the journal holds' cr-log --verify
done_testing
