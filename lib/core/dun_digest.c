#include "cr/dun_digest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cr/dunning.h"
#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/message.h"
#include "cr/mime.h"
#include "cr/roundup.h"
#include "dun_letter.h"
#include "say.h"

/* Digests of a day, being made. */
struct digests {
	struct cr *cr;
	struct cr_letters *letters;
	struct cr_arena arena;
	struct cr_roundup *v;
	size_t n, cap;
	struct cr_dun_row *rows;	/* what there is to tell */
	size_t nrows, caprows;
};

static const char *
keep(struct digests *d, const char *s)
{
	return s != NULL ? cr_arena_strdup(&d->arena, s) : NULL;
}

static int
take(void *ctx, const struct cr_roundup *r)
{
	struct digests *d = ctx;
	struct cr_roundup *to;

	cr_grow(&d->v, d->n, &d->cap, sizeof(*d->v));
	to = &d->v[d->n++];
	*to = *r;
	to->to_name = keep(d, r->to_name);
	to->to_language = keep(d, r->to_language);
	to->name = keep(d, r->name);
	to->code = keep(d, r->code);
	to->zip = keep(d, r->zip);
	to->city = keep(d, r->city);
	to->province = keep(d, r->province);
	to->phone = keep(d, r->phone);
	to->level = keep(d, r->level);
	to->channel = keep(d, r->channel);
	to->currency = keep(d, r->currency);
	to->documents = keep(d, r->documents);
	return CR_OK;
}

static void
put_row(struct dun_letter *l, const struct cr_roundup *r)
{
	struct cr_values *row = cr_values_row(l->v, CR_LETTER_DEBTORS);
	struct cr_party p = CR_PARTY_NONE;
	const char *by = r->channel != NULL ?
	    cr_letter_by(l->text, r->channel) : NULL;

	p.zip = r->zip;
	p.city = r->city;
	p.province = r->province;
	cr_values_set(row, CR_LETTER_DEBTORS_NAME, r->name);
	cr_values_set(row, CR_LETTER_DEBTORS_CODE, r->code);
	cr_values_set(row, CR_LETTER_DEBTORS_CITY, cr_say_city(l->arena, &p));
	cr_values_set(row, CR_LETTER_DEBTORS_PHONE, r->phone);
	cr_values_set(row, CR_LETTER_DEBTORS_LEVEL, r->level);
	cr_values_set(row, CR_LETTER_DEBTORS_CHANNEL, by != NULL ? by :
	    r->channel);
	cr_values_set(row, CR_LETTER_DEBTORS_CURRENCY, r->currency);
	cr_values_set(row, CR_LETTER_DEBTORS_CLAIM, cr_say_amount(l->arena,
	    r->net, l->text->language));
	if (r->days_late > 0)
		cr_values_set(row, CR_LETTER_DEBTORS_DAYS_LATE,
		    cr_arena_printf(l->arena, "%" PRId64, r->days_late));
	cr_values_set(row, CR_LETTER_DEBTORS_DOCUMENTS, r->documents);
}

/* The mail that tells of the N notices at R. */
static int
write_mail(struct digests *d, const struct cr_roundup *r, size_t n,
    struct dun_message *m)
{
	struct dun_letter l = { .cr = d->cr, .arena = &d->arena,
	    .letters = d->letters };
	size_t i;
	int err;

	if ((err = cr_letters_get(d->cr, d->letters, r->depot ?
	    "riepilogo-deposito" : "riepilogo-agente", r->to_language,
	    &l.text)) != CR_OK)
		return err == CR_ENOTFOUND ? CR_EUSAGE : err;
	l.v = cr_values_new(l.arena, cr_letter_words);
	l.values = (struct cr_letter_values){ .v = l.v,
	    .day = d->cr->today };
	cr_values_set(l.v, CR_LETTER_TO_NAME, r->to_name);
	cr_values_set(l.v, CR_LETTER_DATE, cr_say_date(l.arena, d->cr->today,
	    l.text->language));
	for (i = 0; i < n; i++)
		put_row(&l, &r[i]);
	m->channel = CR_CHANNEL_EMAIL;
	return cr_dun_letter_make(&l, m);
}

static void
add_row(struct digests *d, const struct cr_roundup *r, size_t n,
    const struct dun_message *m, int64_t message, const char *action)
{
	cr_grow(&d->rows, d->nrows, &d->caprows, sizeof(*d->rows));
	d->rows[d->nrows++] = (struct cr_dun_row){
		.message = message, .debtor = r->to, .name = r->to_name,
		.channel = cr_channel_word(m->channel), .address = m->address,
		.level_name = m->template, .items = n, .state = "prepared",
		.action = action,
	};
}

static int
insert(struct digests *d, const struct cr_roundup *r, size_t n,
    const struct dun_message *m)
{
	struct cr_message row = {
		.party = r->to, .channel = cr_channel_word(m->channel),
		.address = m->address, .name = r->to_name,
		.language = m->language, .template = m->template,
		.subject = m->subject, .media = m->media,
		.content = m->content, .size = m->size, .sha256 = m->sha256,
	};
	int err;

	if ((err = cr_message_insert(d->cr, &row)) != CR_OK)
		return err;
	add_row(d, r, n, m, row.id, "new");
	return cr_journal(d->cr, "digest", (struct cr_key){ CR_KEY_MESSAGE,
	    row.id }, "{}");
}

/* One that waits and says something else gives way. */
static int
make(struct digests *d, const struct cr_roundup *r, size_t n)
{
	struct dun_message m = { .copy = false };
	char sha256[65];
	const char *name;
	int64_t old;
	bool prepared;
	int rc, found;

	rc = cr_dunning_contact(d->cr, r->to, "email", &d->arena, &m.address,
	    &name);
	if (rc == 0 || (rc == 1 && !cr_mail_address_is_valid(m.address)))
		cr_refuse(d->cr, NULL, 0, "no digest for \"%s\": no address",
		    r->to_name);
	if (rc != 1 || !cr_mail_address_is_valid(m.address))
		return rc < 0 ? rc : CR_OK;
	if ((rc = write_mail(d, r, n, &m)) != CR_OK || (found =
	    cr_roundup_find(d->cr, r->to, m.template, d->cr->today, &old,
	    sha256, &prepared)) < 0)
		return rc != CR_OK ? rc : found;
	if (found == 1 && (!prepared || strcmp(sha256, m.sha256) == 0)) {
		if (prepared)
			add_row(d, r, n, &m, old, "kept");
		return CR_OK;
	}
	if (d->cr->run == 0 &&
	    (rc = cr_run_begin(d->cr, "--digests")) != CR_OK)
		return rc;
	if (found == 1 && (rc = cr_message_set(d->cr, old, "failed",
	    "replaced")) != CR_OK)
		return rc;
	return insert(d, r, n, &m);
}

static int
make_all(struct digests *d)
{
	size_t i, k;
	int err = cr_roundup_each(d->cr, d->cr->today, take, d);

	for (i = 0; i < d->n && err == CR_OK; i = k) {
		for (k = i + 1; k < d->n && d->v[k].to == d->v[i].to &&
		    d->v[k].depot == d->v[i].depot; k++)
			;
		err = make(d, &d->v[i], k - i);
	}
	return err;
}

int
cr_dun_digests(struct cr *cr, struct cr_letters *letters,
    const struct cr_dun_sink *sink)
{
	struct digests d = { .cr = cr, .letters = letters };
	size_t i;
	int err;

	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	cr_arena_init(&d.arena);
	if ((err = make_all(&d)) == CR_OK && !cr->dry_run && cr->run != 0)
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	for (i = 0; i < d.nrows && err == CR_OK; i++)
		if (sink->message != NULL)
			sink->message(sink->ctx, &d.rows[i]);
	cr_arena_release(&d.arena);
	free(d.v);
	free(d.rows);
	return err;
}
