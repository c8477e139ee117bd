# Every fuzz target withstands its corpus.
. "$(dirname "$0")/lib.sh"

for source in "$TOP"/tests/fuzz/*.c; do
	[ -e "$source" ] || skip_all 'there are no targets'
	name=$(basename "$source" .c)
	corpus=$TOP/tests/corpus/$name
	if ! [ -d "$corpus" ]; then
		fail "$name has a corpus" "no folder tests/corpus/$name"
		continue
	fi
	status=0
	"$BUILD/fuzz/$name" "$corpus" >out 2>err || status=$?
	is "$name withstands its corpus" "$status$(cat err)" 0
	[ "$status" = 0 ] || sed -n '$s/^/# broke on /p' out
	is "$name saw all of it" "$(grep -c . <out)" \
	    "$(find "$corpus" -type f ! -name '.*' | grep -c .)"
done
done_testing
