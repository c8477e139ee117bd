#!/bin/sh
# The front page: each command of "A day's work", which is the first that a
# new user types, runs as it stands there, in its order, in a copy of
# examples/. Letters go into a folder, by one option more.
. "$(dirname "$0")/lib.sh"
command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not there'

cp -R "$TOP/examples" home
cd home || exit 1
CR_LEDGER=$PWD/ledger.db CR_CONFIG=$PWD/cr.conf
export CR_LEDGER CR_CONFIG
mkdir outbox

# In the page, and in README.md which is made of it.
sed -n "/^\.Ss A day's work/,/^\.Ed/p" "$TOP/man/cr.7" |
    sed '/^\./d; s/ *#.*//; s/\\e/\\/g; s/\\-/-/g; /^$/d' >lines
like 'there are some' "$(wc -l <lines)" '[1-9]'
while read -r line; do
	t "README has: $line" grep -qF -- "$line" "$TOP/README.md"
done <lines

n=0
while IFS= read -r line <&3; do
	n=$((n + 1))
	run=$line
	case $run in *cr-send*) run="$run --eml outbox" ;; esac
	out sh -c "$run"
	if [ "$status" = 0 ]; then pass "runs: $line"
	else fail "runs: $line" "status: $status" "$stderr"; fi
done 3<lines

# And it has done what the words beside it say.
like 'the ledger holds what is owed' \
    "$(sqlite3 ledger.db 'SELECT count(*) FROM open_item')" '^[1-9][0-9]'
like 'what came in is matched' "$(sqlite3 ledger.db \
    "SELECT count(*) FROM matching WHERE state = 'booked'")" '^[1-9]'
like 'there are statements' "$(head -c 5 estratti.pdf)" '%PDF-'
like 'letters went out' "$(ls outbox | wc -l)" '[1-9]'
like 'and a list for a meeting' "$(head -c 2 old.xlsx)" 'PK'

done_testing
