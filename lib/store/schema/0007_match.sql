-- What pays what: matches of money to open items, and what waits for one.

-- A match of an entry: booked by cr-match or by hand, or one that it is not
-- sure enough of and that waits for a person. What is refused is kept, so
-- that it is not proposed again; what is ignored is no debtor's money. The
-- allocations of a booked one are those from alloc_from to alloc_to.
CREATE TABLE matching (
	id INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL REFERENCES entry,
	debtor INTEGER REFERENCES party,
	state TEXT NOT NULL CHECK (state = 'booked' OR state = 'waiting' OR
	    state = 'refused' OR state = 'ignored'),
	rule TEXT NOT NULL,		-- key number amount sum ... manual
	confidence_bp INTEGER NOT NULL,
	reasons TEXT NOT NULL,		-- words, or a person's own
	alloc_from INTEGER,
	alloc_to INTEGER,
	run INTEGER NOT NULL REFERENCES run,
	ended_by INTEGER REFERENCES run	-- accepted, outdated, unbound
) STRICT;
CREATE INDEX matching_entry ON matching (entry);
CREATE INDEX matching_waiting ON matching (id)
	WHERE state = 'waiting' AND ended_by IS NULL;

-- What one that waits, or was refused, would allocate: as in "alloc".
CREATE TABLE matching_part (
	matching INTEGER NOT NULL REFERENCES matching,
	n INTEGER NOT NULL,		-- from 1
	item INTEGER REFERENCES item,
	peer INTEGER REFERENCES item,
	claim INTEGER REFERENCES claim,	-- kind claim: instead of an item
	amount_cents INTEGER NOT NULL,
	kind TEXT NOT NULL,
	PRIMARY KEY (matching, n),
	CHECK ((item IS NULL) = (claim IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Allocations that a person took back, and by which run.
CREATE TABLE unbound (
	alloc INTEGER NOT NULL REFERENCES alloc,
	run INTEGER NOT NULL REFERENCES run,
	PRIMARY KEY (alloc, run)
) STRICT, WITHOUT ROWID;

-- Accounts that debtors paid from, learned of booked matches that did not
-- rely on them. One that paid for several debtors, as that of a factor or of
-- a payment service, tells nobody; nor does one whose holder has another
-- name, unless it paid for the same debtor twice.
CREATE TABLE payer (
	id INTEGER PRIMARY KEY,
	iban TEXT NOT NULL,
	debtor INTEGER NOT NULL REFERENCES party,
	named INTEGER NOT NULL CHECK (named = 0 OR named = 1),
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX payer_iban ON payer (iban);
