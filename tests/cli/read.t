#!/bin/sh
# cr-read on the files of tests/corpus: records, messages, statuses.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
CORPUS=$TOP/tests/corpus
GOLDEN=$TOP/tests/golden/cr-read
command -v jq >/dev/null || skip_all "no jq"

# golden NAME FILE: FILE is what tests/golden/cr-read/NAME holds.
golden() { t "$1" diff "$GOLDEN/$1" "$2"; }

# Every file of the corpus, good and bad, in one process.
cd "$CORPUS/fatturapa" || exit 1
out cr-read -f json -- *
is "bad invoices among good ones: status" "$status" 1
jq . "$T/.out" >"$T/fatturapa.json"
golden fatturapa.json "$T/fatturapa.json"
golden fatturapa.err "$T/.err"
for f in bad-*; do
	out cr-read -f json "$f"
	is "$f gives no record" "$stdout" ""
	is "$f gives one message and status 1" \
	    "$(printf '%s\n' "$stderr" | grep -c "^cr-read: $f:") $status" "1 1"
done
jq -r .file "$T/fatturapa.json" | sort -u >"$T/read"
find . -name '*.xml' ! -name 'bad-*' | sed 's|^\./||' | sort >"$T/good"
t "every other file is read" diff "$T/good" "$T/read"

cd "$CORPUS/sdi" || exit 1
out cr-read -f json -- *
is "receipts: status" "$status" 1
jq . "$T/.out" >"$T/sdi.json"
golden sdi.json "$T/sdi.json"
golden sdi.err "$T/.err"

cd "$CORPUS/zip" || exit 1
out cr-read -o record,file,number,instalment,due,amount_cents -- *
is "archives: status" "$status" 1
golden zip.tsv "$T/.out"
golden zip.err "$T/.err"

# The flat form: a row an instalment, a header for each type.
cd "$CORPUS" || exit 1
out cr-read fatturapa/instalments.xml fatturapa/no-payment.xml sdi/rc.xml
golden flat.tsv "$T/.out"
is "flat form: status" "$status" 0

# Keys stand in the order of cr-records(5).
out cr-read -f json fatturapa/instalments.xml
is "order of keys" "$(printf %s "$stdout" | jq -c keys_unsorted)" \
    '["record","file","body","type","number","date","currency","creditor","debtor","total_cents","computed_total_cents","due_cents","withheld_cents","split_vat_cents","instalments","references","envelope","signature","encoding","warnings"]'

# Standard input, by default and by name; a file that is not there.
out cr-read -o number - <fatturapa/debit.xml
is "standard input" "$stdout" "#number
ND/1"
out sh -c 'cr-read -H -o number <fatturapa/debit.xml'
is "standard input by default" "$stdout" "ND/1"
out cr-read nowhere.xml fatturapa/debit.xml
is "a missing file does not stop the next" "$status" 1
like "and is told of" "$stderr" '^cr-read: nowhere.xml: could not open: No such'
out cr-read fatturapa
like "a directory is no file" "$stderr" '^cr-read: fatturapa: is a directory$'

# Encodings come to the same.
for f in latin1 not-utf8 utf16 double-mark; do
	out cr-read -q -f json "fatturapa/$f.xml"
	is "$f: the name as it was written" \
	    "$(printf %s "$stdout" | jq -r .creditor.name)" \
	    "Officine Bellavistà € S.r.l."
done

# One that is too large, and one that is text without end.
{
	head -n 5 fatturapa/debit.xml
	dd if=/dev/zero bs=1048576 count=80 2>/dev/null | tr '\0' x
} >"$T/huge.xml"
out cr-read "$T/huge.xml"
is "64 MB are enough for a document" "$status: $stderr" \
    "1: cr-read: $T/huge.xml: is larger than 67108864 bytes"

# What no form can hold is refused before anything is written.
out cr-read -o number,nothing fatturapa/debit.xml
is "an unknown column: status" "$status" 2
like "an unknown column: message" "$stderr" 'no column "nothing"'
out cr-read -o help
like "the columns are listed" "$stdout" 'remittance_code'

# cr-records(5) names every key and column that there is.
cr-read -o help | awk '{ print $1 }' >"$T/columns"
sed -n '/^#define/d; s/.*[KO]("\([a-z_0-9]*\)".*/\1/p; s/.*LIST(\([a-z]*\), &.*/\1/p
    s/.*OBJECT("\([a-z]*\)".*/\1/p' "$TOP/lib/format/canon_keys.c" \
    >>"$T/columns"
mandoc -Tutf8 "$TOP/man/cr-records.5" 2>/dev/null | col -b |
    tr -cs 'a-z0-9_' '\n' | sort -u >"$T/words"
is "every column stands in cr-records(5)" \
    "$(sort -u "$T/columns" | comm -23 - "$T/words" | tr '\n' ' ')" ""

# What is printed can be read again, and is the same.
cr-read -q -f json fatturapa/[!b]* sdi/[!b]* zip/lot.zip >"$T/once" 2>/dev/null
out cr-read -f json "$T/once"
is "records read again: status" "$status" 0
t "records read again are the same" diff "$T/once" "$T/.out"

# A name that is no UTF-8 makes no broken JSON.
cp fatturapa/debit.xml "$T/$(printf 'citt\340.xml')"
out sh -c "cd '$T' && cr-read -f json citt*.xml"
is "a file name in another encoding" "$(printf %s "$stdout" | jq -r .file)" \
    "citt�.xml"

# A full disk is no success.
if [ -w /dev/full ]; then
	status=0
	cr-read -f json fatturapa/debit.xml >/dev/full 2>/dev/null || status=$?
	is "a full disk" "$status" 3
fi

# Signed in every usual way, and one way within another.
openssl req -x509 -newkey rsa:2048 -nodes -subj '/CN=Prova' -days 30 \
    -keyout "$T/key.pem" -out "$T/cert.pem" 2>/dev/null
sign() {
	openssl cms -sign -nodetach -binary -in "$1" -out "$2" \
	    -signer "$T/cert.pem" -inkey "$T/key.pem" -outform "$3" \
	    ${4+"$4"} 2>/dev/null
}
sign fatturapa/debit.xml "$T/der.p7m" DER
sign fatturapa/debit.xml "$T/ber.p7m" DER -stream
sign fatturapa/debit.xml "$T/pem.p7m" PEM
openssl base64 -in "$T/der.p7m" -out "$T/base64.p7m"
openssl base64 -A -in "$T/ber.p7m" -out "$T/line.p7m"
sign "$T/pem.p7m" "$T/twice.p7m" DER
sign zip/stored.zip "$T/archive.p7m" DER
sign sdi/rc.xml "$T/receipt.p7m" DER
while read -r file layers; do
	out cr-read -f json "$T/$file.p7m"
	is "$file.p7m" "$(printf %s "$stdout" |
	    jq -r '"\(.number) \(.envelope | join("+")) \(.signature)"')" \
	    "ND/1 $layers good"
done <<END
der cms
ber cms
pem pem+cms
base64 base64+cms
line base64+cms
twice cms+pem+cms
END
# A byte changed in what is signed: read, and said aloud.
LC_ALL=C sed 's/61\.00/71.00/' "$T/der.p7m" >"$T/changed.p7m"
out cr-read -f json "$T/changed.p7m"
is "a bad signature" "$(printf %s "$stdout" | jq -c '[.signature, .warnings[0]]')" \
    '["bad","sig-bad: the signature does not hold"]'
like "a bad signature is told" "$stderr" ' document ND/1: sig-bad: '
out cr-read --no-signature -f json "$T/changed.p7m"
is "signatures left alone" "$(printf %s "$stdout" | jq -r .signature)" none
out cr-read -H -o file,number "$T/archive.p7m"
is "a signed archive" "$(printf '%s\n' "$stdout" | sort -u)" \
    "$T/archive.p7m!IT01846300273_00001.xml	FT 2026/7"
cr-read "$TOP/examples/parties.csv" >"$T/plain"
sign "$TOP/examples/parties.csv" "$T/table.p7m" DER
out cr-read "$T/table.p7m"
t "a signed table" diff "$T/plain" "$T/.out"
cr-read -q "$TOP/examples/scadenzario.xlsx" >"$T/plain"
sign "$TOP/examples/scadenzario.xlsx" "$T/workbook.p7m" DER
out cr-read -q "$T/workbook.p7m"
t "a signed workbook" diff "$T/plain" "$T/.out"
out cr-read -H -o kind,ref "$T/receipt.p7m"
is "a signed receipt" "$stdout" "RC	7123456789"
done_testing
