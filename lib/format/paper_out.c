#include "cr/paper_out.h"

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/outfile.h"
#include "cr/paper.h"
#include "cr/pdf.h"

static int
put(void *ctx, const void *p, size_t n)
{
	cr_buf_add(ctx, p, n);
	return CR_OK;
}

static int
to_pdf(struct cr *cr, struct cr_paper *p, const char *font,
    struct cr_buf *out)
{
	struct cr_pdf_info info = { .title = p->title,
	    .author = p->head.name, .day = cr->today };
	struct cr_pdf *pdf = cr_pdf_new(font);
	int err;

	cr_pdf_begin(pdf, &info, put, out);
	if ((err = cr_paper_to_pdf(cr, p, pdf)) == CR_OK)
		err = cr_pdf_end(cr, pdf);
	cr_pdf_free(pdf);
	return err;
}

static int
to_file(struct cr *cr, const char *path, const struct cr_buf *b)
{
	struct cr_outfile f = { .fd = -1 };
	int err;

	if ((err = cr_outfile_open(cr, &f, path)) == CR_OK &&
	    (err = cr_outfile_write(cr, &f, b->s, b->len)) == CR_OK)
		err = cr_outfile_commit(cr, &f, true);
	cr_outfile_discard(&f);
	return err;
}

int
cr_paper_write(struct cr *cr, struct cr_paper *p,
    const struct cr_paper_out *o)
{
	struct cr_buf b;
	int err = CR_OK;

	cr_buf_init(&b);
	if (o->form == CR_FORMAT_PDF)
		err = to_pdf(cr, p, o->font, &b);
	else if (o->form == CR_FORMAT_HTML)
		err = cr_paper_to_html(cr, p, &b);
	else
		cr_paper_to_text(p, &b);
	if (err == CR_OK)
		err = o->file != NULL ? to_file(cr, o->file, &b) :
		    cr_write_all(cr, o->fd, b.s, b.len);
	cr_buf_release(&b);
	return err;
}
