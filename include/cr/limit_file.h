#ifndef CR_LIMIT_FILE_H
#define CR_LIMIT_FILE_H

#include <stddef.h>

#include "cr/limit.h"

struct cr;

/*
 * Read the rules for limits, cr-limit(5), from the file PATH, or from N
 * bytes of TEXT that messages call NAME. CR_EUSAGE: it is not there, or
 * (with file and line) not right. Freed by the caller.
 */
int cr_limit_rules_load(struct cr *cr, const char *path,
    struct cr_limit_rules **out);
int cr_limit_rules_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_limit_rules **out);
/*
 * Those of the file RULES, else those that the configuration CONFIG (NULL
 * or "": none) names, else those that come with cr, in the folder SHARE.
 */
int cr_limit_rules_find(struct cr *cr, const char *config, const char *rules,
    const char *share, struct cr_limit_rules **out);
void cr_limit_rules_free(struct cr_limit_rules *rules);

#endif
