#!/bin/sh
# cr-undo: a run is taken back, unless something was built on it.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"
E=$TOP/examples

# all that counts in the ledger, without the numbers of its rows
state() {
	sql "SELECT d.number, d.date, i.due, i.amount_cents,
	    coalesce(open_cents, 0) FROM item i JOIN doc d ON d.id = i.doc
	    LEFT JOIN open_item o ON o.item = i.id
	    WHERE i.undone_by IS NULL ORDER BY 1, 2, 3, 4;
	    SELECT code, name, vat, tax_code, zip FROM party
	    WHERE undone_by IS NULL ORDER BY 1, 2, 3, 4;
	    SELECT channel, address FROM contact WHERE ended_by IS NULL
	    ORDER BY 1, 2; SELECT open_cents FROM open_entry ORDER BY 1"
}

fresh -q
cr-import -q "$E/parties.csv" >/dev/null
state >after.1
cr-import -q "$E/scadenzario.csv" >/dev/null 2>&1
state >after.2
cr-import -q "$E/pagamenti.csv" >/dev/null 2>&1
state >after.3
cr-import -q "$E"/fatture/* >/dev/null 2>&1
state >after.4
cr-import -q "$E"/ricevute/* >/dev/null 2>&1

out cr-undo run:2
is 'a run that another built on' "$status" 4
like 'names that one' "$stderr" 'run:2 cannot be undone: run:[3-5] '
for n in 5 4 3 2; do
	out cr-undo "run:$n"
	is "run:$n: status" "$status" 0
	state >now
	t "run:$n: all is as before" diff "after.$((n - 1))" now
	sound "run:$n"
done
out cr-undo run:3
is 'undone twice is undone once' "$status $(sql 'SELECT count(*) FROM event
    WHERE act = '"'undo'")" '0 4'
for f in scadenzario.csv pagamenti.csv; do
	cr-import -q "$E/$f" >/dev/null 2>&1
done
cr-import -q "$E"/fatture/* >/dev/null 2>&1
state >now
t 'imported again it is as it was' diff after.4 now
sound 'again'
cp after.4 before
out cr-undo -n run:"$(sql 'SELECT max(id) FROM run')"
state >now
t 'a dry run takes nothing back' diff before now
out cr-undo run:99
is 'no such run' "$status" 1
out cr-undo
is 'no run at all' "$status" 2
t 'the journal holds' cr-log --verify

done_testing
