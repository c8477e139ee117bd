#include "cr/xml.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"

#define DICT_MAX 20000	/* names kept from document to document */
#define PIECE_MAX ((size_t)1 << 30)	/* libxml2 counts in int */
#define OPTIONS (XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC)

/* A name as libxml2's dictionary holds it: equal names, equal pointers. */
struct slot {
	const xmlChar *p;
	int name;
};

struct cr_xml {
	const char *const *names;
	xmlParserCtxtPtr ctx;
	struct slot *slots;	/* a hash of pointers; a power of two */
	size_t mask;

	struct cr *cr;
	const struct cr_xml_events *ev;
	void *evctx;
	int depth;
	int error;
	int64_t line;		/* where the error was found */

	/* where a document is pulled from */
	ptrdiff_t (*read)(void *from, char *to, size_t n);
	void *from;

	/* of the element being started */
	const xmlChar *local, *ns;
	const xmlChar **attrs;
	int nattrs;
};

static size_t
hash(const struct cr_xml *x, const xmlChar *p)
{
	return (size_t)(((uintptr_t)p * UINT64_C(0x9e3779b97f4a7c15)) >> 40) &
	    x->mask;
}

/* Which of the listed names it is, 0 for none. */
static int
lookup(const struct cr_xml *x, const xmlChar *p)
{
	size_t i;

	for (i = hash(x, p); x->slots[i].p != NULL; i = (i + 1) & x->mask)
		if (x->slots[i].p == p)
			return x->slots[i].name;
	return 0;
}

static void
learn_names(struct cr_xml *x)
{
	const xmlChar *p;
	size_t i;
	int k;

	memset(x->slots, 0, (x->mask + 1) * sizeof(*x->slots));
	for (k = 1; x->names[k] != NULL; k++) {
		p = xmlDictLookup(x->ctx->dict, (const xmlChar *)x->names[k],
		    -1);
		if (p == NULL)
			abort();
		for (i = hash(x, p); x->slots[i].p != NULL;
		    i = (i + 1) & x->mask)
			continue;
		x->slots[i] = (struct slot){ p, k };
	}
}

/* Stop with an error; the message is on the handle already. */
static void
stop(struct cr_xml *x, int error)
{
	if (error == 0 || x->error != 0)
		return;
	x->error = error;
	x->line = cr_xml_line(x);
	xmlStopParser(x->ctx);
}

static void
on_start(void *ctx, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int nattrs, int ndefault,
    const xmlChar **attrs)
{
	struct cr_xml *x = ctx;

	(void)prefix, (void)nns, (void)ns, (void)ndefault;
	if (x->error != 0)
		return;
	if (++x->depth > CR_XML_MAX_DEPTH) {
		stop(x, cr_fail(x->cr, CR_ELIMIT, "has more than %d elements "
		    "within each other", CR_XML_MAX_DEPTH));
		return;
	}
	x->local = local;
	x->ns = uri;
	x->attrs = attrs;
	x->nattrs = nattrs;
	if (x->ev->start != NULL)
		stop(x, x->ev->start(x->evctx, lookup(x, local)));
	x->nattrs = 0;
}

static void
on_end(void *ctx, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct cr_xml *x = ctx;

	(void)prefix, (void)uri;
	if (x->error != 0)
		return;
	x->depth--;
	if (x->ev->end != NULL)
		stop(x, x->ev->end(x->evctx, lookup(x, local)));
}

static void
on_text(void *ctx, const xmlChar *s, int n)
{
	struct cr_xml *x = ctx;

	if (x->error == 0 && x->ev->text != NULL)
		stop(x, x->ev->text(x->evctx, (const char *)s, (size_t)n));
}

static void
on_doctype(void *ctx, const xmlChar *name, const xmlChar *id,
    const xmlChar *system)
{
	struct cr_xml *x = ctx;

	(void)name, (void)id, (void)system;
	stop(x, cr_fail(x->cr, CR_EINPUT,
	    "has a DOCTYPE, which no such document may have"));
}

/* What libxml2 says, in the words of those who read it. */
static const char *
plain_words(int code)
{
	switch (code) {
	case XML_ERR_DOCUMENT_EMPTY:
		return N_("is not XML");
	case XML_ERR_DOCUMENT_END:
		return N_("has something after its end, or is cut short");
	case XML_ERR_TAG_NOT_FINISHED:
	case XML_ERR_GT_REQUIRED:
	case XML_ERR_LTSLASH_REQUIRED:
		return N_("is cut short, or a tag is not closed");
	case XML_ERR_INVALID_CHAR:
		return N_("holds a character that XML does not allow");
	case XML_ERR_UNDECLARED_ENTITY:
		return N_("uses an entity, which no such document may do");
	default:
		return NULL;
	}
}

static void
on_error(void *ctx, xmlErrorPtr e)
{
	struct cr_xml *x = ctx;
	const char *plain;
	int n;

	if (x->error != 0 || e->level != XML_ERR_FATAL)
		return;
	x->line = e->line;
	if ((plain = plain_words(e->code)) != NULL) {
		x->error = cr_fail(x->cr, CR_EINPUT, "%s", _(plain));
		return;
	}
	n = e->message ? (int)strcspn(e->message, "\r\n") : 0;
	x->error = cr_fail(x->cr, CR_EINPUT, "is not well-formed XML: %.*s",
	    n, e->message ? e->message : "");
}

/* A context of its own dictionary; our handlers in place of the tree's. */
static void
open_context(struct cr_xml *x)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,	/* saves asking which it is */
		.cdataBlock = on_text,
		.serror = on_error,
	};

	x->ctx = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
	if (x->ctx == NULL)
		abort();
	learn_names(x);
}

struct cr_xml *
cr_xml_new(const char *const *names)
{
	struct cr_xml *x = cr_calloc(1, sizeof(*x));
	size_t n = 1, size = 16;

	x->names = names;
	while (names[n] != NULL)
		n++;
	while (size < 4 * n)
		size *= 2;
	x->mask = size - 1;
	x->slots = cr_calloc(size, sizeof(*x->slots));
	open_context(x);
	return x;
}

void
cr_xml_free(struct cr_xml *x)
{
	if (x == NULL)
		return;
	xmlFreeParserCtxt(x->ctx);
	free(x->slots);
	free(x);
}

/* Names that a hostile file invents do not pile up in the dictionary. */
static void
renew(struct cr_xml *x)
{
	if (xmlDictSize(x->ctx->dict) < DICT_MAX)
		return;
	xmlFreeParserCtxt(x->ctx);
	open_context(x);
}

static void
start_document(struct cr *cr, struct cr_xml *x, const struct cr_xml_events *ev,
    void *ctx)
{
	renew(x);
	x->cr = cr;
	x->ev = ev;
	x->evctx = ctx;
	x->depth = 0;
	x->error = 0;
	x->line = 0;
	x->nattrs = 0;
}

/* The document is over: what became of it. */
static int
outcome(struct cr_xml *x)
{
	if (x->error == 0 && !x->ctx->wellFormed) {
		x->line = cr_xml_line(x);
		x->error = cr_fail(x->cr, CR_EINPUT, "is not well-formed XML");
	}
	return x->error;
}

int
cr_xml_events(struct cr *cr, struct cr_xml *x, const char *p, size_t n,
    const struct cr_xml_events *ev, void *ctx)
{
	if (n > CR_XML_MAX_BYTES)
		return cr_fail(cr, CR_ELIMIT, "is larger than %zu bytes",
		    CR_XML_MAX_BYTES);
	start_document(cr, x, ev, ctx);
	xmlCtxtReadMemory(x->ctx, p, (int)n, NULL, NULL, OPTIONS);
	return outcome(x);
}

int
cr_xml_begin(struct cr *cr, struct cr_xml *x, const struct cr_xml_events *ev,
    void *ctx)
{
	start_document(cr, x, ev, ctx);
	if (xmlCtxtResetPush(x->ctx, NULL, 0, NULL, NULL) != 0)
		abort();
	xmlCtxtUseOptions(x->ctx, XML_PARSE_NONET | XML_PARSE_COMPACT);
	return CR_OK;
}

int
cr_xml_feed(struct cr *cr, struct cr_xml *x, const char *p, size_t n)
{
	size_t piece;

	x->cr = cr;
	if (n == 0) {
		xmlParseChunk(x->ctx, "", 0, 1);
		return outcome(x);
	}
	for (; n > 0 && x->error == 0; p += piece, n -= piece) {
		piece = n < PIECE_MAX ? n : PIECE_MAX;
		xmlParseChunk(x->ctx, p, (int)piece, 0);
	}
	return x->error;
}

/* For libxml2, which knows of an error only that there was one. */
static int
on_read(void *ctx, char *to, int n)
{
	struct cr_xml *x = ctx;
	ptrdiff_t got = x->error != 0 ? x->error :
	    x->read(x->from, to, (size_t)n);

	if (got < 0 && x->error == 0) {
		x->error = (int)got;
		x->line = cr_xml_line(x);
	}
	return got < 0 ? -1 : (int)got;
}

int
cr_xml_pull(struct cr *cr, struct cr_xml *x,
    ptrdiff_t (*read)(void *from, char *to, size_t n), void *from,
    const struct cr_xml_events *ev, void *ctx)
{
	start_document(cr, x, ev, ctx);
	x->read = read;
	x->from = from;
	xmlCtxtReadIO(x->ctx, on_read, NULL, x, NULL, "UTF-8", OPTIONS);
	return outcome(x);
}

const char *
cr_xml_local(const struct cr_xml *x)
{
	return (const char *)x->local;
}

const char *
cr_xml_namespace(const struct cr_xml *x)
{
	return (const char *)x->ns;
}

bool
cr_xml_attr(const struct cr_xml *x, const char *local, const char **v,
    size_t *n)
{
	const xmlChar **a = x->attrs;
	int i;

	/* libxml2 gives name, prefix, URI, and the ends of the value */
	for (i = 0; i < x->nattrs; i++, a += 5) {
		if (strcmp((const char *)a[0], local) != 0)
			continue;
		*v = (const char *)a[3];
		*n = (size_t)(a[4] - a[3]);
		return true;
	}
	return false;
}

bool
cr_xml_attr_at(const struct cr_xml *x, int i, int *name, const char **v,
    size_t *n)
{
	const xmlChar **a;

	if (i >= x->nattrs)
		return false;
	a = x->attrs + 5 * i;
	*name = lookup(x, a[0]);
	*v = (const char *)a[3];
	*n = (size_t)(a[4] - a[3]);
	return true;
}

int64_t
cr_xml_line(const struct cr_xml *x)
{
	if (x->error != 0 && x->line != 0)
		return x->line;
	return x->ctx->input ? x->ctx->input->line : 0;
}
