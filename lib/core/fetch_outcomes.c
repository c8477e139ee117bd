#include "fetch_judge.h"

#include <inttypes.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/digest.h"
#include "cr/input.h"
#include "cr/ledger.h"
#include "cr/message.h"
#include "cr/outcome_file.h"
#include "cr/str.h"

/* A file of outcomes, booked whole or not at all. */
struct outcomes {
	struct cr_fetch *f;
	const char *source;
	char sha256[CR_SHA256_SIZE];
	int64_t first, n;		/* rows booked */
};

bool
cr_fetch_is_outcomes(const char *path)
{
	return cr_ends(path, ".csv") || cr_ends(path, ".CSV") ||
	    cr_ends(path, ".tsv");
}

/* Post that waited in vain, or was refused, counts as known (art. 1335). */
static const char *
effect_of(enum cr_outcome_kind kind)
{
	static const char *const effects[CR_OUTCOME_KINDS] = {
		[CR_OUTCOME_ACCEPTED] = "accepted",
		[CR_OUTCOME_DELIVERED] = "delivered",
		[CR_OUTCOME_UNCLAIMED] = "delivered",
		[CR_OUTCOME_REFUSED] = "delivered",
		[CR_OUTCOME_RETURNED] = "failed",
		[CR_OUTCOME_FAILED] = "failed",
		[CR_OUTCOME_DELAYED] = "delayed",
	};

	return effects[kind];
}

/* The message by our number, or by theirs of any channel: 1, 0 or an error. */
static int
find_message(struct cr *cr, const struct cr_outcome_row *o,
    struct cr_message *m)
{
	static const char *const channels[] = { "registered", "letter",
	    "sms", "fax" };
	int64_t id = o->message;
	size_t i;
	int rc = id != 0;

	if (rc == 0 && o->channel != NULL)
		rc = cr_message_by_tracking(cr, o->channel, o->tracking,
		    &id);
	for (i = 0; i < 4 && rc == 0 && o->channel == NULL; i++)
		rc = cr_message_by_tracking(cr, channels[i], o->tracking,
		    &id);
	if (rc != 1)
		return rc;
	rc = cr_message_get(cr, id, m);
	return rc == CR_OK ? 1 : rc == CR_ENOTFOUND ? 0 : rc;
}

/* Certified mail and mail tell by themselves what becomes of them. */
static bool
is_carried(const struct cr_message *m)
{
	return strcmp(m->channel, "pec") != 0 &&
	    strcmp(m->channel, "email") != 0;
}

/* A table that grows tells again what it told: that is known. */
static int
book_new(struct outcomes *b, const struct cr_outcome_row *o,
    const struct cr_message *m, struct cr_received *r)
{
	struct cr *cr = b->f->cr;
	int rc = cr_received_outcome(cr, r);

	if (rc != 0) {
		b->f->known += rc == 1;
		return rc < 0 ? rc : CR_OK;
	}
	if (o->tracking != NULL && m->tracking == NULL)
		rc = cr_message_set_tracking(cr, r->message, o->tracking);
	if (rc >= 0 && (rc = cr_fetch_book(b->f, r)) == CR_OK) {
		if (b->n++ == 0)
			b->first = r->id;
	}
	return rc;
}

static int
book(struct outcomes *b, const struct cr_outcome_row *o)
{
	struct cr *cr = b->f->cr;
	struct cr_received r = { .sha256 = b->sha256, .n = o->line,
	    .source = b->source, .kind = "outcome",
	    .class = cr_outcome_kind_word(o->kind), .signature = "absent",
	    .from_is_signer = -1, .why = o->note, .reference = o->tracking,
	    .instant = o->instant[0] != '\0' ? o->instant : NULL };
	struct cr_message m;
	struct cr_arena a;
	int rc = find_message(cr, o, &m);

	if (rc == 0) {
		cr_refuse(cr, b->source, o->line, "there is no such message");
		return CR_OK;
	}
	if (rc < 0)
		return rc;
	cr_arena_init(&a);
	r.message = m.id;
	r.party = m.debtor;
	r.recipient = cr_arena_strdup(&a, m.address);
	r.binding = "id";
	r.effect = is_carried(&m) ? effect_of(o->kind) : NULL;
	if (!cr_strcaseeq(o->word, r.class) && r.why == NULL)
		r.why = o->word;
	rc = book_new(b, o, &m, &r);
	cr_arena_release(&a);
	return rc;
}

static int
each_row(void *ctx, const struct cr_outcome_row *o)
{
	struct outcomes *b = ctx;
	int64_t id;
	int rc = cr_received_known(b->f->cr, b->sha256, o->line, &id);

	if (rc == 1)
		b->f->known++;
	return rc == 0 ? book(b, o) : rc < 0 ? rc : CR_OK;
}

static int
take(struct outcomes *b, const char *p, size_t n)
{
	struct cr *cr = b->f->cr;
	struct cr_input *in = cr_input_memory(b->source, p, n);
	int err = CR_OK;

	if (cr->run == 0)
		err = cr_run_begin(cr, b->source);
	if (err == CR_OK &&
	    (err = cr_blob_keep(cr, b->sha256, p, n)) == CR_OK)
		err = cr_outcome_file_read(cr, in, b->f->opts->form, each_row,
		    b);
	cr_input_free(in);
	return err;
}

static int
tell(struct outcomes *b)
{
	struct cr_received r = { .id = b->first };
	int err = CR_OK;

	for (; r.id < b->first + b->n && err == CR_OK; r.id++)
		err = cr_fetch_tell(b->f, &r);
	return err;
}

static int
fetch(struct outcomes *b, const char *p, size_t n)
{
	struct cr *cr = b->f->cr;
	int64_t run = cr->run;
	int err = cr_db_begin(cr);

	if (err != CR_OK)
		return err;
	err = take(b, p, n);
	if (err == CR_OK && b->n > 0 && !cr->dry_run)
		err = cr_db_commit(cr);
	if (err == CR_OK)
		err = tell(b);
	if (err != CR_OK || b->n == 0 || cr->dry_run) {
		cr_db_rollback(cr);
		cr->run = run;
	}
	return err;
}

int
cr_fetch_outcomes(struct cr_fetch *f, const char *path)
{
	struct outcomes b = { .f = f, .source = path };
	struct cr_input *in = cr_input_open(f->cr, path);
	const char *p;
	size_t n;
	int err;

	if (in == NULL)
		return CR_EINPUT;
	if ((err = cr_input_all(f->cr, in, CR_MIME_MAX_BYTES, &p, &n)) ==
	    CR_OK) {
		cr_sha256(p, n, b.sha256);
		err = fetch(&b, p, n);
	}
	cr_input_free(in);
	return err;
}
