#ifndef CR_TOOL_H
#define CR_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/field.h"
#include "cr/print.h"

struct cr_keys;
struct cr_stmt;

/*
 * What all tools do the same way: options, usage, locale, clock, ledger,
 * messages on standard error, exit status. A tool declares itself in one
 * constant table, from which usage, -h, completion and the parser come.
 */

/* Shared options: one letter, one meaning, in every tool. */
enum cr_tool_flags {
	CR_TOOL_LEDGER = 1 << 0,	/* -d, --ledger FILE */
	CR_TOOL_PRINTS = 1 << 1,	/* -f, -o, -H */
	CR_TOOL_DRY_RUN = 1 << 2,	/* -n, --dry-run */
	CR_TOOL_TOTALS = 1 << 3,	/* --totals */
	CR_TOOL_DOCUMENTS = 1 << 4,	/* -f text, html and pdf too */
};

struct cr_option {
	int letter;		/* 'x', or from 256 up for a long name only */
	const char *name;	/* "as-of" */
	const char *arg;	/* "DATE", or NULL when it takes none */
	const char *help;	/* one line, N_() */
};

struct cr_tool {
	const char *name;	/* "cr-age" */
	const char *summary;	/* one line, as in the NAME of its page, N_() */
	const char *operands;	/* "[KEY]..." or "" */
	unsigned flags;
	const struct cr_option *options;	/* letter 0 ends it; or NULL */
	const struct cr_field *fields;		/* of what it prints; or NULL */
	size_t nfields;
};

/* What the shared options said. */
struct cr_shared {
	const char *ledger;	/* -d, CR_LEDGER or the default path */
	struct cr_print_opts print;
};

/*
 * Set locale, text domain, clock, operator and reports up. Every tool
 * begins with it; reports go to standard error as "cr-age: file:17: what".
 */
void cr_tool_begin(struct cr *cr, struct cr_shared *sh,
    const struct cr_tool *tool);

/*
 * The next of the tool's own options, as getopt_long(), or -1 when there
 * are no more; optarg and optind as there. Shared options are dealt with;
 * -h, -V, --summary and -o help print and exit; what is wrong exits with 2.
 */
int cr_tool_option(struct cr *cr, struct cr_shared *sh,
    const struct cr_tool *tool, int argc, char **argv);

/* Complain about the usage and exit with 2. */
_Noreturn void cr_tool_usage(struct cr *cr, const struct cr_tool *tool,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Read DATE ("2026-09-30", "30/09/2026") of an option, or exit with 2. */
struct cr_date cr_tool_date(struct cr *cr, const struct cr_tool *tool,
    const char *option, const char *text);

/* Read a whole number of an option, or exit with 2. */
int64_t cr_tool_number(struct cr *cr, const struct cr_tool *tool,
    const char *option, const char *text);

/* Open the ledger of the shared options. */
int cr_tool_ledger(struct cr *cr, const struct cr_shared *sh,
    enum cr_db_mode mode);

/*
 * Settle the form of what a tool with CR_TOOL_DOCUMENTS writes to FILE or
 * into the folder DIR (both NULL: standard output): that of -f, of the
 * file's ending, or text for a terminal and TSV for a pipe. Exits with 2
 * when the one does not go with the other.
 */
void cr_tool_document(struct cr *cr, struct cr_shared *sh,
    const struct cr_tool *tool, const char *file, const char *dir);

/* A printer on standard output for the tool's fields. */
int cr_tool_printer(struct cr *cr, const struct cr_shared *sh,
    const struct cr_tool *tool, struct cr_printer **p);

/*
 * Print the row of a query whose columns are the N FIELDS, in their order.
 * The name of a field of kind CR_KEY tells which kind: item, doc, party.
 */
void cr_tool_put_row(struct cr_printer *p, const struct cr_field *fields,
    size_t n, struct cr_stmt *row);

/*
 * Keys from the operands, or from standard input when there are none and
 * it is neither a terminal nor another device, as /dev/null. False: none
 * of these; the tool takes what is natural. A pipe without a byte in it
 * leaves keys->stream false: cron gives one, but so does a filter that let
 * nothing through, which is why a tool that acts takes it for no keys.
 */
bool cr_tool_keys(struct cr *cr, int argc, char **argv,
    const enum cr_key_kind *kinds, struct cr_keys *keys);

struct cr_words;

/*
 * The operands as words, or those of standard input when there are none
 * and it is neither a terminal nor another device.
 */
int cr_tool_words(struct cr *cr, int argc, char **argv,
    struct cr_words *words);

/*
 * The end: tell ERROR (0 or an enum cr_error) if it is one, close standard
 * output and the ledger, and return the exit status. Records refused on
 * the way make it 1.
 */
int cr_tool_end(struct cr *cr, int error);

/* Where share/ is: CR_SHARE, or where make install put it. Borrowed. */
const char *cr_tool_share(void);

/* Progress on standard error, at most once a second and on a terminal. */
void cr_tool_progress(struct cr *cr, const char *what, uint64_t done);

#endif
