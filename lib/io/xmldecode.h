#ifndef XMLDECODE_H
#define XMLDECODE_H

#include <stdbool.h>
#include <stddef.h>

struct cr;
struct cr_buf;

/* How the bytes of a document become UTF-8. */
enum cr_xml_family { UTF8, UTF16, LATIN1, LATIN9 };

/* By its first bytes; CR_EENCODING if it names what is not known. */
int cr_xml_family_of(struct cr *cr, const char *p, size_t n,
    enum cr_xml_family *family, bool *big);

/*
 * Append N bytes to B as UTF-8; CR_EENCODING if some have no meaning. Of
 * UTF-16 they must be whole letters.
 */
int cr_xml_from_latin(struct cr *cr, const char *p, size_t n,
    enum cr_xml_family family, struct cr_buf *b);
int cr_xml_from_utf16(struct cr *cr, const char *p, size_t n, bool big,
    struct cr_buf *b);

#endif
