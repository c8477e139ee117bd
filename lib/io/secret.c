#include "cr/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"

static void
wipe(char *s, size_t n)
{
	volatile char *p = s;

	while (n-- != 0)
		*p++ = '\0';
}

static int
read_line(struct cr *cr, int fd, const char *where, char **out)
{
	char line[CR_SECRET_MAX];
	size_t n = 0;
	ssize_t got;

	while (n < sizeof(line) - 1) {
		got = read(fd, line + n, sizeof(line) - 1 - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return cr_fail(cr, CR_EUSAGE,
			    "could not read the password from \"%s\": %s",
			    where, strerror(errno));
		if (got == 0)
			break;
		n += (size_t)got;
	}
	line[n] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	*out = cr_strdup(line);
	wipe(line, sizeof(line));
	return CR_OK;
}

static int
from_file(struct cr *cr, const char *path, char **out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), err;

	if (fd < 0)
		return cr_fail(cr, CR_EUSAGE,
		    "could not open password file \"%s\": %s", path,
		    strerror(errno));
	err = read_line(cr, fd, path, out);
	close(fd);
	return err;
}

static int
from_descriptor(struct cr *cr, const char *number, char **out)
{
	int64_t fd;

	if (!cr_parse_int(number, strlen(number), &fd) || fd < 0 || fd > 1023)
		return cr_fail(cr, CR_EUSAGE, "\"%s\" is no descriptor",
		    number);
	return read_line(cr, (int)fd, number, out);
}

int
cr_secret_read(struct cr *cr, enum cr_secret_from from, const char *where,
    char **out)
{
	const char *value;

	*out = NULL;
	if (from == CR_SECRET_FILE)
		return from_file(cr, where, out);
	if (from == CR_SECRET_FD)
		return from_descriptor(cr, where, out);
	if ((value = getenv(where)) == NULL)
		return cr_fail(cr, CR_EUSAGE, "variable \"%s\" is not set",
		    where);
	*out = cr_strdup(value);
	return CR_OK;
}

void
cr_secret_free(char *secret)
{
	if (secret == NULL)
		return;
	wipe(secret, strlen(secret));
	free(secret);
}
