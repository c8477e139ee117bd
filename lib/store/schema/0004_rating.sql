-- How likely debtors are to pay late or never, day by day.

-- The models that ratings were made with, word for word, so that a rating
-- can be made again.
CREATE TABLE rating_model (
	digest TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the text
	name TEXT NOT NULL,
	text TEXT NOT NULL,
	run INTEGER NOT NULL REFERENCES run
) STRICT;

-- A rating is in force from its day to the next of the same party. There is
-- a new one when something in it is another, so a day without one is like
-- the day before. Points are hundredths, so 10000 is the best there is.
CREATE TABLE rating (
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party,
	day INTEGER NOT NULL,
	model TEXT NOT NULL REFERENCES rating_model,
	class TEXT,			-- NULL: unrated, nothing to judge by
	score INTEGER CHECK (score BETWEEN 0 AND 100),
	pd_bp INTEGER,			-- probability of default in a year
	currency TEXT NOT NULL,		-- of what was measured
	items INTEGER NOT NULL,		-- paid in the window or overdue
	index_bp INTEGER,		-- punctuality
	trend_bp INTEGER,		-- positive: paying sooner than before
	late_rate_bp INTEGER,
	adp_days INTEGER,		-- average days to pay
	delay_days INTEGER,		-- beyond terms, early ones negative
	adl_days INTEGER,		-- beyond terms, early ones nought
	dbt_days INTEGER,		-- the same with what is overdue
	unpaid INTEGER NOT NULL,	-- payments that came back
	since INTEGER,			-- the first document
	overdue_cents INTEGER NOT NULL,
	exposure_cents INTEGER NOT NULL, -- all that is open
	credits_cents INTEGER NOT NULL,	-- credit notes and money on account
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run,
	CHECK ((class IS NULL) = (score IS NULL))
) STRICT;
CREATE INDEX rating_party ON rating (party, day, id);

-- Why: what each measure is worth and what it brought. The points add up
-- to the score, in hundredths.
CREATE TABLE rating_reason (
	rating INTEGER NOT NULL REFERENCES rating,
	measure TEXT NOT NULL,		-- punctuality, trend, ..., cap:unpaid
	heading TEXT NOT NULL CHECK (heading IN ('character', 'capacity',
	    'capital', 'collateral', 'conditions')),
	score_bp INTEGER NOT NULL,	-- of the measure alone
	weight INTEGER NOT NULL,	-- 0: a cap
	points_bp INTEGER NOT NULL,	-- what it brings; negative: takes
	PRIMARY KEY (rating, measure)
) STRICT, WITHOUT ROWID;

-- The rating of each party that is in force now.
CREATE VIEW rating_now AS
SELECT * FROM rating r
WHERE undone_by IS NULL AND NOT EXISTS (
	SELECT 1 FROM rating later
	WHERE later.party = r.party AND later.undone_by IS NULL
	    AND (later.day > r.day OR (later.day = r.day AND later.id > r.id)));
