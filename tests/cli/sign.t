#!/bin/sh
# cr-sign: what it makes, what it refuses, and what others say of it.
. "$(dirname "$0")/lib.sh"
command -v openssl >/dev/null || skip_all 'no openssl'

# --- throw-away keys: an authority and what it issued

openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 \
    -subj '/C=IT/O=Prova/CN=Autorita di prova' \
    -addext basicConstraints=critical,CA:TRUE \
    -addext keyUsage=critical,keyCertSign 2>/dev/null
issue() {	# NAME USAGE DAYS KEY...
	name=$1 usage=$2 days=$3
	shift 3
	openssl req -new -nodes "$@" -keyout "$name.key" -out "$name.csr" \
	    -subj "/C=IT/CN=$name/serialNumber=TINIT-RSSMRA80A01H501U" \
	    2>/dev/null
	printf '%s\n' 'basicConstraints=CA:FALSE' "keyUsage=critical,$usage" \
	    'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' >ext
	openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key \
	    -CAcreateserial -days "$days" -extfile ext -out "$name.pem" \
	    2>/dev/null
}
issue rsa nonRepudiation 300 -newkey rsa:2048
issue p256 nonRepudiation 300 -newkey ec -pkeyopt ec_paramgen_curve:P-256
issue p384 nonRepudiation 300 -newkey ec -pkeyopt ec_paramgen_curve:P-384
issue p521 nonRepudiation 300 -newkey ec -pkeyopt ec_paramgen_curve:P-521
issue small nonRepudiation 300 -newkey rsa:1024
issue cns digitalSignature 300 -newkey rsa:2048
issue old nonRepudiation 300 -newkey rsa:2048
: >index
printf '%s\n' '[ca]' 'default_ca=d' '[d]' 'database=index' 'serial=ca.srl' \
    'new_certs_dir=.' 'default_md=sha256' 'policy=p' '[p]' \
    'commonName=supplied' >ca.cnf
openssl ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -in old.csr \
    -startdate 20200101000000Z -enddate 20210101000000Z -extfile ext \
    -notext -out old.pem 2>/dev/null

# --- what it makes

printf 'cedo tre crediti\r\ndel valore di\n\0' >c
for key in rsa p256 p384; do
	cp c "$key.txt"
	out cr-sign -H -o file,output,sha256,signer --key $key.key \
	    --cert $key.pem --chain ca.pem $key.txt
	is "$key: signs" "$status" 0
	is "$key: and says what" "$stdout" "$(printf '%s\t' $key.txt \
	    $key.txt.p7m "$(sha256sum <c | cut -c 1-64)")serialNumber=TINIT-RSSMRA80A01H501U,CN=$key,C=IT"
	out openssl cms -verify -cades -binary -inform DER -in $key.txt.p7m \
	    -CAfile ca.pem -out got
	is "$key: openssl agrees" "$status" 0
	t "$key: with every byte" cmp c got
	out cr-sign -q --detached --key $key.key --cert $key.pem $key.txt
	out cr-verify -q -H -o verdict,level,signing_time --content $key.txt \
	    $key.txt.p7s
	like "$key: detached" "$stdout" '^INTACT	B	20..-..-..T..:..:..Z$'
	t "$key: beside its document" openssl cms -verify -cades -binary \
	    -inform DER -in $key.txt.p7s -CAfile ca.pem \
	    -certfile $key.pem -content $key.txt -out /dev/null
done
: >empty
t 'an empty file' cr-sign --key p256.key --cert p256.pem empty
t 'is verified' cr-verify -q empty.p7m

# Lengths on the edges of what their octets can say
edges() {
	for n in 127 128 255 256 65200 65535 65536; do
		head -c $n /dev/zero >e.$n
	done
	cr-sign --key p256.key --cert p256.pem e.* >/dev/null || return
	cr-verify -q e.*.p7m >/dev/null || return
	for n in 127 128 255 256 65200 65535 65536; do
		openssl asn1parse -inform DER -in e.$n.p7m >/dev/null || return
	done
}
t 'all lengths' edges
# Every length of one octet, two and three around the whole file; ECDSA
# signatures have several.
boundary() {
	n=64300
	while [ $n -lt 64420 ]; do
		head -c $n /dev/zero >b.$n
		n=$((n + 4))
	done
	cr-sign --key p256.key --cert p256.pem b.* >/dev/null &&
	    cr-verify -q b.*.p7m >/dev/null
}
t 'and those where the signature decides' boundary

out cr-sign --key rsa.key --cert rsa.pem - <c
cp .out s.p7m
is 'standard input to standard output' "$status" 0
t 'nothing but the signed file' cr-verify -q --extract - s.p7m
out cr-sign --key rsa.key --cert rsa.pem -H -o output -O . /etc/passwd
is 'into another folder' "$stdout" ./passwd.p7m

# --- keys

openssl pkcs12 -export -inkey rsa.key -in rsa.pem -certfile ca.pem \
    -passout pass:segreta -out new.p12 2>/dev/null
openssl pkcs12 -export -legacy -inkey rsa.key -in rsa.pem -certfile ca.pem \
    -passout pass:segreta -out old.p12 2>/dev/null || rm -f old.p12
openssl rsa -in rsa.key -aes256 -passout pass:segreta -out closed.key \
    2>/dev/null
cat rsa.key rsa.pem >both.pem
openssl x509 -in rsa.pem -outform DER -out rsa.der
echo segreta >password
echo sbagliata >wrong
sign() { cr-sign --overwrite "$@" c >/dev/null; }
t 'PKCS#12' sign --p12 new.p12 --password-file password
t 'has the certificates above' sh -c 'openssl cms -cmsout -print -inform DER \
    -in c.p7m | grep -q "Autorita di prova"'
if [ -f old.p12 ]; then
	t 'PKCS#12 of before 2022' sign --p12 old.p12 --password-file password
fi
PASSWORD=segreta
export PASSWORD
t 'password in a variable' sign --p12 new.p12 --password-env PASSWORD
t 'from a descriptor' sign --key closed.key --cert rsa.pem --password-fd 3 \
    3<password
t 'key and certificate in one file' sign --key both.pem
t 'certificate in DER' sign --key rsa.key --cert rsa.der
rm c.p7m

refused() {	# NAME ERE OPTION...
	name=$1 ere=$2
	shift 2
	out cr-sign "$@" c
	is "refused: $name" "$status" 2
	like "and said: $name" "$stderr" "$ere"
}
refused 'no password' 'needs a password' --p12 new.p12
refused 'wrong password' 'wrong password for "new.p12"' --p12 new.p12 \
    --password-file wrong
refused 'wrong password of a key' 'wrong password for "closed.key"' \
    --key closed.key --cert rsa.pem --password-file wrong
refused 'no variable' 'variable "NOWHERE" is not set' --p12 new.p12 \
    --password-env NOWHERE
refused 'no key' 'either --key or --p12'
refused 'a key that is none' 'no private key in "c"' --key c
refused 'a PKCS#12 that is none' '"c" is no PKCS#12' --p12 c
refused 'a certificate that is none' 'no certificate in "c"' --key rsa.key \
    --cert c
refused 'a file that is not there' 'could not open "nowhere"' --key nowhere
refused 'key of another' 'does not belong' --key rsa.key --cert cns.pem
refused 'RSA of 1024 bits' 'RSA needs 2048' --key small.key --cert small.pem
refused 'another curve' 'P-256 or P-384' --key p521.key --cert p521.pem
refused 'a certificate for authentication' 'lacks nonRepudiation' \
    --key cns.key --cert cns.pem
refused 'an expired one' 'expired on 2021-01-01' --key old.key --cert old.pem
t 'nothing was made' test ! -e c.p7m
t 'unless it is forced' sign --force --key cns.key --cert cns.pem
t 'both' sign --force --key old.key --cert old.pem
out cr-sign --p12 new.p12 --password-file wrong c
t 'a password is not told' sh -c '! grep -q sbagliata .err'

# --- files

out cr-sign --key rsa.key --cert rsa.pem c
is 'what is there is kept' "$status" 1
like 'and that is said' "$stderr" '^cr-sign: c: "c.p7m" exists$'
rm c.p7m
out cr-sign -H -o output --key rsa.key --cert rsa.pem nowhere . c
is 'the others are done' "$status $stdout" '1 c.p7m'
like 'each is named' "$stderr" 'nowhere: could not open'
rm c.p7m
out cr-sign -n -H -o output --key rsa.key --cert rsa.pem c
is 'a dry run says what would be made' "$status $stdout" '0 c.p7m'
t 'and makes nothing' test ! -e c.p7m
out cr-sign --key rsa.key --cert rsa.pem -O nowhere c
is 'a folder that is not there' "$status" 1

# Killed on the way: the name is there with all of it, or not at all.
truncate -s 300M big
killed() {
	for pause in 0.02 0.1 0.2 0.3; do
		cr-sign --key p256.key --cert p256.pem big >/dev/null &
		sleep $pause
		kill -9 $! 2>/dev/null
		wait $! 2>/dev/null
		[ ! -e big.p7m ] || cr-verify -q big.p7m >/dev/null || return
		rm -f big.p7m .big.*
	done
}
t 'killed, it leaves no half file' killed

# 300 MB in 16 MiB.
lean() { "$BUILD/bench/side" -n 1 first=true "it:0:16=$*"; }
if nm "$BUILD/bin/cr-sign" 2>/dev/null | grep -q __asan_init; then
	echo '# sanitizers need memory: not measured'
else
	t 'signing 300 MB needs no memory' lean cr-sign --key p256.key \
	    --cert p256.pem big
	t 'nor does verifying' lean cr-verify -q big.p7m
	t 'nor does a detached signature' lean cr-sign --detached \
	    --key p256.key --cert p256.pem big
	t 'nor its verification' lean cr-verify -q --content big big.p7s
fi
rm -f big big.p7?

# --- what programs that share no code with ours say

X=$SHARED/tools/crosscheck
absent() { echo "# not asked: $1"; }
files='rsa.txt.p7m p256.txt.p7m p384.txt.p7m empty.p7m'
count() { grep -c '	INTACT	'; }
if [ -f "$X/openssl_check.sh" ]; then
	# shellcheck disable=SC2086
	is 'openssl' "$(sh "$X/openssl_check.sh" $files |
	    grep -c 'INTACT	CADES_OK')" 4
else
	absent openssl_check.sh
fi
if [ -f "$X/cades_check.py" ] && /usr/bin/python3 -c \
    'import asn1crypto, cryptography' 2>/dev/null; then
	# shellcheck disable=SC2086
	is 'python' "$(/usr/bin/python3 "$X/cades_check.py" $files | count)" 4
else
	absent cades_check.py
fi
if [ -f "$X/gpgsm_check.sh" ] && command -v gpgsm >/dev/null; then
	# shellcheck disable=SC2086
	is 'gpgsm' "$(sh "$X/gpgsm_check.sh" $files | count)" 4
else
	absent gpgsm
fi
J=/usr/share/java
J=$J/bcpkix.jar:$J/bcprov.jar:$J/bcutil.jar
if [ -f "$X/CadesCheck.java" ] && command -v javac >/dev/null &&
    [ -f /usr/share/java/bcpkix.jar ] &&
    javac -d java -cp "$J" "$X/CadesCheck.java" 2>/dev/null; then
	# shellcheck disable=SC2086
	is 'BouncyCastle' "$(java -cp "java:$J" CadesCheck $files | count)" 4
else
	absent BouncyCastle
fi
# Where node_modules with pkijs is, PKIJS says.
if [ -f "$X/cades_check.mjs" ] && [ -d "${PKIJS:-/nowhere}/pkijs" ]; then
	ln -s "$PKIJS" node_modules && cp "$X/cades_check.mjs" check.mjs
	# shellcheck disable=SC2086
	is 'pkijs' "$(node check.mjs $files | count)" 4
else
	absent pkijs
fi
done_testing
