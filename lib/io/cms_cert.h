#ifndef CR_IO_CMS_CERT_H
#define CR_IO_CMS_CERT_H

/* Private to the OpenSSL door. */

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "cr/pki.h"

struct cr_cert {
	X509 *x;
	EVP_PKEY *key;			/* borrowed from X */
};

#endif
