-- What banks say: accounts, statements, movements.

-- An account of ours. It is known from the first statement of it, which
-- says whose it is.
CREATE TABLE account (
	id INTEGER PRIMARY KEY,
	number TEXT NOT NULL,		-- IBAN, or as the bank writes it
	-- ABI, CAB and number where it is Italian, however it was written:
	-- the text flows of a bank give no IBAN; else the number
	national TEXT NOT NULL,
	creditor INTEGER NOT NULL REFERENCES party,
	currency TEXT CHECK (length(currency) = 3),
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE UNIQUE INDEX account_national ON account (national)
	WHERE undone_by IS NULL;

-- A movement of an account as the bank told it. Each has an entry with its
-- sum; but only what may be a debtor's money (sort receipt) or took such
-- money back (return) has a balance there: entry.apart is 1 for the others.
-- A movement whose parts the bank tells one by one is not here: its parts
-- are; if they were told later, it is apart. The "ref" of its entry is account, day, cents, and which of the equal
-- ones of that day it is.
CREATE TABLE bank_entry (
	entry INTEGER PRIMARY KEY REFERENCES entry,
	account INTEGER NOT NULL REFERENCES account,
	file INTEGER NOT NULL	-- a file is known by its end
	    REFERENCES file DEFERRABLE INITIALLY DEFERRED,
	source TEXT NOT NULL,		-- camt053 rh mt940 csv ...
	statement INTEGER NOT NULL,	-- where it stands in the file
	n INTEGER NOT NULL,
	tx INTEGER NOT NULL,		-- 0, or which part
	sort TEXT NOT NULL CHECK (sort = 'receipt' OR sort = 'return' OR
	    sort = 'charge' OR sort = 'other'),
	value INTEGER,			-- day
	name TEXT,			-- of the other side, as all below
	iban TEXT,
	tax_code TEXT,
	remittance TEXT,
	end_to_end TEXT,
	servicer_ref TEXT,
	creditor_ref TEXT,
	document_refs TEXT,
	payment_id TEXT,
	mandate TEXT,
	return_reason TEXT,
	code TEXT,
	bank_code TEXT,
	tx_cents INTEGER,		-- of its only part, if another sum
	charges_cents INTEGER,
	note TEXT
) STRICT;
CREATE INDEX bank_entry_account ON bank_entry (account);
CREATE INDEX bank_entry_end_to_end ON bank_entry (end_to_end)
	WHERE end_to_end IS NOT NULL;

-- What a statement says of itself: its balances, and whether its movements
-- make the one into the other. Statements that overlap are all here; their
-- movements are once.
CREATE TABLE statement (
	id INTEGER PRIMARY KEY,
	account INTEGER NOT NULL REFERENCES account,
	file INTEGER NOT NULL REFERENCES file DEFERRABLE INITIALLY DEFERRED,
	n INTEGER NOT NULL,		-- in the file
	source TEXT NOT NULL,
	number TEXT,			-- as the bank counts it
	day INTEGER,			-- of the closing balance
	currency TEXT,
	opening_cents INTEGER,
	closing_cents INTEGER,
	entries_cents INTEGER NOT NULL,
	entries INTEGER NOT NULL,
	agrees INTEGER CHECK (agrees IN (0, 1)), -- NULL: not to be told
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX statement_account ON statement (account, day);

-- An order that a bank collects: a Ri.Ba., a MAV, a direct debit. What
-- became of it is in "outcome"; there the last one counts.
CREATE TABLE bill (
	id INTEGER PRIMARY KEY,
	creditor INTEGER NOT NULL REFERENCES party,
	source TEXT NOT NULL,		-- riba mav rid sdd
	ref TEXT NOT NULL,		-- our number of it, or end-to-end id
	debtor INTEGER REFERENCES party, -- NULL: not known
	due INTEGER NOT NULL,
	amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
	currency TEXT NOT NULL CHECK (length(currency) = 3),
	account INTEGER REFERENCES account,
	slip TEXT,			-- the file that it was presented in
	safe INTEGER NOT NULL,		-- after that day silence means paid
	remittance TEXT,		-- what it collects, as we wrote it
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
-- An ERP may number each slip from 1: due day and sum are part of the key.
CREATE UNIQUE INDEX bill_ref ON bill (ref, due, amount_cents, creditor)
	WHERE undone_by IS NULL;
CREATE INDEX bill_amount ON bill (amount_cents);

-- What a bill collects.
CREATE TABLE bill_item (
	bill INTEGER NOT NULL REFERENCES bill,
	item INTEGER NOT NULL REFERENCES item,
	amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run	-- untied, or an undone run
) STRICT;
CREATE UNIQUE INDEX bill_item_bill ON bill_item (bill, item)
	WHERE undone_by IS NULL;
CREATE INDEX bill_item_untied ON bill_item (bill)
	WHERE undone_by IS NOT NULL;
CREATE INDEX bill_item_item ON bill_item (item);

-- What became of a bill, as a log by day. What is told again by another
-- file says so (again) and does nothing. A code that is not known has no
-- word and changes nothing.
CREATE TABLE outcome (
	id INTEGER PRIMARY KEY,
	bill INTEGER REFERENCES bill,	-- NULL: of none that is known
	day INTEGER NOT NULL,
	outcome TEXT,			-- presented credited paid unpaid
					-- recalled refused memo ...
	source TEXT NOT NULL,		-- riba pain002 rh camt053 silence
	code TEXT,
	reason TEXT,
	ref TEXT,			-- as it was told
	amount_cents INTEGER,
	charges_cents INTEGER,
	note TEXT,
	file INTEGER REFERENCES file DEFERRABLE INITIALLY DEFERRED,
	movement INTEGER REFERENCES entry, -- of the bank, that told it
	entry INTEGER REFERENCES entry,	-- the money that it moved
	again INTEGER REFERENCES outcome,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX outcome_bill ON outcome (bill);
CREATE INDEX outcome_movement ON outcome (movement)
	WHERE movement IS NOT NULL;

-- Money that came in, with what is not allocated yet.
CREATE VIEW v_entry AS
SELECT 'ent:' || e.id AS entry,
	p.name AS debtor,
	date(e.date * 86400, 'unixepoch') AS date,
	printf('%s%d.%02d', iif(e.amount_cents < 0, '-', ''),
	    abs(e.amount_cents) / 100, abs(e.amount_cents) % 100) AS amount,
	printf('%s%d.%02d', iif(o.open_cents < 0, '-', ''),
	    abs(coalesce(o.open_cents, 0)) / 100,
	    abs(coalesce(o.open_cents, 0)) % 100) AS on_account,
	e.currency AS currency,
	e.kind AS kind,
	coalesce(e.note, b.remittance) AS note,
	b.sort AS sort,
	b.name AS name,
	c.number AS account
FROM entry e
LEFT JOIN party p ON p.id = e.debtor
LEFT JOIN open_entry o ON o.entry = e.id
LEFT JOIN bank_entry b ON b.entry = e.id
LEFT JOIN account c ON c.id = b.account
WHERE e.undone_by IS NULL;

-- Bills, with what became of them last.
CREATE VIEW v_bill AS
SELECT b.id AS bill,
	b.source AS source,
	b.ref AS ref,
	p.name AS debtor,
	date(b.due * 86400, 'unixepoch') AS due,
	printf('%d.%02d', b.amount_cents / 100, b.amount_cents % 100) AS amount,
	b.currency AS currency,
	b.slip AS slip,
	(SELECT o.outcome FROM outcome o WHERE o.bill = b.id
	    AND o.undone_by IS NULL AND o.outcome IN ('presented', 'paid',
	    'unpaid', 'recalled', 'refused')
	    ORDER BY o.day DESC, o.id DESC LIMIT 1) AS state,
	date(b.safe * 86400, 'unixepoch') AS safe
FROM bill b
LEFT JOIN party p ON p.id = b.debtor
WHERE b.undone_by IS NULL;

-- Accounts, with their last statement that has a balance.
CREATE VIEW v_account AS
SELECT a.number AS account,
	c.name AS creditor,
	(SELECT count(*) FROM bank_entry b JOIN entry e ON e.id = b.entry
	    WHERE b.account = a.id AND e.undone_by IS NULL) AS movements,
	date(s.day * 86400, 'unixepoch') AS day,
	printf('%s%d.%02d', iif(s.closing_cents < 0, '-', ''),
	    abs(s.closing_cents) / 100, abs(s.closing_cents) % 100) AS balance,
	s.currency AS currency
FROM account a
JOIN party c ON c.id = a.creditor
LEFT JOIN statement s ON s.id = (SELECT id FROM statement t
    WHERE t.account = a.id AND t.undone_by IS NULL
	AND t.closing_cents IS NOT NULL
    ORDER BY t.day DESC, t.id DESC LIMIT 1)
WHERE a.undone_by IS NULL;

-- Statements, and whether their movements lead from balance to balance.
CREATE VIEW v_statement AS
SELECT a.number AS account,
	s.source AS source,
	s.number AS number,
	date(s.day * 86400, 'unixepoch') AS day,
	printf('%s%d.%02d', iif(s.opening_cents < 0, '-', ''),
	    abs(s.opening_cents) / 100, abs(s.opening_cents) % 100) AS opening,
	printf('%s%d.%02d', iif(s.closing_cents < 0, '-', ''),
	    abs(s.closing_cents) / 100, abs(s.closing_cents) % 100) AS closing,
	s.currency AS currency,
	s.entries AS movements,
	CASE s.agrees WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS agrees,
	f.name AS file
FROM statement s
JOIN account a ON a.id = s.account
JOIN file f ON f.id = s.file
WHERE s.undone_by IS NULL;
