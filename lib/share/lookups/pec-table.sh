#!/bin/sh
# pec-table TABLE CODE: the PEC that TABLE has for the tax code or VAT number
# CODE, for cr-enrich(1). TABLE is what a register delivers in bulk, or publishes
# (INI-PEC by agreement, IPA's open data): lines with semicolons or tabs, of
# which one cell is the code and another the address. In cr.conf(5):
#
#	lookup ini-pec {
#		via = command
#		command = { "sh", "/usr/local/share/cr/lookups/pec-table.sh",
#			"/var/lib/cr/inipec.csv", "{{tax_code}}" }
#		needs = { tax_code }
#		countries = { IT }
#		source = "INI-PEC"
#		per-minute = 0
#	}
set -eu
[ $# -eq 2 ] || { echo 'usage: pec-table TABLE CODE' >&2; exit 64; }
# a table that is not there is no answer: the next run asks again
[ -r "$1" ] || { echo "pec-table: could not read $1" >&2; exit 75; }
awk -v code="$2" '
BEGIN { FS = "[;\t]" }
{
	found = 0
	pec = ""
	for (i = 1; i <= NF; i++) {
		cell = $i
		gsub(/^[ "\r]+|[ "\r]+$/, "", cell)
		if (toupper(cell) == toupper(code)) found = 1
		else if (pec == "" && cell ~ /^[A-Za-z0-9._%+&-]+@[A-Za-z0-9.-]+$/)
			pec = cell
	}
	if (found && pec != "") {
		printf "{\"record\":\"party\",\"pec\":\"%s\"}\n", tolower(pec)
		exit
	}
}' "$1"
