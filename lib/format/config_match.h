#ifndef CR_FORMAT_CONFIG_MATCH_H
#define CR_FORMAT_CONFIG_MATCH_H

#include "cr/conf.h"
#include "cr/match_terms.h"

struct cr;

/* The section match of cr.conf(5), and reading it into OUT. */
extern const struct cr_conf_opt cr_config_match_opts[];
int cr_config_match(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_match_opts *out);

#endif
