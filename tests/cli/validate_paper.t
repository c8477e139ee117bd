#!/bin/sh
# cr-rate --validate as a document: what the records say, with plots.
. "$(dirname "$0")/lib.sh"
cp -R "$TOP/examples/." .
cr-init -q
cr-import -q storico/scadenzario.csv storico/pagamenti.csv >/dev/null 2>&1

validate() { cr-rate --validate "$@" </dev/null; }
# As the documents write them: 8804 is 88.04%.
percent() { awk '{ printf "%d.%02d%%\n", $1 / 100, $1 % 100 }'; }

out validate -f text
is 'a validation in words' "$status" 0
text=$stdout
like 'of late payment' "$text" '^How well late payment is foretold'
for score in model index; do
	for column in auc_bp ks_bp balanced_bp accuracy_bp precision_bp; do
		n=$(validate -H -o record,score,$column | awk -v s=$score '
		    $1 == "measure" && $2 == s { print $3 }' | percent)
		case $text in
		*"$n"*) ;;
		*) echo "$score $column: $n" ;;
		esac
	done
	for column in hits missed alarms passed; do
		n=$(validate -H -o record,score,$column | awk -v s=$score '
		    $1 == "measure" && $2 == s { print $3 }')
		printf '%s\n' "$text" | grep -Eq "(model|index).* $n " ||
		    echo "$score $column: $n"
	done
done >wrong
is 'with the measures of the records' "$(cat wrong)" ''
validate -H -o record,score,cases,events,foretold_bp,actual_bp |
    awk '$1 == "calibration" && $2 == "model" {
	printf "%d +%d +%d.%02d%% +%d.%02d%%\n", $3, $4, $5 / 100, $5 % 100,
	    $6 / 100, $6 % 100 }' >tenths
is 'ten tenths' "$(wc -l <tenths | tr -d ' ')" 10
while read -r tenth; do
	printf '%s\n' "$text" | grep -Eq " $tenth " || echo "$tenth"
done <tenths >wrong
is 'and their calibration' "$(cat wrong)" ''

validate -f html >page.html
is 'three plots, each told in words' \
    "$(grep -c '<svg' page.html) $(grep -c '<desc>' page.html)" '3 3'
is 'nothing from elsewhere' "$(grep -Eio '(script|href|src|url|@import)[ =(]|https?://[^"]*' \
    page.html | sort -u)" http://www.w3.org/2000/svg
like 'the curve says how good it is' "$(cat page.html)" \
    ">model, AUC $(validate -H -o score,auc_bp | sed -n 's/^model	//p' |
    head -n 1 | percent)</text>"
validate -O page2.html
t 'the ending of a file tells its form' cmp page.html page2.html
validate -O a.pdf
validate -f pdf >b.pdf
t 'the same validation is the same file' cmp a.pdf b.pdf
if command -v pdftotext >/dev/null; then
	printf '%s\n' "$text" | grep -oE '[0-9][0-9.]*%?' | sort -u >figures
	pdftotext -layout a.pdf - | grep -oE '[0-9][0-9.]*%?' | sort -u >drawn
	is 'every number of the text is on paper' \
	    "$(comm -23 figures drawn | tr '\n' ' ')" ''
	sed 's/<[^>]*>/ /g' page.html | grep -oE '[0-9][0-9.]*%?' |
	    sort -u >seen
	is 'and in HTML' "$(comm -23 figures seen | tr '\n' ' ')" ''
else
	echo '# no pdftotext here: what stands in the PDF was not read'
fi

# --- scores of others, which are no probabilities
printf 'score;outcome\n-1.2;0\n3.4;1\n0.3;0\n2;1\n' >scores.csv
out validate --scores scores.csv -f text
like 'scores of others' "$stdout" '^score +100\.00%'
is 'are not calibrated' "$(printf '%s\n' "$stdout" | grep -c Calibration)" 0
like 'nor is their cut a fair one' "$stdout" 'these very cases'
out validate --scores scores.csv -f html
is 'have two plots' "$status $(printf '%s\n' "$stdout" | grep -c '<svg')" '0 2'

# --- wrong usage
for wrong in '-f html' '-O x.pdf' '--late -f pdf' '--validate -f docx' \
    '--validate -f tsv -O x.tsv'; do
	# shellcheck disable=SC2086
	out cr-rate $wrong
	is "wrong usage: $wrong" "$status" 2
done
is 'which writes nothing' "$(find . -name 'x.*')" ''
fresh=$T/fresh.db
CR_LEDGER=$fresh cr-init -q
CR_LEDGER=$fresh out validate -O none.pdf
is 'with too little to learn from there is no document' \
    "$status $(find . -name none.pdf)" '4 '
done_testing
