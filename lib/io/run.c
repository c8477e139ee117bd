#include "cr/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cr/cr.h"
#include "cr/outfile.h"

#define GRACE_MS 2000		/* between SIGTERM and SIGKILL */
#define SLICE_MS 20

/* What goes on. */
struct child {
	pid_t pid;
	int input;		/* a file without a name */
	int output[2];		/* a pipe from it */
	int start[2];		/* errno comes here when it cannot start */
};

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
release(struct child *c)
{
	close_fd(&c->input);
	close_fd(&c->output[0]);
	close_fd(&c->output[1]);
	close_fd(&c->start[0]);
	close_fd(&c->start[1]);
}

int
cr_run_file(struct cr *cr, const void *p, size_t n, char **path, int *fd)
{
	const char *folder = getenv("TMPDIR");
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_addf(&b, "%s/cr.XXXXXX", folder && *folder ? folder : "/tmp");
	*path = cr_buf_detach(&b);
	if ((*fd = mkstemp(*path)) < 0) {
		err = cr_fail(cr, CR_ESYSTEM, "could not write \"%s\": %s",
		    *path, strerror(errno));
		free(*path);
		*path = NULL;
		return err;
	}
	fcntl(*fd, F_SETFD, FD_CLOEXEC);
	err = cr_write_all(cr, *fd, p, n);
	lseek(*fd, 0, SEEK_SET);
	return err;
}

/*
 * The input as a file without a name: a program may read it as it likes or
 * not at all, and we do not have to write while it does.
 */
static int
make_input(struct cr *cr, const struct cr_run *r, int *fd)
{
	char *path;
	int err = cr_run_file(cr, r->input, r->size, &path, fd);

	if (path != NULL)
		unlink(path);
	free(path);
	return err;
}

static int
make_pipe(struct cr *cr, int fd[2])
{
	if (pipe(fd) < 0)
		return cr_fail(cr, CR_ESYSTEM, "could not make a pipe: %s",
		    strerror(errno));
	fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	fcntl(fd[1], F_SETFD, FD_CLOEXEC);
	return CR_OK;
}

/* Signals as a program expects them when it begins. */
static void
reset_signals(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGPIPE, SIGHUP,
	    SIGQUIT, SIGCHLD };
	sigset_t none;
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		signal(numbers[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void
become(const struct child *c, const struct cr_run *r)
{
	char *args[CR_RUN_MAX_ARGUMENTS + 1];
	size_t n;
	int e;

	for (n = 0; n < CR_RUN_MAX_ARGUMENTS && r->argv[n] != NULL; n++)
		memcpy(&args[n], &r->argv[n], sizeof(args[n]));
	args[n] = NULL;
	setpgid(0, 0);
	reset_signals();
	if (dup2(c->input, 0) == 0 && dup2(c->output[1], 1) == 1 &&
	    (r->apart || dup2(c->output[1], 2) == 2))
		execvp(args[0], args);
	e = errno;
	while (write(c->start[1], &e, sizeof(e)) < 0 && errno == EINTR)
		;
	_exit(127);
}

static int
start(struct cr *cr, struct child *c, const struct cr_run *r)
{
	ssize_t n;
	int e = 0;

	if ((c->pid = fork()) < 0)
		return cr_fail(cr, CR_ESYSTEM, "could not start \"%s\": %s",
		    r->argv[0], strerror(errno));
	if (c->pid == 0)
		become(c, r);
	setpgid(c->pid, c->pid);
	close_fd(&c->output[1]);
	close_fd(&c->start[1]);
	while ((n = read(c->start[0], &e, sizeof(e))) < 0 && errno == EINTR)
		;
	if (n <= 0)
		return CR_OK;
	while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
		;
	return cr_fail(cr, CR_EUSAGE, "could not run \"%s\": %s", r->argv[0],
	    strerror(e));
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Take what it wrote, and wait a little for more. */
static void
listen_to(struct child *c, struct cr_buf *out)
{
	struct pollfd p = { .fd = c->output[0], .events = POLLIN };
	char piece[4096];
	ssize_t n;

	if (poll(&p, 1, SLICE_MS) <= 0 || c->output[0] < 0)
		return;
	if ((n = read(c->output[0], piece, sizeof(piece))) > 0)
		cr_buf_add(out, piece, (size_t)n);
	else if (n == 0)
		close_fd(&c->output[0]);
}

/* Take what is left in the pipe; who else has its other end may keep it. */
static void
drain(struct child *c, struct cr_buf *out)
{
	char piece[4096];
	ssize_t n;

	if (c->output[0] < 0)
		return;
	fcntl(c->output[0], F_SETFL, O_NONBLOCK);
	while (!out->full &&
	    (n = read(c->output[0], piece, sizeof(piece))) > 0)
		cr_buf_add(out, piece, (size_t)n);
}

/* Wait for its end, or bring it about. */
static int
wait_for(struct child *c, const struct cr_run *r, bool *late)
{
	int64_t end = now_ms() + r->timeout * 1000;
	int status = 0;
	pid_t pid;

	*late = false;
	for (;;) {
		listen_to(c, r->output);
		pid = waitpid(c->pid, &status, WNOHANG);
		if (pid == c->pid)
			break;
		if (now_ms() < end)
			continue;
		kill(-c->pid, *late ? SIGKILL : SIGTERM);
		*late = true;
		end = now_ms() + GRACE_MS;
	}
	drain(c, r->output);
	return status;
}

int
cr_run_program(struct cr *cr, const struct cr_run *r, enum cr_run_end *end,
    int *status)
{
	struct child c = { 0, -1, { -1, -1 }, { -1, -1 } };
	bool late;
	int err, s;

	if ((err = make_input(cr, r, &c.input)) == CR_OK &&
	    (err = make_pipe(cr, c.output)) == CR_OK &&
	    (err = make_pipe(cr, c.start)) == CR_OK)
		err = start(cr, &c, r);
	if (err == CR_OK) {
		s = wait_for(&c, r, &late);
		*end = WIFEXITED(s) && !late ? CR_RUN_EXITED : late ?
		    CR_RUN_LATE : CR_RUN_KILLED;
		*status = WIFEXITED(s) ? WEXITSTATUS(s) : WTERMSIG(s);
	}
	release(&c);
	return err;
}
