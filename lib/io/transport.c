#include "cr/transport.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cr/cr.h"
#include "cr/mem.h"

void
cr_transport_free(struct cr_transport *t)
{
	if (t != NULL)
		t->free(t);
}

struct folder {
	struct cr_transport t;
	int fd;
	char *path;
};

static bool
write_all(int fd, const char *s, size_t n)
{
	ssize_t k;

	for (; n > 0; n -= (size_t)k, s += k)
		if ((k = write(fd, s, n)) < 0) {
			if (errno != EINTR)
				return false;
			k = 0;
		}
	return true;
}

/* Write M to the file NAME, down to the disk. */
static bool
write_file(int dir, const char *name, const struct cr_outgoing *m)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
	    0600);
	bool ok = fd >= 0 && write_all(fd, m->header, strlen(m->header)) &&
	    write_all(fd, m->content, m->size) && fsync(fd) == 0;
	int saved = errno;

	if (fd >= 0 && close(fd) != 0)
		return false;
	errno = saved;
	return ok;
}

static int
folder_send(struct cr_transport *t, struct cr *cr,
    const struct cr_outgoing *m, struct cr_handover *o)
{
	struct folder *f = (struct folder *)t;
	char name[256], temporary[260];

	*o = (struct cr_handover){ .how = CR_DELIVERY_SENT };
	snprintf(name, sizeof(name), "%s.%s", m->file,
	    strcmp(m->media, CR_MEDIA_MAIL) == 0 ? "eml" :
	    strcmp(m->media, CR_MEDIA_PDF) == 0 ? "pdf" : "txt");
	snprintf(temporary, sizeof(temporary), ".%s", name);
	if (!write_file(f->fd, temporary, m) ||
	    (linkat(f->fd, temporary, f->fd, name, 0) != 0 &&
	    errno != EEXIST) || fsync(f->fd) != 0) {
		o->how = CR_DELIVERY_RETRY;
		o->down = true;
		snprintf(o->answer, sizeof(o->answer), "%s", strerror(errno));
		unlinkat(f->fd, temporary, 0);
		return cr_fail(cr, CR_ESYSTEM, "could not write \"%s/%s\": %s",
		    f->path, name, o->answer);
	}
	unlinkat(f->fd, temporary, 0);
	snprintf(o->answer, sizeof(o->answer), "%s", name);
	return CR_OK;
}

static void
folder_free(struct cr_transport *t)
{
	struct folder *f = (struct folder *)t;

	close(f->fd);
	free(f->path);
	free(f);
}

int
cr_transport_dir(struct cr *cr, const char *dir, struct cr_transport **out)
{
	struct folder *f;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*out = NULL;
	if (fd < 0)
		return cr_fail(cr, CR_EUSAGE, "could not open the folder "
		    "\"%s\": %s", dir, strerror(errno));
	f = cr_calloc(1, sizeof(*f));
	f->t = (struct cr_transport){ folder_send, folder_free };
	f->fd = fd;
	f->path = cr_strdup(dir);
	*out = &f->t;
	return CR_OK;
}
