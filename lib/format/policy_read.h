#ifndef POLICY_READ_H
#define POLICY_READ_H

#include "cr/arena.h"
#include "cr/conf.h"
#include "cr/policy.h"

/* A policy file being read: its values, and its levels. */
struct policy_reader {
	struct cr *cr;
	struct cr_arena *arena;
};

extern const struct cr_conf_opt policy_level_opts[];

/* The index of the word of option NAME among WORDS, which NULL ends. */
int policy_take_word(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, const char *const *words, int absent, int *out);
int policy_take_money(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, const char *absent, struct cr_money *out);
int policy_take_days(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, int32_t absent, int32_t least, int32_t *out);
/* All texts of the list NAME. */
size_t policy_take_list(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, const char ***out);

/* All levels of the section S, in their order. */
int policy_take_levels(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_policy *p);

#endif
