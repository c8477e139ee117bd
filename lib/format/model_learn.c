#include "cr/error.h"
#include "model.h"

const struct cr_conf_opt cr_model_learn_opts[] = {
	{ .name = "days", .type = CR_CONF_INT },
	{ .name = "amount", .type = CR_CONF_TEXT },
	{ .name = "months", .type = CR_CONF_INT },
	{ .name = "ridge", .type = CR_CONF_INT },
	{ .name = NULL },
};

/* What it does not say is as usual. */
int
cr_model_learn(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m)
{
	const struct cr_conf_sec *s = cr_conf_section(root, "learn", 0);
	const struct cr_learn *usual = &cr_learn_usual;
	int32_t cents;
	int err;

	m->learn = *usual;
	if (s == NULL)
		return CR_OK;
	if ((err = cr_model_int_or(cr, s, "days", usual->days, 1,
	    CR_MODEL_DAYS_MAX, &m->learn.days)) != CR_OK ||
	    (err = cr_model_int_or(cr, s, "months", usual->months, 1,
	    CR_MODEL_MONTHS_MAX, &m->learn.months)) != CR_OK ||
	    (err = cr_model_int_or(cr, s, "ridge", usual->ridge, 1, 1000000,
	    &m->learn.ridge)) != CR_OK)
		return err;
	if (cr_conf_has(s, "amount")) {
		if ((err = cr_model_hundredths(cr, s, "amount", 1, 1000000000,
		    &cents)) != CR_OK)
			return err;
		m->learn.amount.cents = cents;
	}
	return CR_OK;
}
