#!/bin/sh
# In Italian: people read theirs, programs read the same as everywhere.
. "$(dirname "$0")/lib.sh"
command -v msgfmt >/dev/null || skip_all 'no gettext'

t 'the Italian translation is well made' \
    msgfmt -c -o /dev/null "$TOP/lib/po/it.po"

if command -v xgettext >/dev/null; then
	out "$TOP/scripts/po" --check
	is 'and complete' "$status:$stdout" 0:
fi

mkdir locales
localedef -i it_IT -f UTF-8 "$T/locales/it_IT.UTF-8" 2>/dev/null
[ -d locales/it_IT.UTF-8 ] || {
	echo '# no Italian locale can be made here'
	done_testing
}
LOCPATH=$T/locales CR_LOCALEDIR=$BUILD/locale
export LOCPATH CR_LOCALEDIR
# glibc keeps what it read of LOCPATH for ever; that is no leak of ours.
echo 'leak:__argz_add_sep' >suppressions
LSAN_OPTIONS=suppressions=$T/suppressions:print_suppressions=0
export LSAN_OPTIONS
it() { LC_ALL=it_IT.UTF-8 "$@"; }

E=$TOP/examples/fatture/IT99000010282_00102.xml
out it cr-read --help
like 'help is Italian' "$stdout" 'trasforma file in record canonici'
out it cr-read nothing.xml
like 'messages are' "$stderr" 'nothing.xml: impossibile aprire'
out it cr-read -f table -o number,due,amount_cents "$E"
like 'headings are' "$stdout" 'Numero +Scadenza +Importo'
like 'amounts are' "$stdout" '1\.952,00$'

for form in tsv json csv; do
	out cr-read -f $form "$E"
	plain=$stdout
	out it cr-read -f $form "$E"
	is "$form is the same for every language" "$stdout" "$plain"
done
out cr-read -f table -o amount_cents "$E"
like 'without a language amounts are plain' "$stdout" '^1952\.00$|1,952\.00$'
out it cr-read -o nothing "$E"
is 'exit status is the same' "$status" 2

# Figures of the law, and a rate that is none of them.
figures() {
	"$@" --capital 10000,00 --due 2026-12-30 --to 2027-01-01 \
	    --assume-rate 2,15
}
out figures it cr-interest -f table
like 'an assumed rate is said to be one' "$stdout" \
    '10\.000,00 +10,15 % +2,78 +tasso ipotizzato'
is 'interest is the same for every language' \
    "$(figures it cr-interest -f json -o rate_bp,accrued_cents)" \
    "$(figures cr-interest -f json -o rate_bp,accrued_cents)"

# Money through the whole of it, in a locale with decimal comma.
if command -v cr-import >/dev/null && command -v cr-init >/dev/null; then
	for who in plain it; do
		CR_LEDGER=$T/$who.db
		case $who in plain) run= ;; *) run=it ;; esac
		(
			cd "$TOP/examples" || exit
			$run cr-init &&
			$run cr-import -q parties.csv agenti.csv \
			    depositi.csv scadenzario.csv fatture/* &&
			$run cr-import -q ricevute/* pagamenti.csv
		) >/dev/null 2>"$who.err" || fail "$who: import" \
		    "$(cat "$who.err")"
		$run cr-age >"$who.age"
		$run cr-age -f json >>"$who.age"
		[ ! -f "$TOP/cmd/cr-rate.c" ] || $run cr-rate -q >>"$who.age"
	done
	t 'balances and ratings are the same in Italian' cmp plain.age it.age
fi
done_testing
