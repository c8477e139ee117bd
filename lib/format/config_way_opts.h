#ifndef CONFIG_WAY_OPTS_H
#define CONFIG_WAY_OPTS_H

#include "cr/conf.h"
#include "cr/config.h"

/* The sections mail, pec, sms, fax, letter and registered. */
extern const struct cr_conf_opt cr_config_way_opts[];

/* Read all of them in ROOT. CR_EUSAGE with file and line. */
int cr_config_ways(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *out);

#endif
