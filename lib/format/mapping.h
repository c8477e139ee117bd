#ifndef CR_MAPPING_H
#define CR_MAPPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canon_keys.h"
#include "cr/arena.h"
#include "cr/date.h"
#include "cr/lines.h"
#include "cr/money.h"

/*
 * What stands where in a table. A field is a key of a canonical record, or
 * one of those that only tables have; where its text comes from is a list of
 * sources, joined by blanks.
 */
enum source_kind {
	SOURCE_HEADER,		/* the column with this header */
	SOURCE_COLUMN,		/* "#3": the third column */
	SOURCE_FIXED,		/* "@17:8": 8 characters from the 17th on */
	SOURCE_CONSTANT,	/* "=EUR" */
};

struct source {
	enum source_kind kind;
	const char *text;	/* the header, or the constant */
	int32_t at, len;	/* column or first character, from 1; length */
};

struct sources {
	const struct source *v;
	size_t n;
};

/* Fields of an item or a payment that no canonical record has. */
struct table_extra {
	struct cr_opt_money paid;	/* open is amount less this */
	struct cr_opt_money debit, credit;	/* dare and avere */
	const char *side;		/* D or A, S or H */
};

/* A field that a section fills; EXTRA: KEY is of struct table_extra. */
struct wanted {
	const struct canon_key *key;
	bool extra;
	struct sources from;
};

/* Rows to take: those whose FROM is among VALUES, or those where not. */
struct filter {
	bool except;
	struct sources from;
	struct cr_text_list values;	/* "" is an empty cell */
};

struct filters {
	struct filter *v;
	size_t n;
};

struct section {
	bool used;
	struct wanted *wanted;
	size_t nwanted;
	bool inverted;			/* sign = "-" */
	bool debit_signed;		/* debits are written with a minus */
	struct cr_text_list debit_values, credit_values;	/* of side */
	struct cr_text_list credit_causes;	/* of cause, or kind */
	struct cr_text_list kinds;		/* "PREG=prejudicial" */
	struct filters filters;
};

#define MAPPING_SECTIONS 10		/* in the order records are emitted */
#define MAPPING_PARTY 0
#define MAPPING_ENTRY 3			/* movements of a bank account */
#define MAPPING_FACTS 4			/* from here on: told of parties */
extern const enum cr_record_type cr_mapping_types[MAPPING_SECTIONS];

struct cr_mapping {
	struct cr_arena arena;
	bool fixed;			/* its sources are SOURCE_FIXED */
	char separator;			/* 0: found in the file */
	bool money_known;		/* MONEY is; else found in the file */
	struct cr_money_style money;
	bool thousands;			/* amounts are thousands of units */
	bool date_known;
	enum cr_date_style date;
	enum cr_encoding encoding;
	int32_t skip_lines;		/* on top, before anything is read */
	bool header;			/* there is a row of headers */
	bool short_rows;		/* empty cells at the end left out */
	const char *sheet;		/* NULL: the first */
	struct filters filters;		/* for all sections */
	struct section section[MAPPING_SECTIONS];
};

/* Keys that only tables have, where amounts have sides: four, then NULL. */
extern const struct canon_key cr_mapping_extras[];
/* The name of a key in a mapping file: "amount" for "amount_cents". */
#define FIXED_MAX 100000	/* last character of a line */
#define SKIP_MAX 1000		/* lines on top */
#define MAPPING_NAME_MAX 32
const char *cr_mapping_key_name(const struct canon_key *k,
    char to[MAPPING_NAME_MAX]);

/* An empty mapping, headers expected; freed with cr_mapping_free(). */
struct cr_mapping *cr_mapping_new(void);
/*
 * Let section I fill the key NAME (which must exist) from column COLUMN (from
 * 1), known by its HEADER, or by its number when NULL.
 */
void cr_mapping_want(struct cr_mapping *m, int i, const char *name,
    int32_t column,
    const char *header);
/* The same from a constant. */
void cr_mapping_want_constant(struct cr_mapping *m, int i, const char *name,
    const char *text);
/* Has the section amounts of two sides, debit and credit? */
bool cr_mapping_has_sides(int i);
/* Does it want debits, or credits? */
bool cr_mapping_wants_sides(const struct cr_mapping *m, int i);
/* A pair of its kinds that is none; or NULL. */
const char *cr_mapping_wrong_kind(const struct cr_mapping *m, int i);
/* What its records cannot do without, and it has not; NULL. */
const char *cr_mapping_lacks(const struct cr_mapping *m, int i);
bool cr_mapping_wants(const struct cr_mapping *m, int i, const char *name);
/* Is the filter AT for a column that one before it is for, just as it is? */
bool cr_mapping_is_filtered(const struct filters *f, size_t at);

/* The words of mapping files: date styles, and back; false if unknown. */
const char *cr_mapping_date_word(enum cr_date_style s);
bool cr_mapping_date_parse(const char *word, enum cr_date_style *out);

#endif
