#!/bin/sh
# The examples: what lib/ says, as the official schemas want it.
. "$(dirname "$0")/lib.sh"
E=$TOP/examples

command -v python3 >/dev/null || skip_all 'no python3'

t 'the examples can be written again' python3 -B "$E/make" "$T/again"
same() {
	# Signatures say when they were made.
	(cd "$T/again" && find . -type f ! -name '*.p7m' ! -name '*.zip') |
	while read -r f; do
		cmp "$E/$f" "$T/again/$f" || echo differs
	done
}
is 'they are what lib/ says' "$(same 2>&1)" ''
names() { (cd "$1" && find fatture ricevute erp banca storico rischio \
    broken -type f | sort); }
is 'none is missing' "$(names "$E")" "$(names "$T/again")"

# Out of its envelopes, with openssl only.
content() {
	cp "$1" c
	until head -c 8 c | LC_ALL=C grep -aq '<?x'; do
		for form in DER PEM; do
			openssl cms -verify -noverify -inform $form -in c \
			    -out o 2>/dev/null && break
		done || { base64 -d c >o 2>/dev/null; }
		[ -s o ] || return 1
		mv o c
	done
}
XSD=$SHARED/data/fatturapa/xsd
if [ -d "$XSD" ] && command -v xmllint >/dev/null; then
	XML_CATALOG_FILES=$XSD/catalog.xml
	export XML_CATALOG_FILES
	# In 127 the children inherit the namespace, which many programs write
	# and the schema does not allow.
	for f in "$E"/fatture/*.xml "$E"/fatture/*.p7m; do
		case $f in *_00127.xml) continue ;; esac
		content "$f"
		if grep -q '<FormatoTrasmissione>FSM10' c; then
			xsd=Schema_VFSM10_v1.0.2.xsd
		elif grep -q '<FormatoTrasmissione>SDI11' c; then
			xsd=fatturapa_v1.1.xsd
		else
			xsd=Schema_VFPR12_v1.2.3.xsd
		fi
		t "valid: ${f##*/}" xmllint --nonet --noout \
		    --schema "$XSD/$xsd" c
	done
	for f in "$E"/ricevute/*; do
		# The schema wants the signature of the exchange system.
		out xmllint --nonet --noout --schema \
		    "$XSD/MessaggiFatturaTypes_v1.0.xsd" "$f"
		is "valid but for its signature: ${f##*/}" "$(printf '%s\n' \
		    "$stderr" | grep -a 'validity error' | grep -avc Signature)" 0
	done
else
	echo '# no official schemas here: not validated against them'
fi
done_testing
