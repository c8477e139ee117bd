#include "remit.h"

#include <string.h>

#include "cr/taxid.h"

/* Codes with check digits of their own, which are known wherever they are. */

#define TAX_SIZE 17

static bool
take_tax(struct cr_remittance *out, const struct remit_token *k, size_t n)
{
	char code[TAX_SIZE];

	if (n != 11 && n != 16)
		return false;
	memcpy(code, k->s, n);
	code[n] = '\0';
	if (n == 11 ? !cr_piva_is_valid(code) : !cr_cf_is_valid(code))
		return false;
	if (out->ntax < CR_TAX_CODES_MAX)
		memcpy(out->tax[out->ntax++], code, n + 1);
	return true;
}

size_t
cr_remit_tax(const struct remit_text *t, size_t i, struct cr_remittance *out)
{
	const struct remit_token *k = &t->v[i];
	size_t n = 0, end = i;

	/* letters and digits by turns */
	do
		n += t->v[end++].n;
	while (!t->v[end].blank && (t->v[end].kind == REMIT_NUMBER ||
	    t->v[end].kind == REMIT_WORD));
	/* IT01234567890 */
	if (k->kind == REMIT_WORD && k->n == 2 && n == 13 && end == i + 2)
		return take_tax(out, &k[1], 11) ? end : i;
	return take_tax(out, k, n) ? end : i;
}

void
cr_remit_rf(struct remit_text *t, struct cr_remittance *out)
{
	char text[CR_REMITTANCE_MAX + 1];
	const char *end = cr_rf_find(t->s, out->rf);
	char *s;

	if (end == NULL) {
		out->rf[0] = '\0';
		return;
	}
	/* it begins at the last RF before its end with its check digits */
	for (s = t->s + (end - t->s); s > t->s &&
	    strncmp(s, out->rf, 4) != 0;)
		s--;
	if (strncmp(s, out->rf, 4) != 0)
		return;
	memset(s, ' ', (size_t)(end - s));
	memcpy(text, t->s, t->len + 1);
	cr_remit_tokens(t, text, t->len);
}
