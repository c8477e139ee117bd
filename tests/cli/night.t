#!/bin/sh
# Nights: the examples' ledger, all six channels to real servers on the
# loopback, what comes back, and what the next night does for each debtor. A
# server that is not installed leaves its channel out.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
. "$TOP/tests/cli/pec.sh"
. "$TOP/tests/cli/servers.sh"
. "$TOP/tests/cli/night.sh"
python=/usr/bin/python3
"$python" -c 'import aiosmtpd' 2>/dev/null || skip_all 'no python3-aiosmtpd'

cat >cr.conf <<C
dunning { policy = "$TOP/examples/policy.conf" }
letterhead default { iban = "IT39B9999812100000000104500" }
C
mail_server || skip_all "no mail server: $why"
pec_server || skip_all "no server for certified mail: $why"
inboxes
sms_server
fax_server
post_office

cp -R "$TOP/examples" ex
cr-init -q
night() { CR_TODAY=$1; }

# --- the first night

night 2026-09-30
(cd ex && cr-import -q parties.csv agenti.csv depositi.csv scadenzario.csv \
    scadenzario.xlsx fatture/* ricevute/* pagamenti.csv banca/*) >/dev/null
cr-match -q >/dev/null
pty() { ask "SELECT 'pty:' || id FROM party WHERE code = '$1'"; }
pty 1020 | cr-hold -q --kind promise --until 2026-10-01 --tolerance 0 \
    --reason 'paga giovedì' >/dev/null
cr-dun -q --all >dun1 || fail 'cr-dun'
ask "SELECT 'not:' || id FROM notice WHERE state = 'pending'" |
    cr-dun -q --approve >/dev/null
# In between, 1001 has paid.
cat >oggi.csv <<'C'
Data incasso;Codice cliente;Numero documento;Data documento;Importo;Causale
30/09/2026;1001;118/26;06/08/2026;3635,60;BON
C
cr-import -q oggi.csv >/dev/null && cr-match -q >/dev/null
cr-send -q --all >sent 2>sent.err
like 'who pays between cr-dun and cr-send gets nothing' "$(cat sent.err)" \
    'msg:1: nothing is left to claim'
N1='1001 promemoria email prepared/cancelled
1002 sollecito-1 sms sent
1003 messa-in-mora pec sent
1004 sollecito-1 letter sent
1005 insoluto email sent
1006 messa-in-mora pec sent
1008 sollecito-1 fax sent
1010 sollecito-1 sms sent
1014 messa-in-mora pec sent
1021 sollecito-1 email sent
1022 insoluto email sent
1022 sollecito-1 email sent
1023 sollecito-1 fax sent'
looks 'the first night: six channels' "$N1"
once

# --- what comes back, and the second night

pec_answers
came_back
answer 1022 'R: sollecito' 'Pago venerdì.'
fetch_all
looks 'what came back' '1001 promemoria email prepared/cancelled
1002 sollecito-1 sms delivered
1003 messa-in-mora pec delivered
1004 sollecito-1 letter sent
1005 insoluto email sent
1006 messa-in-mora pec failed/cancelled
1008 sollecito-1 fax failed/cancelled
1010 sollecito-1 sms failed/cancelled
1014 messa-in-mora pec failed/cancelled
1021 sollecito-1 email failed/cancelled
1022 insoluto email sent
1022 sollecito-1 email sent
1023 sollecito-1 fax delivered'
mora=$(message 1003 messa-in-mora)
is 'the formal notice is proved, with its instant' "$(cr-list --received -H \
    -o class,instant,evidence "$mora" | tr '\t' ' ')" \
    'accettazione 2026-09-30T08:00:00Z yes
avvenuta-consegna 2026-09-30T09:30:00Z yes'
like 'cr-explain tells how it went' "$(cr-explain -H -o name,result,detail \
    "$mora" | tr '\t' ' ')" \
    '^receipt delivered rcv:[0-9]+, avvenuta-consegna, 2026-09-30T09:30:00Z, .*, evidence$'
received=$(cr-list --received -H -o received "$mora" | tail -n 1)
cr-fetch --original "$received" >back.eml
t 'by a receipt that openssl takes for good' openssl cms -verify -in back.eml \
    -CAfile pki/agid.pem -purpose any -out /dev/null
is 'a person who answers is kept with what he answers' "$(cr-list --received \
    -H -o kind,msg,name,subject "$(pty 1022)" | tr '\t' '|')" \
    "reply|$(message 1022 insoluto)|Utensileria Novecento S.r.l.|R: sollecito"
like 'what the bank charged for a RiBa that came back is in the letter' \
    "$(body 1022 insoluto)" '5,50'

next 2026-10-01
cat >banca.csv <<'C'
Conto corrente;IT59I9999512100000000020077;;;
Intestatario;Officine Brenta S.r.l.;;;
Data contabile;Data valuta;Descrizione;Dare;Avere
Saldo iniziale al 30/09/2026;;;;7661,70
01/10/2026;01/10/2026;BONIFICO DA PASTIFICIO SANT'ELMO SALDO FT V/38;;1830,00
Saldo finale al 01/10/2026;;;;9491,70
C
cr-import -q banca.csv >/dev/null && cr-match -q >/dev/null
cr-dun -q --all >/dev/null
cr-send -q --all >/dev/null
looks 'the second night: who was not reached gets the next channel' \
    '1002 insoluto email sent
1006 messa-in-mora registered sent
1008 sollecito-1 email sent
1010 sollecito-1 email sent
1014 messa-in-mora registered sent
1021 sollecito-1 letter sent'
once
played 1021 && is 'the mail house has two letters' \
    "$(cat house/*/manifest.csv | grep -c '^"*cr-')" 2
played 1006 && is 'the post office two registered ones' \
    "$(find counter -name '*.json' | wc -l)" 2
pec_answers
post_answers 01/10/2026
fetch_all

# --- the third: a promise that was not kept

next 2026-10-02
cr-import -q ex/banca/* >/dev/null
cr-dun -q --all >/dev/null
cr-send -q --all >/dev/null
looks 'the third night: a promise is broken' '1020 sollecito-1 email sent'
is 'which is told' "$(cr-hold --promises -H -o party,state)" \
    "$(printf '%s\tbroken' "$(pty 1020)")"
once
looks_at 2026-10-01 'registered letters: taken, or left at the post office' \
    '1002 insoluto email sent
1006 messa-in-mora registered delivered
1008 sollecito-1 email sent
1010 sollecito-1 email sent
1014 messa-in-mora registered delivered
1021 sollecito-1 letter sent'
played 1006 && is 'with number and day' "$(ask "SELECT tracking LIKE 'RR%IT', delivered FROM
    message WHERE channel = 'registered'" | sort -u)" \
    '1|2026-10-01'

# --- and on

quiet() {
	next "$1"
	cr-dun -q --all | cr-send -q >/dev/null
	looks "$1" "$2"
	fetch_all
}
quiet 2026-10-05 '1022 sollecito-1 email sent'
quiet 2026-10-06 ''
quiet 2026-10-13 '1005 sollecito-1 fax sent
1020 promemoria email sent'

# The term of the formal notice ends on the 15th. This night is killed.
next 2026-10-15
cr-dun -q --all >/dev/null &
sleep 0.03
kill -9 $! 2>/dev/null
wait $! 2>/dev/null
cr-dun -q --all >/dev/null
for wait in 0.02 0.05 0.09; do
	cr-send -q --all >/dev/null 2>&1 &
	sleep $wait
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
done
cr-send -q --all >/dev/null 2>&1
for n in $(ask "SELECT id FROM message WHERE state = 'unknown'"); do
	how=failed
	! has_left "$n" || how=sent
	cr-send -q --resolve $how "msg:$n" >/dev/null
done
cr-dun -q --all | cr-send -q >/dev/null
stands 'delivered: the next level on its day, though killed' \
    '1002 sollecito-2 email sent
1004 sollecito-2 letter sent
1022 sollecito-2 email sent'
once
is 'each letter arrived once' "$(arrived)" ''
next 2026-10-16
cr-dun -q --all | cr-send -q >/dev/null
looks 'the formal notice has no effect: the next act, by certified mail' \
    '1003 diffida pec sent
1008 sollecito-2 email sent
1010 sollecito-2 email sent
1021 sollecito-2 letter sent'
pec_answers
fetch_all
is 'delivered too' "$(ask "SELECT state FROM message WHERE
    id = $(message 1003 diffida | tr -dc 0-9)")" delivered
quiet 2026-10-17 '1006 diffida registered sent
1014 diffida pec sent
1020 sollecito-2 email sent'
is 'who has paid was left alone ever since' "$(ask "SELECT count(*) FROM notice
    n JOIN party p ON p.id = n.debtor WHERE code IN ('1001', '1023') AND
    n.day > @2026-09-30")" 0
played 1008 && is 'a report that is told every night is booked once' "$(ask "SELECT
    count(*), count(DISTINCT message) FROM received r JOIN message m ON m.id =
    r.message WHERE channel = 'fax'")" '3|3'
t 'the journal holds after it all' cr-log --verify
done_testing
