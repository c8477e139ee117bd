/* What goes with a letter: itself as PDF, a statement, copies of invoices. */

#include "dun_letter.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cr/config.h"
#include "cr/copy_path.h"
#include "cr/dunning.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/message.h"
#include "cr/statement_out.h"
#include "cr/str.h"

#define FILE_MAX ((size_t)100 * 1000 * 1000)	/* where nothing is said */

/* The files of one message, in the letter's arena. */
struct attaching {
	struct dun_letter *l;
	const struct cr_config *config;
	struct cr_attachment *v;
	size_t n, cap;
	size_t size;			/* of all */
	struct cr_buf missing, large;	/* numbers of documents, told once */
};

static void
add_number(struct cr_buf *b, const char *number)
{
	cr_buf_addf(b, "%s%s", b->len > 0 ? ", " : "", number);
}

/* Has the message room for N bytes more? */
static bool
has_room(const struct attaching *t, size_t n)
{
	return t->config->attach_bytes == 0 ||
	    t->size + n <= (size_t)t->config->attach_bytes;
}

/* An instalment's document, and a file with more than one, go once. */
static bool
is_there(const struct attaching *t, const char *sha256)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->v[i].sha256, sha256) == 0)
			return true;
	return false;
}

/* Add the N bytes at P, which are copied; WHAT is told when it is too much. */
static void
add(struct attaching *t, const char *name, const char *media, const char *p,
    size_t n, const char *what)
{
	struct cr_arena *a = t->l->arena;
	char sha256[CR_SHA256_SIZE];

	cr_sha256(p, n, sha256);
	if (is_there(t, sha256))
		return;
	if (!has_room(t, n)) {
		add_number(&t->large, what);
		return;
	}
	cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
	t->v[t->n++] = (struct cr_attachment){
		.name = cr_arena_strdup(a, name), .media = media,
		.sha256 = cr_arena_strdup(a, sha256),
		.bytes = cr_arena_strndup(a, p, n), .size = n,
	};
	t->size += n;
}

/* ---- The letter, the statement ------------------------------------------ */

static int
add_letter(struct attaching *t)
{
	struct dun_letter *l = t->l;
	struct cr_buf b;
	const char *name = cr_arena_printf(l->arena, "%s.pdf",
	    cr_values_get(l->v, CR_LETTER_NUMBER));
	int err;

	cr_buf_init_max(&b, CR_TEMPLATE_MAX_OUTPUT);
	err = cr_letter_write(l->cr, l->letters, l->text, &l->values,
	    CR_LETTER_AS_PDF, &b);
	if (err == CR_OK)
		add(t, name, CR_MEDIA_PDF, b.s, b.len, name);
	cr_buf_release(&b);
	return err;
}

/*
 * As the books are before this letter: what the notices that it replaces
 * ask is not in it, so that a second run makes the same.
 */
static int
add_statement(struct attaching *t)
{
	struct dun_letter *l = t->l;
	struct dun_attach *f = l->attach;
	struct cr_key key = { CR_KEY_PARTY, l->a->debtor };
	const struct cr_keys only = { .v = &key, .n = 1 };
	const struct cr_statement_opts opts = {
		.from = CR_DATE_NONE, .as_of = { .day = l->cr->today },
		.keys = &only, .is_left_out = f->is_waiting, .ctx = f->ctx,
	};
	char day[CR_DATE_SIZE];
	const char *name = cr_arena_printf(l->arena, "%s-%s.pdf",
	    cr_letter_statement(l->text), cr_date_iso(l->cr->today, day));
	struct cr_buf b;
	int err;

	if (f->statements == NULL)
		f->statements = cr_statement_pdf_new(t->config, f->share);
	cr_buf_init(&b);
	err = cr_statement_pdf_write(l->cr, f->statements, &opts,
	    l->a->creditor, l->a->currency, &b);
	if (err == CR_OK)
		add(t, name, CR_MEDIA_PDF, b.s, b.len, name);
	cr_buf_release(&b);
	return err;
}

/* ---- Copies of documents ------------------------------------------------ */

static const char *
media_of(const char *name)
{
	static const char *const known[][2] = { { ".pdf", CR_MEDIA_PDF },
	    { ".xml", "application/xml" },
	    { ".p7m", "application/pkcs7-mime" } };
	size_t n = strlen(name), i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (n > 4 && cr_strcaseeq(name + n - 4, known[i][0]))
			return known[i][1];
	return "application/octet-stream";
}

static bool
is_regular(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/*
 * Add the file PATH; with SHA256 only if these are its bytes still. 1, or 0
 * when it is not there or is another.
 */
static int
add_file(struct attaching *t, const char *path, const char *sha256,
    const char *number)
{
	const char *base = strrchr(path, '/'), *p;
	char now[CR_SHA256_SIZE];
	struct cr_input *in;
	size_t n;
	int rc;

	if (!is_regular(path) ||
	    (in = cr_input_open(t->l->cr, path)) == NULL)
		return 0;
	rc = cr_input_all(t->l->cr, in, t->config->attach_bytes > 0 ?
	    (size_t)t->config->attach_bytes : FILE_MAX, &p, &n);
	if (rc == CR_ELIMIT)
		add_number(&t->large, number);
	if (rc == CR_OK && sha256 != NULL)
		cr_input_sha256(in, now);
	if (rc == CR_OK && (sha256 == NULL || strcmp(now, sha256) == 0)) {
		add(t, base != NULL ? base + 1 : path, media_of(path), p, n,
		    number);
		rc = 1;
	}
	cr_input_free(in);
	return rc == CR_ELIMIT ? 1 : rc == 1;
}

/* The copy in the folders of the configuration, else the e-invoice itself. */
static void
add_copy(struct attaching *t, const struct cr_dunning_copy *c)
{
	const struct cr_copy_words w = { c->number, c->date, c->debtor,
	    c->creditor };
	struct cr_buf path;
	bool found = false;
	size_t i;

	cr_buf_init(&path);
	for (i = 0; i < t->config->ncopies && !found; i++) {
		cr_buf_clear(&path);
		found = cr_copy_path(t->config->copies[i], &w, &path) &&
		    add_file(t, path.s, NULL, c->number) == 1;
	}
	cr_buf_release(&path);
	if (!found && (c->file == NULL ||
	    add_file(t, c->file, c->sha256, c->number) == 0))
		add_number(&t->missing, c->number);
}

static int
add_copies(struct attaching *t)
{
	const struct cr_dun_notice *n = t->l->n;
	struct cr_dunning_copy c;
	int64_t before = 0;
	size_t i;
	int err;

	for (i = 0; i < n->nitems; i++) {
		if ((err = cr_dunning_copy(t->l->cr, n->items[i]->item,
		    t->l->arena, &c)) != CR_OK)
			return err;
		if (c.doc != before)
			add_copy(t, &c);
		before = c.doc;
	}
	return CR_OK;
}

/* ---- All of it ---------------------------------------------------------- */

static void
tell(const struct attaching *t)
{
	const struct dun_letter *l = t->l;

	if (t->missing.len > 0)
		cr_warn(l->cr, NULL, 0, "pty:%" PRId64 ": there is no copy "
		    "of %s: the letter goes without", l->a->debtor,
		    t->missing.s);
	if (t->large.len > 0)
		cr_warn(l->cr, NULL, 0, "pty:%" PRId64 ": %s would be more "
		    "than %" PRId64 " MB: the letter goes without",
		    l->a->debtor, t->large.s,
		    t->config->attach_bytes / 1000000);
}

/* The digest of the content becomes that of all. */
static void
digest(struct dun_message *m)
{
	struct cr_buf b;
	size_t i;

	cr_buf_init(&b);
	cr_buf_adds(&b, m->sha256);
	for (i = 0; i < m->nattachments; i++)
		cr_buf_addf(&b, "\n%s %s %s", m->attachments[i].sha256,
		    m->attachments[i].media, m->attachments[i].name);
	cr_sha256(b.s, b.len, m->sha256);
	cr_buf_release(&b);
}

static int
add_all(struct attaching *t, unsigned what)
{
	int err = CR_OK;

	if ((what & CR_ATTACH_LETTER) != 0)
		err = add_letter(t);
	if (err == CR_OK && (what & CR_ATTACH_STATEMENT) != 0)
		err = add_statement(t);
	if (err == CR_OK && (what & CR_ATTACH_INVOICE) != 0)
		err = add_copies(t);
	return err;
}

int
cr_dun_attach(struct dun_letter *l, struct dun_message *m)
{
	struct attaching t = { .l = l,
	    .config = cr_letters_config(l->letters) };
	unsigned what = l->n->level->attach;
	struct cr_attachment *kept;
	int err;

	if (what == 0 || l->attach == NULL ||
	    strcmp(m->media, CR_MEDIA_MAIL) != 0)
		return CR_OK;
	cr_buf_init(&t.missing);
	cr_buf_init(&t.large);
	if ((err = add_all(&t, what)) == CR_OK) {
		tell(&t);
		kept = cr_arena_alloc(l->arena, (t.n + 1) * sizeof(*kept));
		if (t.n > 0)
			memcpy(kept, t.v, t.n * sizeof(*kept));
		m->attachments = kept;
		m->nattachments = t.n;
		if (t.n > 0)
			digest(m);
	}
	cr_buf_release(&t.missing);
	cr_buf_release(&t.large);
	free(t.v);
	return err;
}

void
cr_dun_attach_release(struct dun_attach *f)
{
	cr_statement_pdf_free(f->statements);
	f->statements = NULL;
}
