#include "reject.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/canon.h"

void
reject_line(struct cr_buf *b, const char *raw, size_t n, char separator,
    int headed, const char *reason)
{
	cr_buf_add(b, raw, n);
	if (separator == 0) {
		cr_buf_adds(b, REJECT_MARK);
		cr_buf_adds(b, reason);
		return;
	}
	cr_buf_addc(b, separator);
	cr_buf_addc(b, '"');
	if (!headed)
		cr_buf_adds(b, REJECT_CELL);
	for (; *reason != '\0'; reason++) {
		if (*reason == '"')
			cr_buf_addc(b, '"');
		cr_buf_addc(b, *reason);
	}
	cr_buf_addc(b, '"');
}

size_t
reject_unmark(const char *raw, size_t n)
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
	reject_line(b, r->raw, strlen(r->raw), r->separator,
	    r->header != NULL && strstr(r->header, REJECT_COLUMN) != NULL,
	    reason);
	return true;
}
