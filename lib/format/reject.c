#include "reject.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/canon.h"
#include "cr/str.h"
#include "mapping.h"

#define HEADER_MAX 128		/* bytes of the column's name */
#define REJECT_THOUSANDS " x1000"	/* behind how amounts are written */

void
cr_reject_line(struct cr_buf *b, const char *raw, size_t n, char separator,
    const char *reason)
{
	cr_buf_add(b, raw, n);
	if (separator == 0) {
		cr_buf_adds(b, REJECT_MARK);
		cr_buf_adds(b, reason);
		return;
	}
	cr_buf_addc(b, separator);
	cr_buf_addc(b, '"');
	cr_buf_adds(b, REJECT_CELL);
	for (; *reason != '\0'; reason++) {
		if (*reason == '"')
			cr_buf_addc(b, '"');
		cr_buf_addc(b, *reason);
	}
	cr_buf_addc(b, '"');
}

void
cr_reject_header(struct cr_buf *b, const struct cr_mapping *m)
{
	int i;

	cr_buf_addf(b, "\"%s", REJECT_COLUMN);
	if (m->date_known)
		cr_buf_addf(b, " %s", cr_mapping_date_word(m->date));
	if (m->money_known && !m->money.implied) {
		cr_buf_adds(b, " 1");
		if (m->money.group != 0)
			cr_buf_addc(b, m->money.group);
		cr_buf_adds(b, "234");
		if (m->money.mark != 0)
			cr_buf_addf(b, "%c56", m->money.mark);
	}
	if (m->thousands)
		cr_buf_adds(b, REJECT_THOUSANDS);
	for (i = MAPPING_FACTS; i < MAPPING_SECTIONS; i++)
		if (m->section[i].used)
			cr_buf_addf(b, " %s",
			    cr_record_word(cr_mapping_types[i]));
	cr_buf_addc(b, '"');
}

/* "1.234,56": the marks between the digits. */
static bool
parse_amount(const char *s, struct cr_money_style *out)
{
	*out = (struct cr_money_style){ .mark = 0 };
	if (*s++ != '1')
		return false;
	if (*s != '2' && *s != '\0' && strchr(".,' ", *s) != NULL)
		out->group = *s++;
	if (!cr_starts(s, "234"))
		return false;
	s += 3;
	if (*s == '\0')
		return true;
	if ((*s != ',' && *s != '.') || *s == out->group)
		return false;
	out->mark = *s++;
	return strcmp(s, "56") == 0;
}

/* Cut the type of record at the end of SAID off; false: there is none. */
static bool
take_type(char *said, enum cr_record_type *type)
{
	char *word = strrchr(said, ' ');

	if (word == NULL || !cr_record_type_parse(word + 1, type))
		return false;
	*word = '\0';
	return true;
}

bool
cr_reject_header_tells(const char *cell, enum cr_record_type wanted)
{
	enum cr_record_type type;
	char said[HEADER_MAX];
	size_t n = strlen(cell);

	if (!cr_starts(cell, REJECT_COLUMN " ") || n >= sizeof(said))
		return false;
	memcpy(said, cell, n + 1);
	while (take_type(said, &type))
		if (type == wanted)
			return true;
	return false;
}

void
cr_reject_header_parse(const char *cell, struct cr_mapping *m)
{
	struct cr_money_style money;
	enum cr_date_style date;
	char word[16], said[HEADER_MAX];
	enum cr_record_type type;
	size_t n = strlen(cell);

	if (!cr_starts(cell, REJECT_COLUMN " ") || n >= sizeof(said))
		return;
	memcpy(said, cell, n + 1);
	while (take_type(said, &type))
		continue;
	if (cr_ends(said, REJECT_THOUSANDS)) {
		m->thousands = true;
		said[strlen(said) - strlen(REJECT_THOUSANDS)] = '\0';
	}
	if (!cr_starts(said, REJECT_COLUMN " "))
		return;
	cell = said + strlen(REJECT_COLUMN " ");
	n = strcspn(cell, " ");
	if (n < sizeof(word)) {
		memcpy(word, cell, n);
		word[n] = '\0';
		if (cr_mapping_date_parse(word, &date)) {
			if (!m->date_known)
				m->date = date;
			m->date_known = true;
			cell += cell[n] == ' ' ? n + 1 : n;
		}
	}
	if (!m->money_known && parse_amount(cell, &money)) {
		m->money = money;
		m->money_known = true;
	}
}

char *
cr_reject_mark(char separator, char to[REJECT_MARK_SIZE])
{
	to[0] = separator;
	to[1] = '"';
	memcpy(to + 2, REJECT_CELL, sizeof(REJECT_CELL));
	return to;
}

size_t
cr_reject_unmark(const char *raw, size_t n)
{
	static const char mark[] = REJECT_MARK;
	const char *p = raw, *end = raw + n;

	while ((p = memchr(p, mark[0], (size_t)(end - p))) != NULL) {
		if ((size_t)(end - p) >= sizeof(mark) - 1 &&
		    memcmp(p, mark, sizeof(mark) - 1) == 0)
			return (size_t)(p - raw);
		p++;
	}
	return n;
}

bool
cr_record_reject(struct cr_buf *b, const struct cr_record *r,
    const char *reason)
{
	if (r->raw == NULL)
		return false;
	cr_reject_line(b, r->raw, strlen(r->raw), r->separator, reason);
	return true;
}
