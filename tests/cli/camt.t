#!/bin/sh
# Bank statements and status reports in XML: what is read of them, what is
# refused, and that their size does not matter.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
cp "$TOP"/tests/corpus/camt/* .

# columns FILE COLUMN,...: the rows of the movements of FILE, without header
columns() {
	cr-read -f tsv -H -o "record,$2" "$1" 2>err | sed -n 's/^entry	//p'
}
tab() { tr '|' '\t'; }

out cr-read -f tsv -H -o record,statement,entries,entries_cents,agrees 053.xml
is "what is pending or for information does not count" \
    "$(printf '%s\n' "$stdout" | grep ^balance)" "$(tab <<'END'
balance|1|7|202150|yes
balance|2|1|1999|no
END
)"
is "a statement that does not agree is told, and no error" "$status $stderr" \
    '0 cr-read: 053.xml: the balances of statement 2 of account "0000012345" do not agree: -10.00 and movements of 19.99 do not make 10.00'
is "amounts, days and statuses" "$(columns 053.xml \
    statement,entry,tx,booked,value,amount_cents,status)" "$(tab <<'END'
1|1|0|2026-09-30|2026-10-01|150050|BOOK
1|2|0|2026-09-30|2026-09-30|70000|BOOK
1|2|1|2026-09-30|2026-09-30|40000|BOOK
1|2|2|2026-09-30|2026-09-30|30000|BOOK
1|3|0|2026-09-30|2026-09-22|-12400|BOOK
1|4|0|2026-09-30|-|500|BOOK
1|5|0|2026-09-30|-|-6000|BOOK
1|6|0|-|-|999999|PDNG
1|7|0|-|-|888888|INFO
2|1|0|2026-09-30|-|1999|BOOK
END
)"
is "a wire: text in lines, structured references, who paid" \
    "$(columns 053.xml name,iban,tax_code,remittance,creditor_ref,document_refs |
    head -n 1)" "$(tab <<'END'
Molino Belmonte S.r.l.|IT91I0306909606100000004711|07643520567|SALDO FATT. 46/001 DEL 28/06/2026 E 47/001|RF18539007547034|46/001,47/001
END
)"
is "references and codes" "$(columns 053.xml \
    end_to_end,servicer_ref,code,bank_code,message_id,payment_id,mandate |
    head -n 4)" "$(tab <<'END'
NOTPROVIDED|A001-1|PMNT/RCDT/ESCT|48|P-77|-|-
-|A002|56//26|-|SDD-9|SLIP-9|-
INV-1|-|56//26|-|SDD-9|SLIP-9|M-1
INV-2|-|56//26|-|SDD-9|SLIP-10|-
END
)"
is "a return: its reason, the charges, the debtor of the first payment" \
    "$(columns 053.xml entry,amount_cents,tx_amount_cents,charges_cents,return_reason,end_to_end,name |
    grep '^3')" "$(echo '3|-12400|-12000|400|MD06|INV-7|Cartiera Intra' | tab)"
is "a reversal flips no sign" \
    "$(columns 053.xml entry,amount_cents,reversal | grep '^4')" \
    "$(echo '4|500|yes' | tab)"
is "an amount in another currency is not the movement's" "$(columns 053.xml \
    entry,currency,tx_amount_cents,name,iban | grep '^5')" \
    "$(echo '5|EUR|-|Example Inc|998877' | tab)"
is "a statement that is sent again says so" \
    "$(columns 053.xml statement,duplicate | uniq)" \
    "$(printf '1\tno\n2\tyes\n')"
is "parts that do not add up, or say nothing" \
    "$(columns 054.xml entry,tx,amount_cents,name,source)" "$(tab <<'END'
1|0|152600|-|camt054
1|1|100000|Edilizia Lago|camt054
1|2|50000|-|camt054
1|3|-|-|camt054
END
)"
is "what CBI wraps, by prefix and depth" "$(columns cbi-daily.xml \
    statement,source,booked,value,amount_cents,code,name,end_to_end)" \
    "$(tab <<'END'
1|cbi-daily|2026-09-29|2026-09-28|10000|48//|Tessitura Doria & Figli|\-
1|cbi-daily|2026-09-29|-|-50|16//00|-|-
2|cbi-periodic|2026-09-29|-|10000|-|-|-
END
)"

is "another encoding" "$(columns 052.xml name)" "Caffè Castelverde"
is "UTF-16" "$(columns 052-utf16.xml name)" "Caffè Castelverde à la carte"
is "bytes that are not what they claim" "$(columns 052-lies.xml name)" \
    "Caffè Castelverde à la carte"
like "and it is told" "$(cat err)" "read as windows-1252"

# A movement that cannot be booked is named and shown; the rest goes on.
out cr-read -f tsv -H -o record,entry,currency,amount_cents,booked bad.xml
is "status of a file with such movements" "$status" 1
is "what is left of it" "$(printf '%s\n' "$stdout" | grep ^entry |
    cut -f2- | grep -v -- '-	-$')" "$(tab <<'END'
8|JPY|-100000|-
9|KWD|123|-
11|EUR|700|-
END
)"
is "each is told by its place" "$(printf '%s\n' "$stderr" | sed 's/^[^:]*:[^:]*:[^:]*: //')" \
'Stmt[1]/Ntry[1]/Amt is missing: the movement cannot be booked
Stmt[1]/Ntry[2]/CdtDbtInd is missing: the movement cannot be booked
Stmt[1]/Ntry[3]/Amt "1.005" is no amount in whole cents: the movement cannot be booked
Stmt[1]/Ntry[4]/Amt "-1.00" is no amount in whole cents: the movement cannot be booked
Stmt[1]/Ntry[5]/Amt "1,00" is no amount in whole cents: the movement cannot be booked
Stmt[1]/Ntry[6]/Amt "1.000000" is no amount in whole cents: the movement cannot be booked
Stmt[1]/Ntry[7]/CdtDbtInd "C" is neither CRDT nor DBIT: the movement cannot be booked
Stmt[1]/Ntry[10]/Amt "1.234" is no amount in whole cents: the movement cannot be booked
Stmt[1]/Ntry[11]/BookgDt "2026-02-30" makes no sense and is left out'

out cr-read empty.xml
is "no movement at all is an error" "$status $stderr" \
    "1 cr-read: empty.xml: holds no movement in its bank statements"
echo '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>' >none
out cr-read none
is "so is no statement" "$status $stderr" "1 cr-read: none: is a message of \
ISO 20022 with no bank statement or status report in it"
sed '/A003/,$d' 053.xml >cut.xml
out cr-read -f tsv cut.xml
is "a file that is cut short gives nothing" "$status$stdout" 1
like "and it is told" "$stderr" "^cr-read: cut.xml:[0-9]+: is cut short"
sed 's/^<Document/<!DOCTYPE x [<!ENTITY e "x">]>&/' 053.xml >doctype.xml
out cr-read doctype.xml
like "no DOCTYPE" "$status $stderr" "^1 .*has a DOCTYPE"

# Envelopes and archives
openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 9 \
    -subj /CN=x 2>/dev/null
openssl cms -sign -binary -nodetach -in 053.xml -signer c.pem -inkey k.pem \
    -outform DER -out 053.xml.p7m
is "within a signature" "$(cr-read -f tsv -H -o amount_cents 053.xml.p7m \
    2>/dev/null)" "$(cr-read -f tsv -H -o amount_cents 053.xml 2>/dev/null)"

# Status reports
outcomes() {
	cr-read -f tsv -H -o \
	    source,tx,code,outcome,reason,ref,payment_id,message_id "$1" 2>err
}
is "direct debits of CBI" "$(outcomes sdd.xml)" "$(tab <<'END'
sdd|1|RJCT|unpaid|MD01|INV-1|SLIP-9|SDD-9
sdd|1|RJCT|unpaid|AM04|INV-2|SLIP-10|SDD-9
END
)"
is "what the bank says of one" "$(cr-read -f tsv -H -o \
    due,amount_cents,charges_cents,note,name,tax_code,account,mandate \
    sdd.xml | head -n 1)" "$(tab <<'END'
2026-09-30|40000|50|PRE|Cantina Esperia|RSSMRA80A01H501U|IT60X0542811101000000123456|M-1
END
)"
is "a batch that is rejected, and other statuses" "$(outcomes pain002.xml)" \
    "$(tab <<'END'
pain002|0|RJCT|refused|FF05|-|P-1|SDD-1
pain002|1|ACSC|paid|-|E-1|P-2|SDD-1
pain002|2|CANC|recalled|-|E-2|P-2|SDD-1
pain002|3|PDNG|-|-|E-3|P-2|SDD-1
pain002|4|ZZZZ|-|-|E-4|P-2|SDD-1
END
)"
is "an unknown status is told" "$(cat err)" 'cr-read: pain002.xml:9: the '\
'status "ZZZZ" is not known: it changes nothing'
is "a file that is rejected as a whole" "$(outcomes pain002-group.xml)" \
    "$(echo 'pain002|0|RJCT|refused|AM05|-|-|SDD-3' | tab)"
is "the second version" "$(outcomes pain002-v2.xml)" \
    "$(echo 'pain002|1|RJCT|unpaid|AC04|E-9|P-1|SDD-2' | tab)"

# One movement of 30,000 parts, in 20 MB, in less memory than it takes.
awk 'BEGIN {
	print "<BkToCstmrStmt><Stmt><Id>1</Id><Ntry><Amt Ccy=\"EUR\">30000.00"
	print "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><NtryDtls>"
	for (i = 1; i <= 30000; i++) {
		printf "<TxDtls><Refs><EndToEndId>E%d</EndToEndId></Refs>", i
		printf "<Amt Ccy=\"EUR\">1.00</Amt><RmtInf><Ustrd>%600d", i
		print "</Ustrd></RmtInf></TxDtls>"
	}
	print "</NtryDtls><AddtlNtryInf>last</AddtlNtryInf></Ntry>"
	print "</Stmt></BkToCstmrStmt>"
}' >parts.xml
out cr-read -f json parts.xml
is "very many parts: all of them, in order" "$(sed -n \
    's/.*"tx":\([0-9]*\),.*"end_to_end":"E\([0-9]*\)".*/\1 \2/p' .out |
    awk '$1 == $2 && $1 == NR' | wc -l)" 30000
is "and the movement before them" "$(head -n 1 .out | sed \
    's/.*"tx":\([0-9]*\),.*"amount_cents":\([0-9]*\),.*/\1 \2/')" "0 3000000"
like "what stands behind them is told as left out" "$stderr" \
    "Stmt\[1\]/Ntry\[1\] has very many parts"

# A hundred megabytes, where address space is for a third of them beside what
# the program itself takes. (Sanitizers take terabytes.)
awk 'BEGIN {
	print "<BkToCstmrStmt><Stmt><Id>1</Id>"
	for (i = 1; i <= 100000; i++) {
		printf "<Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT"
		printf "</CdtDbtInd><Sts>BOOK</Sts><NtryDtls><TxDtls><RmtInf>"
		printf "<Ustrd>%900d</Ustrd></RmtInf></TxDtls></NtryDtls>", i
		print "</Ntry>"
	}
	print "</Stmt></BkToCstmrStmt>"
}' >many.xml
# every sh that this runs on has -v, though POSIX does not
# shellcheck disable=SC3045
limited() {
	nm "$BUILD/bin/cr-read" 2>/dev/null | grep -q __asan_init ||
	    ulimit -v 80000
	cr-read -f json many.xml
}
is "a hundred megabytes in constant memory" "$( (limited) | tail -n 1 |
    sed 's/.*"entries":\([0-9]*\).*/\1/')" 100000
head -c 50000000 many.xml >cut.xml
out cr-read -f tsv -H -o record cut.xml
is "a large one that is cut short is told in part, and refused" \
    "$status $(printf '%s\n' "$stdout" | uniq) $(echo "$stderr" | wc -l)" \
    "1 entry 1"
done_testing
