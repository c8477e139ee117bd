#include "cr/provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

const struct cr_conf_opt cr_provider_part_opts[] = {
	{ .name = "name", .type = CR_CONF_TEXT },
	{ .name = "value", .type = CR_CONF_TEXT },
	{ .name = "content", .type = CR_CONF_BOOL },
	{ .name = "filename", .type = CR_CONF_TEXT },
	{ .name = "type", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

const struct cr_conf_opt cr_provider_answer_opts[] = {
	{ .name = "is", .type = CR_CONF_TEXT },
	{ .name = "status", .type = CR_CONF_LIST },
	{ .name = "pointer", .type = CR_CONF_TEXT },
	{ .name = "match", .type = CR_CONF_TEXT },
	{ .name = "reference", .type = CR_CONF_TEXT },
	{ .name = "reason", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

static const struct cr_conf_opt file_opts[] = {
	PROVIDER_OPTS,
	{ .name = "idempotent", .type = CR_CONF_BOOL },
	{ .name = "content", .type = CR_CONF_BOOL },
	{ .name = NULL },
};

static const struct provider_is meanings[] = {
	{ "sent", CR_DELIVERY_SENT, false },
	{ "retry", CR_DELIVERY_RETRY, false },
	{ "refused", CR_DELIVERY_REFUSED, false },
	{ "unknown", CR_DELIVERY_UNKNOWN, false },
	{ "stop", CR_DELIVERY_RETRY, true },
	{ .word = NULL },
};

static const struct provider_kind messages = {
	.opts = file_opts, .words = cr_provider_words, .is = meanings,
};

static int
compile(struct cr *cr, const struct cr_conf_sec *s, const struct cr_provider
    *p, const char *name, const char *text, enum cr_template_form form,
    struct cr_template **out)
{
	return cr_template_parse(cr, cr_conf_file(s), (int)cr_conf_line(s,
	    name), text, strlen(text), form, p->kind->words, out);
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
	return compile(cr, s, p, "url", url, CR_TEMPLATE_URL, &p->url);
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
		err = compile(cr, s, p, "headers", text, CR_TEMPLATE_TEXT,
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
	return compile(cr, s, p, "body", line, types[k].form, &p->body);
}

static int
take_part(struct cr *cr, const struct cr_conf_sec *s,
    const struct cr_provider *all, struct provider_part *p)
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
	if (value != NULL && (err = compile(cr, s, all, "value", value,
	    CR_TEMPLATE_TEXT, &p->value)) != CR_OK)
		return err;
	return filename == NULL ? CR_OK : compile(cr, s, all, "filename",
	    filename, CR_TEMPLATE_TEXT, &p->filename);
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
		    p, &p->part[p->nparts]);
	return err;
}

static int
take_content(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provider *p)
{
	bool body = cr_conf_has(s, "body"), parts = cr_conf_count(s, "part");
	bool content = !p->kind->lookups && cr_conf_bool(s, "content", false);

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

int
cr_provider_take(struct cr *cr, struct cr_conf *conf,
    const struct provider_kind *kind, struct cr_provider **out)
{
	const struct cr_conf_sec *s = cr_conf_root(conf);
	struct cr_provider *p = cr_calloc(1, sizeof(*p));
	int err;

	*out = NULL;
	cr_arena_init(&p->arena);
	p->conf = conf;
	p->kind = kind;
	p->basic = cr_conf_bool(s, "basic", false);
	p->idempotent = !kind->lookups && cr_conf_bool(s, "idempotent",
	    false);
	if ((err = take_method(cr, s, p)) == CR_OK &&
	    (err = take_url(cr, s, p)) == CR_OK &&
	    (err = take_headers(cr, s, p)) == CR_OK &&
	    (err = take_content(cr, s, p)) == CR_OK)
		err = cr_provider_answers(cr, s, p);
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
	return err != CR_OK ? err : cr_provider_take(cr, conf, &messages,
	    out);
}

int
cr_provider_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_provider **out)
{
	struct cr_conf *conf;
	int err = cr_conf_parse(cr, name, text, n, file_opts, &conf);

	*out = NULL;
	return err != CR_OK ? err : cr_provider_take(cr, conf, &messages,
	    out);
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
		cr_provider_regex_free(p->answer[i].match);
		cr_provider_regex_free(p->answer[i].reference.match);
		cr_provider_regex_free(p->answer[i].reason.match);
	}
	cr_conf_free(p->conf);
	cr_arena_release(&p->arena);
	free(p);
}
