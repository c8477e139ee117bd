#include "cr/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cr/cr.h"

int
cr_lock_take(struct cr *cr, const char *path, int *fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int saved;

	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (*fd < 0)
		return cr_fail(cr, CR_ESYSTEM, "could not open \"%s\": %s",
		    path, strerror(errno));
	if (fcntl(*fd, F_SETLK, &lock) == 0)
		return CR_OK;
	saved = errno;
	close(*fd);
	*fd = -1;
	if (saved == EACCES || saved == EAGAIN)
		return cr_fail(cr, CR_EBUSY, "\"%s\" is locked: another run "
		    "is at work", path);
	return cr_fail(cr, CR_ESYSTEM, "could not lock \"%s\": %s", path,
	    strerror(saved));
}

void
cr_lock_drop(int fd)
{
	if (fd >= 0)
		close(fd);
}
