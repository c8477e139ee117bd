#ifndef PAIRS_H
#define PAIRS_H

#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"

struct cr;
struct cr_stmt;

/*
 * Call EACH for every row of ST, of two columns: a number, and what stands
 * beside it, borrowed for the call. EACH returns 0 to go on; what else it
 * returns is returned. ST is reset.
 */
int cr_each_amount(struct cr *cr, struct cr_stmt *st,
    int (*each)(void *ctx, int64_t id, struct cr_money amount), void *ctx);
int cr_each_day(struct cr *cr, struct cr_stmt *st,
    int (*each)(void *ctx, int64_t id, struct cr_date day), void *ctx);
int cr_each_word(struct cr *cr, struct cr_stmt *st,
    int (*each)(void *ctx, int64_t id, const char *word), void *ctx);

#endif
