-- The ledger of trade credit.
--
-- Money is INTEGER cents of the row's currency, days are INTEGER days since
-- 1970-01-01, instants are TEXT in UTC (2026-03-31T10:00:00Z), 0 and 1 are
-- no and yes. What happened is never overwritten: rows that a run made and
-- another run undid keep both runs, and a changed field keeps its old value
-- in "change". So the state known on any day can be told again.
--
-- A CHECK of words is a chain of ORs where many rows are loaded: for IN with
-- three words or more SQLite builds a table in memory at each insert, which
-- cost a third of an import.

-- Settings of this ledger, set by cr-init: the creditor by default, whether
-- invoices of unknown creditors are taken, ...
CREATE TABLE setting (
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

-- Who works with the ledger. While it is empty everybody may.
CREATE TABLE operator (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,	-- login, as CR_OPERATOR gives it
	full_name TEXT,
	email TEXT,
	roles TEXT NOT NULL DEFAULT '',	-- import dun sign approve ... or all
	active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

-- One run of a tool that changed something: the unit of undoing.
CREATE TABLE run (
	id INTEGER PRIMARY KEY,
	tool TEXT NOT NULL,		-- cr-import
	version TEXT NOT NULL,
	operator TEXT NOT NULL,
	day INTEGER NOT NULL,		-- its "today": CR_TODAY or the clock
	at TEXT NOT NULL,		-- the clock, UTC
	what TEXT NOT NULL,		-- its operands, for people
	horizon INTEGER,		-- latest business day it wrote after "day"
	undone_by INTEGER REFERENCES run
) STRICT;

-- The journal: append-only, one row an act. hash is the SHA-256 of the row
-- and of the hash before it, so that no row can be changed, dropped or put
-- in between without cr-log --verify telling so.
CREATE TABLE event (
	id INTEGER PRIMARY KEY,
	run INTEGER NOT NULL REFERENCES run,
	act TEXT NOT NULL,		-- import, close, reopen, change, undo, ...
	subject TEXT,			-- a key: item:1042001, pty:17, run:3
	detail TEXT,			-- a JSON object
	hash TEXT NOT NULL
) STRICT;

-- Every file that was read, by content; a name may change, bytes do not.
CREATE TABLE file (
	id INTEGER PRIMARY KEY,
	sha256 TEXT NOT NULL UNIQUE,	-- as received
	content_sha256 TEXT NOT NULL,	-- inside base64 and signature
	name TEXT NOT NULL,		-- when it was first seen
	stem TEXT NOT NULL,		-- of it, without folder, .xml, .p7m
	format TEXT NOT NULL,		-- fatturapa, csv, xlsx, sdi, ...
	bytes INTEGER NOT NULL,
	run INTEGER NOT NULL REFERENCES run
) STRICT;
CREATE INDEX file_content ON file (content_sha256);
CREATE INDEX file_stem ON file (stem);

-- What a run read of a file: the totals of the batch.
CREATE TABLE run_file (
	run INTEGER NOT NULL REFERENCES run,
	file INTEGER NOT NULL REFERENCES file,
	name TEXT NOT NULL,
	records INTEGER NOT NULL,	-- read
	refused INTEGER NOT NULL,
	added INTEGER NOT NULL,		-- rows new to the ledger
	changed INTEGER NOT NULL,
	unchanged INTEGER NOT NULL,	-- known already
	total_cents INTEGER NOT NULL,	-- sum of what was added
	PRIMARY KEY (run, file)
) STRICT, WITHOUT ROWID;

-- Companies, persons and public bodies; and, in code spaces of their own,
-- sales agents and depots, which may have addresses to write to as well.
CREATE TABLE party (
	id INTEGER PRIMARY KEY,
	space TEXT NOT NULL DEFAULT 'party'
	    CHECK (space = 'party' OR space = 'agent' OR space = 'depot'),
	code TEXT,			-- in the ERP; NULL: it has none
	kind TEXT
	    CHECK (kind = 'company' OR kind = 'person' OR kind = 'pa'),
	name TEXT NOT NULL,
	country TEXT,			-- ISO 3166
	vat TEXT,			-- without the country
	tax_code TEXT,
	street TEXT,
	zip TEXT,
	city TEXT,
	province TEXT,
	sdi_code TEXT,
	iban TEXT,
	language TEXT,			-- of the letters to it
	area TEXT,
	agent INTEGER REFERENCES party,
	depot INTEGER REFERENCES party,
	category TEXT,
	seasonal INTEGER CHECK (seasonal IN (0, 1)),
	profession TEXT,
	term_days INTEGER,		-- agreed terms, for invoices that say none
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE UNIQUE INDEX party_code ON party (space, code)
	WHERE code IS NOT NULL AND undone_by IS NULL;
CREATE INDEX party_vat ON party (vat) WHERE vat IS NOT NULL;
CREATE INDEX party_tax_code ON party (tax_code) WHERE tax_code IS NOT NULL;

-- What a party is to us; it may be several things.
CREATE TABLE party_role (
	party INTEGER NOT NULL REFERENCES party,
	role TEXT NOT NULL CHECK (role = 'debtor' OR role = 'creditor' OR
	    role = 'agent' OR role = 'depot' OR role = 'provider' OR
	    role = 'factor' OR role = 'insurer' OR role = 'lawyer' OR
	    role = 'bank'),
	run INTEGER NOT NULL REFERENCES run,
	PRIMARY KEY (party, role)
) STRICT, WITHOUT ROWID;

-- Addresses, one row each: where letters and messages go.
CREATE TABLE contact (
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party,
	channel TEXT NOT NULL CHECK (channel = 'email' OR channel = 'pec' OR
	    channel = 'mobile' OR channel = 'phone' OR channel = 'fax'),
	address TEXT NOT NULL,
	purpose TEXT NOT NULL DEFAULT '', -- '' is general; dunning, legal, ...
	name TEXT,			-- the person who answers there
	run INTEGER NOT NULL REFERENCES run,
	ended_by INTEGER REFERENCES run, -- replaced or withdrawn
	UNIQUE (party, channel, address, purpose)
) STRICT;

-- A document: invoice, debit note, or credit note (which is numbered apart).
-- "year" is that of the date, or the whole date as YYYYMMDD for a creditor
-- who numbers anew each day (Art73). Rows of an ERP ledger make one too.
CREATE TABLE doc (
	id INTEGER PRIMARY KEY,
	creditor INTEGER NOT NULL REFERENCES party,
	debtor INTEGER NOT NULL REFERENCES party,
	credit INTEGER NOT NULL CHECK (credit IN (0, 1)),
	number TEXT NOT NULL,
	year INTEGER NOT NULL,
	date INTEGER NOT NULL,
	currency TEXT NOT NULL CHECK (length(currency) = 3),
	type TEXT,			-- TDxx, or the cause in the ERP
	void_by INTEGER REFERENCES run,	-- discarded by SdI: never issued
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE UNIQUE INDEX doc_key ON doc (number, debtor, year, credit, creditor)
	WHERE undone_by IS NULL AND void_by IS NULL;
CREATE INDEX doc_void ON doc (number) WHERE void_by IS NOT NULL;

-- What only an electronic invoice says of a document.
CREATE TABLE einvoice (
	doc INTEGER PRIMARY KEY REFERENCES doc,
	file INTEGER NOT NULL	-- a file is known by its end
	    REFERENCES file DEFERRABLE INITIALLY DEFERRED,
	body INTEGER NOT NULL,		-- from 1
	total_cents INTEGER,		-- ImportoTotaleDocumento, if there
	computed_cents INTEGER NOT NULL, -- taxable and tax
	due_cents INTEGER NOT NULL,	-- owed in cash
	withheld_cents INTEGER NOT NULL,
	split_vat_cents INTEGER NOT NULL,
	signature TEXT NOT NULL CHECK (signature = 'none' OR
	    signature = 'good' OR signature = 'bad'),
	warnings TEXT,			-- codes, comma separated
	run INTEGER NOT NULL REFERENCES run,
	discarded_by INTEGER REFERENCES run -- the file, by SdI
) STRICT;
CREATE INDEX einvoice_file ON einvoice (file);

-- The same document in a file with other content: sent again to SdI. It is
-- void only when all of its files were discarded.
CREATE TABLE einvoice_copy (
	doc INTEGER NOT NULL REFERENCES doc,
	file INTEGER NOT NULL REFERENCES file,
	body INTEGER NOT NULL,
	run INTEGER NOT NULL REFERENCES run,
	discarded_by INTEGER REFERENCES run,
	PRIMARY KEY (doc, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX einvoice_copy_file ON einvoice_copy (file);

-- Orders, contracts, delivery notes and invoices that a document names.
CREATE TABLE doc_reference (
	doc INTEGER NOT NULL REFERENCES doc,
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	date INTEGER,
	cig TEXT,
	cup TEXT,
	run INTEGER NOT NULL REFERENCES run
) STRICT;
CREATE INDEX doc_reference_doc ON doc_reference (doc);

-- Receipts and notifications of the exchange system (SdI), by the file they
-- speak of. They may come before the invoice does.
CREATE TABLE sdi_receipt (
	id INTEGER PRIMARY KEY,
	file INTEGER NOT NULL REFERENCES file DEFERRABLE INITIALLY DEFERRED,
	kind TEXT NOT NULL,		-- RC NS MC NE EC SE DT AT MT
	sdi_id TEXT,
	of_name TEXT,			-- NomeFile
	of_stem TEXT,			-- of it, as in "file"
	of_sha256 TEXT,			-- Hash
	doc_number TEXT,
	doc_year INTEGER,
	doc_body INTEGER,
	outcome TEXT,			-- EC01, EC02
	delivered INTEGER,		-- the day, from which legal terms run
	error TEXT,
	note TEXT,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE UNIQUE INDEX sdi_receipt_file ON sdi_receipt (file)
	WHERE undone_by IS NULL;
CREATE INDEX sdi_receipt_stem ON sdi_receipt (of_stem);
CREATE INDEX sdi_receipt_hash ON sdi_receipt (of_sha256);

-- An instalment: what is owed, when. Its number is doc * 1000 + n, n from 1
-- to 999, so that the items of a document are next to each other and need
-- no index. A credit note's amount is negative. Due date and amount are the
-- present ones; what they were before is in "change".
CREATE TABLE item (
	id INTEGER PRIMARY KEY,
	doc INTEGER NOT NULL REFERENCES doc,
	instalment INTEGER,		-- as the ERP counts it, if it does
	due INTEGER NOT NULL,
	due_source TEXT,		-- NULL stated; terms, legal, party, issue
	amount_cents INTEGER NOT NULL,
	method TEXT,			-- MPxx, or the ERP's word
	iban TEXT,			-- where the debtor was told to pay
	code TEXT,			-- CodicePagamento, the remittance key
	payee TEXT,			-- another than the creditor (a factor)
	note TEXT,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run,
	CHECK (id / 1000 = doc)
) STRICT;

-- The open balance of an item: amount less its allocations. There is a row
-- while it is not zero, kept by one function (lib/store/balance.c); all that
-- ageing asks is here, so that it is a scan of what is open and no more.
CREATE TABLE open_item (
	item INTEGER PRIMARY KEY REFERENCES item,
	debtor INTEGER NOT NULL,
	creditor INTEGER NOT NULL,
	date INTEGER NOT NULL,		-- of the document
	due INTEGER NOT NULL,
	open_cents INTEGER NOT NULL CHECK (open_cents <> 0),
	currency TEXT NOT NULL
) STRICT;

-- Money that came in, or went back when negative (a returned RiBa).
CREATE TABLE entry (
	id INTEGER PRIMARY KEY,
	ref TEXT NOT NULL,		-- unique for the creditor
	creditor INTEGER NOT NULL REFERENCES party,
	debtor INTEGER REFERENCES party, -- NULL: not known yet
	date INTEGER NOT NULL,
	amount_cents INTEGER NOT NULL,
	currency TEXT NOT NULL,
	kind TEXT,			-- as the source calls it: BON RIB INS
	number TEXT,			-- of the document it named, if unknown
	note TEXT,
	-- 1: a movement of a bank that pays nobody's debt (a tax, a giro),
	-- or is told by another entry: it has no balance
	apart INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1)),
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE UNIQUE INDEX entry_ref ON entry (ref, creditor)
	WHERE undone_by IS NULL;

-- What of an entry is not allocated yet: money on account.
CREATE TABLE open_entry (
	entry INTEGER PRIMARY KEY REFERENCES entry,
	debtor INTEGER,
	creditor INTEGER NOT NULL,
	date INTEGER NOT NULL,
	open_cents INTEGER NOT NULL CHECK (open_cents <> 0),
	currency TEXT NOT NULL
) STRICT;

-- What reduced an item's balance (or raised it, when negative), on a day.
CREATE TABLE alloc (
	id INTEGER PRIMARY KEY,
	item INTEGER NOT NULL REFERENCES item,
	entry INTEGER REFERENCES entry,	-- NULL: no money moved
	peer INTEGER REFERENCES item,	-- the credit note, or what it paid
	date INTEGER NOT NULL,
	amount_cents INTEGER NOT NULL,
	-- rounding: what nobody asks for; charges: kept by a bank on the
	-- way; withheld: tax that the debtor pays for us; vat: split payment
	kind TEXT NOT NULL CHECK (kind = 'payment' OR kind = 'credit' OR
	    kind = 'erp' OR kind = 'rounding' OR kind = 'writeoff' OR
	    kind = 'void' OR kind = 'charges' OR kind = 'discount' OR
	    kind = 'withheld' OR kind = 'vat'),
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX alloc_item ON alloc (item);
CREATE INDEX alloc_entry ON alloc (entry) WHERE entry IS NOT NULL;

-- A field that was one thing and became another. Undoing the later ones
-- tells what an item or a party was on a past day.
CREATE TABLE change (
	id INTEGER PRIMARY KEY,
	item INTEGER REFERENCES item,
	party INTEGER REFERENCES party,
	entry INTEGER REFERENCES entry,	-- whose money: who pays it was found
	field TEXT NOT NULL,
	old TEXT,
	new TEXT,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run,
	CHECK ((item IS NOT NULL) + (party IS NOT NULL) +
	    (entry IS NOT NULL) = 1)
) STRICT;
CREATE INDEX change_item ON change (item) WHERE item IS NOT NULL;
CREATE INDEX change_party ON change (party) WHERE party IS NOT NULL;
CREATE INDEX change_entry ON change (entry) WHERE entry IS NOT NULL;
