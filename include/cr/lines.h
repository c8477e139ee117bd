#ifndef CR_LINES_H
#define CR_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr;
struct cr_input;
struct cr_lines;

/*
 * A text file line by line, in UTF-8 whatever it was. Memory does not grow
 * with the file. Lines end with LF, CR LF, or CR where a file has no LF.
 */
enum cr_encoding {
	CR_ENCODING_AUTO,	/* by BOM; else UTF-8 if it is; else CP1252 */
	CR_ENCODING_UTF8,
	CR_ENCODING_CP1252,
	CR_ENCODING_LATIN1,	/* ISO 8859-1 without its controls */
	CR_ENCODING_CP850,	/* of MS-DOS, in prints of old programs */
	CR_ENCODING_UTF16,	/* of either order; LE without a BOM */
	CR_ENCODINGS
};

/* "utf-8", as mapping files call it; and back, false if unknown. */
const char *cr_encoding_word(enum cr_encoding e);
bool cr_encoding_parse(const char *word, enum cr_encoding *out);

#define CR_LINE_MAX ((size_t)1 << 20)	/* the longest line, bytes */

struct cr_line {
	char *s;		/* may be changed; S[N] may be too */
	size_t n;		/* without line end */
	int64_t number;		/* from 1 */
	/* Why it cannot be used (S is then only for people); NULL: it can. */
	const char *error;
};

/* Read IN, which must outlive it. A BOM goes before ENCODING. */
struct cr_lines *cr_lines_new(struct cr_input *in, enum cr_encoding encoding);
void cr_lines_free(struct cr_lines *l);

/*
 * The next line, valid until the next call; 1, or 0 at the end, or an enum
 * cr_error. In an automatic file the first line that is not ASCII decides;
 * a later one that contradicts it has an error, and is never guessed.
 */
int cr_lines_next(struct cr *cr, struct cr_lines *l, struct cr_line *out);

/*
 * What the file turned out to be, and whether a BOM said so: until a line
 * that is not ASCII was seen, CR_ENCODING_AUTO.
 */
enum cr_encoding cr_lines_encoding(const struct cr_lines *l);
bool cr_lines_bom(const struct cr_lines *l);

#endif
