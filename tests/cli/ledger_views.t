#!/bin/sh
# The views for people who open the ledger with sqlite3.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"
stage 1
stage 2
ask() { sqlite3 -separator "$(printf '\t')" "$CR_LEDGER" "$1"; }

is 'items, in plain writing' "$(ask "SELECT * FROM v_item
    WHERE item IN ('item:2001', 'item:4001', 'item:10001')" | cut -f 1-11)" \
"$(printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
    item:2001 'Alfa Distribuzione S.p.A.' C001 'Caffè Rossi S.r.l.' 2/25 \
    2026-07-01 2026-08-30 500.00 200.00 EUR MP05 \
    item:4001 'Alfa Distribuzione S.p.A.' C001 'Caffè Rossi S.r.l.' NC-1 \
    2026-09-15 2026-09-15 -150.00 -150.00 EUR '' \
    item:10001 'Alfa Distribuzione S.p.A.' C001 'Caffè Rossi S.r.l.' 10/25 \
    2026-06-01 2026-06-30 400.00 0.00 EUR MP05)"
is 'cents below one' "$(ask "SELECT amount FROM v_item WHERE item = 'item:6001'")" 0.01
is 'documents' "$(ask "SELECT doc, items, amount, open FROM v_doc
    WHERE debtor = 'Caffè Rossi S.r.l.'" | tr '\t' ' ')" \
'doc:1 1 1000.00 1000.00
doc:2 1 500.00 200.00
doc:3 1 70.01 70.01
doc:4 1 -150.00 -150.00
doc:10 1 400.00 0.00'
is 'debtors owe what the ageing says' \
    "$(ask 'SELECT party, currency, balance FROM v_debtor
    ORDER BY party, currency')" \
    "$(cr-age -f csv -o party,currency,total_cents </dev/null | tr -d '\r' |
    sed '1d;/^;/d' | tr ';,' '\t.' | LC_ALL=C sort)"
is 'money that came in' "$(ask "SELECT entry, amount, on_account FROM v_entry
    WHERE entry IN ('ent:2', 'ent:3')" | tr '\t' ' ')" 'ent:2 300.00 0.00
ent:3 40.00 40.00'
done_testing
