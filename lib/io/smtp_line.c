#include "smtp_line.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cr/str.h"

#define REPLY_LINES 100		/* of one reply */
#define QUIT_SECONDS 2

static int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A line of a reply is the whole of it, but for what is not printable. */
static void
take_line(struct smtp_line *l, const char *p, size_t len)
{
	size_t i;

	if (len < 3 || !cr_is_digit(p[0]) || !cr_is_digit(p[1]) ||
	    !cr_is_digit(p[2]))
		return;
	l->code = (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');
	for (i = 0; i < len && i < sizeof(l->reply) - 1; i++)
		l->reply[i] = (unsigned char)p[i] < ' ' ? '\0' :
		    (unsigned char)p[i] > '~' ? '?' : p[i];
	l->reply[i] = '\0';
}

/* One of those that libcurl reads until the login is over. */
static size_t
on_line(char *p, size_t size, size_t n, void *ctx)
{
	struct smtp_line *l = ctx;
	const char *word;

	take_line(l, p, size * n);
	word = l->reply + (l->reply[0] != '\0' ? 4 : 0);
	/* What was said before TLS began does not count. */
	if (l->code == 220)
		l->pipelining = l->size = false;
	else if (l->code == 250 && strcmp(word, "PIPELINING") == 0)
		l->pipelining = true;
	else if (l->code == 250 && cr_starts(word, "SIZE"))
		l->size = true;
	return size * n;
}

void
cr_smtp_line_init(struct smtp_line *l, CURL *model)
{
	*l = (struct smtp_line){ .model = model };
	curl_easy_setopt(model, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(model, CURLOPT_ERRORBUFFER, l->error);
	curl_easy_setopt(model, CURLOPT_HEADERFUNCTION, on_line);
	curl_easy_setopt(model, CURLOPT_HEADERDATA, l);
	curl_easy_setopt(model, CURLOPT_WRITEFUNCTION, on_line);
	curl_easy_setopt(model, CURLOPT_WRITEDATA, l);
}

void
cr_smtp_line_release(struct smtp_line *l)
{
	cr_smtp_line_begin(l, QUIT_SECONDS);
	if (cr_smtp_line_is_open(l) && cr_smtp_line_write(l, "QUIT\r\n", 6))
		cr_smtp_line_read(l);
	cr_smtp_line_close(l);
	curl_easy_cleanup(l->model);
}

void
cr_smtp_line_begin(struct smtp_line *l, int64_t seconds)
{
	l->code = 0;
	l->error[0] = '\0';
	l->deadline = clock_ms() + seconds * 1000;
}

CURLcode
cr_smtp_line_open(struct smtp_line *l)
{
	CURLcode rc;

	cr_smtp_line_close(l);
	l->code = 0;
	l->reply[0] = l->error[0] = '\0';
	l->at = l->end = 0;
	if ((l->curl = curl_easy_duphandle(l->model)) == NULL)
		return CURLE_OUT_OF_MEMORY;
	rc = curl_easy_perform(l->curl);
	if (rc == CURLE_OK)
		rc = curl_easy_getinfo(l->curl, CURLINFO_ACTIVESOCKET, &l->fd);
	if (rc != CURLE_OK)
		cr_smtp_line_close(l);
	return rc;
}

void
cr_smtp_line_close(struct smtp_line *l)
{
	curl_easy_cleanup(l->curl);
	l->curl = NULL;
}

/* Wait for EVENTS; false when the time is over. */
static bool
wait_for(struct smtp_line *l, short events)
{
	struct pollfd p = { .fd = l->fd, .events = events };
	int64_t left;
	int n;

	do {
		left = l->deadline - clock_ms();
		n = left <= 0 ? 0 : poll(&p, 1, left < 60000 ? (int)left :
		    60000);
	} while ((n < 0 && errno == EINTR) || (n == 0 && left > 0));
	if (n <= 0)
		snprintf(l->error, sizeof(l->error), "the server does not "
		    "answer");
	return n > 0;
}

bool
cr_smtp_line_is_open(struct smtp_line *l)
{
	struct pollfd p = { .fd = l->fd, .events = POLLIN };

	return l->curl != NULL && l->at == l->end && poll(&p, 1, 0) == 0;
}

static bool
broke(struct smtp_line *l, CURLcode rc)
{
	if (l->error[0] == '\0')
		snprintf(l->error, sizeof(l->error), "%s", rc == CURLE_OK ||
		    rc == CURLE_GOT_NOTHING ? "the server hung up" :
		    curl_easy_strerror(rc));
	return false;
}

bool
cr_smtp_line_write(struct smtp_line *l, const char *s, size_t n)
{
	size_t k;
	CURLcode rc;

	for (; n > 0; s += k, n -= k) {
		k = 0;
		rc = curl_easy_send(l->curl, s, n, &k);
		if (rc == CURLE_AGAIN && !wait_for(l, POLLOUT))
			return false;
		if (rc != CURLE_OK && rc != CURLE_AGAIN)
			return broke(l, rc);
	}
	return true;
}

/* Get more of what the server says. */
static bool
fill(struct smtp_line *l)
{
	size_t n = 0;
	CURLcode rc;

	memmove(l->in, l->in + l->at, l->end - l->at);
	l->end -= l->at;
	l->at = 0;
	/* A line that is too long is read in pieces. */
	if (l->end == sizeof(l->in))
		l->end = sizeof(l->in) / 2;
	while ((rc = curl_easy_recv(l->curl, l->in + l->end,
	    sizeof(l->in) - l->end, &n)) == CURLE_AGAIN)
		if (!wait_for(l, POLLIN))
			return false;
	if (rc != CURLE_OK || n == 0)
		return broke(l, rc);
	l->end += n;
	return true;
}

bool
cr_smtp_line_read(struct smtp_line *l)
{
	const char *p, *eol;
	bool last;
	int lines;

	for (lines = 0; lines < REPLY_LINES; lines++) {
		while ((eol = memchr(l->in + l->at, '\n', l->end - l->at)) ==
		    NULL)
			if (!fill(l))
				return false;
		p = l->in + l->at;
		take_line(l, p, (size_t)(eol - p));
		last = eol - p < 4 || p[3] != '-';
		l->at = (size_t)(eol - l->in) + 1;
		if (last)
			return true;
	}
	return broke(l, CURLE_WEIRD_SERVER_REPLY);
}
