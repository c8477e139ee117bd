#ifndef CR_MAIL_H
#define CR_MAIL_H

struct cr;
struct cr_config;
struct cr_transport;

/*
 * The way out for mail: the folder EML, or when it is NULL the server of
 * the configuration. CR_EUSAGE.
 */
int cr_mail_transport(struct cr *cr, const struct cr_config *c,
    const char *eml, struct cr_transport **out);

#endif
