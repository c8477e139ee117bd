#include "provider.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/digest.h"
#include "cr/i18n.h"
#include "cr/str.h"

/* Fill T into the arena. */
static int
fill(struct cr *cr, const struct cr_template *t, const struct cr_values *v,
    const char *before, struct cr_arena *arena, const char **out)
{
	struct cr_buf b;
	int err;

	cr_buf_init_max(&b, CR_TEMPLATE_MAX_OUTPUT);
	cr_buf_adds(&b, before);
	if ((err = cr_template_fill(cr, t, v, &b)) == CR_OK)
		*out = cr_arena_strndup(arena, b.s, b.len);
	cr_buf_release(&b);
	return err;
}

/* Does N bytes of TEXT hold S anywhere? */
static bool
holds(const char *text, size_t n, const char *s)
{
	size_t k = strlen(s);
	const char *end = text + n;

	for (; (size_t)(end - text) >= k && (text = memchr(text, *s,
	    (size_t)(end - text) - k + 1)) != NULL; text++)
		if (memcmp(text, s, k) == 0)
			return true;
	return false;
}

/* A boundary that stands in no part: the digest of all, as often as needed. */
static void
choose_boundary(const struct cr_buf *all, const char *content, size_t size,
    char to[64])
{
	char hex[CR_SHA256_SIZE];

	cr_sha256(content, size, hex);
	do {
		cr_sha256(hex, strlen(hex), hex);
		snprintf(to, 64, "cr-%.40s", hex);
	} while (holds(all->s, all->len, to) || holds(content, size, to));
}

/* A name between quotes, as browsers write it. */
static void
add_name(struct cr_buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if (*s == '"')
			cr_buf_adds(b, "%22");
		else
			cr_buf_addc(b, *s);
}

/* One part, as far as its value; the content is put in by the caller. */
static int
add_part(struct cr *cr, const struct provider_part *p, const char *boundary,
    const char *value, const struct cr_values *v, struct cr_buf *b)
{
	struct cr_buf name;
	int err = CR_OK;

	cr_buf_addf(b, "--%s\r\nContent-Disposition: form-data; name=\"%s\"",
	    boundary, p->name);
	if (p->filename != NULL) {
		cr_buf_init_max(&name, CR_TEMPLATE_MAX_OUTPUT);
		err = cr_template_fill(cr, p->filename, v, &name);
		cr_buf_adds(b, "; filename=\"");
		add_name(b, name.s);
		cr_buf_addc(b, '"');
		cr_buf_release(&name);
	}
	if (p->type != NULL)
		cr_buf_addf(b, "\r\nContent-Type: %s", p->type);
	cr_buf_adds(b, "\r\n\r\n");
	if (value != NULL)
		cr_buf_adds(b, value);
	return err;
}

static int
make_parts(struct cr *cr, const struct cr_provider *p,
    const struct cr_values *v, const char *content, size_t size,
    struct cr_arena *arena, struct cr_buf *body, char boundary[64])
{
	const char *value[CR_PROVIDER_MAX_PARTS] = { NULL };
	struct cr_buf all;
	size_t i;
	int err = CR_OK;

	cr_buf_init(&all);
	for (i = 0; i < p->nparts && err == CR_OK; i++) {
		if (p->part[i].value != NULL)
			err = fill(cr, p->part[i].value, v, "", arena,
			    &value[i]);
		cr_buf_adds(&all, value[i] ? value[i] : "");
	}
	choose_boundary(&all, content, size, boundary);
	cr_buf_release(&all);
	for (i = 0; i < p->nparts && err == CR_OK; i++) {
		err = add_part(cr, &p->part[i], boundary, value[i], v, body);
		if (p->part[i].value == NULL)
			cr_buf_add(body, content, size);
		cr_buf_adds(body, "\r\n");
	}
	cr_buf_addf(body, "--%s--\r\n", boundary);
	return err;
}

static int
make_body(struct cr *cr, const struct cr_provider *p,
    const struct cr_values *v, const void *content, size_t size,
    struct cr_arena *arena, struct cr_provider_request *r, const char **type)
{
	char boundary[64];
	int err = CR_OK;

	*type = p->type;
	switch (p->form) {
	case PROVIDER_NONE:
		return CR_OK;
	case PROVIDER_TEXT:
		err = cr_template_fill(cr, p->body, v, &r->body);
		break;
	case PROVIDER_CONTENT:
		r->http.body = content;
		r->http.size = size;
		return CR_OK;
	case PROVIDER_PARTS:
		err = make_parts(cr, p, v, content, size, arena, &r->body,
		    boundary);
		*type = cr_arena_printf(arena, "multipart/form-data; "
		    "boundary=%s", boundary);
		break;
	}
	r->http.body = r->body.s;
	r->http.size = r->body.len;
	return err != CR_OK ? err : r->body.full ? cr_fail(cr, CR_ELIMIT,
	    "the request is longer than %zu bytes", r->body.max) : CR_OK;
}

static int
make_headers(struct cr *cr, const struct cr_provider *p,
    const struct cr_values *v, const char *type, struct cr_arena *arena,
    struct cr_provider_request *r)
{
	const char **header = cr_arena_alloc(arena, (p->nheaders + 1) *
	    sizeof(*header));
	size_t i;
	int err;

	for (i = 0; i < p->nheaders; i++)
		if ((err = fill(cr, p->header[i], v, "", arena, &header[i])))
			return err;
	if (type != NULL)
		header[i++] = cr_arena_printf(arena, "Content-Type: %s",
		    type);
	r->http.headers = header;
	r->http.nheaders = i;
	return CR_OK;
}

int
cr_provider_ask(struct cr *cr, const struct cr_provider *p, const char *url,
    const struct cr_values *v, const void *content, size_t size,
    struct cr_arena *arena, struct cr_provider_request *r)
{
	const char *type;
	size_t n = url ? strlen(url) : 0;
	int err;

	r->http = (struct cr_http_request){ .method = p->method };
	cr_buf_init_max(&r->body, size + CR_TEMPLATE_MAX_OUTPUT);
	if (p->relative && n == 0)
		return cr_fail(cr, CR_EUSAGE, "the configuration does not "
		    "say where the provider is (url = ...)");
	if (n > 0 && url[n - 1] == '/')
		n--;
	url = p->relative ? cr_arena_strndup(arena, url, n) : "";
	if ((err = fill(cr, p->url, v, url, arena, &r->http.url)) == CR_OK &&
	    (err = make_body(cr, p, v, content, size, arena, r, &type)) ==
	    CR_OK)
		err = make_headers(cr, p, v, type, arena, r);
	return err;
}
