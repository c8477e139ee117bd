#include "cr/fetch.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/mime_read.h"
#include "cr/str.h"
#include "fetch_judge.h"

#define MBOX_MAX_BYTES ((size_t)1 << 30)	/* a mailbox file */

static bool
is_stopped(const struct cr_fetch *f)
{
	return f->opts->stop != NULL && *f->opts->stop != 0;
}

/* What is wrong with one file must not stop the others. */
static int
go_on(struct cr_fetch *f, const char *path, int err)
{
	if (err != CR_EINPUT && err != CR_ELIMIT && err != CR_ENOTFOUND)
		return err;
	cr_refuse(f->cr, path, 0, "%s", cr_errmsg(f->cr));
	return CR_OK;
}

/* A line "From ..." that stands behind a blank one, from P on; or END. */
static const char *
next_mail(const char *p, const char *end)
{
	const char *q = p, *eol;

	while (q < end && (eol = memchr(q, '\n', (size_t)(end - q))) !=
	    NULL) {
		q = eol + 1;
		if (q < end && *q == '\r')
			q++;
		if (q < end && *q == '\n' && end - q > 5 &&
		    memcmp(q + 1, "From ", 5) == 0)
			return q + 1;
	}
	return end;
}

/* ">From " was "From ", and ">>From " was ">From " (mboxrd). */
static void
unquote(const char *p, const char *end, struct cr_buf *b)
{
	const char *eol, *q;

	for (; p < end; p = eol) {
		eol = memchr(p, '\n', (size_t)(end - p));
		eol = eol != NULL ? eol + 1 : end;
		for (q = p; q < eol && *q == '>'; q++)
			continue;
		if (q > p && eol - q > 5 && memcmp(q, "From ", 5) == 0)
			p++;
		cr_buf_add(b, p, (size_t)(eol - p));
	}
}

/* Without the blank line that each mail in a mailbox file ends with. */
static const char *
without_blank(const char *p, const char *end)
{
	const char *q = end;

	if (q > p && q[-1] == '\n')
		q--;
	if (q > p && q[-1] == '\r')
		q--;
	return q > p && q < end && q[-1] == '\n' ? q : end;
}

static int
fetch_one(struct cr_fetch *f, const char *path, const char *p,
    const char *end)
{
	const char *body = memchr(p, '\n', (size_t)(end - p));
	struct cr_buf b;
	int err;

	if (body == NULL)
		return CR_OK;
	cr_buf_init(&b);
	unquote(body + 1, without_blank(body + 1, end), &b);
	err = cr_fetch_mail(f, path, b.len > 0 ? b.s : "", b.len, NULL, NULL);
	cr_buf_release(&b);
	return go_on(f, path, err);
}

static int
fetch_mbox(struct cr_fetch *f, const char *path, const char *p, size_t n)
{
	const char *end = p + n, *next;
	int err = CR_OK;

	for (; p < end && err == CR_OK && !is_stopped(f); p = next) {
		next = next_mail(p, end);
		err = fetch_one(f, path, p, next);
	}
	return err;
}

/* Does it begin with a field of a header (RFC 5322 section 2.2)? */
static bool
has_header(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n && p[i] > ' ' && p[i] < 0x7f; i++)
		if (p[i] == ':')
			return i > 0;
	return false;
}

static int
fetch_file(struct cr_fetch *f, const char *path)
{
	struct cr_input *in;
	const char *p;
	size_t n;
	int err;

	if (cr_fetch_is_outcomes(path))
		return cr_fetch_outcomes(f, path);
	if ((in = cr_input_open(f->cr, path)) == NULL)
		return CR_EINPUT;
	cr_input_forgo_sha256(in);
	if ((err = cr_input_all(f->cr, in, MBOX_MAX_BYTES, &p, &n)) ==
	    CR_OK) {
		if (n > 5 && memcmp(p, "From ", 5) == 0)
			err = fetch_mbox(f, path, p, n);
		else if (!has_header(p, n))
			err = cr_fail(f->cr, CR_EINPUT,
			    "is no mail: it has no header");
		else
			err = cr_fetch_mail(f, path, p, n, NULL, NULL);
	}
	cr_input_free(in);
	return err;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in a folder, in order. */
struct names {
	char **v;
	size_t n, cap;
};

static bool
is_wanted(const char *name, bool maildir)
{
	return *name != '.' && (maildir || cr_ends(name, ".eml") ||
	    cr_ends(name, ".EML"));
}

static int
read_names(struct cr *cr, const char *dir, bool maildir, struct names *l)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	struct cr_buf b;

	if (d == NULL)
		return cr_fail(cr, CR_EINPUT, "could not open: %s",
		    strerror(errno));
	cr_buf_init(&b);
	while ((e = readdir(d)) != NULL) {
		if (!is_wanted(e->d_name, maildir))
			continue;
		cr_buf_addf(&b, "%s/%s", dir, e->d_name);
		cr_grow(&l->v, l->n, &l->cap, sizeof(*l->v));
		l->v[l->n++] = cr_buf_detach(&b);
	}
	closedir(d);
	cr_buf_release(&b);
	if (l->n > 0)
		qsort(l->v, l->n, sizeof(*l->v), by_name);
	return CR_OK;
}

static int
fetch_folder(struct cr_fetch *f, const char *dir, bool maildir)
{
	struct names l = { .v = NULL };
	size_t i;
	int err = read_names(f->cr, dir, maildir, &l);

	for (i = 0; i < l.n && err == CR_OK && !is_stopped(f); i++)
		err = go_on(f, l.v[i], fetch_file(f, l.v[i]));
	for (i = 0; i < l.n; i++)
		free(l.v[i]);
	free(l.v);
	return err;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A Maildir has cur, new and tmp: what is in tmp is not there yet. */
static int
fetch_maildir(struct cr_fetch *f, const char *dir, bool *is)
{
	static const char *const parts[] = { "new", "cur" };
	struct cr_buf b;
	size_t i;
	int err = CR_OK;

	cr_buf_init(&b);
	*is = true;
	for (i = 0; i < 2 && *is; i++) {
		cr_buf_clear(&b);
		cr_buf_addf(&b, "%s/%s", dir, parts[i]);
		*is = is_folder(b.s);
	}
	for (i = 0; i < 2 && *is && err == CR_OK; i++) {
		cr_buf_clear(&b);
		cr_buf_addf(&b, "%s/%s", dir, parts[i]);
		err = fetch_folder(f, b.s, true);
	}
	cr_buf_release(&b);
	return err;
}

int
cr_fetch_path(struct cr_fetch *f, const char *path)
{
	bool maildir;
	int err;

	if (!is_folder(path))
		return go_on(f, path, fetch_file(f, path));
	err = fetch_maildir(f, path, &maildir);
	return go_on(f, path, maildir ? err : fetch_folder(f, path, false));
}
