#ifndef CANON_KEYS_H
#define CANON_KEYS_H

#include "cr/canon.h"

/*
 * The keys of canonical records, once, for all that writes, reads or
 * empties them: what a key is called, what it holds and where it stands.
 * Their order is that of cr-records(5).
 */
enum canon_kind {
	CANON_TEXT,		/* const char *; NULL is absent */
	CANON_TEXTS,		/* struct cr_text_list; v NULL is absent */
	CANON_DATE,		/* struct cr_date; CR_DATE_NONE is absent */
	CANON_CENTS,		/* struct cr_money; never absent */
	CANON_OPT_CENTS,	/* struct cr_opt_money */
	CANON_NUMBER,		/* int32_t from 1; 0 is absent */
	CANON_COUNT,		/* int32_t from 0; never absent */
	CANON_DAYS,		/* int32_t from 0; -1 is absent */
	CANON_BP,		/* int32_t, basis points to 10000; the same */
	CANON_FLAG,		/* enum cr_flag; unknown is absent */
	CANON_BOOL,		/* bool; false is absent */
	CANON_OBJECT,		/* a structure with keys of its own */
	CANON_LIST,		/* a pointer to such structures; never absent */
};

#define CANON_BP_MAX 10000	/* the whole */
#define CANON_JSON_MAX 32	/* a round number: it is copied as a whole */

struct canon_shape;

struct canon_key {
	const char *name;
	/* the same as JSON writes it: ,"name": and how long that is */
	char json[CANON_JSON_MAX];
	size_t njson;
	enum canon_kind kind;
	size_t offset;		/* within what has this key */
	const struct canon_shape *shape;	/* of OBJECT and LIST */
	size_t count;		/* of LIST: where its length stands */
};

struct canon_shape {
	const struct canon_key *keys;
	size_t nkeys;
	size_t size;		/* of the structure */
	bool file;		/* says which file it was read from, first */
};

#define CANON_TYPES (CR_RECORD_PLAFOND + 1)

/*
 * By type of record. Offsets are within its structure, which begins at u;
 * "record" and "file" stand before and are not listed.
 */
extern const struct canon_shape cr_canon_shapes[CANON_TYPES];

/* Empty a structure: dates CR_DATE_NONE, flags unknown, days -1. */
void cr_canon_clear(const struct canon_shape *shape, void *p);

#endif
