#!/bin/sh
# The manual: every tool has a page, pages say what the tools say, and what
# stands in EXAMPLES runs. There, in literal blocks, lines that begin with
# "$ " are commands, which go on after a backslash and inside quotes. They
# are run in a copy of examples/, which is also seen as examples/ there, with
# a ledger of them; exit status 0, or N if the next line is "# exit N".
. "$(dirname "$0")/lib.sh"
command -v mandoc >/dev/null || skip_all 'no mandoc'
M=$TOP/man
LINES=24 COLUMNS=80
export LINES COLUMNS

shared=' ledger format no-header dry-run columns totals quiet verbose version help '

section() {
	mandoc -Tascii -O width=80 "$1" | col -b |
	sed -n "/^$2\$/,/^[A-Z]/p" | sed '1d;/^[A-Z]/d'
}
words() { tr -s ' \t\n' ' ' | sed 's/^ //; s/ $//'; }

# Options of its own that -h lists, and those that the page explains.
help_options() {
	sed -n 's/^  ...\{0,3\} *--\([a-z0-9-]*\).*/\1/p' help |
	while read -r o; do
		case $shared in *" $o "*) ;; *) echo "$o" ;; esac
	done | sort
}
page_options() {
	sed -n '/^\.It .*Fl/s/Fl \\-\\*-*/\
--/gp' "$1" | sed -n 's/^--\([a-z0-9-]*\).*/\1/p' |
	while read -r o; do
		case $shared in *" $o "*) ;; *) echo "$o" ;; esac
	done | sort -u
}

# The columns of TOOL, also those it has with one of its flags (--debtors),
# with --total, or with another verb.
columns() {
	{
		"$1" -o help
		sed -n 's/^ .* \(--[a-z-]*\)   .*/\1/p' help |
		while read -r flag; do
			case $flag in --help|--version) continue ;; esac
			"$1" "$flag" -o help 2>/dev/null </dev/null
		done
		"$1" --train late -o help 2>/dev/null </dev/null
		"$1" --late --why -o help 2>/dev/null </dev/null
		for what in item debtor; do
			"$1" --total "$what" -o help 2>/dev/null </dev/null
		done
		sed -n 's/.* [a-z]*|\([a-z]*\).*/\1/p' help |
		while read -r verb; do
			"$1" "$verb" -o help 2>/dev/null </dev/null
		done
	} | awk '{ print $1 }' | sort -u
}

# All that PAGE, and the pages of section 5 it speaks of, mark as names.
named() {
	page=$1
	shift
	for five; do
		[ ! -f "$M/$five.5" ] || set -- "$@" "$M/$five.5"
	done
	for p in "$page" "$@"; do
		[ ! -f "$p" ] || sed -n 's/^\.\(It \)\{0,1\}Va //p' "$p"
	done | tr ' ' '\n' | grep -v '^[,.:;]*$' | sort -u
}

for f in "$TOP"/cmd/cr-*.c; do
	tool=$(basename "$f" .c)
	page=$M/$tool.1
	if [ ! -f "$page" ]; then
		fail "$tool has a page" "there is no man/$tool.1"
		continue
	fi
	"$tool" -h >help
	is "$tool: the page says what -h says" \
	    "$(section "$page" SYNOPSIS | words)" \
	    "$(sed '/^$/,$d' help | sed '$d' | words | sed 's/^usage: //')"
	is "$tool: its name and summary agree" \
	    "$(sed -n 's/^\.Nd //p' "$page")" "$("$tool" --summary)"
	is "$tool: the page explains its options" \
	    "$(page_options "$page")" "$(help_options)"
	if grep -q -- '--columns' help; then
		columns "$tool" >columns
		# shellcheck disable=SC2046
		named "$page" $(sed -n 's/^\.Xr \([a-z-]*\) 5.*/\1/p' \
		    "$page") >named
		is "$tool: its columns are explained" \
		    "$(comm -23 columns named)" ''
		is "$tool: no other columns are" "$(sed -n \
		    '/^\.It Va/s/ , /\
.It Va /gp' "$page" | sed -n 's/^\.It Va \([a-z0-9_]*\).*/\1/p' |
		    sort -u | comm -23 - columns)" ''
	fi
	for s in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES 'SEE ALSO'
	do
		grep -q "^\.Sh $s\$" "$page" || fail "$tool: has $s" ''
	done
done

for page in "$M"/*.[0-9]; do
	t "${page##*/} is well made" mandoc -Tlint -Wwarning "$page"
done
missing() {
	cat "$M"/*.[0-9] | sed -n 's/^\.Xr \([a-z0-9-]*\) \([0-9]\).*/\1.\2/p' |
	sort -u | while read -r x; do
		case $x in
		cr-*.1) [ -f "$M/$x" ] || [ ! -f "$TOP/cmd/${x%.1}.c" ] ||
		    echo "$x" ;;
		cr.*|cr-*) [ -f "$M/$x" ] || echo "$x" ;;
		esac
	done
}
is 'pages speak of pages that there are' "$(missing)" ''

# --- EXAMPLES, where there is what makes a ledger of them
command -v cr-import >/dev/null && command -v cr-init >/dev/null ||
    done_testing

cp -R "$TOP/examples" home && rm -rf home/lib home/make && ln -s . home/examples
CR_LEDGER=ledger.db
export CR_LEDGER
out sh -c 'cd home && cr-init 2>&1 &&
    cr-import -q parties.csv agenti.csv depositi.csv \
    scadenzario.csv fatture/* ricevute/* pagamenti.csv 2>&1'
is 'the examples make a ledger' "$status" 0
[ "$status" = 0 ] || printf '%s\n' "$stdout" | sed 's/^/# /'
examples() {
	awk '
	/^\.Sh/ { on = $2 == "EXAMPLES" }
	on && /^\.Bd/ { literal = 1; next }
	/^\.Ed/ { literal = 0 }
	!literal { next }
	more { add($0); next }
	/^# exit [0-9]+$/ { status = $3; next }
	/^\$ / { give(); status = 0; add(substr($0, 3)) }
	END { give() }
	function add(line) {	# goes on after a backslash and inside quotes
		command = command (command == "" ? "" : "\n") line
		more = line ~ /(\\e?|[|]|&&)$/ || gsub(/\047/, "&", command) % 2
	}
	function give() {
		if (command != "") {
			gsub(/\\&/, "", command)
			gsub(/\\e/, "\\", command); gsub(/\\-/, "-", command)
			n++
			printf "%s", command > (to "/" n)
			print status > (to "/" n ".status")
		}
		command = ""
	}' to="$2" "$1"
}
for page in "$M"/*.[0-9]; do
	name=${page##*/}
	mkdir "run-$name"
	examples "$page" "run-$name"
	rm -rf here && cp -R home here
	i=1
	while [ -f "run-$name/$i" ]; do
		want=$(cat "run-$name/$i.status")
		out sh -c 'cd here && . "../$1"' sh "run-$name/$i" </dev/null
		if [ "$status" = "$want" ]; then
			pass "$name: $(head -n 1 "run-$name/$i")"
		else
			fail "$name: $(head -n 1 "run-$name/$i")" \
			    "status: $status, not $want" "$stderr" \
			    "$(printf '%s\n' "$stdout" | head -n 5)"
		fi
		i=$((i + 1))
	done
done
done_testing
