# oracle.awk: compare a table with its oracle, cell by cell.
#
#	awk -f oracle.awk expected.tsv got.tsv
#
# Both have headers. Rows are in the same order; each column of GOT is
# compared with the one of that name. A name that ends in "?" is only
# compared where the oracle says something. "*" in GOT is not compared.
# Amounts are compared as numbers, text with its white space made one blank,
# or none where the name ends in "~". Prints what differs, then a count.
BEGIN { FS = "\t" }
function squeeze(s, all) {
	gsub(/[ \t]+/, all ? "" : " ", s)
	sub(/^ /, "", s)
	sub(/ $/, "", s)
	return s
}
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
NR == FNR && FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
NR == FNR { want[++rows] = $0; next }
FNR == 1 {
	n = NF
	for (i = 1; i <= n; i++) {
		name[i] = $i
		soft[i] = sub(/[?]/, "", name[i])
		packed[i] = sub(/~/, "", name[i])
		money[i] = sub(/=/, "", name[i])
		if (!(name[i] in at)) print "no column " name[i]
	}
	next
}
{
	split(want[FNR - 1], w, "\t")
	split($0, g, "\t")
	for (i = 1; i <= n; i++) {
		a = w[at[name[i]]]
		b = g[i]
		if (b == "*" || (a == "" && soft[i])) continue
		a = money[i] ? cents(a) : squeeze(a, packed[i])
		b = squeeze(b, packed[i])
		cells++
		if (a != b)
			print w[1] " row " FNR - 1 " " name[i] ": got \"" b \
			    "\", wanted \"" a "\""
	}
	seen++
}
END {
	if (seen != rows) print seen + 0 " rows, wanted " rows
	print rows + 0 " rows, " (cells > 0 ? "compared" : "nothing compared")
}
