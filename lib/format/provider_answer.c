#include "provider.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"

/* The sections that say what answers mean. */

int
cr_provider_regex(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char *text, regex_t **out)
{
	char why[128];
	regex_t *r = cr_malloc(sizeof(*r));
	int e = regcomp(r, text, REG_EXTENDED);

	if (e == 0) {
		*out = r;
		return CR_OK;
	}
	regerror(e, r, why, sizeof(why));
	free(r);
	return cr_conf_fail(cr, s, name, "\"%s\" is no regular expression: "
	    "%s", text, why);
}

/* "200", "500-599" */
static bool
parse_range(const char *s, struct provider_range *r)
{
	size_t n = strcspn(s, "-");
	int64_t from, to;

	if (!cr_parse_int(s, n, &from))
		return false;
	to = from;
	if (s[n] == '-' && !cr_parse_int(s + n + 1, strlen(s + n + 1), &to))
		return false;
	*r = (struct provider_range){ (int)from, (int)to };
	return from >= 200 && to <= 599 && from <= to;
}

static int
take_status(struct cr *cr, struct cr_arena *arena,
    const struct cr_conf_sec *s, struct provider_answer *a)
{
	const char *word;
	size_t n;

	for (n = 0; cr_conf_item(s, "status", n) != NULL; n++)
		;
	a->status = cr_arena_alloc(arena, (n + 1) * sizeof(*a->status));
	for (; (word = cr_conf_item(s, "status", a->nstatus)) != NULL;
	    a->nstatus++)
		if (!parse_range(word, &a->status[a->nstatus]))
			return cr_conf_fail(cr, s, "status", "\"%s\" is no "
			    "status of HTTP (200, 500-599)", word);
	return CR_OK;
}

static int
take_find(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct provider_find *f)
{
	const char *text = cr_conf_text(s, name, NULL);

	if (text == NULL)
		return CR_OK;
	if (*text != '/')
		return cr_provider_regex(cr, s, name, text, &f->match);
	f->pointer = text;
	return CR_OK;
}

static int
take_is(struct cr *cr, const struct cr_conf_sec *s,
    const struct provider_kind *kind, struct provider_answer *a)
{
	const char *word = cr_conf_text(s, "is", "");
	const struct provider_is *is;

	for (is = kind->is; is->word != NULL; is++)
		if (strcmp(word, is->word) == 0) {
			a->how = is->how;
			a->stop = is->stop;
			return CR_OK;
		}
	if (kind->lookups)
		return cr_conf_fail(cr, s, "is", "an answer is found, none, "
		    "refused, retry or stop, not \"%s\"", word);
	return cr_conf_fail(cr, s, "is", "an answer is sent, retry, refused, "
	    "unknown or stop, not \"%s\"", word);
}

static int
take_answer(struct cr *cr, struct cr_provider *p,
    const struct cr_conf_sec *s, struct provider_answer *a)
{
	const char *match = cr_conf_text(s, "match", NULL);
	int err;

	a->pointer = cr_conf_text(s, "pointer", NULL);
	if (a->pointer != NULL && *a->pointer != '/' && *a->pointer != '\0')
		return cr_conf_fail(cr, s, "pointer", "pointer \"%s\" does "
		    "not begin with /", a->pointer);
	if ((err = take_is(cr, s, p->kind, a)) != CR_OK ||
	    (err = take_status(cr, &p->arena, s, a)) != CR_OK ||
	    (err = take_find(cr, s, "reference", &a->reference)) != CR_OK ||
	    (err = take_find(cr, s, "reason", &a->reason)) != CR_OK)
		return err;
	return match == NULL ? CR_OK : cr_provider_regex(cr, s, "match", match,
	    &a->match);
}

int
cr_provider_answers(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provider *p)
{
	size_t n = cr_conf_count(s, "answer");
	int err = CR_OK;

	if (n > CR_PROVIDER_MAX_ANSWERS)
		return cr_conf_fail(cr, s, NULL, "there are more than %d "
		    "answers", CR_PROVIDER_MAX_ANSWERS);
	for (; p->nanswers < n && err == CR_OK; p->nanswers++)
		err = take_answer(cr, p, cr_conf_section(s, "answer",
		    p->nanswers), &p->answer[p->nanswers]);
	return err;
}

void
cr_provider_regex_free(regex_t *r)
{
	if (r == NULL)
		return;
	regfree(r);
	free(r);
}
