#!/bin/sh
# cr-send killed again and again, at random moments and at random system
# calls, while it sends over several channels; sometimes two of it at once.
# No message arrives twice, none is lost, and the unknown ones are listed.
#
#   SOAK_RUNS=1000 SOAK_SEED=n   so many runs (make soak); again the same ones
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
python=/usr/bin/python3
"$python" -c 'import aiosmtpd' 2>/dev/null || skip_all 'no python3-aiosmtpd'
case $BUILD in *san*) skip_all 'the sanitizers load their own library' ;; esac
"${CC:-cc}" -shared -fPIC -o kill.so "$TOP/tests/cli/kill.c" -ldl 2>cc.err ||
    skip_all 'no compiler for the library'
runs=${SOAK_RUNS:-30}
seed=${SOAK_SEED:-$$}
echo "# $runs runs, SOAK_SEED=$seed"

pids=
cleanup() { for p in $pids; do kill "$p" 2>/dev/null; done; }
# serve DIR SCRIPT...: what it takes is in DIR/log, its port in DIR/port.
serve() {
	mkdir "$1"
	dir=$1
	shift
	"$python" "$@" "$dir" 2>"$dir.err" &
	pids="$pids $!"
	while [ ! -s "$dir/port" ] && kill -0 $!; do sleep 0.1; done
}
serve mail "$TOP/tests/cli/smtpd.py" 0
serve pec "$TOP/tests/cli/smtpd.py" 0
serve sms "$TOP/tests/cli/smsd.py"
mkdir post
: >letters.log
cat >cr.conf <<C
mail {
	url = "smtp://127.0.0.1:$(cat mail/port)" tls = no
	from = "crediti@brenta.example"
}
pec {
	url = "smtp://127.0.0.1:$(cat pec/port)" tls = no
	from = "brenta@pec.example"
}
sms { via = http provider = kannel url = "http://127.0.0.1:$(cat sms/port)"
	user = cr sender = Brenta }
fax { via = command command = { "sh", "-c", "cat >>fax.log" } }
letter { via = command command = { "sh", "-c", "cat >>letters.log" } }
registered { via = dir dir = post }
contact sms { hours = "always" }
C
: >fax.log

# Enough that a run is not over before it is killed. What a message says is
# its number: so a receiver's log tells how often it came.
n=$((runs * 6 + 100))
ledger "$n"
cr-dun -q >/dev/null
ask "UPDATE message SET channel = CASE id % 6 WHEN 0 THEN 'email'
	WHEN 1 THEN 'pec' WHEN 2 THEN 'sms' WHEN 3 THEN 'fax'
	WHEN 4 THEN 'letter' ELSE 'registered' END;
    UPDATE message SET address = 'n' || id || '@example.it'
	WHERE channel IN ('email', 'pec');
    UPDATE message SET media = 'text/plain', address =
	'+39333' || (1000000 + id * 10)
	WHERE channel = 'sms';
    UPDATE message SET media = 'application/pdf', address = '+3904910001'
	WHERE channel IN ('fax', 'letter', 'registered');
    UPDATE message SET address = 'Via Po 5, 35100 Padova (PD), IT'
	WHERE channel IN ('letter', 'registered');
    UPDATE message_content SET content = CAST(CASE message % 6
	WHEN 2 THEN 'n' || message ELSE '%PDF-1.4' || char(10) ||
	'n' || message || char(10) END AS BLOB) WHERE message % 6 > 1"
is 'they are prepared' "$(ask "SELECT count(*) FROM message
    WHERE state = 'prepared'")" "$n"

awk -v seed="$seed" -v n="$runs" 'BEGIN { srand(seed); while (n-- > 0)
	print int(rand() * 4), int(rand() * 120) + 1, rand() * 0.25 }' >plan
killed=0 two=0
while read -r way at delay; do
	case $way in
	0)	# at some moment
		cr-send -q --all >/dev/null 2>&1 &
		victim=$!
		sleep "$delay"
		kill -9 "$victim" 2>/dev/null ;;
	1)	# and with another run beside it
		cr-send -q --all >/dev/null 2>&1 &
		victim=$!
		cr-send -q --all >/dev/null 2>&1 &
		second=$!
		sleep "$delay"
		kill -9 "$victim" "$second" 2>/dev/null
		wait "$second" 2>/dev/null
		two=$((two + 1)) ;;
	*)	# at that system call
		KILL_AT=$at LD_PRELOAD=$T/kill.so cr-send -q --all \
		    >/dev/null 2>&1 &
		victim=$! ;;
	esac
	wait "$victim" 2>/dev/null
	[ $? != 137 ] || killed=$((killed + 1))
done <plan 2>/dev/null
# What the last one was at is booked, and what is left goes now.
sleep 0.5
cr-send -q --all >/dev/null 2>&1
arrived() {
	{
		sed 's/.* \(n[0-9]*\)@.*/\1/' mail/log pec/log
		sed 's/.* //' sms/log
		cat fax.log letters.log post/2*/*.pdf | grep '^n'
	} | sort
}
arrived >came
ask "SELECT 'n' || id FROM message WHERE state = 'sent'" | sort >sent
ask "SELECT 'n' || id FROM message WHERE state = 'unknown'" | sort >unknown
echo "# killed $killed times, two runs at once $two times: $(wc -l <came) of $n arrived, $(wc -l <unknown) unknown, of which $(comm -12 came unknown | wc -l) had arrived"
t 'it was killed most of the time' test "$killed" -ge $((runs / 2))
is 'no message came twice' "$(uniq -d came)" ''
is 'what the ledger calls sent has come' "$(comm -23 sent came)" ''
is 'what came is sent, or unknown' "$(sort sent unknown | comm -13 - came)" ''
is 'nothing is under way, and nothing was forgotten' "$(ask "SELECT count(*)
    FROM message WHERE state NOT IN ('sent', 'unknown')")" 0
t 'no more unknown than kills' test "$(wc -l <unknown)" -le \
    $((killed + two))

# A person looks at each that is unknown, and then all have come.
for m in $(cat unknown); do
	how=failed
	if grep -qx "$m" came; then how=sent; fi
	cr-send --resolve "$how" "msg:${m#n}" >/dev/null
done
cr-dun -q >/dev/null 2>&1
cr-send -q --all >/dev/null 2>&1
is 'every debtor has got his one letter' "$(ask "SELECT count(*), count(DISTINCT
    debtor) FROM notice WHERE state = 'sent'")" "$n|$n"
t 'the journal holds after it all' cr-log --verify
done_testing
