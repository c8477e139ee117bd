#!/bin/sh
# cr-rate --train, --late, --default, --validate: what a ledger's own history
# teaches of who pays late or defaults, and how well.
. "$(dirname "$0")/lib.sh"

rate() { cr-rate "$@" </dev/null; }
q() { sqlite3 "$CR_LEDGER" "$@"; }
# The figure in column $2 of the row "measure" of score $1.
measured() {
	awk -F '\t' -v s="$1" -v c="$2" '/^#/ {
		for (i = 1; i <= NF; i++) col[$i] = i
		next
	}
	$1 == "measure" && $col["score"] == s { print $col[c] }'
}
at_least() { [ "${1:-0}" -ge "$2" ] || { echo "$1 < $2"; false; }; }

# --- scores that somebody else made, by hand: of 6 pairs 3 are in the right
# order, 2 tied, 1 in the wrong one

printf 'score,outcome,note\n0.5,yes,a\n0.5,no,b\n0.7,1,c\n0.7,0,d\n' >ties.csv
printf '0.3,n,e\n-,1,f\n' >>ties.csv
out rate --validate --scores ties.csv -o score,cases,events,auc_bp,kind -H
is 'scores are judged without a ledger' "$status" 0
is 'ties count half, what is missing does not' \
    "$(printf '%s\n' "$stdout" | head -n 1)" 'score	5	2	6667	scores'
printf 'score;outcome\n1;1\n2,5x;0\n3;perhaps\n4;0\n' >bad.csv
printf 'score;outcome\n0,9;1\n0,8;si\n0,2;0\n0,85;no\n' >it.csv
out rate --validate --scores it.csv -o auc_bp -H
is 'a decimal comma is one' "$status:$(printf '%s' "$stdout" | head -n 1)" 0:7500
out rate --validate --scores bad.csv -H -o auc_bp
is 'what is not right is refused, the rest judged' "$status" 1
like 'the score' "$stderr" 'bad.csv:3: its score is no number'
like 'and the outcome' "$stderr" 'bad.csv:4: its outcome is neither 1 nor 0'
printf 'score;outcome\n1;1\n2;1\n' >one.csv
out rate --validate --scores one.csv
is 'one kind alone tells nothing' "$status" 4
printf 'points;outcome\n1;1\n' >none.csv
out rate --validate --scores none.csv
like 'a column that is missing is named' "$status $stderr" \
    '^[1-3] .*none.csv:1: no column is called "score"'
out rate --split 2026-01-01
is 'a kind that is none is wrong use' "$(rate --train never 2>/dev/null
    echo $?)" 2

# --- a history: 60 customers, two years; a third pay late, and all a week
# later by bank transfer; of every five one comes to pay later, then stops

# history UNTIL [STEP]: what there was before that day, an item every STEP days
history() {
	awk -v stop="$1" -v step="${2:-36}" \
	    -v items=items.csv -v payments=payments.csv '
	function random(n) { r = (r * 69069 + 12345) % 65536
		return int(r / 32) % n }
	function day(d,  e, y, m) {	# days since 1970, after 2000
		d -= 11017; y = int((4 * d + 3) / 1461)
		e = d - int(1461 * y / 4); m = int((5 * e + 2) / 153)
		return sprintf("%04d-%02d-%02d", 2000 + y + (m > 9),
		    m < 10 ? m + 3 : m - 9, e - int((153 * m + 2) / 5) + 1)
	}
	BEGIN {
		r = 7
		print "code;number;date;due;amount;method" >items
		print "code;number;date;amount" >payments
		for (c = 1; c <= (step == 36 ? 60 : 150); c++) for (i = 0; i < 20; i++) {
			n = c * 100 + i
			t = 19900 + i * step + random(20)
			wire = random(2)
			due = t + 30
			late = (c % 3 == 0 ? 8 : -6) + 7 * wire + random(9) - 4
			cents = 20000 + random(40000) + (c % 5 == 0) * 60000
			last = step == 36 ? 6 : c % 2 ? 9 : 1
			last += c % 7
			gone = c % 5 == 0 && i > last
			late += (c % 5 == 0 && i > last - 5) * 12
			if (t < stop)
				printf "C%02d;%d;%s;%s;%d.%02d;%s\n", c, n,
				    day(t), day(due), cents / 100, cents % 100,
				    wire ? "BON" : "RIBA" >items
			if (due + late < stop && !gone)
				printf "C%02d;%d;%s;%d.%02d\n", c, n,
				    day(due + late), cents / 100, cents % 100 \
				    >payments
		}
	}'
}
style='separator = ";"
decimal = "."
date = "yyyy-mm-dd"'
cat >items.conf <<E
$style
party { code = "code" name = "code" roles = "=debtor" }
item {
	debtor = "code" number = "number" date = "date" due = "due"
	amount = "amount" method = "method" currency = "=EUR"
}
E
cat >payments.conf <<E
$style
payment {
	debtor = "code" number = "number" date = "date" amount = "amount"
	currency = "=EUR"
}
E
load() {
	cr-init -q -c 01234567897:Noi && cr-import -q -m items.conf items.csv &&
	    cr-import -q -m payments.conf payments.csv
}
CR_TODAY=2026-05-27
cr-init -q -c 01234567897:Noi
out rate --train late
is 'nothing to learn from: the answer is no' "$status" 4
like 'and says what it takes' "$stderr" \
    'too little history: of 0 items .* it takes 50 late and 50 in time$'
is 'nothing was kept' "$(q 'SELECT count(*) FROM regressor')" 0
out rate --late
is 'nothing was learned, nothing is foretold' "$status" 4
out rate --split 2026-01-01
is 'a split without a validation is wrong use' "$status" 2
rm -f ledger.db*
history 20600
load >load.out 2>&1 || sed 's/^/# /' load.out

# --- learning

rate -n -q --train late >dry
is 'a dry run learns and keeps nothing' "$(q 'SELECT count(*) FROM regressor
    UNION ALL SELECT count(*) FROM event WHERE act = "train"')" "0
0"
out rate -q --train late
is 'it learns' "$status" 0
is 'the same as in the dry run, under a number' "$(printf '%s\n' "$stdout" |
    sed 's/[^	]*$//')" "$(sed 's/[^	]*$//' dry)"
is 'what it learned is kept, with its window' "$(q 'SELECT kind, day, items >
    1000, events > 300, length(digest) FROM regressor')" 'late|20600|1|1|64'
like 'in words that can be read' "$(q 'SELECT text FROM regressor')" \
    '^effect method:RIBA -[67]\.[0-9]*$'
is 'an event tells it' "$(cr-log -H --act train -o tool </dev/null)" cr-rate
t 'the journal holds' cr-log --verify

# --- foretelling

rate -q --late >late
is 'each open item has a probability' "$(grep -vc '^#' late)" \
    "$(cr-list -H -o item | wc -l | tr -d ' ')"
is 'what is overdue is late already' "$(rate -q --late -H -o \
    due,probability_bp | awk '$1 < "2026-05-27" { n++; k += $2 == 10000 }
    END { print (n == k) }')" 1
is 'late payers come late, the others do not' "$(rate -q --late -H -o \
    code,due,probability_bp | awk '$2 >= "2026-05-27" {
	bad = substr($1, 2) % 3 == 0; n[bad]++; s[bad] += $3 }
    END { print (s[1] / n[1] > 7000), (s[0] / n[0] < 5000) }')" '1 1'
item=$(rate -q --late -H -o item,probability_bp |
    awk '$2 < 9900 && $2 > 1000 { print $1; exit }')
is 'the reasons add up to it' "$(rate -q --late --why -H -o points_bp "$item" |
    awk '{ s += $1 } END { print s }')" \
    "$(rate -q --late -H -o probability_bp "$item")"
like 'and are in words' "$(rate -q --late --why -H -o measure,why "$item")" \
    '^open	still open [0-9]+ days? before the due date$'
is 'keys select' "$(rate -q --late -H -o item "$item")" "$item"
p=$(rate -q --late -H -o probability_bp "$item")

# --- again, and back

rate -q --train late >/dev/null
is 'learning again keeps what was learned before' \
    "$(q 'SELECT count(*) FROM regressor')" 2
is 'the last one is used' "$(rate -q --late -H -o model "$item")" 2
cr-undo -q run:"$(q 'SELECT max(id) FROM run')" >/dev/null
is 'taken back, the one before is' "$(rate -q --late -H -o \
    model,probability_bp "$item")" "1	$p"
out rate --late --as-of 2026-05-26
is 'on the day before nothing had been learned' "$status" 4

# --- nothing of what came after: a ledger that ends on a day teaches, and
# foretells, what one that goes on teaches and foretells of that day

D=2025-11-08	# 20400
rate -n -q --train late --as-of $D >whole.train
rate -q --validate --split $D >whole.validate
rate -q --train late --as-of $D >/dev/null
rate -q --late --as-of $D -o number,due,probability_bp,reason |
    sort >whole.late
mkdir whole && mv ledger.db* whole
history 20401
CR_TODAY=$D
load >load.out 2>&1 || sed 's/^/# /' load.out
rate -n -q --train late >part.train
t 'what is learned knows nothing of later days' cmp whole.train part.train
rate -q --train late >/dev/null
rate -q --late -o number,due,probability_bp,reason | sort >part.late
t 'nor does what is foretold' cmp whole.late part.late
rm -f ledger.db* && mv whole/* .
CR_TODAY=2026-05-27

# --- how well

for k in auc_bp balanced_bp; do
	t "it tells late from in time: $k" at_least \
	    "$(measured model $k <whole.validate)" 8500
done
t 'better than the index alone' test \
    "$(measured model auc_bp <whole.validate)" -gt \
    "$(measured index auc_bp <whole.validate)"
is 'all cases are in the table, and in the confusion' "$(rate -q --validate \
    --split $D -H -o record,score,cases,hits,missed,alarms,passed |
    awk -F '\t' '$2 == "model" { n[$1] += $3; c += $4 + $5 + $6 + $7 }
    END { print (n["measure"] == n["calibration"]), (n["measure"] == c) }')" '1 1'
is 'as JSON' "$(rate -q --validate -f json |
    jq -r 'select(.record == "measure") | .score' | tr '\n' ' ')" \
    'model index '
is 'the split is told, and what was learned from' "$(rate -q --validate \
    --split $D -H -o split,learned | sort -u)" "$D	$(q "SELECT count(*)
    FROM item WHERE due < 20400")"
is 'nothing of it is kept' "$(q 'SELECT count(*) FROM regressor')" 3

# --- default

out rate -q --train default
is 'it learns who defaults' "$status" 0
like 'from many looks at debtors' "$(printf '%s\n' "$stdout" |
    awk -F '\t' 'NR == 2 { print $1, $5, $6 }')" '^default [0-9]+ [2-9][0-9]$'
is 'the ratings have it beside that of the class' "$(rate -n -q -H -o \
    pd_bp,learned_pd_bp | awk '$1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/' | wc -l |
    tr -d ' ')" 60
is 'who is in default is' "$(rate -q --default -H -o code,probability_bp |
    awk '$2 == 10000 { print $1 }' | sort | tr '\n' ' ')" \
    "$(q "SELECT code FROM open_item JOIN party ON party.id = debtor
    WHERE due + 90 < 20600 GROUP BY 1 HAVING sum(open_cents) >= 50000
    ORDER BY 1" | tr '\n' ' ')"
is 'reasons add up here too' "$(rate -q --default --why -H -o \
    subject,points_bp | awk '{ s[$1] += $2 } END { for (k in s)
	printf "%s\t%d\n", k, s[k] }' | sort)" \
    "$(rate -q --default -H -o party,probability_bp | sort)"
sed 's/^	amount = 500.00/	amount = 500000.00/' \
    "$CR_SHARE/models/composite.conf" >large.conf
out rate -n --train default --model large.conf
is 'what a default is stands in the model' "$status" 4
like 'as is told' "$stderr" 'of [0-9]+ times .* 0 came before a default'
printf 'learn { days = 0 }\n' | cat "$CR_SHARE/models/composite.conf" - \
    >wrong.conf
out rate -n --train default --model wrong.conf
is 'a model that makes no sense is refused' "$status" 2

rm -rf ledger.db* && history 21400 72
CR_TODAY=2028-08-04
load >load.out 2>&1 || sed 's/^/# /' load.out
rate -q --validate --train default -o record,score,auc_bp,kind,split >validate
is 'default is validated by a split of its own' "$(measured model kind \
    <validate) $(measured model split <validate | cut -c 1-4)" 'default 2026'
t 'and is foretold' at_least "$(measured model auc_bp <validate)" 7000

# --- receivables that IBM published, as a user would: invoices with due
# dates, payments, disputes as holds

IBM=$SHARED/data/scoring/ibm_accounts_receivable.csv
if ! [ -f "$IBM" ]; then
	echo '# skipped: there is no ../shared/data/scoring'
	done_testing
fi
rm -f ledger.db*
CR_TODAY=2014-01-01
cat >ibm.conf <<'E'
separator = ","
decimal = "."
date = "mm/dd/yyyy"
party { code = "customerID" name = "customerID" roles = "=debtor" }
item {
	debtor = "customerID" number = "invoiceNumber" date = "InvoiceDate"
	due = "DueDate" amount = "InvoiceAmount" method = "PaperlessBill"
	currency = "=EUR"
}
payment {
	debtor = "customerID" number = "invoiceNumber" date = "SettledDate"
	amount = "InvoiceAmount" currency = "=EUR"
}
E
cr-init -q -c 01234567897:Noi && cr-import -q -m ibm.conf "$IBM" >/dev/null
is 'all are there' "$(q 'SELECT count(*) FROM item
    UNION ALL SELECT count(*) FROM alloc')" "2466
2466"
rate -q --validate --split 2013-05-01 >issue
is 'the split is the one that others used' "$(measured model cases <issue) \
$(measured model events <issue)" '760 226'
t 'AUC without disputes: 0.885' at_least "$(measured model auc_bp <issue)" 8850
t 'balanced accuracy: 0.785' at_least \
    "$(measured model balanced_bp <issue)" 7850
t 'the index alone: 0.875' at_least "$(measured index auc_bp <issue)" 8750
is 'what is foretold on average comes, give or take 2 %' \
    "$(awk -v a="$(measured model foretold_bp <issue)" \
    -v b="$(measured model actual_bp <issue)" \
    'BEGIN { print (a - b < 200 && b - a < 200) }')" 1
cr-list --all -o item,number -H | tr '\t' ',' >keys
tr -d '\r' <"$IBM" | awk -F , 'function day(s,  p) { split(s, p, "/")
	return sprintf("%04d-%02d-%02d", p[3], p[1], p[2]) }
    BEGIN { print "subject;kind;from;until;code" }
    NR == FNR { item[$2] = $1; next }
    $8 == "Yes" { print item[$4] ";dispute;" day($5) ";" day($9) ";goods" }' \
    keys - >disputes.csv
cr-hold -q --import disputes.csv >/dev/null
is 'disputes are holds' "$(q "SELECT count(*) FROM hold")" \
    "$(grep -c ';dispute;' disputes.csv)"
rate -q --validate --split 2013-05-01 >due
is 'who does not look at them sees what he saw' "$(measured model auc_bp <due)" \
    "$(measured model auc_bp <issue)"
t 'AUC with disputes: 0.935' at_least "$(measured dispute auc_bp <due)" 9350
t 'balanced accuracy: 0.855' at_least "$(measured dispute balanced_bp <due)" \
    8550
echo "# IBM: AUC $(measured model auc_bp <due), with disputes" \
    "$(measured dispute auc_bp <due); balanced $(measured model balanced_bp \
    <due), $(measured dispute balanced_bp <due)"
done_testing
