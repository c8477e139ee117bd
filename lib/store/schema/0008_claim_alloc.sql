-- Money against claims: what pays interest, costs and fees, apart from what
-- pays the items.

-- What of an entry paid a claim. An entry's balance is its amount less its
-- allocations to items and to claims. A claim is paid when nothing of it is
-- left.
CREATE TABLE claim_alloc (
	id INTEGER PRIMARY KEY,
	claim INTEGER NOT NULL REFERENCES claim,
	entry INTEGER NOT NULL REFERENCES entry,
	date INTEGER NOT NULL,
	amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
	run INTEGER NOT NULL REFERENCES run,
	undone_by INTEGER REFERENCES run
) STRICT;
CREATE INDEX claim_alloc_claim ON claim_alloc (claim);
CREATE INDEX claim_alloc_entry ON claim_alloc (entry);

-- Those that were taken back, or went over to the claim that superseded
-- theirs, and by which run.
CREATE TABLE claim_unbound (
	alloc INTEGER NOT NULL REFERENCES claim_alloc,
	run INTEGER NOT NULL REFERENCES run,
	PRIMARY KEY (alloc, run)
) STRICT, WITHOUT ROWID;

-- What is asked beside the principal and stands: open, paid or waived.
CREATE VIEW v_claim AS
SELECT 'claim:' || c.id AS claim,
	p.code AS code,
	p.name AS debtor,
	d.number AS number,
	c.kind AS kind,
	date(c.from_day * 86400, 'unixepoch') AS from_day,
	date(c.day * 86400, 'unixepoch') AS day,
	printf('%d.%02d', c.amount_cents / 100, c.amount_cents % 100)
	    AS amount,
	printf('%d.%02d', a.paid / 100, a.paid % 100) AS paid,
	c.currency AS currency,
	c.regime AS regime,
	c.state AS state
FROM claim c
JOIN party p ON p.id = c.debtor
JOIN (SELECT k.id, coalesce(sum(m.amount_cents), 0) AS paid
    FROM claim k LEFT JOIN claim_alloc m ON m.claim = k.id
	AND m.undone_by IS NULL
    GROUP BY k.id) a ON a.id = c.id
LEFT JOIN doc d ON d.id = c.item / 1000
WHERE c.undone_by IS NULL AND c.state <> 'superseded';
