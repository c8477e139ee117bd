# providers.sh: programs on the loopback that stand in for the providers of all
# channels but mail, made of those of the tests; and night.conf, which is set
# up for them. Sourced by scripts/demo, in its folder. Their processes are in
# pids.
T=$at TOP=$top
skip_all() { echo "demo: $1" >&2; exit 1; }
. "$top/tests/cli/pec.sh"	# receipts of certified mail
. "$top/tests/cli/servers.sh"
. "$top/tests/cli/night.sh"	# pec_server, pec_answers

mkdir -p fax house sms mail/pec/new mail/pec/cur mail/pec/tmp
sed 's/^letterhead/dunning { policy = "policy.conf" }\n&/' cr.conf >night.conf
cp night.conf cr.saved
: >cr.conf
pec_server || skip_all "$why"
serve sms "$python" "$top/tests/cli/smsd.py" sms || skip_all "$why"
cat cr.conf - >>night.conf <<C
inbox pec { path = "mail/pec" }
contact sms { hours = "always" }
sms {
	via = http provider = kannel url = "http://127.0.0.1:$port"
	user = demo sender = Brenta
}
fax { via = command command = { cp, "{{path}}", "fax/{{file}}.pdf" } }
letter { via = dir dir = "house" }
registered { via = dir dir = "house" }
C
mv cr.saved cr.conf

# sms_reports: what the network tells: all have arrived, but to 3330001010
sms_reports() {
	echo 'message,outcome'
	cr-list --messages --all --channel sms -H -o msg,address |
	    awk '{ print $1 "," ($2 == "3330001010" ? "failed" : "delivered") }'
}
