#!/bin/sh
# cr-send killed at every step: a library that is loaded before the others
# counts what the program writes, sends and waits for, and kills it before or
# after one of these. Whatever that one is, each letter arrives once.
#
#   STEP=1 tries them all, which takes minutes
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
python=/usr/bin/python3
"$python" -c 'import aiosmtpd' 2>/dev/null || skip_all 'no python3-aiosmtpd'
case $BUILD in *san*) skip_all 'the sanitizers load their own library' ;; esac
"${CC:-cc}" -shared -fPIC -o kill.so "$TOP/tests/cli/kill.c" -ldl 2>cc.err ||
    skip_all 'no compiler for the library'

mkdir srv
"$python" "$TOP/tests/cli/smtpd.py" 0 srv 2>srv.err &
server=$!
cleanup() { kill "$server" 2>/dev/null; }
while [ ! -s srv/port ] && kill -0 "$server"; do sleep 0.1; done
cat >cr.conf <<C
mail {
	url = "smtp://127.0.0.1:$(cat srv/port)"
	tls = no
	from = "crediti@brenta.example"
}
C

ledger 3
cr-dun -q >/dev/null
ask 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp "$CR_LEDGER" prepared.db

# A run that is killed at $1; then what a person does. False: none was killed.
# shellcheck disable=SC2097,SC2098 # the run is to have it, and no other
try() {
	rm -f "$CR_LEDGER"*
	cp prepared.db "$CR_LEDGER"
	: >srv/log
	KILL_AT=$1 LD_PRELOAD=$T/kill.so cr-send -q --all >/dev/null 2>&1 &&
	    return 1
	cr-send -q --all >/dev/null 2>&1
	unknown=$(ask "SELECT id FROM message WHERE state = 'unknown'")
	for id in $unknown; do
		mid=$(ask "SELECT message_id FROM message WHERE id = $id")
		how=failed
		if grep -qF "<$mid>" srv/log; then how=sent; fi
		cr-send --resolve "$how" "msg:$id" >/dev/null
	done
	cr-dun -q | cr-send -q >/dev/null 2>&1
	[ "$(echo "$unknown" | wc -w)" -le 1 ] ||
	    echo "killed at $1: unknown $unknown"
	came=$(cut -d ' ' -f 2 srv/log | sort | tr '\n' ' ')
	[ "$came" = 'c101@example.it c102@example.it c103@example.it ' ] ||
	    echo "killed at $1: $came"
	cr-log -q --verify >/dev/null || echo "killed at $1: the journal"
}
at=1 kills=0
while try "$at" >>bad; do
	kills=$((kills + 1)) at=$((at + ${STEP:-17}))
done
is "killed at ${kills} places: each letter arrives once" "$(cat bad)" ''
t 'there were some' test "$kills" -ge 5
done_testing
