#!/bin/sh
# What the ledger told of a day, it tells of that day for ever: whatever was
# imported, paid late, moved, closed by a snapshot or undone since.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

day() { date -u -d "2026-08-01 + $1 days" +%F; }
# One day's doings, from a generator that gives the same every time.
roll() { seed=$(((seed * 1103515245 + 12345) % 2147483648)); }
pick() { roll; REPLY=$((seed / 65536 % $1)); }
REPLY=0

items() {	# N rows of items, dated around day $1; some known ones change
	echo 'Codice cliente;Numero documento;Data documento;Scadenza;Importo'
	i=0
	while [ $((i += 1)) -le 4 ]; do
		pick 30; n=$REPLY
		pick 3; amount=$((100 + n * 10 + REPLY / 2 * 5))
		echo "C$((n % 3 + 1));N$n;$(date -u -d "2026-07-01 + $n days" \
		    +%d/%m/%Y);$(date -u -d "2026-08-01 + $n days" \
		    +%d/%m/%Y);$amount,00"
	done
}
payments() {	# some of them of days long gone, or of the next week
	echo 'Rif;Data incasso;Codice cliente;Numero documento;Importo;Causale'
	i=0
	while [ $((i += 1)) -le 3 ]; do
		pick 30; n=$REPLY
		pick 25; when=$(($1 - 15 + REPLY))
		pick 4; sign=; [ "$REPLY" -gt 0 ] || sign=-
		pick 200
		echo "P$1-$i;$(date -u -d "2026-08-01 + $when days" \
		    +%d/%m/%Y);C$((n % 3 + 1));N$n;$sign$((REPLY + 1)),00;BON"
	done
}
snapshot() {	# the list of what is open, less a few, some moved
	echo 'Codice cliente;Numero documento;Data documento;Scadenza;Importo;Residuo'
	sql "SELECT p.code, number, strftime('%d/%m/%Y', d.date * 86400,
	    'unixepoch'), strftime('%d/%m/%Y', (i.due + (i.id / 1000 + $1) % 5
	    / 4) * 86400, 'unixepoch'), printf('%d,%02d', amount_cents / 100,
	    amount_cents % 100), printf('%d,%02d', open_cents / 100,
	    open_cents % 100) FROM open_item o JOIN item i ON i.id = o.item
	    JOIN doc d ON d.id = i.doc JOIN party p ON p.id = d.debtor
	    WHERE open_cents > 0 AND (d.id + $1) % 9 <> 0" | tr '|' ';'
}
told() {	# all that is told of a day
	cr-list -H --as-of "$1" -o item,due,open_cents | LC_ALL=C sort
	cr-age -H --as-of "$1" -o party,credits_cents,total_cents,overdue_cents
	cr-statement -H -f tsv --all --from 2026-07-20 --to "$1"
}

{
	echo 'Codice;Ragione sociale'
	for c in 1 2 3; do echo "C$c;Cliente $c"; done
} >p.csv
fresh -q
CR_TODAY=$(day 0)
cr-import p.csv >/dev/null
seed=1 d=0
while [ $((d += 1)) -le 24 ]; do
	CR_TODAY=$(day "$d")
	pick 6
	case $REPLY in
	0) payments "$d" >f.csv; cr-import f.csv ;;
	1) snapshot "$d" >f.csv; cr-import -s --allow-shrink f.csv ;;
	2) cr-undo "run:$(sql "SELECT id FROM run WHERE undone_by IS NULL
	    AND tool = 'cr-import' ORDER BY id DESC LIMIT 1 OFFSET $((d % 3))")" ;;
	*) items "$d" >f.csv; cr-import f.csv
	   payments "$d" >g.csv; cr-import g.csv ;;
	esac >/dev/null 2>&1
	told "$CR_TODAY" >"told.$d"
done
CR_TODAY=$(day 60)
cr-import -q p.csv >/dev/null
d=0
while [ $((d += 1)) -le 24 ]; do
	told "$(day "$d")" >again
	t "$(day "$d") is told as it was told" diff "told.$d" again
	{
		balanced --to "$(day "$d")"
		balanced --to "$(day "$d")" --restated
		balanced --to "$(day "$d")" --from "$(day $((d - 2)))"
	} >>unbalanced
done
is 'and every statement of it adds up' "$(cat unbalanced)" ''
t 'some of them tell money that came back' grep -q 'unpaid' told.24
t 'something was told' test -s told.24
t 'runs were undone' test "$(sql 'SELECT count(*) FROM run
    WHERE undone_by IS NOT NULL')" -gt 1
t 'dates were moved' test "$(sql "SELECT count(*) FROM change
    WHERE field = 'due'")" -gt 1
sound 'after all that'

# Money that came before the invoice it pays is on account until its day.
fresh -q
CR_TODAY=2026-08-20
cat >i.csv <<'E'
Codice cliente;Numero documento;Data documento;Scadenza;Importo
C1;A1;15/08/2026;15/09/2026;100,00
E
cat >q.csv <<'E'
Rif;Data incasso;Codice cliente;Numero documento;Importo;Causale
R1;01/08/2026;C1;A1;100,00;BON
E
cr-import -q p.csv i.csv q.csv >/dev/null
for d in 07-31 08-10 08-15; do
	cr-age -H --as-of "2026-$d" -o credits_cents,total_cents
done >got
is 'paid beforehand: on account until the invoice' "$(cat got)" "$(
    printf '%s\t%s' -10000 -10000)"

done_testing
