#ifndef CR_RECEIVED_FIELDS_H
#define CR_RECEIVED_FIELDS_H

#include "cr/field.h"
#include "cr/received.h"

/* The records of what came back, in the order of cr_received_each(). */
extern const struct cr_field cr_received_fields[CR_QR_COLUMNS];

#endif
