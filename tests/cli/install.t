#!/bin/sh
# make install puts everything in its place, and uninstall leaves nothing.
. "$(dirname "$0")/lib.sh"
PATH=${PATH#"$BUILD/bin:"}

install() {
	MAKEFLAGS='' MFLAGS='' make -s -C "$TOP" BUILD="$BUILD" \
	    PREFIX="$prefix" DESTDIR="$1" "$2"
}
prefix=$T/opt
t 'make install' install '' install
missing() {
	for f in "$TOP"/cmd/cr "$TOP"/cmd/cr-*.c; do
		f=$(basename "$f" .c)
		[ -x "opt/bin/$f" ] || echo "bin/$f"
	done
	for f in "$TOP"/man/*.[0-9]; do
		[ -f "opt/share/man/man${f##*.}/${f##*/}" ] || echo "${f##*/}"
	done
	(cd "$TOP/lib/share" 2>/dev/null && find . -type f) |
	while read -r f; do
		cmp -s "$TOP/lib/share/$f" "opt/share/cr/$f" ||
		    echo "share/cr/$f"
	done
	for f in "$TOP"/lib/po/*.po; do
		[ -f "$f" ] || continue
		f=share/locale/$(basename "$f" .po)/LC_MESSAGES/cr.mo
		[ -f "opt/$f" ] || echo "$f"
	done
	for f in cr cr-log; do
		f=share/bash-completion/completions/$f
		[ -e "opt/$f" ] || echo "$f"
	done
}
is 'nothing is missing' "$(missing)" ''
out env -u CR_SHARE opt/bin/cr help
is 'cr finds its tools where it is installed' \
    "$status:$(printf '%s\n' "$stdout" | grep -c '^  log ')" 0:1
out env -i HOME="$T" opt/bin/cr read "$TOP"/examples/fatture/*_00102.xml
is 'a tool works there' "$status:$stderr" 0:
others() {
	find "$T/opt" -type f -perm /022
}
is 'nobody else may write there' "$(others)" ''
t 'make uninstall' install '' uninstall
is 'leaves nothing' "$(find opt -type f -o -type l)" ''

prefix=/usr
mkdir stage
t 'make install with DESTDIR' install "$T/stage" install
is 'installs below it' "$(cd stage && ls)" usr
t 'make uninstall with DESTDIR' install "$T/stage" uninstall
is 'leaves nothing there' "$(find stage -type f -o -type l)" ''
done_testing
