#include "cr/config.h"

#include <stdlib.h>

#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/secret.h"
#include "cr/str.h"
#include "config_calendar.h"
#include "config_interest.h"
#include "config_match.h"

#define TIMEOUT 60		/* seconds */

static const struct cr_conf_opt dunning_opts[] = {
	{ .name = "policy", .type = CR_CONF_TEXT },
	{ .name = "templates", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

static const struct cr_conf_opt mail_opts[] = {
	{ .name = "url", .type = CR_CONF_TEXT },
	{ .name = "from", .type = CR_CONF_TEXT },
	{ .name = "reply-to", .type = CR_CONF_TEXT },
	{ .name = "user", .type = CR_CONF_TEXT },
	{ .name = "password-file", .type = CR_CONF_TEXT },
	{ .name = "password-env", .type = CR_CONF_TEXT },
	{ .name = "password-fd", .type = CR_CONF_TEXT },
	{ .name = "ca", .type = CR_CONF_TEXT },
	{ .name = "tls", .type = CR_CONF_BOOL },
	{ .name = "timeout", .type = CR_CONF_INT },
	{ .name = "per-minute", .type = CR_CONF_INT },
	{ .name = NULL },
};

/* Read by letterhead.c. */
static const struct cr_conf_opt letterhead_opts[] = {
	{ .name = "name", .type = CR_CONF_TEXT },
	{ .name = "lines", .type = CR_CONF_LIST },
	{ .name = "contacts", .type = CR_CONF_LIST },
	{ .name = "footer", .type = CR_CONF_LIST },
	{ .name = "logo", .type = CR_CONF_TEXT },
	{ .name = "iban", .type = CR_CONF_TEXT },
	{ .name = "bic", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

static const struct cr_conf_opt documents_opts[] = {
	{ .name = "font", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

static const struct cr_conf_opt account_opts[] = {
	{ .name = "tolerance", .type = CR_CONF_INT },
	{ .name = NULL },
};

static const struct cr_conf_opt bank_opts[] = {
	{ .name = "tolerance", .type = CR_CONF_INT },
	{ .name = "silence", .type = CR_CONF_TEXT },
	{ "account", CR_CONF_SECTION, account_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

static const struct cr_conf_opt file_opts[] = {
	{ "bank", CR_CONF_SECTION, bank_opts, 0 },
	{ "calendar", CR_CONF_SECTION, cr_config_calendar_opts, 0 },
	{ "contact", CR_CONF_SECTION, cr_config_contact_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "documents", CR_CONF_SECTION, documents_opts, 0 },
	{ "dunning", CR_CONF_SECTION, dunning_opts, 0 },
	{ "interest", CR_CONF_SECTION, cr_config_interest_opts, 0 },
	{ "letterhead", CR_CONF_SECTION, letterhead_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "mail", CR_CONF_SECTION, mail_opts, 0 },
	{ "match", CR_CONF_SECTION, cr_config_match_opts, 0 },
	{ "office", CR_CONF_SECTION, cr_config_office_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

static int
take_mail(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_config_mail *m)
{
	m->url = cr_conf_text(s, "url", NULL);
	m->from = cr_conf_text(s, "from", NULL);
	m->reply_to = cr_conf_text(s, "reply-to", NULL);
	m->user = cr_conf_text(s, "user", NULL);
	m->password_file = cr_conf_text(s, "password-file", NULL);
	m->password_env = cr_conf_text(s, "password-env", NULL);
	m->password_fd = cr_conf_text(s, "password-fd", NULL);
	m->ca = cr_conf_text(s, "ca", NULL);
	m->tls = cr_conf_bool(s, "tls", true);
	m->timeout = cr_conf_int(s, "timeout", TIMEOUT);
	m->per_minute = cr_conf_int(s, "per-minute", 0);
	if (m->url != NULL && !cr_starts(m->url, "smtp://") &&
	    !cr_starts(m->url, "smtps://"))
		return cr_conf_fail(cr, s, "url", "url \"%s\" is neither "
		    "smtp:// nor smtps://", m->url);
	if (m->timeout < 1 || m->timeout > 3600)
		return cr_conf_fail(cr, s, "timeout", "timeout is from 1 to "
		    "3600 seconds");
	if (m->per_minute < 0 || m->per_minute > 60000)
		return cr_conf_fail(cr, s, "per-minute", "per-minute is from "
		    "0 to 60000");
	return CR_OK;
}

static int
take_tolerance(struct cr *cr, const struct cr_conf_sec *s, int32_t *days)
{
	int64_t v = cr_conf_int(s, "tolerance", *days);

	if (v < 0 || v > CR_BANK_TOLERANCE_MAX)
		return cr_conf_fail(cr, s, "tolerance", "tolerance is from 0 "
		    "to %d days", CR_BANK_TOLERANCE_MAX);
	*days = (int32_t)v;
	return CR_OK;
}

static int
take_silence(struct cr *cr, const struct cr_conf_sec *s,
    enum cr_bill_silence *silence)
{
	const char *word = cr_conf_text(s, "silence",
	    cr_bill_silence_word(*silence));

	if (cr_bill_silence_parse(word, silence))
		return CR_OK;
	return cr_conf_fail(cr, s, "silence", "silence \"%s\" is none of "
	    "credited, paid, nothing", word);
}

static int
take_banks(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_bank_terms *t)
{
	const struct cr_conf_sec *a;
	size_t i, n = cr_conf_count(s, "account");
	int err;

	if ((err = take_tolerance(cr, s, &t->tolerance)) != CR_OK ||
	    (err = take_silence(cr, s, &t->silence)) != CR_OK || n == 0)
		return err;
	t->v = cr_calloc(n, sizeof(*t->v));
	for (i = 0; i < n && err == CR_OK; i++) {
		a = cr_conf_section(s, "account", i);
		t->v[i].account = cr_conf_title(a);
		t->v[i].tolerance = t->tolerance;
		err = take_tolerance(cr, a, &t->v[i].tolerance);
		t->n++;
	}
	return err;
}

int
cr_config_load(struct cr *cr, const char *path, struct cr_config *out)
{
	const struct cr_conf_sec *root, *s;
	int err;

	*out = (struct cr_config){ .banks = CR_BANK_TERMS_USUAL,
	    .match = cr_match_defaults,
	    .calendar = { .week = CR_WEEK_MON_FRI },
	    .mail = { .tls = true, .timeout = TIMEOUT } };
	cr_arena_init(&out->arena);
	cr_interest_rules_init(&out->interest);
	cr_contact_rules_usual(&out->contact);
	if (cr_is_empty(path))
		return CR_OK;
	if ((err = cr_conf_open(cr, path, file_opts, &out->conf)) != CR_OK)
		return err == CR_ENOTFOUND ? CR_EUSAGE : err;
	root = cr_conf_root(out->conf);
	if (cr_conf_count(root, "documents") > 0)
		out->font = cr_conf_text(cr_conf_section(root, "documents",
		    0), "font", NULL);
	if (cr_conf_count(root, "dunning") > 0) {
		s = cr_conf_section(root, "dunning", 0);
		out->policy = cr_conf_text(s, "policy", NULL);
		out->templates = cr_conf_text(s, "templates", NULL);
	}
	if (cr_conf_count(root, "interest") > 0) {
		s = cr_conf_section(root, "interest", 0);
		out->rates = cr_conf_text(s, "rates", NULL);
		if ((err = cr_config_interest(cr, s, &out->arena,
		    &out->interest)) != CR_OK)
			return err;
	}
	if (cr_conf_count(root, "bank") > 0 && (err = take_banks(cr,
	    cr_conf_section(root, "bank", 0), &out->banks)) != CR_OK)
		return err;
	if (cr_conf_count(root, "match") > 0 && (err = cr_config_match(cr,
	    cr_conf_section(root, "match", 0), &out->match)) != CR_OK)
		return err;
	if ((err = cr_config_calendar(cr, root, out)) != CR_OK)
		return err;
	return cr_conf_count(root, "mail") == 0 ? CR_OK :
	    take_mail(cr, cr_conf_section(root, "mail", 0), &out->mail);
}

void
cr_config_release(struct cr_config *c)
{
	free(c->banks.v);
	cr_conf_free(c->conf);
	cr_arena_release(&c->arena);
	*c = (struct cr_config){ 0 };
}

int
cr_config_password(struct cr *cr, const struct cr_config *c, char **out)
{
	*out = NULL;
	if (c->mail.password_file != NULL)
		return cr_secret_read(cr, CR_SECRET_FILE,
		    c->mail.password_file, out);
	if (c->mail.password_env != NULL)
		return cr_secret_read(cr, CR_SECRET_ENV,
		    c->mail.password_env, out);
	if (c->mail.password_fd != NULL)
		return cr_secret_read(cr, CR_SECRET_FD, c->mail.password_fd,
		    out);
	return CR_OK;
}
