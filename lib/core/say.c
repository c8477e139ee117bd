#include "say.h"

#include <stdbool.h>
#include <string.h>


static bool
is_english(const char *language)
{
	return strcmp(language, "en") == 0;
}

const char *
cr_say_amount(struct cr_arena *a, struct cr_money m, const char *language)
{
	bool english = is_english(language);
	char s[CR_MONEY_SIZE];

	return cr_arena_strndup(a, s, cr_money_write(s, m,
	    english ? '.' : ',', english ? ',' : '.'));
}

const char *
cr_say_number(struct cr_arena *a, int64_t n)
{
	char digits[24], *p = digits + sizeof(digits);
	uint64_t u = n < 0 ? -(uint64_t)n : (uint64_t)n;

	do {
		*--p = (char)('0' + u % 10);
	} while ((u /= 10) != 0);
	if (n < 0)
		*--p = '-';
	return cr_arena_strndup(a, p, (size_t)(digits + sizeof(digits) - p));
}

const char *
cr_say_date(struct cr_arena *a, struct cr_date d, const char *language)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char ita[CR_DATE_SIZE];
	int y, m, day;

	if (!cr_date_is_set(d))
		return NULL;
	cr_date_to_ymd(d, &y, &m, &day);
	if (strcmp(language, "de") == 0)
		return cr_arena_printf(a, "%02d.%02d.%04d", day, m, y);
	if (!is_english(language))
		return cr_arena_strdup(a, cr_date_ita(d, ita));
	return cr_arena_printf(a, "%d %.3s %d", day, months + 3 * (m - 1), y);
}

const char *
cr_say_rate(struct cr_arena *a, int32_t bp, const char *language)
{
	bool english = is_english(language);

	return cr_arena_printf(a, "%s%s%%", cr_say_amount(a,
	    (struct cr_money){ bp }, language), english ? "" : " ");
}

const char *
cr_say_city(struct cr_arena *a, const struct cr_party *p)
{
	if (p->city == NULL)
		return p->zip;
	return cr_arena_printf(a, "%s%s%s%s%s%s", p->zip ? p->zip : "",
	    p->zip ? " " : "", p->city, p->province ? " (" : "",
	    p->province ? p->province : "", p->province ? ")" : "");
}

const char *
cr_say_vat(struct cr_arena *a, const struct cr_party *p)
{
	if (p->vat == NULL)
		return NULL;
	return cr_arena_printf(a, "%s%s", p->country ? p->country : "",
	    p->vat);
}
