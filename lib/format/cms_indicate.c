#include "cms_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"

const char *
cr_verdict_word(enum cr_verdict v)
{
	static const char *const words[] = {
		[CR_VERDICT_INTACT] = "INTACT",
		[CR_VERDICT_NOT_CADES] = "NOT_CADES",
		[CR_VERDICT_WARN] = "WARN",
		[CR_VERDICT_NO_CONTENT] = "NO_CONTENT",
		[CR_VERDICT_NO_CERT] = "NO_CERT",
		[CR_VERDICT_NO_SIGNER] = "NO_SIGNER",
		[CR_VERDICT_NO_TOKEN] = "NO_TOKEN",
		[CR_VERDICT_BAD_FORMAT] = "BAD_FORMAT",
		[CR_VERDICT_TAMPERED] = "TAMPERED",
		[CR_VERDICT_BROKEN] = "BROKEN",
	};

	return words[v];
}

void
cr_cms_warn(struct cms_check *k, const char *fmt, ...)
{
	struct cr_text_list *l = &k->out->warnings;
	char text[256];
	va_list ap;
	size_t i, n = 0;

	if (k->who != NULL)
		n = (size_t)snprintf(text, sizeof(text), "%s: ", k->who);
	va_start(ap, fmt);
	vsnprintf(text + n, sizeof(text) - n, fmt, ap);
	va_end(ap);
	for (i = 0; i < l->n; i++)
		if (strcmp(l->v[i], text) == 0)
			return;
	if (l->n == CMS_WARNINGS_MAX)
		return;
	if (l->v == NULL)
		l->v = cr_arena_alloc(k->a, CMS_WARNINGS_MAX * sizeof(*l->v));
	l->v[l->n++] = cr_arena_strdup(k->a, text);
}

size_t
cr_cms_content_digest(const struct cms_content *c, int md,
    unsigned char to[CR_MD_BYTES])
{
	return c->set != NULL ? cr_md_set_get(c->set, md, to) :
	    cr_md(md, c->bytes, to);
}

static void
indicate(struct cr_signer *s, const char *indication, const char *sub)
{
	s->indication = indication;
	s->subindication = sub;
}

/* When the signature is known to have been there, or is looked at. */
static int64_t
time_of(const struct cms_check *k, const struct cr_signer *s)
{
	if (k->opts->at != CR_TIME_NONE)
		return k->opts->at;
	return s->best_time != CR_TIME_NONE ? s->best_time : k->opts->now;
}

static enum cr_chain
chain(struct cms_check *k, struct cms_object *o, const struct cr_cert *c,
    int64_t time)
{
	struct cr_cert **others = cr_calloc(o->ncerts + 1, sizeof(*others));
	struct cr_cert *x;
	enum cr_chain r;
	const char *why;
	size_t i, n = 0;

	for (i = 0; i < o->ncerts; i++)
		if ((x = cr_cms_object_cert(o, i)) != NULL)
			others[n++] = x;
	r = cr_trust_check(k->opts->trust, c, others, n, time, &why);
	if (r != CR_CHAIN_GOOD)
		cr_cms_warn(k, "certificate: %s", why);
	free(others);
	return r;
}

/*
 * A time that nobody proved makes an expired certificate a question, not
 * an answer: hence the _NO_POE names.
 */
static void
indicate_chain(struct cr_signer *s, enum cr_chain r)
{
	static const char *const names[] = {
		[CR_CHAIN_NONE] = "NO_CERTIFICATE_CHAIN_FOUND",
		[CR_CHAIN_EXPIRED] = "OUT_OF_BOUNDS_NO_POE",
		[CR_CHAIN_NOT_YET] = "OUT_OF_BOUNDS_NO_POE",
		[CR_CHAIN_CONSTRAINTS] = "CHAIN_CONSTRAINTS_FAILURE",
		[CR_CHAIN_REVOKED] = "REVOKED_NO_POE",
		[CR_CHAIN_BAD] = "CERTIFICATE_CHAIN_GENERAL_FAILURE",
	};

	if (r == CR_CHAIN_GOOD)
		indicate(s, "TOTAL-PASSED", NULL);
	else
		indicate(s, "INDETERMINATE", names[r]);
}

void
cr_cms_indicate(struct cms_check *k, struct cms_object *o,
    const struct cms_outcome *how, struct cr_signer *s)
{
	switch (s->verdict) {
	case CR_VERDICT_TAMPERED:
		indicate(s, "TOTAL-FAILED", how->hash_failure ?
		    "HASH_FAILURE" : "SIG_CRYPTO_FAILURE");
		return;
	case CR_VERDICT_BAD_FORMAT:
		indicate(s, "TOTAL-FAILED", "FORMAT_FAILURE");
		return;
	case CR_VERDICT_NO_CERT:
		indicate(s, "INDETERMINATE", "NO_SIGNING_CERTIFICATE_FOUND");
		return;
	case CR_VERDICT_NO_CONTENT:
		indicate(s, "INDETERMINATE", "SIGNED_DATA_NOT_FOUND");
		return;
	case CR_VERDICT_NOT_CADES:
	case CR_VERDICT_WARN:
		indicate(s, "INDETERMINATE", "SIG_CONSTRAINTS_FAILURE");
		return;
	default:
		break;
	}
	if (k->opts->trust == NULL)
		indicate(s, "INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND");
	else
		indicate_chain(s, chain(k, o, how->cert, time_of(k, s)));
	if (how->weak && (k->opts->trust == NULL ||
	    strcmp(s->indication, "TOTAL-PASSED") == 0))
		indicate(s, "INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE");
	if (k->opts->trust != NULL && !k->in_token && !(k->opts->mail ?
	    cr_cert_may_sign_mail(how->cert) : cr_cert_may_sign(how->cert)))
		indicate(s, "INDETERMINATE", "CHAIN_CONSTRAINTS_FAILURE");
}
