#include "records_tsv.h"

#include "cr/buf.h"
#include "cr/str.h"

bool
cr_tsv_is_simple(enum canon_kind kind)
{
	return kind != CANON_TEXTS && kind != CANON_OBJECT &&
	    kind != CANON_LIST;
}

static void
add_date(struct cr_buf *b, struct cr_date d)
{
	char *to;

	if (!cr_date_is_set(d) || (to = cr_buf_room(b, CR_DATE_SIZE)) == NULL)
		return;
	cr_date_iso(d, to);
	b->len += CR_DATE_SIZE - 1;
}

/* What stands at AT; nothing when it is absent. */
static void
add_value(struct cr_buf *b, enum canon_kind kind, const char *at)
{
	const struct cr_opt_money *m;
	enum cr_flag flag;

	switch (kind) {
	case CANON_DATE:
		add_date(b, *(const struct cr_date *)at);
		break;
	case CANON_CENTS:
		cr_buf_addi(b, ((const struct cr_money *)at)->cents);
		break;
	case CANON_OPT_CENTS:
		m = (const struct cr_opt_money *)at;
		if (m->set)
			cr_buf_addi(b, m->v.cents);
		break;
	case CANON_NUMBER:
		if (*(const int32_t *)at != 0)
			cr_buf_addi(b, *(const int32_t *)at);
		break;
	case CANON_COUNT:
	case CANON_DAYS:
	case CANON_BP:
		if (*(const int32_t *)at >= 0)
			cr_buf_addi(b, *(const int32_t *)at);
		break;
	case CANON_FLAG:
		flag = *(const enum cr_flag *)at;
		if (flag != CR_FLAG_UNKNOWN)
			cr_buf_adds(b, flag == CR_FLAG_YES ? "yes" : "no");
		break;
	case CANON_BOOL:
		cr_buf_adds(b, *(const bool *)at ? "yes" : "no");
		break;
	default:
		break;
	}
}

/* FIRST: at the beginning of its line, where '#' begins a header. */
static void
add_text(struct cr_buf *b, const char *s, bool first)
{
	if (cr_is_empty(s))
		return;
	if (first && *s == '#')
		cr_buf_addc(b, '\\');
	cr_buf_tsv(b, s);
}

/* Surely missing? Most are; the others are seen when they are added. */
static inline bool
is_missing(const struct tsv_cell *c, const struct cr_record *r)
{
	return c->none || (c->word == NULL && c->kind == CANON_TEXT &&
	    *(const char *const *)((const char *)r + c->offset) == NULL);
}

static void
add_cell(struct cr_buf *b, const struct tsv_cell *c, const struct cr_record *r,
    bool first)
{
	const char *at = (const char *)r + c->offset;
	size_t before = b->len;

	if (c->word != NULL)
		cr_buf_adds(b, c->word);
	else if (c->kind == CANON_TEXT)
		add_text(b, *(const char *const *)at, first);
	else
		add_value(b, c->kind, at);
	if (b->len == before)
		cr_buf_addc(b, '-');
}

void
cr_tsv_row(struct cr_buf *b, const struct tsv_cell *cells, size_t n,
    const struct cr_record *r)
{
	char *to = cr_buf_room(b, 2 * n);	/* for all that are missing */
	size_t i;

	for (i = 0; i < n && to != NULL; i++) {
		if (is_missing(&cells[i], r)) {
			*to++ = '-';
		} else {
			b->len = (size_t)(to - b->s);
			add_cell(b, &cells[i], r, i == 0);
			if ((to = cr_buf_room(b, 2 * (n - i))) == NULL)
				return;
		}
		*to++ = i + 1 < n ? '\t' : '\n';
	}
	if (to == NULL)
		return;
	*to = '\0';
	b->len = (size_t)(to - b->s);
}
