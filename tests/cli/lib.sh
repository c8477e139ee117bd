# lib.sh: TAP for the shell tests. Sourced first by every tests/cli/*.t.
#
#   t NAME COMMAND...     one test: it passes when COMMAND does
#   out COMMAND...        runs it; leaves $status, $stdout and $stderr
#   is NAME GOT WANTED    equal texts
#   like NAME TEXT ERE    TEXT matches
#   skip_all REASON       the whole script does not apply here
#   done_testing          last line of every script
#
# Each script runs in a scratch folder of its own ($T), with LC_ALL=C, a
# fixed day and a ledger that does not exist yet.
set -u
TOP=$(cd "$(dirname "$0")/../.." && pwd)
BUILD=${BUILD:-$TOP/build}
SHARED=$TOP/../shared
T=$(mktemp -d "${TMPDIR:-/tmp}/cr-test.XXXXXX") || exit 1
cleanup() { :; }
trap 'cleanup; rm -rf "$T"' EXIT
trap 'exit 1' INT TERM
cd "$T" || exit 1
exec </dev/null	# keys are read from a pipe, whosever it is
PATH=$BUILD/bin:$PATH
LC_ALL=C CR_TODAY=2026-09-30 CR_LEDGER=$T/ledger.db CR_OPERATOR=test
CR_SHARE=$TOP/lib/share HOME=$T TZ=UTC
export PATH LC_ALL CR_TODAY CR_LEDGER CR_OPERATOR CR_SHARE HOME TZ
unset CR_CONFIG LANGUAGE LANG 2>/dev/null || :
tests=0 failed=0

pass() { tests=$((tests + 1)); echo "ok $tests - $1"; }
fail() {
	tests=$((tests + 1)) failed=$((failed + 1))
	echo "not ok $tests - $1"
	shift
	for line; do printf '%s\n' "$line" | sed 's/^/# /'; done
}
t() {
	name=$1
	shift
	if got=$("$@" 2>&1); then pass "$name"; else fail "$name" "$got"; fi
}
out() {
	status=0
	"$@" >"$T/.out" 2>"$T/.err" || status=$?
	stdout=$(cat "$T/.out") stderr=$(cat "$T/.err")
}
is() {
	if [ "$2" = "$3" ]; then pass "$1"
	else fail "$1" "got:    $2" "wanted: $3"; fi
}
like() {
	if printf '%s\n' "$2" | grep -Eq -- "$3"; then pass "$1"
	else fail "$1" "got:    $2" "wanted: $3"; fi
}
skip_all() { echo "1..0 # SKIP $1"; exit 0; }
done_testing() { echo "1..$tests"; [ "$failed" = 0 ]; exit; }
