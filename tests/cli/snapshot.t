#!/bin/sh
# cr-import --snapshot: the ledger follows the ERP's list of what is open.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

snap() { cr-import -H -s -o added,changed,unchanged,refused "$@" 2>err |
    tr '\t' ' '; }
head='Codice cliente;Numero documento;Data documento;Scadenza;Importo;Residuo'
{
	echo 'Codice;Ragione sociale'
	echo 'C1;Alfa S.r.l.'
} >p.csv
rows() {
	echo "$head"
	for n; do echo "C1;$n;10/01/2026;15/02/2026;100,00;100,00"; done
}

fresh
cr-import p.csv >/dev/null
rows 1 2 3 4 5 6 7 8 9 10 >s1.csv
is 'a first snapshot' "$(snap s1.csv)" '10 0 0 0'
is 'the same again' "$(snap s1.csv)" '0 0 10 0'

# 1 and 2 vanish, 3 is part paid, 4 has another due date, 5 another amount
{
	rows 6 7 8 9 10 11
	echo 'C1;3;10/01/2026;15/02/2026;100,00;40,00'
	echo 'C1;4;10/01/2026;15/03/2026;100,00;100,00'
	echo 'C1;5;10/01/2026;15/02/2026;90,00;90,00'
} >s2.csv
CR_TODAY=2026-10-01
is 'what vanished, moved, changed' "$(snap s2.csv)" '1 3 5 0'
is 'is closed, moved, changed' "$(open)" '3 2026-02-15 4000 4 2026-03-15 10000'\
' 5 2026-02-15 9000 6 2026-02-15 10000 7 2026-02-15 10000 8 2026-02-15 10000'\
' 9 2026-02-15 10000 10 2026-02-15 10000 11 2026-02-15 10000'
is 'each closing is in the journal' "$(cr-log -H --act close -o subject |
    tr '\n' ' ')" 'item:1001 item:2001 '
is 'no second item' "$(sql 'SELECT count(*) FROM item')" 11
sound 'second snapshot'

CR_TODAY=2026-10-02
sed 's/^C1;11;.*/C1;1;10\/01\/2026;15\/02\/2026;100,00;100,00/' s2.csv >s3.csv
is 'what came back' "$(snap s3.csv)" '0 1 8 0'
is 'is reopened' "$(sql 'SELECT open_cents FROM open_item WHERE item = 1001')" \
    10000
is 'an item is one for ever' "$(sql 'SELECT count(*) FROM item')" 11
sound 'third snapshot'
is 'the second day is still told as it was' \
    "$(cr-age -H --as-of 2026-10-01 -o total_cents)" 83000
is 'and the first' "$(cr-age -H --as-of 2026-09-30 -o total_cents)" 100000

# nobody empties a ledger by accident
before=$(open)
rows 6 >cut.csv
out cr-import -s cut.csv
is 'a file that was cut off: status' "$status" 4
is 'a file that was cut off: nothing happened' "$(open)" "$before"
{ cat s3.csv; echo 'C9;1;10/01/2026;15/02/2026;100,00;100,00'; } |
    grep -v '^C1;6;' >bad.csv
out cr-import -s bad.csv
is 'a row was refused: nothing is closed' "$status$(open)" "4$before"
out cr-import -s --allow-shrink cut.csv
is 'unless it may' "$status$(open)" '06 2026-02-15 10000'
sound 'shrunk'
out cr-undo run:"$(sql 'SELECT max(id) FROM run')"
is 'and it can be undone' "$(open)" "$before"
sound 'undone'

# instalments: a moved one is known by its amount
fresh
cr-import p.csv >/dev/null
{
	echo "$head"
	echo 'C1;1;10/01/2026;10/02/2026;50,00;50,00'
	echo 'C1;1;10/01/2026;10/03/2026;60,00;60,00'
	echo 'C1;1;10/01/2026;10/04/2026;70,00;70,00'
} >a.csv
cr-import -s a.csv >/dev/null
sed -e 's,10/03,20/03,' -e 's,10/04,20/04,' a.csv >b.csv
is 'two moved' "$(snap b.csv)" '0 2 1 0'
is 'each is itself' "$(open)" \
    '1 2026-02-10 5000 1 2026-03-20 6000 1 2026-04-20 7000'

# in plain mode the ERP's balance is told, not taken, but for new items
sed 's/70,00;70,00/70,00;10,00/' b.csv >c.csv
is 'plain: nothing changed' "$(counts c.csv)" '0 0 3 0'
like 'plain: but told' "$(cat err)" '1 items have another balance'
echo 'C1;2;10/01/2026;10/04/2026;70,00;10,00' >>c.csv
is 'plain: a new one' "$(counts c.csv)" '1 0 3 0'
is 'plain: with what is left of it' "$(sql 'SELECT open_cents FROM open_item
    WHERE item = 2001')" 1000
sound 'plain'

done_testing
