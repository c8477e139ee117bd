#ifndef CR_STORE_CHANGE_H
#define CR_STORE_CHANGE_H

#include <stdint.h>

struct cr;

/*
 * Book that a FIELD (a column's name) of an item or a party, the other one
 * being 0, was WAS and is IS.
 */
int cr_change_add(struct cr *cr, int64_t item, int64_t party,
    const char *field, const char *was, const char *is);

#endif
