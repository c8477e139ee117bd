# Completion of cr and its tools for bash. What there is to complete comes
# from the tools themselves: --help for options, -o help for columns.
# shellcheck shell=bash

# _cr_arg TOOL OPTION: what the option takes ("file", "date"), or nothing.
_cr_arg() {
	"$1" --help 2>/dev/null | awk -v want="$2" '
	/^  / {
		for (i = 1; i <= 2; i++) {
			word = $i
			sub(/,$/, "", word)
			if (word != want)
				continue
			last = $1 ~ /,$/ ? 2 : 1
			# The argument is one blank behind the long name.
			rest = substr($0, index($0, $last) + length($last))
			if (rest ~ /^ [a-z]/) {
				split(rest, part, " ")
				print part[1]
			}
			exit
		}
	}'
}

_cr_words() {
	local IFS=$'\n'
	COMPREPLY=($(compgen -W "$1" -- "$2"))
}

_cr_columns() {
	local before= last=$2
	case $2 in
	*,*) before=${2%,*}, last=${2##*,} ;;
	esac
	_cr_words "$("$1" -o help 2>/dev/null | awk '{ print $1 }')" "$last"
	COMPREPLY=("${COMPREPLY[@]/#/$before}")
	compopt -o nospace 2>/dev/null || :	# only where bash completes
}

_cr_value() {
	case $(_cr_arg "$1" "$2") in
	format) _cr_words $'table\ntsv\njson\ncsv\nexcel\nxlsx\nxml' "$3" ;;
	form) _cr_words $'text\nhtml\npdf\ntable\ntsv\njson\ncsv\nexcel\nxlsx\nxml' "$3" ;;
	columns) _cr_columns "$1" "$3" ;;
	month) local today=${CR_TODAY:-$(date +%Y-%m-%d)}
		_cr_words "${today%-*}" "$3" ;;
	date|day) _cr_words "${CR_TODAY:-$(date +%Y-%m-%d)}" "$3" ;;
	'') return 1 ;;
	*) COMPREPLY=($(compgen -f -- "$3")) ;;
	esac
}

# _cr_verbs TOOL: the words that its usage names as the first operand, as
# "figures" of cr-report; a file is none.
_cr_verbs() {
	"$1" --help 2>/dev/null | sed '/^[^u ]/,$d' | tr '\n' ' ' |
	sed 's/^usage: [^ ]*//; s/\[[^]]*\]//g' | tr -s ' |' '\n' |
	grep '^[a-z]\{1,\}$' | grep -vx file
}

# The tool that is being typed is TOOL, the word CURRENT behind PREVIOUS.
_cr_tool() {
	local tool=$1 current=$2 previous=$3
	command -v "$tool" >/dev/null || return
	case $previous in
	-*) _cr_value "$tool" "$previous" "$current" && return ;;
	esac
	case $current in
	-*)
		_cr_words "$("$tool" --help 2>/dev/null |
		    sed -n 's/^  .\{0,4\}\(--[a-z0-9-]*\).*/\1/p')" "$current"
		;;
	*)
		_cr_words "$(_cr_verbs "$tool")" "$current"
		COMPREPLY+=($(compgen -f -- "$current"))
		;;
	esac
}

_cr() {
	local current=${COMP_WORDS[COMP_CWORD]}
	local previous=${COMP_WORDS[COMP_CWORD-1]}
	COMPREPLY=()
	if [[ ${1##*/} == cr-* ]]; then
		_cr_tool "$1" "$current" "$previous"
	elif ((COMP_CWORD == 1)); then
		_cr_words "help"$'\n'"$("$1" help 2>/dev/null |
		    sed -n 's/^  \([a-z]*\) .*/\1/p')" "$current"
	elif ((COMP_CWORD == 2)) && [[ ${COMP_WORDS[1]} == help ]]; then
		_cr_words "$("$1" help 2>/dev/null |
		    sed -n 's/^  \([a-z]*\) .*/\1/p')" "$current"
	else
		local dir=
		[[ $1 == */* ]] && dir=${1%/*}/
		_cr_tool "${dir}cr-${COMP_WORDS[1]}" "$current" "$previous"
	fi
}

complete -o filenames -F _cr cr
# shellcheck disable=SC2046
complete -o filenames -F _cr $(cr help 2>/dev/null |
	sed -n 's/^  \([a-z]*\) .*/cr-\1/p')
