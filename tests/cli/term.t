#!/bin/sh
# A term "from receipt" begins when the notice arrives, as the receipt or the
# post tells it; and nothing follows before it is over.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
. "$TOP/tests/cli/pec.sh"

cat >cr.conf <<'C'
received { trust = "pki/agid.pem" }
dunning { policy = "policy.conf" }
C
CR_CONFIG=cr.conf
export CR_CONFIG
cat >policy.conf <<'P'
policy p {
	level mora {
		days = 5
		channels = { pec, registered, email }
		template = messa-in-mora
		grant = 15
		grant-from = delivery
	}
	level last {
		anchor = term
		days = 1
		channels = { pec, email }
		template = diffida
	}
}
P
id=cr-1@brenta.example
to=c101@pec.example
# plan DAY: why the item is taken or left, and its next day
plan() {
	CR_TODAY=$1 cr-dun -q -n --all --plan -H -o reason,next |
	    tr '\t' ' '
}

pec_outbox 1
is 'the notice has no last day' \
    "$(ask 'SELECT term_day, grant_days FROM notice')" '|15'
out cr-preview -f text messa-in-mora pty:101
like 'its letter says how many days' "$(printf %s "$stdout" | tr '\n' ' ')" \
    'entro 15 giorni dal ricevimento'
is 'it is waited for, however long' \
    "$(plan 2026-10-10) $(plan 2026-12-10)" 'delivery - delivery -'
out cr-explain -H -o rule,result,day,detail item:101001
like 'cr-explain tells why' "$stdout" \
    'the term begins when the last notice arrives$'
GIORNO=07/10/2026 CLOCK=00:10:00 receipt con.eml avvenuta-consegna nessuno \
    $id $to sintetica
t 'the receipt comes' env CR_TODAY=2026-10-08 cr-fetch -q con.eml
is 'then the term runs from the day in Italy that it tells' \
    "$(plan 2026-10-22) $(plan 2026-10-23)" 'early 2026-10-23 taken 2026-10-23'
like 'on a day before it came it was waited for' "$(CR_TODAY=2026-10-08 \
    cr-explain --on 2026-10-05 -H -o detail item:101001)" 'when the last notice'
CR_TODAY=2026-10-09 cr-undo -q "run:$(ask 'SELECT max(id) FROM run')"
is 'undone, it is waited for again' "$(plan 2026-10-23)" 'delivery -'

# The post tells the day too; a holiday at the end moves it on.
ask "UPDATE message SET channel = 'registered', address = 'Via Roma 1'"
printf 'Riferimento;Data esito;Esito\nmsg:1;17/10/2026;Compiuta giacenza\n' \
    >post.csv
t 'an outcome of the post' env CR_TODAY=2026-10-20 cr-fetch -q post.csv
is 'fifteen days from it are All Saints: a Sunday, so Monday counts' \
    "$(plan 2026-11-02) $(plan 2026-11-03)" 'early 2026-11-03 taken 2026-11-03'

# A channel that tells nothing: from the sending.
ask "UPDATE message SET channel = 'email', delivered = NULL, state = 'sent'"
is 'by mail it runs from the sending' \
    "$(plan 2026-10-15) $(plan 2026-10-16)" 'early 2026-10-16 taken 2026-10-16'

# What is foretold is for an arrival on the same day.
out cr-config --simulate -H -o level,term
like 'a simulation sends and arrives at once' "$stdout" 'mora	20'
sed 's/delivery/never/' policy.conf >bad.conf
out cr-config --check --policy bad.conf
like 'it begins with the sending or the arrival' "$status:$stderr" \
    '^2:.*bad.conf:7: grant-from "never" is none there is'
done_testing
