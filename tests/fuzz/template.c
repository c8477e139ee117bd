/*
 * Texts of letters: what compiles can be filled, in bounds, and in HTML no
 * value becomes a tag. The mail made of it has short lines that end in CRLF.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/letter.h"
#include "cr/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
check_mail(const char *s)
{
	size_t n;

	while (*s != '\0') {
		n = strcspn(s, "\r\n");
		must(n <= 76 && strncmp(s + n, "\r\n", 2) == 0);
		s += n + 2;
	}
}

static void
fill(struct cr *cr, const char *text, size_t n, enum cr_template_form form)
{
	struct cr_template *t;
	struct cr_values *v, *row;
	struct cr_arena a;
	struct cr_buf out, mail;

	if (cr_template_parse(cr, "fuzz", 1, text, n, form, cr_letter_words,
	    &t) != CR_OK)
		return;
	cr_arena_init(&a);
	cr_buf_init_max(&out, 65536);
	cr_buf_init(&mail);
	v = cr_values_new(&a, cr_letter_words);
	cr_values_set(v, CR_LETTER_DEBTOR_NAME, "\001<\r\n&\"'>{{claim}}");
	row = cr_values_row(v, CR_LETTER_ITEMS);
	cr_values_set(row, CR_LETTER_ITEM_NUMBER, "1\001/25");
	cr_values_row(v, CR_LETTER_ITEMS);
	if (cr_template_fill(cr, t, v, &out) == CR_OK) {
		must(memchr(text, '\001', n) != NULL ||
		    strchr(out.s, '\001') == NULL);
		must(form != CR_TEMPLATE_HTML ||
		    memchr(text, '<', n) != NULL ||
		    strchr(out.s, '<') == NULL);
		cr_mime_content(&mail, out.s, out.s);
		check_mail(mail.s);
		cr_buf_clear(&mail);
		cr_mime_header(&mail, "Subject", out.s);
		must(strstr(mail.s, "\r\n\r\n") == NULL);
	}
	cr_buf_release(&out);
	cr_buf_release(&mail);
	cr_arena_release(&a);
	cr_template_free(t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cr cr;
	char *text = malloc(size + 1);

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	if (text == NULL)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	fill(&cr, text, size, CR_TEMPLATE_TEXT);
	fill(&cr, text, size, CR_TEMPLATE_HTML);
	free(text);
	return 0;
}
