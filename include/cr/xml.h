#ifndef CR_XML_H
#define CR_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/buf.h"

struct cr;
struct cr_arena;
struct cr_input;

/*
 * XML from strangers: no DOCTYPE and so no entities but XML's own five, no
 * network, bounded size, depth and number of elements. Namespaces and
 * prefixes are set aside: elements and attributes are known by their local
 * names.
 *
 * A format lists the names it knows; everywhere else a name is its place in
 * that list, and 0 is every other name.
 */
#define CR_XML_MAX_BYTES ((size_t)64 * 1024 * 1024)	/* of one document */
#define CR_XML_MAX_DEPTH 100	/* elements within each other */
#define CR_XML_MAX_NODES 1000000	/* kept in one tree */
#define CR_XML_MAX_TEXT ((size_t)64 * 1024)	/* of an element kept */
#define CR_XML_NAME_MAX 64	/* a name in a message, with its NUL */

/*
 * Text as UTF-8. ENCODING is what it was; FALLBACK: what the document said
 * of itself was wrong, so WHY is worth a warning.
 */
struct cr_xml_text {
	const char *p;
	size_t n;
	const char *encoding;
	const char *fallback;	/* NULL: it told the truth */
};

/*
 * Bring a document into UTF-8 by its byte order mark and declaration: UTF-8,
 * UTF-16, US-ASCII, ISO-8859-1 (read as Windows does), ISO-8859-15 and
 * windows-1252 by any of their usual names. Marks (also doubled) and blanks
 * before the first tag are dropped. What claims to be UTF-8 and is not is
 * read as windows-1252. OUT points into P, or into B when it was converted.
 * CR_EENCODING for any other encoding or bytes that have no meaning in it.
 */
int cr_xml_decode(struct cr *cr, const char *p, size_t n, struct cr_buf *b,
    struct cr_xml_text *out);

/*
 * The local name of the first element of N bytes of UTF-8, which may be the
 * beginning of a document only. False if there is none.
 */
bool cr_xml_root_name(const char *p, size_t n, char to[CR_XML_NAME_MAX]);

/* Does one of the elements that begin in them have a name that IS says? */
bool cr_xml_has_element(const char *p, size_t n, bool (*is)(const char *local));

/* A parser, for any number of documents of one format. */
struct cr_xml;

/* NAMES ends with NULL and must outlive the parser; names[0] is not used. */
struct cr_xml *cr_xml_new(const char *const *names);
void cr_xml_free(struct cr_xml *x);

/*
 * A document as it passes, for what is too large for a tree. A function
 * returns 0 to go on, or an enum cr_error to stop; any may be NULL. Text
 * comes in pieces, for the innermost open element.
 */
struct cr_xml_events {
	int (*start)(void *ctx, int name);
	int (*text)(void *ctx, const char *s, size_t n);
	int (*end)(void *ctx, int name);
};

/* Parse N bytes of UTF-8; CR_EINPUT if they are not well-formed. */
int cr_xml_events(struct cr *cr, struct cr_xml *x, const char *p, size_t n,
    const struct cr_xml_events *ev, void *ctx);

/*
 * The same in pieces, UTF-8 or UTF-16 by its mark: begin, then feed, then
 * feed with N = 0 for the end. After an error nothing more may be fed.
 */
int cr_xml_begin(struct cr *cr, struct cr_xml *x,
    const struct cr_xml_events *ev, void *ctx);
int cr_xml_feed(struct cr *cr, struct cr_xml *x, const char *p, size_t n);

/*
 * The same, of any size, as READ gives it in UTF-8: it writes up to N bytes
 * and returns how many, 0 at the end or an enum cr_error. Faster than to
 * feed it.
 */
int cr_xml_pull(struct cr *cr, struct cr_xml *x,
    ptrdiff_t (*read)(void *from, char *to, size_t n), void *from,
    const struct cr_xml_events *ev, void *ctx);
/*
 * A file of any size from its beginning, in any encoding that
 * cr_xml_decode() knows. Bytes that are not the UTF-8 they claim to be are
 * read as windows-1252, each for itself, and told with cr_warn().
 */
int cr_xml_input(struct cr *cr, struct cr_xml *x, struct cr_input *in,
    const struct cr_xml_events *ev, void *ctx);

/*
 * Is it well-formed, as far as one can tell without reading it? What is MAX
 * bytes or larger is not looked at.
 */
int cr_xml_check(struct cr *cr, struct cr_xml *x, struct cr_input *in,
    size_t max);

/* Within start(): its local name, and an attribute (false: not there). */
const char *cr_xml_local(const struct cr_xml *x);
const char *cr_xml_namespace(const struct cr_xml *x);	/* NULL: none */
bool cr_xml_attr(const struct cr_xml *x, const char *local, const char **v,
    size_t *n);
/* Attribute I, from 0, its name looked up in the list; false: no more. */
bool cr_xml_attr_at(const struct cr_xml *x, int i, int *name, const char **v,
    size_t *n);
/* The line being read; after an error, the line it was found on. */
int64_t cr_xml_line(const struct cr_xml *x);

/* An element whose name is in the list; the others, and what is in them,
 * are not kept. Attributes whose name is in the list stand before children. */
struct cr_xml_node {
	int name;
	int32_t line;
	const char *text;	/* behind its last child, blanks collapsed */
	struct cr_xml_node *child, *next;
};

struct cr_xml_doc {
	const struct cr_xml_node *root;
	const char *ns;		/* the root's namespace; NULL: none */
};

/* Parse N bytes of UTF-8 into a tree that lives in A. */
int cr_xml_tree(struct cr *cr, struct cr_xml *x, struct cr_arena *a,
    const char *p, size_t n, struct cr_xml_doc *out);

/* The first child of that name, the next sibling of its own name, or NULL;
 * of NULL too, so that a path is written as it reads. */
const struct cr_xml_node *cr_xml_child(const struct cr_xml_node *e, int name);
const struct cr_xml_node *cr_xml_next(const struct cr_xml_node *e);
/* The text of the first child of that name; NULL if absent or empty. */
const char *cr_xml_text(const struct cr_xml_node *e, int name);

#endif
