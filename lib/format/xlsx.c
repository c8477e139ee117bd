#include "xlsx.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "cr/table.h"
#include "cr/xml.h"
#include "cr/zip.h"

#define PIECE ((size_t)64 * 1024)

static const char *const names[] = {
	[X_NONE] = "", [X_SHEET] = "sheet", [X_NAME] = "name", [X_ID] = "id",
	[X_WORKBOOKPR] = "workbookPr", [X_DATE1904] = "date1904",
	[X_RELATIONSHIP] = "Relationship", [X_TYPE] = "Type",
	[X_TARGET] = "Target", [X_SI] = "si", [X_T] = "t", [X_RPH] = "rPh",
	[X_NUMFMT] = "numFmt", [X_NUMFMTID] = "numFmtId",
	[X_FORMATCODE] = "formatCode", [X_CELLXFS] = "cellXfs", [X_XF] = "xf",
	[X_ROW] = "row", [X_R] = "r", [X_C] = "c", [X_S] = "s", [X_V] = "v",
	[X_IS] = "is", [X_F] = "f",
	NULL
};

/* Reading the parts before the sheet. */
struct parts {
	struct xlsx *x;
	const char *wanted;	/* the sheet by name; NULL: the first */
	char *sheet_id;		/* its relation */
	char *texts, *styles;	/* the members that hold them */
	bool in_text, in_si, in_phonetic, in_xfs;
	int64_t *date_id;	/* number formats that show a day */
	size_t nids, capids;
};

/* An attribute of the element at hand, in the arena; NULL: not there. */
static char *
attr(struct xlsx *x, const char *local)
{
	const char *v;
	size_t n;

	return cr_xml_attr(x->xml, local, &v, &n) ?
	    cr_arena_strndup(&x->arena, v, n) : NULL;
}

/* Capitals in names do not matter, as they do not for Windows. */
int
cr_xlsx_read_part(struct xlsx *x, const char *name,
    const struct cr_xml_events *ev, void *ctx)
{
	char piece[PIECE];
	const char *member;
	struct cr_zip *z = cr_zip_open(x->cr, x->p, x->n);
	ptrdiff_t n = 0;
	int rc;

	if (z == NULL)
		return CR_EINPUT;
	while ((rc = cr_zip_next(x->cr, z, &member)) == 1)
		if (cr_strcaseeq(member, name))
			break;
	if (rc == 1)
		rc = cr_xml_begin(x->cr, x->xml, ev, ctx);
	else if (rc == 0)
		rc = cr_fail(x->cr, CR_ENOTFOUND, "has no part \"%s\"", name);
	while (rc == 0 && (n = cr_zip_read(x->cr, z, piece, sizeof(piece))) > 0)
		rc = cr_xml_feed(x->cr, x->xml, piece, (size_t)n);
	if (rc == 0)
		rc = n < 0 ? (int)n : cr_xml_feed(x->cr, x->xml, NULL, 0);
	cr_zip_close(z);
	return rc;
}

static int
on_workbook(void *ctx, int name)
{
	struct parts *p = ctx;
	struct xlsx *x = p->x;
	char *v;

	if (name == X_WORKBOOKPR) {
		v = attr(x, "date1904");
		x->from_1904 = v && (strcmp(v, "1") == 0 ||
		    strcmp(v, "true") == 0);
	} else if (name == X_SHEET && p->sheet_id == NULL) {
		v = attr(x, "name");
		if (v != NULL && (p->wanted == NULL ||
		    cr_strcaseeq(v, p->wanted))) {
			p->sheet_id = attr(x, "id");
			x->sheet_name = v;
		}
	}
	return 0;
}

/* The member a relation of xl/workbook.xml points to. */
static char *
resolve(struct xlsx *x, const char *target)
{
	if (*target == '/')
		return cr_arena_strdup(&x->arena, target + 1);
	while (cr_starts(target, "./"))
		target += 2;
	return cr_arena_printf(&x->arena, "xl/%s", target);
}

static int
on_relation(void *ctx, int name)
{
	struct parts *p = ctx;
	struct xlsx *x = p->x;
	char *id, *type, *target;

	if (name != X_RELATIONSHIP)
		return 0;
	id = attr(x, "Id");
	type = attr(x, "Type");
	target = attr(x, "Target");
	if (id == NULL || type == NULL || target == NULL)
		return 0;
	if (cr_ends(type, "/sharedStrings"))
		p->texts = resolve(x, target);
	else if (cr_ends(type, "/styles"))
		p->styles = resolve(x, target);
	else if (cr_ends(type, "/worksheet") && cr_streq(id, p->sheet_id))
		x->sheet = resolve(x, target);
	return 0;
}

static int
on_text_start(void *ctx, int name)
{
	struct parts *p = ctx;
	struct xlsx *x = p->x;

	if (name == X_SI) {
		if (x->ntexts == XLSX_MAX_TEXTS / 16)
			return cr_fail(x->cr, CR_ELIMIT,
			    "has too many texts");
		cr_grow(&x->at, x->ntexts, &x->captexts, sizeof(*x->at));
		x->at[x->ntexts++] = x->text.len;
		p->in_si = true;
	} else if (name == X_RPH) {
		p->in_phonetic = true;
	}
	p->in_text = name == X_T && p->in_si && !p->in_phonetic;
	return 0;
}

static int
on_text(void *ctx, const char *s, size_t n)
{
	struct parts *p = ctx;

	if (p->in_text)
		cr_buf_add(&p->x->text, s, n);
	return p->x->text.full ? cr_fail(p->x->cr, CR_ELIMIT,
	    "has texts of more than %zu bytes", XLSX_MAX_TEXTS) : 0;
}

static int
on_text_end(void *ctx, int name)
{
	struct parts *p = ctx;

	p->in_text = false;
	if (name == X_RPH)
		p->in_phonetic = false;
	if (name == X_SI) {
		p->in_si = false;
		cr_buf_addc(&p->x->text, '\0');
	}
	return 0;
}

static int64_t
number_of(const char *s)
{
	int64_t n;

	return s != NULL && cr_parse_int(s, strlen(s), &n) ? n : -1;
}

static bool
is_date(const struct parts *p, int64_t id)
{
	size_t i;

	for (i = 0; i < p->nids; i++)
		if (p->date_id[i] == id)
			return true;
	return cr_xlsx_is_date_builtin(id);
}

static int
on_style(void *ctx, int name)
{
	struct parts *p = ctx;
	struct xlsx *x = p->x;
	char *code;

	if (name == X_CELLXFS)
		p->in_xfs = true;
	if (x->nstyles == XLSX_MAX_STYLES || p->nids == XLSX_MAX_STYLES)
		return cr_fail(x->cr, CR_ELIMIT, "has too many styles");
	if (name == X_NUMFMT) {
		code = attr(x, "formatCode");
		if (code == NULL || !cr_xlsx_is_date_format(code))
			return 0;
		cr_grow(&p->date_id, p->nids, &p->capids, sizeof(*p->date_id));
		p->date_id[p->nids++] = number_of(attr(x, "numFmtId"));
	} else if (name == X_XF && p->in_xfs) {
		cr_grow(&x->is_date, x->nstyles, &x->capstyles,
		    sizeof(*x->is_date));
		x->is_date[x->nstyles++] = is_date(p,
		    number_of(attr(x, "numFmtId")));
	}
	return 0;
}

static int
on_style_end(void *ctx, int name)
{
	struct parts *p = ctx;

	if (name == X_CELLXFS)
		p->in_xfs = false;
	return 0;
}

static const struct cr_xml_events workbook_events = { .start = on_workbook };
static const struct cr_xml_events relation_events = { .start = on_relation };
static const struct cr_xml_events text_events = { on_text_start, on_text,
    on_text_end };
static const struct cr_xml_events style_events = { .start = on_style,
    .end = on_style_end };

static int
read_parts(struct parts *p)
{
	struct xlsx *x = p->x;
	int rc;

	rc = cr_xlsx_read_part(x, "xl/workbook.xml", &workbook_events, p);
	if (rc != CR_OK)
		return rc;
	if (p->sheet_id == NULL)
		return p->wanted ? cr_fail(x->cr, CR_EINPUT, "has no sheet "
		    "\"%s\"", p->wanted) :
		    cr_fail(x->cr, CR_EINPUT, "has no sheet");
	rc = cr_xlsx_read_part(x, "xl/_rels/workbook.xml.rels",
	    &relation_events, p);
	if (rc == CR_OK && x->sheet == NULL)
		rc = cr_fail(x->cr, CR_EINPUT, "has no part for sheet \"%s\"",
		    x->sheet_name);
	if (rc == CR_OK && p->texts != NULL)
		rc = cr_xlsx_read_part(x, p->texts, &text_events, p);
	if (rc == CR_OK && p->styles != NULL)
		rc = cr_xlsx_read_part(x, p->styles, &style_events, p);
	return rc;
}

int
cr_xlsx_open(struct cr *cr, const char *p, size_t n, const char *name,
    struct xlsx *out)
{
	struct parts parts = { .x = out, .wanted = name };
	int rc;

	memset(out, 0, sizeof(*out));
	out->cr = cr;
	out->p = p;
	out->n = n;
	out->xml = cr_xml_new(names);
	cr_arena_init(&out->arena);
	cr_buf_init_max(&out->text, XLSX_MAX_TEXTS);
	rc = read_parts(&parts);
	free(parts.date_id);
	/* a part that is not there is damage to who wanted a table */
	return rc == CR_ENOTFOUND ? CR_EINPUT : rc;
}

void
cr_xlsx_release(struct xlsx *x)
{
	cr_xml_free(x->xml);
	cr_arena_release(&x->arena);
	cr_buf_release(&x->text);
	free(x->at);
	free(x->is_date);
}

bool
cr_xlsx_is(const char *p, size_t n)
{
	static const char *const first[] = { "[Content_Types].xml", "_rels/",
	    "docProps/", "xl/" };
	size_t i, len;

	if (n < 30 || memcmp(p, "PK\3\4", 4) != 0)
		return false;
	for (i = 0; i < sizeof(first) / sizeof(*first); i++) {
		len = strlen(first[i]);
		if (n >= 30 + len && memcmp(p + 30, first[i], len) == 0)
			return true;
	}
	return false;
}
