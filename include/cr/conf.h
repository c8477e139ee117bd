#ifndef CR_CONF_H
#define CR_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/error.h"

struct cr;
struct cr_input;

/*
 * Configuration, mapping and policy files: name = value, lists in braces,
 * sections in braces, comments with # or //. What a file may hold is said
 * beforehand by a table; anything else is refused by name and line, and so
 * is an option given twice. A file cannot include another, read the
 * environment or run anything.
 *
 *	minimum = 50.00			text
 *	days = 10			CR_CONF_INT
 *	ask = yes			CR_CONF_BOOL: yes no true false on off
 *	channels = { pec, "email" }	CR_CONF_LIST
 *	level first { days = 5 }	CR_CONF_SECTION with CR_CONF_TITLED
 *
 * Text in double quotes knows \" \\ \n and \t.
 */
enum cr_conf_type {
	CR_CONF_TEXT,
	CR_CONF_INT,		/* decimal, 18 digits at most */
	CR_CONF_BOOL,
	CR_CONF_LIST,		/* of texts; a single text is a list of one */
	CR_CONF_SECTION,
};

enum {
	CR_CONF_TITLED = 1,	/* a section with a name of its own */
	CR_CONF_MANY = 2,	/* a section that may come more than once */
};

struct cr_conf_opt {
	const char *name;	/* NULL ends the table */
	enum cr_conf_type type;
	const struct cr_conf_opt *sub;	/* what a section may hold */
	int flags;
};

#define CR_CONF_MAX_BYTES ((size_t)1 << 20)	/* the longest file */

struct cr_conf;			/* a file that was read */
struct cr_conf_sec;		/* the file itself, or one section of it */

/*
 * The whole text of the file PATH, borrowed from *IN, which the caller frees
 * also after a failure. ABSENT is what it is when the file cannot be opened.
 */
int cr_conf_read(struct cr *cr, const char *path, enum cr_error absent,
    struct cr_input **in, const char **text, size_t *n);

/*
 * Read the file PATH, or N bytes of TEXT that messages call NAME. OPTS must
 * outlive *OUT, which the caller frees. CR_ENOTFOUND when there is no such
 * file, CR_EUSAGE when it is not right: the message begins "file:line: ".
 */
int cr_conf_open(struct cr *cr, const char *path,
    const struct cr_conf_opt *opts, struct cr_conf **out);
int cr_conf_parse(struct cr *cr, const char *name, const char *text, size_t n,
    const struct cr_conf_opt *opts, struct cr_conf **out);
void cr_conf_free(struct cr_conf *c);

/* All below is borrowed from the file and lives as long as it. */
const struct cr_conf_sec *cr_conf_root(const struct cr_conf *c);

/* How many sections NAME there are in S, and the one with index I. */
size_t cr_conf_count(const struct cr_conf_sec *s, const char *name);
const struct cr_conf_sec *cr_conf_section(const struct cr_conf_sec *s,
    const char *name, size_t i);
/* The title of a section; NULL when it has none. */
const char *cr_conf_title(const struct cr_conf_sec *s);

/*
 * Values by name, of the type that the table says; NAME must be in the
 * table. What the file does not say is ABSENT.
 */
bool cr_conf_has(const struct cr_conf_sec *s, const char *name);
const char *cr_conf_text(const struct cr_conf_sec *s, const char *name,
    const char *absent);
int64_t cr_conf_int(const struct cr_conf_sec *s, const char *name,
    int64_t absent);
bool cr_conf_bool(const struct cr_conf_sec *s, const char *name, bool absent);
/* The text with index I of a list; NULL after the last. */
const char *cr_conf_item(const struct cr_conf_sec *s, const char *name,
    size_t i);

/* The line of NAME (of S itself when NULL or absent), and the file. */
int64_t cr_conf_line(const struct cr_conf_sec *s, const char *name);
const char *cr_conf_file(const struct cr_conf_sec *s);

/* cr_fail() with CR_EUSAGE and "file:line: " of NAME before the message. */
int cr_conf_fail(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
