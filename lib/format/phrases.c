#include "cr/phrases.h"

#include "cr/arena.h"
#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/str.h"

struct wanted {
	struct cr *cr;
	const char *name;
	const struct cr_phrase *table;
	size_t n;
	struct cr_conf_opt *opts;
	struct cr_arena *a;
	const char **v;
};

/* Take what the file says; what it does not stays as it was. */
static int
load(struct wanted *w, const char *dir, const char *language)
{
	const char *path = cr_arena_printf(w->a, "%s/%s/%s.conf", dir,
	    language, w->name);
	struct cr_conf *conf;
	size_t i;
	int err;

	if ((err = cr_conf_open(w->cr, path, w->opts, &conf)) != CR_OK)
		return err;
	for (i = 0; i < w->n; i++)
		w->v[i] = cr_arena_strdup(w->a, cr_conf_text(
		    cr_conf_root(conf), w->table[i].name, w->v[i]));
	cr_conf_free(conf);
	return CR_OK;
}

/* The usual words, then one's own. CR_ENOTFOUND: there are neither. */
static int
load_both(struct wanted *w, const char *own, const char *shared,
    const char *language)
{
	int err, first = load(w, shared, language);

	if ((first != CR_OK && first != CR_ENOTFOUND) || own == NULL)
		return first;
	err = load(w, own, language);
	return err == CR_ENOTFOUND ? first : err;
}

/* Two letters, in small ones: nothing that could be a path. */
static const char *
normal(struct cr_arena *a, const char *language)
{
	char s[3];

	if (language == NULL || !cr_is_alpha(language[0]) ||
	    !cr_is_alpha(language[1]) || language[2] != '\0')
		return "it";
	s[0] = cr_lower(language[0]);
	s[1] = cr_lower(language[1]);
	s[2] = '\0';
	return cr_arena_strdup(a, s);
}

int
cr_phrases_load(struct cr *cr, const char *own, const char *shared,
    const char *name, const char *language, const struct cr_phrase *table,
    size_t n, struct cr_arena *a, const char **v, const char **found)
{
	struct wanted w = { cr, name, table, n, cr_arena_alloc(a,
	    (n + 1) * sizeof(*w.opts)), a, v };
	const char *languages[2] = { normal(a, language), "en" };
	size_t i;
	int err = CR_ENOTFOUND;

	for (i = 0; i < n; i++) {
		w.opts[i] = (struct cr_conf_opt){ .name = table[i].name,
		    .type = CR_CONF_TEXT };
		v[i] = table[i].english;
	}
	for (i = 0; i < 2 && err == CR_ENOTFOUND; i++) {
		*found = languages[i];
		err = load_both(&w, own, shared, languages[i]);
	}
	return err == CR_ENOTFOUND ? CR_OK : err;
}
