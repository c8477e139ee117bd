#ifndef WALK_H
#define WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/buf.h"
#include "cr/xml.h"

struct cr;
struct cr_input;

/*
 * A large XML document as it passes: which elements matter, and where, is a
 * table of steps, and the texts found at their ends are kept in fields until
 * the format has made its record of them. No tree, and no memory that grows
 * with the file.
 *
 * A place is where one stands: an element together with what leads to it.
 * In the outermost place every unknown element is passed through, so that
 * it does not matter what is wrapped around a message; within a message an
 * unknown element is skipped with all that is in it.
 */
enum { WALK_SKIP, WALK_TEXT, WALK_OUTER, WALK_FIRST };	/* places */

struct walk_step {
	uint8_t from;		/* place */
	uint8_t name;		/* of the element, in the format's list */
	uint8_t to;		/* place; WALK_TEXT: its text goes to FIELD */
	uint8_t field;
};

/* What happens when one of the places is entered or left. */
typedef int walk_event(void *ctx, int place);

struct walk_format {
	const char *const *names;	/* as cr_xml_new() wants them */
	const struct walk_step *steps;	/* less than 255 */
	size_t nsteps;
	int nnames, nplaces, nfields;
	int watched;		/* from this place on, events are told */
	/* From this one on only entering is, and one stands outside still. */
	int passed;
	int mixed;		/* place with text, or with elements */
	int currency;		/* name of the attribute kept in FIELD + 1 */
	/*
	 * Fields below this one are of the message and the statement, and
	 * live longer than what is being read.
	 */
	int nlasting;
	/* Joins what is found more than once; 0: the first one counts. */
	const char *separators;
	/* Fields whose currency is kept. */
	const bool *amounts;
	walk_event *enter, *leave;
};

/*
 * A document below this size is read twice: nothing of it is told before all
 * of it is known to be well-formed. A larger one is told as it comes, and
 * may break off.
 */
#define WALK_CHECKED ((size_t)4 * 1024 * 1024)
#define WALK_DEPTH_MAX (CR_XML_MAX_DEPTH + 1)
#define WALK_LASTING_MAX ((size_t)64 * 1024)
#define WALK_PASSING_MAX ((size_t)16 * 1024 * 1024)

struct walk {
	struct cr *cr;
	struct cr_xml *xml;
	const struct walk_format *format;
	void *ctx;
	uint8_t *next;		/* [place][name]: step + 1, or 0 */
	uint32_t *at;		/* of each field: where it stands + 1, or 0 */
	struct cr_buf lasting, passing;	/* texts, a NUL behind each */
	int depth;
	uint8_t place[WALK_DEPTH_MAX + 1];
	uint8_t field;		/* whose text is being read */
	size_t begin;		/* of that text */
};

/* For any number of documents of one format. */
struct walk *cr_walk_new(const struct walk_format *f);
void cr_walk_free(struct walk *w);

/*
 * Read all of IN; an enum cr_error of the document or of an event, with the
 * message on CR. *LINE is where it was found.
 */
int cr_walk_read(struct cr *cr, struct walk *w, struct cr_input *in, void *ctx,
    int64_t *line);

/* The text of a field, blanks collapsed; NULL: there was none. */
const char *cr_walk_get(const struct walk *w, int field);
/* The same at a place that was saved from W->at. */
const char *cr_walk_at(const struct walk *w, uint32_t at);
/* Forget fields FROM to TO, TO not included. */
void cr_walk_clear(struct walk *w, int from, int to);

#endif
