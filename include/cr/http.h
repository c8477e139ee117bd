#ifndef CR_HTTP_H
#define CR_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/buf.h"

struct cr;

/*
 * One request over HTTP/1.1 and its answer, each on a connection of its own,
 * so that nothing is ever asked twice behind our back. Over TLS, 1.2 or
 * later, whose certificate is checked; in the clear to this machine only.
 * Redirections are not followed, and the environment is not asked for
 * proxies or passwords.
 */
struct cr_http;

struct cr_http_opts {
	const char *ca;		/* PEM; NULL: those of the machine */
	int64_t timeout;	/* seconds for one request */
};

#define CR_HTTP_MAX_ANSWER ((size_t)64 * 1024)	/* what is kept of it */

struct cr_http_request {
	const char *method;	/* GET POST PUT PATCH */
	const char *url;
	const char *const *headers;	/* "Name: value" */
	size_t nheaders;
	const char *user, *password;	/* Basic (RFC 7617); NULL: none */
	const void *body;	/* NULL: none */
	size_t size;
};

/* How far it went: what is to be thought of it. */
enum cr_http_reach {
	CR_HTTP_NOWHERE,	/* the server has not got the request */
	CR_HTTP_LOST,		/* it may have, and did not answer */
	CR_HTTP_ANSWERED,
};

struct cr_http_answer {
	enum cr_http_reach reach;
	bool configuration;	/* it never will: TLS, the name of a host */
	int status;		/* when it answered */
	bool cut;		/* there was more than BODY holds */
	struct cr_buf body;
	char error[256];	/* why there is no answer, or not all of it */
	int64_t retry_after;	/* seconds that it asks to wait; 0: none */
};

int cr_http_open(struct cr *cr, const struct cr_http_opts *opts,
    struct cr_http **out);
void cr_http_close(struct cr_http *h);	/* NULL is nothing */

/*
 * Ask and wait. CR_EUSAGE of an address that is none, or in the clear to
 * another machine; all else is told in A, which was initialised with
 * cr_http_answer_init() and is the caller's.
 */
int cr_http_ask(struct cr_http *h, struct cr *cr,
    const struct cr_http_request *r, struct cr_http_answer *a);
void cr_http_answer_init(struct cr_http_answer *a);
/* The same for an answer of up to MAX bytes. */
void cr_http_answer_init_max(struct cr_http_answer *a, size_t max);
void cr_http_answer_release(struct cr_http_answer *a);

#endif
