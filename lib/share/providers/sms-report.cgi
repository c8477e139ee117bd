#!/bin/sh
# sms-report.cgi: what becomes of text messages, as a provider tells it by
# calling an address (Kannel's dlr-url), added to the table of outcomes that
# the variable CR_REPORTS names, for cr-fetch(1). For a web server's folder of
# CGI programs, that the provider alone may call; in cr.conf(5):
#
#	report = "http://127.0.0.1/cgi-bin/sms-report.cgi?message={{message}}&state=%d"
#
# Take the table away before it is read, so that none is added meanwhile:
#
#	mv reports.csv today.csv && cr-fetch today.csv
set -eu

# value NAME: of the query, if it is a plain word.
value() {
	printf '%s\n' "${QUERY_STRING-}" | tr '&' '\n' |
	    sed -n "s/^$1=\([A-Za-z0-9._-]\{1,64\}\)\$/\1/p" | head -n 1
}
answer() {
	printf 'Status: %s\r\nContent-Type: text/plain\r\n\r\n%s\r\n' "$1" "$1"
	exit 0
}

message=$(value message)
case $message in
''|*[!0-9]*) answer '400 no message' ;;
esac
case $(value state) in
1|delivered|DELIVRD) outcome=delivered ;;
2|16|failed|undelivered|expired|rejected|UNDELIV|EXPIRED|REJECTD)
	outcome=failed ;;
4|buffered|ENROUTE) outcome=delayed ;;
8|sent|accepted|ACCEPTD) outcome=accepted ;;
*) answer '400 no state' ;;
esac
# Whoever is first writes the heading; a line goes at once or not at all.
(set -C && echo 'message,date,channel,outcome' >"$CR_REPORTS") 2>/dev/null ||
    [ -w "$CR_REPORTS" ] || answer '500 not written'
printf 'msg:%s,%s,sms,%s\n' "$message" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
    "$outcome" >>"$CR_REPORTS" || answer '500 not written'
answer '200 OK'
