#include "cr/letter.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"

#define W(name, help) { name, N_(help), NULL }

static const struct cr_template_word item_words[] = {
	[CR_LETTER_ITEM_NUMBER] = W("number", "number of the document"),
	[CR_LETTER_ITEM_DATE] = W("date", "its date"),
	[CR_LETTER_ITEM_DUE] = W("due", "due date"),
	[CR_LETTER_ITEM_AMOUNT] = W("amount", "what was due"),
	[CR_LETTER_ITEM_PAID] = W("paid", "what was paid of it"),
	[CR_LETTER_ITEM_HELD] = W("held", "what is not claimed now"),
	[CR_LETTER_ITEM_CLAIM] = W("claim", "what is claimed"),
	[CR_LETTER_ITEM_DAYS_LATE] = W("days_late", "empty before it is due"),
	[CR_LETTER_ITEM_UNPAID] = W("unpaid", "a bank returned it"),
	{ NULL, NULL, NULL }
};

static const struct cr_template_word credit_words[] = {
	[CR_LETTER_CREDIT_NUMBER] = W("number", "of the note, or the entry"),
	[CR_LETTER_CREDIT_DATE] = W("date", "its date"),
	[CR_LETTER_CREDIT_AMOUNT] = W("amount", "what is left of it"),
	[CR_LETTER_CREDIT_NOTE] = W("note", "a credit note; empty: money"),
	{ NULL, NULL, NULL }
};

const struct cr_template_word cr_letter_words[] = {
	[CR_LETTER_NUMBER] = W("letter.no", "debtor, day and level"),
	[CR_LETTER_DATE] = W("letter.date", "its date"),
	[CR_LETTER_CREDITOR_NAME] = W("creditor.name", "who is owed"),
	[CR_LETTER_CREDITOR_STREET] = W("creditor.street", "street"),
	[CR_LETTER_CREDITOR_CITY] = W("creditor.city", "ZIP, city, province"),
	[CR_LETTER_CREDITOR_VAT] = W("creditor.vat", "VAT number"),
	[CR_LETTER_CREDITOR_TAX_CODE] = W("creditor.tax_code", "tax code"),
	[CR_LETTER_CREDITOR_EMAIL] = W("creditor.email", "e-mail"),
	[CR_LETTER_CREDITOR_PEC] = W("creditor.pec", "certified e-mail"),
	[CR_LETTER_CREDITOR_PHONE] = W("creditor.phone", "telephone"),
	[CR_LETTER_DEBTOR_NAME] = W("debtor.name", "who owes"),
	[CR_LETTER_DEBTOR_STREET] = W("debtor.street", "street"),
	[CR_LETTER_DEBTOR_CITY] = W("debtor.city", "ZIP, city, province"),
	[CR_LETTER_DEBTOR_VAT] = W("debtor.vat", "VAT number"),
	[CR_LETTER_DEBTOR_TAX_CODE] = W("debtor.tax_code", "tax code"),
	[CR_LETTER_DEBTOR_CODE] = W("debtor.code", "code in the ERP"),
	[CR_LETTER_DEBTOR_PHONE] = W("debtor.phone", "telephone"),
	[CR_LETTER_CURRENCY] = W("currency", "of all amounts"),
	[CR_LETTER_CLAIM] = W("claim", "sum of the items"),
	[CR_LETTER_CREDIT] = W("credit", "taken off; empty: nothing"),
	[CR_LETTER_NET] = W("net", "claim less credit"),
	[CR_LETTER_OVERDUE] = W("overdue", "past due; empty: nothing is"),
	[CR_LETTER_COMING] = W("coming", "not due yet; empty: nothing is"),
	[CR_LETTER_DUE_NOW] = W("due_now", "overdue less credit"),
	[CR_LETTER_DAYS_LATE] = W("days_late", "of the oldest item"),
	[CR_LETTER_TERM_DATE] = W("term.date", "last day of the term"),
	[CR_LETTER_TERM_DAYS] = W("term.days", "days granted"),
	[CR_LETTER_IBAN] = W("iban", "where to pay"),
	[CR_LETTER_REFERENCE] = W("reference", "to quote when paying"),
	[CR_LETTER_ITEMS] = { "items", N_("what is claimed"), item_words },
	[CR_LETTER_OVERDUE_ITEMS] = { "overdue_items",
	    N_("those past due"), item_words },
	[CR_LETTER_COMING_ITEMS] = { "coming_items",
	    N_("those not due yet"), item_words },
	[CR_LETTER_CREDITS] = { "credits", N_("what was taken off"),
	    credit_words },
	{ NULL, NULL, NULL }
};

struct letter {
	struct cr_letter l;
	struct letter *next;
};

struct cr_letters {
	char *dirs[2];
	struct cr_arena arena;		/* names and sources */
	struct letter *first;
};

struct cr_letters *
cr_letters_new(const char *own, const char *shared)
{
	struct cr_letters *l = cr_calloc(1, sizeof(*l));

	l->dirs[0] = own != NULL ? cr_strdup(own) : NULL;
	l->dirs[1] = cr_strdup(shared);
	cr_arena_init(&l->arena);
	return l;
}

static void
letter_free(struct letter *t)
{
	cr_template_free(t->l.subject);
	cr_template_free(t->l.text);
	cr_template_free(t->l.html);
	free(t);
}

void
cr_letters_free(struct cr_letters *l)
{
	struct letter *t, *next;

	if (l == NULL)
		return;
	for (t = l->first; t != NULL; t = next) {
		next = t->next;
		letter_free(t);
	}
	free(l->dirs[0]);
	free(l->dirs[1]);
	cr_arena_release(&l->arena);
	free(l);
}

/* The source of DIR/LANGUAGE/NAME.SUFFIX; CR_ENOTFOUND. */
static int
read_source(struct cr *cr, struct cr_letters *l, const char *dir,
    const struct letter *t, const char *suffix, const char **path,
    const char **text, size_t *n)
{
	struct cr_input *in;
	int err;

	*path = cr_arena_printf(&l->arena, "%s/%s/%s.%s", dir, t->l.language,
	    t->l.name, suffix);
	if ((in = cr_input_open(cr, *path)) == NULL)
		return CR_ENOTFOUND;
	err = cr_input_all(cr, in, CR_TEMPLATE_MAX_BYTES, text, n);
	if (err == CR_OK)
		*text = cr_arena_strndup(&l->arena, *text, *n);
	cr_input_free(in);
	return err;
}

/* The text: a subject, an empty line, the body. */
static int
parse_text(struct cr *cr, const char *path, const char *s, size_t n,
    struct letter *t)
{
	static const char subject[] = "Subject: ";
	const char *eol = strchr(s, '\n'), *end;
	int err;

	if (!cr_starts(s, subject) || eol == NULL ||
	    (eol[1] != '\n' && strncmp(eol + 1, "\r\n", 2) != 0))
		return cr_fail(cr, CR_EUSAGE, "%s:1: begins with no "
		    "\"Subject: \" and an empty line", path);
	end = eol > s && eol[-1] == '\r' ? eol - 1 : eol;
	s += sizeof(subject) - 1;
	n -= sizeof(subject) - 1;
	if ((err = cr_template_parse(cr, path, 1, s, (size_t)(end - s),
	    CR_TEMPLATE_TEXT, cr_letter_words, &t->l.subject)) != CR_OK)
		return err;
	eol += eol[1] == '\n' ? 2 : 3;
	return cr_template_parse(cr, path, 3, eol, n - (size_t)(eol - s),
	    CR_TEMPLATE_TEXT, cr_letter_words, &t->l.text);
}

/* The letter in one language from one folder. */
static int
load_from(struct cr *cr, struct cr_letters *l, const char *dir,
    struct letter *t)
{
	const char *path, *text;
	size_t n;
	int err;

	if ((err = read_source(cr, l, dir, t, "txt", &path, &text, &n)) !=
	    CR_OK || (err = parse_text(cr, path, text, n, t)) != CR_OK)
		return err;
	err = read_source(cr, l, dir, t, "html", &path, &text, &n);
	if (err != CR_OK)
		return err == CR_ENOTFOUND ? CR_OK : err;
	return cr_template_parse(cr, path, 1, text, n, CR_TEMPLATE_HTML,
	    cr_letter_words, &t->l.html);
}

static int
load(struct cr *cr, struct cr_letters *l, const char *name,
    const char *language, struct letter **out)
{
	struct letter *t = cr_calloc(1, sizeof(*t));
	int err = CR_ENOTFOUND, i;

	t->l.name = cr_arena_strdup(&l->arena, name);
	t->l.language = cr_arena_strdup(&l->arena, language);
	for (i = 0; i < 2 && err == CR_ENOTFOUND; i++)
		if (l->dirs[i] != NULL)
			err = load_from(cr, l, l->dirs[i], t);
	if (err != CR_OK) {
		letter_free(t);
		return err;
	}
	t->next = l->first;
	l->first = *out = t;
	return CR_OK;
}

/* Names of languages are two letters: nothing that could be a path. */
static bool
is_language(const char *s)
{
	return s != NULL && cr_is_alpha(s[0]) && cr_is_alpha(s[1]) &&
	    s[2] == '\0';
}

int
cr_letters_get(struct cr *cr, struct cr_letters *l, const char *name,
    const char *language, const struct cr_letter **out)
{
	const char *languages[3] = { "it", NULL, NULL };
	char wanted[3];
	struct letter *t = NULL;
	int err = CR_ENOTFOUND, i;

	if (is_language(language)) {
		wanted[0] = cr_lower(language[0]);
		wanted[1] = cr_lower(language[1]);
		wanted[2] = '\0';
		languages[0] = wanted;
		languages[1] = "en";
		languages[2] = "it";
	}
	for (i = 0; i < 3 && languages[i] != NULL; i++) {
		for (t = l->first; t != NULL; t = t->next)
			if (strcmp(t->l.name, name) == 0 &&
			    strcmp(t->l.language, languages[i]) == 0)
				break;
		err = t != NULL ? CR_OK : load(cr, l, name, languages[i], &t);
		if (err != CR_ENOTFOUND)
			break;
	}
	if (err == CR_ENOTFOUND)
		return cr_fail(cr, err, "there is no template \"%s\"", name);
	if (err == CR_OK)
		*out = &t->l;
	return err;
}
