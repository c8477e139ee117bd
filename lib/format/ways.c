#include "cr/ways.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/channel.h"
#include "cr/command.h"
#include "cr/config.h"
#include "cr/cr.h"
#include "cr/post.h"
#include "cr/provider.h"
#include "cr/secret.h"
#include "cr/sftp.h"
#include "cr/smtp.h"
#include "cr/str.h"

static int
open_smtp(struct cr *cr, const struct cr_config_way *w, const char *password,
    struct cr_transport **out)
{
	struct cr_smtp_opts o = { .url = w->url, .user = w->user,
	    .password = password, .ca = w->ca, .tls = w->tls,
	    .timeout = w->timeout };

	return cr_transport_smtp(cr, &o, out);
}

static int
open_provider(struct cr *cr, const struct cr_config_way *w,
    const char *share, const char *password, struct cr_transport **out)
{
	struct cr_provider_opts o = { .path = w->provider, .url = w->url,
	    .user = w->user, .password = password, .sender = w->sender,
	    .report = w->report, .ca = w->ca, .timeout = w->timeout,
	    .max_segments = w->max_segments, .exact = w->exact };

	struct cr_buf path;
	int err;

	cr_buf_init(&path);
	if (strpbrk(w->provider, "/.") == NULL) {
		cr_buf_addf(&path, "%s/providers/%s.conf", share, w->provider);
		o.path = path.s;
	}
	err = cr_transport_provider(cr, &o, out);
	cr_buf_release(&path);
	return err;
}

static int
open_command(struct cr *cr, const struct cr_config_way *w,
    struct cr_transport **out)
{
	struct cr_command_opts o = { .argv = w->command, .sender = w->sender,
	    .reference = w->reference, .retry = w->retry,
	    .timeout = w->timeout,
	    .max_segments = w->max_segments };

	return cr_transport_command(cr, &o, out);
}

static int
open_sftp(struct cr *cr, const struct cr_config_way *w, const char *password,
    struct cr_transport **out)
{
	struct cr_sftp_opts o = { .url = w->url, .user = w->user,
	    .key = w->key, .password = password,
	    .known_hosts = w->known_hosts, .timeout = w->timeout };

	return cr_transport_sftp(cr, &o, out);
}

static int
open_way(struct cr *cr, const struct cr_config_way *w, bool postal,
    const char *share, struct cr_transport **out)
{
	char *password = NULL;
	int err = cr_config_way_password(cr, w, &password);

	if (err != CR_OK)
		return err;
	switch (w->via) {
	case CR_VIA_SMTP:
		err = open_smtp(cr, w, password, out);
		break;
	case CR_VIA_HTTP:
		err = open_provider(cr, w, share, password, out);
		break;
	case CR_VIA_COMMAND:
		err = open_command(cr, w, out);
		break;
	case CR_VIA_DIR:
		err = postal ? cr_transport_post_dir(cr, w->dir, out) :
		    cr_transport_dir(cr, w->dir, out);
		break;
	case CR_VIA_SFTP:
		err = open_sftp(cr, w, password, out);
		break;
	default:
		break;
	}
	cr_secret_free(password);
	return err;
}

/*
 * A mail house gets letters and registered ones in one folder: the way of
 * channel I is that of the one before, if they have the same.
 */
static bool
share_way(const struct cr_config *c, int i, struct cr_way *ways)
{
	const struct cr_config_way *a = &c->way[CR_CHANNEL_LETTER];
	const struct cr_config_way *b = &c->way[i];

	ways[i].shared = i == CR_CHANNEL_REGISTERED &&
	    b->via == CR_VIA_DIR && a->via == CR_VIA_DIR &&
	    cr_streq(a->dir, b->dir);
	if (ways[i].shared)
		ways[i].t = ways[CR_CHANNEL_LETTER].t;
	return ways[i].shared;
}

int
cr_ways_open(struct cr *cr, const struct cr_config *c, const char *share,
    const char *eml, struct cr_way ways[CR_CHANNELS])
{
	const struct cr_config_way *w;
	int i, err = CR_OK;

	for (i = 0; i < CR_CHANNELS; i++)
		ways[i] = (struct cr_way){ .t = NULL };
	for (i = 0; i < CR_CHANNELS && err == CR_OK; i++) {
		w = &c->way[i];
		ways[i] = (struct cr_way){ .from = w->from,
		    .reply_to = w->reply_to, .max_bytes = w->max_bytes };
		ways[i].mail = i == CR_CHANNEL_EMAIL || i == CR_CHANNEL_PEC;
		if (eml != NULL) {
			if (w->from == NULL)
				ways[i].from = c->way[CR_CHANNEL_EMAIL].from;
			err = cr_config_way_section((enum cr_channel)i) ?
			    cr_transport_dir(cr, eml, &ways[i].t) : CR_OK;
			continue;
		}
		ways[i].per_minute = w->per_minute;
		ways[i].to = w->to;
		ways[i].mail |= w->via == CR_VIA_SMTP;
		if (w->via != CR_VIA_NONE && !share_way(c, i, ways))
			err = open_way(cr, w, cr_channel_facts(
			    (enum cr_channel)i)->postal, share, &ways[i].t);
	}
	return err;
}

void
cr_ways_close(struct cr_way ways[CR_CHANNELS])
{
	int i;

	for (i = 0; i < CR_CHANNELS; i++)
		if (!ways[i].shared)
			cr_transport_free(ways[i].t);
}
