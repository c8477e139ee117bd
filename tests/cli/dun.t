#!/bin/sh
# cr-dun: what is claimed today, from whom, why not the rest; once.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
G=$TOP/tests/golden/dun
same() {
	if cmp -s "$2" "$3"; then pass "$1"; else
		fail "$1" "$(diff "$2" "$3" | head -n 20)"
	fi
}

# 101 Italian, with a credit note and money on account; 102 English; 103 has
# no address; 104 pays by RiBa; 105 owes euro and dollars; 106 owes 5.00.
ledger 6
sql <<'S'
UPDATE party SET name = 'Caffè <Rossi> & C. S.n.c.', vat = '07643520567',
    street = 'Via Roma 1', zip = '20121', city = 'Milano', province = 'MI'
    WHERE id = 101;
UPDATE party SET name = 'Smith & Sons Ltd', country = 'GB', language = 'en'
    WHERE id = 102;
DELETE FROM contact WHERE party = 103;
UPDATE item SET method = 'MP12', due = @2026-09-25 WHERE doc = 104;
UPDATE item SET amount_cents = 500 WHERE doc = 106;
INSERT INTO entry (ref, creditor, debtor, date, amount_cents, currency, kind,
    run) VALUES ('acconto', 1, 101, @2026-09-10, 5000, 'EUR', 'BON', 1);
S
doc 101 NC/1 2026-09-01 2026-09-01 -10000 >/dev/null
doc 101 FV/7 2026-07-01 2026-08-15 123456 >/dev/null
doc 101 FV/9 2026-09-10 2026-10-05 99900 >/dev/null
doc 105 FV/8 2026-08-01 2026-09-10 70000 USD >/dev/null
pay 1002001 23456

cr-dun -n --plan >plan.tsv
same 'the plan, with a reason for every item' plan.tsv "$G/plan.tsv"
is 'each open item has its row' "$(grep -vc '^#' plan.tsv)" \
    "$(ask 'SELECT count(*) FROM open_item')"
cr-dun -n >dry.tsv
is 'a dry run leaves nothing' "$(ask 'SELECT count(*) FROM notice')" 0
cr-dun >run.tsv
same 'a dry run says what the run does' dry.tsv run.tsv
same 'the messages' run.tsv "$G/messages.tsv"
is 'a notice is the sum of its items' "$(ask 'SELECT count(*) FROM notice n
    WHERE claim_cents <> (SELECT sum(claim_cents) FROM notice_item i
    WHERE i.notice = n.id)')" 0
is 'what is claimed is what is open' "$(ask 'SELECT count(*) FROM notice_item
    JOIN open_item USING (item) WHERE notice_item.open_cents <>
    open_item.open_cents')" 0

dump() { sqlite3 "$CR_LEDGER" .dump; }
dump >before
cr-dun >again.tsv
dump >after
same 'a second run on the same day changes nothing' before after
is 'and says that it kept all' "$(grep -v '^#' again.tsv | cut -f 11 |
    sort -u)" kept

mkdir out
out sh -c 'cr-dun | cr-send --eml out'
is 'the letters go out' "$status" 0
mail_of() { grep -l "<$1>" out/*.eml; }
letter "$(mail_of c101@example.it)" >it.txt
same 'a letter in Italian' it.txt "$G/it.txt"
letter "$(mail_of c101@example.it)" html >it.html
same 'its HTML part' it.html "$G/it.html"
letter "$(mail_of c102@example.it)" >en.txt
same 'a letter in English' en.txt "$G/en.txt"
is 'lines of mail are short and end in CRLF' "$(cat out/*.eml |
    awk '!/\r$/ || length > 77 { n++ } END { print n + 0 }')" 0
out cr-dun
is 'what was sent is not sent again' "$(printf '%s\n' "$stdout" | wc -l)" 1
CR_TODAY=2026-10-07 cr-dun --plan -n -o item,level,reason,next >next.tsv
same 'a week later' next.tsv "$G/next.tsv"
cr-explain --until 2026-09-30 pty:101 item:103001 item:106001 >explain.tsv
same 'cr-explain tells rule by rule' explain.tsv "$G/explain.tsv"
t 'the journal holds' cr-log --verify

# --- what is prepared and not sent

ledger 3
cr-dun -q >/dev/null
CR_TODAY=2026-10-01 cr-dun >next.tsv
is 'the next day makes it anew' "$(cut -f 11 next.tsv | sort -u)" 'action
new'
is 'and leaves a trace' "$(ask "SELECT count(*) FROM notice a
    JOIN notice b ON b.id = a.replaced_by WHERE a.state = 'cancelled' AND
    a.reason = 'replaced' AND b.state = 'prepared'")" 3
pay 101001 100101
CR_TODAY=2026-10-01 cr-dun >next.tsv
is 'what was paid drops out' "$(grep -c pty:101 next.tsv)" 0
is 'its notice is withdrawn' "$(ask "SELECT reason FROM notice
    WHERE debtor = 101 ORDER BY id DESC LIMIT 1")" withdrawn
is 'the others are kept' "$(cut -f 11 next.tsv | sort | uniq -c |
    tr -s ' ')" ' 1 action
 2 kept'

# --- keys

ledger 3
out sh -c 'printf "pty:102\tx\n" | cr-dun -H -o party'
is 'only the parties asked for' "$stdout" pty:102
out cr-dun -H -o party item:103001
is 'only the items asked for' "$stdout" pty:103
out cr-dun pty:999
is 'nobody asked for' "$(printf '%s\n' "$stdout" | wc -l)" 1

# --- one broken debtor does not stop the others

ledger 3
ask "DELETE FROM contact WHERE party = 102" >/dev/null
mkdir -p own/it
printf 'Subject: {{debtor.name}}\n\n{{#items}}{{number}} {{claim}}\n{{/items}}' \
    >own/it/x.txt
cat >policy.conf <<'P'
policy p { level x { days = 5 copy = { agent,
    "capo@brenta.example", "Neri@brenta.example", "c103@example.it" } } }
P
cat >>cr.conf <<'P'
dunning { policy = "policy.conf" templates = "own" }
P
ask "UPDATE party SET agent = 2 WHERE id = 101"
out cr-dun
is 'a debtor without an address: status' "$status" 1
like 'he is named' "$stderr" '^cr-dun: pty:102: "Cliente 102" has no address'
is 'the others are done, with their copies' "$(printf '%s\n' "$stdout" |
    cut -f 2,5)" 'party	address
pty:101	c101@example.it
pty:101	neri@brenta.example
pty:101	capo@brenta.example
pty:101	c103@example.it
pty:103	c103@example.it
pty:103	capo@brenta.example
pty:103	Neri@brenta.example'
out cr-dun --plan -H -o item,reason
is 'the reason is there' "$stdout" 'item:101001	taken
item:102001	no-address
item:103001	taken'
printf 'Subject: x\n\n{{wrong}}\n' >own/it/x.txt
out cr-dun -n --plan -H -o reason item:101001
is 'a broken text: status' "$status" 1
like 'it is named with its line' "$stderr" 'own/it/x.txt:3: .*"wrong"'
is 'and is the reason' "$stdout" template
printf 'policy p {\n level x { days = 5\n chanels = email } }\n' >policy.conf
out cr-dun
is 'a broken policy: status' "$status" 2
like 'it is named with its line' "$stderr" 'policy.conf:3: .*chanels'

# --- what names and numbers of others can do

printf 'Subject: Da {{debtor.name}}\n\n{{debtor.name}}\n' >own/it/x.txt
printf '<p>{{debtor.name}} {{#items}}{{number}}{{/items}}</p>\n' \
    >own/it/x.html
echo 'policy p { level x { days = 5 channels = { email } } }' >policy.conf
ledger 1
sql <<'S'
UPDATE party SET name = 'Evil' || char(13, 10) || 'Bcc: all@example.it'
    || char(13, 10, 13, 10) || '<script>{{claim}}' WHERE id = 101;
UPDATE doc SET number = '"><img src=x>' WHERE id = 101;
S
rm -f out/*
cr-dun | cr-send -q --eml out >/dev/null
is 'no header is slipped in' "$(tr -d '\r' <"$(mail_of c101@example.it)" |
    sed '/^$/q' | grep -ci '^bcc')" 0
like 'the name stays one line' "$(letter out/*.eml)" \
    '^Subject: Da Evil  Bcc: all@example.it    <script>\{\{claim\}\}$'
like 'HTML is escaped' "$(letter out/*.eml html)" \
    '&lt;script&gt;\{\{claim\}\} &quot;&gt;&lt;img'

# --- approval

cat >policy.conf <<'P'
policy p {
	level first { days = 5 template = x }
	level second { days = 8 template = x approve = yes }
}
P
ledger 2
cr-dun | cr-send -q --eml out >/dev/null
CR_TODAY=2026-10-08
export CR_TODAY
out cr-dun -H -o state,level,notice
is 'a level that needs an approval' "$stdout" 'pending	second	not:3
pending	second	not:4'
out cr-send -H --all --eml out
is 'it is not sent' "$status:$stdout" 0:
CR_TODAY=2026-10-09
out cr-dun -H -o action
is 'and not made anew each day' "$stdout" 'kept
kept'
t 'it is approved' cr-dun --approve not:3
out cr-dun --approve not:3
is 'once' "$status" 1
out cr-dun -H -o state,action,notice
is 'an approved one is kept' "$stdout" 'prepared	kept	not:3
pending	kept	not:4'
out cr-send -H -o state --all --eml out
is 'and sent' "$stdout" sent

# --- cancelling

out cr-dun --cancel 'errore' not:1
like 'not below a later notice' "$status $stderr" '^1 .*not:3 came after'
t 'the last one can be' cr-dun --cancel errore not:3
out cr-dun -n --plan -H -o level,reason item:101001
is 'its items go back a level' "$stdout" 'second	taken'
t 'and then the one before' cr-dun --cancel errore not:1
out cr-dun -n --plan -H -o level,reason item:101001
is 'and back to the first' "$stdout" 'first	taken'
out cr-dun --cancel x not:1 not:99
is 'what is cancelled, or is not there' "$status" 1

# --- limits

CR_TODAY=2026-09-30
printf 'max-notices = 2\npolicy p { level x { days = 5 } }\n' >policy.conf
ledger 4
out cr-dun --plan -H -o item,reason,next
is 'no more notices than the run may make' "$stdout" \
    'item:101001	taken	2026-09-25
item:102001	taken	2026-09-25
item:103001	run-limit	2026-10-01
item:104001	run-limit	2026-10-01'

# --- cr-config

out cr-config -H --config /dev/null
is 'the usual configuration is in order' "$status:$stderr" 0:
like 'and is shown' "$stdout" '^level	standard/sollecito-2	due\+20 email,pec,fax,letter,task '
printf 'Subject: x\n\n{{wrong}}\n' >own/it/x.txt
out cr-config --config cr.conf
like 'a broken text is told' "$status $stderr" '^1 .*own/it/x.txt:3: .*wrong'
printf 'mail { urk = x }\n' >wrong.conf
out cr-config --config wrong.conf
like 'and a broken configuration' "$status $stderr" '^2 .*wrong.conf:1: .*urk'

# --- undoing

unset CR_CONFIG
ledger 2
cr-dun -q >/dev/null
run=$(ask 'SELECT max(id) FROM run')
t 'a run is undone' cr-undo "run:$run"
is 'its letters are taken out of the outbox' "$(ask 'SELECT DISTINCT state,
    reason FROM notice')" 'cancelled|undone'
out cr-dun -H -o action
is 'and made again' "$stdout" 'new
new'
run=$(ask 'SELECT max(id) FROM run')
CR_CONFIG=$T/cr.conf cr-send -q --eml out msg:3 >/dev/null
out cr-undo "run:$run"
like 'not when one has left the house' "$status $stderr" '^4 .*sent letters'
cr-hold --kind block --reason x pty:101 >/dev/null
run=$(ask 'SELECT max(id) FROM run')
t 'a hold is undone' cr-undo "run:$run"
is 'and gone' "$(cr-hold -H)" ''
t 'the journal holds after it' cr-log --verify
CR_CONFIG=$T/cr.conf

# a search that found nothing must not claim from everybody
true | (out cr-dun -n; echo "$status $stderr") >none
like 'an empty pipe is nobody' "$(head -n 1 none)" '^2 cr-dun: no keys came in'
true | (out cr-dun -n --all -H; echo "$status $stderr") >all
like 'unless --all says so' "$(tail -n 1 all)" '^0 '

like 'what was cancelled is sent again when that is undone' \
    "$(cr-dun --cancel errore not:3 && cr-undo -q "run:$(ask 'SELECT max(id)
    FROM run')" && ask 'SELECT state FROM notice WHERE id = 3')" '^sent$'

# --- where to pay, and what is said of it in HTML

unset CR_CONFIG
own=IT60X0542811101000000123456 other=IT28W8000000292100645211151
ledger 1
doc 101 RB1 2026-07-20 2026-08-31 30000 EUR MP12 >/dev/null
ask "UPDATE item SET iban = '$other'; UPDATE contact SET address =
    'c101@example.it' WHERE party = 101"
cr-hold -q --kind dispute --reason x --amount 100.00 item:101001 >/dev/null
cr-dun -q --all >/dev/null
like 'a bill that the bank collects does not name the account' \
    "$(ask 'SELECT content FROM message_content' | tr -d '\n\r ')" "IBAN$own"
is 'HTML tells what is not claimed too' \
    "$(ask 'SELECT content FROM message_content' |
    grep -c 'sospesi e non compresi nel residuo: 100,0')" 2
ask "UPDATE item SET method = NULL"
like 'the account that all name' "$(cr-dun -q --all >/dev/null
    ask 'SELECT content FROM message_content ORDER BY message DESC LIMIT 1' |
    tr -d '\n\r ')" "IBAN$other"

ledger 1
doc 101 US1 2026-07-20 2026-08-31 30000 USD >/dev/null
cr-dun -q --all >/dev/null
is 'two letters of a day have two numbers' \
    "$(ask 'SELECT content FROM message_content' | tr -d '\r' |
    sed -n 's/^Numero *//p')" '101-20260930-2
101-20260930-2-USD'

# --- a small debt climbs the usual ladder too

CR_CONFIG=$T/ladder.conf
export CR_CONFIG
echo 'mail { from = "crediti@brenta.example" }' >ladder.conf
ledger 1
ask 'UPDATE item SET amount_cents = 6000'
balances
is 'up to the second letter' "$(for CR_TODAY in 2026-09-30 2026-10-08 \
    2026-10-20; do cr-dun --all -H -o level | cat; cr-send -q --all --eml out >x
    done)" 'sollecito-1
telefonata
sollecito-2'
CR_TODAY=2026-09-30

# --- operators

ledger 1
ask "INSERT INTO operator (name, roles) VALUES ('test', 'import')"
out cr-dun
is 'who may not dun does not' "$status" 2
done_testing
