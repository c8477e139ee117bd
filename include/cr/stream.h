#ifndef CR_STREAM_H
#define CR_STREAM_H

#include <stddef.h>
#include <stdint.h>

struct cr;
struct cr_input;

/*
 * Records coming in: TSV with its header line, or JSON Lines of flat
 * objects (cr-tsv(5)). What they are called is not looked at. A record that
 * cannot be read is told with cr_refuse() and left out.
 */
#define CR_STREAM_COLUMNS_MAX 1000	/* of one record */

/* Who receives them. The functions return 0, or an enum cr_error to stop. */
struct cr_stream_sink {
	/* Other columns follow; never the same as before. */
	int (*header)(void *ctx, const char *const *names, size_t n);
	/* A record, borrowed; a missing value is NULL. */
	int (*row)(void *ctx, const char *const *values, size_t n);
	void *ctx;
};

/*
 * Read IN to its end. The columns of JSON are all that any of its objects
 * has, in their order, so it is kept in a temporary file and read twice.
 * CR_EINPUT when a header makes no sense.
 */
int cr_stream_read(struct cr *cr, struct cr_input *in,
    const struct cr_stream_sink *sink);

#endif
