#include "cr/fetch.h"

#include "cr/config_inbox.h"
#include "cr/cr.h"
#include "cr/imap.h"
#include "cr/str.h"

static int
fetch_inbox(struct cr_fetch *f, const struct cr_config_inbox *in)
{
	struct cr_imap *im = NULL;
	int err;

	if (in->path != NULL)
		return cr_fetch_path(f, in->path);
	if ((err = cr_config_inbox_open(f->cr, in, &im)) == CR_OK)
		err = cr_fetch_imap(f, in->name, im, in->to != NULL ?
		    CR_FETCH_MOVE : cr_streq(in->after, "seen") ?
		    CR_FETCH_SEEN : CR_FETCH_LEAVE, in->to);
	cr_imap_free(im);
	return err;
}

int
cr_fetch_inboxes(struct cr_fetch *f, const struct cr_config_received *c,
    const char *name)
{
	const volatile sig_atomic_t *stop = f->opts->stop;
	size_t i, n = 0;
	int err, worst = CR_OK;

	for (i = 0; i < c->n && (stop == NULL || *stop == 0); i++) {
		if (name != NULL && !cr_streq(name, c->inbox[i].name))
			continue;
		n++;
		if ((err = fetch_inbox(f, &c->inbox[i])) == CR_ENET)
			cr_warn(f->cr, c->inbox[i].name, 0, "%s",
			    cr_errmsg(f->cr));
		else if (err != CR_OK)
			return err;
		worst = err != CR_OK ? err : worst;
	}
	if (n == 0)
		return cr_fail(f->cr, CR_EUSAGE, name != NULL ?
		    "the configuration has no such inbox" :
		    "no file, and the configuration has no inbox");
	return worst;
}
