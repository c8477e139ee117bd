-- What is known of debtors beside how they pay, and what is granted them.

-- What a source says of a debtor is never overwritten: a later row of the
-- same key replaces the earlier one from its own run on, and "replaces"
-- names it. A row counts while nothing that stands replaces it.

-- A balance sheet as it was filed: one row a company and year. What the
-- filing does not tell is NULL; ratios are made of it, not kept.
CREATE TABLE balance_sheet (
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party,
	day INTEGER NOT NULL,		-- the last of its year
	filed INTEGER,			-- when it became public
	currency TEXT NOT NULL CHECK (length(currency) = 3),
	assets_cents INTEGER NOT NULL CHECK (assets_cents > 0), -- total
	current_assets_cents INTEGER,
	current_liabilities_cents INTEGER,
	retained_cents INTEGER,		-- reserves and profits carried on
	ebit_cents INTEGER,		-- operating result
	equity_cents INTEGER,		-- book value; may be negative
	liabilities_cents INTEGER,	-- total
	sales_cents INTEGER,
	source TEXT,			-- who tells it
	replaces INTEGER REFERENCES balance_sheet,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX balance_sheet_party ON balance_sheet (party, day);

-- What somebody else thinks of a debtor, in his own words; the rating model
-- has the table that says what it is worth.
CREATE TABLE score_given (
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party,
	provider TEXT NOT NULL,		-- cerved, cribis, ...
	score TEXT NOT NULL,		-- "3", "A2"
	day INTEGER NOT NULL,		-- from when it counts
	until_day INTEGER,		-- the last day; NULL: the model says
	note TEXT,
	replaces INTEGER REFERENCES score_given,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run,
	CHECK (until_day IS NULL OR until_day >= day)
) STRICT;
CREATE INDEX score_given_party ON score_given (party, provider, day);

-- What happened to a debtor and is told of in public registers.
CREATE TABLE adverse (
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party,
	kind TEXT NOT NULL CHECK (kind IN ('insolvency', 'protest',
	    'prejudicial', 'enforcement', 'liquidation', 'ceased')),
	day INTEGER NOT NULL,		-- when it happened
	until_day INTEGER,		-- cancelled, closed; NULL: it stands
	amount_cents INTEGER CHECK (amount_cents >= 0),
	currency TEXT,
	reference TEXT NOT NULL DEFAULT '', -- number of the procedure, bill
	source TEXT,
	note TEXT,
	replaces INTEGER REFERENCES adverse,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run,
	CHECK ((currency IS NULL) = (amount_cents IS NULL)),
	CHECK (until_day IS NULL OR until_day >= day)
) STRICT;
CREATE INDEX adverse_party ON adverse (party, day);

-- What a debtor owns, above all a person: what a judge could sell.
CREATE TABLE asset (
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party,
	kind TEXT NOT NULL CHECK (kind IN ('building', 'land', 'vehicle',
	    'income', 'pension', 'share', 'account', 'other')),
	value_cents INTEGER CHECK (value_cents >= 0), -- income: of a year
	burden_cents INTEGER CHECK (burden_cents >= 0), -- mortgages on it
	currency TEXT,
	day INTEGER NOT NULL,		-- when it was seen
	until_day INTEGER,		-- sold; NULL: he has it
	reference TEXT NOT NULL DEFAULT '', -- land register, plate, employer
	source TEXT,
	note TEXT,
	replaces INTEGER REFERENCES asset,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run,
	CHECK (currency IS NOT NULL OR
	    (value_cents IS NULL AND burden_cents IS NULL)),
	CHECK (until_day IS NULL OR until_day >= day)
) STRICT;
CREATE INDEX asset_party ON asset (party, day);

-- What will be owed and is not invoiced yet: orders to be delivered, and
-- deliveries. A row counts until a later one of the same reference replaces
-- it; an amount of nought ends it.
CREATE TABLE commitment (
	id INTEGER PRIMARY KEY,
	debtor INTEGER NOT NULL REFERENCES party,
	creditor INTEGER NOT NULL REFERENCES party,
	kind TEXT NOT NULL CHECK (kind = 'order' OR kind = 'delivery'),
	reference TEXT NOT NULL,
	day INTEGER NOT NULL,		-- of the order or the delivery note
	expected INTEGER,		-- when it will be delivered, invoiced
	amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0), -- with VAT
	currency TEXT NOT NULL CHECK (length(currency) = 3),
	note TEXT,
	replaces INTEGER REFERENCES commitment,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX commitment_key ON commitment (reference, debtor, kind, creditor);
CREATE INDEX commitment_debtor ON commitment (debtor);
-- an invoice that refers to a delivery ends it
CREATE INDEX doc_reference_delivery ON doc_reference (id)
	WHERE kind = 'delivery';

-- The most that an insurer pays or a factor takes without recourse for a
-- debtor, from a day on.
CREATE TABLE plafond (
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party,
	provider TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'insured' OR kind = 'factored'),
	amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
	currency TEXT NOT NULL CHECK (length(currency) = 3),
	covered_bp INTEGER NOT NULL DEFAULT 10000
	    CHECK (covered_bp BETWEEN 0 AND 10000),
	day INTEGER NOT NULL,
	until_day INTEGER,
	note TEXT,
	replaces INTEGER REFERENCES plafond,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run,
	CHECK (until_day IS NULL OR until_day >= day)
) STRICT;
CREATE INDEX plafond_party ON plafond (party, provider, day);

-- The rules that credit limits were computed by, word for word.
CREATE TABLE limit_rules (
	digest TEXT NOT NULL PRIMARY KEY,	-- SHA-256 of the text
	text TEXT NOT NULL,
	run INTEGER NOT NULL REFERENCES run
) STRICT;

-- Credit limits, from a day on: as they were computed, and as somebody set
-- them. One that was set ends on its last day and counts before those that
-- are computed. Of several the latest counts, by day.
CREATE TABLE credit_limit (
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party,
	origin TEXT NOT NULL CHECK (origin = 'computed' OR origin = 'set'),
	amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0), -- 0: cash
	currency TEXT NOT NULL CHECK (length(currency) = 3),
	day INTEGER NOT NULL,		-- the first it counts on
	until_day INTEGER,		-- the last; NULL: till there is another
	reason TEXT,			-- of a person, in words
	who TEXT NOT NULL,
	asks INTEGER NOT NULL CHECK (asks IN (0, 1)), -- somebody approves it
	class TEXT,			-- of the rating it is computed for
	part TEXT,			-- that was the least: sales, equity;
					-- NULL: nothing is known any more
	rules TEXT REFERENCES limit_rules,
	detail TEXT,			-- each part, JSON
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run,
	CHECK (until_day IS NULL OR until_day >= day),
	CHECK ((origin = 'computed') = (rules IS NOT NULL)),
	CHECK (origin = 'set' OR (until_day IS NULL AND asks = 0))
) STRICT;
CREATE INDEX credit_limit_party ON credit_limit (party, day, id);

-- What became of a credit limit that somebody set.
CREATE TABLE limit_act (
	id INTEGER PRIMARY KEY,
	credit_limit INTEGER NOT NULL REFERENCES credit_limit,
	act TEXT NOT NULL CHECK (act = 'approve' OR act = 'refuse' OR
	    act = 'withdraw'),
	reason TEXT,
	who TEXT NOT NULL,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX limit_act_limit ON limit_act (credit_limit);

-- Every credit limit that stands, and what became of it.
CREATE VIEW v_limit AS
SELECT 'lim:' || l.id AS lim,
	p.code AS code,
	p.name AS debtor,
	printf('%d.%02d', l.amount_cents / 100, l.amount_cents % 100)
	    AS amount,
	l.currency AS currency,
	l.origin AS origin,
	date(l.day * 86400, 'unixepoch') AS first_day,
	date(l.until_day * 86400, 'unixepoch') AS last_day,
	coalesce((SELECT a.act FROM limit_act a
	    WHERE a.credit_limit = l.id AND a.undone_by IS NULL
	    ORDER BY a.id DESC LIMIT 1), iif(l.asks, 'pending', NULL)) AS act,
	l.reason AS reason,
	l.who AS who
FROM credit_limit l
JOIN party p ON p.id = l.party
WHERE l.undone_by IS NULL;

-- Which cell of exposure and class each debtor is in, from a day on.
CREATE TABLE segment (
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party,
	day INTEGER NOT NULL,
	abc TEXT NOT NULL CHECK (abc = 'A' OR abc = 'B' OR abc = 'C'),
	class TEXT,			-- of its rating; NULL: unrated
	exposure_cents INTEGER NOT NULL,
	currency TEXT NOT NULL,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX segment_party ON segment (party, day, id);

-- What was learned from the ledger's own history, and when: the last one of
-- its kind that stands is used.
CREATE TABLE regressor (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind = 'late' OR kind = 'default'),
	day INTEGER NOT NULL,		-- the last of what it knows
	from_day INTEGER NOT NULL,	-- the first
	items INTEGER NOT NULL,		-- learned from
	events INTEGER NOT NULL,	-- of them, late or in default
	text TEXT NOT NULL,		-- features, scales, coefficients
	digest TEXT NOT NULL,		-- SHA-256 of the text
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;

-- What outside registers answered, so that nobody is asked twice for what is
-- known, and so that one can tell who said it and when. A later row of the
-- same provider, party and key takes the place of the earlier one. An answer
-- that was asked for one party serves another with the same number: its row
-- "shares" the one that has the answer.
CREATE TABLE lookup (
	id INTEGER PRIMARY KEY,
	provider TEXT NOT NULL,		-- section of cr.conf
	party INTEGER NOT NULL REFERENCES party,
	asked TEXT NOT NULL,		-- the key: "IT 01234567897"
	day INTEGER NOT NULL,
	at TEXT NOT NULL,		-- instant, UTC
	until_day INTEGER NOT NULL,	-- the last day it need not be asked again
	state TEXT NOT NULL CHECK (state IN ('found', 'none', 'refused')),
	reason TEXT,			-- of a refusal, in its words
	answer TEXT,			-- as it came
	sha256 TEXT,			-- of the answer's bytes
	shares INTEGER REFERENCES lookup,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run,
	CHECK (until_day >= day),
	CHECK ((answer IS NULL) = (sha256 IS NULL))
) STRICT;
CREATE INDEX lookup_key ON lookup (provider, asked, id);
CREATE INDEX lookup_party ON lookup (party, provider, id);
CREATE INDEX lookup_shares ON lookup (shares) WHERE shares IS NOT NULL;

-- What an answer says of a party that has no table of its own (whether its VAT
-- number is valid, its legal form), and where it says another thing than we
-- do, which is not taken over unless somebody accepts it. The latest of a
-- party, provider, kind and field counts.
CREATE TABLE finding (
	id INTEGER PRIMARY KEY,
	lookup INTEGER NOT NULL REFERENCES lookup,
	party INTEGER NOT NULL REFERENCES party,
	kind TEXT NOT NULL CHECK (kind = 'note' OR kind = 'differs'),
	field TEXT NOT NULL,		-- vat-valid; name, city, pec, ...
	value TEXT NOT NULL,
	ours TEXT,			-- as we had it then
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX finding_party ON finding (party, field, id);
CREATE INDEX finding_lookup ON finding (lookup);

-- From when on a provider may be asked again: so that several runs together
-- ask no more often than one may. No part of what happened: it is forgotten.
CREATE TABLE lookup_pace (
	provider TEXT NOT NULL PRIMARY KEY,
	next_at INTEGER NOT NULL,	-- milliseconds since 1970, UTC
	failures INTEGER NOT NULL DEFAULT 0 -- in a row
) STRICT;

-- Who told an address, and on which day he did: a register (INI-PEC, IPA), the
-- debtor himself. The latest one of an address that stands counts.
CREATE TABLE contact_source (
	id INTEGER PRIMARY KEY,
	contact INTEGER NOT NULL REFERENCES contact,
	source TEXT NOT NULL,
	day INTEGER NOT NULL,
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX contact_source_contact ON contact_source (contact, id);
