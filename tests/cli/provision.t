#!/bin/sh
# cr-provision: the published examples to the cent, segments, what is
# covered, what is specific, past days.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"

provision() { cr-provision "$@" </dev/null; }
# rows CODE DAY DUE CENTS [PAID [CENTS]]: a document of one item, and what
# was paid of it.
docs=0
begin() {
	rm -f "$CR_LEDGER"*
	new_ledger "$CR_LEDGER"
	docs=0
	cat >rows.sql <<-'E'
	BEGIN;
	INSERT INTO run (id, tool, version, operator, day, at, what, horizon)
	VALUES (1, 'cr-import', '0', 't', @2026-01-01, '2026-01-01T08:00:00Z',
	 'a', @2026-09-30);
	INSERT INTO party (id, code, name, kind, area, category, run) VALUES
	 (1, 'NOI', 'Noi S.p.A.', 'company', NULL, NULL, 1),
	 (2, 'LORO', 'Loro S.p.A.', 'company', NULL, NULL, 1),
	 (10, 'C1', 'Uno S.r.l.', 'company', 'NORD', 'BAR', 1),
	 (11, 'C2', 'Due S.r.l.', 'company', 'NORD', 'HOTEL', 1),
	 (12, 'C3', 'Tre S.r.l.', 'company', 'SUD', 'BAR', 1),
	 (13, 'C4', 'Quattro', 'person', NULL, NULL, 1);
	E
}
row() {
	docs=$((docs + 1))
	to=${CREDITOR:-1}
	cat >>rows.sql <<-E
	INSERT INTO doc (id, creditor, debtor, credit, number, year, date,
	 currency, run) VALUES ($docs, $to, $1, $(($4 < 0)), 'N$docs', 2026,
	 @$2, '${CURRENCY:-EUR}', 1);
	INSERT INTO item (id, doc, due, amount_cents, run) VALUES
	 ($docs * 1000 + 1, $docs, @$3, $4, 1);
	E
	[ $# -lt 5 ] || cat >>rows.sql <<-E
	INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents,
	 currency, kind, run) VALUES ($docs, 'P$docs', $to, $1, @$5,
	 ${6:-$4}, '${CURRENCY:-EUR}', 'BON', 1);
	INSERT INTO alloc (item, entry, date, amount_cents, kind, run) VALUES
	 ($docs * 1000 + 1, $docs, @$5, ${6:-$4}, 'payment', 1);
	E
}
end() {
	cat >>rows.sql <<-'E'
	INSERT INTO open_item (item, debtor, creditor, date, due, open_cents,
	    currency)
	 SELECT i.id, debtor, creditor, date, due, amount_cents - coalesce(
	  (SELECT sum(amount_cents) FROM alloc a WHERE a.item = i.id), 0),
	  currency FROM item i JOIN doc d ON d.id = doc WHERE amount_cents <>
	  coalesce((SELECT sum(amount_cents) FROM alloc a
	  WHERE a.item = i.id), 0);
	COMMIT;
	E
	sql <rows.sql
}
cents() { awk -F '\t' '{ s += $1 } END { printf "%d\n", s }'; }

# --- the matrix, measured: IFRS community's example. Of 100,000 due in June
# half was paid by then, 2,000 never.
begin
row 10 2026-05-10 2026-06-15 3000000 2026-06-15
row 11 2026-05-10 2026-06-15 2000000 2026-06-10
row 10 2026-05-10 2026-06-15 2700000 2026-07-05
row 11 2026-05-10 2026-06-15 1500000 2026-07-30
row 12 2026-05-10 2026-06-15 600000 2026-08-29
row 12 2026-05-10 2026-06-15 200000
row 10 2026-09-01 2026-10-15 20000001
row 11 2026-09-01 2026-09-30 9999999
row 10 2026-08-01 2026-09-29 7000003
row 12 2026-08-01 2026-08-31 6999997
row 11 2026-07-01 2026-08-30 3333333
row 12 2026-07-01 2026-08-01 2666667
row 11 2026-06-01 2026-07-31 1150000
row 10 2026-06-01 2026-07-02 1150000
row 12 2026-03-01 2026-04-15 300000
end
cat >own.conf <<'E'
name = own
buckets = { 30, 60, 90 }
months = 1
E
is 'loss rates of a measured matrix' "$(provision --model own.conf --rates \
    -H -o bucket,source,flow_cents,on_cents,rate_ppm,loss_ppm)" \
"0	history	10000000	200000	20000	20000
1-30	history	5000000	200000	40000	40000
31-60	history	2300000	200000	86957	86957
61-90	history	800000	200000	250000	250000
over-90	history	200000	200000	1000000	1000000"
is 'and its provisions, to the cent' "$(provision --model own.conf \
    --by total -H -o bucket,balance_cents,rate_ppm,provision_cents)" \
"0	30000000	20000	600000
1-30	14000000	40000	560000
31-60	6000000	86957	521739
61-90	2300000	250000	575000
over-90	500000	1000000	500000"
is 'in one row' "$(provision --model own.conf --by total --sum -H \
    -o bucket,balance_cents,provision_cents)" "all	52800000	2756739"
for by in debtor creditor agent depot area category class; do
	is "by $by the parts add up" "$(provision --model own.conf --by $by \
	    -H -o provision_cents | cents)" 2756739
done
is 'and item by item' "$(provision --model own.conf --items -H \
    -o provision_cents | cents)" 2756739
is 'a debtor alone is provided for as among others' \
    "$(provision --model own.conf -H -o bucket,provision_cents C3 pty:12 \
    2>/dev/null)" "$(provision --model own.conf -H \
    -o code,bucket,provision_cents | sed -n 's/^C3	//p')"
is 'a table tells rates in percent' "$(provision --model own.conf \
    --rates -f table -o bucket,rate_ppm | sed -n 's/ *$//; 4p')" \
    '31-60       8.6957 %'
is 'the last row has the sums' "$(provision --model own.conf --by total \
    --totals -H -o bucket,provision_cents -f csv | tr -d '\r' |
    tail -n 1)" 'Total;27567,39'

# --- balances are those of cr-age
age() { cr-age "$@" </dev/null; }
is 'sums of buckets are those of cr-age' "$(provision --model own.conf -H \
    -o balance_cents | cents)" "$(age --buckets 30,60,90 -H \
    -o total_cents | cents)"
for day in 2026-06-30 2026-08-15; do
	is "on $day too" "$(provision --model own.conf --method roll \
	    --by total -H -q --as-of $day -o bucket,balance_cents)" \
	    "$(age --buckets 30,60,90 --by total --as-of $day -f json | tr \
	    ',' '\n' | sed -n 's/.*current_cents":/0	/p
	    s/.*"d\([0-9]*\)_\([0-9]*\)_cents":/\1-\2	/p
	    s/.*"over_90_cents":/over-90	/p' | grep -v '	0$')"
done

# --- rates that a file says: 0.5, 2.2, 2.7 and 4.5 %
begin
row 10 2026-09-01 2026-10-15 1500000
row 11 2026-08-01 2026-09-29 750000
row 10 2026-07-01 2026-08-15 400000
row 12 2026-06-01 2026-07-01 250000
end
cat >file.conf <<'E'
name = file
buckets = { 30, 60 }
segment all { rates = { 0.5, 2.2, 2.7, 4.5 } }
E
is 'the second published example' "$(provision --model file.conf --by total \
    -H -o bucket,provision_cents)" \
"0	7500
1-30	16500
31-60	10800
over-60	11250"
is 'forward: times 110 %' "$(provision --model file.conf --forward 110 \
    --by total --sum -H -o provision_cents)" 50655
is 'a share set for a debtor' "$(provision --model file.conf \
    --specific C3=60% --specific item:2001=100.00 -H \
    -o code,bucket,provision_cents,specific_cents)" \
"C1	0	7500	0
C1	31-60	10800	0
C2	1-30	10000	10000
C3	over-60	150000	150000"
is 'and why' "$(provision --model file.conf --specific C3=60% --items -H \
    -o item,rate_ppm,why | tail -n 1)" "item:4001	600000	C3"
out provision --model file.conf --specific C9=5% -H -o provision_cents
is 'what names nobody is told' "$status $stderr" \
'0 cr-provision: specific "C9": nothing of it is open'
cat >specific.conf <<'E'
name = file
buckets = { 30, 60 }
segment sud { area = SUD rates = { 1, 2, 3, 40 } }
segment all { rates = { 0.5, 2.2, 2.7, 4.5 } }
specific C1 { amount = 10000.01 reason = "concordato" }
E
is 'segments, and an amount shared out' "$(provision --model specific.conf \
    --items -H -o item,segment,provision_cents,why)" \
"item:3001	all	210527	concordato
item:1001	all	789474	concordato
item:2001	all	16500	-
item:4001	sud	100000	-"

# --- what an insurer covers
sql <<'E'
INSERT INTO plafond (party, provider, kind, amount_cents, currency,
 covered_bp, day, run) VALUES (10, 'sace', 'insured', 1000000, 'EUR', 9000,
 @2026-02-01, 1), (12, 'beta', 'factored', 1000000, 'EUR', 10000,
 @2026-02-01, 1);
E
{ cat file.conf; echo 'cover insured { rest = 10 }'
  echo 'cover factored { }'; } >cover.conf
is 'it covers the oldest first; a tenth of the loss is left' \
    "$(provision --model cover.conf --items -H \
    -o item,balance_cents,covered_cents,provision_cents)" \
"item:3001	400000	360000	2052
item:1001	1500000	540000	5070
item:2001	750000	0	16500
item:4001	250000	0	11250"
sed 's/rest = 10/order = newest/' cover.conf >newest.conf
is 'or the newest; nothing is left of it' "$(provision --model newest.conf \
    --items -H -o item,covered_cents,provision_cents pty:10)" \
"item:3001	0	10800
item:1001	900000	3000"
sql <<'E'
INSERT INTO hold (party, kind, from_day, who, run)
 VALUES (12, 'ceded', @2026-02-01, 't', 1);
E
is 'a factor covers what was ceded' "$(provision --model cover.conf \
    --items -H -o covered_cents,provision_cents pty:12)" "250000	0"

# --- credits
begin
row 10 2026-09-01 2026-10-15 1500000
row 10 2026-07-01 2026-08-15 400000
row 10 2026-09-01 2026-09-10 -500000
end
is 'credits stand apart' "$(provision --model file.conf -H \
    -o bucket,balance_cents,provision_cents)" \
"0	1500000	7500
31-60	400000	10800
credits	-500000	0"
is 'or pay the oldest debt' "$(provision --model file.conf --net -H \
    -o bucket,balance_cents,provision_cents)" "0	1400000	7000"
is 'as in cr-age' "$(age --buckets 30,60 --net -H \
    -o current_cents,d31_60_cents,credits_cents)" "1400000	0	0"

# --- roll rates: each balance at the end of a month is an item of its own
begin
month() {
	end=$1 after=$2 paid=${3:-}
	for x in "$4 0" "$5 15" "$6 45" "$7 75" "$8 120"; do
		late=${x#* }
		row 10 "$end" "$(date -u -d "$end - $late days" +%F)" \
		    "${x% *}" ${paid:+"$after"}
	done
}
month 2026-06-30 2026-07-01 y 10000000 3000000 1200000 600000 300000
month 2026-07-31 2026-08-01 y 11000000 3200000 1350000 700000 420000
month 2026-08-31 2026-09-01 y 10500000 3410000 1344000 742500 490000
month 2026-09-30 2026-10-01 '' 12000000 3150000 1534500 698800 510000
end
cat >roll.conf <<'E'
name = roll
method = roll
buckets = { 30, 60, 90 }
roll-months = 3
lgd = 60
E
is 'balances at the ends of months' "$(provision --model roll.conf --months \
    -H -o day,bucket,balance_cents | sed -n '6,10p')" \
"2026-07-31	0	11000000
2026-07-31	1-30	3200000
2026-07-31	31-60	1350000
2026-07-31	61-90	700000
2026-07-31	over-90	420000"
is 'roll rates and probabilities' "$(provision --model roll.conf --rates -H \
    -o bucket,rate_ppm,pd_ppm,lgd_ppm)" \
"0	309841	52121	600000
1-30	440010	168217	600000
31-60	549897	382303	600000
61-90	695226	695226	600000
over-90	1000000	1000000	600000"
is 'expected losses, to the cent' "$(provision --model roll.conf --by total \
    -H -o bucket,provision_cents)" \
"0	375269
1-30	317931
31-60	351986
61-90	291495
over-90	306000"
is 'their sum' "$(provision --model roll.conf --sum -H \
    -o provision_cents)" 1642681
out provision --model file.conf --method roll
is 'only a month apart' "$status" 0
sed 's/30, 60/15, 60/' roll.conf >wrong.conf
out provision --model wrong.conf
is 'other buckets are refused' "$status $stderr" "2 cr-provision: roll: \
roll rates are from month to month, so buckets are 30 days apart, as in 30, \
60, 90"

# --- a single expected loss: EAD x PD x LGD
begin
row 10 2026-09-01 2026-10-15 2500000
row 10 2026-07-01 2026-08-15 2500000
row 11 2026-07-01 2026-08-15 100000
end
sql <<'E'
INSERT INTO rating_model (digest, name, text, run) VALUES ('d', 'm', '', 1);
INSERT INTO rating (party, day, model, class, score, pd_bp, currency, items,
 unpaid, overdue_cents, exposure_cents, credits_cents, run) VALUES
 (10, @2026-02-01, 'd', 'B', 70, 900, 'EUR', 1, 0, 0, 0, 0, 1),
 (10, @2026-03-01, 'd', 'C', 60, 320, 'EUR', 1, 0, 0, 0, 0, 1);
E
cat >single.conf <<'E'
name = single
method = single
lgd = 60
E
out provision --model single.conf --sum -H -o code,provision_cents
is 'by the rating in force' "$stdout" "C1	96000
C2	0"
is 'who has none is told' "$status $stderr" "1 cr-provision: pty:11 (Due \
S.r.l.) has no probability of default: nothing is provided for it; rate it, \
or say \"unrated\" in a model"
{ cat single.conf; echo 'unrated = 10'; echo 'pd = { "C:1.00" }'; } >s2.conf
is 'a model says it of classes, and of who is not rated' "$(provision \
    --model s2.conf --sum -H -o code,provision_cents)" "C1	30000
C2	6000"
is 'by class' "$(provision --model s2.conf --by class --sum -H \
    -o code,balance_cents,provision_cents)" "C	5000000	30000
-	100000	6000"
is 'on a past day by the rating of then' "$(provision --model s2.conf \
    --as-of 2026-02-15 --sum -H -o code,provision_cents | wc -l)" 0
is 'segments by class' "$({ cat file.conf; } | sed \
    's/^segment/segment c { class = C rates = { 10, 10, 10, 10 } }\n&/' \
    >class.conf; provision --model class.conf --sum -H -o provision_cents)" \
"500000
2700"


# --- a whole ledger: every dimension has the sums of cr-age
rm -f "$CR_LEDGER"*
(cd "$TOP/examples" && cr-init -q && cr-import -q parties.csv agenti.csv \
    depositi.csv scadenzario.csv pagamenti.csv) >/dev/null 2>&1
P=$TOP/examples/provision.conf
sums() {
	provision --model "$P" -H "$@" -o currency,provision_cents |
	awk -F '\t' '{ s[$1] += $2 } END { for (c in s) print c, s[c] }' | sort
}
total=$(sums --by total)
like 'the examples have a provision' "$total" '^EUR [1-9][0-9]*$'
for by in debtor creditor agent depot area category class; do
	is "examples by $by: the same total" "$(sums --by $by)" "$total"
done
is 'examples item by item: the same total' "$(sums --items)" "$total"
for day in 2026-03-31 2026-06-30 2026-09-30; do
	is "examples on $day: the balances of cr-age" "$(provision \
	    --model "$P" --by total -H --as-of $day \
	    -o currency,bucket,balance_cents | awk -F '\t' '{
		s[$1] += $3; if ($2 != "0" && $2 != "credits") late[$1] += $3
	    } END { for (c in s) print c, s[c], late[c] + 0 }' | sort)" \
	    "$(cr-age --net --by total -H --as-of $day \
	    -o currency,total_cents,overdue_cents </dev/null |
	    awk '$2 != 0' | tr '\t' ' ' | sort)"
done

# --- what the ledger taught of defaults goes before ratings
rm -f "$CR_LEDGER"*
new_ledger "$CR_LEDGER"
awk 'BEGIN {
	print "BEGIN;INSERT INTO run (id, tool, version, operator, day, at, what, horizon) VALUES (1, \047cr-import\047, \0470\047, \047t\047, @2023-01-01, \0472023-01-01T08:00:00Z\047, \047a\047, @2026-09-30);"
	print "INSERT INTO party (id, code, name, run) VALUES (1, \047NOI\047, \047Noi\047, 1);"
	for (d = 1; d <= 90; d++) {
		p = d + 9
		print "INSERT INTO party (id, code, name, run) VALUES (" p ", \047D" d "\047, \047Cliente " d "\047, 1);"
		stop = d % 3 ? 99 : 6 + d % 20	# the month it stops to pay
		for (m = 0; m < 30; m++) {
			n++
			date = sprintf("@2024-01-15 + %d", m * 30)
			late = m >= stop - 3 ? 12 : d % 7
			print "INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency, run) VALUES (" n ", 1, " p ", 0, \047N" n "\047, 2024, CAST(" date " AS INTEGER), \047EUR\047, 1);"
			print "INSERT INTO item (id, doc, due, amount_cents, run) VALUES (" n * 1000 + 1 ", " n ", CAST(" date " + 30 AS INTEGER), 100000, 1);"
			if (m < stop) {
				print "INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency, kind, run) VALUES (" n ", \047P" n "\047, 1, " p ", CAST(" date " + " 30 + late " AS INTEGER), 100000, \047EUR\047, \047BON\047, 1);"
				print "INSERT INTO alloc (item, entry, date, amount_cents, kind, run) VALUES (" n * 1000 + 1 ", " n ", CAST(" date " + " 30 + late " AS INTEGER), 100000, \047payment\047, 1);"
			} else
				print "INSERT INTO open_item (item, debtor, creditor, date, due, open_cents, currency) VALUES (" n * 1000 + 1 ", " p ", 1, CAST(" date " AS INTEGER), CAST(" date " + 30 AS INTEGER), 100000, \047EUR\047);"
		}
	}
	print "COMMIT;"
}' | sql

cr-rate -q </dev/null >/dev/null
cr-rate --train default -q </dev/null >/dev/null
is 'who stopped to pay, and who pays' "$(provision --model single.conf \
    --sum -H -o code,rate_ppm pty:12 pty:10)" 'D3	600000'
echo 'learned = no' >>single.conf
is 'or by the class of the rating' "$(provision --model single.conf --sum \
    -H -o code,rate_ppm pty:12)" 'D3	150000'
printf 'learned = yes\npd = { "E:50" }\n' | cat - single.conf |
    grep -v '= no' >s3.conf
is 'what a model says of a class goes before' "$(provision --model s3.conf \
    --sum -H -o code,rate_ppm pty:12)" 'D3	300000'

is 'cr-age knows classes too' "$(cr-age --by class -H -o code,total_cents \
    </dev/null | sort | head -n 1)" "$(cr-age --by total -H \
    -o code,total_cents </dev/null | sed 's/^-/E/')"

# --- what cannot be
begin
row 10 2026-09-01 2026-10-15 2500000
end
out provision
is 'nothing to measure by' "$status $stderr" '2 cr-provision: segment "all": nothing was due in the 24 months that rates would be measured by; say its rates in a model'
out provision --rates --tax
is 'one report at a time' "$status" 2
out provision --method best
is 'a method there is not' "$status" 2
echo 'name = x segment a { area = NORD rates = {1,2,3,4,5,6,7,8} }' >a.conf
sql <<'E'
UPDATE party SET area = NULL;
E
out provision --model a.conf
is 'a debtor of no segment' "$status $stderr" '2 cr-provision: x: no segment takes pty:10 (Uno S.r.l.); a last one without conditions takes all others'
done_testing
