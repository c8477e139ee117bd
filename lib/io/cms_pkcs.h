#ifndef CR_IO_CMS_PKCS_H
#define CR_IO_CMS_PKCS_H

/* Private to the OpenSSL door. */

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

struct cr;

/*
 * The key, its certificate and the others of a PKCS#12 file; the caller
 * frees them, also after a failure. PATH is for messages.
 */
int cr_cms_pkcs_read(struct cr *cr, BIO *in, const char *path,
    const char *password, EVP_PKEY **key, X509 **cert,
    STACK_OF(X509) **above);

#endif
