#include "provider.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/base64.h"
#include "cr/channel.h"
#include "cr/cr.h"
#include "cr/digest.h"
#include "cr/gsm.h"
#include "cr/mem.h"
#include "cr/phone.h"
#include "cr/postal.h"
#include "cr/secret.h"
#include "cr/str.h"

#define REPORT_MAX 4096

struct provider_way {
	struct cr_transport t;
	struct cr_provider *provider;
	struct cr_template *report;	/* NULL: none */
	char *report_text;
	struct cr_http *http;
	char *url;
	struct way_terms terms;
	char *sender, *user, *password;	/* that TERMS points to */
};

static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

static void
set_number(struct cr_values *v, enum cr_provider_word word, int64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, n);
	cr_values_set(v, word, text);
}

/* The text as it goes, and what it costs. */
static bool
take_text(const struct way_terms *t, const struct cr_outgoing *m,
    struct cr_arena *a, struct cr_values *v, struct cr_handover *o)
{
	const char *text = cr_arena_strndup(a, m->content, m->size);
	struct cr_gsm g;
	struct cr_buf b;

	cr_buf_init(&b);
	if (!t->exact)
		cr_gsm_plain(&b, text);
	if (b.len > 0)
		text = cr_arena_strndup(a, b.s, b.len);
	cr_buf_release(&b);
	g = cr_gsm_measure(text);
	cr_values_set(v, CR_PROVIDER_TEXT, text);
	cr_values_set(v, CR_PROVIDER_UNICODE, g.ucs2 ? "1" : "");
	set_number(v, CR_PROVIDER_SEGMENTS, (int64_t)g.segments);
	if (t->max_segments == 0 || g.segments <= (size_t)t->max_segments)
		return true;
	if (g.ucs2)
		cr_way_say(o, CR_DELIVERY_REFUSED, "the text takes %zu of "
		    "%" PRId64 " text messages, because of \"%s\"",
		    g.segments, t->max_segments, g.odd);
	else
		cr_way_say(o, CR_DELIVERY_REFUSED, "the text takes %zu of "
		    "%" PRId64 " text messages", g.segments,
		    t->max_segments);
	return false;
}

static bool
take_number(const struct cr_outgoing *m, struct cr_values *v,
    struct cr_handover *o)
{
	char e164[CR_PHONE_SIZE];

	if (!cr_phone_parse(or_empty(m->to), e164)) {
		cr_way_say(o, CR_DELIVERY_REFUSED, "\"%s\" is no telephone "
		    "number", or_empty(m->to));
		return false;
	}
	cr_values_set(v, CR_PROVIDER_TO, e164);
	cr_values_set(v, CR_PROVIDER_NUMBER, e164 + 1);
	if (m->channel != CR_CHANNEL_SMS || cr_phone_is_mobile(e164))
		return true;
	cr_way_say(o, CR_DELIVERY_REFUSED, "%s is no mobile telephone", e164);
	return false;
}

static bool
take_address(const struct cr_outgoing *m, struct cr_arena *a,
    struct cr_values *v, struct cr_handover *o)
{
	struct cr_postal p;

	if (!cr_postal_parse(a, or_empty(m->to), &p)) {
		cr_way_say(o, CR_DELIVERY_REFUSED, "\"%s\" is no postal "
		    "address", or_empty(m->to));
		return false;
	}
	cr_values_set(v, CR_PROVIDER_STREET, p.street);
	cr_values_set(v, CR_PROVIDER_ZIP, p.zip);
	cr_values_set(v, CR_PROVIDER_CITY, p.city);
	cr_values_set(v, CR_PROVIDER_PROVINCE, p.province);
	cr_values_set(v, CR_PROVIDER_COUNTRY, p.country ? p.country : "IT");
	return true;
}

static void
take_common(const struct way_terms *t, const struct cr_outgoing *m,
    struct cr_values *v)
{
	char sha256[CR_SHA256_SIZE];

	cr_values_set(v, CR_PROVIDER_TO, m->to);
	cr_values_set(v, CR_PROVIDER_FILE, m->file);
	set_number(v, CR_PROVIDER_MESSAGE, m->message);
	cr_values_set(v, CR_PROVIDER_CHANNEL, cr_channel_word(m->channel));
	cr_values_set(v, CR_PROVIDER_REGISTERED,
	    m->channel == CR_CHANNEL_REGISTERED ? "1" : "");
	cr_values_set(v, CR_PROVIDER_NAME, m->name);
	cr_values_set(v, CR_PROVIDER_SUBJECT, m->subject);
	cr_values_set(v, CR_PROVIDER_LANGUAGE, m->language);
	cr_values_set(v, CR_PROVIDER_SENDER, t->sender);
	cr_values_set(v, CR_PROVIDER_USER, t->user);
	cr_values_set(v, CR_PROVIDER_PASSWORD, t->password);
	cr_values_set(v, CR_PROVIDER_SHA256, cr_sha256(m->content, m->size,
	    sha256));
}

bool
cr_way_values(struct cr_arena *a, const struct way_terms *t,
    const struct cr_outgoing *m, struct cr_values *v, struct cr_handover *o)
{
	struct cr_buf b;
	const struct cr_channel_facts *f = cr_channel_facts(m->channel);

	take_common(t, m, v);
	if (cr_streq(m->media, CR_MEDIA_TEXT) && !take_text(t, m, a, v, o))
		return false;
	if (f->postal && !take_address(m, a, v, o))
		return false;
	if ((m->channel == CR_CHANNEL_SMS || m->channel == CR_CHANNEL_FAX) &&
	    !take_number(m, v, o))
		return false;
	if (cr_streq(m->media, CR_MEDIA_TEXT))
		return true;
	cr_buf_init(&b);
	cr_base64_put(&b, m->content, m->size);
	cr_values_set(v, CR_PROVIDER_BASE64, b.s);
	cr_buf_release(&b);
	return true;
}

static int
set_report(const struct provider_way *w, struct cr *cr, struct cr_values *v)
{
	struct cr_buf b;
	int err;

	if (w->report == NULL)
		return CR_OK;
	cr_buf_init_max(&b, REPORT_MAX);
	if ((err = cr_template_fill(cr, w->report, v, &b)) == CR_OK)
		cr_values_set(v, CR_PROVIDER_REPORT, b.s);
	cr_buf_release(&b);
	return err;
}

static int
ask(struct provider_way *w, struct cr *cr, const struct cr_outgoing *m,
    const struct cr_values *v, struct cr_arena *arena, struct cr_handover *o)
{
	struct cr_provider_request r;
	struct cr_http_answer a;
	int err;

	cr_http_answer_init(&a);
	err = cr_provider_ask(cr, w->provider, w->url, v, m->content,
	    m->size, arena, &r);
	if (err == CR_OK) {
		r.http.user = w->provider->basic ? w->terms.user : NULL;
		r.http.password = w->terms.password;
		err = cr_http_ask(w->http, cr, &r.http, &a);
	}
	if (err == CR_OK)
		cr_provider_judge(w->provider, &a, o);
	if (err == CR_OK && a.configuration)
		err = cr_fail(cr, CR_EUSAGE, "the provider: %s", a.error);
	cr_buf_release(&r.body);
	cr_http_answer_release(&a);
	return err;
}

static int
provider_send(struct cr_transport *t, struct cr *cr,
    const struct cr_outgoing *m, struct cr_handover *o)
{
	struct provider_way *w = (struct provider_way *)t;
	struct cr_arena arena;
	struct cr_values *v;
	int err = CR_OK;

	*o = (struct cr_handover){ .how = CR_DELIVERY_RETRY };
	cr_arena_init(&arena);
	v = cr_values_new(&arena, cr_provider_words);
	if (cr_way_values(&arena, &w->terms, m, v, o) &&
	    (err = set_report(w, cr, v)) == CR_OK)
		err = ask(w, cr, m, v, &arena, o);
	if (err != CR_OK)
		o->down = true;
	cr_arena_release(&arena);
	return err;
}

static void
provider_free(struct cr_transport *t)
{
	struct provider_way *w = (struct provider_way *)t;

	cr_http_close(w->http);
	cr_provider_free(w->provider);
	cr_template_free(w->report);
	free(w->report_text);
	free(w->url);
	free(w->sender);
	free(w->user);
	cr_secret_free(w->password);
	free(w);
}

static char *
copy(const char *s)
{
	return s ? cr_strdup(s) : NULL;
}

static int
take_opts(struct cr *cr, struct provider_way *w,
    const struct cr_provider_opts *o)
{
	struct cr_http_opts http = { .ca = o->ca, .timeout = o->timeout };
	int err;

	w->url = copy(o->url);
	w->sender = copy(o->sender);
	w->user = copy(o->user);
	w->password = copy(o->password);
	w->terms = (struct way_terms){ w->sender, w->user, w->password,
	    o->max_segments, o->exact };
	if ((err = cr_provider_load(cr, o->path, &w->provider)) != CR_OK ||
	    (err = cr_http_open(cr, &http, &w->http)) != CR_OK)
		return err;
	if (w->provider->relative && cr_is_empty(o->url))
		return cr_fail(cr, CR_EUSAGE, "the configuration does not "
		    "say where the provider is (url = ...)");
	if (o->report == NULL)
		return CR_OK;
	w->report_text = cr_strdup(o->report);
	return cr_template_parse(cr, "report", 1, w->report_text,
	    strlen(w->report_text), CR_TEMPLATE_URL, cr_provider_words,
	    &w->report);
}

int
cr_transport_provider(struct cr *cr, const struct cr_provider_opts *opts,
    struct cr_transport **out)
{
	struct provider_way *w = cr_calloc(1, sizeof(*w));
	int err;

	*out = NULL;
	w->t = (struct cr_transport){ provider_send, provider_free };
	if ((err = take_opts(cr, w, opts)) == CR_OK)
		*out = &w->t;
	else
		provider_free(&w->t);
	return err;
}
