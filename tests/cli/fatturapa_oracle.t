#!/bin/sh
# Every invoice and notification of the shared corpus against its oracle.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
DATA=$SHARED/data/fatturapa
[ -r "$DATA/expected.tsv" ] || skip_all "no shared data"
command -v jq >/dev/null || skip_all "no jq"

# All files in one process; what is refused says so once.
tail -n +2 "$DATA/expected.tsv" | cut -f1 | sort -u >files
(cd "$DATA" && tr '\n' '\0' <"$T/files" |
    xargs -0 cr-read -f json >"$T/json" 2>"$T/messages")
is "exit status tells that files were refused" $? 123

# file body type number date creditor customer total instalments
jq -r 'def id: if .vat then (.country // "") + .vat else .tax_code // "" end;
    [.file, .body, .type, .number, .date, (.creditor | id), (.debtor | id),
    .total_cents // "", (.instalments | length),
    ([.instalments[] | "\(.due // .due_raw // ""):\(.amount_cents):\(.method)"]
    | join(";"))] | map(tostring) | join("\t")' json | sort >got

# The oracle has decimals as written; cents are compared.
awk -F'\t' -v OFS='\t' '
function cents(s,  minus, p, f) {
	if (s == "") return ""
	minus = s ~ /^-/ ? "-" : ""
	sub(/^[-+]/, "", s)
	p = index(s, ".")
	f = p ? substr(substr(s, p + 1) "00", 1, 2) : "00"
	s = (p ? substr(s, 1, p - 1) : s) f
	sub(/^0+/, "", s)
	return s == "" ? "0" : minus s
}
NR > 1 && $2 == "ok" {
	n = split($11, a, ";"); list = ""
	for (i = 1; i <= n; i++) {
		split(a[i], b, ":")
		list = list (i > 1 ? ";" : "") b[1] ":" cents(b[2]) ":" b[3]
	}
	print $1, $3, $4, $5, $6, $7, $8, cents($9), $10, list
}' "$DATA/expected.tsv" | sort >wanted_all

# Files of class "may" are equal or refused.
awk -F'\t' 'NR > 1 && $2 == "may" { print $1 }' "$DATA/expected_extra.tsv" |
    sort -u >may
cut -f1 got | sort -u >accepted
comm -23 may accepted >may_refused
awk -F'\t' 'NR == FNR { skip[$0]; next } !($1 in skip)' may_refused \
    wanted_all >wanted
t "every accepted body as the oracle has it" diff wanted got
is "bodies compared" "$(wc -l <got)" "$(wc -l <wanted)"

awk -F'\t' 'NR > 1 && $2 == "bad" { print $1 }' "$DATA/expected.tsv" |
    sort -u >bad
is "no bad file gives a record" "$(comm -12 bad accepted)" ""
sed -n 's/^cr-read: \([^:]*\):\([0-9]*:\)\{0,1\} .*/\1/p' messages |
    sort | uniq -c | awk '{ print $2 }' >told
is "every bad file is told of" "$(comm -23 bad told)" ""

# extra COLUMN...: the other table, columns by name, of accepted bodies.
extra() {
	awk -F'\t' -v OFS='\t' -v names="$*" '
	NR == FNR { skip[$0]; next }
	FNR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i
		n = split(names, want, " ")
		next
	}
	$at["body_no"] != "" && !($1 in skip) {
		line = $at[want[1]]
		for (i = 2; i <= n; i++) line = line OFS $at[want[i]]
		print line
	}' may_refused "$DATA/expected_extra.tsv"
}

# The oracle distinguishes DER and BER.
extra file body_no layers signature | sed 's/cms-[a-z-]*/cms/g
    s/b64/base64/g; s/sig-ok$/good/; s/unsigned$/none/; s/sig-bad$/bad/' |
    sort >wanted
jq -r '[.file, .body, (.envelope | join("+")), .signature] |
    map(tostring) | join("\t")' json | sort >got
t "envelopes and signatures" diff wanted got

# What is owed; n/a is for documents that nobody owes.
extra file body_no net_due_estimate | awk -F'\t' -v OFS='\t' '
$3 ~ /^-?[0-9]/ {
	sub(/\./, "", $3); sub(/^-0*/, "-", $3); sub(/^0+/, "", $3)
	print $1, $2, $3 == "" ? 0 : $3
}' | sort >wanted
cut -f1,2 wanted >bodies
jq -r '[.file, .body, .due_cents] | map(tostring) | join("\t")' json |
    awk -F'\t' 'NR == FNR { want[$0]; next } ($1 "\t" $2) in want' bodies - |
    sort >got
t "what is owed" diff wanted got

extra file body_no cedente_name cedente_cf cessionario_name cessionario_cf \
    divisa | sort >wanted
jq -r '[.file, .body, .creditor.name // "", .creditor.tax_code // "",
    .debtor.name // "", .debtor.tax_code // "", .currency] |
    map(tostring) | join("\t")' json | sort >got
t "names, tax codes and currency" diff wanted got

# Notifications: kind, identifiers, times in UTC, outcome, errors, document.
(cd "$DATA" && find notifications -type f -exec cr-read -f json {} + \
    >"$T/json") || fail "a notification is refused"
utc() {	# a dateTime as UTC; without a zone it is Italian time
	case $1 in
	'') ;;
	????-??-??) echo "$1" ;;
	*Z|*[+-]??:??) date -u -d "$1" +%Y-%m-%dT%H:%M:%SZ ;;
	*) TZ=CET-1CEST,M3.5.0,M10.5.0/3 date -d "$1" +%s |
	    xargs -I{} date -u -d @{} +%Y-%m-%dT%H:%M:%SZ ;;
	esac
}
tail -n +2 "$DATA/expected_notifications.tsv" | tr '\t' '|' |
while IFS='|' read -r file kind root ns id name received delivered available \
    outcome errors number year position; do
	: "$root" "$ns"
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$file" "$kind" \
	    "$id" "$name" "$(utc "$received")" \
	    "$(utc "${delivered:-$available}")" "$outcome" "$errors" \
	    "$number" "$year" "$position"
done | sort >wanted
jq -r '[.file, .kind, .ref, .file_name // "", .time // "", .delivered // "",
    .outcome // "", .error // "", .doc_number // "", .doc_year // "",
    .doc_body // ""] | map(tostring) | join("\t")' json | sort >got
t "notifications" diff wanted got
done_testing
