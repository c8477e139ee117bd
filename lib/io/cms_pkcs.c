#include "cms_pkcs.h"

#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <stdbool.h>

#include "cr/cr.h"

static bool
parse(PKCS12 *p, const char *password, EVP_PKEY **key, X509 **cert,
    STACK_OF(X509) **above)
{
	ERR_clear_error();
	return PKCS12_parse(p, password, key, cert, above) == 1;
}

/*
 * Files of before 2022 are encrypted with 40 bits of RC2, which OpenSSL
 * keeps apart. It is fetched for them, and the default provider stays.
 */
static bool
parse_old(PKCS12 *p, const char *password, EVP_PKEY **key, X509 **cert,
    STACK_OF(X509) **above)
{
	OSSL_PROVIDER *old = OSSL_PROVIDER_try_load(NULL, "legacy", 1);
	bool good = old != NULL && parse(p, password, key, cert, above);

	if (old != NULL)
		OSSL_PROVIDER_unload(old);
	return good;
}

static bool
opens_with(PKCS12 *p, const char *password)
{
	if (!PKCS12_mac_present(p))
		return true;		/* nothing says: decrypting will */
	if (password == NULL)
		return PKCS12_verify_mac(p, NULL, 0) ||
		    PKCS12_verify_mac(p, "", 0);
	return PKCS12_verify_mac(p, password, -1);
}

int
cr_cms_pkcs_read(struct cr *cr, BIO *in, const char *path, const char *password,
    EVP_PKEY **key, X509 **cert, STACK_OF(X509) **above)
{
	PKCS12 *p = d2i_PKCS12_bio(in, NULL);
	int err = CR_OK;

	if (p == NULL)
		return cr_fail(cr, CR_EUSAGE, "\"%s\" is no PKCS#12 file",
		    path);
	if (!opens_with(p, password))
		err = cr_fail(cr, CR_EUSAGE, password == NULL ?
		    "\"%s\" needs a password" : "wrong password for \"%s\"",
		    path);
	else if (!parse(p, password, key, cert, above) &&
	    !parse_old(p, password, key, cert, above))
		err = cr_fail(cr, CR_EUSAGE, "could not decrypt \"%s\"",
		    path);
	else if (*key == NULL || *cert == NULL)
		err = cr_fail(cr, CR_EUSAGE, "no private key and certificate "
		    "in \"%s\"", path);
	PKCS12_free(p);
	return err;
}
