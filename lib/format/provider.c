#include "cr/provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "provider.h"

const struct cr_template_word cr_provider_words[CR_PROVIDER_WORDS + 1] = {
	[CR_PROVIDER_TO] = { "to", N_("the address, a number as +39..."),
	    NULL },
	[CR_PROVIDER_NUMBER] = { "number", N_("the number's digits"), NULL },
	[CR_PROVIDER_TEXT] = { "text", N_("the text"), NULL },
	[CR_PROVIDER_UNICODE] = { "unicode",
	    N_("1, if the text needs more than the GSM alphabet"), NULL },
	[CR_PROVIDER_SEGMENTS] = { "segments",
	    N_("text messages that it takes"), NULL },
	[CR_PROVIDER_SENDER] = { "sender", N_("the sender"), NULL },
	[CR_PROVIDER_USER] = { "user", N_("the name at the provider's"),
	    NULL },
	[CR_PROVIDER_PASSWORD] = { "password", N_("the password"), NULL },
	[CR_PROVIDER_REPORT] = { "report", N_("where reports go"), NULL },
	[CR_PROVIDER_FILE] = { "file",
	    N_("the message's own name, another for each"), NULL },
	[CR_PROVIDER_MESSAGE] = { "message",
	    N_("its number in the ledger"), NULL },
	[CR_PROVIDER_CHANNEL] = { "channel", N_("the channel"), NULL },
	[CR_PROVIDER_REGISTERED] = { "registered",
	    N_("1, if the letter is registered"), NULL },
	[CR_PROVIDER_NAME] = { "name", N_("of whom it goes to"), NULL },
	[CR_PROVIDER_STREET] = { "street", N_("street and number"), NULL },
	[CR_PROVIDER_ZIP] = { "zip", N_("postal code"), NULL },
	[CR_PROVIDER_CITY] = { "city", N_("city"), NULL },
	[CR_PROVIDER_PROVINCE] = { "province", N_("province"), NULL },
	[CR_PROVIDER_COUNTRY] = { "country", N_("country, two letters"),
	    NULL },
	[CR_PROVIDER_SUBJECT] = { "subject", N_("the subject"), NULL },
	[CR_PROVIDER_LANGUAGE] = { "language", N_("it, en or de"), NULL },
	[CR_PROVIDER_SHA256] = { "sha256", N_("digest of the content"),
	    NULL },
	[CR_PROVIDER_BASE64] = { "base64", N_("the content in base64"),
	    NULL },
	{ NULL, NULL, NULL },
};

static const struct cr_conf_opt part_opts[] = {
	{ .name = "name", .type = CR_CONF_TEXT },
	{ .name = "value", .type = CR_CONF_TEXT },
	{ .name = "content", .type = CR_CONF_BOOL },
	{ .name = "filename", .type = CR_CONF_TEXT },
	{ .name = "type", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

static const struct cr_conf_opt answer_opts[] = {
	{ .name = "is", .type = CR_CONF_TEXT },
	{ .name = "status", .type = CR_CONF_LIST },
	{ .name = "pointer", .type = CR_CONF_TEXT },
	{ .name = "match", .type = CR_CONF_TEXT },
	{ .name = "reference", .type = CR_CONF_TEXT },
	{ .name = "reason", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

static const struct cr_conf_opt file_opts[] = {
	{ .name = "method", .type = CR_CONF_TEXT },
	{ .name = "url", .type = CR_CONF_TEXT },
	{ .name = "headers", .type = CR_CONF_LIST },
	{ .name = "basic", .type = CR_CONF_BOOL },
	{ .name = "idempotent", .type = CR_CONF_BOOL },
	{ .name = "type", .type = CR_CONF_TEXT },
	{ .name = "body", .type = CR_CONF_LIST },
	{ .name = "content", .type = CR_CONF_BOOL },
	{ "part", CR_CONF_SECTION, part_opts, CR_CONF_MANY },
	{ "answer", CR_CONF_SECTION, answer_opts, CR_CONF_MANY },
	{ .name = NULL },
};

static int
compile(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char *text, enum cr_template_form form, struct cr_template **out)
{
	return cr_template_parse(cr, cr_conf_file(s), (int)cr_conf_line(s,
	    name), text, strlen(text), form, cr_provider_words, out);
}

static int
take_method(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provider *p)
{
	static const char *const methods[] = { "GET", "POST", "PUT", "PATCH",
	    NULL };
	const char *word = cr_conf_text(s, "method", "POST");
	size_t i;

	for (i = 0; methods[i] != NULL; i++)
		if (strcmp(word, methods[i]) == 0) {
			p->method = word;
			return CR_OK;
		}
	return cr_conf_fail(cr, s, "method", "method \"%s\" is none of GET, "
	    "POST, PUT, PATCH", word);
}

/* What stands in an address; places may have no width there. */
static bool
is_url(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || strchr("\"<>\\|", *s) != NULL)
			return false;
	return true;
}

static int
take_url(struct cr *cr, const struct cr_conf_sec *s, struct cr_provider *p)
{
	const char *url = cr_conf_text(s, "url", NULL), *host, *place;

	if (url == NULL)
		return cr_conf_fail(cr, s, NULL, "\"%s\" is missing", "url");
	p->relative = *url == '/';
	if (!is_url(url) || (!p->relative && !cr_starts(url, "https://") &&
	    !cr_starts(url, "http://")))
		return cr_conf_fail(cr, s, "url", "\"%s\" is no address of "
		    "the web", url);
	host = p->relative ? "/" : strstr(url, "//") + 2;
	place = strstr(host, "{{");
	if (place != NULL && place < host + strcspn(host, "/?#"))
		return cr_conf_fail(cr, s, "url", "the host is the same for "
		    "all messages");
	return compile(cr, s, "url", url, CR_TEMPLATE_URL, &p->url);
}

/* "Name: value", of which a template leaves the name alone. */
static bool
is_header(const char *s)
{
	static const char token[] = "!#$%&'*+-.^_`|~";
	size_t n = 0;

	while (cr_is_alpha(s[n]) || cr_is_digit(s[n]) ||
	    (s[n] != '\0' && strchr(token, s[n]) != NULL))
		n++;
	return n > 0 && s[n] == ':' && strpbrk(s, "\r\n") == NULL;
}

static int
take_headers(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provider *p)
{
	const char *text;
	int err;

	for (; (text = cr_conf_item(s, "headers", p->nheaders)) != NULL;
	    p->nheaders++) {
		if (p->nheaders == CR_PROVIDER_MAX_HEADERS)
			return cr_conf_fail(cr, s, "headers", "there are more "
			    "than %d", CR_PROVIDER_MAX_HEADERS);
		if (!is_header(text))
			return cr_conf_fail(cr, s, "headers", "\"%s\" is no "
			    "header (Name: value)", text);
		err = compile(cr, s, "headers", text, CR_TEMPLATE_TEXT,
		    &p->header[p->nheaders]);
		if (err != CR_OK)
			return err;
	}
	return CR_OK;
}

/* How values are escaped in a body of that type. */
static const struct {
	const char *word, *type;
	enum cr_template_form form;
} types[] = {
	{ "form", "application/x-www-form-urlencoded", CR_TEMPLATE_URL },
	{ "json", "application/json", CR_TEMPLATE_JSON },
	{ "xml", "application/xml; charset=utf-8", CR_TEMPLATE_HTML },
	{ "text", "text/plain; charset=utf-8", CR_TEMPLATE_TEXT },
	{ NULL, NULL, CR_TEMPLATE_TEXT }
};

static int
take_body(struct cr *cr, const struct cr_conf_sec *s, struct cr_provider *p)
{
	const char *word = cr_conf_text(s, "type", NULL), *line;
	struct cr_buf text;
	size_t i, k;

	for (k = 0; types[k].word != NULL; k++)
		if (cr_streq(types[k].word, word))
			break;
	if (types[k].word == NULL)
		return cr_conf_fail(cr, s, "type", "a body needs a type: "
		    "form, json, xml or text");
	cr_buf_init(&text);
	for (i = 0; (line = cr_conf_item(s, "body", i)) != NULL; i++)
		cr_buf_addf(&text, "%s%s", i > 0 ? "\n" : "", line);
	p->type = types[k].type;
	p->form = PROVIDER_TEXT;
	line = cr_arena_strdup(&p->arena, text.s);
	cr_buf_release(&text);
	return compile(cr, s, "body", line, types[k].form, &p->body);
}

static int
take_part(struct cr *cr, const struct cr_conf_sec *s, struct provider_part *p)
{
	const char *value = cr_conf_text(s, "value", NULL);
	const char *filename = cr_conf_text(s, "filename", NULL);
	bool content = cr_conf_bool(s, "content", false);
	int err;

	p->name = cr_conf_text(s, "name", NULL);
	p->type = cr_conf_text(s, "type", NULL);
	if (cr_is_empty(p->name) || strpbrk(p->name, "\"\r\n") != NULL)
		return cr_conf_fail(cr, s, "name", "a part needs a name");
	if (p->type != NULL && strpbrk(p->type, "\r\n") != NULL)
		return cr_conf_fail(cr, s, "type", "\"%s\" is no type",
		    p->type);
	if ((value != NULL) == content)
		return cr_conf_fail(cr, s, NULL, "a part is a value or the "
		    "content");
	if (value != NULL && (err = compile(cr, s, "value", value,
	    CR_TEMPLATE_TEXT, &p->value)) != CR_OK)
		return err;
	return filename == NULL ? CR_OK : compile(cr, s, "filename", filename,
	    CR_TEMPLATE_TEXT, &p->filename);
}

static int
take_parts(struct cr *cr, const struct cr_conf_sec *s, struct cr_provider *p)
{
	size_t n = cr_conf_count(s, "part");
	int err = CR_OK;

	if (n > CR_PROVIDER_MAX_PARTS)
		return cr_conf_fail(cr, s, NULL, "there are more than %d "
		    "parts", CR_PROVIDER_MAX_PARTS);
	p->form = PROVIDER_PARTS;
	for (; p->nparts < n && err == CR_OK; p->nparts++)
		err = take_part(cr, cr_conf_section(s, "part", p->nparts),
		    &p->part[p->nparts]);
	return err;
}

static int
take_content(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provider *p)
{
	bool body = cr_conf_has(s, "body"), parts = cr_conf_count(s, "part");
	bool content = cr_conf_bool(s, "content", false);

	if (body + parts + content > 1)
		return cr_conf_fail(cr, s, NULL, "there is one body: body, "
		    "content or part");
	if (strcmp(p->method, "GET") == 0 && body + parts + content > 0)
		return cr_conf_fail(cr, s, "method", "GET has no body");
	if (content)
		p->form = PROVIDER_CONTENT;
	return body ? take_body(cr, s, p) : parts ? take_parts(cr, s, p) :
	    CR_OK;
}

static int
take_regex(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char *text, regex_t **out)
{
	char why[128];
	regex_t *r = cr_malloc(sizeof(*r));
	int e = regcomp(r, text, REG_EXTENDED);

	if (e == 0) {
		*out = r;
		return CR_OK;
	}
	regerror(e, r, why, sizeof(why));
	free(r);
	return cr_conf_fail(cr, s, name, "\"%s\" is no regular expression: "
	    "%s", text, why);
}

/* "200", "500-599" */
static bool
parse_range(const char *s, struct provider_range *r)
{
	size_t n = strcspn(s, "-");
	int64_t from, to;

	if (!cr_parse_int(s, n, &from))
		return false;
	to = from;
	if (s[n] == '-' && !cr_parse_int(s + n + 1, strlen(s + n + 1), &to))
		return false;
	*r = (struct provider_range){ (int)from, (int)to };
	return from >= 200 && to <= 599 && from <= to;
}

static int
take_status(struct cr *cr, struct cr_arena *arena,
    const struct cr_conf_sec *s, struct provider_answer *a)
{
	const char *word;
	size_t n;

	for (n = 0; cr_conf_item(s, "status", n) != NULL; n++)
		;
	a->status = cr_arena_alloc(arena, (n + 1) * sizeof(*a->status));
	for (; (word = cr_conf_item(s, "status", a->nstatus)) != NULL;
	    a->nstatus++)
		if (!parse_range(word, &a->status[a->nstatus]))
			return cr_conf_fail(cr, s, "status", "\"%s\" is no "
			    "status of HTTP (200, 500-599)", word);
	return CR_OK;
}

static int
take_find(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct provider_find *f)
{
	const char *text = cr_conf_text(s, name, NULL);

	if (text == NULL)
		return CR_OK;
	if (*text != '/')
		return take_regex(cr, s, name, text, &f->match);
	f->pointer = text;
	return CR_OK;
}

static int
take_is(struct cr *cr, const struct cr_conf_sec *s, struct provider_answer *a)
{
	static const char *const words[] = { "sent", "retry", "refused",
	    "unknown", "stop" };
	static const enum cr_delivery how[] = { CR_DELIVERY_SENT,
	    CR_DELIVERY_RETRY, CR_DELIVERY_REFUSED, CR_DELIVERY_UNKNOWN,
	    CR_DELIVERY_RETRY };
	const char *word = cr_conf_text(s, "is", "");
	size_t i;

	for (i = 0; i < sizeof(how) / sizeof(*how); i++)
		if (strcmp(word, words[i]) == 0) {
			a->how = how[i];
			a->stop = i == 4;
			return CR_OK;
		}
	return cr_conf_fail(cr, s, "is", "an answer is sent, retry, refused, "
	    "unknown or stop, not \"%s\"", word);
}

static int
take_answer(struct cr *cr, struct cr_arena *arena,
    const struct cr_conf_sec *s, struct provider_answer *a)
{
	const char *match = cr_conf_text(s, "match", NULL);
	int err;

	a->pointer = cr_conf_text(s, "pointer", NULL);
	if (a->pointer != NULL && *a->pointer != '/' && *a->pointer != '\0')
		return cr_conf_fail(cr, s, "pointer", "pointer \"%s\" does "
		    "not begin with /", a->pointer);
	if ((err = take_is(cr, s, a)) != CR_OK ||
	    (err = take_status(cr, arena, s, a)) != CR_OK ||
	    (err = take_find(cr, s, "reference", &a->reference)) != CR_OK ||
	    (err = take_find(cr, s, "reason", &a->reason)) != CR_OK)
		return err;
	return match == NULL ? CR_OK : take_regex(cr, s, "match", match,
	    &a->match);
}

static int
take_answers(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provider *p)
{
	size_t n = cr_conf_count(s, "answer");
	int err = CR_OK;

	if (n > CR_PROVIDER_MAX_ANSWERS)
		return cr_conf_fail(cr, s, NULL, "there are more than %d "
		    "answers", CR_PROVIDER_MAX_ANSWERS);
	for (; p->nanswers < n && err == CR_OK; p->nanswers++)
		err = take_answer(cr, &p->arena, cr_conf_section(s, "answer",
		    p->nanswers), &p->answer[p->nanswers]);
	return err;
}

static int
take(struct cr *cr, struct cr_conf *conf, struct cr_provider **out)
{
	const struct cr_conf_sec *s = cr_conf_root(conf);
	struct cr_provider *p = cr_calloc(1, sizeof(*p));
	int err;

	cr_arena_init(&p->arena);
	p->conf = conf;
	p->basic = cr_conf_bool(s, "basic", false);
	p->idempotent = cr_conf_bool(s, "idempotent", false);
	if ((err = take_method(cr, s, p)) == CR_OK &&
	    (err = take_url(cr, s, p)) == CR_OK &&
	    (err = take_headers(cr, s, p)) == CR_OK &&
	    (err = take_content(cr, s, p)) == CR_OK)
		err = take_answers(cr, s, p);
	if (err == CR_OK)
		*out = p;
	else
		cr_provider_free(p);
	return err;
}

int
cr_provider_load(struct cr *cr, const char *path, struct cr_provider **out)
{
	struct cr_conf *conf;
	int err = cr_conf_open(cr, path, file_opts, &conf);

	*out = NULL;
	if (err == CR_ENOTFOUND)
		return cr_fail(cr, CR_EUSAGE, "there is no provider \"%s\"",
		    path);
	return err != CR_OK ? err : take(cr, conf, out);
}

int
cr_provider_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_provider **out)
{
	struct cr_conf *conf;
	int err = cr_conf_parse(cr, name, text, n, file_opts, &conf);

	*out = NULL;
	return err != CR_OK ? err : take(cr, conf, out);
}

static void
free_regex(regex_t *r)
{
	if (r == NULL)
		return;
	regfree(r);
	free(r);
}

void
cr_provider_free(struct cr_provider *p)
{
	size_t i;

	if (p == NULL)
		return;
	cr_template_free(p->url);
	cr_template_free(p->body);
	for (i = 0; i < CR_PROVIDER_MAX_HEADERS; i++)
		cr_template_free(p->header[i]);
	for (i = 0; i < CR_PROVIDER_MAX_PARTS; i++) {
		cr_template_free(p->part[i].value);
		cr_template_free(p->part[i].filename);
	}
	for (i = 0; i < CR_PROVIDER_MAX_ANSWERS; i++) {
		free_regex(p->answer[i].match);
		free_regex(p->answer[i].reference.match);
		free_regex(p->answer[i].reason.match);
	}
	cr_conf_free(p->conf);
	cr_arena_release(&p->arena);
	free(p);
}
