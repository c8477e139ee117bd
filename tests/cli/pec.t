#!/bin/sh
# Certified mail over SMTPS with a login: a real Postfix, whose users Dovecot
# knows, in the scratch folder; and a server with a fault at each step.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/servers.sh"
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
certificate srv
certificate other

# --- faults at each step

python=/usr/bin/python3
export SMTPS=1
if "$python" -c 'import aiosmtpd' 2>/dev/null && serve faults "$python" \
    "$TOP/tests/cli/smtpd.py" 0 faults srv.pem srv.key "$account" 'è segreto'
then
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

password='è segreto'
dovecot_up "$account" && postfix_up <<C || {
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = $T/dovecot/auth
smtpd_sender_login_maps = inline:{ {brenta@pec.example = $account} }
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_recipient_restrictions = check_recipient_access
    inline:{ {later@pec.example = 450 4.2.1 come back} }, reject_unlisted_recipient
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_tls_wrappermode = yes
mynetworks =
message_size_limit = 20000
virtual_mailbox_domains = pec.example
virtual_mailbox_maps = inline:{ {you@pec.example = you/},
    {brenta@pec.example = brenta/} }
C
	echo "# there is no Postfix here: $why"
	done_testing
}

pec you@pec.example letter letter letter
is 'three messages are taken over' "$status:$(printf '%s\n' "$stdout" |
    cut -d ' ' -f 1,2 | uniq -c | tr -s ' ')" '0: 3 sent 250'
is 'in one connection' "$(grep -c ': connect from' postfix.log)" 1
is 'with a login over TLS' "$(grep -c "sasl_username=$account" postfix.log)" 3
arrived() { [ "$(find mail/you/new -type f 2>/dev/null | wc -l)" = 3 ]; }
soon arrived
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
is 'none of them left anything' "$(grep -c 'message-id=' postfix.log)" 4
done_testing
