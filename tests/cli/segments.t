#!/bin/sh
# Segments: how much one owes and how he pays; the strategy of each. What
# ratings were, and what made somebody move.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"

rate() { cr-rate "$@" </dev/null; }
q() { sqlite3 "$CR_LEDGER" "$@"; }

# Six debtors owe 500, 300, 149, 51, 0 and 0; 14 never had anything due. All
# paid 100 with as many days of delay as their number says, 10 has a credit
# note of 100.
new_ledger "$CR_LEDGER"
{
	echo 'BEGIN;'
	echo "INSERT INTO run (id, tool, version, operator, day, at, what)
	    VALUES (1, 'cr-import', '0', 't', @2026-06-01,
	    '2026-06-01T08:00:00Z', 'a');
	    INSERT INTO party (id, code, name, run) VALUES
	    (1, 'NOI', 'Noi S.p.A.', 1);"
	n=0
	for row in 10:60000:-30 11:30000:0 12:14900:30 13:5100:60 14:0:150 \
	    15:0:-; do
		p=${row%%:*} late=${row##*:} open=${row#*:}
		open=${open%:*} n=$((n + 1))
		echo "INSERT INTO party (id, code, name, run) VALUES
		    ($p, 'C$p', 'Debitore $p', 1);"
		[ "$late" = - ] && continue
		echo "INSERT INTO doc (id, creditor, debtor, credit, number,
		    year, date, currency, run) VALUES
		    ($n, 1, $p, 0, '$n', 2026, @2026-01-01, 'EUR', 1),
		    ($((n + 20)), 1, $p, 0, '$n/b', 2026, @2026-05-01, 'EUR',
		    1);
		    INSERT INTO item (id, doc, due, amount_cents, run) VALUES
		    (${n}001, $n, @2026-02-01, 10000, 1);
		    INSERT INTO alloc (item, date, amount_cents, kind, run)
		    VALUES (${n}001, @2026-02-01 + $late, 10000, 'erp', 1);"
		[ "$open" = 0 ] && continue
		echo "INSERT INTO item (id, doc, due, amount_cents, run) VALUES
		    ($((n + 20))001, $((n + 20)), @2026-12-01, $open, 1);
		    INSERT INTO open_item (item, debtor, creditor, date, due,
		    open_cents, currency) VALUES ($((n + 20))001, $p, 1,
		    @2026-05-01, @2026-12-01, $open, 'EUR');"
	done
	echo "INSERT INTO doc (id, creditor, debtor, credit, number, year,
	    date, currency, run) VALUES
	    (40, 1, 10, 1, 'NC', 2026, @2026-05-02, 'EUR', 1);
	    INSERT INTO item (id, doc, due, amount_cents, run) VALUES
	    (40001, 40, @2026-05-02, -10000, 1);
	    INSERT INTO open_item (item, debtor, creditor, date, due,
	    open_cents, currency) VALUES (40001, 10, 1, @2026-05-02,
	    @2026-05-02, -10000, 'EUR');
	    COMMIT;"
} | sql
sed 's/^index_prior = 2/index_prior = 0/;s/^late_prior = 4/late_prior = 0/' \
    "$TOP/lib/share/models/composite.conf" >own.conf
cat >policy.conf <<'E'
policy usual { level sollecito-1 { days = 5 } }
policy firm { level sollecito-1 { days = 1 } }
default = usual
apply cell { segment = "A-B" policy = firm }
apply small { segment = "C-*" policy = none }
apply worst { segment = "*-E" policy = firm }
E

# --- what is printed

seg() { rate -q --model own.conf --policy policy.conf --segments "$@"; }
is 'each in the class of the share before it' "$(seg -n)" \
"#party	code	name	segment	exposure_cents	share_bp	before_bp	strategy
pty:10	C10	Debitore 10	A-A	50000	5000	0	usual
pty:11	C11	Debitore 11	A-A	30000	3000	5000	usual
pty:12	C12	Debitore 12	B-C	14900	1490	8000	usual
pty:13	C13	Debitore 13	B-C	5100	510	9490	usual
pty:14	C14	Debitore 14	C-E	0	0	10000	none"
is 'of some, among all' "$(seg -n -H -o segment,abc,class,apply pty:13 \
    pty:14)" 'B-C	B	C	-
C-E	C	E	small'
is 'a dry run keeps nothing' "$(q 'SELECT count(*) FROM segment')" 0
is 'by other shares' "$(sed 's/^abc = .*/abc = { 50, 90 }/' own.conf \
    >half.conf; seg -n --model half.conf -H -o abc | tr '\n' ' ')" \
    'A B B C C '
out rate -n --segments --policy none.conf
is 'a policy that is not there' "$status" 2

# --- kept when something changed

seg >/dev/null
is 'each is kept' "$(q 'SELECT party, abc, class, exposure_cents, currency
    FROM segment ORDER BY party')" '10|A|A|50000|EUR
11|A|A|30000|EUR
12|B|C|14900|EUR
13|B|C|5100|EUR
14|C|E|0|EUR'
like 'and the journal tells' "$(cr-log -H --act rate -o detail </dev/null)" \
    '"rated":5,"kept":5,"segments":5'
seg >/dev/null
is 'twice is once' "$(q 'SELECT count(*), max(run) FROM segment')" '5|2'
rate -q --model own.conf pty:10 >/dev/null
is 'nor does who rates one' "$(q 'SELECT count(*) FROM segment')" 5
sql <<'E'
INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
 (10, 'cr-import', '0', 't', @2026-09-30, '2026-09-30T09:00:00Z', 'b');
INSERT INTO alloc (item, date, amount_cents, kind, run)
 VALUES (23001, @2026-09-30, 14900, 'erp', 10);
DELETE FROM open_item WHERE item = 23001;
E
seg >/dev/null
is 'who pays all moves' "$(q 'SELECT party, abc, class
    FROM segment WHERE run > 2 ORDER BY party')" '12|C|A'

# --- whose policy that is

plan() { cr-dun -n --all --plan --policy "$@" -H -o party,policy \
    2>/dev/null | sort -u | tr '\n' ' '; }
cat >policy.conf <<'E'
policy usual { level sollecito-1 { days = 5 } }
policy firm { level sollecito-1 { days = 1 } }
default = usual
apply cell { segment = "A-A" policy = firm }
apply small { segment = "C-*" policy = none }
apply worst { segment = { "*-E", C } policy = firm }
E
is 'of the cell, of the class' "$(plan policy.conf)" \
    'pty:10	firm pty:11	firm pty:13	firm '
like 'which cr-explain tells' "$(cr-explain --policy policy.conf -H \
    -o name,detail item:21001 </dev/null)" \
    '^policy	firm of the segment A-A .cell.$'
like 'of a class alone too' "$(cr-explain --policy policy.conf -H \
    -o name,detail item:24001 </dev/null)" \
    '^policy	firm of the segment B-C .worst.$'
is 'and cr-config --simulate' "$(cr-config --policy policy.conf --simulate \
    -H -o what,policy,apply,segment pty:10 </dev/null | grep notice)" \
    'notice	firm	cell	A-A'
is 'cr-config lists them' "$(cr-config --policy policy.conf -H </dev/null |
    grep ^segment)" 'segment	A-A	firm
segment	C-*	none
segment	*-E	firm
segment	C	firm'
printf 'policy p { level sollecito-1 { days = 5 } }
apply x { segment = "A-" policy = p }\n' >bad.conf
out cr-config --check --policy bad.conf
is 'half a segment is refused' "$status" 2
like 'by name and line' "$stderr" 'bad.conf:2: "A-" is no segment'
usual=$TOP/lib/share/policies/segments.conf
t 'the strategies that come with cr are right' cr-config --check \
    --policy "$usual"
cells() {
	for abc in A B C; do
		for class in A B C D E; do
			q "UPDATE segment SET abc = '$abc' WHERE party = 10;
			    UPDATE rating SET class = '$class'
			    WHERE party = 10"
			cr-dun -n --plan -H -o policy --policy "$usual" \
			    pty:10 2>/dev/null </dev/null | sed -n 1p
		done
	done | tr '\n' ' '
	q "UPDATE segment SET abc = 'A' WHERE party = 10;
	    UPDATE rating SET class = 'A' WHERE party = 10"
}
is 'and each cell has one' "$(cells)" \
    'riguardo riguardo standard deciso legale '\
'riguardo standard standard deciso legale '\
'automatico automatico automatico deciso legale '

# --- past days, and taking back

rate -q --model own.conf --as-of 2026-08-31 >/dev/null
is 'a past day is kept as it was then' "$(q 'SELECT party,
    abc FROM segment WHERE day < 20726 ORDER BY party' | tr '\n' ' ')" \
    '10|A 11|A 12|B 13|B 14|C '
is 'and does not count now' "$(plan policy.conf)" \
    'pty:10	firm pty:11	firm pty:13	firm '
last=$(q 'SELECT max(run) FROM segment WHERE day = 20726 AND party = 12')
cr-undo -q "run:$last" >/dev/null
is 'a run of ratings takes its segments along' "$(q 'SELECT abc FROM segment
    WHERE party = 12 AND day = 20726 AND undone_by IS NULL')" B

# --- sums by segment

is 'ageing by segment' "$(cr-age -q --by segment -H -o code,total_cents \
    </dev/null)" "$(q "SELECT s.abc || '-' || s.class, sum(open_cents)
    FROM open_item o JOIN segment s ON s.party = o.debtor WHERE s.id IN
    (SELECT max(id) FROM segment WHERE undone_by IS NULL AND day = 20726
    GROUP BY party) GROUP BY 1 ORDER BY 1" | tr '|' '\t')"
is 'key figures too' "$(cr-report figures -q --by segment -H -o code \
    </dev/null | tr '\n' ' ')" 'A-A B-C C-E '

# --- history

is 'ratings that were kept' "$(rate -q --history -H -o party,day,class,score \
    pty:12)" 'pty:12	2026-08-31	C	60
pty:12	2026-09-30	C	60'
is 'as they were known' "$(CR_TODAY=2026-09-29 rate -q --history -H \
    -o party,day pty:12)" ''
is 'what made them' "$(rate -q --history --why -H -o day,measure,points_bp \
    pty:12 | head -n 3)" '2026-08-31	punctuality	4000
2026-08-31	overdue	2000
2026-09-30	punctuality	4000'
is 'of all, by party and day' "$(rate -q --history -o party | uniq |
    tr '\n' ' ')" '#party pty:10 pty:11 pty:12 pty:13 pty:14 '
out rate --history item:1001
is 'only parties have one' "$status" 1

# --- changes

CR_TODAY=2026-10-20
rate -q --model own.conf >/dev/null
sql <<'E'
INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
 (50, 'cr-import', '0', 't', @2026-11-10, '2026-11-10T09:00:00Z', 'c');
INSERT INTO adverse (party, kind, day, run) VALUES
 (11, 'protest', @2026-11-01, 50);
INSERT INTO score_given (party, provider, score, day, run) VALUES
 (14, 'cerved', '1', @2026-11-01, 50);
E
CR_TODAY=2026-11-30
rate -q --model own.conf >/dev/null
changes() { rate -q --changes -H --since "$@"; }
is 'who is in another class, since when' "$(changes 2026-11-01 \
    -o party,from,to,day,from_score,to_score)" \
    'pty:11	A	E	2026-11-30	84	20
pty:14	E	D	2026-11-30	28	40'
is 'and why' "$(changes 2026-11-01 -o party,why)" \
    'pty:11	cap:protest -64.00
pty:14	external +15.83, overdue -3.33, punctuality -1.40, rounding +0.90'
is 'the differences add up to that of the scores' "$(changes 2026-11-01 \
    --why -o party,points_bp | awk -F'\t' '{ s[$1] += $2 }
    END { for (p in s) print p, s[p] / 100 }' | sort)" \
    "$(changes 2026-11-01 -o party,from_score,to_score |
    awk -F'\t' '{ print $1, $3 - $2 }')"
is 'of one' "$(changes 2026-11-01 --why -o party pty:14 | uniq)" pty:14
is 'who moved before that day did not since' "$(changes 2026-11-30)" ''
is 'nor had anybody the day before' "$(CR_TODAY=2026-11-29 \
    changes 2026-10-20)" ''
is 'than yesterday, if no day is said' "$(rate -q --changes -H -o party |
    tr '\n' ' ')" 'pty:11 pty:14 '
out rate --changes --since tomorrow
is 'no day' "$status" 2
done_testing
