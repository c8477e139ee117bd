#include "cr/letter.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/config.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "letter_open.h"

struct cr_letters *
cr_letters_new(const struct cr_config *config, const char *shared)
{
	struct cr_letters *l = cr_calloc(1, sizeof(*l));

	l->config = config;
	cr_arena_init(&l->arena);
	cr_arena_init(&l->page);
	cr_buf_init_max(&l->filled, CR_TEMPLATE_MAX_OUTPUT);
	l->dirs[0] = config->templates;
	l->dirs[1] = cr_arena_strdup(&l->arena, shared);
	return l;
}

const struct cr_config *
cr_letters_config(const struct cr_letters *l)
{
	return l->config;
}

static void
letter_free(struct letter *t)
{
	cr_template_free(t->l.subject);
	cr_template_free(t->l.title);
	cr_template_free(t->l.text);
	cr_template_free(t->l.sms);
	cr_template_free(t->l.phone);
	cr_template_free(t->l.html);
	free(t);
}

void
cr_letters_free(struct cr_letters *l)
{
	struct letter *t, *next;
	struct letter_logo *logo;

	if (l == NULL)
		return;
	for (t = l->first; t != NULL; t = next) {
		next = t->next;
		letter_free(t);
	}
	for (logo = l->logos; logo != NULL; logo = logo->next)
		cr_pdf_image_free(logo->image);
	cr_pdf_free(l->pdf);
	cr_buf_release(&l->filled);
	cr_arena_release(&l->page);
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

/* A file while it is taken apart. */
struct source {
	struct cr *cr;
	const char *path;
	const char *s, *end;	/* what is left */
	int line;
};

/* The next line without its end; false: there is none. */
static bool
next_line(struct source *f, const char **line, size_t *n)
{
	const char *eol;

	if (f->s == f->end)
		return false;
	*line = f->s;
	eol = memchr(f->s, '\n', (size_t)(f->end - f->s));
	f->s = eol != NULL ? eol + 1 : f->end;
	*n = (size_t)((eol != NULL ? eol : f->end) - *line);
	if (*n > 0 && (*line)[*n - 1] == '\r')
		--*n;
	f->line++;
	return true;
}

/* Words of one line, where a part of the document has no place. */
static int
parse_plain(struct source *f, int line, const char *s, size_t n,
    struct cr_template **out)
{
	const char *p;

	for (p = s; n > 2 && p < s + n - 2; p++)
		if (memcmp(p, "{{>", 3) == 0)
			return cr_fail(f->cr, CR_EUSAGE, "%s:%d: a part "
			    "cannot stand here", f->path, line);
	return cr_template_parse(f->cr, f->path, line, s, n,
	    CR_TEMPLATE_TEXT, cr_letter_words, out);
}

/* "Subject: ..." and "Title: ...", up to an empty line. */
static int
parse_head(struct source *f, struct letter *t)
{
	static const char subject[] = "Subject: ", title[] = "Title: ";
	struct cr_template **to;
	const char *s;
	size_t n, skip;
	int err = CR_OK;

	while (err == CR_OK && next_line(f, &s, &n) && n > 0) {
		to = cr_starts(s, subject) ? &t->l.subject :
		    cr_starts(s, title) ? &t->l.title : NULL;
		if (to == NULL || *to != NULL)
			return cr_fail(f->cr, CR_EUSAGE, "%s:%d: is neither "
			    "\"Subject: \", \"Title: \" nor an empty line",
			    f->path, f->line);
		skip = to == &t->l.subject ? sizeof(subject) - 1 :
		    sizeof(title) - 1;
		err = parse_plain(f, f->line, s + skip, n - skip, to);
	}
	if (err == CR_OK && t->l.subject == NULL)
		err = cr_fail(f->cr, CR_EUSAGE, "%s:1: begins with no "
		    "\"Subject: \"", f->path);
	return err;
}

static bool
is(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && memcmp(s, word, n) == 0;
}

/* The text up to a line "[sms]" or "[phone]", which goes to *NEXT. */
static int
parse_section(struct source *f, struct letter *t, struct cr_template **to,
    struct cr_template ***next)
{
	const char *from = f->s, *s = from;
	int first = f->line + 1;
	size_t n;

	*next = NULL;
	while (*next == NULL && next_line(f, &s, &n))
		*next = is(s, n, "[sms]") ? &t->l.sms :
		    is(s, n, "[phone]") ? &t->l.phone : NULL;
	if (*next == NULL)
		s = f->end;
	else if (**next != NULL || *next == to)
		return cr_fail(f->cr, CR_EUSAGE, "%s:%d: is there twice",
		    f->path, f->line);
	n = (size_t)(s - from);
	if (to == &t->l.sms)
		return parse_plain(f, first, from, n, to);
	return cr_template_parse(f->cr, f->path, first, from, n,
	    CR_TEMPLATE_TEXT, cr_letter_words, to);
}

static int
parse_text(struct cr *cr, const char *path, const char *s, size_t n,
    struct letter *t)
{
	struct source f = { cr, path, s, s + n, 0 };
	struct cr_template **to = &t->l.text, **next;
	int err;

	for (err = parse_head(&f, t); err == CR_OK && to != NULL; to = next)
		err = parse_section(&f, t, to, &next);
	return err;
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

/* The words of its tables; letters in one language share them. */
static int
load_say(struct cr *cr, struct cr_letters *l, struct letter *t)
{
	const struct letter *other;
	const char **v, *found;

	for (other = l->first; other != NULL; other = other->next)
		if (strcmp(other->l.language, t->l.language) == 0) {
			t->l.say = other->l.say;
			return CR_OK;
		}
	v = cr_arena_alloc(&l->arena, SAY_PHRASES * sizeof(*v));
	t->l.say = v;
	return cr_phrases_load(cr, l->dirs[0], l->dirs[1], "letter",
	    t->l.language, cr_letter_phrases, SAY_PHRASES, &l->arena, v,
	    &found);
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
	if (err == CR_OK)
		err = load_say(cr, l, t);
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
