#include "cr/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mem.h"

struct cr_input {
	char *name;
	int fd;			/* -1: bytes in memory */
	const char *memory;	/* what is left of them */
	size_t left;
	struct cr_buf ahead;	/* read from fd, not consumed from AT on */
	size_t at;
	struct cr_buf all;
	struct cr_digest *digest;
	uint64_t bytes;
};

static struct cr_input *
input_new(const char *name, int fd)
{
	struct cr_input *in = cr_calloc(1, sizeof(*in));

	in->name = cr_strdup(name);
	in->fd = fd;
	cr_buf_init(&in->ahead);
	cr_buf_init(&in->all);
	in->digest = cr_digest_new();
	return in;
}

struct cr_input *
cr_input_open(struct cr *cr, const char *path)
{
	struct stat st;
	bool std = strcmp(path, "-") == 0;
	int fd = std ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		cr_fail(cr, errno == ENOENT ? CR_ENOTFOUND : CR_EINPUT,
		    "could not open: %s", strerror(errno));
		return NULL;
	}
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		cr_fail(cr, CR_EINPUT, "is a directory");
		return NULL;
	}
	return input_new(path, fd);
}

struct cr_input *
cr_input_memory(const char *name, const void *p, size_t n)
{
	struct cr_input *in = input_new(name, -1);

	in->memory = p;
	in->left = n;
	return in;
}

void
cr_input_free(struct cr_input *in)
{
	if (in == NULL)
		return;
	if (in->fd >= 0)
		close(in->fd);
	cr_buf_release(&in->ahead);
	cr_buf_release(&in->all);
	cr_digest_free(in->digest);
	free(in->name);
	free(in);
}

const char *
cr_input_name(const struct cr_input *in)
{
	return in->name;
}

static ptrdiff_t
read_fd(struct cr *cr, struct cr_input *in, void *to, size_t n)
{
	ssize_t got;

	do
		got = read(in->fd, to, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return cr_fail(cr, CR_ESYSTEM, "could not read: %s",
		    strerror(errno));
	return got;
}

ptrdiff_t
cr_input_ahead(struct cr *cr, struct cr_input *in, size_t n, const char **p)
{
	ptrdiff_t got;
	size_t have = in->ahead.len - in->at;

	if (in->fd < 0) {
		*p = in->memory;
		return (ptrdiff_t)(in->left < n ? in->left : n);
	}
	while (have < n) {
		cr_buf_room(&in->ahead, n - have);
		got = read_fd(cr, in, in->ahead.s + in->ahead.len, n - have);
		if (got < 0)
			return got;
		if (got == 0)
			break;
		in->ahead.len += (size_t)got;
		have += (size_t)got;
	}
	*p = in->ahead.s + in->at;
	return (ptrdiff_t)(have < n ? have : n);
}

ptrdiff_t
cr_input_peek(struct cr *cr, struct cr_input *in, const char **p)
{
	return cr_input_ahead(cr, in, CR_INPUT_PEEK, p);
}

/* What was looked at and not consumed, or the bytes in memory. */
static size_t
take_ready(struct cr_input *in, void *to, size_t n)
{
	const char *from = in->fd < 0 ? in->memory : in->ahead.s + in->at;
	size_t have = in->fd < 0 ? in->left : in->ahead.len - in->at;

	if (n > have)
		n = have;
	if (n == 0)
		return 0;
	memcpy(to, from, n);
	if (in->fd < 0) {
		in->memory += n;
		in->left -= n;
	} else if ((in->at += n) == in->ahead.len) {
		cr_buf_clear(&in->ahead);
		in->at = 0;
	}
	return n;
}

ptrdiff_t
cr_input_read(struct cr *cr, struct cr_input *in, void *to, size_t n)
{
	ptrdiff_t got = (ptrdiff_t)take_ready(in, to, n);

	if (got == 0 && in->fd >= 0)
		got = read_fd(cr, in, to, n);
	if (got > 0) {
		if (in->digest != NULL)
			cr_digest_add(in->digest, to, (size_t)got);
		in->bytes += (uint64_t)got;
	}
	return got;
}

int
cr_input_all(struct cr *cr, struct cr_input *in, size_t max, const char **p,
    size_t *n)
{
	ptrdiff_t got;
	char *to;

	for (;;) {
		to = cr_buf_room(&in->all, CR_INPUT_PEEK);
		if (in->all.len > max || to == NULL)
			return cr_fail(cr, CR_ELIMIT,
			    "is larger than %zu bytes", max);
		got = cr_input_read(cr, in, to, CR_INPUT_PEEK);
		if (got < 0)
			return (int)got;
		if (got == 0)
			break;
		in->all.len += (size_t)got;
		in->all.s[in->all.len] = '\0';
	}
	*p = in->all.s;
	*n = in->all.len;
	return CR_OK;
}

void
cr_input_forgo_sha256(struct cr_input *in)
{
	cr_digest_free(in->digest);
	in->digest = NULL;
}

void
cr_input_sha256(const struct cr_input *in, char to[CR_SHA256_SIZE])
{
	if (in->digest != NULL)
		cr_digest_hex(in->digest, to);
	else
		*to = '\0';
}

uint64_t
cr_input_bytes(const struct cr_input *in)
{
	return in->bytes;
}
