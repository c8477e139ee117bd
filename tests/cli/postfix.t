#!/bin/sh
# cr-send against Postfix over STARTTLS, killed in the middle: every letter is
# in its mailbox, and once. Postfix runs in the scratch folder, for root only.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
PATH=$PATH:/usr/sbin
command -v postfix >/dev/null || skip_all 'no postfix'
[ "$(id -u)" = 0 ] || skip_all 'Postfix wants root'

openssl req -x509 -newkey rsa:2048 -nodes -keyout srv.key -out srv.pem \
    -days 2 -subj '/CN=127.0.0.1' -addext subjectAltName=IP:127.0.0.1 \
    2>/dev/null
port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(
    LocalAddr => "127.0.0.1", Listen => 1)->sockport')
mkdir conf data queue mail
chmod 755 "$T" && chown postfix data && chown 65534 mail
ledger 40
cat >conf/main.cf <<C
compatibility_level = 3.6
queue_directory = $T/queue
data_directory = $T/data
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = test.example
mydestination =
virtual_mailbox_domains = example.it
virtual_mailbox_base = $T/mail
virtual_mailbox_maps = inline:{ $(ask "SELECT group_concat('{ ' || address
    || ' = ' || party || '/ }', ', ') FROM contact WHERE party > 100") }
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_relay_restrictions = reject_unauth_destination
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = $T/srv.pem
smtpd_tls_key_file = $T/srv.key
maillog_file = $T/log
maillog_file_prefixes = ${T%/*}
C
# service type private unprivileged chroot wakeup limit program
cat >conf/master.cf <<C
$port inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
C
cleanup() { postfix -c "$T/conf" stop >/dev/null 2>&1; }
postfix -c "$T/conf" start >start 2>&1 || skip_all 'Postfix does not start'
for _ in 1 2 3 4 5 6 7 8 9 10; do
	grep -q 'daemon started' log 2>/dev/null && break
	sleep 0.3
done

cat >cr.conf <<C
mail {
	url = "smtp://127.0.0.1:$port"
	ca = "srv.pem"
	from = "Officine Brenta <crediti@brenta.example>"
}
C
cr-dun -q >/dev/null
for wait in 0.05 0.09 0.14; do
	cr-send -q --all >/dev/null 2>&1 &
	victim=$!
	sleep "$wait"
	kill -9 "$victim" 2>/dev/null
	wait "$victim" 2>/dev/null
done
cr-send -q --all >/dev/null 2>&1
for id in $(ask "SELECT id FROM message WHERE state = 'unknown'"); do
	mid=$(ask "SELECT message_id FROM message WHERE id = $id")
	how=failed
	if grep -q "message-id=<$mid>" log; then how=sent; fi
	cr-send --resolve "$how" "msg:$id" >/dev/null
done
cr-dun | cr-send >rest 2>&1
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
	[ "$(find mail -path '*/new/*' | wc -l)" -ge 40 ] && break
	sleep 0.4
done
is 'forty letters are in forty mailboxes' "$(find mail -path '*/new/*' |
    cut -d / -f 2 | sort | uniq -c | awk '{ print $1 }' | sort | uniq -c |
    tr -s ' ')" ' 40 1'
[ "$failed" = 0 ] || sed 's/^/# /' rest log | tail -n 20
is 'each with a Message-ID of its own' "$(grep -rh '^Message-ID' mail |
    sort | uniq -d)" ''
t 'and the ledger has them' test "$(ask "SELECT count(*) FROM message
    WHERE state = 'sent'")" -eq 40
done_testing
