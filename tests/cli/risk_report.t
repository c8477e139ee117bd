#!/bin/sh
# cr-report risk: what each class owes is what cr-age tells of that day, past
# days are as they were, and records, text, HTML and PDF say the same.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/views.sh"
G=$TOP/tests/golden

risk() { cr-report risk -q "$@" </dev/null; }
tab() { tr ' ' '\t'; }
all=$(risk -o help | awk '{ printf "%s%s", s, $1; s = "," }')
buckets=current_cents,d1_30_cents,d31_60_cents,d61_90_cents,d91_120_cents
buckets=$buckets,d121_180_cents,d181_365_cents,over_365_cents,credits_cents
buckets=$buckets,total_cents,overdue_cents

# ages: what is told of each day and class that cr-age does not tell.
ages() {
	risk "$@" -H -o "line,day,$buckets" | awk -F '\t' -v OFS='\t' '
	    $1 == "month" {
		days[$2]
		for (i = 3; i <= NF; i++) sum[$2, i] += $i
		n = NF
	    } END {
		for (day in days) {
			line = day
			for (i = 3; i <= n; i++) line = line OFS sum[day, i]
			print line
		}
	    }' | sort >.told
	cut -f 1 .told | while read -r day; do
		cr-age --as-of "$day" "$@" -H -o "currency,$buckets" \
		    --by total </dev/null | awk -F '\t' -v OFS='\t' \
		    -v day="$day" '$1 == "EUR" { $1 = day; print; n++ }
		    END { if (!n) { printf "%s", day
			for (i = 0; i < 11; i++) printf "\t0"; print "" } }'
	done >.aged
	diff .aged .told
}

# --- an empty ledger
new_ledger "$CR_LEDGER"
out risk
is 'of an empty ledger there is nothing to tell' \
    "$status $(printf '%s' "$stdout" | grep -vc '^#')" '0 0'
like 'in words too' "$(risk -f text)" '^Nothing is open'
for form in html pdf; do
	out risk -f $form
	is "an empty ledger as $form" "$status" 0
done
rm -f "$CR_LEDGER"*

# --- a day, and the same day later
stage 1
CR_TODAY=2026-09-20
then=$(risk -o "$all")
is 'what each class owes' "$(risk -H -o line,class,count,total_cents,overdue_cents |
    grep '^class')" "$(tab <<E
class B 1 112001 120000
class E 1 10000 10000
class - 2 1500 0
E
)"
is 'dollars apart' "$(risk --currency USD -H -o line,class,count,total_cents |
    grep '^class')" "$(tab <<E
class B 0 0
class E 0 0
class - 1 123456
E
)"
is 'the largest first' "$(risk -H -o line,code,what,share_bp,cumulated_bp |
    grep '^debtor')" "$(tab <<E
debtor C001 A 9069 9069
debtor C002 B 810 9879
debtor 0003 C 81 9960
debtor - C 40 10000
E
)"
is 'the largest so many, and as many as there are' "$(risk -H -o \
    line,what,count,share_bp | grep -E '^(largest|abc)')" "$(tab <<E
largest - 1 9069
largest - 4 10000
abc A 1 9069
abc B 1 810
abc C 2 121
E
)"
t 'each day is what cr-age tells of it' ages
t 'restated too' ages --restated
is 'twelve ends of months, and the day' "$(risk -H -o line,day |
    sed -n 's/^month	//p' | sort -u | tr '\n' ' ')" "2025-09-30 2025-10-31 \
2025-11-30 2025-12-31 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 \
2026-06-30 2026-07-31 2026-08-31 2026-09-20 "
is 'or none' "$(risk --months 0 -H -o line,day | sed -n 's/^month	//p' |
    sort -u)" 2026-09-20

CR_TODAY=2026-09-30
stage 2
is 'a past day gives what it gave then' \
    "$(risk -o "$all" --as-of 2026-09-20)" "$then"
t 'what is recorded later changes the days after it' ages
is 'who changed class' "$(risk -H -o line,class,to_class,count,total_cents |
    grep '^moved')" "$(tab <<E
moved B D 1 112001
moved E E 1 6000
moved - - 2 1500
E
)"
is 'told on the day before there was no change' "$(risk -H --as-of 2026-09-24 \
    -o line,class,to_class | grep -c '^moved	B	B')" 1

# --- what is expected to be lost
sql <<'E'
UPDATE rating SET pd_bp = CASE class WHEN 'B' THEN 150 WHEN 'D' THEN 1000
    ELSE 2500 END;
INSERT INTO rating (party, day, model, class, score, pd_bp, currency, items,
    unpaid, overdue_cents, exposure_cents, credits_cents, run) VALUES
 (1, @2026-09-25, 'x', 'A', 95, 50, 'EUR', 1, 0, 0, 0, 0, 3);
E
losses() { risk -H -o line,class,pd_bp,loss_cents "$@" | grep '^class'; }
is 'what is owed, by its probability; a class with nobody' "$(losses)" \
    "$(tab <<E
class A 50 0
class B 150 0
class D 1000 11200
class E 2500 1500
class - - -
E
)"
is 'by what is lost then' "$(losses --lgd 45 | cut -f 4 | tr '\n' ' ')" \
    '0 0 5040 675 - '
is 'scores by class' "$(risk -H -o line,class,what,count | grep '^score')" \
    "$(printf 'score\tD\t30-39\t1\nscore\tE\t10-19\t1')"

# --- what came back, what was promised
sql <<'E'
BEGIN;
INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents, currency,
    kind, run) VALUES
 (50, 'U1', 1, 10, @2026-08-10, -40000, 'EUR', 'INS', 3),
 (51, 'U2', 1, 10, @2026-08-12, -100, 'EUR', 'RICHIAMATO', 3),
 (52, 'U3', 1, 10, @2025-09-30, -100, 'EUR', 'INS', 3),
 (53, 'U4', 1, 12, @2026-08-10, -100, 'USD', 'INS', 3);
COMMIT;
E
is 'bills that came back, not those recalled' "$(risk -H -o \
    line,day,count,total_cents | grep '^unpaid')" \
    "$(printf 'unpaid\t2026-08-31\t1\t40000')"
sql <<'E'
DELETE FROM entry WHERE id >= 50;
E
CR_TODAY=2026-09-21 cr-hold --kind promise --until 2026-09-22 \
    --promised 100.00 --reason telefono pty:10 >/dev/null
is 'promises that were not kept' "$(risk -H -o line,day,what,count,total_cents |
    grep '^promise')" "$(printf 'promise\t2026-09-30\tbroken\t1\t10000')"

# --- all forms say the same
risk -f text >text 2>/dev/null
risk -f html >html 2>/dev/null
is 'text as it was' "$(diff "$G/report-risk.txt" text)" ''
is 'and the page of HTML, with its pictures' \
    "$(sed 's/<style>.*<.style>//' html | diff "$G/report-risk.html" -)" ''
is 'a picture each' "$(grep -c '</svg>' html)" \
    "$(grep -c '<figure>' html)"
is 'told in words' "$(grep -c '<title>' html)" \
    "$(($(grep -c '</svg>' html) + 1))"
is 'nothing from elsewhere' "$(grep -Eio '(script|href|src|url|@import)[ =(]|https?://[^"]*' \
    html | sort -u)" http://www.w3.org/2000/svg
sql <<'E'
UPDATE party SET name = '<script>alert("x")</script>' WHERE id = 10;
UPDATE rating SET class = 'D"><b>' WHERE class = 'D';
E
risk -f html >evil
is 'names and classes stay text' "$(grep -Ec '<script|<b>' evil)" 0
like 'and are seen' "$(cat evil)" '&lt;script&gt;alert'
command -v xmllint >/dev/null &&
    t 'the pictures are well made' sh -c "
	sed -n '/<svg/,/<\/svg>/p' evil |
	sed '1s/^/<all>/;\$s/\$/<\/all>/' | xmllint --noout -"

risk -O made.pdf
risk -f pdf >other.pdf
t 'the same report is the same file' cmp made.pdf other.pdf
if command -v pdftotext >/dev/null; then
	risk -f text >text
	pdftotext -layout made.pdf paper
	grep -oE '[0-9][0-9.,]*' text | sort -u >figures
	grep -oE '[0-9][0-9.,]*' paper | sort -u >drawn
	is 'every number of the text is on paper' \
	    "$(comm -23 figures drawn | tr '\n' ' ')" ''
	sed 's/<svg/\
<svg/g; s/<[^>]*>/ /g' evil | grep -oE '[0-9][0-9.,]*' | sort -u >seen
	is 'and in HTML' "$(comm -23 figures seen | tr '\n' ' ')" ''
	like 'pages are numbered' "$(cat paper)" 'page 1 of '
else
	echo '# no pdftotext here: what stands in the PDF was not read'
fi
risk -O made.html
is 'the ending of a file tells its form' "$(cat made.html)" "$(cat evil)"

# --- one debtor
sql <<'E'
UPDATE item SET undone_by = 3 WHERE doc NOT IN (5);
DELETE FROM open_item WHERE item <> 5001;
UPDATE entry SET undone_by = 3;
UPDATE alloc SET undone_by = 3;
DELETE FROM open_entry;
E
is 'one debtor is all there is' "$(risk -H -o line,what,count,share_bp |
    grep -E '^(largest|abc|measure)')" "$(tab <<E
largest - 1 10000
abc A 1 10000
abc B 0 0
abc C 0 0
measure gini 1 0
measure herfindahl 1 10000
E
)"
t 'with pictures' risk -f pdf

# --- wrong usage
for wrong in 'risk --by agent' 'risk --from 2026-01-01' 'risk --lgd 101' \
    'risk --lgd x' 'risk --months 25' 'risk --months -1' 'risk --top x' \
    'risk pty:10' 'risk -f docx' 'risk -f tsv --output x.tsv' \
    'figures --lgd 45' 'figures -f pdf' 'figures --output x.pdf' \
    'figures --top 3'; do
	# shellcheck disable=SC2086
	out cr-report $wrong
	is "wrong usage: $wrong" "$status" 2
done
out risk -O no/such/folder.html
is 'a folder that is not there' "$status" 2
CR_LEDGER=$T/none.db out risk
is 'without a ledger nothing is done' "$status" 3
done_testing
