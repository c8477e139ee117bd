#include "cr/http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "loopback.h"

#define CONNECT_SECONDS 30L

struct cr_http {
	CURL *curl;
	char error[CURL_ERROR_SIZE];
	/* the request under way */
	const char *left;	/* of the body */
	size_t nleft;
	bool gone;		/* all of it was given to the connection */
	struct cr_http_answer *answer;
};

/* curl asks for the body. */
static size_t
on_read(char *to, size_t size, size_t n, void *ctx)
{
	struct cr_http *h = ctx;
	size_t k = size * n < h->nleft ? size * n : h->nleft;

	memcpy(to, h->left, k);
	h->left += k;
	h->nleft -= k;
	/* With its last byte the other side may soon have the whole. */
	h->gone = h->gone || h->nleft == 0;
	return k;
}

static size_t
on_write(char *p, size_t size, size_t n, void *ctx)
{
	struct cr_http *h = ctx;

	cr_buf_add(&h->answer->body, p, size * n);
	if (!h->answer->body.full)
		return size * n;
	h->answer->cut = true;
	return 0;
}

/* What curl says to the server: without a body, that is all. */
static int
on_debug(CURL *curl, curl_infotype type, char *p, size_t n, void *ctx)
{
	struct cr_http *h = ctx;

	(void)curl;
	(void)p;
	(void)n;
	if (type == CURLINFO_HEADER_OUT && h->nleft == 0)
		h->gone = true;
	return 0;
}

static bool
is_configuration(CURLcode rc)
{
	switch (rc) {
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return true;
	default:
		return false;
	}
}

static void
set_options(struct cr_http *h, const struct cr_http_opts *o)
{
	CURL *c = h->curl;

	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(c, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)o->timeout);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (o->ca != NULL) {
		curl_easy_setopt(c, CURLOPT_CAINFO, o->ca);
		curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
	}
	curl_easy_setopt(c, CURLOPT_USERAGENT, "cr");
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, h->error);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(c, CURLOPT_READDATA, h);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_write);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, h);
	curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(c, CURLOPT_DEBUGDATA, h);
	curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
}

int
cr_http_open(struct cr *cr, const struct cr_http_opts *opts,
    struct cr_http **out)
{
	struct cr_http *h;

	*out = NULL;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return cr_fail(cr, CR_ESYSTEM, "could not start libcurl");
	h = cr_calloc(1, sizeof(*h));
	if ((h->curl = curl_easy_init()) == NULL) {
		free(h);
		return cr_fail(cr, CR_ESYSTEM, "could not start libcurl");
	}
	set_options(h, opts);
	*out = h;
	return CR_OK;
}

void
cr_http_close(struct cr_http *h)
{
	if (h == NULL)
		return;
	curl_easy_cleanup(h->curl);
	free(h);
	curl_global_cleanup();
}

void
cr_http_answer_init(struct cr_http_answer *a)
{
	cr_http_answer_init_max(a, CR_HTTP_MAX_ANSWER);
}

void
cr_http_answer_init_max(struct cr_http_answer *a, size_t max)
{
	*a = (struct cr_http_answer){ .reach = CR_HTTP_NOWHERE };
	cr_buf_init_max(&a->body, max);
}

void
cr_http_answer_release(struct cr_http_answer *a)
{
	cr_buf_release(&a->body);
}

static int
check_url(struct cr *cr, const char *url)
{
	size_t n = strcspn(url, "?");

	if (!cr_starts(url, "https://") && !cr_starts(url, "http://"))
		return cr_fail(cr, CR_EUSAGE, "\"%.*s\" is no address of the "
		    "web", (int)n, url);
	if (cr_starts(url, "http:") && !cr_url_is_loopback(url))
		return cr_fail(cr, CR_EUSAGE, "requests go to another machine "
		    "only over TLS, not to \"%.*s\"", (int)n, url);
	return CR_OK;
}

static struct curl_slist *
headers_of(const struct cr_http_request *r)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");
	size_t i;

	for (i = 0; i < r->nheaders; i++)
		list = curl_slist_append(list, r->headers[i]);
	return list;
}

static void
set_request(CURL *c, const struct cr_http_request *r)
{
	curl_easy_setopt(c, CURLOPT_URL, r->url);
	curl_easy_setopt(c, CURLOPT_UPLOAD, r->body != NULL ? 1L : 0L);
	if (r->body == NULL)
		curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
	else
		curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE,
		    (curl_off_t)r->size);
	curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, r->method);
	if (r->user != NULL) {
		curl_easy_setopt(c, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(c, CURLOPT_USERNAME, r->user);
		curl_easy_setopt(c, CURLOPT_PASSWORD, r->password ?
		    r->password : "");
	}
}

static void
judge(struct cr_http *h, CURLcode rc, struct cr_http_answer *a)
{
	curl_off_t after = 0;
	long status = 0;

	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
	/* Retry-After, in seconds or as a date (RFC 9110, 10.2.3) */
	curl_easy_getinfo(h->curl, CURLINFO_RETRY_AFTER, &after);
	a->retry_after = after > 0 ? (int64_t)after : 0;
	if (rc == CURLE_OK && status < 200)
		rc = CURLE_WEIRD_SERVER_REPLY;
	a->reach = status >= 200 ? CR_HTTP_ANSWERED : h->gone ?
	    CR_HTTP_LOST : CR_HTTP_NOWHERE;
	a->status = status >= 200 ? (int)status : 0;
	if (rc == CURLE_OK)
		return;
	a->cut = true;
	a->configuration = is_configuration(rc) &&
	    a->reach == CR_HTTP_NOWHERE;
	snprintf(a->error, sizeof(a->error), "%s", h->error[0] ? h->error :
	    curl_easy_strerror(rc));
}

int
cr_http_ask(struct cr_http *h, struct cr *cr, const struct cr_http_request *r,
    struct cr_http_answer *a)
{
	struct curl_slist *list;
	int err;

	if ((err = check_url(cr, r->url)) != CR_OK)
		return err;
	list = headers_of(r);
	cr_buf_clear(&a->body);
	a->cut = a->configuration = false;
	a->status = 0;
	a->error[0] = h->error[0] = '\0';
	h->answer = a;
	h->left = r->body;
	h->nleft = r->body != NULL ? r->size : 0;
	h->gone = false;
	set_request(h->curl, r);
	curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, list);
	judge(h, curl_easy_perform(h->curl), a);
	curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(list);
	return CR_OK;
}
