#ifndef CR_FORMAT_PAPER_HTML_H
#define CR_FORMAT_PAPER_HTML_H

/* Private to what becomes part of a page of HTML. */

struct cr_buf;

/* Text of anybody, between tags or in quotes; control characters go. */
void cr_html_add(struct cr_buf *out, const char *s);

#endif
