/*
 * Signed files: what they hold must not depend on the pieces in which they
 * come, and what the envelope reader takes out is what was verified.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/envelope.h"
#include "cr/signature.h"
#include "cr/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

/* A file that gives at most PIECE bytes at a time, and its content. */
struct file {
	const uint8_t *p;
	size_t n, at, piece, kept;
};

static ptrdiff_t
read_file(void *ctx, void *to, size_t n)
{
	struct file *f = ctx;

	if (n > f->n - f->at)
		n = f->n - f->at;
	if (n > f->piece)
		n = f->piece;
	if (n != 0)
		memcpy(to, f->p + f->at, n);
	f->at += n;
	return (ptrdiff_t)n;
}

static int
keep(void *ctx, const void *p, size_t n)
{
	struct file *f = ctx;

	(void)p;
	f->kept += n;
	return CR_OK;
}

static int
again(void *ctx)
{
	struct file *f = ctx;

	f->at = f->kept = 0;
	return 0;
}

static void
judge(struct cr *cr, struct cr_arena *a, struct file *f,
    struct cr_signature *s)
{
	struct cr_signature_opts opts = { .at = CR_TIME_NONE,
	    .now = 1774000000, .keep = keep, .rewind = again, .ctx = f };

	must(cr_signature_read(cr, a, (struct cr_source){ read_file, f },
	    &opts, s) == CR_OK);
	must(cr_verdict_word(s->verdict) != NULL && s->encoding != NULL);
	must(s->verdict == CR_VERDICT_BROKEN || s->container != NULL);
	must(s->verdict != CR_VERDICT_INTACT || !s->has_content ||
	    f->kept == s->content_bytes);
	must(s->countersigners_good <= s->countersigners);
	must(s->timestamps_good <= s->timestamps);
}

static char *
told(const struct cr_signature *s)
{
	struct cr_buf b;

	cr_buf_init(&b);
	cr_verify_json(&b, "x", s);
	return cr_buf_detach(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct file whole = { .p = data, .n = size, .piece = SIZE_MAX };
	struct file pieces = { .p = data, .n = size, .piece = 7 };
	static struct cr cr;
	struct cr_signature one, other;
	struct cr_envelope e;
	struct cr_arena a;
	char *x, *y, hex[CR_SHA256_SIZE];

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	cr_arena_init(&a);
	judge(&cr, &a, &whole, &one);
	judge(&cr, &a, &pieces, &other);
	x = told(&one);
	y = told(&other);
	must(strcmp(x, y) == 0);
	free(x);
	free(y);
	if (cr_envelope_open(&cr, &a, (const char *)data, size, 1, &e) ==
	    CR_OK && e.layers.n == 1 && strcmp(e.layers.v[0], "cms") == 0 &&
	    one.verdict != CR_VERDICT_BROKEN) {
		must(one.has_content && e.n == one.content_bytes);
		must(strcmp(cr_sha256(e.p, e.n, hex), one.content_sha256) ==
		    0);
	}
	cr_arena_release(&a);
	return 0;
}
