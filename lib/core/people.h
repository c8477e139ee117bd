#ifndef CR_PEOPLE_H
#define CR_PEOPLE_H

/* Private to reports: the parties as they were on a day, in memory. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/balance.h"

struct cr;

struct cr_person {
	const char *code, *name, *vat, *area, *category;	/* or NULL */
	int64_t agent, depot;	/* parties; 0: none */
};

struct cr_people {
	struct cr_person *v;	/* by the number of the party */
	size_t n, cap;
	struct cr_arena arena;
};

/* P is initialised here and released by the caller, also after an error. */
int cr_people_load(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_people *p);
void cr_people_release(struct cr_people *p);

/* Who is not known is like one of whom nothing is known. */
const struct cr_person *cr_person(const struct cr_people *p, int64_t id);

/* Does WORD name party ID: its code, VAT number or key? */
bool cr_person_is(const struct cr_people *p, int64_t id, const char *word);

#endif
