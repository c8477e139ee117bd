#ifndef CR_FORMAT_TEMPLATE_VALUES_H
#define CR_FORMAT_TEMPLATE_VALUES_H

/* Private to templates: the values that they are filled with. */

#include "cr/template.h"

struct value {
	const char *text;		/* NULL: empty */
	struct cr_values *first, *last;	/* rows */
};

struct cr_values {
	struct cr_arena *arena;
	const struct cr_template_word *words;
	struct cr_values *next;		/* row */
	struct value v[];
};

#endif
