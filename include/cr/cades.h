#ifndef CR_CADES_H
#define CR_CADES_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/buf.h"
#include "cr/pki.h"

struct cr;
struct cr_identity;

/*
 * CAdES signatures of level B-B (ETSI EN 319 122-1 6): content-type,
 * signing-time, message-digest and signing-certificate-v2 are signed, the
 * certificate and those above it are inside. What all signatures by one
 * identity have in common is encoded once.
 */
struct cr_cades;

/* ID is borrowed and must outlive it. */
struct cr_cades *cr_cades_new(struct cr_identity *id);
void cr_cades_free(struct cr_cades *c);

#define CR_CADES_DETACHED UINT64_MAX

/* A signed file in DER is HEAD, the content, TAIL. */
struct cr_cades_parts {
	struct cr_buf head, tail;
};

/*
 * The size of the head for content of SIZE bytes (CR_CADES_DETACHED for a
 * signature that stands alone), before the content is known: so it can be
 * written behind a gap while it is hashed, which makes what is signed and
 * what is written the same bytes even if somebody changes the file.
 */
size_t cr_cades_head_size(const struct cr_cades *c, uint64_t size);

/*
 * Sign content of SIZE bytes that has DIGEST (by cr_identity_md()) at TIME,
 * seconds since 1970. The parts are appended.
 */
int cr_cades_sign(struct cr *cr, struct cr_cades *c, struct cr_bytes digest,
    uint64_t size, int64_t time, struct cr_cades_parts *out);

#endif
