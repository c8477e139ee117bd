#!/bin/sh
# cr-verify: verdicts, on the files of others and on our own.
. "$(dirname "$0")/lib.sh"
command -v jq >/dev/null || skip_all 'no jq'
command -v openssl >/dev/null || skip_all 'no openssl'

# --- the corpus: each row of expected.tsv

corpus() {
	tab=$(printf '\t')
	while IFS=$tab read -r file container encoding attached detached \
	    signers counter counter_good digest key verdict ess sha256 len \
	    stamps stamps_good trailing rest; do
		case $file in file) continue ;; esac
		set -- "$D/$file"
		[ "$detached" = - ] || set -- --content "$D/$detached" "$@"
		out cr-verify -q -f json "$@"
		got=$(printf '%s\n' "$stdout" | jq -r '
		    def known: if . == null or . == 0 or . == "" then "-"
			else tostring end;
		    [.container, .encoding, {"true":"yes", "false":"no"}[
		     .attached | tostring], (.signers | length),
		     .countersigners, .countersigners_good,
		     ([.signers[].digest] | unique | join("+")),
		     ([.signers[].key] | unique | join("+")), .verdict,
		     .content_sha256, .content_bytes, .timestamps,
		     .timestamps_good, .trailing_bytes] | map(known) | @tsv')
		want=$(printf '%s\t' "$container" "$encoding" "$attached" \
		    "$signers" "$counter" "$counter_good" "$digest" "$key" \
		    "$verdict" "$sha256" "$len" "$stamps" "$stamps_good" \
		    "$trailing" | sed "s/$tab\$//; s/\(^\|$tab\)0\(\$\|$tab\)/\1-\2/g
		    s/\(^\|$tab\)0\(\$\|$tab\)/\1-\2/g")
		is "$file: $verdict" "$got" "$want"
		[ "$verdict" = INTACT ] && want=0 || want=4
		is "$file: status" "$status" "$want"
	done <"$D/expected.tsv"
}
D=$SHARED/data/sign
if [ -f "$D/expected.tsv" ]; then
	corpus
else
	echo '# no corpus here'
fi

# --- our own

certificate() {	# NAME USAGE [OPTION...]
	name=$1 usage=$2
	shift 2
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$name.key" \
	    -out "$name.pem" -days 30 -subj "/C=IT/CN=$name" \
	    -addext "keyUsage=critical,$usage" "$@" 2>/dev/null
}
certificate Verdi nonRepudiation
certificate Bianchi nonRepudiation
printf 'cedo tre crediti\r\ndel valore di\n' >c
cr-sign --key Verdi.key --cert Verdi.pem c >/dev/null
cms() { openssl cms -sign -cades -binary -nosmimecap -in c -nodetach "$@"; }

out cr-verify c.p7m
is 'what we sign is intact' "$status" 0
like 'without anchors that is said' "$stderr" 'only the mathematics'
is 'in the words of EN 319 102-1' "$(printf '%s\n' "$stdout" | cut -f 2-4)" \
    "$(printf 'verdict\tindication\tsubindication\nINTACT\tINDETERMINATE\tNO_CERTIFICATE_CHAIN_FOUND')"
out cr-verify -q --ca Verdi.pem -H -o indication c.p7m
is 'with anchors it passes' "$status $stdout" '0 TOTAL-PASSED'
out cr-verify -q --ca Bianchi.pem -H -o subindication c.p7m
is 'with others it does not' "$status $stdout" '4 NO_CERTIFICATE_CHAIN_FOUND'
out cr-verify -q --ca Verdi.pem --at 2019-01-01 -H -o subindication c.p7m
is 'nor at another time' "$status $stdout" '4 OUT_OF_BOUNDS_NO_POE'
certificate CNS digitalSignature
cr-sign --force --key CNS.key --cert CNS.pem -O . c --overwrite >/dev/null
mv c.p7m cns.p7m
out cr-verify -q --ca CNS.pem -H -o verdict,subindication cns.p7m
is 'a certificate for authentication does not sign' "$stdout" \
    "$(printf 'INTACT\tCHAIN_CONSTRAINTS_FAILURE')"
cr-sign --key Verdi.key --cert Verdi.pem c >/dev/null

# What is signed is the content, the certificate behind it and, at the end of
# the file, the signature: no byte of them may change.
changed() {	# FROM TO STEP
	at=$1
	while [ "$at" -lt "$2" ]; do
		cp c.p7m d.p7m
		byte=$(od -An -tu1 -j "$at" -N 1 c.p7m)
		# shellcheck disable=SC2059
		printf "\\$(printf %o $((byte ^ 1)))" |
		    dd of=d.p7m bs=1 seek="$at" conv=notrunc 2>/dev/null
		cr-verify -q d.p7m >/dev/null 2>&1 && echo "byte $at"
		at=$((at + $3))
	done
}
size=$(wc -c <c.p7m)
start=$(LC_ALL=C grep -abo cedo c.p7m | cut -d : -f 1)
is 'no byte of the content may change' "$(changed "$start" $((start + 30)) 5)" ''
is 'nor of the certificate' "$(changed $((start + 40)) $((start + 700)) 60)" ''
is 'nor of the signature' "$(changed $((size - 256)) "$size" 32)" ''

# --- extraction

out cr-verify -q --extract got c.p7m
t 'what is extracted is what was signed' cmp c got
out cr-verify -q --extract - c.p7m
t 'also to standard output, and nothing else' cmp c .out
out cr-verify --extract got c.p7m
is 'what is there is kept' "$status" 1
like 'and that is said' "$stderr" '"got" exists'
t 'unless it may go' cr-verify -q --overwrite --extract got c.p7m
sed 's/tre/sei/' c.p7m >bad.p7m
out cr-verify --extract bad bad.p7m
is 'changed content is no answer' "$status" 4
t 'and is not extracted' test ! -e bad
t 'nor is a part of it left' sh -c 'test -z "$(ls -A | grep "^\.bad")"'
out cr-verify -q --extract - bad.p7m
is 'nor printed' "$(cat .out)" ''

# --- forms

cms -signer Verdi.pem -inkey Verdi.key -outform DER -stream >ber.p7m
out cr-verify -q -H -o verdict,encoding ber.p7m
is 'BER in pieces' "$stdout" "$(printf 'INTACT\tBER-indef')"
openssl base64 -A -in ber.p7m >b64.p7m
out cr-verify -q -H -o verdict,encoding b64.p7m
is 'base64 in one line' "$stdout" "$(printf 'INTACT\tbase64')"
openssl base64 -in b64.p7m >b64b64.p7m
t 'and twice' cr-verify -q b64b64.p7m
cms -signer Verdi.pem -inkey Verdi.key -outform PEM >pem.p7m
out cr-verify -q -H -o verdict,encoding pem.p7m
is 'PEM' "$stdout" "$(printf 'INTACT\tPEM')"
out cr-verify -q - <ber.p7m
is 'standard input' "$status" 0
cr-sign --detached --key Verdi.key --cert Verdi.pem c >/dev/null
out cr-verify -q --content c c.p7s
is 'detached, with its content' "$status" 0
out cr-verify -q -H -o verdict c.p7s
is 'and without' "$stdout" NO_CONTENT
cp c.p7m more.p7m
echo 'and more' >>more.p7m
out cr-verify -H -o verdict,trailing_bytes more.p7m
is 'bytes after it are counted' "$stdout" "$(printf 'INTACT\t9')"
like 'and told' "$stderr" '9 bytes follow'
cr-sign --key Bianchi.key --cert Bianchi.pem c.p7m >/dev/null
cr-verify -q --extract - c.p7m.p7m | cr-verify -q --extract twice - >/dev/null
t 'signed twice, taken out twice' cmp c twice
openssl cms -resign -cades -in ber.p7m -inform DER -signer Bianchi.pem \
    -inkey Bianchi.key -outform DER -out two.p7m -nosmimecap 2>/dev/null
out cr-verify -q -H -o verdict,subject two.p7m
is 'a row for each signer' "$(printf '%s\n' "$stdout" | sort)" \
    "$(printf 'INTACT\tCN=Bianchi,C=IT\nINTACT\tCN=Verdi,C=IT')"
openssl cms -sign -noattr -binary -nodetach -in c -signer Verdi.pem \
    -inkey Verdi.key -outform DER >plain.p7m
out cr-verify -q -H -o verdict plain.p7m
is 'without signed attributes it is no CAdES' "$status $stdout" '4 NOT_CADES'
out cr-verify -q -H -o verdict,encoding c
is 'what is not signed is told' "$stdout" "$(printf 'BROKEN\tunknown')"

# --- time stamps, on files of the fuzzer's corpus: <a/>, signed and stamped

C=$TOP/tests/corpus/cms
stamped() {	# FILE CONTAINER VERDICT [OPTION...]
	file=$1 want="$2	$3"
	shift 3
	out cr-verify -q -H -o container,verdict "$@" "$C/$file"
	is "$file" "$stdout" "$want"
}
stamped token.tst TST INTACT --content "$C/der.p7m"
stamped reply.tsr TSR INTACT --content "$C/der.p7m"
stamped token.tst TST TAMPERED --content c
stamped reply.tsr TSR TAMPERED --content c
stamped refused.tsr TSR NO_TOKEN
stamped stamped.tsd TSD INTACT
stamped message.m7m M7M INTACT
stamped stamped-text.tsd TSD INTACT
stamped stamped-twice.tsd TSD INTACT
out cr-verify -q -H -o stamp_time,best_time "$C/stamped.tsd"
like 'a stamp around a signature proves its time' "$stdout" \
    '^(20[0-9T:-]*Z)	\1$'
out cr-verify -q --extract - "$C/stamped.tsd"
is 'what was signed is taken out of it' "$stdout" '<a/>'
out cr-verify -q --extract twice.tsd "$C/stamped-twice.tsd"
t 'a stamped file that was stamped is opened once' \
    cmp twice.tsd "$C/stamped.tsd"
sed 's/estratto/ESTRATTO/' "$C/stamped-text.tsd" >bad.tsd
out cr-verify -q -H -o verdict bad.tsd
is 'what was stamped may not change' "$stdout" TAMPERED

out cr-verify -q c.p7m nowhere.p7m
is 'a file that is not there: the others are done' "$status" 1
out cr-verify
is 'no file is wrong usage' "$status" 2
out cr-verify --ca c c.p7m
is 'anchors that are none, too' "$status" 2
done_testing
