#!/bin/sh
# cr-send against a real mail server: each message once, whatever happens.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
python=/usr/bin/python3
"$python" -c 'import aiosmtpd' 2>/dev/null || skip_all 'no python3-aiosmtpd'

# serve DIR [CERT KEY USER PASSWORD]: a server; its port is in $port.
pids=
cleanup() { for p in $pids; do kill "$p" 2>/dev/null; done; }
serve() {
	mkdir -p "$1" && rm -f "$1/port"
	dir=$1
	shift
	"$python" "$TOP/tests/cli/smtpd.py" "${PORT:-0}" "$dir" "$@" 2>"$dir.err" &
	server=$!
	pids="$pids $server"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -s "$dir/port" ] && break
		sleep 0.2
	done
	port=$(cat "$dir/port")
}
# conf [LINE...]: the configuration, in the clear to that port by default
conf() {
	{
		echo 'mail { from = "Officine Brenta <crediti@brenta.example>"'
		[ $# -gt 0 ] || set -- "url = \"smtp://127.0.0.1:$port\"" \
		    'tls = no' 'timeout = 20'
		printf '%s\n' "$@" '}'
	} >cr.conf
}
states() { ask "SELECT group_concat(state, ' ') FROM (SELECT state FROM
    message ORDER BY id)"; }
delivered() { cut -d ' ' -f 2 "$1/log" | sort | uniq -c | tr -s ' '; }

# --- the usual

serve plain
conf
ledger 3
out sh -c 'cr-dun | cr-send -o msg,state,code'
is 'three letters' "$status:$stdout" '0:#msg	state	code
msg:1	sent	250
msg:2	sent	250
msg:3	sent	250'
is 'have arrived' "$(delivered plain)" ' 1 c101@example.it
 1 c102@example.it
 1 c103@example.it'
is 'under the Message-ID that the ledger has' \
    "$(ask "SELECT '<' || message_id || '> ' || address FROM message")" \
    "$(cat plain/log)"
ask "SELECT header || content FROM attempt JOIN message_content
    USING (message) WHERE message = 1" |
    sed '$d' >kept
tr -d '\r' <plain/c101@example.it.eml | sed '/^X-/d' >came
tr -d '\r' <kept >kept.lf
is 'byte for byte what the ledger kept' "$(cmp kept.lf came 2>&1)" ''
out cr-send --all
is 'nothing is left' "$status:$(printf '%s\n' "$stdout" | wc -l)" 0:1
out cr-send -v msg:1
like 'what was sent is not sent again' "$status $stderr" '^0 .*sent already'
is 'not even by hand' "$(wc -l <plain/log)" 3

# --- a log that does not tell all

# died: a run that had marked message 1, with the log on standard input.
died() {
	{
		echo "boot $(cat /proc/sys/kernel/random/boot_id)"
		cat
	} >log.new
	ledger 1
	cr-dun -q --all >/dev/null
	ask "UPDATE message SET state = 'sending'"
	mv log.new "$CR_LEDGER.send"
	: >plain/log
}
if [ -r /proc/sys/kernel/random/boot_id ]; then
	ln -s "$CR_LEDGER" link.db
	CR_LEDGER=$T/link.db cr-send -q --all >/dev/null
	echo 'begin 1' | died
	CR_LEDGER=$T/link.db cr-send -q --all >/dev/null 2>&1
	is 'a run that died, seen through a link: unknown' "$(states)" unknown
	{
		yes 'end 9 0 250 ok' | head -c 67200000
		printf '\nbegin 1\n'
	} | died
	cr-send -q --all >/dev/null 2>&1
	is 'a log too long to be read: unknown' "$(states)" unknown
	is 'neither is sent again' "$(cat plain/log)" ''
	echo 'begin 9' | died
	cr-send -q --all >/dev/null 2>&1
	is 'what was not begun is sent' "$(states)" sent
fi

# --- a payment while letters go out

: >plain/log
conf
ledger 20
ask "UPDATE contact SET address = 'slow@c' || party || '.example.it'"
cr-dun -q >/dev/null
cr-send -q --all >sent 2>sent.err &
while [ ! -s plain/log ]; do sleep 0.05; done
pay 120001 100120
wait $!
is 'the others are booked' "$?:$(ask "SELECT count(*) FROM message
    WHERE state = 'sent'")" 1:19
is 'who has paid is not asked' "$(grep c120 plain/log)" ''
like 'and is told' "$(cat sent.err)" '^cr-send: msg:20: nothing is left'

# --- and of what comes after them, looked at ahead

: >plain/log
ledger 220
ask "UPDATE contact SET address = 'slow@c' || party || '.example.it'
    WHERE party BETWEEN 106 AND 130"
cr-dun -q >/dev/null
cr-send -q --all >sent 2>sent.err &
while [ "$(wc -l <plain/log)" -lt 6 ]; do sleep 0.02; done
pay 250001 100250
pay 303001 100303
wait $!
is 'the others are booked' "$?:$(ask "SELECT count(*) FROM message
    WHERE state = 'sent'")" 1:218
is 'who has paid is not asked' "$(grep -e c250@ -e c303@ plain/log)" ''
is 'and is told' "$(cat sent.err)" \
    'cr-send: msg:150: nothing is left to claim
cr-send: msg:203: nothing is left to claim'
is 'each went once' "$(sort plain/log | uniq -d)" ''

# --- so many a minute

paid_while_waiting() {
	conf "url = \"smtp://127.0.0.1:$port\"" 'tls = no' 'per-minute = 30'
	ledger 2
	cr-dun -q >/dev/null
	cr-send -q --all >/dev/null 2>&1 &
	while [ "$(states)" != 'sent prepared' ]; do sleep 0.1; done
	pay 102001 100102
	wait $!
}
: >plain/log
paid_while_waiting
is 'who pays in the pause is not asked' "$(delivered plain)" \
    ' 1 c101@example.it'
conf
t 'the journal holds' cr-log --verify

# --- one a day, which is one of the clock

conf
today=$(TZ=Europe/Rome date +%F)
echo 'contact email { hours = "always" holidays = yes per-day = 1 }' >>cr.conf
ledger 1
doc 101 'US 1' 2026-08-20 2026-09-20 5000 USD >/dev/null
ask "UPDATE run SET day = @$today - 50; UPDATE doc SET date = @$today - 40;
    UPDATE item SET due = @$today - 10"
balances
CR_TODAY=$today cr-dun -q >/dev/null
out env CR_TODAY="$today" cr-send -v --all
is 'the second letter of a day waits' "$status:$(states)" '0:sent prepared'
like 'and is told' "$stderr" 'msg:2 waits until .*T'
out env CR_TODAY="$today" cr-send -v --all
is 'also in the next run' "$status:$(states)" '0:sent prepared'
conf

# --- what a server says

fault() {
	: >plain/log
	kill "$server"
	serve plain
	conf
	ledger 2
	address 101 "$1@example.it"
	out sh -c 'cr-dun | cr-send -o state,code,answer'
}
fault later
is '4xx for the recipient: it waits, the others go' "$status:$(states)" \
    '75:prepared sent'
address 101 c101@example.it
ask "UPDATE message SET address = 'c101@example.it' WHERE id = 1"
out cr-send --all
is 'and goes the next time' "$status:$(states)" '0:sent sent'
is 'under the same Message-ID' "$(ask 'SELECT count(DISTINCT substr(header,
    instr(header, "Message-ID"), 60)) FROM attempt WHERE message = 1')" 1
fault busy
is '4xx after the text: it waits' "$status:$(states)" '75:prepared sent'
fault nobody
is '5xx for the recipient: it failed' "$status:$(states)" '1:failed sent'
like 'and is told' "$stderr" 'msg:1 to nobody@.* is failed: 550 5.1.1 No such'
out cr-dun -H -o party,channel
is 'the next run takes the next channel' "$stdout" 'pty:101	task'
fault spam
is '5xx after the text: it failed' "$status:$(states)" '1:failed sent'
out cr-dun -H -o party,channel
is 'that was no fault of the address' "$stdout" 'pty:101	email'
fault hangup
is 'a line that breaks before the text: it waits' "$status:$(states)" \
    '75:prepared prepared'
is 'nothing was taken over' "$(cat plain/log 2>/dev/null)" ''

# --- a server that takes only so many in one connection

for silent in '' 1; do
	export AT_MOST=2
	[ -z "$silent" ] || export SILENT=$silent
	serve "few$silent"
	conf
	ledger 5
	out sh -c 'cr-dun | cr-send -H -o state'
	is "the next connection takes the rest${silent:+, without a word too}" \
	    "$status:$(printf '%s\n' "$stdout" | uniq -c | tr -s ' ')" \
	    '0: 5 sent'
	is 'each once' "$(delivered "few$silent" | cut -d ' ' -f 2 | uniq -c |
	    tr -s ' ')" ' 5 1'
	unset AT_MOST SILENT
done

# --- a line that breaks after the text: nobody knows

fault vanish
is 'a line that breaks after the text: unknown' "$status:$(states)" \
    '75:unknown prepared'
out cr-dun --plan -H -o reason item:101001
is 'it is not dunned' "$stdout" in-flight
out cr-dun --cancel x not:1
like 'its notice cannot be cancelled' "$status $stderr" '^1 .*msg:1 is unknown'
out cr-send --all
is 'it is not sent again by itself' "$status:$(states)" '0:unknown sent'
out cr-send msg:1
like 'nor when asked' "$status $stderr" '^1 .*--resolve'
is 'it had arrived' "$(delivered plain)" ' 1 c102@example.it
 1 vanish@example.it'
t 'a person says so' cr-send --resolve sent msg:1
out cr-send --resolve sent msg:1
is 'once' "$status" 1
is 'now it is sent' "$(states):$(ask 'SELECT state FROM notice
    WHERE id = 1')" 'sent sent:sent'
fault vanish
t 'or says that it failed' cr-send --resolve failed msg:1
out cr-dun -H -o msg,party pty:101
is 'then another is made' "$stdout" 'msg:3	pty:101'

# --- the server is down, another is at work

kill "$server"
wait "$server" 2>/dev/null
ledger 2
cr-dun >/dev/null
out cr-send --all
is 'no server: status' "$status:$(states)" '75:prepared prepared'
is 'one attempt, and no use in more' "$(ask 'SELECT count(*) FROM attempt')" 1
serve plain
: >plain/log
conf
"$python" -c 'import fcntl, sys, time
f = open(sys.argv[1], "w")
fcntl.lockf(f, fcntl.LOCK_EX)
print("locked", flush=True)
time.sleep(60)' "$CR_LEDGER.send" >locked &
locker=$!
pids="$pids $locker"
while [ ! -s locked ]; do sleep 0.1; done
out cr-send --all
is 'another run is at work' "$status:$(states)" '75:prepared prepared'
kill "$locker"
wait "$locker" 2>/dev/null

# --- what has changed since

pay 101001 100101
out cr-send --all
like 'who has paid is not asked' "$status $stderr" \
    '^1 .*msg:1: nothing is left to claim'
is 'his notice is cancelled' "$(ask 'SELECT state, reason FROM notice')" \
    'cancelled|nothing is left to claim
sent|'
is 'and only the other went' "$(delivered plain)" ' 1 c102@example.it'
change() {
	: >plain/log
	ledger 1
	cr-dun >/dev/null
	"$@" >/dev/null
	out cr-send --all
}
change pay 101001 1
like 'who has paid a part' "$status $stderr" '^1 .*what is owed has changed'
out sh -c 'cr-dun | cr-send -H -o state'
is 'gets the right letter' "$status:$stdout" 0:sent
change cr-hold --kind dispute --reason x --amount 1.00 item:101001
like 'a dispute' "$status $stderr" '^1 .*what is owed has changed'
change cr-hold --kind block --reason x pty:101
like 'a block' "$status $stderr" '^1 .*nothing is left to claim'
change doc 101 NC1 2026-09-01 2026-09-01 -100
like 'a credit note' "$status $stderr" '^1 .*what is owed has changed'
change ask 'UPDATE item SET due = due + 60; UPDATE open_item SET due = due + 60'
like 'a due date that was put off' "$status $stderr" \
    '^1 .*what is owed has changed'
due_soon() {
	doc 101 FV9 2026-08-20 2026-10-02 50000
	cr-dun >/dev/null
	CR_TODAY=2026-10-03
}
change due_soon
like 'what was said to be due soon and is late' "$status $stderr" \
    '^1 .*what is owed has changed'
is 'nothing was sent' "$(cat plain/log 2>/dev/null)" ''
CR_TODAY=2026-09-30
# The second letter grants ten days from the first of November.
grants() {
	cr-send -q --all >/dev/null
	CR_TODAY=$1
	cr-dun -q >/dev/null
	CR_TODAY=$2
	cr-send -q --all >/dev/null
	CR_TODAY=2026-09-30
	ask "SELECT state, date(term_day * 86400, 'unixepoch') FROM notice
	    ORDER BY id DESC LIMIT 1"
}
cat >policy.conf <<'P'
policy p { level a { days = 5 } level b { days = 20 grant = 10 template = a } }
P
mkdir -p own/it
printf 'Subject: x\n\n{{term.date}}\n' >own/it/a.txt
echo 'dunning { policy = "policy.conf" templates = "own" }' >>cr.conf
change :
is 'the term runs from the sending' "$(grants 2026-11-01 2026-11-04)" \
    'sent|2026-11-14'
change :
is 'a letter whose term is over is not sent' \
    "$(grants 2026-11-01 2026-11-12)" 'cancelled|2026-11-11'
conf

# --- TLS and a password

openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem \
    -days 2 -subj '/CN=test CA' 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout srv.key -out srv.csr \
    -subj '/CN=127.0.0.1' 2>/dev/null
printf 'subjectAltName=IP:127.0.0.1\n' >ext
openssl x509 -req -in srv.csr -CA ca.pem -CAkey ca.key -CAcreateserial \
    -days 2 -extfile ext -out srv.pem 2>/dev/null
serve tls srv.pem srv.key utente segreta
tls() { conf "url = \"smtp://127.0.0.1:$port\"" 'timeout = 20' "$@"; }
ledger 2
cr-dun >/dev/null
echo sbagliata >password
tls 'ca = ca.pem' 'user = utente' 'password-file = password'
out cr-send --all
is 'a wrong password: status' "$status:$(states)" '2:prepared prepared'
tls 'user = utente' 'password-file = password'
out cr-send --all
is 'a certificate of nobody: status' "$status:$(states)" \
    '2:prepared prepared'
conf 'url = "smtp://mail.example.it:25"' 'tls = no'
out cr-send --all
like 'to another machine only over TLS' "$status $stderr" '^2 .*over TLS'
out cr-send --all --config plain.conf
is 'no configuration' "$status" 2
echo segreta >password
tls 'ca = ca.pem' 'user = utente' 'password-file = password'
out cr-send --all
is 'TLS and the right password' "$status:$(states)" '0:sent sent'
is 'they have arrived' "$(delivered tls)" ' 1 c101@example.it
 1 c102@example.it'
port=$(cat plain/port)
ledger 1
cr-dun >/dev/null
conf "url = \"smtp://127.0.0.1:$port\""
out cr-send --all
is 'a server without TLS gets nothing' "$status:$(states)" 2:prepared

# --- kill -9, again and again

kill "$server"
serve slow
conf
ledger 60
ask "UPDATE contact SET address = replace(address, '@', '@slow.')"
cr-dun >/dev/null
for wait in 0.05 0.11 0.17 0.08 0.23 0.13 0.31 0.07; do
	cr-send --all >/dev/null 2>&1 &
	victim=$!
	sleep "$wait"
	kill -9 "$victim" 2>/dev/null
	wait "$victim" 2>/dev/null
done
cr-send --all >/dev/null 2>&1
# A person looks at the server for each that is unknown.
unknown=$(ask "SELECT id FROM message WHERE state = 'unknown'")
for id in $unknown; do
	mid=$(ask "SELECT message_id FROM message WHERE id = $id")
	if grep -qF "<$mid>" slow/log; then how=sent; else how=failed; fi
	cr-send --resolve "$how" "msg:$id" >/dev/null
done
cr-dun | cr-send >/dev/null
is 'killed eight times: each letter arrived once' \
    "$(cut -d ' ' -f 2 slow/log | sort | uniq -c | awk '{ print $1 }' |
    sort | uniq -c | tr -s ' ')" ' 60 1'
is 'and no two have one Message-ID' "$(cut -d ' ' -f 1 slow/log | sort |
    uniq -d)" ''
t 'no more unknown than kills' test "$(echo "$unknown" | wc -w)" -le 8
is 'every notice is sent or replaced' "$(ask "SELECT count(DISTINCT debtor)
    FROM notice WHERE state = 'sent'")" 60
t 'the journal holds after it all' cr-log --verify
done_testing
