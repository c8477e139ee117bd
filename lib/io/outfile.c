#include "cr/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cr/cr.h"
#include "cr/mem.h"

/* "folder/file" to "folder/.file.XXXXXX" */
static char *
temporary_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	size_t size = strlen(path) + sizeof("..XXXXXX");
	char *name = cr_malloc(size);

	snprintf(name, size, "%.*s.%s.XXXXXX", (int)folder, path,
	    path + folder);
	return name;
}

int
cr_outfile_open(struct cr *cr, struct cr_outfile *f, const char *path)
{
	mode_t mask = umask(0);

	umask(mask);
	f->path = cr_strdup(path);
	f->temporary = temporary_name(path);
	f->fd = mkstemp(f->temporary);
	if (f->fd < 0) {
		free(f->temporary);
		f->temporary = NULL;
		return cr_fail(cr, CR_EUSAGE, "could not write \"%s\": %s",
		    path, strerror(errno));
	}
	fcntl(f->fd, F_SETFD, FD_CLOEXEC);
	fchmod(f->fd, 0666 & ~mask);
	return CR_OK;
}

static int
failed(struct cr *cr, const struct cr_outfile *f)
{
	return cr_fail(cr, CR_ESYSTEM, "could not write \"%s\": %s", f->path,
	    strerror(errno));
}

int
cr_write_all(struct cr *cr, int fd, const void *p, size_t n)
{
	const char *s = p;
	ssize_t wrote;

	while (n != 0) {
		wrote = write(fd, s, n);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return cr_fail(cr, CR_ESYSTEM, "could not write: %s",
			    strerror(errno));
		s += wrote;
		n -= (size_t)wrote;
	}
	return CR_OK;
}

int
cr_outfile_write(struct cr *cr, struct cr_outfile *f, const void *p, size_t n)
{
	return cr_write_all(cr, f->fd, p, n) < 0 ? failed(cr, f) : CR_OK;
}

int
cr_outfile_write_at(struct cr *cr, struct cr_outfile *f, uint64_t offset,
    const void *p, size_t n)
{
	const char *s = p;
	ssize_t wrote;

	while (n != 0) {
		wrote = pwrite(f->fd, s, n, (off_t)offset);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return failed(cr, f);
		s += wrote;
		n -= (size_t)wrote;
		offset += (uint64_t)wrote;
	}
	return CR_OK;
}

int
cr_outfile_skip(struct cr *cr, struct cr_outfile *f, size_t n)
{
	return lseek(f->fd, (off_t)n, SEEK_CUR) < 0 ? failed(cr, f) : CR_OK;
}

int
cr_outfile_clear(struct cr *cr, struct cr_outfile *f)
{
	return ftruncate(f->fd, 0) < 0 || lseek(f->fd, 0, SEEK_SET) < 0 ?
	    failed(cr, f) : CR_OK;
}

/* Folders on some shares and memory sticks know no second name of a file. */
static bool
knows_no_links(int error)
{
	return error == EPERM || error == ENOSYS || error == ENOTSUP ||
	    error == EOPNOTSUPP || error == EMLINK;
}

/* Name it unless the name is taken: link() is what tells both at once. */
static int
name_new(struct cr *cr, struct cr_outfile *f)
{
	struct stat st;

	if (link(f->temporary, f->path) == 0) {
		unlink(f->temporary);
		return CR_OK;
	}
	if (knows_no_links(errno) && lstat(f->path, &st) < 0) {
		if (rename(f->temporary, f->path) == 0)
			return CR_OK;
	} else if (errno == EEXIST || knows_no_links(errno)) {
		return cr_fail(cr, CR_EEXIST, "\"%s\" exists", f->path);
	}
	return failed(cr, f);
}

#define FEW 8			/* files that are synced one by one */

#ifdef __linux__
#define ONE_FOR_ALL true
int syncfs(int fd);		/* of unistd.h, but not of POSIX */
#else
#define ONE_FOR_ALL false
#endif

/* Sync the file system that F is on. */
static int
sync_system(const struct cr_outfile *f)
{
#ifdef __linux__
	return syncfs(f->fd);
#else
	return fsync(f->fd);
#endif
}

static bool
on_system_of(const struct cr_outfile *v, size_t i, size_t j)
{
	struct stat a, b;

	return fstat(v[i].fd, &a) == 0 && fstat(v[j].fd, &b) == 0 &&
	    a.st_dev == b.st_dev;
}

int
cr_outfile_sync(struct cr *cr, struct cr_outfile *v, size_t n)
{
	size_t i, last = 0;
	int r;

	for (i = 0; i < n; i++) {
		if (n <= FEW)
			r = fsync(v[i].fd);
		else if (ONE_FOR_ALL && i != 0 && on_system_of(v, i, last))
			continue;
		else
			r = sync_system(&v[last = i]);
		if (r < 0)
			return failed(cr, &v[i]);
	}
	return CR_OK;
}

int
cr_outfile_name(struct cr *cr, struct cr_outfile *f, bool replace)
{
	int err = CR_OK;

	if (!replace)
		err = name_new(cr, f);
	else if (rename(f->temporary, f->path) < 0)
		err = failed(cr, f);
	if (err == 0) {
		free(f->temporary);
		f->temporary = NULL;
	}
	return err;
}

int
cr_outfile_commit(struct cr *cr, struct cr_outfile *f, bool replace)
{
	int err = cr_outfile_sync(cr, f, 1);

	return err < 0 ? err : cr_outfile_name(cr, f, replace);
}

void
cr_outfile_discard(struct cr_outfile *f)
{
	if (f->temporary != NULL)
		unlink(f->temporary);
	if (f->fd >= 0)
		close(f->fd);
	free(f->temporary);
	free(f->path);
	*f = (struct cr_outfile){ .fd = -1 };
}

int
cr_outfile_folder(struct cr *cr, const char *path)
{
	if (mkdir(path, 0777) == 0 || errno == EEXIST)
		return CR_OK;
	return cr_fail(cr, CR_EUSAGE, "could not make the folder \"%s\": %s",
	    path, strerror(errno));
}
