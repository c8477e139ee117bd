/* Files being read: looking ahead, reading, digests, what is no file. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define NONE "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static struct cr cr;

/* N bytes in a file of their own, open for reading. */
static struct cr_input *
file_of(const char *bytes, size_t n)
{
	char path[] = "/tmp/cr-unit.XXXXXX";
	int fd = mkstemp(path);
	struct cr_input *in;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, n), (ssize_t)n);
	close(fd);
	in = cr_input_open(&cr, path);
	ck_assert_str_eq(cr_input_name(in), path);
	unlink(path);
	return in;
}

/* Look, read a little, look again, read the rest: nothing is lost. */
static void
peek_and_read(struct cr_input *in, const char *want, size_t n)
{
	char *got = cr_malloc(n + 1), hex[CR_SHA256_SIZE], all[CR_SHA256_SIZE];
	size_t at, step = 7;
	ptrdiff_t k;
	const char *p;

	for (at = 0;; at += (size_t)k) {
		k = cr_input_peek(&cr, in, &p);
		ck_assert_int_eq(k, (ptrdiff_t)(n - at < CR_INPUT_PEEK ?
		    n - at : CR_INPUT_PEEK));
		if (k > 0)
			ck_assert_mem_eq(p, want + at, (size_t)k);
		k = cr_input_read(&cr, in, got + at, step < n + 1 - at ? step :
		    n + 1 - at);
		ck_assert_int_ge(k, 0);
		if (k == 0)
			break;
		step = step * 3 + 1;
	}
	ck_assert_uint_eq(at, n);
	ck_assert_mem_eq(got, want, n);
	ck_assert_uint_eq(cr_input_bytes(in), n);
	cr_input_sha256(in, hex);
	ck_assert_str_eq(hex, cr_sha256(want, n, all));
	cr_input_free(in);
	free(got);
}

START_TEST(peeking)
{
	static const size_t sizes[] = { 1, 6, 7, 8, 1000, 65535, 65536, 65537,
	    300000 };
	char *bytes = cr_malloc(300000);
	size_t i, n;

	for (i = 0; i < 300000; i++)
		bytes[i] = (char)(i * 2654435761u >> 13);
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		n = sizes[i];
		peek_and_read(file_of(bytes, n), bytes, n);
		peek_and_read(cr_input_memory("m", bytes, n), bytes, n);
	}
	free(bytes);
}
END_TEST

START_TEST(whole)
{
	struct cr_input *in = file_of("abc", 3);
	char hex[CR_SHA256_SIZE];
	const char *p;
	size_t n;

	ck_assert_int_eq(cr_input_peek(&cr, in, &p), 3);
	ck_assert_int_eq(cr_input_all(&cr, in, 3, &p, &n), CR_OK);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(p, "abc");
	cr_input_sha256(in, hex);
	ck_assert_str_eq(hex, ABC);
	cr_input_free(in);
	in = cr_input_memory("m", "abcd", 4);
	ck_assert_int_eq(cr_input_all(&cr, in, 3, &p, &n), CR_ELIMIT);
	cr_input_free(in);
}
END_TEST

/* An empty file is an empty string too. */
START_TEST(empty)
{
	char *dirt = cr_malloc(CR_INPUT_PEEK + 1), hex[CR_SHA256_SIZE];
	struct cr_input *in = file_of("", 0);
	const char *p;
	size_t n;

	memset(dirt, 'x', CR_INPUT_PEEK + 1);
	free(dirt);
	ck_assert_int_eq(cr_input_all(&cr, in, 100, &p, &n), CR_OK);
	ck_assert_uint_eq(n, 0);
	ck_assert_str_eq(p, "");
	cr_input_sha256(in, hex);
	ck_assert_str_eq(hex, NONE);
	cr_input_free(in);
}
END_TEST

START_TEST(no_file)
{
	int in = dup(STDIN_FILENO);

	ck_assert_ptr_null(cr_input_open(&cr, "/nowhere/x"));
	ck_assert_str_eq(cr_errmsg(&cr),
	    "could not open: No such file or directory");
	ck_assert_ptr_null(cr_input_open(&cr, "/"));
	ck_assert_str_eq(cr_errmsg(&cr), "is a directory");
	/* a closed standard input is an error, not an empty file */
	close(STDIN_FILENO);
	ck_assert_ptr_null(cr_input_open(&cr, "-"));
	ck_assert_ptr_nonnull(strstr(cr_errmsg(&cr), "could not open: "));
	if (in >= 0) {
		dup2(in, STDIN_FILENO);
		close(in);
	}
	cr_input_free(NULL);
}
END_TEST

START_TEST(digest)
{
	struct cr_digest *d = cr_digest_new();
	char hex[CR_SHA256_SIZE];

	cr_digest_hex(d, hex);
	ck_assert_str_eq(hex, NONE);
	cr_digest_add(d, "a", 1);
	cr_digest_hex(d, hex);		/* looking does not end it */
	cr_digest_add(d, "bc", 2);
	cr_digest_hex(d, hex);
	ck_assert_str_eq(hex, ABC);
	cr_digest_reset(d);
	cr_digest_hex(d, hex);
	ck_assert_str_eq(hex, NONE);
	cr_digest_free(d);
	cr_digest_free(NULL);
	ck_assert_str_eq(cr_sha256("abc", 3, hex), ABC);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { peeking, whole, empty, no_file, digest,
	    NULL };
	int failed;

	cr_init(&cr, "test");
	failed = unit_run("input", tests);
	cr_release(&cr);
	return failed;
}
