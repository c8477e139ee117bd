#ifndef CR_CONFIG_CHECK_H
#define CR_CONFIG_CHECK_H

#include <stdbool.h>

struct cr;
struct cr_dun_files;

/*
 * Look for what would go wrong at night only: a level whose text is not
 * there in Italian, or is wrong in any language, or has no form for its
 * channels; a look-up whose file is wrong. Each is told with cr_refuse().
 * When ALL, with cr_warn() also a channel that has no section in the
 * configuration (what goes by it stays prepared), and a level that is said
 * to be a messa in mora and is in no policy.
 */
int cr_config_check(struct cr *cr, const struct cr_dun_files *f, bool all);

#endif
