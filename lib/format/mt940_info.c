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
	return cr_btext_text(&m->b->arena, s, n);
}

static char *
cut(struct mt940 *m, char *s, size_t n)
{
	return cr_btext_cut(s, n, m->smooth);
}

/* Line ends become C, or nothing when it is 0. */
static void
join_lines(struct cr_buf *b, char c)
{
	char *end = b->s + b->len, *nl = memchr(b->s, '\n', b->len);
	char *to = nl, *from;
	size_t n;

	while (nl != NULL) {
		from = nl + 1;
		nl = memchr(from, '\n', (size_t)(end - from));
		n = (size_t)((nl != NULL ? nl : end) - from);
		if (c != 0)
			*to++ = c;
		memmove(to, from, n);
		to += n;
		*to = '\0';
		b->len = (size_t)(to - b->s);
	}
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

/* "166?00" at S? */
static bool
is_german(const char *s)
{
	return cr_is_digit(s[0]) && cr_is_digit(s[1]) && cr_is_digit(s[2]) &&
	    s[3] != '\0' && strchr("?~<>^", s[3]) != NULL &&
	    cr_is_digit(s[4]) && cr_is_digit(s[5]);
}

static void
take_german(struct mt940 *m, const char *s)
{
	while (*s == ' ')
		s++;
	m->out.u.entry.bank_code = cr_arena_strndup(&m->b->arena, s, 3);
	german(m, s + 3, s[3]);
}

/* Dutch and Nordic. */

/* Four letters as a number; blanks stand for those that are not there. */
#define WORD(a, b, c, d) ((uint32_t)(a) << 24 | (b) << 16 | (c) << 8 | (d))

enum {
	W_ADDR = WORD('A', 'D', 'D', 'R'), W_BENM = WORD('B', 'E', 'N', 'M'),
	W_BIC = WORD('B', 'I', 'C', ' '), W_CNTP = WORD('C', 'N', 'T', 'P'),
	W_CREF = WORD('C', 'R', 'E', 'F'), W_CSID = WORD('C', 'S', 'I', 'D'),
	W_EREF = WORD('E', 'R', 'E', 'F'), W_IBAN = WORD('I', 'B', 'A', 'N'),
	W_ID = WORD('I', 'D', ' ', ' '), W_ISDT = WORD('I', 'S', 'D', 'T'),
	W_MARF = WORD('M', 'A', 'R', 'F'), W_NAME = WORD('N', 'A', 'M', 'E'),
	W_ORDP = WORD('O', 'R', 'D', 'P'), W_PREF = WORD('P', 'R', 'E', 'F'),
	W_PURP = WORD('P', 'U', 'R', 'P'), W_REMI = WORD('R', 'E', 'M', 'I'),
	W_RTRN = WORD('R', 'T', 'R', 'N'), W_SVCL = WORD('S', 'V', 'C', 'L'),
	W_TRCD = WORD('T', 'R', 'C', 'D'), W_TRTP = WORD('T', 'R', 'T', 'P'),
	W_ULTB = WORD('U', 'L', 'T', 'B'), W_ULTC = WORD('U', 'L', 'T', 'C'),
	W_ULTD = WORD('U', 'L', 'T', 'D'),
};

/* A word, with the slashes on both sides of it. */
struct word {
	const char *at;		/* NULL: there is none */
	size_t n;
	uint32_t id;
};

/* Does "/NAME/" stand from the slash S to the slash END? */
static inline bool
is_word(const char *s, const char *end, struct word *w)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = (size_t)(end - s) - 1;
	uint32_t id;

	if (n < 2 || n > 4)
		return false;
	id = WORD(p[1], p[2], n > 2 ? p[3] : ' ', n > 3 ? p[4] : ' ');
	*w = (struct word){ s, n + 2, id };
	switch (id) {
	case W_ADDR: case W_BENM: case W_BIC: case W_CNTP: case W_CREF:
	case W_CSID: case W_EREF: case W_IBAN: case W_ID: case W_ISDT:
	case W_MARF: case W_NAME: case W_ORDP: case W_PREF: case W_PURP:
	case W_REMI: case W_RTRN: case W_SVCL: case W_TRCD: case W_TRTP:
	case W_ULTB: case W_ULTC: case W_ULTD:
		return true;
	}
	return false;
}

/* The first word behind the slash S, which may begin it. */
static struct word
next_word(const char *s)
{
	const char *end;
	struct word w;

	for (; (end = strchr(s + 1, '/')) != NULL; s = end)
		if (is_word(s, end, &w))
			return w;
	return (struct word){ NULL, 0, 0 };
}

/* "NL57.../ABNANL2A/B Bert//": account, bank, name. */
static void
counterparty(struct mt940 *m, char *s, size_t n)
{
	struct cr_rec_entry *e = &m->out.u.entry;
	char *end = s + n, *slash;
	int i;

	for (i = 0; i < 3 && s <= end; i++) {
		slash = memchr(s, '/', (size_t)(end - s));
		if (slash == NULL)
			slash = end;
		if (i == 0)
			e->iban = cut(m, s, (size_t)(slash - s));
		else if (i == 2)
			e->name = cut(m, s, (size_t)(slash - s));
		s = slash + 1;
	}
}

/* "USTD//text/" */
static void
remittance(struct mt940 *m, char *s, size_t n)
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
	e->remittance = cut(m, s, n);
}

/* Behind the N bytes stands nothing that was not seen already. */
static void
take_word(struct mt940 *m, uint32_t word, char *s, size_t n)
{
	struct cr_rec_entry *e = &m->out.u.entry;

	while (n > 0 && s[n - 1] == '/')
		n--;
	switch (word) {
	case W_CNTP:
		counterparty(m, s, n);
		break;
	case W_REMI:
		remittance(m, s, n);
		break;
	case W_NAME:
		e->name = cut(m, s, n);
		break;
	case W_IBAN:
		e->iban = cut(m, s, n);
		break;
	case W_EREF:
		e->end_to_end = cut(m, s, n);
		break;
	case W_MARF:
		e->mandate = cut(m, s, n);
		break;
	case W_RTRN:
		e->return_reason = cut(m, s, n);
		break;
	case W_TRTP:
		e->tx_note = cut(m, s, n);
		break;
	}
}

static void
take_words(struct mt940 *m, char *text)
{
	struct word w = next_word(text), next;
	char *s;

	for (; w.at != NULL; w = next) {
		s = text + (w.at - text) + w.n;
		next = next_word(s - 1);	/* it may share its slash */
		take_word(m, w.id, s, next.at == NULL ? strlen(s) :
		    next.at > s ? (size_t)(next.at - s) : 0);
	}
}

enum manner { GERMAN, WORDS, PLAIN };

/* Line ends may stand within what tells it. */
static enum manner
manner_of(const char *s)
{
	char head[8] = "";
	const char *end;
	bool blank;
	size_t n = 0;
	struct word w;

	if (*s == '/' && (end = strchr(s + 1, '/')) != NULL &&
	    is_word(s, end, &w))
		return WORDS;
	while (*s == '\n')
		s++;
	blank = *s == ' ';
	for (; *s != '\0' && n + 1 < sizeof(head); s++)
		if (*s != '\n' && (n > 0 || *s != ' '))
			head[n++] = *s;
	if (is_german(head))
		return GERMAN;
	if (blank || *head != '/' || (end = strchr(head + 1, '/')) == NULL)
		return PLAIN;
	return is_word(head, end, &w) ? WORDS : PLAIN;
}

void
cr_mt940_info(struct mt940 *m)
{
	struct cr_rec_entry *e = &m->out.u.entry;
	enum manner manner;
	char *text = m->info.s;

	if (m->info.len == 0)
		return;
	manner = manner_of(text);
	join_lines(&m->info, manner == PLAIN ? ' ' : 0);
	m->smooth = cr_is_collapsed(text, m->info.len);
	if (e->servicer_ref == NULL)
		e->servicer_ref = cr_btext_reference(&m->b->arena, text);
	if (manner == GERMAN)
		take_german(m, text);
	else if (manner == WORDS)
		take_words(m, text);
	else
		e->remittance = cut(m, text, m->info.len);
}
