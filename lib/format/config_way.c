#include "cr/config_way.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mime.h"
#include "cr/secret.h"
#include "cr/str.h"
#include "config_way_opts.h"

#define TIMEOUT 60		/* seconds */
#define MEGABYTE ((int64_t)1000 * 1000)
/* What most servers take, and what the law lets a PEC be (DM 2/11/2005). */
#define MAIL_MEGABYTES 20
#define PEC_MEGABYTES 30

const struct cr_conf_opt cr_config_way_opts[] = {
	{ .name = "via", .type = CR_CONF_TEXT },
	{ .name = "url", .type = CR_CONF_TEXT },
	{ .name = "from", .type = CR_CONF_TEXT },
	{ .name = "reply-to", .type = CR_CONF_TEXT },
	{ .name = "to", .type = CR_CONF_TEXT },
	{ .name = "user", .type = CR_CONF_TEXT },
	{ .name = "password-file", .type = CR_CONF_TEXT },
	{ .name = "password-env", .type = CR_CONF_TEXT },
	{ .name = "password-fd", .type = CR_CONF_TEXT },
	{ .name = "ca", .type = CR_CONF_TEXT },
	{ .name = "tls", .type = CR_CONF_BOOL },
	{ .name = "key", .type = CR_CONF_TEXT },
	{ .name = "known-hosts", .type = CR_CONF_TEXT },
	{ .name = "dir", .type = CR_CONF_TEXT },
	{ .name = "provider", .type = CR_CONF_TEXT },
	{ .name = "sender", .type = CR_CONF_TEXT },
	{ .name = "report", .type = CR_CONF_TEXT },
	{ .name = "exact", .type = CR_CONF_BOOL },
	{ .name = "max-segments", .type = CR_CONF_INT },
	{ .name = "command", .type = CR_CONF_LIST },
	{ .name = "reference", .type = CR_CONF_TEXT },
	{ .name = "retry", .type = CR_CONF_TEXT },
	{ .name = "timeout", .type = CR_CONF_INT },
	{ .name = "per-minute", .type = CR_CONF_INT },
	{ .name = "max-megabytes", .type = CR_CONF_INT },
	{ .name = NULL },
};

static const char *const via_words[CR_VIAS] = { "-", "smtp", "http", "sftp",
    "dir", "command" };

const char *
cr_via_word(enum cr_via via)
{
	return via_words[via];
}

const char *
cr_config_way_section(enum cr_channel channel)
{
	if (cr_channel_facts(channel)->person)
		return NULL;
	return channel == CR_CHANNEL_EMAIL ? "mail" :
	    cr_channel_word(channel);
}

static bool
is_mail(enum cr_channel channel)
{
	return channel == CR_CHANNEL_EMAIL || channel == CR_CHANNEL_PEC;
}

static int
take_via(struct cr *cr, const struct cr_conf_sec *s, enum cr_channel channel,
    enum cr_via *via)
{
	const char *word = cr_conf_text(s, "via", is_mail(channel) ?
	    "smtp" : "-");
	int i;

	for (i = CR_VIA_SMTP; i < CR_VIAS; i++)
		if (strcmp(word, via_words[i]) == 0)
			*via = (enum cr_via)i;
	if (*via == CR_VIA_NONE)
		return cr_conf_fail(cr, s, "via", "via is one of smtp, http, "
		    "sftp, dir, command");
	return CR_OK;
}

static int
take_number(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int64_t absent, int64_t least, int64_t most, int64_t *out)
{
	*out = cr_conf_int(s, name, absent);
	if (*out < least || *out > most)
		return cr_conf_fail(cr, s, name, "%s is from %lld to %lld",
		    name, (long long)least, (long long)most);
	return CR_OK;
}

static int
take_numbers(struct cr *cr, const struct cr_conf_sec *s,
    enum cr_channel channel, struct cr_config_way *w)
{
	int64_t most = channel == CR_CHANNEL_PEC ? PEC_MEGABYTES : 1000;
	int err;

	if ((err = take_number(cr, s, "timeout", TIMEOUT, 1, 3600,
	    &w->timeout)) != CR_OK ||
	    (err = take_number(cr, s, "per-minute", 0, 0, 60000,
	    &w->per_minute)) != CR_OK ||
	    (err = take_number(cr, s, "max-segments", 0, 0, 255,
	    &w->max_segments)) != CR_OK ||
	    (err = take_number(cr, s, "max-megabytes", channel ==
	    CR_CHANNEL_PEC ? PEC_MEGABYTES : w->via == CR_VIA_SMTP ?
	    MAIL_MEGABYTES : 0, 0, most, &w->max_bytes)) != CR_OK)
		return err;
	w->max_bytes *= MEGABYTE;
	return CR_OK;
}

static void
take_texts(const struct cr_conf_sec *s, struct cr_config_way *w)
{
	w->url = cr_conf_text(s, "url", NULL);
	w->from = cr_conf_text(s, "from", NULL);
	w->reply_to = cr_conf_text(s, "reply-to", NULL);
	w->to = cr_conf_text(s, "to", NULL);
	w->user = cr_conf_text(s, "user", NULL);
	w->password_file = cr_conf_text(s, "password-file", NULL);
	w->password_env = cr_conf_text(s, "password-env", NULL);
	w->password_fd = cr_conf_text(s, "password-fd", NULL);
	w->ca = cr_conf_text(s, "ca", NULL);
	w->key = cr_conf_text(s, "key", NULL);
	w->known_hosts = cr_conf_text(s, "known-hosts", NULL);
	w->dir = cr_conf_text(s, "dir", NULL);
	w->provider = cr_conf_text(s, "provider", NULL);
	w->sender = cr_conf_text(s, "sender", NULL);
	w->report = cr_conf_text(s, "report", NULL);
	w->reference = cr_conf_text(s, "reference", NULL);
	w->retry = cr_conf_text(s, "retry", NULL);
	w->tls = cr_conf_bool(s, "tls", true);
	w->exact = cr_conf_bool(s, "exact", false);
}

static void
take_command(const struct cr_conf_sec *s, struct cr_arena *a,
    struct cr_config_way *w)
{
	const char **argv;
	size_t n, i;

	for (n = 0; cr_conf_item(s, "command", n) != NULL; n++)
		;
	if (n == 0)
		return;
	argv = cr_arena_alloc(a, (n + 1) * sizeof(*argv));
	for (i = 0; i < n; i++)
		argv[i] = cr_conf_item(s, "command", i);
	w->command = argv;
}

/* Does URL, which may be absent, begin as the way wants it? */
static int
check_url(struct cr *cr, const struct cr_conf_sec *s,
    const struct cr_config_way *w)
{
	static const char *const schemes[CR_VIAS][2] = {
		[CR_VIA_SMTP] = { "smtp://", "smtps://" },
		[CR_VIA_HTTP] = { "https://", "http://" },
		[CR_VIA_SFTP] = { "sftp://", "sftp://" },
	};
	const char *const *scheme = schemes[w->via];

	if (w->url == NULL || scheme[0] == NULL)
		return CR_OK;
	if (cr_starts(w->url, scheme[0]) || cr_starts(w->url, scheme[1]))
		return CR_OK;
	return scheme[0] == scheme[1] ? cr_conf_fail(cr, s, "url",
	    "url \"%s\" is not %s", w->url, scheme[0]) :
	    cr_conf_fail(cr, s, "url", "url \"%s\" is neither %s nor %s",
	    w->url, scheme[0], scheme[1]);
}

static int
check_needed(struct cr *cr, const struct cr_conf_sec *s,
    const struct cr_config_way *w)
{
	const char *name = NULL;

	if (w->via == CR_VIA_DIR && w->dir == NULL)
		name = "dir";
	else if (w->via == CR_VIA_COMMAND && w->command == NULL)
		name = "command";
	else if (w->via == CR_VIA_HTTP && w->provider == NULL)
		name = "provider";
	else if (w->via == CR_VIA_SFTP && w->url == NULL)
		name = "url";
	if (name != NULL)
		return cr_conf_fail(cr, s, "via", "via %s needs %s",
		    via_words[w->via], name);
	return CR_OK;
}

/* The sender is the account: a PEC server takes no other one. */
static int
check_pec(struct cr *cr, const struct cr_conf_sec *s,
    const struct cr_config_way *w)
{
	struct cr_buf name, address;
	bool same;

	if (w->via != CR_VIA_SMTP || w->from == NULL || w->user == NULL ||
	    strchr(w->user, '@') == NULL)
		return CR_OK;
	cr_buf_init(&name);
	cr_buf_init(&address);
	same = cr_mime_split(w->from, &name, &address) &&
	    cr_strcaseeq(address.s, w->user);
	cr_buf_release(&name);
	cr_buf_release(&address);
	return same ? CR_OK : cr_conf_fail(cr, s, "from", "the sender of PEC "
	    "is its account, \"%s\"", w->user);
}

/* Where mail for a channel that is none goes: number in an address. */
static int
check_to(struct cr *cr, const struct cr_conf_sec *s, enum cr_channel channel,
    const struct cr_config_way *w)
{
	static const char place[] = "{{number}}";
	const char *at = w->to != NULL ? strstr(w->to, place) : NULL;

	if (w->via != CR_VIA_SMTP || is_mail(channel))
		return CR_OK;
	if (at == NULL || strstr(at + 1, "{{") != NULL ||
	    strchr(at, '@') == NULL)
		return cr_conf_fail(cr, s, "to", "via smtp needs to, an "
		    "address with {{number}} in it");
	return CR_OK;
}

static int
take_way(struct cr *cr, const struct cr_conf_sec *s, enum cr_channel channel,
    struct cr_arena *a, struct cr_config_way *w)
{
	int err;

	if ((err = take_via(cr, s, channel, &w->via)) != CR_OK)
		return err;
	take_texts(s, w);
	take_command(s, a, w);
	if ((err = take_numbers(cr, s, channel, w)) != CR_OK ||
	    (err = check_url(cr, s, w)) != CR_OK ||
	    (err = check_needed(cr, s, w)) != CR_OK ||
	    (err = check_to(cr, s, channel, w)) != CR_OK)
		return err;
	return channel == CR_CHANNEL_PEC ? check_pec(cr, s, w) : CR_OK;
}

int
cr_config_ways(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *out)
{
	const char *name;
	int i, err;

	for (i = 0; i < CR_CHANNELS; i++) {
		name = cr_config_way_section((enum cr_channel)i);
		if (name == NULL || cr_conf_count(root, name) == 0)
			continue;
		if ((err = take_way(cr, cr_conf_section(root, name, 0),
		    (enum cr_channel)i, &out->arena, &out->way[i])) != CR_OK)
			return err;
	}
	return CR_OK;
}

int
cr_config_way_password(struct cr *cr, const struct cr_config_way *w,
    char **out)
{
	*out = NULL;
	if (w->password_file != NULL)
		return cr_secret_read(cr, CR_SECRET_FILE, w->password_file,
		    out);
	if (w->password_env != NULL)
		return cr_secret_read(cr, CR_SECRET_ENV, w->password_env,
		    out);
	if (w->password_fd != NULL)
		return cr_secret_read(cr, CR_SECRET_FD, w->password_fd, out);
	return CR_OK;
}
