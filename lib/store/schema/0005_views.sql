-- For people who open the file: days and amounts in plain writing, names
-- instead of numbers. No tool reads these views.

-- Every item that stands, with what is left of it.
CREATE VIEW v_item AS
SELECT 'item:' || i.id AS item,
	c.name AS creditor,
	p.code AS code,
	p.name AS debtor,
	d.number AS number,
	date(d.date * 86400, 'unixepoch') AS date,
	date(i.due * 86400, 'unixepoch') AS due,
	printf('%s%d.%02d', iif(i.amount_cents < 0, '-', ''),
	    abs(i.amount_cents) / 100, abs(i.amount_cents) % 100) AS amount,
	printf('%s%d.%02d', iif(o.open_cents < 0, '-', ''),
	    abs(coalesce(o.open_cents, 0)) / 100,
	    abs(coalesce(o.open_cents, 0)) % 100) AS open,
	d.currency AS currency,
	i.method AS method,
	d.type AS type,
	i.payee AS payee
FROM item i
JOIN doc d ON d.id = i.doc
JOIN party p ON p.id = d.debtor
JOIN party c ON c.id = d.creditor
LEFT JOIN open_item o ON o.item = i.id
WHERE i.undone_by IS NULL;

-- Every party, with what it does and where it can be written to.
CREATE VIEW v_party AS
SELECT 'pty:' || p.id AS party,
	p.code AS code,
	p.name AS name,
	p.vat AS vat,
	p.tax_code AS tax_code,
	p.city AS city,
	p.area AS area,
	a.name AS agent,
	t.name AS depot,
	(SELECT group_concat(role, ' ') FROM party_role r
	    WHERE r.party = p.id) AS roles,
	(SELECT group_concat(channel || ' ' || address, ', ') FROM contact k
	    WHERE k.party = p.id AND k.ended_by IS NULL) AS contacts
FROM party p
LEFT JOIN party a ON a.id = p.agent
LEFT JOIN party t ON t.id = p.depot
WHERE p.undone_by IS NULL;

-- What pays what, on which day.
CREATE VIEW v_alloc AS
SELECT 'item:' || a.item AS item,
	d.number AS number,
	date(a.date * 86400, 'unixepoch') AS date,
	printf('%s%d.%02d', iif(a.amount_cents < 0, '-', ''),
	    abs(a.amount_cents) / 100, abs(a.amount_cents) % 100) AS amount,
	a.kind AS kind,
	'ent:' || a.entry AS entry
FROM alloc a
JOIN item i ON i.id = a.item
JOIN doc d ON d.id = i.doc
WHERE a.undone_by IS NULL;

-- Every document that stands, with what it is worth and what is left of it.
CREATE VIEW v_doc AS
SELECT 'doc:' || d.id AS doc,
	c.name AS creditor,
	p.code AS code,
	p.name AS debtor,
	d.number AS number,
	date(d.date * 86400, 'unixepoch') AS date,
	d.type AS type,
	count(i.id) AS items,
	printf('%s%d.%02d', iif(sum(i.amount_cents) < 0, '-', ''),
	    abs(sum(i.amount_cents)) / 100,
	    abs(sum(i.amount_cents)) % 100) AS amount,
	printf('%s%d.%02d', iif(sum(coalesce(o.open_cents, 0)) < 0, '-', ''),
	    abs(sum(coalesce(o.open_cents, 0))) / 100,
	    abs(sum(coalesce(o.open_cents, 0))) % 100) AS open,
	d.currency AS currency,
	f.name AS file
FROM doc d
JOIN party p ON p.id = d.debtor
JOIN party c ON c.id = d.creditor
LEFT JOIN item i ON i.doc = d.id AND i.undone_by IS NULL
LEFT JOIN open_item o ON o.item = i.id
LEFT JOIN einvoice e ON e.doc = d.id
LEFT JOIN file f ON f.id = e.file
WHERE d.undone_by IS NULL
GROUP BY d.id;

-- What each debtor owes, by currency: the items less money on account.
CREATE VIEW v_debtor AS
SELECT 'pty:' || p.id AS party,
	p.code AS code,
	p.name AS name,
	b.currency AS currency,
	printf('%s%d.%02d', iif(sum(b.cents) < 0, '-', ''),
	    abs(sum(b.cents)) / 100, abs(sum(b.cents)) % 100) AS balance,
	date(min(b.due) * 86400, 'unixepoch') AS oldest_due
FROM (SELECT debtor, currency, open_cents AS cents, due FROM open_item
    UNION ALL
    SELECT debtor, currency, -open_cents, NULL FROM open_entry) b
JOIN party p ON p.id = b.debtor
GROUP BY p.id, b.currency;
