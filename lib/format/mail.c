#include "cr/mail.h"

#include "cr/config.h"
#include "cr/cr.h"
#include "cr/secret.h"
#include "cr/smtp.h"

int
cr_mail_transport(struct cr *cr, const struct cr_config *c, const char *eml,
    struct cr_transport **out)
{
	struct cr_smtp_opts o = { .url = c->mail.url, .user = c->mail.user,
	    .ca = c->mail.ca, .tls = c->mail.tls,
	    .timeout = c->mail.timeout };
	char *password = NULL;
	int err;

	if (eml != NULL)
		return cr_transport_dir(cr, eml, out);
	if ((err = cr_config_password(cr, c, &password)) == CR_OK) {
		o.password = password;
		err = cr_transport_smtp(cr, &o, out);
	}
	cr_secret_free(password);
	return err;
}
