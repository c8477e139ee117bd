/*
 * replay FILE|DIRECTORY...: what libFuzzer's main does with a corpus, for
 * any compiler: hands every file to the target, and then the file cut short
 * at some places, since the end of the input is where parsers stumble. The
 * name goes out first, so that the last line tells what broke it.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"

#define MAX_BYTES ((size_t)64 << 20)
#define CUTS 32			/* places at which a file is cut */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct cr cr;

/* N bytes in a block of just that size, so that ASan sees one too many. */
static void
run(const char *bytes, size_t n)
{
	uint8_t *copy = cr_malloc(n);

	memcpy(copy, bytes, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

static int
replay_file(const char *path)
{
	struct cr_input *in = cr_input_open(&cr, path);
	const char *bytes;
	size_t n, i;

	if (in == NULL || cr_input_all(&cr, in, MAX_BYTES, &bytes, &n) != 0) {
		fprintf(stderr, "%s: %s\n", path, cr_errmsg(&cr));
		cr_input_free(in);
		return 1;
	}
	printf("%s\n", path);
	fflush(stdout);
	run(bytes, n);
	for (i = 0; i < CUTS && n > 0; i++)
		run(bytes, n * i / CUTS);
	cr_input_free(in);
	return 0;
}

static int
replay(const char *path)
{
	struct dirent **names;
	char *file;
	struct stat st;
	int i, n, failed = 0;

	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return replay_file(path);
	if ((n = scandir(path, &names, NULL, alphasort)) < 0)
		return 1;
	for (i = 0; i < n; i++) {
		file = cr_malloc(strlen(path) + strlen(names[i]->d_name) + 2);
		sprintf(file, "%s/%s", path, names[i]->d_name);
		if (names[i]->d_name[0] != '.')
			failed += replay(file);
		free(file);
		free(names[i]);
	}
	free(names);
	return failed;
}

int
main(int argc, char **argv)
{
	int i, failed = 0;

	cr_init(&cr, "replay");
	for (i = 1; i < argc; i++)
		failed += replay(argv[i]);
	cr_release(&cr);
	return failed != 0;
}
