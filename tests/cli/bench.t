#!/bin/sh
# The harness of make bench: invented data are the same bytes every time and
# hold together; limits are told by the status. Nothing here is timed.
. "$(dirname "$0")/lib.sh"
PATH=$BUILD/bench:$PATH

gen csv 2000 one && gen csv 2000 two
t 'the same bytes every time' diff -r one two
is 'as many parties, items and payments as said' \
    "$(for f in parties items payments; do wc -l <one/$f.csv; done |
    tr -d ' ' | tr '\n' ' ')" '101 2001 1403 '
is 'each payment is of an item of that debtor, none is paid twice' "$(awk -F';' '
function cents(s) { sub(",", "", s); return s + 0 }
FILENAME ~ /items/ && FNR > 1 { open[$1, $2] = cents($5) }
FILENAME ~ /payments/ && FNR > 1 {
	if (!(($2, $3) in open)) print $1 ": no item"
	else open[$2, $3] -= cents($5)
}
END { for (k in open) if (open[k] < 0) print k ": paid twice" }
' one/items.csv one/payments.csv)" ''
is 'payments are in the order of their days' "$(tail -n +2 one/payments.csv |
    cut -d';' -f4 | awk -F/ '{ d = $3 $2 $1; if (d < last) print; last = d }')" ''

gen fpa 30 fpa
if command -v cr-read >/dev/null; then
	out sh -c 'cr-read -f json fpa/000/*.xml'
	is 'the invoices can be read' "$status $(printf '%s\n' "$stdout" |
	    grep -c '"record":"invoice"')" '0 30'
	is 'without a word against them' "$(printf '%s\n' "$stdout" |
	    grep -vc '"warnings":\[\]')" 0
fi
xsd=$SHARED/data/fatturapa/xsd/Schema_del_file_xml_FatturaPA_v1.2.2.xsd
if [ -e "$xsd" ] && command -v xmllint >/dev/null; then
	# without the part on XML signatures, whose schema is elsewhere
	sed -e '/<xs:import .*xmldsig/d' -e '/ref="ds:Signature"/d' \
	    "$xsd" >fpa.xsd
	xsd=fpa.xsd
	t 'they are valid by the schema' \
	    xmllint --nonet --noout --schema "$xsd" fpa/000/*.xml
fi

out side -n 1 -t test a=true b=true
is 'side by side' "$status" 0
is 'a line each' "$(printf '%s\n' "$stdout" | cut -d' ' -f1 | tr '\n' ' ')" \
    '##  a b '
out side -n 1 a=true b:0:0.01=true
is 'a limit that is passed' "$status" 4
like 'is told' "$stdout" '^b .*TOO LARGE$'
out side -n 1 a=false
is 'a command that fails' "$status" 3
out side -n 2 -- '-prepare=echo x >>runs' a=true
is 'what prepares is run each round' "$status $(grep -c x runs)" '0 2'
CR_BENCH_DATA=$T/data
export CR_BENCH_DATA
out "$TOP/scripts/bench" nothing
is 'no such section' "$status" 2
done_testing
