#ifndef CR_READ_H
#define CR_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/canon.h"
#include "cr/digest.h"

struct cr;
struct cr_input;
struct cr_mapping;

/* What was read, told once after its records. */
struct cr_read_file {
	const char *name;
	const char *format;	/* "fatturapa", "csv", "sdi", ... */
	char sha256[CR_SHA256_SIZE];		/* of the file as received */
	char content_sha256[CR_SHA256_SIZE];	/* inside its envelopes */
	uint64_t bytes;
	uint64_t records;	/* emitted */
	uint64_t refused;
	/*
	 * It could not be read to its end, for which it was refused: what
	 * was emitted before is not all, and should be taken back.
	 */
	bool damaged;
};

/*
 * Who receives records. RECORD returns 0 to go on, or an enum cr_error to
 * stop the whole reading. REFUSE gets what was left out, already told with
 * cr_refuse(): RAW is the line (or lines) for the reject file, the record as
 * it stood in the file with REASON already added the way its format allows,
 * without line end; NULL when it cannot be given back as a line, as in a
 * whole XML file. HEADER goes before the first such line of FILE, as it is;
 * NULL: nothing does. So a reject file is HEADER, LF, then RAW, LF for each;
 * reading it again passes over the reasons. Any may be NULL.
 */
struct cr_sink {
	int (*begin)(void *ctx, const char *name);
	/*
	 * Before the records of a file that is read as a whole, as an XML
	 * document is: F has its digests already, N records will come.
	 */
	int (*whole)(void *ctx, const struct cr_read_file *f, size_t n);
	int (*record)(void *ctx, const struct cr_record *r);
	void (*refuse)(void *ctx, const char *file, int64_t line,
	    const char *raw, const char *header, const char *reason);
	int (*end)(void *ctx, const struct cr_read_file *f);
	void *ctx;
};

struct cr_read_opts {
	const struct cr_mapping *mapping;	/* of tables; NULL: recognise */
	bool force_type;	/* import types that are no receivable too */
	bool no_signature;	/* do not check the mathematics of .p7m */
};

/*
 * Read one file, whatever it is, and emit its records. It is recognised by
 * its content. A file that holds several (ZIP) is read member by member;
 * the archive itself is begun and ended after them, with no records.
 * Bank statements may be larger than memory: beyond 4 MiB their records are
 * emitted as they are read, before their end is known to be good, so that of
 * one that is cut short some were emitted when it is refused (see DAMAGED).
 * Returns 0 also when records or the file were refused (see cr->refused);
 * an enum cr_error only when reading cannot go on, or from the sink.
 */
int cr_read(struct cr *cr, struct cr_input *in, const struct cr_read_opts *opts,
    const struct cr_sink *sink);

#endif
