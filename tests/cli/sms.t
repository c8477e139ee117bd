#!/bin/sh
# Text messages through Kannel: bearerbox, smsbox and its fake network on the
# loopback, in the scratch folder; and back, what became of them.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
. "$TOP/tests/cli/servers.sh"
way=$BUILD/drive/way
kannel_up || skip_all "$why"

printf 'L\342\200\231importo \303\250 di \342\202\254 10 \342\200\223 &to=1 %%41' >plain
printf '\320\226 1' >russian
printf 'a%.0s' $(seq 170) >long
kannel() {
	out "$way" provider provider="$CR_SHARE/providers/kannel.conf" \
	    url="http://127.0.0.1:$http" user=cr password='s&cret=1' \
	    sender='Brenta & C' report="http://127.0.0.1:$web/cgi-bin/sms-report.cgi?message={{message}}&state=%d" "$@"
}
kannel sms '347 1234567' a plain russian long
is 'three texts are taken' "$status:$stdout" '0:sent 202 - 0: Accepted for delivery
sent 202 - 0: Accepted for delivery
sent 202 - 0: Accepted for delivery'
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ "$(grep -c '^msg:' reports.csv 2>/dev/null)" = 3 ] && break
	sleep 0.2
done
got=$(sed -n 's/.*Got message [0-9]*: <//p' network)
is 'plain letters stay in the alphabet, and nothing is slipped in' \
    "$(printf '%s\n' "$got" | head -n 1)" \
    "Brenta & C +393471234567 text L'importo è di € 10 - &to=1 %41>"
like 'other letters go as UCS-2' "$got" '\+393471234567 ucs-2 %04%16%00\+%001>'
like 'a long text goes in two' "$got" 'udh %05%00%03.*%02%01 data a{153}>'
like 'its rest too' "$got" 'udh %05%00%03.*%02%02 data a{17}>'
is 'what became of them comes back as a table of outcomes' \
    "$(sed 's/,....-..-..T..:..:..Z,/,TIME,/' reports.csv | sort)" \
    'message,date,channel,outcome
msg:1,TIME,sms,delivered
msg:2,TIME,sms,delivered
msg:3,TIME,sms,delivered'

before=$(cat reports.csv)
for query in 'message=1%0Amsg:2&state=1' 'message=a&state=1' 'state=1' \
    'message=1&state=x' 'message=1,2&state=1' ''; do
	QUERY_STRING=$query CR_REPORTS=$T/reports.csv \
	    sh "$CR_SHARE/providers/sms-report.cgi" >said
	like "a report \"$query\" is refused" "$(head -n 1 said)" 'Status: 400'
done
is 'and leaves the table alone' "$(cat reports.csv)" "$before"

kannel max-segments=1 sms '347 1234567' b long
is 'a longer one than is allowed is refused' "$stdout" \
    'refused 0 - the text takes 2 of 1 text messages'
kannel exact=1 max-segments=1 sms '347 1234567' b plain
is 'exact text, too' "$stdout" 'sent 202 - 0: Accepted for delivery'
kannel sms '049 123456' b plain
is 'a fixed telephone is refused' "$stdout" \
    'refused 0 - +39049123456 is no mobile telephone'
kannel sms 'at work' b plain
is 'so is what is no number' "$stdout" \
    'refused 0 - "at work" is no telephone number'
kannel password=wrong sms '347 1234567' b plain >/dev/null
out "$way" provider provider="$CR_SHARE/providers/kannel.conf" \
    url="http://127.0.0.1:$http" user=cr password=wrong \
    sms '347 1234567' b plain
is 'a wrong password stops the run' "$stdout" \
    'retry! 403 - Authorization failed for sendsms'
out "$way" provider provider="$CR_SHARE/providers/kannel.conf" \
    url="http://192.0.2.1" user=cr password=x sms '347 1234567' b plain
is 'nothing goes to another machine in the clear' "$status:$stdout" \
    '2:retry! 0 - '
# --- by cr-send

echo 's&cret=1' >password
cat >cr.conf <<C
sms {
	via = http provider = kannel url = "http://127.0.0.1:$http"
	user = cr password-file = "$T/password" sender = Brenta max-segments = 1
	report = "http://127.0.0.1:$web/cgi-bin/sms-report.cgi?message={{message}}&state=%d"
}
contact sms { hours = "always" }
C
export CR_CONFIG="$T/cr.conf"
ledger 3
cr-dun -q >/dev/null
by_file sms '347 7654321' text/plain plain 1
by_file sms '049 7654321' text/plain plain 2
by_file sms '347 7654322' text/plain long 3
rm reports.csv
out cr-send --all
is 'cr-send sends a text, and refuses what cannot go' "$(ask "SELECT
    group_concat(state) FROM message")" 'sent,failed,failed'
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ "$(grep -c '^msg:' reports.csv 2>/dev/null)" = 1 ] && break
	sleep 0.2
done
like 'which the network delivers' "$(cat reports.csv)" '^msg:1,.*,delivered$'
out cr-fetch reports.csv
is 'and cr-fetch books it' "$status:$(ask "SELECT group_concat(state)
    FROM message")" '0:delivered,failed,failed'

# shellcheck disable=SC2086 # numbers
set -- $pids
kill -9 "$1"	# bearerbox
sleep 0.3
kannel sms '347 1234567' c plain
like 'with the network down it is to be tried again' "$stdout" '^retry'
done_testing
