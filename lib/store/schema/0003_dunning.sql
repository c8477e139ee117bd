-- Dunning: what stops a claim, what was claimed, what was sent.

-- What a debtor promised to pay, by when. What came of it is never kept: it
-- follows from the money that came in (lib/store/promise.c).
CREATE TABLE promise (
	id INTEGER PRIMARY KEY,
	debtor INTEGER NOT NULL REFERENCES party,
	creditor INTEGER REFERENCES party, -- only what is owed to it
	currency TEXT NOT NULL CHECK (length(currency) = 3),
	from_day INTEGER NOT NULL,	-- money counts from here on
	day INTEGER NOT NULL,		-- that it was promised for
	until_day INTEGER NOT NULL,	-- the bank's days later: the last one
	amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
	since INTEGER NOT NULL REFERENCES run, -- that knew of it first
	run INTEGER NOT NULL REFERENCES run,
	CHECK (from_day <= day AND day <= until_day)
) STRICT;

CREATE INDEX promise_debtor ON promise (debtor);

-- What stops or reduces the claim for an item, for all of a party's, or for
-- the parties of a category. It ends by itself on its last day. A row is
-- never changed: one that is lifted earlier keeps its days, and one that is
-- moved is lifted and another one takes its place.
CREATE TABLE hold (
	id INTEGER PRIMARY KEY,
	party INTEGER REFERENCES party,
	item INTEGER REFERENCES item,
	category TEXT,
	creditor INTEGER REFERENCES party, -- only what is owed to it
	kind TEXT NOT NULL CHECK (kind IN ('block', 'dispute', 'promise',
	    'plan', 'assigned', 'ceded', 'payment', 'insolvency',
	    'procedure')),
	from_day INTEGER NOT NULL,	-- the first day it counts
	until_day INTEGER,		-- the last one; NULL: until lifted
	amount_cents INTEGER CHECK (amount_cents > 0), -- NULL: the whole
	currency TEXT,			-- of an amount of all of a party's
	code TEXT NOT NULL DEFAULT 'other' CHECK (code IN ('goods', 'price',
	    'quantity', 'delivery', 'terms', 'duplicate', 'paid', 'returned',
	    'liquidity', 'agreement', 'legal', 'request', 'other')),
	reason TEXT,			-- in words; NULL: the code says it
	who TEXT NOT NULL,
	promise INTEGER REFERENCES promise,
	replaces INTEGER REFERENCES hold, -- whose end was moved
	run INTEGER NOT NULL REFERENCES run,
	lifted_by INTEGER REFERENCES run,
	CHECK ((party IS NOT NULL) + (item IS NOT NULL) +
	    (category IS NOT NULL) = 1),
	CHECK (until_day IS NULL OR until_day >= from_day),
	CHECK (creditor IS NULL OR item IS NULL),
	CHECK (amount_cents IS NULL OR category IS NULL),
	CHECK ((currency IS NOT NULL) =
	    (amount_cents IS NOT NULL AND party IS NOT NULL)),
	CHECK ((promise IS NOT NULL) <= (kind = 'promise'))
) STRICT;
CREATE INDEX hold_live ON hold (from_day) WHERE lifted_by IS NULL;
CREATE INDEX hold_promise ON hold (promise) WHERE promise IS NOT NULL;
CREATE INDEX hold_promiser ON hold (party) WHERE promise IS NOT NULL;

-- What the nightly run found of a promise, and told: kept, partly, broken.
-- What comes later may say otherwise, and is told then.
CREATE TABLE promise_told (
	promise INTEGER NOT NULL REFERENCES promise,
	state TEXT NOT NULL CHECK (state IN ('kept', 'partly', 'broken')),
	came_cents INTEGER NOT NULL,
	day INTEGER NOT NULL,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX promise_told_promise ON promise_told (promise);

-- The policies that notices were made by, word for word.
CREATE TABLE policy (
	digest TEXT NOT NULL PRIMARY KEY,	-- SHA-256 of the text
	text TEXT NOT NULL,
	run INTEGER NOT NULL REFERENCES run
) STRICT;

-- A notice to a debtor of a creditor in one currency: one step of the
-- ladder. Its sums are those of its items and credits, always.
CREATE TABLE notice (
	id INTEGER PRIMARY KEY,
	debtor INTEGER NOT NULL REFERENCES party,
	creditor INTEGER NOT NULL REFERENCES party,
	currency TEXT NOT NULL CHECK (length(currency) = 3),
	digest TEXT NOT NULL REFERENCES policy,
	policy TEXT NOT NULL,		-- its name in that text
	level INTEGER NOT NULL,		-- the highest of its items, from 1
	level_name TEXT NOT NULL,
	day INTEGER NOT NULL,
	term_day INTEGER,		-- the last day of the term it grants
	grant_days INTEGER CHECK (grant_days > 0), -- from its arrival, if so
	state TEXT NOT NULL CHECK (state = 'pending' OR
	    state = 'prepared' OR state = 'sent' OR state = 'cancelled'),
	claim_cents INTEGER NOT NULL,	-- sum of its items
	credit_cents INTEGER NOT NULL,	-- taken off for credits, not negative
	pool_cents INTEGER NOT NULL,	-- all his credits then
	basis TEXT NOT NULL,		-- digest of all it was decided from
	approval INTEGER NOT NULL CHECK (approval IN (0, 1)), -- was needed
	approved_by INTEGER REFERENCES run,
	sent_day INTEGER,
	reason TEXT,			-- why it was cancelled
	replaced_by INTEGER REFERENCES notice,
	run INTEGER NOT NULL REFERENCES run,
	ended_by INTEGER REFERENCES run, -- the run that cancelled it
	CHECK (claim_cents > credit_cents AND credit_cents >= 0),
	CHECK (term_day IS NULL OR grant_days IS NULL),
	CHECK ((state = 'sent') <= (sent_day IS NOT NULL)),
	CHECK ((state = 'cancelled') = (ended_by IS NOT NULL))
) STRICT;
CREATE INDEX notice_debtor ON notice (debtor, creditor, currency);
CREATE INDEX notice_waiting ON notice (id)
	WHERE state IN ('pending', 'prepared');

-- What a notice claims.
CREATE TABLE notice_item (
	notice INTEGER NOT NULL REFERENCES notice,
	item INTEGER NOT NULL REFERENCES item,
	level INTEGER NOT NULL,
	level_name TEXT NOT NULL,
	open_cents INTEGER NOT NULL,	-- its balance then
	held_cents INTEGER NOT NULL,	-- of that, under hold
	claim_cents INTEGER NOT NULL CHECK (claim_cents > 0),
	days_late INTEGER NOT NULL,	-- negative before the due date
	PRIMARY KEY (notice, item),
	CHECK (claim_cents = open_cents - held_cents)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_item_item ON notice_item (item);

-- Credit notes and money on account that a notice shows apart.
CREATE TABLE notice_credit (
	notice INTEGER NOT NULL REFERENCES notice,
	item INTEGER REFERENCES item,
	entry INTEGER REFERENCES entry,
	open_cents INTEGER NOT NULL,	-- positive, for the debtor
	CHECK ((item IS NULL) <> (entry IS NULL))
) STRICT;
CREATE INDEX notice_credit_notice ON notice_credit (notice);

-- What is asked beside the principal; never added to an item. "day" is the
-- day of the claim, for interest the last one that it is for. State and
-- ended_by are the present ones: "claim_end" tells what a person or a later
-- claim did, and money that came in is in "claim_alloc".
CREATE TABLE claim (
	id INTEGER PRIMARY KEY,
	debtor INTEGER NOT NULL REFERENCES party,
	creditor INTEGER NOT NULL REFERENCES party,
	item INTEGER REFERENCES item,
	notice INTEGER REFERENCES notice,
	kind TEXT NOT NULL CHECK (kind = 'fee' OR kind = 'interest' OR
	    kind = 'flat40' OR kind = 'penalty' OR kind = 'charge'),
	day INTEGER NOT NULL,
	from_day INTEGER,		-- the first day with interest
	amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
	currency TEXT NOT NULL,
	regime TEXT,			-- of the interest: mora legal ...
	rates TEXT REFERENCES rates,
	reason TEXT,			-- for people
	state TEXT NOT NULL CHECK (state = 'open' OR state = 'paid' OR
	    state = 'waived' OR state = 'superseded'),
	run INTEGER NOT NULL REFERENCES run,
	ended_by INTEGER REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX claim_debtor ON claim (debtor, creditor, currency);
CREATE INDEX claim_item ON claim (item) WHERE item IS NOT NULL;
CREATE INDEX claim_notice ON claim (notice) WHERE notice IS NOT NULL;

-- When a claim ended and how: paid, waived, or superseded by another one.
CREATE TABLE claim_end (
	claim INTEGER NOT NULL REFERENCES claim,
	state TEXT NOT NULL CHECK (state = 'paid' OR state = 'waived' OR
	    state = 'superseded'),
	reason TEXT,			-- of a person
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX claim_end_claim ON claim_end (claim);
CREATE INDEX claim_end_run ON claim_end (run);

-- The rates of interest that claims were made with, word for word.
CREATE TABLE rates (
	digest TEXT NOT NULL PRIMARY KEY,	-- SHA-256 of the text
	text TEXT NOT NULL,
	run INTEGER NOT NULL REFERENCES run
) STRICT;

-- The outbox. A message is written whole before it is sent. It goes to somebody because of a notice, or is a digest of the day for an
-- agent or a depot. One that is being sent when the machine stops becomes
-- unknown: a person decides.
CREATE TABLE message (
	id INTEGER PRIMARY KEY,
	notice INTEGER REFERENCES notice,	-- NULL for a digest
	role TEXT NOT NULL CHECK (role = 'to' OR role = 'copy' OR
	    role = 'digest'),
	party INTEGER REFERENCES party,	-- who gets it, if not the debtor
	channel TEXT NOT NULL CHECK (channel = 'email' OR channel = 'pec' OR
	    channel = 'sms' OR channel = 'fax' OR channel = 'letter' OR
	    channel = 'registered' OR channel = 'phone' OR
	    channel = 'visit' OR channel = 'task'),
	address TEXT NOT NULL,		-- where it goes; a task may have none
	name TEXT,			-- of whom it goes to
	language TEXT NOT NULL,
	template TEXT NOT NULL,
	subject TEXT NOT NULL,
	media TEXT NOT NULL CHECK (media = 'message/rfc822' OR
	    media = 'text/plain' OR media = 'application/pdf'),
	sha256 TEXT NOT NULL,		-- of the content and what is attached
	message_id TEXT UNIQUE,		-- chosen before the first attempt
	state TEXT NOT NULL CHECK (state = 'prepared' OR state = 'sending' OR
	    state = 'sent' OR state = 'delivered' OR state = 'failed' OR
	    state = 'unknown'),
	reason TEXT,			-- why it failed or waits
	tracking TEXT,			-- the provider's number for it
	accepted TEXT,			-- when the provider took it over, UTC
	delivered TEXT,			-- when it got there, UTC
	run INTEGER NOT NULL REFERENCES run,
	CHECK ((role = 'digest') = (notice IS NULL)),
	CHECK (notice IS NOT NULL OR party IS NOT NULL)
) STRICT;
CREATE INDEX message_notice ON message (notice);
CREATE INDEX message_todo ON message (id)
	WHERE state = 'prepared' OR state = 'sending' OR state = 'unknown';
CREATE INDEX message_failed ON message (address) WHERE state = 'failed';
CREATE INDEX message_tracking ON message (tracking)
	WHERE tracking IS NOT NULL;

-- What the channel of a message carries: a MIME entity from MIME-Version on,
-- text, or a PDF. It never changes; beside the row of the message, whose
-- state does, so that a new state does not write all of it again.
CREATE TABLE message_content (
	message INTEGER PRIMARY KEY REFERENCES message,
	content BLOB NOT NULL
) STRICT;

-- Files that are kept whole, each once: what is attached, what came back.
CREATE TABLE blob (
	sha256 TEXT NOT NULL PRIMARY KEY,
	bytes BLOB NOT NULL,
	run INTEGER NOT NULL REFERENCES run	-- the first that had it
) STRICT;

-- What goes with a message, in that order.
CREATE TABLE message_attachment (
	message INTEGER NOT NULL REFERENCES message,
	n INTEGER NOT NULL,		-- from 1
	name TEXT NOT NULL,
	media TEXT NOT NULL,
	sha256 TEXT NOT NULL REFERENCES blob,
	PRIMARY KEY (message, n)
) STRICT, WITHOUT ROWID;

-- Each time that a message was handed over, or should have been.
CREATE TABLE attempt (
	id INTEGER PRIMARY KEY,
	message INTEGER NOT NULL REFERENCES message,
	started TEXT NOT NULL,		-- UTC
	ended TEXT,			-- NULL: not known
	header TEXT NOT NULL,		-- what preceded the content
	sha256 TEXT NOT NULL,		-- of all that was handed over
	outcome TEXT CHECK (outcome = 'sent' OR outcome = 'retry' OR
	    outcome = 'failed' OR outcome = 'unknown'),
	code INTEGER,			-- the server's last reply
	answer TEXT,			-- its words
	run INTEGER NOT NULL REFERENCES run
) STRICT;
CREATE INDEX attempt_message ON attempt (message);
