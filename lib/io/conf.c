#include "cr/conf.h"

#include <assert.h>
#include <confuse.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "conf_clean.h"

struct cr_conf {
	cfg_t *cfg;
};

/* A value: libconfuse keeps the pointer and gives it back to value_free. */
struct value {
	int line;
	int64_t number;		/* CR_CONF_INT and CR_CONF_BOOL */
	char text[];
};

/*
 * What is being read now. libconfuse's scanner is global and its callbacks
 * get no context, so the one static of this door lasts for one cfg_parse.
 */
static struct reading {
	struct cr *cr;
	const char *name;
	bool failed;
	const cfg_opt_t **seen;
	size_t nseen, capseen;
} *reading;

static void __attribute__((format(printf, 2, 0)))
complain(int line, const char *fmt, va_list ap)
{
	char text[1024];

	if (reading->failed)
		return;
	reading->failed = true;
	vsnprintf(text, sizeof(text), _(fmt), ap);
	cr_fail(reading->cr, CR_EUSAGE, "%s:%d: %s", reading->name, line, text);
}

static void __attribute__((format(printf, 2, 3)))
complain_at(int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	complain(line, fmt, ap);
	va_end(ap);
}

static void __attribute__((format(printf, 2, 0)))
on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	complain(cfg->line, fmt, ap);
}

/* A list is given once: its first value comes a second time when it is not. */
static bool
is_repeated(const cfg_opt_t *opt)
{
	struct reading *r = reading;
	size_t i;

	if (opt->nvalues > 1)
		return false;
	for (i = 0; i < r->nseen; i++)
		if (r->seen[i] == opt)
			return true;
	cr_grow(&r->seen, r->nseen, &r->capseen, sizeof(*r->seen));
	r->seen[r->nseen++] = opt;
	return false;
}

static int
on_text(cfg_t *cfg, cfg_opt_t *opt, const char *text, void *result)
{
	size_t n = strlen(text);
	struct value *v;

	if (is_repeated(opt)) {
		complain_at(cfg->line, "\"%s\" is given twice", opt->name);
		return -1;
	}
	v = cr_malloc(sizeof(*v) + n + 1);
	v->line = cfg->line;
	v->number = 0;
	memcpy(v->text, text, n + 1);
	memcpy(result, &v, sizeof(v));
	return 0;
}

static int
on_int(cfg_t *cfg, cfg_opt_t *opt, const char *text, void *result)
{
	struct value *v;
	int64_t n;

	if (!cr_parse_int(text, strlen(text), &n)) {
		complain_at(cfg->line,
		    "\"%s\" of \"%s\" is no whole number", text,
		    opt->name);
		return -1;
	}
	if (on_text(cfg, opt, text, &v) != 0)
		return -1;
	v->number = n;
	memcpy(result, &v, sizeof(v));
	return 0;
}

static int
on_bool(cfg_t *cfg, cfg_opt_t *opt, const char *text, void *result)
{
	struct value *v;
	int yes = cfg_parse_boolean(text);

	if (yes != 0 && yes != 1) {
		complain_at(cfg->line, "\"%s\" of \"%s\" is neither yes nor no",
		    text, opt->name);
		return -1;
	}
	if (on_text(cfg, opt, text, &v) != 0)
		return -1;
	v->number = yes;
	memcpy(result, &v, sizeof(v));
	return 0;
}

static void
value_free(void *v)
{
	free(v);
}

static void
table_free(cfg_opt_t *t)
{
	size_t i;

	for (i = 0; t[i].name != NULL; i++)
		if (t[i].subopts != NULL)
			table_free(t[i].subopts);
	free(t);
}

/* The table as libconfuse wants it; cfg_init() copies it. */
static cfg_opt_t *
table_new(const struct cr_conf_opt *opts)
{
	static const cfg_callback_t read[] = {
		[CR_CONF_TEXT] = on_text,
		[CR_CONF_INT] = on_int,
		[CR_CONF_BOOL] = on_bool,
		[CR_CONF_LIST] = on_text,
	};
	size_t n = 0, i;
	cfg_opt_t *t;

	while (opts[n].name != NULL)
		n++;
	t = cr_calloc(n + 1, sizeof(*t));
	for (i = 0; i < n; i++) {
		t[i].name = opts[i].name;
		if (opts[i].type == CR_CONF_SECTION) {
			t[i].type = CFGT_SEC;
			t[i].flags = CFGF_MULTI;
			if (opts[i].flags & CR_CONF_TITLED)
				t[i].flags |= CFGF_TITLE | CFGF_NO_TITLE_DUPES;
			t[i].subopts = table_new(opts[i].sub);
			continue;
		}
		t[i].type = CFGT_PTR;
		t[i].flags = CFGF_NODEFAULT |
		    (opts[i].type == CR_CONF_LIST ? CFGF_LIST : 0);
		t[i].parsecb = read[opts[i].type];
		t[i].freecb = value_free;
	}
	return t;
}

/* Sections that come once only do so, at every depth. */
static int
check_once(cfg_t *cfg, const struct cr_conf_opt *opts)
{
	unsigned int i, n;

	for (; opts->name != NULL; opts++) {
		if (opts->type != CR_CONF_SECTION)
			continue;
		n = cfg_size(cfg, opts->name);
		if (n > 1 && !(opts->flags & CR_CONF_MANY)) {
			complain_at(cfg_getnsec(cfg, opts->name, 1)->line,
			    "section \"%s\" is given twice", opts->name);
			return CR_EUSAGE;
		}
		for (i = 0; i < n; i++)
			if (check_once(cfg_getnsec(cfg, opts->name, i),
			    opts->sub) != CR_OK)
				return CR_EUSAGE;
	}
	return CR_OK;
}

static cfg_t *
cfg_new(const struct cr_conf_opt *opts, const char *name)
{
	cfg_opt_t *table = table_new(opts);
	cfg_t *cfg = cfg_init(table, CFGF_NONE);

	table_free(table);
	if (cfg == NULL)
		return NULL;
	cfg_set_error_function(cfg, on_error);
	cfg->filename = cr_strdup(name);
	return cfg;
}

static int
parse_clean(cfg_t *cfg, struct cr_buf *text, const struct cr_conf_opt *opts)
{
	FILE *f;
	int rc;

	if (text->len == 0)
		return CR_OK;
	if ((f = fmemopen(text->s, text->len, "r")) == NULL)
		return cr_fail(reading->cr, CR_ESYSTEM, "could not read \"%s\"",
		    reading->name);
	rc = cfg_parse_fp(cfg, f);
	fclose(f);
	if (rc != CFG_SUCCESS) {
		complain_at(cfg->line, "is not understood");
		return CR_EUSAGE;
	}
	return check_once(cfg, opts);
}

int
cr_conf_parse(struct cr *cr, const char *name, const char *text, size_t n,
    const struct cr_conf_opt *opts, struct cr_conf **out)
{
	struct reading now = { .cr = cr, .name = name };
	struct cr_buf cleaned;
	cfg_t *cfg = NULL;
	int rc;

	cr_buf_init(&cleaned);
	reading = &now;
	rc = cr_conf_clean(cr, name, text, n, &cleaned);
	if (rc == CR_OK && (cfg = cfg_new(opts, name)) == NULL)
		abort();
	if (rc == CR_OK)
		rc = parse_clean(cfg, &cleaned, opts);
	reading = NULL;
	free(now.seen);
	cr_buf_release(&cleaned);
	if (rc != CR_OK) {
		if (cfg != NULL)
			cfg_free(cfg);
		return rc;
	}
	*out = cr_calloc(1, sizeof(**out));
	(*out)->cfg = cfg;
	return CR_OK;
}

int
cr_conf_read(struct cr *cr, const char *path, enum cr_error absent,
    struct cr_input **in, const char **text, size_t *n)
{
	int err = absent;

	if ((*in = cr_input_open(cr, path)) != NULL)
		err = cr_input_all(cr, *in, CR_CONF_MAX_BYTES, text, n);
	return err == CR_OK ? CR_OK : cr_fail(cr, err, "%s: %s", path,
	    cr_errmsg(cr));
}

int
cr_conf_open(struct cr *cr, const char *path, const struct cr_conf_opt *opts,
    struct cr_conf **out)
{
	struct cr_input *in;
	const char *text;
	size_t n;
	int err = cr_conf_read(cr, path, CR_ENOTFOUND, &in, &text, &n);

	if (err == CR_OK)
		err = cr_conf_parse(cr, path, text, n, opts, out);
	cr_input_free(in);
	return err;
}

void
cr_conf_free(struct cr_conf *c)
{
	if (c == NULL)
		return;
	cfg_free(c->cfg);
	free(c);
}

/* A section is libconfuse's own; the getters of it take no const. */
static cfg_t *
cfg_of(const struct cr_conf_sec *s)
{
	cfg_t *cfg;

	memcpy(&cfg, &s, sizeof(cfg));
	return cfg;
}

const struct cr_conf_sec *
cr_conf_root(const struct cr_conf *c)
{
	return (const struct cr_conf_sec *)(const void *)c->cfg;
}

static const struct value *
value_of(const struct cr_conf_sec *s, const char *name, size_t i)
{
	cfg_opt_t *opt = cfg_getopt(cfg_of(s), name);

	assert(opt != NULL && opt->type == CFGT_PTR);
	return i < cfg_opt_size(opt) ? cfg_opt_getnptr(opt, (unsigned int)i) :
	    NULL;
}

size_t
cr_conf_count(const struct cr_conf_sec *s, const char *name)
{
	return cfg_size(cfg_of(s), name);
}

const struct cr_conf_sec *
cr_conf_section(const struct cr_conf_sec *s, const char *name, size_t i)
{
	return (const struct cr_conf_sec *)(const void *)cfg_getnsec(cfg_of(s),
	    name, (unsigned int)i);
}

const char *
cr_conf_title(const struct cr_conf_sec *s)
{
	return cfg_title(cfg_of(s));
}

bool
cr_conf_has(const struct cr_conf_sec *s, const char *name)
{
	return value_of(s, name, 0) != NULL;
}

const char *
cr_conf_text(const struct cr_conf_sec *s, const char *name, const char *absent)
{
	const struct value *v = value_of(s, name, 0);

	return v ? v->text : absent;
}

int64_t
cr_conf_int(const struct cr_conf_sec *s, const char *name, int64_t absent)
{
	const struct value *v = value_of(s, name, 0);

	return v ? v->number : absent;
}

bool
cr_conf_bool(const struct cr_conf_sec *s, const char *name, bool absent)
{
	const struct value *v = value_of(s, name, 0);

	return v ? v->number != 0 : absent;
}

const char *
cr_conf_item(const struct cr_conf_sec *s, const char *name, size_t i)
{
	const struct value *v = value_of(s, name, i);

	return v ? v->text : NULL;
}

int64_t
cr_conf_line(const struct cr_conf_sec *s, const char *name)
{
	const struct value *v = name ? value_of(s, name, 0) : NULL;

	if (v != NULL)
		return v->line;
	return cfg_of(s)->line > 0 ? cfg_of(s)->line : 1;
}

const char *
cr_conf_file(const struct cr_conf_sec *s)
{
	return cfg_of(s)->filename;
}

int
cr_conf_fail(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), _(fmt), ap);
	va_end(ap);
	return cr_fail(cr, CR_EUSAGE, "%s:%d: %s", cr_conf_file(s),
	    (int)cr_conf_line(s, name), text);
}
