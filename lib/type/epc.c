#include "cr/epc.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/str.h"
#include "cr/taxid.h"

#define NAME_MAX_CHARS 70
#define TEXT_MAX_CHARS 140
#define RF_MAX 25

/* ISO 11649: "RF", two check digits, up to 21 letters and digits. */
static bool
is_rf(const char *s)
{
	size_t n = strlen(s), i;
	int rest = 0, v;
	char c;

	if (n < 5 || n > RF_MAX || !cr_starts(s, "RF") ||
	    !cr_is_digit(s[2]) || !cr_is_digit(s[3]))
		return false;
	for (i = 0; i < n; i++) {
		c = s[(i + 4) % n];
		v = cr_is_digit(c) ? c - '0' : c - 'A' + 10;
		rest = (rest * (v > 9 ? 100 : 10) + v) % 97;
	}
	return rest == 1;
}

static bool
is_bic(const char *s)
{
	size_t n = strlen(s), i;

	if (n != 8 && n != 11)
		return false;
	for (i = 0; i < 6; i++)
		if (!cr_is_alpha(s[i]))
			return false;
	return true;
}

/*
 * At most MAX characters and ROOM bytes of S: control characters, which
 * would end the line, are blanks; a character is there whole or not.
 */
static void
add_cut(struct cr_buf *b, const char *s, size_t max, size_t room)
{
	size_t n, i;

	for (; *s != '\0' && max > 0; s += n, max--, room -= n) {
		for (n = 1; ((unsigned char)s[n] & 0xc0) == 0x80; n++)
			;
		if (n > room)
			break;
		for (i = 0; i < n; i++)
			cr_buf_addc(b, (unsigned char)s[i] < ' ' ||
			    s[i] == 0x7f ? ' ' : s[i]);
	}
}

/* "IT60X..." of "it60 x..."; "" stays so, false when it is none of those. */
static bool
normal(const char *s, char *to, size_t size, bool (*is)(const char *))
{
	to[0] = '\0';
	return cr_is_empty(s) || (cr_code_normalise(s, to, size) && is(to));
}

bool
cr_epc_text(struct cr_buf *b, const struct cr_epc *e)
{
	char iban[35], bic[12], rf[RF_MAX + 1];
	size_t from = b->len, used;

	if (cr_is_empty(e->name) || cr_is_empty(e->iban) ||
	    !normal(e->iban, iban, sizeof(iban), cr_iban_is_valid) ||
	    !normal(e->bic, bic, sizeof(bic), is_bic) ||
	    !normal(e->reference, rf, sizeof(rf), is_rf) ||
	    e->amount.cents < 1 || e->amount.cents > CR_EPC_MAX_CENTS)
		return false;
	cr_buf_addf(b, "BCD\n002\n1\nSCT\n%s\n", bic);
	add_cut(b, e->name, NAME_MAX_CHARS, CR_EPC_MAX_BYTES);
	cr_buf_addf(b, "\n%s\nEUR", iban);
	cr_money_format(b, e->amount, '.', '\0');
	cr_buf_addf(b, "\n\n%s", rf);
	used = b->len - from;
	if (*rf == '\0' && !cr_is_empty(e->text) && used < CR_EPC_MAX_BYTES) {
		cr_buf_addc(b, '\n');
		add_cut(b, e->text, TEXT_MAX_CHARS,
		    CR_EPC_MAX_BYTES - used - 1);
	}
	while (b->len > from && b->s[b->len - 1] == '\n')
		b->s[--b->len] = '\0';
	return true;
}
