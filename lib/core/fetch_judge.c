#include "fetch_judge.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/dsn.h"
#include "cr/i18n.h"
#include "cr/pec.h"
#include "cr/reply.h"
#include "cr/str.h"

/* A mail while it is judged. */
struct judging {
	struct cr *cr;
	struct cr_arena *a;
	const struct cr_mime_part *mail;
	const struct cr_mime_part *inner;	/* of certified mail, within */
	struct cr_pec pec;
	struct cr_received *r;
	struct fetch_message m;			/* if it is bound to one */
};

static int
bind(struct judging *j, int64_t message, const char *how)
{
	int err = cr_fetch_message(j->cr, j->a, message, &j->m);

	j->r->message = message;
	j->r->party = j->m.party;
	j->r->binding = how;
	return err;
}

/* What a receipt means for the message, if it is about its recipient. */
static const char *
effect_of(const struct judging *j)
{
	static const char *const effects[CR_PEC_CLASSES] = {
		[CR_PEC_ACCEPTED] = "accepted",
		[CR_PEC_NOT_ACCEPTED] = "failed",
		[CR_PEC_DELIVERED] = "delivered",
		[CR_PEC_NOT_DELIVERED] = "failed",
		[CR_PEC_LATE] = "delayed",
	};

	if (j->pec.recipient != NULL &&
	    !cr_strcaseeq(j->pec.recipient, j->m.address))
		return NULL;	/* of a copy */
	return effects[j->pec.class];
}

/* Has the recipient ordinary mail, of which no delivery is ever told? */
static bool
is_external(const struct judging *j)
{
	size_t i;

	for (i = 0; i < j->pec.nto; i++)
		if (!j->pec.to[i].certified &&
		    cr_strcaseeq(j->pec.to[i].address, j->m.address))
			return true;
	return false;
}

static int
judge_receipt(struct judging *j)
{
	struct cr_received *r = j->r;
	struct cr_pec_sent sent = { 0 };
	const char *why;
	int64_t message;
	int rc;

	r->kind = "receipt";
	rc = cr_fetch_find(j->cr, j->a, j->pec.message_id, &message);
	if (rc < 0 || (rc == 1 && (rc = bind(j, message, "id")) < 0))
		return rc;
	sent.message_id = r->message != 0 ? j->m.message_id : "";
	sent.to = j->m.to;
	sent.nto = j->m.nto;
	sent.mail = j->m.mail;
	r->evidence = cr_pec_is_evidence(&j->pec, &sent, &why);
	if (!r->evidence) {
		r->why = j->pec.why != NULL ? cr_arena_printf(j->a,
		    "%s (%s)", why, j->pec.why) : why;
		return CR_OK;
	}
	r->effect = effect_of(j);
	r->why = j->pec.error_text;
	if (j->pec.class == CR_PEC_ACCEPTED && is_external(j))
		r->why = N_("ordinary mail: no delivery will be told");
	return CR_OK;
}

static const struct cr_dsn_to *
recipient_of(const struct judging *j, const struct cr_dsn *d)
{
	size_t i;

	for (i = 0; i < d->nto && j->m.address != NULL; i++)
		if (cr_strcaseeq(d->to[i].address, j->m.address))
			return &d->to[i];
	return d->nto == 1 ? &d->to[0] : NULL;
}

/*
 * A report without a signature does not move certified mail, of which its
 * provider tells what becomes.
 */
static const char *
effect_of_dsn(const struct judging *j, enum cr_dsn_how how)
{
	if (j->r->message == 0 || strcmp(j->m.channel, "pec") == 0)
		return NULL;
	return how == CR_DSN_FAILED ? "failed" : how == CR_DSN_DELAYED ?
	    "delayed" : how == CR_DSN_DELIVERED ? "delivered" : NULL;
}

/* Bind to the first of the N IDS that is ours. 1, 0 or an error. */
static int
bind_first(struct judging *j, const char **ids, size_t n, const char *how)
{
	int64_t message;
	size_t i;
	int rc = 0;

	for (i = 0; i < n && rc == 0; i++)
		if ((rc = cr_fetch_find(j->cr, j->a, ids[i], &message)) == 1)
			j->r->reference = ids[i];
	if (rc == 1 && (rc = bind(j, message, how)) == CR_OK)
		rc = 1;
	return rc;
}

static int
bind_mentioned(struct judging *j)
{
	const char *ids[CR_REPLY_IDS_MAX];
	size_t n = cr_reply_mentions(j->inner, j->a, ids, CR_REPLY_IDS_MAX);

	return bind_first(j, ids, n, "text");
}

static int
judge_report(struct judging *j, const struct cr_dsn *d)
{
	const struct cr_dsn_to *to;
	struct cr_received *r = j->r;
	int rc = bind_first(j, (const char *[]){ d->message_id ?
	    d->message_id : "" }, 1, "id");

	if (rc == 0)
		rc = bind_mentioned(j);
	if (rc < 0)
		return rc;
	r->kind = "bounce";
	to = recipient_of(j, d);
	r->class = cr_dsn_word(to != NULL ? to->how : CR_DSN_UNCLEAR);
	if (to == NULL)
		return CR_OK;
	r->recipient = to->address;
	r->error = to->status;
	r->why = to->diagnostic;
	r->effect = effect_of_dsn(j, to->how);
	return CR_OK;
}

/* By what it answers to, by a marked address, by who sent it. */
static int
bind_reply(struct judging *j)
{
	const char *ids[CR_REPLY_IDS_MAX];
	size_t n = cr_reply_references(j->inner, j->a, ids,
	    CR_REPLY_IDS_MAX);
	struct cr_received *r = j->r;
	int64_t tag;
	int rc = bind_first(j, ids, n, "id");

	if (rc != 0)
		return rc;
	if ((tag = cr_reply_tag(j->inner, j->a)) != 0) {
		rc = bind(j, tag, "tag");
		if (rc == CR_OK)
			return 1;
		r->message = 0;
		r->binding = NULL;
		if (rc != CR_ENOTFOUND)
			return rc;
	}
	if (r->sender == NULL)
		return 0;
	rc = cr_received_sender(j->cr, r->sender, &r->party);
	if (rc == 1)
		r->binding = "address";
	return rc;
}

static int
judge_letter(struct judging *j)
{
	const char *machine = cr_reply_machine(j->inner, j->a);
	struct cr_received *r = j->r;
	int rc = bind_reply(j);

	if (rc < 0)
		return rc;
	r->kind = machine != NULL ? "auto" : rc == 1 ? "reply" : "other";
	r->why = machine;
	return CR_OK;
}

static int
judge_mail(struct judging *j)
{
	struct cr_dsn d;
	int rc;

	if (cr_dsn_read(j->a, j->inner, &d))
		return judge_report(j, &d);
	if (!cr_reply_is_bounce(j->inner, j->a))
		return judge_letter(j);
	if ((rc = bind_mentioned(j)) < 0)
		return rc;
	j->r->kind = rc == 1 ? "bounce" : "other";
	j->r->class = rc == 1 ? cr_dsn_word(CR_DSN_UNCLEAR) : NULL;
	j->r->why = rc == 1 ? N_("of unknown cause: a person decides") : NULL;
	return CR_OK;
}

/* A Message-ID without <>. */
static const char *
bare_id(struct cr_arena *a, const char *id)
{
	size_t n = id != NULL ? strcspn(id, ">") : 0;

	if (n < 2)
		return NULL;
	return *id == '<' ? cr_arena_strndup(a, id + 1, n - 1) :
	    cr_arena_strndup(a, id, n);
}

static void
describe(struct judging *j)
{
	struct cr_received *r = j->r;
	const struct cr_pec *p = &j->pec;

	r->signature = cr_pec_signature_word(p->signature);
	r->from_is_signer = p->signature == CR_PEC_ABSENT ? -1 :
	    p->from_is_signer;
	r->message_id = bare_id(j->a, cr_mime_get(j->mail, j->a,
	    "message-id"));
	r->sender = cr_mime_mailbox(j->inner, j->a, "from");
	r->subject = cr_mime_get(j->inner, j->a, "subject");
	r->instant = cr_mime_instant(j->inner, j->a);
	if (p->class == CR_PEC_NONE)
		return;
	r->class = cr_pec_class_word(p->class);
	r->error = p->error;
	r->reference = p->message_id;
	r->recipient = p->recipient;
	r->receipt_type = p->receipt_type;
	if (p->class != CR_PEC_TRANSPORT)
		r->identifier = bare_id(j->a, p->identifier);
	if (p->time[0] != '\0' || !p->sound)
		r->instant = p->time[0] != '\0' ? cr_arena_strdup(j->a,
		    p->time) : NULL;
}

static bool
is_envelope(const struct cr_pec *p)
{
	return (p->class == CR_PEC_TRANSPORT || p->class == CR_PEC_ANOMALY) &&
	    p->copy != NULL;
}

int
cr_fetch_judge(const struct cr_fetch *f, struct cr_arena *a, const char *p,
    size_t n, struct cr_received *r)
{
	struct cr_pec_opts o = { f->opts->trust, f->opts->now };
	struct judging j = { .cr = f->cr, .a = a, .r = r };
	struct cr_mime_part *mail;
	int err;

	*r = (struct cr_received){ .kind = "other", .signature = "absent",
	    .from_is_signer = -1 };
	if ((err = cr_mime_read(f->cr, a, p, n, &mail)) != CR_OK)
		return err;
	j.mail = j.inner = mail;
	if ((err = cr_pec_read(f->cr, a, mail, &o, &j.pec)) != CR_OK)
		return err;
	if (is_envelope(&j.pec))
		j.inner = j.pec.copy;
	describe(&j);
	if (j.pec.class >= CR_PEC_ACCEPTED && j.pec.class <= CR_PEC_VIRUS)
		return judge_receipt(&j);
	return judge_mail(&j);
}
