#ifndef SNIFF_H
#define SNIFF_H

#include <stdbool.h>
#include <stddef.h>

/* What a file is, by its first N bytes. */

bool cr_is_zip(const char *p, size_t n);
bool cr_is_utf16(const char *p, size_t n);	/* by its mark */
/* Does it begin as XML does, in any encoding? */
bool cr_is_xml(const char *p, size_t n);
bool cr_is_text(const char *p, size_t n);
/* How far byte order marks and blanks go. */
size_t cr_skip_front(const char *p, size_t n);
/*
 * What it is, when it is something that people mistake for a document:
 * "is a PDF document", to be translated; or NULL.
 */
const char *cr_guess(const char *p, size_t n);

#endif
