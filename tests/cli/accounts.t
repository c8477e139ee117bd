#!/bin/sh
# Our accounts with banks, as cr-list tells them.
. "$(dirname "$0")/lib.sh"
command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not there'

# --- our accounts with banks
cp -R "$TOP/examples" ex
CR_LEDGER=$T/accounts.db
cr-init -q
(cd ex && cr-import -q parties.csv agenti.csv depositi.csv scadenzario.csv \
    fatture/* >/dev/null 2>&1; cr-import -q banca/* >/dev/null 2>&1)
out cr-list -H --accounts -o account,currency,balance_cents,movements
is 'accounts are listed, each once' "$status $(printf '%s\n' "$stdout" |
    cut -f 1 | sort | uniq -d)" '0 '
like 'with currency, balance and movements' "$stdout" \
    '^IT[0-9A-Z]{25}	EUR	-?[0-9]+	[1-9]'
is 'as the view has it' "$(cr-list -H --accounts -o account,movements | sort |
    tr '\t' '|')" "$(sqlite3 "$CR_LEDGER" \
    'SELECT account, movements FROM v_account' | sort)"
all=$(cr-list -H --accounts -o unmatched_cents | awk '{ s += $1 } END { print s }')
is 'what is unmatched is what is on account' "$all" "$(sqlite3 "$CR_LEDGER" \
    "SELECT sum(open_cents) FROM open_entry o JOIN bank_entry b
    ON b.entry = o.entry WHERE sort = 'receipt' AND open_cents > 0")"
(cr-match -q --all) >/dev/null 2>&1
less=$(cr-list -H --accounts -o unmatched_cents | awk '{ s += $1 } END { print s }')
t 'matched, it is less' test "$less" -lt "$all"
is 'before the first run there was none known otherwise' \
    "$(cr-list -H --accounts --as-of 2026-09-29 | wc -l | tr -d ' ')" \
    "$(cr-list -H --accounts | wc -l | tr -d ' ')"
is 'of another party there is none' \
    "$(cr-list -H --accounts pty:99999 | wc -l | tr -d ' ')" 0
out cr-list --accounts --overdue 3
is 'other words do not go with it' "$status" 2

done_testing
