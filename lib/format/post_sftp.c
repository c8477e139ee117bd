#include "cr/post.h"

#include <stdio.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/sftp.h"
#include "post.h"
#include "provider.h"

struct post_sftp {
	struct cr_transport t;
	struct cr_sftp *sftp;
};

/* Nothing, or not all, is there: FILE.json is what counts. */
static int
put(struct post_sftp *s, struct cr *cr, const char *name, const void *p,
    size_t n, struct cr_handover *o)
{
	enum cr_sftp_end end;
	int err = cr_sftp_put(s->sftp, cr, name, p, n, true, &end);

	if (err == CR_OK && end == CR_SFTP_DONE)
		return 1;
	cr_way_say(o, CR_DELIVERY_RETRY, "%s", cr_errmsg(cr));
	o->down = true;
	return err;
}

/* All but FILE.json: 1, 0 with why in O, or an error. */
static int
put_files(struct post_sftp *s, struct cr *cr, struct cr_arena *a,
    const struct cr_outgoing *m, struct cr_handover *o)
{
	size_t i;
	int did = put(s, cr, cr_arena_printf(a, "%s.pdf", m->file),
	    m->content, m->size, o);

	for (i = 0; i < m->nattachments && did == 1; i++)
		did = put(s, cr, cr_post_name(a, m, i),
		    m->attachment[i].bytes, m->attachment[i].size, o);
	return did;
}

static int
put_line(struct post_sftp *s, struct cr *cr, const char *name,
    const struct cr_buf *line, struct cr_handover *o)
{
	enum cr_sftp_end end;
	int err = cr_sftp_put(s->sftp, cr, name, line->s, line->len, false,
	    &end);

	if (err == CR_OK && end == CR_SFTP_DONE) {
		o->how = CR_DELIVERY_SENT;
		snprintf(o->answer, sizeof(o->answer), "%s", name);
		return CR_OK;
	}
	cr_way_say(o, end == CR_SFTP_LOST ? CR_DELIVERY_UNKNOWN :
	    CR_DELIVERY_RETRY, "%s", cr_errmsg(cr));
	o->down = true;
	return err;
}

static int
hand_over(struct post_sftp *s, struct cr *cr, struct cr_arena *a,
    const struct cr_outgoing *m, const struct cr_buf *line,
    struct cr_handover *o)
{
	const char *name = cr_arena_printf(a, "%s.json", m->file);
	enum cr_sftp_end end;
	int err = cr_sftp_find(s->sftp, cr, name, &end), did;

	if (end == CR_SFTP_DONE) {
		o->how = CR_DELIVERY_SENT;
		snprintf(o->answer, sizeof(o->answer), "%s", name);
		return CR_OK;
	}
	if (end == CR_SFTP_FAILED) {
		cr_way_say(o, CR_DELIVERY_RETRY, "%s", cr_errmsg(cr));
		o->down = true;
		return err;
	}
	did = put_files(s, cr, a, m, o);
	return did == 1 ? put_line(s, cr, name, line, o) : did;
}

static int
post_sftp_send(struct cr_transport *t, struct cr *cr,
    const struct cr_outgoing *m, struct cr_handover *o)
{
	struct post_sftp *s = (struct post_sftp *)t;
	struct cr_arena a;
	struct cr_buf line;
	int err = CR_OK;

	*o = (struct cr_handover){ .how = CR_DELIVERY_RETRY };
	cr_arena_init(&a);
	cr_buf_init(&line);
	if (cr_post_line(&a, m, &line, o))
		err = hand_over(s, cr, &a, m, &line, o);
	cr_buf_release(&line);
	cr_arena_release(&a);
	return err;
}

static void
post_sftp_free(struct cr_transport *t)
{
	struct post_sftp *s = (struct post_sftp *)t;

	cr_sftp_close(s->sftp);
	free(s);
}

int
cr_transport_sftp(struct cr *cr, const struct cr_sftp_opts *opts,
    struct cr_transport **out)
{
	struct post_sftp *s = cr_calloc(1, sizeof(*s));
	int err = cr_sftp_open(cr, opts, &s->sftp);

	*out = NULL;
	s->t = (struct cr_transport){ post_sftp_send, post_sftp_free };
	if (err == CR_OK)
		*out = &s->t;
	else
		free(s);
	return err;
}
