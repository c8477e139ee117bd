#include "cr/provision_model.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/key.h"
#include "cr/str.h"

/* What goes beyond the text of a model: files, options, who is in what. */

int
cr_provision_model_load(struct cr *cr, const char *path,
    struct cr_provision_model **out)
{
	struct cr_input *in;
	const char *text;
	size_t n;
	int err = cr_conf_read(cr, path, CR_EUSAGE, &in, &text, &n);

	*out = NULL;
	if (err == CR_OK)
		err = cr_provision_model_parse(cr, path, text, n, out);
	cr_input_free(in);
	return err;
}

int
cr_provision_model_share(struct cr *cr, const char *share,
    struct cr_provision_model **out)
{
	struct cr_buf path;
	int err;

	cr_buf_init(&path);
	cr_buf_addf(&path, "%s/models/provision.conf", share);
	err = cr_provision_model_load(cr, path.s, out);
	cr_buf_release(&path);
	return err;
}

/* "50%" or "1200.00" */
static bool
parse_specific(const char *text, struct cr_arena *a, struct cr_specific *x)
{
	size_t n = strlen(text);
	struct cr_money_style style = { .mark = '.' };

	x->share = CR_FRACTION_NONE;
	if (n > 1 && text[n - 1] == '%')
		return cr_fraction_percent(cr_arena_strndup(a, text, n - 1),
		    &x->share) && x->share.num <= x->share.den;
	if (strchr(text, ',') != NULL)
		style.mark = ',';
	return cr_money_parse(text, n, &style, &x->amount) &&
	    x->amount.cents > 0 && x->amount.cents <= CR_MONEY_MAX_CENTS;
}

int
cr_provision_specific(struct cr *cr, struct cr_provision_model *m,
    const char *text)
{
	const char *equals = strrchr(text, '=');
	struct cr_specific x = { .on = NULL }, *v;

	if (equals == NULL || equals == text ||
	    !parse_specific(equals + 1, &m->arena, &x))
		return cr_fail(cr, CR_EUSAGE, "--specific: \"%s\" is not "
		    "KEY=50%% or KEY=1200.00", text);
	x.on = cr_arena_strndup(&m->arena, text, (size_t)(equals - text));
	v = cr_arena_alloc(&m->arena, (m->nspecific + 1) * sizeof(*v));
	v[0] = x;
	if (m->nspecific > 0)
		memcpy(v + 1, m->specific, m->nspecific * sizeof(*v));
	m->specific = v;
	m->nspecific++;
	return CR_OK;
}

/* Is one of the words S, or the key of party ID or its VAT number? */
static bool
names(const struct cr_segment_words *w, const char *s, int64_t id,
    const char *vat)
{
	char key[CR_KEY_SIZE] = "";
	size_t i;

	if (id != 0)
		cr_key_format((struct cr_key){ CR_KEY_PARTY, id }, key);
	for (i = 0; i < w->n; i++)
		if (cr_streq(w->v[i], s) || (id != 0 &&
		    (strcmp(w->v[i], key) == 0 || cr_streq(w->v[i], vat))))
			return true;
	return w->n == 0;
}

const struct cr_provision_segment *
cr_provision_segment(const struct cr_provision_model *m,
    const struct cr_segment_subject *who)
{
	const struct cr_provision_segment *g, *end = m->segments +
	    m->nsegments;

	for (g = m->segments; g < end; g++)
		if (names(&g->by[CR_SEGMENT_CLASS], who->class_name, 0, NULL) &&
		    names(&g->by[CR_SEGMENT_CATEGORY], who->category, 0,
		    NULL) && names(&g->by[CR_SEGMENT_AREA], who->area, 0,
		    NULL) && names(&g->by[CR_SEGMENT_AGENT], who->agent, 0,
		    NULL) && names(&g->by[CR_SEGMENT_DEPOT], who->depot, 0,
		    NULL) && names(&g->by[CR_SEGMENT_CREDITOR],
		    who->creditor_code, who->creditor, who->creditor_vat) &&
		    names(&g->by[CR_SEGMENT_DEBTOR], who->debtor_code,
		    who->debtor, who->debtor_vat))
			return g;
	return NULL;
}
