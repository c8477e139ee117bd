#ifndef CR_JSON_H
#define CR_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr;
struct cr_json;

/*
 * JSON (RFC 8259) from strangers, read whole: UTF-8 only, no key twice in an
 * object, no NUL in a text, at most 2048 values within each other.
 */
enum cr_json_type {
	CR_JSON_NULL,
	CR_JSON_BOOL,
	CR_JSON_INT,		/* a whole number of 64 bits */
	CR_JSON_REAL,		/* any other; its value is not given */
	CR_JSON_TEXT,
	CR_JSON_LIST,
	CR_JSON_OBJECT,
};

/*
 * Parse N bytes that are one object or list; the caller frees *OUT, and with
 * it everything inside. CR_EINPUT with what is wrong and at which byte.
 */
int cr_json_parse(struct cr *cr, const char *s, size_t n,
    struct cr_json **out);
/*
 * The same, but a number that is not a whole one of 64 bits is a text of its
 * digits as they stand, so that an amount can be read to the cent.
 */
int cr_json_parse_exact(struct cr *cr, const char *s, size_t n,
    struct cr_json **out);
void cr_json_free(struct cr_json *j);

/* Everything below is borrowed and lives as long as what was parsed. */
enum cr_json_type cr_json_type(const struct cr_json *j);
/* "text", "whole number": for messages. */
const char *cr_json_type_word(enum cr_json_type t);

/* Of CR_JSON_TEXT, CR_JSON_INT, CR_JSON_BOOL; else NULL, 0, false. */
const char *cr_json_text(const struct cr_json *j);
int64_t cr_json_int(const struct cr_json *j);
bool cr_json_bool(const struct cr_json *j);

/* The member KEY of an object; NULL when it has none, or is none. */
const struct cr_json *cr_json_get(const struct cr_json *j, const char *key);

/*
 * Go through an object: *ITER begins as NULL; false after the last member.
 * The order is that of the text.
 */
bool cr_json_next(const struct cr_json *j, void **iter, const char **key,
    const struct cr_json **value);

/* How many elements a list has, and the one with index I. */
size_t cr_json_count(const struct cr_json *j);
const struct cr_json *cr_json_at(const struct cr_json *j, size_t i);

#endif
