#ifndef CONFIG_INBOX_H
#define CONFIG_INBOX_H

#include "cr/conf.h"
#include "cr/config.h"

extern const struct cr_conf_opt cr_config_inbox_opts[];
extern const struct cr_conf_opt cr_config_received_opts[];
extern const struct cr_conf_opt cr_config_outcomes_opts[];

/* Read those sections of ROOT. CR_EUSAGE with file and line. */
int cr_config_received(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *out);

#endif
