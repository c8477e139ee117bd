#ifndef CR_PROVIDER_H
#define CR_PROVIDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/http.h"
#include "cr/template.h"
#include "cr/transport.h"

struct cr;
struct cr_arena;

/*
 * A provider of text messages, faxes or letters that is spoken to over HTTP:
 * a file that says what is asked and how its answers are to be understood,
 * cr-provider(5). Values are escaped for where they stand, so that no name
 * of a debtor can add a parameter, a field or a header.
 */
struct cr_provider;

#define CR_PROVIDER_MAX_PARTS 16	/* of a form with files */
#define CR_PROVIDER_MAX_HEADERS 16
#define CR_PROVIDER_MAX_ANSWERS 32

/* CR_EUSAGE with file and line. Freed with cr_provider_free(). */
int cr_provider_load(struct cr *cr, const char *path,
    struct cr_provider **out);
int cr_provider_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_provider **out);
void cr_provider_free(struct cr_provider *p);

/* What can stand between {{ and }}, with a line of help each. */
enum cr_provider_word {
	CR_PROVIDER_TO,
	CR_PROVIDER_NUMBER,
	CR_PROVIDER_TEXT,
	CR_PROVIDER_UNICODE,
	CR_PROVIDER_SEGMENTS,
	CR_PROVIDER_SENDER,
	CR_PROVIDER_USER,
	CR_PROVIDER_PASSWORD,
	CR_PROVIDER_REPORT,
	CR_PROVIDER_FILE,
	CR_PROVIDER_MESSAGE,
	CR_PROVIDER_CHANNEL,
	CR_PROVIDER_REGISTERED,
	CR_PROVIDER_NAME,
	CR_PROVIDER_STREET,
	CR_PROVIDER_ZIP,
	CR_PROVIDER_CITY,
	CR_PROVIDER_PROVINCE,
	CR_PROVIDER_COUNTRY,
	CR_PROVIDER_SUBJECT,
	CR_PROVIDER_LANGUAGE,
	CR_PROVIDER_SHA256,
	CR_PROVIDER_BASE64,
	CR_PROVIDER_WORDS
};

extern const struct cr_template_word
    cr_provider_words[CR_PROVIDER_WORDS + 1];

/*
 * A request as it goes out; what is in it belongs to the provider, the
 * content, ARENA and BODY.
 */
struct cr_provider_request {
	struct cr_http_request http;
	struct cr_buf body;
};

/*
 * The request that carries the SIZE bytes of CONTENT, filled with V. URL,
 * which may be NULL, is put before an address that begins with "/". Release
 * R->body; CR_EUSAGE when there is no address.
 */
int cr_provider_ask(struct cr *cr, const struct cr_provider *p,
    const char *url, const struct cr_values *v, const void *content,
    size_t size, struct cr_arena *arena, struct cr_provider_request *r);

/*
 * What the answer says. Where the file says nothing of it, what HTTP does:
 * nobody can tell of one that was lost or of an error of the server's.
 */
void cr_provider_judge(const struct cr_provider *p,
    const struct cr_http_answer *a, struct cr_handover *o);

struct cr_provider_opts {
	const char *path;	/* the file */
	const char *url;	/* "https://host/..."; NULL: the file's own */
	const char *user, *password;	/* NULL: none */
	const char *sender;	/* a number or name; NULL */
	/*
	 * Where the provider is to tell what becomes of a text message: an
	 * address with places as in the file; NULL: nowhere.
	 */
	const char *report;
	const char *ca;		/* PEM; NULL: those of the machine */
	int64_t timeout;	/* seconds for one message */
	int64_t max_segments;	/* a longer text is refused; 0: any length */
	bool exact;		/* the text as it is, not in plain letters */
};

/*
 * A way out through the provider. Texts go in the alphabet of text messages
 * where people write so, cr_gsm_plain(); numbers as E.164, and one that is
 * none, or that no text message reaches, is refused without asking.
 */
int cr_transport_provider(struct cr *cr, const struct cr_provider_opts *opts,
    struct cr_transport **out);

#endif
