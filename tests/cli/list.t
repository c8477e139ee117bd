#!/bin/sh
# cr-list: every filter, alone and with others; debtors; past days.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"

list() { cr-list "$@" </dev/null; }
# The items, or the debtors, that a selection gives.
items() { list -H -o item "$@" | sed 's/^item://' | paste -s -d ' ' -; }
debtors() { list -H -o pty,currency "$@" | paste -s -d ' ' - | tr '\t' ,; }

stage 1
CR_TODAY=2026-09-20
then=$(list --all) then_debtors=$(list --debtors)
then_entries=$(list --entries)
then_closed=$(list --closed)
CR_TODAY=2026-09-30
stage 2

# --- items
is 'what is open, by due date and number' "$(items)" \
    '5001 6001 7001 2001 1001 4001 9001 3001 8001'
is 'a record' "$(list -f json -o \
item,party,name,number,date,due,days,amount_cents,open_cents,currency,method,agent,depot,area,category,code,creditor,doc,type,note,vat,seasonal \
    item:2001)" '{"item":"item:2001","party":"pty:10","name":"Caffè Rossi S.r.l.","number":"2/25","date":"2026-07-01","due":"2026-08-30","days":31,"amount_cents":50000,"open_cents":20000,"currency":"EUR","method":"MP05","agent":"AG2","depot":"MI","area":"NORD","category":"BAR","code":"C001","creditor":"ALFA","doc":"doc:2","type":"TD01","note":"consegna 100%","vat":"01234567897","seasonal":false}'
is 'the columns without -o' "$(list | head -n 1)" \
"#item	party	name	number	date	due	days	amount_cents	open_cents	currency	method	agent	depot	area	category	code	creditor"
while read -r wanted options; do
	[ "$wanted" = . ] && wanted=
	# shellcheck disable=SC2086
	is "items $options" "$(items $options)" "$(echo "$wanted" | tr , ' ')"
done <<'E'
5001,6001,7001,2001 --overdue 31
2001,1001 --overdue 30..31
2001,1001,9001 --overdue ..31
5001,6001,7001,2001 --overdue 31..
9001,3001,8001 --due-after 2026-09-28
8001 --due-after today
5001,6001 --due-before 30/06/2026
4001,9001,3001 --due-after 2026-09-14 --due-before 2026-10-01
2001,1001,4001,3001 --area NORD
9001 --area -
5001,6001,7001,2001,1001,4001,3001,8001 --area SUD,NORD
5001,6001,9001 --area SUD,- --depot RM,-
5001,6001,9001 --area SUD --area - --depot RM,-
7001,8001 --depot MI --category HOTEL
5001,6001,7001,2001,1001,4001,3001,8001 --agent AG2
. --agent AG1
5001,6001 --seasonal yes
2001,1001,4001,3001 --seasonal no
9001,8001 --creditor BETA
2001,1001,4001,3001 --class D
5001,6001,2001,1001,4001,3001 --class D,E
7001,9001,8001 --class -
2001,1001,4001,3001 --class B --as-of 2026-09-24
2001,1001,4001,3001 --debtor 01234567897
7001,9001,8001 --debtor 0003,pty:13
9001 --name verdi
2001,1001,4001,3001 --name CAFFÈ
2001,1001,4001,3001 --text caffè
2001 --text 100%
7001 --text usd
. --name %
5001,6001 --name "
1001,8001 --method MP12
7001,4001,9001 --method -
7001,1001 --min 1000
7001 --min 1000,01
4001 --max -1
5001,6001,4001,9001,3001,8001 --max 99.99
1001 --overdue 1 --min 500 --area NORD --method MP12 --text 1/25
10001 --closed
5001,6001,10001,7001,2001,1001,4001,9001,3001,8001 --all
2001,1001 --open doc:1 item:2001 --area NORD --creditor ALFA --due-before 2026-09-01 --all
E
is 'a due date behind the last one wins nothing' \
    "$(list -H -o days,open_cents --closed)" "$(printf -- '-\t0')"
is 'totals, by currency' "$(list --totals -o item,currency,open_cents |
    tail -n 2)" "$(printf '#total\tEUR\t123501\n#total\tUSD\t123456')"

# --- debtors
is 'debtors, by what is overdue' "$(list --debtors -f csv | tr -d '\r')" \
'party;code;name;currency;items;open;overdue;credits;days;oldest;agent;depot;area;category;account
pty:12;0003;Delta Trading Ltd;USD;1;1234,56;1234,56;0,00;91;2026-07-01;AG2;MI;SUD;HOTEL;0,00
pty:10;C001;Caffè Rossi S.r.l.;EUR;4;1120,01;1200,00;-150,00;31;2026-08-30;AG2;MI;NORD;BAR;0,00
pty:11;C002;"=Hotel ""Mare""; di Bianchi";EUR;2;100,00;100,00;0,00;366;2025-09-29;AG2;RM;SUD;HOTEL;-40,00
pty:13;;Verdi Luigi;EUR;1;5,00;5,00;0,00;1;2026-09-29;;;;;0,00
pty:12;0003;Delta Trading Ltd;EUR;1;10,00;0,00;0,00;-31;2026-10-31;AG2;MI;SUD;HOTEL;0,00'
is 'the items asked for are what is summed' "$(list --debtors --overdue 31 \
    -H -o party,items,open_cents pty:10)" "$(printf 'pty:10\t1\t20000')"
is 'with their class' "$(list -H -o pty,class --class B,D,E)" \
    "$(printf 'pty:10\tD\npty:11\tE')"
is '-o pty is debtors too' "$(debtors --overdue 60)" 'pty:12,USD pty:11,EUR'
is 'amounts of debtors' "$(debtors --min 100 --max 1120,01)" \
    'pty:10,EUR pty:11,EUR'

# --- money that came in
is 'entries, by date, with what is on account' "$(list --entries -f csv |
    tr -d '\r')" \
'entry;party;name;date;amount;open;currency;kind;number;note;code;creditor
ent:1;pty:10;Caffè Rossi S.r.l.;2026-07-15;400,00;0,00;EUR;BON;;;C001;ALFA
ent:2;pty:10;Caffè Rossi S.r.l.;2026-09-10;300,00;0,00;EUR;BON;;;C001;ALFA
ent:4;;;2026-09-19;7,00;7,00;EUR;BON;;;;ALFA
ent:3;pty:11;"=Hotel ""Mare""; di Bianchi";2026-09-20;40,00;40,00;EUR;BON;;;C002;ALFA'
entries() { list -H -o entry "$@" | sed 's/ent://' | paste -s -d ' ' -; }
while read -r wanted options; do
	# shellcheck disable=SC2086
	is "entries $options" "$(entries --entries $options | tr ' ' ,)" \
	    "$wanted"
done <<'E'
4,3 --unallocated
2,4,3 --since 2026-09-10
1 --until 2026-09-09
1,2 --debtor C001
1,2 --area NORD
4 --area -
1,2 --min 300
4,3 --max 299.99
2 --text P2
3 --name hotel
1,2,4,3 --creditor ALFA
3 pty:11
2,3 ent:2 ent:3
4 --unallocated ent:1 ent:4
E
is 'those of cr-age' "$(list -H --unallocated -o open_cents |
    awk '{ s += $1 } END { print s }')" 4700
is 'entries of a past day are those of then' \
    "$(list --entries --as-of 2026-09-20)" "$then_entries"
is 'restated: with what came to be known' \
    "$(entries --entries --as-of 2026-09-19 --restated)" '1 2 4'
is 'before it was allocated it was on account' "$(list -H -o entry,open_cents \
    --entries --as-of 2026-07-15)" "$(printf 'ent:1\t0')"
is 'debtors of a past day, with their money of then' \
    "$(list --debtors --as-of 2026-09-20)" "$then_debtors"
out cr-list --entries item:1001
is 'entries of an item are not asked for so' "$status" 1

# --- keys
is 'keys of a stream' "$(printf '#party\npty:13\ndoc:6\nitem:1001\npty:13\n' |
    cr-list -H -o item | paste -s -d ' ' -)" 'item:6001 item:1001 item:9001'
is 'ageing feeds it' "$(cr-age --as-of 2026-09-30 </dev/null | grep USD |
    cr-list -H -o item --overdue 1)" item:7001
is 'a header alone selects nothing' "$(printf '#item\n' | cr-list -H)" ''
is 'a creditor is a party' "$(items pty:2)" '9001 8001'
out cr-list msg:1
is 'a key of another kind is refused' "$status" 1

# --- past days
is 'a past day gives what it gave then' "$(list --all --as-of 2026-09-20)" \
    "$then"
is 'and its debtors' "$(list --debtors --as-of 2026-09-20)" "$then_debtors"
is 'and what was closed' "$(list --closed --as-of 2026-09-20)" "$then_closed"
is 'by where they were then' "$(items --area CENTRO --as-of 2026-09-20)" \
    '2001 1001 4001 3001'
is 'restated: as it is known now' \
    "$(items --area CENTRO --as-of 2026-09-20 --restated)" ''
is 'before a payment the item was open' "$(items --as-of 2026-07-10)" \
    '5001 6001 10001 7001 2001'

# --- what the words say is never SQL
for evil in "') OR 1=1 --" "NORD'; DROP TABLE item; --" "'"; do
	is "area $evil" "$(list -H --area "$evil" --name "$evil" \
	    --text "$evil" --debtor "$evil" --method "$evil")" ''
done
is 'nothing was dropped' "$(items | wc -w | tr -d ' ')" 9

# --- usage
for wrong in '--overdue x' '--overdue 60..30' '--overdue ..' '--min 1.000' \
    '--max 1,2,3' '--seasonal maybe' '--due-after 31/02/2026' '-o pty,item' \
    '--entries --overdue 1' '--entries --closed' '--debtors --unallocated' \
    '--since 2026-09-01' '--entries --until x'; do
	# shellcheck disable=SC2086
	out list $wrong
	is "$wrong is wrong usage" "$status" 2
done
done_testing
