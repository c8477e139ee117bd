#!/bin/sh
# cr-import: killed on the way it leaves nothing, two at a time do not mix,
# and what must not come in leaves nothing at all.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

awk 'BEGIN {
	print "Codice;Ragione sociale"; print "C1;Alfa"
}' >p.csv
awk 'BEGIN {
	print "Codice cliente;Numero documento;Data documento;Scadenza;Importo"
	for (i = 1; i <= 60000; i++)
		print "C1;" i ";10/01/2026;10/02/2026;1,00"
}' >big.csv

fresh -q
cr-import -q p.csv >/dev/null
for wait in 0.05 0.15 0.3; do
	cr-import -q big.csv >/dev/null 2>&1 &
	pid=$!
	sleep "$wait"
	kill -9 "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	n=$(sql 'SELECT count(*) FROM doc')
	case $n in
	0|60000) pass "killed after $wait s: all or nothing" ;;
	*) fail "killed after $wait s: all or nothing" "$n documents" ;;
	esac
done
cr-import -q big.csv >/dev/null
is 'then it comes in' "$(sql 'SELECT count(*) FROM open_item')" 60000
is 'sound' "$(sql 'PRAGMA integrity_check')" ok
is 'with its indexes' "$(sql "SELECT count(*) FROM sqlite_master
    WHERE name IN ('doc_key', 'alloc_item')")" 2

# two at a time: one waits for the other, or is told to come again
fresh -q
cr-import -q p.csv >/dev/null
cr-import -q big.csv >/dev/null 2>one.err &
one=$!
two=0
cr-import -q big.csv >/dev/null 2>two.err || two=$?
wait "$one"
one=$?
case $one$two in
00|075|750) pass 'two at a time: done, or 75' ;;
*) fail 'two at a time: done, or 75' "$one $two" "$(cat one.err two.err)" ;;
esac
is 'two at a time are one' "$(sql 'SELECT count(*) FROM open_item')" 60000

# what is broken, hostile or no receivable leaves nothing
S=$SHARED/data/fatturapa
if [ -r "$S/expected.tsv" ]; then
	fresh -q
	tail -n +2 "$S/expected.tsv" | awk -F'\t' '$2 == "bad" { print $1 }' |
	    sort -u | while read -r f; do
		cr-import -q "$S/$f" >/dev/null 2>&1
		[ "$?" = 1 ] || echo "$f is not refused"
	done >said
	is 'every bad invoice is refused' "$(cat said)" ''
	find "$S/notifications" -name '*.xml' -exec cr-import -q {} + \
	    >/dev/null 2>&1
	is 'bad invoices and notifications leave nothing' "$(sql "
	    SELECT (SELECT count(*) FROM doc) + (SELECT count(*) FROM item) +
	    (SELECT count(*) FROM party) + (SELECT count(*) FROM entry)")" 0
else
	pass 'the samples of invoices are not here # SKIP'
fi

# the oracle of the generator: each debtor's buckets, to the cent
if [ -r "$SHARED/bench/gen/gen.c" ] &&
    ${CC:-cc} -O1 -w -o gen "$SHARED/bench/gen/gen.c" 2>/dev/null; then
	fresh -q
	./gen csv 2000 d
	cr-import -q d/parties.csv d/invoices.csv d/payments.csv >/dev/null 2>err
	cr-age -H --as-of 2026-09-30 --buckets 30,60,90,180,365 -o \
	    code,current_cents,d1_30_cents,d31_60_cents,d61_90_cents,d91_180_cents,d181_365_cents,over_365_cents,total_cents \
	    >age
	t 'ageing is what the oracle says' diff d/ageing.tsv age
	sound 'generated'
fi

done_testing
