#include "cr/smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "loopback.h"

#define CONNECT_SECONDS 30L

/* How far the dialogue went: it tells what a failure means. */
enum stage { STAGE_CONNECT, STAGE_MAIL, STAGE_RCPT, STAGE_DATA, STAGE_END };

struct smtp {
	struct cr_transport t;
	CURL *curl;
	char error[CURL_ERROR_SIZE];
	/* the message under way */
	const char *part[2];		/* what is left to hand over, */
	size_t left[2];			/* so long */
	enum stage stage;
	bool answered;			/* after the end of the text */
	bool quit;			/* the rest is good manners */
	int code;			/* of the last reply */
	char line[200];			/* and its words */
};

/* curl asks for the text: the header, then the content. */
static size_t
on_read(char *to, size_t size, size_t n, void *ctx)
{
	struct smtp *s = ctx;
	size_t room = size * n, have = 0, k;
	int i;

	for (i = 0; i < 2; i++) {
		k = s->left[i];
		if (k > room - have)
			k = room - have;
		memcpy(to + have, s->part[i], k);
		s->part[i] += k;
		s->left[i] -= k;
		have += k;
	}
	/*
	 * With the last byte given to curl, which knows that it is the last,
	 * the other side may soon have the whole message.
	 */
	if (s->left[0] == 0 && s->left[1] == 0)
		s->stage = STAGE_END;
	return have;
}

/* A line of a reply. */
static size_t
on_reply(char *p, size_t size, size_t n, void *ctx)
{
	struct smtp *s = ctx;
	size_t len = size * n, i;

	if (s->quit || len < 3 || !cr_is_digit(p[0]) || !cr_is_digit(p[1]) ||
	    !cr_is_digit(p[2]))
		return len;
	s->code = (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');
	s->answered = s->stage == STAGE_END;
	for (i = 0; i < len && i < sizeof(s->line) - 1; i++)
		s->line[i] = (unsigned char)p[i] < ' ' ? '\0' :
		    (unsigned char)p[i] > '~' ? '?' : p[i];
	s->line[i] = '\0';
	return len;
}

/* What curl says to the server, of which only the verb is looked at. */
static int
on_command(CURL *curl, curl_infotype type, char *p, size_t n, void *ctx)
{
	struct smtp *s = ctx;

	(void)curl;
	if (type != CURLINFO_HEADER_OUT || n < 4)
		return 0;
	if (memcmp(p, "QUIT", 4) == 0)
		s->quit = true;
	else if (s->stage == STAGE_END)
		return 0;
	else if (memcmp(p, "MAIL", 4) == 0)
		s->stage = STAGE_MAIL;
	else if (memcmp(p, "RCPT", 4) == 0)
		s->stage = STAGE_RCPT;
	else if (memcmp(p, "DATA", 4) == 0)
		s->stage = STAGE_DATA;
	return 0;
}

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

	for (p = s->line; *p != '\0'; p++) {
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
	return s->stage == STAGE_RCPT && (s->code == 530 || s->code == 535 ||
	    says(s, " 5.1.7 ") || says(s, " 5.1.8 ") || says(s, "relay") ||
	    says(s, "sender address") || (says(s, m->from) &&
	    !says(s, m->to)));
}

/* Too large for this server: told before the text where it knows the size. */
static bool
is_too_large(const struct smtp *s)
{
	return s->stage == STAGE_MAIL && (s->code == 552 ||
	    says(s, " 5.3.4 "));
}

/* What became of the message, when curl says it failed. */
static void
judge(const struct smtp *s, const struct cr_outgoing *m, struct cr_handover *o)
{
	bool refused = s->code >= 500 && s->code < 600 && !is_about_us(s, m);
	bool later = s->code >= 400 && s->code < 500;

	if (s->stage == STAGE_END && !(s->answered && (refused || later))) {
		o->how = CR_DELIVERY_UNKNOWN;
		o->down = true;
	} else if (refused && (s->stage >= STAGE_RCPT || is_too_large(s))) {
		o->how = CR_DELIVERY_REFUSED;
	} else {
		o->how = CR_DELIVERY_RETRY;
		o->down = !later || s->stage < STAGE_RCPT || s->code == 421;
	}
}

static int
smtp_send(struct cr_transport *t, struct cr *cr, const struct cr_outgoing *m,
    struct cr_handover *o)
{
	struct smtp *s = (struct smtp *)t;
	struct curl_slist *to = curl_slist_append(NULL, m->to);
	CURLcode rc;

	*o = (struct cr_handover){ .how = CR_DELIVERY_SENT };
	s->part[0] = m->header;
	s->left[0] = strlen(m->header);
	s->part[1] = m->content;
	s->left[1] = m->size;
	s->stage = STAGE_CONNECT;
	s->answered = s->quit = false;
	s->code = 0;
	s->line[0] = s->error[0] = '\0';
	curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, m->from);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE,
	    (curl_off_t)(s->left[0] + s->left[1]));
	rc = curl_easy_perform(s->curl);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(to);
	if (rc == CURLE_OK) {
		o->code = s->code;
		snprintf(o->answer, sizeof(o->answer), "%s", s->line);
		return CR_OK;
	}
	o->code = s->code >= 400 ? s->code : 0;
	judge(s, m, o);
	snprintf(o->answer, sizeof(o->answer), "%s", s->code >= 400 ?
	    s->line : s->error[0] ? s->error : curl_easy_strerror(rc));
	if (is_configuration(rc, s->code) && s->stage == STAGE_CONNECT)
		return cr_fail(cr, CR_EUSAGE, "the mail server: %s",
		    o->answer);
	return CR_OK;
}

static void
smtp_free(struct cr_transport *t)
{
	struct smtp *s = (struct smtp *)t;

	curl_easy_cleanup(s->curl);
	free(s);
	curl_global_cleanup();
}

static void
set_options(struct smtp *s, const struct cr_smtp_opts *o)
{
	CURL *c = s->curl;
	bool tls = o->tls || cr_starts(o->url, "smtps:");

	curl_easy_setopt(c, CURLOPT_URL, o->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
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
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, s->error);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(c, CURLOPT_READDATA, s);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_reply);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, s);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_reply);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, s);
	curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, on_command);
	curl_easy_setopt(c, CURLOPT_DEBUGDATA, s);
	curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
}

int
cr_transport_smtp(struct cr *cr, const struct cr_smtp_opts *opts,
    struct cr_transport **out)
{
	struct smtp *s;

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
	if ((s->curl = curl_easy_init()) == NULL) {
		free(s);
		return cr_fail(cr, CR_ESYSTEM, "could not start libcurl");
	}
	set_options(s, opts);
	*out = &s->t;
	return CR_OK;
}
