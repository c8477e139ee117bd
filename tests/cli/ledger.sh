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
# balanced [OPTION]...: says which statements of account, with these options
# of cr-statement, do not add up, or not to what cr-age tells of the day that
# --to names. Nothing when all is well.
balanced() {
	to='' restated='' previous=''
	for option; do
		[ "$previous" != --to ] || to=$option
		[ "$option" != --restated ] || restated=$option
		previous=$option
	done
	# shellcheck disable=SC2086 # --restated or nothing
	cr-age -H --as-of "${to:-today}" $restated \
	    -o party,currency,total_cents >.age || echo 'no ageing'
	cr-statement -H --all "$@" -f tsv -o line,party,creditor,currency,\
amount_cents,balance_cents,open_cents >.statement || echo 'no statement'
	awk -F '\t' 'FILENAME == ".age" { age[$1 " " $2] = $3; next }
	{ a = $2 " " $3 " " $4 }
	$1 == "opening" { run = $6; if (a in closed) print a, "twice" }
	$1 == "movement" {
		run += $5
		if ($6 != run) print a, "balance", $6, "is not", run
	}
	$1 == "closing" {
		if ($6 != run) print a, "closing", $6, "is not", run
		closed[a] = $6; told[$2 " " $4] += $6
	}
	$1 == "open" || $1 == "account" { open[a] += $7 }
	END {
		for (a in closed) if (closed[a] != open[a] + 0)
			print a, "closing", closed[a], "open", open[a] + 0
		for (p in told) if (told[p] != age[p] + 0)
			print p, "told", told[p], "age", age[p] + 0
		for (p in age) if (age[p] != 0 && p !~ /^-/ && !(p in told))
			print p, "has", age[p], "and no statement"
	}' .age .statement
}
