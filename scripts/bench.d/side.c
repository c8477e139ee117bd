/*
 * side: commands side by side, A B A B ...
 *
 *	side [-n ROUNDS] [-t TITLE] NAME[@UNITS][:RATIO[/CPU][:MIB]]=COMMAND ...
 *
 * Each COMMAND goes to sh, without input and output. The first is the
 * measure: the others are told as times it, round by round, so that a
 * machine whose speed drifts does not matter; with UNITS, time per unit.
 * RATIO, CPU and MIB are limits (of the median wall and CPU ratios, of the
 * peak memory). A
 * NAME that begins with - is run before the next command each round, not
 * timed. With three rounds or more there is a warm-up before. ROUNDS in the
 * environment is stronger than -n. A first NAME with - needs a -- before it.
 * Status 4: a limit was passed; 3: a command failed.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS_MAX = 99 };

struct command {
	const char *name, *run;
	double units, ratio, cpu_ratio, mib;	/* limits; 0: none */
	double wall[ROUNDS_MAX], cpu[ROUNDS_MAX];
	double peak;			/* MiB */
};

/* From sys/wait.h of 4.3BSD and Linux, not of POSIX. */
pid_t wait4(pid_t pid, int *status, int options, struct rusage *ru);

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void
child(const char *run)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	execl("/bin/sh", "sh", "-c", run, (char *)NULL);
	_exit(127);
}

/* Run C; its times become those of ROUND. */
static void
run(struct command *c, int round)
{
	struct rusage ru;
	double start = now();
	pid_t pid = fork();
	int status;

	if (pid == 0)
		child(c->run);
	if (pid < 0 || wait4(pid, &status, 0, &ru) < 0) {
		perror("side");
		exit(3);
	}
	c->wall[round] = now() - start;
	c->cpu[round] = seconds(ru.ru_utime) + seconds(ru.ru_stime);
	if ((double)ru.ru_maxrss / 1024 > c->peak)
		c->peak = (double)ru.ru_maxrss / 1024;
	if (status != 0) {
		fprintf(stderr, "side: %s: failed (%d): %s\n", c->name,
		    WIFEXITED(status) ? WEXITSTATUS(status) : -1, c->run);
		exit(3);
	}
}

static int
rising(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(const double *v, int n)
{
	double s[ROUNDS_MAX];

	memcpy(s, v, (size_t)n * sizeof(*s));
	qsort(s, (size_t)n, sizeof(*s), rising);
	return n % 2 ? s[n / 2] : (s[n / 2 - 1] + s[n / 2]) / 2;
}

static double
ratio(const double *v, const struct command *c, const double *to,
    const struct command *first, int n)
{
	double r[ROUNDS_MAX] = { 0 };
	int i;

	for (i = 0; i < n; i++)
		r[i] = v[i] / c->units / (to[i] / first->units + 1e-12);
	return median(r, n);
}

/* Returns whether C keeps its limits. */
static int
tell(const struct command *c, const struct command *first, int n)
{
	double x = ratio(c->wall, c, first->wall, first, n);
	double y = ratio(c->cpu, c, first->cpu, first, n);
	int slow = c->ratio > 0 && x > c->ratio;
	int busy = c->cpu_ratio > 0 && y > c->cpu_ratio;
	int large = c->mib > 0 && c->peak > c->mib;

	printf("%-26s %8.3f %8.3f %8.1f %8.2f %8.2f", c->name,
	    median(c->wall, n), median(c->cpu, n), c->peak,
	    y, x);
	if (c->ratio > 0)
		printf("  <= %.2f%s", c->ratio, slow ? " TOO SLOW" : "");
	if (c->cpu_ratio > 0)
		printf("  cpu <= %.2f%s", c->cpu_ratio, busy ? " TOO BUSY" : "");
	if (c->mib > 0)
		printf("  <= %.0f MiB%s", c->mib, large ? " TOO LARGE" : "");
	putchar('\n');
	return !slow && !busy && !large;
}

/* NAME[@UNITS][:RATIO[/CPU][:MIB]]=COMMAND */
static void
parse(char *s, struct command *c)
{
	char *eq = strchr(s, '='), *at, *colon, *end;

	if (eq == NULL) {
		fprintf(stderr, "side: \"%s\": no command\n", s);
		exit(2);
	}
	*eq = '\0';
	*c = (struct command){ .name = s, .run = eq + 1, .units = 1 };
	if ((at = strchr(s, '@')) != NULL)
		c->units = strtod(at + 1, NULL);
	if ((colon = strchr(s, ':')) != NULL) {
		c->ratio = strtod(colon + 1, &end);
		if (*end == '/')
			c->cpu_ratio = strtod(end + 1, &end);
		if (*end == ':')
			c->mib = strtod(end + 1, &end);
		*colon = '\0';
	}
	if (at != NULL)
		*at = '\0';
}

/* Tell all of C; returns whether they keep their limits. */
static int
tell_all(const struct command *c, int commands, const char *title, int n)
{
	const struct command *first = NULL;
	int i, kept = 1;

	printf("## %s (%d rounds)\n%-26s %8s %8s %8s %8s %8s\n", title, n,
	    "", "wall s", "cpu s", "MiB", "x cpu", "x wall");
	for (i = 0; i < commands; i++) {
		if (c[i].name[0] == '-')
			continue;
		if (first == NULL)
			first = &c[i];
		kept &= tell(&c[i], first, n);
	}
	return kept;
}

int
main(int argc, char **argv)
{
	struct command *c;
	const char *title = "", *rounds = getenv("ROUNDS");
	int opt, n = 5, commands, i, round, kept;

	while ((opt = getopt(argc, argv, "+n:t:")) != -1) {
		if (opt == 'n')
			n = atoi(optarg);
		else if (opt == 't')
			title = optarg;
		else
			return 2;
	}
	if (rounds != NULL)
		n = atoi(rounds);
	commands = argc - optind;
	if (n < 1 || n >= ROUNDS_MAX || commands < 1)
		return 2;
	c = calloc((size_t)commands, sizeof(*c));
	for (i = 0; i < commands; i++)
		parse(argv[optind + i], &c[i]);
	for (round = n > 2 ? -1 : 0; round < n; round++)
		for (i = 0; i < commands; i++)
			run(&c[i], round < 0 ? 0 : round);
	kept = tell_all(c, commands, title, n);
	free(c);
	return kept ? 0 : 4;
}
