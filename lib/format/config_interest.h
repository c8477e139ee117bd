#ifndef CR_FORMAT_CONFIG_INTEREST_H
#define CR_FORMAT_CONFIG_INTEREST_H

#include "cr/arena.h"
#include "cr/conf.h"
#include "cr/interest_rules.h"

struct cr;
struct cr_conf_sec;

/* The section interest of cr.conf(5). */
extern const struct cr_conf_opt cr_config_interest_opts[];

/* Read it into OUT, whose lists live in A. */
int cr_config_interest(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_arena *a, struct cr_interest_rules *out);

#endif
