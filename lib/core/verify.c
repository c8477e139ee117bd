#include "cr/verify.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cr/cr.h"
#include "cr/outfile.h"
#include "cr/str.h"

#define PIECE_BYTES ((size_t)64 * 1024)

/* A file being read, and where its content goes. */
struct verifying {
	struct cr *cr;
	const struct cr_verify_opts *opts;
	int fd;
	int content;			/* descriptor of it, or -1 */
	struct cr_outfile out;		/* extracted to a file */
	FILE *spool;			/* or to standard output, later */
};

static ptrdiff_t
read_fd(struct cr *cr, int fd, void *to, size_t n)
{
	ssize_t got;

	do
		got = read(fd, to, n);
	while (got < 0 && errno == EINTR);
	return got >= 0 ? got : cr_fail(cr, CR_ESYSTEM, "could not read: %s",
	    strerror(errno));
}

static ptrdiff_t
read_file(void *ctx, void *to, size_t n)
{
	struct verifying *v = ctx;

	return read_fd(v->cr, v->fd, to, n);
}

static ptrdiff_t
read_content(void *ctx, void *to, size_t n)
{
	struct verifying *v = ctx;

	return read_fd(v->cr, v->content, to, n);
}

static int
keep(void *ctx, const void *p, size_t n)
{
	struct verifying *v = ctx;

	if (v->spool == NULL)
		return cr_outfile_write(v->cr, &v->out, p, n);
	if (fwrite(p, 1, n, v->spool) != n)
		return cr_fail(v->cr, CR_ESYSTEM,
		    "could not keep the content: %s", strerror(errno));
	return CR_OK;
}

/* A pipe cannot be read again; a file can. */
static int
again(void *ctx)
{
	struct verifying *v = ctx;

	if (lseek(v->fd, 0, SEEK_SET) != 0)
		return -1;
	if (v->spool != NULL)
		return fseek(v->spool, 0, SEEK_SET);
	return v->opts->extract == NULL ? 0 : cr_outfile_clear(v->cr, &v->out);
}

static int
open_file(struct cr *cr, const char *path)
{
	struct stat st;
	int fd;

	if (strcmp(path, "-") == 0)
		return dup(STDIN_FILENO);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return cr_fail(cr, errno == ENOENT ? CR_ENOTFOUND : CR_EINPUT,
		    "could not open \"%s\": %s", path, strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		return cr_fail(cr, CR_EINPUT, "\"%s\" is a folder", path);
	}
	return fd;
}

static int
begin(struct verifying *v, const char *path)
{
	const char *to = v->opts->extract;
	int err = CR_OK;

	if ((v->fd = open_file(v->cr, path)) < 0)
		return v->fd;
	if (v->opts->content != NULL &&
	    (v->content = open_file(v->cr, v->opts->content)) < 0)
		return v->content;
	if (to == NULL)
		return CR_OK;
	if (strcmp(to, "-") != 0) {
		if (!v->opts->replace && access(to, F_OK) == 0)
			return cr_fail(v->cr, CR_EEXIST, "\"%s\" exists", to);
		err = cr_outfile_open(v->cr, &v->out, to);
	} else if ((v->spool = tmpfile()) == NULL) {
		err = cr_fail(v->cr, CR_ESYSTEM,
		    "could not keep the content: %s", strerror(errno));
	}
	return err;
}

/* Give out what was kept: it is good. */
static int
extract(struct verifying *v)
{
	char piece[PIECE_BYTES];
	long size;
	size_t n;
	int err;

	if (v->spool == NULL)
		return cr_outfile_commit(v->cr, &v->out, v->opts->replace);
	size = ftell(v->spool);
	rewind(v->spool);
	while (size > 0) {
		n = (size_t)size < sizeof(piece) ? (size_t)size :
		    sizeof(piece);
		if (fread(piece, 1, n, v->spool) != n)
			return cr_fail(v->cr, CR_ESYSTEM,
			    "could not read what was kept");
		if ((err = cr_write_all(v->cr, STDOUT_FILENO, piece, n)) < 0)
			return err;
		size -= (long)n;
	}
	return CR_OK;
}

static void
end(struct verifying *v)
{
	cr_outfile_discard(&v->out);
	if (v->spool != NULL)
		fclose(v->spool);
	if (v->content >= 0)
		close(v->content);
	if (v->fd >= 0)
		close(v->fd);
}

bool
cr_verify_passes(const struct cr_signature *s,
    const struct cr_verify_opts *opts)
{
	size_t i;

	if (s->verdict != CR_VERDICT_INTACT)
		return false;
	for (i = 0; opts->trust != NULL && i < s->nsigners; i++)
		if (!cr_streq(s->signers[i].indication, "TOTAL-PASSED"))
			return false;
	return true;
}

int
cr_verify_file(struct cr *cr, struct cr_arena *a, const char *path,
    const struct cr_verify_opts *opts, struct cr_signature *out)
{
	struct verifying v = { .cr = cr, .opts = opts, .fd = -1,
	    .content = -1, .out = { .fd = -1 } };
	struct cr_source content = { read_content, &v };
	struct cr_signature_opts o = {
		.content = opts->content != NULL ? &content : NULL,
		.trust = opts->trust, .at = opts->at,
		.now = (int64_t)time(NULL),
		.keep = opts->extract != NULL ? keep : NULL,
		.rewind = again, .ctx = &v,
	};
	int err;

	memset(out, 0, sizeof(*out));
	if ((err = begin(&v, path)) < 0)
		goto out;
	err = cr_signature_read(cr, a, (struct cr_source){ read_file, &v }, &o,
	    out);
	if (err == 0 && opts->extract != NULL) {
		if (cr_verify_passes(out, opts))
			err = extract(&v);
		else
			cr_warn(cr, path, 0, "content is not extracted");
	}
out:
	end(&v);
	return err;
}
