#ifndef CR_FORMAT_CMS_H
#define CR_FORMAT_CMS_H

/* Private to lib/format: how signed files are taken apart. */

#include <stdbool.h>
#include <stdint.h>

#include "cr/asn1.h"
#include "cr/base64.h"
#include "cr/ber.h"
#include "cr/buf.h"

/* What the first bytes say a file is. */
enum cms_form {
	CMS_FORM_NONE,		/* nothing that is signed */
	CMS_FORM_DER,
	CMS_FORM_BER,		/* with an indefinite length outside */
	CMS_FORM_PEM,
	CMS_FORM_BASE64,
	CMS_FORM_MIME,		/* .m7m */
	CMS_FORM_DAMAGED,	/* DER that a character conversion spoilt */
};

#define CMS_FORM_BYTES ((size_t)512)	/* what it takes to tell */

/* *SKIP bytes come before it: blanks, a byte order mark, a PEM label. */
enum cms_form cr_cms_form(const void *p, size_t n, size_t *skip);

/* Do the first bytes say that it is SignedData, in whatever encoding? */
bool cr_cms_is_signed(const void *p, size_t n);

/* Base64 and PEM as a source of what they encode. */
struct cms_decoder {
	struct cr *cr;
	struct cr_source from;
	struct cr_base64 state;
	bool pem, ended;
};

void cr_cms_decoder_init(struct cms_decoder *d, struct cr *cr,
    struct cr_source from, bool pem);
ptrdiff_t cr_cms_decoder_read(void *ctx, void *to, size_t n);

/* Bytes in memory as a source. */
ptrdiff_t cr_cms_memory_read(void *ctx, void *to, size_t n);	/* cr_bytes */

/* What is inside the outermost SEQUENCE. */
enum cms_kind {
	CMS_SIGNED,		/* SignedData (RFC 5652 5.1) */
	CMS_STAMPED,		/* TimeStampedData (RFC 5544), .tsd */
	CMS_REPLY,		/* TimeStampResp (RFC 3161 2.4.2), .tsr */
	CMS_ENCRYPTED,
	CMS_UNKNOWN,
};

#define CMS_AROUND_MAX ((size_t)32 << 20)	/* certificates, CRLs, ... */

/* All of a signed file but its content, as encoded. */
struct cms_parts {
	enum cms_kind kind;
	struct cr_buf head;	/* before the content */
	struct cr_buf tail;	/* after it */
	bool attached;
	uint64_t content_bytes;
};

/* Where the content goes: CONTENT reads it to its end. Each may be NULL. */
struct cms_sink {
	/* The head is known: what digests are needed can be told from it. */
	int (*begin)(void *ctx, const struct cms_parts *parts);
	int (*content)(void *ctx, struct cr_source octets);
	void *ctx;
};

void cr_cms_parts_init(struct cms_parts *p);
void cr_cms_parts_release(struct cms_parts *p);

/* Enter the object and tell what it is. */
int cr_cms_begin(struct cr_ber *b, struct cms_parts *p);
/* Read on to its end: SignedData, TimeStampedData or TimeStampResp. */
int cr_cms_read(struct cr_ber *b, struct cms_parts *p,
    const struct cms_sink *s);

/* An .m7m: a signed file and its time stamp, two parts of a message. */
struct cms_m7m {
	struct cr_bytes document, stamp;
};
bool cr_cms_m7m_read(struct cr_bytes from, struct cms_m7m *out);

/* The content types that matter, as the contents of their OID. */
extern const struct cr_bytes cr_cms_oid_data, cr_cms_oid_signed,
    cr_cms_oid_stamped,
    cr_cms_oid_tstinfo;

#endif
