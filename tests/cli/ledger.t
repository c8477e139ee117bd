#!/bin/sh
# The ledger that cr-import leaves: sound by SQLite's own tests, since the
# load leaves the checking of foreign keys out, and sound as accounts are.
. "$(dirname "$0")/lib.sh"
E=$TOP/examples

out cr-init
out cr-import "$E/parties.csv" "$E/scadenzario.csv" "$E/pagamenti.csv" \
    "$E"/fatture/*
is 'the examples are loaded' "$status" 0
sql() { sqlite3 "$CR_LEDGER" "$1"; }
is 'every reference is there' "$(sql 'PRAGMA foreign_key_check')" ''
is 'the file is whole' "$(sql 'PRAGMA integrity_check')" ok

is 'an open balance is its amount less its allocations' "$(sql "
	SELECT count(*) FROM item i LEFT JOIN open_item o ON o.item = i.id
	WHERE i.undone_by IS NULL AND coalesce(o.open_cents, 0) <>
	    i.amount_cents - coalesce((SELECT sum(a.amount_cents)
	    FROM alloc a WHERE a.item = i.id AND a.undone_by IS NULL), 0)")" 0
is 'money on account is what was not allocated' "$(sql "
	SELECT count(*) FROM entry e LEFT JOIN open_entry o ON o.entry = e.id
	WHERE e.undone_by IS NULL AND coalesce(o.open_cents, 0) <>
	    e.amount_cents - coalesce((SELECT sum(a.amount_cents)
	    FROM alloc a WHERE a.entry = e.id AND a.undone_by IS NULL), 0)")" 0
is 'the sum of the rows of cr-age is the balance' \
    "$(cr-age -H -o total_cents | awk '{ s += $1 } END { print s }')" \
    "$(sql 'SELECT (SELECT sum(open_cents) FROM open_item) -
	    coalesce((SELECT sum(open_cents) FROM open_entry), 0)')"

before=$(sql 'SELECT count(*) FROM item')
cp "$CR_LEDGER" before.db
out cr-import "$E/parties.csv" "$E/scadenzario.csv" "$E/pagamenti.csv" \
    "$E"/fatture/*
is 'twice is once: status' "$status" 0
is 'twice is once: items' "$(sql 'SELECT count(*) FROM item')" "$before"
is 'twice is once: nothing added or changed' "$(printf '%s\n' "$stdout" |
    awk -F'\t' '!/^#/ { s += $6 + $7 } END { print s + 0 }')" 0

done_testing
