#!/bin/sh
# No debt is lost, doubled or paid by money that came for another.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/ledger.sh"

rec() { printf '{"record":"%s",%s}\n' "$1" "$2"; }
party() { rec party "\"code\":\"$1\",\"name\":\"$1 Srl\""; }
# CREDITOR NUMBER CENTS [MORE]
item() {
	rec item "\"creditor\":\"$1\",\"debtor\":\"C\",\"number\":\"$2\",
	\"date\":\"2026-01-10\",\"amount_cents\":$3,${4:-\"due\":\"2026-02-10\"}" |
	    tr -d '\n\t'
	echo
}
# REF NUMBER CENTS [MORE]
pay() {
	rec payment "\"ref\":\"$1\",\"debtor\":\"C\",\"number\":\"$2\",
	\"date\":\"2026-03-01\",\"amount_cents\":$3${4:-}" | tr -d '\n\t'
	echo
}
parties() { party A; party B; party C; }
take() { cr-import -q -H "$@" >/dev/null 2>err; }

# Whose money it is
fresh -q
{ parties; item A 1 10000; item B 1 10000; } | take
pay P1 1 15000 >p.jsonl
out cr-import p.jsonl
like 'a number of two creditors is refused' "$stderr" 'several creditors'
take -c B p.jsonl
is 'the creditor of the option is the one who is paid' "$(open)" \
    '1 2026-02-10 10000 account 5000'
is 'for his own document' "$(sql 'SELECT count(*) FROM alloc
    JOIN doc ON doc.id = item / 1000 JOIN entry ON entry.id = entry
    WHERE doc.creditor <> entry.creditor')" 0
sound 'creditors'
fresh -q
{ parties; item A 1 10000; } | take
pay P1 2 5000 >p.jsonl
take p.jsonl
item B 2 10000 | take
is 'a payment that came before its document is known after it' \
    "$(counts p.jsonl)" '0 0 1 0'

# Money that goes back where a credit note has the number of an invoice
for order in '1 10000 1 -4000' '1 -4000 1 10000'; do
	fresh -q
	# shellcheck disable=SC2086
	set -- $order
	{ parties; item A "$1" "$2"; item A "$3" "$4"; } | take
	pay P1 1 10000 | take
	pay P2 1 -4000 | take
	is "$2 first: a refund is of the credit note" "$(open)" ''
	pay P3 1 -10000 ',"kind":"INS"' | take
	is "$2 first: a returned RiBa of the invoice" "$(open)" \
	    '1 2026-02-10 10000'
done
fresh -q
{ parties; item A 1 1000; item A 1 2000 | sed 's/2026-0/2025-0/g'
  pay P1 1 3000; } | take
item A 1 1000 '"due":"2026-02-10","cause":"INS"' | take
is 'a returned RiBa is of the invoice of its date' "$(open)" \
    '1 2026-02-10 1000'
fresh -q
{ parties; item A ' A  1 ' 10000; } | take
item A 'A 1' 10000 >n.jsonl
is 'blanks around a number are no part of it' "$(counts n.jsonl)" '0 0 1 0'

# What SdI discarded
x=$TOP/examples/fatture/IT99000010282_00132.xml
ns=$TOP/examples/ricevute/IT99000010282_00132_NS_001.xml
fresh -q
take "$ns"
take "$x"
out cr-undo run:1
is 'a receipt is not undone before the invoice that asked for it' "$status" 4
printf '{"record":"item","debtor":"%s","number":"81/26","date":"%s",
"due":"2026-08-30","amount_cents":378200}' "$(sql 'SELECT coalesce(vat,
    tax_code) FROM party JOIN doc ON party.id = debtor')" 2026-07-01 |
    tr -d '\n' >erp.jsonl
is 'what SdI discarded the ERP does not bring back' \
    "$(counts erp.jsonl)" '0 0 1 0'
cr-undo -q run:2 >/dev/null
cr-undo -q run:1 >/dev/null
take "$x"
is 'once the receipt is undone it is the invoice' "$(counts erp.jsonl)" \
    '0 0 1 0'
is 'which is owed' "$(open)" '81/26 2026-08-30 378200'

# Sent twice, discarded once: undone, it was never discarded
fresh -q
sed 's#</FatturaElettronicaBody>#<!-- 2 -->&#' "$x" >IT99000010282_00998.xml
digest() { sha256sum "$1" | cut -d' ' -f1; }
sed "s/$(digest "$x")/$(digest IT99000010282_00998.xml)/
    s/_00132/_00998/g" "$ns" >ns2.xml
take "$x"
take IT99000010282_00998.xml
take "$ns"
is 'what was sent again stands' "$(open)" '81/26 2026-08-30 378200'
out cr-undo run:2
is 'and is not undone now' "$status" 4
cr-undo -q run:3 >/dev/null
take ns2.xml
is 'nor discarded with its copy' "$(open)" '81/26 2026-08-30 378200'
take "$ns"
is 'but when both are' "$(open)" ''
is 'for good' "$(counts "$x" IT99000010282_00998.xml ns2.xml)" '0 0 1 0
0 0 1 0
0 0 1 0'
sound 'sent twice'

# A snapshot is a list of what is open and nothing else
fresh -q
{ parties; item A 1 10000 '"due":"2026-03-10"'; } >s.jsonl
cr-read -f json "$TOP/examples/fatture/IT99000010282_00101.xml" >inv.jsonl
{ parties; item A 1 10000; } | take
cat inv.jsonl >>s.jsonl
take -s --allow-shrink s.jsonl "$TOP/examples/fatture/"*_00101.xml
is 'an invoice among them is refused, the rest is taken' "$(open)" \
    '1 2026-03-10 10000'
fresh -q
{ parties; item A 1 10000 '"due":"2026-02-10","instalment":1'
  item A 1 20000 '"due":"2026-03-10","instalment":1'
  item A 1 10000 '"due":"2026-02-10","instalment":1'; } >i.jsonl
is 'an instalment listed twice is no change of the first' \
    "$(counts i.jsonl)" '4 0 1 1'
is 'which stays' "$(open)" '1 2026-02-10 10000'

fresh -q
{ parties; item A 1 1000; item A 1 1000; item A 1 1000 '"due":"2026-03-10"'
  pay P1 1 2000; } | take
item A 1 1000 '"due":"2026-04-10"' >s.jsonl
take -s --allow-shrink s.jsonl
is 'an instalment that moved is not the one that was paid' \
    "$(sql "SELECT i.id % 1000, date(i.due * 86400, 'unixepoch'), kind
    FROM item i LEFT JOIN alloc a ON a.item = i.id" | tr '\n' ' ')" \
    '1|2026-02-10|payment 2|2026-02-10|payment 3|2026-04-10| '
is 'and is open' "$(open)" '1 2026-04-10 1000'
fresh -q
{ parties; item A 1 1000; item A 1 1000; pay P1 1 1000; } | take
item A 1 1000 >s.jsonl
take -s --allow-shrink s.jsonl
is 'nor is its twin' "$(sql 'SELECT item % 1000, kind FROM alloc')" \
    '1|payment'

fresh -q
{ parties; item A 1 1 | awk '{ for (i = 0; i < 1000; i++) print }'
  item A 2 1; } >i.jsonl
is 'one instalment too many is refused, not all of them' \
    "$(counts i.jsonl)" '1003 0 0 1'

# What later money rests on is not undone before it
fresh -q
{ parties; item A 1 10000; } | take
for p in '1 10000' '2 -10000' '3 10000'; do
	pay "${p% *}" 1 "${p#* }" | take
done
out cr-undo run:3
is 'a reopening that was paid is not undone' "$status" 4
is 'nothing is open' "$(open)" ''
cr-undo -q run:4 >/dev/null
t 'before the payment' cr-undo run:3
sound 'reopened'
fresh -q
{ parties; item A 1 10000; } | take
item A 1 15000 | take
pay 1 1 15000 | take
out cr-undo run:2
is 'nor an amount that was paid' "$status" 4
sound 'changed'
# --- what is left cannot be more than the whole

printf '%s\n' 'Codice;Numero documento;Data documento;Scadenza;Importo;Residuo' \
    'X1;77/26;10/07/2026;08/09/2026;100,00;500,00' >more.csv
rm -f "$CR_LEDGER"*
cr-init
printf 'codice;partita_iva;ragione_sociale\nX1;01234567897;Alfa S.r.l.\n' >x1.csv
cr-import x1.csv >/dev/null
out cr-import more.csv
is 'more open than the amount: status' "$status" 1
like 'more open than the amount: why' "$stderr" 'more.csv:2: more is open than'
is 'more open than the amount: nothing owed' "$(cr-list -H)" ''

done_testing
