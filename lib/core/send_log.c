#include "send_log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/lock.h"
#include "cr/str.h"

#define LOG_MAX ((size_t)64 << 20)	/* of a log that is read back */

/* The line that a log begins with: of which boot it is. */
static void
boot_line(char to[96], bool *numbered)
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	char id[64];
	ssize_t n = fd >= 0 ? read(fd, id, sizeof(id) - 1) : 0;

	if (fd >= 0)
		close(fd);
	id[n > 0 ? n : 0] = '\0';
	id[strcspn(id, "\n")] = '\0';
	*numbered = id[0] != '\0';
	snprintf(to, 96, "boot %s\n", id);
}

static void
read_old(struct send_log *l)
{
	struct cr_buf b;
	char *room, line[96];
	ssize_t n = -1;

	cr_buf_init_max(&b, LOG_MAX);
	while ((room = cr_buf_room(&b, 65536)) != NULL &&
	    (n = read(l->fd, room, 65536)) > 0)
		b.len += (size_t)n;
	if (b.s != NULL)
		b.s[b.len] = '\0';
	boot_line(line, &l->numbered);
	l->old = cr_buf_detach(&b);
	/* What is missing from a log that was cut was perhaps handed over. */
	l->trusted = l->numbered && room != NULL && n == 0 &&
	    cr_starts(l->old, line);
}

int
cr_send_log_open(struct cr *cr, struct send_log *l)
{
	struct cr_buf path;
	int err;

	*l = (struct send_log){ .fd = -1 };
	cr_buf_init(&path);
	/* One lock and one log, by whatever link the ledger was opened. */
	cr_buf_addf(&path, "%s.send", cr_db_path(cr));
	if ((err = cr_lock_take(cr, path.s, &l->fd)) == CR_OK)
		read_old(l);
	cr_buf_release(&path);
	return err;
}

static bool
write_line(struct send_log *l, const char *s)
{
	size_t n = strlen(s);

	return write(l->fd, s, n) == (ssize_t)n;
}

int
cr_send_log_clear(struct cr *cr, struct send_log *l)
{
	char line[96];

	boot_line(line, &l->numbered);
	if (ftruncate(l->fd, 0) != 0 || lseek(l->fd, 0, SEEK_SET) != 0 ||
	    !write_line(l, line))
		return cr_fail(cr, CR_ESYSTEM, "could not write the log of "
		    "sending: %s", strerror(errno));
	return CR_OK;
}

void
cr_send_log_close(struct send_log *l)
{
	free(l->old);
	cr_lock_drop(l->fd);
	l->fd = -1;
}

int
cr_send_log_begin(struct cr *cr, struct send_log *l, int64_t id)
{
	char line[64];

	snprintf(line, sizeof(line), "begin %" PRId64 "\n", id);
	return write_line(l, line) ? CR_OK : cr_fail(cr, CR_ESYSTEM,
	    "could not write the log of sending: %s", strerror(errno));
}

void
cr_send_log_end(struct send_log *l, int64_t id, const struct cr_handover *o)
{
	char line[sizeof(o->answer) + sizeof(o->tracking) + 64];
	const char *tracking = o->tracking[0] == '\0' ||
	    o->tracking[strcspn(o->tracking, " \t\n")] != '\0' ? "-" :
	    o->tracking;

	snprintf(line, sizeof(line), "end %" PRId64 " %d %d %s %s\n", id,
	    (int)o->how, o->code, tracking, o->answer);
	/* If this fails the message is unknown after a kill: no harm. */
	(void)!write_line(l, line);
}

/* The last line that begins with WORD ID and is whole; NULL: none. */
static const char *
last_line(const char *s, const char *word, int64_t id)
{
	char want[64];
	const char *found = NULL, *eol;
	size_t n;

	snprintf(want, sizeof(want), "%s %" PRId64, word, id);
	n = strlen(want);
	for (; (eol = strchr(s, '\n')) != NULL; s = eol + 1)
		if (strncmp(s, want, n) == 0 && (s[n] == ' ' || s[n] == '\n'))
			found = s + n;
	return found;
}

int
cr_send_log_find(const struct send_log *l, int64_t id, struct cr_handover *o)
{
	const char *begin, *end;
	int how, n;

	if (!l->trusted)
		return -1;
	begin = last_line(l->old, "begin", id);
	end = last_line(l->old, "end", id);
	if (begin == NULL)
		return 0;
	if (end == NULL || end < begin ||
	    sscanf(end, " %d %d %127s%n", &how, &o->code, o->tracking,
	    &n) != 3 ||
	    how < CR_DELIVERY_SENT || how > CR_DELIVERY_UNKNOWN)
		return -1;
	o->how = (enum cr_delivery)how;
	o->down = false;
	if (strcmp(o->tracking, "-") == 0)
		o->tracking[0] = '\0';
	end += n;
	end += *end == ' ';
	snprintf(o->answer, sizeof(o->answer), "%.*s", (int)strcspn(end,
	    "\n"), end);
	return 1;
}
