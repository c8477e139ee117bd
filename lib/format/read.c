#include "cr/read.h"

#include <stdlib.h>
#include <string.h>

#include "btext.h"
#include "cms.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/fatturapa.h"
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "cr/table.h"
#include "cr/zip.h"
#include "document.h"
#include "sniff.h"

#define WHOLE_MAX (2 * CR_XML_MAX_BYTES)	/* a document in envelopes */

/* One file on its way from bytes to records. */
struct reading {
	struct cr *cr;
	const struct cr_read_opts *opts;
	const struct cr_sink *sink;
	struct cr_input *in;
	struct cr_read_file *file;
	int depth;		/* archives around it */
	bool begun;		/* the sink knows of it */
	bool sink_failed;	/* stop all: its error is not the file's */
};

/* Reads rows or lines as they come and emits their records. */
typedef int stream_reader(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done);

/* Memory that files take in turn, one set for each depth of archives. */
struct scratch {
	struct cr_arena arena;
	struct cr_buf converted;
};

static const struct format {
	const char *name;
	bool (*is_root)(const char *root);
	document_reader *parse;
} formats[] = {
	{ "fatturapa", cr_fatturapa_is_root, cr_fatturapa_parse },
	{ "sdi", cr_sdi_is_root, cr_sdi_parse },
};

/* XML that is read as it comes, however long it is. */
static const struct stream {
	const char *name;
	bool (*is_element)(const char *name);	/* found in no other */
	stream_document *read;
} streams[] = {
	{ "camt", cr_camt_is_element, cr_camt_read },
	{ "pain002", cr_pain002_is_element, cr_pain002_read },
};

static int read_file(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink, int depth);

static void *
make_scratch(void)
{
	struct scratch *s = cr_calloc(CR_ZIP_MAX_DEPTH + 1, sizeof(*s));
	int i;

	for (i = 0; i <= CR_ZIP_MAX_DEPTH; i++) {
		cr_arena_init(&s[i].arena);
		cr_buf_init_max(&s[i].converted, 3 * CR_XML_MAX_BYTES);
	}
	return s;
}

static void
drop_scratch(void *p)
{
	struct scratch *s = p;
	int i;

	for (i = 0; i <= CR_ZIP_MAX_DEPTH; i++) {
		cr_arena_release(&s[i].arena);
		cr_buf_release(&s[i].converted);
	}
	free(s);
}

static struct scratch *
scratch_of(struct reading *r)
{
	struct scratch *s = cr_keep(r->cr, formats, make_scratch,
	    drop_scratch);

	return &s[r->depth];
}

/* Leave the file out, for the reason that stands on the handle. */
static void
refuse(struct reading *r, const char *name, int64_t line)
{
	r->file->refused++;
	cr_refuse(r->cr, name, line, "%s", cr_errmsg(r->cr));
	if (r->sink->refuse != NULL)
		r->sink->refuse(r->sink->ctx, name, line, NULL, NULL,
		    cr_errmsg(r->cr));
}

static void
tell_warnings(struct reading *r, const struct cr_record *rec)
{
	const struct cr_rec_invoice *inv = &rec->u.invoice;
	size_t i;

	if (rec->type != CR_RECORD_INVOICE)
		return;
	for (i = 0; i < inv->warnings.n; i++)
		if (r->cr->verbose > 0 ||
		    cr_warning_is_serious(inv->warnings.v[i]))
			cr_warn(r->cr, rec->file, 0, "document %s: %s",
			    inv->number, inv->warnings.v[i]);
}

/*
 * Only when a file is known to hold records, or when it is over, so that an
 * archive is told of after its members and not around them.
 */
static int
begin(struct reading *r)
{
	int err = CR_OK;

	if (!r->begun && r->sink->begin != NULL)
		err = r->sink->begin(r->sink->ctx, r->file->name);
	r->begun = true;
	r->sink_failed = err != 0;
	return err;
}

/* What the file is, once it was read to its end. */
static void
tell_digests(struct reading *r)
{
	struct cr_read_file *f = r->file;

	if (*f->sha256 != '\0')
		return;
	cr_input_sha256(r->in, f->sha256);
	f->bytes = cr_input_bytes(r->in);
	if (*f->content_sha256 == '\0')
		memcpy(f->content_sha256, f->sha256, CR_SHA256_SIZE);
}

static int
begin_whole(struct reading *r, size_t n)
{
	int err = begin(r);

	if (err != CR_OK || r->sink->whole == NULL)
		return err;
	tell_digests(r);
	err = r->sink->whole(r->sink->ctx, r->file, n);
	r->sink_failed = err != CR_OK;
	return err;
}

/* The whole file was good: only now does anybody hear of it. */
static int
emit(struct reading *r, const struct record_list *list)
{
	size_t i;
	int err = begin_whole(r, list->n);

	for (i = 0; i < list->n && err == 0; i++) {
		tell_warnings(r, &list->v[i]);
		if (r->sink->record != NULL)
			err = r->sink->record(r->sink->ctx, &list->v[i]);
		if (err == 0)
			r->file->records++;
		else
			r->sink_failed = true;
	}
	return err;
}

static const struct format *
find_format(const char *root)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (formats[i].is_root(root))
			return &formats[i];
	return NULL;
}

/* Known by an element of theirs, whatever is wrapped around it. */
static const struct stream *
find_stream(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(streams) / sizeof(*streams); i++)
		if (cr_xml_has_element(p, n, streams[i].is_element))
			return &streams[i];
	return NULL;
}

/*
 * Its records are given away as they come: when it turns out to be damaged,
 * the file is refused, and whoever took them has to give them back.
 */
static int
read_statement(struct reading *r, struct cr_input *in, const struct stream *s,
    int64_t *line)
{
	struct stream_end end = { 0, false };
	int err;

	r->file->format = s->name;
	if ((err = begin(r)) != CR_OK)
		return err;
	err = s->read(r->cr, in, r->sink, r->file, &end);
	r->sink_failed = end.sink_failed;
	*line = end.line;
	return err;
}

static int
unknown_xml(struct reading *r, const char *root)
{
	if (cr_strcaseeq(root, "html"))
		return cr_fail(r->cr, CR_EINPUT,
		    "is a web page, not the document");
	if (strcmp(root, "Document") == 0)
		return cr_fail(r->cr, CR_EINPUT, "is a message of ISO 20022 "
		    "with no bank statement or status report in it");
	return cr_fail(r->cr, CR_EINPUT, "begins with the element "
	    "\"%s\", which is in no format that can be read", root);
}

/* A statement that is in memory already, out of its envelopes. */
static int
read_held(struct reading *r, const struct document *d, const char *root,
    int64_t *line)
{
	const struct stream *s = find_stream(d->text.p, d->text.n);
	struct cr_input *in;
	int err;

	if (s == NULL)
		return unknown_xml(r, root);
	/* in its own encoding: what it says of that is true of it alone */
	in = cr_input_memory(r->file->name, d->envelope.p, d->envelope.n);
	err = read_statement(r, in, s, line);
	cr_input_free(in);
	return err;
}

static int
read_xml(struct reading *r, struct document *d, struct scratch *s)
{
	struct record_list list = { NULL, 0 };
	const struct format *format;
	char root[CR_XML_NAME_MAX];
	int err;

	if ((err = cr_xml_decode(r->cr, d->envelope.p, d->envelope.n,
	    &s->converted, &d->text)) != 0)
		return err;
	if (!cr_xml_root_name(d->text.p, d->text.n, root))
		return cr_fail(r->cr, CR_EINPUT, "is not XML, or damaged");
	if ((format = find_format(root)) == NULL)
		return read_held(r, d, root, &d->line);
	r->file->format = format->name;
	if ((err = format->parse(r->cr, &s->arena, d, &list)) != 0)
		return err;
	return emit(r, &list);
}

/* A member is a file of its own: what is wrong with it stops no other. */
static int
read_member(struct reading *r, struct cr_zip *z, const char *name)
{
	struct scratch *s = scratch_of(r);
	struct cr_input *in;
	const char *p;
	char *full;
	size_t n;
	int err;

	full = cr_arena_printf(&s->arena, "%s!%s", r->file->name, name);
	err = cr_zip_all(r->cr, z, CR_ZIP_MAX_MEMBER, &p, &n);
	if (err == CR_ELIMIT)
		return err;
	if (err != 0) {
		refuse(r, full, 0);
		return CR_OK;
	}
	in = cr_input_memory(full, p, n);
	err = read_file(r->cr, in, r->opts, r->sink, r->depth + 1);
	cr_input_free(in);
	r->sink_failed = err != 0;
	return err;
}

static int
read_zip(struct reading *r, const char *p, size_t n)
{
	struct cr_zip *z;
	const char *name;
	size_t members = 0;
	int err;

	if (r->depth == CR_ZIP_MAX_DEPTH)
		return cr_fail(r->cr, CR_ELIMIT,
		    "is an archive too deep within others: unpack it first");
	r->file->format = "zip";
	if ((z = cr_zip_open(r->cr, p, n)) == NULL)
		return CR_EINPUT;
	while ((err = cr_zip_next(r->cr, z, &name)) > 0) {
		/* what a Mac adds to an archive */
		if (cr_starts(name, "__MACOSX/") || cr_ends(name, ".DS_Store"))
			continue;
		if (members++ == 0 && strcmp(name, "mimetype") == 0)
			err = cr_fail(r->cr, CR_EINPUT, "is an OpenDocument "
			    "file: save it as .xlsx");
		else
			err = read_member(r, z, name);
		if (err != 0)
			break;
	}
	cr_zip_close(z);
	if (err == 0 && members == 0)
		return cr_fail(r->cr, CR_EINPUT, "is an empty archive");
	return err;
}

/* What is wrong with a row is told by its reader; the others are read. */
static int
read_rows(struct reading *r, struct cr_input *in, stream_reader *read)
{
	int err = begin(r);

	if (err == CR_OK)
		err = read(r->cr, in, r->opts, r->sink, r->file);
	r->sink_failed = err != CR_OK;
	return err;
}

/* What is read as it comes, however long it is: rows and lines. */
static int
read_stream(struct reading *r, struct cr_input *in, const char *p, size_t n)
{
	const char *what;
	size_t front;

	if ((what = cr_guess(p, n)) != NULL)
		return cr_fail(r->cr, CR_EINPUT, "%s", _(what));
	if (!cr_is_text(p, n))
		return cr_fail(r->cr, CR_EINPUT,
		    "is in no format that can be read");
	if (cr_cbi_is(p, n))
		return read_rows(r, in, cr_cbi_read);
	if (cr_mt940_is(p, n))
		return read_rows(r, in, cr_mt940_read);
	front = cr_skip_front(p, n);
	return read_rows(r, in, front < n && p[front] == '{' ? cr_jsonl_read :
	    cr_table_read);
}

/* A table that was signed. */
static int
read_inner(struct reading *r, const char *p, size_t n)
{
	struct cr_input *in = cr_input_memory(r->file->name, p, n);
	int err;

	if (n == 0)
		err = cr_fail(r->cr, CR_EINPUT, "is empty");
	else if (cr_xlsx_is(p, n))
		err = read_rows(r, in, cr_xlsx_read);
	else
		err = read_stream(r, in, p, n);
	cr_input_free(in);
	return err;
}

/* All of a file that has to be whole before anything of it is believed. */
static int
read_whole(struct reading *r, size_t max, int64_t *line)
{
	static const char *no_layers[1];
	struct document d = { .file = r->file->name };
	struct scratch *s = scratch_of(r);
	const char *p;
	size_t n;
	int err;

	if ((err = cr_input_all(r->cr, r->in, max, &p, &n)) != 0)
		return err;
	if (cr_is_zip(p, n))
		return read_zip(r, p, n);
	err = cr_envelope_open(r->cr, &s->arena, p, n,
	    !r->opts->no_signature, &d.envelope);
	if (err != 0)
		return err;
	if (d.envelope.layers.n > 0)
		cr_sha256(d.envelope.p, d.envelope.n,
		    r->file->content_sha256);
	else
		d.envelope.layers.v = no_layers;
	if (cr_is_zip(d.envelope.p, d.envelope.n) &&
	    !cr_xlsx_is(d.envelope.p, d.envelope.n))
		return read_zip(r, d.envelope.p, d.envelope.n);
	if (!cr_is_xml(d.envelope.p, d.envelope.n))
		return read_inner(r, d.envelope.p, d.envelope.n);
	err = read_xml(r, &d, s);
	*line = d.line;
	return err;
}

/* What is in its first bytes, when it is to be read as it comes. */
static const struct stream *
peek_stream(const char *p, size_t n)
{
	char root[CR_XML_NAME_MAX];

	if (!cr_is_xml(p, n) || memchr(p, '\0', n < 4 ? n : 4) != NULL ||
	    !cr_xml_root_name(p, n, root) || find_format(root) != NULL)
		return NULL;
	return find_stream(p, n);
}

static int
read_content(struct reading *r, int64_t *line)
{
	const struct stream *stream;
	const char *p;
	ptrdiff_t n;
	size_t skip;

	if ((n = cr_input_peek(r->cr, r->in, &p)) < 0)
		return (int)n;
	if (n == 0)
		return cr_fail(r->cr, CR_EINPUT, "is empty");
	if (cr_xlsx_is(p, (size_t)n))
		return read_rows(r, r->in, cr_xlsx_read);
	if (cr_is_zip(p, (size_t)n))
		return read_whole(r, CR_ZIP_MAX_FILE, line);
	if ((stream = peek_stream(p, (size_t)n)) != NULL)
		return read_statement(r, r->in, stream, line);
	if (cr_is_xml(p, (size_t)n) ||
	    cr_cms_form(p, (size_t)n, &skip) != CMS_FORM_NONE)
		return read_whole(r, WHOLE_MAX, line);
	return read_stream(r, r->in, p, (size_t)n);
}

static int
read_file(struct cr *cr, struct cr_input *in, const struct cr_read_opts *opts,
    const struct cr_sink *sink, int depth)
{
	struct cr_read_file file = { .name = cr_input_name(in) };
	struct reading r = { cr, opts, sink, in, &file, depth, false, false };
	int64_t line = 0;
	int err;

	if (sink->end == NULL && sink->whole == NULL)
		cr_input_forgo_sha256(in);
	cr_arena_clear(&scratch_of(&r)->arena);
	err = read_content(&r, &line);
	if (r.sink_failed)
		return err;
	file.damaged = err != 0;
	if (err != 0)
		refuse(&r, file.name, line);
	if ((err = begin(&r)) != 0)
		return err;
	tell_digests(&r);
	return sink->end != NULL ? sink->end(sink->ctx, &file) : CR_OK;
}

int
cr_read(struct cr *cr, struct cr_input *in, const struct cr_read_opts *opts,
    const struct cr_sink *sink)
{
	return read_file(cr, in, opts, sink, 0);
}
