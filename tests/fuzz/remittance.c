/* Remittance texts: whatever they hold, what is told is within bounds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/remittance.h"
#include "cr/taxid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
check(const struct cr_ref *ref, const struct cr_remittance *r)
{
	char key[CR_REF_KEY_SIZE], again[CR_REF_KEY_SIZE];

	must(memchr(ref->number, '\0', sizeof(ref->number)) != NULL);
	must(*ref->number != '\0' && ref->group < r->groups);
	must(ref->year == 0 || (ref->year >= 1900 && ref->year < 2200));
	must(strlen(cr_ref_key(ref->number, 0, key)) < sizeof(key));
	cr_ref_key(ref->number, 0, again);
	must(strcmp(key, again) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cr_remittance r;
	size_t i;

	if (size == 0)
		return 0;
	cr_remittance_read((const char *)data + 1, size - 1,
	    data[0] < 128 ? 0 : 2000 + data[0] - 128, &r);
	must(r.n <= CR_REFS_MAX && r.ntax <= CR_TAX_CODES_MAX);
	for (i = 0; i < r.n; i++)
		check(&r.v[i], &r);
	for (i = 0; i < r.ntax; i++)
		must(cr_cf_is_valid(r.tax[i]));
	must(*r.rf == '\0' || cr_rf_is_valid(r.rf));
	return 0;
}
