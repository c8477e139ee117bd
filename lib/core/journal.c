#include "cr/journal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/event.h"
#include "cr/ledger.h"
#include "cr/mem.h"

/*
 * The head is kept in a setting too, so that events cut off the end are
 * missed. Who can write the file can mend it along with the chain: proof
 * against him is a head that was noted elsewhere (cr-log --head).
 */
static const char head_setting[] = "journal_head";

/* A field with its length before it, so that no two texts seal alike. */
static void
seal_text(struct cr_buf *b, const char *s)
{
	size_t n;

	if (s == NULL) {
		cr_buf_adds(b, "-\n");
		return;
	}
	n = strlen(s);
	cr_buf_addi(b, (int64_t)n);
	cr_buf_addc(b, ':');
	cr_buf_add(b, s, n);
	cr_buf_addc(b, '\n');
}

static void
seal_number(struct cr_buf *b, int64_t n)
{
	cr_buf_addi(b, n);
	cr_buf_addc(b, '\n');
}

/* The run that an event belongs to, as it is sealed with it. */
static void
seal_run(struct cr_buf *b, const struct cr_event *e)
{
	char day[CR_DATE_SIZE];

	seal_number(b, e->run);
	seal_text(b, cr_date_iso(e->day, day));
	seal_text(b, e->at);
	seal_text(b, e->tool);
	seal_text(b, e->version);
	seal_text(b, e->operator);
	seal_text(b, e->what);
}

static void
seal(const char *before, const struct cr_event *e, const struct cr_buf *run,
    char to[CR_SHA256_SIZE])
{
	struct cr_buf b;

	cr_buf_init(&b);
	seal_text(&b, before);
	seal_number(&b, e->id);
	cr_buf_add(&b, run->s, run->len);
	seal_text(&b, e->act);
	seal_text(&b, e->subject);
	seal_text(&b, e->detail);
	cr_sha256(b.s, b.len, to);
	cr_buf_release(&b);
}

static int
keep_head(struct cr *cr, int64_t id, const char *hash)
{
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_addi(&b, id);
	cr_buf_addc(&b, ' ');
	cr_buf_adds(&b, hash);
	err = cr_setting_set(cr, head_setting, b.s);
	cr_buf_release(&b);
	return err;
}

/*
 * The end of the chain and the run that adds to it, kept while one
 * transaction lasts: an import of many files writes an event for each.
 */
struct tail {
	int64_t id, run;
	char hash[CR_SHA256_SIZE];
	struct cr_buf text;	/* of the run, sealed */
};

static void *
make_tail(void)
{
	struct tail *t = cr_calloc(1, sizeof(*t));

	cr_buf_init(&t->text);
	return t;
}

static void
drop_tail(void *p)
{
	struct tail *t = p;

	cr_buf_release(&t->text);
	free(t);
}

static int
find_tail(struct cr *cr, struct tail **out)
{
	struct tail *t = cr_keep(cr, head_setting, make_tail, drop_tail);
	struct cr_event e = { .run = cr->run };
	int err;

	*out = t;
	if (cr->journal_kept && t->run == cr->run)
		return CR_OK;
	cr->journal_kept = false;
	if ((err = cr_event_last(cr, &t->id, t->hash)) != CR_OK ||
	    (err = cr_event_run(cr, &e)) != CR_OK)
		return err;
	cr_buf_clear(&t->text);
	seal_run(&t->text, &e);
	t->run = cr->run;
	return CR_OK;
}

int
cr_journal(struct cr *cr, const char *act, struct cr_key subject,
    const char *detail)
{
	struct cr_event e = { .run = cr->run, .act = act, .detail = detail };
	char hash[CR_SHA256_SIZE], key[CR_KEY_SIZE];
	struct tail *t;
	int err;

	if (subject.kind != CR_KEY_NONE)
		e.subject = cr_key_format(subject, key);
	if ((err = find_tail(cr, &t)) != CR_OK)
		return err;
	e.id = t->id + 1;
	seal(t->hash, &e, &t->text, hash);
	cr->journal_kept = false;
	if ((err = cr_event_add(cr, act, e.subject, detail, hash)) != CR_OK ||
	    (err = keep_head(cr, e.id, hash)) != CR_OK)
		return err;
	t->id = e.id;
	memcpy(t->hash, hash, sizeof(t->hash));
	cr->journal_kept = cr_db_in_transaction(cr);
	return CR_OK;
}

struct walk {
	struct cr *cr;
	struct cr_journal_head *head;
	const char *expect;	/* a hash to meet; NULL: none, or met */
	int64_t last;
};

static int
check_event(void *ctx, const struct cr_event *e)
{
	struct walk *w = ctx;
	char hash[CR_SHA256_SIZE];
	struct cr_buf run;

	if (e->id != w->last + 1)
		return cr_fail(w->cr, CR_ENO, "the journal is broken: "
		    "ev:%" PRId64 " is missing", w->last + 1);
	cr_buf_init(&run);
	seal_run(&run, e);
	seal(w->head->hash, e, &run, hash);
	cr_buf_release(&run);
	if (strcmp(hash, e->hash) != 0)
		return cr_fail(w->cr, CR_ENO, "the journal is broken: "
		    "ev:%" PRId64 " is not what was written", e->id);
	memcpy(w->head->hash, hash, sizeof(hash));
	w->head->events++;
	w->last = e->id;
	if (w->expect != NULL && strcmp(w->expect, hash) == 0)
		w->expect = NULL;
	return CR_OK;
}

/* Does the chain end where the last writer left it? */
static int
check_head(struct cr *cr, const struct cr_journal_head *head)
{
	const char *kept = cr_setting(cr, head_setting);
	struct cr_buf b;
	int err = CR_OK;

	cr_buf_init(&b);
	if (head->events > 0)
		cr_buf_addf(&b, "%" PRIu64 " %s", head->events, head->hash);
	if (strcmp(kept ? kept : "", b.s) != 0)
		err = cr_fail(cr, CR_ENO, "the journal is broken: it does not "
		    "end with ev:%.*s", kept ? (int)strcspn(kept, " ") : 0,
		    kept ? kept : "");
	cr_buf_release(&b);
	return err;
}

int
cr_journal_verify(struct cr *cr, const char *expect,
    struct cr_journal_head *head)
{
	static const struct cr_event_filter all = CR_EVENT_ANY;
	struct walk w = { cr, head, expect, 0 };
	int err;

	*head = (struct cr_journal_head){ 0 };
	if ((err = cr_event_each(cr, &all, check_event, &w)) != CR_OK)
		return err;
	if (w.expect != NULL)
		return cr_fail(cr, CR_ENO, "the journal does not go through "
		    "\"%s\"", expect);
	return check_head(cr, head);
}
