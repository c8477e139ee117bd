#!/bin/sh
# cr-match: what pays what, what waits, and what a person does about it.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

IBAN=IT60X0542811101000000123456
n=0
# party CODE NAME [KEY VALUE]...; item CODE NUMBER DATE CENTS [KEY VALUE]...
more() {
	while [ $# -gt 1 ]; do
		case $2 in *[!0-9-]*|'') printf ',"%s":"%s"' "$1" "$2" ;;
		*) case $1 in *cents|instalment) printf ',"%s":%s' "$1" "$2" ;;
		   *) printf ',"%s":"%s"' "$1" "$2" ;; esac ;; esac
		shift 2
	done
	echo '}'
}
party() {
	printf '{"record":"party","code":"%s","name":"%s"' "$1" "$2"
	shift 2
	more "$@"
}
item() {
	printf '{"record":"item","debtor":"%s","number":"%s","date":"%s",' \
	    "$1" "$2" "$3"
	printf '"due":"%s","amount_cents":%s,"currency":"EUR"' "$3" "$4"
	shift 4
	more "$@"
}
# wire DAY CENTS TEXT [KEY VALUE]...: money that comes in
wire() {
	n=$((n + 1))
	printf '{"record":"entry","statement":1,"account":"%s","entry":%s,' \
	    $IBAN $n
	printf '"tx":0,"booked":"%s","currency":"EUR","amount_cents":%s,' \
	    "$1" "$2"
	printf '"code":"48","source":"rh","servicer_ref":"W%s"' $n
	[ -z "$3" ] || printf ',"remittance":"%s"' "$3"
	shift 3
	more "$@"
}
# A new ledger of what stands on standard input.
ledger() {
	cat >in.jsonl
	n=0
	fresh -q -c 01234567897:Noi
	cr-import -q in.jsonl >in.log 2>&1 || cat in.log
}
wires() {
	cat >bank.jsonl
	cr-import -q bank.jsonl >bank.log 2>&1 || cat bank.log
}
# What was allocated: number, cents, kind; and what waits.
booked() {
	sql "SELECT number, a.amount_cents, a.kind FROM alloc a
	    JOIN doc d ON d.id = a.item / 1000 WHERE a.undone_by IS NULL
	    ORDER BY a.id" | tr '|\n' '  ' | sed 's/ $//'
}
waiting() {
	cr-match -H --pending -o entry,item,confidence_bp,reasons \
	    </dev/null | tr '\t\n' ' ;'
}
match() { out cr-match -H --all "$@"; }

parties() {
	party C1 'Rossi Mobili S.r.l.' vat 01234567804
	party C2 'Verdi Impianti S.p.A.' vat 02345678904
	party C3 'Comune di Prova' kind pa
	party C4 'Bianchi Ettore'
}

# ---- the rules, one by one -------------------------------------------------
# rule NAME ITEM... -- WIRE -- WANTED
{ parties
item C1 46/001 2026-06-01 122000
item C1 46/002 2026-06-02 61000
item C2 12/2026 2026-06-03 100000
item C2 13/2026 2026-06-03 50000
item C2 14/2026 2026-06-03 25000
item C2 7 2026-06-20 -10000
item C3 99/PA 2026-06-01 122000
item C1 300 2026-05-01 122000
item C4 400 2026-05-01 30000 instalment 1
item C1 500 2026-05-05 80000
item C1 501 2026-05-06 99900
} | ledger
{
wire 2026-07-01 122000 'SALDO FATT. 46/001 DEL 01/06/2026' name 'ROSSI MOBILI SRL'
wire 2026-07-02 140000 'FATT. 12 E 13/2026 - NC 7/2026' name 'VERDI IMPIANTI SPA'
wire 2026-07-03 100000 'FATT. 99/PA DEL 01/06/2026 SPLIT PAYMENT' name 'COMUNE DI PROVA'
wire 2026-07-04 102000 'FATT 300 RIT. ACC.' name 'ROSSI MOBILI SRL'
wire 2026-07-05 29960 'FATTURA 400' name 'BIANCHI ETTORE'
wire 2026-07-06 79500 'FATT. 500' name 'ROSSI MOBILI SRL' charges_cents 500
wire 2026-07-07 61000 '' tax_code 01234567804
wire 2026-07-08 25000 'FT 14/2026' name 'SCONOSCIUTO SRL'
wire 2026-07-09 99900 '' name 'ALTRI SRL'
} | wires
match
is 'receipts are matched' "$status $stderr" '0 '
is 'each as it should be' "$(booked)" '46/001 122000 payment 12/2026 10000 credit 7 -10000 credit 12/2026 90000 payment 13/2026 50000 payment 99/PA 22000 vat 99/PA 100000 payment 300 20000 withheld 300 102000 payment 400 40 rounding 400 29960 payment 500 500 charges 500 79500 payment 14/2026 25000 payment 46/002 61000 payment'
is 'an amount alone is nothing' "$(waiting)" ''
is 'what is nobody'\''s stays' "$(sql 'SELECT entry, open_cents,
    debtor IS NULL FROM open_entry')" '9|99900|1'
sound 'rules'
like 'the act is in the journal' "$(sql "SELECT detail FROM event
    WHERE act = 'match'")" '"receipts":9,"booked":8,"waiting":0'
before=$(sql 'SELECT count(*) FROM alloc; SELECT max(id) FROM run')
match
is 'twice is once' "$status $stdout$stderr $(sql 'SELECT count(*) FROM alloc;
    SELECT max(id) FROM run')" "0  $before"

# ---- past days, and undoing ------------------------------------------------
is 'the payer was found today' "$(sql "SELECT count(*) FROM change
    WHERE entry IS NOT NULL AND field = 'debtor'")" 8
run=$(sql "SELECT max(id) FROM run WHERE tool = 'cr-match'")
out cr-undo "run:$run"
is 'a run is undone' "$status $(booked)" '0 '
is 'and nobody is known as its payer again' "$(sql 'SELECT count(*)
    FROM entry WHERE debtor IS NOT NULL; SELECT count(*) FROM payer
    WHERE undone_by IS NULL')" '0
0'
sound 'undone'
match
is 'and done again' "$(sql 'SELECT count(*) FROM alloc
    WHERE undone_by IS NULL')" 15

# ---- what waits ------------------------------------------------------------
{ parties
item C1 10 2026-06-01 10000
item C1 11 2026-06-01 10000
item C2 20 2026-06-01 50000
item C2 21 2026-06-01 70000
} | ledger
{
wire 2026-07-01 10000 'SALDO' name 'ROSSI MOBILI SRL'
wire 2026-07-02 70000 'FT 20' name 'VERDI IMPIANTI SPA'
wire 2026-07-03 1234 'GIROCONTO' name 'BANCA'
} | wires
match
is 'two that fit are not chosen from' "$status $stdout" '0 '
like 'it says why' "$(waiting)" '^ent:1 item:[0-9]* 6000 .*ambiguous'
out cr-match --pending -o entry,why
like 'for people too' "$stdout" 'payer known by name, there are other answers'
before=$(waiting)
match
is 'proposals are made once' "$(waiting) $(sql 'SELECT count(*)
    FROM matching')" "$before 2"
out cr-match -H --refuse ent:2
is 'a proposal is refused' "$status $(printf '%s' "$stdout" | cut -f8)" \
    '0 refused'
match
is 'and does not come again' "$(waiting | tr ';' '\n' | grep -c ent:2)" 0
out cr-match -H --accept match:1
is 'another is accepted' "$status $(booked)" '0 10 10000 payment'
out cr-match --accept match:1
is 'once' "$status $stderr" '1 cr-match: no proposal waits as match:1'
out cr-match -H --ignore 'giro' ent:3
is 'nobody'\''s money is put aside' "$status $(printf '%s' "$stdout" |
    cut -f8,11)" '0 ignored	giro'
out cr-match -H --ignore 'giro' ent:3
is 'once too' "$status $stdout" '0 '
sound 'waiting'

# ---- by hand ---------------------------------------------------------------
{ parties
item C2 20 2026-06-01 50000
item C2 21 2026-06-01 70000
item C2 5 2026-06-01 -1000
item C1 30 2026-06-01 10000
} | ledger
wire 2026-07-02 100000 'VARIE' name 'VERDI IMPIANTI SPA' | wires
i20=item:1001 i21=item:2001 nc=item:3001
out cr-match --bind ent:1 $i20=900,00
is 'more than is open is refused' "$status $stderr" '1 cr-match: item:1001 has less open than ent:1 would give it'
out cr-match --bind ent:1 $i20=500,00 $i21=600,00
is 'more than there is too' "$status $stderr" '1 cr-match: ent:1 has less left than is given away'
is 'nothing was booked' "$(booked)" ''
out cr-match --bind ent:1 $i20 banana
is 'what is no item is usage' "$status" 2
out cr-match -H --bind ent:1 $i20 charges=5,00 $i21=400.00 $nc
is 'by hand' "$status $(booked)" '0 20 500 charges 20 1000 credit 5 -1000 credit 20 48500 payment 21 40000 payment'
is 'the rest stays on account, his' "$(sql 'SELECT open_cents, debtor
    FROM open_entry')" "11500|$(sql "SELECT id FROM party WHERE code = 'C2'")"
sound 'by hand'
out cr-match -H --unbind ent:1 $i21
is 'one item is taken back' "$status $(booked)" '0 20 500 charges 20 1000 credit 5 -1000 credit 20 48500 payment'
sound 'one back'
out cr-match -H --unbind ent:1
is 'and all' "$status $(booked)" '0 '
is 'the money is nobody'\''s again' "$(sql 'SELECT open_cents,
    debtor IS NULL FROM open_entry')" '100000|1'
sound 'all back'
run=$(sql 'SELECT max(id) FROM run')
out cr-undo "run:$run"
is 'even that is undone' "$status $(booked)" '0 20 500 charges 20 1000 credit 5 -1000 credit 20 48500 payment'
sound 'undone again'
printf '#entry\nent:1 item:2001=10,00\n' >words
out sh -c 'cr-match -H --bind <words'
is 'words come through a pipe' "$status $(booked | grep -o '21 1000 .*')" \
    '0 21 1000 payment'
out cr-match --bind ent:99 $i21
is 'no entry, nothing' "$status" 1

# ---- payments that came before their invoice -------------------------------
fresh -q -c 01234567897:Noi
parties >p.jsonl
cat >early.jsonl <<'J'
{"record":"payment","debtor":"C1","number":"77/A","date":"2026-06-01","amount_cents":50000,"ref":"P1"}
J
item C1 77/A 2026-06-10 50000 >late.jsonl
cr-import -q p.jsonl early.jsonl >/dev/null 2>&1
cr-import -q late.jsonl >/dev/null 2>&1
match
is 'money on account finds its invoice' "$status $(booked) $(open)" \
    '0 77/A 50000 payment '

# ---- who pays, learned -----------------------------------------------------
{ parties
item C1 100 2026-06-01 111100
item C1 101 2026-06-02 222200
item C2 102 2026-06-03 333300
item C2 103 2026-06-04 444400
} | ledger
{
wire 2026-07-01 111100 'FATT. 100' name 'ROSSI MOBILI SRL' iban IT01A1
wire 2026-07-05 222200 '' iban IT01A1
wire 2026-07-02 333300 'FATT. 102 DEL 03/06/2026' name 'BETA FACTOR SPA' iban IT02B2
wire 2026-07-06 444400 '' iban IT02B2
} | wires
match
is 'an account is learned, but not a factor'\''s' "$(booked)" \
    '100 111100 payment 102 333300 payment 101 222200 payment'
is 'from what did not rely on it' "$(sql 'SELECT iban, count(*) FROM payer
    GROUP BY iban')" 'IT01A1|1'

# ---- oldest first, only when asked -----------------------------------------
{ parties
item C1 1 2026-05-01 10000
item C1 2 2026-04-01 10000
item C1 3 2026-06-01 10000
} | ledger
wire 2026-07-01 15000 'ACCONTO' tax_code 01234567804 | wires
match
is 'nothing tells' "$(booked)" ''
match --oldest-first
is 'the oldest is paid first' "$(booked)" '2 10000 payment 1 5000 payment'

# ---- configuration, dry run, another run at work ---------------------------
{ parties
item C1 10 2026-06-01 100000
} | ledger
wire 2026-07-01 99850 'FATT. 10' name 'ROSSI MOBILI SRL' | wires
match -n
is 'a part is paid' "$(printf '%s\n' "$stdout" | cut -f6,7) $(booked)" \
    '99850	payment '
echo 'match { tolerance = 2.00 }' >cr.conf
match -n --config cr.conf
is 'what is rounded is configured' "$(printf '%s\n' "$stdout" |
    cut -f6,7 | tr '\t\n' '  ')" '150 rounding 99850 payment '
echo 'match { threshold = 20 }' >bad.conf
match --config bad.conf
is 'within reason' "$status $(booked)" '2 '
match --threshold 99.95
is 'so is certainty' "$status $(booked) $(waiting | cut -d' ' -f1)" '0  ent:1'
out sh -c 'cr-list --entries --debtor nobody -H 2>/dev/null | cr-match'
is 'a search that found nothing matches nothing' "$status" 2
out cr-match --accept </dev/null
is 'which ones, it asks' "$status" 2
out cr-match -q </dev/null
is 'at a terminal or from cron it takes all' "$status" 0
sqlite3 "$CR_LEDGER" 'BEGIN IMMEDIATE; SELECT 1;' '.shell sleep 8' \
    >/dev/null 2>&1 &
sleep 1
match
is 'one at a time' "$status" 75
wait

# ---- measured: invented receipts with known truth ---------------------------
perl "$TOP/scripts/bench.d/receipts.pl" 2500 5000 "$T/portfolio" || fail 'made'
fresh -q -c 01234567897:Noi
cr-import -q portfolio/ledger.jsonl portfolio/bank.jsonl >/dev/null 2>&1
match
is 'a portfolio is matched' "$status $stderr" '0 '
out perl "$TOP/scripts/bench.d/receipts-judge.pl" "$CR_LEDGER" \
    portfolio/truth.tsv -v
is 'as it is known to be' "$status" 0
printf '%s\n' "$stdout" | sed 's/^/# /'
sound 'a portfolio'
done_testing
