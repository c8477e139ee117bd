#!/bin/sh
# MT940 and MT942 of the shared samples against their oracle.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
DATA=$SHARED/data/bank
[ -r "$DATA/mt940/expected.tsv" ] || skip_all "no shared data"
command -v jq >/dev/null || skip_all "no jq"
oracle() { awk -f "$TOP/tests/cli/oracle.awk" "$1" "$2"; }
cd "$DATA" || exit 1

# In one file a byte of MS-DOS (0x1a) stands before a ":20:", which the
# oracle passes over: it has one statement less, that then does not agree.
odd=mt940/zilverline__two_accounts.txt
for f in expected expected_balances; do
	grep -v "^$odd" "mt940/$f.tsv" >"$T/$f"
done
tail -n +2 "$T/expected" | cut -f1 | uniq >"$T/files"
tr '\n' '\0' <"$T/files" | xargs -0 cr-read -f json >"$T/json" 2>"$T/err"
is "nothing is refused" "$?" 0

# A day that is none stands in the oracle as it is; NONREF, which says that
# there is nothing, is left out.
printf '%s\t' file stmt seq account entry 'value_date?' 'entry_date?' \
    currency amount= swift_type 'cust_ref~' bank_ref 'supplementary?' gvc \
    'cp_name~' 'cp_iban~' 'eref~' >"$T/got"
echo 'remittance~' >>"$T/got"
jq -r 'select(.record == "entry") | [.file, .statement, .statement_id,
    .account, .entry, .value // "*", .booked // "*", .currency, .amount_cents,
    .code, .payment_id, .servicer_ref, .note, .bank_code, .name, .iban,
    .end_to_end, .remittance] | map(. // "" | tostring) | join("\t")' \
    "$T/json" >>"$T/got"
sed 's/	NONREF	/		/' "$T/expected" >"$T/wanted"
is "every movement" "$(oracle "$T/wanted" "$T/got")" "221 rows, compared"

printf '%s\t' file stmt seq account currency opening= closing= sum= \
    n_entries >"$T/got"
echo balanced >>"$T/got"
jq -r 'select(.record == "balance") | [.file, .statement, .statement_id,
    .account, .currency, .opening_cents, .closing_cents, .entries_cents,
    .entries, (if .agrees == null then "NA" elif .agrees then "OK"
    else "BAD" end)] | map(. // "" | tostring) | join("\t")' "$T/json" \
    >>"$T/got"
is "every balance" "$(oracle "$T/expected_balances" "$T/got")" \
    "$(($(wc -l <"$T/expected_balances") - 1)) rows, compared"
is "all that do not agree are told" "$(grep -c 'its closing balance is' \
    "$T/err")" "$(grep -c "BAD$" "$T/expected_balances")"

cr-read -f json "$odd" >"$T/json"
is "the odd file agrees with itself, in all its statements" \
    "$(jq -r 'select(.record == "balance") | "\(.account) \(.agrees)"' \
    "$T/json")" "1567.50.961EUR true
9914.30.727EUR true
3462.483.153 EUR true
1325.76.155EUR true"
done_testing
