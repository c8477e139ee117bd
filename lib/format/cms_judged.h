#ifndef CR_FORMAT_CMS_JUDGED_H
#define CR_FORMAT_CMS_JUDGED_H

/* Private to lib/format: a signer while it is judged. */

#include "cms_check.h"

/* One signer, and what was found so far. */
struct cms_judged {
	struct cms_check *k;
	struct cms_object *o;
	const struct cms_content *c;
	struct cms_info i;
	struct cms_attrs at;
	struct cr_signer *out;
	struct cr_cert *cert;
	int md;
	bool tampered, bad_format, no_ess, warned, revocation, archived;
	struct cms_outcome how;
};

/* Countersignatures, time stamps and what else hangs on a signature. */
void cr_cms_unsigned_check(struct cms_judged *j);
/* The level that it reaches. */
void cr_cms_level_set(struct cms_judged *j);

#endif
