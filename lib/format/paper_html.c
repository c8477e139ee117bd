#include "cr/paper.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/chart.h"
#include "cr/cr.h"
#include "cr/qr.h"
#include "cr/str.h"
#include "paper_html.h"

static const char style[] =
	"body{font:14px/1.45 'Liberation Sans',Arial,Helvetica,sans-serif;"
	"color:#111;max-width:62em;margin:2em auto;padding:0 1em}"
	"header{display:flex;justify-content:space-between;gap:2em;"
	"border-bottom:1px solid #999;padding-bottom:.8em}"
	"header b{font-size:1.35em}"
	".c{text-align:right;color:#555}"
	".to{display:flex;justify-content:space-between;gap:2em;"
	"margin:1.6em 0}"
	"h1{font-size:1.6em;margin:0}h2{font-size:1.1em;margin:1.8em 0 .4em}"
	"table{border-collapse:collapse;width:100%}"
	"th{background:#eee;text-align:left;font-size:.9em}"
	"th,td{padding:.25em .5em;vertical-align:top}"
	"td{border-top:1px solid #e2e2e2}"
	".r{text-align:right;white-space:nowrap;"
	"font-variant-numeric:tabular-nums}"
	".d td{border:0;color:#555;font-size:.9em;padding-top:0}"
	".s td{border-top:1px solid #555;font-weight:bold}"
	"dl{display:grid;grid-template-columns:max-content auto;"
	"gap:.1em 1em;margin:0}dt{color:#555}dd{margin:0}"
	".pay{display:flex;justify-content:space-between;gap:2em;"
	"border:1px solid #999;padding:1em;margin-top:2em}"
	".pay svg{width:9em;height:9em}.pay p{margin:.3em 0 0;color:#555}"
	"footer{margin-top:2em;border-top:1px solid #999;color:#555;"
	"font-size:.85em}"
	"@media print{body{margin:0;max-width:none}thead{display:"
	"table-header-group}tr,.pay{break-inside:avoid}}";

/* Of charts alone: letters have none, and are many. */
static const char chart_style[] =
	"figure{margin:.4em 0;break-inside:avoid}"
	"figure svg{width:100%;height:auto}"
	"figcaption{color:#555;font-size:.9em}";

/* What stands for C; NULL: itself. */
static const char *
escaped(char c)
{
	return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" :
	    c == '"' ? "&quot;" : (unsigned char)c < ' ' || c == 0x7f ? " " :
	    NULL;
}

/*
 * Text of anybody, between tags or in quotes; control characters go, and
 * LINE takes the place of line ends.
 */
static void
add_lined(struct cr_buf *out, const char *s, const char *line)
{
	const char *from = s, *with;

	for (; *s != '\0'; s++) {
		if (*s > '>' && *s < 0x7f)	/* most of it */
			continue;
		if ((with = escaped(*s)) == NULL)
			continue;
		cr_buf_add(out, from, (size_t)(s - from));
		cr_buf_adds(out, *s == '\n' ? line : with);
		from = s + 1;
	}
	cr_buf_add(out, from, (size_t)(s - from));
}

void
cr_html_add(struct cr_buf *out, const char *s)
{
	add_lined(out, s, " ");
}

/* <TAG>text</TAG>, or nothing. */
static void
add_in(struct cr_buf *out, const char *tag, const char *s)
{
	if (cr_is_empty(s))
		return;
	cr_buf_addc(out, '<');
	cr_buf_adds(out, tag);
	cr_buf_addc(out, '>');
	cr_html_add(out, s);
	cr_buf_adds(out, "</");
	cr_buf_adds(out, tag);
	cr_buf_addc(out, '>');
}

static void
add_lines(struct cr_buf *out, const char *const *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (cr_is_empty(v[i]))
			continue;
		cr_html_add(out, v[i]);
		cr_buf_adds(out, "<br>\n");
	}
}

static void
add_pairs(struct cr_buf *out, const struct cr_paper_pair *v, size_t n)
{
	size_t i;

	cr_buf_adds(out, "<dl>\n");
	for (i = 0; i < n; i++) {
		if (cr_is_empty(v[i].value))
			continue;
		add_in(out, "dt", v[i].label);
		add_in(out, "dd", v[i].value);
		cr_buf_addc(out, '\n');
	}
	cr_buf_adds(out, "</dl>\n");
}

/* ---- Tables ------------------------------------------------------------- */

static void
add_cells(struct cr_buf *out, const struct cr_paper_table *t,
    const struct cr_paper_row *r)
{
	const char *tag = r != NULL ? "td" : "th", *s;
	size_t i;

	for (i = 0; i < t->ncolumns; i++) {
		s = r != NULL ? r->cells[i] : t->columns[i].heading;
		cr_buf_addc(out, '<');
		cr_buf_adds(out, tag);
		cr_buf_adds(out, t->columns[i].align == CR_PAPER_RIGHT ?
		    " class=\"r\">" : ">");
		cr_html_add(out, s != NULL ? s : "");
		cr_buf_adds(out, "</");
		cr_buf_adds(out, tag);
		cr_buf_addc(out, '>');
	}
}

static void
add_row(struct cr_buf *out, const struct cr_paper_table *t,
    const struct cr_paper_row *r)
{
	if (r->kind == CR_PAPER_DETAIL) {
		cr_buf_adds(out, "<tr class=\"d\">");
		if (t->detail > 0)
			cr_buf_addf(out, "<td colspan=\"%zu\"></td>",
			    t->detail);
		cr_buf_addf(out, "<td colspan=\"%zu\">",
		    t->ncolumns - t->detail);
		cr_html_add(out, r->cells[0]);
		cr_buf_adds(out, "</td></tr>\n");
		return;
	}
	cr_buf_adds(out, r->kind == CR_PAPER_SUM ? "<tr class=\"s\">" :
	    "<tr>");
	add_cells(out, t, r);
	cr_buf_adds(out, "</tr>\n");
}

static void
add_table(struct cr_buf *out, const struct cr_paper_table *t)
{
	const struct cr_paper_row *r;

	add_in(out, "h2", t->title);
	cr_buf_adds(out, "\n<table>\n<thead><tr>");
	add_cells(out, t, NULL);
	cr_buf_adds(out, "</tr></thead>\n<tbody>\n");
	for (r = t->first; r != NULL; r = r->next)
		add_row(out, t, r);
	cr_buf_adds(out, "</tbody>\n</table>\n");
}

/* ---- How to pay --------------------------------------------------------- */

static int
add_code(struct cr *cr, struct cr_buf *out, const char *text)
{
	struct cr_qr q;
	int err, row, from, to, all;

	if ((err = cr_qr_make(cr, text, strlen(text), &q)) != CR_OK)
		return err;
	all = q.size + 2 * CR_QR_QUIET;
	cr_buf_addf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
	    "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path d=\"",
	    all, all, all, all);
	for (row = 0; row < q.size; row++) {
		for (from = 0; from < q.size; from = to + 1) {
			for (to = from; to < q.size &&
			    q.modules[row * q.size + to]; to++)
				;
			if (to > from)
				cr_buf_addf(out, "M%d %dh%dv1h-%dz",
				    from + CR_QR_QUIET, row + CR_QR_QUIET,
				    to - from, to - from);
		}
	}
	cr_buf_adds(out, "\"/></svg>");
	cr_qr_release(&q);
	return CR_OK;
}

static int
add_payment(struct cr *cr, struct cr_buf *out,
    const struct cr_paper_payment *pay)
{
	int err = CR_OK;

	cr_buf_adds(out, "<div class=\"pay\"><div>");
	add_in(out, "h2", pay->title);
	add_pairs(out, pay->lines,
	    sizeof(pay->lines) / sizeof(pay->lines[0]));
	cr_buf_adds(out, "</div>");
	if (pay->code != NULL) {
		cr_buf_adds(out, "<div>");
		err = add_code(cr, out, pay->code);
		add_in(out, "p", pay->caption);
		cr_buf_adds(out, "</div>");
	}
	cr_buf_adds(out, "</div>\n");
	return err;
}

/* ---- Charts ------------------------------------------------------------- */

static void
add_chart(struct cr_buf *out, const struct cr_chart *c)
{
	add_in(out, "h2", c->title);
	cr_buf_adds(out, "\n<figure>\n");
	cr_chart_to_svg(c, out);
	add_in(out, "figcaption", c->text);
	cr_buf_adds(out, "</figure>\n");
}

/* ---- All of it ---------------------------------------------------------- */

#define N(v) (sizeof(v) / sizeof((v)[0]))

static void
add_titles(struct cr_buf *out, const struct cr_paper *p)
{
	add_in(out, p->letter ? "h2" : "h1", p->title);
	add_in(out, "p", p->subtitle);
	cr_buf_addc(out, '\n');
}

static void
add_head(struct cr_buf *out, const struct cr_paper *p)
{
	if (p->head.name == NULL)
		return;
	cr_buf_adds(out, "<header><div>");
	add_in(out, "b", p->head.name);
	cr_buf_adds(out, "<br>\n");
	add_lines(out, p->head.lines, N(p->head.lines));
	cr_buf_adds(out, "</div><div class=\"c\">");
	add_lines(out, p->head.contacts, N(p->head.contacts));
	cr_buf_adds(out, "</div></header>\n");
}

static void
add_top(struct cr_buf *out, const struct cr_paper *p)
{
	add_head(out, p);
	if (p->to[0] == NULL) {
		add_titles(out, p);
		add_pairs(out, p->pairs, CR_PAPER_PAIRS);
		return;
	}
	cr_buf_adds(out, "<div class=\"to\">");
	add_pairs(out, p->pairs, CR_PAPER_PAIRS);
	cr_buf_adds(out, "<div>");
	add_lines(out, &p->to_label, 1);
	add_in(out, "b", p->to[0]);
	cr_buf_adds(out, "<br>\n");
	add_lines(out, p->to + 1, N(p->to) - 1);
	cr_buf_adds(out, "</div></div>\n");
	add_titles(out, p);
}

static void
add_paragraph(struct cr_buf *out, const char *text)
{
	cr_buf_adds(out, "<p>");
	add_lined(out, text, "<br>\n");
	cr_buf_adds(out, "</p>");
}

static int
add_block(struct cr *cr, struct cr_buf *out, const struct cr_paper_block *b)
{
	switch (b->kind) {
	case CR_PAPER_TEXT:
		add_paragraph(out, b->text);
		break;
	case CR_PAPER_HEADING:
		add_in(out, "h2", b->text);
		break;
	case CR_PAPER_SIGNATURE:
		add_in(out, "p", b->text);
		if (b->signer != NULL)
			add_paragraph(out, b->signer);
		break;
	case CR_PAPER_TABLE:
		add_table(out, &b->table);
		break;
	case CR_PAPER_PAYMENT:
		return add_payment(cr, out, b->payment);
	case CR_PAPER_CHART:
		add_chart(out, b->chart);
		break;
	}
	return CR_OK;
}

int
cr_paper_blocks_to_html(struct cr *cr, const struct cr_paper *p,
    struct cr_buf *out)
{
	const struct cr_paper_block *b;
	int err = CR_OK;

	for (b = p->first; b != NULL && err == CR_OK; b = b->next) {
		err = add_block(cr, out, b);
		cr_buf_addc(out, '\n');
	}
	return err;
}

static bool
has_chart(const struct cr_paper *p)
{
	const struct cr_paper_block *b;

	for (b = p->first; b != NULL; b = b->next)
		if (b->kind == CR_PAPER_CHART)
			return true;
	return false;
}

int
cr_paper_to_html(struct cr *cr, const struct cr_paper *p, struct cr_buf *out)
{
	int err;

	cr_buf_adds(out, "<!DOCTYPE html>\n<html lang=\"");
	cr_html_add(out, p->language);
	cr_buf_adds(out, "\"><head><meta charset=\"utf-8\">");
	add_in(out, "title", p->title);
	cr_buf_adds(out, "<style>");
	cr_buf_add(out, style, sizeof(style) - 1);
	if (has_chart(p))
		cr_buf_add(out, chart_style, sizeof(chart_style) - 1);
	cr_buf_adds(out, "</style></head><body>\n");
	add_top(out, p);
	err = cr_paper_blocks_to_html(cr, p, out);
	cr_buf_adds(out, "<footer>");
	add_lines(out, p->head.footer, N(p->head.footer));
	cr_buf_adds(out, "</footer></body></html>\n");
	return err;
}
