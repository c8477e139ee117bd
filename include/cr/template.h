#ifndef CR_TEMPLATE_H
#define CR_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

struct cr;
struct cr_arena;
struct cr_buf;

/*
 * Texts with places for values, compiled once and filled many times:
 *
 *	{{name}}		a value; {{name|<20}} and {{name|>12}} fill
 *				it up with blanks to the left or the right
 *	{{#name}}...{{/name}}	for each row of a list; or when a value is
 *				not empty
 *	{{^name}}...{{/name}}	when it is empty
 *	{{> name}}		a part of the document: a table, ...
 *	{{! words }}		nothing
 *
 * A section, its end, a part or a comment alone on a line takes the line
 * with it. Nothing else can be done: no code, no file, no second look at a
 * value. In HTML values are escaped; in text their control characters become
 * blanks. In an address of the web or a form each is percent-encoded, and in
 * JSON it stands between quotes that are the template's.
 */
enum cr_template_form {
	CR_TEMPLATE_TEXT,
	CR_TEMPLATE_HTML,
	CR_TEMPLATE_URL,
	CR_TEMPLATE_JSON,
};

#define CR_TEMPLATE_MAX_BYTES ((size_t)256 * 1024)
#define CR_TEMPLATE_MAX_DEPTH 8		/* of sections */
#define CR_TEMPLATE_MAX_OUTPUT ((size_t)8 << 20)

/*
 * The names that a template may use; the table ends with NULL. A name that
 * begins with '>' is that of a part. Where a part belongs, the filled text
 * holds a line of the two bytes CR_TEMPLATE_PART and CR_TEMPLATE_PART_FIRST
 * plus the index of its word, which nothing else in it can be.
 */
#define CR_TEMPLATE_PART '\001'
#define CR_TEMPLATE_PART_FIRST 32
#define CR_TEMPLATE_WORDS_MAX 96	/* of one table that has parts */

struct cr_template_word {
	const char *name;
	const char *help;
	const struct cr_template_word *rows;	/* of a list; else NULL */
};

struct cr_template;

/*
 * Compile N bytes of TEXT, which messages call NAME and which must outlive
 * *OUT. CR_EUSAGE with file and line: an unknown name, a section that does
 * not end, ... LINE is the number of its first line.
 */
int cr_template_parse(struct cr *cr, const char *name, int line,
    const char *text, size_t n, enum cr_template_form form,
    const struct cr_template_word *words, struct cr_template **out);
void cr_template_free(struct cr_template *t);

/* Values for the words of one table; all live in the arena. */
struct cr_values;

struct cr_values *cr_values_new(struct cr_arena *a,
    const struct cr_template_word *words);
/* Set the value with index WORD in the table; TEXT is copied. */
void cr_values_set(struct cr_values *v, size_t word, const char *text);
/* The same of a text that lives as long as the arena: it is borrowed. */
void cr_values_lend(struct cr_values *v, size_t word, const char *text);
/* The value as it was set, or NULL; the rows of a list. */
const char *cr_values_get(const struct cr_values *v, size_t word);
const struct cr_values *cr_values_first(const struct cr_values *v,
    size_t word);
const struct cr_values *cr_values_next(const struct cr_values *row);
/* One more row of the list with index WORD. */
struct cr_values *cr_values_row(struct cr_values *v, size_t word);
/* The same with the values of ROW, which is of a list with the same words. */
struct cr_values *cr_values_row_as(struct cr_values *v, size_t word,
    const struct cr_values *row);

/* Append the filled text; CR_ELIMIT when it passes the buffer's bound. */
int cr_template_fill(struct cr *cr, const struct cr_template *t,
    const struct cr_values *v, struct cr_buf *out);

#endif
