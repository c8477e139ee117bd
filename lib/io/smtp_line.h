#ifndef SMTP_LINE_H
#define SMTP_LINE_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A connection to a mail server. libcurl makes it, with TLS and the login;
 * from there on the dialogue is ours: libcurl would wait for the reply to
 * each command, where most servers take several at a time (RFC 2920), and
 * it does not tell how far a message got that failed.
 */
struct smtp_line {
	CURL *model;			/* how to connect */
	CURL *curl;			/* NULL: not connected */
	curl_socket_t fd;
	char error[CURL_ERROR_SIZE];	/* why it is of no use; "" */
	int64_t deadline;		/* ms of the clock */
	bool pipelining, size;		/* what the server can do */
	char in[2048];			/* what came and was not read yet */
	size_t at, end;
	int code;			/* of the last reply; 0: none */
	char reply[200];		/* and its words */
};

/* Whoever opens it has set the other options of L->model. */
void cr_smtp_line_init(struct smtp_line *l, CURL *model);
/* Says QUIT if the line is open, and frees the model. */
void cr_smtp_line_release(struct smtp_line *l);

/* A message: what follows may take so long, all together. */
void cr_smtp_line_begin(struct smtp_line *l, int64_t seconds);

/* Connect, up to the login. What went wrong is in L->error and L->code. */
CURLcode cr_smtp_line_open(struct smtp_line *l);
/* Nothing is said: only hang up. */
void cr_smtp_line_close(struct smtp_line *l);
/* Is it connected, with nothing said by the server that was not asked? */
bool cr_smtp_line_is_open(struct smtp_line *l);

/* False when it broke, with L->error; what was written may have arrived. */
bool cr_smtp_line_write(struct smtp_line *l, const char *s, size_t n);
/* Read a reply, all its lines, of which the last one is kept. */
bool cr_smtp_line_read(struct smtp_line *l);

#endif
