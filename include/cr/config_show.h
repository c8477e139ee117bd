#ifndef CR_CONFIG_SHOW_H
#define CR_CONFIG_SHOW_H

struct cr;
struct cr_dun_files;

/*
 * Tell EACH what is in force, a value at a time: the mail server, the
 * policy, every level and who has which policy.
 */
int cr_config_show(struct cr *cr, const struct cr_dun_files *f,
    void (*each)(void *ctx, const char *section, const char *name,
    const char *value), void *ctx);

#endif
