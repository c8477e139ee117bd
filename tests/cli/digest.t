#!/bin/sh
# cr-dun --digests: what agents and depots are told of a day.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"

# Agent Neri has 101 and 102, the depot in Padova 102 and 103.
prepare() {
	ledger 4
	ask "INSERT INTO party (id, space, code, name, language, run) VALUES
	    (3, 'depot', 'PD', 'Deposito di Padova', 'it', 1);
	    INSERT INTO contact (party, channel, address, run) VALUES
	    (3, 'email', 'padova@brenta.example', 1);
	    UPDATE party SET agent = 2 WHERE id IN (101, 102);
	    UPDATE party SET depot = 3, city = 'Padova' WHERE id IN (102, 103)"
	rm -rf box && mkdir box
}
prepare
cr-dun -q >/dev/null
out cr-dun --digests -o name,address,items,action
is 'one for each, with the number of notices' "$status:$stdout" "0:$(printf \
    '%s\t%s\t%s\t%s\n' '#name' address items action \
    'Anna Neri' neri@brenta.example 2 new \
    'Deposito di Padova' padova@brenta.example 2 new)"
out cr-dun --digests -H -o action
is 'again: nothing new' "$status:$stdout" '0:kept
kept'
out cr-send --all --eml box -H -o address,state
is 'they are sent with the letters' "$status:$(printf '%s\n' "$stdout" | wc -l)" \
    0:6
letter "$(grep -l '^To: .*\|<neri@brenta.example>' box/*.eml |
    xargs grep -l neri@brenta.example)" >neri.txt
like 'it names the debtors' "$(cat neri.txt)" 'Cliente 101'
like 'and what was claimed of them' "$(cat neri.txt)" '1\.001,02'
is 'of his own only' "$(grep -c 'Cliente 10[34]' neri.txt)" 0
out cr-dun --digests -H -o action
is 'who has got it is not told again' "$status:$stdout" 0:
prepare
cr-dun -q >/dev/null
cr-dun -q --digests >/dev/null
pay 101001 100101
cr-dun -q >/dev/null
out cr-dun --digests -H -o name,items,action
is 'what is not right any more is replaced' "$status:$stdout" "0:$(printf \
    '%s\t%s\t%s\n' 'Anna Neri' 1 new 'Deposito di Padova' 2 kept)"
is 'and is not sent' "$(cr-send --all --eml box -H -o address | grep -c neri)" 1
prepare
cr-dun -q >/dev/null
cr-dun -q --digests >/dev/null
cr-undo -q last >/dev/null 2>&1 || cr-undo -q \
    "run:$(ask 'SELECT max(id) FROM run')" >/dev/null
is 'undone, none is sent' "$(cr-send --all --eml box -H -o address |
    grep -c brenta)" 0
prepare
ask "DELETE FROM contact WHERE party = 3"
cr-dun -q >/dev/null
out cr-dun --digests -H -o name
like 'who has no address is told' "$status $stdout $stderr" \
    '^1 Anna Neri .*no digest for "Deposito di Padova"'
t 'the journal holds after it all' cr-log --verify
done_testing
