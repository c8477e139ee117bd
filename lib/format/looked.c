#include "cr/looked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/config_lookup.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/run.h"
#include "cr/secret.h"
#include "cr/str.h"
#include "looked.h"

const struct cr_template_word cr_looked_words[CR_LOOKED_WORDS + 1] = {
	[CR_LOOKED_COUNTRY] = { "country", N_("country, two letters"), NULL },
	[CR_LOOKED_VAT_COUNTRY] = { "vat_country",
	    N_("the same as VAT numbers have it: EL is Greece"), NULL },
	[CR_LOOKED_VAT] = { "vat", N_("VAT number, without country"), NULL },
	[CR_LOOKED_TAX_CODE] = { "tax_code", N_("tax code"), NULL },
	[CR_LOOKED_NAME] = { "name", N_("name"), NULL },
	[CR_LOOKED_KIND] = { "kind", N_("company, person, pa"), NULL },
	[CR_LOOKED_STREET] = { "street", N_("street and number"), NULL },
	[CR_LOOKED_ZIP] = { "zip", N_("postal code"), NULL },
	[CR_LOOKED_CITY] = { "city", N_("city"), NULL },
	[CR_LOOKED_PROVINCE] = { "province", N_("province"), NULL },
	[CR_LOOKED_CODE] = { "code", N_("its code in the ERP"), NULL },
	[CR_LOOKED_PARTY] = { "party", N_("its number in the ledger"), NULL },
	[CR_LOOKED_DAY] = { "day", N_("today"), NULL },
	[CR_LOOKED_USER] = { "user", N_("the name at the provider's"), NULL },
	[CR_LOOKED_PASSWORD] = { "password", N_("the password"), NULL },
	[CR_LOOKED_REQUESTER] = { "requester",
	    N_("our VAT number, without country"), NULL },
	[CR_LOOKED_REQUESTER_COUNTRY] = { "requester_country",
	    N_("its country"), NULL },
	{ NULL, NULL, NULL },
};

static const struct cr_conf_opt file_opts[] = {
	PROVIDER_OPTS,
	{ .name = "needs", .type = CR_CONF_LIST },
	{ .name = "countries", .type = CR_CONF_LIST },
	{ "fact", CR_CONF_SECTION, cr_looked_fact_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

static const struct provider_is meanings[] = {
	{ "found", CR_LOOKED_FOUND, false },
	{ "none", CR_LOOKED_NONE, false },
	{ "refused", CR_LOOKED_REFUSED, false },
	{ "retry", CR_LOOKED_LATER, false },
	{ "stop", CR_LOOKED_LATER, true },
	{ .word = NULL },
};

static const struct provider_kind lookups = {
	.opts = file_opts, .words = cr_looked_words, .is = meanings,
	.lookups = true,
};

const char *
cr_looked_word(enum cr_looked_how how)
{
	static const char *const words[] = { "found", "none", "refused",
	    "later" };

	return words[how];
}

/* Whom it is about: what has to be known of a party to ask. */
static int
set_needs(struct cr *cr, struct cr_looker *l, const char *const *names)
{
	size_t i;
	int w;

	l->nneeds = 0;
	for (i = 0; names[i] != NULL; i++) {
		for (w = 0; w < CR_LOOKED_DAY; w++)
			if (strcmp(cr_looked_words[w].name, names[i]) == 0)
				break;
		if (w == CR_LOOKED_DAY || l->nneeds == CR_LOOKED_WORDS)
			return cr_fail(cr, CR_EUSAGE, "\"%s\" is nothing that "
			    "is known of a party (country, vat, tax_code, "
			    "name, ...)", names[i]);
		l->need[l->nneeds++] = (enum cr_looked_word)w;
	}
	return CR_OK;
}

static const char *const *
list(struct cr_arena *a, const struct cr_conf_sec *s, const char *name)
{
	const char **v;
	size_t n = 0, i;

	while (cr_conf_item(s, name, n) != NULL)
		n++;
	if (n == 0)
		return NULL;
	v = cr_arena_alloc(a, (n + 1) * sizeof(*v));
	for (i = 0; i <= n; i++)
		v[i] = cr_conf_item(s, name, i);
	return v;
}

/* What the file that CONF has read says. */
static int
take(struct cr *cr, struct cr_looker *l, struct cr_conf *conf)
{
	const struct cr_conf_sec *s;
	size_t i;
	int err = cr_provider_take(cr, conf, &lookups, &l->provider);

	if (err != CR_OK)
		return err;
	s = cr_conf_root(l->provider->conf);
	for (i = 0; i < l->provider->nparts; i++)
		if (l->provider->part[i].value == NULL)
			return cr_conf_fail(cr, s, NULL, "a look-up has no "
			    "content");
	l->needs = list(&l->arena, s, "needs");
	l->countries = list(&l->arena, s, "countries");
	return cr_looked_sections(cr, l, s);
}

static struct cr_looker *
new_looker(const struct cr_config_lookup *c)
{
	struct cr_looker *l = cr_calloc(1, sizeof(*l));

	cr_arena_init(&l->arena);
	l->config = c;
	return l;
}

int
cr_looker_parse(struct cr *cr, const char *name, const char *text, size_t n,
    struct cr_looker **out)
{
	struct cr_looker *l = new_looker(NULL);
	struct cr_conf *conf;
	int err = cr_conf_parse(cr, name, text, n, file_opts, &conf);

	*out = NULL;
	if (err == CR_OK && (err = take(cr, l, conf)) == CR_OK &&
	    l->needs != NULL)
		err = set_needs(cr, l, l->needs);
	if (err == CR_OK)
		*out = l;
	else
		cr_looker_close(l);
	return err;
}

/* The file of a look-up: a plain word is one of those that come with cr. */
static int
load(struct cr *cr, struct cr_looker *l, const char *share)
{
	const char *path = l->config->provider;
	struct cr_conf *conf;
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	if (strpbrk(path, "/.") == NULL) {
		cr_buf_addf(&b, "%s/lookups/%s.conf", share, path);
		path = b.s;
	}
	err = cr_conf_open(cr, path, file_opts, &conf);
	if (err == CR_ENOTFOUND)
		err = cr_fail(cr, CR_EUSAGE, "there is no provider \"%s\"",
		    path);
	if (err == CR_OK)
		err = take(cr, l, conf);
	cr_buf_release(&b);
	return err;
}

static int
take_command(struct cr *cr, struct cr_looker *l)
{
	const char *const *argv = l->config->command;
	int err = CR_OK;

	if (strstr(argv[0], "{{") != NULL)
		return cr_fail(cr, CR_EUSAGE, "the program is the same for "
		    "all messages");
	for (; argv[l->narguments] != NULL && err == CR_OK; l->narguments++) {
		if (l->narguments == CR_RUN_MAX_ARGUMENTS)
			return cr_fail(cr, CR_EUSAGE, "a command has at most "
			    "%d arguments", CR_RUN_MAX_ARGUMENTS);
		err = cr_template_parse(cr, "command", 1,
		    argv[l->narguments], strlen(argv[l->narguments]),
		    CR_TEMPLATE_TEXT, cr_looked_words,
		    &l->argument[l->narguments]);
	}
	return err;
}

/* All that can be wrong with what is written. */
static int
read_looker(struct cr *cr, struct cr_looker *l, const char *share)
{
	static const char *const usual[] = { "country", "vat", NULL };
	const struct cr_config_lookup *c = l->config;
	int err;

	if (c->provider != NULL && (err = load(cr, l, share)) != CR_OK)
		return err;
	if (c->needs != NULL)
		l->needs = c->needs;
	if (c->countries != NULL)
		l->countries = c->countries;
	if ((err = set_needs(cr, l, l->needs ? l->needs : usual)) != CR_OK)
		return err;
	if (c->via == CR_VIA_COMMAND)
		return take_command(cr, l);
	if (l->provider->relative && cr_is_empty(c->url))
		return cr_fail(cr, CR_EUSAGE, "the configuration does not "
		    "say where the provider is (url = ...)");
	return CR_OK;
}

static int
open_looker(struct cr *cr, struct cr_looker *l, const char *share)
{
	const struct cr_config_lookup *c = l->config;
	struct cr_http_opts http = { .ca = c->ca, .timeout = c->timeout };
	struct cr_config_way secret = { .password_file = c->password_file,
	    .password_env = c->password_env, .password_fd = c->password_fd };
	int err;

	if ((err = read_looker(cr, l, share)) != CR_OK ||
	    (err = cr_config_way_password(cr, &secret, &l->password)) !=
	    CR_OK || c->via == CR_VIA_COMMAND)
		return err;
	return cr_http_open(cr, &http, &l->http);
}

int
cr_looker_check(struct cr *cr, const struct cr_config_lookup *c,
    const char *share)
{
	struct cr_looker *l = new_looker(c);
	int err = read_looker(cr, l, share);

	cr_looker_close(l);
	return err;
}

int
cr_looker_open(struct cr *cr, const struct cr_config_lookup *c,
    const char *share, struct cr_looker **out)
{
	struct cr_looker *l = new_looker(c);
	int err = open_looker(cr, l, share);

	*out = NULL;
	if (err == CR_OK)
		*out = l;
	else
		cr_looker_close(l);
	return err;
}

void
cr_looker_close(struct cr_looker *l)
{
	size_t i;

	if (l == NULL)
		return;
	cr_looked_sections_free(l);
	cr_provider_free(l->provider);
	for (i = 0; i < l->narguments; i++)
		cr_template_free(l->argument[i]);
	cr_http_close(l->http);
	cr_secret_free(l->password);
	cr_arena_release(&l->arena);
	free(l);
}
