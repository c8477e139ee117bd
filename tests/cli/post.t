#!/bin/sh
# Letters to a folder and by a provider's form: what a mail house finds there,
# once, whole, and when the machine fails.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
way=$BUILD/drive/way
to='Via Roma 1, 35100 Padova (PD), IT'

# pdf FILE PAGES
pdf() {
	printf '%%PDF-1.4\n1 0 obj\n<< /Type /Pages /Kids [] /Count %s >>\n' \
	    "$2" >"$1"
	printf 'endobj\n%%%%EOF\n\000\001\377' >>"$1"
}
pdf one.pdf 2
pdf two.pdf 1
echo 'a copy' >copy.txt
mkdir out

out "$way" post dir=out name='Caffè "Rossi", S.r.l.' registered "$to" \
    cr-1 one.pdf two.pdf+copy.txt
is 'two letters are taken' "$status:$stdout" '0:sent 0 - cr-1.pdf
sent 0 - cr-12.pdf'
# shellcheck disable=SC2012 # names of ours
is 'their folder has the name of the day' "$(ls -A out | tr '\n' ' ')" \
    '.lock .sent 2026-09-30-001 '
# shellcheck disable=SC2012
is 'and all is in it' "$(ls -A out/2026-09-30-001 | tr '\n' ' ')" \
    'cr-1.pdf cr-12-1.txt cr-12.pdf manifest.csv manifest.jsonl '
t 'the letter is the one' cmp one.pdf out/2026-09-30-001/cr-1.pdf
t 'and what goes with it' cmp copy.txt out/2026-09-30-001/cr-12-1.txt
sum=$(sha256sum <one.pdf | cut -d ' ' -f 1)
is 'a line says to whom' "$(head -n 1 out/2026-09-30-001/manifest.jsonl)" \
    '{"file":"cr-1.pdf","message":1,"channel":"registered","registered":true,"name":"Caffè \"Rossi\", S.r.l.","street":"Via Roma 1","zip":"35100","city":"Padova","province":"PD","country":"IT","pages":2,"bytes":'"$(($(wc -c <one.pdf)))"',"sha256":"'"$sum"'","attachments":""}'
is 'and in CSV' "$(sed -n '2s/,[0-9]*,[0-9a-f]*,\r$//p' \
    out/2026-09-30-001/manifest.csv)" \
    'cr-1.pdf,1,registered,yes,"Caffè ""Rossi"", S.r.l.",Via Roma 1,35100,Padova,PD,IT,2'
like 'with what goes with it' "$(sed -n 3p out/2026-09-30-001/manifest.csv)" \
    ',cr-12-1\.txt.$'

mv out/2026-09-30-001 taken
out "$way" post dir=out letter "$to" cr-1 one.pdf
is 'a letter that was taken is not written again' "$stdout$(ls out)" \
    'sent 0 - cr-1.pdf'
out "$way" post dir=out name='=1+1' letter "$to" cr-3 one.pdf
like 'no formula reaches a spreadsheet' \
    "$(cat out/2026-09-30-001/manifest.csv)" '"'\''=1\+1"'

out "$way" post dir=out letter 'nowhere' cr-4 one.pdf
is 'no address is refused' "$stdout" \
    'refused 0 - "nowhere" is no postal address'
out "$way" post dir=out letter "$to" cr-4 copy.txt
is 'and what is no PDF' "$stdout" 'refused 0 - the letter is no PDF'
t 'which leaves no folder' test ! -e out/2026-09-30-002
out "$way" post dir=nothing letter "$to" cr-4 one.pdf
is 'no folder is a wrong configuration' "$status:$stdout" 2:

# A run that died: one letter is sent, of the next one there is only the PDF.
mkdir -p died/.open died/.sent
cp one.pdf died/.open/cr-7.pdf
cp one.pdf died/.open/cr-8.pdf
: >died/.open/.part
sed 1q taken/manifest.jsonl | sed 's/cr-1/cr-7/' >died/.sent/cr-7.json
out "$way" post dir=died letter "$to" cr-9 one.pdf
is 'the next run completes the folder of one that died' \
    "$(cut -d , -f 1 died/2026-09-30-001/manifest.csv | tr '\n' ' ')$(
    ls died/2026-09-30-001)" 'file cr-7.pdf cr-7.pdf
manifest.csv
manifest.jsonl'
is 'and begins its own' "$(sed -n 2p died/2026-09-30-002/manifest.csv |
    cut -d , -f 1)" cr-9.pdf

# Killed anywhere: a letter is in one manifest, with its file, or in none.
mkdir kill
i=0
while [ $i -lt 12 ]; do
	i=$((i + 1))
	"$way" post dir=kill letter "$to" "k$i-" one.pdf one.pdf one.pdf \
	    one.pdf one.pdf one.pdf >"said$i" 2>&1 &
	victim=$!
	sleep 0.00$((i % 7))
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
done
"$way" post dir=kill letter "$to" last one.pdf >/dev/null
said=$(cat said* | grep -c '^sent')
cat kill/*/manifest.csv | grep -v '^file,' | cut -d , -f 1 | sort >listed
find kill -name '*.pdf' | sed 's|.*/||' | sort >files
t 'a file for each line, however runs end' cmp listed files
is 'and a line once' "$(uniq -d <listed)" ''
t 'for each letter that counts as sent' test "$(wc -l <listed)" -gt "$said"
# --- by cr-send

mkdir house
cat >cr.conf <<C
letter { via = dir dir = "house" }
registered { via = dir dir = "house" }
C
export CR_CONFIG="$T/cr.conf"
ledger 3
cr-dun -q >/dev/null
by_file letter "$to" application/pdf one.pdf 1
by_file registered "$to" application/pdf two.pdf 2
by_file letter 'nowhere' application/pdf two.pdf 3
out cr-send --all -H -o msg,channel,state
is 'cr-send puts letters and registered ones into one folder' "$stdout" \
    "$(printf 'msg:%s\t%s\t%s\n' 1 letter sent 2 registered sent 3 letter \
    failed)"
is 'with the name of who gets it' "$(cut -d , -f 2-8 \
    house/2026-09-30-001/manifest.csv | tr -d '"')" \
    'message,channel,registered,name,street,zip,city
1,letter,no,Cliente 101,Via Roma 1,35100,Padova
2,registered,yes,Cliente 102,Via Roma 1,35100,Padova'
out cr-send --all
is 'once' "$status:$(find house -name '*.pdf' | wc -l)" 0:2
done_testing
