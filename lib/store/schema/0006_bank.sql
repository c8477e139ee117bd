-- What banks say: accounts, movements.

-- An account of ours. It is known from the first statement of it, or made
-- beforehand to say whose it is.
CREATE TABLE account (
	id INTEGER PRIMARY KEY,
	number TEXT NOT NULL UNIQUE,	-- IBAN, or as the bank writes it
	creditor INTEGER NOT NULL REFERENCES party,
	currency TEXT CHECK (length(currency) = 3),
	name TEXT,
	run INTEGER NOT NULL REFERENCES run
) STRICT;

-- A movement of an account as the bank told it. Each has an entry with its
-- sum; but only what may be a debtor's money (sort receipt) or took such
-- money back (return) has a balance there. A movement whose parts the bank
-- tells one by one is not here: its parts are.
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
	charges_cents INTEGER,
	note TEXT
) STRICT;
CREATE INDEX bank_entry_account ON bank_entry (account);
CREATE INDEX bank_entry_end_to_end ON bank_entry (end_to_end)
	WHERE end_to_end IS NOT NULL;
