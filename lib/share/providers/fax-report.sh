#!/bin/sh
# fax-report [OPTION...]: what became of the faxes that HylaFAX is done with,
# as a table of outcomes for cr-fetch(1). The options are faxstat's:
#
#	sh fax-report.sh -h fax.example.it >today.csv && cr-fetch today.csv
#
# In cr.conf(5) the faxes go out by
#
#	fax {
#		via = command
#		command = { sendfax, "-n", "-h", "fax.example.it", "-d", "{{to}}", "{{path}}" }
#		reference = "request id is ([0-9]+)"
#		retry = "Can not reach|No HylaFAX server|Hostname for .* unknown"
#	}
set -eu
faxstat -d "$@" | awk -v OFS=, '
BEGIN { print "tracking", "channel", "outcome", "note" }
$1 !~ /^[0-9]+$/ { next }
{
	note = $0
	for (i = 0; i < 7; i++) sub(/^ *[^ ]+/, "", note)
	gsub(/["\r]/, "", note); sub(/^ +/, "", note); sub(/ +$/, "", note)
}
$3 == "D" { print $1, "fax", "delivered", "\"" note "\"" }
$3 == "F" { print $1, "fax", "failed", "\"" note "\"" }'
