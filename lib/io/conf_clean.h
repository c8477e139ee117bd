#ifndef CR_CONF_CLEAN_H
#define CR_CONF_CLEAN_H

#include <stddef.h>

struct cr;
struct cr_buf;

/*
 * Append N bytes of TEXT to TO with its comments made blank, line for line.
 * What libconfuse's scanner would trip over (its state outlives a string
 * that is not closed), expand (${HOME}) or take for a path (a|b) is refused:
 * CR_EUSAGE with "NAME:line: " before the message.
 */
int cr_conf_clean(struct cr *cr, const char *name, const char *text, size_t n,
    struct cr_buf *to);

#endif
