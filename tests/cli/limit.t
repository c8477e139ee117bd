#!/bin/sh
# cr-limit: limits from F1 to F5, exposures and their components, states,
# orders that do not fit, limits that people set, approve and let end.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"

tab=$(printf '\t')
limit() { cr-limit -q "$@" </dev/null; }
q() { sqlite3 "$CR_LEDGER" "$@"; }
# one COLUMNS [OPTION]... KEY: of one debtor, changing nothing
one() { c=$1; shift; limit -Hn -o "$c" "$@"; }
as() { who=$1; shift; CR_OPERATOR=$who "$@"; }

# 10 buys for 439,200 with VAT a year at 60 days, class B, equity 600,000.
# 11 is a new customer of class A with credit notes and money on account.
# 12 is late. 13 has bills with the bank, open and closed. 14 is in USD.
# 15 has only a plafond; 16 bought long ago; 17 is nobody's customer.
new_ledger "$CR_LEDGER"
sql <<'S'
BEGIN;
INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
 (1, 'cr-import', '0', 't', @2026-09-01, '2026-09-01T08:00:00Z', 'a'),
 (2, 'cr-import', '0', 't', @2026-09-20, '2026-09-20T08:00:00Z', 'b');
INSERT INTO party (id, code, name, vat, run) VALUES
 (1, 'NOI', 'Noi S.p.A.', NULL, 1), (10, 'C10', 'Buona S.r.l.', NULL, 1),
 (11, 'C11', 'Nuova S.n.c.', NULL, 1), (12, 'C12', 'Tarda S.r.l.', NULL, 1),
 (13, 'C13', 'Effetti S.p.A.', NULL, 1), (14, 'C14', 'Dollar Inc.', NULL, 1),
 (15, 'C15', 'Promessa S.r.l.', NULL, 1), (16, 'C16', 'Antica S.a.s.',
 '01234567897', 1), (17, 'C17', 'Ignota S.r.l.', NULL, 1);
INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency,
    run) VALUES
 (1, 1, 10, 0, '1', 2024, @2024-05-02, 'EUR', 1),
 (2, 1, 10, 0, '2', 2025, @2025-12-01, 'EUR', 1),
 (3, 1, 10, 0, '3', 2026, @2026-09-10, 'EUR', 1),
 (4, 1, 11, 0, '4', 2026, @2026-08-01, 'EUR', 1),
 (5, 1, 11, 1, '5', 2026, @2026-09-01, 'EUR', 1),
 (6, 1, 12, 0, '6', 2025, @2025-09-01, 'EUR', 1),
 (7, 1, 12, 0, '7', 2026, @2026-06-01, 'EUR', 1),
 (8, 1, 13, 0, '8', 2026, @2026-07-01, 'EUR', 1),
 (9, 1, 13, 0, '9', 2026, @2026-07-15, 'EUR', 1),
 (10, 1, 14, 0, '10', 2026, @2026-08-01, 'USD', 1),
 (11, 1, 16, 0, '11', 2020, @2020-01-01, 'EUR', 1),
 (12, 1, 10, 0, '12', 2025, @2025-09-30, 'EUR', 1);
INSERT INTO item (id, doc, due, amount_cents, run) VALUES
 (1001, 1, @2024-07-01, 99999900, 1), (2001, 2, @2026-01-30, 41920000, 1),
 (3001, 3, @2026-11-09, 2000000, 1), (4001, 4, @2026-10-30, 9000000, 1),
 (5001, 5, @2026-09-01, -1000000, 1), (6001, 6, @2025-10-31, 100, 1),
 (7001, 7, @2026-07-15, 500000, 1), (8001, 8, @2026-09-30, 300000, 1),
 (9001, 9, @2026-10-15, 400000, 1), (10001, 10, @2026-10-31, 700000, 1),
 (11001, 11, @2020-03-01, 50000, 1), (12001, 12, @2025-11-30, 5000000, 1);
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    kind, run) VALUES
 (1, 'a', 1, 10, @2024-07-01, 99999900, 'EUR', 'BON', 1),
 (2, 'b', 1, 10, @2026-01-30, 41920000, 'EUR', 'BON', 1),
 (3, 'c', 1, 12, @2025-10-31, 100, 'EUR', 'BON', 1),
 (4, 'd', 1, 13, @2026-08-31, 300000, 'EUR', 'RIB', 1),
 (5, 'e', 1, 16, @2020-03-01, 50000, 'EUR', 'BON', 1),
 (6, 'f', 1, 11, @2026-09-10, 250000, 'EUR', 'BON', 1),
 (7, 'g', 1, 10, @2025-11-30, 5000000, 'EUR', 'BON', 1);
INSERT INTO alloc (item, entry, date, amount_cents, kind, run)
 SELECT item, entry.id, date, amount_cents, 'payment', run FROM entry
 JOIN (SELECT 1 AS id, 1001 AS item UNION SELECT 2, 2001 UNION SELECT 3, 6001
  UNION SELECT 4, 8001 UNION SELECT 5, 11001 UNION SELECT 7, 12001) m
 USING (id);
INSERT INTO open_item (item, debtor, creditor, date, due, open_cents,
    currency)
 SELECT item.id, debtor, creditor, date, due, amount_cents, currency
 FROM item JOIN doc ON doc.id = doc
 WHERE item.id NOT IN (SELECT item FROM alloc);
INSERT INTO open_entry (entry, debtor, creditor, date, open_cents, currency)
 VALUES (6, 11, 1, @2026-09-10, 250000, 'EUR');
INSERT INTO bill (id, creditor, source, ref, debtor, due, amount_cents,
    currency, safe, run) VALUES
 (1, 1, 'riba', 'r1', 13, @2026-09-30, 300000, 'EUR', @2026-10-10, 2),
 (2, 1, 'riba', 'r2', 13, @2026-10-15, 400000, 'EUR', @2026-10-25, 2),
 (3, 1, 'riba', 'r3', 13, @2026-10-15, 50000, 'EUR', @2026-10-25, 2),
 (4, 1, 'riba', 'r4', 13, @2026-06-30, 70000, 'EUR', @2026-07-10, 2),
 (5, 1, 'riba', 'r5', 13, @2026-11-15, 80000, 'EUR', @2026-11-25, 2);
INSERT INTO bill_item (bill, item, amount_cents, run) VALUES
 (1, 8001, 300000, 2), (2, 9001, 400000, 2);
INSERT INTO outcome (bill, day, outcome, source, run) VALUES
 (1, @2026-08-31, 'presented', 'riba', 2),
 (2, @2026-08-31, 'presented', 'riba', 2),
 (3, @2026-08-31, 'presented', 'riba', 2),
 (4, @2026-05-31, 'presented', 'riba', 2),
 (5, @2026-08-31, 'presented', 'riba', 2),
 (5, @2026-09-20, 'recalled', 'riba', 2);
INSERT INTO rating_model (digest, name, text, run) VALUES ('m', 'm', '', 1);
INSERT INTO rating (party, day, model, class, score, currency, items, unpaid,
    overdue_cents, exposure_cents, credits_cents, run) VALUES
 (10, @2026-09-01, 'm', 'B', 70, 'EUR', 1, 0, 0, 0, 0, 1),
 (11, @2026-09-01, 'm', 'A', 90, 'EUR', 1, 0, 0, 0, 0, 1),
 (12, @2026-09-01, 'm', 'D', 40, 'EUR', 1, 0, 0, 0, 0, 1),
 (13, @2026-09-01, 'm', 'A', 90, 'EUR', 1, 0, 0, 0, 0, 1),
 (15, @2026-09-01, 'm', 'C', 55, 'EUR', 1, 0, 0, 0, 0, 1);
INSERT INTO balance_sheet (party, day, currency, assets_cents,
    current_assets_cents, current_liabilities_cents, equity_cents,
    sales_cents, run) VALUES
 (10, @2024-12-31, 'EUR', 100, NULL, NULL, 100, NULL, 1),
 (10, @2025-12-31, 'EUR', 200000000, 90000000, 60000000, 60000000,
  250000000, 1),
 (12, @2023-12-31, 'EUR', 100, NULL, NULL, 100, NULL, 1);
INSERT INTO plafond (party, provider, kind, amount_cents, currency,
    covered_bp, day, until_day, run) VALUES
 (15, 'sace', 'insured', 4000000, 'EUR', 9000, @2026-01-01, NULL, 1),
 (13, 'beta', 'factored', 200000, 'EUR', 10000, @2026-01-01, NULL, 1),
 (13, 'old', 'insured', 9, 'EUR', 10000, @2025-01-01, @2025-12-31, 1);
COMMIT;
S

# --- computed limits

is 'F1, F2, class B: 48,000.00 of the vector, to the cent' \
    "$(one part,counts,base_cents,amount_cents --why pty:10 | head -n 7)" \
"sales	yes	9024658	7219726
equity	least	6000000	4800000
capital	no	7500000	6000000
purchases	no	30000000	24000000
plafond	no	-	-
class	-	-	-
computed	-	4800000	4800000"
cat >own.conf <<'E'
use = { sales }
round = 0.01
sales { vat = excluded rate = 22.00 year = 365 }
class A { factor = 100.00 }
class B { factor = 100.00 }
E
is 'without VAT: 73,972.60' "$(one computed_cents --rules own.conf pty:10)" \
    7397260
sed 's/year = 365/year = 360 months = 1 term = 60/; s/excluded/included/' \
    own.conf >month.conf
is 'months of 30 days: 20,000.00 in one of them, 75 days' \
    "$(one computed_cents --rules month.conf pty:10)" 5000000
is 'it says so in words' "$(one part,why --why pty:10 | sed -n 1,4p)" \
"sales	sales of 439200.00 in 365 days; 60 days to pay and 15 more
equity	10.00 % of an equity of 600000.00, 2025-12-31
capital	25.00 % of a working capital of 300000.00, 2025-12-31
purchases	20.00 % of his purchases, taken for 60.00 % of sales of \
2500000.00, 2025-12-31"
is 'a new customer: credit notes off, the days since, 90 at least' \
    "$(one base_cents,why --why pty:11 | head -n 1)" \
"9333333	sales of 80000.00 in 90 days; 90 days to pay and 15 more"
is 'who bought nothing in the window gets nothing on credit' \
    "$(one state,limit_cents,why pty:16)" \
"cash	0	the limit is nought: cash only"
is 'a plafond alone makes one' "$(one class,limit_cents pty:15)" "C	2400000"
is 'too old a balance sheet makes none' "$(one part,why --why pty:12 |
    sed -n 2p)" "equity	not known"
is 'of whom nothing is known there is none' \
    "$(one state,limit_cents,why pty:17)" 'none	-	no limit is set'
is 'no amount of another currency is ever added' \
    "$(one currency,state,limit_cents,risk_cents pty:14)" \
    'USD	none	-	700000'
is 'a limit is made of one currency' \
    "$(one currency,limit_cents --currency USD pty:14)" 'USD	400000'
is 'a dry run keeps nothing' "$(q 'SELECT count(*) FROM credit_limit')" 0

# --- keeping them

out limit
is 'it tells every debtor with anything to tell' "$status
$(printf '%s\n' "$stdout" | cut -f 1,4,5,6,7)" '0
#party	currency	state	limit_cents	risk_cents
pty:10	EUR	within	4800000	2000000
pty:11	EUR	watch	9300000	7750000
pty:12	EUR	blocked	0	500000
pty:13	EUR	blocked	200000	750000
pty:14	USD	none	-	700000
pty:15	EUR	within	2400000	0
pty:16	EUR	cash	0	0'
is 'the limits are kept, with what they were made of' "$(q "SELECT party,
    amount_cents, class, part, detail->>'parts' FROM credit_limit
    WHERE party = 10")" '10|4800000|B|equity|{"sales":9024658,"equity":6000000,"capital":7500000,"purchases":30000000}'
is 'and the very rules' "$(q 'SELECT count(*), min(length(text)) > 1000
    FROM limit_rules')" '1|1'
is 'one event tells it' "$(cr-log -H --act limits -o detail </dev/null |
    sed 's/"rules":"[0-9a-f]*"/R/')" \
    '{"day":"2026-09-30",R,"computed":6,"kept":6}'
runs=$(q 'SELECT count(*) FROM run')
limit >/dev/null
is 'a second run changes nothing' "$(q 'SELECT count(*) FROM run')" "$runs"
is 'those of a debtor alone' "$(limit -H -o party pty:12; limit -H -o party \
    doc:12 item:7001)" 'pty:12
pty:12'
is 'a debtor that there is not' "$(limit pty:99 2>&1 >/dev/null; echo $?)" \
'cr-limit: there is no pty:99
1'
sql <<'E'
BEGIN;
INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
 (50, 'cr-rate', '0', 't', @2026-10-05, '2026-10-05T08:00:00Z', 'c');
INSERT INTO rating (party, day, model, class, score, currency, items, unpaid,
    overdue_cents, exposure_cents, credits_cents, run) VALUES
 (10, @2026-10-05, 'm', 'C', 55, 'EUR', 1, 0, 0, 0, 0, 50);
UPDATE plafond SET undone_by = 50 WHERE party = 15;
COMMIT;
E
CR_TODAY=2026-10-05 limit >/dev/null
is 'another class, another limit; without a plafond nothing any more' "$(q "
    SELECT party, amount_cents, date(day * 86400, 'unixepoch'), part
    FROM credit_limit l WHERE party IN (10, 15) ORDER BY id")" \
'10|4800000|2026-09-30|equity
15|2400000|2026-09-30|plafond
10|2700000|2026-10-05|equity
15|0|2026-10-05|'
is 'the past is told as it was' "$(one party,limit_cents --as-of 2026-10-01 \
    pty:10 pty:15)" 'pty:10	4800000
pty:15	2400000'
is 'and the present as it is' "$(CR_TODAY=2026-10-05 one party,limit_cents \
    pty:10 pty:15)" 'pty:10	2700000
pty:15	0'
is 'who changed state since, and from what' "$(CR_TODAY=2026-10-05 one \
    party,was,state,why --since 2026-10-01)" \
"pty:15	within	cash	the limit is nought: cash only"
is 'and why' "$(CR_TODAY=2026-10-05 one part,why --why pty:15 |
    sed -n '/^in-force/p')" "in-force	computed on 2026-10-05: nothing is \
known any more that it could be computed from"
sql <<'E'
INSERT INTO rating (party, day, model, class, score, currency, items, unpaid,
    overdue_cents, exposure_cents, credits_cents, run) VALUES
 (10, @2026-10-06, 'm', 'AAA', 99, 'EUR', 1, 0, 0, 0, 0, 50);
E
is 'a class that the rules do not have changes no limit, and is told' \
    "$(CR_TODAY=2026-10-06 cr-limit -Hn -o party,limit_cents pty:10 2>&1)" \
'cr-limit: debtors whose class is not in the rules, and whose limits stay as they are: 1
pty:10	2700000'
q 'DELETE FROM rating WHERE class = "AAA"'
cr-undo "run:$(q "SELECT max(id) FROM run WHERE tool = 'cr-limit'")" \
    </dev/null >/dev/null
is 'undone, they are as they were' "$(CR_TODAY=2026-10-05 one \
    party,limit_cents,computed_cents --rules own.conf pty:10 |
    cut -f 1)" pty:10
is 'the one before counts again' "$(limit -H --list -o \
    party,amount_cents,state,in_force pty:10 pty:15)" \
'pty:10	4800000	counts	yes
pty:15	2400000	counts	yes'

# --- exposures

is 'open items: one with the bank in it, one closed by the ERP beside it' \
    "$(one open_cents,bills_cents,at_bank_cents,risk_cents pty:13)" \
    '400000	350000	750000	750000'
is 'in words, part by part' "$(one about,part,amount_cents --why pty:13 |
    sed -n '/^exposure/p')" \
'exposure	open	400000
exposure	bills	350000
exposure	total	750000
exposure	at-bank	750000'
is 'a bill is safe after its tolerance' "$(CR_TODAY=2026-10-11 one \
    bills_cents pty:13; CR_TODAY=2026-10-26 one bills_cents pty:13)" \
'50000
0'
is 'before its bill was known, what the ERP booked' \
    "$(one bills_cents --as-of 2026-09-19 pty:13; one bills_cents \
    --as-of 2026-09-19 --restated pty:13)" '300000
430000'
sql <<'E'
BEGIN;
INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency,
    run) VALUES (20, 1, 17, 0, '20', 2026, @2026-08-01, 'EUR', 1);
INSERT INTO item (id, doc, due, amount_cents, run) VALUES
 (20001, 20, @2026-10-31, 100000, 1), (20002, 20, @2026-11-30, 100000, 1);
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    kind, run) VALUES (20, 'r', 1, 17, @2026-08-31, 160000, 'EUR', 'RIBA', 1);
INSERT INTO alloc (item, entry, date, amount_cents, kind, run) VALUES
 (20001, 20, @2026-08-31, 100000, 'payment', 1),
 (20002, 20, @2026-08-31, 60000, 'payment', 1);
INSERT INTO open_item (item, debtor, creditor, date, due, open_cents,
    currency) VALUES (20002, 17, 1, @2026-08-01, @2026-11-30, 40000, 'EUR');
COMMIT;
E
is 'without bills: what the ERP booked as collected, until it is safe' \
    "$(for d in 2026-09-30 2026-11-10 2026-11-11 2026-12-11; do
    CR_TODAY=$d one open_cents,bills_cents,at_bank_cents,overdue_cents \
    pty:17; done)" '40000	160000	160000	0
40000	160000	160000	0
40000	60000	60000	0
40000	0	0	40000'
q 'DELETE FROM open_item WHERE item = 20002; DELETE FROM alloc WHERE
    entry = 20; DELETE FROM entry WHERE id = 20; DELETE FROM item WHERE
    doc = 20; DELETE FROM doc WHERE id = 20'
is 'credit notes and money on account count' \
    "$(one open_cents,credits_cents,risk_cents pty:11)" \
    '9000000	-1250000	7750000'
is 'open and credits are what cr-age says' "$(limit -n -H -o \
    party,open_cents,credits_cents | awk '$2 || $3 { print $1, $2 + $3 }')" \
    "$(cr-age -H -o party,total_cents </dev/null | tr '\t' ' ' | sort)"
is 'and so on a past day' "$(limit -n -H --as-of 2026-09-05 -o \
    party,open_cents,credits_cents | awk '$2 || $3 { print $1, $2 + $3 }')" \
    "$(cr-age -H --as-of 2026-09-05 -o party,total_cents </dev/null |
    tr '\t' ' ' | sort)"
sql <<'E'
BEGIN;
INSERT INTO commitment (debtor, creditor, kind, reference, day, amount_cents,
    currency, replaces, run) VALUES
 (10, 1, 'order', 'O1', @2026-09-10, 900000, 'EUR', NULL, 2),
 (10, 1, 'order', 'O1', @2026-09-12, 600000, 'EUR', 1, 2),
 (10, 1, 'delivery', 'D1', @2026-09-15, 250000, 'EUR', NULL, 2),
 (10, 1, 'order', 'O2', @2026-09-15, 100000, 'USD', NULL, 2);
COMMIT;
E
is 'orders and deliveries count, each in its currency' "$(one \
    currency,delivered_cents,ordered_cents,risk_cents,state,why pty:10)" \
'EUR	250000	600000	2850000	within	59.38 % of the limit
USD	0	100000	100000	none	no limit is set'
is 'what a column leaves out is left out of their sum' "$(printf '%s\n' \
    'exposure { count = { credits } ceded = none }' 'class B { factor = 100 }' \
    >few.conf; one risk_cents,delivered_cents --rules few.conf pty:10 |
    head -n 1)" '2000000	250000'

# --- ceded, insured, held

cr-hold --kind ceded --reason cessione item:9001 </dev/null >/dev/null
is 'ceded counts as far as the plafond goes' \
    "$(one ceded_cents,risk_cents pty:13; one part,amount_cents --why \
    pty:13 | sed -n '/ceded/p')" '-200000	550000
ceded	-200000
all-ceded	400000'
sed 's/ceded = plafond/ceded = all/' "$TOP/lib/share/limits/italian.conf" >all.conf
is 'or all of it, if the rules say so' \
    "$(one ceded_cents --rules all.conf pty:13)" -400000
sql <<'E'
INSERT INTO plafond (party, provider, kind, amount_cents, currency,
    covered_bp, day, run) VALUES
 (10, 'sace', 'insured', 1000000, 'EUR', 9000, @2026-01-01, 2);
E
is 'what an insurer would pay is told apart' \
    "$(one risk_cents,insured_cents pty:10 | head -n 1)" '2850000	900000'
is 'and may be the least part' "$(one computed_cents pty:10 | head -n 1)" \
    800000
q "DELETE FROM plafond WHERE party = 10"

# --- states

is 'late beyond what is borne' "$(one state,reasons,overdue_cents,days_late,why \
    pty:12)" "blocked	overdue	500000	77	5000.00 more than 60 days \
late, the oldest 77"
sql <<'E'
BEGIN;
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    kind, run) VALUES (30, 'acc', 1, 12, @2026-09-10, 480000, 'EUR', 'BON', 1);
INSERT INTO open_entry (entry, debtor, creditor, date, open_cents, currency)
 VALUES (30, 12, 1, @2026-09-10, 480000, 'EUR');
COMMIT;
E
is 'money on account pays the oldest first' "$(one state,why pty:12; q 'UPDATE
    open_entry SET open_cents = 495000 WHERE entry = 30; UPDATE entry SET
    amount_cents = 495000 WHERE id = 30'; one state pty:12)" \
'blocked	200.00 more than 60 days late, less credits
cash'
q 'DELETE FROM open_entry WHERE entry = 30; DELETE FROM entry WHERE id = 30'
cr-hold --kind dispute --code goods item:7001 </dev/null >/dev/null
is 'not when he disputes it' "$(one state,overdue_cents,why pty:12)" \
    "cash	0	the limit is nought: cash only"
cr-hold --lift hold:2 </dev/null >/dev/null
cr-hold --kind plan --amount 4950.00 --reason piano pty:12 \
    </dev/null >/dev/null
is 'nor when a plan leaves less than counts' \
    "$(one state,overdue_cents pty:12)" 'cash	5000'
cr-hold --lift hold:3 </dev/null >/dev/null
cr-hold --kind insolvency --reason fallito pty:14 </dev/null >/dev/null
is 'insolvency blocks, without any limit' "$(one state,reasons,why pty:14)" \
'blocked	insolvency	an insolvency procedure is open'
cr-hold --lift hold:4 </dev/null >/dev/null
sql <<'E'
BEGIN;
INSERT INTO adverse (party, kind, day, until_day, run) VALUES
 (10, 'protest', @2021-09-30, NULL, 2),
 (11, 'protest', @2021-10-01, NULL, 2),
 (14, 'liquidation', @2010-01-01, NULL, 2),
 (15, 'prejudicial', @2026-01-01, @2026-06-30, 2);
COMMIT;
E
is 'adverse events: a protest for five years, a liquidation for ever' \
    "$(one party,state,reasons,why pty:10 pty:11 pty:14 pty:15 |
    grep -v 'USD.*none')" \
'pty:10	within	-	59.38 % of the limit
pty:10	none	-	no limit is set
pty:11	blocked	adverse	protest, 2021-10-01
pty:14	blocked	adverse	liquidation, 2010-01-01
pty:15	within	-	0.00 % of the limit'
q 'DELETE FROM adverse'
sed 's/stop-orders = yes/stop-orders = no/' \
    "$TOP/lib/share/limits/italian.conf" >go.conf
{
	echo "INSERT INTO policy (digest, text, run) VALUES ('p', '"
	sed "s/'/''/g" <<'E'
policy "p" {
	level "soft" { days = 5 channels = { email } template = "cortesia" }
	level "hard" { days = 30 channels = { email } template = "sollecito"
		stop-orders = yes }
}
default = "p"
E
	cat <<'E'
', 2);
INSERT INTO notice (id, debtor, creditor, currency, digest, policy, level,
    level_name, day, state, claim_cents, credit_cents, pool_cents, basis,
    approval, sent_day, run) VALUES
 (1, 11, 1, 'EUR', 'p', 'p', 1, 'soft', @2026-09-20, 'sent', 9000000, 0, 0,
  'x', 0, @2026-09-20, 2),
 (2, 10, 1, 'EUR', 'p', 'p', 2, 'hard', @2026-09-21, 'sent', 2000000, 0, 0,
  'x', 0, @2026-09-22, 2);
INSERT INTO notice_item (notice, item, level, level_name, open_cents,
    held_cents, claim_cents, days_late) VALUES
 (1, 4001, 1, 'soft', 9000000, 0, 9000000, 1),
 (2, 3001, 2, 'hard', 2000000, 0, 2000000, 1);
E
} | sql
is 'a level of dunning that stops orders, if it was sent' "$(one \
    party,state,why pty:10 pty:11 | grep -v none)" \
'pty:10	blocked	"hard" of 2026-09-22 stops orders
pty:10	blocked	"hard" of 2026-09-22 stops orders
pty:11	watch	83.33 % of the limit'
is 'if the rules say so' "$(one state --rules go.conf pty:10 | head -n 1)" \
    within
q 'DELETE FROM notice_item; DELETE FROM notice; DELETE FROM policy'
is 'those in a state alone' "$(limit -Hn -o party,state --state \
    watch,blocked)" 'pty:11	watch
pty:12	blocked
pty:13	blocked'

# --- does an order fit?

check() { limit --check "$@" >/dev/null; echo $?; }
is 'an order fits up to the limit, and no cent more' \
    "$(check --amount 19500,00 pty:10; check --amount 19500.01 pty:10)" \
    '0
4'
out limit --check --amount 20000 pty:10
is 'and it says by how much' "$status $stdout" \
"4 #party	code	name	currency	fits	state	limit_cents	\
risk_cents	free_cents	why
pty:10	C10	Buona S.r.l.	EUR	no	within	4800000	2850000	\
1950000	59.38 % of the limit; an order of 20000.00 would be 500.00 over it"
is 'without an amount: any order' "$(check pty:10; check pty:11; check pty:12
    check pty:13; check pty:16; check pty:17)" '0
0
4
4
4
0'
is 'one that does not fit is enough' "$(check --amount 100 pty:10 pty:12)" 4
is 'in the currency of the order' "$(check --currency USD --amount 9000000 \
    pty:10)" 0
is 'nothing is kept by a check' "$(q 'SELECT count(*) FROM run')" \
    "$(check pty:10 >/dev/null; q 'SELECT count(*) FROM run')"
for bad in 1.200 1.200,00 -5 1e3 '' 12,345; do
	out limit --check --amount "$bad" pty:10
	is "\"$bad\" is no amount" "$status" 2
done
out limit --check
is 'a check is of somebody' "$status $(printf '%s\n' "$stderr" |
    head -n 1)" '2 cr-limit: whose limit? (pty:1 ...)'

# --- limits that people set

set10() { limit -H -o limit,amount_cents,state,in_force,until,reason \
    --set "$@" pty:10; }
out limit --set 1 pty:10
like 'a limit needs a reason' "$status $stderr" \
    '^2 cr-limit: a limit needs a --reason'
is 'less than what is in force counts at once' \
    "$(set10 30000 --until 2026-10-31 --reason 'ritardi')" \
    'lim:9	3000000	counts	yes	2026-10-31	ritardi'
lim=$(q 'SELECT max(id) FROM credit_limit')
is 'and is in force' "$(one limit,origin,limit_cents,until pty:10 |
    head -n 1)" "lim:$lim	set	3000000	2026-10-31"
is 'the same again is no other one' "$(set10 30000 --until 2026-10-31 \
    --reason 'ritardi' | cut -f 1)" "lim:$lim"
is 'more than that waits' "$(set10 60000,00 --until 31/12/2026 --reason \
    'commessa' | cut -f 2-5)" '6000000	pending	no	2026-12-31'
more=$(q 'SELECT max(id) FROM credit_limit')
is 'and is not in force yet' "$(one limit_cents pty:10 | head -n 1)" 3000000
is 'it is among the pending' "$(limit -H --pending -o limit,party,who)" \
    "lim:$more	pty:10	test"
is 'approved, it is' "$(limit -H --pending -o limit | tail -n 1 |
    cr-limit -qH --approve -o limit,state,in_force,actor;
    one limit_cents,why pty:10 | head -n 1)" \
"lim:$more	counts	yes	test
6000000	47.50 % of the limit"
is 'twice is an error' "$(limit --approve "lim:$more" 2>&1; echo $?)" \
"#limit	party	code	name	currency	amount_cents	state	\
in_force	from	until	origin	reason	who	set	actor
cr-limit: lim:$more counts already
1"
is 'those that end soon' "$(limit -H --expiring 31 -o limit,until; echo;
    limit -H --expiring 92 -o limit,until)" \
"lim:$lim	2026-10-31

lim:$lim	2026-10-31
lim:$more	2026-12-31"
limit -qH --set 70000 --until 2026-10-15 --reason fiera pty:10 >/dev/null
fair=$(q 'SELECT max(id) FROM credit_limit')
CR_TODAY=2026-10-01 limit --approve "lim:$fair" >/dev/null
is 'one that ends leaves the one before, and the computed one at last' \
    "$(for d in 2026-09-30 2026-10-01 2026-10-15 2026-10-16 2026-12-31 \
    2027-01-01; do CR_TODAY=$d one limit_cents --check pty:10; done)" \
'6000000
7000000
7000000
6000000
6000000
4800000'
is 'a past day knows what it knew' "$(CR_TODAY=2026-10-02 one limit_cents \
    --as-of 2026-09-30 pty:10 | head -n 1; CR_TODAY=2026-10-02 one \
    limit_cents --as-of 2026-10-01 pty:10 | head -n 1)" '6000000
7000000'
is 'withdrawn, it counts no more' "$(CR_TODAY=2026-10-02 limit -H \
    --withdraw --reason annullata -o state,act,act_reason "lim:$fair";
    CR_TODAY=2026-10-02 one limit_cents --check pty:10)" \
'withdrawn	withdraw	annullata
6000000'
is 'and did until then' "$(CR_TODAY=2026-10-02 one limit_cents \
    --as-of 2026-10-01 pty:10 | head -n 1)" 7000000
cr-undo "run:$(q 'SELECT max(id) FROM run')" </dev/null >/dev/null
is 'undone, it counts again' "$(CR_TODAY=2026-10-02 one limit_cents --check \
    pty:10)" 7000000
out cr-undo "run:$(q "SELECT run FROM credit_limit WHERE id = $fair")"
like 'what was decided on is undone first' "$status $stderr" \
    '^4 .*approved, refused or ended limits of it'
cr-undo "run:$(q "SELECT max(run) FROM limit_act WHERE act = 'approve'")" \
    </dev/null >/dev/null
is 'an approval undone: it waits again' "$(CR_TODAY=2026-10-02 limit -H \
    --list -o state "lim:$fair")" pending
is 'refused, it never counts' "$(CR_TODAY=2026-10-02 limit -H --refuse \
    --reason no -o state "lim:$fair"; CR_TODAY=2026-10-02 limit -H --list \
    "lim:$fair"; CR_TODAY=2026-10-02 limit -H --list --all -o \
    limit,state,act_reason "lim:$fair")" "refused
lim:$fair	refused	no"
like 'a refusal says why' "$(limit --refuse "lim:$fair" 2>&1)" \
    '^cr-limit: a refusal needs a --reason'
is 'cash only, at once' "$(limit -H --set 0 --reason sospeso -o \
    amount_cents,state pty:11; one state,why pty:11)" \
'0	counts
cash	the limit is nought: cash only'
is 'nought is not none' "$(check pty:11; check pty:17)" '4
0'
is 'a computed one is not withdrawn' \
    "$(limit --withdraw lim:1 2>&1 >/dev/null)" \
    'cr-limit: lim:1 is computed: set another one instead'
is 'a last day that is past' "$(limit --set 1 --until 2026-09-29 --reason x \
    pty:17 2>&1 | tail -n 1)" 'cr-limit: the last day of the limit is past'
printf '%s\n' 'set { days = 30 autonomy = 500.00 approval = always }' \
    'class A { factor = 100 }' >short.conf
is 'no longer than the rules allow' "$(limit --rules short.conf --set 1 \
    --until 2026-10-31 --reason x pty:17 2>&1 | tail -n 1; limit --rules \
    short.conf --set 1 --reason x pty:17 2>&1 | tail -n 1)" \
'cr-limit: a limit that is set must end within 30 days
cr-limit: a limit that is set must end within 30 days'
is 'always to be approved, but for what is in autonomy' "$(limit -Hn --rules \
    short.conf --set 500 --until 2026-10-30 --reason x -o state pty:17
    limit -Hn --rules short.conf --set 500,01 --until 2026-10-30 --reason x \
    -o state pty:17)" 'counts
pending'
is 'a dry run sets nothing' "$(limit -H --list -o limit pty:17)" ''
is 'the journal has them all, and holds' "$(q "SELECT act, count(*) FROM event
    WHERE act LIKE 'limit-%' GROUP BY act ORDER BY act"; cr-log --verify \
    </dev/null >/dev/null; echo $?)" 'limit-approve|2
limit-refuse|1
limit-set|4
limit-withdraw|1
0'

is 'people who open the file see them, in plain writing' "$(q "SELECT lim,
    code, amount, currency, origin, first_day, last_day, act, reason, who
    FROM v_limit WHERE lim IN ('lim:1', 'lim:$fair')")" \
"lim:1|C10|48000.00|EUR|computed|2026-09-30||||test
lim:$fair|C10|70000.00|EUR|set|2026-09-30|2026-10-15|refuse|fiera|test"

# --- operators: not who asked, and who may

q "INSERT INTO operator (name, roles) VALUES ('anna', 'limit'),
    ('bruno', 'limit approve'), ('carla', 'import')"
is 'who has no role sets nothing' "$(as carla limit -H --set 1 --reason x \
    pty:17 2>&1)" 'cr-limit: operator "carla" has no role for cr-limit'
as bruno limit --set 90000 --reason x pty:10 >/dev/null
own=$(q 'SELECT max(id) FROM credit_limit')
is 'nobody approves his own' "$(as bruno limit --approve "lim:$own" 2>&1 |
    tail -n 1)" "cr-limit: lim:$own: \"bruno\" asked for it; somebody else \
decides"
is 'nor one without the role' "$(as anna limit --approve "lim:$own" 2>&1 |
    tail -n 1)" "cr-limit: lim:$own: operator \"anna\" has no role approve"
as anna limit --set 95000 --reason y pty:10 >/dev/null
is 'who has it approves what others asked' "$(as bruno limit -H --approve \
    -o state,who,actor "lim:$((own + 1))")" 'counts	anna	bruno'
as anna limit --set 0 --reason stop pty:10 >/dev/null
low=$(q 'SELECT max(id) FROM credit_limit')
is 'taking a low limit away is granting a high one' "$(as anna limit \
    --withdraw "lim:$low" 2>&1 | tail -n 1; as bruno limit -H --withdraw \
    -o state "lim:$low")" "cr-limit: lim:$low: operator \"anna\" has no \
role approve
withdrawn"
is 'taking one back that waits is for anybody' "$(as anna limit -H \
    --withdraw -o state "lim:$own")" withdrawn
q 'DELETE FROM operator'

# --- a table of limits

printf 'cliente;fido;scadenza;motivo\r\nC17;50.000,00;31/12/2026;Comitato\r
%s\r\n%s\r\n%s\r\n%s\r\n%s\r\n' '01234567897;1500;;' 'C99;1;;' 'C17;1.5;;' \
    'C14;12;30/02/2026;' ';100;;' >fidi.csv
out limit -H --import fidi.csv -o party,amount_cents,until,reason,state
is 'a table is taken, the wrong lines are told' "$status
$stdout
$stderr" '1
pty:17	5000000	2026-12-31	Comitato	counts
pty:16	150000	-	fidi.csv:3	pending
cr-limit: fidi.csv:4: there is no party "C99"
cr-limit: fidi.csv:5: column 2: "1.5" is not right
cr-limit: fidi.csv:6: column 3: "30/02/2026" is not right
cr-limit: fidi.csv:7: it does not say whose limit it is, or none'
is 'the columns of cr-limit itself are understood' "$(limit --list -o \
    party,amount_cents,currency,until,reason pty:17 |
    sed 's/amount_cents/limit_cents/; s/pty:17/pty:13/' >again.tsv
    limit -H --import again.tsv -o party,amount_cents,state)" \
    'pty:13	5000000	pending'
before=$(q 'SELECT count(*) FROM credit_limit')
limit --import again.tsv >/dev/null
is 'twice is once' "$(q 'SELECT count(*) FROM credit_limit')" "$before"
printf 'nome;fido\nx;1\n' >not.csv
is 'without the columns it is no table of limits' \
    "$(limit -H --import not.csv 2>&1; echo $?)" \
'cr-limit: not.csv:1: there must be a column "cliente" and one "fido" (or party and limit_cents)
1'
cr-undo "run:$(q 'SELECT max(id) FROM run')" </dev/null >/dev/null
is 'an import is undone as a whole' "$(limit -H --list -o party pty:13 |
    sort -u; q "SELECT count(*) FROM credit_limit WHERE party = 13 AND
    undone_by IS NOT NULL")" 'pty:13
1'

# --- what does not go together

for bad in '--amount 1' '--since today --check' '--approve' '--set 1 --check' \
    '--until today' '--state hungry' '--list --state blocked' \
    '--expiring soon' '--currency euro' '--as-of never'; do
	# shellcheck disable=SC2086 # several words
	out limit $bad
	is "$bad: no" "$status" 2
done
echo 'state { except = { vacation } } class A { factor = 1 }' >bad.conf
is 'a word that nobody knows' "$(limit --rules bad.conf -Hn 2>&1; echo $?)" \
'cr-limit: rules for limits: there is no except "vacation"
2'
printf 'limit { rules = "%s" }\n' "$T/own.conf" >cr.conf
is 'the configuration names the rules' "$(CR_CONFIG=$T/cr.conf one \
    computed_cents pty:10 | head -n 1)" 7397260
is 'rules that are not there' "$(limit --rules none.conf -n 2>&1; \
    echo $?)" 'cr-limit: none.conf: could not open: No such file or directory
2'
done_testing
