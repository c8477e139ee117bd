#!/bin/sh
# Text from banks: flows of CBI and MT940, in every manner they come in.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
command -v jq >/dev/null || skip_all "no jq"
E=$TOP/examples/banca

# What a reader makes of a file, whatever it is called.
records() { cr-read -f json "$1" 2>&1 | sed 's/"file":"[^"]*",//'; }
one() { jq -rs "$2" "$1"; }

# --- CBI: line ends -------------------------------------------------------
for f in rh-2026-09 riba-presentate riba-esiti; do
	records "$E/$f.txt" >want
	tr -d '\r' <"$E/$f.txt" >lf
	tr -d '\r\n' <"$E/$f.txt" >none
	{ cat none; printf '\032'; } >dos
	{ cat none; echo; } >one-end
	sed 's/ *$//' lf >trimmed
	sed 's/^ //; s/ *$//' lf >stripped
	sed 's/$/      /' lf >wide
	tr '\n' '\r' <lf >cr
	sed 's/$/\n/' lf >spaced
	tail -c +2 none >first-stripped
	{ sed 's/ *$//' none; echo; } >last-trimmed
	cat lf none >twice
	for v in lf none dos one-end trimmed stripped wide cr spaced \
	    first-stripped last-trimmed; do
		records "$v" >got
		t "$f: $v" diff want got
	done
	is "$f: two flows in a file" "$(records twice | wc -l)" \
	    "$((2 * $(wc -l <want)))"
done

# --- CBI: what an account says --------------------------------------------
cr-read -f json "$E/rh-2026-09.txt" >rh
is "the account is its IBAN" "$(one rh 'map(.account) | unique | .[]')" \
    IT39B9999812100000000104500
is "all statements agree" "$(one rh 'map(select(.record == "balance") |
    .agrees) | map(tostring) | join(" ")')" "true true true"
is "140 characters of remittance, and no more" \
    "$(one rh '.[6].remittance | length')" 140
is "the sign is the bank's mark" "$(one rh '.[2] | "\(.code) \(.amount_cents)"')" \
    "37 -134200"

# Movements are numbered from 001 again after 999; here all are 001.
sed 's/^\( 6[23]0000003\)00[0-9]/\1001/' "$E/rh-2026-09.txt" >again
is "movement numbers that begin again" "$(records again | cksum)" \
    "$(records "$E/rh-2026-09.txt" | cksum)"

# 93011 is a statement that is sent again.
sed 's/93001/93011/' "$E/rh-2026-09.txt" >dup
is "a recovered statement is a duplicate" \
    "$(cr-read -f json dup | jq -s 'map(select(.duplicate)) | length')" 11

# The IBAN from its parts, where the bank leaves out what makes it one.
sed '/^ 61/s/IT39   /       /; /^ 61/s/B99998/ 99998/' "$E/rh-2026-09.txt" >parts
is "an IBAN from ABI, CAB and account" \
    "$(cr-read -f json parts | jq -rs 'map(.account) | unique | .[]')" \
    IT39B9999812100000000104500

# Bytes are columns; letters beyond ASCII are those of Windows.
LC_ALL=C sed "s/QUADRIFOGLIO ARREDI/$(printf 'CAFF\310 \350 \200 \235 ARREDI')      /" \
    "$E/rh-2026-09.txt" >latin
like "CP1252, and what it leaves out" \
    "$(cr-read -f json latin | jq -rs '.[9].name')" '^CAFFÈ è € \? ARREDI'

# UniCredit: one text cut every 107 columns, tags astride; the charge has
# the same tags as the item that it is for.
cbi63() { printf ' 630000001001%-107.107s\r\n' "$@"; }
tagged=':RMG:RETURN :TRC:AM04 :IPC:X9 :SCH:COR :RIF:FT 17/26 DEL 02/03/2026 RATA 2 :EE1:SDD-26-17 :IDM:MND-000017 :DEN:BAR ALBA S.N.C. :DEI:IT88P9999403200000000077120 :UCR:NOI'
{
	head -n 3 "$E/rh-2026-09.txt" |
	    sed '3s/C000000002928,0029/D000000002928,00Z9/'
	cbi63 "$(printf %s "$tagged" | cut -c1-107)" \
	    "$(printf %s "$tagged" | cut -c108-)"
	sed -n '3s/C000000002928,0029/D000000000000,5016/p' "$E/rh-2026-09.txt"
	cbi63 "$tagged"
	sed -n '5s/C000000021268,11C000000021268,11/C000000015411,61C000000015411,61/p' \
	    "$E/rh-2026-09.txt"
	sed -n '$s/0000003/0000001/; $s/0000044/0000009/p' "$E/rh-2026-09.txt"
} >tags
out cr-read -f json tags
is "tagged text: nothing to tell" "$stderr" ""
is "tags that straddle records" "$(jq -rs '.[0] | [.code, .return_reason,
    .end_to_end, .mandate, .name, .iban, .remittance] | join("|")' .out)" \
    "Z9|AM04|SDD-26-17|MND-000017|BAR ALBA S.N.C.|IT88P9999403200000000077120|FT 17/26 DEL 02/03/2026 RATA 2"
is "a charge keeps its own cause" "$(jq -rs '.[1].code' .out)" 16

# --- CBI: what is wrong is told, by name ----------------------------------
sed '$d' "$E/rh-2026-09.txt" >cut1
out cr-read -f json cut1
is "a flow that is cut off gives nothing" "$status:$stdout" "1:"
like "and is told by name" "$stderr" \
    '^cr-read: cut1:1: the CBI flow RH "RH20260929BRNT1" is cut off'
cat cut1 "$E/riba-esiti.txt" >cut2
out cr-read -f json cut2
like "so is one in front of another" "$status$stderr" '^1.*is cut off'
out cr-read -f json - <<X
$(sed '/^ 64/d' "$E/rh-2026-09.txt")
X
like "a statement without closing balance" "$status$stderr" '^1.*begins before'
# wrong PATTERN REPLACEMENT FILE ERE
wrong() {
	sed "s/$1/$2/" "$E/$3.txt" >bad
	out cr-read -f json bad
	is "$4: nothing is read" "$status$stdout" 1
	like "$4" "$stderr" "$4"
}
wrong '004758,00' '004758.00' rh-2026-09 'is no amount'
wrong '000000004758,00' '000000000475800' rh-2026-09 'is no amount'
wrong 'C000000004758,00' '+000000004758,00' rh-2026-09 'neither credit nor debit'
wrong '280926280926C000000004758' '310926310926C000000004758' rh-2026-09 \
    'are no days of a movement'
wrong '^ 61' ' XX' rh-2026-09 'stands in no statement'
wrong '^ IB' ' PC' riba-esiti 'neither a statement of account nor'
wrong '0000000134200' '00000001342AB' riba-esiti 'is no amount'
wrong '^ 14' ' 24' riba-esiti 'stands in no order'
wrong '^\( 70.\{117\}\)' '&x' riba-esiti 'longer than 120'
{ cat "$E/riba-esiti.txt"; sed -n 3p "$E/riba-esiti.txt"; } >bad
out cr-read -f json bad
like "a record behind EF" "$status$stderr" '^1.*stands in no CBI flow'

# doubt PATTERN REPLACEMENT FILE ERE: told, and read.
doubt() {
	sed "s/$1/$2/" "$E/$3.txt" >odd
	out cr-read -f json odd
	like "$4" "$stderr" "$4"
	is "$4: it is read" "$status $(wc -l <.out)" \
	    "0 $(cr-read -f json "$E/$3.txt" | wc -l)"
}
doubt '0000044 ' '0000043 ' rh-2026-09 'it has 43 records, it has 44'
doubt '0000003 ' '0000002 ' rh-2026-09 'it has 2 statements, it has 3'
doubt '060782,78' '060782,79' rh-2026-09 \
    'lead to 60782.78, its closing balance is 60782.79'
doubt '280926280926C000000004758' '310926280926C000000004758' rh-2026-09 \
    'value date "310926" is no date and is left out'
doubt '0000002000' '0000003000' riba-esiti 'it has 3 orders, it has 2'
doubt '000000000292800' '000000000292801' riba-esiti \
    'with "-" are 292801 cents, they are 292800'
doubt '15092642010' '15092642099' riba-esiti \
    'the cause "42099" is not known and changes nothing'
is "an unknown cause has no outcome" \
    "$(jq -rs '.[0] | "\(.code) \(.outcome)"' .out)" "42099 null"

# --- CBI: outcomes --------------------------------------------------------
# cause FLOW CAUSE: what the first order of that flow then is.
cause() {
	sed "s/^ \(IB\|EF\)/ \1/; 1s/^ IB/ $1/; s/15092642010/150926$2/" \
	    "$E/riba-esiti.txt" >c
	cr-read -q -f json c | jq -rs '.[0] | [.source, .outcome // "-",
	    .reason // "-"] | join(" ")'
}
while read -r flow code want; do
	is "$flow $code" "$(cause "$flow" "$code")" "$want"
done <<'X'
IB 30010 riba paid -
IB 42010 riba unpaid -
IB 30006 riba refused -
IB 30007 riba refused -
IB 30008 riba recalled -
IB 30009 riba refused -
IB 16000 riba memo -
IB 37000 riba memo -
IB 99999 riba - -
IM 07000 mav paid -
IM 07006 mav refused -
IM 07008 mav recalled -
IM 07010 mav unpaid -
IM 07011 mav paid -
IR 50001 rid unpaid AC04
IR 50003 rid unpaid AM04
IR 50004 rid unpaid MS02
IR 50008 rid recalled -
IR 50009 rid unpaid -
IR 50010 rid paid -
X
is "MAV as presented have the cause of paid ones" "$(sed '1s/ IB/ IM/
    /^ 14/s/30000000/07000000/' "$E/riba-presentate.txt" >c
    cr-read -f json c | jq -rs 'map(.outcome) | unique | .[]')" presented
cr-read -f json "$E/riba-esiti.txt" >esiti
is "number, debtor, charges, their day" "$(one esiti '.[0] | [.ref, .debtor,
    .charges_cents, .value, .date, .creditor] | map(tostring) | join(" ")')" \
    "1002 1022 550 2026-09-22 2026-09-22 BRNT1"
is "the day of payment" "$(one esiti '.[1].date')" 2026-09-15

# --- MT940 ----------------------------------------------------------------
mt() {
	cat >mt
	out cr-read -f json mt
}
entry() { jq -rs "map(select(.record == \"entry\")) | $1" .out; }
mt <<'X'
:20:REF
:25:IT39B9999812100000000104500
:28C:12/1
:60F:C260227EUR100,00
:61:260230C10,NTRFNONREF//B1
:61:2601021231D1,5NTRFA
:61:260102RC2,00NTRFB
:61:260102RD3,00NTRFC
:61:260102DR4,00NTRFD
:61:260102RDR5,00NTRFE
:62F:C260302EUR110,50
-
X
is "MT940: no message" "$status$stderr" "0"
is "30 February is the end of the month" "$(entry '.[0].value')" 2026-02-28
is "the entry date is in the nearest year" \
    "$(entry '.[1] | "\(.booked) \(.value)"')" "2025-12-31 2026-01-02"
is "RC is negative, RD positive, DR a debit" \
    "$(entry 'map(.amount_cents) | map(tostring) | join(" ")')" \
    "1000 -150 -200 300 -400 500"
is "RC and RD are reversals" "$(entry 'map(.reversal // false) |
    map(tostring) | join(" ")')" "false false true true false true"

mt <<'X'
{1:F01XXXXITMMXXXX0000000000}{2:O940}{4:
:20:P1
:25:IT39B9999812100000000104500
:28C:13/1
:60F:C260227EUR100,00
-
:61:2602270227
C10,00NTRFNONREF
:
86:/ORDP//NAME/EDIL ALBA S.R.L./REMI/SALDO FT
 12/26 20:44:45
-testo
:08 altro/EREF/E2E-1
:62M:C260227EUR110,00
-}{5:}
{1:F01XXXXITMMXXXX0000000000}{2:O940}{4:
:20:P2
:25:IT39B9999812100000000104500
:28C:13/2
:60M:C260227EUR110,00
:86:about the statement
:61:260227D10,00NCHGNONREF
:86:16 COMMISSIONI
TRN 9999812900048671480334003340IT
:86:seconda parte
:62F:C260227EUR100,00
:86:about the statement
-}{5:}
X
is "pages, broken lines, stray dashes: no message" "$status$stderr" "0"
is "a broken :61: and a broken :86:" "$(entry '.[0] | [.amount_cents, .name,
    .end_to_end, .remittance] | map(tostring) | join("|")')" \
    "1000|EDIL ALBA S.R.L.|E2E-1|SALDO FT 12/26 20:44:45-testo:08 altro"
is "several :86: belong together; the bank's number is found" \
    "$(entry '.[1] | "\(.servicer_ref)|\(.remittance)"')" \
    "9999812900048671480334003340IT|16 COMMISSIONI TRN 9999812900048671480334003340IT seconda parte"
is "each page agrees" \
    "$(jq -rs 'map(select(.record == "balance") | .agrees)[]' .out)" "true
true"

mt <<'X'
:20:I
:25:1
:28C:1
:34F:EURD0,
:13D:2609281200+0200
:61:260928C10,00NTRFX
:61:260928EC10,00NTRFX
:90C:1EUR10,00
-
X
is "MT942: expected money does not count" "$(jq -rs 'map(select(.record ==
    "balance"))[0] | "\(.source) \(.entries) \(.entries_cents) \(.agrees)"' \
    .out)" "mt942 1 1000 null"
mt <<'X'
:20:I
:25:1
:28C:1
:60F:C260101EUR1,00
:61:hello
X
like "what is no movement" "$status$stdout$stderr" '^1cr-read: mt:5: .*no movement'
mt <<'X'
:20:I
:25:1
:28C:1
:60F:C260101EUR1,00
:61:260102C1,00NTRFX
X
like "no closing balance" "$status $stderr" '^0 .*something may be missing'

# --- large files: told as they come, in memory that does not grow ----------
awk 'BEGIN {
	print ":20:X\n:25:1\n:28C:1\n:60F:C260101EUR0,00"
	for (i = 0; i < 200000; i++)
		print ":61:260102C1,00NTRFNONREF//" i "\n:86:SALDO FT " i
	print ":62F:C260102EUR200000,00"
}' >big
# a sanitizer cannot live in so little
limit=unlimited
# shellcheck disable=SC3045 # every sh that this runs on has -v
(ulimit -v 100000 && cr-read -V) >/dev/null 2>&1 && limit=100000
# shellcheck disable=SC3045
is "a large MT940" "$(ulimit -v $limit; cr-read -f json big | tail -n 1 |
    jq '.entries, .agrees' | tr '\n' ' ')" "200000 true "
{
	printf ' RH99998BRNT1290926%-101s\n' BIG
	sed -n '2p' "$E/rh-2026-09.txt" | tr -d '\r'
	awk 'BEGIN { for (i = 0; i < 60000; i++) printf " 620000001%03d" \
	    "160926160926C000000000001,0048%77s\n", i % 999 + 1, "" }'
} >big
out cr-read -f tsv -H big
like "a large flow that is cut off is refused at its end" \
    "$status $stderr" '^1 cr-read: big:1: the CBI flow RH "BIG" is cut off'

done_testing
