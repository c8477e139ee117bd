#!/bin/sh
# cr-report figures: each figure, dimensions, months, past days.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"

figures() { cr-report figures "$@" </dev/null; }
plain() { figures -H -o "$@"; }
table() { tr ' ' '\t'; }
all=$(cr-report -o help figures | awk '{ printf "%s%s", s, $1; s = "," }')
# What is not the name of a row: all but party, code and name.
told=$(printf '%s\n' "$all" | sed 's/^party,code,name,//')
# Amounts add up across any dimension.
amounts=sales_cents,receivables_cents,overdue_cents,opening_cents,current_cents
amounts=$amounts,credits_cents,paid_cents,promised_cents,kept_cents

stage 1
CR_TODAY=2026-09-20
then=$(figures -o "$all" --by debtor)
then_agent=$(figures -o "$all" --by agent,month --to 2026-08-31 \
    --as-of 2026-08-31)
then_area=$(figures -o "$all" --by area)
series=$(figures -o "$all" --by month --to 2026-08-31)
CR_TODAY=2026-09-30
stage 2

# --- the figures of one debtor, as on paper
one=code,from,until,sales_cents,receivables_cents,overdue_cents,dso_centidays
one=$one,countback_centidays,bpdso_centidays,add_centidays,adl_centidays
one=$one,cei_bp,overdue_bp,kept_bp
is 'the figures of a debtor' "$(plain "$one" --by debtor pty:10)" "$(table <<E
C001 2025-10-01 2026-09-30 182001 112001 105000 22462 7568 1404 21058 1329 4000 9375 3684
E
)"
is 'what they are made of' "$(plain "$amounts,adp_centidays,delay_centidays,dbt_centidays" \
    --by debtor pty:10)" "$(table <<E
182001 112001 105000 0 7001 0 70000 190000 70000 5557 1329 2395
E
)"
is 'as people read them' "$(figures -f table -o dso_centidays,cei_bp \
    pty:10 | tail -n 1 | tr -s ' ')" '224.62 40.00 %'
is 'as programs do' "$(figures -f json -o code,dso_centidays,cei_bp \
    --by debtor pty:10)" '{"code":"C001","dso_centidays":22462,"cei_bp":4000}'
# C002 sold nothing for a year, and has paid on account
is 'what cannot be told is missing, not nought' \
    "$(plain "$one" --by debtor pty:11)" "$(table <<E
C002 2025-10-01 2026-09-30 0 6000 6000 - 41360 - - - 4000 10000 0
E
)"
is 'currencies are apart, who has no code is behind, nobody last' \
    "$(plain code,name,currency,receivables_cents,credits_cents --by debtor)" \
    "$(printf '%s\t%s\t%s\t%s\t%s\n' \
    0003 'Delta Trading Ltd' EUR 1000 0 0003 'Delta Trading Ltd' USD 123456 0 \
    C001 'Caffè Rossi S.r.l.' EUR 112001 0 \
    C002 '=Hotel "Mare"; di Bianchi' EUR 6000 0 - 'Verdi Luigi' EUR 500 0 \
    - - EUR 0 -700)"

# --- they are those of cr-age, of any day, by anything
age='--net --buckets 9999 -H -o code,currency,current_cents,total_cents'
mine=code,currency,current_cents,receivables_cents,credits_cents,overdue_cents
for by in debtor creditor agent depot area category total; do
	for day in 2026-09-30 2026-09-20 2026-08-31 2026-07-10; do
		# shellcheck disable=SC2086
		cr-age $age,overdue_cents --by $by --as-of $day </dev/null |
		    awk -F '\t' -v OFS='\t' '$4 != 0 || $5 != 0' >age
		plain "$mine" --by $by --as-of $day | awk -F '\t' -v OFS='\t' '
		    $4 + $5 != 0 || $6 != 0 {
			print $1, $2, $3, $4 + $5, $6 }' >mine
		cmp -s age mine || { echo "$by $day"; diff age mine; }
	done
done >"$T/wrong"
is 'receivables and credits are the balance of cr-age' "$(cat "$T/wrong")" ''

# --- the whole is the sum of its parts
whole=$(plain "currency,$amounts" --by total | sort)
for by in debtor creditor agent depot area category; do
	plain "currency,$amounts" --by $by | awk -F '\t' -v OFS='\t' '
	{ c[$1]; for (i = 2; i <= NF; i++) s[$1, i] += $i; n = NF }
	END { for (k in c) {
		line = k
		for (i = 2; i <= n; i++) line = line OFS s[k, i]
		print line } }' | sort >parts
	[ "$(cat parts)" = "$whole" ] || { echo "$by"; cat parts; }
done >"$T/wrong"
is 'amounts of the whole are those of its parts' "$(cat "$T/wrong")" ''
shares=overdue_cents,receivables_cents,kept_cents,promised_cents
is 'so its shares are those of the sums' "$(plain \
    "currency,overdue_bp,kept_bp" --by total)" \
    "$(plain "currency,$shares" --by agent | awk -F '\t' -v OFS='\t' '
	{ for (i = 2; i <= 5; i++) s[$1, i] += $i; c[$1] }
	function share(a, b) { return b ? int(a * 10000 / b + 0.5) : "-" }
	END { for (k in c) print k, share(s[k, 2], s[k, 3]),
		share(s[k, 4], s[k, 5]) }' | sort)"
is 'the parts of the days are their whole' "$(plain \
    dso_centidays,bpdso_centidays,add_centidays --by category pty:10 pty:12 |
    awk '{ d = $1 - $2 - $3; if (d > 1 || d < -1) print }')" ''

# --- months
is 'a series has each month of a year' "$(plain from,until --by month pty:10)" \
"$(table <<E
2026-06-01 2026-06-30
2026-07-01 2026-07-31
2026-08-01 2026-08-31
2026-09-01 2026-09-30
E
)"
for by in total debtor agent area creditor; do
	figures -H -o "$told,code" --by $by,month --from 2026-06-01 >months
	for m in 2026-06 2026-07 2026-08 2026-09; do
		figures -H -o "$told,code" --by $by --month $m
	done >each
	sort months >a
	sort each >b
	cmp -s a b || { echo "$by"; diff a b; }
done >"$T/wrong"
is 'a month of a series is the report of that month' "$(cat "$T/wrong")" ''
is 'the trend is the difference of two months' "$(plain \
    dso_centidays,dso_trend_centidays,overdue_bp,overdue_trend_bp,kept_bp,kept_trend_bp \
    --by month --from 2026-07-01 pty:10 | awk '
	function check(now, trend, was) {
		if (was == "-" || now == "-" ? trend != "-" : now - was != trend)
			print NR, now, was, trend }
	NR > 1 { check($1, $2, a); check($3, $4, b); check($5, $6, c) }
	{ a = $1; b = $3; c = $5 }')" ''
is 'of the first one, from the month before it' "$(plain \
    dso_centidays,dso_trend_centidays --month 2026-07 pty:10)" \
    "$(plain dso_centidays --by month --from 2026-06-01 --to 2026-07-31 \
    pty:10 | awk '{ d = $1 - last; last = $1 } END { print $1 "\t" d }')"
is 'a month that is not over ends with the day' "$(CR_TODAY=2026-09-15 \
    plain from,until --month 09/2026 | sort -u)" \
    "$(printf '2026-09-01\t2026-09-15')"
is 'a part of a month at either end' "$(plain from,until --by month \
    --from 2026-07-15 --to 2026-08-10 pty:10)" \
    "$(printf '2026-07-15\t2026-07-31\n2026-08-01\t2026-08-10')"

# --- past days
is 'a past day gives what it gave then' \
    "$(figures -o "$all" --by debtor --as-of 2026-09-20)" "$then"
is 'also by the area a debtor was in' \
    "$(figures -o "$all" --by area --as-of 20/09/2026)" "$then_area"
is 'the months of a series do not change' \
    "$(figures -o "$all" --by month --to 2026-08-31)" "$series"
# June and July are older than the ledger: as cr-age, with all that is known
is 'told on one day, neither do those before the ledger' \
    "$(figures -o "$all" --by agent,month --as-of 2026-08-31)" "$then_agent"

is 'a due date put off later was not put off then' "$(plain until,dbt_centidays \
    --by month --month 2026-08 pty:10)" \
    "$(printf '2026-08-31\t1100')"
is 'restated it was' "$(plain until,dbt_centidays --by month --month 2026-08 \
    --restated pty:10)" "$(printf '2026-08-31\t100')"
is 'as told on a later day, too' "$(plain until,dbt_centidays --by month \
    --month 2026-08 --as-of 2026-09-25 pty:10)" "$(printf '2026-08-31\t100')"
is 'the day of telling may be later than the period' \
    "$(plain credits_cents,overdue_cents --to 2026-09-20 --as-of 2026-09-24 \
    pty:11)" "$(printf '0\t10000')"
is 'and then knows more' \
    "$(plain credits_cents,overdue_cents --to 2026-09-20 --as-of 2026-09-25 \
    pty:11)" "$(printf '0\t6000')"
is 'restated: with what is known now' \
    "$(plain credits_cents,overdue_cents --to 2026-09-20 --restated \
    pty:11)" "$(printf '0\t6000')"
sql <<'E'
BEGIN;
INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
 (4, 'cr-undo', '0', 't', @2026-09-28, '2026-09-28T08:00:00Z', 'd');
UPDATE run SET undone_by = 4 WHERE id = 3;
UPDATE entry SET undone_by = 4 WHERE run = 3;
DELETE FROM open_entry;
UPDATE change SET undone_by = 4 WHERE run = 3;
UPDATE item SET due = @2026-08-20 WHERE id = 2001;
UPDATE open_item SET due = @2026-08-20 WHERE item = 2001;
UPDATE party SET area = 'CENTRO', agent = 3 WHERE id = 10;
COMMIT;
E
adl=adl_centidays,paid_cents
is 'what was undone counts until then' "$(plain $adl --as-of 2026-09-26 \
    pty:10)" "$(printf '1329\t70000')"
is 'and no more' "$(plain $adl --as-of 2026-09-28 pty:10)" \
    "$(printf '1757\t70000')"
is 'a past day before all that is the same' \
    "$(figures -o "$all" --by debtor --as-of 2026-09-20)" "$then"
is 'and so is its series' \
    "$(figures -o "$all" --by month --to 2026-08-31)" "$series"

# --- money that came before its invoice, and what is no debtor's money
sql <<'E'
BEGIN;
INSERT INTO party (id, code, kind, name, run) VALUES
 (20, 'C020', 'company', 'Anticipi S.r.l.', 4);
INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency,
    run) VALUES (20, 1, 20, 0, '20', 2026, @2026-08-15, 'EUR', 4);
INSERT INTO item (id, doc, due, amount_cents, run) VALUES
 (20001, 20, @2026-09-15, 10000, 4);
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    apart, run) VALUES (20, 'P20', 1, 20, @2026-08-01, 10000, 'EUR', 0, 4),
 (21, 'P21', 1, 20, @2026-08-01, 777, 'EUR', 1, 4);
INSERT INTO alloc (item, entry, date, amount_cents, kind, run) VALUES
 (20001, 20, @2026-08-01, 10000, 'payment', 4);
COMMIT;
E
for day in 2026-07-31 2026-08-10 2026-08-15; do
	plain receivables_cents,credits_cents --to $day --restated pty:20
done >got
is 'an advance is on account until its invoice' "$(cat got)" \
    "$(printf '0\t-10000\n0\t0')"

# --- money whose debtor was found later, and that was no money in the end
sql <<'E'
BEGIN;
INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
 (5, 'cr-match', '0', 't', @2026-09-29, '2026-09-29T08:00:00Z', 'e'),
 (6, 'cr-match', '0', 't', @2026-09-30, '2026-09-30T08:00:00Z', 'f');
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    apart, run) VALUES (30, 'P30', 1, 20, @2026-09-01, 5000, 'EUR', 0, 4),
 (31, 'P31', 1, 20, @2026-09-01, 300, 'EUR', 1, 4);
INSERT INTO open_entry (entry, debtor, creditor, date, open_cents, currency)
 VALUES (30, 20, 1, @2026-09-01, 5000, 'EUR');
INSERT INTO change (entry, field, old, new, run) VALUES
 (30, 'debtor', NULL, '11', 5), (30, 'debtor', '11', '20', 6),
 (31, 'apart', '0', '1', 5);
COMMIT;
E
for day in 2026-09-28 2026-09-29 2026-09-30; do
	cr-age -H --as-of $day -o code,credits_cents --net </dev/null |
	    awk '$2 != 0' >age
	plain code,credits_cents --by debtor --as-of $day | awk '$2 != 0' >mine
	cmp -s age mine || { echo "$day"; diff age mine; }
	awk '{ printf "%s %s ", $1, $2 }' mine
done >got
is 'it was on account of whom it was thought to be' "$(cat got)" \
    'C020 -300 - -5000 C020 -5000 '

# --- selections
is 'keys of a stream' "$(printf '#item\topen_cents\nitem:3001\t9\ndoc:5\t9\n' |
    cr-report figures -H -o code,receivables_cents --by debtor)" \
    "$(printf 'C001\t7001\nC002\t9999')"
is 'a header alone selects nothing' "$(printf '#party\n' |
    cr-report figures -H)" ''
is 'a creditor is a party too' "$(plain code,receivables_cents --by creditor \
    pty:2)" "$(printf 'BETA\t1500')"

# --- usage
for wrong in '' 'monthly' 'figures --by wish' 'figures --by agent,area' \
    'figures --by month,agent' 'figures --by agent,month,' \
    'figures --month 2026-13' 'figures --month 2026-10' \
    'figures --to 2026-10-01' 'figures --as-of 2026-08-31 --to 2026-09-01' \
    'figures --from 2026-09-02 --to 2026-09-01' \
    'figures --by month --from 2016-01-01' 'figures --from x' \
    'figures -o nothing'; do
	# shellcheck disable=SC2086
	out cr-report $wrong
	is "wrong usage: $wrong" "$status" 2
done
CR_LEDGER=$T/none.db
out figures
is 'without a ledger nothing is done' "$status" 3
done_testing
