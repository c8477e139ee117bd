#include "cr/message.h"

#include "cr/channel.h"
#include "cr/cr.h"
#include "cr/db.h"

/* Files kept whole, and which of them go with which message. */

int
cr_blob_keep(struct cr *cr, const char *sha256, const void *bytes, size_t n)
{
	static const char sql[] =
	    "INSERT INTO blob (sha256, bytes, run) "
	    "VALUES (:sha256, :bytes, :run) ON CONFLICT DO NOTHING";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":sha256", sha256);
	cr_bind_blob(st, ":bytes", bytes, n);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

int
cr_blob_get(struct cr *cr, const char *sha256, const void **bytes, size_t *n)
{
	static const char sql[] =
	    "SELECT bytes FROM blob WHERE sha256 = :sha256";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":sha256", sha256);
	if ((rc = cr_step(cr, st)) == 1)
		*bytes = cr_col_blob(st, 0, n);
	else if (rc == 0)
		return cr_fail(cr, CR_ENOTFOUND, "the ledger has no file %s",
		    sha256);
	return rc < 0 ? rc : CR_OK;
}

int
cr_message_attach(struct cr *cr, int64_t message, int n,
    const struct cr_attachment *a)
{
	static const char sql[] =
	    "INSERT INTO message_attachment (message, n, name, media, sha256) "
	    "VALUES (:message, :n, :name, :media, :sha256)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":message", message);
	cr_bind_int(st, ":n", n);
	cr_bind_text(st, ":name", a->name);
	cr_bind_text(st, ":media", a->media);
	cr_bind_text(st, ":sha256", a->sha256);
	return cr_exec(cr, st);
}

int
cr_message_attachments(struct cr *cr, int64_t message,
    int (*each)(void *ctx, const struct cr_attachment *a), void *ctx)
{
	static const char sql[] =
	    "SELECT a.name, a.media, a.sha256, b.bytes "
	    "FROM message_attachment a JOIN blob b ON b.sha256 = a.sha256 "
	    "WHERE a.message = :message ORDER BY a.n";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_attachment a;
	int rc;

	cr_bind_int(st, ":message", message);
	while ((rc = cr_step(cr, st)) == 1) {
		a = (struct cr_attachment){
			.name = cr_col_text(st, 0),
			.media = cr_col_text(st, 1),
			.sha256 = cr_col_text(st, 2),
		};
		a.bytes = cr_col_blob(st, 3, &a.size);
		if ((rc = each(ctx, &a)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}
