#!/bin/sh
# Completion, as bash would do it: a line is typed, words come.
. "$(dirname "$0")/lib.sh"
command -v bash >/dev/null || skip_all 'no bash'

cat >complete.bash <<'BASH'
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_cr "$1"
printf '%s\n' "${COMPREPLY[@]}"
BASH
completed() {
	bash complete.bash "$TOP/scripts/completion.bash" "$@" 2>&1 |
	tr '\n' ' ' | sed 's/ $//'
}

like 'tools' "$(completed cr '')" '^help age .*\<log\> .*\<read\>'
is 'a tool by its beginning' "$(completed cr lo)" log
is 'of cr help too' "$(completed cr help lo)" log
is 'long options' "$(completed cr log --ver)" '--verify --verbose --version'
is 'of a tool called itself' "$(completed cr-log --since)" --since
is 'formats' "$(completed cr-log -f x)" 'xlsx xml'
is 'behind the long option too' "$(completed cr-log --format ts)" tsv
is 'a column' "$(completed cr-log -o ev)" event
is 'a column behind others' "$(completed cr-log -o event,ac)" event,act
is 'today' "$(completed cr-log --since 2026)" 2026-09-30
is 'this month' "$(completed cr-report --month 2026)" 2026-09
: >ledger-of-ours.db
is 'files' "$(completed cr-log -d ledger-of)" ledger-of-ours.db
is 'files as operands' "$(completed cr-read ledger-of)" ledger-of-ours.db
is 'the report that cr-report is asked for' "$(completed cr report fig)" figures
is 'either of them' "$(completed cr report ri)" risk
is 'of others files only' \
    "$(completed cr-sign 'fi')$(completed cr-verify 'fi')" ''
is 'nothing of a tool that there is not' "$(completed cr nothing --v)" ''
is 'an option without a value takes none' \
    "$(completed cr-log --verify --ru)" --run
t 'it is loaded under set -u' bash -uc '. "$1"' bash \
    "$TOP/scripts/completion.bash"
done_testing
