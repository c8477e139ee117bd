#ifndef CR_PAPER_OUT_H
#define CR_PAPER_OUT_H

#include "cr/print.h"

struct cr;
struct cr_paper;

/* Where a document alone goes, and in which form: text, HTML or PDF. */
struct cr_paper_out {
	enum cr_format form;
	const char *file;	/* whole or not at all; NULL: the descriptor */
	int fd;
	const char *font;	/* of a PDF; NULL: the usual ones */
};

int cr_paper_write(struct cr *cr, struct cr_paper *p,
    const struct cr_paper_out *o);

#endif
