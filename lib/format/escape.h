#ifndef ESCAPE_H
#define ESCAPE_H

#include "cr/buf.h"
#include "cr/template.h"

/* Append S so that in a text of FORM it is a value and nothing else. */
void cr_escape(struct cr_buf *out, const char *s, enum cr_template_form form);

#endif
