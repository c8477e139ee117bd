#include "mt940.h"

#include <string.h>

#include "cr/str.h"

/*
 * What stands in :86:, in three manners: German "166?00...?20...?32...",
 * with "EREF+" and the like in its text; Dutch and Nordic "/NAME/.../REMI/";
 * and plain. The first two are cut anywhere by line ends, plain text is not.
 */

static char *
text_of(struct mt940 *m, const char *s, size_t n)
{
	char *p = cr_collapse(cr_arena_strndup(&m->b->arena, s, n));

	return *p != '\0' ? p : NULL;
}

/* Line ends become C, or nothing when it is 0. */
static char *
without_ends(struct mt940 *m, char c)
{
	char *text = cr_arena_strndup(&m->b->arena, m->info.s, m->info.len);
	char *from, *to = text;

	for (from = text; *from != '\0'; from++)
		if (*from != '\n')
			*to++ = *from;
		else if (c != 0)
			*to++ = c;
	*to = '\0';
	return text;
}

/* German. */

static const char *const keywords[] = { "EREF+", "KREF+", "MREF+", "CRED+",
    "DEBT+", "SVWZ+", "ABWA+", "ABWE+", "OAMT+", "COAM+", "IBAN+", "BIC+",
    "PURP+", "RREF+" };

static const char *
next_keyword(const char *s)
{
	size_t i;

	for (; *s != '\0'; s++)
		for (i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
			if (cr_starts(s, keywords[i]))
				return s;
	return s;
}

/* What stands behind WORD, up to the next keyword; NULL: it is not there. */
static char *
behind(struct mt940 *m, const char *text, const char *word)
{
	const char *s = strstr(text, word);

	if (s == NULL)
		return NULL;
	s += strlen(word);
	return text_of(m, s, (size_t)(next_keyword(s) - s));
}

/* The text as the payer wrote it, and the keys that stand in it. */
static void
sepa(struct mt940 *m, const char *text)
{
	struct cr_rec_entry *e = &m->out.u.entry;

	e->end_to_end = behind(m, text, "EREF+");
	e->mandate = behind(m, text, "MREF+");
	e->remittance = behind(m, text, "SVWZ+");
	if (e->iban == NULL)
		e->iban = behind(m, text, "IBAN+");
	if (e->remittance == NULL)
		e->remittance = text_of(m, text, strlen(text));
}

/* Where the next "?20" begins; SEP is how it is marked. */
static const char *
next_sub(const char *s, char sep)
{
	for (; *s != '\0'; s++)
		if (*s == sep && cr_is_digit(s[1]) && cr_is_digit(s[2]))
			return s;
	return s;
}

static char *
name_of(struct mt940 *m, const char *a, const char *b)
{
	if (a == NULL && b == NULL)
		return NULL;
	a = cr_arena_printf(&m->b->arena, "%s%s", a ? a : "", b ? b : "");
	return text_of(m, a, strlen(a));
}

/* S begins with SEP; GVC stands before it. */
static void
german(struct mt940 *m, const char *s, char sep)
{
	struct cr_rec_entry *e = &m->out.u.entry;
	const char *end, *name[2] = { NULL, NULL }, *iban = NULL;
	struct cr_buf text;
	int sub;

	cr_buf_init(&text);
	for (s = next_sub(s, sep); *s != '\0'; s = end) {
		sub = (s[1] - '0') * 10 + s[2] - '0';
		s += 3;
		end = next_sub(s, sep);
		if ((sub >= 20 && sub <= 29) || (sub >= 60 && sub <= 63))
			cr_buf_add(&text, s, (size_t)(end - s));
		else if (sub == 32 || sub == 33)
			name[sub - 32] = cr_arena_strndup(&m->b->arena, s,
			    (size_t)(end - s));
		else if (sub == 31)
			e->iban = text_of(m, s, (size_t)(end - s));
		else if (sub == 38)
			iban = text_of(m, s, (size_t)(end - s));
		else if (sub == 0)
			e->tx_note = text_of(m, s, (size_t)(end - s));
	}
	if (e->iban == NULL)
		e->iban = iban;
	e->name = name_of(m, name[0], name[1]);
	sepa(m, text.s);
	cr_buf_release(&text);
}

static bool
take_german(struct mt940 *m, char *text)
{
	char *s = text;

	while (*s == ' ')
		s++;
	if (strspn(s, "0123456789") != 3 || s[3] == '\0' ||
	    strchr("?~<>^", s[3]) == NULL || !cr_is_digit(s[4]) ||
	    !cr_is_digit(s[5]))
		return false;
	m->out.u.entry.bank_code = cr_arena_strndup(&m->b->arena, s, 3);
	german(m, s + 3, s[3]);
	return true;
}

/* Dutch and Nordic. */

static const char *const words[] = { "ADDR", "BENM", "BIC", "CNTP", "CREF",
    "CSID", "EREF", "IBAN", "ID", "ISDT", "MARF", "NAME", "ORDP", "PREF",
    "PURP", "REMI", "RTRN", "SVCL", "TRCD", "TRTP", "ULTC", "ULTD", "ULTB" };

/* "/NAME/" at S: its length, or 0. */
static size_t
word_length(const char *s)
{
	size_t i, n;

	if (*s != '/')
		return 0;
	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		n = strlen(words[i]);
		if (strncmp(s + 1, words[i], n) == 0 && s[n + 1] == '/')
			return n + 2;
	}
	return 0;
}

static const char *
next_word(const char *s)
{
	while (*s != '\0' && word_length(s) == 0)
		s++;
	return s;
}

/* "NL57.../ABNANL2A/B Bert//": account, bank, name. */
static void
counterparty(struct mt940 *m, const char *s, size_t n)
{
	struct cr_rec_entry *e = &m->out.u.entry;
	const char *end = s + n, *cut;
	int i;

	for (i = 0; i < 3 && s <= end; i++) {
		cut = memchr(s, '/', (size_t)(end - s));
		if (cut == NULL)
			cut = end;
		if (i == 0)
			e->iban = text_of(m, s, (size_t)(cut - s));
		else if (i == 2)
			e->name = text_of(m, s, (size_t)(cut - s));
		s = cut + 1;
	}
}

/* "USTD//text/" */
static void
remittance(struct mt940 *m, const char *s, size_t n)
{
	struct cr_rec_entry *e = &m->out.u.entry;
	bool structured = n > 5 && memcmp(s, "STRD/", 5) == 0;

	if (structured || (n > 5 && memcmp(s, "USTD/", 5) == 0)) {
		s += 5;
		n -= 5;
	}
	while (n > 0 && *s == '/') {
		s++;
		n--;
	}
	if (structured && n > 4 && memcmp(s, "CUR/", 4) == 0)
		e->creditor_ref = text_of(m, s + 4, n - 4);
	e->remittance = text_of(m, s, n);
}

static void
take_word(struct mt940 *m, const char *word, const char *s, size_t n)
{
	struct cr_rec_entry *e = &m->out.u.entry;

	while (n > 0 && s[n - 1] == '/')
		n--;
	if (cr_starts(word, "/CNTP/"))
		counterparty(m, s, n);
	else if (cr_starts(word, "/REMI/"))
		remittance(m, s, n);
	else if (cr_starts(word, "/NAME/"))
		e->name = text_of(m, s, n);
	else if (cr_starts(word, "/IBAN/"))
		e->iban = text_of(m, s, n);
	else if (cr_starts(word, "/EREF/"))
		e->end_to_end = text_of(m, s, n);
	else if (cr_starts(word, "/MARF/"))
		e->mandate = text_of(m, s, n);
	else if (cr_starts(word, "/RTRN/"))
		e->return_reason = text_of(m, s, n);
	else if (cr_starts(word, "/TRTP/"))
		e->tx_note = text_of(m, s, n);
}

static bool
take_words(struct mt940 *m, const char *s)
{
	const char *word, *end;

	if (word_length(s) == 0)
		return false;
	for (word = s; *word != '\0'; word = end) {
		s = word + word_length(word);
		end = next_word(s - 1);
		if (end < s)	/* "/BENM//NAME/" shares a slash */
			end = s - 1;
		take_word(m, word, s, end > s ? (size_t)(end - s) : 0);
	}
	return true;
}

void
cr_mt940_info(struct mt940 *m)
{
	struct cr_rec_entry *e = &m->out.u.entry;
	char *text;

	if (m->info.len == 0)
		return;
	text = without_ends(m, 0);
	if (!take_german(m, text) && !take_words(m, text)) {
		text = without_ends(m, ' ');
		e->remittance = text_of(m, text, strlen(text));
	}
	if (e->servicer_ref == NULL)
		e->servicer_ref = cr_btext_reference(&m->b->arena, text);
}
