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

extern const struct cr_conf_opt cr_policy_level_opts[];

/* The index of the word of option NAME among WORDS, which NULL ends. */
int cr_policy_word(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, const char *const *words, int absent, int *out);
int cr_policy_money(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, const char *absent, struct cr_money *out);
int cr_policy_days(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, int32_t absent, int32_t least, int32_t *out);
/* All texts of the list NAME. */
size_t cr_policy_list(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *name, const char ***out);

/* All levels of the section S, in their order. */
int cr_policy_levels(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_policy *p);

#endif
