#!/bin/sh
# Every bank statement and status report in XML of the shared corpus against
# its oracle, each column of each row.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
DATA=$SHARED/data/bank
[ -r "$DATA/expected.tsv" ] || skip_all "no shared data"
command -v jq >/dev/null || skip_all "no jq"

# cents NAME...: columns that hold a decimal become cents; other columns and
# the header stay. The oracle keeps trailing decimals.
cents() {
	awk -F'\t' -v OFS='\t' -v names="$*" '
	function cents(s,  minus, p, f) {
		if (s == "") return ""
		minus = s ~ /^-/ ? "-" : ""
		sub(/^[-+]/, "", s)
		p = index(s, ".")
		f = p ? substr(substr(s, p + 1) "00", 1, 2) : "00"
		s = (p ? substr(s, 1, p - 1) : s) f
		sub(/^0+/, "", s)
		return s == "" ? "0" : minus s
	}
	FNR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i
		n = split(names, name, " ")
		next
	}
	{ for (i = 1; i <= n; i++) $at[name[i]] = cents($at[name[i]]); print }'
}

(cd "$DATA" && find camt cbi -name '*.xml' -print0 | LC_ALL=C sort -z |
    xargs -0 cr-read -f json >"$T/json" 2>"$T/messages")
is "exit status tells that some is refused" $? 123

# amt_src says where the oracle found an amount, not what a file holds; a
# part's amount that is its movement's is not said twice; and without GrpHdr
# the oracle took the id of the first payment for that of the message.
jq -r 'select(.record == "entry") | [.file, .bank_message_id, .statement,
    .account, .entry, .tx, .booked, .value, .currency, .amount_cents,
    .status, .end_to_end, .servicer_ref, .name, .iban, .remittance,
    .creditor_ref, .document_refs, .return_reason,
    (if .reversal then 1 else 0 end), .code, .tx_amount_cents,
    .charges_cents,
    (if .tx > 0 then .note else .tx_note end),
    (if .tx > 0 then null else .note end)] |
    map(if . == null then "" else tostring end) | join("\t")' json |
    LC_ALL=C sort >got
cents amount tx_amount charges <"$DATA/expected.tsv" |
    awk -F'\t' -v OFS='\t' '
    NR == FNR { if ($2 == "") bare[$1]; next }
    {
	if ($1 in bare) $2 = ""
	if ($22 == $10) $22 = ""
	line = $1
	for (i = 2; i <= NF; i++) if (i != 23) line = line OFS $i
	print line
    }' got - | LC_ALL=C sort >wanted
t "movements and their parts" diff wanted got
is "movements compared" "$(wc -l <got)" "$(wc -l <wanted)"

jq -r 'select(.record == "balance") | [.file, .statement, .account,
    .currency, .opening_cents, .closing_cents, .entries_cents, .entries,
    (if .agrees == null then "NA" elif .agrees then "OK" else "BAD" end)] |
    map(if . == null then "" else tostring end) | join("\t")' json |
    LC_ALL=C sort >got
cents opening closing booked_sum <"$DATA/expected_balances.tsv" |
    LC_ALL=C sort >wanted
t "balances" diff wanted got
awk -F'\t' '$9 == "BAD" { print $1 }' wanted | LC_ALL=C sort >bad
sed -n 's/^cr-read: \(.*\): the balances of statement .* do not agree.*/\1/p' \
    messages | LC_ALL=C sort >told
t "each balance that does not agree is told" diff bad told

tail -n +2 "$DATA/expected_errors.tsv" | cut -f1 | LC_ALL=C sort >bad
sed -n 's/^cr-read: \(camt[^:]*\): \(holds\|is a message\) .*/\1/p' messages |
    LC_ALL=C sort >told
t "files with no statement or no movement are told" diff bad told

# Status reports. The VoP and pain.001 ones are told, and have no outcome.
(cd "$DATA" && find pain002 -name '*.xml' -print0 | LC_ALL=C sort -z |
    xargs -0 cr-read -f json cbi/*techvalsts*.xml) >json 2>messages ||
    fail "a status report is refused"
jq -r '[.file, .bank_message_id, .message_id, .group_status, .group_reason,
    .payment_id, .payment_status, .payment_reason, .tx, .status_id,
    (if .tx > 0 then .code else null end), .instruction_id, .ref,
    (if .tx > 0 then .reason else null end),
    (if .tx > 0 then .note else null end), .amount_cents, .currency, .due,
    .name, .iban, .creditor_name, .account, .mandate, .remittance,
    .charges_cents] |
    map(if . == null then "" else tostring end) | join("\t")' json |
    LC_ALL=C sort >got
cents amount charges <"$DATA/pain002/expected.tsv" |
    awk -F'\t' -v OFS='\t' '{
	if ($14 == "") $14 = $15	# a code, or one of their own
	line = $1
	for (i = 2; i <= NF; i++) if (i != 15) line = line OFS $i
	print line
}' | LC_ALL=C sort >wanted
t "status reports" diff wanted got
is "only rejected collections have an outcome" \
    "$(jq -r 'select(.outcome != null) | .outcome' json | sort | uniq -c |
    awk '{ print $1, $2 }')" "6 unpaid"
is "checks of payees and payments of our own are told" \
    "$(grep -c 'which are no outcomes' messages)" 4
done_testing
