#!/bin/sh
# Letters to a mail house over SFTP: a real sshd in the scratch folder, with a
# key of its own, a known host, and one that is not.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
. "$TOP/tests/cli/servers.sh"
way=$BUILD/drive/way
me=$(id -un)
to='Via Roma 1, 35100 Padova (PD), IT'
printf '%%PDF-1.4\n<< /Type /Pages /Count 3 >>\n%%%%EOF\n' >one.pdf
echo 'a copy' >copy.txt

SFTP_SERVER="perl $TOP/tests/cli/sftp_fault.pl /usr/lib/openssh/sftp-server \
$T/fault"
sshd_up || skip_all "$why"
ssh-keygen -q -t ed25519 -N 'a secret' -f locked
ssh-keygen -q -t ed25519 -N '' -f stranger
cat locked.pub >>authorized
printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d ' ' -f 1,2 key.pub)" >wrong
mkdir in
url=sftp://127.0.0.1:$port$T/in

out "$way" sftp url="$url" user="$me" key=key known-hosts=known \
    name='Rossi S.r.l.' letter "$to" cr-1 one.pdf one.pdf+copy.txt
is 'two letters are taken' "$status:$stdout$stderr" '0:sent 0 - cr-1.json
sent 0 - cr-12.json'
# shellcheck disable=SC2012 # names of ours
is 'letter, what goes with it and line are there, and nothing else' \
    "$(ls -A in | tr '\n' ' ')" \
    'cr-1.json cr-1.pdf cr-12-1.txt cr-12.json cr-12.pdf '
t 'the letter is the one' cmp one.pdf in/cr-1.pdf
t 'and what goes with it' cmp copy.txt in/cr-12-1.txt
like 'the line says to whom' "$(cat in/cr-1.json)" \
    '"name":"Rossi S.r.l.","street":"Via Roma 1",.*"pages":3'
is 'over one connection' "$(grep -c '^Accepted publickey' sshd.log)" 1

# What a run that died left is replaced; what was sent is not sent again.
echo half >in/cr-3.pdf
echo half >in/.cr-3.pdf.part
echo mine >in/cr-12.pdf
out "$way" sftp url="$url" user="$me" key=locked password='a secret' \
    known-hosts=known letter "$to" cr-3 one.pdf
is 'a key with a secret, over what a dead run left' "$stdout" \
    'sent 0 - cr-3.json'
t 'which is whole now' cmp one.pdf in/cr-3.pdf
out "$way" sftp url="$url" user="$me" key=key known-hosts=known \
    letter "$to" cr-12 one.pdf
is 'what was sent is not sent again' "$stdout:$(cat in/cr-12.pdf)" \
    'sent 0 - cr-12.json:mine'

# Nobody to be trusted, nobody who is trusted.
refused() {
	name=$1
	shift
	out "$way" sftp "$@" letter "$to" cr-9 one.pdf
	is "$name: nothing goes, and the run stops" \
	    "$status:${stdout%% *}" '2:retry!'
	t "$name: nothing is there" test ! -e in/cr-9.pdf
}
refused 'an unknown host' url="$url" user="$me" key=key known-hosts=/dev/null
refused 'a host with another key' url="$url" user="$me" key=key \
    known-hosts=wrong
refused 'an unknown user' url="$url" user="$me" key=stranger known-hosts=known
refused 'a folder that is not there' url="$url/no" user="$me" key=key \
    known-hosts=known
out "$way" sftp url=ftp://127.0.0.1/x user="$me" key=key \
    letter "$to" cr-9 one.pdf
is 'another protocol is a wrong configuration' "$status:$stdout" 2:

# A server that goes away: what counts is whether the line may be there.
fault() {
	echo "$1" >fault
	shift
	out "$way" sftp url="$url" user="$me" key=key known-hosts=known \
	    letter "$to" "$1" one.pdf
	rm fault
}
fault '1 before' cr-20
is 'gone while the letter gets its name: to be tried again' \
    "${stdout%% *}:$(find in -name cr-20.json | wc -l)" 'retry!:0'
fault '2 before' cr-21
is 'gone before the line has its name: nobody can tell' \
    "${stdout%% *}:$(find in -name cr-21.json | wc -l)" 'unknown!:0'
fault '2 after' cr-22
is 'gone after it: the line is found there' "$stdout" 'sent 0 - cr-22.json'
fault '2 refuse' cr-23
is 'its name refused: to be tried again' "${stdout%% *}" 'retry!'
for name in cr-20 cr-21 cr-22 cr-23; do
	out "$way" sftp url="$url" user="$me" key=key known-hosts=known \
	    letter "$to" $name one.pdf
	is "$name is sent by the next run" "$stdout" "sent 0 - $name.json"
	t "$name is whole" cmp one.pdf in/$name.pdf
done
out "$way" sftp url="sftp://127.0.0.1:1$T/in" user="$me" key=key \
    known-hosts=known letter "$to" cr-9 one.pdf
is 'no server: to be tried again' "$status:${stdout%% *}" '0:retry!'
# --- by cr-send

cat >cr.conf <<C
letter {
	via = sftp url = "$url" user = "$me" key = "$T/key"
	known-hosts = "$T/known"
}
C
export CR_CONFIG="$T/cr.conf"
ledger 2
cr-dun -q >/dev/null
by_file letter "$to" application/pdf one.pdf 1
by_file letter "$to" application/pdf one.pdf 2
echo '2 before' >fault
out cr-send --all
like 'cr-send: of a letter that got lost nobody can tell; the others wait' \
    "$status $(ask 'SELECT group_concat(state) FROM message')" \
    '^[0-9]+ unknown,prepared$'
rm fault
out cr-send --all -H -o msg,state
is 'and go in the next run' "$stdout" "$(printf 'msg:2\tsent')"
done_testing
