#!/bin/sh
# The rules of the house, by reading the sources. One test a rule; what it
# prints on failure is file:line and what is wrong.
. "$(dirname "$0")/lib.sh"
cd "$TOP" || exit 1

sources=$(find lib cmd tests -name '*.[ch]' | sort)
headers=$(find include -name '*.h' | sort)
tools=$(find cmd -name 'cr-*.c' | sort)

# Rules print what breaks them; silence is obedience.
obeyed() {
	broken=$($2 2>&1)
	if [ -z "$broken" ]; then pass "$1"; else fail "$1" "$broken"; fi
}

# Without comments, literals and the lines of #include: what the code says.
bare() {
	perl -e 'for my $f (@ARGV) {
		local $/;
		open my $in, "<", $f or die "$f: $!";
		$_ = <$in>;
		s{(/\*.*?\*/)|("(?:\\.|[^"\\\n])*"|\x27(?:\\.|[^\x27\\\n])*\x27)}
		 {my $t = $1 // ""; $t =~ s/[^\n]//g; defined $2 ? q("") : $t}gse;
		my $n = 0;
		for (split /\n/) {
			$n++;
			print "$f:$n:$_\n" if !/^#\s*include/;
		}
	}' "$@"
}
# shellcheck disable=SC2086 # lists of names
bare $sources $headers >"$T/code"
# code ERE [FILES]: lines of code that match, in files whose names match.
code() { grep -E "^${2-}[^:]*:[0-9]+:" "$T/code" | grep -E "^[^:]*:[0-9]+:.*$1"; }

# --- doors: the only files that may include a library's headers

doors='
^sqlite3\.h$            ^lib/store/db_sqlite[a-z_]*\.[ch]$
^libxml/                ^lib/io/xml[a-z_]*\.c$
^openssl/               ^lib/io/(cms_[a-z_]*|digest)\.[ch]$
^curl/                  ^lib/io/(http[a-z_]*\.c|smtp(_line\.[ch]|\.c)|sftp\.c|imap\.c)$
^csv\.h$                ^lib/io/csvin\.c$
^jansson\.h$            ^lib/io/json[a-z_]*\.c$
^archive(_entry)?\.h$   ^lib/io/zip\.c$
^xlsxwriter\.h$         ^lib/io/xlsxout\.c$
^confuse\.h$            ^lib/io/conf\.c$
^libsmartcols(/|\.h$)   ^lib/io/print_table\.c$
^pango/|^cairo          ^lib/io/pdf[a-z_]*\.[ch]$
^qrencode\.h$           ^lib/io/qr\.c$
^libintl\.h$            ^include/cr/i18n\.h$
^check\.h$              ^tests/unit/
^dlfcn\.h$              ^tests/cli/kill\.c$
^math\.h$               ^lib/(core/late|type/logit|type/validation)[a-z_]*\.c$|^tests/unit/
^(assert|ctype|errno|inttypes|limits|locale|signal|stdalign|stdarg|stdatomic)\.h$ .
^(stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|time|wchar|wctype)\.h$ .
^(dirent|fcntl|fnmatch|getopt|glob|iconv|langinfo|poll|pthread|pwd)\.h$ .
^(regex|strings|sysexits|unistd|sys/[a-z]+|netdb|netinet/in)\.h$ .
'
closed_doors() {
	printf '%s\n' "$doors" | sed '/^$/d' >"$T/doors"
	# shellcheck disable=SC2086
	grep -En '^#[ 	]*include[ 	]*<' $sources $headers |
	awk 'NR == FNR { lib[++n] = $1; may[n] = $2; next }
	{
		file = $0; sub(/:.*/, "", file)
		where = $0; sub(/:[^:]*$/, "", where)
		header = $0; sub(/.*</, "", header); sub(/>.*/, "", header)
		door = ""
		for (i = 1; i <= n; i++)
			if (header ~ lib[i]) door = may[i]
		if (door == "") print where ": <" header "> has no door"
		else if (file !~ door)
			print where ": <" header "> belongs to " door
	}' "$T/doors" -
}
obeyed 'each library has one door' closed_doors

# --- layers: who may include whose headers

# The layer of a header of ours: that of its .c, or of the .c files whose
# names begin like it; a few are interfaces without a file of that name.
layer_of() {
	case $1 in
	field|i18n) echo base; return ;;
	digest) echo type; return ;;	# bytes to text and nothing else
	identity|keys|pki|print) echo io; return ;;
	balance|migration) echo store; return ;;
	canon|read|table) echo format; return ;;
	tool) echo cmd; return ;;
	esac
	# shellcheck disable=SC2046
	set -- "$1" $(ls "$TOP"/lib/*/"$1".c 2>/dev/null ||
	    ls "$TOP"/lib/*/"$1"_*.c 2>/dev/null ||
	    ls "$TOP"/lib/*/"$1"*.c 2>/dev/null)
	if [ $# -gt 1 ]; then basename "$(dirname "$2")"; else echo unknown; fi
}
echo 'base: base
type: base type
io: base type io
store: base type store
format: base type io format
core: base type io store format core
cmd: base type io store format core cmd' >"$T/may-use"
for h in $headers; do
	n=$(basename "$h" .h)
	echo "$n $(layer_of "$n")"
done >"$T/layers"
wrong_layers() {
	awk '$2 == "unknown" { print "include/cr/" $1 ".h: of which layer?" }' \
	    "$T/layers"
	# shellcheck disable=SC2086
	grep -En '^#[ 	]*include[ 	]*"cr/' $sources $headers |
	awk 'FILENAME != "-" && $1 ~ /:$/ {
		from = $1; sub(/:/, "", from)
		for (i = 2; i <= NF; i++) may[from, $i] = 1
		next
	}
	FILENAME != "-" { layer[$1] = $2; next }
	{
		file = $0; sub(/:.*/, "", file)
		where = $0; sub(/:[^:]*$/, "", where)
		header = $0; sub(/.*"cr\//, "", header)
		sub(/\.h".*/, "", header)
		split(file, part, "/")
		if (part[1] == "cmd") from = "cmd"
		else if (part[1] == "lib") from = part[2]
		else if (part[1] == "include") {
			from = part[3]; sub(/\.h$/, "", from)
			from = layer[from]
		} else next
		to = layer[header]
		if (!((from, to) in may))
			print where ": " from " may not use " to \
			    " (cr/" header ".h)"
	}' "$T/may-use" "$T/layers" -
}
obeyed 'includes point down the layers' wrong_layers

strays() {
	# shellcheck disable=SC2086
	grep -En '^#[ 	]*include[ 	]*"' $sources $headers |
	grep -Ev '"cr/' |
	sed 's/^\([^:]*\):\([0-9]*\):.*"\(.*\)".*/\1 \2 \3/' |
	while read -r file line header; do
		[ -f "$(dirname "$file")/$header" ] ||
		    echo "$file:$line: \"$header\" is not beside it"
	done
}
obeyed 'private headers stay in their folder' strays

own_first() {
	find lib -name '*.c' | while read -r f; do
		s=$(basename "$f" .c)
		first=$(sed -n 's/^#[ 	]*include[ 	]*//p' "$f" | head -n 1)
		if grep -qx "$s $(basename "$(dirname "$f")")" "$T/layers"
		then
			[ "$first" = "\"cr/$s.h\"" ] ||
			    echo "$f: begins with $first, not \"cr/$s.h\""
		else
			case $first in
			'"'*) ;;
			*) echo "$f: begins with $first, not a header of ours" ;;
			esac
		fi
	done
}
obeyed 'each file includes its own header first' own_first

# --- names

exported() {
	nm -A -g --defined-only "$BUILD/libcr.a" |
	awk '$NF !~ /^(cr_|_?_asan|__odr_asan)/ {
		print $1 " exports " $NF " without cr_" }'
}
obeyed 'the library exports cr_ names only' exported

tags() {
	# shellcheck disable=SC2086
	ctags --languages=C --langmap=C:.c.h --kinds-C=f --fields=+neS -f - \
	    $sources | awk -F '\t' -v OFS=' ' '{
		l = e = 0; s = ""
		for (i = 4; i <= NF; i++) {
			if ($i ~ /^line:/) l = substr($i, 6)
			if ($i ~ /^end:/) e = substr($i, 5)
			if ($i ~ /^file:/) s = "static"
		}
		if (e) print $2, l, e - l + 1, $1, s }'
}
tags >"$T/tags"
static_names() {
	awk '$5 == "static" && $4 ~ /^cr_/ {
		print $1 ":" $2 ": static function " $4 " has the prefix" }' \
	    "$T/tags"
}
obeyed 'static functions have no prefix' static_names

# --- what code must not say

inexact() {
	code '\<(float|double|strtod|strtof|strtold|atof|atoi|atol|atoll)\>' |
	grep -Ev '^(lib/core/(rat|scor|chart)[a-z_]*\.[ch]|include/cr/(rat|scor|chart)[a-z_]*\.h):|^lib/io/(xlsxout|pdf)[a-z_]*\.[ch]:|^tests/' |
	grep -Ev '^(lib/(core|type|format)|include/cr)/(late|logit|auc|validation|regressor)[a-z_]*\.[ch]:'	# statistics
}
obeyed 'no binary fractions near money' inexact
slashes() { code '//'; }
obeyed 'no // comments' slashes
unsafe() {
	code '\<(gets|strcpy|strcat|sprintf|vsprintf|strtok|tmpnam|mktemp|alloca|system|popen)[ ]*\(' |
	grep -Ev '^tests/|\<strcpy\([a-z]+, ""\)'
}
obeyed 'no function that cannot be bounded' unsafe
memory() {
	code '[^a-z_](malloc|calloc|realloc|strdup|strndup)[ ]*\(' '(lib|cmd)/' |
	grep -Ev '^lib/base/mem\.c:'
}
obeyed 'memory comes from one place' memory
talk() {
	code '\<(stdout|stderr|perror|puts|putchar|printf|vprintf)\>' lib/ |
	grep -Ev '__attribute__|^lib/base/mem\.c:|^lib/store/db_sqlite_stmt\.c:'
}
# (The machine has failed in mem.c, we have in db_sqlite_stmt.c, which abort.)
obeyed 'the library does not print' talk
environment() {
	code '\<(getenv|setlocale)[ ]*\(' 'lib/(base|type|store|format|core)/'
	code 'cr_conf_' lib/core/
}
obeyed 'core reads no configuration' environment
data_talk() {
	code '[^a-z_](printf|puts|putchar|fputs)[ ]*\(' 'cmd/cr-' |
	grep -v '^cmd/cr-log.c:.*head\.hash'	# one word, for --expect
	# shellcheck disable=SC2086
	[ -z "$tools" ] || grep -EHn \
	    '"[ 	]*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE)[ ]' $tools
}
obeyed 'tools hold no SQL and print through the printer' data_talk

# --- sizes

long_functions() {
	awk '$3 > 80 { print $1 ":" $2 ": " $4 " has " $3 " lines" }
	$1 ~ /^cmd\/cr-/ && $4 == "main" && $3 >= 60 {
		print $1 ":" $2 ": main has " $3 " lines" }' "$T/tags"
}
obeyed 'no function over 80 lines, no main over 60' long_functions
long_files() {
	# shellcheck disable=SC2086
	wc -l $sources $headers | awk '$2 != "total" && $1 > 500 {
		print $2 ": " $1 " lines" }'
	# shellcheck disable=SC2086
	[ -z "$tools" ] || wc -l $tools | awk '$2 != "total" && $1 > 150 {
		print $2 ": " $1 " lines, for a tool" }'
}
obeyed 'no file over 500 lines, no tool over 150' long_files
wide() {
	# shellcheck disable=SC2086
	LC_ALL=C awk '{
		s = $0; w = 0
		while ((i = index(s, "\t"))) {
			w += i - 1; w += 8 - w % 8; s = substr(s, i + 1)
		}
		gsub(/[\200-\277]/, "", s)
		if (w + length(s) > 80)
			print FILENAME ":" FNR ": " w + length(s) " columns"
	}' $sources $headers
}
obeyed 'no line over 80 columns' wide
blanks() {
	# shellcheck disable=SC2086
	grep -nE '[ 	]+$' $sources $headers
	# shellcheck disable=SC2086
	grep -nE '^ {8}' $sources $headers
}
obeyed 'tabs indent, nothing trails' blanks

alone() {
	# shellcheck disable=SC2086
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -Wall -Wextra \
	    -fsyntax-only -x c $headers
}
obeyed 'each header compiles alone' alone
documented() {
	for h in $headers; do
		grep -q '/\*' "$h" || echo "$h: no word of explanation"
	done
}
obeyed 'each header explains itself' documented

# --- the tree

places() {
	files=$(git ls-files 2>/dev/null) || return 0
	printf '%s\n' "$files" | tr '\n' '\0' |
	    xargs -0 grep -InE '(^|[^A-Za-z0-9._$}-])/(work|home|root|Users)/' --
}
obeyed 'no path of somebody'\''s machine' places
top_level() {
	files=$(git ls-files 2>/dev/null) || return 0
	printf '%s\n' "$files" | sed 's|/.*||' | sort -u |
	grep -Evx 'Makefile|cmd|lib|include|man|tests|examples|scripts|README\.md|COPYING|\.ci|\.gitignore'
}
obeyed 'nothing else at the top' top_level
done_testing
