#!/bin/sh
# Debts or payments? A list with due dates and payment dates is never taken
# for the wrong one.
. "$(dirname "$0")/lib.sh"

head='Data incasso;Codice cliente;Numero documento;Scadenza;Importo'
printf '%s\n' "$head" '12/09/2026;C1;A/77;31/08/2026;5000,00' \
    '15/09/2026;C1;A/78;31/08/2026;300,00' >paid.csv
out cr-read -f json paid.csv
is 'every row was paid: status' "$status" 0
is 'every row was paid: payments' \
    "$(printf '%s\n' "$stdout" | grep -c '"record":"payment"')" 2

printf '%s\n' "$head" '12/09/2026;C1;A/77;31/08/2026;5000,00' \
    ';C1;A/78;31/08/2026;300,00' >some.csv
out cr-read -f json some.csv
is 'some rows were paid: refused' "$status" 1
is 'some rows were paid: no record' "$stdout" ''
like 'some rows were paid: why' "$stderr" 'debts or payments'

printf '%s\n' "$head;Residuo" '12/09/2026;C1;A/77;31/08/2026;5000,00;0,00' \
    ';C1;A/78;31/08/2026;300,00;300,00' >open.csv
out cr-read -f json open.csv
is 'what is left to pay is said: items' \
    "$(printf '%s\n' "$stdout" | grep -c '"record":"item"')" 2

done_testing
