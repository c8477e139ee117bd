#include "cr/imap.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"

#define CONNECT_SECONDS 30L
/*
 * curl shortens a line of the server that is longer than half its buffer,
 * be it in the middle of a mail. So a mail comes in pieces, none of which
 * can hold such a line.
 */
#define BUFFER_BYTES (512L * 1024)
#define PIECE_BYTES (128 * 1024)
#define REQUEST_MAX 512

struct cr_imap {
	CURL *curl;
	char *url, *user, *password, *ca;
	bool tls;
	int64_t timeout;
	char error[CURL_ERROR_SIZE];
	/* the request under way */
	int64_t validity;
	int64_t *uids;
	size_t n, cap;
	int64_t uid;			/* whose text is asked for */
	bool found;			/* it is there */
	size_t left;			/* of a literal that has begun */
	size_t got;			/* of it so far */
	struct cr_buf *to;
	bool seen;			/* it is marked as read */
	bool whole;			/* the body is the mail */
	char answer[200];		/* the last NO or BAD */
};

/* Does the line of N bytes at P have WORD in it? */
static bool
has_word(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word), i;

	for (i = 0; i + len <= n; i++)
		if (memcmp(p + i, word, len) == 0)
			return true;
	return false;
}

/* The number behind WORD in the N bytes at P; -1: there is none. */
static int64_t
number_after(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word), i, k;
	int64_t v;

	for (i = 0; i + len < n; i++) {
		if (memcmp(p + i, word, len) != 0)
			continue;
		for (k = i + len; k < n && cr_is_digit(p[k]); k++)
			continue;
		if (cr_parse_int(p + i + len, k - i - len, &v))
			return v;
	}
	return -1;
}

/* The {n} that announces a literal at the end of a line; -1: none. */
static int64_t
literal(const char *p, size_t n)
{
	const char *open;
	int64_t v;

	while (n > 0 && cr_is_space(p[n - 1]))
		n--;
	if (n < 3 || p[n - 1] != '}')
		return -1;
	for (open = p + n - 1; open > p && *open != '{'; open--)
		continue;
	return *open == '{' && cr_parse_int(open + 1, (size_t)(p + n - 2 -
	    open), &v) ? v : -1;
}

static void
on_fetch(struct cr_imap *im, const char *p, size_t n)
{
	int64_t uid = number_after(p, n, "UID ");
	int64_t size = literal(p, n);

	if (uid == im->uid && has_word(p, n, "\\Seen"))
		im->seen = true;
	if (im->to == NULL) {
		if (uid <= 0)
			return;
		cr_grow(&im->uids, im->n, &im->cap, sizeof(*im->uids));
		im->uids[im->n++] = uid;
	} else if (uid == im->uid) {
		im->found = true;
		if (size > 0)
			im->left = (size_t)size;
	}
}

/* "* ..." */
static void
on_untagged(struct cr_imap *im, const char *p, size_t n)
{
	int64_t v = number_after(p, n, "[UIDVALIDITY ");
	size_t i;

	if (v >= 0)
		im->validity = v;
	for (i = 2; i < n && cr_is_digit(p[i]); i++)
		continue;
	if (i > 2 && n - i > 7 && memcmp(p + i, " FETCH ", 7) == 0)
		on_fetch(im, p, n);
}

/* "A001 NO ...": what is refused is kept, to be told. */
static void
on_tagged(struct cr_imap *im, const char *p, size_t n)
{
	size_t i, k = 0;

	for (i = 0; i < n && p[i] != ' '; i++)
		continue;
	if (n - i < 4 || (memcmp(p + i, " NO ", 4) != 0 && memcmp(p + i,
	    " BAD", 4) != 0))
		return;
	for (; i < n && k < sizeof(im->answer) - 1; i++)
		if ((unsigned char)p[i] >= ' ' && p[i] < 0x7f)
			im->answer[k++] = p[i];
	im->answer[k] = '\0';
}

static void
on_line(struct cr_imap *im, const char *p, size_t n)
{
	if (n > 2 && p[0] == '*' && p[1] == ' ')
		on_untagged(im, p, n);
	else
		on_tagged(im, p, n);
}

/* curl gives all that the server says, line by line, literals too. */
static size_t
on_reply(char *p, size_t size, size_t n, void *ctx)
{
	struct cr_imap *im = ctx;
	size_t len = size * n, take = len < im->left ? len : im->left;

	if (take > 0) {
		cr_buf_add(im->to, p, take);
		im->left -= take;
		im->got += take;
	}
	if (take < len)
		on_line(im, p + take, len - take);
	return len;
}

/* What curl thinks is the body: of a request of ours all was seen already. */
static size_t
on_body(char *p, size_t size, size_t n, void *ctx)
{
	struct cr_imap *im = ctx;

	if (im->whole)
		cr_buf_add(im->to, p, size * n);
	return size * n;
}

static void
set_options(struct cr_imap *im)
{
	CURL *c = im->curl;
	bool tls = im->tls || cr_starts(im->url, "imaps:");

	curl_easy_setopt(c, CURLOPT_URL, im->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "imap,imaps");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_BUFFERSIZE, BUFFER_BYTES);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)im->timeout);
	curl_easy_setopt(c, CURLOPT_USE_SSL, tls ? (long)CURLUSESSL_ALL :
	    (long)CURLUSESSL_NONE);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (im->ca != NULL) {
		curl_easy_setopt(c, CURLOPT_CAINFO, im->ca);
		curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
	}
	curl_easy_setopt(c, CURLOPT_USERNAME, im->user);
	curl_easy_setopt(c, CURLOPT_PASSWORD, im->password);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, im->error);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_reply);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, im);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, im);
}

static int
start(struct cr *cr, struct cr_imap *im)
{
	if ((im->curl = curl_easy_init()) == NULL)
		return cr_fail(cr, CR_ESYSTEM, "could not start libcurl");
	set_options(im);
	return CR_OK;
}

/* A server with which one cannot tell any more what it speaks of. */
static int
start_anew(struct cr *cr, struct cr_imap *im)
{
	curl_easy_cleanup(im->curl);
	im->left = 0;
	return start(cr, im);
}

static bool
is_refusal(CURLcode rc)
{
	return rc == CURLE_LOGIN_DENIED || rc ==
	    CURLE_PEER_FAILED_VERIFICATION || rc == CURLE_SSL_CACERT_BADFILE ||
	    rc == CURLE_USE_SSL_FAILED || rc == CURLE_URL_MALFORMAT ||
	    rc == CURLE_UNSUPPORTED_PROTOCOL || rc ==
	    CURLE_REMOTE_ACCESS_DENIED || rc == CURLE_REMOTE_FILE_NOT_FOUND;
}

static int
request(struct cr *cr, struct cr_imap *im, const char *what)
{
	CURLcode rc;

	im->left = im->got = 0;
	im->found = false;
	im->error[0] = im->answer[0] = '\0';
	curl_easy_setopt(im->curl, CURLOPT_CUSTOMREQUEST, what);
	if ((rc = curl_easy_perform(im->curl)) == CURLE_OK)
		return CR_OK;
	return cr_fail(cr, is_refusal(rc) ? CR_EUSAGE : CR_ENET,
	    "the mailbox: %s", im->answer[0] != '\0' ? im->answer :
	    im->error[0] != '\0' ? im->error : curl_easy_strerror(rc));
}

static bool
is_loopback(const char *url)
{
	static const char *const hosts[] = { "localhost", "127.0.0.1",
	    "[::1]" };
	const char *host = strstr(url, "://");
	size_t i;

	for (i = 0; host != NULL && i < 3; i++)
		if (cr_starts(host + 3, hosts[i]) &&
		    strchr(":/", host[3 + strlen(hosts[i])]) != NULL)
			return true;
	return false;
}

/* URL/FOLDER with the folder's letters escaped. */
static char *
folder_url(const char *url, const char *folder)
{
	struct cr_buf b;
	const char *p;
	size_t n = strlen(url);

	cr_buf_init(&b);
	while (n > 0 && url[n - 1] == '/')
		n--;
	cr_buf_add(&b, url, n);
	cr_buf_addc(&b, '/');
	for (p = folder; *p != '\0'; p++) {
		if (cr_is_alpha(*p) || cr_is_digit(*p) ||
		    strchr("-._", *p) != NULL)
			cr_buf_addc(&b, *p);
		else
			cr_buf_addf(&b, "%%%02X", (unsigned char)*p);
	}
	return cr_buf_detach(&b);
}

int
cr_imap_open(struct cr *cr, const struct cr_imap_opts *opts,
    struct cr_imap **out)
{
	struct cr_imap *im;
	int err;

	*out = NULL;
	if (cr_is_empty(opts->url) || (!cr_starts(opts->url, "imap://") &&
	    !cr_starts(opts->url, "imaps://")))
		return cr_fail(cr, CR_EUSAGE, "url \"%s\" is neither imap:// "
		    "nor imaps://", opts->url ? opts->url : "");
	if (!opts->tls && cr_starts(opts->url, "imap:") &&
	    !is_loopback(opts->url))
		return cr_fail(cr, CR_EUSAGE, "mail comes from another "
		    "machine only over TLS");
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return cr_fail(cr, CR_ESYSTEM, "could not start libcurl");
	im = cr_calloc(1, sizeof(*im));
	im->url = folder_url(opts->url, opts->folder);
	im->user = cr_strdup(opts->user != NULL ? opts->user : "");
	im->password = cr_strdup(opts->password != NULL ? opts->password :
	    "");
	im->ca = opts->ca != NULL ? cr_strdup(opts->ca) : NULL;
	im->tls = opts->tls;
	im->timeout = opts->timeout;
	if ((err = start(cr, im)) == CR_OK)
		*out = im;
	else
		cr_imap_free(im);
	return err;
}

void
cr_imap_free(struct cr_imap *im)
{
	if (im == NULL)
		return;
	if (im->curl != NULL)
		curl_easy_cleanup(im->curl);
	curl_global_cleanup();
	if (im->password != NULL)
		memset(im->password, 0, strlen(im->password));
	free(im->uids);
	free(im->url);
	free(im->user);
	free(im->password);
	free(im->ca);
	free(im);
}

static int
ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* "n:*" names the last one too, be it below n. */
static size_t
sift(int64_t *v, size_t n, int64_t from)
{
	size_t i, k = 0;

	if (n > 0)
		qsort(v, n, sizeof(*v), ascending);
	for (i = 0; i < n; i++)
		if (v[i] >= from && (k == 0 || v[i] != v[k - 1]))
			v[k++] = v[i];
	return k;
}

int
cr_imap_list(struct cr *cr, struct cr_imap *im, int64_t from,
    int64_t *validity, int64_t **uids, size_t *n)
{
	char what[REQUEST_MAX];
	int err;

	*uids = NULL;
	*n = 0;
	im->n = 0;
	im->to = NULL;
	snprintf(what, sizeof(what), "UID FETCH %lld:* (UID)",
	    (long long)(from > 0 ? from : 1));
	if ((err = request(cr, im, what)) != CR_OK)
		return err;
	*n = sift(im->uids, im->n, from);
	*uids = im->uids;
	*validity = im->validity;
	im->uids = NULL;
	im->n = im->cap = 0;
	return CR_OK;
}

/*
 * Mail with lines that curl takes for answers of the server: curl's own way
 * of reading counts the bytes, but marks the mail as read, which is mended.
 */
static int
fetch_whole(struct cr *cr, struct cr_imap *im, int64_t uid, struct cr_buf *b)
{
	char what[REQUEST_MAX];
	struct cr_buf url;
	bool seen;
	int err;

	im->to = NULL;
	im->uid = uid;
	im->seen = false;
	snprintf(what, sizeof(what), "UID FETCH %lld (FLAGS)",
	    (long long)uid);
	if ((err = request(cr, im, what)) != CR_OK)
		return err;
	im->n = 0;
	seen = im->seen;
	im->uid = 0;			/* nothing more is looked for */
	cr_buf_init(&url);
	cr_buf_addf(&url, "%s;UID=%lld", im->url, (long long)uid);
	curl_easy_setopt(im->curl, CURLOPT_URL, url.s);
	im->to = b;
	im->whole = true;
	err = request(cr, im, NULL);
	im->whole = false;
	curl_easy_setopt(im->curl, CURLOPT_URL, im->url);
	cr_buf_release(&url);
	if (err != CR_OK || seen)
		return err;
	im->to = NULL;
	snprintf(what, sizeof(what), "UID STORE %lld -FLAGS.SILENT (\\Seen)",
	    (long long)uid);
	return request(cr, im, what);
}

int
cr_imap_fetch(struct cr *cr, struct cr_imap *im, int64_t uid, size_t max,
    struct cr_buf *b)
{
	char what[REQUEST_MAX];
	int err;

	cr_buf_clear(b);
	im->to = b;
	im->uid = uid;
	do {
		snprintf(what, sizeof(what), "UID FETCH %lld "
		    "BODY.PEEK[]<%zu.%d>", (long long)uid, b->len,
		    PIECE_BYTES);
		if ((err = request(cr, im, what)) != CR_OK)
			return err;
		if (!im->found)
			return cr_fail(cr, CR_ENOTFOUND, "mail %lld is gone",
			    (long long)uid);
		if (im->left > 0 || im->got > PIECE_BYTES) {
			cr_buf_clear(b);
			return (err = start_anew(cr, im)) != CR_OK ? err :
			    fetch_whole(cr, im, uid, b);
		}
		if (b->len > max || b->full)
			return cr_fail(cr, CR_ELIMIT, "mail %lld is larger "
			    "than %zu bytes", (long long)uid, max);
	} while (im->got == PIECE_BYTES);
	return CR_OK;
}

int
cr_imap_seen(struct cr *cr, struct cr_imap *im, int64_t uid)
{
	char what[REQUEST_MAX];

	im->uid = 0;
	snprintf(what, sizeof(what), "UID STORE %lld +FLAGS.SILENT (\\Seen)",
	    (long long)uid);
	return request(cr, im, what);
}

int
cr_imap_move(struct cr *cr, struct cr_imap *im, int64_t uid,
    const char *folder)
{
	char what[REQUEST_MAX];

	if (!cr_is_plain(folder, strlen(folder)) || strlen(folder) > 200)
		return cr_fail(cr, CR_EUSAGE, "\"%s\" is no name of a folder",
		    folder);
	im->uid = 0;
	snprintf(what, sizeof(what), "UID MOVE %lld \"%s\"", (long long)uid,
	    folder);
	return request(cr, im, what);
}
