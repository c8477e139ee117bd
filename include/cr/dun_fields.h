#ifndef CR_DUN_FIELDS_H
#define CR_DUN_FIELDS_H

#include "cr/dun_run.h"
#include "cr/field.h"

struct cr_printer;

/* The records of cr-dun: its messages, and with --plan its items. */
#define CR_DUN_MESSAGE_FIELDS 13
#define CR_DUN_ITEM_FIELDS 12

extern const struct cr_field cr_dun_message_fields[CR_DUN_MESSAGE_FIELDS];
extern const struct cr_field cr_dun_item_fields[CR_DUN_ITEM_FIELDS];

/* Print one; CTX is the struct cr_printer. */
void cr_dun_put_message(void *ctx, const struct cr_dun_row *row);
void cr_dun_put_item(void *ctx, const struct cr_dun_item *item);

#endif
