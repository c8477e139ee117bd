#ifndef CR_MONEY_H
#define CR_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr_buf;

/*
 * Money is integer cents of the document's currency. The structure keeps
 * the compiler from taking a + b, so that every sum is overflow-checked.
 */
struct cr_money {
	int64_t cents;
};

/* The largest amount one record may carry: 10 thousand billion. */
#define CR_MONEY_MAX_CENTS INT64_C(1000000000000000)

/* False on overflow, and SUM is as it was. */
bool cr_money_add(struct cr_money *sum, struct cr_money x);
bool cr_money_sub(struct cr_money *sum, struct cr_money x);
struct cr_money cr_money_neg(struct cr_money x);
struct cr_money cr_money_abs(struct cr_money x);

/*
 * X * NUM / DEN rounded half away from zero, the one rounding of cr.
 * False on overflow or when DEN is not positive.
 */
bool cr_money_scale(struct cr_money x, int64_t num, int64_t den,
    struct cr_money *out);

/* How a file writes amounts. It is never guessed from one amount. */
struct cr_money_style {
	char mark;		/* decimal mark: '.' or ',' */
	char group;		/* thousands: '.', ',', ' ', '\''; 0: none */
	bool implied;		/* no mark: the last two digits are cents */
};

/*
 * Read an amount of N bytes: sign before or after, blanks around it,
 * groups only where they belong, at most two decimals that are not zero.
 * False when it is anything else ("1.23,45", "1e3", "").
 */
bool cr_money_parse(const char *s, size_t n, const struct cr_money_style *style,
    struct cr_money *out);
/*
 * The XML way: decimal point, no groups, sign before, trailing zeros
 * allowed.
 */
bool cr_money_parse_xml(const char *s, struct cr_money *out);

/* "1234.56", or with mark and groups: "1.234,56". GROUP 0 is none. */
void cr_money_format(struct cr_buf *b, struct cr_money x, char mark,
    char group);
/* The same in TO, without a NUL; returns its length. */
#define CR_MONEY_SIZE 32
size_t cr_money_write(char to[CR_MONEY_SIZE], struct cr_money x, char mark,
    char group);

#endif
