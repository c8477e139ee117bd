# pec.sh: receipts of certified mail made with a throw-away authority, for the
# tests of what comes back; sourced behind dun.sh. Keys are in pki/.
command -v openssl >/dev/null || skip_all 'openssl is not there'

# authority NAME; signer NAME AUTHORITY ADDRESS [DAYS]
authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -days 3000 -keyout "pki/$1.key" -out "pki/$1.pem" \
	    -subj "/C=IT/O=Prova/CN=$1" 2>/dev/null
}
signer() {
	printf '%s\n' 'keyUsage=critical,digitalSignature' \
	    'extendedKeyUsage=emailProtection' \
	    "subjectAltName=email:$3" >pki/ext
	openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -keyout "pki/$1.key" -out pki/csr -subj "/C=IT/O=Gestore/CN=$1" \
	    2>/dev/null
	openssl x509 -req -in pki/csr -CA "pki/$2.pem" -CAkey "pki/$2.key" \
	    -CAcreateserial -days "${4:-2000}" -extfile pki/ext \
	    -out "pki/$1.pem" 2>/dev/null
}
mkdir -p pki
authority agid
signer gestore agid posta-certificata@gestore.example

# daticert CLASS ERROR MSGID [RECIPIENT [TYPE]]: with TO, KIND, CLOCK
daticert() {
	type=${5:+"<ricevuta tipo=\"$5\"/>"}
	cat <<-E
	<?xml version="1.0" encoding="UTF-8"?>
	${DOCTYPE-}<postacert tipo="$1" errore="$2"><intestazione>
	<mittente>crediti@pec.brenta.example</mittente>
	<destinatari tipo="${KIND:-certificato}">${TO:-}</destinatari>
	<risposte>crediti@pec.brenta.example</risposte>
	<oggetto>Sollecito</oggetto></intestazione><dati>
	<gestore-emittente>Gestore</gestore-emittente>
	<data zona="+0200"><giorno>${GIORNO:-30/09/2026}</giorno>
	<ora>${CLOCK:-10:00:00}</ora></data>
	<identificativo>opec1.$3</identificativo>
	<msgid>&lt;$3&gt;</msgid>
	$type
	${4:+<consegna>$4</consegna>}
	<errore-esteso>${WHY:-}</errore-esteso></dati></postacert>
	E
}
# signed FILE XML [COPY]: a receipt of that daticert.xml; SIGNER, FROM
signed() {
	{
		printf 'Content-Type: multipart/mixed; boundary="=_m"\n\n'
		printf -- '--=_m\nContent-Type: text/plain\n\nRicevuta\n'
		printf -- '--=_m\nContent-Type: application/xml; '
		printf 'name="daticert.xml"\nContent-Transfer-Encoding: '
		printf 'base64\n\n'
		base64 "$2"
		[ -z "${3-}" ] || {
			printf -- '--=_m\nContent-Type: message/rfc822; '
			printf 'name="postacert.eml"\n\n'
			cat "$3"
			echo
		}
		printf -- '--=_m--\n'
	} | tr -d '\r' | sed 's/$/\r/' >part
	openssl cms -sign -binary -in part -signer "pki/${SIGNER:-gestore}.pem" \
	    -inkey "pki/${SIGNER:-gestore}.key" -outform DER -md sha256 -out p7s
	{
		echo "From: ${FROM:-posta-certificata@gestore.example}"
		echo 'To: crediti@pec.brenta.example'
		echo "Subject: ${SUBJECT:-CONSEGNA: Sollecito}"
		echo "Message-ID: <$(basename "$1")@gestore.example>"
		echo 'Date: Wed, 30 Sep 2026 10:00:01 +0200'
		echo 'MIME-Version: 1.0'
		echo 'Content-Type: multipart/signed; micalg=sha-256;'
		echo ' protocol="application/pkcs7-signature"; boundary="=_s"'
		echo
		echo '--=_s'
		tr -d '\r' <part
		echo
		echo '--=_s'
		echo 'Content-Type: application/pkcs7-signature; name=smime.p7s'
		echo 'Content-Transfer-Encoding: base64'
		echo
		base64 p7s
		echo '--=_s--'
	} | sed 's/$/\r/' >"$1"
}
# receipt FILE CLASS ERROR MSGID [RECIPIENT [TYPE [COPY]]]
receipt() {
	file=$1
	shift
	daticert "$1" "$2" "$3" "${4-}" "${5-}" >xml
	signed "$file" xml "${6-}"
}

# pec_outbox N: N messages by certified mail, sent; message I has the
# Message-ID cr-I@brenta.example.
pec_outbox() {
	ledger "$1"
	ask "INSERT INTO contact (party, channel, address, run) SELECT id,
	    'pec', 'c' || id || '@pec.example', 1 FROM party WHERE id > 100"
	cr-dun -q --all >/dev/null
	ask "UPDATE message SET channel = 'pec', address =
	    replace(address, '@example.it', '@pec.example'),
	    message_id = 'cr-' || id || '@brenta.example', state = 'sent';
	UPDATE notice SET state = 'sent', sent_day = day;
	INSERT INTO attempt (message, started, ended, header, sha256, outcome,
	    run) SELECT id, '2026-09-30T08:00:00Z', '2026-09-30T08:00:01Z',
	    'From: crediti@pec.brenta.example' || char(13, 10) ||
	    'To: ' || address || char(13, 10) || 'Subject: Sollecito' ||
	    char(13, 10), 'x', 'sent', 1 FROM message"
}
# sent I: message I as it left.
sent() {
	ask "SELECT a.header || CAST(m.content AS TEXT) FROM attempt a
	    JOIN message_content m USING (message) WHERE message = $1"
}
state() { ask "SELECT state FROM message WHERE id = ${1:-1}"; }
