#!/bin/sh
# cr-preview, and the texts that come with cr: every letter in every language
# and form, with made up values.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
G=$TOP/tests/golden/letters
unset CR_CONFIG
letters='promemoria sollecito-1 sollecito-2 sollecito-3 insoluto telefonata
messa-in-mora diffida diffida-1454 affidamento riepilogo-agente
riepilogo-deposito'
short='promemoria sollecito-1 sollecito-2 sollecito-3 insoluto'

# all FORM LANGUAGE NAMES OPTIONS: them one after the other
all() {
	form=$1 language=$2
	shift 2
	names=$1
	shift
	for name in $names; do
		echo "=== $name ($form)"
		cr-preview "$name" --language "$language" "$@" || echo FAILED
		echo
	done
}
for l in it en de; do
	all text $l "$letters" >$l.txt
	all html $l "$letters" -f html >$l.html
	all sms $l "$short" --channel sms >$l.sms
	all phone $l "$short telefonata" --channel phone >$l.phone
	for form in txt html sms phone; do
		if cmp -s $l.$form "$G/$l.$form"; then
			pass "all letters, $l, $form"
		else
			fail "all letters, $l, $form" \
			    "$(diff "$G/$l.$form" $l.$form | head -n 20)"
		fi
	done
	is "every text of the folder is among them, $l" \
	    "$(printf '%s\n' $letters | sort)" \
	    "$(cd "$TOP/lib/share/templates/$l" && ls ./*.txt |
	    sed 's|^\./||; s|\.txt$||' | sort)"
	is "each SMS is one message in its alphabet, $l" \
	    "$(sed '/^===/d; /^$/d; s/[äöüÄÖÜßàèéìòù]/x/g' $l.sms |
	    LC_ALL=C awk '/[^ -~]/ || length > 160')" ''
done

# What anybody sees: subjects and text messages say nothing of a debt.
is 'no subject and no SMS tells of a debt' "$({
	sed '/^===/d' ./*.sms
	sed -n 's/^Subject: //p' "$TOP"/lib/share/templates/*/*.txt
    } | grep -ciE 'solleci|mora|insolut|scadut|debit|diffid|recuper|overdue|default|owe|unpaid|mahn|schuld|verzug|inkasso')" 0
is 'amounts are as their readers write them' \
    "$(grep -c '3\.232,52' it.txt):$(grep -c '3,232\.52' en.txt):$(
    grep -c '3\.232,52' de.txt)" "$(grep -c '3\.232,52' it.txt):$(
    grep -c '3\.232,52' it.txt):$(grep -c '3\.232,52' it.txt)"
is 'and days' "$(grep -ho '^Da[a-z]* .*30.*2026' it.txt en.txt de.txt |
    tr -s ' ' | sort -u)" 'Data Padova, 30/09/2026
Date Padova, 30 Sep 2026
Datum Padova, 30.09.2026'

# The acts of law say what they have to.
act() { sed -n "/^=== $1 /,/^=== /p" it.txt | tr -s '\n ' ' '; }
like 'messa in mora: intimation, term, art. 1219 and 2943' \
    "$(act messa-in-mora)" 'diffidiamo a pagare.* entro 15 giorni dal ricevimento.*art\. 1219.*art\. 2943'
like 'with interest by the day, its rate and what a day adds' \
    "$(act messa-in-mora)" '28/07/2026 30/09/2026 65 10,15 % 36,15 saggio degli artt\. 4 e 5 .*EUR 0,90 al giorno.*EUR 80,00'
like 'diffida: art. 1454 dissolves the contract' "$(act diffida-1454)" \
    'art\. 1454 .*entro il termine di 15 giorni.*risolut[oi] di diritto'
like 'courtesy, in case it was paid' "$(act messa-in-mora)" \
    'Qualora abbiate già provveduto'

# --- PDF

out cr-preview messa-in-mora --channel pec -f pdf -O a.pdf
is 'a letter as PDF' "$status" 0
cr-preview messa-in-mora --channel pec -f pdf -O b.pdf
is 'the same values, the same bytes' "$(cmp a.pdf b.pdf && echo same)" same
words() { tr -s ' \n\f' '\n\n\n' | grep -v '^-*$' | sort -u; }
if command -v pdftotext >/dev/null; then
	for l in it de; do
		for name in $letters; do
			cr-preview $name --language $l -O x.pdf
			cr-preview $name --language $l | words >want
			pdftotext x.pdf - | words >have
			comm -23 want have
		done
	done >missing
	is 'the PDF says what the mail says' "$(cat missing)" ''
	cr-preview diffida --channel fax -O fax.pdf
	pdftotext -layout fax.pdf fax.txt
	is 'a fax has a cover, which counts the pages' \
	    "$(sed -n 's/^Pagine, questa compresa *//p' fax.txt):$(
	    tr -dc '\f' <fax.txt | wc -c)" 3:3
	like 'it tells for whom it is' "$(cat fax.txt)" 'Riservato al destinatario'
fi
if command -v zbarimg >/dev/null && command -v pdftoppm >/dev/null; then
	pdftoppm -r 150 -png a.pdf page
	like 'a bank reads the payment code' \
	    "$(zbarimg -q --raw page-*.png | tr '\n' '|')" \
	    '^BCD\|002\|1\|SCT\|\|Officine Brenta S.r.l.\|IT60X0542811101000000123456\|EUR3232.52\|\|\|1042/26, 1077/26'
fi

# --- one's own texts

mkdir -p own/it own/de
printf 'dunning { templates = "own" }\nletterhead default { name = "Nostra S.p.A." place = "Merano" }\n' >own.conf
preview() { cr-preview "$@" --config own.conf; }
printf 'Subject: x\n\nUno\ndue.\n\n| tre\n| quattro\n\n# Cinque\n\n{{> overdue}}\n' >own/it/x.txt
out preview x
like 'lines run on, or are kept' "$stdout" 'Uno due\.

tre
quattro

Cinque

---'
like 'on paper of one'\''s own' "$stdout" 'Nostra S\.p\.A\.'
wrong() {
	printf "$2" >own/it/x.txt
	out preview x --channel "${4:-email}"
	is "$1: status" "$status" 2
	like "$1" "$stderr" "$3"
}
wrong 'an unknown value has a line' 'Subject: x\n\na\n{{creditor.nam}}\n' \
    'own/it/x\.txt:4: there is no value "creditor\.nam"'
wrong 'an unknown part' 'Subject: x\n\n{{> item}}\n' \
    'own/it/x\.txt:3: there is no part "item"'
wrong 'a part in a line' 'Subject: x\n\nsee {{> items}}\n' \
    'own/it/x\.txt:3: a part stands alone'
wrong 'a part in an SMS' 'Subject: x\n\na\n[sms]\n{{> items}}\n' \
    'own/it/x\.txt:5: a part cannot stand here'
wrong 'an unknown head' 'Subject: x\nTo: y\n\na\n' \
    'own/it/x\.txt:2: is neither'
wrong 'no head' '\na\n' 'own/it/x\.txt:1: begins with no "Subject: "'
wrong 'two SMS' 'Subject: x\n\na\n[sms]\nb\n[sms]\nc\n' \
    'own/it/x\.txt:6: is there twice'
wrong 'no SMS' 'Subject: x\n\na\n' 'has no section \[sms\] in it' sms
wrong 'an SMS that is too long' \
    "Subject: x\n\na\n[sms]\n$(head -c 500 /dev/zero | tr '\0' a)\n" \
    'takes 4 messages, more than 3' sms
printf 'Subject: x\n\na\n[sms]\nÈ l'\''“ora” – 5 €…\n' >own/it/x.txt
out preview x --channel sms
is 'an SMS in the letters of its alphabet' "$stdout" "E' l'\"ora\" - 5 €..."
printf 'Subject: x\n\n{{> overdue}}\n' >own/it/x.txt
printf '<p>{{debtor.name}}{{> overdue}}</p>\n' >own/it/x.html
out preview x -f html
like 'HTML of one'\''s own, with parts' "$stdout" \
    '^<p>Caffè Rossi &amp; Figli S\.n\.c\.'
like 'the table is in it' "$stdout" '<td>1042/26</td>'
rm own/it/x.html
printf 'Subject: y\n\nauf Deutsch\n' >own/de/x.txt
out preview x --language de
like 'in German' "$stdout" 'auf Deutsch'
out preview x --language fr
like 'what has no text in a language nor in English is Italian' "$stdout" \
    'Documento'

# cr-config writes every letter of the policy, and says what is wrong.
echo 'policy p {
 level x { days = 5 channels = { email, sms } }
 level y { days = 20 template = diffida-1454 grant = 10 }
} default = p' >policy.conf
out cr-config -q --config own.conf --policy policy.conf
is 'cr-config checks what the channels need: status' "$status" 1
like 'an SMS that is not there' "$stderr" '"x" has no form for SMS'
like 'a term that the law does not allow' "$stderr" \
    'level "y" grants 10 days; art\. 1454 c\.c\. asks for 15'

# --- a debtor of the ledger

ledger 1
out cr-preview sollecito-1 pty:101
like 'the letter of a debtor' "$stdout" '^Cliente 101$'
like 'with what he owes' "$stdout" \
    'FV101 +20/08/2026 +20/09/2026 +1\.001,01 +10 +1\.001,01'
printf '%s\n' "$stdout" >shown
cat >mail.conf <<'C'
mail { from = "crediti@brenta.example" }
C
mkdir -p out
cr-dun -q --all >/dev/null
cr-send -q --all --eml out --config mail.conf >/dev/null
letter out/*.eml | sed 1,4d >sent
is 'it is what he gets' "$(diff shown sent)" ''
out cr-preview sollecito-1 pty:1
is 'who owes nothing: status' "$status" 2
like 'it is said' "$stderr" 'nothing of pty:1 can be claimed'
done_testing
