#include "cr/config_inbox.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/config_way.h"
#include "cr/cr.h"
#include "cr/imap.h"
#include "cr/secret.h"
#include "cr/str.h"
#include "config_inbox.h"

#define TIMEOUT 60		/* seconds */
#define HOLD_MAX 365		/* days */

const struct cr_conf_opt cr_config_inbox_opts[] = {
	{ .name = "path", .type = CR_CONF_TEXT },
	{ .name = "url", .type = CR_CONF_TEXT },
	{ .name = "folder", .type = CR_CONF_TEXT },
	{ .name = "user", .type = CR_CONF_TEXT },
	{ .name = "password-file", .type = CR_CONF_TEXT },
	{ .name = "password-env", .type = CR_CONF_TEXT },
	{ .name = "password-fd", .type = CR_CONF_TEXT },
	{ .name = "ca", .type = CR_CONF_TEXT },
	{ .name = "tls", .type = CR_CONF_BOOL },
	{ .name = "timeout", .type = CR_CONF_INT },
	{ .name = "after", .type = CR_CONF_TEXT },
	{ .name = "to", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

const struct cr_conf_opt cr_config_received_opts[] = {
	{ .name = "trust", .type = CR_CONF_TEXT },
	{ .name = "hold", .type = CR_CONF_INT },
	{ .name = NULL },
};

const struct cr_conf_opt cr_config_outcomes_opts[] = {
	{ .name = "message", .type = CR_CONF_TEXT },
	{ .name = "tracking", .type = CR_CONF_TEXT },
	{ .name = "channel", .type = CR_CONF_TEXT },
	{ .name = "date", .type = CR_CONF_TEXT },
	{ .name = "outcome", .type = CR_CONF_TEXT },
	{ .name = "note", .type = CR_CONF_TEXT },
	{ .name = "of", .type = CR_CONF_TEXT },
	{ .name = "accepted", .type = CR_CONF_LIST },
	{ .name = "delivered", .type = CR_CONF_LIST },
	{ .name = "unclaimed", .type = CR_CONF_LIST },
	{ .name = "refused", .type = CR_CONF_LIST },
	{ .name = "returned", .type = CR_CONF_LIST },
	{ .name = "failed", .type = CR_CONF_LIST },
	{ .name = "delayed", .type = CR_CONF_LIST },
	{ .name = NULL },
};

static void
take_texts(const struct cr_conf_sec *s, struct cr_config_inbox *in)
{
	in->name = cr_conf_title(s);
	in->path = cr_conf_text(s, "path", NULL);
	in->url = cr_conf_text(s, "url", NULL);
	in->folder = cr_conf_text(s, "folder", "INBOX");
	in->user = cr_conf_text(s, "user", NULL);
	in->password_file = cr_conf_text(s, "password-file", NULL);
	in->password_env = cr_conf_text(s, "password-env", NULL);
	in->password_fd = cr_conf_text(s, "password-fd", NULL);
	in->ca = cr_conf_text(s, "ca", NULL);
	in->tls = cr_conf_bool(s, "tls", true);
	in->timeout = cr_conf_int(s, "timeout", TIMEOUT);
	in->after = cr_conf_text(s, "after", "leave");
	in->to = cr_conf_text(s, "to", NULL);
}

static int
check(struct cr *cr, const struct cr_conf_sec *s,
    const struct cr_config_inbox *in)
{
	bool move = strcmp(in->after, "move") == 0;

	if ((in->path == NULL) == (in->url == NULL))
		return cr_conf_fail(cr, s, NULL, "an inbox has either url or "
		    "path");
	if (in->url != NULL && !cr_starts(in->url, "imap://") &&
	    !cr_starts(in->url, "imaps://"))
		return cr_conf_fail(cr, s, "url", "url \"%s\" is neither %s "
		    "nor %s", in->url, "imap://", "imaps://");
	if (!move && strcmp(in->after, "leave") != 0 &&
	    strcmp(in->after, "seen") != 0)
		return cr_conf_fail(cr, s, "after", "after is one of leave, "
		    "seen, move");
	if (move != (in->to != NULL))
		return cr_conf_fail(cr, s, "to", "after move needs to, the "
		    "folder, and nothing else does");
	if (in->path != NULL && strcmp(in->after, "leave") != 0)
		return cr_conf_fail(cr, s, "after", "what is in a folder is "
		    "left as it is");
	if (in->timeout < 1 || in->timeout > 3600)
		return cr_conf_fail(cr, s, "timeout", "%s is from %lld to "
		    "%lld", "timeout", 1LL, 3600LL);
	return CR_OK;
}

static void
take_words(const struct cr_conf_sec *s, struct cr_arena *a, const char *name,
    const char *const **out)
{
	const char **v;
	size_t n, i;

	for (n = 0; cr_conf_item(s, name, n) != NULL; n++)
		continue;
	if (n == 0)
		return;
	v = cr_arena_alloc(a, (n + 1) * sizeof(*v));
	for (i = 0; i < n; i++)
		v[i] = cr_conf_item(s, name, i);
	*out = v;
}

static void
take_form(const struct cr_conf_sec *s, struct cr_arena *a,
    struct cr_outcome_form *f)
{
	int i;

	for (i = 0; i < CR_OUTCOME_COLUMNS; i++)
		f->column[i] = cr_conf_text(s, cr_outcome_column_word(
		    (enum cr_outcome_column)i), NULL);
	for (i = 0; i < CR_OUTCOME_KINDS; i++)
		take_words(s, a, cr_outcome_kind_word(
		    (enum cr_outcome_kind)i), &f->words[i]);
	f->channel = cr_conf_text(s, "of", NULL);
}

int
cr_config_received(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *out)
{
	struct cr_config_received *r = &out->received;
	const struct cr_conf_sec *s;
	size_t i;
	int err;

	if (cr_conf_count(root, "received") > 0) {
		s = cr_conf_section(root, "received", 0);
		r->trust = cr_conf_text(s, "trust", NULL);
		r->hold = cr_conf_int(s, "hold", 0);
		if (r->hold < 0 || r->hold > HOLD_MAX)
			return cr_conf_fail(cr, s, "hold", "%s is from %lld "
			    "to %lld", "hold", 0LL, (long long)HOLD_MAX);
	}
	if (cr_conf_count(root, "outcomes") > 0)
		take_form(cr_conf_section(root, "outcomes", 0), &out->arena,
		    &r->form);
	r->n = cr_conf_count(root, "inbox");
	r->inbox = cr_arena_alloc(&out->arena, (r->n + 1) *
	    sizeof(*r->inbox));
	for (i = 0; i < r->n; i++) {
		s = cr_conf_section(root, "inbox", i);
		take_texts(s, &r->inbox[i]);
		if ((err = check(cr, s, &r->inbox[i])) != CR_OK)
			return err;
	}
	return CR_OK;
}

int
cr_config_inbox_open(struct cr *cr, const struct cr_config_inbox *in,
    struct cr_imap **out)
{
	struct cr_config_way secret = { .password_file = in->password_file,
	    .password_env = in->password_env,
	    .password_fd = in->password_fd };
	struct cr_imap_opts o = { .url = in->url, .folder = in->folder,
	    .user = in->user, .ca = in->ca, .tls = in->tls,
	    .timeout = in->timeout };
	char *password = NULL;
	int err = cr_config_way_password(cr, &secret, &password);

	*out = NULL;
	if (err != CR_OK)
		return err;
	o.password = password;
	err = cr_imap_open(cr, &o, out);
	cr_secret_free(password);
	return err;
}
