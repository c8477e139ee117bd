#include "cr/config.h"

#include <stdlib.h>

#include "cr/conf.h"
#include "cr/copy_path.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "config_calendar.h"
#include "config_inbox.h"
#include "config_interest.h"
#include "config_lookup.h"
#include "config_limitation.h"
#include "config_match.h"
#include "config_way_opts.h"

#define ATTACH_MEGABYTES 8	/* to one message, if nothing is said */
#define ATTACH_MEGABYTES_MAX 100

static const struct cr_conf_opt dunning_opts[] = {
	{ .name = "policy", .type = CR_CONF_TEXT },
	{ .name = "templates", .type = CR_CONF_TEXT },
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
	{ .name = "place", .type = CR_CONF_TEXT },
	{ .name = "rea", .type = CR_CONF_TEXT },
	{ .name = "signer", .type = CR_CONF_TEXT },
	{ .name = "role", .type = CR_CONF_TEXT },
	{ .name = "hand-over", .type = CR_CONF_TEXT },
	{ .name = "hand-over-contact", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

static const struct cr_conf_opt documents_opts[] = {
	{ .name = "font", .type = CR_CONF_TEXT },
	{ .name = "copies", .type = CR_CONF_LIST },
	{ .name = "attach-megabytes", .type = CR_CONF_INT },
	{ .name = NULL },
};

static const struct cr_conf_opt limit_opts[] = {
	{ .name = "rules", .type = CR_CONF_TEXT },
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
	{ "limit", CR_CONF_SECTION, limit_opts, 0 },
	{ "limitation", CR_CONF_SECTION, cr_config_limitation_opts, 0 },
	{ "mail", CR_CONF_SECTION, cr_config_way_opts, 0 },
	{ "pec", CR_CONF_SECTION, cr_config_way_opts, 0 },
	{ "sms", CR_CONF_SECTION, cr_config_way_opts, 0 },
	{ "fax", CR_CONF_SECTION, cr_config_way_opts, 0 },
	{ "letter", CR_CONF_SECTION, cr_config_way_opts, 0 },
	{ "registered", CR_CONF_SECTION, cr_config_way_opts, 0 },
	{ "inbox", CR_CONF_SECTION, cr_config_inbox_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "lookup", CR_CONF_SECTION, cr_config_lookup_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "match", CR_CONF_SECTION, cr_config_match_opts, 0 },
	{ "office", CR_CONF_SECTION, cr_config_office_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "outcomes", CR_CONF_SECTION, cr_config_outcomes_opts, 0 },
	{ "provision", CR_CONF_SECTION, cr_config_provision_opts, 0 },
	{ "received", CR_CONF_SECTION, cr_config_received_opts, 0 },
	{ .name = NULL },
};

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

static int
take_documents(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_config *out)
{
	int64_t mega = cr_conf_int(s, "attach-megabytes", ATTACH_MEGABYTES);
	size_t n;

	out->font = cr_conf_text(s, "font", NULL);
	if (mega < 0 || mega > ATTACH_MEGABYTES_MAX)
		return cr_conf_fail(cr, s, "attach-megabytes",
		    "attach-megabytes is from 0 to %d", ATTACH_MEGABYTES_MAX);
	out->attach_bytes = mega * 1000 * 1000;
	for (n = 0; cr_conf_item(s, "copies", n) != NULL; n++)
		;
	out->copies = cr_arena_alloc(&out->arena, (n + 1) *
	    sizeof(*out->copies));
	for (; out->ncopies < n; out->ncopies++) {
		out->copies[out->ncopies] = cr_conf_item(s, "copies",
		    out->ncopies);
		if (!cr_copy_path_is_right(out->copies[out->ncopies]))
			return cr_conf_fail(cr, s, "copies", "\"%s\" is no "
			    "place of one document ({{number}}, and {{year}}, "
			    "{{date}}, {{debtor}}, {{creditor}})",
			    out->copies[out->ncopies]);
	}
	return CR_OK;
}

int
cr_config_load(struct cr *cr, const char *path, struct cr_config *out)
{
	const struct cr_conf_sec *root, *s;
	int err;

	*out = (struct cr_config){ .banks = CR_BANK_TERMS_USUAL,
	    .match = cr_match_defaults,
	    .attach_bytes = (int64_t)ATTACH_MEGABYTES * 1000 * 1000,
	    .calendar = { .week = CR_WEEK_MON_FRI } };
	cr_arena_init(&out->arena);
	cr_interest_rules_init(&out->interest);
	cr_limitation_usual(&out->limitation);
	cr_contact_rules_usual(&out->contact);
	if (cr_is_empty(path))
		return CR_OK;
	if ((err = cr_conf_open(cr, path, file_opts, &out->conf)) != CR_OK)
		return err == CR_ENOTFOUND ? CR_EUSAGE : err;
	root = cr_conf_root(out->conf);
	if (cr_conf_count(root, "documents") > 0 && (err = take_documents(cr,
	    cr_conf_section(root, "documents", 0), out)) != CR_OK)
		return err;
	if (cr_conf_count(root, "dunning") > 0) {
		s = cr_conf_section(root, "dunning", 0);
		out->policy = cr_conf_text(s, "policy", NULL);
		out->templates = cr_conf_text(s, "templates", NULL);
	}
	if (cr_conf_count(root, "limit") > 0)
		out->limits = cr_conf_text(cr_conf_section(root, "limit", 0),
		    "rules", NULL);
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
	if ((err = cr_config_limitation(cr, root, out)) != CR_OK ||
	    (err = cr_config_calendar(cr, root, out)) != CR_OK ||
	    (err = cr_config_received(cr, root, out)) != CR_OK ||
	    (err = cr_config_lookups(cr, root, out)) != CR_OK)
		return err;
	return cr_config_ways(cr, root, out);
}

void
cr_config_release(struct cr_config *c)
{
	free(c->banks.v);
	cr_conf_free(c->conf);
	cr_arena_release(&c->arena);
	*c = (struct cr_config){ 0 };
}
