#include "cr/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cr/cades.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/identity.h"
#include "cr/mem.h"
#include "cr/outfile.h"
#include "cr/str.h"

#define PIECE_BYTES ((size_t)128 * 1024)

const struct cr_field cr_sign_fields[CR_SIGN_FIELDS] = {
	[CR_SIGN_FILE] = { "file", CR_TEXT, N_("File"),
	    N_("what was signed"), 0 },
	[CR_SIGN_OUTPUT] = { "output", CR_TEXT, N_("Output"),
	    N_("what was made"), 0 },
	[CR_SIGN_SHA256] = { "sha256", CR_CODE, N_("SHA-256"),
	    N_("digest of what was signed"), 0 },
	[CR_SIGN_SIGNER] = { "signer", CR_TEXT, N_("Signer"),
	    N_("subject of the certificate"), 0 },
	[CR_SIGN_BYTES] = { "bytes", CR_COUNT, N_("Bytes"),
	    N_("size of what was signed"), 1 },
	[CR_SIGN_TIME] = { "signing_time", CR_TIME, N_("Time"),
	    N_("when, by the clock, UTC"), 1 },
	[CR_SIGN_SERIAL] = { "serial", CR_CODE, N_("Serial"),
	    N_("number of the certificate, hexadecimal"), 1 },
};

#define GROUP 256		/* files that get their names together */

/* A file that is written, and waits for its name. */
struct written {
	char *path;
	struct cr_signed out;
};

struct cr_sign_run {
	struct cr *cr;
	struct cr_cades *cades;
	const struct cr_sign_opts *opts;
	void (*done)(void *ctx, const char *path, const struct cr_signed *s);
	void *ctx;
	int md;
	struct written written[GROUP];
	struct cr_outfile files[GROUP];
	size_t n;
};

/* One file on its way. */
struct signing {
	struct cr *cr;
	struct cr_sign_run *run;
	struct cr_signed out;
	struct cr_md_set *set;
	struct cr_cades_parts parts;
};

static void
begin(struct signing *s, struct cr_sign_run *run)
{
	memset(s, 0, sizeof(*s));
	s->cr = run->cr;
	s->run = run;
	s->set = cr_md_set_new();
	cr_md_set_want(s->set, cr_md_sha256());
	cr_md_set_want(s->set, run->md);
	cr_buf_init(&s->parts.head);
	cr_buf_init(&s->parts.tail);
}

static void
end(struct signing *s)
{
	cr_md_set_free(s->set);
	cr_buf_release(&s->parts.head);
	cr_buf_release(&s->parts.tail);
}

int
cr_sign_check(struct cr *cr, const struct cr_identity *id, int64_t now)
{
	const struct cr_cert *c = cr_identity_cert(id);
	int64_t from, to;
	char day[CR_DATE_SIZE];

	cr_cert_validity(c, &from, &to);
	if (now < from)
		return cr_fail(cr, CR_EUSAGE,
		    "certificate is not valid before %s", cr_date_iso(
		    (struct cr_date){ (int32_t)(from / 86400) }, day));
	if (now > to)
		return cr_fail(cr, CR_EUSAGE, "certificate expired on %s",
		    cr_date_iso((struct cr_date){ (int32_t)(to / 86400) },
		    day));
	if (!cr_cert_may_sign(c))
		return cr_fail(cr, CR_EUSAGE, "certificate is not for signing"
		    ": its key usage lacks nonRepudiation");
	return CR_OK;
}

/* Read a piece; 0 at the end. */
static ptrdiff_t
read_piece(struct signing *s, int fd, char *to)
{
	ssize_t n;

	do
		n = read(fd, to, PIECE_BYTES);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return cr_fail(s->cr, CR_EINPUT, "could not read: %s",
		    strerror(errno));
	cr_md_set_add(s->set, to, (size_t)n);
	s->out.bytes += (uint64_t)n;
	return n;
}

/* Sign what was hashed. */
static int
make_parts(struct signing *s)
{
	unsigned char md[CR_MD_BYTES];
	struct cr_bytes digest = { md, 0 };

	cr_md_set_get(s->set, cr_md_sha256(), md);
	cr_hex(md, CR_SHA256_BYTES, s->out.sha256);
	digest.n = cr_md_set_get(s->set, s->run->md, md);
	s->out.time = (int64_t)time(NULL);
	return cr_cades_sign(s->cr, s->run->cades, digest,
	    s->run->opts->detached ? CR_CADES_DETACHED : s->out.bytes,
	    s->out.time, &s->parts);
}

/* Hash FD to its end, and copy it to F where there is one. */
static int
pass(struct signing *s, int fd, struct cr_outfile *f)
{
	char piece[PIECE_BYTES];
	ptrdiff_t n;
	int err;

	while ((n = read_piece(s, fd, piece)) > 0)
		if (f != NULL && (err = cr_outfile_write(s->cr, f, piece,
		    (size_t)n)) < 0)
			return err;
	return (int)n;
}

/*
 * The head says how long all is, so it is written last, into a gap of its
 * size: the content is read once, and what is hashed is what is written.
 */
static int
write_signed(struct signing *s, int fd, uint64_t size, struct cr_outfile *f)
{
	bool attached = !s->run->opts->detached;
	uint64_t at = s->run->opts->detached ? CR_CADES_DETACHED : size;
	int err;

	if ((err = cr_outfile_skip(s->cr, f,
	    cr_cades_head_size(s->run->cades, at))) < 0 ||
	    (err = pass(s, fd, attached ? f : NULL)) < 0)
		return err;
	if (s->out.bytes != size)
		return cr_fail(s->cr, CR_EINPUT, "changed while it was signed: "
		    "%" PRIu64 " bytes are now %" PRIu64, size,
		    s->out.bytes);
	if ((err = make_parts(s)) < 0 ||
	    (err = cr_outfile_write(s->cr, f, s->parts.tail.s,
	    s->parts.tail.len)) < 0)
		return err;
	return cr_outfile_write_at(s->cr, f, 0, s->parts.head.s,
	    s->parts.head.len);
}

static char *
output_name(const char *path, const struct cr_sign_opts *opts)
{
	const char *slash = strrchr(path, '/'), *base = path;
	const char *folder = opts->folder;
	size_t size;
	char *name;

	if (folder != NULL && slash != NULL)
		base = slash + 1;
	size = strlen(base) + sizeof(".p7m") +
	    (folder == NULL ? 0 : strlen(folder) + 1);
	name = cr_malloc(size);
	snprintf(name, size, "%s%s%s%s", folder == NULL ? "" : folder,
	    folder == NULL ? "" : "/", base,
	    opts->detached ? ".p7s" : ".p7m");
	return name;
}

static int
open_regular(struct cr *cr, const char *path, uint64_t *size)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return cr_fail(cr, errno == ENOENT ? CR_ENOTFOUND : CR_EINPUT,
		    "could not open: %s", strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return cr_fail(cr, CR_EINPUT, "is no regular file");
	}
	*size = (uint64_t)st.st_size;
	return fd;
}

struct cr_sign_run *
cr_sign_begin(struct cr *cr, struct cr_identity *id,
    const struct cr_sign_opts *opts,
    void (*done)(void *ctx, const char *path, const struct cr_signed *s),
    void *ctx)
{
	struct cr_sign_run *run = cr_calloc(1, sizeof(*run));

	run->cr = cr;
	run->opts = opts;
	run->done = done;
	run->ctx = ctx;
	run->md = cr_identity_md(id);
	run->cades = cr_cades_new(id);
	return run;
}

static void
tell(struct cr_sign_run *run, const char *path, const struct cr_signed *s)
{
	if (run->done != NULL)
		run->done(run->ctx, path, s);
}

/* All that is written gets its name. */
static int
finish_group(struct cr_sign_run *run)
{
	int err, stop;
	size_t i;

	stop = cr_outfile_sync(run->cr, run->files, run->n);
	for (i = 0; i < run->n; i++) {
		err = stop;
		if (err == 0)
			err = cr_outfile_name(run->cr, &run->files[i],
			    run->opts->replace);
		if (err == 0)
			tell(run, run->written[i].path, &run->written[i].out);
		else if (stop == 0)
			cr_refuse(run->cr, run->written[i].path, 0, "%s",
			    cr_errmsg(run->cr));
		cr_outfile_discard(&run->files[i]);
		free(run->written[i].path);
	}
	run->n = 0;
	return stop;
}

/* What was done on one file is kept until its group is full. */
static int
keep(struct cr_sign_run *run, const char *path, const struct signing *s)
{
	struct written *w = &run->written[run->n];

	w->path = cr_strdup(path);
	w->out = s->out;
	w->out.output = run->files[run->n++].path;
	return run->n == GROUP ? finish_group(run) : CR_OK;
}

static int
check_output(struct signing *s, const char *output)
{
	if (s->run->opts->replace || access(output, F_OK) != 0)
		return CR_OK;
	return cr_fail(s->cr, CR_EEXIST, "\"%s\" exists", output);
}

static int
sign_to(struct signing *s, const char *path, const char *output)
{
	struct cr_outfile *f = &s->run->files[s->run->n];
	uint64_t size = 0;
	int fd, err;

	if ((fd = open_regular(s->cr, path, &size)) < 0)
		return fd;
	if ((err = check_output(s, output)) < 0)
		goto out;
	if (s->cr->dry_run) {
		if ((err = pass(s, fd, NULL)) == 0)
			err = make_parts(s);
	} else if ((err = cr_outfile_open(s->cr, f, output)) < 0 ||
	    (err = write_signed(s, fd, size, f)) < 0) {
		cr_outfile_discard(f);
	}
out:
	close(fd);
	return err;
}

int
cr_sign_file(struct cr_sign_run *run, const char *path)
{
	char *output = output_name(path, run->opts);
	struct signing s;
	int err;

	begin(&s, run);
	err = sign_to(&s, path, output);
	if (err == CR_OK && run->cr->dry_run) {
		s.out.output = output;
		tell(run, path, &s.out);
	} else if (err == CR_OK) {
		err = keep(run, path, &s);
	} else if (err != CR_ESYSTEM) {
		cr_refuse(run->cr, path, 0, "%s", cr_errmsg(run->cr));
		err = CR_OK;
	}
	end(&s);
	free(output);
	return err;
}

int
cr_sign_end(struct cr_sign_run *run)
{
	int err;

	if (run == NULL)
		return CR_OK;
	err = finish_group(run);
	cr_cades_free(run->cades);
	free(run);
	return err;
}

/* A file without a name, gone when it is closed. */
static int
spool(struct cr *cr)
{
	FILE *f = tmpfile();
	int fd = f == NULL ? -1 : dup(fileno(f));

	if (fd < 0)
		cr_fail(cr, CR_ESYSTEM, "could not keep standard input: %s",
		    strerror(errno));
	if (f != NULL)
		fclose(f);
	return fd < 0 ? CR_ESYSTEM : fd;
}

/* Copy what was spooled, all of it, to descriptor TO. */
static int
unspool(struct cr *cr, int fd, int to)
{
	char piece[PIECE_BYTES];
	ssize_t n;
	int err;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return cr_fail(cr, CR_ESYSTEM, "could not seek: %s",
		    strerror(errno));
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		if ((err = cr_write_all(cr, to, piece, (size_t)n)) < 0)
			return err;
	return n < 0 ? cr_fail(cr, CR_ESYSTEM, "could not read: %s",
	    strerror(errno)) : CR_OK;
}

int
cr_sign_stream(struct cr_sign_run *run, int in, int to)
{
	bool attached = !run->opts->detached;
	char piece[PIECE_BYTES];
	struct signing s;
	ptrdiff_t n = 0;
	int fd = -1, err = CR_OK;

	begin(&s, run);
	if (attached && (err = fd = spool(run->cr)) < 0)
		goto out;
	while ((err = (int)(n = read_piece(&s, in, piece))) > 0)
		if (attached && (err = cr_write_all(run->cr, fd, piece,
		    (size_t)n)) < 0)
			goto out;
	if (err < 0 || (err = make_parts(&s)) < 0 || run->cr->dry_run)
		goto out;
	if ((err = cr_write_all(run->cr, to, s.parts.head.s,
	    s.parts.head.len)) == 0 && attached)
		err = unspool(run->cr, fd, to);
	if (err == 0)
		err = cr_write_all(run->cr, to, s.parts.tail.s,
		    s.parts.tail.len);
out:
	if (fd >= 0)
		close(fd);
	end(&s);
	return err;
}
