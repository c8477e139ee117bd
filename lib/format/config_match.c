#include "config_match.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/interest_rules.h"
#include "cr/money.h"

#define AMOUNT_MAX 1000000	/* cents of a residue that needs no reason */

const struct cr_conf_opt cr_config_match_opts[] = {
	{ .name = "threshold", .type = CR_CONF_TEXT },
	{ .name = "tolerance", .type = CR_CONF_TEXT },
	{ .name = "tolerance-percent", .type = CR_CONF_TEXT },
	{ .name = "charges", .type = CR_CONF_TEXT },
	{ .name = "discount-percent", .type = CR_CONF_TEXT },
	{ .name = "claims-first", .type = CR_CONF_BOOL },
	{ .name = NULL },
};

static int
take_percent(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int32_t least, int32_t most, int32_t *bp)
{
	const char *text = cr_conf_text(s, name, NULL);
	int32_t v;

	if (text == NULL)
		return CR_OK;
	if (!cr_percent_parse(text, &v, NULL) || v < least || v > most)
		return cr_conf_fail(cr, s, name, "%s \"%s\" is no percentage "
		    "from %d to %d", name, text, (int)least / 100,
		    (int)most / 100);
	*bp = v;
	return CR_OK;
}

static int
take_amount(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int64_t *cents)
{
	const char *text = cr_conf_text(s, name, NULL);
	struct cr_money m;

	if (text == NULL)
		return CR_OK;
	if (!cr_money_parse_xml(text, &m) || m.cents < 0 ||
	    m.cents > AMOUNT_MAX)
		return cr_conf_fail(cr, s, name, "%s \"%s\" is no amount up "
		    "to 10000.00", name, text);
	*cents = m.cents;
	return CR_OK;
}

int
cr_config_match(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_match_opts *out)
{
	int err;

	if ((err = take_percent(cr, s, "threshold", 5000, 10000,
	    &out->threshold)) != CR_OK ||
	    (err = take_amount(cr, s, "tolerance", &out->tolerance)) !=
	    CR_OK || (err = take_percent(cr, s, "tolerance-percent", 0, 1000,
	    &out->tolerance_bp)) != CR_OK ||
	    (err = take_amount(cr, s, "charges", &out->charges)) != CR_OK)
		return err;
	out->claims_first = cr_conf_bool(s, "claims-first", false);
	return take_percent(cr, s, "discount-percent", 0, 1000,
	    &out->discount_bp);
}
