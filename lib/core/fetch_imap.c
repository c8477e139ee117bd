#include "cr/fetch.h"

#include <inttypes.h>
#include <stdlib.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/imap.h"
#include "cr/mime_read.h"

/* A mailbox being read. */
struct box {
	struct cr_fetch *f;
	const char *name;
	struct cr_imap *im;
	enum cr_fetch_after after;
	const char *folder;
	struct cr_mailbox at;
	int64_t uid;			/* the mail under way */
};

/* In the transaction that books the mail: it is not asked for again. */
static int
advance(void *ctx)
{
	struct box *b = ctx;

	b->at.uid = b->uid;
	return cr_mailbox_set(b->f->cr, b->name, &b->at);
}

static int
save(struct box *b)
{
	struct cr *cr = b->f->cr;
	int err;

	if (cr->dry_run)
		return CR_OK;
	if ((err = cr_db_begin(cr)) == CR_OK &&
	    (err = cr_mailbox_set(cr, b->name, &b->at)) == CR_OK)
		err = cr_db_commit(cr);
	if (err != CR_OK)
		cr_db_rollback(cr);
	return err;
}

/* What is too large or broken stays where it is, and is told. */
static int
take(struct box *b, int64_t uid, bool *booked)
{
	struct cr *cr = b->f->cr;
	struct cr_buf mail;
	int err;

	cr_buf_init_max(&mail, CR_MIME_MAX_BYTES + 1);
	*booked = false;
	b->uid = uid;
	err = cr_imap_fetch(cr, b->im, uid, CR_MIME_MAX_BYTES, &mail);
	if (err == CR_OK) {
		err = cr_fetch_mail(b->f, b->name, mail.len > 0 ? mail.s : "",
		    mail.len, advance, b);
		*booked = err == CR_OK;
	} else if (err == CR_ENOTFOUND) {
		err = CR_OK;		/* somebody else has moved it */
	} else if (err == CR_EINPUT || err == CR_ELIMIT) {
		cr_refuse(cr, b->name, 0, "%s", cr_errmsg(cr));
		b->at.uid = uid;
		err = save(b);
	}
	cr_buf_release(&mail);
	return err;
}

/* After the commit: what the mailbox is configured to look like. */
static int
put_away(struct box *b, int64_t uid)
{
	struct cr *cr = b->f->cr;

	if (cr->dry_run || b->after == CR_FETCH_LEAVE)
		return CR_OK;
	return b->after == CR_FETCH_SEEN ? cr_imap_seen(cr, b->im, uid) :
	    cr_imap_move(cr, b->im, uid, b->folder);
}

/*
 * Booked by a run that ended before it had put them away. One that was not
 * booked, since it could not be read, is among them at worst as read.
 */
static int
catch_up(struct box *b, const int64_t *uids, size_t n)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < n && err == CR_OK && uids[i] <= b->at.uid; i++)
		if (uids[i] > b->at.done)
			err = put_away(b, uids[i]);
	return err;
}

static int
take_all(struct box *b, const int64_t *uids, size_t n)
{
	const volatile sig_atomic_t *stop = b->f->opts->stop;
	size_t i;
	bool booked;
	int err = CR_OK;

	for (i = 0; i < n && err == CR_OK; i++) {
		if (stop != NULL && *stop != 0)
			break;
		if (uids[i] <= b->at.uid)
			continue;
		if ((err = take(b, uids[i], &booked)) == CR_OK && booked)
			err = put_away(b, uids[i]);
	}
	return err;
}

int
cr_fetch_imap(struct cr_fetch *f, const char *name, struct cr_imap *im,
    enum cr_fetch_after after, const char *folder)
{
	struct box b = { .f = f, .name = name, .im = im, .after = after,
	    .folder = folder };
	int64_t validity, *uids;
	size_t n;
	int err;

	if ((err = cr_mailbox_get(f->cr, name, &b.at)) != CR_OK ||
	    (err = cr_imap_list(f->cr, im, b.at.done + 1, &validity, &uids,
	    &n)) != CR_OK)
		return err;
	if (validity != b.at.validity) {	/* another life: all anew */
		free(uids);
		b.at = (struct cr_mailbox){ .validity = validity };
		if ((err = cr_imap_list(f->cr, im, 1, &validity, &uids,
		    &n)) != CR_OK)
			return err;
	}
	if ((err = catch_up(&b, uids, n)) == CR_OK &&
	    (err = take_all(&b, uids, n)) == CR_OK &&
	    b.at.done != b.at.uid) {
		b.at.done = b.at.uid;
		err = save(&b);
	}
	free(uids);
	return err;
}
