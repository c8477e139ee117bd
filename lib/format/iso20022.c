#include "iso20022.h"

#include <string.h>

#include "cr/str.h"
#include "cr/taxid.h"

#define ONE_MAX 32	/* bytes of one amount of a sum */

bool
cr_iso_date(const char *s, struct cr_date *out)
{
	size_t n = strlen(s);

	return cr_date_parse(s, n < CR_DATE_SIZE ? n : CR_DATE_SIZE - 1,
	    CR_DATE_ISO, out);
}

bool
cr_iso_amount(const char *s, struct cr_money *out)
{
	static const struct cr_money_style style = { .mark = '.' };
	const char *mark = strchr(s, '.');

	return (cr_is_digit(*s) || *s == '.') && s[strlen(s) - 1] != '-' &&
	    (mark == NULL || strlen(mark) <= 6) &&
	    cr_money_parse(s, strlen(s), &style, out);
}

void
cr_iso_currency(char to[CURRENCY_SIZE], const char *s)
{
	if (s == NULL || strlen(s) >= CURRENCY_SIZE)
		s = "";
	memcpy(to, s, strlen(s) + 1);
}

struct cr_opt_money
cr_iso_sum(const char *s, const char **bad)
{
	struct cr_opt_money sum = { false, { 0 } };
	struct cr_money m;
	char one[ONE_MAX];
	size_t n;

	for (*bad = NULL; s != NULL && *s != '\0'; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		*bad = s;
		if (n >= sizeof(one))
			break;
		memcpy(one, s, n);
		one[n] = '\0';
		if (!cr_iso_amount(one, &m) || !cr_money_add(&sum.v, m))
			break;
		*bad = NULL;
		sum.set = true;
	}
	sum.set = sum.set && *bad == NULL;
	return sum;
}

const char *
cr_iso_tax_code(const char *s)
{
	if (s == NULL)
		return NULL;
	if (cr_starts(s, "IT") && cr_piva_is_valid(s + 2))
		return s + 2;
	return cr_cf_is_valid(s) ? s : NULL;
}
