#!/bin/sh
# cr-send over several channels at once: each goes on by itself.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
python=/usr/bin/python3
"$python" -c 'import aiosmtpd' 2>/dev/null || skip_all 'no python3-aiosmtpd'

pids=
cleanup() { for p in $pids; do kill "$p" 2>/dev/null; done; }
# serve DIR COMMAND...: what it takes is in DIR/log, its port in $port.
serve() {
	mkdir -p "$1" && rm -f "$1/port"
	dir=$1
	shift
	"$@" 2>"$dir.err" &
	pids="$pids $!"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -s "$dir/port" ] && break
		sleep 0.2
	done
	port=$(cat "$dir/port")
}
states() { ask "SELECT group_concat(channel || ':' || state, ' ') FROM (SELECT
    channel, state FROM message ORDER BY id)"; }
# by CHANNEL ADDRESS MEDIA CONTENT KEY: that message is one of another kind.
by() {
	ask "UPDATE message SET channel = '$1', address = '$2', media = '$3'
	    WHERE id = $5; UPDATE message_content SET content =
	    CAST('$4' AS BLOB) WHERE message = $5"
}
serve mail "$python" "$TOP/tests/cli/smtpd.py" 0 mail
mail=$port
serve pec "$python" "$TOP/tests/cli/smtpd.py" 0 pec
pec=$port
serve sms "$python" "$TOP/tests/cli/smsd.py" sms
sms=$port
mkdir post
cat >usual.conf <<C
mail { url = "smtp://127.0.0.1:$mail" tls = no from = "crediti@brenta.example" }
pec {
	url = "smtp://127.0.0.1:$pec" tls = no
	from = "Officine Brenta <brenta@pec.example>"
}
sms {
	via = http provider = kannel url = "http://127.0.0.1:$sms"
	user = cr sender = Brenta
}
fax { via = smtp url = "smtp://127.0.0.1:$mail" tls = no
	from = "crediti@brenta.example" to = "{{number}}@fax.example" }
letter { via = command command = { "sh", "-c", "cat >>post/letters" } }
contact sms { hours = "always" }
C
cp usual.conf cr.conf
# Six messages, each by its own channel.
prepare() {
	ledger 6
	cr-dun -q >/dev/null
	by pec c102@pec.example message/rfc822 "$(printf \
	    'MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nPaghi.\r\n')" 2
	by sms +39333000103 text/plain 'Gentile cliente, la fattura FV103' 3
	by fax +3904900104 application/pdf '%PDF-1.4 fax' 4
	by letter 'Via Po 5, 35100 Padova (PD), IT' application/pdf \
	    '%PDF-1.4 lettera' 5
	by phone +390490106 text/plain 'Chiamare il cliente' 6
	rm -f post/letters
	for d in mail pec sms; do : >"$d/log"; done
}

# --- all of them

prepare
out cr-send --all -H -o channel,address,state
is 'each by its own way' "$status:$stdout" "0:$(printf '%s\t%s\t%s\n' \
    email c101@example.it sent pec c102@pec.example sent \
    sms +39333000103 sent fax +3904900104 sent \
    letter 'Via Po 5, 35100 Padova (PD), IT' sent phone +390490106 sent)"
is 'the text arrives' "$(cat sms/log)" \
    '+39333000103 Gentile cliente, la fattura FV103'
is 'the letter is given to the program' "$(cat post/letters)" \
    '%PDF-1.4 lettera'
like 'PEC: the account sends, and wants the whole receipt' \
    "$(tr -d '\r' <pec/c102@pec.example.eml)" \
    '^X-TipoRicevuta: completa$'
is 'and no recipient is hidden' "$(tr -d '\r' <pec/c102@pec.example.eml |
    grep -Ei '^(to|cc|bcc):' -A 1 | tr '\n' ' ')" \
    'To: "Cliente 102"  <c102@pec.example> '
like 'its Message-ID is of that domain' "$(cat pec/log)" \
    '^<cr-2-[0-9a-f]+@pec.example> '
cat >parts.py <<'P'
import email, email.policy, sys
m = email.message_from_binary_file(open(sys.argv[1], "rb"),
                                   policy=email.policy.default)
for p in m.walk():
    if not p.is_multipart():
        print(p.get_content_type(), p.get_filename(),
              p.get_payload(decode=True)[:12].decode().strip())
P
is 'a fax by mail is a file in it' \
    "$("$python" parts.py mail/3904900104@fax.example.eml)" \
    'application/pdf fax.pdf %PDF-1.4 fax'
out cr-send --all
is 'a second run has nothing to do' "$status:$(wc -l <sms/log)" 0:1
is 'what was handed over is proved by its digest' "$(ask "SELECT sha256 FROM
    attempt WHERE message = 3")" "$(printf 'Gentile cliente, la fattura FV103' |
    sha256sum | cut -d ' ' -f 1)"

# --- what goes with a message

prepare
printf 'una copia' >copy.pdf
sum=$(sha256sum <copy.pdf | cut -d ' ' -f 1)
ask "INSERT INTO blob VALUES ('$sum', CAST('una copia' AS BLOB), 1);
    INSERT INTO message_attachment VALUES (1, 1, 'Fattura n° 1.pdf',
    'application/pdf', '$sum'), (1, 2, 'due.txt', 'text/plain', '$sum')"
cr-send -q msg:1 >/dev/null
is 'files go with a mail' "$("$python" parts.py mail/c101@example.it.eml |
    tail -n 2)" 'application/pdf Fattura n° 1.pdf una copia
text/plain due.txt una copia'
"$python" parts.py mail/c101@example.it.eml >parts
like 'after the letter itself' "$(sed 1q parts)" '^text/plain None '
is 'what was handed over is proved with them' "$(ask "SELECT sha256 FROM attempt
    WHERE message = 1")" "$({ cat mail/c101@example.it.eml; } |
    sed '/^X-[A-Z][A-Za-z]*: /d' | sha256sum | cut -d ' ' -f 1)"
ask "UPDATE blob SET bytes = zeroblob(1500000)"
sed 's/^mail { /mail { max-megabytes = 1 /' usual.conf >cr.conf
ask "INSERT INTO message_attachment VALUES (2, 1, 'a.pdf', 'application/pdf',
    '$sum')"
ask "UPDATE message SET channel = 'email' WHERE id = 2"
out cr-send msg:2
like 'what is too large waits, and is told' "$status $stderr $(states)" \
    '^1 .*msg:2: [0-9]+ kB are more than email takes .*email:prepared sms'
cp usual.conf cr.conf

# --- a channel that is down, or not there

prepare
kill "${pids##* }"	# text messages
out cr-send --all -H -o channel,state
is 'without the provider the others go' "$status:$(states)" \
    '75:email:sent pec:sent sms:prepared fax:sent letter:sent phone:sent'
serve sms "$python" "$TOP/tests/cli/smsd.py" sms
sed "s/:$sms\"/:$port\"/" usual.conf >new && mv new usual.conf
cp usual.conf cr.conf
out cr-send --all
is 'and this goes in the next run' "$status:$(states)" \
    '0:email:sent pec:sent sms:sent fax:sent letter:sent phone:sent'

prepare
by sms +39333000109 text/plain 'uno' 2
by sms +39333000107 text/plain 'due' 4
out cr-send --all
is 'who hangs up has it or not: unknown; the other channels go' "$(states)" \
    'email:sent sms:unknown sms:prepared sms:prepared letter:sent phone:sent'
is 'nobody sends it again' "$(cr-send --all >/dev/null 2>&1; states; wc -l \
    <sms/log)" 'email:sent sms:unknown sms:sent sms:sent letter:sent phone:sent
3'
is 'until a person says what it was' "$(cr-send --resolve sent msg:2; states)" \
    'email:sent sms:sent sms:sent sms:sent letter:sent phone:sent'

prepare
grep -v '^letter' usual.conf >cr.conf
out cr-send --all
like 'a channel that is not set up waits' "$status $stderr" \
    '^1 .*cr.conf has no section "letter": messages of that kind wait'
is 'the others go' "$(states)" \
    'email:sent pec:sent sms:sent fax:sent letter:prepared phone:sent'

prepare
sed '/^contact/d' usual.conf >cr.conf
CR_TODAY=2026-12-25 cr-dun -q >/dev/null
by sms +39333000103 text/plain 'Buon Natale' 3
ask "UPDATE notice SET state = 'prepared', term_day = NULL, ended_by = NULL,
    replaced_by = NULL"
ask "UPDATE message SET state = 'prepared'"
out env CR_TODAY=2026-12-25 cr-send msg:3
like 'no text on Christmas day' "$status $stderr" \
    '^0 .*sms: messages wait until 2026-12-28T07:30:00Z: '
is 'it waits' "$(ask 'SELECT state FROM message WHERE id = 3')" prepared
cp usual.conf cr.conf

# --- so many a minute, of one of them

prepare
ask "UPDATE message SET channel = 'sms', media = 'text/plain',
    address = '+3933300010' || id WHERE id < 4"
sed 's/user = cr/user = cr per-minute = 60/' usual.conf >cr.conf
cr-send -q --all -H -o channel >order 2>&1
is 'the others do not wait for those with a limit' "$(tr '\n' ' ' <order)" \
    'sms fax letter phone sms sms '
cp usual.conf cr.conf

# --- what is in the outbox

prepare
sed "s/:$mail\"/:1\"/" usual.conf >cr.conf
by sms +39333000109 text/plain 'uno' 2
cr-send -q --all >/dev/null 2>&1
cp usual.conf cr.conf
is 'cr-list --messages: what waits for a run or a person' \
    "$(cr-list --messages -H -o msg,channel,state)" "$(printf '%s\t%s\t%s\n' \
    msg:1 email prepared msg:2 sms unknown msg:3 sms prepared \
    msg:4 fax prepared msg:6 phone sent)"
is 'what nobody knows the fate of' \
    "$(cr-list --messages --state unknown -H -o msg)" msg:2
is 'the rest' "$(cr-list --messages --closed -H -o msg,state,party)" \
    "msg:5	sent	pty:105"
is 'the calls to make' "$(cr-list --messages --channel phone,visit -H \
    -o address,net_cents)" "+390490106	100106"
is 'of a debtor, a notice, an item' "$(cr-list --messages --all -H -o msg \
    pty:103 not:4 item:105001 | tr '\n' ' ')" 'msg:3 msg:4 msg:5 '
is 'what is to be sent goes to cr-send' "$(cr-list --messages --state prepared |
    cr-send -H -o msg,state | tr '\n' ' ')" \
    'msg:1	sent msg:3	sent msg:4	sent '
out cr-list --messages --state lost
is 'a state that is none' "$status" 2
out cr-list --state sent
like 'items have no such state' "$status $stderr" '^2 .*need --messages'

# --- what people do

prepare
cr-send -q --all >/dev/null
out cr-send --done not-reached --note 'segreteria' msg:6
is 'who was not reached stays on the list' "$status:$(ask "SELECT state, reason
    FROM message WHERE id = 6")" '0:sent|segreteria'
out cr-send --done 'done' --note 'paga venerdì' msg:6
is 'until he is' "$status:$(ask "SELECT state, reason FROM message WHERE id = 6
    ")" '0:delivered|paga venerdì'
is 'and all tries are kept' "$(ask "SELECT outcome, answer FROM attempt WHERE
    message = 6 ORDER BY id")" 'retry|segreteria
sent|paga venerdì'
out cr-send --done 'done' msg:6
like 'only once' "$status $stderr" '^1 .*msg:6 is delivered'
out cr-send --done 'done' msg:1
like 'a mail is no call' "$status $stderr" '^1 .*nobody does that by hand'
out cr-send --done perhaps msg:6
is 'an outcome that is none' "$status" 2
prepare
cr-send -q --all >/dev/null
cr-send --done wrong-address msg:6
is 'a wrong number: the notice is made again' "$(ask "SELECT state, reason FROM
    notice WHERE id = 6")" 'cancelled|wrong-address'

# --- the next way, when one does not work

cat usual.conf - >cr.conf <<'C'
dunning { policy = "policy.conf" }
C
# ways CHANNELS: those of the only level
ways() {
	echo "policy p { level x { days = 5 template = sollecito-1
	    channels = { $1 } } }" >policy.conf
	ledger 1
	ask "INSERT INTO contact (party, channel, address, run) VALUES
	    (101, 'mobile', '+39 333 000101', 1), (101, 'phone', '049 101', 1)"
	rm -f post/letters
}
again() { cr-dun -q | cr-send -H -o channel,address,state 2>/dev/null |
    tr '\t' ' '; }
ways 'email, phone'
ask "UPDATE contact SET address = 'nobody@example.it'
    WHERE channel = 'email'"
is 'refused by the server' "$(again)" 'email nobody@example.it failed'
is 'then by telephone' "$(again)" 'phone 049 101 sent'
ways 'phone, email'
is 'a call' "$(again)" 'phone 049 101 sent'
is 'is made once' "$(again)" ''
cr-send --done given-up msg:1
is 'given up: then by mail' "$(again)" 'email c101@example.it sent'
ways 'phone, sms'
again >/dev/null
cr-send --done wrong-address msg:1
is 'nobody there: the other number' "$(again)" 'phone +39 333 000101 sent'
ways 'email, phone'
sed 's/level x {/& approve = yes/' policy.conf >with && mv with policy.conf
ask "UPDATE contact SET address = 'nobody@example.it'
    WHERE channel = 'email'"
is 'what wants an approval waits' "$(again)" ''
cr-dun --approve not:1
is 'and goes' "$(cr-send -H --all -o channel,state 2>/dev/null)" \
    "$(printf 'email\tfailed')"
is 'the next way is the same claim: nobody is asked again' "$(again)" \
    'phone 049 101 sent'
ways 'email, phone'
sed 's/level x {/& approve = yes/' policy.conf >with && mv with policy.conf
ask "UPDATE contact SET address = 'nobody@example.it'
    WHERE channel = 'email'"
cr-dun -q >/dev/null && cr-dun --approve not:1 && cr-send -q --all 2>/dev/null
pay 101001 50000
is 'of another claim somebody is' "$(again)$(ask "SELECT group_concat(state)
    FROM notice")" 'cancelled,pending'
ways 'fax, email'
is 'no such address: the next way' "$(again)" 'email c101@example.it sent'
t 'the journal holds after it all' cr-log --verify
done_testing
