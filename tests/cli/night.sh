# night.sh: what the nights of night.t are made of, sourced behind servers.sh
# and pec.sh: the six ways out and back, as far as their servers are there, and
# one night.
crediti=crediti@officinebrenta.example
pec=officinebrenta@pec.example

# left_out CHANNELS CODES: that cannot be played here, because of $why; those
# debtors are looked at no more.
absent='none'
left_out() {
	tests=$((tests + 1))
	absent="$absent|$2"
	echo "ok $tests - $1 # SKIP $why"
}

# --- the ways out

# E-mail: Postfix, where nobody is at payables@harbortools.example.
mail_server() {
	if postfix_up <<-C
	virtual_mailbox_domains = static:all
	virtual_mailbox_maps = inline:{ {$crediti = crediti/} }, static:debtors/
	transport_maps = inline:{
	    {payables@harbortools.example = error:5.1.1 no such user} }
	smtpd_reject_unlisted_recipient = no
	C
	then
		cat >>cr.conf <<-C
		mail {
			url = "smtp://127.0.0.1:$port" ca = "srv.pem"
			from = "Officine Brenta, ufficio crediti <$crediti>"
		}
		C
		return
	fi
	left_out 'e-mail by Postfix' 1021
	serve post "$python" "$TOP/tests/cli/smtpd.py" 0 post || return
	mkdir -p mail/crediti/new mail/crediti/cur mail/crediti/tmp
	cat >>cr.conf <<-C
	mail {
		url = "smtp://127.0.0.1:$port" tls = no
		from = "Officine Brenta, ufficio crediti <$crediti>"
	}
	C
}
# Certified mail: SMTPS with a login.
pec_server() {
	certificate pecs
	echo 'segreta' >pec.password
	serve pec env SMTPS=1 "$python" "$TOP/tests/cli/smtpd.py" 0 pec \
	    pecs.pem pecs.key "$pec" segreta || return
	cat >>cr.conf <<-C
	pec {
		url = "smtps://127.0.0.1:$port" ca = "pecs.pem"
		user = "$pec" password-file = "pec.password"
		from = "Officine Brenta S.r.l. <$pec>"
	}
	received { trust = "pki/agid.pem" }
	C
}
inboxes() {
	if dovecot_up crediti pec; then
		echo segreta >imap.password
		for name in crediti pec; do
			cat >>cr.conf <<-C
			inbox $name {
				url = "imaps://127.0.0.1:$port" user = $name
				password-file = "imap.password"
				ca = "dovecot/srv.pem" after = seen
			}
			C
		done
		return
	fi
	left_out 'mailboxes behind Dovecot' none
	mkdir -p mail/crediti/new mail/pec/new mail/crediti/cur mail/pec/cur \
	    mail/crediti/tmp mail/pec/tmp
	printf 'inbox %s { path = "mail/%s" }\n' crediti crediti pec pec \
	    >>cr.conf
}
# Text messages: Kannel; its network does not reach 333 0001010.
sms_server() {
	echo 'contact sms { hours = "always" }' >>cr.conf
	cat >beyond.conf <<-C
	denied-prefix = "+393330001010;3330001010;393330001010"

	group = smsc
	smsc = fake
	smsc-id = beyond
	port = $(ports 1)
	connect-allow-ip = 127.0.0.1
	allowed-prefix = "+393330001010;3330001010;393330001010"
	C
	kannel_up beyond.conf || { left_out 'text messages by Kannel' '1002|1010'; return 1; }
	echo 's&cret=1' >sms.password
	cat >>cr.conf <<-C
	sms {
		via = http provider = kannel url = "http://127.0.0.1:$http"
		user = cr password-file = "sms.password" sender = Brenta
		report = "http://127.0.0.1:$web/cgi-bin/sms-report.cgi?message={{message}}&state=%d"
	}
	C
}
fax_server() {
	cat >modem <<-'C'
	#!/bin/sh
	for job; do :; done
	! grep -q '^number:.*110001009' "$job" || exit 1
	exit 2
	C
	chmod 755 modem
	hylafax_up "$T/modem" || { left_out 'faxes by HylaFAX' '1005|1008|1023'; return 1; }
	fax=$port
	cat >>cr.conf <<-C
	fax {
		via = command
		command = { sendfax, "-n", "-h", "127.0.0.1:$fax", "-d", "{{to}}", "{{path}}" }
		reference = "request id is ([0-9]+)"
		retry = "^Can not reach"
	}
	C
}
post_office() {
	mkdir -p house counter
	echo 'letter { via = dir dir = "house" }' >>cr.conf
	sshd_up || { left_out 'registered post by SFTP' '1006|1014'; return 1; }
	sftp=$port
	cat >>cr.conf <<-C
	registered {
		via = sftp url = "sftp://127.0.0.1:$sftp$T/counter"
		user = "$(id -un)" key = "key" known-hosts = "known"
	}
	C
}

# --- what comes back

reported() { [ "$(grep -c "$1" "$2" 2>/dev/null)" -ge "$3" ]; }
fax_report() {
	faxmodem -q "$T/spool" ttyS9 >/dev/null 2>&1	# it is still there
	sh "$CR_SHARE/providers/fax-report.sh" -h "127.0.0.1:$fax" >fax.csv
	reported , fax.csv "$1"
}

# The provider of certified mail answers all that it has taken over.
pec_answers() {
	for came in pec/*.eml; do
		[ -e "$came" ] || continue
		to=$(basename "$came" .eml)
		id=$(tr -d '\r' <"$came" |
		    sed -n 's/^Message-ID: *<\(.*\)>.*/\1/Ip' | head -n 1)
		TO=$to GIORNO=$(date -d "$CR_TODAY" +%d/%m/%Y)
		case $to in
		studio.amministratore@*)
			receipt r.eml non-accettazione virus "$id" ;;
		edilgranata@*)
			receipt "a$id" accettazione nessuno "$id"
			mv "a$id" "mail/pec/new/a$id"
			WHY='5.1.1 casella inesistente' receipt r.eml \
			    errore-consegna no-dest "$id" "$to" ;;
		*)
			receipt "a$id" accettazione nessuno "$id"
			mv "a$id" "mail/pec/new/a$id"
			CLOCK=11:30:00 receipt r.eml avvenuta-consegna nessuno \
			    "$id" "$to" completa "$came" ;;
		esac
		mv r.eml "mail/pec/new/r$id"
		rm "$came"
	done
	[ "$(id -u)" != 0 ] || chown -R nobody mail/pec
}
# The post office takes what is on the counter, and tells the days after.
post_answers() {
	[ -n "$(ls counter/*.json 2>/dev/null)" ] || return 0
	mkdir -p outcomes
	echo 'Riferimento;Barcode;Data esito;Esito' >outcomes/esiti.csv
	for line in counter/*.json; do
		n=$(sed 's/.*"message":\([0-9]*\).*/\1/' "$line")
		case $(cat "$line") in
		*Granata*) how=Consegnata ;;
		*) how='Compiuta giacenza' ;;
		esac
		echo "msg:$n;RR00000000${n}IT;$1;$how" >>outcomes/esiti.csv
		rm "$line" "${line%.json}.pdf"
	done
}
# fetch_all: mailboxes, reports of the networks, outcomes of the post
fetch_all() {
	cr-fetch -q >/dev/null || return
	if [ -s reports.csv ]; then
		mv reports.csv sms.csv && cr-fetch -q sms.csv >/dev/null
	fi
	if [ -n "${fax-}" ]; then
		sh "$CR_SHARE/providers/fax-report.sh" -h "127.0.0.1:$fax" \
		    >fax.csv && cr-fetch -q fax.csv >/dev/null 2>&1
	fi
	if [ -s outcomes/esiti.csv ]; then
		rm -f esiti.csv
		echo "get $T/outcomes/esiti.csv" | sftp -q -b - -P "$sftp" \
		    -i key -o UserKnownHostsFile=known 127.0.0.1 \
		    >/dev/null 2>&1 && cr-fetch -q esiti.csv >/dev/null
	fi
}

# --- what the ledger says

# told: what the notices of that day became: code level channel state, a line
# each, in the order of codes; looks NAME WANTED: they are these, of those
# debtors that can be looked at
looks() {
	is "$1" "$(told | grep -Ev "^($absent) ")" \
	    "$(printf '%s\n' "$2" | grep -Ev "^($absent) ")"
}
# stands NAME WANTED: the same, of those notices that stand
stands() {
	is "$1" "$(told | grep -Ev "^($absent) |/cancelled")" \
	    "$(printf '%s\n' "$2" | grep -Ev "^($absent) ")"
}
# stands NAME WANTED: the same, of those notices that stand
stands() {
	is "$1" "$(told | grep -Ev "^($absent) |/cancelled")" \
	    "$(printf '%s\n' "$2" | grep -Ev "^($absent) ")"
}
told() {
	ask "SELECT p.code || ' ' || n.level_name || ' ' || m.channel || ' '
	    || CASE n.state
	    WHEN 'cancelled' THEN m.state || '/cancelled' ELSE m.state END FROM message m JOIN notice n ON n.id = m.notice JOIN
	    party p ON p.id = n.debtor WHERE n.day = @$CR_TODAY AND
	    m.role = 'to' ORDER BY p.code, m.id"
}
messages() { ask "SELECT count(*) FROM message"; }
left() { ask "SELECT count(*) FROM attempt WHERE outcome = 'sent'"; }
# foretold DAY: the items that will be taken by then, as cr-explain says it
# today; what failed since the last run would be taken today already
foretold() {
	cr-list -H -o item | cr-explain -q --until "$1" -H -o item,result |
	    awk '$2 == "take" { print $1 }' | sort -u
}
taken() {
	cr-dun -q -n --all --plan -H -o item,reason |
	    awk '$2 == "taken" { print $1 }' | sort
}
# once: the same night again does nothing
once() {
	before="$(messages) $(left)"
	cr-dun -q --all >/dev/null
	cr-send -q --all >/dev/null 2>&1
	is "$CR_TODAY again: nothing more" "$(messages) $(left)" "$before"
}
# next DAY: the night after, which does what cr-explain has said before
next() {
	foretold "$1" >will
	CR_TODAY=$1
	taken >does
	is "$1: cr-explain has foretold it" "$(cat will)" "$(cat does)"
}
there() { [ -n "$(ls "$1")" ]; }
# came_back: wait for what the servers tell of the first night
came_back() {
	[ -z "$postfixes" ] || soon there mail/crediti/new ||
	    fail 'a bounce of Postfix'
	if [ -n "${web-}" ]; then
		n=$(ask "SELECT m.id FROM message m JOIN notice n ON
		    n.id = m.notice JOIN party p ON p.id = n.debtor
		    WHERE p.code = '1010'")
		"$python" -c 'import sys, urllib.request
urllib.request.urlopen(sys.argv[1])' \
		    "http://127.0.0.1:$web/cgi-bin/sms-report.cgi?message=$n&state=2"
		soon reported ,sms, reports.csv 2 || fail 'reports of Kannel'
	fi
	[ -z "${fax-}" ] || soon fax_report 3 || fail 'reports of HylaFAX'
}
# looks_at DAY NAME WANTED: of the notices of an earlier day
looks_at() {
	today=$CR_TODAY
	CR_TODAY=$1
	looks "$2" "$3"
	CR_TODAY=$today
}
# played CODE: that debtor is looked at
played() { ! echo "$1" | grep -Eq "^($absent)$"; }
# message CODE LEVEL: the key of the last one
message() {
	ask "SELECT 'msg:' || max(m.id) FROM message m JOIN notice n ON n.id =
	    m.notice JOIN party p ON p.id = n.debtor WHERE p.code = '$1' AND
	    level_name = '$2' AND role = 'to'"
}
# answer CODE SUBJECT TEXT: he answers his last insoluto
answer() {
	m=$(message "$1" insoluto)
	{
		ask "SELECT 'From: ' || address || char(10) || 'In-Reply-To: <'
		    || message_id || '>' FROM message
		    WHERE id = ${m#msg:}"
		printf '%s\n' "To: $crediti" "Subject: $2" \
		    "Message-ID: <risposta-$1@posta.example>" '' "$3"
	} >"mail/crediti/new/answer.$1"
	[ "$(id -u)" != 0 ] || chown nobody "mail/crediti/new/answer.$1"
}
# body CODE LEVEL: the letter, as it was written
body() {
	m=$(message "$1" "$2")
	ask "SELECT CAST(content AS TEXT) FROM message_content
	    WHERE message = ${m#msg:}"
}
# has_left ID: the server has that message
has_left() {
	id=$(ask "SELECT message_id FROM message WHERE id = $1")
	cat postfix.log post/log house/*/manifest.csv pec/log 2>/dev/null |
	    grep -qF "$id"
}
# arrived: names of what is somewhere twice
arrived() {
	{
		grep -rhi '^message-id:' mail/debtors 2>/dev/null
		cut -d ' ' -f 1 post/log 2>/dev/null
		cat house/*/manifest.csv | grep '^"*cr-' | cut -d , -f 1
	} | tr -d '\r' | sort | uniq -d
}
