#!/bin/sh
# cr-rate: scores, classes and their reasons; kept once, for any day.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"

rate() { cr-rate "$@" </dev/null; }
one() { rate -H -n -o "$@"; }
q() { sqlite3 "$CR_LEDGER" "$@"; }

# Sei pays as in the vectors; Buona pays early and for long; Riba's last
# payment came back; Nuova owes, nothing is due yet.
new_ledger "$CR_LEDGER"
sql <<'E'
BEGIN;
INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
 (1, 'cr-import', '0', 't', @2026-09-01, '2026-09-01T08:00:00Z', 'a'),
 (2, 'cr-import', '0', 't', @2026-09-20, '2026-09-20T08:00:00Z', 'b');
INSERT INTO party (id, code, name, run) VALUES
 (1, 'NOI', 'Noi S.p.A.', 1), (10, 'C1', 'Sei S.r.l.', 1),
 (11, 'C2', 'Buona S.n.c.', 1), (12, 'C3', 'Riba S.r.l.', 1),
 (13, 'C4', 'Nuova S.r.l.', 1);
INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency,
    run) VALUES
 (1, 1, 10, 0, '1', 2026, @2026-01-15, 'EUR', 1),
 (2, 1, 10, 0, '2', 2026, @2026-02-10, 'EUR', 1),
 (3, 1, 10, 0, '3', 2026, @2026-03-05, 'EUR', 1),
 (4, 1, 10, 0, '4', 2026, @2026-04-20, 'EUR', 1),
 (5, 1, 10, 0, '5', 2026, @2026-06-01, 'EUR', 1),
 (6, 1, 10, 0, '6', 2026, @2026-08-25, 'EUR', 1),
 (7, 1, 11, 0, '7', 2014, @2014-05-01, 'EUR', 1),
 (8, 1, 11, 0, '8', 2026, @2026-06-01, 'EUR', 1),
 (9, 1, 12, 0, '9', 2026, @2026-06-01, 'EUR', 1),
 (10, 1, 12, 0, '10', 2026, @2026-07-01, 'EUR', 1),
 (11, 1, 13, 0, '11', 2026, @2026-08-31, 'EUR', 1),
 (12, 1, 10, 0, 'U1', 2026, @2026-02-01, 'USD', 1);
INSERT INTO item (id, doc, due, amount_cents, run) VALUES
 (1001, 1, @2026-02-28, 100000, 1), (2001, 2, @2026-03-31, 250000, 1),
 (3001, 3, @2026-04-30, 400000, 1), (4001, 4, @2026-06-30, 150000, 1),
 (5001, 5, @2026-07-31, 300000, 1), (6001, 6, @2026-10-31, 200000, 1),
 (7001, 7, @2014-06-30, 100, 1), (8001, 8, @2026-07-31, 500000, 1),
 (9001, 9, @2026-06-30, 100000, 1), (10001, 10, @2026-07-31, 100000, 1),
 (11001, 11, @2026-10-31, 100000, 1), (12001, 12, @2026-03-31, 99, 1);
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    kind, run) VALUES
 (1, 'a', 1, 10, @2026-03-10, 100000, 'EUR', 'BON', 1),
 (2, 'b', 1, 10, @2026-03-31, 250000, 'EUR', 'BON', 1),
 (3, 'c', 1, 10, @2026-06-14, 400000, 'EUR', 'BON', 1),
 (4, 'd', 1, 10, @2026-06-20, 150000, 'EUR', 'BON', 1),
 (5, 'e', 1, 11, @2014-06-30, 100, 'EUR', 'BON', 1),
 (6, 'f', 1, 11, @2026-07-01, 500000, 'EUR', 'BON', 1),
 (7, 'g', 1, 12, @2026-06-30, 100000, 'EUR', 'RIB', 1),
 (8, 'h', 1, 12, @2026-07-31, 100000, 'EUR', 'RIB', 1),
 (9, 'i', 1, 12, @2026-08-10, -100000, 'EUR', 'INS', 2);
INSERT INTO alloc (item, entry, date, amount_cents, kind, run)
 SELECT item, entry.id, date, amount_cents, 'payment', entry.run
 FROM entry JOIN (SELECT 1 AS id, 1001 AS item UNION SELECT 2, 2001
  UNION SELECT 3, 3001 UNION SELECT 4, 4001 UNION SELECT 5, 7001
  UNION SELECT 6, 8001 UNION SELECT 7, 9001 UNION SELECT 8, 10001
  UNION SELECT 9, 10001) m USING (id);
INSERT INTO open_item (item, debtor, creditor, date, due, open_cents,
    currency)
 SELECT item.id, debtor, creditor, date, due, amount_cents, currency
 FROM item JOIN doc ON doc.id = doc WHERE item.id IN (5001, 6001, 10001,
  11001, 12001);
INSERT INTO change (item, field, old, new, run) VALUES
 (8001, 'due', CAST(@2026-05-31 AS INTEGER), CAST(@2026-07-31 AS INTEGER), 2);
COMMIT;
E

# --- what is printed

out rate -n -q
is 'it rates all debtors' "$status" 0
is 'the columns and their order' "$(printf '%s\n' "$stdout" | head -n 1)" \
"#party	code	name	class	score	index_bp	dbt_days	late_rate_bp	trend_bp	unpaid	overdue_cents	exposure_cents	credits_cents	items	pd_bp	learned_pd_bp"
is 'a class for each, none for who was never asked to pay' \
    "$(one party,class,pd_bp -q)" \
"pty:10	D	1000
pty:11	A	50
pty:12	D	1000
pty:13	-	-"
like 'what is in another currency is told' "$(rate -n 2>&1 >/dev/null)" \
    '^cr-rate: items not in EUR, left out: 1$'
sed 's/^index_prior = 2/index_prior = 0/' \
    "$TOP/lib/share/models/composite.conf" >own.conf
is 'the measures of the vectors' "$(one \
    index_bp,adp_days,delay_days,adl_days,dbt_days,items,overdue_cents \
    --model own.conf -q pty:10)" \
    "5832	75	19	21	31	5	300000"
is 'a payment that came back: open, late, counted, capped' "$(one \
    score,unpaid,items,dbt_days,overdue_cents -q pty:12)" "42	1	2	31	100000"
is 'nothing is kept by a dry run' "$(q 'SELECT count(*) FROM rating')" 0

# --- why

sums() { awk -F'\t' '!/^#/ { s[$1] += $8 } END { for (k in s)
	printf "%s %d\n", k, (s[k] + 50) / 100 }' | sort; }
is 'the points add up to the score' "$(rate -n -q --why \
    -o party,code,name,measure,heading,score_bp,weight,points_bp | sums)" \
    "$(one party,score -q | grep -v -e - | tr '\t' ' ' | sort)"
is 'each reason with its heading and in words' "$(rate -Hnq --why \
    -o measure,heading,weight,why pty:12)" \
"punctuality	character	40	2 items, 31 days beyond terms on average
trend	conditions	15	pays later than before
seniority	character	10	customer since 2026-06-01
overdue	capacity	10	overdue is 100 % of what is open
deduct:unpaid	capacity	0	1 payment came back"

# --- keeping

rate -q >first
is 'ratings are kept' "$(q 'SELECT party, class, score FROM rating
    ORDER BY party')" "$(one party,class,score -q | sed 's/^pty://;s/-//g' |
    tr '\t' '|')"
is 'with their reasons' "$(q 'SELECT sum(points_bp) FROM rating_reason
    JOIN rating ON id = rating WHERE party = 12')" 4244
is 'and the very model' "$(q "SELECT name, length(text) > 500 FROM
    rating_model")" 'composite|1'
is 'one event tells it' "$(cr-log -H --act rate -o tool,detail </dev/null |
    sed 's/"model":"[0-9a-f]*"/M/')" \
    'cr-rate	{"day":"2026-09-30",M,"rated":4,"kept":4,"segments":4}'
t 'the journal holds' cr-log --verify
rate -q >second
t 'the same day again prints the same' cmp first second
is 'and changes nothing' "$(q 'SELECT count(*) FROM rating UNION ALL
    SELECT count(*) FROM run')" "$(printf '4\n3')"
rate -q --model own.conf pty:10 >/dev/null
is 'another model makes another rating' "$(q 'SELECT count(*) FROM rating
    WHERE party = 10')" 2
is 'the last one is in force' "$(q 'SELECT index_bp FROM rating_now
    WHERE party = 10')" 5832

cr-undo -q run:4 >/dev/null
is 'a run of ratings can be taken back' "$(q 'SELECT model = (SELECT model
    FROM rating WHERE party = 12) FROM rating_now WHERE party = 10')" 1

# --- days and keys

is 'before it was known to have come back' "$(one class,unpaid \
    --as-of 2026-09-10 -q pty:12)" 'C	0'
is 'the same day with what is known now' "$(one class,unpaid \
    --as-of 2026-09-10 --restated -q pty:12)" 'D	1'
is 'before the due date was another' "$(one delay_days,adl_days \
    --as-of 2026-09-10 -q pty:11)" '31	31'
is 'and after' "$(one delay_days,adl_days --as-of 2026-09-20 -q pty:11)" \
    '-30	0'
before=$(q 'SELECT count(*) FROM rating')
rate --as-of 2026-09-10 --restated -q >/dev/null
is 'what is restated is not kept' "$(q 'SELECT count(*) FROM rating')" \
    "$before"
rate --as-of 2026-09-10 -q >/dev/null
is 'what was known then is, and is not in force now' "$(q 'SELECT day, class
    FROM rating WHERE day < 20726 AND party = 12' "SELECT class FROM
    rating_now WHERE party = 12" | tr '\n' ' ')" '20706|C D '
is 'keys on standard input, of items too' "$(printf \
    '#item\nitem:8001\npty:10\n' | cr-rate -Hnq -o party)" \
    "pty:10
pty:11"
out rate -n -q pty:99 pty:11
is 'who is not there is told, the others are done' "$status $(printf \
    '%s\n' "$stdout" | wc -l)" '1 2'
like 'by name' "$stderr" 'there is no pty:99$'
is 'in another currency' "$(one party,items,overdue_cents --currency USD \
    pty:10 2>/dev/null)" 'pty:10	1	99'

# --- recalled

q "UPDATE entry SET kind = 'Richiamato' WHERE id = 9"
is 'what the creditor recalled is open again, but no unpaid' "$(one \
    unpaid,overdue_cents -q pty:12)" '0	100000'
q "UPDATE entry SET kind = 'INS' WHERE id = 9"

# --- insolvency

q "INSERT INTO hold (party, kind, from_day, reason, who, run)
    VALUES (11, 'insolvency', 20700, 'Trib. Milano', 't', 1)"
is 'an insolvency leaves nothing' "$(one class,score -q pty:11)" 'E	0'

# --- the manual's own model

sed -n '/^name = "punctual"/,/^\.Ed/p' "$TOP/man/cr-model.5" |
    sed '$d' >manual.conf
is 'the example of the manual works' "$(one class --model manual.conf -q \
    pty:11 pty:10)" "$(printf 'bad\ngood')"

{
	cat manual.conf
	sed -n '/^provider bureau/,/^\.Ed/p' "$TOP/man/cr-model.5" | sed '$d'
} >more.conf
is 'and what it adds to it' "$(one class --model more.conf -q pty:11)" good

# --- wrong use

out rate --model none.conf
is 'no such model' "$status" 2
like 'is told' "$stderr" 'none.conf: could not open'
printf 'window = 12\n' >bad.conf
out rate --model bad.conf
is 'a model that says too little' "$status" 2
like 'is told by what it lacks' "$stderr" 'bad.conf:.*"recent" is missing'
done_testing
