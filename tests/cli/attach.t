#!/bin/sh
# What goes with a letter: itself as PDF, a statement of account, copies of
# the invoices; prepared by cr-dun, sent to a real server, read back.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
python=/usr/bin/python3
"$python" -c 'import aiosmtpd' 2>/dev/null || skip_all 'no python3-aiosmtpd'
CR_TODAY=2026-09-30
export CR_TODAY

mkdir mail copies copies/2026
"$python" "$TOP/tests/cli/smtpd.py" 0 mail 2>mail.err &
server=$!
cleanup() { kill "$server" 2>/dev/null; }
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -s mail/port ] && break
	sleep 0.2
done
conf() {
	cat >cr.conf <<-C
	mail {
		from = "Officine Brenta <crediti@brenta.example>"
		url = "smtp://127.0.0.1:$(cat mail/port)"
		tls = no
	}
	documents { $1 }
	dunning { policy = "policy.conf" }
	C
}
# policy ATTACH [REST]
policy() {
	cat >policy.conf <<-P
	policy p {
		level a {
			days = 5
			template = sollecito-2
			attach = $1
			${2-}
		}
	}
	P
}
cat >parts.py <<'P'
import email, email.policy, hashlib, sys
m = email.message_from_binary_file(open(sys.argv[1], "rb"),
                                   policy=email.policy.default)
for p in m.iter_attachments():
    print(p.get_content_type(), p.get_filename(),
          hashlib.sha256(p.get_payload(decode=True)).hexdigest()[:12])
P
files() { "$python" parts.py "mail/$1@example.it.eml"; }
sum() { sha256sum <"$1" | cut -c 1-12; }
prepared() { ask "SELECT a.name, a.media, substr(a.sha256, 1, 12) FROM
    message_attachment a JOIN message m ON m.id = a.message
    JOIN notice n ON n.id = m.notice WHERE n.debtor = $1 AND
    n.state <> 'cancelled' ORDER BY m.id, a.n"; }
P='copies = "copies/{{year}}/{{debtor}}-{{number}}.pdf"'

# --- all three, by mail

ledger 3
conf "$P"
policy '{ letter, statement, invoice }'
printf 'copia di 101' >copies/2026/C101-FV101.pdf
printf 'copia di 102' >copies/2026/C102-FV102.pdf
out cr-dun --all -H -o party,action
like 'a missing copy is told; the letter goes without' "$status $stderr" \
    '^0 cr-dun: .*pty:103: there is no copy of FV103: the letter goes without$'
is 'once' "$(printf '%s\n' "$stderr" | wc -l)" 1
is 'one has its files, in order' "$(prepared 101 | cut -d '|' -f 1,2)" \
'101-20260930-1.pdf|application/pdf
estratto-conto-2026-09-30.pdf|application/pdf
C101-FV101.pdf|application/pdf'
is 'the other has what there is' "$(prepared 103 | cut -d '|' -f 1)" \
'103-20260930-1.pdf
estratto-conto-2026-09-30.pdf'
prepared 101 >before
out cr-dun --all -H -o action
is 'a second run keeps all' "$(printf '%s' "$stdout" | tr '\n' ' ')" \
    'kept kept kept'
prepared 101 >after
t 'with the very same files' cmp before after
cr-preview sollecito-2 pty:101 >preview
is 'a preview names them' "$(grep '^\[' preview | sed 's/, [0-9]*]/]/')" \
'[101-20260930-1.pdf, application/pdf]
[estratto-conto-2026-09-30.pdf, application/pdf]
[C101-FV101.pdf, application/pdf]'
out cr-send -q --all
is 'they are sent' "$status:$(ls mail/*.eml | wc -l)" 0:3
is 'and come as they were prepared' "$(files c101)" \
    "$(awk -F '|' '{ print $2, $1, $3 }' before)"
is 'the copy to the byte' "$(files c101 | sed -n 3p | cut -d ' ' -f 3)" \
    "$(sum copies/2026/C101-FV101.pdf)"
if command -v pdftotext >/dev/null; then
	ask "SELECT writefile('st.pdf', bytes) FROM blob JOIN
	    message_attachment USING (sha256) WHERE message = 1 AND n = 2" >x
	pdftotext -layout st.pdf st.txt
	like 'the statement is that of the debtor' "$(tr -s ' \n' ' ' \
	    <st.txt)" 'Cliente 101.*Estratto conto.*FV101.*1\.001,01'
fi

# --- an invoice that goes three times is kept once

cat >policy.conf <<'P'
policy p {
	interval = 1
	keep-spacing = no
	level a { days = 5 template = sollecito-1 attach = invoice }
	level b { days = 11 template = sollecito-2 attach = invoice }
	level c {
		days = 12
		template = sollecito-3
		attach = invoice
		copy = "capo@brenta.example"
	}
}
P
ledger 1
for day in 30 01 02; do
	[ $day = 30 ] && month=09 || month=10
	CR_TODAY=2026-$month-$day
	cr-dun -q --all >x && cr-send -q --all >x
done
is 'an invoice sent four times is kept once' "$(ask "SELECT count(*),
    count(DISTINCT sha256) FROM message_attachment; SELECT count(*) FROM
    blob")" '4|1
1'
CR_TODAY=2026-09-30

# --- what changes, and what does not

ledger 1
policy '{ statement }' 'fee = 10.00'
cr-dun -q --all >x
out cr-dun --all -H -o action
is 'the fee of a notice that waits is on no statement' "$stdout" kept
is 'so that its claim is booked once' "$(ask 'SELECT count(*) FROM claim')" 1
doc 101 FV999 2026-09-29 2026-12-31 5000 >x
out cr-dun --all -H -o action
is 'a new invoice is: another letter' "$stdout" new
is 'in place of the first' "$(ask "SELECT state FROM notice" | tr '\n' ' ')" \
    'cancelled prepared '

# --- the file that was imported

rm -f "$CR_LEDGER"*
cr-init -q
mkdir in && cp "$TOP"/examples/fatture/IT99000010282_00102.xml in/
cr-import -q in/*.xml >x 2>&1
policy invoice 'channels = { email, task }'
conf ''
ask "INSERT INTO contact (party, channel, address, run) SELECT DISTINCT
    debtor, 'email', 'c1@example.it', 1 FROM doc WHERE debtor NOT IN
    (SELECT party FROM contact WHERE channel = 'email')" 2>/dev/null
ask "UPDATE contact SET address = 'c1@example.it' WHERE channel = 'email'"
CR_TODAY=2027-03-31
out cr-dun --all -H -o channel
is 'the e-invoice itself goes where there is no other copy' \
    "$(ask 'SELECT name, media, substr(sha256, 1, 12) FROM
    message_attachment')" \
    "IT99000010282_00102.xml|application/xml|$(sum in/*.xml)"
printf '\n' >>in/IT99000010282_00102.xml
out cr-dun --all -H -o action
like 'but not when it is another file now' "$stdout $stderr" \
    '^new .*there is no copy of .*: the letter goes without'
CR_TODAY=2026-09-30

# --- numbers come from strangers

ledger 4
conf 'copies = "copies/{{number}}.pdf"'
policy invoice
printf 'segreto' >secret.pdf
printf 'buona' >copies/12_A.pdf
printf 'punto' >copies/_._secret.pdf
mkdir copies/dir.pdf && mkfifo copies/fifo.pdf
ask "UPDATE doc SET number = '../secret' WHERE id = 101;
    UPDATE doc SET number = '12/A' WHERE id = 102;
    UPDATE doc SET number = 'dir' WHERE id = 103;
    UPDATE doc SET number = 'fifo' WHERE id = 104"
out cr-dun -q --all
is 'a number is part of a name and never a path' \
    "$(prepared 101 | cut -d '|' -f 3):$(prepared 102 | cut -d '|' -f 3)" \
    "$(sum copies/_._secret.pdf):$(sum copies/12_A.pdf)"
is 'a folder and a pipe are no copies' "$(prepared 103)$(prepared 104)" ''

# --- bounds, and what a policy may say

ledger 1
conf "$P attach-megabytes = 1"
head -c 1100000 /dev/zero >copies/2026/C101-FV101.pdf
policy '{ letter, invoice }'
out cr-dun --all -H -o action
like 'what is over the bound is told, and left out' "$stdout $stderr" \
    '^new .*pty:101: FV101 would be more than 1 MB: the letter goes without'
is 'the rest goes' "$(prepared 101 | cut -d '|' -f 1)" 101-20260930-1.pdf
conf 'copies = "copies/{{name}}.pdf"'
out cr-dun -n --all
like 'a pattern is checked when it is read' "$status $stderr" \
    '^2 .*cr.conf:6: .*"copies/\{\{name\}\}\.pdf" is no place of one document'
conf ''
policy '{ letter, photo }'
out cr-dun -n --all
like 'so is what shall go' "$status $stderr" \
    '^2 .*attach "photo" is none of letter, statement, invoice'
policy letter 'channels = { sms, letter }'
out cr-dun -n --all
like 'and by what' "$status $stderr" '^2 .*has neither email nor pec'
policy '{ letter, statement }' 'channels = { letter, email }'
ask "UPDATE party SET street = 'Via Uno 1', zip = '35100', city = 'Padova',
    province = 'PD' WHERE id = 101"
out cr-dun --all -H -o channel
is 'nothing is added to what goes by post' "$stdout:$(prepared 101)" letter:

# --- what letters say of contracts, and of what banks returned

ledger 1
conf ''
printf 'policy p { level a { days = 5 template = diffida-1454 grant = 15 } }
' >policy.conf
doc 101 FV900 2026-08-20 2026-09-20 5000 >x
ask "INSERT INTO doc_reference (doc, kind, id, run) VALUES
    (101, 'contract', 'Q-77/2025', 1), (101, 'order', 'O1', 1)"
like 'the contract is not told of documents that do not name it' \
    "$(cr-preview diffida-1454 pty:101 | tr -s '\n ' ' ')" \
    'riferimento ai contratti dai quali'
ask "INSERT INTO doc_reference (doc, kind, id, run) SELECT id, 'contract',
    'Q-77/2025', 1 FROM doc WHERE number = 'FV900'"
like 'but where all do' "$(cr-preview diffida-1454 pty:101 |
    tr -s '\n ' ' ')" 'riferimento al contratto Q-77/2025'
ask "INSERT INTO doc_reference (doc, kind, id, run) VALUES
    (101, 'contract', 'Q-78/2025', 1)"
like 'and only one' "$(cr-preview diffida-1454 pty:101 | tr -s '\n ' ' ')" \
    'riferimento ai contratti dai quali'
ledger 1
pay 101001 100101 2026-09-20
ask "INSERT INTO entry (ref, creditor, debtor, date, amount_cents, currency,
    kind, run) VALUES ('ins', 1, 101, @2026-09-24, -100101, 'EUR', 'INS', 1);
    INSERT INTO alloc (item, entry, date, amount_cents, kind, run) SELECT
    101001, max(id), @2026-09-24, -100101, 'payment', 1 FROM entry;
    INSERT INTO bill (id, creditor, source, ref, debtor, due, amount_cents,
    currency, safe, run) VALUES (1, 1, 'riba', '1', 101, @2026-09-20, 100101,
    'EUR', @2026-09-25, 1);
    INSERT INTO bill_item VALUES (1, 101001, 100101, 1, NULL);
    INSERT INTO outcome (bill, day, outcome, source, reason, run) VALUES
    (1, @2026-09-24, 'unpaid', 'riba', 'AM04', 1)"
balances
like 'why a bank returned it' "$(cr-preview insoluto pty:101 |
    tr -s '\n ' ' ')" '24/09/2026, mancanza fondi'
done_testing
