#ifndef CR_TABLE_FACT_NAMES_H
#define CR_TABLE_FACT_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/canon.h"

/* The headers of what sources tell of parties. */
struct fact_name {
	const char *key;	/* of the record, as mappings call it */
	signed char rank;	/* 1 is sure; more gives way to less */
	bool italian;
	const char *headers;	/* normalised, with | between */
	const char *kind;	/* what it says of all its rows; or NULL */
};

struct fact_form {
	enum cr_record_type type;
	const struct fact_name *names;
	size_t n;
};

#define FACT_FORMS 6
extern const struct fact_form cr_table_fact_forms[FACT_FORMS];

#endif
