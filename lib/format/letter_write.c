#include "letter_open.h"

#include <string.h>

#include "cr/config.h"
#include "cr/cr.h"
#include "cr/gsm.h"
#include "cr/letterhead.h"
#include "cr/str.h"

/* One letter while it is written. */
struct writing {
	struct cr *cr;
	struct cr_letters *l;
	const struct cr_letter *t;
	const struct cr_letter_values *v;
	struct cr_buf *out;
};

/* The filled text, which lives until the next letter. */
static int
fill(struct writing *w, const struct cr_template *t, const char **out)
{
	int err;

	cr_buf_clear(&w->l->filled);
	err = cr_template_fill(w->cr, t, w->v->v, &w->l->filled);
	*out = cr_arena_strndup(&w->l->page, w->l->filled.s,
	    w->l->filled.len);
	return err;
}

/* One line of it, without the white space at its end. */
static void
add_line(struct cr_buf *out, const char *s)
{
	size_t n = strlen(s);

	while (n > 0 && cr_is_space(s[n - 1]))
		n--;
	for (; n > 0; n--, s++)
		cr_buf_addc(out, cr_is_space(*s) ? ' ' : *s);
}

static int
make_paper(struct writing *w, const struct cr_template *body,
    struct cr_paper *p)
{
	const char *title = NULL, *text;
	int err;

	if ((w->t->title != NULL &&
	    (err = fill(w, w->t->title, &title)) != CR_OK) ||
	    (err = fill(w, body, &text)) != CR_OK)
		return err;
	cr_letter_paper(w->t, w->v, title, text, &w->l->page, p);
	return CR_OK;
}

/* ---- HTML of one's own -------------------------------------------------- */

/* Where a part belongs, the part; P is on paper already, and is used up. */
static int
own_html(struct writing *w, struct cr_paper *p)
{
	struct letter_paper lp = { w->t, w->v, &w->l->page, p };
	const char *s, *mark;
	int err;

	if ((err = fill(w, w->t->html, &s)) != CR_OK)
		return err;
	for (; (mark = strchr(s, CR_TEMPLATE_PART)) != NULL && err == CR_OK;
	    s = mark + 2) {
		cr_buf_add(w->out, s, (size_t)(mark - s));
		p->first = p->last = NULL;
		cr_letter_part(&lp, (enum cr_letter_word)(mark[1] -
		    CR_TEMPLATE_PART_FIRST));
		err = cr_paper_blocks_to_html(w->cr, p, w->out);
	}
	cr_buf_adds(w->out, s);
	return err;
}

/*
 * Without QR code: programs for mail do not show it. The same paper is
 * written as TEXT first, if that is asked for.
 */
static int
write_html(struct writing *w, struct cr_buf *text)
{
	struct cr_letter_values v = *w->v;
	struct writing mine = *w;
	struct cr_paper p;
	int err;

	v.epc = NULL;
	mine.v = &v;
	if ((err = make_paper(&mine, w->t->text, &p)) != CR_OK)
		return err;
	if (text != NULL)
		cr_paper_to_text(&p, text);
	return w->t->html != NULL ? own_html(&mine, &p) :
	    cr_paper_to_html(w->cr, &p, w->out);
}

/* ---- PDF ---------------------------------------------------------------- */

static int
find_logo(struct writing *w, const char *path,
    const struct cr_pdf_image **out)
{
	struct letter_logo *g;
	int err;

	for (g = w->l->logos; g != NULL; g = g->next)
		if (strcmp(g->path, path) == 0)
			break;
	if (g == NULL) {
		g = cr_arena_alloc(&w->l->arena, sizeof(*g));
		g->path = cr_arena_strdup(&w->l->arena, path);
		if ((err = cr_pdf_png(w->cr, w->l->pdf, path, &g->image)) !=
		    CR_OK)
			return err;
		g->next = w->l->logos;
		w->l->logos = g;
	}
	*out = g->image;
	return CR_OK;
}

static int
put(void *ctx, const void *p, size_t n)
{
	cr_buf_add(ctx, p, n);
	return CR_OK;
}

/* The pages, behind a cover if it is a fax. */
static int
draw(struct writing *w, struct cr_paper *p, bool fax)
{
	struct cr_paper cover;
	int err, pages;

	if (!fax)
		return cr_paper_to_pdf(w->cr, p, w->l->pdf);
	if ((err = cr_paper_pages(w->cr, p, w->l->pdf, &pages)) != CR_OK)
		return err;
	cr_letter_cover(w->t, w->v, pages, &w->l->page, &cover);
	cover.head.logo = p->head.logo;
	cover.mono = p->mono = true;
	err = cr_paper_to_pdf(w->cr, &cover, w->l->pdf);
	return err != CR_OK ? err : cr_paper_to_pdf(w->cr, p, w->l->pdf);
}

static int
write_pdf(struct writing *w, bool fax)
{
	struct cr_pdf_info info = { .day = w->v->day };
	struct cr_paper p;
	int err, end;

	if (w->l->pdf == NULL)
		w->l->pdf = cr_pdf_new(w->l->config->font);
	if ((err = make_paper(w, w->t->text, &p)) != CR_OK)
		return err;
	if (w->v->head != NULL && w->v->head->logo != NULL &&
	    (err = find_logo(w, w->v->head->logo, &p.head.logo)) != CR_OK)
		return err;
	info.author = p.head.name;
	if ((err = fill(w, w->t->subject, &info.title)) != CR_OK)
		return err;
	cr_pdf_begin(w->l->pdf, &info, put, w->out);
	err = draw(w, &p, fax);
	end = cr_pdf_end(w->cr, w->l->pdf);
	return err != CR_OK ? err : end;
}

/* ---- All of it ---------------------------------------------------------- */

static int
write_text(struct writing *w, const struct cr_template *body, bool whole)
{
	struct cr_paper p;
	int err = make_paper(w, body, &p);

	if (err != CR_OK)
		return err;
	if (whole)
		cr_paper_to_text(&p, w->out);
	else
		cr_paper_blocks_to_text(&p, w->out);
	return CR_OK;
}

static int
write_line(struct writing *w, const struct cr_template *t)
{
	const char *s;
	int err = fill(w, t, &s);

	if (err == CR_OK)
		add_line(w->out, s);
	return err;
}

/* In the alphabet of text messages as far as it goes, and not too long. */
static int
write_sms(struct writing *w)
{
	struct cr_gsm size;
	struct cr_buf b;
	int err;

	if (w->t->sms == NULL)
		return cr_fail(w->cr, CR_EUSAGE, "template \"%s\" has no "
		    "section [sms] in %s", w->t->name, w->t->language);
	cr_buf_init(&b);
	w->out = &b;
	err = write_line(w, w->t->sms);
	w->out = NULL;
	if (err == CR_OK) {
		cr_buf_clear(&w->l->filled);
		cr_gsm_plain(&w->l->filled, b.s);
		size = cr_gsm_measure(w->l->filled.s);
		if (size.segments > CR_LETTER_SMS_MAX)
			err = cr_fail(w->cr, CR_EUSAGE, "the SMS of template "
			    "\"%s\" takes %zu messages, more than %d",
			    w->t->name, size.segments, CR_LETTER_SMS_MAX);
	}
	cr_buf_release(&b);
	return err;
}

int
cr_letter_write(struct cr *cr, struct cr_letters *l,
    const struct cr_letter *t, const struct cr_letter_values *v,
    enum cr_letter_form form, struct cr_buf *out)
{
	struct writing w = { cr, l, t, v, out };
	int err;

	cr_arena_clear(&l->page);
	switch (form) {
	case CR_LETTER_AS_SUBJECT:
		return write_line(&w, t->subject);
	case CR_LETTER_AS_HTML:
		return write_html(&w, NULL);
	case CR_LETTER_AS_PDF:
	case CR_LETTER_AS_FAX:
		return write_pdf(&w, form == CR_LETTER_AS_FAX);
	case CR_LETTER_AS_SMS:
		if ((err = write_sms(&w)) == CR_OK)
			cr_buf_adds(out, l->filled.s);
		return err;
	case CR_LETTER_AS_SCRIPT:
		return write_text(&w, t->phone != NULL ? t->phone : t->text,
		    false);
	default:
		return write_text(&w, t->text, true);
	}
}

int
cr_letter_write_mail(struct cr *cr, struct cr_letters *l,
    const struct cr_letter *t, const struct cr_letter_values *v,
    struct cr_buf *text, struct cr_buf *html)
{
	struct writing w = { cr, l, t, v, html };

	cr_arena_clear(&l->page);
	return write_html(&w, text);
}
