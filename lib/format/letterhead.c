#include "cr/letterhead.h"

#include <stddef.h>

#include "cr/conf.h"
#include "cr/config.h"
#include "cr/cr.h"
#include "cr/str.h"
#include "cr/taxid.h"

static const struct cr_conf_sec *
find(const struct cr_conf_sec *root, const char *title)
{
	const struct cr_conf_sec *s;
	size_t i;

	for (i = 0; title != NULL && i < cr_conf_count(root, "letterhead");
	    i++) {
		s = cr_conf_section(root, "letterhead", i);
		if (cr_streq(cr_conf_title(s), title))
			return s;
	}
	return NULL;
}

static int
take_list(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char **to, size_t max)
{
	const char *text;
	size_t i;

	for (i = 0; (text = cr_conf_item(s, name, i)) != NULL; i++) {
		if (i == max)
			return cr_conf_fail(cr, s, name, "%s has more than "
			    "%zu lines", name, max);
		to[i] = text;
	}
	return CR_OK;
}

static int
take(struct cr *cr, const struct cr_conf_sec *s, struct cr_letterhead *out)
{
	char iban[35];
	int err;

	out->name = cr_conf_text(s, "name", NULL);
	out->logo = cr_conf_text(s, "logo", NULL);
	out->iban = cr_conf_text(s, "iban", NULL);
	out->bic = cr_conf_text(s, "bic", NULL);
	out->place = cr_conf_text(s, "place", NULL);
	out->rea = cr_conf_text(s, "rea", NULL);
	out->signer = cr_conf_text(s, "signer", NULL);
	out->role = cr_conf_text(s, "role", NULL);
	out->hand_over = cr_conf_text(s, "hand-over", NULL);
	out->hand_over_contact = cr_conf_text(s, "hand-over-contact", NULL);
	if (out->iban != NULL && (!cr_code_normalise(out->iban, iban,
	    sizeof(iban)) || !cr_iban_is_valid(iban)))
		return cr_conf_fail(cr, s, "iban", "\"%s\" is no IBAN",
		    out->iban);
	if ((err = take_list(cr, s, "lines", out->lines,
	    CR_LETTERHEAD_LINES)) != CR_OK ||
	    (err = take_list(cr, s, "contacts", out->contacts,
	    CR_LETTERHEAD_CONTACTS)) != CR_OK)
		return err;
	return take_list(cr, s, "footer", out->footer, CR_LETTERHEAD_FOOTER);
}

int
cr_letterhead_find(struct cr *cr, const struct cr_config *c,
    const char *code, const char *vat, struct cr_letterhead *out)
{
	const struct cr_conf_sec *root, *s;

	*out = (struct cr_letterhead){ .name = NULL };
	if (c->conf == NULL)
		return CR_OK;
	root = cr_conf_root(c->conf);
	if ((s = find(root, code)) == NULL && (s = find(root, vat)) == NULL)
		s = find(root, "default");
	return s != NULL ? take(cr, s, out) : CR_OK;
}

int
cr_letterhead_each(struct cr *cr, const struct cr_config *c,
    int (*each)(void *ctx, const char *name, const struct cr_letterhead *h),
    void *ctx)
{
	const struct cr_conf_sec *root, *s;
	struct cr_letterhead h;
	size_t i, n;
	int err = CR_OK;

	root = c->conf != NULL ? cr_conf_root(c->conf) : NULL;
	n = root != NULL ? cr_conf_count(root, "letterhead") : 0;
	for (i = 0; i < n && err == CR_OK; i++) {
		s = cr_conf_section(root, "letterhead", i);
		h = (struct cr_letterhead){ .name = NULL };
		if (take(cr, s, &h) == CR_OK)
			err = each(ctx, cr_conf_title(s), &h);
		else
			cr_refuse(cr, NULL, 0, "%s", cr_errmsg(cr));
	}
	return err;
}
