#include "cr/journal.h"

#include <inttypes.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/event.h"
#include "cr/ledger.h"

/*
 * The head is kept in a setting too, so that events cut off the end are
 * missed. Who can write the file can mend it along with the chain: proof
 * against him is a head that was noted elsewhere (cr-log --head).
 */
#define HEAD_SETTING "journal_head"

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

static void
seal(const char *before, const struct cr_event *e, char to[CR_SHA256_SIZE])
{
	char day[CR_DATE_SIZE];
	struct cr_buf b;

	cr_buf_init(&b);
	seal_text(&b, before);
	seal_number(&b, e->id);
	seal_number(&b, e->run);
	seal_text(&b, cr_date_iso(e->day, day));
	seal_text(&b, e->at);
	seal_text(&b, e->tool);
	seal_text(&b, e->version);
	seal_text(&b, e->operator);
	seal_text(&b, e->what);
	seal_text(&b, e->act);
	seal_text(&b, e->subject);
	seal_text(&b, e->detail);
	cr_sha256(b.s, b.len, to);
	cr_buf_release(&b);
}

static int
keep_head(struct cr *cr, int64_t id, const char *hash)
{
	char head[32 + CR_SHA256_SIZE];
	struct cr_buf b;
	int err;

	cr_buf_init_max(&b, sizeof(head));
	cr_buf_addf(&b, "%" PRId64 " %s", id, hash);
	err = cr_setting_set(cr, HEAD_SETTING, b.s);
	cr_buf_release(&b);
	return err;
}

int
cr_journal(struct cr *cr, const char *act, struct cr_key subject,
    const char *detail)
{
	char before[CR_SHA256_SIZE], hash[CR_SHA256_SIZE], key[CR_KEY_SIZE];
	struct cr_event e = { .run = cr->run, .act = act, .detail = detail };
	int err;

	if (subject.kind != CR_KEY_NONE)
		e.subject = cr_key_format(subject, key);
	if ((err = cr_event_last(cr, &e.id, before)) != CR_OK ||
	    (err = cr_event_run(cr, &e)) != CR_OK)
		return err;
	e.id++;
	seal(before, &e, hash);
	if ((err = cr_event_add(cr, act, e.subject, detail, hash)) != CR_OK)
		return err;
	return keep_head(cr, e.id, hash);
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

	if (e->id != w->last + 1)
		return cr_fail(w->cr, CR_ENO, "the journal is broken: "
		    "ev:%" PRId64 " is missing", w->last + 1);
	seal(w->head->hash, e, hash);
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
	const char *kept = cr_setting(cr, HEAD_SETTING);
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
