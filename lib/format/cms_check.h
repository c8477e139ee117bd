#ifndef CR_FORMAT_CMS_CHECK_H
#define CR_FORMAT_CMS_CHECK_H

/* Private to lib/format: how signed files are judged. */

#include "cms.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/pki.h"
#include "cr/signature.h"

#define CMS_SIGNERS_MAX 256	/* signers, countersigners, tokens: each */
#define CMS_CERTS_MAX 1024
#define CMS_WARNINGS_MAX 100
#define CMS_NEST_MAX 4		/* countersignatures inside each other */

/* One file being judged. */
struct cms_check {
	struct cr *cr;
	struct cr_arena *a;
	const struct cr_signature_opts *opts;
	struct cr_signature *out;
	int depth;		/* countersignatures inside each other */
	const char *who;	/* what warnings are about; NULL: the file */
	bool in_token;		/* whose unsigned attributes do not count */
};

/* Append a warning to the verdict, once. */
void cr_cms_warn(struct cms_check *k, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

struct cms_mds {
	int v[CR_MD_SET_MAX];
	size_t n;
};

void cr_cms_mds_add(struct cms_mds *mds, int md);

/* A certificate of the file, parsed when it is first needed. */
struct cms_cert {
	struct cr_bytes der, serial;
	struct cr_cert *cert;
	bool tried;
};

/* SignedData without its content. */
struct cms_object {
	struct cms_parts parts;
	struct cr_bytes type;		/* eContentType, contents of the OID */
	struct cr_bytes digests;	/* digestAlgorithms */
	struct cr_bytes infos;		/* signerInfos */
	struct cms_cert *certs;
	size_t ncerts;
	bool revocation;		/* CRLs or OCSP responses are there */
};

void cr_cms_object_init(struct cms_object *o);
void cr_cms_object_release(struct cms_object *o);
/* Read what stands before the content, after it. False: malformed. */
bool cr_cms_object_head(struct cms_object *o);
bool cr_cms_object_tail(struct cms_object *o, struct cr_arena *a);
/* The certificate, or NULL when it is none. */
struct cr_cert *cr_cms_object_cert(struct cms_object *o, size_t i);
/* The digests that the signers need of the content, each once. */
void cr_cms_object_mds(const struct cms_object *o, struct cms_mds *mds);

/* Read a SignedData in memory, content and all. False: it is none. */
bool cr_cms_object_read(struct cms_check *k, struct cr_bytes from,
    struct cms_object *o, struct cr_bytes *content);

/* What is signed: bytes in memory, or digests of what went by. */
struct cms_content {
	bool present;
	struct cr_bytes type;		/* empty: a countersignature */
	const struct cr_md_set *set;	/* or NULL: BYTES */
	struct cr_bytes bytes;
};

size_t cr_cms_content_digest(const struct cms_content *c, int md,
    unsigned char to[CR_MD_BYTES]);

/* ESS signing-certificate: the first certificate that an attribute names. */
struct cms_ess {
	bool present, broken;
	int md;
	struct cr_bytes hash;
	struct cr_bytes serial;		/* an INTEGER; empty: not said */
};

/* The signed attributes that are looked at. */
struct cms_attrs {
	bool present, malformed;
	int content_types, digests, signing_times, ness;
	struct cr_bytes content_type;	/* contents of the OID */
	struct cr_bytes digest;		/* message-digest */
	bool many_values;		/* in one that has to have one */
	int64_t signing_time;
	struct cr_bytes algorithms;	/* CMSAlgorithmProtection, RFC 6211 */
	struct cms_ess ess[2];
};

void cr_cms_attrs_read(struct cms_attrs *out, struct cr_bytes set,
    struct cr_arena *a);

/* SignerInfo (RFC 5652 5.3). */
struct cms_info {
	int32_t version;
	struct cr_bytes issuer, serial;	/* whole elements */
	struct cr_bytes key_id;		/* or this */
	struct cr_bytes digest_alg, sig_alg;	/* whole */
	struct cr_tlv attrs;		/* [0]; tag 0: absent */
	struct cr_bytes signature;
	struct cr_bytes unsigned_attrs;	/* contents; p is NULL: absent */
};

bool cr_cms_info_read(struct cms_info *out, struct cr_bytes der,
    struct cr_arena *a);
/* The digest that signs what INFO signs directly; 0: not known. */
int cr_cms_info_content_md(const struct cms_info *i);

/* Judge one SignerInfo and what hangs on it. */
void cr_cms_signer_check(struct cms_check *k, struct cms_object *o,
    const struct cms_content *c, struct cr_bytes der, struct cr_signer *out);
/* A time-stamp token (RFC 3161 2.4.2). */
struct cms_token {
	bool readable;
	bool holds;		/* signature and, where data are, imprint */
	int64_t time;
	const char *authority;
	int imprint_md;
	struct cr_bytes imprint;
	struct cr_signer signer;
};

/* What the TSTInfo in BYTES says; false when it is none. */
bool cr_cms_tstinfo_read(struct cr_bytes bytes, struct cr_arena *a,
    struct cms_token *out);
bool cr_cms_imprint_holds(const struct cms_token *t,
    const struct cms_content *data);
/* DATA may be NULL when there are none to compare with. */
void cr_cms_token_check(struct cms_check *k, struct cr_bytes der,
    const struct cms_content *data, struct cms_token *out);

/* The names of EN 319 102-1 for the verdict on a signer. */
struct cms_outcome {
	bool hash_failure;
	bool weak;		/* algorithm or key, by today's standards */
	const struct cr_cert *cert;
};
void cr_cms_indicate(struct cms_check *k, struct cms_object *o,
    const struct cms_outcome *how, struct cr_signer *s);

/* The verdict becomes V, unless it is worse already. */
void cr_cms_worst(struct cms_check *k, enum cr_verdict v);

/*
 * A time stamp and what it is of, in one way or another. Each sets the
 * verdict and what is known of the stamp.
 */
struct cr_bytes cr_cms_reply_token(struct cms_check *k, struct cr_bytes tail);
void cr_cms_judge_stamp(struct cms_check *k, struct cr_bytes token,
    const struct cms_content *data);
void cr_cms_judge_evidence(struct cms_check *k, struct cr_bytes tail,
    const struct cms_content *data);

/* One object being read: the file, or what a time stamp is around. */
struct cms_reading {
	struct cms_check *k;
	struct cms_object o;
	struct cr_md_set *set;		/* digests of its content */
	struct cms_reading *inner;	/* a signed file inside a TSD */
	bool inner_broken;
	bool mime;			/* MEMORY is all of an .m7m */
	struct cr_buf memory;		/* or a TSTInfo */
	const struct cms_mds *extra;	/* digests that nothing announces */
};

void cr_cms_reading_init(struct cms_reading *r, struct cms_check *k,
    const struct cms_mds *extra);
void cr_cms_reading_release(struct cms_reading *r);
/* Take base64 and PEM off, and read the object inside to the end. */
int cr_cms_read_any(struct cms_reading *r, struct cr_source from,
    const char **encoding, uint64_t *trailing);

/* Read a signed file in memory as what R is around. */
int cr_cms_read_memory(struct cms_reading *r, struct cr_bytes from);
/* Judge a SignedData that was read. */
int cr_cms_judge_signed(struct cms_reading *r);

/* Judge an .m7m that was read. */
int cr_cms_m7m_judge(struct cms_reading *r);

#endif
