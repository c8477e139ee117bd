#include "cr/smtp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "loopback.h"
#include "smtp_line.h"

#define CONNECT_SECONDS 30L
#define CHUNK ((size_t)65536)	/* of a text */

/* How far the dialogue went: it tells what a failure means. */
enum stage { STAGE_CONNECT, STAGE_MAIL, STAGE_RCPT, STAGE_DATA, STAGE_END };

struct smtp {
	struct cr_transport t;
	struct smtp_line line;
	int64_t timeout;		/* seconds for one message */
	enum stage stage;		/* of the message under way */
	bool answered;			/* after the end of the text */
	struct cr_buf commands, text;	/* as they go over the line */
};

/* A server that will never take anything from us as we are set up. */
static bool
is_configuration(CURLcode rc, int code)
{
	switch (rc) {
	case CURLE_LOGIN_DENIED:
		return code >= 500 || code < 400;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_USE_SSL_FAILED:
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return true;
	default:
		return false;
	}
}

/* Is WORD, in small letters, anywhere in the reply? */
static bool
says(const struct smtp *s, const char *word)
{
	size_t n = strlen(word), i;
	const char *p;

	for (p = s->line.reply; *p != '\0'; p++) {
		for (i = 0; i < n && cr_lower(p[i]) == cr_lower(word[i]); i++)
			;
		if (i == n)
			return true;
	}
	return false;
}

/*
 * Servers judge the sender and the login together with the recipient; of
 * those no recipient is to blame, and every message would be refused.
 */
static bool
is_about_us(const struct smtp *s, const struct cr_outgoing *m)
{
	int code = s->line.code;

	return s->stage == STAGE_RCPT && (code == 530 || code == 535 ||
	    says(s, " 5.1.7 ") || says(s, " 5.1.8 ") || says(s, "relay") ||
	    says(s, "sender address") || (says(s, m->from) &&
	    !says(s, m->to)));
}

/* Too large for this server: told before the text where it knows the size. */
static bool
is_too_large(const struct smtp *s)
{
	return s->stage == STAGE_MAIL && (s->line.code == 552 ||
	    says(s, " 5.3.4 "));
}

/* What became of the message, when it failed. */
static void
judge(const struct smtp *s, const struct cr_outgoing *m, struct cr_handover *o)
{
	int code = s->line.code;
	bool refused = code >= 500 && code < 600 && !is_about_us(s, m);
	bool later = code >= 400 && code < 500;

	if (s->stage == STAGE_END && !(s->answered && (refused || later))) {
		o->how = CR_DELIVERY_UNKNOWN;
		o->down = true;
	} else if (refused && (s->stage >= STAGE_RCPT || is_too_large(s))) {
		o->how = CR_DELIVERY_REFUSED;
	} else {
		o->how = CR_DELIVERY_RETRY;
		o->down = !later || s->stage < STAGE_RCPT || code == 421;
	}
}

/* The text of M with its end: a line with a dot, which no other line is. */
static void
write_text(struct cr_buf *b, const struct cr_outgoing *m)
{
	const char *from, *p, *end, *eol;
	size_t start = b->len;
	int i;

	for (i = 0; i < 2; i++) {
		from = p = i == 0 ? m->header : m->content;
		end = p + (i == 0 ? strlen(m->header) : m->size);
		for (; p < end; p = eol + 1) {
			if (*p == '.') {
				cr_buf_add(b, from, (size_t)(p - from));
				cr_buf_addc(b, '.');
				from = p;
			}
			if ((eol = memchr(p, '\n', (size_t)(end - p))) == NULL)
				break;
		}
		cr_buf_add(b, from, (size_t)(end - from));
	}
	if (b->len < start + 2 || memcmp(b->s + b->len - 2, "\r\n", 2) != 0)
		cr_buf_adds(b, "\r\n");
	cr_buf_adds(b, ".\r\n");
}

static void
add_command(struct smtp *s, const struct cr_outgoing *m, enum stage stage)
{
	struct cr_buf *b = &s->commands;

	if (stage == STAGE_MAIL) {
		cr_buf_addf(b, "MAIL FROM:<%s>", m->from);
		if (s->line.size)
			cr_buf_addf(b, " SIZE=%zu", s->text.len);
		cr_buf_adds(b, "\r\n");
	} else if (stage == STAGE_RCPT) {
		cr_buf_addf(b, "RCPT TO:<%s>\r\n", m->to);
	} else {
		cr_buf_adds(b, "DATA\r\n");
	}
}

/*
 * A command was refused, and what followed it with N commands more: make the
 * line of use for the next message, or hang up. The words of the refusal stay.
 */
static void
start_over(struct smtp *s, int n)
{
	struct smtp_line *l = &s->line;
	char reply[sizeof(l->reply)];
	int code = l->code;
	bool ok = code != 421;

	memcpy(reply, l->reply, sizeof(reply));
	for (; n > 0 && ok; n--)
		ok = cr_smtp_line_read(l) && l->code / 100 != 3;
	ok = ok && cr_smtp_line_write(l, "RSET\r\n", 6) &&
	    cr_smtp_line_read(l) && l->code / 100 == 2;
	if (!ok)
		cr_smtp_line_close(l);
	l->code = code;
	memcpy(l->reply, reply, sizeof(reply));
}

/* Say what is in s->commands and read the N replies, the last to stage LAST. */
static bool
ask(struct smtp *s, enum stage last, int n)
{
	struct smtp_line *l = &s->line;
	bool ok;

	s->stage = (enum stage)((int)last - n + 1);
	ok = cr_smtp_line_write(l, s->commands.s, s->commands.len);
	cr_buf_clear(&s->commands);
	for (; n > 0 && ok; n--) {
		s->stage = (enum stage)((int)last - n + 1);
		if (!(ok = cr_smtp_line_read(l)))
			break;
		if (l->code / 100 != (s->stage == STAGE_DATA ? 3 : 2)) {
			start_over(s, n - 1);
			return false;
		}
	}
	if (!ok)
		cr_smtp_line_close(l);
	return ok;
}

/* All commands of a message, together if the server takes them together. */
static bool
announce(struct smtp *s, const struct cr_outgoing *m)
{
	int stage, n = 0;

	for (stage = STAGE_MAIL; stage <= STAGE_DATA; stage++) {
		add_command(s, m, (enum stage)stage);
		n++;
		if (s->line.pipelining && stage < STAGE_DATA)
			continue;
		if (!ask(s, (enum stage)stage, n))
			return false;
		n = 0;
	}
	return true;
}

static bool
hand_over(struct smtp *s, const struct cr_outgoing *m)
{
	size_t at, n;
	bool ok = true;

	for (at = 0; at < s->text.len && ok; at += n) {
		n = s->text.len - at < CHUNK ? s->text.len - at : CHUNK;
		/* From now on the other side may have the whole message. */
		if (at + n == s->text.len)
			s->stage = STAGE_END;
		ok = cr_smtp_line_write(&s->line, s->text.s + at, n);
	}
	if (ok && m->meanwhile != NULL)
		m->meanwhile(m->ctx);
	s->answered = ok && cr_smtp_line_read(&s->line);
	if (!s->answered)
		cr_smtp_line_close(&s->line);
	return s->answered && s->line.code / 100 == 2;
}

static CURLcode
dialogue(struct smtp *s, const struct cr_outgoing *m)
{
	bool reused = cr_smtp_line_is_open(&s->line);
	CURLcode rc;

	if (reused && announce(s, m))
		return hand_over(s, m) ? CURLE_OK : CURLE_SEND_ERROR;
	/*
	 * A server may hang up between two messages, with or without a word
	 * (421: so many in one connection): that is no answer to this one.
	 */
	if (reused && (s->stage != STAGE_MAIL || (s->line.code != 0 &&
	    s->line.code != 421)))
		return CURLE_SEND_ERROR;
	s->stage = STAGE_CONNECT;
	if ((rc = cr_smtp_line_open(&s->line)) != CURLE_OK)
		return rc;
	return announce(s, m) && hand_over(s, m) ? CURLE_OK :
	    CURLE_SEND_ERROR;
}

static int
smtp_send(struct cr_transport *t, struct cr *cr, const struct cr_outgoing *m,
    struct cr_handover *o)
{
	struct smtp *s = (struct smtp *)t;
	struct smtp_line *l = &s->line;
	CURLcode rc;

	*o = (struct cr_handover){ .how = CR_DELIVERY_SENT };
	s->stage = STAGE_CONNECT;
	s->answered = false;
	cr_buf_clear(&s->text);
	write_text(&s->text, m);
	cr_smtp_line_begin(l, s->timeout);
	if ((rc = dialogue(s, m)) == CURLE_OK) {
		o->code = l->code;
		snprintf(o->answer, sizeof(o->answer), "%s", l->reply);
		return CR_OK;
	}
	o->code = l->code >= 400 ? l->code : 0;
	judge(s, m, o);
	snprintf(o->answer, sizeof(o->answer), "%s", l->code >= 400 ?
	    l->reply : l->error[0] ? l->error : curl_easy_strerror(rc));
	if (is_configuration(rc, l->code) && s->stage == STAGE_CONNECT)
		return cr_fail(cr, CR_EUSAGE, "the mail server: %s",
		    o->answer);
	return CR_OK;
}

static void
smtp_free(struct cr_transport *t)
{
	struct smtp *s = (struct smtp *)t;

	cr_smtp_line_release(&s->line);
	cr_buf_release(&s->commands);
	cr_buf_release(&s->text);
	free(s);
	curl_global_cleanup();
}

static void
set_options(struct smtp *s, const struct cr_smtp_opts *o)
{
	CURL *c = s->line.model;
	bool tls = o->tls || cr_starts(o->url, "smtps:");

	curl_easy_setopt(c, CURLOPT_URL, o->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)o->timeout);
	curl_easy_setopt(c, CURLOPT_USE_SSL, tls ? (long)CURLUSESSL_ALL :
	    (long)CURLUSESSL_NONE);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (o->ca != NULL) {
		curl_easy_setopt(c, CURLOPT_CAINFO, o->ca);
		curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
	}
	if (o->user != NULL) {
		curl_easy_setopt(c, CURLOPT_USERNAME, o->user);
		curl_easy_setopt(c, CURLOPT_PASSWORD, o->password ?
		    o->password : "");
	}
}

int
cr_transport_smtp(struct cr *cr, const struct cr_smtp_opts *opts,
    struct cr_transport **out)
{
	struct smtp *s;
	CURL *model;

	*out = NULL;
	if (cr_is_empty(opts->url))
		return cr_fail(cr, CR_EUSAGE, "the configuration names no "
		    "mail server (mail { url = ... }), and there is no --eml");
	if (!opts->tls && cr_starts(opts->url, "smtp:") &&
	    !cr_url_is_loopback(opts->url))
		return cr_fail(cr, CR_EUSAGE, "mail goes to another machine "
		    "only over TLS");
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return cr_fail(cr, CR_ESYSTEM, "could not start libcurl");
	s = cr_calloc(1, sizeof(*s));
	s->t = (struct cr_transport){ smtp_send, smtp_free };
	if ((model = curl_easy_init()) == NULL) {
		free(s);
		return cr_fail(cr, CR_ESYSTEM, "could not start libcurl");
	}
	s->timeout = opts->timeout;
	cr_buf_init(&s->commands);
	cr_buf_init(&s->text);
	cr_smtp_line_init(&s->line, model);
	set_options(s, opts);
	*out = &s->t;
	return CR_OK;
}
