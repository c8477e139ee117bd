# dun.sh: a small ledger for the tests of dunning, sourced behind lib.sh. Every
# row is known; the day is 2026-09-30.
command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not there'

# Days are written as dates: @2026-09-30 in SQL.
sql() {
	sed "s/@\([0-9-]\{10\}\)/(julianday('\1') - 2440587.5)/g" |
	sqlite3 -bail -cmd '.timeout 5000' "$CR_LEDGER"
}
ask() { printf '%s\n' "$1" | sql; }

# A ledger with a creditor (1), agents and N customers from 101 on, each with
# one invoice of 1000.00 plus its number, due ten days ago.
ledger() {
	rm -f "$CR_LEDGER" "$CR_LEDGER"-wal "$CR_LEDGER"-shm
	cr-init -q && sql <<-E
	BEGIN;
	INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
	 (1, 'cr-import', '0', 't', @2026-08-01, '2026-08-01T08:00:00Z', '');
	INSERT INTO party (id, code, name, country, vat, street, zip, city,
	    province, iban, run) VALUES (1, 'NOI', 'Officine Brenta S.r.l.',
	    'IT', '01234567897', 'Via del Porto 7', '35121', 'Padova', 'PD',
	    'IT60X0542811101000000123456', 1);
	INSERT INTO party (id, space, code, name, run) VALUES
	 (2, 'agent', 'AG1', 'Anna Neri', 1);
	INSERT INTO contact (party, channel, address, run) VALUES
	 (1, 'email', 'crediti@brenta.example', 1),
	 (1, 'phone', '049 000000', 1),
	 (2, 'email', 'neri@brenta.example', 1);
	WITH RECURSIVE n(x) AS (SELECT 101 UNION ALL SELECT x + 1 FROM n
	    WHERE x < 100 + ${1:-0})
	INSERT INTO party (id, code, name, country, run)
	    SELECT x, 'C' || x, 'Cliente ' || x, 'IT', 1 FROM n
	    WHERE x <= 100 + ${1:-0};
	INSERT INTO contact (party, channel, address, run) SELECT id,
	    'email', 'c' || id || '@example.it', 1 FROM party WHERE id > 100;
	INSERT INTO doc (id, creditor, debtor, credit, number, year, date,
	    currency, run) SELECT id, 1, id, 0, 'FV' || id, 2026, @2026-08-20,
	    'EUR', 1 FROM party WHERE id > 100;
	INSERT INTO item (id, doc, due, amount_cents, run) SELECT
	    id * 1000 + 1, id, @2026-09-20, 100000 + id, 1 FROM doc;
	COMMIT;
	E
	balances
}
# The kept balances, from the documents and allocations.
balances() {
	sql <<-'E'
	BEGIN IMMEDIATE;
	DELETE FROM open_item;
	INSERT INTO open_item SELECT * FROM (SELECT i.id, debtor, creditor,
	    d.date, due, amount_cents - coalesce((SELECT sum(amount_cents)
	    FROM alloc a WHERE a.item = i.id), 0) AS open, currency
	    FROM item i JOIN doc d ON d.id = i.doc) WHERE open <> 0;
	DELETE FROM open_entry;
	INSERT INTO open_entry SELECT * FROM (SELECT e.id, debtor, creditor,
	    e.date, amount_cents - coalesce((SELECT sum(amount_cents)
	    FROM alloc a WHERE a.entry = e.id), 0) AS open, currency
	    FROM entry e) WHERE open <> 0;
	COMMIT;
	E
}
# doc DEBTOR NUMBER DATE DUE CENTS [CURRENCY [METHOD]]: its id is printed
doc() {
	id=$(ask 'SELECT max(1000, coalesce(max(id), 0)) + 1 FROM doc')
	sql <<-E
	INSERT INTO doc (id, creditor, debtor, credit, number, year, date,
	    currency, run) VALUES ($id, 1, $1, $5 < 0, '$2', 2026, @$3,
	    '${6:-EUR}', 1);
	INSERT INTO item (id, doc, due, amount_cents, method, run) VALUES
	    ($id * 1000 + 1, $id, @$4, $5, nullif('${7-}', ''), 1);
	E
	balances
	echo "$id"
}
# pay ITEM CENTS [DATE]
pay() {
	sql <<-E
	INSERT INTO entry (ref, creditor, debtor, date, amount_cents,
	    currency, run) SELECT 'e' || (SELECT count(*) FROM entry), 1,
	    debtor, @${3:-2026-09-29}, $2, currency, 1 FROM doc
	    WHERE id = $1 / 1000;
	INSERT INTO alloc (item, entry, date, amount_cents, kind, run)
	    SELECT $1, max(id), max(date), $2, 'payment', 1 FROM entry;
	E
	balances
}
# An address for customer $1.
address() { ask "UPDATE contact SET address = '$2' WHERE party = $1"; }

# The text part of mail, decoded: letter FILE [html]
letter() {
	/usr/bin/python3 - "$1" "${2:-plain}" <<-'E'
	import email, email.policy, sys
	m = email.message_from_binary_file(open(sys.argv[1], "rb"),
	                                   policy=email.policy.default)
	print("Subject:", m["Subject"])
	print("From:", m["From"])
	print("To:", m["To"])
	print()
	sys.stdout.write(m.get_body((sys.argv[2],)).get_content())
	E
}
cat >cr.conf <<'E'
mail {
	from = "Officine Brenta <crediti@brenta.example>"
}
E
CR_CONFIG=$T/cr.conf
export CR_CONFIG
# by_file CHANNEL ADDRESS MEDIA FILE KEY: that message is one of another kind.
by_file() {
	ask "UPDATE message SET channel = '$1', address = '$2', media = '$3'
	    WHERE id = $5; UPDATE message_content SET content =
	    CAST(readfile('$4') AS BLOB) WHERE message = $5"
}
