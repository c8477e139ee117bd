#ifndef CR_POSTAL_H
#define CR_POSTAL_H

#include <stdbool.h>

struct cr_arena;

/*
 * A postal address, and the one line that messages hold it in:
 *
 *	Via Roma 1, 35100 Padova (PD), IT
 *
 * From the right that line can be taken apart again, whatever is in the
 * street, since city and country never hold a comma there.
 */
struct cr_postal {
	const char *street;
	const char *zip;	/* NULL: none */
	const char *city;
	const char *province;	/* two letters; NULL: none */
	const char *country;	/* two letters, ISO 3166; NULL: Italy */
};

/* NULL when street or city is missing: no letter gets there. */
const char *cr_postal_line(struct cr_arena *a, const struct cr_postal *p);
/* false when LINE is not what cr_postal_line() makes. In the arena. */
bool cr_postal_parse(struct cr_arena *a, const char *line,
    struct cr_postal *out);

#endif
