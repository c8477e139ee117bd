#include "provider.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/json.h"
#include "cr/str.h"

#define GROUPS 2

void
cr_way_say(struct cr_handover *o, enum cr_delivery how, const char *fmt, ...)
{
	va_list ap;

	o->how = how;
	va_start(ap, fmt);
	vsnprintf(o->answer, sizeof(o->answer), _(fmt), ap);
	va_end(ap);
}

void
cr_way_quote(char *to, size_t size, const char *text, size_t n)
{
	size_t i = 0, k;

	while (n > 0 && cr_is_space(*text)) {
		text++;
		n--;
	}
	for (k = 0; k < n && i < size - 1; k++) {
		if (text[k] == '\n' || text[k] == '\0')
			break;
		if ((unsigned char)text[k] >= ' ' && text[k] != 0x7f)
			to[i++] = text[k];
	}
	/* no half character at the end, and none of another encoding */
	while (i > 0 && !cr_is_utf8(to, i))
		i--;
	to[i] = '\0';
}

/* The key or index of N characters at S, where ~0 is ~ and ~1 is /. */
static const struct cr_json *
step(const struct cr_json *j, const char *s, size_t n)
{
	char key[128];
	size_t i, k;
	int64_t index;

	if (cr_json_type(j) == CR_JSON_LIST)
		return cr_parse_int(s, n, &index) && index >= 0 &&
		    (uint64_t)index < cr_json_count(j) ?
		    cr_json_at(j, (size_t)index) : NULL;
	for (i = k = 0; i < n && k < sizeof(key) - 1; i++) {
		key[k++] = s[i];
		if (s[i] == '~' && i + 1 < n)
			key[k - 1] = s[++i] == '1' ? '/' : '~';
	}
	key[k] = '\0';
	return cr_json_get(j, key);
}

const struct cr_json *
cr_provider_follow(const struct cr_json *j, const char *pointer)
{
	size_t n;

	while (j != NULL && *pointer == '/') {
		n = strcspn(++pointer, "/");
		j = step(j, pointer, n);
		pointer += n;
	}
	return j;
}

bool
cr_provider_text(const struct cr_json *j, char *to, size_t size)
{
	if (j == NULL)
		return false;
	switch (cr_json_type(j)) {
	case CR_JSON_TEXT:
		snprintf(to, size, "%s", cr_json_text(j));
		return true;
	case CR_JSON_INT:
		snprintf(to, size, "%" PRId64, cr_json_int(j));
		return true;
	case CR_JSON_BOOL:
		snprintf(to, size, "%s", cr_json_bool(j) ? "true" : "false");
		return true;
	default:
		return false;
	}
}

static bool
has_status(const struct provider_answer *r, int status)
{
	size_t i;

	for (i = 0; i < r->nstatus; i++)
		if (status >= r->status[i].from && status <= r->status[i].to)
			return true;
	return r->nstatus == 0;
}

/* The value at POINTER of V, as text. */
static bool
value_at(const struct provider_view *v, const char *pointer, char *to,
    size_t size)
{
	return cr_provider_text(cr_provider_follow(v->json, pointer), to,
	    size);
}

static bool
is_it(const struct provider_answer *r, int status,
    const struct provider_view *v)
{
	char text[PROVIDER_TEXT_MAX];
	const char *s = v->text;

	if (!has_status(r, status))
		return false;
	if (r->pointer != NULL) {
		if (!value_at(v, r->pointer, text, sizeof(text)))
			return false;
		s = text;
	}
	return r->match == NULL || regexec(r->match, s, 0, NULL, 0) == 0;
}

const struct provider_answer *
cr_provider_match(const struct cr_provider *p, int status,
    const struct provider_view *v)
{
	size_t i;

	for (i = 0; i < p->nanswers; i++)
		if (is_it(&p->answer[i], status, v))
			return &p->answer[i];
	return NULL;
}

void
cr_provider_find(const struct provider_find *f,
    const struct provider_view *v, char *to, size_t size)
{
	regmatch_t m[GROUPS];
	char text[PROVIDER_TEXT_MAX];
	int i;

	if (f->pointer != NULL) {
		if (value_at(v, f->pointer, text, sizeof(text)))
			cr_way_quote(to, size, text, strlen(text));
	} else if (f->match != NULL && regexec(f->match, v->text, GROUPS, m,
	    0) == 0) {
		i = m[1].rm_so >= 0 ? 1 : 0;
		cr_way_quote(to, size, v->text + m[i].rm_so,
		    (size_t)(m[i].rm_eo - m[i].rm_so));
	}
}

/* What HTTP says where the file says nothing. */
static void
judge_status(const struct cr_provider *p, int status, struct cr_handover *o)
{
	switch (status) {
	case 401: case 403: case 404: case 405: case 407: case 429: case 503:
		o->how = CR_DELIVERY_RETRY;
		o->down = true;
		return;
	case 408: case 425:
		o->how = CR_DELIVERY_RETRY;
		return;
	}
	if (status < 300)
		o->how = p->nanswers == 0 ? CR_DELIVERY_SENT :
		    CR_DELIVERY_UNKNOWN;
	else if (status < 400)
		o->how = CR_DELIVERY_RETRY;
	else
		o->how = status < 500 ? CR_DELIVERY_REFUSED :
		    CR_DELIVERY_UNKNOWN;
	o->down = (status >= 300 && status < 400) || status >= 500;
}

static void
judge_answer(const struct cr_provider *p, const struct cr_http_answer *a,
    const struct provider_view *v, struct cr_handover *o)
{
	const struct provider_answer *r = cr_provider_match(p, a->status, v);

	cr_way_quote(o->answer, sizeof(o->answer), v->text, strlen(v->text));
	if (r == NULL) {
		judge_status(p, a->status, o);
		return;
	}
	o->how = (enum cr_delivery)r->how;
	o->down = r->stop;
	cr_provider_find(&r->reference, v, o->tracking, sizeof(o->tracking));
	cr_provider_find(&r->reason, v, o->answer, sizeof(o->answer));
}

void
cr_provider_view(struct provider_view *v, const char *body, size_t size,
    bool cut, bool exact)
{
	size_t n = size < sizeof(v->text) ? size : sizeof(v->text) - 1;
	struct cr cr;	/* where the parser complains */

	memcpy(v->text, body, n);
	v->text[n] = '\0';
	v->json = NULL;
	if (cut)
		return;
	cr_init(&cr, "json");
	if (exact)
		cr_json_parse_exact(&cr, body, size, &v->json);
	else
		cr_json_parse(&cr, body, size, &v->json);
	cr_release(&cr);
}

void
cr_provider_view_release(struct provider_view *v)
{
	if (v->json != NULL)
		cr_json_free(v->json);
	v->json = NULL;
}

void
cr_provider_judge(const struct cr_provider *p, const struct cr_http_answer *a,
    struct cr_handover *o)
{
	struct provider_view v;

	*o = (struct cr_handover){ .code = a->status };
	if (a->reach == CR_HTTP_ANSWERED) {
		cr_provider_view(&v, a->body.s, a->body.len, a->cut, false);
		judge_answer(p, a, &v, o);
		cr_provider_view_release(&v);
		if (o->answer[0] == '\0')
			snprintf(o->answer, sizeof(o->answer),
			    "HTTP %d%s%.200s", a->status,
			    a->error[0] ? ", " : "", a->error);
	} else {
		cr_way_say(o, a->reach == CR_HTTP_LOST ? CR_DELIVERY_UNKNOWN :
		    CR_DELIVERY_RETRY, "%s", a->error);
		o->down = true;
	}
	/* It knows by the message's own name what it has already. */
	if (o->how == CR_DELIVERY_UNKNOWN && p->idempotent)
		o->how = CR_DELIVERY_RETRY;
}
