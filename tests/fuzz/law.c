/* Figures of the law: any text is some or is refused, and then is sound. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/law.h"
#include "cr/limitation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The rows of a name are in order, and a day is in one of them at most. */
static void
check(const struct cr_law *law)
{
	const struct cr_law_row *a, *b;
	size_t i;

	for (i = 0; i < law->n; i++) {
		a = &law->v[i];
		if (a->to.days < a->from.days ||
		    cr_law_find(law, a->table, a->name, a->from) != a ||
		    cr_law_find(law, a->table, a->name, a->to) != a)
			abort();
		b = i > 0 ? a - 1 : NULL;
		if (b != NULL && b->table == a->table &&
		    strcmp(b->name, a->name) == 0 &&
		    b->to.days >= a->from.days)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct cr_limitation_act act = { { 16000 }, CR_DATE_NONE,
	    "act", 0, NULL };
	struct cr_limitation l;
	struct cr_law law;
	struct cr cr;
	size_t i;

	cr_init(&cr, "fuzz");
	cr_law_init(&law);
	if (cr_law_parse(&cr, "law", (const char *)data, size, &law) ==
	    CR_OK) {
		check(&law);
		for (i = 0; i < law.n; i++)
			if (law.v[i].table == CR_LAW_PRESCRIPTION &&
			    cr_limitation_of(&cr, &law, law.v[i].name,
			    (struct cr_date){ 15000 }, &act, 1, &l) ==
			    CR_OK && l.last.days < l.from.days)
				abort();
	}
	cr_law_release(&law);
	cr_release(&cr);
	return 0;
}
