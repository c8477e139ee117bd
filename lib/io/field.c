#include "cr/field.h"

#include <string.h>

#include "cr/str.h"

/* Names whose kind their ending does not tell. */
static const struct {
	const char *name;
	enum cr_kind kind;
} known[] = {
	{ "date", CR_DATE }, { "due", CR_DATE }, { "day", CR_DATE },
	{ "as_of", CR_DATE }, { "from", CR_DATE }, { "until", CR_DATE },
	{ "next", CR_DATE }, { "term", CR_DATE }, { "booked", CR_DATE },
	{ "value", CR_DATE }, { "oldest", CR_DATE }, { "doc_date", CR_DATE },
	{ "last_payment", CR_DATE },
	{ "at", CR_TIME }, { "time", CR_TIME }, { "signing_time", CR_TIME },
	{ "item", CR_KEY }, { "party", CR_KEY }, { "doc", CR_KEY },
	{ "entry", CR_KEY }, { "notice", CR_KEY }, { "message", CR_KEY },
	{ "task", CR_KEY }, { "hold", CR_KEY }, { "run", CR_KEY },
	{ "event", CR_KEY }, { "key", CR_KEY }, { "match", CR_KEY },
	{ "peer", CR_KEY },
	{ "days", CR_COUNT }, { "count", CR_COUNT }, { "items", CR_COUNT },
	{ "records", CR_COUNT }, { "added", CR_COUNT },
	{ "changed", CR_COUNT }, { "unchanged", CR_COUNT },
	{ "refused", CR_COUNT }, { "level", CR_COUNT }, { "body", CR_COUNT },
	{ "instalment", CR_COUNT }, { "bytes", CR_COUNT },
	{ "code", CR_CODE }, { "number", CR_CODE }, { "vat", CR_CODE },
	{ "tax_code", CR_CODE }, { "zip", CR_CODE }, { "iban", CR_CODE },
	{ "phone", CR_CODE }, { "mobile", CR_CODE }, { "fax", CR_CODE },
	{ "sdi_code", CR_CODE }, { "ref", CR_CODE }, { "agent", CR_CODE },
	{ "depot", CR_CODE }, { "sha256", CR_CODE }, { "hash", CR_CODE },
	{ "serial", CR_CODE }, { "creditor", CR_CODE }, { "debtor", CR_CODE },
	{ "seasonal", CR_BOOL },
};

enum cr_kind
cr_field_kind(const char *name)
{
	size_t i;

	if (cr_ends(name, "_cents"))
		return CR_CENTS;
	if (cr_ends(name, "_bp"))
		return CR_BP;
	if (cr_ends(name, "_ppm"))
		return CR_PPM;
	if (cr_ends(name, "_centidays"))
		return CR_CENTIDAYS;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(name, known[i].name) == 0)
			return known[i].kind;
	return CR_TEXT;
}
