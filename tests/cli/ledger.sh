# ledger.sh: what the tests of the ledger share; sourced after lib.sh.
#   sql TEXT          what the ledger answers
#   fresh [OPTION]... a new ledger, made with these options of cr-init
#   counts FILE...    added, changed, unchanged, refused of each
#   open              number, due date and cents of what is open, in one line
#   sound NAME        balances and references are right

sql() { sqlite3 "$CR_LEDGER" "$1"; }
fresh() {
	rm -f "$CR_LEDGER"* ./*.rejects
	cr-init "$@"
}
counts() {
	cr-import -H -o added,changed,unchanged,refused "$@" 2>err |
	    tr '\t' ' '
}
open() {
	sql "SELECT number, date(o.due * 86400, 'unixepoch'), open_cents
	    FROM open_item o JOIN doc d ON d.id = o.item / 1000
	    ORDER BY o.item; SELECT 'account', open_cents FROM open_entry
	    ORDER BY entry" | tr '|\n' '  ' | sed 's/ $//'
}
sound() {
	is "$1: balances are right" "$(sql "
	    SELECT count(*) FROM item i LEFT JOIN open_item o ON o.item = i.id
	    WHERE coalesce(o.open_cents, 0) <> CASE WHEN i.undone_by IS NULL
	    THEN i.amount_cents - coalesce((SELECT sum(a.amount_cents)
	    FROM alloc a WHERE a.item = i.id AND a.undone_by IS NULL), 0)
	    ELSE 0 END; SELECT count(*) FROM entry e
	    LEFT JOIN open_entry o ON o.entry = e.id
	    WHERE coalesce(o.open_cents, 0) <> CASE WHEN e.undone_by IS NULL
	    AND e.apart = 0 THEN e.amount_cents - coalesce((SELECT sum(a.amount_cents)
	    FROM alloc a WHERE a.entry = e.id AND a.undone_by IS NULL), 0)
	    ELSE 0 END; PRAGMA foreign_key_check" | tr '\n' ' ')" '0 0 '
}
