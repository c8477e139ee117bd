#!/bin/sh
# What comes back for messages: who may say what, and what it does to them.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
. "$TOP/tests/cli/pec.sh"
signer straniero agid posta-certificata@altrove.example
authority falsa
signer falso falsa posta-certificata@gestore.example
signer scaduto agid posta-certificata@gestore.example 1

id=cr-1@brenta.example
to=c101@pec.example
TO=$to
fetch() { cr-fetch --trust pki/agid.pem "$@"; }
# told FILE: class, signature, evidence, effect and state of what it brings
told() { fetch -H -o class,signature,evidence,effect,state "$1" 2>&1; }
tab=$(printf '\t')
# say NAME FILE WORDS: the columns, blanks for tabs
say() { is "$1" "$(told "$2" | tr '\t' ' ')" "$3"; }

# --- the usual

pec_outbox 1
receipt acc.eml accettazione nessuno $id
sent 1 >mine.eml
receipt con.eml avvenuta-consegna nessuno $id $to completa mine.eml
say 'accepted' acc.eml 'accettazione valid yes accepted sent'
is 'when, UTC' "$(ask 'SELECT accepted FROM message')" 2026-09-30T08:00:00Z
say 'again, it is known' acc.eml ''
CLOCK=10:00:07 receipt con.eml avvenuta-consegna nessuno $id $to completa \
    mine.eml
say 'delivered' con.eml 'avvenuta-consegna valid yes delivered delivered'
is 'when it got there' "$(ask 'SELECT delivered FROM message')" \
    2026-09-30T08:00:07Z
t 'the journal holds' cr-log --verify
fetch --original rcv:2 >back.eml
t 'what is kept is what came' cmp con.eml back.eml
tr -d '\r' <acc.eml >lf.eml
say 'the same with other line ends holds too' lf.eml \
    'accettazione valid yes accepted delivered'
is 'and is known to be the same' "$(ask 'SELECT again FROM received
    WHERE id = 3')" 1

out cr-list --received -H -o received,kind,state,fetched msg:1
is 'cr-list tells it' "$stdout" "rcv:1${tab}receipt${tab}delivered${tab}\
2026-09-30
rcv:2${tab}receipt${tab}delivered${tab}2026-09-30
rcv:3${tab}receipt${tab}delivered${tab}2026-09-30"
CR_CONFIG='' cr-explain -H -o item,name,result,day,detail msg:1 |
    grep '^msg' | tr '\t' ' ' >story
is 'cr-explain tells the story of the message' "$(sed -n '2,$p' story |
    grep -v ' attempt ')" \
'msg:1 accepted pass 2026-09-30 2026-09-30T08:00:00Z
msg:1 delivered pass 2026-09-30 2026-09-30T08:00:07Z
msg:1 receipt accepted 2026-09-30 rcv:1, accettazione, 2026-09-30T08:00:00Z, signature valid, evidence
msg:1 receipt delivered 2026-09-30 rcv:2, avvenuta-consegna, 2026-09-30T08:00:07Z, c101@pec.example, signature valid, evidence
msg:1 receipt accepted 2026-09-30 rcv:3, accettazione, 2026-09-30T08:00:00Z, signature valid, evidence'
like 'what it is' "$(head -n 1 story)" \
    '^msg:1 message delivered - pec c101@pec.example, '
like 'that it was sent' "$(cat story)" '^msg:1 attempt sent 2026-09-30 2026'
out cr-list --received -H -o received msg:1 rcv:2 pty:101 pty:101
is 'once, however often it is asked for' "$stdout" "rcv:1
rcv:2
rcv:3"
out cr-list --received -H -o received rcv:2 pty:102
is 'of what it is asked for' "$stdout" rcv:2
CR_TODAY=2026-10-02 cr-undo -q "run:$(ask 'SELECT max(id) FROM run')"
out env CR_TODAY=2026-10-02 cr-list --received -H -o received msg:1
is 'what was undone is gone' "$stdout" "rcv:1
rcv:2"
out cr-list --received -H -o received --as-of 2026-10-01 msg:1
is 'but was there' "$stdout" "rcv:1
rcv:2
rcv:3"

# --- in any order, and undone

pec_outbox 1
sent 1 >mine.eml
out fetch -q con.eml acc.eml
is 'the other way round' "$(ask 'SELECT state, accepted, delivered
    FROM message')" 'delivered|2026-09-30T08:00:00Z|2026-09-30T08:00:07Z'
t 'a run is undone' cr-undo -q "run:$(ask 'SELECT max(id) FROM run')"
is 'and the message is what it was' "$(ask 'SELECT state,
    coalesce(accepted, 0), coalesce(delivered, 0) FROM message')" 'sent|0|0'
out fetch -q acc.eml con.eml
is 'then it is taken in again' "$(state)" delivered
t 'the journal still holds' cr-log --verify

pec_outbox 1
ask "UPDATE message SET state = 'unknown';
    UPDATE attempt SET outcome = 'unknown';
    UPDATE notice SET state = 'prepared', sent_day = NULL"
say 'nobody knew whether it left: now it did' acc.eml \
    'accettazione valid yes accepted sent'
is 'and so did its notice' "$(ask 'SELECT state FROM notice')" sent

# --- it did not arrive

pec_outbox 1
receipt non.eml non-accettazione virus $id
say 'not accepted' non.eml 'non-accettazione valid yes failed failed'
is 'its notice is cancelled' "$(ask 'SELECT state FROM notice')" cancelled
out cr-dun -q -H -o party,channel --all
is 'another one is made, by another way' "$stdout" "pty:101${tab}email"
out cr-undo run:3
is 'which keeps the receipt from being undone' "$status" 4

# What was in one message does not speak against the address.
cat >twice.conf <<'P'
policy twice {
	level one { days = 1 channels = { pec, email } template = sollecito-1 }
	level two { days = 20 channels = { pec, email } template = sollecito-2 }
}
default = twice
P
echo 'dunning { policy = "./twice.conf" }' >twice-cr.conf
usual=${CR_CONFIG-} CR_CONFIG=twice-cr.conf
export CR_CONFIG
for kind in 'non-accettazione virus' 'errore-consegna virus' \
    'errore-consegna no-dest'; do
	pec_outbox 1
	# shellcheck disable=SC2086 # two words
	receipt bad.eml $kind $id $to
	fetch -q bad.eml >/dev/null
	is "$kind: the level goes another way" "$(cr-dun -q -H -o channel \
	    --all)" email
	ask "UPDATE message SET state = 'sent' WHERE state = 'prepared';
	    UPDATE notice SET state = 'sent', sent_day = day
	    WHERE state = 'prepared'"
	case $kind in *virus) way=pec ;; *) way=email ;; esac
	is "and the next one by $way" "$(CR_TODAY=2026-10-25 cr-dun -q -H \
	    -o channel --all)" $way
done
CR_CONFIG=$usual

pec_outbox 1
CLOCK=22:00:00 receipt pre.eml preavviso-errore-consegna altro $id $to
say 'late' pre.eml 'preavviso-errore-consegna valid yes delayed sent'
is 'its reason is told' "$(ask 'SELECT reason FROM message')" \
    'preavviso-errore-consegna altro'
WHY='5.1.1 indirizzo non valido' receipt err.eml errore-consegna no-dest \
    $id $to
say 'then not delivered' err.eml 'errore-consegna valid yes failed failed'
is 'with the words of the provider' "$(ask 'SELECT reason FROM message')" \
    'errore-consegna no-dest: 5.1.1 indirizzo non valido'
t 'undone, it is on its way' cr-undo -q \
    "run:$(ask 'SELECT max(id) FROM run')"
is 'and so is its notice' "$(state) $(ask 'SELECT state FROM notice')" \
    'sent sent'

pec_outbox 1
KIND=esterno receipt est.eml accettazione nessuno $id
out fetch -H -o state,why est.eml
is 'ordinary mail: no delivery will be told' "$stdout" \
    "sent${tab}ordinary mail: no delivery will be told"

# --- what proves nothing

pec_outbox 2
sent 1 >mine.eml
sed 's/UmljZXZ1/WmljZXZ1/; s/^Ricevuta/Ricevuto/' con.eml >tampered.eml
say 'tampered with' tampered.eml 'avvenuta-consegna invalid no - sent'
SIGNER=falso receipt other.eml avvenuta-consegna nessuno $id $to sintetica
say 'by an authority that nobody believes' other.eml \
    'avvenuta-consegna untrusted no - sent'
out fetch -H -o why other.eml
SIGNER=straniero receipt sender.eml avvenuta-consegna nessuno $id $to sintetica
say 'from another than who signed it' sender.eml \
    'avvenuta-consegna valid no - sent'
receipt theirs.eml avvenuta-consegna nessuno altro@brenta.example $to sintetica
say 'about a message that is not ours' theirs.eml \
    'avvenuta-consegna valid no - -'
receipt near.eml avvenuta-consegna nessuno "x$id" $to sintetica
say 'nor is one with ours inside' near.eml 'avvenuta-consegna valid no - -'
receipt who.eml avvenuta-consegna nessuno $id altri@pec.example sintetica
say 'about somebody to whom nothing went' who.eml \
    'avvenuta-consegna valid no - sent'
sed 's/Cliente/Ciente/; s/pagamento/pagamenti/' mine.eml >lie.eml
receipt copy.eml avvenuta-consegna nessuno $id $to completa lie.eml
say 'that gives back another letter' copy.eml \
    'avvenuta-consegna valid no - sent'
receipt none.eml avvenuta-consegna nessuno $id $to completa
say 'that gives back nothing' none.eml 'avvenuta-consegna valid no - sent'
DOCTYPE='<!DOCTYPE postacert [<!ENTITY x "&#60;">]>' receipt dtd.eml \
    avvenuta-consegna nessuno $id $to sintetica
say 'with entities' dtd.eml 'unknown valid no - -'
daticert avvenuta-consegna nessuno $id $to sintetica >xml
{
	printf 'From: posta-certificata@gestore.example\nX-Ricevuta: '
	printf 'avvenuta-consegna\nX-Riferimento-Message-ID: <%s>\n' $id
	printf 'Subject: CONSEGNA: Sollecito\nMessage-ID: <h@x.example>\n\nok\n'
} >header.eml
say 'header lines alone' header.eml '- absent no - -'
{
	sed '/^$/,$d' header.eml
	printf 'MIME-Version: 1.0\nContent-Type: application/xml; '
	printf 'name="daticert.xml"\n\n'
	cat xml
} >plain.eml
say 'a daticert.xml in ordinary mail' plain.eml \
    'avvenuta-consegna absent no - sent'
# a real receipt beside a forged daticert.xml that nobody signed
{
	printf 'From: posta-certificata@gestore.example\r\nMIME-Version: 1.0'
	printf '\r\nContent-Type: multipart/mixed; boundary="=_o"\r\n\r\n'
	printf -- '--=_o\r\nContent-Type: application/xml; name='
	printf 'daticert.xml\r\n\r\n'
	sed 's/$/\r/' xml
	printf -- '--=_o\r\n'
	sed -n '/^Content-Type: multipart.signed/,$p' acc.eml
	printf -- '\r\n--=_o--\r\n'
} >beside.eml
say 'only what is signed is read' beside.eml \
    'accettazione valid yes accepted sent'
is 'none of them delivered anything' "$(state 1) $(state 2)" 'sent sent'
is 'all are kept' "$(ask 'SELECT count(*) FROM received WHERE
    evidence = 0')" 11

# --- mail servers

# bounce FILE ACTION STATUS [ID]: a report of a mail server on message 1
bounce() {
	cat <<-E
	Return-Path: <>
	From: MAILER-DAEMON@mx.example.it (Mail Delivery System)
	Subject: Undelivered Mail Returned to Sender
	Message-ID: <$2.$3@mx.example.it>
	Date: Wed, 30 Sep 2026 10:00:00 +0200
	Content-Type: multipart/report; report-type="delivery-status"; boundary="b1"

	--b1
	Content-Type: text/plain

	Sorry.
	--b1
	Content-Type: message/delivery-status

	Reporting-MTA: dns; mx.example.it

	Final-Recipient: rfc822; c101@example.it
	Action: $2
	Status: $3
	Diagnostic-Code: smtp; 550 $3 no such user

	--b1
	Content-Type: ${5:-message/rfc822}

	From: crediti@brenta.example
	Message-ID: <${4:-cr-1@brenta.example}>

	--b1--
	E
}
mail_outbox() {
	pec_outbox "$1"
	ask "UPDATE message SET channel = 'email',
	    address = replace(address, '@pec.example', '@example.it')"
}
mail_outbox 1
bounce x delayed 4.4.1 >late.eml
say 'delayed: it is noted' late.eml 'delayed absent no delayed sent'
bounce x failed 5.1.1 >gone.eml
out fetch -H -o kind,class,error,state,why gone.eml
is 'failed: so did the message' "$stdout" "bounce${tab}failed${tab}5.1.1${tab}\
failed${tab}550 5.1.1 no such user"
out cr-dun -q -H -o party,channel --all
is 'the next one takes another way' "$stdout" "pty:101${tab}task"
mail_outbox 1
bounce x relayed 2.0.0 >on.eml
say 'passed on: nobody will tell more' on.eml 'passed-on absent no - sent'
bounce x delivered 2.0.0 '' text/rfc822-headers >there.eml
say 'delivered' there.eml 'delivered absent no delivered delivered'
bounce x failed 5.0.0 nobody@elsewhere.example >theirs.eml
say 'of mail that is not ours' theirs.eml 'failed absent no - -'
mail_outbox 1
{
	printf 'From: Mailer-Daemon@odd.example\nMessage-ID: <o@odd>\n'
	printf 'Subject: failure notice\n\nHi. I could not deliver it.\n'
	printf -- '--- Below this line is a copy:\nMessage-ID: <%s>\n' $id
} >odd.eml
out fetch -H -o kind,class,binding,state,why odd.eml
is 'no standard one: a person decides' "$stdout" "bounce${tab}unclear${tab}\
text${tab}sent${tab}of unknown cause: a person decides"
pec_outbox 1
say 'certified mail is moved by its provider alone' gone.eml \
    'failed absent no - sent'

# --- answers

mail_outbox 2
letter() { printf '%s\n' 'Message-ID: <l1@x.example>' "$@" '' 'Ciao'; }
answer() { fetch -H -o kind,party,msg,binding,why "$1" | tr '\t' ' '; }
letter 'From: Rossi <rossi@privato.example>' "In-Reply-To: <$id>" >l1.eml
is 'a person answers' "$(answer l1.eml)" 'reply pty:101 msg:1 id -'
letter 'From: x@y.example' 'In-Reply-To: <a@b.example>' \
    "References: <a@b.example>" " <cr-2@brenta.example> <c@d.example>" \
    >l2.eml
is 'in a long thread' "$(answer l2.eml)" 'reply pty:102 msg:2 id -'
letter 'From: c102@example.it' 'Subject: pagamento' >l3.eml
is 'by a new mail: from whom is all that is known' "$(answer l3.eml)" \
    'reply pty:102 - address -'
letter 'From: c102@example.it' 'To: <crediti+msg1@brenta.example>' >l4.eml
is 'to an address with a mark' "$(answer l4.eml)" 'reply pty:101 msg:1 tag -'
letter 'From: nessuno@example.net' 'Subject: spam' >l5.eml
is 'a stranger' "$(answer l5.eml)" 'other - - - -'
letter 'From: c101@example.it' 'Auto-Submitted: auto-replied' \
    "In-Reply-To: <$id>" >l6.eml
is 'a machine: RFC 3834' "$(answer l6.eml)" \
    'auto pty:101 msg:1 id Auto-Submitted'
letter 'From: c101@example.it' 'Auto-Submitted: no' >l7.eml
is 'which says that it is none' "$(answer l7.eml)" \
    'reply pty:101 - address -'
letter 'From: c101@example.it' 'Precedence: bulk' >l8.eml
is 'a list' "$(answer l8.eml)" 'auto pty:101 - address Precedence'
letter 'From: c101@example.it' \
    'Subject: =?iso-8859-1?Q?Fuori_sede:_torno_luned=EC?=' >l9.eml
is 'a note of absence' "$(answer l9.eml)" 'auto pty:101 - address Subject'
is 'its subject is read' "$(ask "SELECT subject FROM received
    WHERE why = 'Subject'")" 'Fuori sede: torno lunedì'
is 'no answer moves a message' "$(state 1) $(state 2)" 'sent sent'
daticert posta-certificata nessuno their-1@pec.example >xml
letter 'From: c101@pec.example' "References: <opec1.$id>" >inner.eml
FROM=per@gestore.example signed env.eml xml inner.eml
is 'a certified answer to a certified mail that is not known' \
    "$(answer env.eml)" 'reply pty:101 - address -'
pec_outbox 1
fetch acc.eml >/dev/null
is 'by the name that our provider gave it' "$(answer env.eml)" \
    'reply pty:101 msg:1 id -'

mail_outbox 1
echo 'received { hold = 5 }' >hold.conf
out fetch --config hold.conf l1.eml
is 'an answer may hold the next letter' "$(ask "SELECT until_day - from_day,
    reason FROM hold WHERE lifted_by IS NULL AND party = 101")" \
    '5|answered: rcv:1'
out fetch --config hold.conf l6.eml
is 'a machine does not' "$(ask 'SELECT count(*) FROM hold')" 1
cr-undo -q "run:$(ask "SELECT run FROM hold")"
is 'and it is undone' "$(ask 'SELECT lifted_by IS NOT NULL FROM hold')" 1

# --- tables of outcomes

pec_outbox 5
ask "UPDATE message SET channel = 'registered', address = 'Via Roma'"
ask "UPDATE message SET tracking = 'RR5IT' WHERE id = 5"
cat >post.csv <<-'E'
	Riferimento;Barcode;Data esito;Esito
	msg:1;RR1IT;28/09/2026;Consegnata
	2;RR2IT;29/09/2026 11:30;Compiuta giacenza
	3;RR3IT;29/09/2026;Sconosciuto
	4;RR4IT;29/09/2026;In giacenza
	;RR5IT;2026-09-29T10:00:00+02:00;delivered
	;RR9IT;29/09/2026;Consegnata
	1;RR1IT;29/09/2026;Boh
	E
out fetch -H -o msg,class,instant,effect,state post.csv
is 'the post tells' "$status
$stdout" "1
msg:1	delivered	2026-09-28	delivered	delivered
msg:2	unclaimed	2026-09-29T09:30:00Z	delivered	delivered
msg:3	returned	2026-09-29	failed	failed
msg:4	delayed	2026-09-29	delayed	sent
msg:5	delivered	2026-09-29T08:00:00Z	delivered	delivered"
like 'what it cannot know' "$stderr" 'post.csv:7: there is no such message'
like 'or mean' "$stderr" 'post.csv:8: .*not known'
is 'the number is kept' "$(ask 'SELECT tracking FROM message
    WHERE id = 1')" RR1IT
out fetch -H -o msg post.csv
is 'once' "$stdout" ''
{
	cat post.csv
	echo '4;RR4IT;30/09/2026;Consegnata'
} >grown.csv
out fetch -q -H -o msg,class grown.csv
is 'of a table that grows, what is new' "$stdout" "msg:4${tab}delivered"
t 'which is undone' cr-undo -q "run:$(ask 'SELECT max(id) FROM run')"
printf '%s\n' 'outcomes {' 'outcome = "Was" of = "registered"' \
    'delivered = { "da", "jawohl" }' '}' >my.conf
printf 'tracking\tWas\nRR4IT\tJawohl\n' >mine.tsv
out fetch --config my.conf -H -o msg,state mine.tsv
is 'in words of its own' "$stdout" 'msg:4	delivered'

# --- nobody is believed by default

pec_outbox 1
out cr-fetch -H -o class,signature,evidence acc.eml
is 'without --trust' "$stdout" "accettazione${tab}untrusted${tab}no"

# --- a brief receipt gives digests of attachments

sent 1 >mine.eml
boundary='--=_x'
with_file() {
	sed '/^MIME-Version/,$d' mine.eml
	printf 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; '
	printf 'boundary="=_x"\r\n\r\n%s\r\nContent-Type: text/plain\r\n\r\n' \
	    "$boundary"
	printf 'Testo\r\n%s\r\n' "$boundary"
	printf 'Content-Type: %s; name="%s"\r\n%s\r\n' "$1" "$2" "$3"
	printf '%s\r\n%s--\r\n' "$4" "$boundary"
}
b64='SW52b2ljZQ=='
with_file application/pdf f.pdf "Content-Transfer-Encoding: base64
" $b64 | tr -d '\r' | sed 's/$/\r/' >mine.new
sed -n '/^MIME-Version/,$p' mine.new >content
ask "UPDATE message_content SET content = readfile('content')"
sha=$(printf '%s' $b64 | sha1sum | cut -c1-40)
with_file text/plain f.pdf.hash '' "$sha" >brief.eml
receipt breve.eml avvenuta-consegna nessuno $id $to breve brief.eml
say 'that are right' breve.eml \
    'avvenuta-consegna valid yes delivered delivered'
with_file text/plain f.pdf.hash '' "$(echo "$sha" | tr 0-8 1-9)" >wrong.eml
receipt wrong-breve.eml avvenuta-consegna nessuno $id $to breve wrong.eml
say 'that are wrong' wrong-breve.eml \
    'avvenuta-consegna valid no - delivered'

# --- files that go with a message

pec_outbox 1
printf 'Invoice' >f.pdf
ask "INSERT INTO blob (sha256, bytes, run) VALUES ('f', readfile('f.pdf'), 1);
    INSERT INTO message_attachment (message, n, name, media, sha256)
    VALUES (1, 1, 'f.pdf', 'application/pdf', 'f')"
sent 1 >mine.eml
with_mine() {
	sed '/^MIME-Version/,$d' mine.eml
	printf 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; '
	printf 'boundary="=_x"\r\n\r\n%s\r\n' "$boundary"
	sed -n '/^MIME-Version/,$p' mine.eml
	printf '\r\n%s\r\nContent-Type: application/pdf; name=f.pdf\r\n' \
	    "$boundary"
	printf 'Content-Transfer-Encoding: base64\r\n\r\n%s\r\n%s--\r\n' \
	    "$1" "$boundary"
}
with_mine "$b64" >whole.eml
with_mine "$(printf Invoicx | base64)" >forged.eml
receipt w.eml avvenuta-consegna nessuno $id $to completa forged.eml
say 'given back otherwise' w.eml 'avvenuta-consegna valid no - sent'
receipt w.eml avvenuta-consegna nessuno $id $to completa mine.eml
say 'or not at all' w.eml 'avvenuta-consegna valid no - sent'
receipt w.eml avvenuta-consegna nessuno $id $to completa whole.eml
say 'given back' w.eml 'avvenuta-consegna valid yes delivered delivered'

# --- what is no mail
printf 'cose\nda fare\n' >note.eml
out fetch note.eml
is 'is refused by name' "$status:$stderr" \
    '1:cr-fetch: note.eml: is no mail: it has no header'

done_testing
