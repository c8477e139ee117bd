#include "cr/risk_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "risk_facts.h"

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
bind_parties(struct cr_stmt *st, const struct cr_risk_ask *ask)
{
	cr_bind_int(st, ":low", ask->party);
	cr_bind_int(st, ":high", ask->party != 0 ? ask->party : INT64_MAX);
}

/* What was replaced by then: a few rows, and most ledgers have none. */
static int
read_replaced(struct cr_risk_reading *r, const char *sql)
{
	struct cr_stmt *st = cr_sql(r->cr, sql);
	int rc;

	bind_parties(st, r->ask);
	while ((rc = cr_step(r->cr, st)) == 1) {
		if (!cr_runs_known(&r->runs, cr_col_int(st, 1),
		    cr_col_int(st, 2)))
			continue;
		cr_grow(&r->replaced, r->n, &r->cap, sizeof(*r->replaced));
		r->replaced[r->n++] = cr_col_int(st, 0);
	}
	if (r->n > 0)
		qsort(r->replaced, r->n, sizeof(*r->replaced), by_number);
	return rc;
}

int
cr_risk_begin(struct cr *cr, struct cr_risk_reading *r,
    const struct cr_risk_ask *ask, const char *replacing, const char *sql)
{
	int rc;

	*r = (struct cr_risk_reading){ .cr = cr, .ask = ask };
	if ((rc = cr_runs_load(cr, &r->runs, &ask->as_of)) < 0 ||
	    (rc = read_replaced(r, replacing)) < 0)
		return rc;
	r->st = cr_sql(cr, sql);
	bind_parties(r->st, ask);
	cr_bind_date(r->st, ":day", ask->as_of.day);
	return CR_OK;
}

int
cr_risk_leave_out(struct cr_risk_reading *r, const char *sql)
{
	struct cr_stmt *st = cr_sql(r->cr, sql);
	int64_t voided;
	int rc;

	bind_parties(st, r->ask);
	cr_bind_date(st, ":day", r->ask->as_of.day);
	while ((rc = cr_step(r->cr, st)) == 1) {
		voided = cr_col_int(st, 3);
		if (!cr_runs_known(&r->runs, cr_col_int(st, 1),
		    cr_col_int(st, 2)) ||
		    (voided != 0 && cr_runs_happened(&r->runs, voided)))
			continue;
		cr_grow(&r->replaced, r->n, &r->cap, sizeof(*r->replaced));
		r->replaced[r->n++] = cr_col_int(st, 0);
	}
	if (r->n > 0)
		qsort(r->replaced, r->n, sizeof(*r->replaced), by_number);
	return rc;
}

void
cr_risk_release(struct cr_risk_reading *r)
{
	if (r->st != NULL)
		cr_reset(r->st);
	cr_runs_release(&r->runs);
	free(r->replaced);
	free(r->key);
}

static bool
is_replaced(const struct cr_risk_reading *r, int64_t id)
{
	return r->n > 0 && bsearch(&id, r->replaced, r->n,
	    sizeof(*r->replaced), by_number) != NULL;
}

int
cr_risk_next(struct cr_risk_reading *r)
{
	int rc;

	while ((rc = cr_step(r->cr, r->st)) == 1)
		if (cr_runs_known(&r->runs, cr_col_int(r->st, CR_RISK_RUN),
		    cr_col_int(r->st, CR_RISK_UNDONE)) &&
		    !is_replaced(r, cr_col_int(r->st, CR_RISK_ID)))
			break;
	return rc;
}

bool
cr_risk_is_latest(struct cr_risk_reading *r, const char *key)
{
	int64_t party = cr_col_int(r->st, CR_RISK_PARTY);

	if (r->ask->past)
		return true;
	if (party == r->party && cr_streq(key, r->key))
		return false;
	r->party = party;
	free(r->key);
	r->key = cr_strdup(key);
	return true;
}

bool
cr_risk_stands(const struct cr_risk_reading *r, struct cr_date until)
{
	return r->ask->past || !cr_date_is_set(until) ||
	    until.days >= r->ask->as_of.day.days;
}

void
cr_bind_figure(struct cr_stmt *st, const char *name, struct cr_money m)
{
	if (cr_figure_is_known(m))
		cr_bind_money(st, name, m);
	else
		cr_bind_null(st, name);
}

struct cr_money
cr_col_figure(struct cr_stmt *st, int col)
{
	struct cr_money none = { CR_NO_FIGURE };

	return cr_col_null(st, col) ? none : cr_col_money(st, col);
}

void
cr_col_currency(struct cr_stmt *st, int col, char to[CR_CURRENCY_SIZE])
{
	const char *s = cr_col_text(st, col);

	snprintf(to, CR_CURRENCY_SIZE, "%s", s != NULL ? s : "");
}

void
cr_bind_said(struct cr_stmt *st, const char *name, const char *text)
{
	if (cr_is_empty(text))
		cr_bind_null(st, name);
	else
		cr_bind_text(st, name, text);
}

int
cr_risk_word(const char *const *words, int n, const char *word)
{
	int i;

	for (i = 0; i < n; i++)
		if (cr_streq(words[i], word))
			return i;
	return -1;
}

int
cr_risk_check_days(struct cr *cr, struct cr_date day, struct cr_date until)
{
	char from[CR_DATE_SIZE], to[CR_DATE_SIZE];

	if (!cr_date_is_set(until) || until.days >= day.days)
		return CR_OK;
	return cr_fail(cr, CR_EINPUT, "it ends on %s, before it begins on %s",
	    cr_date_iso(until, to), cr_date_iso(day, from));
}

int
cr_risk_find(struct cr *cr, struct cr_stmt *st, int64_t *id,
    int64_t *replaces)
{
	int rc = cr_step(cr, st);

	*id = *replaces = 0;
	if (rc == 1 && cr_col_int(st, 1) != 0)
		*id = cr_col_int(st, 0);
	else if (rc == 1)
		*replaces = cr_col_int(st, 0);
	cr_reset(st);
	if (rc < 0)
		return rc;
	return *id != 0 ? CR_RISK_SAME : *replaces != 0 ? CR_RISK_REPLACED :
	    CR_RISK_NEW;
}

int
cr_risk_insert(struct cr *cr, struct cr_stmt *st, int added,
    int64_t replaces, int64_t *id)
{
	int err;

	if (replaces != 0)
		cr_bind_int(st, ":replaces", replaces);
	else
		cr_bind_null(st, ":replaces");
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) != CR_OK)
		return err;
	*id = cr_db_last_id(cr);
	return added;
}
