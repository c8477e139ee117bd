#!/bin/sh
# night [FILE...]: what cron(8) runs every night: takes in what came back and
# the FILEs, matches, rates, decides and sends. It writes when somebody should look,
# and nothing else; the same night again does nothing more.
#
# What is busy or down (75) is tried again after so many seconds. Nobody is
# reminded before all FILEs are in and matched: who has paid may be in the line
# that was refused.
set -u
waits=${CR_NIGHT_WAITS-60 300 900}
errors=$(mktemp) || exit 3
trap 'rm -f "$errors"' EXIT
trap 'exit 3' HUP INT TERM
worst=0

# run STATUSES COMMAND...: with which the night goes on; any other ends it
run() {
	on=$1
	shift
	for wait in $waits end; do
		status=0
		"$@" </dev/null >/dev/null 2>"$errors" || status=$?
		if [ $status != 75 ] || [ "$wait" = end ]; then break; fi
		sleep "$wait"
	done
	cat "$errors" >&2
	[ $status -le $worst ] || worst=$status
	case " $on " in
	*" $status "*) return 0 ;;
	esac
	echo "night: $1 ended with status $status: nothing more is done" >&2
	exit $status
}

run '0 1 75' cr-fetch -q
[ $# != 1 ] || [ -e "$1" ] || shift	# "in/*": nothing came
[ $# = 0 ] || run 0 cr-import -q "$@"
run 0 cr-match -q
run '0 1' cr-rate -q
run '0 1' cr-limit -q
run '0 1' cr-dun -q --all
run '0 1' cr-dun -q --digests
run '0 1 75' cr-send -q --all
exit $worst
