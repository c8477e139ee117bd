#ifndef CR_FORMAT_PEC_H
#define CR_FORMAT_PEC_H

/* Private to lib/format: daticert.xml. */

#include "cr/pec.h"

/* Read N bytes of it into P; CR_EINPUT or CR_ELIMIT when it makes none. */
int cr_pec_daticert(struct cr *cr, struct cr_arena *a, const char *xml,
    size_t n, struct cr_pec *p);

#endif
