#include "mapping.h"

#include <stddef.h>
#include <string.h>

#include "cr/canon.h"
#include "cr/field.h"
#include "tables.h"

bool
cr_mapping_wants_sides(const struct cr_mapping *m, int i)
{
	return cr_mapping_wants(m, i, "debit") ||
	    cr_mapping_wants(m, i, "credit");
}

static bool
has_amount(const struct cr_mapping *m, int i)
{
	return cr_mapping_wants(m, i, "amount") ||
	    cr_mapping_wants_sides(m, i);
}

static const char *
party_lacks(const struct cr_mapping *m, int i)
{
	return cr_mapping_wants(m, i, "code") || cr_mapping_wants(m, i,
	    "vat") || cr_mapping_wants(m, i, "tax_code") ? NULL :
	    "code\", \"vat\" or \"tax_code";
}

static const char *
money_lacks(const struct cr_mapping *m, int i)
{
	bool amount = has_amount(m, i);

	if (cr_mapping_types[i] == CR_RECORD_ITEM) {
		if (!cr_mapping_wants(m, i, "number"))
			return "number";
		if (!amount && !cr_mapping_wants(m, i, "open"))
			return "amount\", \"open\" or \"debit";
	} else {
		if (!cr_mapping_wants(m, i, "date"))
			return "date";
		if (!amount)
			return "amount\" or \"credit";
	}
	return cr_mapping_wants(m, i, "debtor") ? NULL : "debtor";
}

static const char *
entry_lacks(const struct cr_mapping *m, int i)
{
	if (!cr_mapping_wants(m, i, "booked") &&
	    !cr_mapping_wants(m, i, "value"))
		return "booked";
	return has_amount(m, i) ? NULL :
	    "amount\", \"debit\" or \"credit";
}

static const char *
fact_lacks(const struct cr_mapping *m, int i)
{
	static const struct {
		enum cr_record_type type;
		const char *keys[5];
	} needed[] = {
		{ CR_RECORD_SHEET, { "debtor", "date", "assets" } },
		{ CR_RECORD_SCORE, { "debtor", "provider", "score", "date" } },
		{ CR_RECORD_ADVERSE, { "debtor", "kind", "date" } },
		{ CR_RECORD_ASSET, { "debtor", "kind", "date" } },
		{ CR_RECORD_COMMITMENT, { "debtor", "kind", "number", "date",
		    "amount" } },
		{ CR_RECORD_PLAFOND, { "debtor", "provider", "kind",
		    "amount" } },
	};
	size_t k, n;

	for (k = 0; k < CR_COUNT_OF(needed); k++)
		for (n = 0; needed[k].type == cr_mapping_types[i] && n < 5 &&
		    needed[k].keys[n] != NULL; n++)
			if (!cr_mapping_wants(m, i, needed[k].keys[n]))
				return needed[k].keys[n];
	return NULL;
}

const char *
cr_mapping_wrong_kind(const struct cr_mapping *m, int i)
{
	const struct cr_text_list *l = &m->section[i].kinds;
	const char *word;
	size_t k;

	for (k = 0; k < l->n; k++) {
		word = strchr(l->v[k], '=');
		if (word == NULL || word == l->v[k] ||
		    cr_table_kind(cr_mapping_types[i], word + 1) == NULL)
			return l->v[k];
	}
	return NULL;
}

const char *
cr_mapping_lacks(const struct cr_mapping *m, int i)
{
	if (i == MAPPING_PARTY)
		return party_lacks(m, i);
	if (i >= MAPPING_FACTS)
		return fact_lacks(m, i);
	return i == MAPPING_ENTRY ? entry_lacks(m, i) : money_lacks(m, i);
}
