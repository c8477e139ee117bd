#include "cr/operator.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

int
cr_operator_set(struct cr *cr, const char *name, const char *roles)
{
	static const char sql[] =
	    "INSERT INTO operator (name, roles) VALUES (:name, :roles) "
	    "ON CONFLICT (name) DO UPDATE SET roles = :roles, active = 1 "
	    "WHERE roles <> :roles OR active = 0";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":name", name);
	cr_bind_text(st, ":roles", roles);
	return cr_exec(cr, st);
}

int
cr_operator_is(struct cr *cr, const char *name, const char *roles)
{
	static const char sql[] = "SELECT 1 FROM operator "
	    "WHERE name = :name AND roles = :roles AND active = 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":name", name);
	cr_bind_text(st, ":roles", roles);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

/* Is the word of N bytes among the words of S? */
static bool
has_word(const char *s, const char *word, size_t n)
{
	size_t k;

	for (; *s != '\0'; s += k) {
		s += strspn(s, " ,");
		k = strcspn(s, " ,");
		if (k == n && strncmp(s, word, n) == 0)
			return true;
	}
	return false;
}

int
cr_operator_any(struct cr *cr)
{
	static const char sql[] = "SELECT 1 FROM operator LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	cr_reset(st);
	return rc;
}

/* 1: has the role; 0: has not; CR_ENOTFOUND: is no operator. */
static int
look_up(struct cr *cr, const char *role)
{
	static const char sql[] = "SELECT roles FROM operator "
	    "WHERE name = :name AND active = 1";
	struct cr_stmt *st;
	int rc = cr_operator_any(cr);

	if (rc != 1)
		return rc < 0 ? rc : 1;
	st = cr_sql(cr, sql);
	cr_bind_text(st, ":name", cr->operator);
	if ((rc = cr_step(cr, st)) == 0)
		rc = CR_ENOTFOUND;
	if (rc == 1)
		rc = has_word(cr_col_text(st, 0), "all", 3) ||
		    has_word(cr_col_text(st, 0), role, strlen(role));
	cr_reset(st);
	return rc;
}

int
cr_operator_has(struct cr *cr, const char *role)
{
	int rc = look_up(cr, role);

	return rc == CR_ENOTFOUND ? 0 : rc;
}

int
cr_operator_may(struct cr *cr)
{
	int rc = look_up(cr, cr->tool + (cr_starts(cr->tool, "cr-") ? 3 : 0));

	if (rc == CR_ENOTFOUND)
		return cr_fail(cr, CR_EUSAGE, "\"%s\" is no operator of this "
		    "ledger (CR_OPERATOR)", cr->operator);
	if (rc == 0)
		return cr_fail(cr, CR_EUSAGE, "operator \"%s\" has no role "
		    "for %s", cr->operator, cr->tool);
	return rc < 0 ? rc : CR_OK;
}
