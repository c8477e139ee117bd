#!/bin/sh
# cr-provision: losses for taxes, what may be written down, and limitation:
# by the law of each day, and what interrupts.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"

provision() { cr-provision "$@" </dev/null; }
tax() { columns=$1; shift; provision --tax -H -o "$columns" "$@"; }
limits() { columns=$1; shift; provision --limitation -H -o "$columns" "$@"; }

new_ledger "$CR_LEDGER"
sql <<'E'
BEGIN;
INSERT INTO run (id, tool, version, operator, day, at, what, horizon)
VALUES (1, 'cr-import', '0', 't', @2016-01-01, '2016-01-01T08:00:00Z', 'a',
  @2026-09-30),
 (2, 'cr-fetch', '0', 't', @2026-06-01, '2026-06-01T08:00:00Z', 'b', NULL),
 (3, 'cr-import', '0', 't', @2026-08-01, '2026-08-01T08:00:00Z', 'c', NULL);
INSERT INTO party (id, code, name, kind, area, category, run) VALUES
 (1, 'NOI', 'Noi S.p.A.', 'company', NULL, NULL, 1),
 (2, 'LORO', 'Loro S.p.A.', 'company', NULL, NULL, 1),
 (10, 'C1', 'Uno S.r.l.', 'company', 'NORD', 'BAR', 1),
 (11, 'C2', 'Due S.r.l.', 'company', 'NORD', 'GAS', 1),
 (12, 'C3', 'Tre in liquidazione', 'company', 'SUD', 'BAR', 1),
 (13, 'C4', 'Quattro, fallita', 'company', NULL, NULL, 1),
 (14, 'C5', 'Cinque S.n.c.', 'company', NULL, NULL, 1);
INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency,
    type, run) VALUES
 (1, 1, 10, 0, '1', 2026, @2026-02-01, 'EUR', 'TD01', 1),
 (2, 1, 10, 0, '2', 2026, @2026-02-01, 'EUR', 'TD01', 1),
 (3, 1, 10, 0, '3', 2026, @2026-02-01, 'EUR', 'TD01', 1),
 (4, 1, 12, 0, '4', 2025, @2025-02-01, 'EUR', 'TD01', 1),
 (5, 1, 13, 0, '5', 2019, @2019-02-01, 'EUR', 'TD01', 1),
 (6, 1, 11, 0, '6', 2016, @2016-08-01, 'EUR', 'TD01', 1),
 (7, 1, 11, 0, '7', 2025, @2025-02-01, 'EUR', 'TD06', 1),
 (8, 1, 14, 0, '8', 2025, @2025-02-01, 'EUR', 'TD01', 1),
 (9, 1, 14, 0, '9', 2025, @2025-02-01, 'EUR', 'TD01', 1);
INSERT INTO item (id, doc, due, amount_cents, run) VALUES
 (1001, 1, @2026-03-30, 250000, 1), (2001, 2, @2026-03-31, 250000, 1),
 (3001, 3, @2026-02-28, 200000, 1), (3002, 3, @2026-03-31, 100000, 1),
 (4001, 4, @2025-03-31, 1000000, 1), (5001, 5, @2019-03-31, 900000, 1),
 (6001, 6, @2016-11-30, 700000, 1), (7001, 7, @2025-03-31, 800000, 1),
 (8001, 8, @2025-08-31, 250000, 1), (9001, 9, @2025-08-31, 300000, 1);
INSERT INTO alloc (item, entry, date, amount_cents, kind, run) VALUES
 (9001, NULL, @2026-08-10, 300000, 'writeoff', 3);
INSERT INTO open_item (item, debtor, creditor, date, due, open_cents,
    currency)
 SELECT item.id, debtor, creditor, date, due, amount_cents, currency
 FROM item JOIN doc ON doc.id = doc WHERE item.id <> 9001;
INSERT INTO adverse (party, kind, day, until_day, run) VALUES
 (12, 'insolvency', @2025-10-15, NULL, 1),
 (13, 'insolvency', @2020-05-04, NULL, 1);
INSERT INTO plafond (party, provider, kind, amount_cents, currency, day, run)
 VALUES (14, 'sace', 'insured', 150000, 'EUR', @2025-01-01, 1);
COMMIT;
E

# --- art. 101 c. 5 TUIR
is 'six months by the calendar, per credit and not per debtor' \
    "$(tax item,ground,since,earliest,earliest_ground,credit_cents pty:10)" \
"item:1001	mini-credit	2026-09-30	2026-09-30	mini-credit	250000
item:2001	mini-credit	2026-09-30	2026-09-30	mini-credit	250000
item:3001	-	-	2036-02-29	prescribed	300000
item:3002	-	-	2036-04-01	prescribed	300000"
is 'the day before it was to come' "$(tax ground,earliest --as-of \
    2026-09-29 item:1001)" "-	2026-09-30"
is 'for a large enterprise 5,000' "$(tax item,ground,since \
    --revenue 100000000 item:3001 item:3002)" \
"item:3001	mini-credit	2026-08-28
item:3002	mini-credit	2026-09-30"
is 'which is one from 100 million on' "$(tax ground --revenue \
    99999999,99 item:3001)" '-'
is 'insolvency from its opening, and the note on VAT' "$(tax \
    ground,since,article,note_from,note_until,note_article pty:12)" \
"insolvency	2025-10-15	art. 101 c. 5 TUIR	2025-10-15	2026-04-30	art. 26 c. 3-bis DPR 633/72"
is 'of one opened before 26/05/2021 not before it closes' "$(tax \
    ground,since,note_from,note_article pty:13)" \
"insolvency	2020-05-04	-	art. 26 c. 2 DPR 633/72"
sql <<'E'
UPDATE adverse SET until_day = @2026-03-10 WHERE party = 13;
E
is 'which gives the right then' "$(tax ground,note_from,note_until \
    pty:13)" "-	2026-03-10	2027-04-30"
is 'and not before' "$(tax ground,note_from --as-of 2026-03-01 pty:13)" \
    'insolvency	-'
is 'what is insured is no mini-credit' "$(tax \
    item,insured,ground,mini_credit item:8001)" 'item:8001	yes	-	-'
is 'what was written off is cancelled' "$(tax \
    item,amount_cents,ground,since item:9001)" \
    'item:9001	300000	cancelled	2026-08-10'
is 'and was not before' "$(tax item,ground --as-of 2026-08-09 pty:14)" \
    "item:8001	-
item:9001	-"
is 'a right that has ended' "$(tax ground,since,prescribed --as-of \
    2026-12-01 item:6001)" 'prescribed	2026-12-01	2026-12-01'
is 'not on its last day' "$(tax ground,earliest --as-of 2026-11-30 \
    item:6001)" '-	2026-12-01'
cat >law.conf <<'E'
mini-credit { from = "2026-01-01" amount = 1000.00 large = 5000.00
	months = 6 article = "art. 1" source = "GU 1" }
E
is 'a new figure ends the one before' "$(tax ground,earliest \
    --law-file law.conf item:1001)" '-	2036-03-31'
is 'which counts on its own days' "$(tax ground,earliest,article \
    --law-file law.conf --as-of 2026-09-30 item:8001 item:2001 |
    tail -n 1)" '-	2035-09-01	art. 101 c. 5 TUIR'

# --- art. 106
sql <<'E'
BEGIN;
DELETE FROM plafond;
INSERT INTO doc (id, creditor, debtor, credit, number, year, date, currency,
    run) VALUES (20, 2, 10, 0, '20', 2026, @2026-02-01, 'EUR', 1),
 (21, 2, 11, 0, '21', 2026, @2026-02-01, 'EUR', 1),
 (22, 2, 11, 1, '22', 2026, @2026-02-01, 'EUR', 1),
 (23, 2, 12, 1, '23', 2026, @2026-02-01, 'EUR', 1);
INSERT INTO item (id, doc, due, amount_cents, run) VALUES
 (20001, 20, @2026-10-31, 200000000, 1),
 (21001, 21, @2026-10-31, 60000000, 1),
 (22001, 22, @2026-10-31, -10000000, 1),
 (23001, 23, @2026-10-31, -500, 1);
INSERT INTO open_item (item, debtor, creditor, date, due, open_cents,
    currency)
 SELECT item.id, debtor, creditor, date, due, amount_cents, currency
 FROM item JOIN doc ON doc.id = doc WHERE doc >= 20;
INSERT INTO plafond (party, provider, kind, amount_cents, currency,
    covered_bp, day, run) VALUES
 (11, 'sace', 'insured', 10000000, 'EUR', 5000, @2025-01-01, 1);
COMMIT;
E
allowance() { provision --allowance -H "$@"; }
is 'half a percent of what is not insured' "$(allowance -o \
receivables_cents,insured_cents,base_cents,year_cents,cap_cents,allowed_cents \
    pty:2)" '250000000	5000000	245000000	1225000	12250000	1225000'
is 'until the fund has reached five' "$(allowance \
    -o allowed_cents,excess_cents --fund 122.000,00 pty:2 2>&1)" '50000	0'
is 'what is over is income' "$(allowance -o allowed_cents,excess_cents \
    --fund 123000 pty:2)" '0	50000'
out provision --allowance --fund 1
is 'a fund is of one creditor' "$status" 2

# --- limitation
is 'ten years, five, and the days left' "$(limits \
    item,kind,from,term,left_days,alert_days,advice --within 100)" \
"item:6001	ordinary	2016-11-30	2026-11-30	61	90	messa-in-mora"
cat >cr.conf <<'E'
limitation {
	kind = ordinary
	rule gas { category = GAS type = TD01 kind = gas }
	rule fees { type = { TD06 } kind = professional }
	act "raccomandata 3/2024" { on = "C3" day = "2026-02-10" }
	act "decreto 12/2021" { on = { "item:5001" } day = "2021-06-30"
		kind = judgment }
}
E
CR_CONFIG=$PWD/cr.conf
export CR_CONFIG
is 'kinds by category and type' "$(limits item,kind,term,left_days,advice \
    --within 0)" \
"item:6001	gas	2021-11-30	-1765	over"
is 'one that only presumes payment' "$(limits item,kind,term,ends,advice \
    --within 730 item:7001)" \
'item:7001	professional	2028-03-31	2035-03-31	none'
is 'acts that are told' "$(limits item,kind,from,act,term --within 36000 \
    item:4001 item:5001)" \
"item:5001	judgment	2021-06-30	decreto 12/2021	2031-06-30
item:4001	ordinary	2026-02-10	raccomandata 3/2024	2036-02-10"
is 'but not before they came' "$(limits item,act,term --within 36000 \
    --as-of 2026-02-09 item:4001)" 'item:4001	-	2035-03-31'
unset CR_CONFIG

# A messa in mora by PEC, with its receipt; a reminder; one without proof.
sql <<'E'
BEGIN;
INSERT INTO policy (digest, text, run) VALUES ('p', '', 1);
INSERT INTO blob (sha256, bytes, run) VALUES ('b', x'00', 1);
INSERT INTO notice (id, debtor, creditor, currency, digest, policy, level,
    level_name, day, state, claim_cents, credit_cents, pool_cents, basis,
    approval, sent_day, run) VALUES
 (1, 11, 1, 'EUR', 'p', 'p', 3, 'mora', @2026-05-20, 'sent', 700000, 0, 0,
  'b', 0, @2026-05-20, 1),
 (2, 11, 1, 'EUR', 'p', 'p', 1, 'primo', @2026-05-25, 'sent', 700000, 0, 0,
  'b', 0, @2026-05-25, 1),
 (3, 12, 1, 'EUR', 'p', 'p', 3, 'mora', @2026-05-20, 'sent', 1000000, 0, 0,
  'b', 0, @2026-05-20, 1);
INSERT INTO notice_item (notice, item, level, level_name, open_cents,
    held_cents, claim_cents, days_late) VALUES
 (1, 6001, 3, 'mora', 700000, 0, 700000, 1),
 (2, 6001, 1, 'primo', 700000, 0, 700000, 1),
 (3, 4001, 3, 'mora', 1000000, 0, 1000000, 1);
INSERT INTO message (id, notice, role, channel, address, language, template,
    subject, media, sha256, state, run) VALUES
 (1, 1, 'to', 'pec', 'a@b.it', 'it', 'messa-in-mora', 's', 'text/plain', 'b',
  'delivered', 1),
 (2, 2, 'to', 'pec', 'a@b.it', 'it', 'sollecito-1', 's', 'text/plain', 'b',
  'delivered', 1),
 (3, 3, 'to', 'pec', 'c@b.it', 'it', 'messa-in-mora', 's', 'text/plain', 'b',
  'sent', 1);
INSERT INTO received (sha256, n, source, kind, class, instant, signature,
    message, evidence, effect, run) VALUES
 ('b', 1, 'i', 'receipt', 'avvenuta-consegna', '2026-05-20T22:30:00Z',
  'valid', 1, 1, 'delivered', 2),
 ('b', 2, 'i', 'receipt', 'avvenuta-consegna', '2026-05-25T09:00:00Z',
  'valid', 2, 1, 'delivered', 2),
 ('b', 3, 'i', 'receipt', 'accettazione', '2026-05-20T09:00:00Z',
  'valid', 3, 1, 'accepted', 2);
COMMIT;
E
is 'a messa in mora that was delivered, by the day in Italy' "$(limits \
    item,from,act,message,term --within 36000 item:6001 item:4001)" \
"item:4001	2025-03-31	-	-	2035-03-31
item:6001	2026-05-21	messa-in-mora	msg:1	2036-05-21"
is 'not before its receipt was known' "$(limits act,term --within 36000 \
    --as-of 2026-05-31 item:6001)" '-	2026-11-30'
sql <<'E'
UPDATE received SET undone_by = 3 WHERE message = 1;
E
is 'nor when that was undone' "$(limits act --within 36000 item:6001)" '-'
is 'but it was there before' "$(limits act --within 36000 \
    --as-of 2026-07-31 item:6001)" 'messa-in-mora'
sql <<'E'
UPDATE received SET undone_by = NULL;
E
printf 'limitation { channels = registered }\n' >cr.conf
is 'only by channels that give evidence' "$(limits act --within 36000 \
    --config cr.conf item:6001)" '-'
printf 'limitation { acts = primo }\n' >cr.conf
is 'by the name of a level too' "$(limits from,act --within 36000 \
    --config cr.conf item:6001)" '2026-05-25	primo'

# Promises and part payments acknowledge the debt only where one says so.
sql <<'E'
BEGIN;
INSERT INTO hold (id, party, kind, from_day, until_day, who, run) VALUES
 (1, 10, 'promise', @2026-08-02, @2026-08-20, 't', 3);
INSERT INTO hold (id, item, kind, from_day, until_day, who, run) VALUES
 (2, 4001, 'procedure', @2026-08-05, NULL, 't', 3);
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    kind, run) VALUES (1, 'a', 1, 11, @2026-07-01, 100, 'EUR', 'BON', 1),
 (2, 'b', 1, 11, @2026-07-10, 100, 'EUR', 'RIB', 1),
 (3, 'c', 1, 11, @2026-07-15, -100, 'EUR', 'INS', 1);
INSERT INTO alloc (item, entry, date, amount_cents, kind, run) VALUES
 (7001, 1, @2026-07-01, 100, 'payment', 1),
 (7001, 2, @2026-07-10, 100, 'payment', 1),
 (7001, 3, @2026-07-15, -100, 'payment', 1);
UPDATE open_item SET open_cents = open_cents - 100 WHERE item = 7001;
COMMIT;
E
is 'they are noted' "$(limits item,from,noted --within 36000 item:1001 \
    item:4001 item:7001)" \
"item:4001	2025-03-31	procedure 2026-08-05
item:7001	2025-03-31	payment 2026-07-01
item:1001	2026-03-30	promise 2026-08-02"
printf 'limitation { count = { promise, payment, procedure } }\n' >cr.conf
is 'or counted, and before a court it does not run' "$(limits \
    item,from,act,term,noted --within 36000 --config cr.conf item:1001 \
    item:4001 item:7001)" \
"item:7001	2026-07-01	payment	2036-07-01	-
item:1001	2026-08-02	promise	2036-08-02	-"
is 'then it is in no list' "$(limits item --within 36500 \
    --config cr.conf item:4001)" ''
is 'nor prescribed' "$(tax prescribed --config cr.conf item:4001)" '-'
printf 'limitation { kind = none }\n' >cr.conf
out provision --limitation --config cr.conf
is 'a kind that there is not' "$status $stderr" '2 cr-provision: no term of limitation "none" is known for 2026-03-30'

# --- the law
is 'what is in force, and where it is read' "$(provision --law -H \
    -o table,name,from,figure,value,article | grep mini)" \
"mini-credit	-	2012-01-01	amount	2500.00	art. 101 c. 5 TUIR
mini-credit	-	2012-01-01	large	5000.00	art. 101 c. 5 TUIR
mini-credit	-	2012-01-01	months	6	art. 101 c. 5 TUIR"
is 'without a ledger' "$(provision --law -d /nonexistent -H | wc -l)" 31
done_testing
