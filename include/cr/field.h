#ifndef CR_FIELD_H
#define CR_FIELD_H

#include <stddef.h>

/* The number of elements of an array, as of a table of fields. */
#define CR_COUNT_OF(v) (sizeof(v) / sizeof((v)[0]))

/* What a column holds, which decides how each format writes it. */
enum cr_kind {
	CR_TEXT,
	CR_CODE,	/* text that looks like a number: VAT, number, ZIP */
	CR_KEY,		/* item:1042001 */
	CR_CENTS,	/* integer cents; the name ends in _cents */
	CR_DATE,	/* a day */
	CR_TIME,	/* an instant, UTC, as text */
	CR_COUNT,	/* a whole number */
	CR_BP,		/* basis points: 10000 is 100 % */
	CR_PPM,		/* millionths: a rate that has to be finer */
	CR_CENTIDAYS,	/* hundredths of a day, of a mean of days */
	CR_BOOL,	/* yes or no */
};

/*
 * A column. The name is a contract: the same name is the same thing in
 * every tool. The heading is for people and is translated.
 */
struct cr_field {
	const char *name;
	enum cr_kind kind;
	const char *heading;	/* N_("Due") */
	const char *help;	/* for -o help and the manual page */
	unsigned char hidden;	/* printed only when -o names it */
};

/*
 * The kind that the NAME of a column tells, for streams that come from
 * elsewhere: *_cents is money, *_bp basis points, *_ppm millionths,
 * *_centidays hundredths of days, a date's names a date, a code's a code;
 * anything else is text.
 */
enum cr_kind cr_field_kind(const char *name);

#endif
