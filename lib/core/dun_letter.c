#include "dun_letter.h"

#include <string.h>

#include "cr/config.h"
#include "cr/dunning.h"
#include "cr/letter_preview.h"
#include "cr/message.h"
#include "cr/mime.h"
#include "cr/party.h"
#include "cr/phone.h"
#include "cr/postal.h"
#include "cr/str.h"

/* ---- What a channel carries --------------------------------------------- */

/* The letter in one form, kept in the arena with a NUL behind it. */
static int
write_as(struct dun_letter *l, enum cr_letter_form form, const char **out,
    size_t *n)
{
	struct cr_buf b;
	int err;

	cr_buf_init_max(&b, CR_TEMPLATE_MAX_OUTPUT);
	err = cr_letter_write(l->cr, l->letters, l->text, &l->values, form,
	    &b);
	*out = cr_arena_strndup(l->arena, b.s, b.len);
	if (n != NULL)
		*n = b.len;
	cr_buf_release(&b);
	return err;
}

static int
write_mail(struct dun_letter *l, struct dun_message *m)
{
	struct cr_buf text, html, b;
	int err;

	cr_buf_init_max(&text, CR_TEMPLATE_MAX_OUTPUT);
	cr_buf_init_max(&html, CR_TEMPLATE_MAX_OUTPUT);
	cr_buf_init(&b);
	err = cr_letter_write_mail(l->cr, l->letters, l->text, &l->values,
	    &text, &html);
	if (err == CR_OK) {
		cr_mime_content(&b, text.s, html.s);
		m->content = cr_arena_strndup(l->arena, b.s, b.len);
		m->size = b.len;
	}
	cr_buf_release(&text);
	cr_buf_release(&html);
	cr_buf_release(&b);
	return err;
}

int
cr_dun_letter_make(struct dun_letter *l, struct dun_message *m)
{
	int err = write_as(l, CR_LETTER_AS_SUBJECT, &m->subject, NULL);

	if (err != CR_OK)
		return err;
	m->media = cr_channel_facts(m->channel)->media;
	m->language = l->text->language;
	m->template = l->text->name;
	err = strcmp(m->media, CR_MEDIA_MAIL) == 0 ? write_mail(l, m) :
	    write_as(l, cr_letter_form_of(m->channel), &m->content,
	    &m->size);
	if (err == CR_OK)
		cr_sha256(m->content, m->size, m->sha256);
	return err;
}

/* ---- Addresses ---------------------------------------------------------- */

/* Can the address be used, and did nothing come back from it? 1, 0, error. */
static int
is_usable(struct dun_letter *l, const struct dun_message *m)
{
	const struct cr_channel_facts *f = cr_channel_facts(m->channel);
	char e164[CR_PHONE_SIZE];
	int rc;

	if (strcmp(f->media, CR_MEDIA_MAIL) == 0 &&
	    !cr_mail_address_is_valid(m->address))
		return 0;
	if (m->channel == CR_CHANNEL_SMS &&
	    (!cr_phone_parse(m->address, e164) || !cr_phone_is_mobile(e164)))
		return 0;
	rc = cr_message_is_refused(l->cr, f->word, m->address);
	return rc < 0 ? rc : !rc;
}

/* The first contact that can be used: 1, 0 when there is none, or an error. */
static int
find_contact(struct dun_letter *l, struct dun_message *m)
{
	const char *const *kind = cr_channel_facts(m->channel)->contacts;
	const char *name;
	int rc = 0;

	for (; *kind != NULL && rc == 0; kind++) {
		rc = cr_dunning_contact(l->cr, l->a->debtor, *kind, l->arena,
		    &m->address, &name);
		if (rc == 1)
			rc = is_usable(l, m);
	}
	return rc;
}

static int
find_postal(struct dun_letter *l, struct dun_message *m)
{
	const struct cr_party *p = &l->a->party;
	const struct cr_postal where = { p->street, p->zip, p->city,
	    p->province, p->country };

	m->address = cr_postal_line(l->arena, &where);
	return m->address != NULL ? is_usable(l, m) : 0;
}

int
cr_dun_letter_address(struct dun_letter *l, struct dun_message *m)
{
	const struct cr_channel_facts *f = cr_channel_facts(m->channel);
	int rc;

	m->name = l->a->party.name;
	if (f->person && (rc = cr_message_is_given_up(l->cr, l->a->debtor,
	    l->a->creditor, l->n->level->order, f->word)) != 0)
		return rc < 0 ? rc : 0;
	if (m->channel == CR_CHANNEL_PEC && (rc = cr_message_is_infected(
	    l->cr, l->a->debtor, l->a->creditor, l->n->level->order,
	    f->word)) != 0)
		return rc < 0 ? rc : 0;
	rc = f->postal ? find_postal(l, m) : find_contact(l, m);
	if (rc == 0 && !f->needs_address) {
		m->address = "";
		rc = 1;
	}
	return rc;
}

static int
choose_channel(struct dun_letter *l, struct dun_message *m)
{
	const struct cr_level *level = l->n->level;
	size_t i;
	int rc;

	for (i = 0; i < level->nchannels; i++) {
		m->channel = level->channels[i];
		if ((rc = cr_dun_letter_address(l, m)) != 0)
			return rc < 0 ? rc : CR_OK;
	}
	return cr_fail(l->cr, CR_ENOTFOUND, "\"%s\" has no address that can "
	    "be used for %s", l->a->party.name,
	    cr_channel_word(level->channels[0]));
}

/* ---- Copies ------------------------------------------------------------- */

static bool
has_address(const struct dun_message *list, const char *address)
{
	for (; list != NULL; list = list->next)
		if (cr_strcaseeq(list->address, address))
			return true;
	return false;
}

/* "agent" and "depot" are those of the debtor: 1, 0, or an error. */
static int
copy_address(struct dun_letter *l, const char *copy, const char **address,
    const char **name)
{
	bool agent = strcmp(copy, "agent") == 0;
	int64_t party = agent ? l->a->party.agent : l->a->party.depot;

	*address = copy;
	*name = NULL;
	if (!agent && strcmp(copy, "depot") != 0)
		return 1;
	return party == 0 ? 0 : cr_dunning_contact(l->cr, party, "email",
	    l->arena, address, name);
}

/* What goes by another way than mail is written as mail for the copies. */
static int
make_copy(struct dun_letter *l, const struct dun_message *first,
    const char *address, const char *name, struct dun_message **out)
{
	struct dun_message *m = cr_arena_alloc(l->arena, sizeof(*m));

	*out = m;
	*m = *first;
	m->next = NULL;
	m->copy = true;
	m->channel = CR_CHANNEL_EMAIL;
	m->address = address;
	m->name = name;
	return strcmp(first->media, CR_MEDIA_MAIL) == 0 ? CR_OK :
	    cr_dun_letter_make(l, m);
}

/* A copy for each address of the level, once; one that is none is told. */
static int
add_copies(struct dun_letter *l, struct dun_message *first)
{
	const struct cr_level *level = l->n->level;
	struct dun_message *last = first;
	const char *address, *name;
	size_t i;
	int rc;

	for (i = 0; i < level->ncopies &&
	    !cr_channel_facts(first->channel)->person; i++) {
		rc = copy_address(l, level->copies[i], &address, &name);
		if (rc < 0)
			return rc;
		if (rc == 0 || !cr_mail_address_is_valid(address)) {
			cr_note(l->cr, NULL, 0, "no copy for \"%s\" of the "
			    "letter to \"%s\": no address", level->copies[i],
			    l->a->party.name);
			continue;
		}
		if (has_address(first, address))
			continue;
		if ((rc = make_copy(l, first, address, name,
		    &last->next)) != CR_OK)
			return rc;
		last = last->next;
	}
	return CR_OK;
}

int
cr_dun_letter(struct cr *cr, struct cr_letters *letters,
    struct dun_attach *attach, struct dun_kept *kept, const struct account *a,
    const struct cr_dun_notice *n, struct cr_arena *arena,
    struct dun_message **out)
{
	struct dun_letter l = { .cr = cr, .arena = arena, .a = a, .n = n,
	    .letters = letters, .attach = attach, .kept = kept };
	struct dun_message *m = cr_arena_alloc(arena, sizeof(*m));
	int err;

	*out = m;
	if ((err = choose_channel(&l, m)) != CR_OK)
		return err;
	if ((err = cr_letters_get(cr, letters, n->template,
	    a->party.language, &l.text)) != CR_OK)
		return err == CR_ENOTFOUND ? CR_EUSAGE : err;
	if ((err = cr_dun_letter_values(&l, m->channel, m->address)) !=
	    CR_OK || (err = cr_dun_letter_make(&l, m)) != CR_OK ||
	    (err = cr_dun_attach(&l, m)) != CR_OK)
		return err;
	return add_copies(&l, m);
}
