#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "cr/canon.h"
#include "cr/envelope.h"
#include "cr/xml.h"

struct cr;
struct cr_arena;

/* A document out of its envelopes, in UTF-8. */
struct document {
	const char *file;	/* what the user calls it */
	struct cr_envelope envelope;
	struct cr_xml_text text;
	int64_t line;		/* where reading it failed; 0: no line */
};

struct record_list {
	struct cr_record *v;
	size_t n;
};

/*
 * Read a whole document: all its records, in the arena, or none and an
 * enum cr_error whose message says what is wrong with it.
 */
typedef int document_reader(struct cr *cr, struct cr_arena *a,
    struct document *d, struct record_list *out);

document_reader cr_fatturapa_parse;	/* also the simplified ones */
document_reader cr_sdi_parse;		/* receipts and notifications */

/* Is it the root of one of them? */
bool cr_fatturapa_is_root(const char *name);
bool cr_sdi_is_root(const char *name);

#endif
