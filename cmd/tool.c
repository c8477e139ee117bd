#include "cr/tool.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <locale.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/str.h"

#define OPTIONS_MAX 64		/* of one tool, the shared ones too */

enum { OPT_SUMMARY = 1000, OPT_TOTALS };

/* A shared option: which tools have it, beside what a tool says of one. */
static const struct shared {
	struct cr_option option;
	unsigned flags;		/* 0: all tools */
} shared[] = {
	{ { 'd', "ledger", "file", N_("the ledger") }, CR_TOOL_LEDGER },
	{ { 'f', "format", "form",
	    N_("text, html or pdf; or tsv, json, csv, excel, xlsx, xml") },
	    CR_TOOL_PRINTS | CR_TOOL_DOCUMENTS },
	{ { 'f', "format", "format",
	    N_("table, tsv, json, csv, excel, xlsx or xml") },
	    CR_TOOL_PRINTS },
	{ { 'f', "format", "form", N_("text, html, pdf") }, CR_TOOL_DOCUMENTS },
	{ { 'H', "no-header", NULL, N_("leave the header out") },
	    CR_TOOL_PRINTS },
	{ { 'n', "dry-run", NULL, N_("do all but the writing") },
	    CR_TOOL_DRY_RUN },
	{ { 'o', "columns", "columns",
	    N_("columns to print, in order; help lists them") },
	    CR_TOOL_PRINTS },
	{ { OPT_TOTALS, "totals", NULL, N_("a last row with the sums") },
	    CR_TOOL_TOTALS },
	{ { 'q', "quiet", NULL, N_("errors only") }, 0 },
	{ { 'v', "verbose", NULL, N_("tell more; twice, more still") }, 0 },
	{ { 'V', "version", NULL, N_("print the version") }, 0 },
	{ { 'h', "help", NULL, N_("print this") }, 0 },
	{ { OPT_SUMMARY, "summary", NULL, NULL }, 0 },
};

static bool
has_letter(const struct cr_option *const *v, size_t n, int letter)
{
	while (n > 0 && v[n - 1]->letter != letter)
		n--;
	return n > 0;
}

/* The options of TOOL, then the shared ones; of equal letters the first. */
static size_t
all_options(const struct cr_tool *tool, const struct cr_option *v[OPTIONS_MAX])
{
	const struct cr_option *o;
	size_t n = 0, i;

	for (o = tool->options; o != NULL && o->letter != 0; o++)
		v[n++] = o;
	for (i = 0; i < sizeof(shared) / sizeof(shared[0]); i++)
		if ((shared[i].flags & tool->flags) == shared[i].flags &&
		    !has_letter(v, n, shared[i].option.letter))
			v[n++] = &shared[i].option;
	return n;
}

/* Add WORD to a usage line, breaking it before column 80. */
static void
usage_word(FILE *out, size_t *column, size_t indent, const char *word)
{
	if (*column + 1 + strlen(word) > 79) {
		fprintf(out, "\n%*s", (int)indent, "");
		*column = indent;
	}
	*column += (size_t)fprintf(out, " %s", word);
}

/* The letters of the options that take no value: "[-Hhnqv]". */
static void
flag_letters(const struct cr_option *const *v, size_t n, char *to)
{
	static const char order[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	const char *letter;
	size_t i;

	*to++ = '[';
	*to++ = '-';
	for (letter = order; *letter != '\0'; letter++)
		for (i = 0; i < n; i++)
			if (v[i]->letter == *letter && v[i]->arg == NULL)
				*to++ = *letter;
	*to++ = ']';
	*to = '\0';
}

/* "usage: cr-age [-Hnqv] [-d file] [--as-of date] [key ...]" */
static void
print_synopsis(const struct cr_tool *tool, FILE *out)
{
	const struct cr_option *v[OPTIONS_MAX];
	size_t n = all_options(tool, v), i, column, indent;
	char word[128];

	column = indent = (size_t)fprintf(out, "usage: %s", tool->name);
	flag_letters(v, n, word);
	usage_word(out, &column, indent, word);
	for (i = 0; i < n; i++) {
		if (v[i]->help == NULL || (v[i]->arg == NULL &&
		    v[i]->letter < 256))
			continue;
		if (v[i]->letter < 256)
			snprintf(word, sizeof(word), "[-%c %s]", v[i]->letter,
			    v[i]->arg);
		else
			snprintf(word, sizeof(word), "[--%s%s%s]", v[i]->name,
			    v[i]->arg ? " " : "", v[i]->arg ? v[i]->arg : "");
		usage_word(out, &column, indent, word);
	}
	if (*tool->operands != '\0')
		usage_word(out, &column, indent, tool->operands);
	putc('\n', out);
}

static void
print_help(const struct cr_tool *tool)
{
	const struct cr_option *v[OPTIONS_MAX];
	size_t n = all_options(tool, v), i;
	char left[64];

	print_synopsis(tool, stdout);
	printf("%s\n\n", _(tool->summary));
	for (i = 0; i < n; i++) {
		if (v[i]->help == NULL)
			continue;
		snprintf(left, sizeof(left), "%c%c%c --%s%s%s",
		    v[i]->letter < 256 ? '-' : ' ',
		    v[i]->letter < 256 ? v[i]->letter : ' ',
		    v[i]->letter < 256 ? ',' : ' ', v[i]->name,
		    v[i]->arg ? " " : "", v[i]->arg ? v[i]->arg : "");
		printf("  %-28s %s\n", left, _(v[i]->help));
	}
}

void
cr_tool_usage(struct cr *cr, const struct cr_tool *tool, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: ", tool->name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	putc('\n', stderr);
	print_synopsis(tool, stderr);
	cr_db_close(cr);
	cr_release(cr);
	exit(CR_EXIT_USAGE);
}

static void
print_report(void *ctx, const struct cr_report *r)
{
	const struct cr *cr = ctx;

	if (!r->refused && cr->verbose < 0)
		return;
	fflush(stdout);
	fprintf(stderr, "%s: ", cr->tool);
	if (r->file != NULL)
		fprintf(stderr, "%s:", r->file);
	if (r->line != 0)
		fprintf(stderr, "%" PRId64 ":", r->line);
	fprintf(stderr, "%s%s\n", r->file || r->line ? " " : "", r->text);
}

/*
 * The day in Italy, by the rule of the European Union (directive 2000/84)
 * rather than by a time-zone file that a small machine may lack.
 */
static struct cr_date
day_in_italy(void)
{
	struct cr_date day = CR_DATE_NONE;
	time_t now = time(NULL);
	struct tm tm;
	char *old = getenv("TZ");

	old = old ? cr_strdup(old) : NULL;
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	localtime_r(&now, &tm);
	if (old != NULL)
		setenv("TZ", old, 1);
	else
		unsetenv("TZ");
	tzset();
	free(old);
	cr_date_from_ymd(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, &day);
	return day;
}

static void
set_clock(struct cr *cr, const struct cr_tool *tool)
{
	const char *today = getenv("CR_TODAY");

	if (cr_is_empty(today))
		cr->today = day_in_italy();
	else if (!cr_date_parse(today, strlen(today), CR_DATE_ISO, &cr->today))
		cr_tool_usage(cr, tool, "CR_TODAY=\"%s\" is not a day "
		    "(YYYY-MM-DD)", today);
}

static const char *
operator_name(void)
{
	const char *name = getenv("CR_OPERATOR");
	struct passwd *pw;

	if (!cr_is_empty(name))
		return name;
	pw = getpwuid(getuid());
	return pw != NULL ? pw->pw_name : "unknown";
}

/* Separators for people come from the locale; for programs never. */
static void
set_locale(struct cr_print_opts *print)
{
	const char *dir = getenv("CR_LOCALEDIR");
	struct lconv *lc;

	setlocale(LC_ALL, "");
	lc = localeconv();
	print->mark = strlen(lc->decimal_point) == 1 ?
	    *lc->decimal_point : '.';
	print->group = strlen(lc->thousands_sep) == 1 ?
	    *lc->thousands_sep : print->mark == ',' ? '.' : '\0';
	setlocale(LC_NUMERIC, "C");
	bindtextdomain(CR_TEXT_DOMAIN, dir ? dir : CR_LOCALEDIR);
	bind_textdomain_codeset(CR_TEXT_DOMAIN, "UTF-8");
}

static const char *
default_ledger(void)
{
	static char path[4096];
	const char *env = getenv("CR_LEDGER"), *home = getenv("HOME");
	const char *data = getenv("XDG_DATA_HOME");

	if (!cr_is_empty(env))
		return env;
	if (!cr_is_empty(data))
		snprintf(path, sizeof(path), "%s/cr/ledger.db", data);
	else
		snprintf(path, sizeof(path), "%s/.local/share/cr/ledger.db",
		    home ? home : "");
	return path;
}

void
cr_tool_begin(struct cr *cr, struct cr_shared *sh, const struct cr_tool *tool)
{
	*sh = (struct cr_shared){ 0 };
	cr_init(cr, tool->name);
	set_locale(&sh->print);
	sh->ledger = default_ledger();
	sh->print.title = tool->name;
	cr->operator = operator_name();
	cr->on_report = print_report;
	cr->report_ctx = cr;
	set_clock(cr, tool);
}

const char *
cr_tool_share(void)
{
	const char *dir = getenv("CR_SHARE");

	return cr_is_empty(dir) ? CR_DATADIR : dir;
}

/* getopt_long()'s tables from ours. */
static void
getopt_tables(const struct cr_tool *tool, char *letters, struct option *longs)
{
	const struct cr_option *v[OPTIONS_MAX];
	size_t n = all_options(tool, v), i;

	*letters++ = ':';
	for (i = 0; i < n; i++) {
		if (v[i]->letter < 256) {
			*letters++ = (char)v[i]->letter;
			if (v[i]->arg != NULL)
				*letters++ = ':';
		}
		longs[i] = (struct option){ v[i]->name, v[i]->arg != NULL,
		    NULL, v[i]->letter };
	}
	*letters = '\0';
	longs[n] = (struct option){ 0 };
}

static _Noreturn void
leave(struct cr *cr)
{
	exit(cr_tool_end(cr, CR_OK));
}

/* Deal with a shared option; false if it is the tool's own. */
static bool
shared_option(struct cr *cr, struct cr_shared *sh, const struct cr_tool *tool,
    int letter)
{
	switch (letter) {
	case 'd':
		sh->ledger = optarg;
		return true;
	case 'f':
		if (!cr_format_parse(optarg, &sh->print.format) ||
		    (CR_FORMAT_IS_DOCUMENT(sh->print.format) &&
		    (tool->flags & CR_TOOL_DOCUMENTS) == 0))
			cr_tool_usage(cr, tool, "there is no format \"%s\"",
			    optarg);
		return true;
	case 'H':
		sh->print.no_header = true;
		return true;
	case 'n':
		cr->dry_run = true;
		return true;
	case 'o':
		if (strcmp(optarg, "help") == 0) {
			cr_fields_help(tool->fields, tool->nfields, stdout);
			leave(cr);
		}
		sh->print.columns = optarg;
		return true;
	case OPT_TOTALS:
		sh->print.totals = true;
		return true;
	case 'q':
		cr->verbose = -1;
		return true;
	case 'v':
		cr->verbose++;
		return true;
	default:
		return false;
	}
}

int
cr_tool_option(struct cr *cr, struct cr_shared *sh,
    const struct cr_tool *tool, int argc, char **argv)
{
	char letters[2 * OPTIONS_MAX + 2];
	struct option longs[OPTIONS_MAX + 1];
	const struct cr_option *o;
	int c;

	getopt_tables(tool, letters, longs);
	while ((c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		for (o = tool->options; o != NULL && o->letter != 0; o++)
			if (o->letter == c)
				return c;
		if (shared_option(cr, sh, tool, c))
			continue;
		switch (c) {
		case 'h':
			print_help(tool);
			leave(cr);
		case 'V':
			printf("%s %s\n", tool->name, CR_VERSION);
			leave(cr);
		case OPT_SUMMARY:
			printf("%s\n", _(tool->summary));
			leave(cr);
		case ':':
			cr_tool_usage(cr, tool, "%s needs a value",
			    argv[optind - 1]);
		default:
			cr_tool_usage(cr, tool, "there is no option %s",
			    argv[optind - 1]);
		}
	}
	return -1;
}

struct cr_date
cr_tool_date(struct cr *cr, const struct cr_tool *tool, const char *option,
    const char *text)
{
	struct cr_date d = cr->today;
	size_t n = strlen(text);

	if (strcmp(text, "today") != 0 &&
	    !cr_date_parse(text, n, CR_DATE_ISO, &d) &&
	    !cr_date_parse(text, n, CR_DATE_DMY, &d))
		cr_tool_usage(cr, tool, "--%s: \"%s\" is not a day", option,
		    text);
	return d;
}

int64_t
cr_tool_number(struct cr *cr, const struct cr_tool *tool, const char *option,
    const char *text)
{
	int64_t n;

	if (!cr_parse_int(text, strlen(text), &n))
		cr_tool_usage(cr, tool, "--%s: \"%s\" is not a number",
		    option, text);
	return n;
}

int
cr_tool_ledger(struct cr *cr, const struct cr_shared *sh, enum cr_db_mode mode)
{
	int err = cr_ledger_open(cr, sh->ledger, mode);

	/* Without its ledger a tool does nothing at all: that is status 3 */
	return err == CR_ENOTFOUND ? CR_ESYSTEM : err;
}

int
cr_tool_printer(struct cr *cr, const struct cr_shared *sh,
    const struct cr_tool *tool, struct cr_printer **p)
{
	return cr_printer_new(cr, tool->fields, tool->nfields, &sh->print,
	    stdout, p);
}

bool
cr_tool_keys(struct cr *cr, int argc, char **argv,
    const enum cr_key_kind *kinds, struct cr_keys *keys)
{
	struct stat st;
	int i;

	*keys = (struct cr_keys){ 0 };
	if (optind == argc && (fstat(STDIN_FILENO, &st) != 0 ||
	    S_ISCHR(st.st_mode)))
		return false;
	if (optind == argc || (argc - optind == 1 &&
	    strcmp(argv[optind], "-") == 0)) {
		cr_keys_read(cr, keys, stdin, kinds);
		return true;
	}
	for (i = optind; i < argc; i++)
		cr_keys_add(cr, keys, argv[i], kinds);
	return true;
}

int
cr_tool_end(struct cr *cr, int error)
{
	int status = cr_exit_status(error);

	if (error != CR_OK && *cr_errmsg(cr) != '\0')
		fprintf(stderr, "%s: %s\n", cr->tool, cr_errmsg(cr));
	if (status == CR_EXIT_DONE && cr->refused > 0)
		status = CR_EXIT_SOME;
	if (fclose(stdout) != 0) {
		fprintf(stderr, "%s: could not write standard output: %s\n",
		    cr->tool, strerror(errno));
		status = CR_EXIT_FAILED;
	}
	cr_db_close(cr);
	cr_release(cr);
	return status;
}

void
cr_tool_progress(struct cr *cr, const char *what, uint64_t done)
{
	static time_t last;
	time_t now;

	if ((done & 1023) != 0 || cr->verbose < 0 || !isatty(STDERR_FILENO))
		return;
	now = time(NULL);
	if (last != 0 && now != last)
		fprintf(stderr, "\r%s: %" PRIu64 " %s\033[K\r", cr->tool, done,
		    what);
	last = now;
}
