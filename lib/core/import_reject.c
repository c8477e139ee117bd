#include "importing.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"

/*
 * Records that were refused go to a file as they stood, with the reason in
 * an added column, so that they can be mended and imported again. It gets
 * its name only when the import is kept.
 */

/* "scadenzario.csv.rejects" here, whatever folder the input is in. */
static void
choose_path(struct rejects *rj)
{
	const char *base = strrchr(rj->input, '/');
	struct cr_buf b;

	base = base ? base + 1 : rj->input;
	cr_buf_init(&b);
	if (rj->named != NULL)
		cr_buf_adds(&b, rj->named);
	else
		cr_buf_addf(&b, "%s.rejects", strcmp(base, "-") == 0 ?
		    "stdin" : base);
	/* rows of other columns, or of another member of an archive */
	if (rj->n++ > 0)
		cr_buf_addf(&b, ".%u", rj->n);
	rj->path = cr_buf_detach(&b);
	cr_buf_addf(&b, "%s.%ld.tmp", rj->path, (long)getpid());
	rj->tmp = cr_buf_detach(&b);
}

static void
start(struct importing *im, const char *file, const char *header)
{
	struct rejects *rj = &im->rejects;

	cr_rejects_end(im, true);
	choose_path(rj);
	rj->file = cr_strdup(file);
	rj->header = header ? cr_strdup(header) : NULL;
	if (im->cr->dry_run)
		return;
	if ((rj->out = fopen(rj->tmp, "w")) == NULL) {
		cr_warn(im->cr, rj->path, 0, "the rejects could not be "
		    "written");
		return;
	}
	if (header != NULL)
		fprintf(rj->out, "%s\n", header);
}

void
cr_rejects_add(struct importing *im, const char *file, const char *header,
    const char *line)
{
	struct rejects *rj = &im->rejects;

	if (line == NULL)
		return;
	if (rj->file == NULL || strcmp(rj->file, file) != 0 ||
	    !cr_streq(rj->header, header))
		start(im, file, header);
	if (rj->out != NULL)
		fprintf(rj->out, "%s\n", line);
}

void
cr_rejects_end(struct importing *im, bool keep)
{
	struct rejects *rj = &im->rejects;
	bool bad = false;

	if (rj->out != NULL) {
		bad = ferror(rj->out) != 0;
		bad |= fclose(rj->out) != 0;
		if (keep && !bad)
			bad = rename(rj->tmp, rj->path) != 0;
		if (!keep || bad)
			unlink(rj->tmp);
	}
	if (bad && keep)
		cr_warn(im->cr, rj->path, 0, "the rejects could not be "
		    "written");
	rj->out = NULL;
	free(rj->path);
	free(rj->tmp);
	free(rj->file);
	free(rj->header);
	rj->path = rj->tmp = rj->file = rj->header = NULL;
}

int
cr_import_refuse(struct importing *im, const struct cr_record *r,
    const char *fmt, ...)
{
	struct cr_buf reason, line;
	va_list ap;
	char text[1024];

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), _(fmt), ap);
	va_end(ap);
	cr_buf_init(&reason);
	cr_buf_init(&line);
	cr_buf_adds(&reason, text);
	cr_refuse(im->cr, r->file, r->line, "%s", reason.s);
	im->file->refused++;
	im->refused = true;
	if (cr_record_reject(&line, r, reason.s))
		cr_rejects_add(im, r->file, r->header, line.s);
	cr_buf_release(&line);
	cr_buf_release(&reason);
	return TAKEN;
}

int
cr_import_fault(struct importing *im, const struct cr_record *r, int err)
{
	char text[1024];

	if (err != CR_EINPUT)
		return err;
	snprintf(text, sizeof(text), "%s", cr_errmsg(im->cr));
	return cr_import_refuse(im, r, "%s", text);
}

const char *
cr_import_amount(struct importing *im, struct cr_money m)
{
	const char *text;
	struct cr_buf b;

	cr_buf_init(&b);
	cr_money_format(&b, m, '.', 0);
	text = cr_arena_strdup(&im->arena, b.s);
	cr_buf_release(&b);
	return text;
}
