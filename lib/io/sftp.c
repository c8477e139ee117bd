#include "cr/sftp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"

#define CONNECT_SECONDS 30L

struct cr_sftp {
	CURL *curl;
	char *url;		/* of the folder, without a slash at its end */
	const char *folder;	/* the path in it */
	char error[CURL_ERROR_SIZE];
	/* what goes there now */
	const char *left;
	size_t nleft;
	bool gone;		/* all of it */
};

static size_t
on_read(char *to, size_t size, size_t n, void *ctx)
{
	struct cr_sftp *s = ctx;
	size_t k = size * n < s->nleft ? size * n : s->nleft;

	memcpy(to, s->left, k);
	s->left += k;
	s->nleft -= k;
	s->gone = s->gone || s->nleft == 0;
	return k;
}

/* What a file holds is not looked at. */
static size_t
on_write(char *p, size_t size, size_t n, void *ctx)
{
	(void)p;
	(void)ctx;
	return size * n;
}

static void
set_login(CURL *c, const struct cr_sftp_opts *o)
{
	struct cr_buf known;
	const char *home = getenv("HOME");

	curl_easy_setopt(c, CURLOPT_USERNAME, o->user);
	curl_easy_setopt(c, CURLOPT_SSH_AUTH_TYPES, o->key != NULL ?
	    (long)CURLSSH_AUTH_PUBLICKEY : (long)CURLSSH_AUTH_PASSWORD);
	if (o->key != NULL) {
		curl_easy_setopt(c, CURLOPT_SSH_PRIVATE_KEYFILE, o->key);
		curl_easy_setopt(c, CURLOPT_SSH_PUBLIC_KEYFILE, "");
		curl_easy_setopt(c, CURLOPT_KEYPASSWD, o->password ?
		    o->password : "");
	} else {
		curl_easy_setopt(c, CURLOPT_PASSWORD, o->password);
	}
	/* Without this file curl would talk to anybody. */
	cr_buf_init(&known);
	cr_buf_addf(&known, "%s/.ssh/known_hosts", home ? home : "");
	curl_easy_setopt(c, CURLOPT_SSH_KNOWNHOSTS, o->known_hosts ?
	    o->known_hosts : known.s);
	cr_buf_release(&known);
}

static void
set_options(struct cr_sftp *s, const struct cr_sftp_opts *o)
{
	CURL *c = s->curl;

	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "sftp");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)o->timeout);
	curl_easy_setopt(c, CURLOPT_NEW_FILE_PERMS, 0640L);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, s->error);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(c, CURLOPT_READDATA, s);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_write);
	set_login(c, o);
}

/* The path of URL, which quoted commands want by itself. */
static const char *
path_of(const char *url)
{
	const char *host = url + strlen("sftp://");

	return host + strcspn(host, "/");
}

static int
check(struct cr *cr, const struct cr_sftp_opts *o)
{
	const char *path;

	if (o->url == NULL || !cr_starts(o->url, "sftp://"))
		return cr_fail(cr, CR_EUSAGE, "\"%s\" is no folder of another "
		    "machine (sftp://host/folder)", o->url ? o->url : "");
	path = path_of(o->url);
	if (strpbrk(path, "\"\\%?#\r\n") != NULL ||
	    memchr(o->url, '@', (size_t)(path - o->url)) != NULL)
		return cr_fail(cr, CR_EUSAGE, "\"%s\" is no folder of another "
		    "machine (sftp://host/folder)", o->url);
	if (cr_is_empty(o->user))
		return cr_fail(cr, CR_EUSAGE, "the configuration names no "
		    "user of \"%s\"", o->url);
	if (o->key == NULL && o->password == NULL)
		return cr_fail(cr, CR_EUSAGE, "the configuration says neither "
		    "a key nor a password for \"%s\"", o->url);
	return CR_OK;
}

int
cr_sftp_open(struct cr *cr, const struct cr_sftp_opts *opts,
    struct cr_sftp **out)
{
	struct cr_sftp *s;
	size_t n;
	int err;

	*out = NULL;
	if ((err = check(cr, opts)) != CR_OK)
		return err;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return cr_fail(cr, CR_ESYSTEM, "could not start libcurl");
	s = cr_calloc(1, sizeof(*s));
	if ((s->curl = curl_easy_init()) == NULL) {
		free(s);
		return cr_fail(cr, CR_ESYSTEM, "could not start libcurl");
	}
	n = strlen(opts->url);
	while (n > 0 && opts->url[n - 1] == '/')
		n--;
	s->url = cr_strndup(opts->url, n);
	s->folder = path_of(s->url);
	set_options(s, opts);
	*out = s;
	return CR_OK;
}

void
cr_sftp_close(struct cr_sftp *s)
{
	if (s == NULL)
		return;
	curl_easy_cleanup(s->curl);
	free(s->url);
	free(s);
	curl_global_cleanup();
}

/* Nothing will ever work as we are set up. */
static bool
is_configuration(CURLcode rc)
{
	switch (rc) {
	case CURLE_LOGIN_DENIED:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_REMOTE_ACCESS_DENIED:
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return true;
	default:
		return false;
	}
}

static int
perform(struct cr_sftp *s, struct cr *cr, const char *name, bool part,
    CURLcode *rc)
{
	struct cr_buf url;
	char *escaped = curl_easy_escape(s->curl, name, 0);
	const char *why;

	cr_buf_init(&url);
	cr_buf_addf(&url, part ? "%s/.%s.part" : "%s/%s", s->url, escaped);
	curl_free(escaped);
	s->error[0] = '\0';
	curl_easy_setopt(s->curl, CURLOPT_URL, url.s);
	*rc = curl_easy_perform(s->curl);
	cr_buf_release(&url);
	if (*rc == CURLE_OK)
		return CR_OK;
	why = s->error[0] ? s->error : curl_easy_strerror(*rc);
	return cr_fail(cr, is_configuration(*rc) ? CR_EUSAGE : CR_ENET,
	    "could not write to \"%s\": %s", s->url, why);
}

/* After the last byte, give the file its name. */
static struct curl_slist *
renaming(const struct cr_sftp *s, const char *name, bool replace)
{
	struct curl_slist *list = NULL;
	struct cr_buf b;

	cr_buf_init(&b);
	if (replace) {
		cr_buf_addf(&b, "*rm \"%s/%s\"", s->folder, name);
		list = curl_slist_append(list, b.s);
		cr_buf_clear(&b);
	}
	cr_buf_addf(&b, "rename \"%s/.%s.part\" \"%s/%s\"", s->folder, name,
	    s->folder, name);
	list = curl_slist_append(list, b.s);
	cr_buf_release(&b);
	return list;
}

int
cr_sftp_find(struct cr_sftp *s, struct cr *cr, const char *name,
    enum cr_sftp_end *end)
{
	CURLcode rc;
	int err;

	curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 0L);
	curl_easy_setopt(s->curl, CURLOPT_HTTPGET, 1L);
	err = perform(s, cr, name, false, &rc);
	*end = rc == CURLE_OK ? CR_SFTP_DONE :
	    rc == CURLE_REMOTE_FILE_NOT_FOUND ? CR_SFTP_NO : CR_SFTP_FAILED;
	return err == CR_ENET || *end == CR_SFTP_NO ? CR_OK : err;
}

/*
 * The last byte was given, and then something went wrong: is the file there?
 * If the connection broke, its name may still be given a moment later.
 */
static enum cr_sftp_end
look(struct cr_sftp *s, struct cr *cr, const char *name)
{
	enum cr_sftp_end end;
	char *why = cr_strdup(cr_errmsg(cr));
	long fresh = 0;

	cr_sftp_find(s, cr, name, &end);
	curl_easy_getinfo(s->curl, CURLINFO_NUM_CONNECTS, &fresh);
	if (end != CR_SFTP_DONE) {
		cr_fail(cr, CR_ENET, "%s", why);
		end = end == CR_SFTP_NO && fresh == 0 ? CR_SFTP_FAILED :
		    CR_SFTP_LOST;
	}
	free(why);
	return end;
}

int
cr_sftp_put(struct cr_sftp *s, struct cr *cr, const char *name,
    const void *p, size_t n, bool replace, enum cr_sftp_end *end)
{
	struct curl_slist *after = renaming(s, name, replace);
	CURLcode rc;
	int err;

	s->left = p;
	s->nleft = n;
	s->gone = false;
	curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)n);
	curl_easy_setopt(s->curl, CURLOPT_POSTQUOTE, after);
	err = perform(s, cr, name, true, &rc);
	curl_easy_setopt(s->curl, CURLOPT_POSTQUOTE, NULL);
	curl_slist_free_all(after);
	*end = rc == CURLE_OK ? CR_SFTP_DONE : !s->gone || is_configuration(rc)
	    ? CR_SFTP_FAILED : look(s, cr, name);
	/* The folder is not there. */
	if (rc == CURLE_REMOTE_FILE_NOT_FOUND)
		return cr_fail(cr, CR_EUSAGE, "there is no folder \"%s\"",
		    s->url);
	return err == CR_ENET ? CR_OK : err;
}
