#ifndef CR_IDENTIFY_H
#define CR_IDENTIFY_H

#include <stdint.h>

#include "cr/party.h"

/* Which party is meant. Both return 1 (found), 0, or an enum cr_error. */

/*
 * The one party that these identifiers mean: VAT number and tax code, then
 * the VAT number when one party alone has it (a VAT group shares it), then
 * the tax code; never the name. CR_EINPUT when they mean several.
 */
int cr_party_identify(struct cr *cr, const struct cr_party *who, int64_t *id);

/* The party that a person names: pty:17, a code, VAT number or tax code. */
int cr_party_find(struct cr *cr, const char *text, int64_t *id);

#endif
