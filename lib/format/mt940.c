#include "mt940.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"

#define LOOK ((size_t)8 * 1024)	/* how far the first tag may stand */

/* "61:" or "60F:" at S: its length, or 0. */
static size_t
digits_length(const char *s)
{
	if (!cr_is_digit(s[0]) || !cr_is_digit(s[1]))
		return 0;
	if (s[2] == ':')
		return 3;
	return s[2] >= 'A' && s[2] <= 'Z' && s[3] == ':' ? 4 : 0;
}

/* The same with the colon before it. */
static size_t
tag_length(const char *s)
{
	size_t n = s[0] == ':' ? digits_length(s + 1) : 0;

	return n > 0 ? n + 1 : 0;
}

bool
cr_mt940_is(const char *p, size_t n)
{
	size_t i, max = n < LOOK ? n : LOOK;
	bool begun = false;
	char tag[6] = "";

	for (i = 0; i + 5 < max; i++) {
		if (p[i] != ':' || (i > 0 && p[i - 1] != '\n' &&
		    p[i - 1] != '\r' && p[i - 1] != ' '))
			continue;
		memcpy(tag, p + i, 5);
		if (tag_length(tag) == 0)
			continue;
		if (begun)
			return memcmp(tag, ":2", 2) == 0;
		begun = memcmp(tag, ":20:", 4) == 0;
	}
	return false;
}

/* Copy S, cut at the end of a letter; line ends are dropped. */
static void
copy(char to[MT940_WORD_MAX], const char *s)
{
	size_t n = 0;

	for (; *s != '\0' && n + 1 < MT940_WORD_MAX; s++)
		if (*s != '\n')
			to[n++] = *s;
	if (*s != '\0')
		while (n > 0 && ((unsigned char)to[n - 1] & 0x80) != 0)
			n--;
	to[n] = '\0';
	cr_collapse(to);
}

static int
put_entry(struct mt940 *m)
{
	int rc;

	if (!m->has_out)
		return CR_OK;
	m->has_out = false;
	cr_mt940_info(m);
	rc = cr_btext_emit(m->b, &m->out, m->out_line);
	cr_buf_clear(&m->info);
	cr_arena_clear(&m->b->arena);
	return rc;
}

static int
end_statement(struct mt940 *m)
{
	struct cr_rec_balance *bal = &m->balance.u.balance;
	int rc;

	if ((rc = put_entry(m)) != CR_OK || !m->in_statement)
		return rc;
	m->in_statement = false;
	bal->source = m->interim ? "mt942" : "mt940";
	if (!m->interim && !bal->closing.set)
		cr_btext_warn(m->b, m->tag_line, "statement %d has no closing "
		    "balance: something may be missing", bal->statement);
	return cr_btext_balance(m->b, &m->balance, m->tag_line);
}

/* :20: */
static int
begin_statement(struct mt940 *m)
{
	struct cr_rec_balance *bal = &m->balance.u.balance;
	int rc;

	if ((rc = end_statement(m)) != CR_OK)
		return rc;
	cr_record_init(&m->balance, CR_RECORD_BALANCE);
	bal->statement = ++m->b->statement;
	m->in_statement = true;
	m->over = m->interim = false;
	*m->account = *m->sequence = *m->currency = '\0';
	copy(m->reference, m->field.s);
	return CR_OK;
}

static const char *
some(const char *s)
{
	return *s != '\0' ? s : NULL;
}

/* :60F: or :60M:, where a statement goes on from another page. */
static int
opening(struct mt940 *m)
{
	struct cr_rec_balance *bal = &m->balance.u.balance;
	struct cr_date date;
	struct cr_money v;

	if (!cr_mt940_balance(m->field.s, &v, m->currency, &date))
		return cr_fail(m->b->cr, CR_EINPUT,
		    "\"%s\" is no balance", m->field.s);
	bal->opening = (struct cr_opt_money){ true, v };
	bal->currency = some(m->currency);
	return CR_OK;
}

/* :62F: or :62M: */
static int
closing(struct mt940 *m)
{
	struct cr_rec_balance *bal = &m->balance.u.balance;
	struct cr_money v;
	int rc;

	if ((rc = put_entry(m)) != CR_OK)
		return rc;
	m->over = true;
	if (!cr_mt940_balance(m->field.s, &v, m->currency, &bal->date))
		return cr_fail(m->b->cr, CR_EINPUT,
		    "\"%s\" is no balance", m->field.s);
	bal->closing = (struct cr_opt_money){ true, v };
	return CR_OK;
}

/* :61: */
static int
movement(struct mt940 *m)
{
	struct cr_rec_entry *e = &m->out.u.entry;
	struct cr_rec_balance *bal = &m->balance.u.balance;
	int rc = CR_OK;

	m->out.u.entry = m->blank;
	if (!cr_mt940_movement(m))
		return cr_fail(m->b->cr, CR_EINPUT,
		    "\"%s\" is no movement", m->line.s);
	m->has_out = true;
	m->out_line = m->tag_line;
	if (!cr_date_is_set(e->booked) && !cr_date_is_set(e->value))
		cr_btext_warn(m->b, m->tag_line, "the movement has no day");
	e->source = m->interim ? "mt942" : "mt940";
	e->statement = bal->statement;
	e->account = some(m->account);
	e->statement_id = some(m->sequence);
	e->bank_message_id = some(m->reference);
	e->currency = some(m->currency);
	if (e->status == NULL) {
		rc = cr_btext_add(m->b, bal, e->amount.v);
		e->entry = bal->entries;
	}
	return rc;
}

/* :34F: comes where a statement of the day begins, with its currency. */
static void
floor_limit(struct mt940 *m)
{
	const char *s = m->field.s;
	int i;

	m->interim = true;
	for (i = 0; i < 3; i++)
		if (s[i] < 'A' || s[i] > 'Z')
			return;
	memcpy(m->currency, s, 3);
	m->currency[3] = '\0';
	m->balance.u.balance.currency = m->currency;
}

/* The field is over: do what it says. */
static int
end_field(struct mt940 *m)
{
	int tag = (m->tag[0] - '0') * 10 + m->tag[1] - '0', rc = CR_OK;

	if (*m->tag == '\0')
		return CR_OK;
	m->b->line = m->tag_line;
	if (tag == 20)
		rc = begin_statement(m);
	else if (!m->in_statement)
		rc = cr_fail(m->b->cr, CR_EINPUT, "field :%s: stands in no "
		    "statement", m->tag);
	else if (tag == 61)
		rc = movement(m);
	else if (tag == 62)
		rc = closing(m);
	else if (tag == 60)
		rc = opening(m);
	else if (tag == 25)
		copy(m->account, m->field.s);
	else if (tag == 28)
		copy(m->sequence, m->field.s);
	else if (tag == 34)
		floor_limit(m);
	if (tag == 25 || tag == 28) {
		m->balance.u.balance.account = some(m->account);
		m->balance.u.balance.statement_id = some(m->sequence);
	}
	*m->tag = '\0';
	return rc;
}

/* Where the text of the field that begins goes, empty or to be gone on with. */
static int
choose_text(struct mt940 *m)
{
	int rc = CR_OK;

	m->text = &m->field;
	if (memcmp(m->tag, "86", 2) == 0 && m->has_out) {
		m->text = &m->info;
		if (m->info.len > 0)
			cr_buf_addc(m->text, '\n');
		return CR_OK;
	}
	if (memcmp(m->tag, "61", 2) == 0) {
		m->text = &m->line;
		rc = put_entry(m);
	}
	cr_buf_clear(m->text);
	return rc;
}

/* S, of N bytes, is behind the colon; TAG: how long the rest of the tag is. */
static int
begin_field(struct mt940 *m, const char *s, size_t n, size_t tag)
{
	int64_t line = m->b->line;
	int rc;

	if ((rc = end_field(m)) != CR_OK)
		return rc;
	memcpy(m->tag, s, tag - 1);
	m->tag[tag - 1] = '\0';
	m->tag_line = line;
	rc = choose_text(m);
	cr_buf_add(m->text, s + tag, n - tag);
	return rc;
}

static void
continue_field(struct mt940 *m, const char *s, size_t n)
{
	if (*m->tag == '\0')
		return;
	cr_buf_addc(m->text, '\n');
	cr_buf_add(m->text, s, n);
}

/* Past the headers of SWIFT's blocks: what follows "{4:". */
static char *
skip_blocks(char *s)
{
	char *text;

	if (s[0] != '{' || !cr_is_digit(s[1]) || s[2] != ':')
		return s;
	text = strstr(s, "{4:");
	return text ? text + 3 : s + strlen(s);
}

static int
take_line(struct mt940 *m, char *s, size_t n)
{
	bool colon = m->colon;
	char *end;
	size_t tag;

	m->colon = false;
	while (n > 0 && (unsigned char)s[n - 1] < ' ' && s[n - 1] != '\t')
		s[--n] = '\0';
	end = s + n;
	while (*s != '\0' && (unsigned char)*s < ' ')
		s++;
	s = skip_blocks(s);
	n = (size_t)(end - s);
	if (s[0] == '-' && (s[1] == '\0' || s[1] == '}'))
		return end_field(m);
	if (s[0] == ':' && s[1] == '\0') {	/* a tag follows */
		m->colon = true;
		return CR_OK;
	}
	if ((tag = tag_length(s)) > 0)
		return begin_field(m, s + 1, n - 1, tag - 1);
	if (colon && (tag = digits_length(s)) > 0)
		return begin_field(m, s, n, tag);
	if (*s != '\0')
		continue_field(m, s, n);
	return CR_OK;
}

static int
parse(struct btext *b, struct cr_input *in)
{
	struct mt940 *m = cr_calloc(1, sizeof(*m));
	struct cr_lines *lines = cr_lines_new(in, CR_ENCODING_AUTO);
	struct cr_line line;
	int rc;

	m->b = b;
	cr_record_init(&m->out, CR_RECORD_ENTRY);
	m->blank = m->out.u.entry;
	m->text = &m->field;
	cr_buf_init_max(&m->field, MT940_TEXT_MAX);
	cr_buf_init_max(&m->line, MT940_TEXT_MAX);
	cr_buf_init_max(&m->info, MT940_TEXT_MAX);
	while ((rc = cr_lines_next(b->cr, lines, &line)) == 1) {
		b->line = line.number;
		line.s[line.n] = '\0';
		if ((rc = take_line(m, line.s, line.n)) != CR_OK)
			break;
	}
	if (rc == CR_OK)
		rc = end_field(m);
	if (rc == CR_OK)
		rc = end_statement(m);
	cr_buf_release(&m->info);
	cr_buf_release(&m->line);
	cr_buf_release(&m->field);
	cr_lines_free(lines);
	free(m);
	return rc;
}

int
cr_mt940_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done)
{
	(void)opts;
	return cr_btext_read(cr, in, "mt940", parse, sink, done);
}
