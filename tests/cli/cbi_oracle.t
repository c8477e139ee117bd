#!/bin/sh
# Flows of CBI of the shared samples against their oracle.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
DATA=$SHARED/data/bank
[ -r "$DATA/cbi/expected_rh.tsv" ] || skip_all "no shared data"
command -v jq >/dev/null || skip_all "no jq"
oracle() { awk -f "$TOP/tests/cli/oracle.awk" "$1" "$2"; }
cd "$DATA" || exit 1

# What has no key of its own stands in the note, or in statement_id.
out cr-read -f json cbi/gpa__rnd_rh_flow1.txt cbi/synth__rh_incassi.txt
is "reports: no message, status 0" "$stderr$status" "0"
printf '%s\t' file stmt sender sia account currency caus61 entry \
    value_date booking_date amount= cbi_causale bank_causale cheque \
    'bank_ref?' cust_ref_type descr cp_name cp_taxcode cp_iban 'msg_id?' \
    e2e 'remittance?' return_type return_reason >"$T/rh"
echo free_text >>"$T/rh"
jq -r 'select(.record == "entry") | (.statement_id | split("/")) as $id |
    (.note // "") as $note | [.file, .statement, $id[0], $id[1], .account,
    .currency, (if .duplicate then "93011" else "93001" end), .entry, .value,
    .booked, .amount_cents, .code, .bank_code, .cheque, .servicer_ref,
    (if $note | startswith("NDISTINTA ") then "NDISTINTA" else "" end),
    (($note | sub("^NDISTINTA "; "") | sub(" (BO|:RMG):.*"; ""))), .name,
    .tax_code, .iban, .message_id, .end_to_end, .remittance,
    (($note | capture(":RMG:(?<x>[A-Z]*)") | .x) // ""), .return_reason,
    (($note | capture(" (?<x>(BO|:RMG):.*)") | .x) //
    (if (.note // "") | test("A VOSTRO FAVORE|^BONIFICO$|COMMISS") then ""
    else .remittance end))] | map(. // "" | tostring) | join("\t")' \
    "$T/.out" >>"$T/rh"
is "reports: every movement" "$(oracle cbi/expected_rh.tsv "$T/rh")" \
    "18 rows, compared"

printf '%s\t' file stmt account currency opening= closing= sum= n_entries \
    >"$T/bal"
echo balanced >>"$T/bal"
jq -r 'select(.record == "balance") | [.file, .statement, .account, .currency,
    .opening_cents, .closing_cents, .entries_cents, .entries,
    (if .agrees then "OK" else "BAD" end)] | map(tostring) | join("\t")' \
    "$T/.out" >>"$T/bal"
is "reports: every balance" \
    "$(oracle cbi/expected_rh_balances.tsv "$T/bal")" "2 rows, compared"

out cr-read -f json cbi/synth__riba_esiti.txt cbi/synth__riba_presentazione.txt
is "orders: no message, status 0" "$stderr$status" "0"
printf '%s\t' file kind created support item causale outcome due_date \
    amount= debtor_abi debtor_cab creditor_abi creditor_cab \
    creditor_account sia debtor_code debtor_name debtor_taxcode debt_text \
    receipt_no charges= charge_value_date >"$T/riba"
echo paid_date >>"$T/riba"
jq -r '[.file, (if .outcome == "presented" then "presentation" else "return"
    end), (if .outcome == "paid" then "*" else .date end), .message_id, .tx,
    .code, .outcome, .due, .amount_cents, .note[4:9], .note[14:19],
    .account[5:10], .account[10:15], .account[15:27], .creditor, .debtor,
    .name, .tax_code, .remittance, .ref, .charges_cents, .value,
    (if .outcome == "paid" then .date else "" end)] |
    map(. // "" | tostring) | join("\t")' "$T/.out" >>"$T/riba"
is "orders: every one" "$(oracle cbi/expected_riba.tsv "$T/riba")" \
    "10 rows, compared"
done_testing
