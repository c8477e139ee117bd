#include "cr/table.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/canon.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/lines.h"
#include "cr/str.h"
#include "reject.h"

/* Records being read, one a line. */
struct jsonl {
	struct cr *cr;
	const char *file;
	const struct cr_sink *sink;
	struct cr_read_file *done;
	struct cr_arena arena;		/* of one record */
	struct cr_buf reject;
};

static void
refuse(struct jsonl *j, const struct cr_line *line, const char *reason)
{
	j->done->refused++;
	cr_refuse(j->cr, j->file, line->number, "%s", reason);
	if (j->sink->refuse == NULL)
		return;
	cr_buf_clear(&j->reject);
	cr_reject_line(&j->reject, line->s, line->n, 0, reason);
	j->sink->refuse(j->sink->ctx, j->file, line->number, j->reject.s, NULL,
	    reason);
}

static bool
is_blank(const struct cr_line *line)
{
	size_t i;

	for (i = 0; i < line->n; i++)
		if (!cr_is_space(line->s[i]))
			return false;
	return true;
}

static int
read_line(struct jsonl *j, struct cr_line *line)
{
	struct cr_record r;
	const char *why;

	if (is_blank(line))
		return CR_OK;
	line->n = cr_reject_unmark(line->s, line->n);
	line->s[line->n] = '\0';
	if (line->error != NULL) {
		refuse(j, line, _(line->error));
		return CR_OK;
	}
	cr_arena_clear(&j->arena);
	if (cr_record_from_json(j->cr, &j->arena, line->s, line->n, &r) !=
	    CR_OK) {
		why = cr_arena_strdup(&j->arena, cr_errmsg(j->cr));
		refuse(j, line, why);
		return CR_OK;
	}
	/* what another reader gave keeps its file; lines are of this one */
	if (r.file == NULL) {
		r.file = j->file;
		r.line = line->number;
	}
	r.raw = line->s;
	j->done->records++;
	return j->sink->record ? j->sink->record(j->sink->ctx, &r) : CR_OK;
}

int
cr_jsonl_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done)
{
	struct cr_lines *lines = cr_lines_new(in, CR_ENCODING_UTF8);
	struct jsonl j = { .cr = cr, .file = cr_input_name(in), .sink = sink,
	    .done = done };
	struct cr_line line;
	int rc;

	(void)opts;
	done->name = j.file;
	done->format = "json";
	cr_arena_init(&j.arena);
	cr_buf_init(&j.reject);
	while ((rc = cr_lines_next(cr, lines, &line)) == 1)
		if ((rc = read_line(&j, &line)) != CR_OK)
			break;
	cr_arena_release(&j.arena);
	cr_buf_release(&j.reject);
	cr_lines_free(lines);
	return rc;
}
