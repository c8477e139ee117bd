#include "cr/fetch.h"

#include <stdio.h>

#include "cr/cr.h"
#include "cr/digest.h"
#include "cr/hold.h"
#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/message.h"
#include "cr/str.h"
#include "fetch_judge.h"

static int
journal(struct cr *cr, const struct cr_received *r)
{
	struct cr_key key = { CR_KEY_RECEIVED, r->id };
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_addf(&b, "{\"kind\":\"%s\",\"sha256\":\"%s\",\"signature\":"
	    "\"%s\",\"evidence\":%s", r->kind, r->sha256, r->signature,
	    r->evidence ? "true" : "false");
	if (r->class != NULL) {
		cr_buf_adds(&b, ",\"class\":");
		cr_buf_json(&b, r->class);
	}
	if (r->message != 0)
		cr_buf_addf(&b, ",\"message\":%lld", (long long)r->message);
	cr_buf_addc(&b, '}');
	err = cr_journal(cr, "received", key, b.s);
	cr_buf_release(&b);
	return err;
}

/* Somebody has to read the answer before more is claimed. */
static int
hold(struct cr_fetch *f, const struct cr_received *r)
{
	char reason[64];
	struct cr_hold h = { .on = { CR_KEY_PARTY, r->party },
	    .kind = CR_HOLD_BLOCK, .from = f->cr->today, .reason = reason };
	int err;

	if (f->opts->hold == 0 || r->party == 0 || r->again != 0 ||
	    !cr_streq(r->kind, "reply"))
		return CR_OK;
	snprintf(reason, sizeof(reason), "answered: rcv:%lld",
	    (long long)r->id);
	h.until.days = h.from.days + (int32_t)f->opts->hold;
	if ((err = cr_hold_set(f->cr, &h)) == CR_EEXIST)
		return CR_OK;
	snprintf(reason, sizeof(reason), "{\"hold\":\"hold:%lld\"}",
	    (long long)h.id);
	return err != CR_OK ? err : cr_journal(f->cr, "hold", h.on, reason);
}

int
cr_fetch_book(struct cr_fetch *f, struct cr_received *r)
{
	struct cr *cr = f->cr;
	int err;

	if (r->message_id != NULL && (err = cr_received_twin(cr,
	    r->message_id, r->kind, &r->again)) < 0)
		return err;
	if ((err = cr_received_insert(cr, r)) != CR_OK ||
	    (err = journal(cr, r)) != CR_OK ||
	    (err = hold(f, r)) != CR_OK || r->effect == NULL)
		return err;
	return cr_fetch_settle(cr, r->message);
}

int
cr_fetch_tell(struct cr_fetch *f, const struct cr_received *r)
{
	struct cr_as_of now = { .day = f->cr->today, .restated = true };
	struct cr_key key = { CR_KEY_RECEIVED, r->id };

	f->booked++;
	return f->each == NULL ? CR_OK : cr_received_each(f->cr, &now, &key,
	    1, f->each, f->ctx);
}

/* In a transaction; *NEW: it was not there. */
static int
take(struct cr_fetch *f, struct cr_arena *a, const char *p, size_t n,
    struct cr_received *r, bool *new)
{
	struct cr *cr = f->cr;
	const char *sha256 = r->sha256, *source = r->source;
	int64_t id;
	int rc = cr_received_known(cr, sha256, 0, &id);

	*new = rc == 0;
	if (rc != 0)
		return rc < 0 ? rc : CR_OK;
	if ((rc = cr_fetch_judge(f, a, p, n, r)) != CR_OK)
		return rc;
	r->sha256 = sha256;
	r->source = source;
	if ((cr->run == 0 && (rc = cr_run_begin(cr, source)) != CR_OK) ||
	    (rc = cr_blob_keep(cr, sha256, p, n)) != CR_OK)
		return rc;
	return cr_fetch_book(f, r);
}

/* Nothing of a dry run stays, so what is told is told before. */
static int
finish(struct cr_fetch *f, const struct cr_received *r, bool new)
{
	struct cr *cr = f->cr;
	int err = CR_OK;

	if (!cr->dry_run)
		err = cr_db_commit(cr);
	if (err == CR_OK && new)
		err = cr_fetch_tell(f, r);
	else if (err == CR_OK)
		f->known++;
	if (cr->dry_run) {
		cr_db_rollback(cr);
		cr->run = 0;
	}
	return err;
}

int
cr_fetch_mail(struct cr_fetch *f, const char *source, const char *p,
    size_t n, int (*also)(void *ctx), void *ctx)
{
	char sha256[CR_SHA256_SIZE];
	struct cr_received r = { .source = source };
	struct cr *cr = f->cr;
	struct cr_arena a;
	bool new = false;
	int64_t run = cr->run;
	int err;

	if (n == 0)
		return cr_fail(cr, CR_EINPUT, "is empty");
	r.sha256 = cr_sha256(p, n, sha256);
	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	cr_arena_init(&a);
	if ((err = take(f, &a, p, n, &r, &new)) == CR_OK && also != NULL)
		err = also(ctx);
	if (err == CR_OK)
		err = finish(f, &r, new);
	if (err != CR_OK) {
		cr_db_rollback(cr);
		cr->run = run;
	}
	cr_arena_release(&a);
	return err;
}
