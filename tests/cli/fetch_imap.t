#!/bin/sh
# Mailboxes: behind a real IMAP server (Dovecot), as Maildir and as a file.
# Nothing is lost or taken twice, whenever a run is killed, and the mailbox is
# left as it is configured.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
. "$TOP/tests/cli/pec.sh"
. "$TOP/tests/cli/servers.sh"
need doveadm || skip_all "$why"
dovecot_up crediti@brenta.example || skip_all "$why"
echo segreta >password
adm() { $as doveadm -c "$T/dovecot/conf" "$@" 2>>doveadm.err; }
# put FILE...: into the mailbox
put() {
	for f; do
		adm save -u crediti@brenta.example -m INBOX <"$f"
	done
}
# flags [BOX]: how many mails there, and how many are not marked as read
flags() {
	adm -f tab mailbox status -u crediti@brenta.example \
	    'messages unseen' "${1:-INBOX}" | sed 1d | tr '\t' ' ' |
	    cut -d ' ' -f 2-3
}
purge() { adm expunge -u crediti@brenta.example mailbox INBOX all; }
# inbox [LINE...]: the configuration
inbox() {
	{
		echo 'inbox pec {'
		echo "url = \"imaps://127.0.0.1:$port\""
		echo 'user = "crediti@brenta.example"'
		echo 'password-file = "password"'
		echo "ca = \"${CERT:-dovecot/srv.pem}\""
		printf '%s\n' "$@" '}' 'received { trust = "pki/agid.pem" }'
	} >cr.conf
}
kept() { ask 'SELECT count(*) FROM received'; }

# --- the usual: nothing changes there

id=cr-1@brenta.example
to=c101@pec.example
pec_outbox 1
TO=$to
receipt acc.eml accettazione nessuno $id
receipt con.eml avvenuta-consegna nessuno $id $to sintetica
inbox
put acc.eml con.eml
out cr-fetch -H -o class,evidence,state
is 'receipts come in' "$status:$stdout$stderr" '0:accettazione	yes	sent
avvenuta-consegna	yes	delivered'
is 'the mailbox is as it was: unread' "$(flags)" '2 2'
out cr-fetch -H
is 'nothing comes twice' "$status:$stdout" 0:
receipt one.eml presa-in-carico nessuno $id
put one.eml
out cr-fetch -H -o class
is 'but what is new' "$stdout" presa-in-carico
cr-fetch --original rcv:1 >back.eml
t 'byte for byte' cmp acc.eml back.eml

# --- mail that is not as mail should be

letter() {
	printf 'From: a@b.example\r\nMessage-ID: <%s>\r\n\r\n' "$1"
	cat
	printf '\r\n'
}
head -c 700000 /dev/zero | tr '\0' x | letter long >long.eml
# pieces of 131072 bytes: two of them, and not one byte more
head -c "$((262144 - 43))" /dev/zero | tr '\0' y | letter even >even.eml
{
	printf '* 1 FETCH (UID 1 BODY[] {5}\r\n+ ok\r\n)\r\n\r\n.\r\n'
	printf 'From x\r\n\200\377'
} | letter odd >odd.eml
is 'pieces that come out even' "$(wc -c <even.eml)" 262144
put long.eml even.eml odd.eml
out cr-fetch -H -o kind
is 'strange mail comes in' "$status:$stdout$stderr" '0:other
other
other'
for f in long even odd; do
	n=$(ask "SELECT id FROM received WHERE message_id = '$f'")
	cr-fetch --original "rcv:$n" >back.eml
	t "$f: byte for byte" cmp "$f.eml" back.eml
done
for c in A B C D E F; do
	for n in 0 1 2; do
		for m in 0 1 2 3 4 5 6 7 8 9; do
			printf '%s0%s%s OK done\r\n' $c $n $m
		done
	done
done | letter tags >tags.eml
put tags.eml
receipt two.eml rilevazione-virus virus $id
put two.eml
out cr-fetch -H -o kind
n=$(ask "SELECT id FROM received WHERE message_id = 'tags'")
cr-fetch --original "rcv:$n" >back.eml
t 'mail that speaks as the server does: byte for byte' cmp tags.eml back.eml
is 'and what came after it' "$status:$stdout$stderr" '0:other
receipt'
is 'all that changed nothing there' "$(flags)" '8 8'

# --- marked, moved, and again from the beginning

purge
inbox 'after = seen'
put con.eml acc.eml
pec_outbox 1
out cr-fetch -q
is 'for another ledger all is new' "$(kept)" 2
is 'what is booked is marked' "$(flags)" '2 0'
adm mailbox create -u crediti@brenta.example Elaborate
inbox 'after = move' 'to = "Elaborate"'
put one.eml
out cr-fetch -q
is 'or moved' "$(flags) $(flags Elaborate)" '2 0 1 1'
put acc.eml
out cr-fetch -q -n
is 'a dry run moves nothing' "$(flags)" '3 1'
out cr-fetch -q
is 'what is known already is moved too' "$(flags) $(kept)" '2 0 3'
inbox 'after = move' 'to = "Manca"'
put two.eml
out cr-fetch -q
is 'no such folder: told' "$status" 75
is 'the mail is booked, and is still there' "$(kept) $(flags)" '4 3 1'
inbox 'after = move' 'to = "Elaborate"'
out cr-fetch -q
is 'and is moved the next time' "$(kept) $(flags)" '4 2 0'

# --- who one talks to

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 \
    -keyout k -out other.pem -subj /CN=x 2>/dev/null
CERT=other.pem
inbox
out cr-fetch
is 'a certificate that is not believed' "$status" 2
CERT=
inbox
echo sbagliata >password
out cr-fetch
is 'a wrong password' "$status" 2
like 'is told' "$stderr" 'mailbox: .*'
echo segreta >password
sed "s/:$port/:1/" cr.conf >down.conf
out cr-fetch --config down.conf
is 'a server that is not there: later' "$status" 75
out cr-fetch --inbox altra
is 'no such inbox' "$status" 2

# --- killed at any moment

purge
pec_outbox 40
i=1
daticert accettazione nessuno cr-0@brenta.example >xml0
while [ $i -le 40 ]; do
	sed "s/cr-0@/cr-$i@/g" xml0 >xml
	signed "k$i.eml" xml
	put "k$i.eml"
	i=$((i + 1))
done
inbox 'after = move' 'to = "Elaborate"'
before=$(flags Elaborate | cut -d ' ' -f 1)
# killed COMMAND...: again and again, until all 40 are there
killed() {
	n=0
	while [ "$(kept)" -lt 40 ] && [ $n -lt 60 ]; do
		"$@" >/dev/null 2>&1 &
		pid=$!
		sleep "0.0$((n * 7 % 9 + 1))"
		kill -9 $pid 2>/dev/null
		wait $pid 2>/dev/null
		n=$((n + 1))
	done
	"$@" >/dev/null 2>&1
}
killed cr-fetch -q
is 'all are there, each once' "$(kept):$(ask 'SELECT count(DISTINCT message)
    FROM received')" 40:40
is 'all were accepted' "$(ask "SELECT count(*) FROM message
    WHERE accepted IS NOT NULL AND state = 'sent'")" 40
is 'all were moved' "$(flags) $(($(flags Elaborate | cut -d ' ' -f 1) -
    before))" '0 0 40'
t 'the journal holds' cr-log --verify

# --- without a server: Maildir, folder, file

pec_outbox 40
mkdir -p md/new md/cur md/tmp
i=1
while [ $i -le 40 ]; do
	cp "k$i.eml" "md/new/$i.host"
	i=$((i + 1))
done
echo half >md/tmp/1
killed cr-fetch -q --trust pki/agid.pem md
is 'a Maildir, killed too: each once' "$(kept):$(ask 'SELECT count(DISTINCT
    message) FROM received WHERE evidence')" 40:40
is 'it is left as it is' "$(find md -type f | wc -l)" 41
out cr-fetch -H -o received k1.eml md
is 'and has nothing new' "$status:$stdout" 0:
pec_outbox 3
for i in 1 2 3; do
	echo 'From x Wed Sep 30 10:00:00 2026'
	sed 's/^\(>*From \)/>\1/' "k$i.eml"
	printf '\r\n'
done >box
out cr-fetch -H --trust pki/agid.pem -o class,evidence box
is 'a mailbox file' "$stdout" 'accettazione	yes
accettazione	yes
accettazione	yes'
out cr-fetch -H -o received k1.eml
is 'has the very mail' "$stdout" ''
echo 'inbox qui { path = "md" } received { trust = "pki/agid.pem" }' >cr.conf
out cr-fetch -H -o received
is 'a Maildir as an inbox' "$(printf '%s\n' "$stdout" | wc -l):$(kept)" 37:40

done_testing
