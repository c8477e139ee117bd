#!/bin/sh
# There and back: cr-send to Postfix, which bounces one letter; cr-fetch reads
# the real report and a real answer, and cr-dun takes the next channel. Postfix
# runs in the scratch folder, for root only.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
. "$TOP/tests/cli/servers.sh"

ledger 2
postfix_up <<C || skip_all "$why"
virtual_mailbox_domains = example.it brenta.example
virtual_mailbox_maps = inline:{ $(ask "SELECT group_concat('{ ' || address
    || ' = ' || party || '/ }', ', ') FROM contact WHERE party = 102"), {
 crediti@brenta.example = noi/ } }
smtpd_reject_unlisted_recipient = no
C

cat >cr.conf <<C
mail {
	url = "smtp://127.0.0.1:$port"
	from = "Officine Brenta <crediti@brenta.example>"
	ca = "srv.pem"
	timeout = 20
}
inbox posta { path = "mail/noi" }
C
# arrived DIR: a mail is in that Maildir
arrived() {
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -n "$(ls "mail/$1/new" 2>/dev/null)" ] && return
		sleep 0.3
	done
	return 1
}

out sh -c 'cr-dun -q --all | cr-send -H -o state'
is 'two letters leave' "$status:$stdout" '0:sent
sent'
t 'one comes back' arrived noi
t 'one arrives' arrived 102
out cr-fetch -H -o kind,class,error,msg,binding,effect,state
is 'the report of Postfix is read' "$status:$stdout" \
    '0:bounce	failed	5.1.1	msg:1	id	failed	failed'
like 'with its words' "$(ask 'SELECT reason FROM message WHERE id = 1')" \
    '^failed 5.1.1: unknown user'
out cr-dun -q -H -o party,channel --all
is 'the next night takes another way' "$stdout" 'pty:101	task'
id=$(sed -n 's/^Message-ID: *//Ip' mail/102/new/* | tr -d '\r')
printf '%s\n' 'From: c102@example.it' 'To: crediti@brenta.example' \
    'Subject: R: sollecito' "In-Reply-To: $id" 'Message-ID: <r@example.it>' \
    '' 'Pago domani.' >reply
sendmail -C "$T/conf" -f c102@example.it crediti@brenta.example <reply ||
    cp reply mail/noi/new/1.reply
for _ in 1 2 3 4 5 6 7 8 9 10; do
	[ "$(find mail/noi/new -type f | wc -l)" -gt 1 ] && break
	sleep 0.3
done
out cr-fetch -H -o kind,msg,party,binding
is 'an answer is bound by its Message-ID' "$status:$stdout" \
    '0:reply	msg:2	pty:102	id'
t 'the journal holds' cr-log --verify
done_testing
