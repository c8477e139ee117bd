#ifndef CR_COPY_PATH_H
#define CR_COPY_PATH_H

#include <stdbool.h>

#include "cr/date.h"

struct cr_buf;

/*
 * Where copies of documents are: a path in which {{number}}, {{year}},
 * {{date}} (2026-09-30), {{debtor}} and {{creditor}} (codes) stand for what
 * the document says. Numbers and codes come from strangers: each becomes a
 * part of a name and never a path, as what is no ASCII letter, digit, dash
 * or dot is an underscore then, and so is a dot at the beginning.
 */
struct cr_copy_words {
	const char *number;
	struct cr_date date;
	const char *debtor, *creditor;	/* NULL: there is none */
};

/* Is PATTERN one, with nothing else in braces, and with {{number}}? */
bool cr_copy_path_is_right(const char *pattern);

/* Append the path; false when something that it asks is not known. */
bool cr_copy_path(const char *pattern, const struct cr_copy_words *w,
    struct cr_buf *out);

#endif
