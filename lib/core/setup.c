#include "cr/setup.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/identify.h"
#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/operator.h"
#include "cr/str.h"
#include "cr/taxid.h"

struct setting_up {
	struct cr *cr;
	struct cr_arena arena;
	bool changed;
};

/* Book the run before the first thing that is new. */
static int
changing(struct setting_up *su)
{
	if (su->changed)
		return CR_OK;
	su->changed = true;
	return cr_run_begin(su->cr, "set up");
}

/* "IT01234567890" and "01234567890" are VAT numbers, else a tax code. */
static void
take_id(struct cr_party *p, const char *s)
{
	if (strlen(s) == 13 && strncmp(s, "IT", 2) == 0 &&
	    cr_piva_is_valid(s + 2))
		s += 2;
	if (cr_piva_is_valid(s))
		p->vat = s;
	else if (cr_cf_is_valid(s))
		p->tax_code = s;
	else
		p->code = s;
}

static int
parse(struct setting_up *su, const char *spec, struct cr_party *p)
{
	char *s = cr_arena_strdup(&su->arena, spec), *name, *vat;

	*p = CR_PARTY_NONE;
	if ((name = strchr(s, ':')) != NULL) {
		*name++ = '\0';
		p->name = cr_is_empty(name) ? NULL : name;
	}
	if ((vat = strchr(s, '|')) != NULL) {
		*vat++ = '\0';
		take_id(p, vat);
		if (p->code != NULL)
			return cr_fail(su->cr, CR_EUSAGE, "\"%s\" is no VAT "
			    "number or tax code", vat);
		p->code = s;
	} else {
		take_id(p, s);
	}
	if (*s == '\0')
		return cr_fail(su->cr, CR_EUSAGE, "creditor \"%s\" has no "
		    "code or VAT number", spec);
	return CR_OK;
}

static void
ignore(void *ctx, const char *field, const char *was, const char *is)
{
	(void)field;
	(void)was;
	(void)is;
	*(bool *)ctx = true;
}

/* By its code, or by its numbers. */
static int
look_up(struct setting_up *su, const struct cr_party *p, int64_t *id)
{
	int rc = 0;

	if (p->code != NULL)
		rc = cr_party_by_code(su->cr, "party", p->code, id);
	return rc != 0 ? rc : cr_party_identify(su->cr, p, id);
}

/* Does P say anything that OLD does not? Only then there is a run. */
static bool
adds(const struct cr_party *old, const struct cr_party *p)
{
	return (p->name != NULL && !cr_streq(p->name, old->name)) ||
	    (p->code != NULL && !cr_streq(p->code, old->code)) ||
	    (p->vat != NULL && !cr_streq(p->vat, old->vat)) ||
	    (p->tax_code != NULL && !cr_streq(p->tax_code, old->tax_code));
}

static int
known_creditor(struct setting_up *su, int64_t id, const struct cr_party *p)
{
	struct cr_party old;
	bool differs = false;
	int rc;

	if ((rc = cr_party_get(su->cr, id, &su->arena, &old)) != 1)
		return rc;
	if (adds(&old, p) && ((rc = changing(su)) != CR_OK ||
	    (rc = cr_party_update(su->cr, &old, p, false, ignore,
	    &differs)) != CR_OK))
		return rc;
	if ((rc = cr_party_role_has(su->cr, id, "creditor")) != 0)
		return rc < 0 ? rc : CR_OK;
	if ((rc = changing(su)) != CR_OK)
		return rc;
	return cr_party_role_add(su->cr, id, "creditor");
}

static int
creditor(struct setting_up *su, const char *spec)
{
	struct cr_key key = { CR_KEY_PARTY, 0 };
	struct cr_party p;
	int rc;

	if ((rc = parse(su, spec, &p)) != CR_OK)
		return rc;
	if ((rc = look_up(su, &p, &key.id)) == CR_EINPUT)
		return cr_fail(su->cr, CR_EUSAGE, "%s", cr_errmsg(su->cr));
	if (rc < 0)
		return rc;
	if (rc == 1)
		return known_creditor(su, key.id, &p);
	if ((rc = changing(su)) != CR_OK ||
	    (rc = cr_party_add(su->cr, &p, &key.id)) != CR_OK ||
	    (rc = cr_party_role_add(su->cr, key.id, "creditor")) != CR_OK)
		return rc;
	return cr_journal(su->cr, "creditor", key, NULL);
}

static int
close_ledger(struct setting_up *su)
{
	const char *s = cr_setting(su->cr, "closed");
	int err;

	if (s != NULL && strcmp(s, "1") == 0)
		return CR_OK;
	if ((err = changing(su)) != CR_OK)
		return err;
	return cr_setting_set(su->cr, "closed", "1");
}

static int
operator(struct setting_up *su, const char *spec)
{
	char *name = cr_arena_strdup(&su->arena, spec);
	char *roles = strchr(name, ':');
	struct cr_key none = { CR_KEY_NONE, 0 };
	struct cr_buf b;
	int rc;

	if (roles != NULL)
		*roles++ = '\0';
	if (*name == '\0')
		return cr_fail(su->cr, CR_EUSAGE, "operator \"%s\" has no "
		    "name", spec);
	if (cr_is_empty(roles))
		roles = cr_arena_strdup(&su->arena, "all");
	if ((rc = cr_operator_is(su->cr, name, roles)) != 0)
		return rc < 0 ? rc : CR_OK;
	if ((rc = changing(su)) != CR_OK ||
	    (rc = cr_operator_set(su->cr, name, roles)) != CR_OK)
		return rc;
	cr_buf_init(&b);
	cr_buf_adds(&b, "{\"name\":");
	cr_buf_json(&b, name);
	cr_buf_adds(&b, ",\"roles\":");
	cr_buf_json(&b, roles);
	cr_buf_addc(&b, '}');
	rc = cr_journal(su->cr, "operator", none, b.s);
	cr_buf_release(&b);
	return rc;
}

static int
set_up(struct setting_up *su, const struct cr_setup *s)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < s->ncreditors && err == CR_OK; i++)
		err = creditor(su, s->creditors[i]);
	if (err == CR_OK && s->ncreditors > 0)
		err = close_ledger(su);
	for (i = 0; i < s->noperators && err == CR_OK; i++)
		err = operator(su, s->operators[i]);
	return err;
}

int
cr_setup(struct cr *cr, const struct cr_setup *s, bool *changed)
{
	struct setting_up su = { .cr = cr };
	int err;

	*changed = false;
	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	cr_arena_init(&su.arena);
	if ((err = set_up(&su, s)) == CR_OK)
		err = cr_db_commit(cr);
	if (err != CR_OK)
		cr_db_rollback(cr);
	*changed = su.changed && err == CR_OK;
	cr_arena_release(&su.arena);
	return err;
}
