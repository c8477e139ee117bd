#include "btext.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/str.h"

#define TRN_LENGTH 30
#define CRO_LENGTH 11
#define WARNING_MAX 512

/* Of a file that is only checked nobody hears. */
int
cr_btext_emit(struct btext *b, struct cr_record *r, int64_t line)
{
	int err;

	r->file = b->file;
	r->line = line;
	b->done->records++;
	if (b->sink == NULL || b->sink->record == NULL)
		return CR_OK;
	err = b->sink->record(b->sink->ctx, r);
	b->sink_failed = err != CR_OK;
	return err;
}

void
cr_btext_warn(struct btext *b, int64_t line, const char *fmt, ...)
{
	char text[WARNING_MAX];
	va_list ap;

	if (b->sink == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), _(fmt), ap);
	va_end(ap);
	cr_warn(b->cr, b->file, line, "%s", text);
}

int
cr_btext_add(struct btext *b, struct cr_rec_balance *bal,
    struct cr_money amount)
{
	bal->entries++;
	if (cr_money_add(&bal->entries_sum, amount))
		return CR_OK;
	return cr_fail(b->cr, CR_ELIMIT,
	    "the sum of the statement is too large");
}

int
cr_btext_balance(struct btext *b, struct cr_record *r, int64_t line)
{
	struct cr_rec_balance *bal = &r->u.balance;
	struct cr_money sum = bal->entries_sum;
	struct cr_buf want, have;

	if (bal->opening.set && bal->closing.set) {
		if (!cr_money_add(&sum, bal->opening.v))
			return cr_fail(b->cr, CR_ELIMIT,
			    "the sum of the statement is too large");
		bal->agrees = sum.cents == bal->closing.v.cents ?
		    CR_FLAG_YES : CR_FLAG_NO;
	}
	if (bal->agrees == CR_FLAG_NO) {
		cr_buf_init(&want);
		cr_buf_init(&have);
		cr_money_format(&want, bal->closing.v, '.', 0);
		cr_money_format(&have, sum, '.', 0);
		cr_btext_warn(b, line, "statement %d of account %s: its "
		    "movements lead to %s, its closing balance is %s",
		    bal->statement, bal->account ? bal->account : "-",
		    have.s, want.s);
		cr_buf_release(&want);
		cr_buf_release(&have);
	}
	return cr_btext_emit(b, r, line);
}

char *
cr_btext_text(struct cr_arena *a, const char *s, size_t n)
{
	char *p;

	if (n == 0)
		return NULL;
	p = cr_arena_strndup(a, s, n);
	if (cr_is_collapsed(s, n))
		return p;
	return *cr_collapse(p) != '\0' ? p : NULL;
}

char *
cr_btext_cut(char *s, size_t n, bool smooth)
{
	for (; n > 0 && *s == ' '; s++)
		n--;
	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (n == 0)
		return NULL;
	s[n] = '\0';
	if (!smooth && !cr_is_collapsed(s, n))
		cr_collapse(s);
	return *s != '\0' ? s : NULL;
}

/* N letters or digits at S, and no more. */
static bool
is_word(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!cr_is_digit(s[i]) && !cr_is_alpha(s[i]))
			return false;
	return !cr_is_digit(s[n]);
}

char *
cr_btext_reference(struct cr_arena *a, const char *text)
{
	const char *s = text;

	for (; (s = strpbrk(s, "TC")) != NULL; s++) {
		const char *v = s + 3;
		bool trn = cr_starts(s, "TRN"), cro = cr_starts(s, "CRO");

		if (!trn && !cro)
			continue;
		while (*v == ':' || *v == '.' || *v == ' ')
			v++;
		if (trn && is_word(v, TRN_LENGTH) &&
		    cr_is_alpha(v[TRN_LENGTH - 1]))
			return cr_arena_strndup(a, v, TRN_LENGTH);
		if (cro && strspn(v, "0123456789") == CRO_LENGTH)
			return cr_arena_strndup(a, v, CRO_LENGTH);
	}
	return NULL;
}

/* Past the rest, so that the digest is of the whole file. */
static int
drain(struct btext *b, struct cr_input *in)
{
	char block[16 * 1024];
	ptrdiff_t n;

	do
		n = cr_input_read(b->cr, in, block, sizeof(block));
	while (n > 0);
	return (int)n;
}

/* Leave the file out, for the reason that stands on the handle. */
static void
refuse(struct btext *b, const struct cr_sink *sink)
{
	b->done->refused++;
	cr_refuse(b->cr, b->file, b->line, "%s", cr_errmsg(b->cr));
	if (sink->refuse != NULL)
		sink->refuse(sink->ctx, b->file, b->line, NULL, NULL,
		    cr_errmsg(b->cr));
}

/* Read it all, telling SINK (NULL: nobody) of its records. */
static int
parse_whole(struct btext *b, struct cr_input *in, btext_parser *parse,
    const struct cr_sink *sink)
{
	int err;

	b->sink = sink;
	b->done->records = 0;
	b->line = 0;
	b->statement = 0;
	err = parse(b, in);
	if (err == CR_OK && b->done->records == 0)
		err = cr_fail(b->cr, CR_EINPUT, "holds no movement");
	cr_arena_clear(&b->arena);
	return err;
}

/* Read the file before it is believed, when it is not too large for that. */
static int
check(struct btext *b, struct cr_input *in, btext_parser *parse)
{
	struct cr_input *copy;
	const char *p;
	ptrdiff_t n = cr_input_ahead(b->cr, in, BANK_CHECKED, &p);
	int err;

	if (n < 0)
		return (int)n;
	if ((size_t)n == BANK_CHECKED)
		return CR_OK;
	copy = cr_input_memory(b->file, p, (size_t)n);
	err = parse_whole(b, copy, parse, NULL);
	cr_input_free(copy);
	return err;
}

int
cr_btext_read(struct cr *cr, struct cr_input *in, const char *format,
    btext_parser *parse, const struct cr_sink *sink,
    struct cr_read_file *done)
{
	struct btext b = { .cr = cr, .file = cr_input_name(in), .done = done };
	int err;

	done->name = b.file;
	done->format = format;
	cr_arena_init(&b.arena);
	err = check(&b, in, parse);
	if (err == CR_OK)
		err = parse_whole(&b, in, parse, sink);
	else
		done->records = 0;
	cr_arena_release(&b.arena);
	if (b.sink_failed || (err != CR_EINPUT && err != CR_ELIMIT))
		return err;
	refuse(&b, sink);
	return drain(&b, in);
}
