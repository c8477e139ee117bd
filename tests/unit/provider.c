/* What is asked of a provider, and what its answers mean. */
#include <stdio.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/json.h"
#include "cr/provider.h"
#include "unit.h"

static struct cr cr;
static struct cr_arena arena;
static struct cr_provider_request request;
static struct cr_provider *asked;	/* REQUEST points into it */

static struct cr_provider *
parse(const char *text)
{
	struct cr_provider *p;

	return cr_provider_parse(&cr, "p.conf", text, strlen(text), &p) ==
	    CR_OK ? p : NULL;
}

/* Everything that could end a field, a header or a string. */
static const char hostile[] = "a&b=c\"\\\r\nX-Y: z {{user}} %41\303\250 </v>";

static const struct cr_http_request *
ask(const char *text, const void *content, size_t size)
{
	struct cr_provider *p = parse(text);
	struct cr_values *v = cr_values_new(&arena, cr_provider_words);

	ck_assert_msg(p != NULL, "%s", cr_errmsg(&cr));
	cr_values_set(v, CR_PROVIDER_TEXT, hostile);
	cr_values_set(v, CR_PROVIDER_NAME, hostile);
	cr_values_set(v, CR_PROVIDER_USER, "me");
	cr_buf_release(&request.body);
	ck_assert_int_eq(cr_provider_ask(&cr, p, "https://h/base/", v,
	    content, size, &arena, &request), CR_OK);
	cr_provider_free(asked);
	asked = p;
	return &request.http;
}

START_TEST(urls)
{
	const struct cr_http_request *r = ask("method = GET "
	    "url = '/x/{{text}}?n={{name}}&u={{user}}'", NULL, 0);

	ck_assert_str_eq(r->url, "https://h/base/x/a%26b%3Dc%22%5C%0D%0AX-Y%3A"
	    "%20z%20%7B%7Buser%7D%7D%20%2541%C3%A8%20%3C%2Fv%3E?n=a%26b%3Dc%22"
	    "%5C%0D%0AX-Y%3A%20z%20%7B%7Buser%7D%7D%20%2541%C3%A8%20%3C%2Fv%3E"
	    "&u=me");
	ck_assert_str_eq(r->method, "GET");
	ck_assert_ptr_null(r->body);
	/* an address of its own is not put behind the configured one */
	r = ask("url = 'https://other/{{user}}'", NULL, 0);
	ck_assert_str_eq(r->url, "https://other/me");
}
END_TEST

START_TEST(headers)
{
	const struct cr_http_request *r = ask("url = '/' headers = { "
	    "'X-Name: {{name}}', 'X-User: {{user}}' } type = json "
	    "body = '{}'", NULL, 0);

	ck_assert_uint_eq(r->nheaders, 3);
	ck_assert_str_eq(r->headers[0], "X-Name: a&b=c\"\\  X-Y: z {{user}} "
	    "%41\303\250 </v>");
	ck_assert_str_eq(r->headers[1], "X-User: me");
	ck_assert_str_eq(r->headers[2], "Content-Type: application/json");
}
END_TEST

START_TEST(bodies)
{
	const struct cr_http_request *r = ask("url = '/' type = json body = { "
	    "'{\"t\": \"{{text}}\"', ', \"u\": \"{{user}}\"}' }", NULL, 0);
	struct cr_json *j;

	ck_assert_int_eq(cr_json_parse(&cr, r->body, r->size, &j), CR_OK);
	ck_assert_str_eq(cr_json_text(cr_json_get(j, "t")), hostile);
	ck_assert_str_eq(cr_json_text(cr_json_get(j, "u")), "me");
	cr_json_free(j);
	r = ask("url = '/' type = form body = 't={{text}}&u={{user}}'", NULL,
	    0);
	ck_assert_str_eq(r->body, "t=a%26b%3Dc%22%5C%0D%0AX-Y%3A%20z%20%7B%7B"
	    "user%7D%7D%20%2541%C3%A8%20%3C%2Fv%3E&u=me");
	r = ask("url = '/' type = xml body = '<t>{{text}}</t>'", NULL, 0);
	ck_assert_str_eq(r->body, "<t>a&amp;b=c&quot;\\  X-Y: z {{user}} "
	    "%41\303\250 &lt;/v&gt;</t>");
	r = ask("method = PUT url = '/' content = yes", "%PDF\0\r\n", 7);
	ck_assert_uint_eq(r->size, 7);
	ck_assert_mem_eq(r->body, "%PDF\0\r\n", 7);
}
END_TEST

START_TEST(parts)
{
	static const char begin[] = "Content-Disposition: form-data; "
	    "name=\"to\"\r\n\r\na&b=c\"\\  X-Y: z";
	static const char file[] = "\r\nContent-Disposition: form-data; "
	    "name=\"doc\"; filename=\"a&b=c%22\\  X-Y: z {{user}} %41\303\250 "
	    "</v>.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF";
	const struct cr_http_request *r = ask("url = '/' part { name = to "
	    "value = '{{text}}' } part { name = doc content = yes "
	    "filename = '{{name}}.pdf' type = 'application/pdf' }",
	    "%PDF\0\r\n", 7);
	const char *body = r->body, *type = r->headers[0];
	char edge[80];
	size_t n;

	ck_assert_msg(strncmp(type, "Content-Type: multipart/form-data; "
	    "boundary=", 44) == 0, "%s", type);
	n = (size_t)snprintf(edge, sizeof(edge), "--%s", type + 44);
	ck_assert_mem_eq(body, edge, n);
	ck_assert_mem_eq(body + n + 2, begin, sizeof(begin) - 1);
	body = strstr(body, "</v>\r\n--") + 6;
	ck_assert_mem_eq(body, edge, n);
	ck_assert_mem_eq(body + n, file, sizeof(file) - 1);
	body += n + sizeof(file) - 1;
	ck_assert_mem_eq(body, "\0\r\n\r\n--", 7);
	ck_assert_uint_eq(r->size, (size_t)(body - (const char *)r->body) +
	    5 + n + 4);
}
END_TEST

static const char *const wrong[] = {
	"", "method = DELETE url = '/'", "url = 'ftp://h/'", "url = 'h/x'",
	"url = 'https://{{user}}.h/'", "url = '/a b'", "url = \"/\\n\"",
	"url = '/{{to|<20}}'", "url = '/{{nothing}}'",
	"url = '/' headers = 'no header'", "url = '/' headers = 'A{{to}}: b'",
	"url = '/' body = 'x'", "url = '/' type = pdf body = 'x'",
	"url = '/' content = yes type = json body = '{}'",
	"method = GET url = '/' content = yes",
	"url = '/' part { name = a }", "url = '/' part { value = a }",
	"url = '/' part { name = a value = b content = yes }",
	"url = '/' answer { is = good }", "url = '/' answer { }",
	"url = '/' answer { is = sent status = 99 }",
	"url = '/' answer { is = sent status = '300-200' }",
	"url = '/' answer { is = sent match = '(' }",
	"url = '/' answer { is = sent reference = '[' }",
	"url = '/' answer { is = sent pointer = 'id' }",
};

START_TEST(files)
{
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		ck_assert_msg(parse(wrong[i]) == NULL, "%s", wrong[i]);
		ck_assert_msg(strncmp(cr_errmsg(&cr), "p.conf:1: ", 10) == 0,
		    "%s: %s", wrong[i], cr_errmsg(&cr));
	}
}
END_TEST

static const char rules[] = "url = '/' "
    "answer { is = sent status = 200 pointer = '/ok' match = '^true$' "
    "	reference = '/m/0/a~1b' reason = '/why' } "
    "answer { is = stop status = 200 match = 'no credit' reason = 'no .*' } "
    "answer { is = refused status = { 200, '400-405' } "
    "	match = 'bad number ([0-9]+)' reason = 'bad number ([0-9]+)' } ";

static struct cr_handover
judge(const char *file, enum cr_http_reach reach, int status,
    const char *body)
{
	struct cr_provider *p = parse(file);
	struct cr_http_answer a;
	struct cr_handover o;

	ck_assert_msg(p != NULL, "%s", cr_errmsg(&cr));
	cr_http_answer_init(&a);
	a.reach = reach;
	a.status = status;
	cr_buf_adds(&a.body, body);
	cr_provider_judge(p, &a, &o);
	cr_http_answer_release(&a);
	cr_provider_free(p);
	return o;
}

static void
means(int status, const char *body, enum cr_delivery how, bool down)
{
	struct cr_handover o = judge(rules, CR_HTTP_ANSWERED, status, body);

	ck_assert_msg(o.how == how && o.down == down && o.code == status,
	    "%d \"%s\": %d %d", status, body, o.how, o.down);
}

START_TEST(answers)
{
	struct cr_handover o = judge(rules, CR_HTTP_ANSWERED, 200, "{\"ok\": "
	    "true, \"m\": [{\"a/b\": 42}], \"why\": \"put \\n away\"}");

	ck_assert_int_eq(o.how, CR_DELIVERY_SENT);
	ck_assert_str_eq(o.tracking, "42");
	ck_assert_str_eq(o.answer, "put ");
	o = judge(rules, CR_HTTP_ANSWERED, 404, "bad number 12");
	ck_assert_int_eq(o.how, CR_DELIVERY_REFUSED);
	ck_assert_str_eq(o.answer, "12");
	means(200, "no credit left", CR_DELIVERY_RETRY, true);
	/* what no rule knows: nobody can tell whether it was taken */
	means(200, "{\"ok\": false}", CR_DELIVERY_UNKNOWN, false);
	means(200, "{\"ok\": tru", CR_DELIVERY_UNKNOWN, false);
	means(202, "{\"ok\": true}", CR_DELIVERY_UNKNOWN, false);
	means(302, "", CR_DELIVERY_RETRY, true);
	means(400, "", CR_DELIVERY_REFUSED, false);
	means(401, "", CR_DELIVERY_RETRY, true);
	means(429, "", CR_DELIVERY_RETRY, true);
	means(408, "", CR_DELIVERY_RETRY, false);
	means(500, "", CR_DELIVERY_UNKNOWN, true);
	means(502, "", CR_DELIVERY_UNKNOWN, true);
	means(503, "", CR_DELIVERY_RETRY, true);
}
END_TEST

START_TEST(no_answers)
{
	struct cr_handover o = judge(rules, CR_HTTP_NOWHERE, 0, "");

	ck_assert(o.how == CR_DELIVERY_RETRY && o.down);
	o = judge(rules, CR_HTTP_LOST, 0, "");
	ck_assert(o.how == CR_DELIVERY_UNKNOWN && o.down);
	o = judge("url = '/' idempotent = yes", CR_HTTP_LOST, 0, "");
	ck_assert(o.how == CR_DELIVERY_RETRY && o.down);
	/* without rules what HTTP says is all */
	o = judge("url = '/'", CR_HTTP_ANSWERED, 204, "");
	ck_assert_int_eq(o.how, CR_DELIVERY_SENT);
	ck_assert_str_eq(o.answer, "HTTP 204");
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { urls, headers, bodies, parts, files,
	    answers, no_answers, NULL };
	int failed;

	cr_init(&cr, "unit");
	cr_arena_init(&arena);
	failed = unit_run("provider", tests);
	cr_buf_release(&request.body);
	cr_provider_free(asked);
	cr_arena_release(&arena);
	cr_release(&cr);
	return failed;
}
