/*
 * Loaded before the C library: counts what a program writes, sends and waits
 * for, and kills it before or after one of these, the KILL_AT-th.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
static long left = -1;
/* The programs that it runs are not to be killed. */
__attribute__((constructor)) static void begin(void)
{
	const char *s = getenv("KILL_AT");
	left = s ? atol(s) : -1;
	unsetenv("KILL_AT");
}
static void count(void)
{
	if (left > 0 && --left == 0)
		kill(getpid(), SIGKILL);
}
#define WRAP(ret, name, params, args) ret name params { \
	static ret (*real) params; ret r; \
	if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name); \
	count(); r = real args; count(); return r; }
WRAP(ssize_t, write, (int f, const void *p, size_t n), (f, p, n))
WRAP(ssize_t, pwrite, (int f, const void *p, size_t n, off_t o), (f, p, n, o))
WRAP(ssize_t, pwrite64, (int f, const void *p, size_t n, off64_t o),
    (f, p, n, o))
WRAP(ssize_t, send, (int f, const void *p, size_t n, int x), (f, p, n, x))
WRAP(ssize_t, recv, (int f, void *p, size_t n, int x), (f, p, n, x))
WRAP(int, fdatasync, (int f), (f))
WRAP(int, fsync, (int f), (f))
WRAP(int, ftruncate, (int f, off_t n), (f, n))
WRAP(int, ftruncate64, (int f, off64_t n), (f, n))
