#!/bin/sh
# What every message of the PEC collection is, against what independent
# programs established: every row and every column.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
pec=$SHARED/data/pec
[ -r "$pec/expected.tsv" ] || skip_all 'no collection of PEC'

# outbox MAIL ID TO: the ledger has sent that file, as its message 1.
outbox() {
	ledger 1
	cr-dun -q --all >/dev/null
	sed '/^MIME-Version/,$d' "$1" >header
	sed -n '/^MIME-Version/,$p' "$1" >content
	ask "UPDATE message SET channel = 'pec', address = '$3',
	    message_id = '$2', state = 'sent';
	UPDATE message_content SET content = readfile('content');
	UPDATE notice SET state = 'sent', sent_day = day;
	INSERT INTO attempt (message, started, ended, header, sha256, outcome,
	    run) VALUES (1, '2026-03-16T09:30:00Z', '2026-03-16T09:30:01Z',
	    CAST(readfile('header') AS TEXT), 'x', 'sent', 1)"
}
outbox "$pec/sent.eml" cr-20260316-0001.42@pec.alfa.example \
    debitore@pec.beta.example

tab=$(printf '\t')
cut -f 1-11 "$pec/expected.tsv" | sed 1d >wanted
while IFS=$tab read -r file class errore id to type time signature san \
    bound evidence; do
	# each alone, so that one tells nothing of another
	cp "$CR_LEDGER" one.db
	cr-fetch -d one.db --trust "$pec/pec-ca.pem" -H -o class,error,\
reference,recipient,receipt_type,instant,signature,from_is_signer,msg,\
binding,evidence "$pec/$file" >row 2>err
	IFS=$tab read -r c e r w t i s f m b v <row
	[ "$c" != - ] || c=none
	# the time of ordinary mail is nobody's; what binds is the Message-ID
	[ "$class" != none ] && [ "$class" != anomalia ] || i=-
	[ "$b" = id ] && [ "$m" = msg:1 ] && b=yes || b=no
	got=$file$tab$c$tab$e$tab$r$tab$w$tab$t$tab$i$tab$s$tab$f$tab$b$tab$v
	want=$file$tab$class$tab$errore$tab$id$tab$to$tab$type$tab$time
	want=$want$tab$signature$tab$san$tab$bound$tab$evidence
	is "$file" "$got$(cat err)" "$want"
done <wanted

done_testing
