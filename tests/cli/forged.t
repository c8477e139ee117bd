#!/bin/sh
# cr-verify on signatures that are made wrong in one way each, or oddly right.
# Many are what OpenSSL's own CMS_verify takes for good.
. "$(dirname "$0")/lib.sh"
command -v openssl >/dev/null || skip_all 'no openssl'
command -v perl >/dev/null || skip_all 'no perl'

certificate() {	# NAME: all have the same issuer and number
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" \
	    -outform DER -out "$1.der" -days 30 -set_serial 7 \
	    -subj "/C=IT/CN=Rossi" -addext keyUsage=critical,nonRepudiation \
	    2>/dev/null
}
certificate one
certificate two
printf 'cedo tre crediti\n' >c
forged() {	# NAME VERDICT WARNING WORD...
	name=$1 verdict=$2 warning=$3
	shift 3
	if ! perl "$TOP/tests/cli/forge.pl" one.key one.der c "$@" >f.p7m; then
		fail "$name: forged"
		return
	fi
	out cr-verify -H -o verdict f.p7m
	is "$name" "$stdout" "$verdict"
	like "$name: why" "$stderr" "${warning:-.}"
}
forged 'made right' INTACT ''
forged 'stored out of order, signed in order' INTACT 'not stored as DER' unsorted
forged 'signed out of order' WARN 'signed as they are stored' as-stored
forged 'attributes of indefinite length' INTACT '' indefinite
forged 'no content-type' BAD_FORMAT 'no content-type' no-type
forged 'another content-type' BAD_FORMAT 'not that of the content' other-type
forged 'two message-digests' BAD_FORMAT 'twice' two-digests
forged 'two values in one' BAD_FORMAT 'twice' two-values
forged 'algorithm that was not used' TAMPERED 'does not hold' sha512
forged 'DigestInfo without NULL' WARN 'without NULL' no-null
forged 'DigestInfo with bytes behind' TAMPERED 'does not hold' garbage
forged 'version of SignerInfo' INTACT 'wrong version' version
forged 'unsigned attributes, other content' BAD_FORMAT 'no signed attributes' \
    tstinfo
forged 'certificate with a twin' INTACT '' twin=two.der
forged 'reference to another certificate' TAMPERED 'another certificate' \
    ess=two.der
forged 'reference to the twin' TAMPERED '' ess=two.der twin=two.der
forged 'all with SHA-512' INTACT '' use512
forged 'digest that is not announced' INTACT '' use512 \
    announce=608648016503040201
out sh -c 'cr-verify -H -o verdict - <f.p7m'
is 'a file is read twice for it, also as standard input' "$stdout" INTACT
out sh -c 'cat f.p7m | cr-verify -H -o verdict -'
is 'a pipe cannot' "$stdout" WARN
like 'which is told' "$stderr" 'verify it as a file'

# Tags inside tags, without end.
perl -e 'print "\x30\x80" x 20000' >deep.p7m
out cr-verify -q -H -o verdict deep.p7m
is 'nested without end' "$stdout" BROKEN
done_testing
