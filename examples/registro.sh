#!/bin/sh
# registro.sh VAT: what an invented register says of a company, one record a
# line, for cr-enrich(1): see lookup registro in cr.conf.
awk -F ';' -v vat="$1" '
NR > 1 && $1 == vat {
	printf "{\"record\":\"party\",\"pec\":\"%s\",\"city\":\"%s\"}\n", $2, $3
	printf "{\"record\":\"note\",\"status\":\"%s\"}\n", $4
	if ($5 != "")
		printf "{\"record\":\"score\",\"provider\":\"registro\",\"score\":\"%s\",\"date\":\"%s\"}\n", $5, $6
}' registro.csv
