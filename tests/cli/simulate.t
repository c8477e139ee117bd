#!/bin/sh
# cr-config --simulate and --check: what a policy does, before it does it.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
CR_TODAY=2026-09-30
export CR_TODAY
mkdir out
C='day,what,level,net_cents,term'
plays() { cr-config --simulate -H "$@" | tr '\t' ' '; }
of() { sed -n "s/^$1 \([0-9-]* \)/\1/p" all; }

cat >policy.conf <<'P'
policy p {
	after-last = write-off
	minimum = 10.00
	level before { days = -7 channels = email template = promemoria }
	level first { days = 5 template = sollecito-1 grant = 10 }
	level last {
		days = 20
		template = sollecito-2
		channels = { pec, registered }
		approve = yes
		stop-orders = yes
	}
}
policy back {
	level back { anchor = returned days = 2 template = insoluto
		channels = phone }
}
default = p
apply returned { unpaid = yes policy = back }
P
echo 'dunning { policy = "policy.conf" }' >>cr.conf

# --- the samples, each from the first step to the last
plays -o "who,$C" >all
is 'an invoice, to the end' "$(of 'an invoice that nobody pays')" \
'2026-10-23 notice before 100000 -
2026-11-04 notice first 100000 2026-11-14
2026-11-19 notice last 100000 -
2026-11-26 write-off - - -'
is 'late from the start: one level at a time, with their distance' \
    "$(of 'one that is 60 days late when cr is first used')" \
'2026-09-30 notice first 100000 2026-10-10
2026-10-15 notice last 100000 -
2026-10-22 write-off - - -'
is 'a RiBa that came back: its own ladder, from that day' \
    "$(of 'a RiBa that comes back 5 days after it was due')" \
'2026-10-25 returned - 100000 -
2026-10-27 notice back 100000 -
2026-10-28 done - - -'
is 'a credit note is taken off' \
    "$(of 'an invoice and a credit note for a part')" \
'2026-10-03 notice before 100000 -
2026-10-15 notice first 100000 2026-10-26
2026-10-20 credit - 40000 -
2026-10-30 notice last 60000 -
2026-11-06 write-off - - -'
is 'a promise holds until its day' "$(of 'a promise that is not kept')" \
'2026-10-03 notice before 100000 -
2026-10-15 notice first 100000 2026-10-26
2026-10-20 promise - 100000 -
2026-11-15 notice last 100000 -
2026-11-22 write-off - - -'
is 'a dispute lowers the claim' "$(of 'a dispute of a part' | tail -2)" \
'2026-10-30 notice last 70000 -
2026-11-06 write-off - - -'
is 'nothing below the minimum' "$(of 'a few euro' | cut -d ' ' -f 2-)" \
    'minimum - - -'
is 'channels, approvals, stops' "$(plays -o what,level,channels,approve,stop |
    sort -u | grep '^notice')" 'notice back phone - -
notice before email - -
notice first email - -
notice last pec,registered yes yes'

# --- nobody is called on a Sunday, nor on All Saints
sed -i 's/days = 2 template = insoluto/days = 7 template = insoluto/' \
    policy.conf
like 'a holiday waits for the day after' "$(plays -o day,level)" \
    '2026-11-02 back'

# --- a debtor of the ledger goes on where he is
ledger 2
cr-dun -q --all >x && cr-send -q --all --eml out >x
out cr-config --simulate -H -o "who,$C" pty:101
is 'a real debtor' "$(printf '%s\n' "$stdout" | tr '\t' ' ')" \
'Cliente 101 2026-10-15 notice last 100101 -
Cliente 101 2026-10-22 write-off - - -'
cr-hold -q --kind promise --until 2026-12-01 --reason promesso pty:101 >x
is 'with his holds' "$(plays -o day,what,level pty:101)" \
'2026-12-05 notice last
2026-12-12 write-off -'
is 'nothing is written' "$(ask 'SELECT count(*) FROM notice')" 2
ask "INSERT INTO contact (party, channel, address, run) VALUES
    (102, 'pec', 'c102@pec.example', 1)"
is 'it is what the runs do' "$(for CR_TODAY in 2026-10-14 2026-10-15; do
    cr-dun --all -H -o party,level,channel; done)" 'pty:102	last	pec'

# --- the policy that comes with cr
CR_TODAY=2026-09-30
cat >cr.conf <<'E'
mail { from = "Officine Brenta <crediti@brenta.example>" url = "smtp://x:25" }
E
is 'ends by a proposal to hand over' "$(plays -o who,what |
    grep -c 'hand-over$')" 7
is 'what a bank returned has its own words' "$(plays -o policy,level |
    grep '^insoluti' | head -3)" 'insoluti insoluto
insoluti insoluto-telefonata
insoluti messa-in-mora'

# --- checks
for c in pec sms fax letter registered; do
	echo "$c { via = command command = { \"true\" } }"
done >>cr.conf
out cr-config --check
is 'all is right: quiet' "$status:$stdout:$stderr" 0::
printf 'policy p { level a { days = 1 channels = pec\n template = nono } }\n' \
    >policy.conf
out cr-config --check --config /dev/null --policy policy.conf
like 'a text that is not there' "$status $stderr" '^1 .*nono'
like 'a channel that nobody configured' "$stderr" 'the policy uses pec'
out cr-config --check --policy nobody.conf
is 'a policy that is not there' "$status:$stderr" \
    '2:cr-config: nobody.conf: could not open: No such file or directory'
out cr-config --check --simulate
is 'one or the other' "$status" 2
done_testing
