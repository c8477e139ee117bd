#ifndef CR_CONFIG_LIMITATION_H
#define CR_CONFIG_LIMITATION_H

#include "cr/conf.h"

struct cr;
struct cr_config;

/* The sections limitation and provision of cr.conf(5). */
extern const struct cr_conf_opt cr_config_limitation_opts[];
extern const struct cr_conf_opt cr_config_provision_opts[];

int cr_config_limitation(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *out);

#endif
