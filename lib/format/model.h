#ifndef CR_FORMAT_MODEL_H
#define CR_FORMAT_MODEL_H

#include "cr/conf.h"
#include "cr/model.h"

/* What the readers of a model's sections share. */

enum {
	CR_MODEL_KNOTS_MAX = 64,	/* of a curve */
	CR_MODEL_LIST_MAX = 1024,	/* texts of a list, bands, tables */
	CR_MODEL_DAYS_MAX = 3650,
	CR_MODEL_MONTHS_MAX = 120,
};

extern const struct cr_conf_opt cr_model_weight_opts[];
extern const struct cr_conf_opt cr_model_deduct_opts[];
extern const struct cr_conf_opt cr_model_cap_opts[];
extern const struct cr_conf_opt cr_model_class_opts[];
extern const struct cr_conf_opt cr_model_financial_opts[];
extern const struct cr_conf_opt cr_model_ratio_opts[];
extern const struct cr_conf_opt cr_model_provider_opts[];
extern const struct cr_conf_opt cr_model_profession_opts[];
extern const struct cr_conf_opt cr_model_asset_opts[];
extern const struct cr_conf_opt cr_model_learn_opts[];

/* A number from LEAST to MOST: that must be there, or that may be. */
int cr_model_int(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int32_t least, int32_t most, int32_t *to);
int cr_model_int_or(struct cr *cr, const struct cr_conf_sec *s,
    const char *name, int32_t absent, int32_t least, int32_t most,
    int32_t *to);
/* One with at most two decimals, in hundredths, that must be there. */
int cr_model_hundredths(struct cr *cr, const struct cr_conf_sec *s,
    const char *name, int32_t least, int32_t most, int32_t *to);
/* A list of texts. */
int cr_model_list(struct cr *cr, const struct cr_conf_sec *s,
    const char *name, struct cr_model *m, const char ***to, size_t *n);
/* Knots "at:points"; points may not go against DIRECTION, 1 or -1. */
int cr_model_curve(struct cr *cr, const struct cr_conf_sec *s,
    const char *name, int direction, struct cr_model *m, struct cr_curve *to);

/* The sections of what the ledger itself tells; classes go first. */
int cr_model_classes(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m);
int cr_model_parts(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m);
/* How it is learned who will pay. */
int cr_model_learn(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m);
/* The sections of what others tell. */
int cr_model_outside(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m);

#endif
