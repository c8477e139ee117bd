#!/bin/sh
# cr-send against Postfix over STARTTLS, killed in the middle: every letter is
# in its mailbox, and once. Postfix runs in the scratch folder, for root only.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
. "$TOP/tests/cli/servers.sh"

ledger 40
postfix_up <<C || skip_all "$why"
virtual_mailbox_domains = example.it
virtual_mailbox_maps = inline:{ $(ask "SELECT group_concat('{ ' || address
    || ' = ' || party || '/ }', ', ') FROM contact WHERE party > 100") }
C

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
	if grep -q "message-id=<$mid>" postfix.log; then how=sent; fi
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
[ "$failed" = 0 ] || sed 's/^/# /' rest postfix.log | tail -n 20
is 'each with a Message-ID of its own' "$(grep -rh '^Message-ID' mail |
    sort | uniq -d)" ''
t 'and the ledger has them' test "$(ask "SELECT count(*) FROM message
    WHERE state = 'sent'")" -eq 40

# --- commands sent together: one that is refused, and lines of dots
ledger 3
ask "UPDATE contact SET address = 'nessuno@example.it' WHERE party = 102"
mkdir -p own/it
printf 'Subject: x\n\n| .\n| ..due\n| .\n| fine\n' >own/it/a.txt
echo 'policy p { level a { days = 5 } }' >policy.conf
echo 'dunning { policy = "policy.conf" templates = "own" }' >>cr.conf
before=$(grep -c ': connect from' postfix.log)
cr-dun -q >/dev/null
out cr-send --all -H -o state,code
is 'who is not there stops nobody' "$status:$stdout" '1:sent	250
failed	550
sent	250'
is 'all in one connection' \
    "$(($(grep -c ': connect from' postfix.log) - before))" 1
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
	[ "$(find mail -path '*/new/*' -newer own/it/a.txt | wc -l)" -ge 2 ] &&
		break
	sleep 0.4
done
is 'a dot alone ends nothing' "$(find mail -path '*/103/new/*' -newer \
    own/it/a.txt -type f -exec sed -n '/^=2E$/,/^fine/p' {} + | tr '\n' ' ')" \
    '=2E =2E.due =2E fine '
done_testing
