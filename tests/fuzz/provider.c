/*
 * A provider's file and its answer, one behind the other with a NUL between:
 * what can be read can be asked, no value of a message adds a line to the
 * request, and every answer means something.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/provider.h"
#include "cr/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
ask(struct cr *cr, const struct cr_provider *p)
{
	static const char content[] = "%PDF-1.4\r\n\0--cr";
	struct cr_provider_request r;
	struct cr_values *v;
	struct cr_arena a;
	size_t i;
	int w;

	cr_arena_init(&a);
	v = cr_values_new(&a, cr_provider_words);
	for (w = 0; w < CR_PROVIDER_WORDS; w++)
		cr_values_set(v, (size_t)w, "\001\"\r\nX: y&<{{to}}%\303\250");
	if (cr_provider_ask(cr, p, "https://host", v, content,
	    sizeof(content), &a, &r) == CR_OK) {
		must(strpbrk(r.http.url, " \r\n\"<") == NULL);
		for (i = 0; i < r.http.nheaders; i++)
			must(strpbrk(r.http.headers[i], "\r\n") == NULL);
	}
	cr_buf_release(&r.body);
	cr_arena_release(&a);
}

static void
judge(const struct cr_provider *p, const char *body, size_t n, int status)
{
	struct cr_http_answer a;
	struct cr_handover o;

	cr_http_answer_init(&a);
	a.reach = CR_HTTP_ANSWERED;
	a.status = status;
	cr_buf_add(&a.body, body, n);
	cr_provider_judge(p, &a, &o);
	must(o.how <= CR_DELIVERY_UNKNOWN && o.code == status);
	must(strpbrk(o.answer, "\r\n") == NULL);
	must(strpbrk(o.tracking, "\r\n") == NULL);
	must(cr_is_utf8(o.answer, strlen(o.answer)));
	must(cr_is_utf8(o.tracking, strlen(o.tracking)));
	cr_http_answer_release(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cr cr;
	struct cr_provider *p;
	const char *text = (const char *)data;
	const char *end = size > 0 ? memchr(data, '\0', size) : NULL;
	size_t n = end != NULL ? (size_t)(end - text) : size;

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	/* An expression of the file's own may take its time. */
	if (n > 8192 || size - n > 8192)
		return 0;
	if (cr_provider_parse(&cr, "fuzz", text, n, &p) != CR_OK)
		return 0;
	ask(&cr, p);
	judge(p, text + n, size - n, 200);
	if (end != NULL) {
		judge(p, end + 1, size - n - 1, 200);
		judge(p, end + 1, size - n - 1, 503);
	}
	cr_provider_free(p);
	return 0;
}
