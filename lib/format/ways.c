#include "cr/ways.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/command.h"
#include "cr/config.h"
#include "cr/cr.h"
#include "cr/provider.h"
#include "cr/secret.h"
#include "cr/smtp.h"

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
	    .reference = w->reference, .timeout = w->timeout,
	    .max_segments = w->max_segments };

	return cr_transport_command(cr, &o, out);
}

static int
open_way(struct cr *cr, const struct cr_config_way *w, const char *share,
    struct cr_transport **out)
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
		err = cr_transport_dir(cr, w->dir, out);
		break;
	default:
		err = cr_fail(cr, CR_EUSAGE, "via %s is not in this build",
		    cr_via_word(w->via));
	}
	cr_secret_free(password);
	return err;
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
		if (w->via != CR_VIA_NONE)
			err = open_way(cr, w, share, &ways[i].t);
	}
	return err;
}

void
cr_ways_close(struct cr_way ways[CR_CHANNELS])
{
	int i;

	for (i = 0; i < CR_CHANNELS; i++)
		cr_transport_free(ways[i].t);
}
