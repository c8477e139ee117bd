#include "cr/postal.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/str.h"

/* Without line ends; where no comma may be, without those. */
static const char *
plain(struct cr_arena *a, const char *s, bool comma)
{
	char *copy = cr_arena_strdup(a, s), *p;

	for (p = copy; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || (*p == ',' && !comma))
			*p = ' ';
	return copy;
}

const char *
cr_postal_line(struct cr_arena *a, const struct cr_postal *p)
{
	const char *province = p->province;

	if (cr_is_empty(p->street) || cr_is_empty(p->city))
		return NULL;
	if (cr_is_empty(province) || strlen(province) != 2)
		province = NULL;
	return cr_arena_printf(a, "%s, %s%s%s%s%s%s, %s",
	    plain(a, p->street, true),
	    cr_is_empty(p->zip) ? "" : plain(a, p->zip, false),
	    cr_is_empty(p->zip) ? "" : " ", plain(a, p->city, false),
	    province ? " (" : "", province ? province : "",
	    province ? ")" : "",
	    cr_is_empty(p->country) ? "IT" : p->country);
}

/* The last ", " of S, at which it is cut; NULL: none. */
static char *
cut_last(char *s)
{
	char *found = NULL, *p;

	for (p = s; (p = strstr(p, ", ")) != NULL; p++)
		found = p;
	if (found == NULL)
		return NULL;
	*found = '\0';
	return found + 2;
}

/* A post code holds a digit, and a city does not begin with one. */
static bool
has_digit(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (cr_is_digit(s[i]))
			return true;
	return false;
}

bool
cr_postal_parse(struct cr_arena *a, const char *line, struct cr_postal *out)
{
	char *s = cr_arena_strdup(a, line), *country, *city;
	size_t n;

	*out = (struct cr_postal){ .street = s };
	if ((country = cut_last(s)) == NULL || strlen(country) != 2 ||
	    (city = cut_last(s)) == NULL)
		return false;
	out->country = country;
	n = strcspn(city, " ");
	if (city[n] != '\0' && has_digit(city, n)) {
		out->zip = cr_arena_strndup(a, city, n);
		city += n + 1;
	}
	n = strlen(city);
	if (n > 5 && city[n - 1] == ')' && city[n - 4] == '(' &&
	    city[n - 5] == ' ') {
		out->province = cr_arena_strndup(a, city + n - 3, 2);
		city[n - 5] = '\0';
	}
	out->city = city;
	return *out->street != '\0' && *city != '\0';
}
