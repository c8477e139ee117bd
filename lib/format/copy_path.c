#include "cr/copy_path.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/str.h"

#define PART_MAX 100		/* characters of a number or code */

/* What came from a stranger, as part of a name: false when it is empty. */
static bool
add_part(struct cr_buf *b, const char *s)
{
	size_t n = 0;

	if (cr_is_empty(s))
		return false;
	for (; *s != '\0' && n < PART_MAX; s++) {
		if (((unsigned char)*s & 0xc0) == 0x80)
			continue;	/* the rest of a character */
		cr_buf_addc(b, cr_is_alpha(*s) || cr_is_digit(*s) ||
		    *s == '-' || (*s == '.' && n > 0) ? *s : '_');
		n++;
	}
	return *s == '\0';
}

static bool
add_date(struct cr_buf *b, struct cr_date date, bool whole)
{
	int y, m, d;

	if (!cr_date_is_set(date))
		return false;
	cr_date_to_ymd(date, &y, &m, &d);
	cr_buf_addf(b, whole ? "%04d-%02d-%02d" : "%04d", y, m, d);
	return true;
}

/* The word of N bytes at S: 1 added, 0 not known, -1 no word. */
static int
add_word(struct cr_buf *b, const char *s, size_t n,
    const struct cr_copy_words *w)
{
	static const char *const words[] = { "number", "year", "date",
	    "debtor", "creditor" };
	size_t i, count = sizeof(words) / sizeof(words[0]);

	for (i = 0; i < count && (strlen(words[i]) != n ||
	    memcmp(words[i], s, n) != 0); i++)
		;
	switch (i) {
	case 0:
		return add_part(b, w->number);
	case 1:
		return add_date(b, w->date, false);
	case 2:
		return add_date(b, w->date, true);
	case 3:
		return add_part(b, w->debtor);
	case 4:
		return add_part(b, w->creditor);
	}
	return -1;
}

/* 1; 0: something is not known; -1: it is no pattern. */
static int
fill(const char *pattern, const struct cr_copy_words *w, struct cr_buf *out)
{
	const char *p = pattern, *end;
	int rc;

	for (; *p != '\0'; p++) {
		if (p[0] != '{' || p[1] != '{') {
			cr_buf_addc(out, *p);
			continue;
		}
		if ((end = strstr(p, "}}")) == NULL)
			return -1;
		if ((rc = add_word(out, p + 2, (size_t)(end - p - 2), w)) != 1)
			return rc;
		p = end + 1;
	}
	return 1;
}

bool
cr_copy_path_is_right(const char *pattern)
{
	static const struct cr_copy_words w = { "1", { 0 }, "1", "1" };
	struct cr_buf b;
	bool right;

	cr_buf_init(&b);
	right = strstr(pattern, "{{number}}") != NULL &&
	    fill(pattern, &w, &b) == 1;
	cr_buf_release(&b);
	return right;
}

bool
cr_copy_path(const char *pattern, const struct cr_copy_words *w,
    struct cr_buf *out)
{
	return fill(pattern, w, out) == 1;
}
