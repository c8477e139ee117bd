#include "cr/file.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

static bool
cut_end(char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	if (n <= k || !cr_strcaseeq(s + n - k, end))
		return false;
	s[n - k] = '\0';
	return true;
}

char *
cr_file_stem(const char *name, char to[CR_STEM_SIZE])
{
	const char *p;

	for (p = name; *p != '\0'; p++)
		if (*p == '/' || *p == '!' || *p == '\\')
			name = p + 1;
	snprintf(to, CR_STEM_SIZE, "%s", name);
	while (cut_end(to, ".p7m") || cut_end(to, ".b64"))
		;
	cut_end(to, ".xml");
	return to;
}

static int
one_id(struct cr *cr, struct cr_stmt *st, int64_t *id)
{
	int rc = cr_step(cr, st);

	if (rc == 1)
		*id = cr_col_int(st, 0);
	cr_reset(st);
	return rc;
}

int
cr_file_next(struct cr *cr, int64_t *id)
{
	static const char sql[] = "SELECT coalesce(max(id), 0) + 1 FROM file";
	int rc = one_id(cr, cr_sql(cr, sql), id);

	return rc < 0 ? rc : CR_OK;
}

int
cr_file_by_sha(struct cr *cr, const char *sha256, int64_t *id)
{
	static const char sql[] = "SELECT id FROM file WHERE sha256 = :sha256";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_text(st, 1, sha256, -1);
	return one_id(cr, st, id);
}

int
cr_file_add(struct cr *cr, const struct cr_file *f)
{
	static const char sql[] =
	    "INSERT INTO file (id, sha256, content_sha256, name, stem, "
	    "    format, bytes, run) "
	    "VALUES (:id, :sha256, :content, :name, :stem, :format, :bytes, "
	    "    :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	char stem[CR_STEM_SIZE];

	cr_put_int(st, 1, f->id);
	cr_put_text(st, 2, f->sha256, -1);
	cr_put_text(st, 3, f->content_sha256, -1);
	cr_put_text(st, 4, f->name, -1);
	cr_put_text(st, 5, cr_file_stem(f->name, stem), -1);
	cr_put_text(st, 6, f->format, -1);
	cr_put_int(st, 7, f->bytes);
	cr_put_int(st, 8, cr->run);
	return cr_exec(cr, st);
}

static int
files(struct cr *cr, struct cr_stmt *st,
    int (*each)(void *ctx, int64_t file), void *ctx, bool *any)
{
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		*any = true;
		if ((rc = each(ctx, cr_col_int(st, 0))) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_file_meant(struct cr *cr, const char *sha256, const char *name,
    int (*each)(void *ctx, int64_t file), void *ctx)
{
	/* in whatever envelope */
	static const char sql_sha[] = "SELECT id FROM file "
	    "WHERE content_sha256 IN (SELECT content_sha256 FROM file "
	    "WHERE sha256 = :sha256 OR content_sha256 = :sha256) ORDER BY id";
	static const char sql_stem[] =
	    "SELECT id FROM file WHERE stem = :stem ORDER BY id";
	struct cr_stmt *st;
	char stem[CR_STEM_SIZE];
	bool any = false;
	int rc = 0;

	if (sha256 != NULL) {
		st = cr_sql(cr, sql_sha);
		cr_bind_text(st, ":sha256", sha256);
		rc = files(cr, st, each, ctx, &any);
	}
	if (rc != 0 || any || cr_is_empty(name))
		return rc;
	st = cr_sql(cr, sql_stem);
	cr_bind_text(st, ":stem", cr_file_stem(name, stem));
	return files(cr, st, each, ctx, &any);
}

int
cr_run_file_add(struct cr *cr, const struct cr_run_file *f)
{
	static const char sql[] =
	    "INSERT INTO run_file (run, file, name, records, refused, added, "
	    "    changed, unchanged, total_cents) "
	    "VALUES (:run, :file, :name, :records, :refused, :added, "
	    "    :changed, :unchanged, :total) "
	    "ON CONFLICT (run, file) DO UPDATE SET "
	    "    records = records + :records, refused = refused + :refused, "
	    "    added = added + :added, changed = changed + :changed, "
	    "    unchanged = unchanged + :unchanged, "
	    "    total_cents = total_cents + :total";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_int(st, 1, cr->run);
	cr_put_int(st, 2, f->file);
	cr_put_text(st, 3, f->name, -1);
	cr_put_int(st, 4, f->records);
	cr_put_int(st, 5, f->refused);
	cr_put_int(st, 6, f->added);
	cr_put_int(st, 7, f->changed);
	cr_put_int(st, 8, f->unchanged);
	cr_put_int(st, 9, f->total.cents);
	return cr_exec(cr, st);
}
