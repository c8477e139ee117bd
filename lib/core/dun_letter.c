#include "dun_letter.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cr/dunning.h"
#include "cr/letter.h"
#include "cr/message.h"
#include "cr/mime.h"
#include "cr/party.h"
#include "cr/str.h"
#include "say.h"

/* A letter being written. */
struct letter {
	struct cr *cr;
	struct cr_arena *arena;
	const struct account *a;
	const struct cr_dun_notice *n;
	const struct cr_letter *text;
	struct cr_values *v;
	bool english;
};

static const char *
amount(const struct letter *l, struct cr_money m)
{
	return cr_say_amount(l->arena, m, l->english);
}

static const char *
date(const struct letter *l, struct cr_date d)
{
	return cr_say_date(l->arena, d, l->english);
}

static const char *
number(const struct letter *l, int64_t n)
{
	return cr_arena_printf(l->arena, "%" PRId64, n);
}

static int
contact(const struct letter *l, int64_t party, const char *channel,
    size_t word)
{
	const char *address, *name;
	int rc = cr_dunning_contact(l->cr, party, channel, l->arena, &address,
	    &name);

	if (rc == 1)
		cr_values_set(l->v, word, address);
	return rc < 0 ? rc : CR_OK;
}

static int
put_creditor(struct letter *l, struct cr_party *p)
{
	int rc = cr_party_get(l->cr, l->a->creditor, l->arena, p);

	if (rc < 0)
		return rc;
	cr_values_set(l->v, CR_LETTER_CREDITOR_NAME, p->name);
	cr_values_set(l->v, CR_LETTER_CREDITOR_STREET, p->street);
	cr_values_set(l->v, CR_LETTER_CREDITOR_CITY, cr_say_city(l->arena, p));
	cr_values_set(l->v, CR_LETTER_CREDITOR_VAT, cr_say_vat(l->arena, p));
	cr_values_set(l->v, CR_LETTER_CREDITOR_TAX_CODE, p->tax_code);
	if ((rc = contact(l, p->id, "email", CR_LETTER_CREDITOR_EMAIL)) ||
	    (rc = contact(l, p->id, "pec", CR_LETTER_CREDITOR_PEC)))
		return rc;
	return contact(l, p->id, "phone", CR_LETTER_CREDITOR_PHONE);
}

static int
put_debtor(struct letter *l)
{
	const struct cr_party *p = &l->a->party;
	int rc;

	cr_values_set(l->v, CR_LETTER_DEBTOR_NAME, p->name);
	cr_values_set(l->v, CR_LETTER_DEBTOR_STREET, p->street);
	cr_values_set(l->v, CR_LETTER_DEBTOR_CITY, cr_say_city(l->arena, p));
	cr_values_set(l->v, CR_LETTER_DEBTOR_VAT, cr_say_vat(l->arena, p));
	cr_values_set(l->v, CR_LETTER_DEBTOR_TAX_CODE, p->tax_code);
	cr_values_set(l->v, CR_LETTER_DEBTOR_CODE, p->code);
	if ((rc = contact(l, p->id, "mobile", CR_LETTER_DEBTOR_PHONE)))
		return rc;
	return contact(l, p->id, "phone", CR_LETTER_DEBTOR_PHONE);
}

static void
put_sums(struct letter *l)
{
	const struct cr_dun_notice *n = l->n;
	struct cr_money net = { n->claim.cents - n->credit.cents };
	struct cr_date today = l->cr->today;
	bool euro = cr_streq(l->a->currency, "EUR");
	int y, m, d;

	cr_date_to_ymd(today, &y, &m, &d);
	cr_values_set(l->v, CR_LETTER_NUMBER, cr_arena_printf(l->arena,
	    "%" PRId64 "-%04d%02d%02d-%d%s%s", l->a->debtor, y, m, d,
	    n->level->order, euro ? "" : "-", euro ? "" : l->a->currency));
	cr_values_set(l->v, CR_LETTER_DATE, date(l, today));
	cr_values_set(l->v, CR_LETTER_CURRENCY, l->a->currency);
	cr_values_set(l->v, CR_LETTER_CLAIM, amount(l, n->claim));
	if (n->credit.cents != 0)
		cr_values_set(l->v, CR_LETTER_CREDIT, amount(l, n->credit));
	cr_values_set(l->v, CR_LETTER_NET, amount(l, net));
	if (n->overdue.cents > 0) {
		cr_values_set(l->v, CR_LETTER_OVERDUE, amount(l, n->overdue));
		net.cents = n->overdue.cents - n->credit.cents;
		cr_values_set(l->v, CR_LETTER_DUE_NOW, amount(l, net));
	}
	net.cents = n->claim.cents - n->overdue.cents;
	if (net.cents > 0)
		cr_values_set(l->v, CR_LETTER_COMING, amount(l, net));
	if (n->level->grant == 0)
		return;
	today.days += n->level->grant;
	cr_values_set(l->v, CR_LETTER_TERM_DATE, date(l, today));
	cr_values_set(l->v, CR_LETTER_TERM_DAYS, number(l, n->level->grant));
}

static void
put_item(struct letter *l, const struct cr_dun_item *it,
    const struct cr_dunning_line *line, enum cr_letter_word list)
{
	struct cr_values *row = cr_values_row(l->v, list);
	struct cr_money paid = { line->amount.cents - it->open.cents };
	int32_t late = l->cr->today.days - it->due.days;

	cr_values_set(row, CR_LETTER_ITEM_NUMBER, line->number);
	cr_values_set(row, CR_LETTER_ITEM_DATE, date(l, line->date));
	cr_values_set(row, CR_LETTER_ITEM_DUE, date(l, it->due));
	cr_values_set(row, CR_LETTER_ITEM_AMOUNT, amount(l, line->amount));
	cr_values_set(row, CR_LETTER_ITEM_PAID, amount(l, paid));
	if (it->claim.cents != it->open.cents)
		cr_values_set(row, CR_LETTER_ITEM_HELD, amount(l,
		    (struct cr_money){ it->open.cents - it->claim.cents }));
	cr_values_set(row, CR_LETTER_ITEM_CLAIM, amount(l, it->claim));
	if (late > 0)
		cr_values_set(row, CR_LETTER_ITEM_DAYS_LATE,
		    number(l, late));
	if (it->unpaid)
		cr_values_set(row, CR_LETTER_ITEM_UNPAID, "1");
}

/*
 * Where to pay: the account that all items name, else the creditor's. What
 * an item that the bank collects names may be the debtor's own.
 */
static void
choose_iban(const struct letter *l, const struct cr_dun_item *it,
    const char *named, const char *own, const char **iban)
{
	if (named == NULL || cr_policy_is_bank(l->n->policy, it->method))
		named = own;
	if (it == l->n->items[0])
		*iban = named;
	else if (!cr_streq(*iban, named))
		*iban = own;
}

/* The items, where to pay them, and what to quote. */
static int
put_items(struct letter *l, const struct cr_party *creditor)
{
	const char *iban = NULL;
	struct cr_dunning_line line;
	struct cr_buf reference;
	int32_t late = 0;
	size_t i;
	int err = CR_OK;

	cr_buf_init_max(&reference, 140);	/* what a transfer holds */
	for (i = 0; i < l->n->nitems && err == CR_OK; i++) {
		err = cr_dunning_item(l->cr, l->n->items[i]->item, l->arena,
		    &line);
		if (err != CR_OK)
			break;
		put_item(l, l->n->items[i], &line, CR_LETTER_ITEMS);
		put_item(l, l->n->items[i], &line, l->cr->today.days >
		    l->n->items[i]->due.days ? CR_LETTER_OVERDUE_ITEMS :
		    CR_LETTER_COMING_ITEMS);
		if (l->cr->today.days - l->n->items[i]->due.days > late)
			late = l->cr->today.days - l->n->items[i]->due.days;
		choose_iban(l, l->n->items[i], line.iban, creditor->iban,
		    &iban);
		if (reference.len + strlen(line.number) + 2 <= 140)
			cr_buf_addf(&reference, "%s%s", i > 0 ? ", " : "",
			    line.number);
	}
	cr_values_set(l->v, CR_LETTER_IBAN, iban);
	cr_values_set(l->v, CR_LETTER_REFERENCE, reference.s);
	if (late > 0)
		cr_values_set(l->v, CR_LETTER_DAYS_LATE, number(l, late));
	cr_buf_release(&reference);
	return err;
}

static int
put_credits(struct letter *l)
{
	const struct credit *c;
	struct cr_dunning_line line;
	struct cr_values *row;
	size_t i;
	int err;

	for (i = 0; l->n->credit.cents > 0 && i < l->a->ncredits; i++) {
		c = &l->a->credits[i];
		err = c->item != 0 ?
		    cr_dunning_item(l->cr, c->item, l->arena, &line) :
		    cr_dunning_entry(l->cr, c->entry, l->arena, &line);
		if (err != CR_OK)
			return err;
		row = cr_values_row(l->v, CR_LETTER_CREDITS);
		cr_values_set(row, CR_LETTER_CREDIT_NUMBER, line.number);
		cr_values_set(row, CR_LETTER_CREDIT_DATE, date(l, line.date));
		cr_values_set(row, CR_LETTER_CREDIT_AMOUNT,
		    amount(l, c->open));
		if (c->item != 0)
			cr_values_set(row, CR_LETTER_CREDIT_NOTE, "1");
	}
	return CR_OK;
}

/* Fill template T and keep the text in the arena. */
static int
fill(struct letter *l, const struct cr_template *t, const char **out)
{
	struct cr_buf b;
	int err;

	cr_buf_init_max(&b, CR_TEMPLATE_MAX_OUTPUT);
	err = cr_template_fill(l->cr, t, l->v, &b);
	*out = cr_arena_strndup(l->arena, b.s, b.len);
	cr_buf_release(&b);
	return err;
}

static int
write_letter(struct letter *l, struct dun_message *m)
{
	const char *text, *html = NULL;
	struct cr_buf b;
	int err;

	if ((err = fill(l, l->text->subject, &m->subject)) != CR_OK ||
	    (err = fill(l, l->text->text, &text)) != CR_OK)
		return err;
	if (l->text->html != NULL &&
	    (err = fill(l, l->text->html, &html)) != CR_OK)
		return err;
	if (m->channel == CR_CHANNEL_EMAIL) {
		cr_buf_init(&b);
		cr_mime_content(&b, text, html);
		m->media = CR_MEDIA_MAIL;
		m->size = b.len;
		m->content = cr_arena_strndup(l->arena, b.s, b.len);
		cr_buf_release(&b);
	} else {
		m->media = CR_MEDIA_TEXT;
		m->size = strlen(text);
		m->content = text;
	}
	cr_sha256(m->content, m->size, m->sha256);
	m->language = l->text->language;
	m->template = l->text->name;
	return CR_OK;
}

/* An address for the channel: 1, 0 when there is none, or an error. */
static int
find_address(struct letter *l, struct dun_message *m)
{
	const char *name;
	int rc;

	m->name = l->a->party.name;
	if (m->channel == CR_CHANNEL_TASK) {
		rc = cr_dunning_contact(l->cr, l->a->debtor, "phone",
		    l->arena, &m->address, &name);
		if (rc == 0)
			m->address = "";
		return rc < 0 ? rc : 1;
	}
	if (m->channel != CR_CHANNEL_EMAIL)
		return 0;
	rc = cr_dunning_contact(l->cr, l->a->debtor, "email", l->arena,
	    &m->address, &name);
	if (rc != 1)
		return rc;
	if (!cr_mail_address_is_valid(m->address))
		return 0;
	rc = cr_message_is_refused(l->cr, "email", m->address);
	return rc < 0 ? rc : !rc;
}

static int
choose_channel(struct letter *l, struct dun_message *m)
{
	const struct cr_level *level = l->n->level;
	size_t i;
	int rc;

	for (i = 0; i < level->nchannels; i++) {
		m->channel = level->channels[i];
		if ((rc = find_address(l, m)) != 0)
			return rc < 0 ? rc : CR_OK;
	}
	return cr_fail(l->cr, CR_ENOTFOUND, "\"%s\" has no address that can "
	    "be used for %s", l->a->party.name,
	    cr_channel_word(level->channels[0]));
}

static bool
has_address(const struct dun_message *list, const char *address)
{
	for (; list != NULL; list = list->next)
		if (cr_strcaseeq(list->address, address))
			return true;
	return false;
}

/* A copy for each address of the level, once; one that is none is told. */
static int
add_copies(struct letter *l, struct dun_message *first)
{
	const struct cr_level *level = l->n->level;
	struct dun_message *m, *last = first;
	const char *address, *name;
	size_t i;
	int rc;

	for (i = 0; i < level->ncopies &&
	    first->channel == CR_CHANNEL_EMAIL; i++) {
		address = level->copies[i];
		name = NULL;
		rc = 1;
		if (strcmp(address, "agent") == 0)
			rc = l->a->party.agent == 0 ? 0 : cr_dunning_contact(
			    l->cr, l->a->party.agent, "email", l->arena,
			    &address, &name);
		if (rc < 0)
			return rc;
		if (rc == 0 || !cr_mail_address_is_valid(address)) {
			cr_note(l->cr, NULL, 0, "no copy for \"%s\" of the "
			    "letter to \"%s\": no address", level->copies[i],
			    l->a->party.name);
			continue;
		}
		if (has_address(first, address))
			continue;
		m = cr_arena_alloc(l->arena, sizeof(*m));
		*m = *first;
		m->next = NULL;
		m->copy = true;
		m->address = address;
		m->name = name;
		last = last->next = m;
	}
	return CR_OK;
}

int
cr_dun_letter(struct cr *cr, struct cr_letters *letters,
    const struct account *a, const struct cr_dun_notice *n,
    struct cr_arena *arena, struct dun_message **out)
{
	struct letter l = { .cr = cr, .arena = arena, .a = a, .n = n };
	struct cr_party creditor = CR_PARTY_NONE;
	struct dun_message *m = cr_arena_alloc(arena, sizeof(*m));
	int err;

	*out = m;
	if ((err = choose_channel(&l, m)) != CR_OK)
		return err;
	if ((err = cr_letters_get(cr, letters, n->level->template,
	    a->party.language, &l.text)) != CR_OK)
		return err == CR_ENOTFOUND ? CR_EUSAGE : err;
	l.english = strcmp(l.text->language, "en") == 0;
	l.v = cr_values_new(arena, cr_letter_words);
	if ((err = put_creditor(&l, &creditor)) != CR_OK ||
	    (err = put_debtor(&l)) != CR_OK)
		return err;
	put_sums(&l);
	if ((err = put_items(&l, &creditor)) != CR_OK ||
	    (err = put_credits(&l)) != CR_OK ||
	    (err = write_letter(&l, m)) != CR_OK)
		return err;
	return add_copies(&l, m);
}
