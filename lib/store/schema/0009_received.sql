-- What came back: receipts, bounces, replies, outcomes. The original is kept
-- whole; what it says is kept beside it, and was judged on that day.

-- One thing that came back: a mail, or a row of a file of outcomes. "effect"
-- is what it does to the message, if anything; the state of the message
-- follows from all its rows that stand, in whatever order they came.
CREATE TABLE received (
	id INTEGER PRIMARY KEY,
	sha256 TEXT NOT NULL REFERENCES blob,	-- of the original
	n INTEGER NOT NULL,		-- row of the file, from 1; of a mail 0
	source TEXT NOT NULL,		-- the inbox or file it came from
	kind TEXT NOT NULL CHECK (kind = 'receipt' OR kind = 'bounce' OR
	    kind = 'auto' OR kind = 'reply' OR kind = 'outcome' OR
	    kind = 'other'),
	class TEXT,			-- accettazione ... or the outcome
	error TEXT,			-- no-dest virus ... or a status 5.1.1
	message_id TEXT,		-- its own
	sender TEXT,
	subject TEXT,
	instant TEXT,			-- when it says it happened, UTC
	reference TEXT,			-- the Message-ID that it tells
	identifier TEXT,		-- the provider's own for our message
	recipient TEXT,			-- of ours, that it is about
	receipt_type TEXT,		-- completa breve sintetica
	signature TEXT NOT NULL CHECK (signature = 'valid' OR
	    signature = 'untrusted' OR signature = 'invalid' OR
	    signature = 'absent'),
	from_is_signer INTEGER CHECK (from_is_signer IN (0, 1)),
	message INTEGER REFERENCES message,
	party INTEGER REFERENCES party,
	binding TEXT CHECK (binding = 'id' OR binding = 'text' OR
	    binding = 'tag' OR binding = 'address'),
	evidence INTEGER NOT NULL CHECK (evidence IN (0, 1)),
	effect TEXT CHECK (effect = 'accepted' OR effect = 'delivered' OR
	    effect = 'failed' OR effect = 'delayed'),
	why TEXT,			-- why it is no evidence, or what it says
	again INTEGER REFERENCES received,	-- the same, other bytes
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE UNIQUE INDEX received_once ON received (sha256, n)
	WHERE undone_by IS NULL;
CREATE INDEX received_message ON received (message)
	WHERE message IS NOT NULL;
CREATE INDEX received_party ON received (party) WHERE party IS NOT NULL;
CREATE INDEX received_id ON received (message_id)
	WHERE message_id IS NOT NULL;
CREATE INDEX received_identifier ON received (identifier)
	WHERE identifier IS NOT NULL;

-- How far each mailbox was read. UIDs up to "uid" are booked; those up to
-- "done" were marked or moved in the mailbox, as it is configured.
CREATE TABLE mailbox (
	name TEXT NOT NULL PRIMARY KEY,	-- the inbox of cr.conf(5)
	validity INTEGER NOT NULL,	-- UIDVALIDITY, RFC 3501 2.3.1.1
	uid INTEGER NOT NULL,
	done INTEGER NOT NULL
) STRICT;
