#include "cr/post.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cr/cr.h"
#include "cr/date.h"
#include "cr/json.h"
#include "cr/lock.h"
#include "cr/mem.h"
#include "cr/outfile.h"
#include "cr/str.h"
#include "post.h"

#define OPEN ".open"		/* the folder that is being filled */
#define SENT ".sent"		/* what makes a letter sent */
#define LOCK ".lock"
#define NAMES 1000		/* folders of one day */
#define LINE_MAX_BYTES ((size_t)64 * 1024)

struct post_dir {
	struct cr_transport t;
	struct cr *cr;
	char *path;
	int lock, dir, open, sent;	/* descriptors; -1 */
	size_t n;		/* letters that were put in this time */
};

static int
failed(struct post_dir *d, const char *name)
{
	return cr_fail(d->cr, CR_ESYSTEM, "could not write \"%s/%s\": %s",
	    d->path, name, strerror(errno));
}

/* The folder NAME, made if need be. */
static int
open_folder(struct post_dir *d, const char *name, int *fd)
{
	if (mkdirat(d->dir, name, 0770) < 0 && errno != EEXIST)
		return failed(d, name);
	*fd = openat(d->dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return *fd < 0 ? failed(d, name) : CR_OK;
}

/* N bytes as the file NAME of FOLDER: whole, or not there. */
static int
put(struct post_dir *d, int folder, const char *name, const void *p, size_t n)
{
	static const char temporary[] = ".part";
	int fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC, 0660);
	int err;

	if (fd < 0)
		return failed(d, name);
	err = cr_write_all(d->cr, fd, p, n);
	if (err == CR_OK && fsync(fd) < 0)
		err = failed(d, name);
	if (close(fd) < 0 && err == CR_OK)
		err = failed(d, name);
	if (err == CR_OK && (renameat(folder, temporary, folder, name) < 0 ||
	    fsync(folder) < 0))
		err = failed(d, name);
	if (err != CR_OK)
		unlinkat(folder, temporary, 0);
	return err;
}

static bool
exists(int folder, const char *name)
{
	struct stat st;

	return fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* "FILE.json" of "FILE.pdf"; NULL of anything else. */
static const char *
line_name(struct cr_arena *a, const char *pdf)
{
	return cr_ends(pdf, ".pdf") ? cr_arena_printf(a, "%.*s.json",
	    (int)(strlen(pdf) - 4), pdf) : NULL;
}

static int
put_letter(struct post_dir *d, struct cr_arena *a,
    const struct cr_outgoing *m, const char *line_file,
    const struct cr_buf *line)
{
	size_t i;
	int err;

	err = put(d, d->open, cr_arena_printf(a, "%s.pdf", m->file),
	    m->content, m->size);
	for (i = 0; i < m->nattachments && err == CR_OK; i++)
		err = put(d, d->open, cr_post_name(a, m, i),
		    m->attachment[i].bytes, m->attachment[i].size);
	return err != CR_OK ? err : put(d, d->sent, line_file, line->s,
	    line->len);
}

static int
post_dir_send(struct cr_transport *t, struct cr *cr,
    const struct cr_outgoing *m, struct cr_handover *o)
{
	struct post_dir *d = (struct post_dir *)t;
	struct cr_arena a;
	struct cr_buf line;
	const char *name;
	int err = CR_OK;

	*o = (struct cr_handover){ .how = CR_DELIVERY_SENT };
	d->cr = cr;
	cr_arena_init(&a);
	cr_buf_init(&line);
	if (cr_post_line(&a, m, &line, o)) {
		name = cr_arena_printf(&a, "%s.json", m->file);
		if (!exists(d->sent, name)) {
			err = put_letter(d, &a, m, name, &line);
			d->n++;
		}
		snprintf(o->answer, sizeof(o->answer), "%s.pdf", m->file);
	}
	if (err != CR_OK) {
		o->how = CR_DELIVERY_RETRY;
		o->down = true;
		snprintf(o->answer, sizeof(o->answer), "%s", cr_errmsg(cr));
	}
	cr_buf_release(&line);
	cr_arena_release(&a);
	return err;
}

/* The names in a folder, sorted; all in the arena. */
struct names {
	struct cr_arena *a;
	const char **v;
	size_t n, cap;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_name(struct names *s, const char *name, size_t n)
{
	cr_grow(&s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n++] = cr_arena_strndup(s->a, name, n);
}

static int
list(struct post_dir *d, struct names *s)
{
	int fd = dup(d->open);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *e;

	if (dir == NULL) {
		if (fd >= 0)
			close(fd);
		return failed(d, OPEN);
	}
	rewinddir(dir);
	while ((e = readdir(dir)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		add_name(s, e->d_name, strlen(e->d_name));
	}
	closedir(dir);
	if (s->n > 0)
		qsort(s->v, s->n, sizeof(*s->v), by_name);
	return CR_OK;
}

/* The line of a letter that was sent; false if there is none. */
static bool
read_line(struct post_dir *d, const char *name, struct cr_buf *line)
{
	int fd = openat(d->sent, name, O_RDONLY | O_CLOEXEC);
	char piece[4096];
	ssize_t n;

	cr_buf_clear(line);
	if (fd < 0)
		return false;
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		cr_buf_add(line, piece, (size_t)n);
	close(fd);
	return n == 0 && !line->full;
}

/* The letter and what goes with it, of its line. */
static void
add_listed(struct names *s, const struct cr_json *line)
{
	const char *p = cr_json_text(cr_json_get(line, "file"));
	size_t n;

	if (p != NULL)
		add_name(s, p, strlen(p));
	p = cr_json_text(cr_json_get(line, "attachments"));
	while (p != NULL && *p != '\0') {
		n = strcspn(p, " ");
		add_name(s, p, n);
		p += n + (p[n] == ' ');
	}
}

/* A manifest of what was sent, and the names of its files. */
static int
make_manifest(struct post_dir *d, const struct names *s, struct cr_buf *all,
    struct cr_buf *csv, struct names *listed)
{
	struct cr_buf line;
	struct cr_json *j;
	const char *name;
	size_t i;
	int err = CR_OK;

	cr_buf_init_max(&line, LINE_MAX_BYTES);
	cr_post_csv_head(csv);
	for (i = 0; i < s->n && err == CR_OK; i++) {
		name = line_name(s->a, s->v[i]);
		if (name == NULL || !read_line(d, name, &line))
			continue;
		cr_buf_add(all, line.s, line.len);
		err = cr_json_parse(d->cr, line.s, line.len, &j);
		if (err != CR_OK)
			break;
		cr_post_csv_line(csv, j);
		add_listed(listed, j);
		cr_json_free(j);
	}
	cr_buf_release(&line);
	return err;
}

/* Remove what was not sent: a run died over it. */
static int
remove_strays(struct post_dir *d, const struct names *s,
    const struct names *listed)
{
	size_t i;

	if (listed->n > 0)
		qsort(listed->v, listed->n, sizeof(*listed->v), by_name);
	for (i = 0; i < s->n; i++)
		if ((listed->n == 0 || bsearch(&s->v[i], listed->v, listed->n,
		    sizeof(*listed->v), by_name) == NULL) &&
		    unlinkat(d->open, s->v[i], 0) < 0)
			return failed(d, s->v[i]);
	return CR_OK;
}

/* Give the folder its name, the first of this day that is free. */
static int
name_folder(struct post_dir *d)
{
	char day[CR_DATE_SIZE], name[CR_DATE_SIZE + 16];
	int i;

	cr_date_iso(d->cr->today, day);
	for (i = 1; i < NAMES; i++) {
		snprintf(name, sizeof(name), "%s-%03d", day, i);
		if (exists(d->dir, name))
			continue;
		if (renameat(d->dir, OPEN, d->dir, name) < 0 ||
		    fsync(d->dir) < 0)
			break;
		return CR_OK;
	}
	return failed(d, name);
}

/* Complete the folder, if there is anything in it. */
static int
complete(struct post_dir *d)
{
	struct cr_arena a;
	struct names s = { .a = &a }, listed = { .a = &a };
	struct cr_buf all, csv;
	int err;

	cr_arena_init(&a);
	cr_buf_init(&all);
	cr_buf_init(&csv);
	if ((err = list(d, &s)) == CR_OK &&
	    (err = make_manifest(d, &s, &all, &csv, &listed)) == CR_OK)
		err = remove_strays(d, &s, &listed);
	if (err == CR_OK && all.len > 0 &&
	    (err = put(d, d->open, "manifest.jsonl", all.s, all.len)) ==
	    CR_OK && (err = put(d, d->open, "manifest.csv", csv.s, csv.len)) ==
	    CR_OK)
		err = name_folder(d);
	free(s.v);
	free(listed.v);
	cr_buf_release(&all);
	cr_buf_release(&csv);
	cr_arena_release(&a);
	return err;
}

static void
post_dir_free(struct cr_transport *t)
{
	struct post_dir *d = (struct post_dir *)t;

	if (d->n > 0 && complete(d) != CR_OK)
		cr_warn(d->cr, NULL, 0, "%s; the letters wait in \"%s/%s\"",
		    cr_errmsg(d->cr), d->path, OPEN);
	if (d->open >= 0)
		unlinkat(d->dir, OPEN, AT_REMOVEDIR);	/* if it is empty */
	if (d->open >= 0)
		close(d->open);
	if (d->sent >= 0)
		close(d->sent);
	if (d->dir >= 0)
		close(d->dir);
	if (d->lock >= 0)
		cr_lock_drop(d->lock);
	free(d->path);
	free(d);
}

static int
begin(struct post_dir *d)
{
	struct cr_buf lock;
	int err;

	if (d->dir < 0)
		return cr_fail(d->cr, CR_EUSAGE, "could not open the folder "
		    "\"%s\": %s", d->path, strerror(errno));
	if (d->cr->dry_run)
		return CR_OK;
	cr_buf_init(&lock);
	cr_buf_addf(&lock, "%s/%s", d->path, LOCK);
	err = cr_lock_take(d->cr, lock.s, &d->lock);
	cr_buf_release(&lock);
	if (err != CR_OK ||
	    (err = open_folder(d, SENT, &d->sent)) != CR_OK ||
	    (err = open_folder(d, OPEN, &d->open)) != CR_OK ||
	    (err = complete(d)) != CR_OK || exists(d->dir, OPEN))
		return err;
	/* One that a run left behind was completed: a new one. */
	close(d->open);
	d->open = -1;
	return open_folder(d, OPEN, &d->open);
}

int
cr_transport_post_dir(struct cr *cr, const char *dir,
    struct cr_transport **out)
{
	struct post_dir *d = cr_calloc(1, sizeof(*d));
	int err;

	*out = NULL;
	d->t = (struct cr_transport){ post_dir_send, post_dir_free };
	d->cr = cr;
	d->path = cr_strdup(dir);
	d->lock = d->open = d->sent = -1;
	d->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if ((err = begin(d)) == CR_OK)
		*out = &d->t;
	else
		post_dir_free(&d->t);
	return err;
}
