#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "cr/canon.h"
#include "cr/envelope.h"
#include "cr/read.h"
#include "cr/xml.h"

struct cr;
struct cr_arena;
struct cr_input;

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

/* How the reading of what is given away as it comes ended. */
struct stream_end {
	int64_t line;		/* where it failed; 0: no line */
	bool sink_failed;	/* the sink did, and not the file */
};

/*
 * Read a document that may be larger than memory: if it is large its records
 * are given away before its end is known to be good. An enum cr_error says
 * that the rest could not be read; DONE counts what was.
 */
typedef int stream_document(struct cr *cr, struct cr_input *in,
    const struct cr_sink *sink, struct cr_read_file *done,
    struct stream_end *end);

stream_document cr_camt_read;		/* camt.052, 053, 054 */
stream_document cr_pain002_read;	/* pain.002, and SDD of CBI */

/* Is it the root of one of them? */
bool cr_fatturapa_is_root(const char *name);
bool cr_sdi_is_root(const char *name);
/* Is it an element that is in them alone? */
bool cr_camt_is_element(const char *name);
bool cr_pain002_is_element(const char *name);

#endif
