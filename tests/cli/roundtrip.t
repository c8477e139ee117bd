#!/bin/sh
# What is written as CSV is imported as it was, and twice is once.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"
stage 1
stage 2
items=code,number,date,due,amount_cents,open_cents,currency,method
parties=code,name,vat,area,agent,depot,category,seasonal
# Who has a code, so that he is found again.
list() { cr-list --area NORD,SUD "$@" </dev/null; }
list -f csv --debtors -o $parties | awk '!seen[$0]++' >parties.csv
list -f csv -o $items >direct.csv
list -o $items | cr-export -O items.csv
is 'a tool and cr-export write the same' "$(cmp direct.csv items.csv)" ''
list -o $items >before

CR_LEDGER=$T/second.db
cr-init -q -c 01234567897:Alfa
out cr-import parties.csv items.csv
is 'the files are taken' "$status$stderr" 0
list -o $items >after
is 'and the items are the same' "$(diff before after)" ''
cr-list -o $parties --debtors -f csv --area NORD,SUD </dev/null |
    awk '!seen[$0]++' | LC_ALL=C sort >again
is 'and the debtors' "$(LC_ALL=C sort parties.csv | diff - again)" ''
is 'and what is owed' "$(cr-age -H --by total -o currency,total_cents \
    </dev/null)" "$(printf 'EUR\t123001\nUSD\t123456')"
out cr-import -q parties.csv items.csv
list -o $items >after
is 'twice is once' "$(diff before after)" ''
list -f json -o $items | cr-export -f csv >json.csv
is 'through JSON it is the same' "$(cmp direct.csv json.csv)" ''
done_testing
