#include "cr/statement_out.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/dunning.h"
#include "cr/mem.h"
#include "cr/outfile.h"
#include "cr/pdf.h"
#include "cr/str.h"
#include "statement_paper.h"

#define BATCH 64		/* files brought to the disk together */
#define CHUNK (64 * 1024)	/* bytes written at a time */
#define LABEL 40		/* bytes of a code or name in a file's name */

/* A creditor's paper, found once. */
struct creditor {
	int64_t id;
	struct cr_letterhead head;
	struct st_contacts contacts;
	struct cr_pdf_image *logo;
};

struct writer {
	struct cr *cr;
	const struct cr_statement_out *o;
	struct cr_arena kept, page;
	char *templates;
	struct st_words *words;
	size_t nwords, cap_words;
	struct creditor *creditors;
	size_t ncreditors, cap_creditors;
	struct cr_pdf *pdf;
	struct cr_outfile file[BATCH];
	size_t nfiles;		/* complete, to be named */
	size_t n;		/* statements so far */
	struct cr_buf text;
};

/* ---- Words and paper ---------------------------------------------------- */

static int
find_words(struct writer *w, const char *language, const struct st_words **out)
{
	struct st_words *v;
	size_t i;
	int err;

	if (w->o->language != NULL)
		language = w->o->language;
	else if (language == NULL)
		language = "it";
	for (i = 0; i < w->nwords; i++)
		if (cr_strcaseeq(w->words[i].asked, language))
			break;
	if (i == w->nwords) {
		cr_grow(&w->words, i, &w->cap_words, sizeof(*v));
		v = &w->words[i];
		v->asked = cr_arena_strdup(&w->kept, language);
		if ((err = cr_phrases_load(w->cr, w->o->config->templates,
		    w->templates, "statement", language,
		    cr_statement_phrases, ST_PHRASES, &w->kept, v->v,
		    &v->language)) != CR_OK)
			return err;
		w->nwords++;
	}
	*out = &w->words[i];
	return CR_OK;
}

static int
contact(struct writer *w, int64_t party, const char *channel,
    const char **to)
{
	const char *name;
	int rc = cr_dunning_contact(w->cr, party, channel, &w->kept, to,
	    &name);

	return rc < 0 ? rc : CR_OK;
}

static int
find_creditor(struct writer *w, const struct cr_party *p,
    const struct creditor **out)
{
	struct creditor *c;
	size_t i;
	int err;

	for (i = 0; i < w->ncreditors; i++)
		if (w->creditors[i].id == p->id)
			break;
	*out = &w->creditors[i];
	if (i < w->ncreditors)
		return CR_OK;
	cr_grow(&w->creditors, i, &w->cap_creditors, sizeof(*c));
	*out = c = &w->creditors[i];
	*c = (struct creditor){ .id = p->id };
	w->ncreditors++;
	if ((err = cr_letterhead_find(w->cr, w->o->config, p->code, p->vat,
	    &c->head)) != CR_OK ||
	    (err = contact(w, p->id, "phone", &c->contacts.phone)) ||
	    (err = contact(w, p->id, "email", &c->contacts.email)) ||
	    (err = contact(w, p->id, "pec", &c->contacts.pec)))
		return err;
	if (c->head.logo == NULL || w->pdf == NULL)
		return CR_OK;
	return cr_pdf_png(w->cr, w->pdf, c->head.logo, &c->logo);
}

/* ---- Files -------------------------------------------------------------- */

/*
 * "1001-pty17-pty1-EUR.pdf" in the folder: letters, digits and dashes only,
 * whatever the code or name holds, and no name twice.
 */
static const char *
file_name(struct writer *w, const struct cr_statement *s)
{
	static const char *const ends[] = { [CR_FORMAT_TEXT] = "txt",
	    [CR_FORMAT_HTML] = "html", [CR_FORMAT_PDF] = "pdf" };
	const char *from = s->debtor.code ? s->debtor.code : s->debtor.name;
	char label[LABEL + 1];
	size_t n;

	for (n = 0; n < LABEL && from[n] != '\0'; n++)
		label[n] = cr_is_alpha(from[n]) || cr_is_digit(from[n]) ?
		    from[n] : '_';
	label[n] = '\0';
	return cr_arena_printf(&w->page, "%s/%s-pty%" PRId64 "-pty%" PRId64
	    "-%s.%s", w->o->dir, label, s->debtor.id, s->creditor.id,
	    s->currency, ends[w->o->form]);
}

/* Have the complete files on the disk, and give them their names. */
static int
name_files(struct writer *w)
{
	size_t i;
	int err;

	err = cr_outfile_sync(w->cr, w->file, w->nfiles);
	for (i = 0; i < w->nfiles && err == CR_OK; i++)
		err = cr_outfile_name(w->cr, &w->file[i], true);
	for (i = 0; i < w->nfiles; i++)
		cr_outfile_discard(&w->file[i]);
	w->nfiles = 0;
	return err;
}

/* The file that is being written; a first one, or for a document alone. */
static int
open_file(struct writer *w, const struct cr_statement *s)
{
	const char *path = w->o->dir != NULL ? file_name(w, s) : w->o->file;
	int err;

	if (path == NULL || (w->o->dir == NULL && w->n > 0))
		return CR_OK;
	if (w->o->dir != NULL && w->n == 0 &&
	    (err = cr_outfile_folder(w->cr, w->o->dir)) != CR_OK)
		return err;
	return cr_outfile_open(w->cr, &w->file[w->nfiles], path);
}

static int
flush(struct writer *w)
{
	int err = w->o->file == NULL && w->o->dir == NULL ?
	    cr_write_all(w->cr, w->o->fd, w->text.s, w->text.len) :
	    cr_outfile_write(w->cr, &w->file[w->nfiles], w->text.s,
	    w->text.len);

	cr_buf_clear(&w->text);
	return err;
}

/* Cairo writes a few bytes at a time. */
static int
put(void *ctx, const void *p, size_t n)
{
	struct writer *w = ctx;

	cr_buf_add(&w->text, p, n);
	return w->text.len < CHUNK ? CR_OK : flush(w);
}

/* A document has a file of its own: that one is complete. */
static int
close_file(struct writer *w)
{
	int err;

	if (w->o->dir == NULL)
		return CR_OK;
	if ((err = flush(w)) != CR_OK)
		return err;
	return ++w->nfiles == BATCH ? name_files(w) : CR_OK;
}

/* ---- Documents ---------------------------------------------------------- */

static int
write_text(struct writer *w, const struct cr_paper *p)
{
	int err = CR_OK;

	if (w->o->form == CR_FORMAT_HTML) {
		if (w->n > 0 && w->o->dir == NULL)
			return cr_fail(w->cr, CR_EUSAGE, "a page of HTML "
			    "holds one statement; --dir makes one for each");
		err = cr_paper_to_html(w->cr, p, &w->text);
	} else {
		if (w->n > 0 && w->o->dir == NULL)
			cr_buf_addc(&w->text, '\f');
		cr_paper_to_text(p, &w->text);
	}
	return err != CR_OK || w->text.len < CHUNK ? err : flush(w);
}

static struct cr_pdf_info
info_of(struct writer *w, const struct cr_paper *p)
{
	return (struct cr_pdf_info){ .author = p->head.name,
	    .day = w->cr->today,
	    .title = cr_arena_printf(&w->page, "%s - %s", p->title, p->to[0]) };
}

static int
write_pdf(struct writer *w, struct cr_paper *p)
{
	struct cr_pdf_info info = info_of(w, p);
	int err;

	if (w->o->dir != NULL || w->n == 0)
		cr_pdf_begin(w->pdf, &info, put, w);
	err = cr_paper_to_pdf(w->cr, p, w->pdf);
	if (w->o->dir == NULL || err != CR_OK)
		return err;
	return cr_pdf_end(w->cr, w->pdf);
}

static int
make_paper(struct writer *w, const struct cr_statement *s,
    struct cr_paper *paper)
{
	const struct st_words *words;
	const struct creditor *c;
	int err;

	if ((err = find_words(w, s->debtor.language, &words)) != CR_OK ||
	    (err = find_creditor(w, &s->creditor, &c)) != CR_OK)
		return err;
	cr_statement_paper(s, words, &c->head, &c->contacts, &w->page, paper);
	paper->head.logo = c->logo;
	return CR_OK;
}

static int
write_one(void *ctx, const struct cr_statement *s)
{
	struct writer *w = ctx;
	struct cr_paper paper;
	int err;

	cr_arena_clear(&w->page);
	if ((err = make_paper(w, s, &paper)) != CR_OK ||
	    (err = open_file(w, s)) != CR_OK)
		return err;
	err = w->pdf != NULL ? write_pdf(w, &paper) : write_text(w, &paper);
	w->n++;
	return err == CR_OK ? close_file(w) : err;
}

/* What is left: the one file of all, or the last of many. */
static int
finish(struct writer *w, int err)
{
	bool one = w->o->dir == NULL && w->n > 0;

	if (err == CR_OK && one && w->pdf != NULL)
		err = cr_pdf_end(w->cr, w->pdf);
	if (err == CR_OK && one)
		err = flush(w);
	if (err == CR_OK && one && w->o->file != NULL)
		w->nfiles = 1;
	return err == CR_OK ? name_files(w) : err;
}

static void
release(struct writer *w)
{
	size_t i;

	for (i = 0; i < BATCH; i++)
		cr_outfile_discard(&w->file[i]);
	for (i = 0; i < w->ncreditors; i++)
		cr_pdf_image_free(w->creditors[i].logo);
	cr_pdf_free(w->pdf);
	free(w->creditors);
	free(w->words);
	free(w->templates);
	cr_arena_release(&w->kept);
	cr_arena_release(&w->page);
	cr_buf_release(&w->text);
}

static void
begin(struct writer *w)
{
	size_t i;

	cr_arena_init(&w->kept);
	cr_arena_init(&w->page);
	cr_buf_init(&w->text);
	cr_buf_addf(&w->text, "%s/templates", w->o->share);
	w->templates = cr_buf_detach(&w->text);
	for (i = 0; i < BATCH; i++)
		w->file[i].fd = -1;
	if (w->o->form == CR_FORMAT_PDF)
		w->pdf = cr_pdf_new(w->o->config->font);
}

int
cr_statement_write(struct cr *cr, const struct cr_statement_opts *opts,
    const struct cr_statement_out *out)
{
	struct writer w = { .cr = cr, .o = out };
	int err;

	begin(&w);
	err = finish(&w, cr_statement_each(cr, opts, write_one, &w));
	release(&w);
	return err;
}

/* ---- In memory ---------------------------------------------------------- */

struct cr_statement_pdf {
	struct cr_statement_out out;
	struct writer w;
	/* the account that is asked for, and where it goes */
	int64_t creditor;
	const char *currency;
	struct cr_buf *to;
	bool found;
};

struct cr_statement_pdf *
cr_statement_pdf_new(const struct cr_config *config, const char *share)
{
	struct cr_statement_pdf *p = cr_calloc(1, sizeof(*p));

	p->out = (struct cr_statement_out){ .form = CR_FORMAT_PDF,
	    .config = config, .share = share };
	p->w.o = &p->out;
	begin(&p->w);
	return p;
}

void
cr_statement_pdf_free(struct cr_statement_pdf *p)
{
	if (p != NULL)
		release(&p->w);
	free(p);
}

static int
put_in_memory(void *ctx, const void *bytes, size_t n)
{
	cr_buf_add(ctx, bytes, n);
	return CR_OK;
}

static int
write_account(void *ctx, const struct cr_statement *s)
{
	struct cr_statement_pdf *p = ctx;
	struct writer *w = &p->w;
	struct cr_pdf_info info;
	struct cr_paper paper;
	int err;

	if (s->creditor.id != p->creditor ||
	    strcmp(s->currency, p->currency) != 0)
		return CR_OK;
	p->found = true;
	cr_arena_clear(&w->page);
	if ((err = make_paper(w, s, &paper)) != CR_OK)
		return err;
	info = info_of(w, &paper);
	cr_pdf_begin(w->pdf, &info, put_in_memory, p->to);
	err = cr_paper_to_pdf(w->cr, &paper, w->pdf);
	return err == CR_OK ? cr_pdf_end(w->cr, w->pdf) : err;
}

int
cr_statement_pdf_write(struct cr *cr, struct cr_statement_pdf *p,
    const struct cr_statement_opts *opts, int64_t creditor,
    const char *currency, struct cr_buf *out)
{
	int err;

	p->w.cr = cr;
	p->creditor = creditor;
	p->currency = currency;
	p->to = out;
	p->found = false;
	err = cr_statement_each(cr, opts, write_account, p);
	return err != CR_OK || p->found ? err :
	    cr_fail(cr, CR_ENOTFOUND, "there is no such account");
}
