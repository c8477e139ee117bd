#!/bin/sh
# The front door, and that the front page of the manual knows every tool.
. "$(dirname "$0")/lib.sh"

tools=$(cd "$TOP/cmd" && ls cr-*.c | sed 's/^cr-\(.*\)\.c$/\1/')

out cr help
is 'cr help succeeds' "$status" 0
is 'it lists every tool' \
    "$(printf '%s\n' "$stdout" | sed -n 's/^  \([a-z]*\) .*/\1/p')" "$tools"
summary=$(cr-log --summary)
like 'with what it does' "$stdout" "^  log +$summary\$"
out cr
is 'without a tool it tells the usage and fails' "$status" 2
like 'as it should be' "$stdout" '^usage: cr tool'
out cr nothing
is 'a tool that there is not' "$status:$stdout" 2:
like 'is named' "$stderr" '^cr: there is no tool "nothing"'
out cr ../bin/cr-log --summary
is 'nothing outside its folder is run' "$status" 2
out cr log --summary
is 'cr TOOL runs the tool' "$status:$stdout" "0:$summary"
out cr log --no-such-option
is 'and hands its exit status on' "$status" 2
out cr --version
like 'cr --version' "$stdout" '^cr [0-9]+\.[0-9]+'
for tool in $tools; do
	out cr "$tool" --version
	like "$tool tells its version" "$status:$stdout" "^0:cr-$tool "
	out sh -c "cr-$tool --help >/dev/full"
	is "$tool notices a full disk" "$status" 3
done

if command -v mandoc >/dev/null; then
	out "$TOP/scripts/pages" --check
	is 'cr(7), cr-ledger(5) and README.md are up to date' "$status" 0
	[ "$status" = 0 ] || printf '%s\n' "$stdout" 'run: ./scripts/pages' |
	    sed 's/^/# /'
fi
done_testing
