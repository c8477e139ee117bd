#include "cbi.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"

/* Which flows are read, and by what; EF ends all of them. */
static const struct kind {
	char type[3];
	int (*record)(struct cbi *c);
	int (*end)(struct cbi *c);
} kinds[] = {
	{ "RH", cr_cbi_report, cr_cbi_report_end },
	{ "EC", cr_cbi_report, cr_cbi_report_end },
	{ "RA", cr_cbi_report, cr_cbi_report_end },
	{ "RP", cr_cbi_report, cr_cbi_report_end },
	{ "DT", cr_cbi_report, cr_cbi_report_end },
	{ "IB", cr_cbi_order, cr_cbi_order_end },
	{ "IM", cr_cbi_order, cr_cbi_order_end },
	{ "IR", cr_cbi_order, cr_cbi_order_end },
};

static const struct kind *
find_kind(const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (memcmp(kinds[i].type, type, 2) == 0)
			return &kinds[i];
	return NULL;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Letters or digits at positions FROM to TO; S is position 1. */
static bool
is_code(const char *s, int from, int to)
{
	for (; from <= to; from++)
		if (!cr_is_digit(s[from - 1]) && !cr_is_alpha(s[from - 1]))
			return false;
	return true;
}

/* A header: type, sender, receiver and day of creation. */
static bool
is_header(const char *s)
{
	int i;

	if (s[0] != ' ' || !is_capital(s[1]) || !is_capital(s[2]) ||
	    memcmp(s + 1, "EF", 2) == 0 || !is_code(s, 4, 13))
		return false;
	for (i = 14; i <= 19; i++)
		if (!cr_is_digit(s[i - 1]))
			return false;
	return true;
}

bool
cr_cbi_is(const char *p, size_t n)
{
	char s[20] = " ";
	size_t i = 0;

	while (i < n && (p[i] == '\r' || p[i] == '\n' || p[i] == ' '))
		i++;
	if (n - i < 18)
		return false;
	memcpy(s + 1, p + i, 18);
	return is_header(s);
}

static int
begin_flow(struct cbi *c)
{
	struct cbi_flow *f = &c->flow;
	const char *s = c->rec.s;
	char *support;

	memset(f, 0, sizeof(*f));
	memcpy(f->type, s + 1, 2);
	f->word[0] = cr_lower(f->type[0]);
	f->word[1] = cr_lower(f->type[1]);
	memcpy(f->parties, s + 3, 5);
	f->parties[5] = '/';
	memcpy(f->parties + 6, s + 8, 5);
	f->line = c->b->line;
	f->records = 1;
	support = cr_cbi_text(c, 20, 39);
	if (support != NULL && strlen(support) < sizeof(f->support))
		memcpy(f->support, support, strlen(support) + 1);
	cr_arena_clear(&c->b->arena);
	if (find_kind(f->type) == NULL)
		return cr_fail(c->b->cr, CR_EINPUT, "holds a CBI flow of type "
		    "\"%s\", which is neither a statement of account nor an "
		    "outcome of collections", f->type);
	if (!cr_cbi_date(c, 14, &f->created))
		return cr_fail(c->b->cr, CR_EINPUT, "the CBI flow %s \"%s\" "
		    "was created on \"%s\", which is no date", f->type,
		    f->support, cr_cbi_show(c, 14, 19));
	f->open = true;
	return CR_OK;
}

static int
cut_off(struct cbi *c)
{
	c->b->line = c->flow.line;
	return cr_fail(c->b->cr, CR_EINPUT, "the CBI flow %s \"%s\" is cut "
	    "off: no EF ends it", c->flow.type, c->flow.support);
}

/* EF repeats the header; its counters are checked by who counted. */
static int
end_flow(struct cbi *c)
{
	int64_t records = cr_cbi_number(c, 83, 89);
	int rc;

	c->flow.records++;
	if ((rc = find_kind(c->flow.type)->end(c)) != CR_OK)
		return rc;
	if (records >= 0 && records != c->flow.records)
		cr_btext_warn(c->b, c->b->line, "the CBI flow %s \"%s\" says "
		    "that it has %lld records, it has %lld", c->flow.type,
		    c->flow.support, (long long)records,
		    (long long)c->flow.records);
	c->flow.open = false;
	return CR_OK;
}

static int
take_record(struct cbi *c)
{
	if (is_header(c->rec.s))
		return c->flow.open ? cut_off(c) : begin_flow(c);
	if (!c->flow.open && cr_cbi_is_blank(c, 1, CBI_LENGTH))
		return CR_OK;
	if (!c->flow.open)
		return cr_fail(c->b->cr, CR_EINPUT, "record \"%s\" stands "
		    "in no CBI flow", cr_cbi_show(c, 2, 3));
	if (memcmp(CBI_AT(c, 2), "EF", 2) == 0)
		return end_flow(c);
	c->flow.records++;
	return find_kind(c->flow.type)->record(c);
}

static int
parse(struct btext *b, struct cr_input *in)
{
	struct cbi *c = cr_calloc(1, sizeof(*c));
	int rc;

	c->b = b;
	c->in = in;
	c->block = cr_malloc(CBI_BLOCK);
	cr_record_init(&c->out, CR_RECORD_ENTRY);
	c->blank = c->out.u.entry;
	cr_buf_init(&c->decoded);
	cr_buf_init_max(&c->free_text, CBI_TEXT_MAX);
	cr_buf_init_max(&c->remittance, CBI_TEXT_MAX);
	while ((rc = cr_cbi_next(c)) == 1)
		if ((rc = take_record(c)) != CR_OK)
			break;
	if (rc == CR_OK && c->flow.open)
		rc = cut_off(c);
	cr_buf_release(&c->remittance);
	cr_buf_release(&c->free_text);
	cr_buf_release(&c->decoded);
	free(c->block);
	free(c);
	return rc;
}

int
cr_cbi_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done)
{
	(void)opts;
	return cr_btext_read(cr, in, "cbi", parse, sink, done);
}
