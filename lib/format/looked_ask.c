#include "looked.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/config_lookup.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/str.h"

/* What a party is asked by, and what its answer means. */

void
cr_looked_say(struct cr_looked *o, enum cr_looked_how how, const char *fmt,
    ...)
{
	va_list ap;

	o->how = how;
	va_start(ap, fmt);
	vsnprintf(o->reason, sizeof(o->reason), _(fmt), ap);
	va_end(ap);
}

static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

/* What is known of P under W; NULL or "": nothing. */
static const char *
known(const struct cr_looked_party *p, enum cr_looked_word w)
{
	bool greek = cr_streq(p->country, "GR");

	switch (w) {
	case CR_LOOKED_COUNTRY:
		return p->country ? p->country : "IT";
	case CR_LOOKED_VAT_COUNTRY:
		return greek ? "EL" : p->country ? p->country : "IT";
	case CR_LOOKED_VAT:
		return p->vat;
	case CR_LOOKED_TAX_CODE:
		return p->tax_code;
	case CR_LOOKED_NAME:
		return p->name;
	case CR_LOOKED_KIND:
		return p->kind;
	case CR_LOOKED_STREET:
		return p->street;
	case CR_LOOKED_ZIP:
		return p->zip;
	case CR_LOOKED_CITY:
		return p->city;
	case CR_LOOKED_PROVINCE:
		return p->province;
	case CR_LOOKED_CODE:
		return p->code;
	default:
		return NULL;
	}
}

bool
cr_looker_key(const struct cr_looker *l, const struct cr_looked_party *p,
    struct cr_buf *key, const char **lacks)
{
	const char *value, *country = known(p, CR_LOOKED_COUNTRY);
	char number[24];
	size_t i;

	*lacks = NULL;
	for (i = 0; l->countries != NULL && l->countries[i] != NULL; i++)
		if (cr_strcaseeq(l->countries[i], country))
			break;
	if (l->countries != NULL && l->countries[i] == NULL)
		return false;
	for (i = 0; i < l->nneeds; i++) {
		value = known(p, l->need[i]);
		if (l->need[i] == CR_LOOKED_PARTY) {
			snprintf(number, sizeof(number), "%lld",
			    (long long)p->id);
			value = number;
		}
		if (cr_is_empty(value)) {
			*lacks = cr_looked_words[l->need[i]].name;
			return false;
		}
		cr_buf_addf(key, "%s%s", i > 0 ? " " : "", value);
	}
	return true;
}

struct cr_values *
cr_looked_values(const struct cr_looker *l, struct cr_arena *a,
    const struct cr_looked_party *p, const char *day)
{
	struct cr_values *v = cr_values_new(a, cr_looked_words);
	const char *us = l->config->requester;
	int w;

	for (w = 0; w < CR_LOOKED_PARTY; w++)
		cr_values_set(v, (size_t)w, or_empty(known(p,
		    (enum cr_looked_word)w)));
	cr_values_set(v, CR_LOOKED_PARTY, cr_arena_printf(a, "%lld",
	    (long long)p->id));
	cr_values_set(v, CR_LOOKED_DAY, day);
	cr_values_set(v, CR_LOOKED_USER, or_empty(l->config->user));
	cr_values_set(v, CR_LOOKED_PASSWORD, or_empty(l->password));
	cr_values_set(v, CR_LOOKED_REQUESTER, us ? us + 2 : "");
	cr_values_set(v, CR_LOOKED_REQUESTER_COUNTRY, us ?
	    cr_arena_strndup(a, us, 2) : "");
	return v;
}

/*
 * What HTTP says where the file says nothing of it. That a page is not there
 * may be an address that is wrong, and is not taken for an answer.
 */
static void
judge_status(const struct cr_looker *l, int status, struct cr_looked *o)
{
	bool program = status == 0;

	o->how = CR_LOOKED_LATER;
	if (program || status < 300) {
		if (l->provider == NULL || l->provider->nanswers == 0)
			o->how = CR_LOOKED_FOUND;
	} else if (status == 400 || status == 422) {
		o->how = CR_LOOKED_REFUSED;
	} else if (status != 408 && status != 425 && status != 500) {
		o->stop = true;
	}
	if (o->how == CR_LOOKED_FOUND && o->answer.len == 0)
		o->how = CR_LOOKED_NONE;
}

void
cr_looked_judge(const struct cr_looker *l, int status, bool cut,
    struct cr_looked *o)
{
	const struct provider_answer *r = NULL;
	struct provider_view v = { .json = NULL };

	cr_provider_view(&v, o->answer.s, o->answer.len, cut, true);
	if (l->provider != NULL)
		r = cr_provider_match(l->provider, status, &v);
	if (r != NULL) {
		o->how = (enum cr_looked_how)r->how;
		o->stop = r->stop;
		o->said = true;
		cr_provider_find(&r->reason, &v, o->reason,
		    sizeof(o->reason));
	} else {
		judge_status(l, status, o);
	}
	/* It was paid for, and asked again it would be as long. */
	if (cut && o->how != CR_LOOKED_LATER)
		cr_looked_say(o, CR_LOOKED_REFUSED, "the answer is longer "
		    "than %zu bytes", CR_LOOKED_MAX_BYTES);
	if (o->how > CR_LOOKED_NONE && o->reason[0] == '\0')
		cr_way_quote(o->reason, sizeof(o->reason), v.text,
		    strlen(v.text));
	if (o->how > CR_LOOKED_NONE && o->reason[0] == '\0' && status != 0)
		snprintf(o->reason, sizeof(o->reason), "HTTP %d", status);
	cr_provider_view_release(&v);
}

static void
take_answer(const struct cr_looker *l, const struct cr_http_answer *a,
    struct cr_looked *o)
{
	o->wait = a->retry_after;
	if (a->reach != CR_HTTP_ANSWERED) {
		/* One that is slow may be so for this party alone. */
		o->how = CR_LOOKED_LATER;
		o->stop = a->reach == CR_HTTP_NOWHERE;
		snprintf(o->reason, sizeof(o->reason), "%s", a->error);
		return;
	}
	cr_buf_add(&o->answer, a->body.s, a->body.len);
	cr_looked_judge(l, a->status, a->cut, o);
}

static int
ask_http(struct cr_looker *l, struct cr *cr, const struct cr_looked_party *p,
    struct cr_looked *out)
{
	struct cr_provider_request r;
	struct cr_http_answer a;
	struct cr_arena arena;
	char day[CR_DATE_SIZE];
	int err;

	cr_arena_init(&arena);
	cr_http_answer_init_max(&a, CR_LOOKED_MAX_BYTES);
	err = cr_provider_ask(cr, l->provider, l->config->url,
	    cr_looked_values(l, &arena, p, cr_date_iso(cr->today, day)), "",
	    0, &arena, &r);
	if (err == CR_OK) {
		r.http.user = l->provider->basic ? l->config->user : NULL;
		r.http.password = l->password;
		err = cr_http_ask(l->http, cr, &r.http, &a);
	}
	if (err == CR_OK && a.configuration)
		err = cr_fail(cr, CR_EUSAGE, "the provider: %s", a.error);
	if (err == CR_OK)
		take_answer(l, &a, out);
	cr_buf_release(&r.body);
	cr_http_answer_release(&a);
	cr_arena_release(&arena);
	return err;
}

int
cr_looker_ask(struct cr_looker *l, struct cr *cr,
    const struct cr_looked_party *p, struct cr_looked *out)
{
	out->how = CR_LOOKED_LATER;
	out->stop = out->said = false;
	out->wait = 0;
	out->reason[0] = '\0';
	cr_buf_clear(&out->answer);
	return l->http != NULL ? ask_http(l, cr, p, out) :
	    cr_looked_command(l, cr, p, out);
}
