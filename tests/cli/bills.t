#!/bin/sh
# Ri.Ba. from file to ledger: slips and outcomes as banks send them; and
# bills that a person ties to their items.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

left() {
	sql "SELECT d.number || ' ' || date(o.due * 86400, 'unixepoch') ||
	    ' ' || open_cents FROM open_item o JOIN doc d
	    ON d.id = o.item / 1000 ORDER BY d.number" | tr '\n' ',' |
	    sed 's/,$//'
}
states() {
	cr-list -H --bills --all -o ref,state,items 2>/dev/null |
	    tr '\t\n' ' ,' | sed 's/,$//'
}
take() { cr-import -q - >/dev/null 2>err || cat err; }
as() { CR_TODAY=$1; shift; "$@"; CR_TODAY=2026-09-30; }
run() { sql 'SELECT max(id) FROM run'; }

# ---- slips and outcomes of the shared samples ------------------------------
CBI=$SHARED/data/bank/cbi
if [ -r "$CBI/synth__riba_esiti.txt" ]; then
	fresh -q -c 01234567897:Noi
	as 2026-02-10 take <<-'EOT'
	{"record":"party","code":"C00012","name":"EDILCAVE SRL","vat":"02345678901","roles":["debtor"]}
	{"record":"party","code":"C00044","name":"OFFICINE MECCANICHE BRENTA SNC","vat":"03456789012","roles":["debtor"]}
	{"record":"party","code":"C00007","name":"BAR SPORT DI VERDI G.","tax_code":"VRDGPP60A01F205X","roles":["debtor"]}
	{"record":"party","code":"C00051","name":"DELL'ORTO FRATELLI SPA","vat":"04567890123","roles":["debtor"]}
	{"record":"item","debtor":"C00012","number":"2026/031","date":"2026-01-31","due":"2026-03-31","amount_cents":122000,"method":"MP12"}
	{"record":"item","debtor":"C00044","number":"2026/032","date":"2026-01-31","due":"2026-03-31","amount_cents":40000,"method":"MP12"}
	{"record":"item","debtor":"C00044","number":"2026/033","date":"2026-01-31","due":"2026-03-31","amount_cents":5750,"method":"MP12"}
	{"record":"item","debtor":"C00007","number":"2026/035","date":"2026-02-02","due":"2026-04-30","amount_cents":333,"method":"MP12"}
	{"record":"item","debtor":"C00051","number":"34/A","date":"2026-02-02","due":"2026-04-30","amount_cents":1098000,"method":"MP12"}
	EOT
	all='2026/031 2026-03-31 122000,2026/032 2026-03-31 40000'
	all="$all,2026/033 2026-03-31 5750,2026/035 2026-04-30 333"
	all="$all,34/A 2026-04-30 1098000"
	out as 2026-02-15 cr-import -q -H -o refused \
	    "$CBI/synth__riba_presentazione.txt"
	is 'a slip is taken' "$status$stdout" 00
	is 'its bills find their items, all but of a debtor not known' \
	    "$(states)" '101 presented 1,102 presented 2,103 presented 1,104 presented 1,105 presented 0'
	is 'and pay nothing yet' "$(left)" "$all"
	out as 2026-05-05 cr-import -q -H -o refused \
	    "$CBI/synth__riba_esiti.txt"
	is 'the outcomes are taken' "$status$stdout" 00
	is 'each bill has its own' "$(states)" \
	    '101 paid 1,102 unpaid 2,103 unpaid 1,104 paid 1,105 recalled 0'
	is 'what was paid is closed, the rest is open with its due date' \
	    "$(left)" '2026/032 2026-03-31 40000,2026/033 2026-03-31 5750,34/A 2026-04-30 1098000'
	is 'the charges are claims' "$(cr-list -H --claims \
	    -o code,kind,amount_cents | tr '\t\n' ' ,')" \
	    'C00044 charge 550,C00051 charge 550,'
	out as 2026-05-06 cr-import -q -H -o added,refused \
	    "$CBI/synth__riba_esiti.txt"
	is 'the same file again changes nothing' \
	    "$(printf '%s' "$stdout" | tr '\t' ' ')" '0 0'
	sound 'shared slips'
	cr-undo -q "run:$(sql "SELECT max(run) FROM outcome
	    WHERE outcome = 'paid'")" >/dev/null
	is 'the outcomes undone, all is open' "$(left)" "$all"
	sound 'shared slips, undone'
else
	echo '# no shared data: their slips are left out'
fi

# ---- those of examples/ ----------------------------------------------------
fresh -q
cp -R "$TOP/examples" e
(cd e && cr-import -q parties.csv scadenzario.csv >/dev/null 2>&1)
before=$(sql 'SELECT sum(open_cents) FROM open_item')
cr-import -q e/banca/riba-presentate.txt >/dev/null 2>&1
is 'presented bills pay nothing' \
    "$(sql 'SELECT sum(open_cents) FROM open_item')" "$before"
cr-import -q e/banca/riba-esiti.txt >/dev/null 2>&1
paid=$(sql "SELECT coalesce(sum(i.amount_cents), 0) FROM bill_item i
    JOIN outcome o ON o.bill = i.bill WHERE o.outcome = 'paid'
    AND i.undone_by IS NULL")
is 'what the outcomes say is paid is open no more' \
    "$(sql 'SELECT sum(open_cents) FROM open_item')" "$((before - paid))"
like 'and some of it is' "$paid" '^[1-9]'
is 'what they say is unpaid is open' "$(sql "SELECT count(*)
    FROM bill_item i JOIN outcome o ON o.bill = i.bill
    WHERE o.outcome = 'unpaid' AND i.item NOT IN
    (SELECT item FROM open_item)")" 0
sound 'slips of the examples'

# ---- tied by hand ----------------------------------------------------------
bill() { # WORD REF DUE CENTS DAY TEXT
	printf '{"record":"outcome","source":"riba","ref":"%s","debtor":"C1",' \
	    "$2"
	printf '"due":"%s","amount_cents":%s,"outcome":"%s","date":"%s",' \
	    "$3" "$4" "$1" "$5"
	printf '"account":"05428/11101/123456","tx":1,"remittance":"%s",' "$6"
	printf '"message_id":"SLIP"}\n'
}
begin() {
	fresh -q
	as 2026-06-01 take <<-'EOT'
	{"record":"party","code":"C1","name":"Edilcave","roles":["debtor"]}
	{"record":"item","debtor":"C1","number":"11/26","date":"2026-05-31","due":"2026-06-30","amount_cents":70000,"method":"MP12"}
	{"record":"item","debtor":"C1","number":"12/26","date":"2026-05-31","due":"2026-07-31","amount_cents":50000,"method":"MP12"}
	EOT
	bill presented 7 2026-07-10 100000 2026-06-10 'COME DA ACCORDI' |
	    as 2026-06-10 take
	one=$(sql "SELECT i.id FROM item i JOIN doc d ON d.id = i.doc
	    WHERE number = '11/26'")
	two=$(sql "SELECT i.id FROM item i JOIN doc d ON d.id = i.doc
	    WHERE number = '12/26'")
	bill=$(sql 'SELECT max(id) FROM bill')
}
begin
is 'a bill without a word has no items' "$(states)" '7 presented 0'
out as 2026-06-11 cr-match -H --bind "bill:$bill" "item:$one" "item:$two" \
    -o bill,item,amount_cents,kind,state
is 'it is tied to as much as there is of both' \
    "$(printf '%s' "$stdout" | tr '\t\n' ' ;')" \
    "bill:$bill item:$one 70000 bill tied;bill:$bill item:$two 30000 bill tied"
is 'so it is told' "$(states)" '7 presented 2'
is 'and not on the day before' "$(cr-list -H --bills --as-of 2026-06-10 \
    -o items)" 0
out cr-match --bind "bill:$bill" "item:$two=1,00"
like 'more is refused' "$status $stderr" '^1 .*tied to item:.* already'
bill paid 7 2026-07-10 100000 2026-07-11 'COME DA ACCORDI' |
    as 2026-07-11 take
is 'paid, it pays them' "$(left)" '12/26 2026-07-31 20000'
out cr-undo "run:$(sql 'SELECT max(run) FROM bill_item')"
is 'what was tied and paid is not undone' "$status" 4

as 2026-07-12 cr-match -q --unbind "bill:$bill" "item:$two" >/dev/null
is 'untied, the money is on account' "$(left) $(sql '
    SELECT open_cents FROM open_entry')" '12/26 2026-07-31 50000 30000'
sound 'untied'
echo '{"record":"party","code":"C1","name":"Edilcave"}' |
    as 2026-07-13 take
is 'it is not tied to that again by itself' "$(states)" '7 paid 1'
as 2026-07-14 cr-match -q --bind "bill:$bill" "item:$two=300,00" >/dev/null
is 'tied again, the money pays it' "$(left) $(sql '
    SELECT count(*) FROM open_entry')" '12/26 2026-07-31 20000 0'
sound 'tied again'
cr-undo -q "run:$(run)" >/dev/null
is 'undone, it is on account' "$(left) $(sql '
    SELECT open_cents FROM open_entry')" '12/26 2026-07-31 50000 30000'
cr-undo -q "run:$(sql "SELECT max(id) FROM run WHERE tool = 'cr-match'
    AND undone_by IS NULL")" >/dev/null
is 'the untying undone, it pays again' "$(left) $(sql '
    SELECT count(*) FROM open_entry')" '12/26 2026-07-31 20000 0'
sound 'all undone'
for wrong in bill:99 "bill:$bill" "bill:$bill=5"; do
	out cr-match --bind "$wrong"
	like "refused: --bind $wrong" "$status" '^[12]$'
done
out cr-match --unbind "bill:$bill" item:999001
is 'nor is what was not tied untied' "$status" 1

done_testing
