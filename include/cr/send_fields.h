#ifndef CR_SEND_FIELDS_H
#define CR_SEND_FIELDS_H

#include "cr/field.h"
#include "cr/send.h"

/* The records of cr-send. */
#define CR_SEND_FIELDS 9

extern const struct cr_field cr_send_fields[CR_SEND_FIELDS];

/* Print one; CTX is a struct cr_printer. */
void cr_send_put(void *ctx, const struct cr_send_row *row);

#endif
