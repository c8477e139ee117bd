#!/bin/sh
# Providers over HTTP: what is asked, what answers mean, and what is thought
# of a server that goes away at each point.
. "$(dirname "$0")/lib.sh"
way=$BUILD/drive/way
pids=
cleanup() { for pid in $pids; do kill "$pid" 2>/dev/null; done; }
# serve DIR [CERT KEY]: its port is in $port
serve() {
	mkdir "$1"
	perl "$TOP/tests/cli/httpd.pl" "$@" 2>"$1.err" &
	pids="$pids $!"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -s "$1/port" ] && break
		sleep 0.1
	done
	port=$(cat "$1/port")
}
serve plain
printf 'Paghi "subito"\n& grazie, perch\303\251 \342\202\254 1' >text
printf '%%PDF-1.4\r\n%%%%EOF\r\n' >letter.pdf

# --- what is asked, by the files that come with cr

send() {
	file=$1
	shift
	out "$way" provider provider="$CR_SHARE/providers/$file.conf" \
	    user=me password='p&w' sender=Brenta "$@"
}
send form url="http://127.0.0.1:$port/200/OK%3A%2042%3F" sms 3471234567 m-1 text
is 'a form is sent, and the number of the message found' "$stdout" \
    'sent 200 42 OK: 42?/send'
is 'with values that cannot add a field' "$(tail -n 1 plain/log)" \
    'POST /200/OK%3A%2042%3F/send HTTP/1.1 [Content-Type: application/x-www-form-urlencoded] user=me&password=p%26w&sender=Brenta&recipient=393471234567&message=Paghi%20%22subito%22%0A%26%20grazie%2C%20perch%C3%A9%20%E2%82%AC%201&id=m-1'
send form url="http://127.0.0.1:$port/200/NO%20CREDIT" sms 3471234567 m-1 text
is 'without credit the run stops' "${stdout%% *}" 'retry!'
send form url="http://127.0.0.1:$port/200/KO%20number?" sms 3471234567 m-1 text
is 'a refusal is one' "${stdout%% *}" refused
send form url="http://127.0.0.1:$port/200/What?" sms 3471234567 m-1 text
is 'words that nobody knows leave it open' "$stdout" 'unknown 200 - What'

id='%7B%22id%22%3A%22a-1%22,%22status%22%3A%22queued%22%7D'
send json url="http://127.0.0.1:$port/202/$id?" \
    report='https://us/r?m={{message}}' sms 3471234567 m-2 text
is 'JSON is sent, and its answer read' "$stdout" 'sent 202 a-1 queued'
is 'with values that cannot end a text' "$(tail -n 1 plain/log |
    sed 's/.*HTTP/HTTP/')" \
    'HTTP/1.1 [Authorization: Bearer p&wIdempotency-Key: m-2Content-Type: application/json] {"to": "+393471234567", "from": "Brenta", "text": "Paghi \"subito\"\n& grazie, perché € 1",\n "encoding": "gsm",\n "client_reference": "m-2"\n, "callback": "https://us/r?m=1"\n}'
tail -n 1 plain/log | sed 's/.*json\] //; s/\\n\([ ,}]\)/\1/g' >json
t 'which is JSON' jq -e '.text' json

send letter url="http://127.0.0.1:$port/201/$id?" name='Rossi "R" & C' \
    registered 'Via Roma 1, 35100 Padova (PD), IT' m-3 letter.pdf
is 'a letter is sent as a form with a file' "$stdout" \
    'sent 201 a-1 {"id":"a-1","status":"queued"}'
log=$(tail -n 1 plain/log)
like 'with its address' "$log" \
    'name="recipient"\\r\\n\\r\\nRossi "R" & C\\r\\n.*name="zip"\\r\\n\\r\\n35100\\r\\n'
like 'its kind' "$log" 'name="product"\\r\\n\\r\\nregistered\\r\\n'
like 'the PDF' "$log" \
    'filename="m-3.pdf"\\r\\nContent-Type: application/pdf\\r\\n\\r\\n%PDF-1.4\\r\\n%%EOF\\r\\n\\r\\n--cr-'
like 'and a login' "$log" "Authorization: Basic $(printf 'me:p&w' | base64)"

# --- a server that goes away

cat >faults.conf <<'C'
url = "/send"
type = form
body = "text={{text}}"
answer { is = sent status = 200 match = "^(OK|x)" }
C
fault() {
	n=$(grep -c . plain/log)
	out "$way" provider provider="${2-faults.conf}" timeout=1 \
	    url="http://127.0.0.1:$port/$1" sms 3471234567 m-4 text
	echo "${stdout%% -*} $(($(grep -c . plain/log) - n))"
}
is 'an answer' "$(fault 200/OK?)" 'sent 200 1'
is 'gone after the request: nobody can tell' "$(fault after)" 'unknown! 0 1'
is 'an answer that breaks off is judged by what came' \
    "$(fault cut)" 'sent 200 1'
is 'an endless answer is cut, and judged' "$(fault big)" 'sent 200 1'
is 'a redirection is not followed' "$(fault to)" 'retry! 302 1'
is 'an error of the server leaves it open' "$(fault 500/x?)" 'unknown! 500 1'
sed '1i idempotent = yes' faults.conf >again.conf
is 'unless it knows what it has already' "$(fault after again.conf)" \
    'retry! 0 1'
# Of a request that is larger than what the kernel takes at once.
head -c 40000000 /dev/zero >long
echo 'method = PUT url = "/send" content = yes' >put.conf
out "$way" provider provider=put.conf url="http://127.0.0.1:$port/half" \
    fax 049123456 m-5 long
is 'gone before the end of the request: to be tried again' "${stdout%% -*}" \
    'retry! 0'
is 'no answer in time: nobody can tell' "$(fault slow)" 'unknown! 0 1'
kill "$pids"
wait 2>/dev/null
is 'nobody there: to be tried again' "$(fault 200/OK)" 'retry! 0 0'

# --- over TLS

openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -days 2 \
    -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 2>/dev/null
port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(
    LocalAddr => "127.0.0.1", Listen => 1)->sockport')
printf 'HTTP/1.0 200 Yes\r\n\r\nOK' >send
openssl s_server -accept "127.0.0.1:$port" -cert cert -key key -HTTP \
    >tls 2>&1 &
pids=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	grep -q ACCEPT tls && break
	sleep 0.1
done
echo 'method = GET url = "/send"' >get.conf
secure() {
	out "$way" provider provider=get.conf "$@" sms 3471234567 m-6 text
	echo "$status:${stdout%% -*}"
}
is 'over TLS' "$(secure ca=cert url="https://127.0.0.1:$port")" '0:sent 200'
is 'a server that cannot be trusted stops the run' \
    "$(secure url="https://127.0.0.1:$port")" '2:retry! 0'
is 'so does one of another name' \
    "$(secure ca=cert url="https://localhost:$port")" '2:retry! 0'
is 'and neither got anything' "$(grep -c FILE:send tls)" 1

# The environment has no say.
http_proxy=http://127.0.0.1:1 out "$way" provider provider=faults.conf \
    url="http://192.0.2.1/200/OK?" sms 3471234567 m-6 text
is 'in the clear nothing goes to another machine' "$status:$stdout" \
    '2:retry! 0 - '
done_testing
