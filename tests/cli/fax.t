#!/bin/sh
# Faxes by a program: HylaFAX's sendfax to a real hfaxd and its queue, in the
# scratch folder, without a modem; and what exit statuses mean.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
. "$TOP/tests/cli/servers.sh"
way=$BUILD/drive/way
printf '%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/MediaBox[0 0 595 842]/Parent 2 0 R>>endobj
trailer<</Root 1 0 R>>
%%%%EOF
' >page.pdf
command() { out "$way" command "$@"; }

# --- what a program says by its end

exits() {
	command arg0=sh arg1=-c arg2="cat >/dev/null; echo said; exit $1" \
	    fax 049123456 f page.pdf
	echo "$stdout"
}
is '0 is sent' "$(exits 0)" 'sent 0 - said'
is '75 is to be tried again' "$(exits 75)" 'retry 75 - said'
is '78 too, and the run stops' "$(exits 78)" 'retry! 78 - said'
is '1 is refused' "$(exits 1)" 'refused 1 - said'
is '67 is refused' "$(exits 67)" 'refused 67 - said'
command arg0=sh arg1=-c arg2='kill -9 $$' fax 049123456 f page.pdf
is 'of one that was killed nobody can tell' "$stdout" \
    'unknown! 0 - the program was killed by signal 9'
command timeout=1 arg0=sh arg1=-c arg2='sleep 20 & sleep 20' \
    fax 049123456 f page.pdf
is 'nor of one that does not end' "$stdout" \
    'unknown! 0 - the program did not end in time'
command arg0="$T/nothing" fax 049123456 f page.pdf
is 'one that is not there is a wrong configuration' "$status:$stdout" \
    '2:retry! 0 - '
command arg0=sh arg1=-c arg2='yes | head -c 1000000; exit 0' \
    fax 049123456 f page.pdf
is 'much output does no harm' "$stdout" 'sent 0 - y'

# --- what it gets

command arg0=sh arg1=-c arg2='cmp - "$1" && echo "$2|$3|$4"' arg3=x \
    arg4='{{path}}' arg5='{{to}}' arg6='{{number}}' arg7='for {{name}}' \
    name='$(id) `id` "; id' fax '049 123 456' f page.pdf
is 'content on its input and in a file, and values as they are' "$stdout" \
    'sent 0 - +39049123456|39049123456|for $(id) `id` "; id'
command arg0=echo arg1='{{path}}' fax 049123456 f page.pdf
t 'the file is gone afterwards' test ! -e "${stdout##* }"
command arg0=echo arg1='{{name}}' name=-rf fax 049123456 f page.pdf
is 'no value becomes an option' "$stdout" \
    'refused 0 - the argument "{{name}}" would be taken for an option'
command arg0=echo arg1='{{nothing}}' fax 049123456 f page.pdf
is 'an unknown place is a wrong configuration' "$status" 2
command arg0=echo arg1='{{path}}{{to}}' fax 049123456 f page.pdf
is 'so are two in one, of which one is the path' "$status" 2
command arg0='{{name}}' name=id fax 049123456 f page.pdf
is 'so is a program with a place' "$status" 2
command arg0=echo arg1=ok fax 112 f page.pdf
is 'what is no number is refused' "$stdout" \
    'refused 0 - "112" is no telephone number'

# --- HylaFAX

hylafax_up || {
	echo "# $why: there is no HylaFAX here"
	done_testing
}
sendfax() {
	command arg0=sendfax arg1=-n arg2=-h arg3="127.0.0.1:$1" arg4=-d \
	    arg5='{{to}}' arg6='{{path}}' \
	    reference='request id is ([0-9]+)' retry='^Can not reach' \
	    fax '049 123456' f page.pdf page.pdf
}
sendfax "$port"
is 'two faxes are queued, and their numbers known' "$status:$stdout" \
    '0:sent 0 1 request id is 1 (group id 1) for host 127.0.0.1 (1 file)
sent 0 2 request id is 2 (group id 2) for host 127.0.0.1 (1 file)'
is 'for the number' "$(faxstat -h "127.0.0.1:$port" -s |
    awk '/^[0-9]/ { print $1, $5 }')" '1 +39049123456
2 +39049123456'
t 'with the page' cmp page.pdf "$(find spool/docq -name 'doc*.pdf*' |
    head -n 1)"
faxrm -h "127.0.0.1:$port" 1 >/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do
	[ -e spool/doneq/q1 ] && break
	sleep 0.1
done
is 'what became of one is a row of a table of outcomes' \
    "$(sh "$CR_SHARE/providers/fax-report.sh" -h "127.0.0.1:$port")" \
    'tracking,channel,outcome,note
1,fax,failed,"Job aborted by request"'
sendfax 1
is 'without a server it is to be tried again' \
    "$(printf '%s\n' "$stdout" | head -n 1)" \
    'retry! 255 - Can not reach service 1 at host "127.0.0.1".'
# --- by cr-send

cat >cr.conf <<C
fax {
	via = command
	command = { sendfax, "-n", "-h", "127.0.0.1:$port", "-d", "{{to}}", "{{path}}" }
	reference = "request id is ([0-9]+)"
	retry = "^Can not reach"
}
C
export CR_CONFIG="$T/cr.conf"
ledger 1
cr-dun -q >/dev/null
by_file fax '049 123 457' application/pdf page.pdf 1
out cr-send --all
is 'cr-send keeps the number of the fax' "$status:$(ask "SELECT state, tracking
    FROM message")" '0:sent|3'
like 'which is in the queue' "$(faxstat -h "127.0.0.1:$port" -s)" \
    '3 .*\+39049123457'
faxrm -h "127.0.0.1:$port" 3 >/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do
	[ -e spool/doneq/q3 ] && break
	sleep 0.1
done
sh "$CR_SHARE/providers/fax-report.sh" -h "127.0.0.1:$port" |
grep -v '^1,' >reports.csv
out cr-fetch reports.csv
is 'and cr-fetch books that it failed' "$status:$(ask "SELECT state
    FROM message")" 0:failed
done_testing
