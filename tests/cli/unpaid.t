#!/bin/sh
# Bills: what a bank was asked to collect, and what became of it, as a log.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

IBAN=IT60X0542811101000000123456
# bill WORD REF DEBTOR DUE CENTS DAY [KEY VALUE]...: an outcome of a Ri.Ba.
bill() {
	printf '{"record":"outcome","source":"%s","ref":"%s",' \
	    "${source:-riba}" "$2"
	printf '"debtor":"%s","due":"%s","amount_cents":%s,"outcome":"%s",' \
	    "$3" "$4" "$5" "$1"
	printf '"date":"%s","account":"05428/11101/123456","tx":1' "$6"
	shift 6
	while [ $# -gt 1 ]; do
		case $1 in *_cents) printf ',"%s":%s' "$1" "$2" ;;
		*) printf ',"%s":"%s"' "$1" "$2" ;; esac
		shift 2
	done
	echo '}'
}
# move DAY CENTS CODE [KEY VALUE]...: a movement in an RH
move() {
	n=$((${n:-0} + 1))
	printf '{"record":"entry","statement":1,"account":"%s","entry":%s,' \
	    "$IBAN" "$n"
	printf '"tx":0,"booked":"%s","amount_cents":%s,"code":"%s",' \
	    "$1" "$2" "$3"
	printf '"source":"%s"' "${source:-rh}"
	shift 3
	while [ $# -gt 1 ]; do
		case $1 in *_cents) printf ',"%s":%s' "$1" "$2" ;;
		*) printf ',"%s":"%s"' "$1" "$2" ;; esac
		shift 2
	done
	echo '}'
}
as() { CR_TODAY=$1; shift; "$@"; CR_TODAY=2026-09-30; }
take() { cr-import -q - >/dev/null 2>err || cat err; }
log() {
	sql "SELECT date(day * 86400, 'unixepoch') || ' ' || source || ' ' ||
	    coalesce(outcome, code) || iif(again IS NULL, '', ' again')
	    FROM outcome WHERE undone_by IS NULL ORDER BY day, id" |
	    tr '\n' ',' | sed 's/,$//'
}
left() {
	sql "SELECT d.number || ' ' || open_cents FROM open_item o
	    JOIN doc d ON d.id = o.item / 1000 ORDER BY 1" | tr '\n' ',' |
	    sed 's/,$//'
}
entries() {
	sql "SELECT e.kind || ' ' || e.amount_cents || ' ' ||
	    coalesce(o.open_cents, '-') FROM entry e LEFT JOIN open_entry o
	    ON o.entry = e.id WHERE undone_by IS NULL ORDER BY e.id" |
	    tr '\n' ',' | sed 's/,$//'
}
unpaid() { cr-rate -n -H -o code,unpaid --as-of "$1" 2>/dev/null |
    tr '\t\n' ' ,'; }
begin() {
	fresh -q
	as 2026-06-01 take <<-'EOT'
	{"record":"party","code":"C1","name":"Edilcave","roles":["debtor"]}
	{"record":"party","code":"C2","name":"Brenta","roles":["debtor"]}
	{"record":"item","debtor":"C1","number":"2026/031","date":"2026-05-31","due":"2026-06-30","amount_cents":122000,"method":"MP12"}
	{"record":"item","debtor":"C2","number":"2026/032","date":"2026-05-31","due":"2026-06-30","amount_cents":40000,"method":"MP12"}
	{"record":"item","debtor":"C2","number":"2026/033","date":"2026-05-31","due":"2026-06-30","amount_cents":5750,"method":"MP12"}
	EOT
}
slip() {
	bill presented 101 C1 2026-06-30 122000 2026-06-10 \
	    remittance 'FATT. 2026/031 DEL 31/05/2026' message_id SLIP1
	bill presented 102 C2 2026-06-30 45750 2026-06-10 \
	    remittance 'FT 2026/032 E 2026/033' message_id SLIP1
}

echo '{"record":"party","code":"C1","name":"Edilcave"}' >nothing.jsonl

# ---- presented -------------------------------------------------------------
begin
as 2026-06-10 take <<EOT
$(slip)
EOT
is 'a presented bill leaves the items open' "$(left)" \
    '2026/031 122000,2026/032 40000,2026/033 5750'
is 'it knows what it collects' "$(sql "SELECT b.ref, d.number,
    i.amount_cents FROM bill_item i JOIN bill b ON b.id = i.bill
    JOIN doc d ON d.id = i.item / 1000 ORDER BY 1, 2" | tr '\n' ' ')" \
    '101|2026/031|122000 102|2026/032|40000 102|2026/033|5750 '
slip >slip.jsonl
is 'presented again it is once' "$(as 2026-06-10 counts slip.jsonl)" '0 0 2 0'
sound presented

# ---- paid, unpaid, paid ----------------------------------------------------
as 2026-07-02 take <<EOT
$(bill paid 101 C1 2026-06-30 122000 2026-06-30 code 30010)
$(bill unpaid 102 C2 2026-06-30 45750 2026-07-02 code 42010 charges_cents 550)
EOT
is 'paid closes, unpaid leaves open' "$(left)" \
    '2026/032 40000,2026/033 5750'
is 'with an entry of the debtor' "$(entries)" 'RIB 122000 -'
is 'charges are a claim' "$(sql "SELECT kind, amount_cents, state
    FROM claim")" 'charge|550|open'
is 'the unpaid one counts' "$(unpaid 2026-07-02)" 'C1 0,C2 1,'
as 2026-07-03 take <<EOT
$(move 2026-07-03 -45750 37 remittance 'RIBA INSOLUTA N. 0000000102')
EOT
is 'the movement of the bank is the same event' "$(log)" '2026-06-10 riba presented,2026-06-10 riba presented,2026-06-30 riba paid,2026-07-02 riba unpaid,2026-07-03 rh unpaid again'
is 'and no money of anybody' "$(entries)" 'RIB 122000 -,INS -45750 -'
is 'counted once' "$(unpaid 2026-07-03)" 'C1 0,C2 1,'
as 2026-07-10 take <<EOT
$(bill unpaid 101 C1 2026-06-30 122000 2026-07-09 code 42010 charges_cents 550)
EOT
is 'paid, then unpaid: open again' "$(left)" \
    '2026/031 122000,2026/032 40000,2026/033 5750'
is 'with its own due date' "$(sql "SELECT DISTINCT
    date(due * 86400, 'unixepoch') FROM open_item")" 2026-06-30
is 'as-of before it was paid' "$(cr-age -H -o code,total_cents \
    --as-of 2026-07-05 | tr '\t\n' ' ,')" 'C2 45750,'
is 'both count' "$(unpaid 2026-07-10)" 'C1 1,C2 1,'
as 2026-07-20 take <<EOT
$(bill paid 101 C1 2026-06-30 122000 2026-07-20 code 07011)
EOT
is 'a return of a return' "$(left)" '2026/032 40000,2026/033 5750'
sound log
is 'the log, as printed' "$(as 2026-07-21 cr-list -H --outcomes --all \
    -o ref,day,outcome,source,again,charges_cents | tr '\t' ' ')" \
'101 2026-06-10 presented riba no -
101 2026-06-30 paid riba no -
101 2026-07-09 unpaid riba no 550
101 2026-07-20 paid riba no -
102 2026-06-10 presented riba no -
102 2026-07-02 unpaid riba no 550
102 2026-07-03 unpaid rh yes -'
is 'the bills that are not paid' "$(as 2026-07-21 cr-list -H --bills \
    -o bill,name,ref,state,day,safe | tr '\t' ' ')" \
    'bill:2 Brenta 102 unpaid 2026-07-02 2026-07-10'
is 'and as they were' "$(as 2026-07-21 cr-list -H --bills --as-of \
    2026-07-05 --all -o ref,state,charges_cents | tr '\t\n' ' ,')" \
    '101 paid -,102 unpaid 550,'
is 'of a party, and of a bill' "$(sql "SELECT 'pty:' || id FROM party
    WHERE code = 'C1'" | as 2026-07-21 cr-list -H --bills --all -o bill,ref |
    as 2026-07-21 cr-list -H --outcomes --all -o day | tail -n 1)" 2026-07-20
out cr-list --bills --overdue 3
is 'other options do not go with them' "$status" 2
run=$(sql 'SELECT max(id) FROM run')
as 2026-07-21 cr-undo "run:$run" >/dev/null
is 'undone' "$(left)" '2026/031 122000,2026/032 40000,2026/033 5750'
sound undone
as 2026-07-21 cr-undo "run:$((run - 1))" >/dev/null
is 'and the one before' "$(left)" '2026/032 40000,2026/033 5750'
is 'its claim too' "$(sql 'SELECT count(*) FROM claim
    WHERE undone_by IS NULL')" 1
sound 'undone twice'
out cr-undo run:2
is 'what outcomes were built on stays' "$status" 4

# ---- before its invoice ------------------------------------------------------
fresh -q
as 2026-06-10 take <<EOT
{"record":"party","code":"C1","name":"Edilcave","roles":["debtor"]}
$(bill paid 5 C1 2026-06-30 122000 2026-06-30 remittance '2026/031')
EOT
is 'a bill of no known invoice is on account' "$(entries)" 'RIB 122000 122000'
as 2026-06-11 take <<'EOT'
{"record":"item","debtor":"C1","number":"2026/031","date":"2026-05-31","due":"2026-06-30","amount_cents":122000}
EOT
is 'until the invoice comes' "$(left)$(entries)" 'RIB 122000 -'
as 2026-07-09 take <<EOT
$(bill unpaid 5 C1 2026-06-30 122000 2026-07-09)
EOT
is 'and takes it back from there' "$(left)" '2026/031 122000'
sound 'before its invoice'

# ---- part payments survive -------------------------------------------------
begin
as 2026-06-05 take <<'EOT'
{"record":"payment","ref":"W1","debtor":"C1","number":"2026/031","date":"2026-06-05","amount_cents":22000,"kind":"BON"}
EOT
as 2026-06-10 take <<EOT
$(bill presented 1 C1 2026-06-30 100000 2026-06-10 remittance 'FT 2026/031')
$(bill paid 1 C1 2026-06-30 100000 2026-06-30)
EOT
as 2026-07-05 take <<EOT
$(bill unpaid 1 C1 2026-06-30 100000 2026-07-05)
$(bill unpaid 1 C1 2026-06-30 100000 2026-07-05)
EOT
is 'only what the bill paid is open again' "$(left)" \
    '2026/031 100000,2026/032 40000,2026/033 5750'
is 'the same return twice is once' "$(sql "SELECT count(*) FROM outcome
    WHERE outcome = 'unpaid'")" 1
sound 'part payments'

# ---- an ERP had booked the bill as paid -------------------------------------
begin
as 2026-06-30 take <<'EOT'
{"record":"payment","ref":"R1","debtor":"C1","number":"2026/031","date":"2026-06-30","amount_cents":122000,"kind":"RIB"}
EOT
as 2026-07-02 take <<EOT
$(bill paid 7 C1 2026-06-30 122000 2026-06-30 remittance '2026/031')
EOT
is 'not paid twice' "$(entries)" 'RIB 122000 -'
as 2026-07-03 take <<EOT
$(bill unpaid 7 C1 2026-06-30 122000 2026-07-03)
EOT
is 'and it comes back' "$(left) $(entries)" '2026/031 122000,2026/032 40000,2026/033 5750 RIB 122000 -,INS -122000 -'
as 2026-07-09 take <<EOT
$(bill paid 7 C1 2026-06-30 122000 2026-07-09 code 07011)
EOT
is 'and is paid after all' "$(left)" '2026/032 40000,2026/033 5750'
sound 'booked by the ERP'

# ---- a wire paid what the slip has ------------------------------------------
begin
as 2026-06-10 take <<EOT
$(slip)
{"record":"payment","ref":"W2","debtor":"C1","number":"2026/031","date":"2026-06-20","amount_cents":122000,"kind":"BON"}
EOT
as 2026-07-05 take <<EOT
$(bill unpaid 101 C1 2026-06-30 122000 2026-07-05)
EOT
is 'an unpaid bill takes back no wire' "$(left)" \
    '2026/032 40000,2026/033 5750'

# ---- silence ----------------------------------------------------------------
begin
as 2026-06-10 take <<EOT
$(slip)
EOT
as 2026-06-12 take <<EOT
$(move 2026-06-12 167750 30)
EOT
is 'the credit of the slip is of its bills' "$(log)" '2026-06-10 riba presented,2026-06-10 riba presented,2026-06-12 rh credited,2026-06-12 rh credited'
is 'and waits for nobody' "$(entries)" 'RIB 167750 -'
is 'they are still owed' "$(cr-age -H -o total_cents --as-of 2026-06-12 |
    tr '\n' ' ')" '122000 45750 '
as 2026-07-10 cr-import -q nothing.jsonl >/dev/null
is 'within the tolerance nothing happens' "$(left)" \
    '2026/031 122000,2026/032 40000,2026/033 5750'
as 2026-07-11 cr-import -q nothing.jsonl >/dev/null
is 'then silence is paid' "$(left) $(log)" " 2026-06-10 riba presented,2026-06-10 riba presented,2026-06-12 rh credited,2026-06-12 rh credited,2026-06-30 silence paid,2026-06-30 silence paid"
is 'dated when it was due' "$(sql "SELECT DISTINCT
    date(date * 86400, 'unixepoch') FROM alloc")" 2026-06-30
is 'but that day it was not known' "$(cr-age -H -o total_cents \
    --as-of 2026-07-09 | tr '\n' ' ')" '122000 45750 '
sound silence
as 2026-07-15 take <<EOT
$(move 2026-07-15 -45750 37 remittance 'EFFETTO 102')
EOT
is 'a late return reopens' "$(left)" '2026/032 40000,2026/033 5750'
sound 'late return'
begin
as 2026-06-10 take <<EOT
$(slip)
EOT
as 2026-06-12 take <<EOT
$(move 2026-06-12 167750 30)
EOT
as 2026-07-10 cr-match -q --all
is 'a night without files: within the tolerance nothing' "$(left)" \
    '2026/031 122000,2026/032 40000,2026/033 5750'
as 2026-07-11 cr-match -n -q --all
is 'a dry run writes nothing' "$(left)" \
    '2026/031 122000,2026/032 40000,2026/033 5750'
as 2026-07-11 cr-match -q --all
is 'then silence is paid, by cr-match too' "$(left)" ''
sound 'silent night'
begin
as 2026-06-10 take <<EOT
$(slip)
EOT
as 2026-08-10 cr-import -q nothing.jsonl >/dev/null
is 'without a credit silence says nothing' "$(left)" \
    '2026/031 122000,2026/032 40000,2026/033 5750'
as 2026-07-01 take <<EOT
$(move 2026-07-01 122000 56)
EOT
is 'paid after collection' "$(left)" '2026/032 40000,2026/033 5750'

# ---- days of each bank --------------------------------------------------
safe() {
	begin
	as 2026-06-10 take <<-EOT
	$(slip)
	EOT
	sql "SELECT DISTINCT date(safe * 86400, 'unixepoch') FROM bill"
}
cat >cr.conf <<EOT
bank {
	tolerance = 3
	silence = paid
	account 05428 { tolerance = 5 }
}
EOT
export CR_CONFIG="$T/cr.conf"
is 'the tolerance of the bank' "$(safe)" 2026-07-05
as 2026-07-06 cr-import -q nothing.jsonl >/dev/null
is 'silence is paid without a credit, if so told' "$(left)" ''
sed 's/05428 {/"IT60 X054 2811 1010 0000 0123 456" {/' cr.conf >account.conf
CR_CONFIG=$T/account.conf
is 'the tolerance of the account' "$(safe)" 2026-07-05
sed '/account/d' cr.conf >all.conf
CR_CONFIG=$T/all.conf
is 'the tolerance of all' "$(safe)" 2026-07-03
sed 's/silence = paid/silence = golden/' cr.conf >bad.conf
CR_CONFIG=$T/bad.conf out cr-import nothing.jsonl
is 'a word that is none' "$status" 2
like 'named by line' "$stderr" 'bad.conf:3: silence "golden" is none of'
like 'cr-config shows it' "$(CR_CONFIG=$T/cr.conf cr-config 2>/dev/null)" \
    'bank	silence	paid'
unset CR_CONFIG

# ---- dunning ----------------------------------------------------------------
begin
as 2026-06-10 take <<EOT
$(slip | sed 's/2026-06-30/2026-07-20/')
EOT
reason() { as "$1" cr-dun -n -H --plan -o item,reason 2>/dev/null |
    sort | cut -f2 | tr '\n' ' '; }
like 'what a bank has is not dunned' "$(reason 2026-07-28)" '^bank bank bank'
like 'after its day it is' "$(reason 2026-08-05)" '^taken'
as 2026-07-22 take <<EOT
$(bill unpaid 102 C2 2026-07-20 45750 2026-07-22)
EOT
like 'unpaid at once' "$(reason 2026-07-28)" '^bank taken'

# ---- direct debits ----------------------------------------------------------
begin
source=sdd
as 2026-06-10 take <<EOT
$(bill presented E2E-1 C1 2026-06-30 122000 2026-06-10 remittance 2026/031)
$(bill paid E2E-1 C1 2026-06-30 122000 2026-06-30)
EOT
source=rh
as 2026-07-06 take <<EOT
$(move 2026-07-06 -122000 Z9 end_to_end E2E-1 return_reason MD06)
$(move 2026-07-06 -50 16 end_to_end E2E-1 return_reason MD06)
EOT
is 'a returned debit reopens' "$(left)" \
    '2026/031 122000,2026/032 40000,2026/033 5750'
is 'its charge is a claim' "$(sql 'SELECT kind, amount_cents FROM claim')" \
    'charge|50'
source=camt053
as 2026-07-07 take <<EOT
$(move 2026-07-06 -122000 PMNT/IDDT/UPDD end_to_end E2E-1 return_reason MD06)
EOT
source=pain002
as 2026-07-07 take <<EOT
$(bill unpaid E2E-1 C1 2026-06-30 122000 2026-07-06 reason MD06)
EOT
is 'told three times it is one' "$(unpaid 2026-07-07) $(left)" \
    'C1 1,C2 0, 2026/031 122000,2026/032 40000,2026/033 5750'
source=
sound 'direct debits'

# ---- a receipt that came back ------------------------------------------------
begin
as 2026-07-01 take <<EOT
$(source=camt053 move 2026-07-01 122000 PMNT/RCDT/ESCT end_to_end W7)
EOT
as 2026-07-02 take <<EOT
$(source=camt053 move 2026-07-02 -122000 PMNT/RRTN end_to_end W7 \
    return_reason AC04)
EOT
is 'nobody knew whose: both are gone' "$(entries)" \
    'BON 122000 -,INS -122000 -'
sound 'returned wire'
as 2026-07-03 take <<EOT
$(source=camt053 move 2026-07-03 40000 PMNT/RCDT/ESCT end_to_end W8)
EOT
ent=$(sql 'SELECT max(id) FROM entry')
sql "UPDATE entry SET debtor = (SELECT id FROM party WHERE code = 'C2')
    WHERE id = $ent;
    INSERT INTO alloc (item, entry, date, amount_cents, kind, run)
    SELECT i.id, $ent, 20637, 40000, 'payment', 1 FROM item i
    JOIN doc d ON d.id = i.doc WHERE d.number = '2026/032';
    DELETE FROM open_entry WHERE entry = $ent;
    DELETE FROM open_item WHERE item IN (SELECT i.id FROM item i
    JOIN doc d ON d.id = i.doc WHERE d.number = '2026/032')"
is 'one that was allocated' "$(left)" '2026/031 122000,2026/033 5750'
as 2026-07-04 take <<EOT
$(source=camt053 move 2026-07-04 -40000 PMNT/RRTN end_to_end W8 \
    return_reason AC04)
EOT
is 'takes back just its allocation' "$(left)" \
    '2026/031 122000,2026/032 40000,2026/033 5750'
is 'and counts' "$(unpaid 2026-07-05)" 'C1 0,C2 1,'
as 2026-07-05 take <<EOT
$(source=camt054 move 2026-07-04 -40000 PMNT/RRTN end_to_end W8 \
    return_reason AC04)
EOT
is 'once' "$(unpaid 2026-07-05)" 'C1 0,C2 1,'
sound 'returned allocation'

# ---- an ERP had booked the debit ---------------------------------------------
begin
as 2026-07-01 take <<EOT
{"record":"payment","ref":"P1","debtor":"C1","number":"2026/031","date":"2026-06-30","amount_cents":122000,"kind":"SDD"}
{"record":"payment","ref":"P2","debtor":"C2","number":"2026/032","date":"2026-06-30","amount_cents":40000,"kind":"SDD"}
EOT
as 2026-07-08 take <<EOT
$(source=camt053 move 2026-07-08 -40000 Z9// end_to_end OURS-32 \
    remittance 'FATT. 32/2026 DEL 31/05/2026' return_reason AM04)
$(source=camt053 move 2026-07-08 -122000 Z9// end_to_end OURS-99 \
    remittance 'FATT. 99/2026' return_reason AM04)
EOT
is 'a debit that the bank names: taken back, and no other' "$(left)" \
    '2026/032 40000,2026/033 5750'
is 'the other waits' "$(cr-list --unallocated -H -o open_cents |
    tr '\n' ' ')" '-122000 '
is 'it counts' "$(unpaid 2026-07-09)" 'C1 0,C2 1,'
as 2026-07-09 take <<EOT
$(source=camt053 move 2026-07-09 -40000 Z9// end_to_end OURS-32B \
    remittance 'FATT. 32/2026 DEL 31/05/2026' return_reason AM04)
EOT
is 'nothing is left of it to take back twice' "$(left)" \
    '2026/032 40000,2026/033 5750'
sound 'debit of an ERP'
begin
as 2026-06-02 take <<EOT
{"record":"item","debtor":"C1","number":"7","date":"2026-06-01","due":"2026-06-30","amount_cents":500}
{"record":"item","debtor":"C1","number":"7","date":"2026-06-01","due":"2026-07-31","amount_cents":500}
EOT
as 2026-08-01 take <<EOT
{"record":"payment","debtor":"C1","number":"7","due":"2026-06-30","date":"2026-06-30","amount_cents":500,"kind":"SDD"}
{"record":"payment","debtor":"C1","number":"7","due":"2026-07-31","date":"2026-07-31","amount_cents":500,"kind":"SDD"}
$(source=camt053 move 2026-08-01 -500 Z9// remittance 'FATTURA 7')
EOT
is 'equal instalments: not guessed' "$(cr-list --text 7 -H | wc -l)" 0
as 2026-08-02 take <<EOT
$(source=camt053 move 2026-08-02 -500 Z9// remittance 'FATTURA 7 RATA 2 DI 2')
EOT
is 'but where the bank says which' \
    "$(cr-list --text 7 -H -o number,due)" '7	2026-07-31'
sound 'instalments'

# ---- the credit of a slip, told after its outcomes ---------------------------
begin
as 2026-07-05 take <<EOT
$(slip)
$(bill paid 101 C1 2026-06-30 122000 2026-06-30)
$(bill unpaid 102 C2 2026-06-30 45750 2026-07-03)
$(move 2026-06-30 167750 29)
EOT
is 'a credit beside the outcomes of its bills is no money of its own' \
    "$(cr-list --unallocated -H | wc -l)" 0
sound 'late credit'

# ---- what nobody knows -------------------------------------------------------
begin
as 2026-07-07 take <<EOT
{"record":"outcome","source":"riba","ref":"9","code":"39999","due":"2026-06-30","amount_cents":100,"date":"2026-07-07"}
{"record":"outcome","source":"riba","code":"37000","outcome":"memo","due":"2026-06-30","amount_cents":100,"date":"2026-07-07"}
EOT
is 'unknown codes are kept and change nothing' "$(log) $(left)" '2026-07-07 riba 39999,2026-07-07 riba memo 2026/031 122000,2026/032 40000,2026/033 5750'
as 2026-07-08 take <<EOT
$(move 2026-07-08 -777 37)
EOT
is 'a return of nothing known is open' "$(entries)" 'INS -777 -777'
sound 'unknown'

# ---- the ERP tells it too --------------------------------------------------
begin
slip | as 2026-06-10 take
bill unpaid 101 C1 2026-06-30 122000 2026-07-02 | as 2026-07-02 take
is 'a return told by the bank counts' "$(unpaid 2026-07-03)" 'C1 1,C2 0,'
as 2026-07-05 take <<'EOT'
{"record":"payment","ref":"E1","debtor":"C1","number":"2026/031","date":"2026-06-30","amount_cents":122000,"kind":"RIB"}
{"record":"payment","ref":"E2","debtor":"C1","number":"2026/031","date":"2026-07-04","amount_cents":-122000,"kind":"INS"}
EOT
is 'and counts once when the ERP books it as well' \
    "$(unpaid 2026-07-06)" 'C1 1,C2 0,'
as 2026-09-05 take <<'EOT'
{"record":"payment","ref":"E3","debtor":"C1","number":"2026/031","date":"2026-09-01","amount_cents":122000,"kind":"RIB"}
{"record":"payment","ref":"E4","debtor":"C1","number":"2026/031","date":"2026-09-04","amount_cents":-122000,"kind":"INS"}
EOT
is 'another one months later is another' "$(unpaid 2026-09-06)" 'C1 2,C2 0,'

done_testing
