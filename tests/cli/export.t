#!/bin/sh
# cr-export: every form of the same records, hostile texts, sheets, files.
. "$(dirname "$0")/lib.sh"
golden=$TOP/tests/golden/export
in=$golden.tsv
tab=$(printf '\t')
same() { if cmp "$1" "$2" >"$T/cmp" 2>&1; then pass "$3"
	else fail "$3" "$(diff "$1" "$2" | head -n 20)"; fi; }
# Standard input in quotes: "#a<TAB>b" and so on, with \t and \n.
stream() { printf "$1"; }

# --- each form, byte for byte
for f in csv excel json xml table; do
	LC_ALL=C.UTF-8 cr-export -f $f --totals "$in" >"$T/out.$f"
	same "$golden.$f" "$T/out.$f" "as $f"
done
cr-export -f tsv <"$in" >"$T/out.tsv"
same "$in" "$T/out.tsv" 'as TSV: the same records again'
cr-export -f json "$in" | cr-export -f tsv >"$T/back.tsv"
same "$in" "$T/back.tsv" 'through JSON and back: the same again'
is 'records that hold sums are no records' \
    "$(cr-export -f tsv --totals "$in" | cr-export -f json --totals |
    cr-export -f tsv | wc -l | tr -d ' ')" 7

# --- hundredths of days: whole for programs, with decimals for people
days() { stream '#code\tdso_centidays\nA\t7604\nB\t-\nC\t-825\n'; }
is 'means of days, in a table' "$(days | cr-export -f table | awk '{ print $2 }')" \
    "$(printf '%s\n' dso 76.04 '' -8.25)"
is 'and in JSON' "$(days | cr-export -f json | tr -d '\n')" \
'{"code":"A","dso_centidays":7604}{"code":"B"}{"code":"C","dso_centidays":-825}'

# --- XML
if command -v xmllint >/dev/null; then
	xsd=$TOP/lib/share/schema/cr-records.xsd
	t 'the XML is valid' xmllint --noout --schema "$xsd" "$T/out.xml"
	stream '#a\tb_cents\n1\t2\n#c\td\n3\t4\n' |
	    cr-export -f xml --totals >"$T/two.xml"
	t 'with two sections' xmllint --noout --schema "$xsd" "$T/two.xml"
	: | cr-export -f xml >"$T/none.xml"
	t 'with nothing' xmllint --noout --schema "$xsd" "$T/none.xml"
	stream '#name\tat\n\001\037\\n]]>&amp;\357\277\277<x/>\t2026-02-30T10:00:00Z\n' |
	    cr-export -f xml >"$T/odd.xml"
	t 'with what XML cannot hold' xmllint --noout --schema "$xsd" \
	    "$T/odd.xml"
	days >"$T/days.tsv"
	cr-export -f xml "$T/days.tsv" >"$T/days.xml"
	t 'with means of days' xmllint --noout --schema "$xsd" "$T/days.xml"
	sed 's/>123456789</>1.234,56</' "$T/out.xml" >"$T/bad.xml"
	t 'the schema refuses an amount that is none' sh -c \
	    "! xmllint --noout --schema '$xsd' '$T/bad.xml' 2>/dev/null"
	sed 's/name="code" kind/name="item" kind/' "$T/out.xml" >"$T/bad.xml"
	t 'and the same column twice' sh -c \
	    "! xmllint --noout --schema '$xsd' '$T/bad.xml' 2>/dev/null"
fi

# --- workbooks
cr-export --totals -O "$T/out.xlsx" "$in"
cr-export --totals -f xlsx "$in" >"$T/again.xlsx"
same "$T/out.xlsx" "$T/again.xlsx" 'the same workbook, twice, to file and pipe'
sheet() { unzip -p "$1" "xl/worksheets/sheet$2.xml"; }
if command -v unzip >/dev/null; then
	sheet "$T/out.xlsx" 1 | sed 's/<row/\
<row/g' >"$T/sheet"
	same "$golden.sheet" "$T/sheet" \
	    'typed cells, frozen header, filter, widths, totals'
	is 'no formula anywhere' "$(sheet "$T/out.xlsx" 1 | grep -c '<f>')" 0
	stream '#a\tb_cents\n1\t2\n#c\n3\n#c\n4\n' |
	    cr-export -f xlsx --title "Di [tutto]: un po'/e ancora altro che non ci sta" >"$T/two.xlsx"
	is 'a header, a sheet; the same header again is none' \
	    "$(unzip -l "$T/two.xlsx" | grep -c worksheets/)" 2
	is 'their names are such that Excel takes them' \
	    "$(unzip -p "$T/two.xlsx" xl/workbook.xml | grep -o 'sheet name="[^"]*"')" \
	    "$(printf '%s\n' 'sheet name="Di _tutto__ un po__e ancora alt"' \
	    'sheet name="Di _tutto__ un po__e ancora (2)"')"
	long=$(printf '%*s' 40000 '' | tr ' ' x)
	printf '#name\n%s\n' "$long" | cr-export -f xlsx >"$T/long.xlsx" 2>"$T/err"
	like 'a text that does not fit is cut, and told' "$(cat "$T/err")" \
	    'a text of row 1 is cut at 32767 characters'
	is 'at the very length' "$(sheet "$T/long.xlsx" 1 | tr -c x '\n' |
	    awk 'length > n { n = length } END { print n }')" 32767
fi
if command -v soffice >/dev/null && [ -z "${NO_SOFFICE-}" ]; then
	HOME=$T soffice --headless --convert-to \
	    'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true' \
	    --outdir "$T/calc" "$T/out.xlsx" >"$T/soffice" 2>&1
	same "$golden.calc" "$T/calc/out.csv" \
	    'LibreOffice shows the cells as they were meant'
	HOME=$T soffice --headless --convert-to fods --outdir "$T/calc" \
	    "$T/out.xlsx" >"$T/soffice" 2>&1
	is 'and reads numbers and dates as such' "$(grep -o \
'office:value-type="[a-z]*" office:\(value\|date-value\|boolean-value\)="[^"]*"' \
	    "$T/calc/out.fods" | sed -n '1,5p')" \
'office:value-type="date" office:date-value="2026-01-31"
office:value-type="date" office:date-value="2026-03-09"
office:value-type="float" office:value="205"
office:value-type="float" office:value="1234567.89"
office:value-type="percentage" office:value="0.1015"'
	is 'and no formula but yes and no' "$(grep -o 'table:formula="[^"]*"' \
	    "$T/calc/out.fods" | sort -u)" 'table:formula="of:=FALSE()"
table:formula="of:=TRUE()"'
else
	echo "# soffice is not there: workbooks are not opened"
fi

# --- files: whole or not at all
echo old >"$T/keep.csv"
out cr-export -O "$T/keep.csv" "$T/not there"
is 'what cannot be read fails' "$status" 3
like 'by name' "$stderr" 'not there'
is 'and leaves the old file' "$(cat "$T/keep.csv")" old
out sh -c "printf '#a${tab}a\n1${tab}2\n' | cr-export -O '$T/keep.csv'"
is 'a header with a column twice fails' "$status" 1
like 'with the line' "$stderr" '^cr-export: -:1: the header names "a" twice'
is 'and leaves it too' "$(cat "$T/keep.csv")" old
cr-export -O "$T/keep.csv" "$in"
is 'the name tells the form' "$(head -n 1 "$T/keep.csv" | tr -d '\r')" \
    'item;code;name;number;date;due;days;open;rate_bp;seasonal;note'
is 'nothing else is left' "$(find "$T" -name '*keep*')" "$T/keep.csv"
if [ -w /dev/full ]; then
	out sh -c "cr-export -f xlsx '$in' >/dev/full"
	is 'a full disk is told' "$status" 3
fi

# --- what cannot be read
out sh -c "printf '1${tab}2\n#a${tab}b\n1\n1${tab}2${tab}3\n1${tab}\\\\q\n\377${tab}2\n1${tab}2\n' |
    cr-export -f tsv"
is 'records without sense are refused' "$status" 1
is 'the others pass' "$stdout" "#a${tab}b
1${tab}2"
is 'each is named' "$(printf '%s\n' "$stderr" | cut -d : -f 1-3)" \
    "cr-export: -:1
cr-export: -:3
cr-export: -:4
cr-export: -:5
cr-export: -:6"
out sh -c 'printf "%s\n" "{\"a\":1,\"b\":\"x\"}" "{\"q\":1,\"a\":1.5}" "[1]" "{\"a\":{}}" "{" \
    "{\"c\":null,\"z\":true,\"b\":\"y\"}" "{\"total\":true,\"a\":9}" | cr-export -f tsv'
is 'JSON: all columns, in their order' "$stdout" "#c${tab}z${tab}a${tab}b
-${tab}-${tab}1${tab}x
-${tab}true${tab}-${tab}y"
is 'and what is no flat record is refused' "$status" 1
is 'by line' "$(printf '%s\n' "$stderr" | cut -d : -f 1-3 | tail -n 1)" \
    'cr-export: -:5'

# --- options
is '-o chooses columns' "$(cr-export -f tsv -H -o number,item "$in" |
    head -n 1)" "1/25${tab}item:1001"
out cr-export -f tsv -o nothing "$in"
is 'a column that there is not' "$status" 2
out cr-export -f doc "$in"
is 'a form that there is not' "$status" 2
is 'files one after another' "$(cr-export -f tsv "$in" "$in" | grep -c '^#')" 2
is 'nothing is nothing' "$(: | cr-export -f csv)" ''

# --- the manual
undocumented() {
	sed -n 's/{ \("[a-z0-9_]*", CR_[A-Z]* }\)/\
\1/gp' "$TOP/lib/io/field.c" | sed -n 's/^"\([a-z0-9_]*\)".*/\1/p' |
	while read -r name; do
		grep -qw -- "$name" "$TOP/man/cr-tsv.5" || echo "$name"
	done
}
is 'cr-tsv(5) knows all names that tell a kind' "$(undocumented)" ''

# --- an Italian machine: cron reads /etc/default/locale
if command -v localedef >/dev/null && mkdir "$T/locale" &&
    localedef -i it_IT -f UTF-8 "$T/locale/it_IT.UTF-8" 2>/dev/null; then
	# what setlocale() makes of LOCPATH is glibc's, and never freed
	italian() {
		LOCPATH=$T/locale LC_ALL=it_IT.UTF-8 \
		    ASAN_OPTIONS=detect_leaks=0 cr-export "$@"
	}
	for f in tsv csv json xml; do
		cr-export -f $f "$in" >"$T/c"
		italian -f $f "$in" >"$T/it"
		same "$T/c" "$T/it" "in Italy $f is the same"
	done
	like 'a table has their marks' "$(italian -f table "$in")" \
	    ' 1\.234\.567,89 '
	italian -f xlsx -O "$T/it.xlsx" "$in"
	if command -v unzip >/dev/null; then
		like 'a workbook has numbers' "$(sheet "$T/it.xlsx" 1)" \
		    '<v>1234567\.89</v>'
	fi
else
	echo "# it_IT cannot be made here: not tested"
fi
done_testing
