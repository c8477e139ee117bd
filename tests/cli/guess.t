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

# The debtor is known by what stands in two columns: it says neither.
printf '%s\n' 'Cod. fiscale;Cod. fiscale;Numero;Data;Scadenza;Importo' \
    '01234567897;09876543217;7;01/06/2026;31/08/2026;300,00' >two.csv
out cr-read -f json two.csv
is 'two tax codes and no other: refused' "$status" 1
like 'two tax codes and no other: why' "$stderr" 'may be the tax code'
printf '%s\n' \
    'Codice cliente;Cod. fiscale;Cod. fiscale;Numero;Data;Scadenza;Importo' \
    'C1;01234567897;09876543217;7;01/06/2026;31/08/2026;300,00' >code.csv
out cr-read -f json code.csv
is 'two tax codes beside a customer code: read' "$status" 0

done_testing
