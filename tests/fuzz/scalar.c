/*
 * Amounts, dates, keys, codes and numbers in any style: the first byte
 * chooses it. What is accepted must come back when it is written and read.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/date.h"
#include "cr/key.h"
#include "cr/mem.h"
#include "cr/money.h"
#include "cr/str.h"
#include "cr/taxid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
amount(const char *s, size_t n, const struct cr_money_style *style)
{
	struct cr_money m, back;
	struct cr_buf b;

	if (!cr_money_parse(s, n, style, &m))
		return;
	must(cr_money_abs(m).cents <= CR_MONEY_MAX_CENTS);
	cr_buf_init(&b);
	if (style->implied)
		cr_buf_addi(&b, m.cents);
	else
		cr_money_format(&b, m, style->mark, style->group);
	must(cr_money_parse(b.s, b.len, style, &back));
	must(back.cents == m.cents);
	cr_buf_release(&b);
}

static void
date(const char *s, size_t n, enum cr_date_style style)
{
	struct cr_date d, back;
	char iso[CR_DATE_SIZE];

	if (!cr_date_parse(s, n, style, &d))
		return;
	must(cr_date_parse(cr_date_iso(d, iso), 10, CR_DATE_ISO, &back));
	must(back.days == d.days);
}

static void
codes(const char *s, size_t n)
{
	char to[40], text[CR_KEY_SIZE];
	struct cr_money m;
	struct cr_key key;
	int64_t i;

	cr_piva_is_valid(s);
	cr_cf_is_valid(s);
	cr_iban_is_valid(s);
	cr_money_parse_xml(s, &m);
	cr_parse_int(s, n, &i);
	cr_is_utf8(s, n);
	if (cr_code_normalise(s, to, sizeof(to)))
		must(strlen(to) <= n);
	if (cr_key_parse(s, n, &key))
		must(key.id > 0 && strlen(cr_key_format(key, text)) <= n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct cr_money_style styles[] = {
		{ '.', 0, false }, { ',', '.', false }, { '.', ',', false },
		{ ',', ' ', false }, { 0, 0, true },
	};
	const char *bytes = (const char *)data + 1;
	char *text;

	if (size == 0)
		return 0;
	amount(bytes, size - 1, &styles[data[0] % 5]);
	date(bytes, size - 1, (enum cr_date_style)(data[0] % 6));
	text = cr_strndup(bytes, size - 1);
	codes(text, size - 1);
	cr_collapse(text);
	free(text);
	return 0;
}
