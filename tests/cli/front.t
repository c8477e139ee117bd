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

# --- every night: the lines for cron, as cron runs them

export CR_TODAY=2026-10-15
mkdir -p in back/new back/cur back/tmp share
cat >night.conf <<C
mail { via = command command = { "sh", "-c", "test ! -e down || exit 75; cat >>sent" }
	from = "crediti@brenta.example" }
inbox back { path = "$PWD/back" }
C
sed -n '/^\.Ss Every night/,/^\.Ed/p' "$TOP/man/cr.7" |
    sed '/^\./d' >cron.lines
# as_cron LINE: its command, with the variables of the table and little more
as_cron() {
	command=$(printf '%s\n' "$1" | sed -E 's/^([^ ]+ +){5}//' |
	    sed "s|/srv/crediti|$PWD|g; s|/usr/local/share/cr|$CR_SHARE|g")
	out env -i HOME="$HOME" PATH="$PATH" CR_LEDGER="$CR_LEDGER" \
	    CR_CONFIG="$PWD/night.conf" CR_SHARE="$CR_SHARE" LC_ALL=C \
	    CR_TODAY="$CR_TODAY" CR_NIGHT_WAITS="${WAITS-0}" CR_OPERATOR=cron \
	    /bin/sh -c "$command"
}
grep "^[0-9*]" cron.lines >nightly
is 'three lines' "$(wc -l <nightly)" 3
is 'that cron understands' "$(grep -Ev \
    '^[0-9*][0-9*/,-]*( +[0-9*][0-9*/,-]*){4} +[a-z][^%]*$' nightly)" ''
night=$(sed -n 1p nightly)
cr-import -q agenti.csv depositi.csv >/dev/null	# they get digests
as_cron "$night"
is 'a night is quiet, if nothing came too' "$status:$stdout$stderr" '0:'
like 'letters go out' "$(grep -c '^MIME-Version' sent)" '^[1-9]'
letters=$(wc -c <sent)
cp pagamenti.csv in
while IFS= read -r line <&3; do
	as_cron "$line"
	is "again, nothing: $line" "$status:$stdout$stderr:$(wc -c <sent)" \
	    "0::$letters"
done 3<nightly
CR_TODAY=2026-11-16
touch down
as_cron "$night"
is 'the mail server is down: to be tried again' "$status:$(wc -c <sent)" \
    "75:$letters"
as_cron "$(sed -n 2p nightly)"
is 'by day too, which is not told as a failure' "$status:$stdout" 0:
rm down
as_cron "$(sed -n 2p nightly)"
t 'then they go' test "$(wc -c <sent)" -gt "$letters"
letters=$(wc -c <sent)
CR_TODAY=2026-12-14
cp broken/scadenzario-errato.csv in
as_cron "$night"
is 'a line that is refused: nobody is reminded' "$status:$(wc -c <sent)" \
    "1:$letters"
like 'and somebody is told' "$stderr" 'cr-import ended with status 1'

done_testing
