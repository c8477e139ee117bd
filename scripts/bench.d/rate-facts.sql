-- What others tell of every debtor of a ledger, so that a rating has all its
-- parts: two balance sheets, two scores, an event of each twentieth; a third
-- are persons, who have a profession and assets. Each has a credit limit, and
-- of his items some are disputed, and some claimed by formal notices.
BEGIN;
INSERT INTO run (tool, version, operator, day, at, what)
 VALUES ('cr-import', '0', 'bench', 20000, '2024-10-04T08:00:00Z', 'facts');
CREATE TEMP TABLE r AS SELECT max(id) AS run FROM run;
CREATE TEMP TABLE d AS SELECT DISTINCT debtor AS id FROM doc ORDER BY 1;
UPDATE party SET kind = 'person', profession = CASE id % 4 WHEN 0 THEN
 'pensionato' WHEN 1 THEN 'artigiano' WHEN 2 THEN 'operaio' END
 WHERE id IN (SELECT id FROM d WHERE id % 3 = 0);
INSERT INTO balance_sheet (party, day, filed, currency, assets_cents,
 current_assets_cents, current_liabilities_cents, retained_cents, ebit_cents,
 equity_cents, liabilities_cents, sales_cents, run)
 SELECT d.id, day, day + 150, 'EUR', 100000000, 40000000 + d.id % 20000000,
  50000000, d.id % 7 * 5000000, (d.id % 13 - 4) * 1000000,
  d.id % 5 * 10000000, 100000000 - d.id % 5 * 10000000, 120000000, run
 FROM d, r, (SELECT 19722 AS day UNION SELECT 20088)
 WHERE d.id % 3 <> 0;
INSERT INTO score_given (party, provider, score, day, run)
 SELECT d.id, 'cerved', 1 + d.id % 10, 20300, run FROM d, r UNION ALL
 SELECT d.id, 'cribis', 1 + d.id % 4, 20400, run FROM d, r;
INSERT INTO adverse (party, kind, day, run)
 SELECT d.id, 'protest', 20000, run FROM d, r WHERE d.id % 20 = 0;
INSERT INTO asset (party, kind, value_cents, currency, day, reference, run)
 SELECT d.id, kind, 5000000, 'EUR', 20400, 'x', run
 FROM d, r, (SELECT 'building' AS kind UNION SELECT 'income')
 WHERE d.id % 3 = 0;
INSERT INTO credit_limit (party, origin, amount_cents, currency, day, who,
 asks, run)
 SELECT d.id, 'set', 2000000, 'EUR', 20400, 'bench', 0, run FROM d, r;
INSERT INTO hold (item, kind, from_day, code, reason, who, run)
 SELECT item, 'dispute', 20600, 'goods', 'x', 'bench', run
 FROM open_item, r WHERE item % 50 = 0;
INSERT INTO policy (digest, text, run) SELECT 'bench', '', run FROM r;
INSERT INTO notice (id, debtor, creditor, currency, digest, policy, level,
 level_name, day, state, claim_cents, credit_cents, pool_cents, basis,
 approval, sent_day, run)
 SELECT item, debtor, creditor, currency, 'bench', 'p', 5, 'messa-in-mora',
  20700, 'sent', open_cents, 0, 0, 'b', 0, 20700, run
 FROM open_item, r WHERE item / 1000 % 50 = 0 AND open_cents > 0;
INSERT INTO notice_item
 SELECT item, item, 5, 'messa-in-mora', open_cents, 0, open_cents, 40
 FROM open_item WHERE item / 1000 % 50 = 0 AND open_cents > 0;
COMMIT;
