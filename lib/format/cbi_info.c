#include "cbi.h"

#include <string.h>

#include "cr/i18n.h"
#include "cr/str.h"

/* The records 63 of a movement: what a bank tells besides the amount. */

#define TEXT_FROM 14		/* where a record without a flag has text */
#define FLAGGED_FROM 17

static void
set(const char **to, const char *value)
{
	if (*to == NULL)
		*to = value;
}

static void
set_field(struct cbi *c, const char **to, int from, int last)
{
	if (*to == NULL)
		*to = cr_cbi_text(c, from, last);
}

static bool
is_credit(const struct cbi *c)
{
	return c->out.u.entry.amount.v.cents >= 0;
}

/* YYY and YY2 speak of who ordered it: of money that goes out, we did. */
static void
payer(struct cbi *c)
{
	struct cr_rec_entry *e = &c->out.u.entry;

	if (!is_credit(c))
		return;
	set_field(c, &e->tax_code, 25, 40);
	set_field(c, &e->name, 41, 80);
}

static void
payer_bank(struct cbi *c)
{
	if (is_credit(c))
		set_field(c, &c->out.u.entry.iban, 67, 100);
}

static void
ids(struct cbi *c)
{
	set_field(c, &c->out.u.entry.message_id, 17, 51);
	set_field(c, &c->out.u.entry.end_to_end, 52, 86);
}

/* The 140 characters of a transfer, cut at 104; and what a bank adds. */
static void
remittance(struct cbi *c)
{
	cr_buf_add(&c->remittance, CBI_AT(c, FLAGGED_FROM), 104);
}

static void
remittance_end(struct cbi *c)
{
	cr_buf_add(&c->remittance, CBI_AT(c, FLAGGED_FROM), 36);
}

/* Nothing that cannot be said otherwise: kept for who reads the note. */
static void
aside(struct cbi *c)
{
	cr_buf_addc(&c->free_text, ' ');
	cr_buf_add(&c->free_text, CBI_AT(c, TEXT_FROM),
	    CBI_LENGTH - TEXT_FROM + 1);
	cr_buf_addc(&c->free_text, ' ');
}

/* Thirteen places with a comma: "0000000012,50"; others are not sure. */
static bool
fee(struct cbi *c, int from, struct cr_money *sum)
{
	static const struct cr_money_style style = { .mark = ',' };
	struct cr_money v;

	if (memchr(CBI_AT(c, from), ',', 13) == NULL)
		return false;
	return cr_money_parse(CBI_AT(c, from), 13, &style, &v) &&
	    cr_money_add(sum, v);
}

/* ZZ1: a transfer from abroad, with its fees and expenses. */
static void
abroad(struct cbi *c)
{
	struct cr_money sum = { 0 };
	bool fees = fee(c, 92, &sum), expenses = fee(c, 105, &sum);

	if (fees || expenses)
		c->out.u.entry.charges = (struct cr_opt_money){ true, sum };
	aside(c);
}

static void
payer_abroad(struct cbi *c)
{
	if (is_credit(c))
		set_field(c, &c->out.u.entry.name, 17, 120);
	else
		aside(c);
}

static void
payee(struct cbi *c)
{
	if (!is_credit(c))
		set_field(c, &c->out.u.entry.name, 17, 66);
	if (c->remittance.len == 0)
		cr_buf_add(&c->remittance, CBI_AT(c, 67), 54);
}

static const struct flag {
	char word[4];
	void (*take)(struct cbi *c);
} flags[] = {
	{ "RI1", remittance }, { "RI2", remittance_end }, { "YYY", payer },
	{ "ID1", ids }, { "YY2", payer_bank }, { "ZZ1", abroad },
	{ "ZZ2", payer_abroad }, { "ZZ3", payee }, { "KKK", aside },
};

void
cr_cbi_info(struct cbi *c)
{
	const char *s = CBI_AT(c, TEXT_FROM);
	size_t i;

	for (i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (memcmp(s, flags[i].word, 3) == 0) {
			flags[i].take(c);
			return;
		}
	if (memcmp(s, "/ZZ4/", 5) == 0)
		s += 5;
	cr_buf_add(&c->free_text, s, (size_t)(c->rec.s + CBI_LENGTH - s));
}

/* ":RMG:" in free text, at its beginning or behind a blank. */
static bool
is_tag(const char *start, const char *s)
{
	int i;

	if (s[0] != ':' || (s != start && s[-1] != ' '))
		return false;
	for (i = 1; i <= 3; i++)
		if (!cr_is_digit(s[i]) && !(s[i] >= 'A' && s[i] <= 'Z'))
			return false;
	return s[4] == ':';
}

static const char *
next_tag(const char *start, const char *s)
{
	while ((s = strchr(s, ':')) != NULL && !is_tag(start, s))
		s++;
	return s;
}

/* What a tag fills; D: of debits only, C: of credits only. */
static const struct tag {
	char word[4];
	char side;
	size_t offset;
} tags[] = {
#define TO(member) offsetof(struct cr_rec_entry, member)
	{ "EE1", 0, TO(end_to_end) }, { "E2E", 0, TO(end_to_end) },
	{ "TRC", 0, TO(return_reason) }, { "IDM", 0, TO(mandate) },
	{ "DEN", 0, TO(name) }, { "OR1", 'C', TO(name) },
	{ "BE1", 'D', TO(name) }, { "DEI", 0, TO(iban) },
	{ "IB2", 'C', TO(iban) }, { "ICO", 'C', TO(tax_code) },
	{ "RIF", 0, TO(remittance) }, { "RI3", 0, TO(remittance) },
	{ "MSG", 0, TO(message_id) },
#undef TO
};

static void
take_tag(struct cbi *c, const char *word, const char *value, size_t n)
{
	static const char no_text[] = "Unstructured";
	struct cr_rec_entry *e = &c->out.u.entry;
	char side = is_credit(c) ? 'C' : 'D';
	size_t i;

	if (n == strlen(no_text) && memcmp(value, no_text, n) == 0)
		return;
	for (i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (memcmp(word, tags[i].word, 3) == 0 &&
		    (tags[i].side == 0 || tags[i].side == side)) {
			set((const char **)((char *)e + tags[i].offset),
			    cr_cbi_clean(c, value, n));
			return;
		}
}

static void
take_tags(struct cbi *c)
{
	const char *start = c->free_text.s, *s = next_tag(start, start), *next;

	for (; s != NULL; s = next) {
		next = next_tag(start, s + 5);
		take_tag(c, s + 1, s + 5, next != NULL ?
		    (size_t)(next - s - 5) : strlen(s + 5));
	}
}

/*
 * What the payer wrote is the remittance; where that is not told apart, it
 * is in the bank's text. The bank's own words are the note.
 */
void
cr_cbi_info_end(struct cbi *c)
{
	struct cr_rec_entry *e = &c->out.u.entry;
	char *text = cr_cbi_clean(c, c->free_text.s, c->free_text.len);

	if (c->free_text.full || c->remittance.full)
		cr_btext_warn(c->b, c->out_line,
		    "the text of the movement is cut, it is too long");
	e->remittance = cr_cbi_clean(c, c->remittance.s, c->remittance.len);
	if (text != NULL)
		take_tags(c);
	if (text != NULL && e->servicer_ref == NULL)
		e->servicer_ref = cr_btext_reference(&c->b->arena, text);
	if (e->remittance == NULL)
		e->remittance = text;
	else if (text != NULL)
		e->note = e->note == NULL ? text : cr_arena_printf(
		    &c->b->arena, "%s %s", e->note, text);
	cr_buf_clear(&c->free_text);
	cr_buf_clear(&c->remittance);
}
