#!/bin/sh
# cr-rate with what others tell: balance sheets, scores, events, persons.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"

rate() { cr-rate "$@" </dev/null; }
one() { rate -H -n -q -o "$@" 2>/dev/null; }
why() { rate -H -n -q --why -o measure,score_bp,weight,points_bp,why "$@" \
    2>/dev/null; }
q() { sqlite3 "$CR_LEDGER" "$@"; }

# 10 pays in time, 11 is a person who pays late, 12 has never bought, of 13
# nobody knows anything. Run 2 tells of the balance sheet and of a score, run
# 3 of the next one.
new_ledger "$CR_LEDGER"
sql <<'E'
BEGIN;
INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
 (1, 'cr-import', '0', 't', @2026-01-10, '2026-01-10T08:00:00Z', 'a'),
 (2, 'cr-import', '0', 't', @2026-06-10, '2026-06-10T08:00:00Z', 'b'),
 (3, 'cr-import', '0', 't', @2026-09-10, '2026-09-10T08:00:00Z', 'c');
INSERT INTO party (id, code, kind, name, profession, run) VALUES
 (1, 'NOI', 'company', 'Noi S.p.A.', NULL, 1),
 (10, 'C1', 'company', 'Puntuale S.r.l.', NULL, 1),
 (11, 'C2', 'person', 'Verdi Luigi', 'Pensionato', 1),
 (12, 'C3', 'company', 'Domani S.r.l.', NULL, 1),
 (13, 'C4', 'company', 'Ignota S.r.l.', NULL, 1);
INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency,
    run) VALUES
 (1, 1, 10, 0, '1', 2026, @2026-01-01, 'EUR', 1),
 (2, 1, 10, 0, '2', 2026, @2026-07-01, 'EUR', 3),
 (3, 1, 11, 0, '3', 2026, @2026-01-05, 'EUR', 1);
INSERT INTO item (id, doc, due, amount_cents, run) VALUES
 (1001, 1, @2026-01-31, 100000, 1), (2001, 2, @2026-10-31, 300000, 3),
 (3001, 3, @2026-01-31, 400000, 1);
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    kind, run) VALUES
 (1, 'a', 1, 10, @2026-01-31, 100000, 'EUR', 'BON', 2),
 (2, 'b', 1, 11, @2026-03-02, 200000, 'EUR', 'BON', 2);
INSERT INTO alloc (item, entry, date, amount_cents, kind, run) VALUES
 (1001, 1, @2026-01-31, 100000, 'payment', 2),
 (3001, 2, @2026-03-02, 200000, 'payment', 2);
INSERT INTO open_item (item, debtor, creditor, date, due, open_cents,
    currency) VALUES
 (2001, 10, 1, @2026-07-01, @2026-10-31, 300000, 'EUR'),
 (3001, 11, 1, @2026-01-05, @2026-01-31, 200000, 'EUR');
INSERT INTO balance_sheet (id, party, day, filed, currency, assets_cents,
    current_assets_cents, current_liabilities_cents, retained_cents,
    ebit_cents, equity_cents, liabilities_cents, sales_cents, run) VALUES
 (1, 10, @2024-12-31, @2025-05-20, 'EUR', 100000000, 50000000, 55000000,
  2000000, 1000000, 8000000, 92000000, 90000000, 2),
 (2, 10, @2025-12-31, @2026-06-25, 'EUR', 100000000, 50000000, 38000000,
  6000000, 5000000, 25000000, 75000000, 130000000, 2);
INSERT INTO score_given (id, party, provider, score, day, until_day, run)
 VALUES (1, 10, 'cerved', '4', @2026-06-01, NULL, 2),
 (2, 10, 'cerved', '2', @2026-09-01, NULL, 3),
 (3, 12, 'cribis', '3', @2026-08-01, @2026-09-25, 3),
 (4, 12, 'astro', 'leo', @2026-08-01, NULL, 3);
INSERT INTO asset (party, kind, value_cents, burden_cents, currency, day,
    reference, run) VALUES
 (11, 'building', 10000000, 9000000, 'EUR', @2026-09-01, 'MI/1', 3),
 (11, 'income', 1500000, NULL, 'EUR', @2026-09-01, '', 3),
 (11, 'vehicle', 500000, NULL, 'USD', @2026-09-01, 'AB123CD', 3);
COMMIT;
E

# --- each contribution

is 'a company: how it pays, what it has, what others think' \
    "$(why pty:10 | cut -f 1-3,5)" \
"punctuality	4367	40	1 item, 0 days beyond terms
financial	5338	15	Z'' 1.67, Z' 1.73, balance sheet of 2025-12-31
overdue	10000	10	overdue is 0 % of what is open
external	9500	10	cerved 2 (A, 0.50 %)"
is 'and a person: what he owns and does' \
    "$(why pty:11 | cut -f 1-3,5 | tail -n 2)" \
"assets	10000	10	assets that may bring 9000.00
profession	8000	5	Pensionato"
for p in 10 11 12; do
	is "the points of pty:$p add up to its score" "$(CR_TODAY=2026-09-20 \
	    why "pty:$p" | awk -F'\t' '{ s += $4 }
	    END { printf "%d", (s + 50) / 100 }')" \
	    "$(CR_TODAY=2026-09-20 one score "pty:$p")"
done
is 'the measures have columns' \
    "$(one z_bp,z_maker_bp,sheet,disputes,utilisation_bp pty:10)" \
    '167	173	2025-12-31	0	-'
is 'whom others know is rated before he buys' "$(CR_TODAY=2026-09-20 one \
    party,class,score,items pty:12)" 'pty:12	C	52	0'
is 'no longer when that is over; and who nobody knows is not' \
    "$(one party,class pty:12 pty:13)" 'pty:12	-
pty:13	-'
like 'a score that the model does not know is told' \
    "$(rate -n 2>&1 >/dev/null)" \
    '^cr-rate: scores that the model does not know, left out: 1, as "leo" of "astro" for pty:12$'
is 'who only has a score is among all' "$(one party | tr '\n' ' ')" \
    'pty:10 pty:11 pty:12 '

# --- point in time

is 'before the balance sheet was public the one before counts' \
    "$(one z_bp,sheet --as-of 2026-06-24 pty:10)" '-10	2024-12-31'
is 'and from that day on the new one' \
    "$(one z_bp,sheet --as-of 2026-06-25 pty:10)" '167	2025-12-31'
is 'before it was known there was none' \
    "$(one z_bp,sheet --as-of 2026-06-09 pty:10)" '-	-'
is 'with what is known now' \
    "$(one z_bp,sheet --as-of 2026-06-09 --restated pty:10)" \
    '-10	2024-12-31'
is 'a score counts from its day on, as it was known' \
    "$(for d in 2026-06-20 2026-09-05 2026-09-10; do
	rate -Hnq --why -o measure,why --as-of $d pty:10 | grep external
    done 2>/dev/null | cut -f 2)" 'cerved 4 (B, 1.50 %)
cerved 4 (B, 1.50 %)
cerved 2 (A, 0.50 %)'
sql <<'E'
UPDATE item SET due = @2027-10-31 WHERE id = 2001;
E
is 'an old balance sheet weighs less' "$(why --as-of 2027-12-15 pty:10 |
    grep financial | cut -f 3)" 11

# --- events

event() {
	sql <<-E
	INSERT INTO adverse (id, party, kind, day, until_day, run) VALUES
	 ($1, 10, '$2', $3, $4, 3);
	E
}
event 1 protest @2026-09-01 NULL
is 'a protest leaves 20' "$(one class,score pty:10)" 'E	20'
is 'and says so' "$(why pty:10 | tail -n 1 | cut -f 1-3,5)" \
    'cap:protest	2000	0	protested on 2026-09-01'
is 'not on the day before it was known' "$(one class --as-of 2026-09-09 \
    pty:10)" C
q 'UPDATE adverse SET until_day = 20721 WHERE id = 1'
is 'nor when it is cancelled' "$(one class pty:10)" C
event 2 liquidation @2026-09-02 NULL
is 'a liquidation leaves 45' "$(one score pty:10)" 45
event 3 insolvency @2026-09-03 NULL
is 'an insolvency nothing' "$(one score pty:10)" 0
q 'DELETE FROM adverse'

# --- a formal notice, disputes

q "INSERT INTO policy (digest, text, run) VALUES ('x', 'y', 2)"
sql <<'E'
INSERT INTO notice (id, debtor, creditor, currency, digest, policy, level,
    level_name, day, state, claim_cents, credit_cents, pool_cents, basis,
    approval, sent_day, run) VALUES
 (1, 11, 1, 'EUR', 'x', 'p', 5, 'messa-in-mora', @2026-08-01, 'sent', 200000,
  0, 0, 'b', 0, @2026-08-03, 3);
INSERT INTO notice_item VALUES
 (1, 3001, 5, 'messa-in-mora', 200000, 0, 200000, 180);
E
last() { why "$@" | tail -n 1 | cut -f 1,2,5; }
is 'what a formal notice claims and is open leaves 30' "$(last pty:11)" \
'cap:notice	3000	what the formal notice of 2026-08-03 claims is open'
is 'not before it was sent' "$(why --as-of 2026-08-02 pty:11 |
    grep -c cap)" 0
q "UPDATE notice_item SET level_name = 'sollecito-2'"
is 'a reminder is no formal notice' "$(why pty:11 | grep -c cap)" 0
sql <<'E'
INSERT INTO hold (item, kind, from_day, code, reason, who, run)
 VALUES (3001, 'dispute', @2026-09-10, 'goods', 'merce', 't', 3);
E
is 'a dispute costs points' "$(why pty:11 | tail -n 1 | cut -f 1,3-5)" \
    'deduct:dispute	0	-200	1 dispute'
is 'from the day it was told on' "$(one disputes --as-of 2026-09-09 \
    pty:11)" 0

# --- the credit limit

sql <<'E'
INSERT INTO credit_limit (id, party, origin, amount_cents, currency, day, who,
    asks, run) VALUES
 (1, 10, 'set', 400000, 'EUR', @2026-09-15, 't', 0, 3),
 (2, 10, 'set', 300000, 'EUR', @2026-09-30, 't', 0, 3),
 (3, 11, 'set', 0, 'EUR', @2026-09-15, 't', 0, 3);
E
is 'who has one uses a share of it' "$(why pty:10 | grep limit |
    cut -f 1-3,5)" 'utilisation	7500	10	owes 75 % of the credit limit'
is 'by that of the day before' "$(for d in 2026-09-15 2026-09-16 2026-10-01
    do one utilisation_bp --as-of $d pty:10; done | tr '\n' ' ')" \
    '- 7500 10000 '
is 'not who is to pay in cash' "$(why pty:11 | grep -c utilisation)" 0

# --- kept once, and told again

rate -q >first 2>&1
rate -q >second 2>&1
t 'twice is once' cmp first second
is 'a rating each' "$(q 'SELECT count(*) FROM rating')" 3
done_testing
