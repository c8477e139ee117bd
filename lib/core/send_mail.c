#include "send_job.h"

#include <string.h>
#include <time.h>

#include "cr/mime.h"
#include "cr/mime_mixed.h"

/* Messages in the form of their way: mail, or as they are. */

static int
take_sender(struct sending *s, enum cr_channel c)
{
	const struct cr_way *w = &s->opts->way[c];
	struct send_sender *from = &s->sender[c];

	if (w->from == NULL || !cr_mime_split(w->from, &from->name,
	    &from->address))
		return cr_fail(s->cr, CR_EUSAGE, "the sender \"%s\" is no "
		    "mail address (%s { from = ... })", w->from ? w->from :
		    "", c == CR_CHANNEL_EMAIL ? "mail" : cr_channel_word(c));
	if (w->reply_to != NULL && !cr_mime_split(w->reply_to,
	    &from->reply_name, &from->reply))
		return cr_fail(s->cr, CR_EUSAGE, "reply-to \"%s\" is no mail "
		    "address", w->reply_to);
	return CR_OK;
}

int
cr_send_senders(struct sending *s)
{
	struct send_sender *from;
	int c, err;

	for (c = 0; c < CR_CHANNELS; c++) {
		from = &s->sender[c];
		cr_buf_init(&from->name);
		cr_buf_init(&from->address);
		cr_buf_init(&from->reply_name);
		cr_buf_init(&from->reply);
	}
	for (c = 0; c < CR_CHANNELS; c++)
		if (s->opts->way[c].t != NULL && s->opts->way[c].mail &&
		    (err = take_sender(s, (enum cr_channel)c)) != CR_OK)
			return err;
	return CR_OK;
}

void
cr_send_senders_release(struct sending *s)
{
	int c;

	for (c = 0; c < CR_CHANNELS; c++) {
		cr_buf_release(&s->sender[c].name);
		cr_buf_release(&s->sender[c].address);
		cr_buf_release(&s->sender[c].reply_name);
		cr_buf_release(&s->sender[c].reply);
	}
}

/* The address of J by a way TO, "{{number}}@fax.example": its digits. */
static const char *
number_at(struct send_job *j, const char *to)
{
	static const char place[] = "{{number}}";
	const char *at = strstr(to, place), *p;
	struct cr_buf digits;
	const char *address;

	cr_buf_init(&digits);
	for (p = j->m.address; *p != '\0'; p++)
		if (*p >= '0' && *p <= '9')
			cr_buf_addc(&digits, *p);
	address = cr_arena_printf(&j->arena, "%.*s%s%s", (int)(at - to), to,
	    digits.s, at + strlen(place));
	cr_buf_release(&digits);
	return address;
}

/*
 * By the rules of PEC the sender is the account, every recipient is in To or
 * Cc and none is hidden (DM 2/11/2005), and we want the receipt that holds
 * the whole message.
 */
static void
write_header(struct sending *s, struct send_job *j)
{
	const struct send_sender *from = &s->sender[j->channel];
	struct cr_buf b;

	cr_buf_init(&b);
	cr_mime_date(&b, (int64_t)time(NULL));
	cr_mime_address(&b, "From", from->name.s, from->address.s);
	if (from->reply.len > 0)
		cr_mime_address(&b, "Reply-To", from->reply_name.s,
		    from->reply.s);
	cr_mime_address(&b, "To", j->m.name, j->to);
	cr_mime_header(&b, "Subject", j->m.subject);
	cr_buf_addf(&b, "Message-ID: <%s>\r\n", j->m.message_id);
	if (j->channel == CR_CHANNEL_PEC)
		cr_buf_adds(&b, "X-TipoRicevuta: completa\r\n");
	else	/* RFC 3834: no holiday notes to a machine */
		cr_buf_adds(&b, "Auto-Submitted: auto-generated\r\n");
	j->header = cr_arena_strndup(&j->arena, b.s, b.len);
	cr_buf_release(&b);
}

/* What is no mail yet becomes it: text its body, pages a file in it. */
static void
wrap(struct send_job *j, struct cr_buf *b)
{
	struct cr_attachment pages = { .name = "fax.pdf",
	    .media = j->m.media, .bytes = j->m.content, .size = j->m.size };

	if (strcmp(j->m.media, CR_MEDIA_TEXT) == 0)
		cr_mime_content(b, j->m.content, NULL);
	else
		cr_mime_mixed(b, NULL, 0, &pages, 1);
}

static void
replace_content(struct send_job *j, struct cr_buf *b)
{
	j->m.content = cr_arena_strndup(&j->arena, b->s, b->len);
	j->m.size = b->len;
	j->m.media = CR_MEDIA_MAIL;
	cr_buf_release(b);
}

void
cr_send_form(struct sending *s, struct send_job *j)
{
	const struct cr_way *w = &s->opts->way[j->channel];
	struct cr_buf b;

	j->header = "";
	j->to = w->to != NULL ? number_at(j, w->to) : j->m.address;
	if (!w->mail)
		return;
	write_header(s, j);
	cr_buf_init(&b);
	if (strcmp(j->m.media, CR_MEDIA_MAIL) != 0) {
		wrap(j, &b);
		replace_content(j, &b);
	}
	if (j->nattachments > 0) {
		cr_buf_init(&b);
		cr_mime_mixed(&b, j->m.content, j->m.size, j->attachment,
		    j->nattachments);
		replace_content(j, &b);
		j->nattachments = 0;
	}
}
