#!/bin/sh
# Certified mail over SMTPS with a login: a real Postfix, whose users Dovecot
# knows, in the scratch folder; and a server with a fault at each step.
. "$(dirname "$0")/lib.sh"
PATH=$PATH:/usr/sbin
way=$BUILD/drive/way
account=brenta@pec.example
printf 'Content-Type: text/plain\r\n\r\nPaghi, prego.\r\n.\r\nfine\r\n' >letter
header=$(printf 'From: <%s>\r\nTo: <you@pec.example>\r\nX-TipoRicevuta: completa' \
    "$account")
# pec TO CONTENT... [OPTION=VALUE]...: into $out
pec() {
	to=$1
	shift
	out "$way" smtp url="smtps://127.0.0.1:$port" user="$account" \
	    password='è segreto' ca=srv.pem from="$account" \
	    header="$header
MIME-Version: 1.0
" pec "$to" pec-1 "$@"
}
openssl req -x509 -newkey rsa:2048 -nodes -keyout srv.key -out srv.pem \
    -days 2 -subj '/CN=127.0.0.1' -addext subjectAltName=IP:127.0.0.1 \
    2>/dev/null
openssl req -x509 -newkey rsa:2048 -nodes -keyout other.key -out other.pem \
    -days 2 -subj '/CN=127.0.0.1' 2>/dev/null

# --- faults at each step

python=/usr/bin/python3
pids=
cleanup() {
	for pid in $pids; do kill "$pid" 2>/dev/null; done
	[ ! -d conf ] || postfix -c "$T/conf" stop >/dev/null 2>&1
	[ ! -s dovecot/master.pid ] || kill "$(cat dovecot/master.pid)"
}
if "$python" -c 'import aiosmtpd' 2>/dev/null; then
	mkdir faults
	SMTPS=1 "$python" "$TOP/tests/cli/smtpd.py" 0 faults srv.pem srv.key \
	    "$account" 'è segreto' 2>faults.err &
	pids=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -s faults/port ] && break
		sleep 0.2
	done
	port=$(cat faults/port)
	fault() {
		pec "$1@pec.example" letter
		echo "${stdout%% -*}"
	}
	is 'without a fault it is sent' "$(fault you)" 'sent 250'
	is 'not now, said of the recipient' "$(fault later)" 'retry 451'
	is 'never, said of the recipient' "$(fault nobody)" 'refused 550'
	is 'gone before the text' "$(fault hangup)" 'retry! 0'
	is 'not now, said of the text' "$(fault busy)" 'retry 452'
	is 'never, said of the text' "$(fault spam)" 'refused 554'
	is 'gone after the text: nobody can tell' "$(fault vanish)" \
	    'unknown! 0'
	is 'only what was taken over was' "$(cut -d ' ' -f 2 faults/log |
	    tr '\n' ' ')" 'you@pec.example vanish@pec.example '
fi

# --- Postfix

missing=
for program in postfix dovecot; do
	command -v $program >/dev/null || missing=$program
done
[ "$(id -u)" = 0 ] || missing=root
[ -z "$missing" ] || {
	echo "# without $missing there is no Postfix here"
	done_testing
}
port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(
    LocalAddr => "127.0.0.1", Listen => 1)->sockport')
mkdir conf data queue mail dovecot
chmod 755 "$T" && chown postfix data && chown 65534 mail
cat >dovecot.conf <<C
base_dir = $T/dovecot
log_path = $T/dovecot.log
protocols =
ssl = no
auth_mechanisms = plain login
auth_username_format = %Lu
passdb {
  driver = passwd-file
  args = $T/users
}
service auth {
  unix_listener $T/auth {
    mode = 0666
  }
}
C
echo "$account:{PLAIN}è segreto::::::" >users
chmod 644 users
dovecot -c "$T/dovecot.conf" 2>dovecot.start || skip_all 'no Dovecot'
cat >conf/main.cf <<C
compatibility_level = 3.6
queue_directory = $T/queue
data_directory = $T/data
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = pec.example
mydestination =
mynetworks =
message_size_limit = 20000
virtual_mailbox_domains = pec.example
virtual_mailbox_base = $T/mail
virtual_mailbox_maps = inline:{ {you@pec.example = you/},
    {brenta@pec.example = brenta/} }
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = $T/auth
smtpd_sender_login_maps = inline:{ {brenta@pec.example = $account} }
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_recipient_restrictions = check_recipient_access
    inline:{ {later@pec.example = 450 4.2.1 come back} }, reject_unlisted_recipient
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_tls_security_level = encrypt
smtpd_tls_wrappermode = yes
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
postfix -c "$T/conf" start >start 2>&1 || skip_all 'Postfix does not start'
for _ in 1 2 3 4 5 6 7 8 9 10; do
	grep -q 'daemon started' log 2>/dev/null && [ -S auth ] && break
	sleep 0.3
done

pec you@pec.example letter letter letter
is 'three messages are taken over' "$status:$(printf '%s\n' "$stdout" |
    cut -d ' ' -f 1,2 | uniq -c | tr -s ' ')" '0: 3 sent 250'
is 'in one connection' "$(grep -c ': connect from' log)" 1
is 'with a login over TLS' "$(grep -c "sasl_username=$account" log)" 3
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
	[ "$(find mail/you/new -type f 2>/dev/null | wc -l)" = 3 ] && break
	sleep 0.2
done
is 'and delivered' "$(find mail/you/new -type f | wc -l)" 3
got=$(cat "$(find mail/you/new -type f | head -n 1)")
like 'as they are, lone dots too' "$(printf '%s' "$got" | tail -n 3 |
    tr '\n' '|')" '^Paghi, prego\.\|\.\|fine'
like 'with the receipt that was asked' "$got" 'X-TipoRicevuta: completa'

pec nobody@pec.example letter
like 'an unknown recipient is refused' "$stdout" '^refused 550 - 550 5\.1\.1'
pec later@pec.example letter
like 'one that is busy is tried again' "$stdout" '^retry 450 '
printf 'A: b\r\n\r\n' >large
head -c 30000 /dev/zero | tr '\0' 'x' | fold -w 70 | sed 's/$/\r/' >>large
pec you@pec.example large letter
is 'a message that is too large is refused, and the next one goes' \
    "$(printf '%s\n' "$stdout" | cut -d ' ' -f 1,2 | tr '\n' ' ')" \
    'refused 552 sent 250 '
# bad [OPTION=VALUE]...: what is said here goes before what is usual.
bad() {
	out "$way" smtp "$@" url="smtps://127.0.0.1:$port" from="$account" \
	    header="$header
" pec you@pec.example pec-2 letter
}
bad user=$account password='è segreto' ca=srv.pem from=other@pec.example
like 'another sender than the account is no fault of the recipient' \
    "$stdout" '^retry! 55'
bad user=$account password=wrong ca=srv.pem
like 'a wrong password stops the run' "$status:$stdout" '^2:retry! 535 '
bad user=$account password='è segreto' ca=other.pem
is 'so does a server that cannot be trusted' "$status:${stdout%% -*}" \
    '2:retry! 0'
bad ca=srv.pem
like 'and one that wants a login' "$stdout" '^retry! '
is 'none of them left anything' "$(grep -c 'message-id=' log)" 4
done_testing
