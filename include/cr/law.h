#ifndef CR_LAW_H
#define CR_LAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/date.h"
#include "cr/digest.h"

struct cr;

/*
 * The figures of the law on losses and limitation, each with the days it is
 * in force, its article and where that was read. They change by decree, so
 * they are data (share/law, cr-law(5)) and none of them is in the code.
 */
enum cr_law_table {
	CR_LAW_MINI,		/* art. 101 c. 5 TUIR: small credits */
	CR_LAW_LARGE,		/* who is a large enterprise */
	CR_LAW_GROUND,		/* the other grounds of art. 101, by name */
	CR_LAW_ALLOWANCE,	/* art. 106 c. 1 TUIR */
	CR_LAW_VAT_NOTE,	/* art. 26 DPR 633/72: from when */
	CR_LAW_VAT_RETURN,	/* until when */
	CR_LAW_PRESCRIPTION,	/* terms by kind of credit */
	CR_LAW_TABLES
};

/* What a figure of a table is; the unit of its value. */
enum cr_law_figure {
	CR_LAW_AMOUNT,		/* cents */
	CR_LAW_LARGE_AMOUNT,	/* cents, for a large enterprise */
	CR_LAW_MONTHS,
	CR_LAW_REVENUE,		/* cents, at least */
	CR_LAW_PERCENT,		/* basis points of a year */
	CR_LAW_CAP,		/* basis points in all */
	CR_LAW_MONTH,		/* 1 to 12 */
	CR_LAW_DAY,		/* of the month */
	CR_LAW_FIGURES
};

/* A row; its days are of what each table says in cr-law(5). */
struct cr_law_row {
	enum cr_law_table table;
	const char *name;	/* "insolvency", "ordinary"; "" */
	struct cr_date from, to;	/* both count; to: INT32_MAX: open */
	int64_t v[CR_LAW_FIGURES];	/* those the table has; else 0 */
	bool opening;		/* VAT note: from the procedure's opening */
	/*
	 * Only presumes payment (artt. 2954-2956 c.c.): the kind by which
	 * the right itself ends. NULL: the right ends.
	 */
	const char *presumptive;
	const char *article, *source;
};

struct cr_law {
	struct cr_law_row *v;	/* by table and name; days rise */
	size_t n, cap;
	char digest[CR_SHA256_SIZE];	/* of the files they come from */
	char *text;			/* the files, word for word */
	struct cr_arena arena;
};

/* "mini-credit", "prescription"; the words of the file. */
const char *cr_law_table_word(enum cr_law_table table);
/* "months", "revenue". */
const char *cr_law_figure_word(enum cr_law_figure figure);
/* Does TABLE have FIGURE? */
bool cr_law_has(enum cr_law_table table, enum cr_law_figure figure);

void cr_law_init(struct cr_law *law);
void cr_law_release(struct cr_law *law);

/*
 * The row in force on DAY; NULL when there is none, which is never a reason
 * to take another.
 */
const struct cr_law_row *cr_law_find(const struct cr_law *law,
    enum cr_law_table table, const char *name, struct cr_date day);
/* The same; where there is none, the first that begins later, or NULL. */
const struct cr_law_row *cr_law_next(const struct cr_law *law,
    enum cr_law_table table, const char *name, struct cr_date day);
/* Is there any row of that name? */
bool cr_law_knows(const struct cr_law *law, enum cr_law_table table,
    const char *name);

/*
 * Add a row, or put it in the place of one of the same name for the same
 * days; it ends one that was in force until there is another. False when its
 * days overlap another one, or end before they begin.
 */
bool cr_law_put(struct cr_law *law, const struct cr_law_row *row);

/*
 * Read the rows that come with cr, in the folder SHARE, and then those of
 * the file MORE (NULL: none). OUT is initialised here and released by the
 * caller, also after an error. CR_EUSAGE with file and line.
 */
int cr_law_load(struct cr *cr, const char *share, const char *more,
    struct cr_law *out);
/* Add N bytes of TEXT that messages call NAME; part of digest and text. */
int cr_law_parse(struct cr *cr, const char *name, const char *text, size_t n,
    struct cr_law *law);

#endif
