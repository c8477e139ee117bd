#include "cr/config_lookup.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"
#include "config_lookup.h"

#define TIMEOUT 60		/* seconds */
#define EXPIRES 90		/* days */
#define EXPIRES_NONE 30
#define EXPIRES_MAX 3650
#define PER_MINUTE 10
#define NAME_MAX_CHARS 32

const struct cr_conf_opt cr_config_lookup_opts[] = {
	{ .name = "via", .type = CR_CONF_TEXT },
	{ .name = "provider", .type = CR_CONF_TEXT },
	{ .name = "url", .type = CR_CONF_TEXT },
	{ .name = "source", .type = CR_CONF_TEXT },
	{ .name = "user", .type = CR_CONF_TEXT },
	{ .name = "password-file", .type = CR_CONF_TEXT },
	{ .name = "password-env", .type = CR_CONF_TEXT },
	{ .name = "password-fd", .type = CR_CONF_TEXT },
	{ .name = "ca", .type = CR_CONF_TEXT },
	{ .name = "requester", .type = CR_CONF_TEXT },
	{ .name = "command", .type = CR_CONF_LIST },
	{ .name = "needs", .type = CR_CONF_LIST },
	{ .name = "countries", .type = CR_CONF_LIST },
	{ .name = "timeout", .type = CR_CONF_INT },
	{ .name = "expires", .type = CR_CONF_INT },
	{ .name = "expires-none", .type = CR_CONF_INT },
	{ .name = "per-minute", .type = CR_CONF_INT },
	{ .name = "per-day", .type = CR_CONF_INT },
	{ .name = NULL },
};

/* It is a file's name too, beside the ledger. */
static bool
is_name(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= NAME_MAX_CHARS && strspn(s,
	    "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static void
take_texts(const struct cr_conf_sec *s, struct cr_config_lookup *l)
{
	l->name = cr_conf_title(s);
	l->provider = cr_conf_text(s, "provider", NULL);
	l->url = cr_conf_text(s, "url", NULL);
	l->source = cr_conf_text(s, "source", l->name);
	l->user = cr_conf_text(s, "user", NULL);
	l->password_file = cr_conf_text(s, "password-file", NULL);
	l->password_env = cr_conf_text(s, "password-env", NULL);
	l->password_fd = cr_conf_text(s, "password-fd", NULL);
	l->ca = cr_conf_text(s, "ca", NULL);
	l->requester = cr_conf_text(s, "requester", NULL);
}

static const char *const *
take_list(const struct cr_conf_sec *s, struct cr_arena *a, const char *name)
{
	const char **v;
	size_t n, i;

	for (n = 0; cr_conf_item(s, name, n) != NULL; n++)
		continue;
	if (n == 0)
		return NULL;
	v = cr_arena_alloc(a, (n + 1) * sizeof(*v));
	for (i = 0; i <= n; i++)
		v[i] = cr_conf_item(s, name, i);
	return v;
}

static int
take_number(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int64_t absent, int64_t least, int64_t most, int64_t *out)
{
	*out = cr_conf_int(s, name, absent);
	if (*out >= least && *out <= most)
		return CR_OK;
	return cr_conf_fail(cr, s, name, "%s is from %lld to %lld", name,
	    (long long)least, (long long)most);
}

static int
take_numbers(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_config_lookup *l)
{
	int err;

	if ((err = take_number(cr, s, "timeout", TIMEOUT, 1, 3600,
	    &l->timeout)) != CR_OK ||
	    (err = take_number(cr, s, "expires", EXPIRES, 1, EXPIRES_MAX,
	    &l->expires)) != CR_OK ||
	    (err = take_number(cr, s, "expires-none", EXPIRES_NONE, 1,
	    EXPIRES_MAX, &l->expires_none)) != CR_OK ||
	    (err = take_number(cr, s, "per-minute", PER_MINUTE, 0, 60000,
	    &l->per_minute)) != CR_OK)
		return err;
	return take_number(cr, s, "per-day", 0, 0, 1000000, &l->per_day);
}

static int
check(struct cr *cr, const struct cr_conf_sec *s,
    const struct cr_config_lookup *l)
{
	if (!is_name(l->name))
		return cr_conf_fail(cr, s, NULL, "the name of a look-up is "
		    "of small letters, digits and hyphens");
	if (l->via == CR_VIA_HTTP && l->provider == NULL)
		return cr_conf_fail(cr, s, "via", "via %s needs %s", "http",
		    "provider");
	if (l->via == CR_VIA_COMMAND && l->command == NULL)
		return cr_conf_fail(cr, s, "via", "via %s needs %s",
		    "command", "command");
	if (l->url != NULL && !cr_starts(l->url, "https://") &&
	    !cr_starts(l->url, "http://"))
		return cr_conf_fail(cr, s, "url", "url \"%s\" is neither %s "
		    "nor %s", l->url, "https://", "http://");
	if (l->requester != NULL && (strlen(l->requester) < 4 ||
	    !cr_is_alpha(l->requester[0]) || !cr_is_alpha(l->requester[1])))
		return cr_conf_fail(cr, s, "requester", "\"%s\" is no VAT "
		    "number with its country (IT01234567897)", l->requester);
	return CR_OK;
}

static int
take_lookup(struct cr *cr, const struct cr_conf_sec *s, struct cr_arena *a,
    struct cr_config_lookup *l)
{
	const char *via = cr_conf_text(s, "via", "");
	int err;

	*l = (struct cr_config_lookup){ .via = CR_VIA_HTTP };
	if (cr_streq(via, "command"))
		l->via = CR_VIA_COMMAND;
	else if (!cr_streq(via, "http"))
		return cr_conf_fail(cr, s, "via", "via is one of http, "
		    "command");
	take_texts(s, l);
	l->command = take_list(s, a, "command");
	l->needs = take_list(s, a, "needs");
	l->countries = take_list(s, a, "countries");
	if ((err = take_numbers(cr, s, l)) != CR_OK)
		return err;
	return check(cr, s, l);
}

int
cr_config_lookups(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *out)
{
	size_t n = cr_conf_count(root, "lookup"), i, k;
	struct cr_config_lookup *v = cr_arena_alloc(&out->arena, (n + 1) *
	    sizeof(*v));
	int err;

	out->lookups = v;
	for (i = 0; i < n; i++) {
		if ((err = take_lookup(cr, cr_conf_section(root, "lookup", i),
		    &out->arena, &v[i])) != CR_OK)
			return err;
		for (k = 0; k < i; k++)
			if (cr_streq(v[k].name, v[i].name))
				return cr_conf_fail(cr, cr_conf_section(root,
				    "lookup", i), NULL, "there are two "
				    "look-ups \"%s\"", v[i].name);
		out->nlookups = i + 1;
	}
	return CR_OK;
}
