#!/bin/sh
# cr-log: the journal is listed, and a broken chain is told.
. "$(dirname "$0")/lib.sh"

out cr-init
is 'a ledger is made' "$status" 0
printf '%s\n' 'codice;partita_iva;ragione_sociale' \
    'C1;01234567897;Alfa S.r.l.' >parties.csv
cp parties.csv parties2.csv
echo 'C2;12345678903;Beta S.r.l.' >>parties2.csv
cr-import parties.csv >/dev/null
CR_TODAY=2026-10-01 CR_OPERATOR=anna cr-import parties2.csv >/dev/null

out cr-log -H -o act,operator,day
like 'events are listed' "$stdout" '^import	test	2026-09-30'
out cr-log -H --operator anna -o day
is 'of one operator' "$stdout" 2026-10-01
out cr-log -H --since 2026-10-01 -o operator
is 'from a day on' "$stdout" anna
out cr-log -H --until 2026-09-30 --act import -o operator
is 'to a day' "$stdout" test

out cr-log --verify -H
is 'the chain holds' "$status" 0
like 'its head is printed' "$stdout" '^ev:[0-9]+	[0-9a-f]{64}$'
head=$(cr-log --verify -H | cut -f 2)
out cr-log --expect "$head"
is 'the head noted before is in the chain' "$status" 0
out cr-log --expect 0000
is 'another head is not' "$status" 4

# break NAME SQL ERE: the chain of a copy, broken so, is refused with status 4
break_chain() {
	rm -f copy.db*
	sqlite3 "$CR_LEDGER" ".backup copy.db"
	sqlite3 copy.db "PRAGMA foreign_keys = OFF; $2" >/dev/null
	out cr-log -d copy.db --verify
	is "$1: status" "$status" 4
	like "$1: named" "$stderr" "$3"
}
break_chain 'a changed detail' \
    "UPDATE event SET detail = '{}' WHERE id = 1" 'ev:1 is not what'
break_chain 'another act' \
    "UPDATE event SET act = 'undo' WHERE id = 1" 'ev:1 is not what'
break_chain 'another operator' \
    "UPDATE run SET operator = 'mallory'" 'ev:1 is not what'
break_chain 'an event taken out' \
    'DELETE FROM event WHERE id = 1' 'ev:1 is missing'
break_chain 'the last event cut off' \
    'DELETE FROM event WHERE id = (SELECT max(id) FROM event)' 'does not end'
break_chain 'an event added' \
    "INSERT INTO event (run, act, hash) SELECT 1, 'import', hash FROM event
     LIMIT 1" 'is not what'

done_testing
