#ifndef CONFIG_LOOKUP_H
#define CONFIG_LOOKUP_H

#include "cr/conf.h"
#include "cr/config.h"

extern const struct cr_conf_opt cr_config_lookup_opts[];

/* Read the sections lookup NAME of ROOT. CR_EUSAGE with file and line. */
int cr_config_lookups(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *out);

#endif
