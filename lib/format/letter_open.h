#ifndef CR_FORMAT_LETTER_OPEN_H
#define CR_FORMAT_LETTER_OPEN_H

/* Private to letters: what is kept from one to the next. */

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/pdf.h"
#include "letter_say.h"

struct letter {
	struct cr_letter l;
	struct letter *next;
};

struct letter_logo {
	const char *path;
	struct cr_pdf_image *image;
	struct letter_logo *next;
};

struct cr_letters {
	const struct cr_config *config;
	const char *dirs[2];		/* one's own, NULL: none; the usual */
	struct cr_arena arena;		/* names and sources */
	struct letter *first;
	struct letter_logo *logos;
	struct cr_pdf *pdf;		/* NULL until one is asked for */
	struct cr_arena page;		/* one letter at a time */
	struct cr_buf filled;
};

#endif
